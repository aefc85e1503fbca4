"""Locking: what calls for it, what it closes, and how one comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop import single
from desktop.onboarding.flow import Step
from desktop.shell import screenlock
from desktop.shell import view as views
from desktop.shell.idle import Idle
from desktop.shell.state import WindowState
from desktop.shell.view import View
from desktop.shell.window import Window
from engine.memory.episodes import Conversations
from engine.memory.facts import NewMemory
from engine.vault import keyfile
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat, session_with

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from desktop.tasks import Tasks
    from engine.session import Session

Settle = Callable[[], None]
WORDS = "The spare key is with Tom of Quillamore."


def unlock(qtbot: QtBot, window: Window) -> Workspace:
    qtbot.waitUntil(lambda: window.door is not None and window.door.flow is not None)
    door = window.door
    assert door is not None
    page = door.pages[Step.UNLOCK]
    page.field.setText(PASSPHRASE)  # type: ignore[attr-defined]
    page.submit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door.pages, timeout=10_000)
    if window.workspace is None:
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    return window.workspace


def test_unlocking_shows_the_same_page_conversation_place_and_memory(
    qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle
) -> None:  # fmt: skip
    session = workspace.desk.session
    place = session.conversations.create()
    said = [session.conversations.say(place, f"{WORDS} {number} " + "words " * 200) for number in range(12)]
    memory = session.memories.add(NewMemory(text=WORDS))
    workspace.chat.open(place.id)
    settle()
    thread = workspace.chat.threads[place.id]
    thread.verticalScrollBar().setValue(thread.verticalScrollBar().maximum() // 2)
    middle = thread.topmost()
    assert middle in {message.id for message in said[2:9]}
    workspace.memory.open_memory(memory.id)
    workspace.show_page(1)
    settle()
    unlocked.lock()
    settle()
    assert WORDS not in (unlocked.home / "window.ini").read_text()
    again = unlock(qtbot, unlocked)
    settle()
    assert again.pages.currentIndex() == 1
    assert again.memory.current is not None
    assert again.memory.current.id == memory.id
    assert again.chat.current == place.id
    again.show_page(0)
    settle()
    shown = again.chat.threads[place.id].messages[middle]
    assert not shown.visibleRegion().isEmpty()
    assert views.decode(str(unlocked.state._settings.value("view", ""))) == View()


def test_what_is_gone_when_one_comes_back_is_passed_over(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle, home: Path) -> None:
    place = workspace.desk.session.conversations.create()
    memory = workspace.desk.session.memories.add(NewMemory(text=WORDS))
    workspace.chat.open(place.id)
    workspace.memory.open_memory(memory.id)
    settle()
    unlocked.lock()
    settle()
    with Vault.unlock(home, passphrase=PASSPHRASE) as vault, vault.change("erase", "Erased", undoable=False) as change:
        change.execute("DELETE FROM conversation")
        change.execute("DELETE FROM memory")
    again = unlock(qtbot, unlocked)
    settle()
    assert again.chat.current == ""
    assert again.memory.current is None


def test_an_incognito_chat_leaves_not_even_an_id(unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    workspace.chat.private.open()
    assert views.look(workspace).conversation == ""


def test_an_answer_under_way_is_stopped_and_what_was_written_is_kept(
    qtbot: QtBot, unlocked: Window, workspace: Workspace, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle, home: Path
) -> None:  # fmt: skip
    chat.answers = ["Once upon a time there was a king who had three daughters and a garden full of apples."]
    workspace.chat.composer.field.setPlainText("Tell me a story.")
    workspace.chat.composer.send()
    qtbot.waitUntil(lambda: workspace.chat.writer.writing and bool(chat.asked))
    for _ in range(3):
        gate.release()
    thread = workspace.chat.threads[workspace.chat.current]
    qtbot.waitUntil(lambda: thread.pending is not None and "time" in thread.pending.body.text)
    place = workspace.chat.current
    unlocked.lock()
    gate.release()
    settle()
    assert unlocked.session is None
    with Vault.unlock(home, passphrase=PASSPHRASE) as vault:
        question, answer = Conversations(vault).path(place)
    assert question.text == "Tell me a story."
    assert answer.state == "cancelled"
    assert answer.text.startswith("Once upon a time")
    assert "apples" not in answer.text


def test_the_program_is_started_anew_only_after_everything_is_closed(
    qtbot: QtBot, tasks: Tasks, home: Path, chat: ScriptedChat, settle: Settle
) -> None:  # fmt: skip
    Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0].close()
    closed: list[bool] = []
    window = Window(home, tasks, argon=FAST, open_session=session_with(chat), restart=lambda: closed.append(chat.closed))
    window.show()
    workspace = unlock(qtbot, window)
    vault = workspace.desk.session.vault
    settle()
    window.lock()
    qtbot.waitUntil(lambda: closed == [True], timeout=10_000)
    assert vault._root == b""
    assert window.door is None
    assert not [action.text() for action in window.actions_registry if action.isEnabled()]
    window.lock()  # a second time it has nothing to do
    window.close()
    window.deleteLater()
    settle()
    assert closed == [True]


def test_over_a_new_start_a_locked_vault_does_not_open_by_itself(
    qtbot: QtBot, make_window: Callable[[], Window], home: Path, settle: Settle
) -> None:  # fmt: skip
    Vault.create(home, key_file=keyfile.AUTOMATIC)[0].close()
    WindowState(home).lock(View())
    window = make_window()
    settle()
    assert window.workspace is None
    door = window.door
    assert door is not None
    door.pages[Step.UNLOCK].by_itself.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door.pages, timeout=10_000)
    if window.workspace is None:
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.workspace is not None)
    assert not WindowState(home).locked


def test_the_wait_after_wrong_passphrases_goes_on_over_a_new_start_and_ends(
    qtbot: QtBot, make_window: Callable[[], Window], home: Path, settle: Settle
) -> None:  # fmt: skip
    Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0].close()
    WindowState(home).count_wrong(7)
    window = make_window()
    assert window.door is not None
    page = window.door.pages[Step.UNLOCK]
    assert 25 <= page.left <= 30  # type: ignore[attr-defined]
    assert not page.next.isEnabled()  # type: ignore[attr-defined]
    page.left = 1  # type: ignore[attr-defined]
    page._count()  # type: ignore[attr-defined]
    unlock(qtbot, window)
    assert WindowState(home).wrong[0] == 0


def test_without_a_touch_for_so_many_minutes_it_locks_and_a_touch_begins_anew(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    idle = workspace.locking.away
    assert idle.running
    idle._timer.stop()
    window = unlocked.windowHandle()
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier))
    assert idle.running
    idle.passed.emit()
    assert unlocked.workspace is None
    assert unlocked.state.locked


def test_it_does_not_lock_while_an_answer_is_written(
    qtbot: QtBot, unlocked: Window, workspace: Workspace, chat: ScriptedChat, gate: threading.Semaphore
) -> None:  # fmt: skip
    workspace.chat.composer.field.setPlainText("Tell me a story.")
    workspace.chat.composer.send()
    qtbot.waitUntil(lambda: workspace.chat.writer.writing)
    workspace.locking.away.passed.emit()
    assert unlocked.workspace is workspace
    assert workspace.locking.away.running


def test_the_minutes_follow_the_setting_and_none_means_never(qtbot: QtBot, workspace: Workspace, settle: Settle) -> None:
    workspace.desk.session.settings.put("lock_minutes", 0)
    settle()
    assert not workspace.locking.away.running
    workspace.settings.appear()
    settle()
    minutes = workspace.settings.rows["lock_minutes"].control
    assert minutes.currentText() == "Never"
    minutes.choose(5)
    settle()
    assert workspace.desk.session.settings.get("lock_minutes") == 5
    assert workspace.locking.away._timer.interval() == 300_000


def test_idle_with_zero_minutes_never_begins(qtbot: QtBot, unlocked: Window) -> None:
    idle = Idle(unlocked)
    idle.set_minutes(0)
    idle.begin()
    assert not idle.running


def test_with_the_screen_it_locks_unless_that_is_switched_off(unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    workspace.desk.session.settings.put("lock_with_screen", False)
    settle()
    workspace.locking.screen.locked.emit()
    assert unlocked.workspace is workspace
    workspace.desk.session.settings.put("lock_with_screen", True)
    settle()
    workspace.locking.screen.locked.emit()
    assert unlocked.workspace is None


def test_another_process_locks_the_window_through_the_vault(qtbot: QtBot, unlocked: Window, workspace: Workspace, home: Path) -> None:
    with Vault.unlock(home, passphrase=PASSPHRASE) as other:
        other.lock_others()
        assert not other.lock_asked  # not itself
    qtbot.waitUntil(lambda: unlocked.workspace is None, timeout=10_000)


def test_what_another_process_erases_leaves_the_window_too(
    qtbot: QtBot, unlocked: Window, workspace: Workspace, home: Path, settle: Settle
) -> None:  # fmt: skip
    from engine.memory.forgetting import Forgetting
    from engine.memory.targets import Everything

    session = workspace.desk.session
    seen, unseen = session.conversations.create(), session.conversations.create()
    for place in (seen, unseen):
        session.conversations.say(place, WORDS)
        workspace.chat.open(place.id)
        settle()
    workspace.chat.open(seen.id)
    settle()
    workspace.others.look()
    settle()
    assert set(workspace.chat.threads) == {seen.id, unseen.id}
    with Vault.unlock(home, passphrase=PASSPHRASE) as other:
        Forgetting(other).erase([Everything()])
    workspace.others.look()
    settle()
    assert unseen.id not in workspace.chat.threads
    assert not [item for thread in workspace.chat.threads.values() for item in thread.items() if "Quillamore" in item.message.text]
    assert unlocked.workspace is workspace


def test_the_window_locks_other_processes_when_it_is_locked(unlocked: Window, workspace: Workspace, home: Path, settle: Settle) -> None:
    with Vault.unlock(home, passphrase=PASSPHRASE) as other:
        assert not other.lock_asked
        unlocked.lock()
        settle()
        assert other.lock_asked


def test_a_command_asks_the_window_to_lock(qtbot: QtBot, home: Path) -> None:
    listener = single.Single(home)
    answers: list[bool] = []
    with qtbot.waitSignal(listener.locked, timeout=5000), qtbot.assertNotEmitted(listener.raised):
        thread = threading.Thread(target=lambda: answers.append(single.lock_other(home)))
        thread.start()
    thread.join(5)
    listener.close()
    assert answers == [True]
    assert not single.lock_other(home)


def test_of_two_starts_at_once_one_gives_way(qtbot: QtBot, home: Path) -> None:
    first = single.Single(home)
    second = single.Single(home)
    assert (first.first, second.first) == (True, False)
    second.close()
    assert single.raise_other(home)
    first.close()


DESKTOP = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from desktop.shell.screenlock import ScreenLock

app = QCoreApplication([])
lock, heard = ScreenLock(), []
lock.locked.connect(lambda: heard.append(asked))
desktop = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
asked = ""

def say(name, path, interface, signal, *values):
    global asked
    assert desktop.registerService(name)
    asked = f"{signal}{list(values)}"
    message = QDBusMessage.createSignal(path, interface, signal)
    message.setArguments(list(values))
    desktop.send(message)
    QTimer.singleShot(150, app.quit)
    app.exec()

login, saver = "org.freedesktop.login1", "org.freedesktop.ScreenSaver"
say(login, "/org/freedesktop/login1", login + ".Manager", "PrepareForSleep", True)
say(login, "/org/freedesktop/login1", login + ".Manager", "PrepareForSleep", False)
say(login, "/org/freedesktop/login1/session/_32", login + ".Session", "Lock")
say(login, "/org/freedesktop/login1/session/c9", login + ".Session", "Lock")
say(saver, "/org/freedesktop/ScreenSaver", saver, "ActiveChanged", True)
say(saver, "/org/freedesktop/ScreenSaver", saver, "ActiveChanged", False)
say("org.example.Nobody", "/org/freedesktop/ScreenSaver", "org.example.Nobody", "ActiveChanged", True)
print(heard)
"""


def outside(*command: str, **environment: str) -> str:
    """What a command says."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no message bus here to be told on")
def test_the_desktop_tells_of_its_lock_and_of_sleep() -> None:
    """On a message bus of its own, which is the system's, too."""
    start = 'export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" XDG_SESSION_ID=2; exec "$0" -c "$1"'
    told = outside("dbus-run-session", "--", "sh", "-c", start, sys.executable, DESKTOP)
    assert told == "['PrepareForSleep[True]', 'Lock[]', 'ActiveChanged[True]']"


def test_without_a_bus_nothing_is_said_and_nothing_fails() -> None:
    script = "from PySide6.QtCore import QCoreApplication; from desktop.shell.screenlock import ScreenLock; a = QCoreApplication([]); ScreenLock()"
    nowhere = "unix:path=/nowhere"
    assert outside(sys.executable, "-c", script, DBUS_SESSION_BUS_ADDRESS=nowhere, DBUS_SYSTEM_BUS_ADDRESS=nowhere) == ""


@pytest.mark.parametrize(("identity", "path"), [("", ""), ("2", "/org/freedesktop/login1/session/_32"), ("c1", "/org/freedesktop/login1/session/c1")])
def test_the_path_of_the_session_is_written_as_logind_writes_it(identity: str, path: str) -> None:
    assert screenlock.session_path(identity) == path


def test_while_a_look_is_due_further_writes_do_not_wake_the_window(qtbot: QtBot, workspace: Workspace, session: Session, settle: Settle) -> None:
    others, watched = workspace.others, set(workspace.others._files.files())
    assert len(watched) == 2, "the database and its log"
    session.memories.add(NewMemory(text="Somebody has just written this."))
    qtbot.waitUntil(lambda: others._soon.isActive())
    assert others._files.files() == []
    qtbot.waitUntil(lambda: not others._soon.isActive())
    settle()
    assert set(others._files.files()) == watched
