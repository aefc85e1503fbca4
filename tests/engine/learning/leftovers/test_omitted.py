"""Words that jottings leave out, put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.leftovers.omitted import age, in_full
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("jotting", "told"),
    [
        ("deleted twitter", "I deleted twitter"),
        ("raised in Ghana", "I was raised in Ghana"),
        ("training for the Great North", "I am training for the Great North"),
        ("hoping to retrain as a nurse", "I am hoping to retrain as a nurse"),
        ("want to be 75 by March", "I want to be 75 by March"),
        ("danish girl here", "I am a Danish girl"),
        ("irish mum", "my mum is Irish"),
        ("godfather to little Ezra", "I am a godfather to little Ezra"),
        ("not a fan of olives", "I am not a fan of olives"),
        ("no longer at the bank", "I am no longer at the bank"),
        ("widowed", "I am widowed"),
        ("no tumble dryer", "I have no tumble dryer"),
        ("three rescue hens", "I have three rescue hens"),
        ("stopcock behind the washing machine", "my stopcock is behind the washing machine"),
        ("husband with gout", "my husband has gout"),
        ("roofer 01632 960611", "my roofer's number is 01632 960611"),
        ("target 70", "my target is 70"),
        ("resits in august", "I have resits in august"),
        ("every other tuesday is bin day", "my bin day is every other tuesday"),
        ("christening's 6 july at noon", "the christening is 6 july at noon"),
    ],
)
def test_a_jotting_is_put_in_full(jotting: str, told: str) -> None:
    full = in_full(jotting)
    assert full is not None
    assert full.text == told


@pytest.mark.parametrize(
    "jotting",
    [
        "thickened drinks",
        "timing belt",
        "no idea",
        "moving to Dublin means a pay cut",
        "tapas in Seville",
        "stay on the left",
        "it broke",
        "two at the moment",
    ],
)
def test_where_nobody_can_tell_what_was_left_out_nothing_is_put_in(jotting: str) -> None:
    assert in_full(jotting) is None


@pytest.mark.parametrize(
    ("jotting", "told"),
    [
        ("learning the harp at 66", "I am 66 years old"),
        ("diagnosed with gout last month at 44", "I am 44 years old"),
        ("diagnosed at 44", ""),
        ("up at 5", ""),
        ("learning the harp at 66 bpm", ""),
    ],
)
def test_an_age_said_beside_what_one_does_now_is_ones_age(jotting: str, told: str) -> None:
    assert age(jotting) == told


def test_what_was_put_in_full_is_told_like_any_clause() -> None:
    assert texts("trying to learn Welsh at 61") == ["The user is 61 years old.", "The user is trying to learn Welsh at 61."]
    assert "The user has been off the booze for ten weeks." in texts("ten weeks off the booze")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_jotting_makes_it_raise(text: str) -> None:
    in_full(text)
    age(text)
