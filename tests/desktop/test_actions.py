"""One registry of actions behind menus, shortcuts and the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence

from desktop.actions import ACTIONS, SECTIONS, Actions
from desktop.shell.fuzzy import score

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window


def test_no_two_actions_share_an_id_or_a_shortcut() -> None:
    ids = [spec.id for spec in ACTIONS]
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(set(ids)) == len(ids)
    assert len(set(shortcuts)) == len(shortcuts)


def test_every_shortcut_is_one_that_qt_understands(qtbot: QtBot) -> None:
    for spec in ACTIONS:
        assert not spec.shortcut or QKeySequence(spec.shortcut)[0].key() != 0x01FFFFFF  # Key_unknown


def test_an_action_runs_what_it_is_bound_to_and_nothing_once_unbound(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    window, ran = QWidget(), []
    qtbot.addWidget(window)
    actions = Actions(window)
    assert not actions["chat.new"].isEnabled()
    actions.bind("chat.new", lambda: ran.append("new"))
    actions.run("chat.new")
    actions.unbind("chat.new")
    actions.run("chat.new")
    assert ran == ["new"]


def test_the_menu_holds_every_action(unlocked: Window) -> None:
    menu = unlocked.actions_registry.menu(unlocked)
    shown = [action.text() for part in menu.actions() for action in part.menu().actions()]
    assert [part.text() for part in menu.actions()] == list(SECTIONS)
    assert sorted(shown) == sorted(spec.title for spec in ACTIONS)


def test_an_unlocked_window_has_something_to_do_for_every_action(unlocked: Window) -> None:
    assert set(unlocked.actions_registry._handlers) == {spec.id for spec in ACTIONS}


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("new", "New chat", "Add a memory"),
        ("lock", "Lock Alcove", "New chat"),
        ("go mem", "Go to Memory", "Go to Chat"),
        ("anw", "Answer again", "Quit"),
    ],
)
def test_the_palette_ranks_what_is_meant_first(query: str, better: str, worse: str) -> None:
    assert score(query, better) > score(query, worse)


def test_the_palette_finds_actions_by_other_words_too() -> None:
    assert score("remember", "Add a memory", "Memory remember note") > 0
    assert score("xyzzy", "Add a memory", "Memory remember note") == 0
