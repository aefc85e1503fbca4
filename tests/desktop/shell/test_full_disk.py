"""A window on a disk that was full before it started (a small tmpfs; needs root on Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.onboarding.flow import Step
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat
from tests.engine.vault.test_full_disk import fill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")
LONG = "My dentist is Dr Okafor, and she is in Lyon. " + "She has told me all about it. " * 400


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A vault with one memory on a disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "none", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    vault, _ = Vault.create(disk / "data", passphrase=PASSPHRASE, argon=FAST)
    session = Session(vault)
    session.learner.learn_message(session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin."))
    session.close()
    yield disk / "data"
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def unlock(qtbot: QtBot, window: Window) -> Any:
    assert window.door is not None
    page: Any = window.door.pages[Step.UNLOCK]
    page.field.setText(PASSPHRASE)
    page.submit()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)
    return window.workspace


def test_what_was_written_stays_in_its_field_with_what_to_do_and_all_can_be_read(
    qtbot: QtBot, home: Path, make_window: Callable[[], Window], chat: ScriptedChat, settle: Callable[[], None]
) -> None:
    fill(home.parent)
    window = make_window()
    workspace = unlock(qtbot, window)
    workspace.chat.composer.field.setPlainText(LONG)
    workspace.chat.composer.send()
    qtbot.waitUntil(lambda: not workspace.chat.writer.writing, timeout=20_000)
    settle()
    assert workspace.chat.composer.field.toPlainText().strip() == LONG.strip()
    assert chat.asked == []
    toast = window.toasts.toast
    assert toast is not None and "full" in toast.label.text() and "room" in toast.label.text()
    assert toast.label.height() >= toast.label.heightForWidth(toast.label.width()), "every line of it is shown"
    workspace.show_page(1)
    settle()
    assert "The user's sister Anna lives in Berlin." in [memory.text for memory in window.session.memories.list().memories]  # type: ignore[union-attr]
    assert workspace.memory.model.total > 0
    assert workspace.notice.isVisible(), "and as long as it can't be written, one sees it"
