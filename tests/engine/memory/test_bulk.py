"""Many at once: one step, and one step back."""

from __future__ import annotations

import pytest

from engine.errors import BadInput
from engine.memory.bulk import Bulk
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.memory.records import Memory
from engine.vault.vault import Vault


@pytest.fixture
def bulk(vault: Vault) -> Bulk:
    return Bulk(vault)


@pytest.fixture
def three(memories: Memories) -> list[Memory]:
    return [memories.add(NewMemory(text=text)) for text in ("Likes tea.", "The user likes tea.", "Drinks tea.")]


def ids(found: list[Memory]) -> list[str]:
    return [memory.id for memory in found]


def test_a_field_of_all_is_changed_and_taken_back_as_one(vault: Vault, memories: Memories, bulk: Bulk, three: list[Memory]) -> None:
    bulk.edit(ids(three), category="preferences")
    assert {memories.get(memory.id).category for memory in three} == {"preferences"}
    vault.journal.undo()
    assert {memories.get(memory.id).category for memory in three} == {"other"}


def test_only_what_is_in_use_is_pinned_and_archived(memories: Memories, bulk: Bulk, three: list[Memory]) -> None:
    waiting = memories.add(NewMemory(text="Waits.", status="proposed"))
    bulk.pin([*ids(three), waiting.id])
    assert [memories.get(each.id).pinned for each in (*three, waiting)] == [True, True, True, False]
    bulk.archive([*ids(three), waiting.id])
    assert [memories.get(each.id).status for each in (*three, waiting)] == ["archived"] * 3 + ["proposed"]
    bulk.archive(ids(three), archived=False)
    assert {memories.get(each.id).status for each in three} == {"active"}


def test_merging_keeps_one_with_the_sources_of_all(
    vault: Vault, memories: Memories, conversations: Conversations, bulk: Bulk, three: list[Memory]
) -> None:  # fmt: skip
    message = conversations.say(conversations.create(), "I like tea.")
    memories.cite(three[2], message.id, 0, 11)
    memories.used([three[0].row, three[1].row])
    memories.pin(three[0])
    bulk.merge(ids(three), three[1].id)
    kept = memories.get(three[1].id)
    assert (kept.status, kept.pinned, kept.uses) == ("active", True, 2)
    assert [source[0].id for source in memories.sources(kept)] == [message.id]
    assert [memories.get(three[n].id).superseded_by for n in (0, 2)] == [kept.row, kept.row]
    assert [memories.get(three[n].id).status for n in (0, 2)] == ["archived", "archived"]
    vault.journal.undo()
    assert {memories.get(each.id).status for each in three} == {"active"}
    assert memories.sources(three[1]) == []


def test_one_is_not_enough_to_merge_and_what_waits_can_not_be(memories: Memories, bulk: Bulk, three: list[Memory]) -> None:
    with pytest.raises(BadInput):
        bulk.merge([three[0].id], three[0].id)
    waiting = memories.add(NewMemory(text="Waits.", status="proposed"))
    with pytest.raises(BadInput):
        bulk.merge([three[0].id, waiting.id], three[0].id)
