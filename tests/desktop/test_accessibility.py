"""Everything by keyboard, with names, readable: every page of the real window, what comes over it, and the first run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QScrollArea, QWidget

from desktop.theme import Looks, theme
from desktop.widgets.basic import Label
from tests.desktop import walking

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

Settle = Callable[[], None]
LOOKS = [Looks(colours, contrast, text_size=200) for colours in ("light", "dark") for contrast in ("off", "on")]  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def usual_looks(qtbot: QtBot) -> Iterator[None]:
    yield
    theme().use(Looks("light"))


@pytest.fixture
def lived_in(workspace: Workspace, settle: Settle) -> Workspace:
    """A little of everything: chats, facts, a proposal, an instruction, something on the timeline."""
    from engine.memory.facts import NewMemory

    session = workspace.desk.session
    conversation = session.conversations.create()
    said = session.conversations.say(conversation, "My sister Anna lives in Berlin. Her birthday is on 3 February. Always answer in short sentences.")
    session.learner.learn_message(said)
    workspace.show_page(0)
    workspace.chat.open(conversation.id)
    settle()
    workspace.chat.composer.field.setPlainText("Where does my sister live?")
    workspace.chat.composer.send()
    settle()
    session.memories.add(NewMemory(text="The spare key is with Tom."))
    session.memories.add(NewMemory(text="The user likes Lisbon.", status="proposed"))
    settle()
    return workspace


def test_everything_that_takes_the_focus_has_a_name_and_is_reached_with_tab(unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    unlocked.activateWindow()
    wrong = {}
    for walk in (walking.pages, walking.over):
        for name, root in walk(unlocked, lived_in, settle):
            settle()
            found = walking.nameless(root) + walking.pointer_only(root) + walking.unreached(root)
            if found:
                wrong[name] = found
    assert wrong == {}


def test_the_checks_see_what_is_wrong(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    theme().use(Looks("light", text_size=200))
    faint, clear = Label("Hardly to be read", "body", parent=root), Label("Easy to read", "body", parent=root)
    faint.setStyleSheet("color: #c8c8c8; background: #ffffff;")
    clear.setStyleSheet("color: #303030; background: #ffffff;")
    clear.move(0, 60)
    nobody = QLineEdit(root)
    nobody.move(0, 120)
    unreachable = QPushButton("Only by pointer", root)
    unreachable.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    unreachable.move(0, 180)
    root.resize(500, 260)
    root.show()
    assert [said for said in walking.faint(root) if "Label" in said] == [said for said in walking.faint(root) if "Hardly" in said] != []
    assert ["QLineEdit" in said for said in walking.nameless(root)] == [True]
    assert ["Only by pointer" in said for said in walking.pointer_only(root)] == [True]


def test_on_the_rail_the_arrows_lead_from_page_to_page(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    unlocked.activateWindow()
    first = workspace.rail.group.button(0)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    met = set()
    for _ in workspace.rail.group.buttons():
        focus = unlocked.focusWidget()
        met.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Down)
    assert met == set(workspace.rail.group.buttons())
    assert unlocked.focusWidget() is first


@pytest.mark.parametrize("looks", LOOKS, ids=lambda looks: f"{looks.theme} {looks.high_contrast}")
def test_all_text_can_be_read(unlocked: Window, lived_in: Workspace, settle: Settle, looks: Looks) -> None:
    unlocked.resize(1300, 860)
    theme().use(looks)
    wrong = {}
    for walk in (walking.pages, walking.over):
        for name, root in walk(unlocked, lived_in, settle):
            walking.settled()
            if found := walking.faint(root):
                wrong[name] = found
    assert wrong == {}


def test_at_twice_the_size_the_window_still_fits_on_a_small_screen(unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    theme().use(Looks("light", text_size=200))
    unlocked.resize(1280, 800)
    for name, root in walking.pages(unlocked, lived_in, settle):
        walking.settled()
        assert unlocked.minimumSizeHint().width() <= 1280, name
        for area in root.findChildren(QScrollArea):  # what can't be scrolled to the side must not be cut off there
            if area.isVisible() and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff and area.widgetResizable():
                assert area.widget().width() <= area.viewport().width(), (name, area.accessibleName())


def test_the_first_run_can_be_done_by_keyboard_and_has_names(qtbot: QtBot, make_window: Callable[[], Window]) -> None:
    from desktop.onboarding.flow import Step

    window = make_window()
    assert window.door is not None
    wrong = {}
    for step in Step:
        if step is Step.OPEN:
            continue
        window.door._page(step)
        window.door.pages[step].show()
        walking.settled()
        found = walking.nameless(window) + walking.pointer_only(window)
        if found:
            wrong[step.name] = found
    assert wrong == {}


def test_the_palette_keeps_the_focus_and_gives_it_back(qtbot: QtBot, unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    unlocked.activateWindow()
    lived_in.show_page(0)
    before = unlocked.focusWidget()
    unlocked.show_palette()
    settle()
    palette = unlocked.palette_window
    assert palette is not None
    assert walking.nameless(palette) == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.list.currentIndex().row() == 1
    assert unlocked.focusWidget() is palette.field
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert unlocked.focusWidget() is before


def test_what_is_painted_tells_a_screen_reader_what_it_is_and_what_it_shows(unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    lived_in.desk.actions.run("view.graph")
    settle()
    canvas = lived_in.memory.graph.canvas
    assert canvas.scene is not None
    anna = next(row for row, node in canvas.scene.nodes.items() if node.name == "Anna")
    canvas._tell(anna)
    graph = QAccessible.queryAccessibleInterface(canvas)
    assert graph.role() == QAccessible.Role.Chart
    assert "Anna" in graph.text(QAccessible.Text.Value)
    assert "Arrow keys" in graph.text(QAccessible.Text.Description)
    lived_in.desk.actions.run("view.timeline")
    settle()
    timeline = QAccessible.queryAccessibleInterface(lived_in.memory.timeline.canvas)
    assert timeline.role() == QAccessible.Role.Chart
    assert timeline.text(QAccessible.Text.Value)


def test_every_line_of_a_list_says_what_it_shows(unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    lists: list[tuple[QWidget, str]] = []
    for name, root in walking.pages(unlocked, lived_in, settle):
        lists += [(each, name) for each in walking.shown(root) if isinstance(each, QAbstractItemView) and each.model().rowCount()]
        for view, where in lists:
            assert isinstance(view, QAbstractItemView)
            for row in range(view.model().rowCount()):
                index = view.model().index(row, 0)
                assert str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "").strip(), where
    assert lists


def test_with_less_movement_nothing_glides_or_blinks(qtbot: QtBot, unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    from PySide6.QtCore import QAbstractAnimation

    from desktop.widgets.states import Dots

    dots = Dots("Working")
    qtbot.addWidget(dots)
    dots.show()
    assert dots._timer.isActive()
    theme().use(msgspec.structs.replace(theme().looks, reduced_motion=True))
    assert not dots._timer.isActive()
    lived_in.desk.actions.run("view.graph")
    settle()
    graph = lived_in.memory.graph
    graph.centre(next(row for row in graph.canvas.scene.order if row != graph.canvas.scene.user))  # type: ignore[union-attr]
    settle()
    assert [each for each in unlocked.findChildren(QAbstractAnimation) if each.state() == QAbstractAnimation.State.Running] == []
