"""Secrets are never memories, in whatever sentence they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning import secrets
from tests.engine.learning.support import texts

SECRETS = [
    "my wifi password is hunter22",
    "Password: correct-horse",
    "the passcode for the tablet is 889900",
    "my PIN is 4471",
    "the door code is 4471#",
    "gate code: 1234",
    "482913 is my verification code",
    "my card is 4111 1111 1111 1111",
    "visa 4111-1111-1111-1111 exp 04/27",
    "my IBAN is DE89 3704 0044 0532 0130 00 for the rent",
    "GB29NWBK60161331926819",
    "my SSN is 078-05-1120",
    "national insurance number AB 12 34 56 C",
    "my passport number is 533401234",
    "sort code 20-45-77 and account number 12345678",
    "api key sk-abcdEFGH1234567890abcd",
    "token ghp_abcdefghijklmnopqrstuvwx1234567890",
    "AKIAIOSFODNN7EXAMPLE is the key",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "my seed phrase is apple river stone",
    "the safe combination is 12-34-56",
]
HARMLESS = [
    "I keep my passwords in a notebook under the stairs",
    "my passport is in the drawer",
    "I forgot my password again",
    "type your code, press the hash key twice",
    "I have 2 cats and 3 dogs",
    "my phone number is 07700 900123",
    "the flight is BA 2490 on 12 March",
    "our postcode is LS6 3AA",
    "I was born on 12-03-1985",
    "hold the little pin button at the back",
    "the marathon took me 4:02:55",
]


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_seen_and_nothing_is_learned(text: str) -> None:
    assert secrets.holds(text)
    assert texts(text) == []
    assert texts(f"remember that {text}") == []


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_numbers_are_no_secrets(text: str) -> None:
    assert not secrets.holds(text)


def test_the_rest_of_the_message_is_still_learned() -> None:
    assert texts("My PIN is 4471. I live in Ghent.") == ["The user lives in Ghent."]


def test_a_secret_in_a_side_clause_is_not_learned_by_halves() -> None:
    assert not any("hunter22" in text for text in texts("my password, which I always forget, is hunter22 and I live in Ghent"))


@given(st.from_regex(r"[1-9][0-9]{14}", fullmatch=True))
def test_every_number_that_passes_the_card_check_is_a_secret(digits: str) -> None:
    number = next(digits + str(check) for check in range(10) if secrets.luhn(digits + str(check)))
    spaced = " ".join(number[n : n + 4] for n in range(0, 16, 4))
    assert secrets.holds(number)
    assert texts(f"I noted that my sister has {spaced}") == []
