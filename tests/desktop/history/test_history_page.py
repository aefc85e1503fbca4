"""The history page: what was done, by day and by whom; a step is looked at and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.history import wording
from desktop.history.page import HistoryPage
from engine.memory.facts import NewMemory

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.memory.records import Memory
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def edited(session: Session) -> Memory:
    """A memory that was edited once."""
    return session.memories.edit(session.memories.add(NewMemory("The user plays the tuba.")), text="The user plays the cello.")


@pytest.fixture
def page(edited: Memory, workspace: Workspace, settle: Settle) -> HistoryPage:
    workspace.desk.actions.run("view.history")
    settle()
    return workspace.history


def choose(page: HistoryPage, label: str, settle: Settle) -> None:
    step = next(step for step in page.model.steps if step.label == label)
    page.list.setCurrentIndex(page.model.find(step.id))
    settle()


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_steps_stand_under_their_day_the_newest_first(page: HistoryPage) -> None:
    shown = [page.model.data(page.model.index(n, 0)) for n in range(page.model.rowCount())]
    assert shown[:3] == ["Today", "Edited a memory", "Remembered something"]
    assert "You · " in page.model.data(page.model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)


def test_a_step_shows_before_and_after_and_is_taken_back(page: HistoryPage, session: Session, edited: Memory, settle: Settle) -> None:
    choose(page, "Edited a memory", settle)
    assert "tuba" in said(page.detail)
    assert "cello" in said(page.detail)
    assert page.detail.back is not None
    page.detail.back.click()
    settle()
    assert session.memories.get(edited.id).text == "The user plays the tuba."
    assert [wording.state(step) for step in page.model.steps[:2]] == ["", "undone"]


def test_where_later_steps_stand_on_it_they_are_listed_and_go_along_if_wanted(page: HistoryPage, session: Session, settle: Settle) -> None:
    choose(page, "Remembered something", settle)
    assert page.detail.back is not None
    page.detail.back.click()
    settle()
    settle()
    assert page.dialog is not None
    assert "Edited a memory" in said(page.dialog)
    page.dialog.yes.click()  # type: ignore[attr-defined]
    settle()
    assert session.memories.list().total == 0


def test_undo_and_redo_walk_the_users_own_steps(page: HistoryPage, session: Session, edited: Memory, settle: Settle) -> None:
    assert not page.redo_button.isEnabled()
    page.undo_button.click()
    settle()
    assert session.memories.get(edited.id).text == "The user plays the tuba."
    page.redo_button.click()
    settle()
    assert session.memories.get(edited.id).text == "The user plays the cello."
    assert not page.redo_button.isEnabled()


def test_what_was_erased_is_named_as_that(page: HistoryPage, session: Session, edited: Memory, settle: Settle) -> None:
    session.forgetting.erase([edited.id])
    settle()
    choose(page, "Edited a memory", settle)
    assert wording.ERASED in said(page.detail)
    assert page.detail.back is None
    assert "tuba" not in said(page.detail)


def test_it_is_filtered_by_who_did_it(page: HistoryPage, session: Session, settle: Settle) -> None:
    session.learner.learn_message(session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin."))
    page.filters["assistant"].click()
    settle()
    assert {step.who for step in page.model.steps} == {"assistant"}
    page.filters["import"].click()
    settle()
    assert page.model.steps == []
    assert page.nothing.isVisible()


def test_the_chain_is_checked_and_an_altered_step_is_told(page: HistoryPage, session: Session, settle: Settle) -> None:
    page.check_button.click()
    settle()
    assert page.checked.text() == "2 steps, nothing altered"
    with session.vault.database.maintenance() as connection:
        connection.execute("UPDATE journal SET label = 'Nothing' WHERE row = 1")
    page.check_button.click()
    settle()
    assert page.checked.text() == "1 of 2 steps were altered outside of Alcove"


def test_a_long_history_is_read_page_by_page(page: HistoryPage, session: Session, edited: Memory, settle: Settle) -> None:
    for n in range(150):
        session.memories.pin(edited, bool(n % 2))
    page.reload()
    settle()
    assert len(page.model.steps) == 100
    page.model.fetchMore(page.model.index(-1, 0))
    settle()
    numbers = [entry.row for step in page.model.steps for entry in step.entries]
    assert numbers == list(range(session.vault.journal.head()[0], 0, -1))


def test_every_part_has_an_accessible_name(page: HistoryPage, settle: Settle) -> None:
    choose(page, "Edited a memory", settle)
    assert [button for button in page.findChildren(QAbstractButton) if button.isVisible() and not button.accessibleName()] == []
    assert page.list.accessibleName()
    assert page.detail.accessibleName()
