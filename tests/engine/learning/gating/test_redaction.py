"""Secrets are masked where they stand; the words around them stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.gating import secrets
from engine.learning.gating.redaction import MASK, masked, repeated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my wifi password is hunter2, please note", "my wifi password is ••••, please note"),
        ("password: hunter2", "password: ••••"),
        ("my password is correct horse battery staple", "my password is ••••"),
        ("My password is p4ss.word!x and yes", "My password is •••• and yes"),
        ("my passphrase was 'blue moon rising'. I live in Rome", "my passphrase was '••••'. I live in Rome"),
        ("the PIN for my card is 4821", "the PIN for my card is ••••"),
        ("4821 is my PIN", "•••• is my PIN"),
        ("482913", "••••"),
        ("the door code is 1984# and I live in Rome", "the door code is •••• and I live in Rome"),
        ("card number 4111 1111 1111 1111", "card number ••••"),
        ("IBAN DE89 3704 0044 0532 0130 00 for rent", "IBAN •••• for rent"),
        ("my national insurance number: QQ 12 34 56 C", "my national insurance number: ••••"),
        ("ghp_abcdefghijklmnopqrst is the token", "•••• is the token"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc", "••••"),
    ],
)
def test_the_value_is_masked_and_its_name_stays(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("text", ["the wifi password is on the fridge", "reset my password", "I live in Rome since 2019", "Call me on Tuesday at 10"])
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet=" abpinsword:=is'0123456789.,!\n-•", max_size=120))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_an_answer_that_repeats_the_secret_is_masked_too() -> None:
    assert repeated("Your password hunter2 is weak.", "my password is hunter2") == f"Your password {MASK} is weak."


def test_what_was_masked_is_still_known_to_be_a_secret() -> None:
    assert secrets.holds(masked("my password is hunter2"))
