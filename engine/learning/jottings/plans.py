"""Plans and visits, jotted down: "hoping to get a kitten in spring", "due 14 August", "roof people coming at 8", "half day Wednesdays"."""

from __future__ import annotations

from engine.learning.jottings.jot import Jot

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_WEEKDAYS = rf"{_DAYS}(?:(?:,| and|, and| &) {_DAYS})*"
_WORKERS = r"people|man|men|guy|guys|lads?|bloke|engineer|folk|inspector|surveyor|fitter|fitters|woman|lady|team|company|firm|nurse|worker|officer"

_BIG = r"move|retire|adopt|sell|apply|study|open|build|pass|qualify|emigrate|retrain|foster|propose|convert|graduate|visit|start|finish|run|learn"
_SOON = (
    r"\b(?:next|in (?:the )?(?:spring|summer|autumn|fall|winter|new year|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|\d+)|by|this (?:year|summer|spring|autumn|winter)|once|for (?:my|our|his|her|the)|on (?:the )?\w*day|puppy|kitten|dog|cat|"
    r"baby|house|divorce)\b"
)
_SHORT = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_SHORTS = rf"{_SHORT}(?:\s*(?:,|&|and|-|/|to|\+)\s*{_SHORT})*"

JOTS = (
    Jot(r"(?:wfh|working from home|work from home|at home)(?: on| every)? (?P<o>" + _SHORTS + r"|\d days a week)", "works from home on {o}",
        example=("wfh mon & fri", "works from home on mon & fri")),
    Jot(r"(?:in (?:the )?)?office(?: on| every)? (?P<o>" + _SHORTS + r"|\d days a week)", "works in the office on {o}", example=("office "
        "tues-thurs", "works in the office on tues-thurs")),
    Jot(r"on (?P<o>nights|days|lates|earlies|call|leave|annual leave|maternity leave|paternity leave|sick leave|jury duty|secondment) "
        r"(?P<when>(?:till|until|from|this week|all week|next week|for)\b[^,;]{0,25})", "is on {o} {when}", follows=True, example=("on nights "
        "till friday", "is on nights till friday")),
    Jot(r"off to (?P<o>(?-i:[A-Z])[\w' -]{2,25}?) (?P<when>(?:on |from |in |next |this )?(?:\d|\w+day|tomorrow|january|february|march|april|may|"
        r"june|july|august|september|october|november|december|week|month|spring|summer|autumn|winter|easter|xmas|christmas)[^,;]{0,30})", "is "
        "going to {o} {when}", example=("off to Malta in October", "is going to Malta in October")),
    Jot(r"hotel(?: is|:) (?:the )?(?P<o>(?-i:[A-Z])\w[^;]{2,60})", "is {o}", "The user's hotel", example=("hotel: Grand, room 214", "is Grand, "
        "room 214")),
    Jot(r"hoping to (?P<o>(?:" + _BIG + r")\b.*|(?:get|buy|have|go|take|see|do|make|book) .*" + _SOON + r".*)", "hopes to {o}", example=("hoping "
        "to get a kitten in spring", "hopes to get a kitten in spring")),
    Jot(r"(?:planning|looking|aiming|intending|about) to (?P<o>(?:" + _BIG + r")\b.+|(?:get|buy|have|go|take|see|do|make|book) "
        r".*" + _SOON + r".*)", "is planning to {o}", example=("planning to move to Leeds", "is planning to move to Leeds")),
    Jot(r"thinking (?:of|about) (?P<o>(?:moving|retiring|adopting|selling|studying|quitting|leaving|emigrating|retraining|fostering|proposing|"
        r"converting) .+|(?:getting|buying|going|starting|having|learning|opening|switching) .*" + _SOON + r".*)", "is thinking of {o}",
        example=("thinking of moving to Leeds next year", "is thinking of moving to Leeds next year")),
    Jot(r"saving (?:up )?for (?P<o>(?:an?|the|my|our) [^,;]{3,60})", "is saving for {o}", example=("saving up for a van", "is saving for a van")),
    Jot(r"(?:the )?(?P<s>(?:[\w'-]+ ){1,2}(?:" + _WORKERS + r")) (?:is |are )?(?P<how>coming|calling|due|visiting|arriving) (?P<o>.*\b(?:today|"
        r"tomorrow|tmrw|morning|afternoon|evening|mon|tues?|wed|thurs?|fri|sat|sun|\w+day|week|at \d|between \d|\d(?:st|nd|rd|th))\b.*)", "are "
        "{how} {o}", "The {s}", example=("roof people coming between 8 and 1 tomorrow", "are coming between 8 and 1 tomorrow")),
    Jot(r"(?P<o>half[- ]day|early finish|late finish|late night|early start|day off|rest day|wfh|gym|yoga|choir|therapy|training) (?:is )?(?:on |"
        r"every )?(?P<when>" + _WEEKDAYS + r")", "has {o} on {when}", example=("half day Wednesdays", "has half day on Wednesdays")),
    Jot(r"due (?:in |around |about |early |late |mid[- ]?)*(?P<o>(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|spring|summer|autumn|winter))", "is due in {o}", "The user's baby", example=("due in October", "is due in October")),
    Jot(r"due (?:on |in |around |about |approx(?:imately)? |roughly )*(?P<o>(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?(?-i:[A-Z]|jan|feb|mar|apr|"
        r"may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*(?: \d{1,2}(?:st|nd|rd|th)?)?|"
        r"\d{1,2}/\d{1,2})", "is due on {o}", "The user's baby", example=("due 14th of August", "is due on 14th of August")),
    Jot(r"(?:my )?(?P<s>last day|first day|start date|leaving date|notice period|due date)(?: is|'s|:)? (?:on )?(?P<o>(?:the |on )?(?:\d|\w+day|"
        r"next|tomorrow|today|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^,;]{0,30})", "is {o}", "The user's {s}", example=("last day is "
        "the 28th", "is the 28th")),
    Jot(r"handed in (?:my )?(?:notice|resignation)(?P<o> [^,;]{2,30})?", "handed in their notice {o}", past=True, example=("handed in notice "
        "friday", "handed in their notice friday")),
    Jot(r"up at (?P<o>\d{1,2}(?:[.:]\d\d)?(?: ?am)?)(?P<why> for [^,;]{3,30})?(?P<often>,? (?:every|most) (?:day|morning)|,? daily)?", "gets up "
        "at {o} {why} {often}", example=("up at 5 for the cows", "gets up at 5 for the cows")),
)  # fmt: skip
