"""Which memories answer a question: the right person, the right attribute, the right kind of answer."""

from __future__ import annotations

import msgspec
import pytest

from engine.answering.evidence import Candidate, weigh


def chosen(question: str, *memories: str, similarity: float = 0.4, history: str = "") -> list[str]:
    """What answers for sure."""
    evidence = weigh(question, [Candidate(text, similarity) for text in memories], history)
    return [memories[index] for index in evidence.chosen] if evidence.sure else []


def test_the_attribute_asked_for_decides() -> None:
    assert chosen("Where does my sister live?", "The user's sister Anna lives in Berlin.", "The user's sister Anna is a vet.") == [
        "The user's sister Anna lives in Berlin."
    ]


def test_somebody_elses_attribute_is_no_answer() -> None:
    assert chosen("When is my mum's birthday?", "The user's uncle's birthday is on 29 July.") == []
    assert chosen("What does my boss drink?", "The user's colleague Kenji likes single malt whisky.") == []


def test_that_there_is_something_does_not_tell_what_it_is() -> None:
    told = ("Craig got a new job.", "The user's husband Craig drives lorries.", "Craig is at a brewery now.")
    assert "Craig got a new job." not in chosen("what's my husband's job?", *told)[:1]
    assert "Craig is at a brewery now." in chosen("What does Craig do?", *told)


def test_what_others_do_is_not_what_the_user_does() -> None:
    told = (
        "The user's husband Craig works at a brewery.",
        "Craig works in Ludlow.",
        "The user is 34 years old.",
        "The user's kid Milo is 6 years old.",
    )
    assert chosen("where do I work?", *told) == []
    assert chosen("how old am I?", *told, similarity=0.3) == ["The user is 34 years old."]


def test_a_dislike_is_asked_for_in_many_words() -> None:
    for question in ("what do I not like eating?", "which foods don't I like?", "what can't I stand?"):
        assert chosen(question, "The user hates mushrooms.", "The user eats fish on Fridays.", similarity=0.3) == ["The user hates mushrooms."]


def test_another_attribute_of_the_same_person_is_no_answer() -> None:
    assert chosen("How much did I pay for the car?", "The user bought the car in Plovdiv in 2022.") == []
    assert chosen("Which city is Defne from?", "The user's sister-in-law Defne is a pilot.") == []


@pytest.mark.parametrize(
    ("question", "memory"),
    [
        ("which pill do I take at lunchtime?", "In the morning the user takes 5 mg of ramipril."),
        ("my home postcode?", "The postcode of the user's office is CT1 2EH."),
        ("Where was our summer holiday in 2023?", "The user's summer holiday in 2025 was in Istria."),
    ],
)
def test_a_near_miss_in_time_or_place_is_no_answer(question: str, memory: str) -> None:
    assert chosen(question, memory) == []


def test_names_and_relations_stand_for_each_other() -> None:
    memories = ("The user's husband Declan has two brothers.", "Declan is a bus driver for Arriva.")
    assert chosen("What is my husband's job?", *memories) == ["Declan is a bus driver for Arriva."]


def test_a_second_hop_goes_through_a_name() -> None:
    memories = (
        "The user's dog Bruno stays with Ottilie when the user travels.",
        "Ottilie's phone number is 0171 555 0199.",
        "The vet's number is 089 1.",
    )
    assert "Ottilie's phone number is 0171 555 0199." in chosen("Which number do I ring so that Bruno can stay over?", *memories)


def test_what_no_longer_holds_is_told_only_when_asked_about_the_past() -> None:
    old, new = Candidate("The user lives in Norwich.", 0.5, "superseded"), Candidate("The user lives in Aberystwyth.", 0.5)
    assert weigh("Where do I live?", [old, new]).chosen == (1,)
    assert 0 in weigh("Where did I live before?", [old, new]).chosen


def test_lists_gather_their_parts() -> None:
    cities = ("The user visited Ljubljana for a weekend.", "The user visited Graz with colleagues.", "The user's friend Márton visited Košice.")
    assert chosen("Which cities have I been to?", *cities, similarity=0.2) == list(cities[:2])


def test_what_comes_near_is_offered_but_not_as_the_answer() -> None:
    evidence = weigh("What strings are on my guitar?", [Candidate("The user's guitar is a Yamaha FG800.", 0.5)])
    assert evidence.chosen == (0,)
    assert not evidence.sure


def test_what_is_about_somebody_else_is_not_even_near() -> None:
    assert weigh("When is my mum's birthday?", [Candidate("The user's uncle's birthday is on 29 July.", 0.6)]).chosen == ()


def test_an_instance_of_what_is_asked_for_answers() -> None:
    """ "Which herb…" is answered by coriander; the nearness of the two words comes from the embedder."""
    hated = Candidate("The user cannot stand coriander.", 0.3, head=0.54)
    assert weigh("Which herb do I hate?", [hated]).sure
    assert not weigh("Which herb do I hate?", [msgspec.structs.replace(hated, head=0.1)]).sure


def test_whose_somebody_is_tells_what_that_one_is_called() -> None:
    found = weigh("What is my cat called?", [Candidate("Zephyr is the user's cat."), Candidate("The user's cat sleeps on the sofa.")])
    assert found.sure
    assert found.chosen == (0,)
