"""A time of day without a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.learning.diary.clock import today
from engine.learning.extract import learn

MORNING = datetime(2025, 6, 17, 10, 0, tzinfo=UTC)


def texts(message: str, at: datetime = MORNING) -> list[str]:
    return [one.text for one in learn(message, at=at).candidates]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("dentist at 5pm", "The user has a dentist appointment on 17 June 2025 at 5pm."),
        ("I have a dentist at 5pm", "The user has a dentist appointment on 17 June 2025 at 5pm."),
        ("physio at noon", "The user has a physio appointment on 17 June 2025 at noon."),
        ("plumber at 11", "The user's plumber is coming on 17 June 2025 at 11."),
        ("vet for Rex at 4", "The user has a vet appointment for Rex on 17 June 2025 at 4."),
        ("tea with Ana at 4", "The user has tea with Ana on 17 June 2025 at 4."),
        ("exam at 2, room 12", "The user has an exam on 17 June 2025 at 2, room 12."),
        ("dinner at 8", "The user has dinner on 17 June 2025 at 8."),
        ("remember: dentist at 5pm", "The user has a dentist appointment on 17 June 2025 at 5pm."),
    ],
)
def test_it_is_todays(message: str, expected: str) -> None:
    assert texts(message) == [expected]


@pytest.mark.parametrize("message", ["dentist at 8am", "dentist at 09:30"])
def test_an_hour_that_is_over_gets_no_day(message: str) -> None:
    assert texts(message) == [f"The user has a dentist appointment {message.removeprefix('dentist ')}."]


@pytest.mark.parametrize("message", ["I get up at 6", "dentist on Friday at 5pm", "the shop closes at 6", "what about dentist at 5pm?", "my dentist"])
def test_other_messages_are_left_to_the_rules(message: str) -> None:
    assert today(message, MORNING) == [] or message.endswith("?")
    assert not any("17 June" in text for text in texts(message))


def test_among_other_sentences_the_day_may_be_another() -> None:
    assert not any("17 June" in text for text in texts("Friday is busy. Dentist at 5pm."))
