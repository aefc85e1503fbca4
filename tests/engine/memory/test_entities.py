"""Who is who: names, relations, aliases, merging."""

from __future__ import annotations

import pytest

from engine.errors import BadInput, NotFound
from engine.memory.entities import Entities
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault


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
    assert Entities(vault).get("my sister").entity.name == "Anna"


def test_a_relation_heard_later_is_added(vault: Vault, memories: Memories) -> None:
    told(memories, "Tom", kind="thing")
    told(memories, "Tom", "brother")
    assert names(vault) == [("Tom", "brother", 2)]
    assert Entities(vault).get("tom").entity.kind == "person"


def test_there_is_one_user(vault: Vault, memories: Memories) -> None:
    for name in ("user", "The user"):
        told(memories, name, kind="user")
    assert len(vault.query("SELECT * FROM entity WHERE kind = 'user'")) == 1


def test_whoever_is_forgotten_is_not_shown(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    forgetting.forget([told(memories, "Piers")])
    assert names(vault) == []
    with pytest.raises(NotFound):
        Entities(vault).get("Piers")


def test_entities_are_found_by_id_name_alias_and_relation(vault: Vault, memories: Memories) -> None:
    told(memories, "Margaret", "mum")
    entities = Entities(vault)
    entities.alias("Margaret", "Maggie")
    known = entities.get("maggie")
    for name in (known.entity.id, known.entity.id[:18], "MARGARET", "mum", "my mother"):
        assert entities.get(name) == known
    assert [k.entity.name for k in entities.list("mum")] == ["Margaret"]
    with pytest.raises(NotFound):
        entities.get("father")


def test_another_name_can_be_taken_away_again(vault: Vault, memories: Memories) -> None:
    told(memories, "Elizabeth")
    entities = Entities(vault)
    entities.alias("Elizabeth", "Liz")
    entities.alias("Elizabeth", " liz ")
    assert entities.get("Liz").aliases == ("Liz",)
    entities.unalias("Elizabeth", "LIZ")
    with pytest.raises(NotFound):
        entities.get("Liz")
    with pytest.raises(NotFound):
        entities.unalias("Elizabeth", "Liz")
    vault.journal.undo()
    assert entities.get("Liz").entity.name == "Elizabeth"


def test_a_relation_is_corrected(vault: Vault, memories: Memories) -> None:
    told(memories, "Dwight", "cousin")
    entities = Entities(vault)
    entities.relate("Dwight", "Brother in law")
    assert entities.get("Dwight").entity.relation == "brother in law"
    entities.relate("Dwight", "")
    assert entities.get("Dwight").entity.relation is None


def test_the_memories_and_ties_of_someone_are_shown(vault: Vault, memories: Memories) -> None:
    berlin = NewEntity("Berlin", "place", "object")
    memories.add(
        NewMemory("Anna lives in Berlin.", entities=(NewEntity("Anna", "person", "subject"), berlin), edges=(("Anna", "lives_in", "Berlin"),))
    )
    told(memories, "Tom")
    entities = Entities(vault)
    assert [memory.text for memory in entities.memories("Anna")] == ["Anna lives in Berlin."]
    assert [(tied.predicate, tied.other.name, tied.forward) for tied in entities.ties("Anna")] == [("lives_in", "Berlin", True)]
    assert [(tied.other.name, tied.forward) for tied in entities.ties("Berlin")] == [("Anna", False)]
