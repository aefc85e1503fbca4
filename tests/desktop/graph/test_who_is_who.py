"""Two that are one, and one that is two: said beside the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.memory import section
from desktop.memory.people import SplitDialog

if TYPE_CHECKING:
    from desktop.memory.page import MemoryPage
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
TOLD = ("My friend Anna lives in Berlin.", "Anna plays the cello.", "Anna has two cats.", "My colleague Annie likes tea.")


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> MemoryPage:
    place = session.conversations.create()
    for text in TOLD:
        session.learner.learn_message(session.conversations.say(place, text))
    workspace.show_memory_tab(section.GRAPH)
    settle()
    return workspace.memory


def show(page: MemoryPage, session: Session, name: str, settle: Settle) -> None:
    page.graph.show_entity(session.entities.get(name).entity.row)
    settle()


def dialog(page: MemoryPage, kind: type[QDialog]) -> Any:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def test_another_one_turns_out_to_be_the_same(page: MemoryPage, session: Session, settle: Settle) -> None:
    show(page, session, "Anna", settle)
    page.entity.same_button.click()
    settle()
    asked: Any = page.dialog
    assert not asked.yes.isEnabled()
    asked.picker.field.setText("annie")
    asked.picker.reload()
    settle()
    asked.yes.click()
    settle()
    known = session.entities.get("Anna")
    assert "Annie" in known.aliases and session.entities.get("Annie").entity.row == known.entity.row
    page.desk.actions.run("undo")
    settle()
    assert session.entities.get("Annie").entity.row != session.entities.get("Anna").entity.row


def test_one_turns_out_to_be_two(page: MemoryPage, session: Session, settle: Settle) -> None:
    show(page, session, "Anna", settle)
    page.entity.split_button.click()
    settle()
    asked = dialog(page, SplitDialog)
    items = [asked.list.item(row) for row in range(asked.list.count())]
    for item in items:
        item.setCheckState(Qt.CheckState.Checked)
    assert not asked.yes.isEnabled(), "nothing would be left of the one"
    for item in items:
        if "cello" not in item.text():
            item.setCheckState(Qt.CheckState.Unchecked)
    asked.name.setText("Anna Bell")
    asked.yes.click()
    settle()
    (moved,) = session.entities.memories("Anna Bell")
    assert "cello" in moved.text
    assert page.desk.session.entities.get("Anna Bell").entity.kind == "person"
    page.desk.actions.run("undo")
    settle()
    assert "cello" in " ".join(memory.text for memory in session.entities.memories("Anna"))


def test_who_is_known_by_one_memory_alone_is_not_two(page: MemoryPage, session: Session, settle: Settle) -> None:
    show(page, session, "Berlin", settle)
    page.entity.split_button.click()
    settle()
    assert not [one for one in page.window().findChildren(SplitDialog) if one.isVisible()]
