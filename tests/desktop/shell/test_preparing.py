"""What is loaded while the passphrase is typed: where, in which order, and how it gives way."""

from __future__ import annotations

import importlib.util
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.shell import preparing
from desktop.shell.preparing import ENGINE, WINDOW, Preparing

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.tasks import Tasks


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What is imported, and whether on the window's thread."""
    found: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        preparing.importlib, "import_module", lambda name: found.append((name, threading.current_thread() is threading.main_thread()))
    )
    return found


@pytest.mark.parametrize("name", [*WINDOW, *ENGINE])
def test_everything_named_is_there(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


def test_the_window_is_loaded_on_its_own_thread_and_the_engine_beside_it(qtbot: QtBot, tasks: Tasks, imported: list[tuple[str, bool]]) -> None:
    owner = QObject()
    Preparing(tasks, owner, engine=True)
    assert imported == [], "the first painting comes first"
    qtbot.waitUntil(lambda: len(imported) == len(WINDOW) + len(ENGINE))
    assert imported == [*((name, True) for name in WINDOW), *((name, False) for name in ENGINE)]


def test_between_two_modules_the_window_takes_keys(qtbot: QtBot, tasks: Tasks, imported: list[tuple[str, bool]]) -> None:
    owner, seen = QObject(), set[int]()
    Preparing(tasks, owner, engine=False)

    def turn() -> None:
        seen.add(len(imported))
        if len(imported) < len(WINDOW):
            tasks.post(turn)

    turn()
    qtbot.waitUntil(lambda: len(imported) == len(WINDOW))
    assert seen >= set(range(len(WINDOW)))


def test_once_somebody_has_typed_nothing_competes_with_opening(qtbot: QtBot, tasks: Tasks, imported: list[tuple[str, bool]]) -> None:
    owner = QObject()
    Preparing(tasks, owner, engine=True).hurry()
    qtbot.waitUntil(lambda: len(imported) == len(WINDOW))
    qtbot.waitUntil(lambda: tasks.idle)
    assert [name for name, _ in imported] == list(WINDOW)


def test_submitting_a_key_hurries(
    qtbot: QtBot, home: object, make_window: Callable[[], Window], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    from desktop.onboarding.flow import Step
    from engine.vault.vault import Vault
    from tests.desktop.support import FAST, PASSPHRASE

    hurried: list[bool] = []
    monkeypatch.setattr(Preparing, "hurry", lambda _: hurried.append(True))
    Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0].close()  # type: ignore[arg-type]
    window = make_window()
    assert window.door is not None
    qtbot.waitUntil(lambda: window._preparing is not None)
    page = window.door.pages[Step.UNLOCK]
    page.field.setText("not this one")  # type: ignore[attr-defined]
    page.submit()  # type: ignore[attr-defined]
    assert hurried == [True]


def test_stopped_it_loads_nothing_more(qtbot: QtBot, tasks: Tasks, imported: list[tuple[str, bool]]) -> None:
    owner, turned = QObject(), list[bool]()
    Preparing(tasks, owner, engine=True).stop()
    tasks.query(owner, lambda: True, turned.append)
    qtbot.waitUntil(lambda: bool(turned) and tasks.idle)
    assert imported == []
