"""“Continue” under an answer that was stopped or cut."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.chat.message import AnswerMessage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.chat.page import ChatPage
    from desktop.shell.workspace import Workspace
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]
BEGUN = "The first half of a long answer"


@pytest.fixture
def page(workspace: Workspace, chat: ScriptedChat, settle: Settle, qtbot: QtBot) -> ChatPage:
    chat.answers, chat.finish = [BEGUN], "length"
    page = workspace.chat
    page.composer.field.setPlainText("Tell me something long about foxes.")
    page.composer.send()
    qtbot.waitUntil(lambda: not page.writer.writing and bool(page.current))
    settle()
    chat.finish = "stop"
    return page


def answers(page: ChatPage) -> list[AnswerMessage]:
    thread = page.threads[page.current]
    return [thread.messages[item.message.id] for item in thread.items() if item.message.role == "assistant"]  # type: ignore[misc]


def test_a_cut_answer_says_so_and_is_written_on(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    (answer,) = answers(page)
    assert answer.more_button.isVisible() and "long" in answer.state.text()
    chat.answers = [", and the second."]
    answer.more_button.click()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    (whole,) = answers(page)
    assert whole.text() == f"{BEGUN}, and the second."
    assert whole.versions.text() == "2/2", "what there was stays as a version"
    assert not whole.more_button.isVisible() and not whole.state.text()
    assert not page.desk.actions["chat.continue"].isEnabled()


def test_what_there_was_stays_on_the_screen_while_it_goes_on(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle
) -> None:
    chat.answers = [", and the second half of it."]
    page.desk.actions.run("chat.continue")
    thread = page.threads[page.current]
    qtbot.waitUntil(lambda: thread.pending is not None and thread.pending.body.text == BEGUN)
    gate.release()
    qtbot.waitUntil(lambda: thread.pending is not None and thread.pending.body.text == f"{BEGUN}, and the se")
    page.composer.button.click()
    gate.release()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    (answer,) = answers(page)
    assert answer.state.text() == "Stopped" and answer.more_button.isVisible()


def test_only_the_last_answer_is_written_on(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = ["Foxes live in woods."]
    page.composer.field.setPlainText("And where do foxes live?")
    page.composer.send()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert [one.more_button.isVisible() for one in answers(page)] == [False, False]
