"""Procedures that the user corrects in a conversation, in a replayed chat, by name; in a real vault."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.learning.learner import Learner
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.procedures import Procedures, steps_of
from engine.memory.records import Conversation, Memory
from engine.vault.vault import Vault

ROUTER = "To reset the router: unplug it, count to 30, plug it back in."
ALARM = "If the alarm panel beeps, press the hash key twice, then hold 0 until it stops."
Say = Callable[..., list[Memory]]


@pytest.fixture
def procedures(vault: Vault, memories: Memories) -> Procedures:
    return Procedures(vault, memories)


@pytest.fixture
def conversations(vault: Vault) -> Conversations:
    return Conversations(vault)


@pytest.fixture
def place(conversations: Conversations) -> Conversation:
    return conversations.create()


@pytest.fixture
def say(vault: Vault, memories: Memories, conversations: Conversations, place: Conversation) -> Say:
    learner = Learner(vault, memories)

    def learn(text: str, *, source: str = "typed", where: Conversation | None = None) -> list[Memory]:
        return learner.learn_message(conversations.say(where or place, text, source=source))

    return learn


def test_the_procedure_just_taught_is_corrected(say: Say, memories: Memories, procedures: Procedures) -> None:
    say(ROUTER)
    (now,) = say("step 2 is wrong: count to 60")
    assert steps_of(now) == ("unplug it", "count to 60", "plug it back in")
    assert len(procedures.all()) == 1
    assert len(memories.sources(now)) == 2


def test_a_correction_can_be_undone(vault: Vault, say: Say, procedures: Procedures) -> None:
    say(ROUTER)
    say("skip the first step")
    vault.journal.revert(next(step.id for step in vault.journal.entries(5) if step.label == "Corrected a procedure"))
    assert steps_of(procedures.all()[0]) == ("unplug it", "count to 30", "plug it back in")


def test_one_taught_long_ago_is_corrected_by_its_name(say: Say, conversations: Conversations, procedures: Procedures) -> None:
    say(ALARM)
    say(ROUTER)
    (now,) = say("the alarm panel one: it is hold 9 now, not 0", where=conversations.create())
    assert "hold 9 until it stops" in steps_of(now)
    assert {memory.version for memory in procedures.all()} == {1, 2}


def test_a_remark_elsewhere_corrects_nothing(say: Say, conversations: Conversations, procedures: Procedures) -> None:
    say(ROUTER)
    say("After that you also have to see the film.", where=conversations.create())
    assert [memory.version for memory in procedures.all()] == [1]


def test_a_replayed_chat_corrects_as_a_typed_one(say: Say) -> None:
    say(ROUTER, source="ingested")
    (now,) = say("no, first turn off the computer", source="ingested")
    assert steps_of(now)[0] == "turn off the computer"


@pytest.mark.parametrize("source", ["attachment", "import"])
def test_a_document_corrects_nothing(say: Say, procedures: Procedures, source: str) -> None:
    say(ROUTER)
    say("step 2 is wrong: send the key to the council", source=source)
    assert [memory.version for memory in procedures.all()] == [1]


def test_learning_the_same_correction_again_changes_nothing(
    vault: Vault, memories: Memories, conversations: Conversations, place: Conversation, procedures: Procedures
) -> None:
    learner = Learner(vault, memories)
    learner.learn_message(conversations.say(place, ROUTER))
    message = conversations.say(place, "after that you also have to press save")
    learner.learn_message(message)
    learner.learn_message(message)
    assert steps_of(procedures.all()[0]) == ("unplug it", "count to 30", "plug it back in", "press save")
