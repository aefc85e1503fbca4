"""What consolidation makes, in the prompts and answers of a capable model."""

from __future__ import annotations

from engine import clock
from engine.memory.facts import NewMemory
from engine.session import Session
from tests.desktop.support import ScriptedChat
from tests.engine.learning.consolidation.conftest import LONG_AGO, NOW, Store


def capable(store: Store, *answers: str) -> tuple[Session, ScriptedChat]:
    chat = ScriptedChat(*answers, small=False)
    return Session(store.vault, chat=chat), chat  # type: ignore[arg-type]


def test_the_profile_stands_at_the_beginning_of_the_prompt_and_stays_the_same(store: Store) -> None:
    store.session.memories.add(NewMemory("The user is allergic to peanuts.", category="health", subject="user", mentioned_at=NOW))
    store.tidy()
    session, chat = capable(store, "Hello.", "Good.")
    place = session.conversations.create()
    session.assistant.reply(place, "Tell me something nice.")
    store.session.memories.add(NewMemory("The user lives in Lyon.", category="place", subject="user", mentioned_at=NOW))
    store.tidy()
    session.assistant.reply(place, "And another nice thing, please.")
    first, second = (str(asked[0].content) for asked in chat.asked[-2:])
    assert "- The user is allergic to peanuts." in first
    assert first == second
    session.forgetting.forget([session.memories.list("peanuts").ids[0]])
    session.assistant.reply(place, "Once more, please.")
    assert "peanuts" not in str(chat.asked[-1])


def test_a_tiny_model_is_not_burdened_with_it(store: Store) -> None:
    store.session.memories.add(NewMemory("The user is allergic to peanuts.", category="health", subject="user", mentioned_at=NOW))
    store.tidy()
    chat = ScriptedChat("Hello.", small=True)
    session = Session(store.vault, chat=chat)  # type: ignore[arg-type]
    session.assistant.reply(session.conversations.create(), "Tell me a joke about a fox.")
    assert "peanuts" not in str(chat.asked)


def test_a_summary_never_answers_for_a_fact(store: Store) -> None:
    lines = ("My sister Anna lives in Berlin.", "I work at Bosch as an engineer.", "I am allergic to peanuts.", "I play the cello on Thursdays.")
    store.say(store.place(), *lines, learn=True)
    store.tidy()
    session = Session(store.vault)
    turn = session.assistant.reply(session.conversations.create(), "Where does my sister live?")
    assert "Berlin" in turn.answer.text
    assert "Conversation of" not in turn.answer.text
    assert "Bosch" not in turn.answer.text


def test_a_memory_set_aside_comes_back_when_an_answer_stands_on_its_message(store: Store) -> None:
    message = store.say(store.place(), "The neighbour's fence is green.")
    with clock.frozen(LONG_AGO):
        fence = store.note("The neighbour's fence is green.", said_in=message, importance=0.4)
    store.tidy()
    assert store.status(fence) == "archived"
    session, _ = capable(store, "The neighbour's fence is green.")
    session.assistant.reply(session.conversations.create(), "What colour is the neighbour's fence?")
    assert store.status(fence) == "active"


def test_who_approves_everything_gets_no_models_words(store: Store) -> None:
    lines = ("My sister Anna lives in Berlin.", "I work at Bosch as an engineer.", "I am allergic to peanuts.", "I play the cello on Thursdays.")
    store.say(store.place(), *lines, learn=True)
    session, chat = capable(store, "The user works at Bosch and is allergic to peanuts.")
    session.settings.put("review", "everything")
    assert session.consolidate().done["summaries"] == 1
    assert chat.asked == []


def test_a_summary_of_a_model_is_asked_for_beside_the_answers(store: Store) -> None:
    lines = ("My sister Anna lives in Berlin.", "I work at Bosch as an engineer.", "I am allergic to peanuts.", "I play the cello on Thursdays.")
    store.say(store.place(), *lines, learn=True)
    session, chat = capable(store, "The user works at Bosch and is allergic to peanuts.")
    assert session.consolidate().done["summaries"] == 1
    assert store.texts("kind = 'summary'") == ["Conversation of 25 January 2025: The user works at Bosch and is allergic to peanuts."]
    assert len(chat.asked) == 1
