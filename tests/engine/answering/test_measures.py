"""Clock times, dates and measures written another way."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering import measures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at 5:40 pm", "at 17:40"),
        ("at 9am", "at 09:00"),
        ("at 12 am", "at 00:00"),
        ("at 12:15 p.m.", "at 12:15."),
        ("I am 5", "I am 5"),
        ("room 5 p", "room 5 p"),
    ],
)
def test_the_24_hour_clock(text: str, told: str) -> None:
    assert measures.clock_24(text) == told


@given(st.times())
def test_both_clocks_tell_the_same_time(moment: time) -> None:
    text = f"at {moment.hour:02d}:{moment.minute:02d} sharp"
    assert measures.clock_24(measures.clock_12(text)) == text


@pytest.mark.parametrize(
    ("wanted", "form"),
    [
        ("day.month.year", "%d.%m.%Y"),
        ("DD/MM/YYYY", "%d/%m/%Y"),
        ("month/day/year", "%m/%d/%Y"),
        ("YYYY-MM-DD", "%Y-%m-%d"),
        ("iso", "%Y-%m-%d"),
        ("you like", None),
    ],
)
def test_forms_of_dates(wanted: str, form: str | None) -> None:
    assert measures.date_form(wanted) == form


@pytest.mark.parametrize("text", ["on 7 June 2027", "on June 7, 2027", "on 7th of June 2027", "on 2027-06-07"])
def test_dates(text: str) -> None:
    assert measures.dates(text, "%d.%m.%Y") == "on 07.06.2027"


def test_a_date_that_does_not_exist_is_left_alone() -> None:
    assert measures.dates("31 February 2027", "%d.%m.%Y") == "31 February 2027"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("5 miles", "8 km (5 miles)"),
        ("at 70 mph", "at 113 km/h (70 mph)"),
        ("6 ft tall", "1.8 m (6 ft) tall"),
        ("1,000 lbs", "454 kg (1,000 lbs)"),
        ("70 °F", "21 °C (70 °F)"),
        ("£5 pounds sterling", "£5 pounds sterling"),
        ("M5 feet", "M5 feet"),
    ],
)
def test_metric(text: str, told: str) -> None:
    assert measures.metric(text) == told


def test_imperial() -> None:
    assert measures.imperial("8 km at 21 °C") == "5 miles (8 km) at 70 °F (21 °C)"
