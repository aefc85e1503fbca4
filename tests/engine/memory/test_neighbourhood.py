"""The graph as people look at it: who is near whom, by which relation or how many memories, and the way from one to another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine import clock
from engine.memory import believed, neighbourhood
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.neighbourhood import Span
from engine.vault.vault import Vault


def person(name: str, relation: str | None = None) -> NewEntity:
    return NewEntity(name, "person", relation=relation)


USER = NewEntity("user", "user", role="subject")


@pytest.fixture
def family(memories: Memories) -> None:
    """You - Anna - Tom - Berlin, and Rita, whom only you know."""
    memories.add(NewMemory(text="Anna is the user's sister.", entities=(USER, person("Anna", "sister")), edges=(("user", "sister", "Anna"),)))
    memories.add(NewMemory(text="Anna is married to Tom.", entities=(person("Anna"), person("Tom")), edges=(("Anna", "relation:husband", "Tom"),)))
    memories.add(NewMemory(text="Anna cooks with Tom.", entities=(person("Anna"), person("Tom"))))
    memories.add(
        NewMemory(text="Tom was in Berlin.", kind="episodic", valid_from="2019-05-02", entities=(person("Tom"), NewEntity("Berlin", "place")))
    )
    memories.add(NewMemory(text="The user met Rita.", entities=(USER, person("Rita"))))


def row(vault: Vault, name: str) -> int:
    return int(vault.query("SELECT row FROM entity WHERE name = ? OR (? = 'user' AND kind = 'user')", (name, name))[0]["row"])


def names(vault: Vault, rows: tuple[int, ...]) -> list[str]:
    return [vault.query("SELECT name FROM entity WHERE row = ?", (each,))[0]["name"] for each in rows]


def test_all_are_around_the_user(vault: Vault, family: None) -> None:
    found = neighbourhood.read(vault)
    assert found.nodes[0].row == found.user == row(vault, "user")
    assert {node.name for node in found.nodes[1:]} == {"Anna", "Tom", "Berlin", "Rita"}
    assert {node.name: node.memories for node in found.nodes}["Anna"] == 3


def test_two_are_tied_by_relations_and_shared_memories(vault: Vault, family: None) -> None:
    anna, tom = row(vault, "Anna"), row(vault, "Tom")
    tie = next(tie for tie in neighbourhood.read(vault).ties if {tie.one, tie.other} == {anna, tom})
    assert tie.relations == ((anna, "husband"),)
    assert tie.count == 2
    assert len(neighbourhood.memories(vault, anna, tom)) == 2
    assert len(neighbourhood.memories(vault, anna)) == 3


def test_only_a_neighbourhood_is_read(vault: Vault, family: None) -> None:
    berlin = row(vault, "Berlin")
    near = neighbourhood.read(vault, berlin, most=2)
    assert [node.name for node in near.nodes] == ["Berlin", "Tom"]
    assert near.total == 5
    assert next(node for node in near.nodes if node.name == "Tom").beside == 2
    unfolded = neighbourhood.read(vault, berlin, (row(vault, "Anna"),), most=4)
    assert {"Berlin", "Anna", "Tom"} <= {node.name for node in unfolded.nodes}


def test_the_way_does_not_lead_through_the_user(vault: Vault, family: None) -> None:
    assert names(vault, neighbourhood.way(vault, row(vault, "Anna"), row(vault, "Berlin"))) == ["Anna", "Tom", "Berlin"]
    assert neighbourhood.way(vault, row(vault, "Anna"), row(vault, "Rita")) == ()
    from_me = neighbourhood.way(vault, row(vault, "user"), row(vault, "Berlin"))
    assert len(from_me) == 4 and from_me[0] == row(vault, "user")


def test_only_what_was_in_a_time_ties(vault: Vault, family: None) -> None:
    in_2019 = neighbourhood.read(vault, span=Span(since="2019", before="2020"))
    assert {node.name for node in in_2019.nodes if node.memories} == {"Tom", "Berlin"}
    assert len(in_2019.ties) == 1


def test_as_of_a_day_only_what_had_been_said_ties(vault: Vault, memories: Memories) -> None:
    told = datetime(2024, 3, 1, tzinfo=UTC)
    with clock.frozen(told):
        memories.add(NewMemory(text="Ann knows Bob.", mentioned_at=told, entities=(person("Ann"), person("Bob"))))
    memories.add(NewMemory(text="Ann knows Carl.", mentioned_at=datetime(2025, 3, 1, tzinfo=UTC), entities=(person("Ann"), person("Carl"))))
    then = neighbourhood.read(vault, span=Span(until=believed.until(date(2024, 6, 1))))
    assert {node.name for node in then.nodes} == {"Ann", "Bob"}
    assert {node.name for node in neighbourhood.read(vault).nodes} == {"Ann", "Bob", "Carl"}


def test_whom_a_memory_speaks_of(vault: Vault, memories: Memories, family: None) -> None:
    memory = memories.list("Berlin").memories[0]
    assert set(neighbourhood.spoken_of(vault, memory.id)) == {row(vault, "Tom"), row(vault, "Berlin")}


def test_an_empty_vault_has_nobody(vault: Vault) -> None:
    assert neighbourhood.read(vault) == neighbourhood.Neighbourhood((), (), 0, 0)
