"""Secrets are never memories, in whatever sentence they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.gating import secrets
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
    "the alarm is 4-9-3-1 then the star",
    "padlock on the shed is 0451",
    "wifi key is Blue-Kestrel-91",
    "pw for the laptop = sunflower",
    "login: tomk / hunter22!",
    "my nin is 12345678901",
    "Aadhaar 2345 6789 0123",
    "card 5425 2334 3010 9903 exp 04/28 cvv 617",
    "door code 7 7 1 9",
    "sort code 20-00-00 acc 55779911",
    "my nat ins is QX 11 22 33 D, where do I write it",
    "N.I. qx112233d",
    "social sec no 078 05 1120",
    "the dl number is D7654321",
    "give me something better than pw tulip44",
    "my pw tulip",
    "memorable word for the bank is Otter",
    "the answer to my security question is Rover",
    "ledger words are apple river stone",
    "the code they texted me 117 902",
    "pin for my card 6021",
    "door code is star 6021",
    "telephone banking number is 77 12 90",
    "passphrase yellow kettle under moon",
    "my card ends in 6021",
    "username dora password Tulip",
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
    "flight KL1024 to Edinburgh 14/7 dep 17:05",
    "the alarm engineer is on 01632 960144",
    "the appointment for my passport is 3 April 2025 at 9",
    "a combo of beer and pizza",
    "I volunteer tues/thurs at the food bank",
    "my bus pass is 90 a month",
    "my driving licence runs out on 12 03 2031",
    "the passport office is on 0300 222 0000",
    "my password manager is 1password",
    "I set the alarm for 0530",
    "my maiden name was Quill",
    "we meet at the gate at 1430",
    "ten pin on thursdays at 1930",
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


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What's my wifi password?", True),
        ("what is the key code to the shed", True),
        ("What's my NI number?", True),
        ("What is the name of my dog?", False),
        ("What is my surname?", False),
        ("What's my phone number?", False),
        ("What's my postcode?", False),
    ],
)
def test_it_is_known_when_a_question_asks_for_a_secret(question: str, asked: bool) -> None:
    assert secrets.asked(question) is asked
