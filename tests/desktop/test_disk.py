"""The window on a disk that is really full, or read-only: what can't be kept is told and waits in the field, and all can be read (a small tmpfs)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from desktop.onboarding.flow import Step
from desktop.widgets.dialogs import Dialog
from engine.memory.facts import NewMemory
from engine.session import Session
from engine.vault import ballast
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE
from tests.engine.vault.test_full_disk import fill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder on a disk of its own, with room for now."""
    monkeypatch.setattr(ballast, "SIZE", 4 << 20)
    monkeypatch.setattr(ballast, "ROOM", 12 << 20)
    monkeypatch.setattr(ballast, "LOW", 1 << 20)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "none", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    folder = disk / "alcove"
    folder.mkdir()
    yield folder
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def told(window: Window) -> str:
    """What the message over the window says; it is closed."""
    (dialog,) = [one for one in window.findChildren(Dialog) if one.isVisible()]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
    return said


def test_what_can_not_be_kept_is_told_and_waits_in_the_field(
    unlocked: Window, workspace: Workspace, session: Session, home: Path, settle: Callable[[], None]
) -> None:
    chat = workspace.chat
    chat.composer.field.setPlainText("My sister Anna lives in Berlin.")
    chat.composer.send()
    settle()
    session.vault.truncate_wal()
    fill(home.parent)

    chat.new()
    chat.composer.field.setPlainText("My dentist is Dr Okafor.")
    chat.composer.send()
    settle()
    said = told(unlocked)
    assert "full" in said
    assert "Make room" in said
    assert chat.composer.field.toPlainText() == "My dentist is Dr Okafor."

    workspace.desk.actions.run("view.memories")
    settle()
    workspace.memory.search.setText("Anna")
    settle()
    assert workspace.memory.model.rowCount() >= 1, "what is there can be read"

    (home.parent / "film").unlink()
    workspace.show_page(0)
    chat.composer.send()
    settle()
    assert chat.threads[chat.current].items()[0].message.text == "My dentist is Dr Okafor."


def test_a_read_only_disk_is_told_at_unlock_and_read(home: Path, make_window: Callable[[], Window], qtbot: QtBot, settle: Callable[[], None]) -> None:
    vault, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FAST)
    session = Session(vault, chat=None, embedder=None)
    session.memories.add(NewMemory(text="Anna lives in Berlin."))
    session.close()
    subprocess.run(["mount", "-o", "remount,ro", str(home.parent)], check=True)
    window = make_window()
    assert window.door is not None
    door = window.door
    door.pages[Step.UNLOCK].field.setText(PASSPHRASE)  # type: ignore[attr-defined]
    door.pages[Step.UNLOCK].submit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door.pages, timeout=10_000)
    if window.workspace is None:
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.workspace is not None)
    settle()
    assert window.workspace is not None
    assert window.toasts.toast is not None
    assert "for reading only" in " ".join(label.text() for label in window.toasts.toast.findChildren(QLabel))

    chat = window.workspace.chat
    chat.composer.field.setPlainText("My dentist is Dr Okafor.")
    chat.composer.send()
    settle()
    assert "for reading only" in told(window)
    assert chat.composer.field.toPlainText() == "My dentist is Dr Okafor."
    window.workspace.desk.actions.run("view.memories")
    settle()
    assert window.workspace.memory.model.rowCount() == 1
