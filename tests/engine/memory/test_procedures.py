"""Procedures: their steps, how they turn out, and their corrections with history and undo."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import BadInput
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.memory.procedures import Procedures, in_order, is_case, lead, steps_of, told, trigger_of
from engine.memory.records import Memory
from engine.vault.vault import Vault

ROUTER = "To reset the router: unplug it, count to 30, plug it back in."
STEPS = ("unplug it", "count to 30", "plug it back in")


@pytest.fixture
def procedures(vault: Vault, memories: Memories) -> Procedures:
    return Procedures(vault, memories)


def add(memories: Memories, text: str = ROUTER, steps: Sequence[str] = STEPS, trigger: str = "reset the router", **more: object) -> Memory:
    return memories.add(NewMemory(text, kind="procedural", predicate="how_to", object=trigger, trigger_words=trigger, steps=tuple(steps), **more))  # type: ignore[arg-type]


def test_steps_trigger_and_lead(memories: Memories) -> None:
    router = add(memories)
    assert steps_of(router) == STEPS
    assert trigger_of(router) == "reset the router"
    assert lead(router) == "To reset the router"
    assert not is_case(router)


def test_a_text_edited_by_hand_is_read_anew(memories: Memories) -> None:
    router = memories.edit(add(memories), text="To reset the router: switch it off, wait a minute, switch it on.")
    assert steps_of(router) == ("switch it off", "wait a minute", "switch it on")


def test_a_typed_sentence_without_steps_is_left_whole(memories: Memories) -> None:
    orchid = memories.add(NewMemory("Water the orchid on Sundays, only a little.", kind="procedural"))
    assert steps_of(orchid) == ()


def test_a_procedure_for_a_situation(memories: Memories) -> None:
    alarm = add(memories, "If the alarm panel beeps: press hash twice, then hold 0.", ("press hash twice", "hold 0"), "the alarm panel beeps")
    assert is_case(alarm)
    assert trigger_of(alarm) == "the alarm panel beeps"


def test_outcomes_are_counted_and_can_be_undone(vault: Vault, memories: Memories, procedures: Procedures) -> None:
    router = add(memories)
    procedures.note_outcome(router, True)
    failed = procedures.note_outcome(router, False)
    assert (failed.successes, failed.failures) == (1, 1)
    vault.journal.undo()
    assert procedures.get(router).failures == 0


def test_a_correction_is_a_new_version_whose_failures_count_anew(vault: Vault, memories: Memories, procedures: Procedures) -> None:
    router = procedures.note_outcome(add(memories), False)
    now = procedures.revise(router, ("unplug it", "count to 60", "plug it back in"))
    assert now.text == "To reset the router: unplug it, count to 60, plug it back in."
    assert (now.version, now.failures) == (2, 0)
    assert [version.fields["text"] for version in memories.history(now)] == [ROUTER]
    vault.journal.undo()
    again = procedures.get(router)
    assert (again.text, again.failures) == (ROUTER, 1)


def test_a_correction_has_its_message_as_a_source(memories: Memories, conversations: Conversations, procedures: Procedures) -> None:
    message = conversations.say(conversations.create(), "step 2 is wrong: count to 60")
    now = procedures.revise(add(memories), ("unplug it", "count to 60"), message=message)
    assert [source.id for source, _, _ in memories.sources(now)] == [message.id]


def test_a_procedure_keeps_at_least_one_step(memories: Memories, procedures: Procedures) -> None:
    with pytest.raises(BadInput):
        procedures.revise(add(memories), ("", " "))


@pytest.mark.parametrize("source", ["document", "import"])
@pytest.mark.parametrize("status", ["proposed", "active"])
def test_what_a_document_says_waits_for_the_user(memories: Memories, procedures: Procedures, source: str, status: str) -> None:
    planted = add(memories, source=source, status=status)
    assert procedures.all() == []
    if status == "proposed":
        memories.approve(planted)
        assert [memory.id for memory in procedures.all()] == [planted.id]


def test_instructions_are_no_procedures(memories: Memories, procedures: Procedures) -> None:
    instruction = memories.add(NewMemory("The assistant should be brief.", kind="procedural", predicate="instruction"))
    assert procedures.all() == []
    with pytest.raises(BadInput):
        procedures.get(instruction)


_STEP = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@given(st.lists(_STEP, min_size=1, max_size=8))
def test_told_steps_stand_in_their_text_in_order(steps: list[str]) -> None:
    text = told("To do it", steps)
    places = in_order(text, steps)
    assert len(places) == len(steps)
    assert places == sorted(places)
    assert all(text[place : place + len(step)] == step for place, step in zip(places, steps, strict=True))
