"""Birthdays, anniversaries, appointments, routines and plans."""

from __future__ import annotations

from engine.learning.rules.rule import Rule
from engine.learning.times.moments import DAY_NAME, MONTH

_WHEN = (
    r"(?:today|tonight|tomorrow|yesterday|(?:next|this|last|every|each|in \d|in a|in two|in three|on the \d|at \d|the \d)\b|"
    + DAY_NAME.replace("?P<day>", "?:")
    + r"s?\b|"
    + MONTH.replace("?P<month>", "?:")
    + r"|\d{1,2}(?:st|nd|rd|th)\b|"
    r"weekdays|weekends|\d{1,2}[:.]\d\d|\d{1,2} ?(?:am|pm)\b)"
)

RULES = (
    Rule(
        name="birthday",
        category="dates",
        predicate="birthday",
        who="thing",
        subject=r"birthday$",
        kind="semantic",
        importance=0.85,
        pattern=r"(?:is|was|falls)(?: on| in)? (?P<o>(?!the same|coming|soon|"
        r"ruined|great|lovely|over).+)$",
        examples=(
            ("my birthday is 7 August", "The user's birthday is 7 August."),
            ("my mum's bday is on the 3rd of May", "The user's mum's birthday is on the 3rd of May."),
        ),
    ),
    Rule(
        name="anniversary",
        category="dates",
        predicate="anniversary",
        who="thing",
        subject=r"(?:anniversary|name day)$",
        kind="semantic",
        importance=0.8,
        pattern=r"is(?: on| in)? (?P<o>.+)$",
        examples=(("our anniversary is on June 12", "The user's anniversary is on June 12."),),
    ),
    Rule(
        name="appointment",
        category="plans",
        predicate="appointment",
        kind="episodic",
        importance=0.75,
        pattern=rf"(?:has|have|had|got|booked|is having|is seeing|sees|is meeting|made|moved|rescheduled|is going to|is attending) "
        rf"(?P<o>.*\b(?:appointment|meeting|interview|exam|test|check-?up|dentist|doctor|gp|vet|flight|train|surgery|operation|"
        rf"scan|session|rehearsal|gig|concert|wedding|funeral|party|dinner|lunch|deadline|class|lesson|physio|therap\w+|haircut|"
        rf"viewing|delivery|mot|call|coming|shift|hearing|booked)\b.*\b{_WHEN}.*)$",
        examples=(
            ("I have a dentist appointment next Tuesday at 3pm", "The user has a dentist appointment on Tuesday 24 June 2025 at 3pm."),
            ("we've got the plumber coming on thursday", "The user has the plumber coming on Thursday 19 June 2025."),
        ),
    ),
    Rule(
        name="thing_when",
        category="plans",
        predicate="happens",
        who="thing",
        kind="episodic",
        importance=0.7,
        subject=r"\b(?:appointment|meeting|interview|exam|flight|train|"
        r"surgery|operation|scan|wedding|funeral|party|gig|concert|"
        r"deadline|class|lesson|session|visit|trip|holiday|test|"
        r"delivery|shift|recital|match|game|race|marathon|graduation|"
        r"term|lease|contract|visa|passport|course|dinner|show|viva|"
        r"hearing|MOT|insurance|boat|ferry|bus)s?(?: (?:to|with|from|"
        r"at|for) [\w ]+)?$",
        pattern=rf"(?:is|was|are|starts?|ends?|begins?|lands?|leaves?|departs?|arrives?|takes place|got moved|has been moved|moved|was "
        rf"moved|is moved|expires?|runs out|gets in|will be|is due|goes)\b(?P<o>.*{_WHEN}.*|.* at \d.*)$",
        examples=(
            ("my job interview is tomorrow at 10am", "The user's job interview is on 18 June 2025 at 10am."),
            ("Tom's flight lands at 9", "Tom's flight lands at 9."),
        ),
    ),
    Rule(
        name="routine",
        category="routines",
        predicate="routine",
        kind="semantic",
        importance=0.6,
        pattern=r"(?!.*\b(?:was|went|did)\b)(?P<o>.+\b(?:every (?:day|morning|"
        r"evening|night|week|month|year|other|second|two|summer|"
        r"winter|christmas|weekend|weekday|mon\w*|tue\w*|wed\w*|"
        r"thu\w*|fri\w*|sat\w*|sun\w*)|on (?:mon|tues|wednes|thurs|"
        r"fri|satur|sun)days|(?:mon|tues|wednes|thurs|fri|satur|"
        r"sun)days|weekdays|daily|weekly|(?:once|twice|\d+x|\d+ times|"
        r"three times) (?:a|per) (?:day|week|month|year)|on mon|first "
        r"\w+day of the month)\b.*)$",
        examples=(
            ("I go swimming every Friday", "The user goes swimming every Friday."),
            ("my son has judo on tuesdays", "The user's son has judo on tuesdays."),
        ),
    ),
    Rule(
        name="plan",
        category="plans",
        predicate="plans",
        kind="episodic",
        importance=0.65,
        pattern=r"(?:is (?:going to|planning to|about to|thinking of|off to|"
        r"starting|getting|visiting|seeing|meeting|hosting|taking|"
        r"coming|leaving|running|doing|throwing|organising|organizing|"
        r"returning|back)|will|has to|needs to|plans to|must|has "
        r"decided to|decided to|decided that|wants to|booked|is "
        r"booked|has booked|starts?|is back)\b (?!(?:be )?(?:honest|"
        r"fine|ok|right back)\b)(?P<o>.+)$",
        examples=(
            ("I'm going to visit my aunt in Ghent in July", "The user is going to visit their aunt in Ghent in July 2025."),
            ("I need to renew my passport by March", "The user needs to renew their passport by March 2026."),
        ),
    ),
)
