"""The window around the pages: palette, theme, locking."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.memory.add import AddDialog
from desktop.memory.section import GRAPH, INBOX
from desktop.onboarding.flow import Step
from desktop.shell.palette import Palette
from desktop.shell.rail import MEMORY, SETTINGS
from desktop.shell.workspace import MEMORY_ACTIONS
from desktop.theme import theme
from engine.memory.facts import NewEntity, NewMemory
from engine.vault.database import Database
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]


def test_the_palette_finds_and_runs_an_action(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    unlocked.actions_registry.run("view.palette")
    palette = unlocked.palette_window
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, "go to mem")
    assert palette.found.entries[0].id == "view.memory"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert workspace.pages.currentWidget() is workspace.memories
    assert not palette.isVisible()


def test_the_palette_moves_with_the_arrows_and_closes_with_escape(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    unlocked.show_palette()
    palette = unlocked.palette_window
    assert palette is not None
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.found.entries) - 1
    qtbot.keyClicks(palette.field, "xyzzy")
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_leads_to_a_setting(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    unlocked.show_palette()
    palette = unlocked.palette_window
    assert palette is not None
    qtbot.keyClicks(palette.field, "tezt size")  # a slip of the finger
    assert palette.found.entries[0].title == "Text size"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert workspace.pages.currentWidget() is workspace.settings
    assert unlocked.focusWidget() is workspace.settings.rows["text_size"].control


def test_the_palette_leads_to_a_chat_by_its_name(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    conversations = workspace.desk.session.conversations
    chat = conversations.create()
    conversations.say(chat, "Hello there.")
    conversations.rename(chat.id, "Trip to Lisbon")
    settle()
    unlocked.show_palette()
    settle()
    palette = unlocked.palette_window
    assert palette is not None
    qtbot.keyClicks(palette.field, "lisb")
    assert palette.found.entries[0].title == "Trip to Lisbon"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert workspace.chat.current == chat.id


def test_the_sheet_of_shortcuts_has_every_action_that_has_one(qtbot: QtBot, unlocked: Window, workspace: Workspace) -> None:
    from desktop.shell.shortcuts import Shortcuts

    unlocked.actions_registry.run("view.shortcuts")
    sheet = unlocked.findChild(Shortcuts)
    assert sheet is not None
    said = {label.text() for label in sheet.findChildren(QLabel)}
    keyed = [spec for spec in unlocked.actions_registry.specs.values() if spec.shortcut]
    assert {spec.title for spec in keyed} <= said
    assert {unlocked.actions_registry.shortcut_text(spec.id) for spec in keyed} <= said
    sheet.reject()


def test_switching_the_theme_is_kept_in_the_vault_and_for_the_next_start(
    qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle, home: Path
) -> None:  # fmt: skip
    theme().choose("light")
    unlocked.actions_registry.run("view.theme")
    settle()
    assert theme().name == "dark"
    assert workspace.desk.session.settings.get("theme") == "dark"
    assert unlocked.state.looks.theme == "dark"
    theme().choose("light")


def test_locking_closes_the_vault_and_the_model_and_asks_for_the_key(
    qtbot: QtBot, unlocked: Window, chat: ScriptedChat, settle: Settle
) -> None:  # fmt: skip
    unlocked.actions_registry.run("app.lock")
    settle()
    assert unlocked.session is None
    assert chat.closed
    qtbot.waitUntil(lambda: unlocked.door is not None and unlocked.door.flow is not None)
    assert not unlocked.actions_registry["chat.new"].isEnabled()
    assert unlocked.door is not None
    assert not unlocked.door._alone  # a keychain must not open it again by itself


def test_every_pane_is_reached_with_one_key(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    from engine.memory.facts import NewMemory

    visited: set[QWidget] = set()
    memory = workspace.desk.session.memories.add(NewMemory(text="The spare key is with Tom."))
    workspace.show_page(1)
    workspace.memory.open_memory(memory.id)
    settle()
    unlocked.activateWindow()
    for _ in range(4):
        workspace.next_pane()
        focus = unlocked.focusWidget()
        assert focus is not None
        visited.add(focus)
    assert {workspace.memory.search, workspace.memory.list, workspace.memory.detail} <= visited


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_1, 0), (Qt.Key.Key_2, 1), (Qt.Key.Key_Comma, 2)])
def test_pages_have_shortcuts(qtbot: QtBot, unlocked: Window, workspace: Workspace, key: Qt.Key, page: int) -> None:
    unlocked.activateWindow()
    qtbot.waitUntil(unlocked.isActiveWindow)
    qtbot.keyClick(unlocked, key, Qt.KeyboardModifier.ControlModifier)
    assert workspace.pages.currentIndex() == page


def test_an_error_says_what_happened_and_what_to_do(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    from desktop.widgets.dialogs import Dialog

    memories = workspace.desk.session.memories
    workspace.desk.change(workspace, lambda: memories.edit("no-such-memory", text="x"))
    settle()
    dialog = unlocked.findChild(Dialog)
    assert dialog is not None
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("There is no such memory" in text or "too short" in text for text in texts)
    dialog.reject()


def test_a_toast_offers_one_thing_and_goes_when_it_is_done(qtbot: QtBot, unlocked: Window) -> None:
    done: list[str] = []
    unlocked.toasts.show_toast("Deleted.", "Undo", lambda: done.append("undone"))
    toast = unlocked.toasts.toast
    assert toast is not None
    assert toast.button is not None
    toast.button.click()
    assert done == ["undone"]
    qtbot.waitUntil(lambda: unlocked.toasts.toast is None)


def test_what_another_process_wrote_appears(qtbot: QtBot, workspace: Workspace, settle: Settle, home: Path) -> None:
    from engine.memory.facts import Memories, NewMemory

    workspace.show_page(1)
    settle()
    with Vault.unlock(home, passphrase=PASSPHRASE) as other:
        Memories(other).add(NewMemory(text="Written by the command line."))
    qtbot.waitUntil(lambda: workspace.memory.model.total == 1, timeout=10_000)


def test_a_second_start_raises_the_first(qtbot: QtBot, home: Path) -> None:
    import threading

    from desktop import single

    listener = single.Single(home)
    answers: list[bool] = []
    with qtbot.waitSignal(listener.raised, timeout=5000):
        thread = threading.Thread(target=lambda: answers.append(single.raise_other(home)))
        thread.start()
    thread.join(5)
    listener.close()
    assert answers == [True]
    assert not single.raise_other(home)


def test_calls_to_qt_do_not_use_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python 3.11 lost a reference to None at each call and aborted after some thousands (PYSIDE-3474)."""
    import sys

    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(2000):
        widget.update()
    assert sys.getrefcount(None) > before - 1000


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_minimised_window_comes_back_when_alcove_is_started_again(qtbot: QtBot, unlocked: Window) -> None:
    unlocked.showMinimized()
    unlocked.raise_window()
    assert not unlocked.isMinimized()
    assert unlocked.isVisible()


def test_the_window_is_never_larger_than_the_screen(qtbot: QtBot, unlocked: Window) -> None:
    room = unlocked.screen().availableSize()
    unlocked.resize(room * 2)
    unlocked.state.save(unlocked)
    unlocked.state.restore(unlocked)
    least = unlocked.minimumSize()
    assert unlocked.width() <= max(room.width(), least.width())
    assert unlocked.height() <= max(room.height(), least.height())


def test_the_large_pages_are_made_when_they_are_first_looked_at(unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    unlocked.show_palette()  # which offers every setting
    settle()
    assert [number for number in range(workspace.pages.count()) if not workspace.made(number)] == [MEMORY, SETTINGS]
    for number in (MEMORY, SETTINGS):
        workspace.show_page(number)
        assert workspace.made(number)
        assert workspace.pages.currentIndex() == number
    assert workspace.page is workspace.settings
    assert workspace.pages.widget(MEMORY) is workspace.memories
    assert workspace.pages.count() == 7


def test_a_memory_is_added_from_a_page_that_was_not_made_yet(qtbot: QtBot, unlocked: Window, workspace: Workspace, settle: Settle) -> None:
    registry = unlocked.actions_registry
    assert {name for name in MEMORY_ACTIONS if registry[name].isEnabled()} == {"memory.add", "memory.past"}
    registry.run("memory.add")
    assert workspace.made(MEMORY)
    assert len([one for one in unlocked.findChildren(AddDialog) if one.isVisible()]) == 1
    assert {name for name in MEMORY_ACTIONS if registry[name].isEnabled()} == {"memory.add", "memory.past"}


def test_what_waits_is_told_before_the_memory_page_is_made(workspace: Workspace, settle: Settle) -> None:
    workspace.desk.session.memories.add(NewMemory(text="The user likes tea.", status="proposed"))
    settle()
    assert not workspace.made(MEMORY)
    assert "1" in workspace.rail.button(MEMORY).accessibleName()
    workspace.show_page(MEMORY)
    assert "1" in workspace.memories.tabs[INBOX].text()


def test_a_person_is_shown_on_a_page_that_was_not_made_yet(workspace: Workspace, settle: Settle) -> None:
    session = workspace.desk.session
    session.memories.add(NewMemory(text="Anna lives in Berlin.", entities=(NewEntity("Anna", "person", "subject"),)))
    settle()
    (anna,) = session.vault.query("SELECT row FROM entity WHERE name = 'Anna'")
    workspace.desk.entity_asked.emit(anna["row"])
    settle()
    assert workspace.memories.tab == GRAPH


def test_the_windows_thread_reads_nothing_of_the_vault(
    qtbot: QtBot, home: Path, make_window: Callable[[], Window], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Opening, looking at every page and tab, and locking: whoever reads waits for whoever is reading."""
    reads: list[str] = []
    read = Database.read

    def noting(database: Database) -> Any:
        if threading.current_thread() is threading.main_thread():
            reads.append("".join(traceback.format_stack(limit=8)))
        return read(database)

    Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0].close()
    window = make_window()
    assert window.door is not None
    monkeypatch.setattr(Database, "read", noting)
    page: Any = window.door.pages[Step.UNLOCK]
    page.field.setText(PASSPHRASE)
    page.submit()
    door = window.door
    qtbot.waitUntil(lambda: window.workspace is not None or Step.MODELS in door.pages, timeout=10_000)
    if window.workspace is None:
        later: Any = door.pages[Step.MODELS]
        later.later.click()
        qtbot.waitUntil(lambda: window.workspace is not None)
    settle()
    assert window.workspace is not None
    for number in range(window.workspace.pages.count()):
        window.workspace.show_page(number)
        settle()
    for tab in range(len(window.workspace.memories.tabs)):
        window.workspace.show_memory_tab(tab)
        settle()
    window.lock()
    settle()
    assert reads == []
