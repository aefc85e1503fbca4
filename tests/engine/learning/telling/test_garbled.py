"""What once came out garbled: small words taken for names, other people's pets, habits with a year."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import candidates, texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Actually choir is on Wednesdays now", "The user's choir is on Wednesdays now."),
        ("Anyway choir is on Wednesdays now", "The user's choir is on Wednesdays now."),
        ("Well my dad is 70", "The user's dad is 70 years old."),
        ("My MOT is on Wednesdays", "The user's MOT is on Wednesdays."),
        ("I live in March", "The user lives in March."),
        ("I'm from March", "The user is from March."),
        ("We always go to Cornwall in August", "The user always goes to Cornwall in August."),
        ("We celebrate our anniversary on 14 June", "The user celebrates their anniversary on 14 June."),
        ("We are all heartbroken", "The user is heartbroken."),
        ("Olga has a parrot named Kiki", "Olga has a parrot named Kiki."),
        ("My son has a dog called Rex", "The user's son has a dog called Rex."),
        ("I have a parrot called Kiki", "Kiki is the user's parrot."),
        ("eiriks allergic to penicillin, please remember that, and Thandi hates coconut", "Eirik is allergic to penicillin."),
        ("I have two kids: Thandi (6) and Aslak (13, my stepson).", "The user's stepson Aslak is 13 years old."),
        ("The wedding of Marisol and Yuki is now on 19 June", "The wedding of Marisol and Yuki is now on 19 June 2025."),
        ("keep answers short pls", "The assistant should keep answers short."),
        ("I'm coeliac so no wheat, and I take 75 mcg levothyroxine", "The assistant should not suggest wheat."),
        ("I'm coeliac so no wheat, and I take 75 mcg levothyroxine", "The user takes 75 mcg levothyroxine."),
        ("I'm vegan so no meat, and no eggs", "The assistant should not suggest meat or eggs."),
    ],
)
def test_a_message_is_told_plainly(message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize(
    ("message", "garbled"),
    [
        ("Olga has a parrot named Kiki", "Kiki is the user's parrot."),
        ("My son has a dog called Rex", "Rex is the user's dog."),
        ("Olga has a cat named Tom and a dog named Bo", "Bo is the user's dog."),
        ("My student Jaydon said in his essay", "The user's student Jaydon said in his essay."),
        ("My neighbour downstairs, Rosário, is 81", "Downstairs is the user's neighbour."),
        ("The wedding of Marisol and Yuki is now on 19 June", "Yuki is now on 19 June 2025."),
        ("I'm starting as a lead technician at the hospital on 1 February", "The user is starting."),
        ("I have two kids: Thandi (6) and Aslak (13, my stepson).", "The user has their stepson)."),
        ("Rosário is 81. She plays handball, left wing", "The user left wing."),
        ("I was born on 31 February 1990", "The user was born on 31 in February 1990."),
    ],
)
def test_what_is_not_so_is_not_told(message: str, garbled: str) -> None:
    assert garbled not in texts(message)


def test_whom_the_user_met_is_needed() -> None:
    assert texts("We met at uni in 2017") == []
    assert texts("I met Sam at uni in 2017") != []


def test_a_habit_comes_every_year() -> None:
    (habit,) = candidates("We always go to Cornwall in August")
    assert (habit.valid_from, habit.recurrence) == (None, "yearly in August")
    (moved,) = candidates("I moved to Hull in March")
    assert moved.valid_from == "2025-03-01"


def test_a_name_told_both_ways_is_kept_once() -> None:
    assert texts("Tilly is my cat. My cat is called Tilly") == ["Tilly is the user's cat."]


def test_what_to_call_the_user_is_what_the_user_goes_by() -> None:
    assert texts("Call me Captain") == ["The assistant should call the user Captain.", "The user goes by Captain."]
    assert texts("Don't call me Kat") == ["The assistant should not call the user Kat."]
