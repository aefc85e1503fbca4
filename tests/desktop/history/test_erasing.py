"""Forgetting and erasing more than one memory, from the history page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel

from desktop.history.erase import ABOUT, ALL, CHAT, TIME, WORDS, EraseDialog
from engine import clock

if TYPE_CHECKING:
    from desktop.history.page import HistoryPage
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> HistoryPage:
    """A history with two chats: one of last year, one of now."""
    for text, days in (("My sister Anna lives in Berlin.", 400), ("My friend Bertil plays the bassoon.", 0)):
        place = session.conversations.create()
        message = session.conversations.say(place, text, at=clock.now() - timedelta(days=days))
        session.learner.learn_message(message)
    workspace.show_page(3)
    settle()
    return workspace.history


def ask(page: HistoryPage, kind: int, settle: Settle) -> EraseDialog:
    page.desk.actions.run("app.erase")
    settle()
    assert page.asking is not None
    page.asking.group.button(kind).click()
    return page.asking


def answer(page: HistoryPage) -> Any:
    assert page.answer is not None and page.answer.isVisible()
    return page.answer


def said(dialog: Any) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def choose(asked: EraseDialog, settle: Settle) -> None:
    assert asked.yes.isEnabled()
    asked.yes.click()
    settle()


def texts(session: Session) -> list[str]:
    return [memory.text for memory in session.memories.list().memories]


def test_somebody_is_forgotten_everywhere_and_comes_back_by_undo(page: HistoryPage, session: Session, settle: Settle) -> None:
    before = texts(session)
    asked = ask(page, ABOUT, settle)
    assert not asked.yes.isEnabled(), "nobody is chosen yet"
    asked.person.field.setText("anna")
    asked.person.reload()
    settle()
    choose(asked, settle)
    assert "Anna" in said(answer(page)), "what goes is shown first"
    answer(page).yes.click()
    settle()
    assert not [text for text in texts(session) if "Anna" in text]
    page.desk.actions.run("undo")
    settle()
    assert texts(session) == before


def test_a_time_is_erased_with_what_was_learned_in_it(page: HistoryPage, session: Session, settle: Settle) -> None:
    asked = ask(page, TIME, settle)
    day = clock.now().date() - timedelta(days=400)
    asked.days.from_field.setDate(QDate(day.year, day.month, day.day))
    asked.days.to_field.setDate(QDate(day.year, day.month, day.day).addDays(1))
    choose(asked, settle)
    answer(page).erase.click()
    answer(page).sure.click()
    answer(page).yes.click()
    settle()
    assert "found nothing left" in said(answer(page)), "the scan's report is shown"
    assert texts(session) and not [text for text in texts(session) if "Berlin" in text]
    answer(page).reject()


def test_a_first_day_after_the_last_one_moves_it_along(page: HistoryPage, settle: Settle) -> None:
    asked = ask(page, TIME, settle)
    later = datetime.fromordinal(asked.days.last.toordinal() + 30)
    asked.days.from_field.setDate(QDate(later.year, later.month, later.day))
    assert asked.days.last == asked.days.first == later.date()
    asked.reject()


def test_a_chat_is_found_by_what_was_said_in_it(page: HistoryPage, session: Session, settle: Settle) -> None:
    asked = ask(page, CHAT, settle)
    assert asked.chat.list.count() == 2
    asked.chat.field.setText("bassoon")
    asked.chat.reload()
    settle()
    choose(asked, settle)
    answer(page).yes.click()
    settle()
    assert [place.title for place in session.conversations.list()] == ["My sister Anna lives in Berlin."]


def test_words_that_stand_nowhere_are_told_to_be_gone_already(page: HistoryPage, session: Session, settle: Settle) -> None:
    asked = ask(page, WORDS, settle)
    assert not asked.yes.isEnabled()
    asked.words.setText("marmalade")
    before = texts(session)
    choose(asked, settle)
    assert page.answer is None
    assert texts(session) == before


def test_everything_is_erased_only_when_the_words_are_typed(page: HistoryPage, session: Session, settle: Settle) -> None:
    choose(ask(page, ALL, settle), settle)
    answer(page).erase.click()
    sure = answer(page)
    sure.sure.setText("yes")
    assert not sure.yes.isEnabled()
    sure.sure.setText("Erase everything")
    assert sure.yes.isEnabled()
    sure.yes.click()
    settle()
    assert "found nothing left" in said(answer(page)) or "nothing to look for" in said(answer(page))
    assert session.conversations.list(trashed=True) == [] and texts(session) == []
    answer(page).reject()
