"""Notifications of what is on today's page: off unless wanted, without a word of it unless that is wanted too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.today import reminding
from desktop.today.reminders import Reminders
from engine import clock
from engine.agenda.records import Agenda, Entry

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
NOON = datetime(2026, 11, 23, 12).astimezone()
DENTIST = "I have a dentist appointment on 24 November 2026 at 10am."


class Told(list[tuple[str, str]]):
    """A desktop that takes notifications, and the file that keeps up to when."""

    told: datetime | None = None

    def tell(self, title: str, text: str) -> None:
        self.append((title, text))


@pytest.fixture
def told(workspace: Workspace, session: Session, settle: Settle) -> Told:
    """On the day before, with one plan."""
    with clock.frozen(NOON):
        place = session.conversations.create()
        session.learner.learn_message(session.conversations.say(place, DENTIST))
    return Told()


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute).astimezone()


def look(workspace: Workspace, told: Told, settle: Settle, *moments: datetime) -> Told:
    """What is told when it is looked at these moments, by a program that starts anew each time."""
    for moment in moments:
        with clock.frozen(moment):
            reminders = Reminders(workspace.desk, told, told, workspace)
            settle()
            reminders.stop()
            reminders.deleteLater()
    return told


def test_nothing_is_told_unless_it_is_switched_on(workspace: Workspace, told: Told, settle: Settle) -> None:
    assert look(workspace, told, settle, at(8), at(9, 50)) == []


def test_by_default_no_word_of_it_is_told(workspace: Workspace, session: Session, told: Told, settle: Settle) -> None:
    session.settings.put("notify", True)
    assert look(workspace, told, settle, at(8, 5), at(9, 50)) == [
        ("Alcove", "One thing is on today's page."), ("Alcove", "Something on today's page begins soon."),
    ]  # fmt: skip


def test_with_leave_it_is_told_what_it_is(workspace: Workspace, session: Session, told: Told, settle: Settle) -> None:
    session.settings.put("notify", True)
    session.settings.put("notify_text", True)
    assert look(workspace, told, settle, at(8, 5), at(9, 50)) == [
        ("One thing is on today's page", "10:00 You have a dentist appointment"), ("You have a dentist appointment", "10:00"),
    ]  # fmt: skip


def test_nothing_is_told_twice_though_one_starts_anew(workspace: Workspace, session: Session, told: Told, settle: Settle) -> None:
    session.settings.put("notify", True)
    assert len(look(workspace, told, settle, at(7), at(8), at(8, 1), at(9, 45), at(9, 50), at(10), at(23))) == 2


def test_what_is_done_is_not_told(workspace: Workspace, session: Session, told: Told, settle: Settle) -> None:
    session.settings.put("notify", True)
    with clock.frozen(at(7)):
        session.days.done(session.days.agenda().today[0].memory)
    assert look(workspace, told, settle, at(8, 5), at(9, 50)) == []


def test_the_setting_takes_effect_at_once(workspace: Workspace, session: Session, told: Told, settle: Settle) -> None:
    reminders = Reminders(workspace.desk, told, told, workspace)
    settle()
    assert not reminders._timer.isActive()
    session.settings.put("notify", True)
    settle()
    assert reminders._timer.isActive()
    reminders.stop()


def page(*entries: Entry) -> Agenda:
    return Agenda(date(2026, 11, 24), today=entries, coming=(), daily=(), open=(), lately=())


def test_the_next_moment_is_before_the_next_thing_that_has_a_time_else_the_morning() -> None:
    day = date(2026, 11, 24)
    agenda = page(Entry("a", "plan", "The user has tea.", day, time(10)), Entry("b", "plan", "The user has dinner.", day, time(19, 30)))
    moments = [reminding.following(agenda, moment) for moment in (at(7), at(8), at(9, 45), at(20))]
    assert moments == [at(8), at(9, 45), at(19, 15), at(8) + timedelta(days=1)]


def test_a_full_day_is_told_in_a_few_lines() -> None:
    agenda = page(*(Entry(str(n), "plan", f"The user meets Ana {n}.", date(2026, 11, 24)) for n in range(9)))
    [(title, text)] = reminding.due(agenda, at(7), at(8), with_text=True)
    assert title == "9 things are on today's page"
    assert text.splitlines() == ["You meet Ana 0", "You meet Ana 1", "You meet Ana 2", "You meet Ana 3", "…"]
