"""The memory page, with the real widgets and a real vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.memory.model import PAGE
from desktop.memory.page import MemoryPage
from desktop.widgets.richtext import RichText
from engine.memory.browsing import Filter
from engine.memory.facts import NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.memory.records import Memory
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> MemoryPage:
    workspace.show_page(1)
    settle()
    return workspace.memory


@pytest.fixture
def anna(session: Session) -> Memory:
    """A memory that was learned from a message."""
    message = session.conversations.say(session.conversations.create(), "My sister Anna lives in Berlin. It is a big city.")
    return next(memory for memory in session.learner.learn_message(message) if "Berlin" in memory.text)


def listed(page: MemoryPage) -> list[str]:
    """What the list shows."""
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def open_memory(page: MemoryPage, memory: Memory, settle: Settle) -> None:
    page.open_memory(memory.id)
    settle()


def undo(window: Window, settle: Settle) -> None:
    toast = window.toasts.toast
    assert toast is not None
    assert toast.button is not None
    toast.button.click()
    settle()
    settle()


def test_an_empty_page_offers_to_add_one(qtbot: QtBot, page: MemoryPage) -> None:
    assert page.nothing.isVisible()
    assert page.first_button.isVisible()


def test_a_memory_is_added_by_hand(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    page.desk.actions.run("memory.add")
    dialog = page.dialog
    assert dialog is not None
    assert not dialog.yes.isEnabled()  # type: ignore[attr-defined]
    dialog.field.setPlainText("The spare key is with Tom.")  # type: ignore[attr-defined]
    dialog.yes.click()  # type: ignore[attr-defined]
    settle()
    settle()
    assert listed(page) == ["The spare key is with Tom."]
    assert session.memories.list().memories[0].source == "typed"
    assert page.detail.text.text() == "The spare key is with Tom."


def test_the_list_is_searched_while_one_types(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    for text in ("The spare key is with Tom.", "The orchid needs water on Sundays."):
        session.memories.add(NewMemory(text=text))
    settle()
    qtbot.keyClicks(page.search, "orch")
    qtbot.waitUntil(lambda: listed(page) == ["The orchid needs water on Sundays."])
    assert page.count.text() == "1 memory found"
    page.search.setText("zeppelin")
    qtbot.waitUntil(page.nothing.isVisible)
    assert page.nothing.title.text() == "Nothing found"


def test_the_order_can_be_chosen(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    for text in ("Beta.", "Alpha."):
        session.memories.add(NewMemory(text=text))
    page.filters.order.setCurrentIndex(page.filters.order.findData("text"))
    settle()
    assert listed(page) == ["Alpha.", "Beta."]


def test_rows_are_read_only_where_one_looks(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    with session.vault.change("remember", "Remembered much"):
        for number in range(3 * PAGE):
            session.memories.add(NewMemory(text=f"Memory {number:04}."))
    settle()
    assert page.model.total == 3 * PAGE
    assert page.model.record(0) is not None
    assert page.model.record(2 * PAGE + 5) is None
    page.model.data(page.model.index(2 * PAGE + 5, 0))
    qtbot.waitUntil(lambda: page.model.record(2 * PAGE + 5) is not None)


def test_an_answer_to_an_older_search_is_dropped(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:

    session.memories.add(NewMemory(text="The spare key is with Tom."))
    settle()
    page.model.ask(Filter(search="key"))
    page.model.ask(Filter(search="zeppelin"))
    settle()
    assert listed(page) == []


def test_the_details_show_the_source_with_the_words_marked(qtbot: QtBot, page: MemoryPage, anna: Memory, settle: Settle) -> None:
    open_memory(page, anna, settle)
    assert page.detail.text.text() == "Your sister Anna lives in Berlin."
    detail = page.detail.detail
    assert detail is not None
    assert detail.sources[0].span.startswith("My sister Anna lives in Berlin")
    assert "It is a big city" in detail.sources[0].after
    assert any("background-color" in view._html for view in page.detail.findChildren(RichText))


def test_a_source_leads_to_its_place_in_the_chat(qtbot: QtBot, page: MemoryPage, workspace: Workspace, anna: Memory, settle: Settle) -> None:
    open_memory(page, anna, settle)
    assert page.detail.detail is not None
    source = page.detail.detail.sources[0]
    page.detail.source_opened.emit(source.conversation_id, source.message.id)
    settle()
    assert workspace.pages.currentWidget() is workspace.chat
    assert workspace.chat.current == source.conversation_id
    assert source.message.id in workspace.chat.threads[source.conversation_id].messages


def test_editing_makes_a_version_that_undo_takes_back(
    qtbot: QtBot, unlocked: Window, page: MemoryPage, session: Session, anna: Memory, settle: Settle
) -> None:
    open_memory(page, anna, settle)
    page.desk.actions.run("memory.edit")
    page.detail.editor.text.setPlainText("The user's sister Anna lives in Hamburg.")
    qtbot.keyClick(page.detail.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert page.detail.text.text() == "Your sister Anna lives in Hamburg."
    assert session.memories.get(anna.id).version == 2
    assert page.detail.detail is not None
    assert [what for what, _ in page.detail.detail.steps[0].text] == ["same", "removed", "added"]
    assert page.detail.detail.steps[0].text[1:] == (("removed", "Berlin."), ("added", "Hamburg."))
    undo(unlocked, settle)
    assert page.detail.text.text() == "Your sister Anna lives in Berlin."


def test_leaving_the_editor_changes_nothing(qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle) -> None:
    open_memory(page, anna, settle)
    page.detail.begin_edit()
    page.detail.editor.text.setPlainText("Something else.")
    qtbot.keyClick(page.detail.editor.text, Qt.Key.Key_Escape)
    settle()
    assert session.memories.get(anna.id).version == 1
    assert page.detail.text.isVisible()


def test_a_change_from_elsewhere_does_not_take_the_text_away_from_the_writer(
    qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle
) -> None:  # fmt: skip
    open_memory(page, anna, settle)
    page.detail.begin_edit()
    page.detail.editor.text.setPlainText("Half a sentence")
    session.memories.pin(anna)
    settle()
    settle()
    assert page.detail.editor.text.toPlainText() == "Half a sentence"


def test_pinning(qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle) -> None:
    open_memory(page, anna, settle)
    page.detail.pin_button.click()
    settle()
    settle()
    assert session.memories.get(anna.id).pinned
    assert page.detail.pin_button.text().strip() == "Unpin"


def test_forgetting_shows_what_goes_and_can_be_undone(
    qtbot: QtBot, unlocked: Window, page: MemoryPage, session: Session, anna: Memory, settle: Settle
) -> None:  # fmt: skip
    open_memory(page, anna, settle)
    page.desk.actions.run("memory.forget")
    settle()
    dialog = page.dialog
    assert dialog is not None
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "passage" in texts
    assert "My sister Anna lives in Berlin" in texts
    dialog.yes.click()  # type: ignore[attr-defined]
    settle()
    settle()
    assert session.memories.get(anna.id).status == "trashed"
    assert page.model.find(anna.id).row() == -1
    assert page.unchosen.isVisible()
    undo(unlocked, settle)
    assert session.memories.get(anna.id).status == "active"
    assert page.model.find(anna.id).isValid()


def test_the_forgotten_are_listed_and_brought_back(qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle) -> None:
    session.forgetting.forget([anna.id])
    settle()
    page.filters.statuses.choose("trashed")
    settle()
    open_memory(page, anna, settle)
    assert not page.detail.edit_button.isVisible()
    page.detail.restore_button.click()
    settle()
    assert session.memories.get(anna.id).status == "active"


def test_erasing_asks_for_a_tick_and_reports_that_nothing_is_left(
    qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle
) -> None:  # fmt: skip
    from engine.errors import NotFound

    open_memory(page, anna, settle)
    page.desk.actions.run("memory.erase")
    settle()
    dialog = page.dialog
    assert dialog is not None
    assert not dialog.yes.isEnabled()  # type: ignore[attr-defined]
    dialog.sure.click()  # type: ignore[attr-defined]
    dialog.yes.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.dialog is not dialog, timeout=20_000)
    with pytest.raises(NotFound):
        session.memories.get(anna.id)
    assert page.dialog is not None
    texts = " ".join(label.text() for label in page.dialog.findChildren(QLabel))
    assert "found nothing left" in texts
    page.dialog.reject()


def test_a_proposal_is_kept_with_one_click(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    proposal = session.memories.add(NewMemory(text="A proposal.", status="proposed"))
    open_memory(page, proposal, settle)
    page.detail.approve_button.click()
    settle()
    assert session.memories.get(proposal.id).status == "active"


def test_the_keyboard_leads_from_the_search_through_the_list_to_the_details(
    qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle
) -> None:  # fmt: skip
    for text in ("Beta.", "Alpha."):
        session.memories.add(NewMemory(text=text))
    settle()
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    settle()
    assert page.detail.text.text() == "Alpha."
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.detail.text.text() == "Beta."
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    settle()
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "Forget this?"
    page.dialog.reject()


def test_every_row_says_what_it_shows_to_a_screen_reader(qtbot: QtBot, page: MemoryPage, anna: Memory, settle: Settle) -> None:
    page.reload()
    settle()
    spoken = [page.model.data(page.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(page.model.rowCount())]
    assert any(text.startswith("Your sister Anna lives in Berlin. Fact") for text in spoken)


def test_what_is_learned_in_a_chat_appears_without_reloading(qtbot: QtBot, page: MemoryPage, session: Session, settle: Settle) -> None:
    assert listed(page) == []
    message = session.conversations.say(session.conversations.create(), "I am allergic to peanuts.")
    session.learner.learn_message(message)
    qtbot.waitUntil(lambda: listed(page) == ["You are allergic to peanuts."])


def test_ctrl_z_takes_back_the_last_step(qtbot: QtBot, unlocked: Window, page: MemoryPage, session: Session, settle: Settle) -> None:
    memory = session.memories.add(NewMemory(text="The spare key is with Tom."))
    session.memories.edit(memory, text="The spare key is with Tina.")
    page.desk.actions.run("undo")
    settle()
    assert session.memories.get(memory.id).text == "The spare key is with Tom."


def test_with_no_days_of_grace_forgetting_erases(qtbot: QtBot, page: MemoryPage, session: Session, anna: Memory, settle: Settle) -> None:
    from engine.errors import NotFound

    session.settings.put("trash_days", 0)
    open_memory(page, anna, settle)
    page.forget()
    settle()
    dialog = page.dialog
    assert dialog is not None
    assert any("removed from the vault" in label.text() for label in dialog.findChildren(QLabel))
    dialog.sure.click()  # type: ignore[attr-defined]
    dialog.yes.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.dialog is not dialog, timeout=20_000)
    with pytest.raises(NotFound):
        session.memories.get(anna.id)
    assert page.dialog is not None
    page.dialog.reject()


def test_a_memory_opened_from_elsewhere_is_marked_in_the_list(workspace: Workspace, session: Session, anna: Memory, settle: Settle) -> None:
    session.memories.add(NewMemory(text="The spare key is with Tom."))
    workspace.desk.memory_asked.emit(anna.id)
    settle()
    assert workspace.memory.list.currentIndex().data() == "Your sister Anna lives in Berlin."


def test_an_added_memory_is_marked_in_the_list(page: MemoryPage, anna: Memory, settle: Settle) -> None:
    open_memory(page, anna, settle)
    page.verbs._add("The spare key is with Tom.", "semantic")
    settle()
    settle()
    assert page.detail.detail is not None
    assert page.detail.detail.memory.text == "The spare key is with Tom."
    assert page.list.currentIndex().data() == "The spare key is with Tom."


def test_a_narrow_window_cuts_nothing_off(unlocked: Window, page: MemoryPage, anna: Memory, settle: Settle) -> None:
    unlocked.resize(unlocked.minimumSize())
    open_memory(page, anna, settle)
    page.detail.begin_edit()
    settle()
    right = page.detail.editor.save_button.mapTo(page.detail, page.detail.editor.save_button.rect().bottomRight()).x()
    assert right <= page.detail.width()


def test_a_page_of_the_longer_list_before_is_not_taken_for_one_of_this(page: MemoryPage, session: Session, settle: Settle) -> None:
    with session.vault.change("test", "Filled"):
        for number in range(3 * PAGE):
            session.memories.add(NewMemory(text=f"The user has {'a cat' if number % 2 else 'bees'}, number {number}."))
    settle()
    assert page.model.total == 3 * PAGE
    changed: list[tuple[int, int]] = []
    page.model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    page.model.ask(Filter(search="number 7"))  # a few dozen
    page.model.data(page.model.index(2 * PAGE + 5, 0))  # painted once more before they come
    settle()
    assert 0 < page.model.total < PAGE
    assert all(0 <= first <= last < page.model.total for first, last in changed)
