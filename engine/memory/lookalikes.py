"""Who could be one and the same, for the user to say: alike in name, and nothing against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.memory.bearers import core
from engine.memory.nicknames import GROUPS, short_for
from engine.memory.relations import could_be_one

if TYPE_CHECKING:
    from engine.memory.records import Entity

Reason = Literal["same name", "part of the name", "short form", "spelling"]
_LONG = 5  # letters: of shorter names one letter makes another name
_MOST = 200


class Names(msgspec.Struct, frozen=True):
    """An entity with all its names."""

    entity: Entity
    names: tuple[str, ...]


class Suggestion(msgspec.Struct, frozen=True):
    """Two that may be one."""

    one: Entity
    other: Entity
    reason: Reason


def lookalikes(known: Sequence[Names], told_apart: Iterable[tuple[int, int]]) -> list[Suggestion]:
    """Pairs that may be one, the likeliest first, without those whom the user told apart (pairs of rows, the lower one first)."""
    apart = set(told_apart)
    shelves: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for key in {key for name in one.names for key in _keys(core(name), one.entity.kind)}:
            shelves[key].append(number)
    found: dict[tuple[int, int], Suggestion] = {}
    for shelf in shelves.values():
        for first, second in combinations(shelf[:_MOST], 2):
            one, other = sorted((known[first], known[second]), key=lambda names: names.entity.row)
            pair = (one.entity.row, other.entity.row)
            if pair in found or pair in apart or not _compatible(one.entity, other.entity):
                continue
            reason = _reason(one, other)
            if reason is not None:
                found[pair] = Suggestion(one.entity, other.entity, reason)
    order = ("same name", "part of the name", "short form", "spelling")
    return sorted(found.values(), key=lambda suggestion: (order.index(suggestion.reason), suggestion.one.row, suggestion.other.row))[:_MOST]


def _compatible(one: Entity, other: Entity) -> bool:
    """Whether kinds and relations allow that both are one."""
    kinds = {one.kind, other.kind}
    alike = len(kinds) == 1 or "thing" in kinds or kinds in ({"place", "organisation"}, {"person", "user"})
    return alike and could_be_one(one.relation, other.relation)


def _reason(one: Names, other: Names) -> Reason | None:
    reasons: set[Reason | None] = {_alike(core(mine), core(theirs), one.entity.kind) for mine in one.names for theirs in other.names}
    order: tuple[Reason, ...] = ("same name", "part of the name", "short form", "spelling")
    return next((reason for reason in order if reason in reasons), None)


def _alike(mine: str, theirs: str, kind: str) -> Reason | None:
    if mine == theirs:
        return "same name"
    first, second = mine.split(), theirs.split()
    person = kind in ("person", "user", "pet", "thing")
    if person and min(len(first), len(second)) == 1 and first[0] == second[0]:
        return "part of the name"
    families = first[1:] == second[1:] or not first[1:] or not second[1:]
    if person and families and short_for(first[0], second[0]):
        return "short form"
    return "spelling" if min(len(mine), len(theirs)) >= _LONG and one_letter(mine, theirs) else None


def _keys(name: str, kind: str) -> set[str]:
    """Shelves on which look-alikes meet: the name, its first word, the groups of short forms, the name less any one letter."""
    first = name.split()[0] if name else ""
    keys = {f"={name}", f"^{first}"} | {f"~{group}" for group in GROUPS.get(first, ())}
    if _LONG - 1 <= len(name) <= 40:
        keys |= {f"-{name}"} | {f"-{name[:n]}{name[n + 1 :]}" for n in range(len(name))}
    return keys


def one_letter(mine: str, theirs: str) -> bool:
    """Whether one letter more, less, other, or two swapped make one name the other."""
    if abs(len(mine) - len(theirs)) > 1 or mine == theirs:
        return False
    start = 0
    while start < min(len(mine), len(theirs)) and mine[start] == theirs[start]:
        start += 1
    first, second = mine[start:], theirs[start:]
    swapped = len(first) == len(second) and len(first) > 1 and first[:2] == second[1::-1] and first[2:] == second[2:]
    return first[1:] == second[1:] or first[1:] == second or first == second[1:] or swapped
