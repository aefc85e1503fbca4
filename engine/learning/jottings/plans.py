"""Plans and visits, jotted down: "hoping to get a kitten in spring", "due 14 August", "roof people coming at 8", "half day Wednesdays"."""

from __future__ import annotations

from engine.learning.jottings.jot import Jot

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_WEEKDAYS = rf"{_DAYS}(?:(?:,| and|, and| &) {_DAYS})*"
_WORKERS = r"people|man|men|guy|guys|lads?|bloke|engineer|folk|inspector|surveyor|fitter|fitters|woman|lady|team|company|firm|nurse|worker|officer"

JOTS = (
    Jot(r"hoping to (?P<o>(?:get|buy|move|go|start|visit|have|do|finish|retire|adopt|run|learn|see|book|sell|apply|study|open|build|take|pass|qualify) ?.*)", "hopes to {o}", example=("hoping to get a kitten in spring", "hopes to get a kitten in spring")),
    Jot(r"(?:planning|looking|aiming|intending|about) to (?P<o>(?:get|buy|move|go|start|visit|have|do|finish|retire|adopt|run|learn|book|sell|apply|study|open|build|take|pass|qualify)\b.+)", "is planning to {o}", example=("planning to move to Leeds", "is planning to move to Leeds")),
    Jot(r"thinking (?:of|about) (?P<o>(?:getting|buying|moving|going|starting|retiring|adopting|learning|selling|studying|opening|quitting|leaving|switching|having) .+)", "is thinking of {o}", example=("thinking of moving to Leeds next year", "is thinking of moving to Leeds next year")),
    Jot(r"saving (?:up )?for (?P<o>[^,;]{3,60})", "is saving for {o}", example=("saving up for a van", "is saving for a van")),
    Jot(r"(?:the )?(?P<s>(?:[\w'-]+ ){1,2}(?:" + _WORKERS + r")) (?:is |are )?(?P<how>coming|calling|due|visiting|arriving) (?P<o>.*\b(?:today|tomorrow|tmrw|morning|afternoon|evening|mon|tues?|wed|thurs?|fri|sat|sun|\w+day|week|at \d|between \d|\d(?:st|nd|rd|th))\b.*)", "are {how} {o}", "The {s}", example=("roof people coming between 8 and 1 tomorrow", "are coming between 8 and 1 tomorrow")),
    Jot(r"(?P<o>half[- ]day|early finish|late finish|late night|early start|day off|rest day|wfh|gym|yoga|choir|therapy|training) (?:is )?(?:on |every )?(?P<when>" + _WEEKDAYS + r")", "has {o} on {when}", example=("half day Wednesdays", "has half day on Wednesdays")),
    Jot(r"due (?:on |in )?(?P<o>(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?(?-i:[A-Z]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*(?: \d{1,2}(?:st|nd|rd|th)?)?|\d{1,2}/\d{1,2})", "is due on {o}", "The user's baby", example=("due 14th of August", "is due on 14th of August")),
    Jot(r"(?:my )?(?P<s>last day|first day|start date|leaving date|notice period|due date)(?: is|'s|:)? (?:on )?(?P<o>(?:the |on )?(?:\d|\w+day|next|tomorrow|today|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^,;]{0,30})", "is {o}", "The user's {s}", example=("last day is the 28th", "is the 28th")),
    Jot(r"handed in (?:my )?(?:notice|resignation)(?P<o> [^,;]{2,30})?", "handed in their notice {o}", past=True, example=("handed in notice friday", "handed in their notice friday")),
    Jot(r"up at (?P<o>\d{1,2}(?:[.:]\d\d)?(?: ?am)?)(?P<why> for [^,;]{3,30})?(?P<often>,? (?:every|most) (?:day|morning)|,? daily)?", "gets up at {o} {why} {often}", example=("up at 5 for the cows", "gets up at 5 for the cows")),
)  # fmt: skip
