"""What leaves out its subject is told of the user only when something speaks for it."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import reasons, texts


@pytest.mark.parametrize("message", ["tested it twice, same thing", "kept the second half", "watched the whole thing"])
def test_alone_and_about_nothing_in_particular_it_goes_unkept(message: str) -> None:
    assert texts(message) == []


def test_why_it_goes_unkept_can_be_looked_at() -> None:
    assert "too little said" in reasons("kept the second half")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("kept the allotment after the divorce", "The user kept the allotment after the divorce."),
        ("my leave starts in May. kept the second half", "The user kept the second half."),
        ("can't stand fennel", "The user cannot stand fennel."),
    ],
)
def test_with_something_of_somebodys_life_it_is_kept(message: str, told: str) -> None:
    assert told in texts(message)
