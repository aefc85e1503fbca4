"""The first run and unlocking, with the real widgets and real vaults."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter
from PySide6.QtWidgets import QLabel

from desktop.onboarding.flow import Step
from desktop.onboarding.models import ModelsPage
from engine.vault import locate
from engine.vault.vault import Vault
from models import catalogue
from models.files import Progress
from tests.desktop.support import FAST, PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.onboarding.door import Door
    from desktop.onboarding.pages import RecoveryKeyPage
    from desktop.shell.window import Window

MakeWindow = Callable[[], "Window"]


def door_of(window: Window) -> Door:
    assert window.door is not None
    return window.door


def page(window: Window, step: Step) -> Any:
    """The page that is shown; its widgets are named in its class."""
    door = door_of(window)
    assert door.stack.currentWidget() is door.pages[step]
    return door.pages[step]


def enter(qtbot: QtBot, window: Window) -> None:
    """Past the models page, if there is one, into the workspace."""
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door_of(window).pages, timeout=10_000)
    if window.workspace is None:
        page(window, Step.MODELS).later.click()
        qtbot.waitUntil(lambda: window.workspace is not None)


def type_back(kept: RecoveryKeyPage) -> None:
    """On from the page that shows the recovery key: two groups of it are typed."""
    groups = kept.recovery_key.key.split("-")
    kept.next.click()
    assert not kept.next.isEnabled(), "nothing is typed yet"
    for number, field in zip(kept.recovery_key.asked, kept.recovery_key.fields, strict=True):
        field.setText(f" {groups[number].lower()} ")
    kept.next.click()


def make_vault(qtbot: QtBot, window: Window) -> str:
    """The first run as far as the recovery key, which is returned."""
    page(window, Step.WELCOME).begin.click()
    protect = page(window, Step.PROTECT)
    qtbot.keyClicks(protect.passphrase, PASSPHRASE)
    qtbot.keyClicks(protect.again, PASSPHRASE)
    qtbot.keyClick(protect.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: Step.RECOVERY_KEY in door_of(window).pages, timeout=10_000)
    return str(page(window, Step.RECOVERY_KEY).recovery_key.key)


def test_the_first_run_makes_a_vault_that_passphrase_and_recovery_key_open(qtbot: QtBot, make_window: MakeWindow, home: Path) -> None:
    window = make_window()
    key = make_vault(qtbot, window)
    kept = page(window, Step.RECOVERY_KEY)
    type_back(kept)
    enter(qtbot, window)
    assert window.session is not None
    window.close()
    qtbot.waitUntil(lambda: window.tasks.idle)
    Vault.unlock(home, passphrase=PASSPHRASE).close()
    Vault.unlock(home, recovery_key=key).close()


def test_the_recovery_key_is_copied_saved_for_this_account_only_and_then_gone(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    key = make_vault(qtbot, window)
    kept = page(window, Step.RECOVERY_KEY)
    kept.copy_button.click()
    assert QGuiApplication.clipboard().text() == key
    target = tmp_path / "key.txt"
    kept.recovery_key.save(target)
    assert all(group in target.read_text("utf-8") for group in key.split("-"))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    type_back(kept)
    assert kept.recovery_key.key == ""
    assert key not in "-".join(label.text() for label in kept.findChildren(QLabel))
    enter(qtbot, window)


def test_only_the_right_groups_lead_on_and_the_key_is_out_of_sight_meanwhile(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    key = make_vault(qtbot, window)
    kept = page(window, Step.RECOVERY_KEY)
    kept.next.click()
    shown = kept.recovery_key
    assert not [label.text() for label in kept.findChildren(QLabel) if label.isVisible() and label.text() in key.split("-")]
    first, second = shown.fields
    groups = key.split("-")
    first.setText(groups[shown.asked[0]])
    second.setText("AAAAA")
    assert not kept.next.isEnabled()
    shown.show_button.click()
    assert [label.text() for label in kept.findChildren(QLabel) if label.isVisible() and label.text() in groups] == groups
    assert kept.next.isEnabled()
    type_back(kept)
    enter(qtbot, window)


def test_the_recovery_key_is_printed(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    from pypdf import PdfReader

    window = make_window()
    key = make_vault(qtbot, window)
    kept = page(window, Step.RECOVERY_KEY)
    writer = QPdfWriter(str(tmp_path / "key.pdf"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    kept.recovery_key.print_on(writer)
    printed = "".join(PdfReader(tmp_path / "key.pdf").pages[0].extract_text().split())
    assert all(group in printed for group in key.split("-"))
    type_back(kept)
    enter(qtbot, window)


def test_a_weak_passphrase_is_warned_of_and_still_taken(qtbot: QtBot, make_window: MakeWindow, home: Path) -> None:
    window = make_window()
    page(window, Step.WELCOME).begin.click()
    protect = page(window, Step.PROTECT)
    protect.passphrase.setText("password1")
    assert "weak" in protect.strength.text() and "could guess it" in protect.strength.text()
    protect.passphrase.setText(PASSPHRASE)
    assert "guess" not in protect.strength.text()
    for field in (protect.passphrase, protect.again):
        field.setText("password1")
    protect.next.click()
    qtbot.waitUntil(lambda: Step.RECOVERY_KEY in door_of(window).pages, timeout=10_000)
    type_back(page(window, Step.RECOVERY_KEY))
    enter(qtbot, window)


def test_passphrases_that_differ_make_no_vault(qtbot: QtBot, make_window: MakeWindow, home: Path) -> None:
    window = make_window()
    page(window, Step.WELCOME).begin.click()
    protect = page(window, Step.PROTECT)
    protect.passphrase.setText(PASSPHRASE)
    protect.again.setText("something else entirely")
    protect.next.click()
    assert "differ" in protect.error.text()
    assert not locate.exists(home)


@pytest.fixture
def key(home: Path) -> str:
    """A vault in `home`; its recovery key."""
    vault, key = Vault.create(home, passphrase=PASSPHRASE, argon=FAST)
    vault.close()
    assert key
    return key


def test_a_wrong_passphrase_is_told_the_next_try_waits_longer_and_the_right_one_opens(qtbot: QtBot, key: str, make_window: MakeWindow) -> None:
    window = make_window()
    unlock = page(window, Step.UNLOCK)
    waits = []
    for _ in range(4):
        unlock.next.setEnabled(True)
        unlock.field.setText("not the passphrase")
        qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=10_000)
        assert unlock.field.text() == ""
        waits.append(unlock.left)
    assert waits == [0, 0, 2, 4]
    assert "does not open" in unlock.error.text()
    assert "Try again in 4 seconds" in unlock.error.text()
    assert not unlock.next.isEnabled()
    for _ in range(4):
        unlock._count()
    assert unlock.next.isEnabled()
    unlock.field.setText(PASSPHRASE)
    unlock.submit()
    enter(qtbot, window)


def test_the_window_works_on_while_a_key_is_derived(qtbot: QtBot, key: str, make_window: MakeWindow) -> None:
    window = make_window()
    unlock = page(window, Step.UNLOCK)
    unlock.field.setText(PASSPHRASE)
    unlock.submit()
    assert unlock.busy.isVisible()
    assert not unlock.next.isEnabled()
    enter(qtbot, window)


def test_a_lost_passphrase_is_replaced_with_the_recovery_key(qtbot: QtBot, key: str, make_window: MakeWindow, home: Path) -> None:
    window = make_window()
    page(window, Step.UNLOCK).recovery.click()
    recover = page(window, Step.RECOVER)
    recover.field.setText(key.replace("-", " ").lower())
    recover.submit()
    qtbot.waitUntil(lambda: Step.NEW_PASSPHRASE in door_of(window).pages, timeout=10_000)
    new = page(window, Step.NEW_PASSPHRASE)
    new.field.setText("a quite different passphrase")
    new.again.setText("a quite different passphrase")
    new.next.click()
    enter(qtbot, window)
    window.close()
    qtbot.waitUntil(lambda: window.tasks.idle)
    Vault.unlock(home, passphrase="a quite different passphrase").close()


def test_a_mistyped_recovery_key_is_told_which_group_is_wrong(qtbot: QtBot, key: str, make_window: MakeWindow) -> None:
    window = make_window()
    page(window, Step.UNLOCK).recovery.click()
    recover = page(window, Step.RECOVER)
    typed = key[:6] + ("A" if key[6] != "A" else "B") + key[7:]
    recover.field.setText(typed)
    recover.submit()
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert "group 2" in recover.error.text()
    assert recover.field.text() == typed


def test_a_damaged_vault_is_told_and_not_touched(qtbot: QtBot, key: str, make_window: MakeWindow, home: Path) -> None:
    from PySide6.QtWidgets import QLabel

    from desktop.shell.window import Window
    from desktop.tasks import Tasks
    from tests.desktop.support import ScriptedChat, session_with

    for path in (home / "vault").glob("vault.json*"):
        path.write_bytes(b"{broken")
    before = {path: path.read_bytes() for path in (home / "vault").iterdir()}
    tasks = Tasks()
    window = Window(home, tasks, argon=FAST, open_session=session_with(ScriptedChat("")))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: door_of(window).stack.count() > 0)
    assert any("can't be opened" in label.text() for label in door_of(window).findChildren(QLabel))
    assert {path: path.read_bytes() for path in (home / "vault").iterdir()} == before
    window.close()
    tasks.stop()


def test_the_models_page_names_what_is_fetched_and_how_far_it_is(qtbot: QtBot) -> None:
    models = ModelsPage()
    qtbot.addWidget(models)
    models.show()
    entry = catalogue.default("chat")
    models.show_entries([entry])
    models.installing(True)
    assert models.cancel.isVisible()
    assert not models.start.isVisible()
    models.show_progress(entry, Progress("download", 30_000_000, 90_000_000))
    assert models.state.text() == f"Fetching {entry.title}: 30 of 90 MB"
    assert models.bar.value() == 333
    models.installing(False)
    assert models.start.isVisible()


def test_a_vault_with_a_key_file_opens_without_asking_and_again_after_locking(qtbot: QtBot, make_window: MakeWindow, home: Path) -> None:
    from engine.vault import keyfile

    vault, recovery = Vault.create(home, key_file=keyfile.AUTOMATIC)
    vault.close()
    assert recovery is None
    window = make_window()
    enter(qtbot, window)
    window.lock()
    qtbot.waitUntil(lambda: window.door is not None and window.door.flow is not None)
    unlock = page(window, Step.UNLOCK)
    assert not unlock.field.isVisible()
    assert not unlock.recovery.isVisible()
    unlock.by_itself.click()
    enter(qtbot, window)
