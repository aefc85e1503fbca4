"""Whether a date in a sentence lies behind or ahead: "I moved on Friday" and "I booked the dentist for Friday" mean two Fridays."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.verbs import BASES, is_past

_FUTURE = re.compile(
    r"\b(?:will|is going to|are going to|gonna|is \w+ing|are \w+ing|due|next (?:week|month|year)|coming up|upcoming)\b", re.IGNORECASE
)
#: Verbs whose past is their base form: told of the user or a named person, they are past, for of now they would end in "s".
_SAME_FORM = re.compile(
    rf"(?:\b(?:user|they|he|she|has|have|had|who|just|also|already|finally|recently|both|{RELATION_PATTERN})|(?!The\b)\b[A-Z][\w-]+)\s+"
    r"(?:quit|set|cut|put|hit|let|hurt|cost|split|spread|shut)\b|(?<!to )(?<!will )(?<!not )(?<!can )\bcost (?=[£$€\d])|"
    r"(?<!is )(?<!are )(?<!was )(?<!being )\bretired (?=(?:in|on|last|this|early|back)\b)"
)
_LEFT = re.compile(
    r"\b(?:on|in|at|of|the|my|his|her|their|your|its|bottom|top|upper|lower|front|back)\s+left\b|\bgot (?:fixed|set|booked|scheduled|arranged|"
    r"confirmed|moved|put)\b|\bsat\s+(?:the\s+)?\d|\bleft (?:knee|hip|ear|eye|arm|leg|hand|foot|shoulder|wrist|ankle|side|lung|breast|kidney)\b",
    re.IGNORECASE,
)
#: Done already, for a thing that is still to come.
_ARRANGED = frozenset(
    "booked sorted scheduled arranged confirmed organised organized invited planned rescheduled postponed reserved called named retired based "
    "used supposed fixed agreed announced released published".split()
)
_EVENT = (
    r"(?:appointments?|appt|meeting|interview|exam|test|check-?up|dentist|doctor|gp|vet|flight|train|ferry|surgery|operation|op|scan|mri|x-?ray|"
    r"session|rehearsal|gig|"
    r"concert|wedding|funeral|party|dinner|lunch|deadline|class|lesson|physio|haircut|viewing|delivery|mot|call|shift|hearing|tickets?|hotel|"
    r"table|place|slot|date|"
    r"results?|review|clinic|smear|biopsy|jab|vaccine|viva|audition|trial|course|trip|holiday)"
)
_GOT_AHEAD = re.compile(
    rf"\b(?:got|came through|come through|went in|is in|came|landed|had)\b(?!\s+(?:my|their|the)\s+results?)(?=\s+(?:\S+\s+){{0,4}}?{_EVENT}\b)|"
    rf"\b(?:appointment|letter|date|ticket|referral|booking)s?\s+"
    r"(?:came|arrived|come|is in|are in|went in)(?: through)?\b",
    re.IGNORECASE,
)
#: A plan that was put on a day: the day lies ahead, though the verb is past.
_PLACED = re.compile(
    r"\b(?:had to (?:move|reschedule|postpone|push|delay|change|shift|switch|bump)|"
    r"moved|rescheduled|postponed|pushed|put|brought|delayed|changed|shifted|switched|bumped|booked|scheduled|arranged|planned|set|fixed|due|"
    r"reserved|tickets?|reservation)\b",
    re.IGNORECASE,
)


def lies_behind(text: str) -> bool:
    """Whether the sentence tells of the past, as far as its verbs say."""
    if _FUTURE.search(text):
        return False
    ahead = [match.span() for pattern in (_GOT_AHEAD, _LEFT) for match in pattern.finditer(text)]
    verbs = (
        word.group()
        for word in re.finditer(r"[a-zA-Z]+", text)
        if not any(a <= word.start() < b for a, b in ahead) and word.group().lower() not in _ARRANGED
    )
    return any(is_past(word) and word.lower() not in BASES for word in verbs) or _SAME_FORM.search(text) is not None


_GRANTED = re.compile(
    r"\b(?:offered|gave|given|granted|promised|got|allocated|assigned) (?:\w+ ){0,2}(?:an?|one|two|three|the|\d+) [\w ,]{2,40}$", re.IGNORECASE
)


def put_ahead(text: str, start: int, words: str) -> bool:
    """ "The meeting moved to Tuesday", "booked the dentist for Tuesday": whether the time at `start` is where a plan was put."""
    before = text[:start]
    begins = re.match(r"from\b", words, re.IGNORECASE) or re.search(r"\bfrom (?:the )?$", before, re.IGNORECASE)
    if begins and _GRANTED.search(re.sub(r"\s*,?\s*(?:from (?:the )?)?$", "", before)):
        return True  # "offered me a week, from the 8th"
    onto = re.search(r"\b(?:to|until|for)\s+(?:the\s+)?$", before, re.IGNORECASE) or re.match(r"(?:for|to)\b", words, re.IGNORECASE)
    return onto is not None and re.search(r"\blast\b", words, re.IGNORECASE) is None and _PLACED.search(before) is not None
