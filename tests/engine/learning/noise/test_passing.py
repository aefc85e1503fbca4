"""What is over by tonight, a question without a verb behind what is told, and facts of others that only look like world facts."""

from __future__ import annotations

import re

import pytest

from engine.learning.noise.trailing import apart
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "text", ["just got in from the shops", "I'm stuck behind a tractor", "I've never told anyone", "just had the best soup of my life"]
)
def test_a_moment_is_no_memory(text: str) -> None:
    assert texts(text) == []


def test_what_is_arranged_with_somebody_for_today_is_no_mere_moment() -> None:
    assert texts("having tea with Ana today at 11pm") == ["The user is having tea with Ana on 17 June 2025 at 11pm."]
    assert texts("having tea on the sofa") == []


def test_a_question_without_a_verb_leaves_what_is_told_before_it() -> None:
    assert apart("my son is here till Sunday, easy dinner?") == "my son is here till Sunday; easy dinner?"
    assert apart("my son is here till Sunday, right?") == "my son is here till Sunday, right?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pauline's scan is clear", "Pauline's scan is clear."),
        ("my girlfriend feels cold constantly", "The user's girlfriend feels cold constantly."),
        ("My wife she is pregnant", "The user's wife is pregnant."),
        ("my brother Milo does mondays and fridays and i do sundays", "The user's brother Milo does mondays and fridays."),
        ("found my birth mother last year, she lives in Cork", "The user's birth mother lives in Cork."),
        ("here I work on warehouse", "The user works on warehouse."),
    ],
)
def test_facts_that_were_once_turned_down(text: str, told: str) -> None:
    assert told in texts(text)


def test_they_are_not_somebody_of_one_sex() -> None:
    assert not any("closing" in told for told in texts("my sister Amy is a nurse. they're closing the ward in May"))


def test_he_may_be_somebody_with_a_title() -> None:
    told = texts("Declan wants to sell. the probate solicitor is a Mr Oates and we meet him on the 3rd of next month at 11")
    assert any(re.match(r"The user meets Mr Oates on (?:Thursday )?3 July 2025", one) for one in told)
