"""Names, numbers and quotations are the source's to the letter; other words in any form, or of the same sense."""

from __future__ import annotations

import pytest

from engine.learning.gating.wording import added, missing, overlap

SOURCE = 'My sisters name is carmen, she moved to Villeneuve-sur-Lot in 2019 w/ two cats and said "never again"'


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Carmen moved to Villeneuve-sur-Lot in 2019.", ""),
        ("Carmen has 2 cats.", ""),
        ('Carmen said "never again".', ""),
        ("Carmen moved to Lyon in 2019.", "Lyon"),
        ("Carm has two cats.", "Carm"),  # a part of a name is another name
        ("Carmen has 3 cats.", "3"),
        ('Carmen said "always again".', "always again"),
    ],
)
def test_the_first_name_number_or_quotation_that_is_not_there_is_named(text: str, first: str) -> None:
    assert missing(text, SOURCE) == first


def test_dates_that_code_worked_out_need_not_be_said() -> None:
    assert missing("The user leaves on 24 June 2025.", "I leave next Tuesday") == "24"
    assert missing("The user leaves on 24 June 2025.", "I leave next Tuesday", "24 June 2025 2025-06-24") == ""


@pytest.mark.parametrize(
    ("text", "source", "first"),
    [
        ("The user is a maths teacher.", "I've been teaching maths", ""),
        ("The user likes jazz.", "big fan of jazz", ""),
        ("The user's mother has diabetes.", "mum has diabetes", ""),
        ("The user loves their grumpy cat.", "I love my cat", "grumpy"),
        ("The user lives in paris.", "I live in a small flat", "paris"),
        ("The user hates jazz.", "I love jazz", "hates"),
        ("The user's brother lives in Leeds.", "my sister lives in Leeds", "brother"),
        ("The user plays chess on Fridays.", "I play chess on thursdays", "Fridays"),
        ("The user plays chess on Thursdays.", "I play chess on thurs", ""),
    ],
)
def test_no_word_of_meaning_is_added(text: str, source: str, first: str) -> None:
    assert added(text, source) == first


def test_overlap_is_the_share_of_words_that_the_source_has() -> None:
    assert overlap("The user plays the cello", "I play the cello") == 1.0
    assert overlap("The user juggles chainsaws", "I play the cello") == 0.0
