"""Words for what people are to each other."""

from __future__ import annotations

import pytest

from engine.memory.relations import composed, could_be_one, is_relation, later, one_person, same_words, tie, unique


@pytest.mark.parametrize(
    ("said", "word"),
    [("my mum", "mother"), ("older brother", "brother"), ("new boss", "boss"), ("ex-wife", "wife"), ("former manager", "boss"),
     ("sister in law", "sister-in-law"), ("sister's husband", "brother-in-law"), ("mum's sister", "aunt"), ("Ivy's teacher", "ivy's teacher")],
)  # fmt: skip
def test_a_relation_has_one_plain_word(said: str, word: str) -> None:
    assert tie(said).word == word


def test_what_is_over_is_told_from_what_is() -> None:
    assert tie("ex-wife").former
    assert tie("former boss").former
    assert not tie("old friend").former
    assert tie("new boss").new


@pytest.mark.parametrize("relation", ["mum", "boss", "wife", "landlord", "dentist"])
def test_of_some_people_have_one(relation: str) -> None:
    assert unique(relation)


@pytest.mark.parametrize("relation", ["friend", "sister", "brother", "cousin", "colleague", "ex-wife", "dog"])
def test_of_others_they_may_have_several(relation: str) -> None:
    assert not unique(relation)


@pytest.mark.parametrize(
    ("one", "other"),
    [("wife", "ex-wife"), ("fiancée", "wife"), ("boss", "former boss"), ("kid", "son"), ("brother", "older brother"), ("mum", "mother"),
     ("brother-in-law", "sister's husband"), ("sister", None)],
)  # fmt: skip
def test_one_person_can_be_both(one: str, other: str | None) -> None:
    assert one_person(one, other)
    assert one_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sister", "colleague"), ("wife", "husband"), ("older brother", "younger brother"), ("friend", "colleague"), ("mother", "aunt")],
)
def test_one_person_can_not_be_both(one: str, other: str) -> None:
    assert not one_person(one, other)


def test_a_friend_may_turn_out_to_be_a_colleague_but_no_sister() -> None:
    assert could_be_one("friend", "colleague")
    assert not could_be_one("friend", "sister")


def test_the_later_or_narrower_relation_is_noted() -> None:
    assert later("ex-wife", "wife") == "ex-wife"
    assert later("wife", "fiancée") == "wife"
    assert later("son", "kid") == "son"
    assert later("new boss", None) == "boss"
    assert later("mother", "mum") is None
    assert later("wife", "ex-wife") is None


def test_a_relation_is_no_name() -> None:
    assert is_relation("Mum")
    assert is_relation("sister's husband")
    assert not is_relation("Margaret")
    assert {"mum", "mom", "mother"} <= same_words("mum")
    assert composed("sister", "husband") == "brother-in-law"
    assert composed("daughter", "teacher") is None
