"""What holds for somebody else as well: "I hate olives. my dad's the same", "so is my sister", "neither does my wife"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.telling.story import Statement

_WHO = rf"(?:(?:my|our) )?(?P<who>{RELATION_PATTERN}(?: (?-i:{NAME}))?)"
_DO = r"(?:is|are|does|do|has|have|was|did|can|cannot|can'?t|doesn'?t|don'?t|isn'?t|hasn'?t)"
_SAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:and |but )?{_WHO}(?:'?s| is| are| was)? (?:(?:exactly|just|also|much|pretty much) )*the (?:exact "
        rf"|very )?same(?: way)?(?: too| btw| tbh)?",
        rf"(?:and )?(?:so|neither|nor)(?:'s| {_DO}) {_WHO}",
        rf"(?:and |but )?(?:it'?s |its )?(?:the )?(?:same|ditto|likewise)(?: here)?(?: goes)? (?:with|for) {_WHO}",
        rf"(?:and |but )?{_WHO} {_DO},? (?:too|as well|also|either)",
        rf"(?:and |but |so )?{_WHO},? (?:too|as well|also|likewise|ditto|same)",
    )
)
_BE = re.compile(r"(?P<be>(?:is|has been|has|was))\b ?(?P<rest>.*)$")


def likewise(text: str, start: int, stop: int, last: Statement | None) -> Statement | None:
    """What was last told of the user, told of the one whom the clause names; None when it says something else."""
    if last is None or not last.about_user or last.hedged or not last.rest:
        return None
    match = next((m for m in (same.fullmatch(text.strip(" ,;:-.!")) for same in _SAME) if m), None)
    if match is None or (re.search(r"(?:s|children|kids|people|twins)$", match["who"].split(" ")[0]) and "ss" not in match["who"]):
        return None
    who = match["who"][:1].lower() + match["who"][1:]
    what = _BE.match(last.rest)
    negative = re.match(r"(?:cannot|does not|did not|is not|has not|has never|never)\b", last.rest)
    rest = last.rest if negative else f"{what['be']} also {what['rest']}" if what and what["rest"] else f"also {last.rest}"
    return msgspec.structs.replace(
        last,
        subject=f"The user's {who.removesuffix(chr(39) + 's')}",
        rest=rest,
        about_user=False,
        person=None,
        start=min(last.start, start),
        stop=stop,
        elided=False,
    )
