"""Turns of phrase that leave out who or what are told in full."""

from __future__ import annotations

import pytest

from engine.learning.rules.consequences import EXAMPLES, consequence
from engine.learning.rules.forms import form, pointed
from engine.learning.turns import TURNS, announced, in_full, unlabelled
from tests.engine.learning.support import candidates, reasons, texts

CASES = [turn.example for turn in TURNS]


@pytest.mark.parametrize(("message", "expected"), CASES, ids=[message for message, _ in CASES])
def test_every_turn_makes_its_memory(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_whom_a_present_is_for_and_what_is_told_of_them() -> None:
    assert texts("need a card for my manager, Mrs Adair, retiring 3 September. she's into quilting") == [
        "Mrs Adair is the user's manager.",
        "The user's manager Mrs Adair is retiring 3 September 2025.",
        "The user's manager Mrs Adair is into quilting.",
    ]


def test_the_one_who_was_mistaken_for_another_is_not_told_of() -> None:
    assert texts("no, it's Tariq who has the asthma, not Bilal. both my nephews") == [
        "Tariq has asthma.",
        "Tariq is one of the user's nephews.",
        "Bilal is one of the user's nephews.",
    ]


def test_what_is_set_aside_is_not_told() -> None:
    assert texts("my locker is number 14, not 41") == ["The user's locker is number 14."]
    assert texts("my class is on tuesdays not thursdays") == ["The user's class is on tuesdays."]


def test_a_label_says_what_the_rest_is_about() -> None:
    assert unlabelled("dog update: she can sit").strip() == "she can sit"
    assert unlabelled("my sister: Ana").strip() == "my sister: Ana"
    assert announced("hi! thesis update: the outline is approved")
    assert "The user's aunt Ines's key safe is left of the back door behind the trough." in texts(
        "For when I'm at Aunt Ines's: key safe is left of the back door behind the trough, code 5512"
    )
    assert "secret" not in texts("For when I'm at Aunt Ines's: key safe is left of the back door behind the trough, code 5512")
    assert not any("5512" in text for text in texts("For when I'm at Aunt Ines's: key safe is left of the back door behind the trough, code 5512"))


def test_what_somebody_says_that_they_will_do_is_their_plan() -> None:
    [owes, pays] = candidates("Olu owes me 40 quid, says he'll pay me back when he gets paid on the 28th")
    assert owes.text == "Olu owes the user 40 quid."
    assert (pays.text, pays.valid_from, pays.recurrence) == ("Olu will pay the user back when he gets paid on 28 June 2025.", "2025-06-28", None)


def test_what_comes_in_every_month_still_recurs() -> None:
    assert [one.recurrence for one in candidates("I get paid on the 28th")] == ["monthly on the 28"]


def test_what_it_is_that_a_sister_can_eat() -> None:
    assert "The user's sister Ilka is fine with walnuts." in texts("I'm allergic to walnuts, my sister Ilka is fine with them")


def test_two_named_children_share_what_follows() -> None:
    told = texts("two kids, Rafi 6 and Noor 3, both hate mushrooms")
    assert "The user's kid Rafi and Noor both hate mushrooms." in told
    assert not any(text.startswith("The user hates") for text in told)


def test_an_age_belongs_to_whoever_was_named_last() -> None:
    assert "The user's daughter Giada is 14 years old." in texts("my ex-wife Paola lives in Turin with our daughter Giada, 14")


def test_the_verb_of_the_sentence_before_goes_on() -> None:
    assert texts("we foster. at the mo two brothers") == ["The user fosters.", "The user fosters two brothers at the moment."]


@pytest.mark.parametrize(("reason", "text", "expected"), EXAMPLES)
def test_instructions_that_follow_from_a_reason_that_lasts(reason: str, text: str, expected: str) -> None:
    assert consequence(text, reason) == expected


def test_forms_of_numbers_are_asked_for_in_two_words() -> None:
    assert form("And 24h clock") == "The assistant should use 24h clock."
    assert form("and two eggs") == ""
    assert texts("Use metric. And 24h clock.")[1] == "The assistant should use 24h clock."


def test_those_two_are_put_in_words_or_nothing_is_told() -> None:
    assert (
        pointed("The assistant should not use those two in charts.", "is colourblind, red/green")
        == "The assistant should not use red and green in charts."
    )
    assert pointed("The assistant should not suggest those.", "is tired") == ""


@pytest.mark.parametrize(
    "message",
    [
        "Octopuses have three hearts, apparently",
        "make the heroine live in Bruges and hate mussels",
        "what should I cook for tonight's dinner",
        "I'm vegan so give me a lasagne recipe",
        "let me know, keep in mind for next time",
        "on your marks, get set",
    ],
)
def test_nothing_standing_comes_of_orders_and_general_facts(message: str) -> None:
    assert [text for text in texts(message) if text != "The user is vegan."] == []


def test_a_request_is_turned_down_though_its_occasion_is_kept() -> None:
    message = "give me short sentences for Thursday's pitch to the lottery board"
    assert texts(message) == ["The user has a pitch to the lottery board on Thursday 19 June 2025."]
    assert reasons(message) == {"request"}


def test_plain_sentences_have_no_turns() -> None:
    assert in_full("I live in Leeds with my sister and her two cats") == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("swimming's changed, it's tues and fri now", "The user's swimming is now on Tuesdays and Fridays."),
        ("they moved my shift, it's 6 to 2 now", "The user's shift is now 6 to 2."),
        ("they cancel my appointment and now is only 7 of July", "The user's appointment is now on 7 July 2025."),
    ],
)
def test_what_has_changed_is_told_with_its_new_value(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_a_change_for_once_is_no_change_from_now_on() -> None:
    assert not any("is now" in text for text in texts("they changed the subject, it's no use"))
