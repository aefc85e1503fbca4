"""The last look at a sentence: one that cannot be read by itself is not kept."""

from __future__ import annotations

import pytest

from engine.learning.telling.readable import is_readable, trimmed


@pytest.mark.parametrize(
    "text",
    [
        "The user is fasting days are Monday and Thursday.",
        "The user's nan has bingo of a on Wednesday 7 May 2025.",
        "The user's everybody says Bron.",
        "The user rescues says keep till Friday.",
        "Gwilym has had it since May.",
        "The user's dad only answers the user in it.",
        "The user's mum will know if the assistant swap it.",
        "The user has moved to the.",
        "The bus was late, and on top of that the user found out.",
        "The user was born on 31 February 1990.",
        "The user's exam is on 31 June.",
    ],
)
def test_a_garbled_sentence_is_turned_down(text: str) -> None:
    assert not is_readable(text)


@pytest.mark.parametrize(
    "text",
    [
        "The user lives in Leeds.",
        "The user and their friend Mo walk the Cobbler every Hogmanay.",
        "The user's sister-in-law Farah makes the user's clothes.",
        "The user's shopping list: milk, eggs.",
        "Ruth is the user's sister.",
        "The user was born on 29 February 1992.",
        "The user's exam is on 31 May 2026.",
        "The user is the one who feeds the hens.",
    ],
)
def test_a_plain_sentence_stands(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Asha is weak in physics only, kindly make a timetable.", "Asha is weak in physics only."),
        ("The user has a viva on Friday, wish the user luck.", "The user has a viva on Friday."),
        ("The user likes it plain.", "The user likes it plain."),
        ("The user's parrot called Winston.", "The user's parrot is called Winston."),
        ("The user is coeliac, ever.", "The user is coeliac."),
        ("The user is heartbroken, Jonas especially.", "The user is heartbroken."),
        ("The user has to avoid gluten for them.", "The user has to avoid gluten."),
        ("The user's phone's phone number is 0123.", "The user's phone number is 0123."),
        ("The user's check-up is at 25:00 on 3 May 2026.", "The user's check-up is on 3 May 2026."),
    ],
)
def test_what_was_said_to_the_listener_is_cut_off(text: str, told: str) -> None:
    assert trimmed(text) == told
