"""The page of a day in the real window, from what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.today import wording
from engine import clock
from engine.agenda.records import Entry, Kind

if TYPE_CHECKING:
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from desktop.today.page import TodayPage
    from desktop.today.row import EntryRow
    from engine.session import Session

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, session: Session, settle: Settle) -> TodayPage:
    """With a day's worth of plans."""
    place = session.conversations.create()
    tomorrow = clock.now().date() + timedelta(days=1)
    for said in (
        "I have a dentist appointment tomorrow at 10am.",
        "I take 20 mg of citalopram every morning.",
        "My to-do list: water the plants, pay the rent, email Claire.",
        f"My sister Petra's birthday is on {tomorrow.day} {tomorrow:%B}.",
    ):
        session.learner.learn_message(session.conversations.say(place, said))
    workspace.desk.actions.run("view.today")
    settle()
    return workspace.today


def shown(page: TodayPage) -> dict[str, EntryRow]:
    return {row.said.accessibleName(): row for row in page.rows.values()}


def test_what_was_said_in_chats_stands_on_the_page(page: TodayPage) -> None:
    rows = shown(page)
    assert len(rows) == 4
    assert [row.when.text() for row in rows.values() if row.entry.kind == "plan"] == ["Tomorrow, 10:00"]
    assert [[box.text() for box in row.boxes] for row in rows.values() if row.boxes] == [["water the plants", "pay the rent", "email Claire"]]
    assert {"Your sister Petra's birthday", "You have a dentist appointment", "Your to-do list"} <= rows.keys(), "the day stands beside it"


def test_what_is_on_tonight_stands_under_today(workspace: Workspace, session: Session, settle: Settle) -> None:
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with clock.frozen(noon):
        session.learner.learn_message(session.conversations.say(session.conversations.create(), "having tea with Ana today at 11pm"))
        workspace.desk.actions.run("view.today")
        settle()
        (row,) = workspace.today.rows.values()
        assert "tea with Ana" in row.said.accessibleName()
        assert "23:00" in row.when.text()
        assert row.finish is not None, "it can be ticked off"


def test_done_is_taken_back_from_the_toast(page: TodayPage, unlocked: Window, settle: Settle) -> None:
    dentist = next(row for row in page.rows.values() if row.entry.kind == "plan")
    assert dentist.finish is not None
    dentist.finish.click()
    settle()
    assert "plan" not in {row.entry.kind for row in page.rows.values()}
    assert unlocked.toasts.toast is not None
    assert unlocked.toasts.toast.button is not None
    unlocked.toasts.toast.button.click()
    settle()
    assert "plan" in {row.entry.kind for row in page.rows.values()}


def test_an_item_is_ticked_off_and_the_journal_knows(page: TodayPage, session: Session, settle: Settle) -> None:
    listed = next(row for row in page.rows.values() if row.boxes)
    listed.boxes[1].click()
    settle()
    listed = next(row for row in page.rows.values() if row.boxes)
    assert [box.text() for box in listed.boxes] == ["water the plants", "email Claire"]
    session.vault.journal.undo()
    settle()


def test_later_and_not_here_are_in_the_menu(page: TodayPage, settle: Settle) -> None:
    dentist = next(row for row in page.rows.values() if row.entry.kind == "plan")
    menu = dentist.menu()
    later, hide, _, show = menu.actions()
    assert [later.text(), hide.text(), show.text()] == ["Later", "Not on this page", "Show the memory"]
    hide.trigger()
    menu.close()
    settle()
    assert "plan" not in {row.entry.kind for row in page.rows.values()}


def test_a_line_leads_to_its_memory(page: TodayPage, workspace: Workspace, settle: Settle) -> None:
    row = next(row for row in page.rows.values() if row.entry.kind == "routine")
    row.said.click()
    settle()
    assert workspace.pages.currentWidget() is workspace.memories


def test_an_empty_day_says_what_would_appear(workspace: Workspace, settle: Settle) -> None:
    workspace.desk.actions.run("view.today")
    settle()
    assert workspace.today.rows == {}


@pytest.mark.parametrize(
    ("kind", "text", "years", "said"),
    [
        ("plan", "The user has a dentist appointment on Tuesday 24 November 2026 at 10am.", None, "You have a dentist appointment"),
        (
            "plan",
            "The user is meeting Ana on 24 November 2026 at 10:30 at the station.",
            None,
            "You are meeting Ana on 24 November 2026 at 10:30 at the station",
        ),
        ("birthday", "The user was born on 25 November 1985.", 41, "Your birthday: you turn 41"),
        ("birthday", "The user's son Max was born on 25 November 2020.", 6, "Your son Max turns 6"),
        ("anniversary", "The user's wedding anniversary is on 28 November.", None, "Your wedding anniversary"),
        ("routine", "The user plays badminton with Tom every Thursday.", None, "You play badminton with Tom every Thursday"),
    ],
)
def test_entries_are_said_without_the_day_that_stands_beside_them(kind: Kind, text: str, years: int | None, said: str) -> None:
    assert wording.text(Entry("id", kind, text, date(2026, 11, 25), years=years)) == said


def test_days_are_named_as_people_do() -> None:
    sunday = date(2026, 11, 22)
    named = [wording.day(sunday + timedelta(days=n), sunday) for n in (-1, 0, 1, 4, 7, 60)]
    assert named == ["Yesterday", "Today", "Tomorrow", "Thursday", "29 November", "21 January 2027"]
    assert [until for _, until in wording.later(sunday)] == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 23), date(2026, 12, 22)]
