"""Under the user's messages: what was learned, with what can be done about it, and what was not kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.chat.learned import LearnedNotes
from desktop.chat.message import UserMessage
from desktop.chat.page import ChatPage
from desktop.memory import changing
from engine.learning.gating.language import NOTICE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace) -> ChatPage:
    return workspace.chat


@pytest.fixture
def said(page: ChatPage, session: Session, settle: Settle) -> Callable[..., UserMessage]:
    """Says something, learns from it, and gives its widget."""
    place = session.conversations.create()

    def say(text: str, **keeping: object) -> UserMessage:
        message = session.conversations.say(place, text)
        session.learner.learn_message(message, **keeping)  # type: ignore[arg-type]
        settle()
        page.open(place.id)
        settle()
        widget = page.threads[place.id].messages[message.id]
        assert isinstance(widget, UserMessage)
        return widget

    return say


def names(widget: QWidget) -> list[str]:
    return [button.accessibleName() for button in widget.findChildren(QAbstractButton) if not button.isHidden()]


def press(widget: QWidget, name: str) -> None:
    next(button for button in widget.findChildren(QAbstractButton) if button.accessibleName() == name).click()


def choose(learned: LearnedNotes, said: str) -> None:
    """Chooses from the menu of the first memory."""
    menu = learned.menu(learned.notes[0])
    next(action for action in menu.actions() if action.text() == said).trigger()
    menu.deleteLater()


def test_each_memory_has_a_menu_and_the_whole_step_an_undo(said: Callable[..., UserMessage]) -> None:
    learned = said("My sister Anna lives in Berlin and I am allergic to peanuts.").learned
    assert names(learned) == [
        "Remembered: Anna is your sister.", "More about: Anna is your sister.",
        "Remembered: Your sister Anna lives in Berlin.", "More about: Your sister Anna lives in Berlin.",
        "Remembered: You are allergic to peanuts.", "More about: You are allergic to peanuts.", "Undo what was remembered from this message",
    ]  # fmt: skip


def test_a_memory_is_edited_where_it_is_shown(
    qtbot: QtBot, said: Callable[..., UserMessage], session: Session, unlocked: Window, settle: Settle
) -> None:
    learned = said("I am allergic to peanuts.").learned
    choose(learned, "Edit…")
    (dialog,) = unlocked.findChildren(changing.EditDialog)
    dialog.field.setPlainText("The user is allergic to nuts.")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert "Remembered: You are allergic to nuts." in names(learned)
    assert len(session.memories.history(session.memories.list().memories[0])) == 1


def test_what_is_wrong_is_set_aside_and_comes_back_with_undo(
    said: Callable[..., UserMessage], session: Session, unlocked: Window, settle: Settle
) -> None:
    learned = said("I am allergic to peanuts.").learned
    choose(learned, "That is wrong")
    settle()
    settle()
    assert learned.isHidden()
    assert [memory.status for memory in session.memories.list().memories] == ["retracted"]
    assert unlocked.toasts.toast is not None
    assert unlocked.toasts.toast.button is not None
    unlocked.toasts.toast.button.click()
    settle()
    assert [memory.status for memory in session.memories.list().memories] == ["active"]


def test_a_kind_is_never_kept_again_and_undo_takes_all_of_it_back(
    said: Callable[..., UserMessage], session: Session, unlocked: Window, settle: Settle
) -> None:
    learned = said("I am allergic to peanuts and I love jazz.").learned
    choose(learned, "Never keep this kind…")
    settle()
    (dialog,) = unlocked.findChildren(changing.NeverDialog)
    assert dialog.kind.currentText() == "Health"
    assert dialog.forget.text() == "Also forget the one memory of this kind"
    dialog.forget.click()
    dialog.yes.click()
    settle()
    settle()
    assert session.settings.get("never_keep") == ["health"]
    assert [memory.text for memory in session.memories.list().memories] == ["The user loves jazz."]
    assert unlocked.toasts.toast is not None
    assert unlocked.toasts.toast.button is not None
    unlocked.toasts.toast.button.click()
    settle()
    assert session.settings.get("never_keep") == []
    assert session.memories.list().total == 2


def test_what_waits_is_kept_with_a_click(said: Callable[..., UserMessage], session: Session, settle: Settle) -> None:
    learned = said("I am allergic to peanuts.", status="proposed").learned
    assert "To review: You are allergic to peanuts." in names(learned)
    press(learned, "Keep: You are allergic to peanuts.")
    settle()
    settle()
    assert "Remembered: You are allergic to peanuts." in names(learned)


def test_what_was_not_kept_opens_with_its_reasons(said: Callable[..., UserMessage]) -> None:
    not_kept = said("Maybe I should get a boat. My bank PIN is 4821.").not_kept
    assert not_kept.isVisible()
    assert not_kept.toggle.text() == "2 not kept"
    not_kept.toggle.click()
    shown = [label.text() for label in not_kept.findChildren(QLabel)]
    assert shown == [
        "Maybe I should get a boat",
        "Not kept: only supposed",
        "A password, number or key",
        "Not kept: a secret is never kept as a memory",
    ]


def test_nothing_is_said_where_nobody_expects_a_memory(said: Callable[..., UserMessage]) -> None:
    widget = said("What is the capital of France?")
    assert widget.not_kept.isHidden()
    assert widget.learned.isHidden()
    assert widget.notice.isHidden()


def test_another_language_is_noticed_once(said: Callable[..., UserMessage]) -> None:
    first = said("Ich wohne in Berlin und arbeite viel.")
    assert (first.notice.isVisible(), first.notice.text()) == (True, NOTICE)
    assert said("Meine Schwester wohnt nicht in Berlin.").notice.isHidden()


def test_nothing_that_is_typed_is_stored_as_a_draft_while_secrets_are_masked(page: ChatPage, session: Session, settle: Settle) -> None:
    place = session.conversations.create()
    session.conversations.say(place, "Hello there, old friend.")
    session.conversations.set_draft(place, "typed before")
    session.settings.put("mask_secrets", True)
    settle()
    page.open(place.id)
    settle()
    page.composer.field.setPlainText("my password is hunt")
    page.composer.keep_draft()
    settle()
    assert session.conversations.draft(place) == ""
    page.new()
    settle()
    page.open(place.id)
    settle()
    assert page.composer.field.toPlainText() == "my password is hunt"
