"""Where the focus is when a page appears: one can type at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.onboarding.flow import Step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace


def test_after_unlocking_one_can_write(unlocked: Window, workspace: Workspace) -> None:
    assert unlocked.focusWidget() is workspace.chat.composer.field


def test_after_locking_one_can_type_the_passphrase(qtbot: QtBot, unlocked: Window, settle: Callable[[], None]) -> None:
    unlocked.lock()
    qtbot.waitUntil(lambda: unlocked.door is not None and unlocked.door.flow is not None)
    settle()
    assert unlocked.door is not None
    assert unlocked.focusWidget() is unlocked.door.pages[Step.UNLOCK].field  # type: ignore[attr-defined]


def test_after_a_wrong_passphrase_one_can_type_again(qtbot: QtBot, unlocked: Window, settle: Callable[[], None]) -> None:
    unlocked.lock()
    qtbot.waitUntil(lambda: unlocked.door is not None and unlocked.door.flow is not None)
    assert unlocked.door is not None
    page = unlocked.door.pages[Step.UNLOCK]
    page.field.setText("not this one")  # type: ignore[attr-defined]
    page.submit()  # type: ignore[attr-defined]
    settle()
    assert unlocked.focusWidget() is page.field  # type: ignore[attr-defined]
