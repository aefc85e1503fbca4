"""What was told in the days that a question asks about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import clock
from engine.answering.lately import asked
from engine.session import Session
from engine.vault.vault import Vault
from tests.desktop.support import ScriptedChat

SUNDAY = datetime(2026, 11, 22, 21).astimezone()


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what did we talk about today?", "2026-11-22", "2026-11-22"),
        ("So what did I tell you yesterday?", "2026-11-21", "2026-11-21"),
        ("what have we discussed so far", "2026-11-21", "2026-11-22"),
        ("what did I say last week", "2026-11-09", "2026-11-15"),
        ("what did we talk about on Monday?", "2026-11-16", "2026-11-16"),
        ("recap our conversation", "2026-11-21", "2026-11-22"),
    ],
)
def test_it_asks_for_days(question: str, first: str, last: str) -> None:
    days = asked(question, SUNDAY)
    assert days is not None
    assert [day.isoformat() for day in days] == [first, last]


@pytest.mark.parametrize(
    "question", ["what did I say about Anna?", "what did I do yesterday?", "what did you say?", "what's on today?", "tell me a story", ""]
)
def test_it_asks_for_something_else(question: str) -> None:
    assert asked(question, SUNDAY) is None


@given(st.text(max_size=100))
def test_days_lie_behind(text: str) -> None:
    for question in (text, f"what did we talk about {text}"):
        days = asked(question, SUNDAY)
        assert days is None or days[0] <= days[1] <= SUNDAY.date()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield Session(vault, chat=ScriptedChat("I can't say.", small=True))  # type: ignore[arg-type]
    vault.close()


def test_what_was_told_then_is_listed_and_nothing_else(session: Session) -> None:
    place = session.conversations.create()
    with clock.frozen(clock.now() - timedelta(days=9)):
        session.assistant.reply(place, "I am allergic to peanuts.")
    session.assistant.reply(place, "I work as a nurse.")
    session.assistant.reply(place, "My sister Anna lives in Berlin.")
    told = session.assistant.reply(place, "what did we talk about today?").answer.text
    assert told.splitlines()[1:] == ["- You work as a nurse.", "- Your sister Anna lives in Berlin."]
    day = clock.now() - timedelta(days=3)
    nothing = session.assistant.reply(place, f"what did I tell you on {day:%-d %B %Y}?").answer.text
    assert nothing == f"On {day:%A}, {day.day} {day:%B} you told me nothing that I noted."
