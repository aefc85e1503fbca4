"""Notifications, over a message bus of their own, and where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.shell.notifier import Notifier, over_bus

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.tasks import Tasks

#: A desktop that takes notifications, and presses them.
DESKTOP = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QProcess, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection

@ClassInfo({"D-Bus Interface": "org.freedesktop.Notifications"})
class Desktop(QObject):
    ActionInvoked = Signal("uint", str)

    @Slot(result="QStringList")
    def GetCapabilities(self):
        return ["actions", "body", "body-markup"]

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(self, name, replaces, icon, title, body, actions, hints, timeout):
        print([name, replaces, icon, title, body, actions, hints, timeout], flush=True)
        QTimer.singleShot(20, lambda: self.ActionInvoked.emit(3, "default"))  # somebody else's
        QTimer.singleShot(200, lambda: self.ActionInvoked.emit(7, "default"))
        return 7

app = QCoreApplication([])
bus, desktop, alcove = QDBusConnection.sessionBus(), Desktop(), QProcess()
assert bus.registerObject("/org/freedesktop/Notifications", desktop, QDBusConnection.RegisterOption.ExportAllContents)
assert bus.registerService("org.freedesktop.Notifications")
alcove.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
alcove.finished.connect(lambda code, _: app.exit(code))
alcove.start(sys.executable, ["-c", sys.argv[1]])
sys.exit(app.exec())
"""
ALCOVE = """
from PySide6.QtWidgets import QApplication, QWidget
from desktop.shell.notifier import Notifier
from desktop.shell.tray import Tray
from desktop.tasks import Tasks

app = QApplication([])
window, tasks = QWidget(), Tasks()
notifier = Notifier(tasks, Tray(window), window)
notifier.pressed.connect(lambda: (print("pressed", flush=True), app.quit()))
notifier.tell("Two things", "10:00 Tea <with> Ana & Tom")
app.exec()
assert tasks.stop()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no message bus here")
def test_the_desktop_shows_it_and_a_press_comes_back() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = ["dbus-run-session", "--", sys.executable, "-c", DESKTOP, ALCOVE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30, env=environment)
    assert done.returncode == 0, done.stderr
    told = ["Alcove", 0, "alcove", "Two things", "10:00 Tea &lt;with&gt; Ana &amp; Tom", ["default", "Open Alcove"], {"desktop-entry": "alcove"}, -1]
    assert done.stdout.splitlines() == [str(told), "pressed"]


def test_without_a_desktop_that_takes_them_nothing_is_shown_and_nothing_fails() -> None:
    script = "from PySide6.QtCore import QCoreApplication as Q; from desktop.shell.notifier import over_bus\na=Q([])\nprint(over_bus('','',''))"
    command = [sys.executable, "-c", script]
    if shutil.which("dbus-run-session") is not None:
        command = ["dbus-run-session", "--", *command]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    )
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


def test_where_the_bus_takes_none_the_tray_tells(
    qtbot: QtBot, unlocked: Window, tasks: Tasks, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(f"{over_bus.__module__}.over_bus", lambda *_: 0)
    monkeypatch.setattr(unlocked.outside.tray, "tell", lambda title, text: told.append((title, text)))
    notifier = Notifier(tasks, unlocked.outside.tray, unlocked)
    notifier.tell("Alcove", "Something begins.")
    qtbot.waitUntil(lambda: told == [("Alcove", "Something begins.")])
    settle()
