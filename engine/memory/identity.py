"""The entity behind a mention: whoever is known by it, or somebody new; with what the mention adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import clock
from engine.ids import new_id
from engine.memory.bearers import Mention, Place, alike, core, known_by_relation, named, related, several
from engine.memory.relations import later, tie, unique
from engine.memory.whom import NO_NAMES, USER, find, tidy
from engine.memory.words import fold

if TYPE_CHECKING:
    from engine.vault.change import Change

_PARTNERS = frozenset("wife husband girlfriend boyfriend partner".split())


def resolve(change: Change, mention: Mention, place: Place = Place()) -> int:
    """The row of whom a mention means, made if it is new; what the mention adds (a name, a relation, a kind) is noted."""
    mention = tidy(mention)
    if mention.kind == "user" or fold(mention.name) in NO_NAMES:
        user = _user(change)
        if fold(mention.name) not in NO_NAMES:
            add_alias(change, user, mention.name)
        return user
    found = find(change, mention, place)
    if found is None:
        return _make(change, mention)
    known = change.execute("SELECT * FROM entity WHERE row = ?", (found,)).fetchone()
    if known["kind"] == "user":
        return found
    news: dict[str, Any] = {}
    if (mention.kind != "thing" and known["kind"] == "thing") or (mention.kind == "pet" and known["kind"] == "person"):
        news["kind"] = mention.kind
    if mention.relation and mention.owner is None and (relation := later(mention.relation, known["relation"])):
        news["relation"] = relation
    elif mention.relation and mention.owner is not None and known["relation"] is None:
        news["relation"] = _of(change, mention.owner, mention.relation)
    if mention.nameless:
        if mention.owner is None and unique(mention.relation or "") and not known_by_relation(known):
            add_alias(change, found, mention.name)  # "Mum"; but "my brother" is no name of one of two
    elif known_by_relation(known) or _fuller(mention.name, known["name"]):
        news |= {"name": mention.name, "folded": fold(mention.name)}
    elif fold(mention.name) != known["folded"]:
        add_alias(change, found, mention.name)
    news = {name: value for name, value in news.items() if known[name] != value}
    if news:
        change.update("entity", found, **news)
    if "name" in news and (not known_by_relation(known) or unique(known["relation"])):
        add_alias(change, found, known["name"])
    if mention.relation and tie(mention.relation).new:
        _step_down(change, found, mention.relation)
    return found


def add_alias(change: Change, entity: int, alias: str) -> None:
    """Another name for an entity; one it has already changes nothing."""
    folded = fold(alias)
    known = change.execute("SELECT 1 FROM entity WHERE row = ?1 AND folded = ?2 UNION SELECT 1 FROM entity_alias WHERE entity = ?1 AND folded = ?2",
                           (entity, folded)).fetchone()  # fmt: skip
    if known is None and folded:
        change.insert("entity_alias", entity=entity, alias=alias, folded=folded)


def tell_apart(change: Change, one: int, other: int) -> None:
    """Notes that two are two: they are never offered for merging again."""
    first, second = sorted((one, other))
    if change.execute("SELECT 1 FROM entity_distinct WHERE one = ? AND other = ?", (first, second)).fetchone() is None:
        change.insert("entity_distinct", one=first, other=second)


def _user(change: Change) -> int:
    found = change.execute("SELECT row FROM entity WHERE kind = 'user'").fetchone()
    if found is not None:
        return int(found[0])
    return change.insert("entity", id=new_id(), name=USER, folded=USER, kind="user", relation=None, recorded_at=clock.to_utc(change.at))


def _make(change: Change, mention: Mention) -> int:
    relation = later(mention.relation, None) if mention.relation else None
    if mention.owner is not None and mention.relation:
        relation = _of(change, mention.owner, mention.relation)
    name = relation if mention.nameless and relation and mention.owner is not None else mention.name
    made = change.insert(
        "entity", id=new_id(), name=name, folded=fold(name), kind=mention.kind, relation=relation, recorded_at=clock.to_utc(change.at)
    )
    if mention.fresh:
        for row in named(change, fold(mention.name)):
            if row["row"] != made and alike(mention.kind, row["kind"]):
                tell_apart(change, made, row["row"])
    if mention.relation and tie(mention.relation).new and mention.owner is None:
        _step_down(change, made, mention.relation)
    return made


def _of(change: Change, owner: int, relation: str) -> str:
    """ "Sister's husband", "Ivy's teacher": what somebody is to the user by way of another."""
    found = change.execute("SELECT name, relation, kind FROM entity WHERE row = ?", (owner,)).fetchone()
    told = fold(found["name"]) if (found["relation"] or "from ").startswith("from ") else found["relation"]
    whose = "" if found["kind"] == "user" else f"{told}'s "
    return f"{whose}{fold(relation)}"


def _step_down(change: Change, entity: int, relation: str) -> None:
    """A new boss makes the old one a former boss."""
    if not unique(relation):
        return
    for row in related(change, relation):
        if row["row"] != entity and not tie(row["relation"]).former and not known_by_relation(row):
            former = f"ex-{row['relation']}" if row["relation"] in _PARTNERS else f"former {row['relation']}"
            change.update("entity", row["row"], relation=former)
            for alias in change.execute("SELECT row, folded FROM entity_alias WHERE entity = ?", (row["row"],)).fetchall():
                if tie(alias["folded"]) == tie(tie(relation).said):
                    change.delete("entity_alias", alias["row"])


def _fuller(name: str, known: str) -> bool:
    """Whether a name says more of the same one: "Anna Weber" for "Anna", not "Anna and Marco"."""
    return core(name).startswith(core(known) + " ") and not several(name)
