"""A word of sympathy where somebody listens, and none where it would be odd."""

from __future__ import annotations

import pytest

from engine.answering.sympathy import EMERGENCY, GLAD, HARD, HELP, LOVELY, LOW, SORRY, WORN, urgent, word_for


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("My cat died yesterday.", SORRY),
        ("my grandma passed away last night", SORRY),
        ("Rex died this morning, he was fourteen", SORRY),
        ("we had to put our old dog down", SORRY),
        ("I was diagnosed with coeliac disease on Monday", HARD),
        ("Tom broke his arm at football", HARD),
        ("I didn't get the job", HARD),
        ("I failed my driving test", HARD),
        ("I feel a bit sad today", LOW),
        ("I've had such a bad day", LOW),
        ("I'm really worried sick about mum", LOW),
        ("I'm so tired and stressed", WORN),
        ("I passed my exam!!", GLAD),
        ("I got the job!", GLAD),
        ("We're expecting!", GLAD),
        ("my sister had her baby, a girl called Ida", GLAD),
        ("We got married on Saturday", GLAD),
        ("I'm over the moon", LOVELY),
        ("It's my birthday today", "Happy birthday!"),
        ("today is our wedding anniversary", "Happy anniversary!"),
    ],
)
def test_a_kind_word_comes_first(told: str, said: str) -> None:
    assert word_for(told) == said


@pytest.mark.parametrize(
    "told",
    [
        "My gran died in 1990.",
        "My uncle died when I was five",
        "I broke my leg as a child",
        "I passed my driving test in March",
        "We got married in 2010",
        "My sister is a nurse",
        "I have low blood pressure",
        "I'm on a low carb diet",
        "In the film the dog dies",
        "I'm not sad about it",
        "is it my birthday today?",
        "The battery died",
        "I had an accident years ago",
    ],
)
def test_no_word_where_it_would_be_odd(told: str) -> None:
    assert word_for(told) == ""


@pytest.mark.parametrize(
    "told", ["I want to die", "sometimes I think I should just kill myself", "should I kill myself?", "i dont want to be here anymore"]
)
def test_who_is_in_danger_is_told_who_can_help(told: str) -> None:
    assert urgent(told) == HELP


@pytest.mark.parametrize("told", ["I think I'm having a heart attack", "I can't breathe"])
def test_an_emergency_is_told_whom_to_call(told: str) -> None:
    assert urgent(told) == EMERGENCY


@pytest.mark.parametrize("told", ["I nearly killed myself laughing", "I could kill myself for forgetting it", "I want to die of embarrassment"])
def test_a_way_of_speaking_is_no_danger(told: str) -> None:
    assert urgent(told) == ""
