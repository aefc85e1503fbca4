"""Corrections of steps, in the words in which people correct."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.practising.revisions import revised

ROUTER = ("unplug it", "count to 30", "plug it back in", "wait for the green light")
ALARM = ("press the hash key twice", "hold 0 until it stops")
BOILER = ("open the black tap under it", "wait until the needle reads 1.5", "close the tap")
ROSES = ("cut above an outward bud", "take out the dead wood", "burn the cuttings")


@pytest.mark.parametrize(
    ("text", "steps", "now"),
    [
        ("step 2 is wrong: count to 60", ROUTER, (ROUTER[0], "count to 60", *ROUTER[2:])),
        ("Step two should be 60, not 30", ROUTER, (ROUTER[0], "count to 60", *ROUTER[2:])),
        ("for step 2 it's 60 now", ROUTER, (ROUTER[0], "count to 60", *ROUTER[2:])),
        ("change the last step to wait for the blue light", ROUTER, (*ROUTER[:3], "wait for the blue light")),
        ("skip the second step", ROUTER, (ROUTER[0], *ROUTER[2:])),
        ("the last step isn't needed any more", BOILER, BOILER[:2]),
        ("The counting isn't needed.", ("unplug it", "counting to 30"), ("unplug it",)),
        ("after that you also have to log in and press save", ROUTER, (*ROUTER, "log in and press save")),
        ("then at the end check the pressure as well", BOILER, (*BOILER, "check the pressure")),
        ("no, first turn off the computer", ROUTER, ("turn off the computer", *ROUTER)),
        ("You have to turn off the computer first", ROUTER, ("turn off the computer", *ROUTER)),
        ("between step 1 and 2 you need to press the button", ROUTER, (ROUTER[0], "press the button", *ROUTER[1:])),
        ("You forgot a step: after step 3 you need to wait for the beep", ROUTER, (*ROUTER[:3], "wait for the beep", ROUTER[3])),
        ("it is hold 9 now, not 0", ALARM, (ALARM[0], "hold 9 until it stops")),
        ("It's the red tap, not the black one", BOILER, ("open the red tap under it", *BOILER[1:])),
        ("One label is enough, not two", ("print two labels",), ("print one label",)),
        ("actually it's one cycle, not two", ("run two cycles",), ("run one cycle",)),
        ("Instead of counting to 30, count to 10", ROUTER, (ROUTER[0], "count to 10", *ROUTER[2:])),
        ("it's 52 pounds now", ("pay 45 pounds", "print the page"), ("pay 52 pounds", "print the page")),
        ("don't burn the cuttings, compost them", ROSES, (*ROSES[:2], "compost the cuttings")),
        ("No, count to 60", ROUTER, (ROUTER[0], "count to 60", *ROUTER[2:])),
        ("use my old key instead of the black tap", BOILER, ("open the user's old key under it", *BOILER[1:])),
    ],
)
def test_corrections(text: str, steps: tuple[str, ...], now: tuple[str, ...]) -> None:
    assert revised(text, steps) == now


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "after that I went home",
        "first I want to say thanks",
        "my sister lives in Berlin, not Hamburg",
        "no, I live in Lyon",
        "It's on Monday, not Tuesday",
        "is step 2 right?",
        "skip step 9",
        "where do I plug it in?",
    ],
)
def test_what_corrects_nothing(text: str) -> None:
    assert all(revised(text, steps) is None for steps in (ROUTER, ALARM, BOILER, ROSES))


def test_what_follows_must_follow_at_once() -> None:
    assert revised("You also have to press save", ROUTER, near=False) is None
    assert revised("You also have to press save", ROUTER) == (*ROUTER, "press save")


def test_two_corrections_in_one_message() -> None:
    assert revised("Step 2 is wrong: count to 60. And at the end press save.", ROUTER) == (ROUTER[0], "count to 60", *ROUTER[2:], "press save")


def test_the_only_step_stays() -> None:
    assert revised("skip step 1", ("press the button",)) is None


_LINES = st.lists(st.text(max_size=30), max_size=5)


@given(st.text(max_size=120), _LINES)
def test_any_text_can_be_read(text: str, steps: list[str]) -> None:
    now = revised(text, steps)
    assert now is None or (len(now) > 0 and now != tuple(steps))


@given(st.sampled_from(["step 2: ", "skip step ", "it's ", "no, ", "after step 1 ", "instead of ", "not "]), st.text(max_size=40))
def test_what_looks_like_a_correction_can_be_read(start: str, rest: str) -> None:
    now = revised(start + rest, ROUTER)
    assert now is None or now != ROUTER
