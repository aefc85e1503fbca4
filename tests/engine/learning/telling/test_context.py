"""What was said before helps to read a message that leaves it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.learning.learner import Learner
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.records import Memory
from engine.vault.vault import Vault
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]
LATER = AT + timedelta(days=30)


def test_a_baby_that_nobody_named_is_whom_she_means(hear: Hear) -> None:
    hear("up at three again, is ten weeks too early for teething?")
    assert "Odile is the user's daughter." in {m.text for m in hear("her name's Odile", LATER)}


def test_a_name_settled_in_the_end_is_a_name(hear: Hear) -> None:
    hear("20 week scan went well, it's a boy")
    assert "Anselm is the user's son." in {m.text for m in hear("we're home. and he's Anselm in the end", LATER)}


def test_without_a_baby_nobody_is_made_up(hear: Hear) -> None:
    assert hear("she came early") == []


def test_she_may_have_been_named_some_turns_ago(vault: Vault, learner: Learner) -> None:
    conversations = Conversations(vault)
    talk = conversations.create()
    for text in ("my neighbour Ludmila moved in above us", "is it cold out?"):
        learner.learn_message(conversations.say(talk, text, at=AT))
    made = learner.learn_message(conversations.say(talk, "she is a retired welder", at=AT))
    assert [m.text for m in made] == ["The user's neighbour Ludmila is a retired welder."]


def test_a_thing_that_memory_knows_is_no_matter_of_the_world(hear: Hear, memories: Memories) -> None:
    assert hear("the kiln is a bit temperamental these days") == []
    hear("I bought a kiln for the studio")
    assert [m.text for m in hear("the kiln runs off the garage supply", LATER)] == ["The kiln runs off the garage supply."]


@pytest.mark.parametrize("message", ["actually odalys is my cousin, not my sister in law", "sorry, Odalys is my cousin, not my sister-in-law"])
def test_a_relation_put_right_is_mended_wherever_it_was_said(hear: Hear, memories: Memories, message: str) -> None:
    hear("my sister in law Odalys runs a bakery")
    hear(message, LATER)
    told = {m.text for m in memories.list(status="active").memories}
    assert told == {"Odalys is the user's cousin.", "The user's cousin Odalys runs a bakery."}


def test_one_persons_going_is_not_anothers(hear: Hear, memories: Memories) -> None:
    (first,) = hear("Bram from work is leaving in June")
    hear("Lotte and Idris are moving to Bergen in August", LATER)
    assert memories.get(first).status == "active"


def test_what_only_the_living_do_ends_with_them(hear: Hear, memories: Memories) -> None:
    hear("Tansy still herds the ducks")
    (lost,) = hear("lost Tansy on Tuesday", LATER)
    assert {m.text for m in memories.list(status="active").memories} == {lost.text}
