from __future__ import annotations

import pytest

from tests.engine.learning.support import candidates, texts


@pytest.mark.parametrize(
    ("message", "told", "day"),
    [
        ("my exam is 3 july, revision session with Bola the day before", "The user has a revision session with Bola on 2 July 2025.", "2025-07-02"),
        ("Flight to Accra on 9 August, back two weeks later", "The user is back on 23 August 2025.", "2025-08-23"),
        ("hearing is 22 july and I'm meeting my solicitor the day before", "The user is meeting their solicitor on 21 July 2025.", "2025-07-21"),
    ],
)
def test_a_time_counts_from_the_day_told_before(message: str, told: str, day: str) -> None:
    assert {one.text: one.valid_from for one in candidates(message)}[told] == day


def test_without_such_a_day_it_is_not_told() -> None:
    assert not any("day before" in text for text in texts("I'm meeting my solicitor the day before"))
