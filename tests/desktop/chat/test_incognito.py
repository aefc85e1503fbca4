"""The incognito chat of the window: unmistakable, and gone when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.chat.drafts import INCOGNITO
from desktop.chat.message import UserMessage
from desktop.chat.page import ChatPage
from engine.vault import bytescan
from tests.desktop.cli.support import dump
from tests.desktop.support import ScriptedChat

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
CANARY = "Professor Quillfeather keeps seventeen ocelots."


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> ChatPage:
    settle()
    workspace.chat.desk.actions.run("chat.incognito")
    return workspace.chat


def send(page: ChatPage, text: str, settle: Settle) -> None:
    page.composer.field.setPlainText(text)
    page.composer.send()
    settle()


def test_it_looks_like_no_other_chat(page: ChatPage) -> None:
    assert page.incognito_bar.isVisible()
    assert page.incognito_welcome.isVisible()
    assert page._right.property("role") == "incognito"
    assert page.composer.field.accessibleName() == "Incognito message"
    page.new()
    assert page.incognito_bar.isHidden()
    assert page._right.property("role") == "page"
    assert page.composer.field.accessibleName() == "Message"


def test_nothing_of_it_is_stored(page: ChatPage, session: Session, chat: ScriptedChat, home: Path, settle: Settle) -> None:
    chat.answers = ["Ocelots are lovely."]
    before = dump(session.vault)
    for text in (CANARY, f"Remember that {CANARY}", "What does Quillfeather keep?"):
        send(page, text, settle)
    page.composer.field.setPlainText("and more ocelots")
    page.composer.keep_draft()
    settle()
    thread = page.threads[INCOGNITO]
    assert thread.items()[0].message.text == CANARY
    assert dump(session.vault) == before
    session.vault.backup()
    needles = [(0, form) for word in ("quillfeather", "ocelot") for form in [*bytescan.forms(word), *bytescan.disguises(word)]]
    assert not [path for path in home.rglob("*") if path.is_file() and bytescan.search_file(path, needles)[1]]


def test_it_stays_while_one_looks_elsewhere_and_is_gone_when_it_ends(page: ChatPage, session: Session, settle: Settle) -> None:
    send(page, CANARY, settle)
    page.composer.field.setPlainText("half a thought")
    other = session.conversations.create()
    session.conversations.say(other, "Hello.")
    page.open(other.id)
    settle()
    assert page.composer.field.toPlainText() == ""
    assert page.sidebar.incognito.isVisible()
    page.sidebar.incognito.click()
    assert page.composer.field.toPlainText() == "half a thought"
    assert page.threads[INCOGNITO].items()[0].message.text == CANARY
    page.incognito_bar.end.click()
    settle()
    assert page.private.talk is None
    assert INCOGNITO not in page.threads
    assert page.composer.field.toPlainText() == ""
    assert not page.sidebar.incognito.isVisible()
    page.desk.actions.run("chat.incognito")
    assert page.incognito_welcome.isVisible()


def test_locking_ends_it(page: ChatPage, unlocked: Window, settle: Settle, qtbot: QtBot) -> None:
    send(page, CANARY, settle)
    kept = page.private.talk
    assert kept is not None
    unlocked.lock()
    qtbot.waitUntil(lambda: unlocked.door is not None and unlocked.door.flow is not None)
    assert kept.messages == []


def test_ending_it_while_an_answer_is_written_is_no_error(
    page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle, qtbot: QtBot
) -> None:
    page.composer.field.setPlainText("Tell me a very long story about ocelots.")
    page.composer.send()
    gate.release()
    qtbot.waitUntil(lambda: bool(chat.asked))
    page.private.end()
    for _ in range(200):
        gate.release()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert page.current == ""


def test_its_answers_can_be_had_again_but_not_edited(page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = ["One.", "Two."]
    send(page, "Say a number, any number, please.", settle)
    page.sending.regenerate()
    settle()
    texts = [item.message.text for item in page.threads[INCOGNITO].items()]
    assert texts == ["Say a number, any number, please.", "Two."]
    user = next(widget for widget in page.threads[INCOGNITO].messages.values() if isinstance(widget, UserMessage))
    assert user.edit_button.isHidden()
    assert not page.desk.actions["chat.edit"].isEnabled()
    assert not page.desk.actions["chat.rename"].isEnabled()


def test_a_cut_answer_is_written_on(page: ChatPage, session: Session, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers, chat.finish = ["The first half"], "length"
    send(page, "Tell me something long about foxes.", settle)
    chat.answers, chat.finish = [", and the second."], "stop"
    page.desk.actions.run("chat.continue")
    settle()
    assert [item.message.text for item in page.threads[page.current].items()][1:] == ["The first half, and the second."]
    assert session.conversations.list() == [] and not page.desk.actions["chat.continue"].isEnabled()


def test_memories_are_used_only_when_allowed(page: ChatPage, session: Session, chat: ScriptedChat, settle: Settle) -> None:
    session.learner.learn_message(session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin."))
    chat.answers = ["I see."]
    send(page, "Where does my sister live?", settle)
    assert "Berlin" not in str(chat.asked[-1])
    page.incognito_bar.allow.click()
    send(page, "Where does my sister Anna live?", settle)
    assert "Berlin" in str(chat.asked[-1])
    answer = page.threads[INCOGNITO].last("assistant")
    assert answer is not None
    assert any("Berlin" in note.text for note in answer.used)
