"""Two that are one, one that is two: nothing is lost, and undo restores every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import BadInput
from engine.memory.entities import Entities
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.vault.vault import Vault

from .support import dump

Rows = dict[str, list[tuple[object, ...]]]


def person(name: str, relation: str | None = None, role: str = "subject") -> NewEntity:
    return NewEntity(name, "person", role, relation)


def state(vault: Vault) -> Rows:
    """All rows that hold memory, and who was told apart."""
    return {**dump(vault), "distinct": [tuple(row) for row in vault.query("SELECT * FROM entity_distinct ORDER BY row")]}


def test_merging_moves_memories_and_names_and_can_be_undone(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("Annie sings.", entities=(person("Annie"),)))
    both = (person("Annie", role="mention"), person("Anna", role="mention"), NewEntity("Berlin", "place", "object"))
    memories.add(
        NewMemory("Both.", entities=both, edges=(("Annie", "lives_in", "Berlin"), ("Anna", "lives_in", "Berlin"), ("Anna", "friend", "Annie")))
    )
    before = state(vault)
    entities.merge("Anna", "Annie")
    assert [(k.entity.name, k.aliases, k.memories) for k in entities.list()] == [("Anna", ("Annie",), 2), ("Berlin", (), 1)]
    assert entities.get("annie").entity.name == "Anna"
    assert [row["predicate"] for row in vault.query("SELECT predicate FROM edge")] == ["lives_in"]
    vault.journal.undo()
    assert state(vault) == before


def test_the_name_wins_over_the_relation_whichever_is_kept(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("The user's mum sings.", entities=(person("mum", "mum"),)))
    memories.add(NewMemory("Margaret sings.", entities=(person("Margaret"),)))
    entities.merge("mum", "Margaret")
    kept = entities.get("Margaret")
    assert (kept.entity.name, kept.entity.relation, kept.aliases, kept.memories) == ("Margaret", "mum", ("mum",), 2)


def test_who_was_told_apart_from_one_is_told_apart_from_both(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    for name, relation in (("Anna", "sister"), ("Anna", "colleague"), ("Annie", None)):
        memories.add(NewMemory(f"{name} sings.", entities=(person(name, relation),)))
    sister, colleague, annie = (k.entity.id for k in entities.list())
    entities.distinct(annie, colleague)
    entities.merge(sister, annie)
    assert [(row["one"], row["other"]) for row in vault.query("SELECT one, other FROM entity_distinct")] == [(1, 2)]


def test_you_can_be_one_with_somebody_of_your_name_but_nobody_takes_your_place(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    memories.add(NewMemory("Daniel lives in Sheffield.", entities=(person("Daniel"), NewEntity("user", "user", "mention"))))
    for keep, other in (("Daniel", "user"), ("user", "user")):
        with pytest.raises(BadInput):
            entities.merge(keep, other)
    entities.merge("user", "Daniel")
    assert entities.get("daniel").entity.kind == "user"


def test_splitting_gives_the_chosen_memories_and_their_relations_to_another(vault: Vault, memories: Memories) -> None:
    entities = Entities(vault)
    user = NewEntity("user", "user", "subject")
    sister = memories.add(
        NewMemory("Anna is the user's sister.", entities=(user, person("Anna", "sister", "object")), edges=(("user", "sister", "Anna"),))
    )
    work = memories.add(NewMemory("Anna runs payroll.", entities=(person("Anna"), NewEntity("Acme", "organisation", "object")),
                                  edges=(("Anna", "works_at", "Acme"),)))  # fmt: skip
    before = state(vault)
    with pytest.raises(BadInput):
        entities.split("Anna", [sister.id, work.id])
    made = entities.split("Anna", [work.id], "Anna Weber")
    assert (made.entity.name, made.entity.relation, made.memories) == ("Anna Weber", None, 1)
    assert entities.get("Anna").entity.relation == "sister"
    assert [tied.other.name for tied in entities.ties("Anna Weber")] == ["Acme"]
    assert entities.suggestions() == []
    vault.journal.undo()
    assert state(vault) == before
    made = entities.split("Anna", [sister.id])
    assert made.entity.relation == "sister"
    assert {k.entity.relation for k in entities.list("anna")} == {"sister", None}


names = st.sampled_from(["Anna", "Annie", "Ann", "mum", "Tom", "Berlin"])
roles = st.sampled_from(["subject", "object", "mention"])
relations = st.sampled_from([None, None, "sister", "mum", "friend"])
spoken = st.lists(st.tuples(names, relations, roles), min_size=1, max_size=3)
ties = st.lists(st.tuples(names, st.sampled_from(["husband", "friend"]), names), max_size=2)


@contextmanager
def opened() -> Iterator[Vault]:
    with TemporaryDirectory() as folder:
        vault, _ = Vault.create(Path(folder) / "home", key_file=Path(folder) / "key")
        try:
            yield vault
        finally:
            vault.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=st.lists(st.tuples(spoken, ties), min_size=2, max_size=6), data=st.data())
def test_any_merging_splitting_and_renaming_is_taken_back_row_by_row(told: list[tuple[list[tuple[str, str | None, str]], list[tuple[str, str, str]]]],
                                                                      data: st.DataObject) -> None:  # fmt: skip
    with opened() as vault:
        entities, memories = Entities(vault), Memories(vault)
        for number, (people, edges) in enumerate(told):
            mentioned = tuple(person(name, relation, role) for name, relation, role in people)
            memories.add(NewMemory(f"Told {number} of {people[0][0]}.", subject=people[0][0], entities=mentioned, edges=tuple(edges)))
        attached = {row["memory"] for row in vault.query("SELECT memory FROM memory_entity")}
        states = [state(vault)]
        for _ in range(data.draw(st.integers(1, 4))):
            ids = [known.entity.id for known in entities.list()]
            step = data.draw(st.sampled_from(_STEPS))
            try:
                step(entities, data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids)))
            except BadInput:
                continue
            assert {row["memory"] for row in vault.query("SELECT memory FROM memory_entity")} == attached
            if state(vault) != states[-1]:
                states.append(state(vault))
        for expected in reversed(states[:-1]):
            vault.journal.undo()
            assert state(vault) == expected


def _merge(entities: Entities, one: str, other: str) -> None:
    entities.merge(one, other)


def _split(entities: Entities, one: str, _: str) -> None:
    entities.split(one, [memory.id for memory in entities.memories(one)][:1])


def _rename(entities: Entities, one: str, _: str) -> None:
    entities.rename(one, "Annabel")


def _distinct(entities: Entities, one: str, other: str) -> None:
    entities.distinct(one, other)


_STEPS: list[Callable[[Entities, str, str], None]] = [_merge, _split, _rename, _distinct]
