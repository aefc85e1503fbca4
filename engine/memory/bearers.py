"""Mentions, and those among the known who bear a name or a relation, as rows of the vault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory.relations import is_relation, tie
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.vault.change import Change

_TITLES = "mr mrs ms miss mx dr prof professor sir dame uncle aunt auntie aunty".split()
_TITLE = re.compile(rf"^(?:{'|'.join(_TITLES)})\.? +")
_BOTH = re.compile(r"^(?:mr|sir|uncle)\b")
LIVE = "status <> 'trashed'"
#: Not of those whom the user had forgotten: what was told anew is about somebody new.
LIVING = """(e.kind = 'user' OR NOT EXISTS (SELECT 1 FROM memory_entity x WHERE x.entity = e.row) OR EXISTS (
    SELECT 1 FROM memory_entity x JOIN memory m ON m.row = x.memory WHERE x.entity = e.row AND m.status <> 'trashed'))"""


class Mention(msgspec.Struct, frozen=True):
    """Somebody or something as a sentence names it. `relation`: to the user, or, with `owner` (an entity's row), to that one.

    `fresh`: said to be another than the one known by that name ("another Anna").
    """

    name: str
    kind: str = "thing"
    relation: str | None = None
    owner: int | None = None
    fresh: bool = False

    @property
    def nameless(self) -> bool:
        """Whether it is known by the relation alone ("my boss")."""
        relation = self.relation or ""
        return bool(relation) and (fold(self.name) == fold(relation) or (is_relation(self.name) and tie(self.name).word == tie(relation).word))


class Place(msgspec.Struct, frozen=True):
    """Where it was said: rows of the conversation and of the message, for whom a bare name means there."""

    conversation: int | None = None
    message: int | None = None


def named(change: Change, folded: str) -> list[Any]:
    """Rows of all who bear this name."""
    rows = change.execute(
        "SELECT e.* FROM entity e WHERE e.row IN (SELECT row FROM entity WHERE folded = ?1 UNION SELECT entity FROM entity_alias WHERE folded = ?1) "
        f"AND {LIVING} ORDER BY e.row", (folded,),
    )  # fmt: skip
    return list(rows.fetchall())


def related(change: Change, relation: str) -> list[Any]:
    """Rows of all who are this to the user, or were, in whatever words: "mum" finds a mother."""
    word = tie(relation).word
    known = change.execute("SELECT DISTINCT relation FROM entity WHERE relation IS NOT NULL").fetchall()
    alike = json.dumps([row[0] for row in known if tie(row[0]).word == word])
    rows = change.execute(f"SELECT e.* FROM entity e WHERE e.relation IN (SELECT value FROM json_each(?)) AND {LIVING} ORDER BY e.row", (alike,))
    return list(rows.fetchall())


def spoken(change: Change, place: Place) -> dict[int, int]:
    """Entities spoken of in this conversation, and how late (the depth of the message)."""
    if place.conversation is None:
        return {}
    rows = change.execute(
        f"SELECT x.entity, max(g.depth) FROM message g JOIN memory_source s ON s.message = g.row JOIN memory m ON m.row = s.memory "
        f"JOIN memory_entity x ON x.memory = m.row WHERE g.conversation = ? AND g.on_path = 1 AND m.{LIVE} GROUP BY x.entity", (place.conversation,),
    )  # fmt: skip
    return {int(row[0]): int(row[1]) for row in rows.fetchall()}


def latest(change: Change, rows: Iterable[int], place: Place) -> int | None:
    """Of several the one spoken of last in this conversation; None when none was, or two in one message."""
    places = spoken(change, place)
    here = sorted((row for row in rows if row in places), key=lambda row: places[row])
    if not here or (len(here) > 1 and places[here[-1]] == places[here[-2]]):
        return None
    return here[-1]


def alike(wanted: str, known: str) -> bool:
    """Whether a mention of the one kind can mean an entity of the other."""
    settled = {"place", "organisation"}
    return wanted == known or "thing" in (wanted, known) or {wanted, known} == settled or (wanted == "person" and known == "user")


def known_by_relation(row: Any) -> bool:
    """Whether a row has no name but what somebody is ("sister")."""
    return bool(row["relation"]) and Mention(row["name"], relation=row["relation"]).nameless


def core(name: str) -> str:
    """A name without its title, folded."""
    return _TITLE.sub("", fold(name))


def several(name: str) -> bool:
    """Whether a name is that of more than one ("Anna and Marco")."""
    return re.search(r"\s(?:and|&|\+|or)\s|,", name) is not None


def titles_differ(name: str, other: str) -> bool:
    """Mr and Mrs O'Neill are two."""
    mine, theirs = fold(name), fold(other)
    titled = _TITLE.match(mine) and _TITLE.match(theirs)
    social = re.compile(r"^(?:mr|mrs|ms|miss|sir|uncle|aunt|auntie|aunty)\b")
    return bool(titled and social.match(mine) and social.match(theirs) and bool(_BOTH.match(mine)) != bool(_BOTH.match(theirs)))


def titled(name: str) -> list[str]:
    """A folded name with each of the titles."""
    return [f"{title}{dot} {name}" for title in _TITLES for dot in ("", ".")]
