"""The page of a day, from what was really said and learnt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engine import clock
from engine.agenda.days import Days, items
from engine.agenda.records import Entry
from engine.errors import BadInput
from engine.memory.facts import NewMemory
from engine.session import Session
from engine.vault import keys
from engine.vault.vault import Vault

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = SUNDAY.date()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    vault, _ = Vault.create(tmp_path / "home", passphrase="words", argon=keys.FLOOR)
    with clock.frozen(SUNDAY):
        live = Session(vault)
        yield live
        live.close()


@pytest.fixture
def days(session: Session) -> Days:
    return session.days


def tell(session: Session, *said: str) -> None:
    place = session.conversations.create()
    for text in said:
        session.learner.learn_message(session.conversations.say(place, text))


def texts(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.text for entry in entries]


def test_each_thing_stands_where_one_looks_for_it(session: Session, days: Days) -> None:
    tell(
        session, "I have a job interview this afternoon at 3pm.", "I have a dentist appointment on Tuesday at 10am.",
        "My sister Petra's birthday is on 3 December.", "I was born on 25 November 1985.", "I take 20 mg of citalopram every morning.",
        "My to-do list: water the plants, pay the rent, email Claire.",
        "Yesterday I had an exam in statistics.",
    )  # fmt: skip
    agenda = days.agenda()
    assert [(entry.kind, entry.on, str(entry.at)) for entry in agenda.today] == [("plan", TODAY, "15:00:00")]
    assert [(entry.kind, entry.on, entry.years) for entry in agenda.coming] == [
        ("plan", date(2026, 11, 24), None), ("birthday", date(2026, 11, 25), 41), ("birthday", date(2026, 12, 3), None),
    ]  # fmt: skip
    assert [entry.kind for entry in agenda.daily] == ["routine"]
    assert [(entry.kind, entry.items) for entry in agenda.open] == [("list", ("water the plants", "pay the rent", "email Claire"))]
    assert "statistics" in texts(agenda.lately)[0]
    assert len(agenda.entries) == 7


def test_a_day_with_nothing_is_empty(days: Days) -> None:
    assert days.agenda().entries == ()


def test_what_already_happened_is_no_plan(session: Session, days: Days) -> None:
    tell(session, "We moved to Leeds on Thursday.", "I adopted a cat this morning.")
    assert days.agenda().entries == ()


def test_done_later_and_never_take_an_entry_away_and_can_be_taken_back(session: Session, days: Days) -> None:
    tell(session, "Every Thursday I play badminton with Tom.")
    [entry] = days.agenda().coming
    thursday, next_week = date(2026, 11, 26), date(2026, 12, 3)
    days.done(entry.memory)
    assert days.agenda().coming == ()
    assert [one.on for one in days.agenda(thursday + timedelta(days=1)).coming] == [next_week], "only this one is done"
    days.later(entry.memory, date(2026, 11, 25))
    assert days.agenda().coming == ()
    assert [one.on for one in days.agenda(date(2026, 11, 25)).coming] == [thursday]
    days.never(entry.memory)
    assert days.agenda(date(2027, 1, 1)).entries == ()
    days.again(entry.memory)
    assert [one.on for one in days.agenda().coming] == [thursday]
    assert session.memories.get(entry.memory).status == "active", "the memory itself was never changed"


def test_a_finished_to_do_is_set_aside_and_undo_brings_it_back(session: Session, days: Days) -> None:
    tell(session, "I need to buy a birthday card for my mum.")
    [entry] = days.agenda().open
    days.done(entry.memory)
    assert days.agenda().open == ()
    session.vault.journal.undo()
    assert texts(days.agenda().open) == [entry.text]


def test_items_are_ticked_off_one_by_one(session: Session, days: Days) -> None:
    tell(session, "My shopping list: milk, eggs and coffee.")
    [entry] = days.agenda().open
    assert entry.items == ("milk", "eggs", "coffee")
    days.tick(entry.memory, "eggs")
    [entry] = days.agenda().open
    assert entry.items == ("milk", "coffee")
    assert "eggs" not in entry.text
    with pytest.raises(BadInput, match="not on the list"):
        days.tick(entry.memory, "eggs")
    session.vault.journal.undo()
    assert days.agenda().open[0].items == ("milk", "eggs", "coffee")
    for item in ("milk", "eggs", "coffee"):
        days.tick(entry.memory, item)
    assert days.agenda().open == ()


def test_what_is_forgotten_is_gone_from_the_page_and_from_what_was_said_of_it(session: Session, days: Days) -> None:
    tell(session, "I have a dentist appointment on Tuesday at 10am.", "Every Thursday I play badminton with Tom.")
    dentist, badminton = days.agenda().coming
    days.later(dentist.memory, date(2026, 11, 23))
    with session.vault.change("erase", "Erased", undoable=False) as change:
        change.execute("DELETE FROM memory WHERE id = ?", (dentist.memory,))
    days.never(badminton.memory)
    kept = session.vault.one("SELECT value FROM meta WHERE key = 'agenda'")
    assert kept is not None
    assert dentist.memory not in bytes(kept["value"]).decode()


def test_a_trip_told_twice_stands_there_once(session: Session, days: Days) -> None:
    session.memories.add(_plan("The user is flying to Lisbon on 28 November 2026."))
    session.memories.add(_plan("The user is going to Lisbon on 28 November 2026."))
    assert len(days.agenda().coming) == 1


def test_items_of_a_list() -> None:
    assert items("milk, eggs, and coffee") == ("milk", "eggs", "coffee")
    assert items("fish and chips; bread") == ("fish", "chips", "bread")
    assert items("sand for the Andes") == ("sand for the Andes",)
    assert items("") == ()


def _plan(text: str) -> NewMemory:
    return NewMemory(kind="episodic", text=text, category="plans", valid_from="2026-11-28", precision="day")


def test_what_lay_ahead_when_it_was_told_stands_on_its_day(session: Session, days: Days) -> None:
    tell(session, "having tea with Ana today at 11pm", "We are going to the zoo with the kids on Saturday.", "I fell off my bike today at 8am.")
    assert [(entry.kind, "tea with Ana" in entry.text, str(entry.at)) for entry in days.agenda().today] == [("plan", True, "23:00:00")]
    saturday = TODAY + timedelta(days=6)
    assert ["zoo" in text for text in texts(days.agenda(saturday).today)] == [True]
    assert ["tea with Ana" in text for text in texts(days.agenda(TODAY + timedelta(days=1)).lately)] == [True]
