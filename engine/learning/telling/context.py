"""What a message leaves unsaid because it was said before: whom the talk is about, and which words the user's memories know."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.words import words
from engine.learning.telling.known import Acquaintance, given, recased
from engine.learning.telling.people import Person, related
from engine.learning.telling.story import EARLIER
from engine.memory.words import STOP, content, fold, quote, surfaces

if TYPE_CHECKING:
    from engine.memory.records import Message
    from engine.vault.vault import Vault

_TURNS, _LOOKED_BACK = 3, 80  # messages of the talk that "she" may reach back to; of the user's that may tell of a baby
_SOMEBODY = re.compile(r"\b(?:s?he|her|him|his|hers|s?he'?s|they)\b", re.IGNORECASE)
_INFANT = (
    r"\b(?:teething|(?:breast|combi|bottle)[- ]?(?:feed\w*|fed)|formula|aptamil|nappy|nappies|diapers?|newborn|midwife|"
    r"health visitor|(?:our|the|my) baby|"
    r"(?:\d+|twelve|twenty) weeks? (?:pregnant|scan)|(?:12|20) ?week scan|baby (?:shower|bump|sensory|group)|due date|maternity leave|weaning|"
    r"it'?s a (?:girl|boy)|tummy time|night feeds?|cot\b|pram|pushchair)\b"
)
_INFANT_SAID = re.compile(_INFANT, re.IGNORECASE)
_SHE, _HE = re.compile(r"\b(?:she|her|hers|she'?s)\b", re.IGNORECASE), re.compile(r"\b(?:he|him|his|he's)\b", re.IGNORECASE)
_CHILDREN = frozenset("baby daughter son newborn".split())
_WORDS = 60
_SHARED = 2  # telling words that a memory and the message have in common


class Context(msgspec.Struct, frozen=True):
    """`people`: whom "she" may mean when the message names nobody, the last one first choice; `familiar`: words of the message, folded, that the
    user's memories hold; `said`: where those people were named."""

    people: tuple[Person, ...] = ()
    familiar: frozenset[str] = frozenset()
    said: str = ""


NOTHING = Context()


def context(vault: Vault, message: Message, before: Sequence[Message], known: Sequence[Acquaintance]) -> Context:
    """What is known around a message; `before`: the user's messages of the conversation before it, the nearest first."""
    people: list[Person] = []
    said: list[str] = []
    if _SOMEBODY.search(message.text):
        child = _child(vault, message)
        people += [child] if child is not None else []
        said += [child.name] if child is not None else []
        for earlier in reversed(before[1:_TURNS]):  # the one just before is read anyway
            source = recased(earlier.visible[:2000], known)
            kin = related(source)
            people += [*kin, *(one for one in given(source) if all(one.name != other.name for other in kin))]
            said.append(source)
        named = recased("\n".join(one.visible[:2000] for one in (message, *before[:1])), known)
        if not people and not given(named) and not related(named):
            whom = _spoken_of(vault, message)
            people += [whom] if whom is not None else []
            said += [whom.told] if whom is not None else []
    placed = tuple(msgspec.structs.replace(one, start=EARLIER + 2 * n, stop=EARLIER + 2 * n + 1, met=True) for n, one in enumerate(people))
    return Context(placed, _familiar(vault, message.text), "\n".join(said))


def _child(vault: Vault, message: Message) -> Person | None:
    """The baby that a household talks about without naming it."""
    rows = vault.query(
        "SELECT visible FROM message WHERE role = 'user' AND status = 'active' AND mentioned_at <= ? ORDER BY mentioned_at DESC LIMIT ?",
        (message.mentioned_at, _LOOKED_BACK),
    )
    if not any(_INFANT_SAID.search(row["visible"][:2000]) for row in rows):
        return None
    named = vault.query(
        "SELECT name, relation FROM entity WHERE kind = 'person' AND relation IN (SELECT value FROM json_each(?))", (json.dumps(sorted(_CHILDREN)),)
    )
    if len(named) == 1:
        return Person(f"the user's {named[0]['relation']} {named[0]['name']}", named[0]["name"], named[0]["relation"])
    if named:
        return None
    relation = "daughter" if _SHE.search(message.text) else "son" if _HE.search(message.text) else "baby"
    return Person(f"the user's {relation}", "", relation)


def _spoken_of(vault: Vault, message: Message) -> Person | None:
    """Of whom the memory tells that shares most words with a message that only says "he" or "his": "they changed his days at the centre"."""
    wanted = content(message.text[:500])
    if len(wanted) < _SHARED:
        return None
    match = " OR ".join(quote(word) for word in sorted(surfaces(message.text[:500]).values(), key=len, reverse=True)[:12] if word.isalpha())
    rows = vault.query(
        "SELECT m.subject, m.text FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status = 'active' "
        "AND m.mentioned_at < ? ORDER BY f.rank LIMIT 8", (match, message.mentioned_at),
    ) if match else []  # fmt: skip
    pronouns = [which for which, pattern in (("f", _SHE), ("m", _HE)) if pattern.search(message.text)]
    found = {}
    for row in rows:
        owned = re.fullmatch(rf"user's ({RELATION_PATTERN})", row["subject"] or "", re.IGNORECASE)
        person = Person(f"the user's {owned[1].lower()}", "", owned[1].lower()) if owned else None
        if person is not None and len(wanted & content(row["text"])) >= _SHARED and pronouns == [person.gender]:
            found[person.told] = person
    return next(iter(found.values())) if len(found) == 1 else None


def _familiar(vault: Vault, text: str) -> frozenset[str]:
    """The words of the text that active memories hold."""
    said = [(word.text, fold(word.low).removesuffix("'s")) for word in words(text[:2000])]
    asked = list(dict.fromkeys(low for word, low in said if (len(low) > 2 or word.isupper()) and low.isalpha() and low not in STOP))
    found = set()
    for word in asked[:_WORDS]:
        sql = "SELECT 1 FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status IN ('active', 'superseded') LIMIT 1"
        if vault.one(sql, (quote(word),)) is not None:
            found.add(word)
    return frozenset(found)
