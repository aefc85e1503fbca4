"""The time that a question names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.recall.times import Window, about_time, is_past, window

NOW = datetime(2025, 6, 18, 12, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what did I do yesterday?", "2025-06-17", "2025-06-17"),
        ("where was I on 2024-02-29", "2024-02-29", "2024-02-29"),
        ("what happened on 7 May 2023?", "2023-05-07", "2023-05-07"),
        ("what happened on May 7th", "2025-05-07", "2025-05-07"),
        ("who came on 24 December", "2024-12-24", "2024-12-24"),
        ("what did I read in August", "2024-08-01", "2024-08-31"),
        ("how was February 2024", "2024-02-01", "2024-02-29"),
        ("what did we do last summer", "2025-06-01", "2025-08-31"),
        ("where was I in the winter of 2023", "2023-12-01", "2024-02-29"),
        ("what happened in 2022?", "2022-01-01", "2022-12-31"),
        ("what did I eat last week", "2025-06-09", "2025-06-15"),
        ("what did I plan last month", "2025-05-01", "2025-05-31"),
        ("what did I say last weekend", "2025-06-14", "2025-06-15"),
        ("who called last Monday", "2025-06-16", "2025-06-16"),
        ("what was the plan two weeks ago", "2025-06-01", "2025-06-07"),
    ],
)
def test_it_becomes_a_window(question: str, first: str, last: str) -> None:
    assert window(question, NOW) == Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "question",
    ["I may be allergic to what?", "where is the march", "who is June", "31 February", "0 January", "spring rolls recipe", "which may I eat"],
)
def test_what_names_no_time_makes_no_window(question: str) -> None:
    assert window(question, NOW) is None


def test_a_month_or_year_lies_in_the_windows_that_it_overlaps() -> None:
    may = Window(date(2023, 5, 1), date(2023, 5, 31))
    assert may.holds("2023-05-07T10:00:00Z")
    assert may.holds("2023-05")
    assert may.holds("2023")
    assert not may.holds("2023-06-01")
    assert not may.holds("2022")
    assert not may.holds(None)


def test_dates_matter_to_some_questions_only() -> None:
    assert about_time("When is Anna's birthday?")
    assert about_time("what did I do in May 2023")
    assert not about_time("Where does my sister live?")


@pytest.mark.parametrize(
    "question", ["where did I live before?", "what did I use to drive", "who was my previous landlord", "befor Lyon where was I"]
)
def test_a_question_about_what_was_is_told_from_one_about_what_is(question: str) -> None:
    assert is_past(question)


@pytest.mark.parametrize("question", ["where do I live", "how old is my sister", "what should I check before the flight", "who is my old man"])
def test_a_question_about_what_is_asks_for_no_past(question: str) -> None:
    assert not is_past(question)
