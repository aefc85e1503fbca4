"""What holds for somebody else as well."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("I hate olives. my dad's the same", "The user's dad also hates olives."),
        ("I'm allergic to cats, so is my sister", "The user's sister is allergic to cats."),
        ("I get migraines and my daughter does too", "The user's daughter also gets migraines."),
        ("I don't drink and neither does my wife", "The user's wife does not drink."),
        ("can't stand mushrooms, same with my husband", "The user's husband cannot stand mushrooms."),
    ],
)
def test_it_is_told_of_both(message: str, expected: str) -> None:
    assert expected in texts(message)
    assert len(texts(message)) == 2
