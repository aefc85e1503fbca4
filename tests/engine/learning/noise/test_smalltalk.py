"""States of the moment pass; what recurs, lasts or says where one is stays."""

from __future__ import annotations

import pytest

from engine.learning.noise.smalltalk import is_just_done, is_passing_topic, reason


@pytest.mark.parametrize(
    "rest",
    [
        "is so tired",
        "is raging",
        "is in no mood for films",
        "is off to bed",
        "has a headache",
        "always mixes up affect and effect",
        "is going to get lunch",
        "cannot be bothered today",
        "needs a new one",
    ],
)
def test_it_passes(rest: str) -> None:
    assert reason(rest)


@pytest.mark.parametrize(
    "rest",
    [
        "is back running, 3 times a week",
        "is back in the mine at Kiruna",
        "is on the third floor in Gdynia",
        "is afraid of lifts",
        "is thinking of selling the flat in spring",
        "is looking for a new job",
        "has a headache every Monday",
        "is going to get married",
    ],
)
def test_it_stays(rest: str) -> None:
    assert reason(rest) == ""


def test_what_is_only_just_done_is_no_event() -> None:
    assert is_just_done("just ate")
    assert not is_just_done("just got diagnosed with gout")
    assert is_passing_topic("The user's brain")
