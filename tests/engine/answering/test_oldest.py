"""Who is the youngest or the eldest, from the ages that memories tell."""

from __future__ import annotations

import pytest

from engine.answering.oldest import by_age

TOLD = (
    "Kofi is the user's kid.", "The user's kid Kofi is 9 years old.",
    "Ama is the user's kid.", "The user's kid Ama is 7 years old.",
    "Yaw is the user's kid.", "The user's kid Yaw is 8 months old.", "Petra is the user's sister.", "Tom is the user's brother.",
    "Petra was born in 1990.",
)  # fmt: skip


def told(question: str, *texts: str, over: tuple[int, ...] = ()) -> str:
    texts = texts or TOLD
    found = by_age(question, texts, [n in over for n in range(len(texts))], (), 2026)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what's the name of my eldest child?", "Kofi, who is 9."),
        ("Which of my kids is the youngest?", "Yaw, who is 8 months."),
        ("who is older, Kofi or Ama?", "Kofi is older (9) than Ama (7)."),
        ("is Ama older than Kofi?", "No: Kofi is older (9) than Ama (7)."),
        ("is Ama younger than Kofi?", "Yes: Kofi is older (9) than Ama (7)."),
        ("Who's younger, Petra or Kofi", "Petra is older (36) than Kofi (9)."),
    ],
)
def test_it_is_worked_out_from_ages(question: str, answer: str) -> None:
    assert told(question) == answer


@pytest.mark.parametrize(
    "question", ["is Tom older than Petra?", "which of my siblings is the oldest?", "what's the oldest bridge in Leeds?", "how old is Ama?"]
)
def test_without_every_age_nothing_is_worked_out(question: str) -> None:
    assert told(question) == ""


def test_an_age_that_no_longer_holds_does_not_count() -> None:
    assert told("which of my kids is the youngest?", over=(5,)) == ""
