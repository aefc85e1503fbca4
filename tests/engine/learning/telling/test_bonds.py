"""Who is whose, of those whom one sentence names: edges between them, and nobody made of two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.learning.telling.bonds import bonds
from engine.memory.records import Memory
from engine.vault.vault import Vault

Hear = Callable[..., list[Memory]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ines is married to Rui.", {("Ines", "spouse", "Rui")}),
        ("The user's sister Ines got married to Rui in May 2025.", {("Ines", "spouse", "Rui")}),
        ("Ines and Rui are married.", {("Ines", "spouse", "Rui")}),
        ("Ines is engaged to Rui.", {("Ines", "fiance", "Rui")}),
        ("Ines and Rui have a son, Tiago.", {("Ines", "son", "Tiago"), ("Rui", "son", "Tiago")}),
        ("The user's friend Ines has a daughter called Luz.", {("Ines", "daughter", "Luz")}),
        ("Tiago is Ines and Rui's son.", {("Ines", "son", "Tiago"), ("Rui", "son", "Tiago")}),
        ("Rui is the father of Tiago.", {("Tiago", "father", "Rui")}),
        ("Tiago's coach is called Bo.", {("Tiago", "coach", "Bo")}),
        ("Ada, Bea and Cleo are sisters.", {("Ada", "sister", "Bea"), ("Ada", "sister", "Cleo"), ("Bea", "sister", "Cleo")}),
        ("The user's sister Ines and her husband Rui have twins, Ana and Lia.",
         {("Ines", "husband", "Rui"), *((one, "twin", other) for one in ("Ines", "Rui") for other in ("Ana", "Lia"))}),
        ("Ines is not married to Rui.", set()),
        ("Ines used to be married to Rui.", set()),
        ("Ines has a plumber called Rui.", set()),
        ("The user is married to Rui.", set()),
        ("Ines is a nurse in Porto.", set()),
    ],
)  # fmt: skip
def test_it_ties_those_whom_it_names(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert set(bonds(text)) == expected


@given(st.text(alphabet="AIr ,'&andhsolved.", max_size=300))
@settings(deadline=2000)
def test_any_text_is_read(text: str) -> None:
    list(bonds(text))


def _ties(vault: Vault) -> set[tuple[str, str, str]]:
    rows = vault.query("SELECT h.name, g.predicate, t.name FROM edge g JOIN entity h ON h.row = g.head JOIN entity t ON t.row = g.tail")
    return {(row[0], row[1], row[2]) for row in rows}


def test_two_told_of_together_stay_two(vault: Vault, hear: Hear) -> None:
    for said in ("My friend Ines is married to Rui", "Ines and Rui have a daughter, Luz"):
        hear(said)
    people = {row["name"]: row["relation"] for row in vault.query("SELECT name, relation FROM entity WHERE kind = 'person'")}
    assert people == {"Ines": "friend", "Rui": None, "Luz": "friend's daughter"}
    assert {("user", "friend", "Ines"), ("Ines", "spouse", "Rui"), ("Ines", "daughter", "Luz"), ("Rui", "daughter", "Luz")} <= _ties(vault)


def test_a_husband_is_found_by_the_marriage(vault: Vault, hear: Hear) -> None:
    for said in ("My sister Ines is married to Rui", "Ines's husband works at the port"):
        hear(said)
    assert [row["name"] for row in vault.query("SELECT name FROM entity WHERE kind = 'person' ORDER BY row")] == ["Ines", "Rui"]


@pytest.mark.parametrize("said", ["my kids are called Ana and Bo", "our kids Ana and Bo swim on Mondays", "We have two kids, Ana and Bo"])
def test_each_of_several_is_the_users(vault: Vault, hear: Hear, said: str) -> None:
    hear(said)
    assert {head for head, _, tail in _ties(vault) if tail in ("Ana", "Bo")} == {"user"}
    assert {row["name"] for row in vault.query("SELECT name FROM entity WHERE kind = 'person'")} == {"Ana", "Bo"}


@pytest.mark.parametrize("said", ["My number plate is KX19 ZZB", "I do pottery on Tuesdays"])
def test_a_code_or_a_day_is_nobody(vault: Vault, hear: Hear, said: str) -> None:
    hear(said)
    assert [row["name"] for row in vault.query("SELECT name FROM entity WHERE kind <> 'user'")] == []
