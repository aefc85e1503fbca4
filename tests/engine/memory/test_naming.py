"""Renaming: in the memories too, found by the old name, undone in one step."""

from __future__ import annotations

import pytest

from engine.errors import BadInput
from engine.memory.entities import Entities
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.vault.vault import Vault

from .support import dump


def person(name: str, relation: str | None = None, role: str = "subject") -> NewEntity:
    return NewEntity(name, "person", role, relation)


def texts(memories: Memories) -> list[str]:
    return [memory.text for memory in memories.list(order="oldest").memories]


def test_a_renamed_entity_is_found_by_both_names_and_told_of_by_the_new_one(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("Jon's dog bit Jon.", subject="Jon", entities=(person("Jon"),)))
    memories.add(NewMemory("Jonas likes Jon-Boy.", subject="Jonas", entities=(person("Jonas"), person("Jon", role="object"))))
    before = dump(vault)
    entities.rename("Jon", "John")
    assert texts(memories) == ["John's dog bit John.", "Jonas likes Jon-Boy."]
    first = memories.list(order="oldest").memories[0]
    assert first.subject == "John"
    assert [version.fields for version in memories.history(first)] == [{"text": "Jon's dog bit Jon.", "subject": "Jon"}]
    assert entities.get("jon") == entities.get("john")
    assert [memory.text for memory in memories.list("John's").memories] == ["John's dog bit John."]
    vault.journal.undo()
    assert dump(vault) == before


def test_a_memory_of_two_of_that_name_is_left_alone(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("Anna met Anna.", entities=(person("Anna", "sister"), person("Anna", "colleague", "object"))))
    memories.add(NewMemory("The user's sister Anna sings.", entities=(person("Anna", "sister"),)))
    entities.rename("sister", "Anna-Lena")
    assert texts(memories) == ["Anna met Anna.", "The user's sister Anna-Lena sings."]


def test_a_relation_that_gets_a_name_stays_in_the_memories(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("The user's mother likes her mother tongue.", entities=(person("mother", "mother"),)))
    entities.rename("mother", "Margaret")
    assert texts(memories) == ["The user's mother likes her mother tongue."]
    assert entities.get("Margaret") == entities.get("mum")


def test_a_longer_name_is_not_put_where_it_stands_already(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("Anna is Anna Weber.", entities=(person("Anna"),)))
    entities.rename("Anna", "Anna Weber")
    entities.rename("Anna", "anna weber")
    assert texts(memories) == ["anna weber is anna weber."]


def test_forgotten_memories_keep_their_words_and_the_user_their_name(vault: Vault, memories: Memories) -> None:
    from engine.memory.forgetting import Forgetting

    entities = Entities(vault)
    gone = memories.add(NewMemory("Jon sings.", entities=(person("Jon"),)))
    memories.add(NewMemory("Jon dances with the user.", entities=(person("Jon"), NewEntity("user", "user", "mention"))))
    Forgetting(vault).forget([gone.id])
    entities.rename("Jon", "John")
    assert memories.get(gone.id).text == "Jon sings."
    for name in (" ", ""):
        with pytest.raises(BadInput):
            entities.rename("John", name)
    with pytest.raises(BadInput):
        entities.rename("user", "Daniel")
