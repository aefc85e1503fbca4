"""Whom and what a question names, and where in it: by name, another name, or what they are to the user ("my sister")."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import msgspec

from engine.memory.relations import chains, is_relation, same_words, tie
from engine.memory.words import fold
from engine.recall.candidates import ask
from engine.recall.query import FOR_A_LIVING, STOP_WORDS
from engine.recall.relations import bare, same

if TYPE_CHECKING:
    from engine.recall.query import Query
    from engine.vault.vault import Vault

_WORD = re.compile(r"[\w-]+(?:['’][\w-]+)*['’]?")
_READ = 64  # words of a question
_LONGEST = 5  # words of a name
_SAME_NAME = 20
#: "the boat of my uncle": what stands before "of" is asked of last.
_OF = re.compile(
    r"\b(?:the|a|an) ((?:[\w'’-]+ ){1,2})of (?=(?:my|our|the|[A-ZÀ-Þ]))((?:(?:my|our|the) )?(?:best |[\w-]+['’]s? )*[\w'’-]+)", re.IGNORECASE
)


class Word(msgspec.Struct, frozen=True):
    """A folded word of a question; `owns`: written as a possessive, so that what follows is somebody's."""

    text: str
    owns: bool = False


class Named(msgspec.Struct, frozen=True):
    """An entity that a question names, and which of its words name it: [start, stop)."""

    row: int
    start: int
    stop: int


def words(query: Query) -> list[Word]:
    """The words of a question; "the boat of my uncle" as "my uncle's boat"."""
    text, turned = FOR_A_LIVING.sub(" ", query.text[:1_000]), ""
    while turned != text:
        text, turned = turned or text, _OF.sub(lambda match: f"{match.group(2)}'s {match.group(1).strip()}", turned or text, count=1)
    found = []
    for word in _WORD.findall(fold(text)):
        plain = word.replace("’", "'")
        owns = plain.endswith(("'s", "s'"))
        plain = plain.removesuffix("'s").strip("'")
        relation = bare(plain)  # "my sisters husband"
        found.append(Word(relation, owns or relation != plain))
    return found[:_READ]


def named(vault: Vault, query: Query) -> list[Named]:
    """The entities that a question names, in its order. Where a name and a relation stand together ("my sister Anna"), who is both."""
    said = words(query)
    places = _places(said)
    mine = {gram: at for gram in places if (at := [place for place in places[gram] if _mine(said, place[0], gram)])}
    related = {alike: gram for gram in sorted(mine, key=len) for alike in _alike(gram)}
    rows = ask(
        vault,
        """SELECT e.row, e.folded AS word, 0 AS tied FROM entity e WHERE e.kind <> 'user' AND e.folded IN (SELECT value FROM json_each(:grams))
        UNION SELECT e.row, a.folded, 0 FROM entity_alias a JOIN entity e ON e.row = a.entity
            WHERE e.kind <> 'user' AND a.folded IN (SELECT value FROM json_each(:grams))
        UNION SELECT e.row, e.relation, 1 FROM entity e WHERE e.kind <> 'user' AND e.relation IN (SELECT value FROM json_each(:relations))
        LIMIT 50""",
        grams=json.dumps([gram for gram in places if " " in gram or gram not in STOP_WORDS]),
        relations=json.dumps(sorted(related)),
    )
    found: dict[tuple[int, int], set[int]] = {}
    for row in rows:
        for place in mine[related[row["word"]]] if row["tied"] else places[row["word"]]:
            found.setdefault(place, set()).add(int(row["row"]))
    return _told_apart(found)


def _places(said: list[Word]) -> dict[str, list[tuple[int, int]]]:
    """The runs of words that may be a name, each with where it stands; none goes beyond a possessive."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(said)):
        for stop in range(start + 1, min(start + _LONGEST, len(said)) + 1):
            found.setdefault(" ".join(word.text for word in said[start:stop]), []).append((start, stop))
            if said[stop - 1].owns:
                break
    return {gram: places for gram, places in found.items() if " " not in gram or not {*gram.split()} <= STOP_WORDS}


def _mine(said: list[Word], start: int, gram: str) -> bool:
    """Whether these words are a relation of the user's: after "Tom's" it is Tom's."""
    before = said[start - 1] if start else Word("")
    return not before.owns and (before.text in ("my", "our") or is_relation(gram)) and said[start].text not in ("my", "our")


def _alike(gram: str) -> set[str]:
    """How what somebody is to the user may have been noted: "mum" -> mother, "sister-in-law" -> brother's wife. "best friend" is no other friend."""
    return {gram} if " " in gram or not is_relation(gram) else {*same_words(gram), *same(gram), *chains(gram), tie(gram).word}


def _told_apart(found: dict[tuple[int, int], set[int]]) -> list[Named]:
    """Longer names win over their parts; beside a relation a name is of the one who is both."""
    kept: list[Named] = []
    taken: set[int] = set()
    for place in sorted(found, key=lambda place: (place[0] - place[1], place)):
        if taken.isdisjoint(range(*place)):
            taken.update(range(*place))
            rows = found[place]
            for other, others in found.items():
                if place[1] == other[0] or other[1] == place[0]:
                    rows = rows & others or rows
            kept.extend(Named(row, *place) for row in sorted(rows)[:_SAME_NAME])
    return sorted(kept, key=lambda name: (name.start, name.row))
