"""Look-ups in note form, and headings of other people's texts."""

from __future__ import annotations

import pytest

from engine.learning.noise.lookups import is_headed, is_looked_up
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "message",
    [
        "driving in Italy with a UK licence, rules",
        "two weeks in Japan, sample itinerary",
        "running node 20 on ubuntu, npm install fails",
        "baby names starting with O",
        "cooking pasta, how much salt",
    ],
)
def test_a_look_up_tells_nothing_of_the_user(message: str) -> None:
    assert is_looked_up(message)
    assert texts(message) == []


@pytest.mark.parametrize("message", ["my dates are 3 and 4 May, rules", "moved to Leeds, box room", "no dishwasher, no microwave"])
def test_who_speaks_of_themselves_looks_nothing_up(message: str) -> None:
    assert not is_looked_up(message)


def test_under_a_heading_stands_a_text() -> None:
    assert is_headed("scene: a widow, 78, one cat")
    assert is_headed("CV line: ten years in retail")
    assert not is_headed("role at work changed, now a buyer")
