"""The graph, with the real widgets and a real vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.graph.view import GraphView
from desktop.memory import section
from tests.desktop import demo_life

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def graph(workspace: Workspace, session: Session, settle: Settle) -> GraphView:
    demo_life.seed(session)
    workspace.show_memory_tab(section.GRAPH)
    settle()
    view = workspace.memory.graph
    view.canvas.settle()
    return view


def row(graph: GraphView, name: str) -> int:
    assert graph.canvas.scene is not None
    return next(row for row, node in graph.canvas.scene.nodes.items() if node.name == name)


def choose(graph: GraphView, name: str, qtbot: QtBot, settle: Settle) -> int:
    found = row(graph, name)
    qtbot.mouseClick(graph.canvas, Qt.MouseButton.LeftButton, pos=graph.canvas.place(found).toPoint())
    settle()
    graph.canvas.settle()
    return found


def test_an_empty_vault_says_what_appears_here(workspace: Workspace, settle: Settle) -> None:
    workspace.show_memory_tab(section.GRAPH)
    settle()
    assert workspace.memory.graph.empty.isVisible()


def test_the_user_is_in_the_middle(graph: GraphView) -> None:
    shown = graph.canvas.scene
    assert shown is not None
    assert shown.places[shown.user] == (0.0, 0.0)
    assert shown.name(shown.user) == "You"
    assert "people, places and things" in graph.status.text()


def test_a_click_shows_who_it_is_and_what_is_remembered(graph: GraphView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    choose(graph, "Anna", qtbot, settle)
    pane = workspace.memory.entity
    assert pane.isVisible()
    assert pane.name.text() == "Anna"
    assert pane.about is not None
    assert {beside.name: beside.relation for beside in pane.about.beside}["Jonas"] == "partner"
    assert "Jonas is Anna's partner." in [memory.text for memory in pane.about.memories]
    assert "Anna, sister" in graph.canvas.accessible_value()


def test_a_memory_of_it_is_opened_and_marks_whom_it_speaks_of(graph: GraphView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    choose(graph, "Jonas", qtbot, settle)
    page = workspace.memory
    assert page.entity.about is not None
    page.entity.memory_chosen.emit(next(memory.id for memory in page.entity.about.memories if "partner" in memory.text))
    settle()
    assert page.detail.isVisible()
    assert page.detail.text.text() == "Jonas is Anna's partner."
    assert graph.canvas.look.marked == {row(graph, "Anna"), row(graph, "Jonas")}


def test_a_line_shows_what_ties_two(graph: GraphView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    shown = graph.canvas.scene
    assert shown is not None
    pair = {row(graph, "Hugo"), row(graph, "Leïla")}
    number = next(number for number, tie in enumerate(shown.ties) if {tie.one, tie.other} == pair)
    graph.canvas.tie_chosen.emit(number)
    settle()
    assert workspace.memory.entity.name.text() in ("Hugo and Leïla", "Leïla and Hugo")
    assert [memory.text for memory in workspace.memory.entity.about.memories] == ["Hugo and Leïla are married."]  # type: ignore[union-attr]


def test_the_keyboard_walks_opens_unfolds_and_centres(graph: GraphView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    canvas = graph.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_U)
    settle()
    assert canvas.scene is not None
    assert graph.selection.entity == canvas.scene.user
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    settle()
    first = graph.selection.entity
    assert first not in (0, canvas.scene.user)
    qtbot.keyClick(canvas, Qt.Key.Key_E)
    settle()
    assert graph.asked.expanded == (first,)
    qtbot.keyClick(canvas, Qt.Key.Key_C)
    settle()
    assert canvas.scene.places[first] == (0.0, 0.0)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert workspace.window().focusWidget() is workspace.memory.entity
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    settle()
    assert graph.selection.entity == 0


def test_plus_and_minus_zoom_and_nought_shows_everything(graph: GraphView, qtbot: QtBot) -> None:
    canvas = graph.canvas
    before = canvas.zoom
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom > before
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom < before
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scene is not None
    room = canvas.rect().adjusted(-4, -4, 4, 4)
    assert all(room.contains(canvas.place(row).toPoint()) for row in canvas.scene.order)


def test_dragging_moves_the_picture(graph: GraphView, qtbot: QtBot) -> None:
    canvas = graph.canvas
    before = canvas.place(canvas.scene.user)  # type: ignore[union-attr]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    qtbot.mouseMove(canvas, QPoint(64, 34))
    canvas.mouseMoveEvent(_move(64, 34))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(64, 34))
    after = canvas.place(canvas.scene.user)  # type: ignore[union-attr]
    assert (round(after.x() - before.x()), round(after.y() - before.y())) == (60, 30)


def test_the_way_between_two(graph: GraphView, qtbot: QtBot, settle: Settle) -> None:
    choose(graph, "Elise", qtbot, settle)
    qtbot.keyClick(graph.canvas, Qt.Key.Key_P)
    assert "should lead" in graph.status.text()
    choose(graph, "the allotment", qtbot, settle)
    assert graph.status.text() == "2 steps: Elise → Tom → the allotment"
    qtbot.keyClick(graph.canvas, Qt.Key.Key_Escape)
    settle()
    assert graph.asked.way == ()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the names that fit come in a window of their own
def test_somebody_is_found_by_name(graph: GraphView, qtbot: QtBot, settle: Settle) -> None:
    graph.find.setFocus()
    qtbot.keyClicks(graph.find, "sofi")
    qtbot.waitUntil(lambda: [known.entity.name for known in graph._found] == ["Sofia"])
    qtbot.keyClick(graph.find, Qt.Key.Key_Return)
    settle()
    assert graph.selection.entity == row(graph, "Sofia")


def test_time_narrows_the_picture(graph: GraphView, settle: Settle) -> None:
    graph.period.choose("2021", ("2021", "2022"))
    settle()
    assert graph.canvas.scene is not None
    names = {node.name for node in graph.canvas.scene.nodes.values() if node.memories}
    assert {"Anna", "Berlin", "Lisbon", "Jonas"} <= names
    assert "Tom" not in names


def test_the_list_is_asked_for_all_of_somebody(graph: GraphView, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    choose(graph, "Leïla", qtbot, settle)
    workspace.memory.entity.list_button.click()
    settle()
    assert workspace.memories.tab == section.BROWSE
    assert workspace.memory.model.total == 2
    assert "Leïla" in workspace.memory.filters.about.text()


def test_another_name_is_given_and_two_become_one(
    graph: GraphView, workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:  # fmt: skip
    choose(graph, "Karim", qtbot, settle)
    page = workspace.memory
    page.entity.rename_button.click()
    dialog = page.dialog
    dialog.field.setText("Karim B.")  # type: ignore[union-attr]
    settle()
    dialog.yes.click()  # type: ignore[union-attr]
    settle()
    assert session.entities.get("Karim B.").entity.name == "Karim B."
    settle()
    page.entity.rename_button.click()
    dialog = page.dialog
    dialog.field.setText("Marc")  # type: ignore[union-attr]
    settle()
    assert dialog.yes.text() == "Merge"  # type: ignore[union-attr]
    dialog.yes.click()  # type: ignore[union-attr]
    settle()
    assert session.entities.get("Karim B.").entity.name == "Marc"


def _move(x: int, y: int):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(x, y), QPointF(x, y), left, left, Qt.KeyboardModifier.NoModifier)
