"""A question tells nothing, however it is put: neither who somebody is nor what they are like."""

from __future__ import annotations

from itertools import product

import pytest

from tests.engine.learning.support import texts

RELATIONS = ("boss", "sister", "best friend", "dog", "landlord", "mum", "kids")
OF_RELATIONS = (
    "What's my {} called?", "whats my {} called", "Whats my {}'s name", "Who's my {}?", "where's my {} from?", "Where does my {} live?",
    "Why's my {} angry?", "How's my {}?", "hows my {} doing", "is my {} allergic to nuts?", "has my {} got diabetes?", "was my {} born in 1980?",
    "my {}'s name?", "and my {}?", "did I tell you about my {}?", "Is my {} Priya?", "Have I got a {}?", "my {} lives where?",
)  # fmt: skip
NAMES = ("Sara", "tom", "Mr Okafor")
OF_NAMES = (
    "What's {}'s job?", "Is {} my sister?", "Did {} like the film", "who is {} again", "remind me about {}", "what did I give {} for Easter?",
    "forgot {}'s surname, what is it?", "which one is {}?", "{}'s number?", "{} lives in Leeds, right?", "so {} is vegan?",
)  # fmt: skip


@pytest.mark.parametrize("question", [form.format(one) for form, one in (*product(OF_RELATIONS, RELATIONS), *product(OF_NAMES, NAMES))])
def test_a_question_tells_nothing(question: str) -> None:
    assert texts(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "How's my brother Tom?", "Has Sara met my boss Anil?", "Where does my aunt Beatrice live?", "how old is my nephew Kwame",
        "When's my cousin Ada's birthday?", "What did I tell my landlord Mr Price?",
    ],
)  # fmt: skip
def test_what_it_asks_of_memory_it_does_not_teach(question: str) -> None:
    assert texts(question) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What could I cook for my brother Tom?", "Tom is the user's brother."),
        ("Any gift ideas for my boss Anil?", "Anil is the user's boss."),
    ],
)
def test_but_whoever_asks_for_advice_may_say_in_passing_who_somebody_is(question: str, told: str) -> None:
    assert texts(question) == [told]
