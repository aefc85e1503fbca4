"""Why something is so, told as a fact of its own: "moved our stand-up to 9.15 since Priya does the school run"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb
from engine.learning.telling.naming import NAME, is_name
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement

_WHY = re.compile(
    rf"(?P<main>.{{8,120}}?),? (?P<joint>because|cos|coz|since|as|now that) (?P<who>(?:the user's|their) (?:[a-z-]+ )?(?:{RELATION_PATTERN})(?: "
    rf"{NAME})?|{NAME}|the user|they) "
    r"(?P<what>(?P<verb>[a-z]+)\b.{3,100})$"
)
#: After "since", what began then and still holds; "since they were nine" is a time and nothing more.
_BEGAN = frozenset("moved started began joined left lost retired quit bought adopted got married split had".split())


def reasons(said: Statement) -> Iterator[Statement]:
    """The statement and its reason; nothing when it gives none that stands alone."""
    match = _WHY.match(said.rest)
    if not match or (said.negative and match["joint"] in ("as", "since")):
        return
    verb, joint, who = match["verb"], match["joint"], match["who"]
    if (joint == "since" and verb not in _BEGAN and not verb.endswith("s")) or verb in ("was", "were", "is" if joint == "as" else "was"):
        return
    if joint == "as" and (who == "they" or verb in ("well", "does", "did")):
        return
    if not is_verb(verb) or (who == "they" and not said.about_user) or re.search(r"\b(?:it|that|this|so|there)$", match["what"]):
        return
    reason = _reason(said, who, match["what"])
    if reason is None:
        return
    yield msgspec.structs.replace(said, rest=match["main"]) if joint != "since" or verb.endswith("s") else said
    yield reason


def _reason(said: Statement, who: str, what: str) -> Statement | None:
    past = re.match(r"(?:\w+ed|left|lost|quit|bought|got|had|began|split)\b", what) is not None
    if who in ("the user", "they"):
        third = re.sub(r"^are\b", "is", re.sub(r"^have\b", "has", what))
        return msgspec.structs.replace(
            said, subject="The user", rest=third, about_user=True, past=past, person=None, thing=False, negative=" not " in f" {what} "
        )
    name = re.search(rf"{NAME}$", who)
    if not who.startswith(("the user's", "their")):
        if not is_name(who):
            return None
        return msgspec.structs.replace(
            said, subject=who, rest=what, about_user=False, past=past, thing=False, person=Person(who, who, start=said.start, stop=said.stop)
        )
    told = re.sub(r"^their ", "the user's ", who) if said.about_user else who
    if told.startswith("their"):
        return None
    kin = told.removeprefix("the user's ").split()[0]
    person = Person(told, name.group() if name else "", kin, start=said.start, stop=said.stop)
    return msgspec.structs.replace(said, subject=told[:1].upper() + told[1:], rest=what, about_user=False, past=past, thing=False, person=person)
