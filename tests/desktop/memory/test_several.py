"""Several memories selected: what is done to all of them is one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel

from desktop.memory.model import PAGE
from desktop.memory.page import MemoryPage
from engine.memory.facts import NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
TEXTS = ("Likes tea.", "You like tea.", "Drinks tea.", "Lives in Lyon.")


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> MemoryPage:
    for text in TEXTS:
        session.memories.add(NewMemory(text=text))
    workspace.show_page(1)
    settle()
    return workspace.memory


def select(page: MemoryPage, *texts: str, settle: Settle) -> None:
    page.list.clearSelection()
    for row in range(page.model.rowCount()):
        if page.model.data(page.model.index(row, 0)) in texts:
            page.list.selectionModel().select(page.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    settle()


def statuses(session: Session) -> dict[str, str]:
    return {memory.text: memory.status for memory in session.memories.list(status=("active", "archived", "trashed")).memories}


def undo(window: Window, settle: Settle) -> None:
    assert window.toasts.toast is not None
    window.toasts.toast.button.click()  # type: ignore[union-attr]
    settle()


def test_shift_and_arrows_select_more(page: MemoryPage, qtbot: QtBot, settle: Settle) -> None:
    page.browse.into_list()
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert page.bulk.isVisible()
    assert page.bulk.title.text() == "2 memories selected"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.detail.isVisible()


def test_all_are_selected_whether_read_or_not(page: MemoryPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    with session.vault.change("remember", "Remembered much"):
        for number in range(2 * PAGE):
            session.memories.add(NewMemory(text=f"Memory {number:04}."))
    settle()
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(page.bulk.several.ids) == 2 * PAGE + len(TEXTS)
    page.bulk.pin_button.click()
    settle()
    assert session.memories.list(pinned=True, limit=1).total == 2 * PAGE + len(TEXTS)


def test_all_are_archived_and_taken_back_as_one(page: MemoryPage, unlocked: Window, session: Session, settle: Settle) -> None:
    select(page, "Likes tea.", "Drinks tea.", settle=settle)
    page.bulk.archive_button.click()
    settle()
    assert [text for text, status in statuses(session).items() if status == "archived"] == ["Drinks tea.", "Likes tea."]
    undo(unlocked, settle)
    assert set(statuses(session).values()) == {"active"}


def test_merging_asks_which_one_is_kept(page: MemoryPage, unlocked: Window, session: Session, settle: Settle) -> None:
    select(page, "Likes tea.", "You like tea.", "Drinks tea.", settle=settle)
    page.bulk.merge_button.click()
    dialog = page.dialog
    next(button for button, _ in dialog.choices if button.accessibleName() == "Keep: Drinks tea.").setChecked(True)  # type: ignore[union-attr]
    dialog.yes.click()  # type: ignore[union-attr]
    settle()
    settle()
    assert statuses(session) == {"Likes tea.": "archived", "You like tea.": "archived", "Drinks tea.": "active", "Lives in Lyon.": "active"}
    assert page.detail.text.text() == "Drinks tea."
    undo(unlocked, settle)
    assert set(statuses(session).values()) == {"active"}


def test_forgetting_all_shows_what_goes(page: MemoryPage, unlocked: Window, session: Session, qtbot: QtBot, settle: Settle) -> None:
    select(page, "Likes tea.", "Lives in Lyon.", settle=settle)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    settle()
    dialog = page.dialog
    assert dialog is not None
    assert any(label.text().startswith("2 memories") for label in dialog.findChildren(QLabel))
    dialog.yes.click()  # type: ignore[attr-defined]
    settle()
    assert [text for text, status in statuses(session).items() if status == "trashed"] == ["Lives in Lyon.", "Likes tea."]
    undo(unlocked, settle)
    assert set(statuses(session).values()) == {"active"}


def test_a_category_for_all(page: MemoryPage, session: Session, settle: Settle) -> None:
    select(page, "Likes tea.", "You like tea.", settle=settle)
    page.bulk.category_asked.emit("preferences")
    settle()
    assert session.memories.list(category="preferences").total == 2


def test_what_waits_can_not_be_merged(page: MemoryPage, session: Session, settle: Settle) -> None:
    session.memories.add(NewMemory(text="Waits.", status="proposed"))
    page.filters.statuses.choose()
    settle()
    select(page, "Likes tea.", "Waits.", settle=settle)
    assert not page.bulk.merge_button.isEnabled()
