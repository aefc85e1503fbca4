"""One sentence, several facts: each is told by itself, of whom or what it is about."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        # the thing that a tail belongs to
        ("I run a bakery in Enniscorthy, 6 staff", ["The user runs a bakery in Enniscorthy.", "The user has 6 staff."]),
        ("I collect beer mats, about 900 now", ["The user collects beer mats.", "The user has about 900 beer mats."]),
        ("I'm doing the Fastnet ride on 3 August, 85 km", ["The user is doing the Fastnet ride on 3 August 2025.", "The Fastnet ride is 85 km."]),
        (
            "my daughter has a nut allergy, epi-pen in the blue bag by the door",
            ["The user's daughter has a nut allergy.", "The epi-pen is in the blue bag by the door."],
        ),
        ("I rent out the shed to a potter, 60 a month", ["The user rents out the shed to a potter.", "The shed is 60 a month."]),
        # with no mark between them
        ("my son is at Durham doing physics", ["The user's son is at Durham.", "The user's son is doing physics."]),
        ("I'm on call every third weekend as a midwife", ["The user is on call every third weekend.", "The user is a midwife."]),
        ("my niece is 9 and learning the cello", ["The user's niece is 9 years old.", "The user's niece is learning the cello."]),
        ("I speak Welsh and rusty Breton", ["The user speaks Welsh.", "The user speaks rusty Breton."]),
        ("the home insurance renews on 2 March with Aviva", ["The home insurance renews on 2 March 2026.", "The home insurance is with Aviva."]),
        # one verb for two, or none
        (
            "I keep my passport in the top drawer and the spare glasses in my gym bag",
            ["The user keeps their passport in the top drawer.", "The user keeps the spare glasses in their gym bag."],
        ),
        ("the stopcock is under the sink and the fuse box in the porch", ["The stopcock is under the sink.", "The fuse box is in the porch."]),
        (
            "My twins start school in September - Ida and Max",
            ["The user's twins start school in September 2025.", "Ida and Max are the user's twins."],
        ),
        # why
        ("I don't eat pork because I'm Muslim", ["The user does not eat pork.", "The user is Muslim."]),
        ("we moved stand-up to 10 since Priya does the school run", ["The user moved stand-up to 10.", "Priya does the school run."]),
    ],
)
def test_each_fact_stands_alone(message: str, expected: list[str]) -> None:
    assert texts(message) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Auntie Bea lives in Perth with her partner Rosalind", "Rosalind is the user's auntie Bea's partner."),
        ("I lent the ladder to Graham next door", "Graham is the user's next-door neighbour."),
        ("my wife is in Tirana with our boy Endri 5 years", "Endri is 5 years old."),
        ("the parcel is with Mrs Byrne at number 14", "Mrs Byrne lives at number 14."),
        ("Eleanor from book club is allergic to nuts", "Eleanor is from the user's book club."),
        ("we live in Porto with my husband", "The user has a husband."),
    ],
)
def test_who_somebody_is_said_by_the_way(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_a_time_is_no_reason() -> None:
    assert texts("I've played the fiddle since I was nine") == ["The user has played the fiddle since they were nine."]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("can you do a packing list for Bergen 5-9 Jan?", ["The user is going to Bergen from 5 to 9 January 2026."]),
        ("how much is a flight to Rome in May usually?", []),
    ],
)
def test_a_journey_that_a_request_takes_for_granted(message: str, expected: list[str]) -> None:
    assert texts(message) == expected


def test_whoever_a_letter_is_for_is_somebody() -> None:
    assert "Priyanka is the user's manager." in texts("email to my manager Priyanka pls: I'm off sick")
