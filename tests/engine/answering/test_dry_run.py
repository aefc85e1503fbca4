"""What a question would recall: the same as an answer to it would stand on, and not a trace of having asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from engine.answering.dry_run import dry_run
from engine.errors import BadInput
from engine.recall import rendering
from engine.recall.rendering import RenderedMemory
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.cli.support import dump
from tests.desktop.support import ScriptedChat

QUESTION = "Where does my sister live?"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


def session_of(vault: Vault, *, small: bool) -> tuple[Session, ScriptedChat]:
    chat = ScriptedChat("Your sister Anna lives in Berlin.", small=small)
    session = Session(vault, chat=chat)  # type: ignore[arg-type]
    place = session.conversations.create()
    for text in ("My sister Anna lives in Berlin.", "I am allergic to peanuts.", "Always answer in short sentences."):
        session.learner.learn_message(session.conversations.say(place, text))
    return session, chat


def outline(memories: tuple[RenderedMemory, ...]) -> list[tuple[str, int]]:
    return sorted((memory.owner_kind, memory.owner) for memory in memories if memory.fate != "in the conversation")


@pytest.mark.parametrize("small", [True, False], ids=["small", "capable"])
def test_it_uses_what_the_answer_then_uses(small: bool, vault: Vault) -> None:
    session, chat = session_of(vault, small=small)
    would = dry_run(session, QUESTION)
    assert chat.asked == []
    turn = session.assistant.reply(session.conversations.create(), QUESTION)
    did = rendering.render(vault, turn.receipt_id)
    assert outline(would.used) == outline(did.used)
    assert would.query == did.query == QUESTION
    fates = {memory.owner_id: memory.fate for memory in did.fell_out if memory.owner_id != turn.question.id}
    assert {memory.owner_id: memory.fate for memory in would.fell_out} == fates
    assert "The user's sister Anna lives in Berlin." in would.prompt


@pytest.mark.parametrize("small", [True, False], ids=["small", "capable"])
def test_it_leaves_no_trace(small: bool, vault: Vault) -> None:
    session, _ = session_of(vault, small=small)
    before = dump(vault)
    dry_run(session, QUESTION)
    dry_run(session, "Forget everything about Anna.")
    assert dump(vault) == before


def test_what_stays_out_says_why(vault: Vault) -> None:
    session, _ = session_of(vault, small=True)
    assert all(memory.fate for memory in dry_run(session, QUESTION).fell_out)


def test_instructions_in_force_are_among_what_is_used(vault: Vault) -> None:
    session, _ = session_of(vault, small=False)
    assert "instruction" in {memory.kind for memory in dry_run(session, QUESTION).used}


def test_an_empty_vault_and_an_empty_question(vault: Vault) -> None:
    session = Session(vault)
    assert dry_run(session, QUESTION).memories == ()
    assert msgspec.json.encode(dry_run(session, QUESTION))
    with pytest.raises(BadInput):
        dry_run(session, " \n")
