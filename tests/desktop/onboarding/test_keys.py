"""What opens the vault, changed in the window: the passphrase, the recovery key, new keys for everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from desktop.onboarding.flow import Step
from desktop.onboarding.keys import ChangePassphraseDialog, KeysDialog, RecoveryKeyDialog
from desktop.onboarding.rotating import RotatingPage
from engine.errors import WrongKey
from engine.vault import backups
from engine.vault.vault import Vault
from tests.desktop.support import PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from engine.session import Session

Settle = Callable[[], None]
NEW = "seven grey herons over the marsh"


def dialog(window: Window, kind: type[QDialog]) -> Any:
    return next(one for one in window.findChildren(kind) if one.isVisible())


def keys(window: Window, settle: Settle) -> Any:
    window.actions_registry.run("app.keys")
    settle()
    return dialog(window, KeysDialog)


def change(window: Window, settle: Settle, *, rotate: bool) -> None:
    keys(window, settle).change.click()
    asked = dialog(window, ChangePassphraseDialog)
    asked.passphrase.field.setText(NEW)
    asked.passphrase.again.setText(NEW)
    asked.rotate.setChecked(rotate)
    asked.yes.click()


def type_back(shown: Any) -> None:
    groups = shown.recovery_key.key.split("-")
    shown.next.click()
    for number, field in zip(shown.recovery_key.asked, shown.recovery_key.fields, strict=True):
        field.setText(groups[number])
    shown.next.click()


def opens(home: Path, **key: str) -> bool:
    try:
        Vault.unlock(home, **key).close()  # type: ignore[arg-type]
    except WrongKey:
        return False
    return True


def said(window: Window) -> str:
    return " ".join(label.text() for one in window.findChildren(QDialog) if one.isVisible() for label in one.findChildren(QLabel))


def test_it_says_what_opens_the_vault(unlocked: Window, settle: Settle) -> None:
    shown = keys(unlocked, settle)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    assert "Passphrase" in texts and "Recovery key" in texts
    shown.reject()


def test_a_new_passphrase_opens_it_and_one_is_told_of_old_copies(unlocked: Window, home: Path, settle: Settle) -> None:
    change(unlocked, settle, rotate=False)
    settle()
    assert "still open with the old passphrase" in said(unlocked)
    assert unlocked.workspace is not None, "nothing was closed"
    assert opens(home, passphrase=NEW) and not opens(home, passphrase=PASSPHRASE)


def test_passphrases_that_differ_change_nothing(unlocked: Window, home: Path, settle: Settle) -> None:
    keys(unlocked, settle).change.click()
    asked = dialog(unlocked, ChangePassphraseDialog)
    asked.passphrase.field.setText(NEW)
    asked.yes.click()
    assert "differ" in asked.error.text()
    asked.reject()
    assert opens(home, passphrase=PASSPHRASE)


def test_a_new_recovery_key_has_to_be_kept(unlocked: Window, home: Path, settle: Settle) -> None:
    keys(unlocked, settle).recovery.click()
    next(one for one in unlocked.findChildren(QDialog) if one.isVisible()).findChildren(QLabel)
    from desktop.widgets.basic import Button

    yes = next(button for button in unlocked.findChildren(Button) if button.isVisible() and "Make a new one" in button.text())
    yes.click()
    settle()
    shown = dialog(unlocked, RecoveryKeyDialog)
    key = shown.recovery_key.key
    shown.reject()
    assert shown.isVisible(), "Escape does not lose it"
    type_back(shown)
    settle()
    assert opens(home, recovery_key=key)


@pytest.fixture
def rotating(qtbot: QtBot, unlocked: Window, session: Session, settle: Settle) -> RotatingPage:
    """New keys for everything are asked for: the page with the new recovery key."""
    place = session.conversations.create()
    session.conversations.say(place, "The spare key is with Tom.")
    session.vault.backup()
    change(unlocked, settle, rotate=True)
    qtbot.waitUntil(lambda: isinstance(unlocked.stack.currentWidget(), RotatingPage), timeout=10_000)
    page = unlocked.stack.currentWidget()
    assert isinstance(page, RotatingPage)
    qtbot.waitUntil(lambda: bool(page.recovery_key.key), timeout=10_000)
    return page


def at_the_door(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.door is not None and window.door.flow is not None and Step.UNLOCK in window.door.pages, timeout=20_000)


def test_new_keys_shut_out_the_old_passphrase_the_old_recovery_key_and_old_backups(
    qtbot: QtBot, unlocked: Window, home: Path, rotating: RotatingPage, settle: Settle
) -> None:
    before = [one.path.name for one in backups.listed(home)]
    key = rotating.recovery_key.key
    type_back(rotating)
    at_the_door(qtbot, unlocked)
    settle()
    assert "encrypted anew" in said(unlocked)
    assert opens(home, passphrase=NEW) and opens(home, recovery_key=key) and not opens(home, passphrase=PASSPHRASE)
    after = [one.path.name for one in backups.listed(home)]
    assert len(after) == 1 and not set(after) & set(before)
    with Vault.unlock(home, passphrase=NEW) as vault:
        assert [row["text"] for row in vault.query("SELECT text FROM message")] == ["The spare key is with Tom."]


def test_until_the_new_recovery_key_is_kept_nothing_is_changed(
    qtbot: QtBot, unlocked: Window, home: Path, rotating: RotatingPage, settle: Settle
) -> None:
    rotating.leave.click()
    at_the_door(qtbot, unlocked)
    settle()
    assert "not changed" in said(unlocked)
    assert opens(home, passphrase=PASSPHRASE) and not opens(home, passphrase=NEW)


def test_closing_the_window_meanwhile_changes_nothing(qtbot: QtBot, unlocked: Window, home: Path, rotating: RotatingPage) -> None:
    unlocked.close()
    qtbot.waitUntil(lambda: unlocked.tasks.idle, timeout=10_000)
    assert opens(home, passphrase=PASSPHRASE) and not opens(home, passphrase=NEW)
