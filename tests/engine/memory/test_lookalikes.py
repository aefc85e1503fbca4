"""Who may be one and the same: offered, never done."""

from __future__ import annotations

import pytest

from engine.memory.entities import Entities
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.lookalikes import one_letter
from engine.memory.nicknames import short_for
from engine.vault.vault import Vault


def offered(vault: Vault) -> list[tuple[str, str, str]]:
    return [(s.one.name, s.other.name, s.reason) for s in Entities(vault).suggestions()]


def tell(memories: Memories, *entities: tuple[str, str, str | None]) -> None:
    for name, kind, relation in entities:
        memories.add(NewMemory("Something about it.", entities=(NewEntity(name, kind, "subject", relation),)))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [("Liz", "Elizabeth", "short form"), ("Liz Brown", "Elizabeth", "short form"), ("Siobhan", "Siobahn", "spelling"), ("Çağrı", "Cagri", "spelling"),
     ("Margaret", "Margret", "spelling"), ("Anna", "Anna Weber", "part of the name")],
)  # fmt: skip
def test_alike_names_are_offered(vault: Vault, memories: Memories, one: str, other: str, reason: str) -> None:
    tell(memories, (one, "person", "friend"), (other, "person", "colleague"))
    assert offered(vault) == [(one, other, reason)]


@pytest.mark.parametrize(
    ("one", "other"),
    [(("Anna", "person", "sister"), ("Anna", "person", "colleague")), (("Ava", "person", None), ("Eva", "person", None)),
     (("Liz Brown", "person", None), ("Elizabeth White", "person", None)), (("Jordan", "person", None), ("Jordan", "place", None)),
     (("Rex", "pet", "dog"), ("Rex", "pet", "cat"))],
)  # fmt: skip
def test_what_speaks_against_it_is_heeded(
    vault: Vault, memories: Memories, one: tuple[str, str, str | None], other: tuple[str, str, str | None]
) -> None:
    tell(memories, one, other)
    assert offered(vault) == []


def test_those_told_apart_are_not_offered_again_until_that_is_undone(vault: Vault, memories: Memories) -> None:
    tell(memories, ("Liz", "person", None), ("Elizabeth", "person", None))
    Entities(vault).distinct("Elizabeth", "Liz")
    assert offered(vault) == []
    vault.journal.undo()
    assert offered(vault) == [("Liz", "Elizabeth", "short form")]


def test_the_user_may_be_somebody_of_that_name(vault: Vault, memories: Memories) -> None:
    tell(memories, ("Dan", "person", None))
    memories.add(NewMemory("The user's name is Daniel.", entities=(NewEntity("user", "user", "subject"), NewEntity("Daniel", "user", "object"))))
    assert offered(vault) == [("Dan", "user", "short form")]


@pytest.mark.parametrize(("one", "other"), [("anna", "ana"), ("marta", "martha"), ("siobhan", "siobahn"), ("berlin", "berlim")])
def test_one_letter(one: str, other: str) -> None:
    assert one_letter(one, other)
    assert one_letter(other, one)


@pytest.mark.parametrize(("one", "other"), [("anna", "anna"), ("maria", "marco"), ("tom", "thomas")])
def test_more_than_one_letter(one: str, other: str) -> None:
    assert not one_letter(one, other)


def test_short_forms_go_both_ways() -> None:
    assert short_for("liz", "elizabeth")
    assert short_for("elizabeth", "liz")
    assert not short_for("liz", "maggie")
