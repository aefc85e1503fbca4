from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vault import passphrases

WEAK = ["a", "password1", "qwertyuiop", "Petra1985", "aaaaaaaaaaaaaaaa", "letmein", "12345678"]
FINE = ["granite walrus tuesday", "correct horse battery staple", "hund katze maus baum", "Der Igel trinkt lauwarmen Tee"]


@pytest.mark.parametrize("passphrase", WEAK)
def test_what_lists_and_patterns_give_away_is_weak_and_told_with_the_way_out(passphrase: str) -> None:
    assert passphrases.strength(passphrase) == 1
    told = passphrases.warning(passphrase)
    assert "is weak" in told and "an estimate" in told and "Four or five words" in told
    assert passphrase == "a" or passphrase not in told


@pytest.mark.parametrize("passphrase", FINE)
def test_a_few_words_are_strong_and_nothing_is_said(passphrase: str) -> None:
    assert passphrases.strength(passphrase) == 4
    assert passphrases.warning(passphrase) == ""


def test_nothing_is_no_passphrase() -> None:
    assert passphrases.strength("") == 0
    assert passphrases.warning("") == ""


@given(st.text(max_size=300))
def test_any_text_has_an_estimate(passphrase: str) -> None:
    assert passphrases.strength(passphrase) in range(5)
    assert isinstance(passphrases.warning(passphrase), str)
