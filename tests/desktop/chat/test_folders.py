"""Folders in the list of chats."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.chat.folders import MoveDialog, RenameFolderDialog, fill_menu
from engine.memory.folders import Folders

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.chat.page import ChatPage
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def places(session: Session, settle: Settle) -> list[str]:
    """Three chats, without a folder yet."""
    made = []
    for text in ("Rain.", "Snow.", "Sun."):
        place = session.conversations.create()
        session.conversations.say(place, text)
        made.append(place.id)
    return made


@pytest.fixture
def page(workspace: Workspace, places: list[str], settle: Settle) -> ChatPage:
    settle()
    return workspace.chat


def shown(page: ChatPage) -> list[str]:
    return [page.model.data(page.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(page.model.rowCount())]


def dialog(page: ChatPage, kind: type) -> MoveDialog | RenameFolderDialog:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())  # type: ignore[no-any-return]


def choose(page: ChatPage, folder: str, number: int) -> None:
    menu = QMenu(page)  # a menu that is not shown: the offscreen platform complains of one that grabs the keyboard
    fill_menu(menu, page.desk, page.window(), folder)
    menu.actions()[number].trigger()


def toggle(qtbot: QtBot, page: ChatPage, folder: str, settle: Settle) -> None:
    page.list.clicked.emit(page.model.find_folder(folder))
    settle()


def test_a_chat_is_moved_into_a_new_folder_and_back_by_undo(
    qtbot: QtBot, page: ChatPage, places: list[str], session: Session, settle: Settle
) -> None:
    page.open(places[0])
    settle()
    page.desk.actions.run("chat.folder")
    settle()
    asked = dialog(page, MoveDialog)
    assert isinstance(asked, MoveDialog)
    assert not asked.yes.isEnabled(), "the new folder has no name yet"
    qtbot.keyClicks(asked.field, "Weather")
    asked.yes.click()
    settle()
    assert [one.name for one in Folders(session.vault).all()] == ["Weather"]
    assert "Folder: Weather, 1 chat, closed" in shown(page)
    page.desk.actions.run("undo")
    settle()
    assert Folders(session.vault).all() == []
    assert not [line for line in shown(page) if line.startswith("Folder")]


def test_a_folder_is_opened_and_closed_with_pointer_and_keyboard(
    qtbot: QtBot, page: ChatPage, places: list[str], session: Session, settle: Settle
) -> None:
    Folders(session.vault).put(places[:2], "Weather")
    settle()
    assert len([line for line in shown(page) if line.startswith("Chat")]) == 1, "a folder is closed at first"
    toggle(qtbot, page, "Weather", settle)
    assert [line for line in shown(page) if line.startswith("Chat")] == ["Chat: Snow.", "Chat: Rain.", "Chat: Sun."]
    page.list.setFocus()
    page.list.mark(page.model.find_folder("Weather"))
    qtbot.keyClick(page.list, Qt.Key.Key_Left)
    settle()
    assert [line for line in shown(page) if line.startswith("Chat")] == ["Chat: Sun."]
    assert page.list.currentIndex() == page.model.find_folder("Weather"), "the keyboard stays where it was"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.current == places[1]


def test_a_chat_that_is_opened_from_elsewhere_opens_its_folder(page: ChatPage, places: list[str], session: Session, settle: Settle) -> None:
    Folders(session.vault).put(places[:1], "Weather")
    settle()
    page.open(places[0])
    settle()
    assert page.title.text() == "Rain."
    assert page.list.currentIndex() == page.model.find(places[0])
    assert page.model.find(places[0]).isValid()


def test_a_closed_folder_hides_no_search_result(qtbot: QtBot, page: ChatPage, places: list[str], session: Session, settle: Settle) -> None:
    Folders(session.vault).put(places[:1], "Weather")
    settle()
    page.search.setText("rain")
    qtbot.waitUntil(lambda: any("Rain" in line for line in shown(page)) and not any(line.startswith("Folder") for line in shown(page)))
    settle()


def test_a_folder_is_renamed_and_removed_from_its_menu(page: ChatPage, places: list[str], session: Session, settle: Settle) -> None:
    folders = Folders(session.vault)
    folders.put(places[:2], "Weather")
    settle()
    choose(page, "Weather", 0)
    asked = dialog(page, RenameFolderDialog)
    asked.field.setText("Sky")
    asked.yes.click()
    settle()
    assert [one.name for one in folders.all()] == ["Sky"]
    choose(page, "Sky", 1)
    settle()
    assert folders.all() == []
    assert len([line for line in shown(page) if line.startswith("Chat")]) == 3, "its chats stay"
