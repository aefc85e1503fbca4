"""What goes when an answer is to be made without one memory: nothing may let it in by another door."""

from __future__ import annotations

import pytest

from engine.errors import NotFound
from engine.recall.candidates import Key
from engine.recall.leaving_out import leave_out

from .conftest import Story


def test_a_memory_goes_with_the_turns_that_it_came_from(story: Story) -> None:
    told = story.say("My sister Anna lives in Berlin, by the way.")
    again = story.say("As I said, Anna lives in Berlin.")
    fact = story.note("The user's sister Anna lives in Berlin.", source=told)
    with story.vault.change("learn", "Learned", actor="assistant") as change:
        change.insert("memory_source", memory=fact.row, message=again.row, start=0, stop=5)
    left = leave_out(story.vault, [fact.id])
    assert set(left.named) == {Key("memory", fact.row), Key("message", told.row), Key("message", again.row)}
    assert left.keys >= set(left.named)


def test_so_do_replies_to_those_turns_and_summaries_of_them(story: Story) -> None:
    told = story.say("My sister Anna lives in Berlin, by the way.")
    reply = story.conversations.say(story.conversation, "Noted: Anna lives in Berlin.", role="assistant", parent=told, at=story.at)
    fact = story.note("The user's sister Anna lives in Berlin.", source=told)
    summary = story.note("The talk was about Anna, who lives in Berlin.", source=told, kind="summary")
    left = leave_out(story.vault, [fact.id])
    assert left.messages == {told.row, reply.row}
    assert left.memories == {fact.row, summary.row}
    assert {key.row for key in left.named if key.kind == "memory"} == {fact.row}  # the receipt names what the user named


def test_another_fact_of_the_same_turn_stays(story: Story) -> None:
    told = story.say("My sister Anna lives in Berlin and I am allergic to peanuts.")
    fact = story.note("The user's sister Anna lives in Berlin.", source=told)
    other = story.note("The user is allergic to peanuts.", source=told)
    assert other.row not in leave_out(story.vault, [fact.id]).memories


def test_a_message_goes_with_what_was_learnt_from_it_alone(story: Story) -> None:
    told = story.say("My sister Anna lives in Berlin, by the way.")
    fact = story.note("The user's sister Anna lives in Berlin.", source=told)
    typed = story.note("The user has a sister.")
    left = leave_out(story.vault, [told.id])
    assert left.memories == {fact.row}
    assert typed.row not in left.memories


def test_recall_finds_none_of_it_in_any_arm(story: Story) -> None:
    told = story.say("My sister Anna lives in Berlin, by the way.")
    fact = story.note("The user's sister Anna lives in Berlin.", source=told)
    story.say("Anna likes Berlin's lakes.")
    question = "Where does my sister Anna live?"
    assert "The user's sister Anna lives in Berlin." in story.ask(question)
    left = leave_out(story.vault, [fact.id])
    assert story.ask(question, without=left.keys) == ["Anna likes Berlin's lakes."]
    packed = story.recall.context(question, budget_tokens=200, without=left.keys)
    assert all("lives in Berlin" not in line.text for line in packed.lines)


def test_what_is_not_there_cannot_be_left_out(story: Story) -> None:
    with pytest.raises(NotFound):
        leave_out(story.vault, ["nothing"])
