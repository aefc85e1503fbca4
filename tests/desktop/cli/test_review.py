"""`alcove review`: what waits for the user's word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desktop.cli.support import Command


@pytest.fixture
def asked(vault: Command) -> Command:
    texts = ("my cousin is called Dwight", "my uncle is called Dwight")
    rows = [
        {"conversation": f"c{n}", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for n, text in enumerate(texts)
    ]
    assert vault("ingest", vault.jsonl("told.jsonl", rows), "--learn").code == 0
    return vault


def _questions(asked: Command) -> list[dict[str, Any]]:
    return list(asked("review", "list", "--json").json["questions"])


def _active(asked: Command) -> set[str]:
    return {memory["text"] for memory in asked("memories", "list", "--status", "active", "--json").json["memories"]}


def test_the_inbox_shows_both_sides(asked: Command) -> None:
    (question,) = _questions(asked)
    assert (question["memory"]["text"], question["against"]["text"]) == ("Dwight is the user's uncle.", "Dwight is the user's cousin.")
    shown = asked("review", "show", question["memory"]["id"]).out
    assert "Which is right?" in shown
    assert "my cousin is called Dwight" in shown


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        ("keep", {"Dwight is the user's uncle."}),
        ("reject", {"Dwight is the user's cousin."}),
        ("both", {"Dwight is the user's uncle.", "Dwight is the user's cousin."}),
    ],
)
def test_an_answer_empties_the_inbox_and_can_be_undone(verb: str, left: set[str], asked: Command) -> None:
    before = _active(asked)
    (question,) = _questions(asked)
    assert asked("review", verb, question["memory"]["id"]).code == 0
    assert (_active(asked), _questions(asked)) == (left, [])
    assert asked("memories", "undo").code == 0
    assert _active(asked) == before
    assert len(_questions(asked)) == 1


def test_an_empty_inbox_says_so(vault: Command) -> None:
    assert "Nothing waits" in vault("review", "list").out


def test_only_what_waits_can_be_answered(asked: Command) -> None:
    (question,) = _questions(asked)
    result = asked("review", "keep", question["against"]["id"])
    assert result.code != 0
    assert "review list" in result.err
