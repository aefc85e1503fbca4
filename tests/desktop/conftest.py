"""Windows over real vaults, with a scripted model where an answer matters. Nothing here makes a QApplication: `qtbot` does."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from desktop.chat.thread import Thread
from desktop.tasks import Tasks
from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat, session_with

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session


@pytest.fixture(scope="session")
def real_models() -> str:
    """The folder of the default models."""
    from models.catalogue import default
    from models.install import install
    from models.paths import models_dir

    for purpose in ("chat", "embed"):
        install(default(purpose))
    return str(models_dir())


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """The lanes, as in the program: garbage is searched for on this thread alone. A thread that does not end in time fails the test."""
    gc.disable()
    made = Tasks()
    yield made
    assert made.stop(5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()


@pytest.fixture
def chat() -> ScriptedChat:
    """The model of the window under test: set its `answers`."""
    return ScriptedChat("That is good to know.")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The data folder."""
    folder = tmp_path / "alcove"
    folder.mkdir()
    return folder


@pytest.fixture
def make_window(qtbot: QtBot, tasks: Tasks, home: Path, chat: ScriptedChat) -> Iterator[Callable[[], Window]]:
    """Makes windows over `home`; they are closed at the end, and no timer of theirs may run on."""
    from desktop.shell.window import Window

    made: list[Window] = []

    def make() -> Window:
        window = Window(home, tasks, argon=FAST, open_session=session_with(chat))
        window.show()
        made.append(window)
        qtbot.waitUntil(lambda: window.door is None or window.door.flow is not None)
        return window

    yield make
    for window in made:
        window.close()
    qtbot.waitUntil(lambda: tasks.idle, timeout=10_000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [timer for window in made for timer in window.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()]
    for window in made:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not running, "timers still run in a closed window"


@pytest.fixture
def unlocked(qtbot: QtBot, home: Path, make_window: Callable[[], Window]) -> Window:
    """A window whose vault is open."""
    from desktop.onboarding.flow import Step
    from engine.vault.vault import Vault

    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FAST)
    vault.close()
    window = make_window()
    assert window.door is not None
    door = window.door
    page = door.pages[Step.UNLOCK]
    page.field.setText(PASSPHRASE)  # type: ignore[attr-defined]
    page.submit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door.pages, timeout=10_000)
    if window.workspace is None:
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.workspace is not None)
    qtbot.waitUntil(lambda: window.tasks.idle)
    return window


@pytest.fixture
def workspace(unlocked: Window) -> Workspace:
    """The unlocked window's pages."""
    assert unlocked.workspace is not None
    return unlocked.workspace


@pytest.fixture
def session(unlocked: Window) -> Session:
    """The engine under the window: for arranging, and for looking at what is stored."""
    assert unlocked.session is not None
    return unlocked.session


@pytest.fixture
def settle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is being read or written, and everything is shown."""

    def wait() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: tasks.idle, timeout=10_000)
            qtbot.waitUntil(lambda: all(one.complete for one in QApplication.allWidgets() if isinstance(one, Thread)), timeout=10_000)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


@pytest.fixture
def gate(chat: ScriptedChat) -> Iterator[threading.Semaphore]:
    """Holds the model back: each release lets one piece through."""
    chat.gate = threading.Semaphore(0)
    yield chat.gate
    for _ in range(2000):
        chat.gate.release()
