"""Whom and what a sentence names, and what they are to each other and to the user."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.learning.extract import learn
from engine.learning.grammar.kinds import kind_of
from engine.learning.records import EntityMention
from engine.learning.telling.kinship import another, circle, mine, owned, together
from engine.learning.telling.known import Acquaintance
from engine.learning.telling.mentions import entities
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement
from tests.engine.learning.support import AT, candidates


def _mentions(text: str) -> dict[str, EntityMention]:
    return {mention.name: mention for candidate in candidates(text) for mention in candidate.entities if mention.kind != "user"}


def _edges(text: str) -> set[tuple[str, str, str]]:
    return {edge for candidate in candidates(text) for edge in candidate.edges}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("My friend Hoa works at Tesco", "Tesco", "organisation"),
        ("My wife works for Brightwater Ltd", "Brightwater Ltd", "organisation"),
        ("My daughter goes to St Mary's School", "St Mary's School", "organisation"),
        ("My wife works at St James Hospital", "St James Hospital", "organisation"),
        ("Tom plays for Leeds Rovers", "Leeds Rovers", "organisation"),
        ("Emre works at the University of Bologna", "University of Bologna", "organisation"),
        ("I moved to Hamburg in May", "Hamburg", "place"),
        ("I have a flight to Taipei on 3 October 2025", "Taipei", "place"),
        ("My boss Ines is from Porto", "Porto", "place"),
        ("I went to Barcelona with Liz in March", "Liz", "person"),
        ("I went to Barcelona with Liz in March", "Barcelona", "place"),
        ("My dentist is Dr van der Berg", "Dr van der Berg", "person"),
        ("Mr O'Neill is our landlord", "Mr O'Neill", "person"),
        ("My dog Rex hates fireworks", "Rex", "pet"),
        ("I bought a Toyota on Monday", "Toyota", "thing"),
        ("I speak Portuguese", "Portuguese", "thing"),
    ],
)
def test_the_kind_is_read_off_the_sentence(text: str, name: str, kind: str) -> None:
    assert _mentions(text)[name].kind == kind


@pytest.mark.parametrize("name", ["Monday", "March", "Christmas", "Easter"])
def test_weekdays_months_and_feasts_are_no_entities(name: str) -> None:
    assert kind_of(name, f"The user went to Rome on {name}", 28) is None


def test_florence_may_be_a_town_or_a_friend() -> None:
    assert kind_of("Florence", "The user moved to Florence.", 18) == "place"
    assert kind_of("Florence", "The user had lunch with Florence.", 24) == "person"


def test_a_friend_who_is_called_like_a_country_is_not_the_country() -> None:
    known = [Acquaintance("Jordan", "person", "personal trainer")]
    (wish,) = learn("I've always wanted to visit Jordan", at=AT, known=known).candidates
    assert [mention.kind for mention in wish.entities if mention.name == "Jordan"] == ["place"]


def test_someones_someone_is_tied_to_both() -> None:
    text = "My sister's husband Tom opened a restaurant in Augsburg"
    tom = _mentions(text)["Tom"]
    assert (tom.relation, tom.of, tom.role) == ("husband", "sister", "subject")
    assert ("sister", "husband", "Tom") in _edges(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna's husband Tom is a chef.", ("Tom", "husband", "Anna", "")),
        ("The user's sister Anna's husband likes jazz.", ("", "husband", "Anna", "sister")),
        ("Ivy's teacher is Mrs Okafor.", ("Mrs Okafor", "teacher", "Ivy", "")),
        ("Tom is Anna's husband.", ("Tom", "husband", "Anna", "")),
        ("The user's mum's dog Bella died.", ("Bella", "dog", "mum", "mum")),
        ("James' brother Rob is a nurse.", ("Rob", "brother", "James", "")),
    ],
)
def test_relations_between_others(text: str, expected: tuple[str, str, str, str]) -> None:
    (kin,) = owned(text)
    assert (kin.name, kin.relation, kin.owner, kin.owner_relation) == expected


@pytest.mark.parametrize("text", ["The user's husband Tom sings.", "The user's car is red.", "It's Tom.", "Anna's house is old."])
def test_what_is_no_relation_between_others(text: str) -> None:
    assert list(owned(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Anna from work lives in Leeds.", "colleague"), ("The user met Anna from the gym.", "from the gym"),
     ("Anna from Siemens called.", "from Siemens"),
     ("Anna from next door sings.", "neighbour"), ("Anna from accounts is leaving.", "from accounts"),
     ("The user picked up Anna from school.", ""), ("The user met Anna at the gym.", ""), ("Anna is from Porto.", "")],
)  # fmt: skip
def test_what_tells_one_anna_from_another(text: str, expected: str) -> None:
    assert circle(text, "Anna") == expected


def test_another_anna_is_somebody_new() -> None:
    assert another("The user met another Anna.") == another("There's an Anna at work") == {"Anna"}
    assert another("The user met Anna.") == frozenset()
    met = _mentions("I met another Anna at the gym, she is a yoga teacher")["Anna"]
    assert (met.fresh, met.relation) == (True, "from the gym")


def test_what_a_sentence_says_somebody_is() -> None:
    assert mine("Gwilym is the user's neighbour.") == ("Gwilym", "neighbour")
    assert mine("The user's landlord is Mr O'Neill.") == ("Mr O'Neill", "landlord")
    assert mine("Karen was the user's boss.") == ("Karen", "former boss")
    assert mine("Karen is tall.") == ("", "")
    assert together("The user's friends Jon, Ali and Sara got married.") == {"Jon": "friend", "Ali": "friend", "Sara": "friend"}
    assert together("The user's kids Ivy and Max sing.") == {"Ivy": "kid", "Max": "kid"}
    assert together("The user has two brothers, Emre and Deniz.") == {"Emre": "brother", "Deniz": "brother"}
    assert together("The user is seeing a physio called Ruben.") == {"Ruben": "physio"}


def test_edges_say_what_people_are() -> None:
    assert ("user", "sister", "Anna") in _edges("My sister Anna lives in Berlin")
    assert ("user", "wife", "Priya") in _edges("My wife Priya is a nurse")
    assert ("user", "landlord", "Mr O'Neill") in _edges("Mr O'Neill is our landlord")


def test_the_users_own_name_is_theirs() -> None:
    (named,) = [mention for candidate in candidates("My name is Daniel Price") for mention in candidate.entities if mention.name == "Daniel Price"]
    assert named.kind == "user"


WORDS = "Anna St Mary's School of and my sister's husband from the gym Dr van der ,".split()


@given(st.lists(st.sampled_from(WORDS), max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_row_of_names_is_too_much(words: list[str]) -> None:
    text = " ".join(words)
    for name in ("Anna", "Mary"):
        circle(text, name)
    list(owned(text))
    mine(text)
    together(text)
    another(text)
    statement = Statement("Anna", "sings", 0, len(text), person=Person("Anna", "Anna"))
    assert len(entities(text[:300], statement, [], text[:80], "organisation", text)) < 120


@pytest.mark.parametrize(
    ("message", "name", "kind", "edge"),
    [
        ("Tom owns a restaurant called The Silver Heron.", "The Silver Heron", "place", ("Tom", "runs", "The Silver Heron")),
        ("my brother runs a bakery called Crumb in Leeds", "Crumb", "place", ("brother", "runs", "Crumb")),
        ("I work at a small company called Blue Fern", "Blue Fern", "organisation", ("user", "works_at", "Blue Fern")),
        ("I'm reading a book called Piranesi", "Piranesi", "thing", None),
    ],
)
def test_what_is_called_something_is_no_person(message: str, name: str, kind: str, edge: tuple[str, str, str] | None) -> None:
    (candidate,) = (one for one in learn(message, at=AT).candidates if name in one.text)
    assert {mention.name: mention.kind for mention in candidate.entities}[name] == kind
    assert edge is None or edge in candidate.edges
