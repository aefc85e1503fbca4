"""What is on in the days that a question asks about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import clock
from engine.answering.coming import asked
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.support import ScriptedChat

SUNDAY = datetime(2026, 11, 22, 21).astimezone()


def days(text: str) -> tuple[str, str] | None:
    span = asked(text, SUNDAY)
    return (span.first.isoformat(), span.last.isoformat()) if span else None


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what's on next week?", "2026-11-23", "2026-11-29"),
        ("What do I have tomorrow?", "2026-11-23", "2026-11-23"),
        ("anything planned on Tuesday?", "2026-11-24", "2026-11-24"),
        ("what's planned for December", "2026-12-01", "2026-12-31"),
        ("Am I free on the 27th?", "2026-11-27", "2026-11-27"),
        ("what have I got on in the next 10 days", "2026-11-22", "2026-12-02"),
        ("tell me what's coming up", "2026-11-22", "2026-12-06"),
        ("what do we have to do this week?", "2026-11-22", "2026-11-22"),
        ("what do I have to do before Christmas?", "2026-11-22", "2026-12-24"),
        ("what have I got until 5 December", "2026-11-22", "2026-12-05"),
        ("what's due by Friday?", "2026-11-22", "2026-11-27"),
        ("what's in my diary for March", "2027-03-01", "2027-03-31"),
        ("What is on tonight?", "2026-11-22", "2026-11-22"),
    ],
)
def test_it_asks_for_days(question: str, first: str, last: str) -> None:
    assert days(question) == (first, last)


@pytest.mark.parametrize(
    "question",
    ["what did I do yesterday?", "what happened last week?", "what do I have for breakfast on Tuesday?", "when is my dentist appointment?",
     "am I going to Sicily in May?",
     "What's up?", "what's on telly tonight?", "what is on my desk", "what do I have", "", "what did I plan for Friday?"],
)  # fmt: skip
def test_it_asks_for_something_else(question: str) -> None:
    assert days(question) is None


@given(st.text(max_size=120), st.dates(date(2000, 1, 2), date(2100, 1, 1)))
def test_the_days_asked_about_are_never_over(text: str, today: date) -> None:
    now = datetime(today.year, today.month, today.day, 12).astimezone()
    for question in (text, f"what's on {text}", f"what do I have in the next {text}"):
        span = asked(question, now)
        assert span is None or today <= span.last >= span.first


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield Session(vault, chat=ScriptedChat("I can't say.", small=True))  # type: ignore[arg-type]
    vault.close()


def test_plans_and_birthdays_of_those_days_are_told_and_no_others(session: Session) -> None:
    place = session.conversations.create()
    soon, later = (clock.now() + timedelta(days=number) for number in (2, 20))
    session.assistant.reply(place, f"I have a root canal on {soon:%-d %B %Y}.")
    session.assistant.reply(place, f"My flight to Oslo is on {later:%-d %B %Y}.")
    session.assistant.reply(place, f"My brother Tom's birthday is on {soon:%-d %B}.")
    told = session.assistant.reply(place, "what's on in the next 5 days?")
    assert "root canal" in told.answer.text
    assert "Tom" in told.answer.text
    assert "Oslo" not in told.answer.text
    used = session.vault.query(
        "SELECT 1 FROM receipt_memory u JOIN receipt r ON r.row = u.receipt WHERE r.id = ? AND u.in_prompt = 1", (told.receipt_id,)
    )
    assert len(used) == 2
    assert "Oslo" in session.assistant.reply(place, f"Am I free on {later:%-d %B}?").answer.text


def test_days_without_plans_are_told_to_be_free(session: Session) -> None:
    place = session.conversations.create()
    day = clock.now() + timedelta(days=3)
    assert session.assistant.reply(place, f"anything on {day:%-d %B}?").answer.text == (
        f"I have nothing noted for {day:%A}, {day.day} {day:%B} {day.year}."
    )
