"""What is set aside in a correction: of "plot 27, not 72" only the 27 is told."""

from __future__ import annotations

import re

_DAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_NUMBER = (
    r"(?:(?:the |at |on |in |no\.? ?|number |size |plot |flat |room |gate |platform )?(?:£|\$|€)?\d[\d.:/,]*(?:st|nd|rd|th|am|pm|k|kg|cm|"
    r"mg)?(?: (?:of )?(?:" + _DAY + r"))?)"
)
_WHEN = rf"(?:(?:on |in |the )?(?:{_DAY})(?: \d{{1,2}}(?:st|nd|rd|th)?)?)"
_NAME = r"(?:(?:in |at |to |from )?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?)"
_CONTRAST = re.compile(
    r"(?:"
    + "|".join(rf"(?<![\w.]){alike}(?P<gap{n}>,? (?:and )?not {alike})" for n, alike in enumerate((_NUMBER, _WHEN, _NAME)))
    + r")(?=\s*(?:[.,;!?)]|$|\n|\b(?:as|like|sorry|who|that|and|but|though)\b))",
    re.IGNORECASE,
)


#: "not from Kiel but from Hirtshals".
_NOT_BUT = re.compile(
    rf"\b(?P<gap>not (?P<to>from|to|in|at|on|by|for) (?:the )?(?:{_NUMBER}|{_WHEN}|(?-i:[A-Z])[\w'-]+),? but )(?=(?P=to)\b)",
    re.IGNORECASE,
)


def without_contrasts(text: str) -> str:
    """The text, character for character, with "not Y" blanked out after an X of its kind: two numbers, two days, two names."""
    for match in list(_CONTRAST.finditer(text)):
        start, stop = next(match.span(f"gap{n}") for n in range(3) if match[f"gap{n}"])
        text = text[:start] + " " * (stop - start) + text[stop:]
    return _NOT_BUT.sub(lambda match: " " * len(match.group()), text)
