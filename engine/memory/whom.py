"""Whom a mention means, of those who are known: by name, by relation, by the conversation. In doubt nobody: two can be merged later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.memory.bearers import (
    LIVE,
    LIVING,
    Mention,
    Place,
    alike,
    core,
    known_by_relation,
    latest,
    named,
    related,
    several,
    spoken,
    titled,
    titles_differ,
)
from engine.memory.cleaning import clean
from engine.memory.relations import one_person, tie, unique
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.vault.change import Change

USER = "user"
NO_NAMES = frozenset((USER, "the user"))  # of the user, whose own name is an alias


def find(change: Change, mention: Mention, place: Place = Place()) -> int | None:
    """The row of whom a mention means; None when nobody known is surely meant."""
    mention = tidy(mention)
    if mention.kind == "user" or fold(mention.name) in NO_NAMES:
        return _user(change)
    if mention.fresh:
        return _told_here(change, mention, place)
    if mention.owner is not None:
        return _of_owner(change, mention, place)
    if mention.nameless:
        return _by_relation(change, mention, place)
    found = _by_name(change, mention, place)
    return _unnamed(change, mention) if found is None and mention.relation else found


def tidy(mention: Mention) -> Mention:
    """With the name cleaned and the relation folded. Raises BadInput for an empty name."""
    name = " ".join(clean(mention.name).split())
    if not name:
        raise BadInput("An entity needs a name.")
    return msgspec.structs.replace(mention, name=name, relation=fold(mention.relation) if mention.relation else None)


def _user(change: Change) -> int | None:
    found = change.execute("SELECT row FROM entity WHERE kind = 'user'").fetchone()
    return int(found[0]) if found is not None else None


def _by_name(change: Change, mention: Mention, place: Place) -> int | None:
    """By name or another name. Several fit: whoever was spoken of last in this conversation; else the one of whom only the name is known."""
    rows = [row for row in named(change, fold(mention.name)) if alike(mention.kind, row["kind"]) or _animal(mention, row)]
    rows = [row for row in rows if not titles_differ(mention.name, row["name"])]
    if not rows and mention.kind in ("person", "thing"):
        rows = _partly(change, mention, place)
    if not mention.relation:
        if any(row["kind"] == "user" for row in rows):
            return _user(change)
        if len(rows) > 1:
            bare = [int(row["row"]) for row in rows if row["relation"] is None]
            return latest(change, [int(row["row"]) for row in rows], place) or (bare[0] if len(bare) == 1 else None)
        return int(rows[0]["row"]) if rows else None
    rows = [row for row in rows if row["kind"] != "user"]
    fits = [int(row["row"]) for row in rows if row["relation"] and one_person(mention.relation, row["relation"])]
    if fits:
        return fits[0] if len(fits) == 1 else latest(change, fits, place) or fits[-1]
    fuller = [int(row["row"]) for row in _partly(change, mention, place) if row["relation"] and one_person(mention.relation, row["relation"])]
    if rows and len(fuller) == 1:
        return fuller[0]  # "Anna from work", of Anna Whitfield the colleague and another Anna
    # Whoever had only a name gets the relation, if nobody else bears the name.
    return int(rows[0]["row"]) if len(rows) == 1 and rows[0]["relation"] is None else None


def _animal(mention: Mention, row: Any) -> bool:
    """ "Pablo is scared of thunder" sounds like a person, until, or although, Pablo is known to be a dog."""
    kinds = (mention.kind, row["kind"])
    return (kinds == ("person", "pet") and not mention.relation) or (kinds == ("pet", "person") and not row["relation"])


def _partly(change: Change, mention: Mention, place: Place) -> list[Any]:
    """A given name of a full one, a full one of a given name, a name with or without its title."""
    mine = core(mention.name)
    first = mine.split(" ")[0]
    found = change.execute(
        f"SELECT e.* FROM entity e WHERE (e.folded IN (SELECT value FROM json_each(?1)) OR e.folded > ?2 || ' ' AND e.folded < ?2 || '!') "
        f"AND e.kind IN ('person', 'thing') AND {LIVING} ORDER BY e.row", (json.dumps([first, *titled(mine)]), first),
    ).fetchall()  # fmt: skip
    fits = []
    for row in found:
        theirs = core(row["folded"])
        if titles_differ(mention.name, row["name"]) or known_by_relation(row):
            continue
        given = " " not in mine and theirs.startswith(mine + " ")
        fuller = " " not in theirs and mine.startswith(theirs + " ") and not several(mine)
        close = bool(mention.relation and row["relation"] and one_person(mention.relation, row["relation"]))
        if mine == theirs or given or (fuller and (close or row["row"] in spoken(change, place))):
            fits.append(row)
    return fits


def _by_relation(change: Change, mention: Mention, place: Place) -> int | None:
    """ "My boss": the one there is. Of several brothers none is chosen, unless just one was spoken of in this conversation."""
    relation = mention.relation or ""
    rows = [row for row in related(change, relation) if alike(mention.kind, row["kind"]) and tie(row["relation"]).former == tie(relation).former]
    which = tie(relation).which
    rows = [row for row in rows if tie(row["relation"]).which == which] or [row for row in rows if not which or not tie(row["relation"]).which]
    unnamed = [int(row["row"]) for row in rows if known_by_relation(row)]
    named = [int(row["row"]) for row in rows if not known_by_relation(row)]
    if len(rows) == 1:
        return (named or unnamed)[0]
    here = [row for row in named if row in spoken(change, place)]
    if len(here) == 1:
        return here[0]
    if unique(relation) and named:
        return named[-1]
    return unnamed[0] if unnamed else None


def _unnamed(change: Change, mention: Mention) -> int | None:
    """Somebody known by this relation alone, who now gets a name: not if others of that relation have one (it could be either)."""
    rows = [row for row in related(change, mention.relation or "") if tie(row["relation"]).former == tie(mention.relation or "").former]
    rows = [row for row in rows if alike(mention.kind, row["kind"])]
    unnamed = [int(row["row"]) for row in rows if known_by_relation(row)]
    if len(unnamed) != 1 or tie(mention.relation or "").new:
        return None
    return unnamed[0] if len(rows) == 1 else None


def _of_owner(change: Change, mention: Mention, place: Place) -> int | None:
    """ "Anna's husband": who the graph says he is; "Anna's husband Tom" may be a Tom who is known by name alone."""
    relation = mention.relation or ""
    rows = change.execute(
        f"SELECT DISTINCT e.*, g.predicate FROM edge g JOIN entity e ON e.row = g.tail JOIN memory m ON m.row = g.memory WHERE g.head = ? "
        f"AND e.kind = ? AND m.{LIVE} ORDER BY e.row", (mention.owner, mention.kind),
    ).fetchall()  # fmt: skip
    rows = [row for row in rows if one_person(relation, row["predicate"])]
    if mention.nameless:
        return int(rows[0]["row"]) if len({row["row"] for row in rows}) == 1 else None
    same = [row for row in rows if core(row["folded"]) == core(mention.name)]
    if same:
        return int(same[0]["row"])
    owner = change.execute("SELECT name, relation FROM entity WHERE row = ?", (mention.owner,)).fetchone()
    whole = f"{owner['relation'] or owner['name']}'s {relation}"
    unnamed = [row for row in rows if known_by_relation(row)]
    found = _by_name(change, msgspec.structs.replace(mention, relation=whole, owner=None), place)
    return found if found is not None else int(unnamed[0]["row"]) if len(unnamed) == 1 and len(rows) == 1 else None


def _told_here(change: Change, mention: Mention, place: Place) -> int | None:
    """ "Another Anna" of a message that was read before."""
    if place.message is None:
        return None
    found = change.execute(
        "SELECT DISTINCT e.row, e.relation FROM memory_source s JOIN memory_entity x ON x.memory = s.memory JOIN entity e ON e.row = x.entity "
        "WHERE s.message = ? AND e.folded = ? ORDER BY e.row", (place.message, fold(mention.name)),
    ).fetchall()  # fmt: skip
    here = [int(row["row"]) for row in found if row["relation"] in (None, mention.relation)]
    return here[-1] if here else None
