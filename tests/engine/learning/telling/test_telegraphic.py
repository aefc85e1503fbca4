"""Notes as people jot them down, as whole sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.grammar.words import words
from engine.learning.telling.telegraphic import completed
from engine.learning.telling.unfolding import whole
from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("husband works away", "my husband works away"),
        ("wife's into pottery", "my wife is into pottery"),
        ("older brother Tunde lost his job", "my older brother Tunde lost his job"),
        ("grandson allergic to kiwi", "my grandson is allergic to kiwi"),
        ("flatmate moving out in May", "my flatmate is moving out in May"),
        ("aunt in hospital since Sunday", "my aunt is in hospital since Sunday"),
        ("nephew diagnosed with asthma", "my nephew was diagnosed with asthma"),
        ("MIL stays till Friday", "my mother-in-law stays till Friday"),
        ("son in law has a boat", "my son in law has a boat"),
        ("grans 90th is on Sunday", "my gran's 90th is on Sunday"),
        ("uncle's shop finally sold", "my uncle's shop was finally sold"),
        ("lodger's name Ferran", "my lodger's name is Ferran"),
        ("boss = Sunniva", "my boss is Sunniva"),
        ("my boss = Sunniva", "my boss is Sunniva"),
        ("brother & I run a stall", "my brother and I run a stall"),
        ("cat hates the vet", "my cat hates the vet"),
        ("van failed its inspection", "my van failed its inspection"),
        ("deposit with the agency", "my deposit is with the agency"),
        ("rent day is the 3rd", "my rent day is the 3rd"),
        ("hall booked from noon", "the hall is booked from noon"),
        ("our contract with the council ends in May", "our contract with the council ends in May"),
    ],
)
def test_what_is_ones_own_is_said_with_my_and_its_verb(said: str, meant: str) -> None:
    assert whole(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("work nights at the depot", "I work nights at the depot"),
        ("hate beetroot", "I hate beetroot"),
        ("don't drive", "I do not drive"),
        ("been sober since March", "I have been sober since March"),
        ("never been to Asia", "I have never been to Asia"),
        ("keep bees behind the house", "I keep bees behind the house"),
        ("play the cello in an orchestra", "I play the cello in an orchestra"),
        ("used to row at school", "I used to row at school"),
    ],
)
def test_a_left_out_i_is_put_in(said: str, meant: str) -> None:
    assert whole(said) == meant


@pytest.mark.parametrize(
    "order",
    ["play some jazz", "keep it short", "make a list of my jobs", "have a look", "love it", "don't use tables", "read this text", "write me a poem"],
)
def test_an_order_stays_an_order(order: str) -> None:
    assert whole(order) == order


@pytest.mark.parametrize(
    "said", ["children need sleep", "doctors should listen", "customer wants a refund", "my sister lives in Bath", "dad's driving is terrible"]
)
def test_whole_or_general_sentences_get_no_more_words_than_my(said: str) -> None:
    assert whole(said).removeprefix("my ") == said.removeprefix("my ")


def test_what_closes_a_note_is_no_part_of_it() -> None:
    assert whole("wife stays three weeks, wish me luck") == "my wife stays three weeks"


@given(st.lists(st.sampled_from("mum wife's cat car MIL is allergic to 9yo = & I work never been Anna , in on lives 's".split()), max_size=9))
def test_completing_never_fails_and_never_drops_a_word(pieces: list[str]) -> None:
    tokens = words(" ".join(pieces))
    full = completed(tokens)
    kept = [w.low for w in full]
    assert len(full) >= len(tokens) - kept.count("=") - sum(w.low == "=" for w in tokens)


def test_two_relatives_in_one_breath_are_two_memories() -> None:
    assert texts("hubby snores, stepdaughter plays chess") == ["The user's hubby snores.", "The user's stepdaughter plays chess."]
