"""Days and dates as jottings put them."""

from __future__ import annotations

import re

DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
#: Begins with a time.
TIMED = re.compile(
    rf"(?:on|in|at|by|from|till|until|every|each|next|this|due|before|after|for)?\s*(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)\b|"
    rf"\d{{1,2}} (?:of )?(?={_MONTHS})|mon|tue|wed|thu|fri|sat|sun|{_MONTHS}|today|tomorrow|tonight|week|month|year|spring|summer|autumn|winter|"
    rf"easter|christmas|xmas|half term|now)",
    re.IGNORECASE,
)
#: Again and again.
WEEKLY = re.compile(r"(?:on |every )?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|every ", re.IGNORECASE)
#: "every second friday is bin day".
OFTEN = re.compile(
    rf"(?P<when>(?:every (?:other |second |2nd |third |3rd )?|(?:the )?(?:first|second|third|last|1st|2nd|3rd) )?{DAY}"
    rf"(?: (?:of|in) (?:the|every|each) month)?(?:(?:,| and| &) {DAY})*) (?P<be>is|are) "
    rf"(?P<what>(?!my |the only |when |just |so |too |not )[a-z][\w' -]{{2,60}})",
    re.IGNORECASE,
)
#: "christening's 6 july".
DATED = re.compile(
    rf"(?:the |my |our )?(?P<what>[a-z][\w -]{{2,25}}?)(?:'s| is) "
    rf"(?P<when>(?:on )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?![.:])|{DAY}|today\b|tomorrow\b|next ).*)",
    re.IGNORECASE,
)
