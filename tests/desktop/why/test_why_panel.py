"""The pane beside the conversation: why an answer is as it is, and how it would be without one memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop import receipts
from desktop.chat.message import AnswerMessage
from desktop.chat.page import ChatPage
from desktop.why.hits import HitCard
from tests.desktop.chat.test_chat_page import say, spoken, thread

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]
BERLIN = "Your sister Anna lives in Berlin."
QUESTION = "Where does my sister live?"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, chat: ScriptedChat, settle: Settle) -> ChatPage:
    """Told of the sister in one chat, asked in another."""
    page = workspace.chat
    chat.answers = ["Noted.", BERLIN, "I don't know where your sister lives.", "-"]
    say(qtbot, page, "My sister Anna lives in Berlin.", settle)
    page.new()
    say(qtbot, page, QUESTION, settle)
    assert spoken(page) == [("user", QUESTION), ("assistant", BERLIN)]
    return page


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text() and not label.isHidden())


def answer(page: ChatPage) -> AnswerMessage:
    last = thread(page).last("assistant")
    assert last is not None
    widget = thread(page).messages[last.message.id]
    assert isinstance(widget, AnswerMessage)
    return widget


def card(page: ChatPage, text: str) -> HitCard:
    return next(card for card in page.why.view.cards if text in card.text.text())


def test_every_answer_says_why(page: ChatPage, settle: Settle) -> None:
    assert page.why.isHidden()
    answer(page).why_button.click()
    settle()
    assert page.why.isVisible()
    shown = words(page.why)
    assert receipts.GUARDS["passed"] in shown
    assert BERLIN in shown
    assert "Found by" in shown
    assert "No embedder" in shown
    assert "Whole answer" in shown
    receipt = page.why.view.receipt
    assert receipt is not None and receipt.query == QUESTION


def test_used_means_the_same_number_beside_the_answer_and_in_the_pane(qtbot: QtBot, page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    chat.answers = ["Noted.", BERLIN]
    say(qtbot, page, "Always answer in one sentence.", settle)
    page.new()
    say(qtbot, page, QUESTION, settle)
    page.toggle_why()
    settle()
    receipt = page.why.view.receipt
    assert receipt is not None
    (used, followed) = receipts.read(receipt)
    assert (used[0], followed[0]) == ("Used", "Instructions") and len(followed[1]) == 1
    count = answer(page).used.toggle.text().split()[0]
    assert f"Used  {count}" in words(page.why) and len(used[1]) == int(count) == len(receipt.used) - 1


def test_the_exact_prompt_is_shown_when_asked_for(page: ChatPage, settle: Settle) -> None:
    page.toggle_why()
    settle()
    box = page.why.view.prompt_box
    assert box is not None
    assert box.frame.isHidden()
    box.toggle.click()
    told = box.text.toPlainText()
    assert "The user's sister Anna lives in Berlin." in told
    assert f"Message: {QUESTION}" in told


def test_answering_without_a_memory_keeps_the_former_answer_and_says_what_was_left_out(page: ChatPage, chat: ScriptedChat, settle: Settle) -> None:
    page.toggle_why()
    settle()
    without = card(page, BERLIN).without
    assert without is not None
    without.click()
    settle()
    settle()
    assert spoken(page)[-1] == ("assistant", "I don't know where your sister lives.")
    assert "Berlin" not in str(chat.asked[-1])
    assert answer(page).versions.text() == "2/2"
    assert page.why.isVisible()
    receipt = page.why.view.receipt
    assert receipt is not None
    assert {memory.kind for memory in receipt.left_out} == {"semantic", "message"}
    assert "Left out, as you asked" in words(page.why)
    answer(page).back.click()
    settle()
    settle()
    assert spoken(page)[-1] == ("assistant", BERLIN)
    receipt = page.why.view.receipt
    assert receipt is not None and receipt.left_out == ()  # it goes along with the version that is shown


def test_what_is_forgotten_meanwhile_is_shown_as_gone(page: ChatPage, session: Session, settle: Settle) -> None:
    page.toggle_why()
    settle()
    session.forgetting.forget([memory.id for memory in session.memories.list("Berlin").memories])
    settle()
    settle()
    shown = words(page.why)
    assert "Berlin" not in shown
    assert receipts.ERASED in shown
    assert all(one.without is None for one in page.why.view.cards if one.memory.owner_id is None)


def test_it_closes_by_escape_by_its_button_and_with_its_chat(qtbot: QtBot, page: ChatPage, settle: Settle) -> None:
    for close in (
        lambda: qtbot.keyClick(page.why, Qt.Key.Key_Escape), page.why.close_button.click, page.toggle_why, page.new,
    ):  # fmt: skip
        if page.current == "":
            pytest.fail("nothing to show")
        page.toggle_why()
        settle()
        assert page.why.isVisible()
        close()
        settle()
        assert page.why.isHidden()


def test_nothing_in_it_is_wider_than_the_pane(page: ChatPage, settle: Settle) -> None:
    page.toggle_why()
    settle()
    box = page.why.view.prompt_box
    assert box is not None
    box.toggle.click()
    settle()
    inside = page.why.scroll.widget()
    assert inside.width() <= page.why.scroll.viewport().width()
    assert inside.minimumSizeHint().width() <= page.why.scroll.viewport().width()


def test_in_a_narrow_window_the_list_of_chats_gives_way(page: ChatPage, settle: Settle) -> None:
    page.window().resize(900, 700)
    settle()
    assert page.sidebar.isVisible()
    page.toggle_why()
    settle()
    assert page.why.isVisible()
    assert not page.sidebar.isVisible()
    page.toggle_why()
    settle()
    assert page.sidebar.isVisible()


def test_a_memory_leads_to_its_page(page: ChatPage, workspace: Workspace, settle: Settle) -> None:
    page.toggle_why()
    settle()
    card(page, BERLIN).opened.emit(card(page, BERLIN).memory)
    settle()
    settle()
    assert workspace.pages.currentWidget() is workspace.memories
    assert workspace.memory.current is not None
    assert "Berlin" in workspace.memory.current.text


def test_every_button_of_it_has_a_name(page: ChatPage, settle: Settle) -> None:
    page.toggle_why()
    settle()
    assert all(button.accessibleName() for button in page.why.findChildren(QAbstractButton))


def test_an_answer_whose_receipt_is_gone_says_so(page: ChatPage, session: Session, settle: Settle) -> None:
    with session.vault.change("test", "Test", journaled=False) as change:
        change.execute("DELETE FROM receipt")
    page.toggle_why()
    settle()
    assert page.why.pages.currentWidget() is page.why.nothing
