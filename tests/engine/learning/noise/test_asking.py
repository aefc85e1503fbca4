"""Questions and orders, told from statements that begin with the same words."""

from __future__ import annotations

import pytest

from engine.learning.noise.asking import asked_from, is_order, is_question, is_request
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "text",
    [
        "why do cats purr",
        "do owls blink",
        "when is the next leap year",
        "did the ferry run today",
        "has my parcel come",
        "any good films on",
        "so what about Lisbon",
        "difference between jam and marmalade",
        "when's the clock change",
    ],
)
def test_a_question_needs_no_question_mark(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "had a hip replaced in Bonn",
        "did a year in Osaka",
        "have two cats",
        "was my sister's bridesmaid",
        "where I grew up there's one bus a day",
        "what I take is 5 mg at night",
    ],
)
def test_a_statement_may_begin_like_a_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "write a toast",
        "pls shorten this",
        "can you rename it and sort the list",
        "walk me through it",
        "Q4. Translate into Greek",
        "a caption for the photo",
    ],
)
def test_an_order_is_a_request(text: str) -> None:
    assert is_request(text) or is_question(text)


@pytest.mark.parametrize("text", ["book club is on Monday", "walk the dog twice a day", "call with Uwe on friday", "test results came back"])
def test_a_noun_is_no_order(text: str) -> None:
    assert not is_request(text)


def test_some_verbs_are_orders_only_to_the_assistant() -> None:
    assert is_order("write a limerick")
    assert not is_order("play bass in a covers band")


def test_the_question_of_a_sentence_begins_at_the_clause_that_asks() -> None:
    assert asked_from(["I have a bad back", "which chair is best"], "I have a bad back, which chair is best") == 1


def test_a_preface_asks_nothing_yet() -> None:
    assert asked_from(["quick q", "my hip is new", "can I kneel"], "quick q, my hip is new, can I kneel") == 2


def test_a_tag_after_what_one_says_of_others_asks_for_all_of_it() -> None:
    assert asked_from(["Oslo has a palace", "right"], "Oslo has a palace, right") == 0


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("I'm learning the harp??", "The user is learning the harp."),
        ("my sister Liv handles the tickets, not me, ok?", "Liv is the user's sister."),
        ("I've got a nut allergy, any ideas for a starter?", "The user has a nut allergy."),
    ],
)
def test_what_is_told_beside_a_question_mark_is_kept(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_an_inverted_question_is_no_note_of_ones_own() -> None:
    assert texts("do nurses work nights usually") == []
    assert texts("do nights at the depot") == ["The user does nights at the depot."]


def test_an_order_that_ends_in_please_is_no_statement() -> None:
    assert texts("take her off the list please") == []
