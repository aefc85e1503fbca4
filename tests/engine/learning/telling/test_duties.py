from __future__ import annotations

from tests.engine.learning.support import texts


def test_what_one_does_at_an_occasion_names_it() -> None:
    told = texts("my cousin's christening is 29 June in Hull and I'm godmother")
    assert "The user is godmother at the user's cousin's christening." in told


def test_a_round_birthday_is_an_occasion() -> None:
    assert "The user is on cake duty for the user's nan's birthday." in texts("Nan turns 80 on 12 July, I'm on cake duty")


def test_without_an_occasion_nothing_is_put_to_it() -> None:
    assert texts("I live in Ghent and I'm godmother")[-1] == "The user is godmother."
