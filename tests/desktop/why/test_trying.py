"""The tab that tries a question: it shows what would be used, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.memory import section
from desktop.why.trying import TryPage
from tests.desktop.cli.support import dump

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> TryPage:
    told = session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin. I am allergic to peanuts.")
    session.learner.learn_message(told)
    workspace.show_memory_tab(section.TRY)
    settle()
    return workspace.memories.trying


def test_a_question_shows_what_it_would_recall_and_stores_nothing(
    qtbot: QtBot, page: TryPage, session: Session, chat: ScriptedChat, settle: Settle
) -> None:
    before, asked = dump(session.vault), len(chat.asked)
    page.field.setText("Where does my sister live?")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    settle()
    assert page.pages.currentWidget() is page.scroll
    assert page.view.cards[0].text.text() == "Your sister Anna lives in Berlin."
    assert "would be used" in page.hint.text()
    assert all(card.without is None for card in page.view.cards)  # there is no answer to give again
    assert dump(session.vault) == before
    assert len(chat.asked) == asked


def test_nothing_typed_shows_what_it_is_for(page: TryPage, settle: Settle) -> None:
    page.field.setText("  ")
    page.run()
    settle()
    assert page.pages.currentWidget() is page.nothing


def test_what_bears_on_nothing_would_use_nothing(page: TryPage, settle: Settle) -> None:
    page.field.setText("xyzzy plugh")
    page.run()
    settle()
    receipt = page.view.receipt
    assert receipt is not None and receipt.used == ()


def test_the_palette_leads_there(workspace: Workspace, settle: Settle) -> None:
    workspace.desk.actions.run("view.try")
    settle()
    assert workspace.memories.pages.currentWidget() is workspace.memories.trying
    assert workspace.window().focusWidget() is workspace.memories.trying.field
