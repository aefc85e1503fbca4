"""Two questions in one sentence are told apart, and the second keeps its subject."""

from __future__ import annotations

import pytest

from engine.answering.twofold import two_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("what breed is my dog and what is it called", ("what breed is my dog?", "what is my dog called?")),
        ("How old is Jonas and when is his fencing?", ("How old is Jonas?", "when is Jonas's fencing?")),
        ("Where do I work and who is my boss?", ("Where do I work?", "who is my boss?")),
        ("Where does my sister live? And what does she do?", ("Where does my sister live?", "what does my sister do?")),
    ],
)
def test_two_questions(text: str, parts: tuple[str, str]) -> None:
    assert two_parts(text) == parts


@pytest.mark.parametrize(
    "text",
    ["What do Jonas and Mia like?", "Who is Anna?", "what did I say and when", "I wonder what Tom and Ann do and where", "When do we eat and drink?"],
)
def test_one_question(text: str) -> None:
    assert two_parts(text) is None


def test_a_known_name_in_lower_case_is_whom_both_are_about() -> None:
    assert two_parts("who picks solveig up and when does she land?", {"solveig"}) == ("who picks solveig up?", "when does solveig land?")
