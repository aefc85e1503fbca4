"""Entities and edges of a candidate, read off its own sentence."""

from __future__ import annotations

import re

from engine.learning.people import NAME, Person, names
from engine.learning.records import EntityKind, EntityMention
from engine.learning.story import Statement

USER = EntityMention("user", "user", "subject")
_PLACED = re.compile(rf"\b(?:in|to|from|near|outside|around|through)\s+(?P<name>(?-i:{NAME}))", re.IGNORECASE)
_AT = re.compile(rf"\b(?:at|for|with) (?P<name>(?-i:{NAME}))", re.IGNORECASE)
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas boxing halloween".split()
)


_ATTRIBUTE = re.compile(
    r"^(?P<owner>.+?)'s? (?P<what>birthday|anniversary|name|age|e-?mail(?: address)?|phone(?: number)?|mobile(?: "
    r"number)?|number|address|postcode|job|profession|occupation|blood type)$",
    re.IGNORECASE,
)


def predicate_key(said: Statement, predicate: str) -> str:
    """The predicate column: contacts are told apart by what they are."""
    owner = _ATTRIBUTE.match(said.subject)
    return f"contact:{owner['what'].lower()}" if predicate == "contact" and owner else predicate


def subject_key(said: Statement, people: list[Person]) -> str:
    """What stands in the subject column: "user", a person's name, or the noun."""
    if said.about_user and said.subject == "The user":
        return "user"
    if said.person is not None and said.person.name and said.subject.endswith(said.person.name):
        return said.person.name
    owner = _ATTRIBUTE.match(said.subject)
    if owner:
        whose = owner["owner"].removeprefix("The ").removeprefix("the ")
        known = next((p.name for p in people if p.name and whose.endswith(p.name)), "")
        return known or whose
    return said.subject.removeprefix("The ").removeprefix("the ")


def entities(text: str, said: Statement, people: list[Person], obj: str, object_kind: EntityKind | None) -> tuple[EntityMention, ...]:
    """Whom and what a sentence names: the subject first, then the object, then others."""
    found: dict[str, EntityMention] = {}

    def add(name: str, kind: EntityKind, role: str, relation: str = "") -> None:
        name = name.strip(" .,'")
        if name and name.lower() not in found and name.split()[0].lower() not in _MONTHS:
            found[name.lower()] = EntityMention(name, kind, role, relation)  # type: ignore[arg-type]

    if said.about_user:
        found["user"] = USER
    elif said.person is not None and (said.person.name or said.person.relation):
        add(said.person.name or said.person.relation, "pet" if said.person.kind == "pet" else "person", "subject", said.person.relation)
    if "the user" in text.lower() and "user" not in found:
        found["user"] = EntityMention("user", "user", "mention")
    for person in people:
        if person.name and re.search(rf"\b{re.escape(person.name)}\b", text):
            add(person.name, "pet" if person.kind == "pet" else "person", "mention", person.relation)
    inside = names(obj)
    if object_kind and inside and re.search(re.escape(inside[0]), text):
        add(inside[0], object_kind, "object")
    for pattern, kind in ((_PLACED, "place"), (_AT, "organisation")):
        for match in pattern.finditer(text):
            if match["name"].split()[0].lower() not in _MONTHS:
                add(match["name"], kind, "mention")  # type: ignore[arg-type]
    for name in names(text):
        if not any(name.lower() in known or known in name.lower() for known in found if known != "user") and name.split()[0] not in (
            "The",
            "When",
            "If",
            "To",
        ):
            add(name, "thing", "mention")
    return tuple(found.values())


def edges(mentioned: tuple[EntityMention, ...], predicate: str) -> tuple[tuple[str, str, str], ...]:
    """Subject -> object by the predicate, where both are entities."""
    head = next((m for m in mentioned if m.role == "subject"), None)
    tail = next((m for m in mentioned if m.role == "object"), None)
    return ((head.name, predicate, tail.name),) if head and tail and predicate else ()
