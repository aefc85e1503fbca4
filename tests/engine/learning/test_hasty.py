"""Messages typed in haste, without capitals and apostrophes, and learners' English: who and what is told stays clear."""

from __future__ import annotations

import pytest

from engine.learning.extract import learn
from tests.engine.learning.support import AT

CASES = {
    "got 2 kids, mila is 9 and theos 5": ["The user has 2 kids.", "Mila is 9 years old.", "Theo is 5 years old."],
    "moms name is lorraine, lives in toledo": ["Lorraine is the user's mom.", "The user's mom lives in toledo."],
    "my dad's name is Karl, works at the harbour": ["Karl is the user's dad.", "The user's dad works at the harbour."],
    "My name is Joe, live in Kent": ["The user's name is Joe.", "The user lives in Kent."],
    "I take ramipril every morning, 5 milligram": ["The user takes ramipril every morning, 5 milligram."],
    "I have a dog, 2 cats": ["The user has a dog.", "The user has 2 cats."],
    "I don't eat fish, so in winter I take cod liver oil": ["The user does not eat fish.", "The user takes cod liver oil in winter."],
    "In my coffee I take only oat milk, but please no sugar!": ["The user takes only oat milk in their coffee."],
    "My best friend is Ana, she teaches the piano, and I lent to her my drill": [
        "Ana is the user's best friend.", "The user's best friend Ana teaches the piano.", "The user lent to the user's best friend Ana their drill.",
    ],
    "Ilona lives in Szeged, and Tom calls her every Sunday.": ["Ilona lives in Szeged.", "Tom calls her every Sunday."],
    "My daughter lives in Vienna with her partner Lukas, and imagine, she is expecting a baby in May!": [
        "The user's daughter lives in Vienna with her partner Lukas.", "Lukas is the user's daughter's partner.",
        "The user's daughter is expecting a baby in May 2026.",
    ],
    "root canal got moved to tues 19 may same time": ["The user's root canal got moved to 19 May 2026 same time."],
    "mila has a soccer tourney sat 23 may in dayton": ["Mila has a soccer tourney 23 May 2026 in dayton."],
    "The choir leader wrote just now that the concert cannot be on Friday, they have moved it to Sunday 21st June at five o'clock.": [
        "The concert has been moved to 21 June 2025 at five o'clock.",
    ],
    "My husband is retired, before he was driving trams, and now he is all day in the garden.": [
        "The user's husband is retired.", "The user's husband was driving trams.", "The user's husband is all day in the garden.",
    ],
    "The plumber is called Declan Foley and he said it will cost 3,200 euro.": [
        "The plumber is called Declan Foley.", "Declan Foley said it will cost 3,200 euro.",
    ],
    "Réka lives in Vienna with her partner Lukas, and imagine, they are expecting a baby for the 12th of August!": [
        "Réka lives in Vienna with her partner Lukas.", "Lukas is Réka's partner.", "Réka is expecting a baby for 12 August 2025.",
    ],
    "Suppose I'd better introduce myself. I'm Graham Pettifer, 58, widowed, living in Otley.": [
        "The user's name is Graham Pettifer.", "The user is 58 years old.", "The user is widowed.", "The user lives in Otley.",
    ],
    "Then there's Biscuit, my whippet cross, eleven years old.": ["Biscuit is the user's whippet cross.", "Biscuit is eleven years old."],
    "Important one, this: Maisie is allergic to cashews.": ["Maisie is allergic to cashews."],
    "My sister has two girls, Maisie who's seven and Ida who's four.": [
        "The user's sister has two girls.", "Maisie is 7 years old.", "Ida is 4 years old.",
    ],
    "Daniel is in Bristol with his partner Priya. They've just told me they're having their first, due 14th March.": [
        "Daniel is in Bristol with his partner Priya.", "Priya is Daniel's partner.", "Daniel and Priya are having their first due 14 March 2026.",
    ],
    "My dad's at home with his wife. They're closing the hospital.": ["The user's dad is at home with his wife."],
    "The dentist has had to move me to Tuesday 8th December at half past two.": [
        "The dentist has had to move the user to 8 December 2025 at half past two.",
    ],
    "Derek swears it's Sydney.": [],
    "The library books are due back on 4 July.": ["The user's library books are due back on 4 July 2025."],
    "tourney got pushed to sun 29, still dayton": ["The user's tourney has been moved to 29 June 2025."],
    "I must start at four from Tuesday to Saturday.": ["The user must start at four from Tuesday to Saturday."],
    "My choir rehearses on Monday at seven.": ["The user's choir rehearses on Monday at seven."],
    "I changed to a group which meets on Monday at seven.": ["The user changed to a group which meets on Monday at seven."],
}  # fmt: skip


@pytest.mark.parametrize("message", CASES)
def test_who_and_what_is_told_stays_clear(message: str) -> None:
    assert [one.text for one in learn(message, at=AT).candidates] == CASES[message]


def test_away_for_some_days_is_once() -> None:
    [told] = learn("I'm away from Monday to Wednesday", at=AT).candidates
    assert told.valid_from and told.valid_to and told.recurrence is None
