"""One selection in four views; editing in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.memory import section
from desktop.memory.model import PAGE
from desktop.memory.page import MemoryPage
from engine.memory.facts import NewMemory
from tests.desktop import demo_life

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> MemoryPage:
    demo_life.seed(session)
    session.consolidate()
    workspace.show_page(1)
    settle()
    return workspace.memory


def test_a_line_of_the_profile_is_selected_everywhere(page: MemoryPage, workspace: Workspace, session: Session, settle: Settle) -> None:
    memory = session.memories.list("Croix-Rousse").memories[0]
    workspace.show_memory_tab(section.PROFILE)
    settle()
    page.profile.buttons[memory.id].click()
    settle()
    assert page.detail.text.text() == "You live in Lyon, in Croix-Rousse."
    assert page.profile.buttons[memory.id].isChecked()
    workspace.show_memory_tab(section.BROWSE)
    settle()
    assert page.list.currentIndex().data() == "You live in Lyon, in Croix-Rousse."
    workspace.show_memory_tab(section.GRAPH)
    settle()
    assert page.graph.canvas.scene is not None
    names = {page.graph.canvas.scene.name(row) for row in page.graph.canvas.look.marked}
    assert names == {"Lyon", "Croix-Rousse"}
    assert page.detail.isVisible()


def test_whom_a_memory_speaks_of_leads_into_the_graph(page: MemoryPage, workspace: Workspace, session: Session, settle: Settle) -> None:
    page.open_memory(session.memories.list("Mila is the daughter").memories[0].id)
    settle()
    assert page.detail.detail is not None
    entity = next(row for name, _, row in page.detail.detail.entities if name == "Mila")
    page.detail.entity_opened.emit(entity)
    settle()
    assert workspace.memories.tab == section.GRAPH
    assert page.entity.name.text() == "Mila"


def test_a_selected_memory_is_found_far_down_the_list(
    page: MemoryPage, workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:  # fmt: skip
    with session.vault.change("remember", "Remembered much"):
        for number in range(2 * PAGE):
            session.memories.add(NewMemory(text=f"Memory {number:04}."))
    settle()
    oldest = session.memories.list(order="oldest").memories[0]
    page.open_memory(oldest.id)
    settle()
    assert page.list.currentIndex().row() == page.model.total - 1 or page.model.record(page.list.currentIndex().row()) is not None
    qtbot.waitUntil(lambda: page.list.currentIndex().data() == page.detail.text.text())


def test_editing_in_place_checks_dates(page: MemoryPage, session: Session, settle: Settle) -> None:
    memory = session.memories.list("camper van").memories[0]
    page.open_memory(memory.id)
    settle()
    page.detail.begin_edit()
    editor = page.detail.editor
    editor.since.setText("May 2023")
    assert not editor.save_button.isEnabled()
    assert "2024-03-01" in editor.problem.text()
    editor.since.setText("2023-05")
    editor.until.setText("2022")
    assert editor.problem.text() == "It ends before it begins."
    editor.until.setText("")
    editor.category.setCurrentText("travel")
    editor.save_button.click()
    settle()
    settle()
    changed = session.memories.get(memory.id)
    assert (changed.valid_from, changed.valid_to, changed.category, changed.precision) == ("2023-05", None, "travel", "month")


def test_every_part_has_a_name_and_f6_goes_through_them(page: MemoryPage, workspace: Workspace, settle: Settle) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QLineEdit, QScrollBar, QWidget

    page.travelling.toggle()
    settle()
    for tab in section.VIEWS:
        workspace.show_memory_tab(tab)
        settle()
        kinds = (QAbstractButton, QAbstractItemView, QAbstractSlider, QLineEdit)
        shown = [widget for kind in kinds for widget in page.findChildren(kind) if widget.isVisible() and not isinstance(widget, QScrollBar)]
        nameless = [widget for widget in shown if not widget.accessibleName() and not isinstance(widget.parent(), QLineEdit)]
        assert not nameless
        assert all(isinstance(pane, QWidget) and (pane.accessibleName() or pane is page.unchosen) for pane in workspace.memories.panes())
