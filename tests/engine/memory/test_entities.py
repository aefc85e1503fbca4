"""Who is who: names, relations, aliases, merging."""

from __future__ import annotations

import pytest

from engine.errors import BadInput, NotFound
from engine.memory.entities import Entities
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault

from .support import dump


def told(memories: Memories, name: str, relation: str | None = None, kind: str = "person", text: str = "Something about them.") -> str:
    return memories.add(NewMemory(text, entities=(NewEntity(name, kind, "subject", relation),))).id


def names(vault: Vault) -> list[tuple[str, str | None, int]]:
    return [(known.entity.name, known.entity.relation, known.memories) for known in Entities(vault).list()]


def test_a_name_is_known_again_whatever_its_case_and_accents(vault: Vault, memories: Memories) -> None:
    told(memories, "Zoë")
    told(memories, "ZOE")
    assert names(vault) == [("Zoë", None, 2)]


def test_two_of_one_name_are_told_apart_by_their_relation(vault: Vault, memories: Memories) -> None:
    told(memories, "Anna", "sister")
    told(memories, "Anna", "colleague")
    told(memories, "Anna", "Sister")
    assert names(vault) == [("Anna", "sister", 2), ("Anna", "colleague", 1)]
    with pytest.raises(BadInput):
        Entities(vault).get("Anna")


def test_someone_known_by_relation_gets_the_name_when_it_is_heard(vault: Vault, memories: Memories) -> None:
    told(memories, "sister", "sister")
    told(memories, "Anna", "sister")
    told(memories, "sister", "sister")
    assert names(vault) == [("Anna", "sister", 3)]
    assert Entities(vault).get("sister").aliases == ("sister",)


def test_a_relation_heard_later_is_added(vault: Vault, memories: Memories) -> None:
    told(memories, "Tom", kind="thing")
    told(memories, "Tom", "brother")
    assert names(vault) == [("Tom", "brother", 2)]
    assert Entities(vault).get("tom").entity.kind == "person"


def test_there_is_one_user(vault: Vault, memories: Memories) -> None:
    for name in ("user", "The user"):
        told(memories, name, kind="user")
    assert len(vault.query("SELECT * FROM entity WHERE kind = 'user'")) == 1


def test_merging_moves_memories_and_names_and_can_be_undone(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    told(memories, "Annie")
    both = (NewEntity("Annie", "person", "mention"), NewEntity("Anna", "person", "mention"), NewEntity("Berlin", "place", "object"))
    memories.add(NewMemory("Both.", entities=both, edges=(("Annie", "lives_in", "Berlin"), ("Anna", "lives_in", "Berlin"))))
    before = dump(vault)
    entities.merge("Anna", "Annie")
    assert names(vault) == [("Anna", None, 2), ("Berlin", None, 1)]
    assert entities.get("annie").entity.name == "Anna"
    assert len(vault.query("SELECT * FROM edge")) == 1
    vault.journal.undo()
    assert dump(vault) == before


def test_a_renamed_entity_is_found_by_both_names(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    told(memories, "Jon")
    entities.rename("Jon", "John")
    entities.alias("John", "Johnny")
    assert entities.get("jon") == entities.get("john") == entities.get("johnny")
    assert [known.entity.name for known in entities.list("johnn")] == ["John"]
    with pytest.raises(BadInput):
        entities.rename("John", " ")


def test_whoever_is_forgotten_is_not_shown(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    forgetting.forget([told(memories, "Piers")])
    assert names(vault) == []
    with pytest.raises(NotFound):
        Entities(vault).get("Piers")
