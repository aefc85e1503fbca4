"""B, not A: whatever words told A before, it holds no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.learning.reconciling.slips import contrast
from engine.memory.records import Memory
from engine.vault.vault import Vault
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]


def _active(vault: Vault) -> set[str]:
    return {row["text"] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actually Pip is a lurcher, not a whippet", ("Pip", "lurcher", "whippet")),
        ("Pip isn't a whippet, she's a lurcher", ("Pip", "lurcher", "whippet")),
        ("our boat is called Siriol rather than Seren", ("our boat", "Siriol", "Seren")),
        ("Mum's flat is in Leith instead of Granton", ("Mum's flat", "Leith", "Granton")),
        ("My friend lives in Leith", ("", "", "")),
        ("I love tea, not coffee", ("", "", "")),
    ],
)
def test_it_is_read_off_the_words(text: str, expected: tuple[str, str, str]) -> None:
    assert contrast(text) == expected


@pytest.mark.parametrize(
    ("told", "corrected", "active"),
    [
        (["We got a whippet called Pip"], "Actually Pip is a lurcher, not a whippet",
         {"Pip is the user's lurcher.", "The user got a lurcher called Pip."}),
        (["Our cat Soot is a Siamese"], "Soot isn't a Siamese, she's a Burmese", {"Soot is the user's cat.", "The user's cat Soot is a Burmese."}),
        (["My brother-in-law runs a cafe called The Blue Door", "I had eggs for lunch"],
         "My brother-in-law's cafe is called The Green Door rather than The Blue Door",
         {"The user's brother-in-law runs a cafe called The Green Door."}),
        (["My car is a Skoda Fabia"], "wait, my car is a Skoda Octavia not a Fabia", {"The user's car is a Skoda Octavia."}),
        (["My mum's flat is in Granton"], "Mum's flat is in Leith, not Granton", {"The user's mum's flat is in Leith."}),
        (["My sister lives in Leeds", "My sister works in London"], "My sister lives in Hull, not London",
         {"The user's sister works in London.", "The user's sister lives in Hull."}),
    ],
)  # fmt: skip
def test_the_wrong_one_holds_no_more(vault: Vault, hear: Hear, told: list[str], corrected: str, active: set[str]) -> None:
    for day, said in enumerate((*told, corrected)):
        hear(said, AT + timedelta(days=day))
    assert active <= _active(vault)
    assert len(_active(vault) - active) <= len(told) - 1


@pytest.mark.parametrize(
    ("before", "after", "over"),
    [
        ("I teach chemistry at Hazel High", "I'm now head of science at Moor Academy", "The user teaches chemistry at Hazel High."),
        ("I'm a barista at Costa", "I'm a shift supervisor at Nero these days", "The user is a barista at Costa."),
        ("My wife teaches year 3 at Ash primary", "My wife is now deputy head at Oak school", "The user's wife teaches year 3 at Ash primary."),
        ("Marta is my line manager", "Joachim is my manager from monday", "Marta is the user's line manager."),
        ("my accountant is Odile Roux", "Odile's retired", "Odile Roux is the user's accountant."),
        ("I drive a Fiat Panda", "the panda failed its MOT. scrapped.", "The user drives a Fiat Panda."),
        ("when I ask for recipes give me quantities for 5", "recipes for four from now on please",
         "When the user asks for recipes, it should give the user quantities for 5."),
    ],
)  # fmt: skip
def test_what_came_after_takes_the_place(vault: Vault, hear: Hear, before: str, after: str, over: str) -> None:
    hear(before)
    assert over in _active(vault)
    hear(after, AT + timedelta(days=30))
    assert over not in _active(vault)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I teach yoga at the community centre", "I'm now head of science at Moor Academy"),
        ("I'm head of sales at Orbit", "I also coach at the rugby club"),
        ("Ken is my dad", "Dad retired last May"),
    ],
)
def test_what_goes_on_beside_it_stays(vault: Vault, hear: Hear, before: str, after: str) -> None:
    known = {memory.text for memory in hear(before)}
    hear(after, AT + timedelta(days=30))
    assert known <= _active(vault)
