"""The page: what it shows, mends, saves, and how one goes back to a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from desktop.onboarding.flow import Step
from desktop.widgets.dialogs import Dialog
from engine.vault import backups
from tests.desktop.support import PASSPHRASE
from tests.engine.vault.conftest import remember

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.diagnostics.page import DiagnosticsPage
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> DiagnosticsPage:
    """Shown, after its first look."""
    workspace.desk.actions.run("view.diagnostics")
    settle()
    return workspace.diagnostics


def shown(page: DiagnosticsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_is_reached_from_the_settings_and_the_palette_and_leads_back(workspace: Workspace, settle: Settle) -> None:
    workspace.desk.actions.run("view.settings")
    settle()
    workspace.settings.links["Diagnostics and backups"].button.click()
    settle()
    page = workspace.diagnostics
    assert workspace.pages.currentWidget() is page
    assert "Everything is whole, encrypted and on this computer." in shown(page) or "to look at" in shown(page)
    page.back.click()
    assert workspace.pages.currentWidget() is workspace.settings


def test_it_tells_of_encryption_keys_files_seal_and_sockets(page: DiagnosticsPage, session: Session) -> None:
    remember(session.vault, "The user likes quillfeathers.")
    for part in ("AES-256", "Argon2id", "passphrase, made", "memory.db", "none missing", "Sockets", "chain verifies"):
        assert part in shown(page), part
    assert "quillfeather" not in shown(page)
    assert str(session.vault.home) in shown(page)


def test_every_control_has_a_name(page: DiagnosticsPage) -> None:
    for widget in (*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)):
        assert widget.accessibleName(), widget


def test_what_disagrees_is_told_and_repaired(page: DiagnosticsPage, session: Session, settle: Settle) -> None:
    remember(session.vault, "The user likes rain.")
    assert not page.repair.isEnabled()
    with session.vault.database.maintenance() as connection:
        connection.execute("INSERT INTO memory_fts (rowid, text) VALUES (999, 'stray')")
    page.check.click()
    assert page.stop.isVisible() and not page.check.isEnabled()
    settle()
    assert "wrong" in page.said.text() and page.repair.isEnabled()
    page.repair.click()
    settle()
    assert "put right" in shown(page) and not page.repair.isEnabled()


def test_a_look_can_be_stopped(page: DiagnosticsPage, settle: Settle) -> None:
    before = page.found
    page.check.click()
    page.stop.click()
    settle()
    assert page.check.isEnabled()
    assert page.found is before or page.found is not None


def test_a_report_to_share_is_saved_without_content(page: DiagnosticsPage, session: Session, settle: Settle, tmp_path: Path) -> None:
    remember(session.vault, "The user likes quillfeathers.")
    page.save_to(tmp_path / "report.txt")
    settle()
    text = (tmp_path / "report.txt").read_text()
    assert "SQLCipher" in text and "quillfeather" not in text and str(tmp_path) not in text


def test_a_text_that_must_be_gone_is_looked_for_and_not_kept(page: DiagnosticsPage, session: Session, settle: Settle) -> None:
    remember(session.vault, "The user likes quillfeathers.")
    page.texts.setText("likes quillfeathers")
    page.search.click()
    settle()
    assert page.texts.text() == "" and "text 1 is still in memory.text" in shown(page)
    page.texts.setText("an unheard word: zyzzyva")
    page.search.click()
    settle()
    assert "none of 1 texts is left" in shown(page)


def test_backups_are_made_and_checked(page: DiagnosticsPage, session: Session, settle: Settle) -> None:
    assert "There is none yet" in shown(page)
    page.desk.actions.run("app.backup")
    settle()
    assert "Backed up and checked" in page.copies.said.text() and len(page.copies.restore_buttons) == 1
    page.copies.check.click()
    settle()
    assert page.copies.said.text() == "All of them are whole."
    [made] = backups.listed(session.vault.home)
    path = made.path / "memory.db"
    content = bytearray(path.read_bytes())
    content[50_000] ^= 1
    path.write_bytes(content)
    page.copies.check.click()
    settle()
    assert "is not whole" in page.copies.said.text()


def test_one_goes_back_to_a_backup_after_seeing_what_that_means(
    page: DiagnosticsPage, session: Session, settle: Settle, unlocked: Window, qtbot: QtBot
) -> None:
    remember(session.vault, "before")
    session.vault.backup()
    remember(session.vault, "after")
    page.copies.reload()
    settle()
    next(iter(page.copies.restore_buttons.values())).click()
    settle()
    dialog = page.copies.dialog
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1 memory" in told and "this can be taken back" in told
    next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Go back").click()
    qtbot.waitUntil(lambda: unlocked.door is not None and unlocked.door.flow is not None, timeout=20_000)
    settle()
    door = unlocked.door
    assert door is not None and unlocked.workspace is None
    door.pages[Step.UNLOCK].field.setText(PASSPHRASE)  # type: ignore[attr-defined]
    door.pages[Step.UNLOCK].submit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: unlocked.workspace is not None or Step.MODELS in door.pages, timeout=20_000)
    if unlocked.workspace is None:
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: unlocked.workspace is not None)
    settle()
    assert unlocked.session is not None
    vault = unlocked.session.vault
    assert [row["text"] for row in vault.query("SELECT text FROM memory")] == ["before"]
    assert [one.reason for one in backups.listed(vault.home)] == ["replaced", "manual"]


def test_a_backup_that_is_not_whole_can_not_be_gone_back_to(page: DiagnosticsPage, session: Session, settle: Settle) -> None:
    made = session.vault.backup()
    content = bytearray((made.path / "memory.db").read_bytes())
    content[50_000] ^= 1
    (made.path / "memory.db").write_bytes(content)
    page.copies.reload()
    settle()
    next(iter(page.copies.restore_buttons.values())).click()
    settle()
    [dialog] = page.desk.window.findChildren(Dialog)
    assert {one.text() for one in dialog.findChildren(QAbstractButton)} == {"Close"}
    dialog.reject()
