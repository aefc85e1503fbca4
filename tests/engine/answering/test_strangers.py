"""A small model makes up whoever it is asked about; memory says when it knows nobody of that name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.answering.strangers import stranger, unfamiliar


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Marlon?", "Marlon"),
        ("who's marlon again?", "Marlon"),
        ("and how is ruth doing these days?", "Ruth"),
        ("Where does Ingrid live?", "Ingrid"),
        ("what did Pavel say?", "Pavel"),
        ("tell me about Sofia", "Sofia"),
    ],
)
def test_a_given_name_that_memory_does_not_hold(question: str, name: str) -> None:
    assert stranger(question, {"anna"}) == name


@pytest.mark.parametrize(
    "question",
    [
        "Who is Anna?",  # known
        "Who is Marlon Brando?",  # a full name may be anybody's
        "who is grace kelly",
        "where is paris?",
        "Who is the president of France?",
        "what does osmosis mean?",
        "How is cheese made?",
        "Is water wet?",
        "Where is Ruth's school?",
        "",
    ],
)
def test_everything_else_is_left_alone(question: str) -> None:
    assert stranger(question, {"anna"}) == ""


def pieces(texts: Sequence[str]) -> list[int]:
    """A model that has one word for what everybody knows."""
    return [1 if text.strip().lower() in ("paris", "shakespeare", "big", "bang", "zurich") else 3 for text in texts]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where does Zorblatt live?", "Zorblatt"),
        ("where does zorblatt live", "Zorblatt"),
        ("Zorblatt's car is what colour?", "Zorblatt"),
        ("What did Ulrikka say about the boat?", "Ulrikka"),
        ("Is Brondby a good place for kids?", "Brondby"),
        ("Describe the Plomby", "Plomby"),
        ("How far is it from Paris to Wexcombe?", "Wexcombe"),
    ],
)
def test_a_name_that_a_model_can_only_make_something_up_about(question: str, name: str) -> None:
    assert unfamiliar(question, pieces) == name


@pytest.mark.parametrize(
    "question",
    [
        "Where is Paris?",
        "What is the Big Bang?",
        "What is the capital of Burkina Faso?",
        "Write a poem about Zorblatt the wizard",
        "What does the word Schadenfreude mean?",
        "What is DNA?",
        "what is osmosis",
        "It's raining, is it?",
        "",
    ],
)
def test_what_a_model_knows_or_may_make_up(question: str) -> None:
    assert unfamiliar(question, pieces) == ""
