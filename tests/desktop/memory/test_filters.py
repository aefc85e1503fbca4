"""The chips over the list: each narrows it in the database, and says what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate

from desktop.memory.filters import FilterChip
from desktop.memory.page import MemoryPage
from engine.memory.facts import NewEntity, NewMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu is a window of its own


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> MemoryPage:
    memories = session.memories
    memories.add(NewMemory(text="Claire is strict.", category="people", entities=(NewEntity("Claire", "person", relation="boss"),)))
    memories.add(NewMemory(text="Went to Lille.", kind="episodic", category="travel", valid_from="2019-05-03", source="import"))
    memories.add(NewMemory(text="A proposal.", status="proposed"))
    memories.archive(memories.add(NewMemory(text="The old gate code.", pinned=True)))
    workspace.show_page(1)
    settle()
    return workspace.memory


def listed(page: MemoryPage) -> set[str]:
    return {page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())}


def opened(chip: FilterChip, settle: Settle) -> dict[str, object]:
    """The menu's entries."""
    chip.click()
    settle()
    assert chip.menu_shown is not None
    return {action.text(): action for action in chip.menu_shown.actions()}


def test_a_menu_names_what_there_is_and_how_many(page: MemoryPage, settle: Settle) -> None:
    entries = opened(page.filters.statuses, settle)
    assert {"Current   2", "To review   1", "Archived   1"} <= set(entries)
    assert entries["Current   2"].isChecked()  # type: ignore[attr-defined]


def test_choosing_from_a_menu_narrows_the_list(page: MemoryPage, settle: Settle) -> None:
    entries = opened(page.filters.kinds, settle)
    entries["Events   1"].trigger()  # type: ignore[attr-defined]
    settle()
    assert listed(page) == {"Went to Lille."}
    assert page.filters.kinds.accessibleName() == "Kind: Events"
    assert page.filters.reset_button.isVisible()
    page.filters.reset_button.click()
    settle()
    assert listed(page) == {"Claire is strict.", "Went to Lille."}


def test_several_states_can_be_shown_together(page: MemoryPage, settle: Settle) -> None:
    page.filters.statuses.choose("active", "proposed")
    settle()
    assert listed(page) == {"Claire is strict.", "Went to Lille.", "A proposal."}


@pytest.mark.parametrize(("chip", "value", "text"), [
    ("categories", "people", "Claire is strict."), ("sources", "import", "Went to Lille."), ("statuses", "archived", "The old gate code."),
])  # fmt: skip
def test_category_source_and_state(page: MemoryPage, settle: Settle, chip: str, value: str, text: str) -> None:
    getattr(page.filters, chip).choose(value)
    settle()
    assert listed(page) == {text}


def test_people_are_offered_by_name_and_relation(page: MemoryPage, settle: Settle) -> None:
    entries = opened(page.filters.about, settle)
    entries["Claire (boss)   1"].trigger()  # type: ignore[attr-defined]
    settle()
    assert listed(page) == {"Claire is strict."}
    assert page.filters.about.accessibleName() == "Who and what: Claire (boss)"


def test_a_year_is_chosen(page: MemoryPage, settle: Settle) -> None:
    year = dict(page.filters.period.periods(2015))["2019"]
    page.filters.period.choose("2019", year)
    settle()
    assert listed(page) == {"Went to Lille."}


def test_any_two_days_are_chosen_and_asked_for_again(page: MemoryPage, settle: Settle) -> None:
    chip = page.filters.period
    chip.ask()
    chip.asking.days.from_field.setDate(QDate(2019, 1, 1))
    chip.asking.days.to_field.setDate(QDate(2019, 12, 31))
    chip.asking.yes.click()
    settle()
    assert listed(page) == {"Went to Lille."}
    assert "1 January 2019 – 31 December 2019" in chip.text()
    chip.ask()
    assert (chip.asking.days.first.isoformat(), chip.asking.days.last.isoformat()) == ("2019-01-01", "2019-12-31")
    chip.asking.reject()


def test_only_the_pinned(page: MemoryPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.statuses.choose()
    page.filters.pinned.click()
    settle()
    assert listed(page) == {"The old gate code."}


def test_words_and_chips_work_together(page: MemoryPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.statuses.choose()
    page.search.setText("lille")
    qtbot.waitUntil(lambda: listed(page) == {"Went to Lille."})
    page.filters.kinds.choose("semantic")
    settle()
    assert page.nothing.title.text() == "Nothing found"
