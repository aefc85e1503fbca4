"""A small model makes up whoever it is asked about; memory says when it knows nobody of that name."""

from __future__ import annotations

import pytest

from engine.answering.strangers import stranger


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
