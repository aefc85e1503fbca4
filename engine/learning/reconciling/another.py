"""Another place or another name for the same thing: "the choir has moved to the town hall", "flies KLM now", "instead of the shelter"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.learning.reconciling.revising import bearer, beside, of_one
from engine.learning.reconciling.values import words_of
from engine.memory.words import content as telling
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.learning.reconciling.reading import Reading

_WHERE = re.compile(
    r"^(?:the user's |the |their )?(?P<what>[\w][\w' -]{1,40}?) (?:is|are|has moved|have moved|moved|meets|meet|is held|takes place)"
    r"(?: now| back| over)* (?:at|in|to) (?P<where>[^,.;]+)"
)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|in place of) (?:the |their |an? )?(?P<old>[\w' -]{2,40}?)(?= now\b|[.,;]|$)")
_DOES = re.compile(r"^(?:always |usually |mostly |now |also |still |only )*(?P<verb>[a-z]+s)\b(?P<rest>.*)$")
_MANY = frozenset(telling("is has knows likes loves hates meets visits sees needs wants speaks says thinks names owes lives works"))
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w'&-]*")
_FROM_NOW = re.compile(r"\b(?:now|instead|these days|from now on|nowadays|at the moment|no longer)\b")


def another(new: Reading, old: Reading) -> bool:
    """Whether the later statement puts another place or name where the earlier one has its own."""
    newer, older = new.told, old.told
    if newer.messages & older.messages or older.kind == "procedural" or beside(newer.text):
        return False
    return _instead(new, old) or (new.cue and _elsewhere(new, old)) or _another_name(new, old)


def _instead(new: Reading, old: Reading) -> bool:
    named = _INSTEAD.search(fold(new.told.text))
    wanted = telling(named["old"]) if named else frozenset()
    return bool(wanted) and wanted <= telling(old.told.text) and new.told.subject == old.told.subject and old.told.kind == "semantic"


def _elsewhere(new: Reading, old: Reading) -> bool:
    mine, theirs = _WHERE.match(fold(new.told.text)), _WHERE.match(fold(old.told.text))
    if not (mine and theirs) or bearer(new.told) or bearer(old.told) or not of_one(new.told, old.told) or mine["what"] == "user":
        return False  # where somebody is, slots tell: "is in Leeds" and "is in the choir" hold together
    what, other = telling(mine["what"]), telling(theirs["what"])
    where, before = (telling(place) - telling(" ".join(words_of(place))) for place in (mine["where"], theirs["where"]))
    alike = bool(what) and bool(other) and (what <= other or other <= what)
    return alike and bool(where) and bool(before) and not where <= before and not before <= where


def _another_name(new: Reading, old: Reading) -> bool:
    """ "flies KLM now" after "always flies with Lufthansa": one habit, another name in it."""
    newer, older = new.told, old.told
    mine, theirs = _DOES.match(newer.rest), _DOES.match(older.rest)
    if not (mine and theirs) or newer.subject != older.subject or not _FROM_NOW.search(newer.text) or "semantic" not in (newer.kind, older.kind):
        return False
    verb, other = telling(mine["verb"]), telling(theirs["verb"])
    names, before = ({word.lower() for word in _NAME.findall(text)} for text in (newer.text, older.text))
    if verb != other or verb <= _MANY or not names or not before or names & before:
        return False
    if any(re.search(rf"\b{way} (?:the )?[A-Z]", newer.text) is None and re.search(rf"\b{way} (?:the )?[A-Z]", older.text) for way in _WAYS):
        return False
    rest, earlier = (telling(one["rest"]) - telling(" ".join(of)) for one, of in ((mine, names), (theirs, before)))
    return rest - _SMALL <= earlier or earlier <= rest


_WAYS = ("to", "in", "for", "about")
_SMALL = telling("now instead these days nowadays from on moment always")
