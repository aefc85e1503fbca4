"""The time slider: what was believed on a day, in all four views, unmistakably."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.memory import section
from desktop.memory.page import MemoryPage
from engine import clock
from engine.memory.facts import NewEntity, NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
MARCH, JUNE = (datetime(2024, month, 10, 12, tzinfo=UTC) for month in (3, 6))
THEN = date(2024, 4, 1)


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> MemoryPage:
    """Lyon from March 2024 on, Ghent from June on."""
    user = NewEntity("user", "user", role="subject")
    with clock.frozen(MARCH):
        lyon = session.memories.add(NewMemory(text="The user lives in Lyon.", category="home", mentioned_at=MARCH, valid_from="2024-03",
                                              entities=(user, NewEntity("Lyon", "place"))))  # fmt: skip
    with clock.frozen(JUNE):
        ghent = session.memories.add(NewMemory(text="The user lives in Ghent.", category="home", mentioned_at=JUNE, valid_from="2024-06",
                                               entities=(user, NewEntity("Ghent", "place"))))  # fmt: skip
        session.memories.supersede(lyon, ghent)
    workspace.show_page(1)
    settle()
    return workspace.memory


def listed(page: MemoryPage) -> list[str]:
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def test_the_list_shows_what_was_believed_and_says_so(page: MemoryPage, settle: Settle) -> None:
    assert listed(page) == ["You live in Ghent."]
    page.look_at(THEN)
    settle()
    assert listed(page) == ["You live in Lyon."]
    assert page.past.isVisible()
    assert page.past.said.text() == "As of 1 April 2024"
    assert page.frame.property("past") == "true"
    page.past.back.click()
    settle()
    assert listed(page) == ["You live in Ghent."]
    assert not page.past.isVisible()
    assert page.frame.property("past") == "false"


def test_the_details_are_of_then_and_nothing_can_be_changed(page: MemoryPage, session: Session, settle: Settle) -> None:
    lyon = session.memories.list("Lyon", status="superseded").memories[0]
    page.open_memory(lyon.id)
    settle()
    assert page.detail.state.text() == "past"
    page.look_at(THEN)
    settle()
    assert page.detail.text.text() == "You live in Lyon."
    assert not page.detail.state.isVisible()
    assert not page.detail.buttons.isVisible()
    for action in ("memory.edit", "memory.forget", "memory.pin", "memory.erase"):
        assert not page.desk.actions[action].isEnabled()
    page.forget()
    settle()
    assert page.dialog is None
    page.travelling.back()
    settle()
    assert page.detail.buttons.isVisible()


def test_what_was_not_known_then_says_so_and_comes_back(page: MemoryPage, session: Session, settle: Settle) -> None:
    ghent = session.memories.list("Ghent").memories[0]
    page.open_memory(ghent.id)
    settle()
    page.look_at(THEN)
    settle()
    assert page.unchosen.isVisible()
    assert page.unchosen.title.text() == "Not known then"
    page.look_at(None)
    settle()
    assert page.detail.text.text() == "You live in Ghent."


def test_graph_timeline_and_profile_look_back_too(page: MemoryPage, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    page.look_at(THEN)
    workspace.show_memory_tab(section.GRAPH)
    settle()
    assert page.graph.canvas.scene is not None
    assert {node.name for node in page.graph.canvas.scene.nodes.values() if node.kind == "place"} == {"Lyon"}
    workspace.show_memory_tab(section.TIMELINE)
    settle()
    qtbot.waitUntil(lambda: not page.timeline.canvas.waiting)
    settle()
    assert [placed.mark.text for placed in page.timeline.canvas.placed] == ["The user lives in Lyon."]
    assert page.timeline.canvas.past
    workspace.show_memory_tab(section.PROFILE)
    settle()
    assert [line.text for line in page.profile.lines or ()] == ["The user lives in Lyon."]


def test_the_slider_goes_by_days_and_the_arrows_by_what_was_told(page: MemoryPage, qtbot: QtBot, settle: Settle) -> None:
    page.desk.actions.run("memory.past")
    settle()
    slider = page.travelling.bar.slider
    assert slider.isVisible()
    assert slider.first == MARCH.astimezone().date()
    assert page.selection.day is None
    page.travelling.bar.before.click()
    settle()
    assert page.selection.day == JUNE.astimezone().date()
    page.travelling.bar.before.click()
    settle()
    assert page.selection.day == MARCH.astimezone().date()
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.selection.day == date(2024, 3, 11))
    assert slider.accessibleDescription() == "11 March 2024"
    qtbot.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.selection.day is None)
    page.travelling.bar.close_button.click()
    assert not page.travelling.bar.isVisible()


def test_an_earlier_version_is_read_compared_and_restored(page: MemoryPage, session: Session, settle: Settle) -> None:
    with clock.frozen(MARCH):
        memory = session.memories.add(NewMemory(text="The spare key is with Tom.", category="home", mentioned_at=MARCH))
    with clock.frozen(JUNE):
        session.memories.edit(memory, text="The spare key is with Tina.")
    page.look_at(THEN)
    settle()
    page.open_memory(memory.id)
    settle()
    assert page.detail.text.text() == "The spare key is with Tom."
    page.look_at(None)
    settle()
    assert page.detail.text.text() == "The spare key is with Tina."
    assert page.detail.detail is not None
    step = page.detail.detail.steps[0]
    assert step.text[1:] == (("removed", "Tom."), ("added", "Tina."))
    page.detail.version_asked.emit(memory.id, step.earlier)
    settle()
    settle()
    assert session.memories.get(memory.id).text == "The spare key is with Tom."
    assert session.memories.get(memory.id).version == 3
