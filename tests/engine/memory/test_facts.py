"""Memories: versions, sources, entities, search, validity."""

from __future__ import annotations

import pytest

from engine.errors import BadInput, NotFound
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, dump

ANNA = NewMemory(
    "The user's sister Anna lives in Berlin.", category="family", subject="Anna", predicate="lives_in", object="Berlin",
    entities=(NewEntity("Anna", "person", "subject", "sister"), NewEntity("Berlin", "place", "object")), edges=(("Anna", "lives_in", "Berlin"),),
)  # fmt: skip


def test_a_memory_comes_with_its_sources_entities_and_edges_in_one_undoable_step(
    vault: Vault, conversations: Conversations, memories: Memories
) -> None:
    said = conversations.say(conversations.create(), "My sister Anna lives in Berlin.")
    before = dump(vault)
    added = memories.add(NewMemory(**{name: getattr(ANNA, name) for name in ANNA.__struct_fields__} | {"sources": ((said.id, 0, 31),)}))
    assert [(message.id, start, stop) for message, start, stop in memories.sources(added)] == [(said.id, 0, 31)]
    assert [known.entity.name for known in Entities(vault).list()] == ["Anna", "Berlin"]
    assert len(vault.query("SELECT * FROM edge")) == 1
    assert_search_rows_agree(vault)
    vault.journal.undo()
    assert dump(vault) == before


def test_editing_keeps_the_history(memories: Memories) -> None:
    added = memories.add(ANNA)
    edited = memories.edit(added, text="The user's sister Anna lives in Rome.", importance=0.9)
    assert (edited.version, edited.object, edited.predicate, edited.subject) == (2, None, None, "Anna")
    (version,) = memories.history(added.id)
    assert (version.version, version.actor, version.fields["text"], version.fields["importance"]) == (1, "user", ANNA.text, 0.5)
    assert memories.list("Berlin").total == 0
    assert memories.list(person="anna").ids == (added.id,)
    assert memories.list(person="berlin").total == 0


def test_an_edit_that_changes_nothing_makes_no_version(memories: Memories) -> None:
    added = memories.add(ANNA)
    assert memories.edit(added, text=ANNA.text).version == 1


def test_undoing_an_edit_restores_everything(vault: Vault, memories: Memories) -> None:
    added = memories.add(ANNA)
    before = dump(vault)
    memories.edit(added, text="Nobody lives anywhere.")
    vault.journal.undo()
    assert dump(vault) == before
    assert_search_rows_agree(vault)


def test_memories_are_found_by_id_or_its_beginning(memories: Memories) -> None:
    added = memories.add(ANNA)
    assert memories.get(added.id) == memories.get(added.id[:23]) == added
    for unknown, error in (("0" * 36, NotFound), ("ffffffff", NotFound), ("01", BadInput)):
        with pytest.raises(error):
            memories.get(unknown)


def test_two_memories_that_begin_alike_have_to_be_named_in_full(memories: Memories) -> None:
    first, second = memories.add(ANNA), memories.add(NewMemory("The user likes tea."))
    shared = next(n for n, (a, b) in enumerate(zip(first.id, second.id, strict=True)) if a != b)
    with pytest.raises(BadInput):
        memories.get(first.id[: max(8, shared)])


def test_the_list_filters_sorts_and_counts_in_one_go(memories: Memories) -> None:
    for n in range(30):
        memories.add(NewMemory(f"The user likes tea number {n}.", category="preferences", importance=n / 30))
    pinned = memories.pin(memories.add(ANNA))
    page = memories.list("tea", category="preferences", order="importance", limit=10, offset=10)
    assert (page.total, len(page.memories), page.memories[0].text) == (30, 10, "The user likes tea number 19.")
    assert memories.list(order="importance", limit=1).ids == (pinned.id,)
    assert memories.list("erli").total == 1  # a part of a word
    assert memories.list('"berlin" OR (').total == 0
    assert memories.counts().categories == {"family": 1, "preferences": 30}
    with pytest.raises(BadInput):
        memories.list(order="chaos")


def test_superseding_closes_the_old_validity_and_keeps_it_answerable(memories: Memories) -> None:
    old, new = memories.add(ANNA), memories.add(NewMemory("The user's sister Anna lives in Rome.", valid_from="2026-02"))
    closed = memories.supersede(old, new)
    assert (closed.status, closed.superseded_by, closed.valid_to) == ("superseded", new.row, "2026-02")
    assert memories.history(old)[0].fields == {"status": "active", "superseded_by": None, "valid_to": None}
    assert memories.list(status="active").ids == (new.id,)


def test_proposals_wait_for_approval(memories: Memories) -> None:
    proposed = memories.add(NewMemory("The user likes figs.", status="proposed", source="inferred"))
    assert memories.counts().statuses == {"proposed": 1}
    approved = memories.approve(proposed)
    assert (approved.status, approved.source) == ("active", "confirmed")
    assert memories.archive(approved).status == "archived"


def test_more_evidence_is_noted_once(conversations: Conversations, memories: Memories) -> None:
    added = memories.add(ANNA)
    said = conversations.say(conversations.create(), "Anna is still in Berlin.")
    for _ in range(2):
        memories.cite(added, said.id, 0, 23)
    assert len(memories.sources(added)) == 1
    assert memories.from_message(said) == [memories.get(added)]


@pytest.mark.parametrize("fields", [{"status": "trashed"}, {"nonsense": 1}, {"text": "  "}])
def test_what_can_not_be_edited_is_refused(memories: Memories, fields: dict[str, object]) -> None:
    added = memories.add(ANNA)
    with pytest.raises(BadInput):
        memories.edit(added, **fields)
    with pytest.raises(BadInput):
        memories.add(NewMemory(" "))


def test_a_procedure_keeps_its_steps(memories: Memories) -> None:
    added = memories.add(NewMemory("How to start the boiler", kind="procedural", trigger_words="boiler", steps=("Press", "Wait")))
    assert added.steps == '["Press","Wait"]'
    assert memories.edit(added, steps=["Press", "Wait", "Sing"]).steps == '["Press","Wait","Sing"]'


def test_only_proposals_are_approved_and_a_forgotten_memory_stays_forgotten(memories: Memories, forgetting: Forgetting) -> None:
    added = memories.add(ANNA)
    with pytest.raises(BadInput, match="nothing to approve"):
        memories.approve(added)
    forgetting.forget([added.id])
    for bring_back in (memories.approve, memories.pin, lambda memory: memories.archive(memory, archived=False)):
        with pytest.raises(BadInput):
            bring_back(added)
    assert memories.get(added).status == "trashed"
