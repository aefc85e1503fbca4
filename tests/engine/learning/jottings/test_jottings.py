"""Fragments without a subject or a verb, told in full; and what is no note about anybody."""

from __future__ import annotations

import pytest

from engine.learning.jottings import JOTS, jotted
from tests.engine.learning.support import candidates, texts

EXAMPLES = [jot.example for jot in JOTS if jot.example[0]]


@pytest.mark.parametrize(("fragment", "told"), EXAMPLES, ids=[fragment for fragment, _ in EXAMPLES])
def test_a_fragment_is_told_in_full(fragment: str, told: str) -> None:
    rest = jotted(fragment, None, 0, len(fragment), among=True)[0].rest
    assert rest.replace("their ", "my ") == told.replace("their ", "my ")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("no allergies, no meds", ["The user has no allergies.", "The user takes no meds."]),
        ("5'3, 58 kilos", ["The user is 5'3 tall.", "The user weighs 58 kilos."]),
        ("ramipril 5mg mornings, atorvastatin 20 at night", ["The user takes ramipril 5mg mornings.", "The user takes atorvastatin 20 at night."]),
        ("two budgies, Pip and Squeak", ["The user has two budgies, Pip and Squeak."]),
        ("gas meter: cupboard under the stairs", ["The user's gas meter is in the cupboard under the stairs."]),
        ("from Cork originally, in Boston now", ["The user is from Cork originally.", "The user lives in Boston."]),
        ("my pronouns: she/they", ["The user's pronouns are she/they."]),
        ("scared of flying", ["The user is scared of flying."]),
    ],
)
def test_the_pieces_of_a_note_are_memories_of_their_own(message: str, expected: list[str]) -> None:
    assert texts(message) == expected


def test_what_follows_somebody_is_told_of_them() -> None:
    assert "The user's son Noel has asthma." in texts("my son Noel starts school in September. asthma, blue inhaler when needed")


def test_a_number_alone_belongs_to_the_place_named_before_it() -> None:
    assert "The user's dentist's phone number is 01632 960 123." in texts("my dentist is Brook Street. 01632 960 123, ring early")


def test_jobs_after_a_colon_are_one_memory_each() -> None:
    made = candidates("jobs this weekend: mow the lawn, ring Aunty Jean, post the parcel")
    assert [one.text.split(" on the weekend")[0] for one in made] == [
        "The user needs to mow the lawn",
        "The user needs to ring Aunty Jean",
        "The user needs to post the parcel",
    ]
    assert {one.valid_from for one in made} == {"2025-06-21"}


def test_things_to_pack_are_one_list() -> None:
    assert texts("things to pack: charger, swimmers, passport") == ["The user's packing list: charger, swimmers, passport."]


@pytest.mark.parametrize(
    "message",
    [
        "no worries",
        "10 minutes",
        "7 out of 10",
        "red or blue",
        "chicken, rice, broccoli",
        "two eggs, flour, milk",
        "France, Spain and Italy",
        "hoping to get an answer soon",
        "home is a feeling",
        "from Amazon",
        "this heat gives me a headache",
        "ibuprofen 400mg three times a day is the max dose",
    ],
)
def test_a_fragment_about_nobody_is_not_kept(message: str) -> None:
    assert texts(message) == []
