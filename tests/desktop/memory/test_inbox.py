"""The inbox: what waits is asked about, one card each, and answered with a click or a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.memory import section
from desktop.memory.inbox import EMPTY, InboxPage
from desktop.memory.inbox_many import ABOUT, MINE, ManyDialog
from desktop.widgets.states import EmptyState
from engine import clock
from engine.memory.facts import NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.memory.records import Memory
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def inbox(workspace: Workspace, settle: Settle) -> InboxPage:
    workspace.show_memory_tab(section.INBOX)
    settle()
    return workspace.memories.inbox


@pytest.fixture
def pair(session: Session) -> tuple[Memory, Memory]:
    """A new memory that may contradict an old one."""
    conversations = session.conversations
    with clock.frozen(clock.now() - timedelta(days=30)):
        (old,) = session.learner.learn_message(conversations.say(conversations.create(), "I work at the port."))
    new = session.memories.add(NewMemory(text="The user works at the museum.", status="proposed", source="inferred"))
    with session.vault.change("learn", "Learned from a message", actor="assistant") as change:
        change.insert("review", id="r1", memory=new.row, against=old.row, reason="contradicts", at=clock.to_utc(change.at))
    return new, old


def labels(inbox: InboxPage) -> list[str]:
    return [label.text() for card in inbox.cards for label in card.findChildren(QLabel) if label.text()]


def press(inbox: InboxPage, beginning: str, settle: Settle) -> None:
    buttons = [button for card in inbox.cards for button in card.findChildren(QAbstractButton)]
    next(button for button in buttons if button.accessibleName().startswith(beginning)).click()
    settle()
    settle()


def statuses(session: Session, *memories: Memory) -> list[str]:
    return [session.memories.get(memory).status for memory in memories]


def test_where_nothing_waits_that_is_said(inbox: InboxPage, workspace: Workspace) -> None:
    (empty,) = inbox.findChildren(EmptyState)
    assert empty.title.text() == EMPTY[0]
    assert workspace.memories.tabs[section.INBOX].text() == "Inbox"


def test_what_waits_is_counted_on_the_tab_and_in_the_rail(workspace: Workspace, session: Session, settle: Settle) -> None:
    session.memories.add(NewMemory(text="The user has a boat.", status="proposed"))
    settle()
    settle()
    assert workspace.memories.tabs[section.INBOX].accessibleName() == "Inbox, 1 waiting"
    assert workspace.rail.button(1).accessibleName() == "Memory, 1 waiting in the inbox"


def test_a_proposal_is_kept_or_not(inbox: InboxPage, session: Session, unlocked: Window, settle: Settle) -> None:
    message = session.conversations.say(session.conversations.create(), "I live in Rome and I love jazz.", source="import")
    session.learner.learn_message(message)
    settle()
    settle()
    assert {"Remember this?", "Imported", "You live in Rome.", "“I live in Rome”"} <= set(labels(inbox))
    press(inbox, "Keep: You live in Rome.", settle)
    press(inbox, "Don't keep: You love jazz.", settle)
    assert {memory.text: memory.status for memory in session.memories.list().memories} == {
        "The user lives in Rome.": "active", "The user loves jazz.": "retracted",
    }  # fmt: skip
    assert inbox.cards == []
    assert unlocked.toasts.toast is not None
    assert unlocked.toasts.toast.button is not None
    unlocked.toasts.toast.button.click()
    settle()
    settle()
    assert [card.waiting.new.memory.text for card in inbox.cards] == ["The user loves jazz."]


@pytest.mark.parametrize(
    ("answer", "new", "old"),
    [
        ("The new one", "active", "superseded"), ("What I said before", "retracted", "active"), ("Both", "active", "active"),
        ("Neither", "retracted", "retracted"),
    ],
)  # fmt: skip
def test_which_is_right(answer: str, new: str, old: str, inbox: InboxPage, pair: tuple[Memory, Memory], session: Session, settle: Settle) -> None:
    settle()
    settle()
    assert {"Which is right?", "You work at the museum.", "You work at the port.", "“I work at the port”"} <= set(labels(inbox))
    press(inbox, answer, settle)
    assert statuses(session, *pair) == [new, old]
    assert inbox.cards == []


def test_by_keyboard_one_goes_from_card_to_card(inbox: InboxPage, session: Session, settle: Settle, qtbot: QtBot) -> None:
    for text in ("The user has a boat.", "The user has a kayak."):
        session.memories.add(NewMemory(text=text, status="proposed"))
    settle()
    settle()
    inbox.window().activateWindow()
    qtbot.waitUntil(inbox.window().isActiveWindow)
    first = next(b for b in inbox.cards[0].findChildren(QAbstractButton) if b.text() == "Keep")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    settle()
    settle()
    assert len(inbox.cards) == 1
    qtbot.waitUntil(lambda: (focus := inbox.window().focusWidget()) is not None and inbox.cards[0].isAncestorOf(focus))


def test_the_words_lead_to_the_chat(inbox: InboxPage, session: Session, settle: Settle, workspace: Workspace) -> None:
    place = session.conversations.create()
    session.learner.learn_message(session.conversations.say(place, "I live in Rome.", source="import"))
    settle()
    settle()
    press(inbox, "Show in chat", settle)
    assert workspace.pages.currentWidget() is workspace.chat
    assert workspace.chat.current == place.id


def test_one_key_answers_the_question_that_has_the_focus_or_the_first(
    inbox: InboxPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:  # fmt: skip
    texts = ("The user has a boat.", "The user owns a kayak.", "The user likes fog.")
    memories = [session.memories.add(NewMemory(text=text, status="proposed")) for text in texts]
    settle()
    settle()
    asked = [card.waiting.new.memory.text for card in inbox.cards]
    inbox.setFocus()
    qtbot.keyClick(inbox, Qt.Key.Key_1)
    settle()
    settle()
    state = {memory.text: status for memory, status in zip(memories, statuses(session, *memories), strict=True)}
    assert [state[text] for text in asked] == ["active", "proposed", "proposed"]
    inbox.cards[1].answers[0].setFocus()
    qtbot.keyClick(inbox.cards[1].answers[0], Qt.Key.Key_2)
    settle()
    settle()
    state = {memory.text: status for memory, status in zip(memories, statuses(session, *memories), strict=True)}
    assert [state[text] for text in asked] == ["active", "proposed", "retracted"]


def test_many_are_answered_at_once_and_taken_back_as_one_step(
    inbox: InboxPage, session: Session, unlocked: Window, settle: Settle
) -> None:  # fmt: skip
    message = session.conversations.say(session.conversations.create(), "I live in Rome and I love jazz.", source="import")
    session.learner.learn_message(message)
    other = session.memories.add(NewMemory(text="The user has a boat.", status="proposed"))
    settle()
    settle()
    inbox.many.click()
    settle()
    dialog = next(one for one in unlocked.findChildren(ManyDialog) if one.isVisible())
    assert "2 memories" in dialog.said.text() and "You live in Rome." in dialog.texts.text(), "those of one's own messages"
    dialog.which.setCurrentIndex(dialog.which.findData(ABOUT))
    settle()
    assert not dialog.yes.isEnabled()
    dialog.which.setCurrentIndex(dialog.which.findData(MINE))
    settle()
    dialog.yes.click()
    settle()
    settle()
    assert len(inbox.cards) == 1 and statuses(session, other) == ["proposed"]
    unlocked.actions_registry.run("undo")
    settle()
    settle()
    assert len(inbox.cards) == 3
