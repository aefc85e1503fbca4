"""`alcove recall` for people: what is near, what hardly is, and that nothing is."""

from __future__ import annotations

import pytest

from tests.desktop.cli.support import Command

TOLD = ("My sister Petra lives in Graz.", "My brother Tom is a carpenter.", "I am allergic to peanuts.", "I work at Acme as a nurse.")


@pytest.fixture
def told(with_models: Command) -> Command:
    rows = [
        {"conversation": f"c{n}", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for n, text in enumerate(TOLD)
    ]
    assert with_models("vault", "create", "--key-file").code == 0
    assert with_models("ingest", with_models.jsonl("told.jsonl", rows), "--learn").code == 0
    return with_models


def test_that_nothing_is_near_is_said_first_and_few_are_listed(told: Command) -> None:
    lines = told("recall", "quantum chromodynamics").out.splitlines()
    assert lines[0] == "Nothing in memory is close to that. The least far from it:"
    assert 1 <= len(lines) - 1 <= 3 and all(line.split()[1] == "~" for line in lines[1:])


def test_what_bears_on_it_stands_first_unmarked_and_the_rest_is_marked(told: Command) -> None:
    lines = told("recall", "allergies").out.splitlines()
    assert "peanuts" in lines[0] and lines[0].split()[1] != "~"
    weak = [line for line in lines if line.split()[1] == "~"]
    assert weak and not any("peanuts" in line for line in weak)
    assert "~" in told("recall", "allergies").err


def test_an_empty_vault_has_nothing_to_find(with_models: Command) -> None:
    assert with_models("vault", "create", "--key-file").code == 0
    assert with_models("recall", "allergies").out == "Nothing found.\n"


def test_what_holds_the_very_word_is_never_called_far(told: Command) -> None:
    lines = told("recall", "Graz").out.splitlines()
    assert "Graz" in lines[0] and lines[0].split()[1] != "~"
    assert "carpenter" in told("recall", "anything about carpenters").out.splitlines()[0]
