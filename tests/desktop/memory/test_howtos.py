"""Instructions with their switches, procedures with their steps and counts, and the profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.memory import section
from desktop.memory.howtos import NO_INSTRUCTIONS, NO_PROCEDURES, HowtosPage, InstructionRow, ProcedureCard
from desktop.memory.profile import EMPTY
from desktop.widgets.states import EmptyState
from engine.memory.facts import NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> HowtosPage:
    workspace.show_memory_tab(section.HOWTOS)
    settle()
    return workspace.memories.howtos


def shown(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and not label.isHidden()]


def test_what_is_not_there_is_explained(page: HowtosPage) -> None:
    assert NO_INSTRUCTIONS in shown(page)
    assert NO_PROCEDURES in shown(page)


def test_an_instruction_is_added_switched_off_and_on_again(page: HowtosPage, session: Session, settle: Settle) -> None:
    assert not page.add_button.isEnabled()
    page.field.setText("Always answer in short sentences.")
    page.add_button.click()
    settle()
    settle()
    (row,) = page.findChildren(InstructionRow)
    assert row.box.isChecked()
    assert page.field.text() == ""
    row.box.click()
    settle()
    settle()
    assert session.instructions.in_force() == []
    (row,) = page.findChildren(InstructionRow)
    assert not row.box.isChecked()
    row.box.click()
    settle()
    assert len(session.instructions.in_force()) == 1


def test_a_secret_makes_no_instruction(page: HowtosPage, session: Session, settle: Settle, workspace: Workspace) -> None:
    page.field.setText("Always log in with password hunter2.")
    said: list[str] = []
    page.desk.tasks.failed.connect(lambda error: said.append(str(error.message)))
    page.add()
    settle()
    assert session.instructions.all() == []
    assert said == ["That looks like a password, a number or a key."]
    for dialog in workspace.window().findChildren(QWidget, "qt_dialog"):
        dialog.close()


def test_a_procedure_shows_its_steps_and_how_it_turned_out(page: HowtosPage, session: Session, settle: Settle) -> None:
    place = session.conversations.create()
    session.learner.learn_message(session.conversations.say(place, "To reset the router: unplug it, wait ten seconds, plug it in."))
    settle()
    settle()
    (card,) = page.findChildren(ProcedureCard)
    assert shown(card)[:1] == ["Reset the router"]
    assert {"1", "Unplug it", "2", "Wait ten seconds", "3", "Plug it in", "Not used yet"} <= set(shown(card))
    for name in ("It worked: Reset the router", "It worked: Reset the router", "It didn't work: Reset the router"):
        next(button for button in page.findChildren(QAbstractButton) if button.accessibleName() == name and button.isVisible()).click()
        settle()
        settle()
    (card,) = [card for card in page.findChildren(ProcedureCard) if not card.isHidden()]
    assert "Worked twice · did not work once" in shown(card)


def test_the_profile_is_read_by_section_and_leads_to_its_memories(workspace: Workspace, session: Session, settle: Settle) -> None:
    workspace.show_memory_tab(section.PROFILE)
    settle()
    (empty,) = workspace.memories.profile.findChildren(EmptyState)
    assert empty.title.text() == EMPTY[0]
    made = session.memories.add(NewMemory(text="The user is allergic to peanuts.", category="health", subject="user", importance=0.9))
    settle()
    settle()
    page = workspace.memories.profile
    assert "Health" in shown(page)  # before an idle time has written it
    session.consolidate()
    settle()
    settle()
    assert "Health" in shown(page)
    next(button for button in page.findChildren(QAbstractButton) if button.accessibleName() == "You are allergic to peanuts.").click()
    settle()
    assert workspace.memories.pages.currentWidget() is workspace.memory
    assert workspace.memory.current is not None
    assert workspace.memory.current.id == made.id


def test_a_memory_that_changed_shows_what_it_was_and_what_became_of_it(qtbot: QtBot, workspace: Workspace, session: Session, settle: Settle) -> None:
    old = session.memories.add(NewMemory(text="The user lives in Ghent."))
    new = session.memories.add(NewMemory(text="The user lives in Lyon.", valid_from="2026-03-01", precision="month"))
    session.memories.supersede(old, new)
    workspace.show_memory_tab(section.BROWSE)
    page = workspace.memory
    page.open_memory(new.id)
    settle()
    assert "Took the place of" in shown(page.detail)
    link = next(button for button in page.detail.findChildren(QAbstractButton) if button.accessibleName() == "Took the place of: You live in Ghent.")
    link.click()
    settle()
    assert page.detail.text.text() == "You live in Ghent."
    assert "Replaced by" in shown(page.detail)
    assert "Since March" in " ".join(shown(page.detail))
    assert "State: in use → past" in shown(page.detail)


def test_an_instruction_is_switched_in_its_details(workspace: Workspace, session: Session, settle: Settle) -> None:
    made = session.instructions.add("The assistant should answer in short sentences.")
    workspace.show_memory_tab(section.BROWSE)
    page = workspace.memory
    page.open_memory(made.id)
    settle()
    assert page.detail.switch_button.isVisible()
    page.detail.switch_button.click()
    settle()
    settle()
    assert not session.memories.get(made).enabled
    assert page.detail.state.text() == "switched off"
    assert page.detail.switch_button.accessibleName() == "Switch the instruction on"
