"""The icon in the tray, and closing the window into it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.shell.state import WindowState
from desktop.shell.tray import Tray

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

Settle = Callable[[], None]


class Icon(QSystemTrayIcon):
    """The screen of the tests has no tray: stands in for what a panel would show."""

    shown = False

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False

    def isVisible(self) -> bool:  # noqa: N802
        return self.shown


@pytest.fixture(autouse=True)
def with_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.shell.tray.QSystemTrayIcon", Icon)
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))


@pytest.fixture
def tray(unlocked: Window, workspace: Workspace, settle: Settle) -> Tray:
    """Of an open window that is to stay in it."""
    workspace.desk.session.settings.put("close_to_tray", True)
    settle()
    return unlocked.outside.tray


@pytest.mark.qt_log_ignore("does not support raise")
def test_closing_leaves_the_window_in_the_tray_once_that_is_switched_on(unlocked: Window, tray: Tray, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(unlocked.closed):
        unlocked.close()
    assert unlocked.isHidden()
    assert unlocked.workspace is not None, "and open"
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert unlocked.isVisible()


def test_unless_it_is_switched_on_closing_ends(unlocked: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unlocked.closed):
        unlocked.close()
    assert not unlocked.outside.tray.icon.isVisible()


def test_quit_ends_and_so_does_the_end_of_the_session(unlocked: Window, tray: Tray, qtbot: QtBot) -> None:
    unlocked.close()
    with qtbot.waitSignal(unlocked.closed):
        tray.entries["quit"].trigger()
    assert unlocked.workspace is None


def test_where_the_tray_is_gone_closing_ends(unlocked: Window, tray: Tray, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: False))
    with qtbot.waitSignal(unlocked.closed):
        unlocked.close()


def test_that_it_goes_on_is_said_once(unlocked: Window, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(unlocked.outside.notifier, "tell", lambda title, text: told.append(f"{title}. {text}"))
    for _ in range(2):
        unlocked.close()
        unlocked.show()
    assert told == ["Alcove is still here. Its window is closed; the icon in the tray opens it again. Quit ends it."]


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_new_chat_comes_with_the_window(unlocked: Window, workspace: Workspace, tray: Tray, settle: Settle) -> None:
    workspace.desk.actions.run("view.settings")
    unlocked.close()
    tray.entries["new"].trigger()
    settle()
    assert unlocked.isVisible()
    assert workspace.pages.currentWidget() is workspace.chat


def test_it_shows_whether_the_vault_is_open_and_no_word_of_what_is_in_it(unlocked: Window, workspace: Workspace, tray: Tray, settle: Settle) -> None:
    session = workspace.desk.session
    place = session.conversations.create()
    session.conversations.say(place, "The spare key is with Tom of Quillamore.")
    workspace.chat.open(place.id)
    settle()
    size = QSize(32, 32)
    opened = tray.icon.icon().pixmap(size).toImage()
    assert tray.icon.toolTip() == "Alcove"
    tray.entries["lock"].trigger()
    settle()
    assert unlocked.workspace is None
    assert tray.icon.toolTip() == "Alcove: locked"
    assert tray.icon.icon().pixmap(size).toImage() != opened
    assert [name for name, entry in tray.entries.items() if entry.isEnabled()] == ["open", "quit"]


def test_locked_it_still_closes_into_the_tray_and_a_new_start_stays_there(unlocked: Window, tray: Tray, settle: Settle, home: Path) -> None:
    unlocked.close()
    unlocked.lock()
    settle()
    assert unlocked.isHidden()
    unlocked.show()
    unlocked.close()
    assert unlocked.isHidden()
    assert WindowState(home).take_hidden()
    assert not WindowState(home).take_hidden(), "once"


def test_a_window_that_was_there_when_it_locked_comes_back(unlocked: Window, tray: Tray, settle: Settle, home: Path) -> None:
    unlocked.lock()
    settle()
    assert not WindowState(home).take_hidden()


SYSTEM_QUIT = """
import sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from desktop import app
from desktop.shell.tray import Tray
from desktop.shell.window import Window
Tray.available = staticmethod(lambda: True)
shown = Window.show
def show(window):
    shown(window)
    window.state.close_to_tray = True
    QTimer.singleShot(0, window.close)
    QTimer.singleShot(50, lambda: print(window.isHidden(), flush=True))
    QTimer.singleShot(100, QApplication.quit)
Window.show = show
sys.exit(app.main(["alcove"]))
"""


def test_the_systems_own_quit_ends_it_from_the_tray(tmp_path: Path) -> None:
    """In a process of its own: the real program."""
    environment = {**os.environ, "ALCOVE_HOME": str(tmp_path / "alcove"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", SYSTEM_QUIT], capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
