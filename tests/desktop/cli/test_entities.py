"""`alcove entities`: who is who, looked at and put right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desktop.cli.support import Command

TOLD = [
    "My mum Margaret lives in Harrogate.",
    "My sister Anna works for Siemens.",
    "My colleague Anna lives in Leeds.",
    "Anna plays the cello.",
    "Mum is allergic to penicillin.",
    "Liz is my neighbour.",
    "My friend Elizabeth is a nurse.",
]


@pytest.fixture
def told(vault: Command) -> Command:
    """A vault that knows of a family, two Annas and a third who may be either."""
    rows = [
        {"conversation": f"c{n}", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for n, text in enumerate(TOLD)
    ]
    assert vault("ingest", vault.jsonl("told.jsonl", rows), "--learn").code == 0
    return vault


def _annas(told: Command) -> dict[str | None, dict[str, Any]]:
    return {entity["relation"]: entity for entity in told("entities", "list", "Anna", "--json").json["entities"]}


def test_people_are_listed_with_what_they_are_to_the_user(told: Command) -> None:
    out = told("entities", "list", "--kind", "person").out
    assert "Margaret (mum)" in out
    assert "Anna (sister)" in out
    assert "Harrogate" not in out
    assert "Harrogate" in told("entities", "list").out
    assert set(_annas(told)) == {"sister", "colleague", None}
    assert told("entities", "list", "--kind", "robot").code == 1
    assert "Nobody and nothing" in told("entities", "list", "Zebedee").out


@pytest.mark.parametrize("name", ["Margaret", "mum", "my mother"])
def test_someone_is_shown_by_any_name(told: Command, name: str) -> None:
    out = told("entities", "show", name).out
    assert "penicillin" in out
    assert "Margaret – lives in – Harrogate" in out
    shown = told("entities", "show", name, "--json").json
    assert (shown["name"], shown["kind"], shown["relation"]) == ("Margaret", "person", "mum")
    assert any(tie["other"]["name"] == "Harrogate" and tie["forward"] for tie in shown["ties"])
    assert any("penicillin" in memory["text"] for memory in shown["told"])


def test_of_several_annas_the_ids_are_told(told: Command) -> None:
    failed = told("entities", "show", "Anna")
    assert failed.code == 1
    assert "Anna (sister)" in failed.err
    assert told("entities", "show", "my sister Anna", "--json").json["relation"] == "sister"
    assert told("entities", "show", "Nobody").code == 1


def test_two_are_merged_and_taken_apart_again(told: Command) -> None:
    annas = _annas(told)
    assert "One now: Anna (sister)" in told("entities", "merge", annas["sister"]["id"], annas[None]["id"]).out
    assert set(_annas(told)) == {"sister", "colleague"}
    assert told("memories", "undo").code == 0
    assert _annas(told) == annas


def test_one_is_split_into_two(told: Command) -> None:
    shown = told("entities", "show", "mum", "--json").json
    memory = next(memory["id"] for memory in shown["told"] if "penicillin" in memory["text"])
    made = told("entities", "split", "mum", memory, "--name", "Edith", "--json").json
    assert (made["name"], made["memories"]) == ("Edith", 1)
    assert told("entities", "show", "Margaret", "--json").json["memories"] == shown["memories"] - 1
    assert told("entities", "split", "Edith", memory).code == 1


def test_a_name_is_corrected_in_the_memories(told: Command) -> None:
    assert "Margaret is now called Margarete (mum), also Margaret" in told("entities", "rename", "mum", "Margarete").out
    assert "Margarete lives in Harrogate" in told("memories", "list").out
    assert told("entities", "alias", "Margarete", "Gretel").code == 0
    assert told("entities", "show", "gretel", "--json").json["aliases"][-1] == "Gretel"
    assert told("entities", "alias", "Margarete", "Gretel", "--remove", "--json").json["name"] == "Margarete"
    assert told("entities", "relate", "Margarete", "stepmother", "--json").json["relation"] == "stepmother"


def test_who_may_be_one_is_suggested_until_told_apart(told: Command) -> None:
    def offered() -> set[tuple[str, str, str]]:
        found = told("entities", "suggestions", "--json").json["suggestions"]
        return {(pair["one"]["name"], pair["other"]["name"], pair["reason"]) for pair in found}

    assert offered() == {("Anna", "Anna", "same name"), ("Liz", "Elizabeth", "short form")}
    assert "short for the other" in told("entities", "suggestions").out
    assert "these are two" in told("entities", "distinct", "Liz", "Elizabeth").out
    assert offered() == {("Anna", "Anna", "same name")}
    for relation in ("sister", "colleague"):
        told("entities", "distinct", _annas(told)[None]["id"], _annas(told)[relation]["id"], "--json")
    assert "Nobody looks like" in told("entities", "suggestions").out
