"""Where the focus is when a page appears: one can type at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

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


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Callable[[], None]) -> None:
    workspace.show_page(1)
    settle()
    memory = workspace.memory
    memory.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(memory.add_button, Qt.Key.Key_Return)
    assert memory.dialog is not None
    memory.dialog.reject()


def test_a_click_on_a_button_leaves_the_focus_where_one_writes(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    qtbot.mouseClick(workspace.chat.sidebar.new_button, Qt.MouseButton.LeftButton)
    assert unlocked.focusWidget() is workspace.chat.composer.field


def test_the_keyboard_draws_a_ring_and_the_pointer_none(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Callable[[], None]) -> None:
    conversations = workspace.desk.session.conversations
    conversations.say(conversations.create(), "Hello there.")  # an empty list is not shown and takes no focus
    settle()
    chats = workspace.chat.list
    assert chats.isVisible()
    unlocked.activateWindow()
    qtbot.waitUntil(unlocked.isActiveWindow)
    chats.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert chats.ring
    qtbot.mouseClick(chats.viewport(), Qt.MouseButton.LeftButton)
    assert not chats.ring
