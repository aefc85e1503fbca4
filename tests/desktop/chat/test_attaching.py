"""Files in the chat: by button, drop or paste; read, sent, opened, forgotten; and what can't be read is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

from desktop.chat.attachment import AttachmentMessage
from desktop.chat.composer import LONG_PASTE
from desktop.chat.page import ChatPage
from desktop.chat.reader import Reader
from engine.documents.reading import read_bytes
from engine.memory import attachments
from tests.engine.documents.make_pdf import pdf

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]
NOTICE = "After six months either party may end the agreement with a written notice of two months."
LONG = "A sentence about the garden and the river behind it. " * (LONG_PASTE // 50)


@pytest.fixture
def page(workspace: Workspace) -> ChatPage:
    return workspace.chat


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    path = tmp_path / "lease.pdf"
    path.write_bytes(pdf(["The rent is 1240 pounds a month."], [NOTICE]))
    return path


def say(qtbot: QtBot, page: ChatPage, text: str, settle: Settle) -> None:
    page.composer.field.setPlainText(text)
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current != "")
    qtbot.waitUntil(lambda: not page.writer.writing, timeout=20_000)
    settle()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def text(said: str) -> QMimeData:
    data = QMimeData()
    data.setText(said)
    return data


def staged(page: ChatPage) -> list[str]:
    return [f"{card.staged.name}: {card.staged.facts}" for card in page.composer.shelf.cards]


def shown(page: ChatPage) -> list[AttachmentMessage]:
    return [widget for widget in page.threads[page.current].messages.values() if isinstance(widget, AttachmentMessage)]


def test_a_dropped_pdf_is_read_sent_and_shown_as_one_card(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, session: Session, lease: Path, settle: Settle
) -> None:
    data = files(lease)
    plain, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    drop = QDropEvent(QPoint(50, 50), copy, data, Qt.MouseButton.LeftButton, plain)
    page.dropEvent(drop)
    assert not page.composer.button.isEnabled()
    settle()
    assert [one.split(", ")[:2] for one in staged(page)] == [["lease.pdf: PDF", "2 pages"]]
    say(qtbot, page, "What does the attached lease say about notice?", settle)
    assert staged(page) == []
    (card,) = shown(page)
    assert card.card is not None
    assert "lease.pdf" in card.card.accessibleName()
    assert [item.message.role for item in page.threads[page.current].items()] == ["other", "user", "assistant"]
    assert len(session.conversations.path(page.current)) == 5
    assert NOTICE in chat.asked[-1][-1].content


def test_a_long_paste_becomes_a_card_and_text_again(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    page.composer.field.insertFromMimeData(text("a short line"))
    assert page.composer.field.toPlainText() == "a short line"
    page.composer.field.insertFromMimeData(text(LONG))
    assert page.composer.field.toPlainText() == "a short line"
    (card,) = page.composer.shelf.cards
    assert card.staged.name == "Pasted text"
    card.unfold.click()
    assert page.composer.field.toPlainText() == f"a short line{LONG}"
    assert page.composer.shelf.isHidden()


def test_what_was_pasted_is_kept_with_the_draft(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    place = page.current
    page.composer.field.setPlainText("about this:")
    page.composer.field.insertFromMimeData(text(LONG))
    settle()
    assert session.conversations.draft(place) == f"about this:\n\n{LONG}"
    page.new()
    assert staged(page) == []
    page.open(place)
    settle()
    assert page.composer.field.toPlainText() == "about this:"
    assert len(staged(page)) == 1


def test_a_file_that_cant_be_read_is_told_and_does_not_stay(qtbot: QtBot, page: ChatPage, tmp_path: Path, settle: Settle) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(bytes(range(256)) * 20)
    page.composer.field.insertFromMimeData(files(photo))
    settle()
    assert staged(page) == []
    dialog = next(dialog for dialog in page.window().findChildren(QDialog) if dialog.isVisible())
    assert any("photo.jpg is not a text file" in label.text() for label in dialog.findChildren(type(page.composer.status)))
    dialog.reject()


def test_a_file_can_be_taken_off_again(page: ChatPage, lease: Path, settle: Settle) -> None:
    page.attaching.add_files([lease])
    settle()
    page.composer.shelf.cards[0].remove.click()
    assert staged(page) == []
    assert page.attaching.take() == ()


def test_a_click_opens_what_was_read_and_it_can_be_searched(qtbot: QtBot, page: ChatPage, lease: Path, settle: Settle) -> None:
    page.attaching.add_files([lease])
    settle()
    say(qtbot, page, "Look at this.", settle)
    card = shown(page)[0].card
    assert card is not None
    card.click()
    settle()
    reader = next(dialog for dialog in page.findChildren(Reader) if dialog.isVisible())
    qtbot.waitUntil(lambda: NOTICE in reader.body.toPlainText())
    assert reader.body.toPlainText().startswith("Page 1")
    reader.search.setText("written notice")
    reader.search.left.emit()
    assert reader.body.textCursor().selectedText() == "written notice"
    reader.accept()


def test_a_memory_used_that_stands_in_a_file_opens_the_file_there(
    qtbot: QtBot, page: ChatPage, session: Session, lease: Path, settle: Settle
) -> None:
    place = session.conversations.create()
    session.assistant.reply(place, "Look at this.", documents=[read_bytes("lease.pdf", lease.read_bytes())])
    piece = next(one for one in session.conversations.path(place) if NOTICE in one.text)
    page.open(place.id, piece.id)
    settle()
    reader = next(dialog for dialog in page.findChildren(Reader) if dialog.isVisible())
    qtbot.waitUntil(lambda: bool(reader.body.extraSelections()))
    assert NOTICE in reader.body.extraSelections()[0].cursor.selectedText()  # type: ignore[attr-defined]
    reader.accept()


def test_a_forgotten_file_goes_and_comes_back_with_undo(qtbot: QtBot, page: ChatPage, session: Session, lease: Path, settle: Settle) -> None:
    page.attaching.add_files([lease])
    settle()
    say(qtbot, page, "Look at this.", settle)
    shown(page)[0].asked.emit("forget", shown(page)[0].item)
    settle()
    card = shown(page)[0].card
    assert card is not None
    assert not card.isEnabled()
    assert session.conversations.search("notice") == []
    page.desk.undo()
    settle()
    assert len(session.conversations.search("notice")) == 1


def test_memories_are_proposed_from_a_file_when_asked_for(qtbot: QtBot, page: ChatPage, session: Session, tmp_path: Path, settle: Settle) -> None:
    note = tmp_path / "note.md"
    note.write_text("I am allergic to peanuts.\n")
    page.attaching.add_files([note])
    settle()
    say(qtbot, page, "Look at this.", settle)
    assert session.memories.list().total == 0
    actions = {action.text(): action for action in shown(page)[0].menu().actions()}
    actions["Propose memories from this"].trigger()
    settle()
    assert [memory.status for memory in session.memories.list(status="proposed").memories] == ["proposed"]


def test_an_incognito_chat_takes_no_files(page: ChatPage, lease: Path, settle: Settle) -> None:
    page.private.open()
    page.attaching.add_files([lease])
    settle()
    assert staged(page) == []
    assert page.composer.attach.isHidden()
    page.composer.field.insertFromMimeData(text(LONG))
    assert page.composer.field.toPlainText() == LONG
    page.private.end()


def test_a_search_opens_a_long_chat_at_the_message_found(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    place = session.conversations.create()
    for number in range(220):
        session.conversations.say(place, f"Line {number} about {'the walrus' if number == 20 else 'something else'}.")
    settle()
    page.search.setText("walrus")
    qtbot.waitUntil(lambda: page.model.loaded == 1, timeout=10_000)
    settle()
    page.list.opened.emit(place.id)
    settle()
    thread = page.threads[place.id]
    qtbot.waitUntil(lambda: any("walrus" in widget.text() for widget in thread.messages.values()))
    assert thread.around
    assert len(thread.messages) <= 81
    thread.later_asked.emit()
    settle()
    assert thread.items()[-1].message.visible.startswith("Line 100")
    thread.newest_asked.emit()
    settle()
    assert thread.items()[-1].message.visible.startswith("Line 219")
    assert not thread.around


def test_the_cards_of_a_message_are_of_the_turns_that_name_the_files(session: Session) -> None:
    place = session.conversations.create()
    session.assistant.reply(place, "Look.", documents=[read_bytes("a.txt", b"One."), read_bytes("b.txt", b"Two.")])
    cards = [attachments.card(message) for message in session.conversations.path(place, pieces=False)]
    assert [card.name for card in cards if card] == ["a.txt", "b.txt"]
