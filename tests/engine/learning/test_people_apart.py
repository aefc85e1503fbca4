"""Who is who over many messages: two Annas, Mum who is Margaret, brothers, a new boss; each one's facts stay their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from engine.learning.learner import Learner
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.vault.vault import Vault
from tests.engine.learning.support import AT

Chat = Callable[..., None]


@pytest.fixture
def chat(vault: Vault, learner: Learner) -> Chat:
    """Says these in a conversation of their own, a day apart."""
    conversations, days = Conversations(vault), count()

    def said(*texts: str) -> None:
        place = conversations.create()
        for text in texts:
            learner.learn_message(conversations.say(place, text, at=AT + timedelta(days=next(days))))

    return said


def _active(vault: Vault, memories: Memories, name: str) -> set[str]:
    row = Entities(vault).get(name).entity.id
    return {memory.text for memory in memories.list(status="active", person=row, limit=100).memories}


def test_the_home_of_one_anna_does_not_replace_the_others(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("My sister Anna lives in Munich.")
    chat("There's an Anna at work, she runs the payroll team.")
    chat("Anna from work lives in Leeds.")
    chat("My sister Anna moved to Berlin.")
    assert {(k.entity.relation, k.entity.kind) for k in Entities(vault).list("anna")} == {("sister", "person"), ("colleague", "person")}
    assert _active(vault, memories, "colleague") == {"Anna runs the payroll team.", "Anna from work lives in Leeds."}
    assert _active(vault, memories, "sister") == {"Anna is the user's sister.", "The user's sister Anna moved to Berlin."}


def test_anna_is_the_one_of_the_conversation(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("My sister Anna is a nurse.")
    chat("My colleague Anna is an engineer.", "Anna is allergic to cats.")
    chat("Anna plays the cello.")
    assert "Anna is allergic to cats." in _active(vault, memories, "colleague")
    assert not any("cello" in text for name in ("sister", "colleague") for text in _active(vault, memories, name))


def test_what_is_said_of_mum_and_of_margaret_is_said_of_one(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("My mum lives in Leeds.")
    chat("My mum's name is Margaret.")
    chat("Margaret moved to York.")
    chat("My mother is allergic to penicillin.")
    assert Entities(vault).get("mother").entity.name == "Margaret"
    told = _active(vault, memories, "Margaret")
    assert {"Margaret moved to York.", "The user's mother is allergic to penicillin."} <= told
    assert not any("Leeds" in text for text in told)


def test_of_two_brothers_neither_gets_what_may_be_the_others(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("My brother Sean lives in Cork.")
    chat("My brother Ravi lives in Pune.")
    chat("My brother plays the cello.")
    assert {(k.entity.name, k.memories) for k in Entities(vault).list("brother")} == {("Sean", 2), ("Ravi", 2), ("brother", 1)}


def test_the_users_own_name_makes_nobody_new(chat: Chat, vault: Vault) -> None:
    chat("My name is Daniel Price.")
    chat("Daniel Price lives in Sheffield.")
    assert Entities(vault).list(kind="person") == []
    assert Entities(vault).get("Daniel Price").entity.kind == "user"


def test_learning_of_another_anna_twice_makes_one(vault: Vault, learner: Learner, chat: Chat) -> None:
    chat("My sister Anna is a nurse.")
    conversations = Conversations(vault)
    message = conversations.say(conversations.create(), "I met another Anna at the gym, she is a yoga teacher", at=AT)
    learner.learn_message(message)
    learner.learn_message(message)
    assert len(Entities(vault).list("anna")) == 2


def test_another_anna_by_her_full_name_is_another(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("Anna's my best friend, she's a sculptor.", "There's another Anna at work, Anna Whitfield, she does the accounts.")
    chat("Anna from work has a new car.")
    assert _active(vault, memories, "Anna Whitfield") == {"Anna Whitfield does the accounts.", "Anna from work has a new car."}
    assert "Anna is a sculptor." in _active(vault, memories, "best friend")


def test_she_is_whoever_was_denied_to_be_a_sister(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("Beth is my sister-in-law.")
    chat("No wait, Beth isn't my sister-in-law, she's Tom's cousin.")
    assert "Beth is Tom's cousin." in _active(vault, memories, "Beth")
    assert Entities(vault).get("Beth").entity.relation != "sister-in-law"


def test_the_sister_of_ones_mother_is_not_ones_sister(chat: Chat, vault: Vault, memories: Memories) -> None:
    chat("My mom's sister Grace who lives near Leeds is a nurse.")
    assert not any(memory.text == "Grace is the user's sister." for memory in memories.list(limit=50).memories)


def test_what_two_names_of_one_person_had_stands_once(chat: Chat, vault: Vault, learner: Learner, memories: Memories) -> None:
    entities = Entities(vault)
    entities.reconcile = learner.reconcile
    chat("Maggie lives in Leeds.", "Maggie plays the cello.")
    chat("Margaret plays the cello.", "Margaret moved to York.")
    entities.merge("Margaret", "Maggie")
    active = _active(vault, memories, "Margaret")
    assert sum("cello" in text for text in active) == 1
    assert not any("Leeds" in text for text in active)
    vault.journal.undo()
    assert any("Leeds" in text for text in _active(vault, memories, "Maggie"))
