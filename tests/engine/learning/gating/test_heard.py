"""What the assistant had just said, and what stood in its prompt, are known: their echo is no news."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.learning.gating.heard import heard
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.support import ScriptedChat


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield Session(vault, chat=ScriptedChat("Your sister Anna lives in Berlin.", small=False))  # type: ignore[arg-type]
    vault.close()


def test_the_answer_before_and_the_memories_in_its_prompt_were_heard(session: Session) -> None:
    session.assistant.reply(session.conversations.create(), "My sister Anna lives in Berlin.")
    place = session.conversations.create()
    session.assistant.reply(place, "Where does my sister Anna live?")
    said = session.conversations.say(place, "ok thanks")
    told = heard(session.vault, said)
    assert told[0] == session.conversations.path(place)[-2].visible
    assert "The user's sister Anna lives in Berlin." in told


def test_a_first_message_heard_nothing(session: Session) -> None:
    assert heard(session.vault, session.conversations.say(session.conversations.create(), "hello")) == ()


def test_what_the_assistant_invented_is_not_learned_from_its_repetition(session: Session) -> None:
    place = session.conversations.create()
    first = session.conversations.say(place, "hello")
    session.conversations.say(place, "Anna has a dog called Rex.", role="assistant", source="generated", parent=first)
    repeated = session.conversations.say(place, "You said Anna has a dog called Rex.")
    assert session.learner.learn_message(repeated) == []
    quoted = session.conversations.say(place, "Anna has a dog called Rex.", parent=session.conversations.path(place)[1])
    assert session.learner.learn_message(quoted) == []


def test_the_users_own_restatement_adds_a_source(session: Session) -> None:
    place = session.conversations.create()
    session.assistant.reply(place, "I live in Ghent.")
    session.assistant.reply(place, "Where do I live?")
    session.assistant.reply(place, "Yes, I live in Ghent.")
    (known,) = session.memories.list(status="active").memories
    assert len(session.memories.sources(known)) == 2
