"""What takes the place of what: pure questions about two statements."""

from __future__ import annotations

import pytest

from engine.learning.reconciling import slots
from engine.learning.reconciling.endings import changes, endings
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.reconcile import Known, alike, reconcile
from engine.learning.reconciling.replacing import replaces
from engine.learning.reconciling.slots import FILLINGS, Filling, filled, plain
from engine.learning.reconciling.statement import Told, subject_key

EARLIER, LATER = "2025-01-10T10:00:00Z", "2025-04-10T10:00:00Z"


def told(
    text: str, predicate: str = "", obj: str = "", *, subject: str = "user", at: str = EARLIER, kind: str = "semantic", said: str = "", **more: object
) -> Told:  # fmt: skip
    return Told(text, kind, subject, predicate, obj, at, messages=frozenset({hash(at) % 1000}), said=said, **more)  # type: ignore[arg-type]


def later(text: str, predicate: str = "", obj: str = "", **more: object) -> Told:
    return told(text, predicate, obj, at=LATER, **more)  # type: ignore[arg-type]


def answer(newer: Told, older: Told) -> str:
    return replaces(Reading(newer), Reading(older))


@pytest.mark.parametrize("filling", FILLINGS, ids=lambda filling: filling.example[0])
def test_each_way_to_fill_a_slot_reads_its_example(filling: Filling) -> None:
    rest, value = filling.example
    found = filled(told(f"The user {rest}."))
    assert value in {slot.value.split()[0] if slot.name.startswith("dose") else slot.value for slot in found}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (told("The user lives in Ghent.", "lives_in", "Ghent"), later("The user moved to Lyon.", "lives_in", "Lyon", kind="episodic")),
        (told("The user lives in Ghent.", "lives_in", "Ghent"), later("The user has new flat, in Armley.")),
        (told("The user works at the port.", "works_at", "port"), later("The user joined Zoho.")),
        (told("The user drives a Polo.", "owns", "a Polo"), later("The user sold the polo to a lad.", "sold", "polo", said="sold the polo to a lad")),
        (told("The user drives a Polo.", "owns", "a Polo"), later("The user picked up a corsa.", "owns", "a corsa", said="sold the polo. "
                    "picked up a corsa", kind="episodic")),
        (told("The user's phone is a Samsung A52.", "is", "a Samsung A52"),
         later("The user bought a Pixel in the end.", "owns", "a Pixel", kind="episodic")),
        (told("The user's phone is a Samsung A52.", "is", "a Samsung A52"),
         later("The user's samsung went to the user's niece.", subject="user's samsung")),
        (told("The user is vegan.", "diet", "vegan"), later("The user is eating fish again.")),
        (told("The user is vegan.", "diet", "vegan"), later("The user is not vegan anymore.", "diet", "vegan anymore")),
        (told("The user does not eat fish.", "avoids", "fish"), later("The user eats fish now.")),
        (told("The user takes ramipril 5 mg.", "takes", "ramipril 5 mg"), later("The user is back on ramipril 2.5 mg.", "takes", "ramipril 2.5 mg")),
        (told("The user's mother takes metformin 500.", subject="mother"), later("The user's mother takes metformin 1000.", subject="mother")),
        (told("The user's favourite season is spring.", "favourite", "spring", subject="favourite season"),
         later("The user's favourite season is autumn.", "favourite", "autumn", subject="favourite season")),
        (told("Tom is the user's boyfriend.", "partner", "Tom"), later("The user broke up with Tom.", said="I broke up with Tom", kind="episodic")),
        (told("Rex is the user's dog.", "has_pet", "Rex", category="pets"), later("The user lost Rex on Thursday.", kind="episodic")),
        (told("Ravi is the user's flatmate.", "relation:flatmate", "Ravi"),
         later("Ife is the user's flatmate.", "relation:flatmate", "Ife", said="new flatmate is Ife")),
        (told("The user's flatmate Ravi is from Leeds.", subject="ravi", relation="flatmate"),
         later("Ife is the user's flatmate.", "relation:flatmate", "Ife", said="new flatmate is Ife")),
        (told("The gig is on 29 March 2025.", kind="episodic", valid_from="2025-03-29", subject="gig"),
         later("The gig got pushed to 10 May 2025.", kind="episodic", valid_from="2025-05-10", subject="gig")),
        (told("The user plays chess on Mondays.", "routine", "chess"), later("The user no longer plays chess.")),
        (told("The user has the boys every second weekend.", "owns", "the boys"), later("The user has the boys week about now.", "owns", "the boys")),
        (told("The user likes jazz.", "likes", "jazz"), later("The user dislikes jazz.", "dislikes", "jazz")),
    ],
    ids=lambda one: one.text,
)  # fmt: skip
def test_what_takes_its_place(older: Told, newer: Told) -> None:
    assert answer(newer, older) == "yes"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (told("The user lives in Ghent.", "lives_in", "Ghent"), later("The user used to live in Lyon.", "lived_in", "Lyon")),
        (told("The user lives in Ghent.", "lives_in", "Ghent"), later("The user's sister lives in Lyon.", "lives_in", "Lyon", subject="sister")),
        (told("The user lives in Berlin.", "lives_in", "Berlin"), later("The user lives in Berlin, Kreuzberg.", "lives_in", "Berlin, Kreuzberg")),
        (told("The user drives a Polo.", "owns", "a Polo"), later("The user sold the sofa.", said="sold the sofa")),
        (told("The user is vegan.", "diet", "vegan"), later("The user eats pasta every day.")),
        (told("The user likes jazz.", "likes", "jazz"), later("The user likes folk.", "likes", "folk")),
        (told("Tom is the user's friend.", "relation:friend", "Tom"), later("Ida is the user's friend.", "relation:friend", "Ida")),
        (told("Ravi is the user's flatmate.", "relation:flatmate", "Ravi"), later("Ife is the user's flatmate.", "relation:flatmate", "Ife")),
        (told("The dentist is on 4 May 2025.", kind="episodic", valid_from="2025-05-04"),
         later("The dentist is on 8 June 2025.", kind="episodic", valid_from="2025-06-08")),
        (told("The user takes ramipril 5 mg."), later("The user takes metformin 500 mg.")),
        (told("The user is a nurse.", "job", "nurse"), later("The user is the treasurer of the choir.", "job", "treasurer of the choir")),
        (told("The user's colleague Priya lives in Hale.", "lives_in", "Hale", subject="priya", relation="colleague"),
         later("The user's neighbour Priya lives in Sale.", "lives_in", "Sale", subject="priya", relation="neighbour")),
    ],
    ids=lambda one: one.text,
)  # fmt: skip
def test_what_stands_beside_it(older: Told, newer: Told) -> None:
    assert answer(newer, older) == "no"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (told("Dwight is the user's cousin.", "relation:cousin", "Dwight"), later("Dwight is the user's uncle.", "relation:uncle", "Dwight")),
        (told("The user's phone is a Samsung.", "is", "a Samsung"), later("The user bought a Pixel.", "owns", "a Pixel", kind="episodic")),
        (told("Anna lives in Ghent.", "lives_in", "Ghent", subject="anna"),
         later("Anna lives in Lyon.", "lives_in", "Lyon", subject="anna", said="I think Anna lives in Lyon")),
        (told("The user lives in Ghent.", "lives_in", "Ghent"), later("The user lives in Lyon.", "lives_in", "Lyon", extractor="model/1")),
    ],
    ids=lambda one: one.text,
)  # fmt: skip
def test_what_is_not_sure_is_asked(older: Told, newer: Told) -> None:
    assert answer(newer, older) == "unsure"


def test_two_things_told_in_one_breath_hold_together() -> None:
    one, other = told("The user works at the port.", "works_at", "port"), told("The user works at the museum.", "works_at", "museum")
    assert answer(one, other) == "no"


@pytest.mark.parametrize(
    ("said", "what", "name"),
    [
        ("sold the polo, picked up a corsa", "thing", "polo"),
        ("samsung went to my niece", "thing", "samsung"),
        ("hilux carked it outside town", "thing", "hilux"),
        ("I left Zoho last week", "place", "zoho"),
        ("broke up with Tom", "partner", "tom"),
        ("the gig got cancelled", "event", "gig"),
        ("our dog Rex died", "life", "rex"),
    ],
)
def test_what_is_over_is_named(said: str, what: str, name: str) -> None:
    assert any(one.what == what and name in one.names for one in endings(said))


def test_a_question_ends_nothing() -> None:
    assert endings("should I sell the polo?") == ()
    assert not changes("my phone is a Samsung")


def test_the_richer_statement_is_told_from_the_same_one() -> None:
    plays = told("The user plays cello.", "plays", "cello")
    assert alike(told("The user plays cello in the village orchestra.", "plays", "cello in the village orchestra"), plays) == "richer"
    assert alike(told("The user plays cello.", "plays", "cello"), plays) == "same"
    assert alike(told("The user plays chess.", "plays", "chess"), plays) == "other"


def test_a_late_older_statement_is_closed_by_the_first_that_came_after_it() -> None:
    march = told("The user lives in Lyon.", "lives_in", "Lyon", at="2025-03-01T00:00:00Z")
    may = told("The user lives in Oslo.", "lives_in", "Oslo", at="2025-05-01T00:00:00Z")
    decision = reconcile(told("The user lives in Ghent.", "lives_in", "Ghent"), [Known(2, "active", may), Known(1, "superseded", march)])
    assert (decision.verdict, decision.closed_by, decision.closes) == ("new", 1, ())


def test_a_proposal_neither_closes_nor_is_closed() -> None:
    waiting = Known(1, "proposed", told("The user lives in Lyon.", "lives_in", "Lyon"))
    decision = reconcile(later("The user lives in Ghent.", "lives_in", "Ghent"), [waiting])
    assert (decision.closes, decision.closed_by, decision.unsure) == ((), None, ())


def test_mum_and_mother_are_one_subject() -> None:
    assert subject_key("user's mum") == subject_key("user's mother") == "mother"
    assert subject_key("user's cousin Ahmet in Izmir") == "ahmet"
    assert subject_key("user's mum", {"mother": "margaret"}) == "margaret"


def test_values_are_compared_without_their_trimmings() -> None:
    assert plain("the Port, since 2019") == "port"
    assert slots.narrows("berlin", "berlin, kreuzberg")
