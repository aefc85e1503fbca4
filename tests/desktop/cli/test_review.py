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


class TestManyAtOnce:
    """What an import left waiting."""

    TOLD = (
        "My brother Carl lives in Bonn.", "My brother Carl plays the cello.", "I am allergic to walnuts.", "Always answer in French.",
        "I work at Acme as a nurse.",
    )  # fmt: skip

    @pytest.fixture
    def imported(self, vault: Command) -> Command:
        rows = [
            {"conversation": "c", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
            for n, text in enumerate(self.TOLD)
        ]
        assert vault("import", vault.jsonl("told.jsonl", rows), "--yes").code == 0
        assert _active(vault) == set()
        return vault

    def _waiting(self, asked: Command) -> set[str]:
        return {question["memory"]["text"] for question in _questions(asked)}

    def test_by_person_is_one_step(self, imported: Command) -> None:
        before = self._waiting(imported)
        done = imported("review", "accept", "--about", "Carl", "--yes")
        assert done.code == 0 and "Accepted: " in done.out
        assert all("Carl" in text for text in _active(imported)) and len(_active(imported)) >= 2
        assert imported("memories", "undo").code == 0
        assert (_active(imported), self._waiting(imported)) == (set(), before)

    def test_by_category(self, imported: Command) -> None:
        imported("review", "accept", "--kind", "health", "--yes")
        assert _active(imported) == {"The user is allergic to walnuts."}

    def test_from_ones_own_messages_but_never_an_order(self, imported: Command) -> None:
        imported("review", "accept", "--mine", "--yes")
        assert self._waiting(imported) == {"The assistant should always answer in French."}
        imported("review", "accept", "--all", "--yes")
        assert self._waiting(imported) == {"The assistant should always answer in French."}
        imported("review", "accept", "--kind", "procedural", "--yes")
        assert self._waiting(imported) == set()

    def test_a_look_changes_nothing_and_the_rest_can_be_set_aside(self, imported: Command) -> None:
        before = self._waiting(imported)
        meant = imported("review", "accept", "--about", "carl", "--dry-run", "--json").json
        assert meant["step"] is None and all("Carl" in memory["text"] for memory in meant["memories"])
        assert "  The user is allergic to walnuts." in imported("review", "dismiss", "--all", "--dry-run").out
        assert self._waiting(imported) == before
        told = imported("review", "dismiss", "--all", "--yes", "--json").json
        assert told["step"] and self._waiting(imported) == {"The assistant should always answer in French."}
        assert _active(imported) == set()

    def test_somebody_has_to_be_asked_and_something_has_to_be_meant(self, imported: Command) -> None:
        before = self._waiting(imported)
        assert "Nothing was changed" in imported("review", "accept", "--mine").err
        assert "Say which are meant" in imported("review", "accept", "--yes").err
        assert "no kind of memory called gossip" in imported("review", "accept", "--kind", "gossip", "--yes").err
        assert imported("review", "accept", "--about", "Nobody", "--yes").out == "None of those that wait is meant.\n"
        assert self._waiting(imported) == before

    def test_what_contradicts_something_known_is_decided_one_by_one(self, asked: Command) -> None:
        assert "None of those" in asked("review", "accept", "--all", "--yes").out
        assert len(_questions(asked)) == 1
