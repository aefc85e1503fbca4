"""The same matter with another value: "the class is on Wednesdays now", "the consultant upped it to 10", whatever slot it might be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.learning.grammar.lexicon import RELATION_PATTERN, RELATIONS
from engine.learning.reconciling.endings import names
from engine.learning.reconciling.statement import Told, kin
from engine.learning.reconciling.values import differ, values, words_of
from engine.memory.words import content as telling
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.learning.reconciling.reading import Reading

#: One more, not another one.
_BESIDE = re.compile(
    r"\b(?:also|as well|too|another|extra|additional(?:ly)?|second|one more|both|plus|added|on top|closed|cancelled|off|except|this (?:week|time)|"
    r"next week only|just (?:this|for)|temporarily)\b",
    re.IGNORECASE,
)
_UPPED = re.compile(
    r"\b(?:upped|raised|increased|bumped|cut|dropped|lowered|reduced|doubled|halved|(?:gone|went|going|goes|put|is|are|was|moved|down|up) "
    r"(?:back )?(?:up|down)|back (?:up|down|on|to)|up to|down to|confirmed|fixed|settled)\b",
    re.IGNORECASE,
)
#: "the 73 instead of the 22", "from 5 to 10": the old value is named too.
_SET_ASIDE = re.compile(
    r"\b(?:instead of|rather than|not|no longer|from) (?:on |at |the |an? )*[\w.:£$€-]+(?= to\b|\s*[,.;)]|$| now\b| any)", re.IGNORECASE
)
_SWITCHED = re.compile(
    r"^the user(?:'s [\w]+)? (?:has |just |also )*(?:switched|moved|changed|swapped|transferred) (?:all |over |both )*(?:of )?(?:their |the )"
    r"(?P<what>(?!in\b|out\b|house\b)[\w' -]{2,30}?)(?: over| across)? (?:to|for) (?P<to>[\w' -]{2,30})"
)
_ASPECTS = telling("topic provider supplier company plan name number subject brand account")
_ENOUGH, _SHORT = 2, 240
#: Words that many matters share.
_COMMON = telling(
    "is be have has do get go got play will would go come take make give put start begin end keep use work live time day date week month year "
    "morning "
    "evening afternoon night at on in for to from till until by now then new old next last first user note say tell said want need like still "
    "only just about around other one thing way lot bit change move switch swap shift up down back instead mean o'clock am pm minute user"
)


def revised(new: Reading, old: Reading) -> bool:
    """Whether the later statement gives another value to what the earlier one speaks of, and says that something has changed."""
    newer, older = new.told, old.told
    if newer.messages & older.messages:
        return False
    if not (new.cue or _UPPED.search(newer.text)) or beside(newer.text) or newer.kind == "procedural":
        return False
    if older.kind == "episodic" and older.valid_from is not None and older.valid_from[:10] < newer.at[:10]:
        return False  # it is over
    mine, theirs = values(_SET_ASIDE.sub("", newer.text)), values(older.text)
    if not differ(mine, theirs) or not of_one(newer, older):
        return False
    if matter(new) & matter(old):
        return True
    if newer.subject == older.subject and new.changes and len(_said(newer) & matter(old)) >= _ENOUGH:
        return True  # "they shut the Dearne Road site. I'm on 3 at Highfield now"
    if newer.subject == older.subject and "shift" in mine and "shift" in theirs:
        return mine["shift"] != theirs["shift"]
    both = {kind for kind in mine.keys() & theirs.keys() & {"day", "clock"} if mine[kind] != theirs[kind]}
    return len(both) == _ENOUGH and _somebody(newer) and _somebody(older)  # somebody's hour: another day, another time


def _said(told: Told) -> frozenset[str]:
    """The telling words of a message that is short enough to be about one thing."""
    return telling(told.said) if len(told.said) <= _SHORT else frozenset()


def switched(new: Reading, old: Reading) -> bool:
    """ "moved all my notes to Obsidian": what was told of the notes with another name holds no more."""
    found = _SWITCHED.search(fold(new.told.text))
    if found is None or old.told.kind != "semantic" or new.told.messages & old.told.messages:
        return False
    what, value, theirs = telling(found["what"]) - _ASPECTS, telling(found["to"]), telling(old.told.text)
    return bool(what) and what <= theirs and bool(value) and not value <= theirs and of_one(new.told, old.told)


def beside(text: str) -> bool:
    """Whether a sentence tells of one more, or of an exception, not of another value."""
    return _BESIDE.search(text) is not None


def matter(one: Reading) -> frozenset[str]:
    """The words that tell what a statement is about: no values, nobody's name."""
    who = names(one.told.subject) if one.told.subject != "user" else frozenset()
    return (
        telling(one.told.text)
        - telling(" ".join(words_of(one.told.text)))
        - _COMMON
        - (telling(" ".join(who)) if _somebody(one.told) else frozenset())
    )


def of_one(new: Told, old: Told) -> bool:
    """Whether both can be about one bearer: the same one, or one of them speaks of the thing itself or of who arranges it."""
    mine, theirs = bearer(new), bearer(old)
    if mine and theirs:
        ours, other = names(mine), names(theirs)
        return bool(ours) and bool(other) and (ours <= other or other <= ours)
    if mine or theirs:
        thing = old if mine else new
        own = thing.subject == "user" or fold(thing.text).startswith("the user's ")
        return not own and (bool(names(mine or theirs) & names(thing.text)) or not _named(thing))
    return True


def bearer(told: Told) -> str:
    """Whom a statement is about, other than the user: by its subject, or as the owner of its thing."""
    return _owner(told.text) or (told.subject if _somebody(told) else "")


def _owner(text: str) -> str:
    """Whose thing a sentence speaks of: "mother" for "the user's mum's ramipril"."""
    owned = re.search(rf"user's (?P<who>{RELATION_PATTERN})(?: [A-Z][\w-]+)?['’]s\b", text, re.IGNORECASE)
    return kin(owned["who"]) if owned else ""


def _somebody(one: Told) -> bool:
    """Whether the subject is a person or an animal, as far as the sentence shows."""
    subject = one.subject
    if subject in ("", "user"):
        return False
    if one.relation or kin(subject.split()[-1]) in RELATIONS:
        return kin(subject.split()[-1]) not in _ARRANGERS
    folded = fold(one.text)
    return not folded.startswith(("the ", "a ", "an ")) and not (folded.startswith("the user's ") and subject.startswith("user's"))


def _named(one: Told) -> bool:
    """Whether a sentence names somebody."""
    return re.search(r"(?<!^)(?<![.] )\b[A-Z][a-z]+", re.sub(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", "", one.text[1:])) is not None


_ARRANGERS = frozenset(
    "doctor doc gp dentist nurse vet consultant surgeon physio therapist psychiatrist landlord landlady boss manager supervisor".split()
)
