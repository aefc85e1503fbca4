"""Chatting, with the real widgets, a real vault and a model that says what it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from desktop.chat import turn
from desktop.chat.message import AnswerMessage, UserMessage
from desktop.chat.page import ChatPage
from desktop.chat.thread import Thread
from engine.assistant import Assistant, Piece, Retrying
from engine.session import Session
from models.errors import ModelCrashed
from tests.desktop.demo import CODE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]
GREETING = "What a fine day to talk about gardens and rivers."


@pytest.fixture
def page(workspace: Workspace) -> ChatPage:
    return workspace.chat


def say(qtbot: QtBot, page: ChatPage, text: str, settle: Settle | None = None) -> None:
    """Types a message and sends it with Enter."""
    page.composer.field.setPlainText(text)
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Return)
    if settle is not None:
        qtbot.waitUntil(lambda: page.current != "")
        qtbot.waitUntil(lambda: not page.writer.writing, timeout=20_000)
        settle()


def thread(page: ChatPage) -> Thread:
    return page.threads[page.current]


def spoken(page: ChatPage) -> list[tuple[str, str]]:
    """What is on the screen: (role, text)."""
    return [(item.message.role, thread(page).messages[item.message.id].text()) for item in thread(page).items()]


def titles(page: ChatPage) -> list[str]:
    return [c.title for c in page.model._loaded]


def test_a_message_and_its_answer_appear_and_are_stored(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, session: Session, settle: Settle) -> None:
    chat.answers = [GREETING]
    say(qtbot, page, "Tell me something nice.", settle)
    assert spoken(page) == [("user", "Tell me something nice."), ("assistant", GREETING)]
    assert [m.text for m in session.conversations.path(page.current)] == ["Tell me something nice.", GREETING]
    assert page.composer.field.toPlainText() == ""
    assert titles(page) == ["Tell me something nice."]


def test_an_answer_streams_block_by_block(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle) -> None:
    chat.answers = [CODE]
    say(qtbot, page, "Write a function that counts days.")
    for _ in range(12):
        gate.release()
    qtbot.waitUntil(lambda: page.current in page.threads and thread(page).pending is not None and "def days" in thread(page).pending.body.text)
    assert page.writer.writing
    assert page.composer.button.accessibleName() == "Stop the answer"
    for _ in range(400):
        gate.release()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert spoken(page)[-1][1] == CODE.strip()
    assert page.composer.button.accessibleName() == "Send"


def test_pieces_that_came_together_are_shown_together() -> None:
    retrying = Retrying("a name")
    events = [Piece("a"), Piece("b"), retrying, Piece("c"), Piece("d"), Piece("e")]
    assert turn._joined(events) == [Piece("ab"), retrying, Piece("cde")]
    assert turn._joined([]) == []


def test_the_assistant_is_never_made_on_the_windows_thread(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, session: Session, settle: Settle
) -> None:  # fmt: skip
    """Importing it takes a second; who writes at once must not wait for that at the window."""
    makers: list[bool] = []
    made = Session.__dict__["assistant"].func

    def noting(live: Session) -> Assistant:
        makers.append(threading.current_thread() is threading.main_thread())
        return made(live)  # type: ignore[no-any-return]

    session.__dict__.pop("assistant", None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Session.__dict__["assistant"], "func", noting)
        chat.answers = [GREETING]
        say(qtbot, page, "Tell me something nice.", settle)
        session.__dict__.pop("assistant", None)
        page.desk.actions.run("chat.regenerate")
        qtbot.waitUntil(lambda: not page.writer.writing)
        settle()
    assert makers == [False, False]


def test_stopping_keeps_what_was_said(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, session: Session, settle: Settle
) -> None:
    chat.answers = [CODE]
    say(qtbot, page, "Write a function that counts days.")
    for _ in range(5):
        gate.release()
    qtbot.waitUntil(lambda: page.current in page.threads and thread(page).pending is not None and len(thread(page).pending.body.text) >= 50)
    page.composer.button.click()
    gate.release()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    stored = session.conversations.path(page.current)[-1]
    assert stored.state == "cancelled"
    assert CODE.startswith(stored.text)
    answer = thread(page).messages[stored.id]
    assert isinstance(answer, AnswerMessage)
    assert answer.state.text() == "Stopped"


def test_a_model_that_fails_is_told_and_the_message_can_be_answered_again(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.error = ModelCrashed("The model's process died.", "The next question starts it again.")
    say(qtbot, page, "Tell me something nice.", settle)
    pending = thread(page).pending
    assert pending is not None
    assert "process died" in pending.trouble_text.text()
    chat.error, chat.answers = None, [GREETING]
    pending.again_button.click()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert spoken(page) == [("user", "Tell me something nice."), ("assistant", GREETING)]


def test_answering_again_makes_a_version_and_both_can_be_seen(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = ["The first answer stands here.", "The second answer stands here.", "-"]
    say(qtbot, page, "Tell me something nice.", settle)
    page.desk.actions.run("chat.regenerate")
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert spoken(page)[-1][1] == "The second answer stands here."
    answer = thread(page).messages[thread(page).items()[-1].message.id]
    assert answer.versions.text() == "2/2"
    answer.back.click()
    settle()
    settle()
    assert spoken(page)[-1][1] == "The first answer stands here."


def test_a_message_is_edited_and_answered_anew(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = ["The first answer stands here.", "The second answer stands here.", "-"]
    say(qtbot, page, "Tell me something nice.", settle)
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Up)
    assert page.composer.is_editing
    assert page.composer.field.toPlainText() == "Tell me something nice."
    say(qtbot, page, "Tell me something funny.", settle)
    assert spoken(page) == [("user", "Tell me something funny."), ("assistant", "The second answer stands here.")]
    assert not page.composer.is_editing


def test_leaving_an_edit_gives_the_draft_back(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    page.composer.field.setPlainText("half a thought")
    page.sending.edit_last()
    page.composer.cancel_edit.click()
    assert page.composer.field.toPlainText() == "half a thought"


def test_what_was_learned_is_shown_and_can_be_taken_back(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "My sister Anna lives in Berlin.", settle)
    question = thread(page).messages[thread(page).items()[0].message.id]
    assert isinstance(question, UserMessage)
    assert any("Your sister Anna lives in Berlin" in name for name in [b.accessibleName() for b in question.learned.findChildren(QAbstractButton)])
    question.learned.undone.emit()
    settle()
    assert session.memories.list().total == 0
    assert question.learned.isHidden()
    assert spoken(page)[0][1] == "My sister Anna lives in Berlin."


def test_the_memories_used_open_on_their_page(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, workspace: Workspace, settle: Settle) -> None:
    say(qtbot, page, "My sister Anna lives in Berlin.", settle)
    page.new()
    chat.answers = ["Anna lives in Berlin."]
    say(qtbot, page, "Where does my sister live?", settle)
    answer = thread(page).messages[thread(page).items()[-1].message.id]
    assert isinstance(answer, AnswerMessage)
    note = next(note for note in answer.used.notes if note.kind != "message")
    answer.used.toggle.click()
    assert answer.used.isVisible()
    answer.used.chosen.emit(note)
    settle()
    assert workspace.pages.currentWidget() is workspace.memories
    assert workspace.memory.current is not None
    assert workspace.memory.current.id == note.id


def test_enter_sends_and_shift_enter_breaks_the_line(qtbot: QtBot, page: ChatPage) -> None:
    field = page.composer.field
    before = field.height()
    qtbot.keyClicks(field, "one")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")
    assert field.toPlainText() == "one\ntwo"
    assert field.height() > before


def test_nothing_but_spaces_is_not_sent(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    page.composer.field.setPlainText("   \n ")
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Return)
    settle()
    assert not page.composer.button.isEnabled()
    assert session.conversations.list() == []


def test_a_draft_waits_in_its_conversation(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    first = page.current
    page.composer.field.setPlainText("and then")
    page.new()
    settle()
    assert session.conversations.draft(first) == "and then"
    assert page.composer.field.toPlainText() == ""
    page.open(first)
    settle()
    assert page.composer.field.toPlainText() == "and then"


def test_deleting_a_conversation_can_be_undone(qtbot: QtBot, unlocked: Window, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    page.desk.actions.run("chat.delete")
    settle()
    assert page.verbs.dialog is not None
    assert any("2 messages" in label.text() for label in page.verbs.dialog.findChildren(QLabel)), "it says what goes"
    page.verbs.dialog.yes.click()  # type: ignore[attr-defined]
    settle()
    assert titles(page) == []
    assert page.current == ""
    toast = unlocked.toasts.toast
    assert toast is not None
    assert toast.button is not None
    toast.button.click()
    settle()
    settle()
    assert titles(page) == ["Tell me something nice."]


def test_a_chat_that_is_erased_is_gone_for_good_and_the_scan_says_so(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "My cousin Zebulon plays the bassoon in Quillamore.", settle)
    page.verbs.delete()
    settle()
    page.verbs.dialog.erase.click()  # type: ignore[union-attr]
    asked = page.verbs.dialog
    asked.sure.click()  # type: ignore[union-attr]
    asked.yes.click()  # type: ignore[union-attr]
    settle()
    assert page.current == "" and session.conversations.list(trashed=True) == []
    assert session.memories.list().total == 0
    told = page.verbs.dialog
    assert told is not None and any("found nothing left" in label.text() for label in told.findChildren(QLabel))
    told.reject()


def test_a_chat_that_is_not_deleted_after_all_stays(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    page.verbs.delete()
    settle()
    page.verbs.dialog.reject()  # type: ignore[union-attr]
    settle()
    assert titles(page) == ["Tell me something nice."] and page.current


def test_renaming_and_pinning(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    index = page.model.find(page.current)
    page.model.setData(index, "A nice talk")
    settle()
    assert titles(page) == ["A nice talk"]
    assert page.title.toolTip() in ("", "A nice talk")
    page.desk.actions.run("chat.pin")
    settle()
    assert page.model.data(page.model.index(0, 0)) == "Pinned"


def test_the_list_is_searched_by_what_was_said(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    for text in ("The orchid needs water.", "The bicycle needs air."):
        session.conversations.say(session.conversations.create(), text)
    settle()
    qtbot.keyClicks(page.search, "orchid")
    qtbot.waitUntil(lambda: titles(page) == ["The orchid needs water."])
    page.search.clear()
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    qtbot.keyClicks(page.search, "zeppelin")
    qtbot.waitUntil(page.nothing.isVisible)


def test_a_long_conversation_is_read_from_its_end(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    conversation = session.conversations.create()
    for number in range(60):
        session.conversations.say(conversation, f"Line {number}", role="user" if number % 2 == 0 else "assistant", source="typed")
    page.open(conversation.id)
    settle()
    assert spoken(page)[0][1] == "Line 20"
    thread(page).earlier_asked.emit()
    settle()
    assert [text for _, text in spoken(page)] == [f"Line {number}" for number in range(60)]


def test_it_stays_at_the_end_unless_one_scrolled_up(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    conversation = session.conversations.create()
    for number in range(40):
        session.conversations.say(conversation, f"Line {number}\n" * 3)
    page.open(conversation.id)
    settle()
    bar = thread(page).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    answer = thread(page).begin(None, "")
    assert bar.value() == bar.maximum()  # a turn of one's own goes to the end
    bar.setValue(0)
    answer.add("words " * 400 + "\n\n" + "words " * 400)
    qtbot.wait(1)
    assert bar.value() == 0


def test_links_are_opened_only_after_a_question_that_shows_the_address(
    qtbot: QtBot, page: ChatPage, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    from PySide6.QtGui import QDesktopServices
    from PySide6.QtWidgets import QLabel

    from desktop.widgets.dialogs import Dialog

    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    say(qtbot, page, "Tell me something nice.", settle)
    thread(page).link_chosen.emit("https://example.org/a")
    dialog = page.findChild(Dialog)
    assert dialog is not None
    assert opened == []
    assert any("https://example.org/a" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
    assert opened == []


def test_copying_the_answer(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = [GREETING]
    say(qtbot, page, "Tell me something nice.", settle)
    page.desk.actions.run("chat.copy")
    assert QGuiApplication.clipboard().text() == GREETING


def test_an_answer_goes_on_while_one_looks_at_another_chat(
    qtbot: QtBot, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, session: Session, settle: Settle
) -> None:  # fmt: skip
    other = session.conversations.create("Elsewhere")
    session.conversations.say(other, "Something else.")
    chat.answers = [CODE]
    say(qtbot, page, "Write a function that counts days.")
    qtbot.waitUntil(lambda: page.writer.writing)
    place = page.current
    page.open(other.id)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.threads.get(other.id))
    assert page.composer.button.accessibleName() == "Send"
    for _ in range(400):
        gate.release()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    page.open(place)
    settle()
    assert spoken(page)[-1][1] == CODE.strip()


def test_suggestions_are_written_not_sent(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    page.welcome.suggestions[0].click()
    assert "Anna" in page.composer.field.toPlainText()
    settle()
    assert session.conversations.list() == []


def test_closing_the_window_while_it_writes_keeps_the_question(
    qtbot: QtBot, unlocked: Window, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle, home: object
) -> None:  # fmt: skip
    from engine.memory.episodes import Conversations
    from engine.vault.vault import Vault
    from tests.desktop.support import PASSPHRASE

    chat.answers = [CODE]
    say(qtbot, page, "Write a function that counts days.")
    qtbot.waitUntil(lambda: page.writer.writing and bool(chat.asked))
    place = page.current
    unlocked.close()
    for _ in range(400):
        gate.release()
    settle()
    with Vault.unlock(home, passphrase=PASSPHRASE) as vault:  # type: ignore[arg-type]
        assert Conversations(vault).path(place)[0].text == "Write a function that counts days."


def test_each_chat_keeps_its_own_draft(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    first = page.current
    page.composer.field.setPlainText("half a thought")
    page.new()
    page.composer.field.setPlainText("the draft of a new chat")
    page.open(first)
    settle()
    assert page.composer.field.toPlainText() == "half a thought"
    page.new()
    assert page.composer.field.toPlainText() == "the draft of a new chat"


def test_a_chat_opened_again_before_its_draft_is_stored_shows_it(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    first, stored = page.current, threading.Event()
    page.desk.tasks.change(page, lambda: stored.wait(30))  # the write lane is busy
    page.composer.field.setPlainText("half a thought")
    page.new()
    page.open(first)
    loaded: list[bool] = []
    page.desk.tasks.query(page, lambda: True, loaded.append)
    qtbot.waitUntil(lambda: bool(loaded))  # the chat was read before that, without its draft
    assert page.composer.field.toPlainText() == "half a thought"
    stored.set()
    settle()
    assert session.conversations.draft(first) == "half a thought"
    session.conversations.set_draft(first, "")  # as erasing does
    page.new()
    page.open(first)
    settle()
    assert page.composer.field.toPlainText() == ""


def test_what_is_typed_while_a_chat_opens_is_kept(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    first = page.current
    page.composer.field.setPlainText("half a thought")
    page.new()
    settle()
    page.composer.field.setPlainText("the draft of a new chat")
    page.open(first)
    qtbot.keyClicks(page.composer.field, "and more")
    settle()
    assert page.composer.field.toPlainText() == "half a thought\nand more"
    page.new()
    assert page.composer.field.toPlainText() == "the draft of a new chat"
    settle()
    assert session.conversations.draft(first) == "half a thought\nand more"


def test_a_sent_message_leaves_no_draft(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    page.composer.field.setPlainText("And how are you?")
    page.composer.keep_draft()
    settle()
    assert session.conversations.draft(page.current) == "And how are you?"
    say(qtbot, page, "And how are you?", settle)
    assert session.conversations.draft(page.current) == ""


def test_sending_an_edit_gives_the_draft_back(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    page.composer.field.setPlainText("half a thought")
    page.sending.edit_last()
    say(qtbot, page, "Hello, you there.", settle)
    assert spoken(page)[0] == ("user", "Hello, you there.")
    assert page.composer.field.toPlainText() == "half a thought"
    assert session.conversations.draft(page.current) == "half a thought"


def test_an_edit_ends_when_another_chat_is_opened(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    first = page.current
    page.new()
    say(qtbot, page, "Good evening.", settle)
    second = page.current
    page.sending.edit_last()
    page.open(first)
    settle()
    assert not page.composer.is_editing
    say(qtbot, page, "And good night.", settle)
    assert [m.text for m in session.conversations.path(first)][::2] == ["Hello there.", "And good night."]
    assert [m.text for m in session.conversations.path(second)][::2] == ["Good evening."]


def test_a_question_without_an_answer_offers_one(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, session: Session, settle: Settle) -> None:
    chat.answers = [GREETING]
    conversation = session.conversations.create()
    session.conversations.say(conversation, "Tell me something nice.")  # the program was killed here
    page.open(conversation.id)
    settle()
    widget = thread(page).messages[thread(page).items()[-1].message.id]
    assert isinstance(widget, UserMessage)
    assert not widget.again_button.isHidden()
    widget.again_button.click()
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert [role for role, _ in spoken(page)] == ["user", "assistant"]
    assert widget.again_button.isHidden()


def test_escape_stops_the_answer(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, gate: threading.Semaphore, settle: Settle) -> None:
    chat.answers = [GREETING]
    say(qtbot, page, "Tell me something nice.")
    gate.release()
    qtbot.waitUntil(lambda: page.current in page.threads and thread(page).pending is not None and bool(thread(page).pending.body.text))
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Escape)
    gate.release(20)
    qtbot.waitUntil(lambda: not page.writer.writing)
    settle()
    assert thread(page).items()[-1].message.state == "cancelled"


def test_escape_leaves_the_editing(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    page.sending.edit_last()
    assert page.composer.is_editing
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Escape)
    assert not page.composer.is_editing
    assert page.composer.field.toPlainText() == ""


def test_undo_in_an_empty_field_is_the_undo_of_the_window(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Hello there.", settle)
    place = page.current
    page.verbs.delete()
    settle()
    page.verbs.dialog.yes.click()  # type: ignore[union-attr]
    settle()
    assert place not in [c.id for c in session.conversations.list()]
    page.window().activateWindow()
    page.composer.field.setFocus()
    qtbot.waitUntil(lambda: page.composer.field.hasFocus())
    qtbot.keyClick(page.composer.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert place in [c.id for c in session.conversations.list()]


def test_the_column_stays_where_it_is_when_the_scroll_bar_comes(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = [GREETING]
    say(qtbot, page, "Hello there.", settle)
    body = thread(page).messages[thread(page).items()[0].message.id]
    before = body.mapTo(page, body.rect().topLeft()).x(), body.width()
    chat.answers = ["\n\n".join([GREETING] * 60)]
    say(qtbot, page, "Tell me more.", settle)
    assert thread(page).verticalScrollBar().maximum() > 0
    assert (body.mapTo(page, body.rect().topLeft()).x(), body.width()) == before


def test_a_chat_is_saved_as_markdown(qtbot: QtBot, page: ChatPage, unlocked: Window, tmp_path: Path, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    page.desk.actions.run("chat.export")
    dialog = unlocked.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(".md")
    dialog.fileSelected.emit(str(tmp_path / "talk.md"))
    dialog.close()
    settle()
    text = (tmp_path / "talk.md").read_text()
    assert "> Tell me something nice." in text
    assert "That is good to know." in text
    assert unlocked.toasts.toast is not None


def test_what_an_answer_took_shows_under_the_pointer(qtbot: QtBot, page: ChatPage, session: Session, settle: Settle) -> None:
    say(qtbot, page, "Tell me something nice.", settle)
    with session.vault.change("test", "Test", journaled=False) as change:
        change.execute("UPDATE receipt SET prompt_tokens = 1000, completion_tokens = 128, recall_ms = 100, prompt_ms = 400, answer_ms = 8500")
        change.kinds.add("message")
    settle()
    answer = thread(page).messages[thread(page).items()[-1].message.id]
    assert isinstance(answer, AnswerMessage)
    assert answer.cost.isHidden()
    here = QPointF(5, 5)
    answer.enterEvent(QEnterEvent(here, here, here))
    assert answer.cost.text() == "128 tokens · 16.0 tokens/s · 1,128 of the context"
    assert not answer.cost.isHidden()
    answer.leaveEvent(QEvent(QEvent.Type.Leave))
    assert answer.cost.isHidden()
