"""Writing on where an answer was stopped or cut."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.assistant import Answered, Event, Piece, Turn
from engine.errors import BadInput
from engine.memory.forgetting import Text
from engine.recall import rendering
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat

FOX = "Once upon a time there was a fox"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", passphrase=PASSPHRASE, argon=FAST)
    yield opened
    opened.close()


def cut(vault: Vault, *, small: bool = False) -> tuple[Session, ScriptedChat, Turn]:
    """An answer that was as long as one may be."""
    chat = ScriptedChat(FOX, small=small)
    chat.finish = "length"
    session = Session(vault, chat=chat)  # type: ignore[arg-type]
    turn = session.assistant.reply(session.conversations.create(), "Tell me a story about a fox.")
    chat.finish = "stop"
    return session, chat, turn


@pytest.mark.parametrize("small", [False, True])
def test_a_cut_answer_goes_on_in_a_version_beside_it(vault: Vault, small: bool) -> None:
    session, chat, turn = cut(vault, small=small)
    assert turn.answer.state == "partial"
    chat.answers = [" who lived in a wood."]
    seen: list[Event] = []
    whole = session.assistant.proceed(turn.answer, on_event=seen.append)
    assert whole.answer.text == f"{FOX} who lived in a wood."
    assert whole.answer.state == "complete"
    assert "".join(one.text for one in seen if isinstance(one, Piece)) == whole.answer.text, "what there was streams first"
    assert isinstance(seen[-1], Answered)
    assert chat.asked[-1][-1].role == "assistant" and chat.asked[-1][-1].content == FOX, "the prompt ends in the middle of the answer"
    assert [one.text for one in session.conversations.siblings(whole.answer)] == [FOX, whole.answer.text]
    assert session.conversations.path(session.conversations.list()[0])[-1].id == whole.answer.id


def test_a_stopped_answer_goes_on_and_can_be_stopped_again(vault: Vault) -> None:
    chat, stop = ScriptedChat("A long story that is told in many words."), threading.Event()
    session = Session(vault, chat=chat)  # type: ignore[arg-type]
    place = session.conversations.create()
    first = session.assistant.reply(place, "Tell me a story.", cancel=stop, on_event=lambda event: stop.set() if isinstance(event, Piece) else None)
    assert first.answer.state == "cancelled"
    stop.clear()
    heard: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Piece):
            heard.append(event.text)
            if len(heard) == 2:  # what there was, and the first new words
                stop.set()

    second = session.assistant.proceed(first.answer, cancel=stop, on_event=hear)
    assert second.answer.state == "cancelled"
    assert second.answer.text.startswith(first.answer.text) and len(second.answer.text) > len(first.answer.text)


def test_the_receipt_of_the_whole_holds_its_beginning_as_a_span(vault: Vault) -> None:
    session, chat, turn = cut(vault)
    chat.answers = [" who lived in a wood."]
    whole = session.assistant.proceed(turn.answer)
    receipt = rendering.render(vault, whole.receipt_id)
    assert FOX in [segment.text for segment in receipt.segments if not segment.literal]
    session.forgetting.erase([Text("upon a time there was a fox")])
    assert FOX not in "".join(segment.text for segment in rendering.render(vault, whole.receipt_id).segments)


def test_what_it_makes_up_about_the_user_is_left_out(vault: Vault) -> None:
    session, chat, turn = cut(vault)
    chat.answers = [" in a wood. Your train leaves at 17:45."]
    whole = session.assistant.proceed(turn.answer)
    assert whole.answer.text == f"{FOX} in a wood."
    assert whole.guard == "sentences dropped"


def test_a_whole_answer_a_message_of_the_user_and_a_forgotten_one_are_not_continued(vault: Vault) -> None:
    session, chat, turn = cut(vault)
    with pytest.raises(BadInput):
        session.assistant.proceed(turn.question)
    whole = session.assistant.proceed(turn.answer)
    with pytest.raises(BadInput, match="whole"):
        session.assistant.proceed(whole.answer)
    session.forgetting.forget([Text("a fox")])
    with pytest.raises(BadInput, match="forgotten"):
        session.assistant.proceed(turn.answer)
    session.chat = None
    assert len(chat.asked) == 2
