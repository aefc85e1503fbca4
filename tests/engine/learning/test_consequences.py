"""A lasting reason and the instruction that follows from it."""

from __future__ import annotations

import pytest

from engine.learning.rules.consequences import SENTENCES, so_then
from tests.engine.learning.support import texts


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_it_is_an_instruction(sentence: str, expected: str) -> None:
    assert [one.told for one in so_then(sentence)] == ([expected] if expected else [])


def test_the_reason_is_told_as_well() -> None:
    told = texts("vegan house, so no eggs no honey in anything you suggest")
    assert told == ["The user's household is vegan.", "The assistant should not suggest eggs or honey in anything it suggests."]


def test_what_the_assistant_should_do_first_is_no_procedure_of_the_user() -> None:
    assert texts("Before you suggest a restaurant, check it has a ramp") == [
        "Before the assistant suggests a restaurant, it should check it has a ramp."
    ]


def test_a_name_that_is_not_to_be_used() -> None:
    assert "The assistant should never use Sebastiaan." in texts("call me Bas. Never Sebastiaan")


def test_steps_after_an_equals_sign() -> None:
    assert texts("cleaning the kettle = half vinegar half water, boil it, rinse twice") == [
        "For cleaning the kettle: half vinegar half water, boil it, rinse twice."
    ]


def test_a_day_that_was_moved_is_the_day_from_now_on() -> None:
    assert texts("swapped my day off from wed to mon") == ["The user's day off is now on Mondays."]
