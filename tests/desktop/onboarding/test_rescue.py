"""A vault that can't be opened, and a person who has only the window: one goes back to a backup from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.onboarding.flow import Step
from desktop.onboarding.rescue import RescuePage
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE, ScriptedChat, session_with
from tests.engine.vault.conftest import remember

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.tasks import Tasks


@pytest.fixture
def backed_up(home: Path) -> Path:
    with Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0] as vault:
        remember(vault, "precious")
        vault.backup()
    return home


def rescue_of(window: Window, qtbot: QtBot) -> RescuePage:
    door = window.door
    assert door is not None
    qtbot.waitUntil(lambda: isinstance(door.stack.currentWidget(), RescuePage), timeout=20_000)
    page = door.stack.currentWidget()
    assert isinstance(page, RescuePage)
    return page


def go_back(page: RescuePage, window: Window, qtbot: QtBot) -> None:
    """Wrong, then right; then the vault opens with what was in the backup."""
    page.field.setText("wrong words")
    page.submit()
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert page.error.text() and page.go.isHidden()
    page.field.setText(PASSPHRASE)
    page.submit()
    qtbot.waitUntil(lambda: not page.go.isHidden(), timeout=20_000)
    assert "1 memory" in page.told.text() and "precious" not in page.told.text()
    page.go.click()
    door = window.door
    assert door is not None
    qtbot.waitUntil(
        lambda: door.flow is not None and Step.UNLOCK in door.pages and door.stack.currentWidget() is door.pages[Step.UNLOCK], timeout=20_000
    )


def test_a_vault_whose_key_slots_are_gone_is_brought_back(backed_up: Path, tasks: Tasks, chat: ScriptedChat, qtbot: QtBot) -> None:
    from desktop.shell.window import Window

    for path in (backed_up / "vault").glob("vault.json*"):
        path.write_bytes(b"{broken")
    window = Window(backed_up, tasks, argon=FAST, open_session=session_with(chat))
    qtbot.addWidget(window)
    window.show()
    go_back(rescue_of(window, qtbot), window, qtbot)
    window.close()
    qtbot.waitUntil(lambda: tasks.idle)
    with Vault.unlock(backed_up, passphrase=PASSPHRASE) as vault:
        assert [row["text"] for row in vault.query("SELECT text FROM memory")] == ["precious"]


def test_where_only_the_key_slots_are_gone_nothing_is_lost(backed_up: Path, tasks: Tasks, chat: ScriptedChat, qtbot: QtBot) -> None:
    from desktop.shell.window import Window

    with Vault.unlock(backed_up, passphrase=PASSPHRASE) as vault:
        remember(vault, "after the backup")
    for path in (backed_up / "vault").glob("vault.json*"):
        path.write_bytes(b"{broken")
    window = Window(backed_up, tasks, argon=FAST, open_session=session_with(chat))
    qtbot.addWidget(window)
    window.show()
    page = rescue_of(window, qtbot)
    page.field.setText(PASSPHRASE)
    page.submit()
    qtbot.waitUntil(lambda: not page.keys.isHidden(), timeout=20_000)
    page.keys.click()
    door = window.door
    assert door is not None
    qtbot.waitUntil(lambda: door.flow is not None, timeout=20_000)
    window.close()
    qtbot.waitUntil(lambda: tasks.idle)
    with Vault.unlock(backed_up, passphrase=PASSPHRASE) as vault:
        assert [row["text"] for row in vault.query("SELECT text FROM memory")] == ["precious", "after the backup"]


def test_a_database_that_is_found_damaged_when_it_is_unlocked(backed_up: Path, make_window: Callable[[], Window], qtbot: QtBot) -> None:
    (backed_up / "vault" / "memory.db").write_bytes(b"\0" * 9000)
    window = make_window()
    assert window.door is not None
    unlock = window.door.pages[Step.UNLOCK]
    unlock.field.setText(PASSPHRASE)  # type: ignore[attr-defined]
    unlock.submit()  # type: ignore[attr-defined]
    go_back(rescue_of(window, qtbot), window, qtbot)
    with Vault.unlock(backed_up, passphrase=PASSPHRASE) as vault:
        assert [row["text"] for row in vault.query("SELECT text FROM memory")] == ["precious"]
