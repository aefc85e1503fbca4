"""Journeys and meals that a request takes for granted: "packing list for Oslo 5-9 jan" says that somebody goes there, and when."""

from __future__ import annotations

import re

from engine.learning.noise.asking import is_question, is_request
from engine.learning.telling.people import NAME

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
_WHEN = (
    rf"(?:(?:on |from |for |between )?{_DAY} ?(?:-|–|to|till|until|and) ?{_DAY}(?: of)? {_MONTH}|(?:on |from |between )?{_DAY}(?: of)? {_MONTH} "
    rf"?(?:-|–|to|till|until|and) ?{_DAY}(?: of)? {_MONTH}"
    rf"|(?:on |from )?{_DAY}(?: of)? {_MONTH}|(?:from |on )?{_MONTH} {_DAY}(?: ?(?:-|–|to) ?{_DAY})?|in {_MONTH}|(?:this|next|at the) weekend|next "
    rf"(?:week|month)|tomorrow|(?:on |next )(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_TRIP = re.compile(
    rf"\b(?:packing list|pack(?: list)?|itinerary|things to (?:do|see)|(?:cheap )?(?:flights?|trains?|hotels?|hostels?|airbnbs?|accommodation)|"
    rf"(?:my|our|a) (?:\w+ )?(?:trip|visit|holiday|weekend|city break|honeymoon|stag|hen do)|"
    rf"what (?:should|do) (?:i|we) (?:pack|wear|bring)|day trips?|places to (?:eat|stay|visit|see)) (?:for |in |to |at |near |from [A-Z]\w+ to "
    rf")+(?:my |our )?(?:(?:trip|visit|holiday|weekend) (?:to|in) )?"
    rf"(?P<all>(?P<place>(?-i:{NAME})(?:,? (?-i:{NAME}))?),? (?P<when>{_WHEN}))\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(
    r"\b(?:usually|in general|typically|normally|how much|costs?|curious|best time|worth it|cheapest (?:time|"
    r"month))\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\W*(?:(?:please|pls|ok|hi|hey|need|want)\W+)*(?:a |an |my )?(?:packing list|itinerary|things to|places to|hotels?|flights?|"
    r"day trips?)\b",
    re.IGNORECASE,
)


def journeys(text: str) -> list[tuple[str, int, int]]:
    """Each journey as a clause in the first person, with the place of what says so."""
    if _IN_GENERAL.search(text):
        return []
    if not is_question(text) and not is_request(text) and not _LISTED.match(text):
        return []
    return [(f"I am going to {match['place']} {_dated(match['when'])}", match.start("all"), match.end("all")) for match in _TRIP.finditer(text)]


def _dated(when: str) -> str:
    """ "5-9 jan" -> "from 5 to 9 jan"."""
    span = re.fullmatch(
        r"(?:on |from |for |between )?(?:the )?(?P<one>\d{1,2}(?:st|nd|rd|th)?(?: \w+)?) ?(?:-|–|to|till|until|and) ?(?:the "
        r")?(?P<two>\d.*)",
        when,
    )
    if span:
        return f"from {span['one']} to {span['two']}"
    return when if re.match(r"(?:on|from|in|at|next|this|tomorrow)\b", when, re.IGNORECASE) else f"on {when}"
