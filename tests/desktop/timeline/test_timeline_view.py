"""The timeline, with the real widgets and a real vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.memory import section
from desktop.timeline.view import TimelineView
from engine.memory.facts import NewMemory
from engine.memory.timeline import MOST
from tests.desktop import demo_life

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


def ready(view: TimelineView, qtbot: QtBot, settle: Settle) -> TimelineView:
    """What is in view has been read."""
    settle()
    qtbot.waitUntil(lambda: not view.canvas.waiting)
    settle()
    return view


@pytest.fixture
def view(workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle) -> TimelineView:
    demo_life.seed(session)
    workspace.show_memory_tab(section.TIMELINE)
    return ready(workspace.memory.timeline, qtbot, settle)


def shown(view: TimelineView) -> list[str]:
    return [placed.mark.text for placed in view.canvas.placed]


def test_an_empty_vault_says_what_appears_here(workspace: Workspace, settle: Settle) -> None:
    workspace.show_memory_tab(section.TIMELINE)
    settle()
    assert workspace.memory.timeline.empty.isVisible()


def test_everything_is_shown_at_first_bars_where_something_held(view: TimelineView) -> None:
    bars = {placed.mark.text for placed in view.canvas.placed if placed.bar}
    assert {"The user lived in Paris.", "The user lives in Lyon, in Croix-Rousse."} <= bars
    assert "Anna moved to Berlin." in {placed.mark.text for placed in view.canvas.placed if not placed.bar}
    assert len(view.overview.counts) > 10


def test_only_the_days_in_view_are_read(view: TimelineView, qtbot: QtBot, settle: Settle) -> None:
    view.canvas.look_at(date(2021, 1, 1).toordinal(), date(2021, 1, 12).toordinal())
    ready(view, qtbot, settle)
    assert "Anna moved to Berlin." in shown(view)
    assert "The user lived in Paris." in shown(view)  # holds all the while
    assert "The user bought the camper van from Karim." not in [mark.text for mark in view.canvas.stretch.marks]
    assert view.canvas.axis.unit == "day"


def test_a_click_selects_a_memory_for_all_views(view: TimelineView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    placed = next(placed for placed in view.canvas.placed if placed.mark.text == "The user lived in Paris.")
    top = 30 + 10 + placed.lane * 27 + 10
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(int(placed.left) + 12, top))
    settle()
    assert workspace.memory.detail.text.text() == "You lived in Paris."
    workspace.show_memory_tab(section.BROWSE)
    settle()
    assert workspace.memory.list.currentIndex().data() == "You lived in Paris."


def test_a_memory_selected_elsewhere_comes_into_view(
    view: TimelineView, workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:  # fmt: skip
    view.canvas.look_at(date(2025, 10, 1).toordinal(), date(2026, 11, 1).toordinal())
    ready(view, qtbot, settle)
    memory = session.memories.list("cycled").memories[0]
    workspace.memory.open_memory(memory.id)
    ready(view, qtbot, settle)
    assert "The user cycled from Lyon to Annecy with Hugo." in shown(view)
    assert view.canvas.selected == memory.id


def test_the_keyboard_goes_through_time(view: TimelineView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    canvas = view.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    ready(view, qtbot, settle)
    first = canvas.selected
    assert first
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    ready(view, qtbot, settle)
    order = [placed.mark.id for placed in canvas.placed]
    assert order.index(canvas.selected) == order.index(first) + 1
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    ready(view, qtbot, settle)
    assert canvas.selected == first
    assert canvas.accessibleDescription()
    scale = canvas.axis.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.axis.scale > scale
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert workspace.window().focusWidget() is workspace.memory.detail
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    settle()
    assert workspace.memory.selection.memory == ""
    qtbot.keyClick(canvas, Qt.Key.Key_T)
    assert 0 < canvas.axis.x(canvas.now) < canvas.width()


def test_too_many_are_counted_and_a_column_leads_into_its_days(
    workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:  # fmt: skip
    with session.vault.change("remember", "Remembered much"):
        for number in range(MOST + 60):
            session.memories.add(NewMemory(text=f"Event {number}.", kind="episodic", valid_from=f"{2000 + number // 60}-0{1 + number % 9}-11"))
    workspace.show_memory_tab(section.TIMELINE)
    view = ready(workspace.memory.timeline, qtbot, settle)
    canvas = view.canvas
    assert canvas.placed == []
    assert sum(column.total for column in canvas.columns) == MOST + 60
    assert "counted by" in view.status.text()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):  # into the decade, the year, the month
        if canvas.columns:
            qtbot.keyClick(canvas, Qt.Key.Key_Right)
            qtbot.keyClick(canvas, Qt.Key.Key_Return)
            ready(view, qtbot, settle)
    assert canvas.columns == []
    assert canvas.stretch.marks


def test_the_chips_narrow_it(view: TimelineView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    workspace.memory.filters.kinds.choose("episodic")
    ready(view, qtbot, settle)
    assert {placed.mark.kind for placed in view.canvas.placed} == {"episodic"}


def test_the_strip_below_leads_elsewhere(view: TimelineView, qtbot: QtBot, settle: Settle) -> None:
    view.canvas.look_at(date(2026, 1, 1).toordinal(), date(2026, 6, 1).toordinal())
    ready(view, qtbot, settle)
    left = view.canvas.axis.left
    view.overview.setFocus()
    qtbot.keyClick(view.overview, Qt.Key.Key_Left)
    assert view.canvas.axis.left < left
