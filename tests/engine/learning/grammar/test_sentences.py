from __future__ import annotations

import pytest

from engine.learning.grammar.sentences import sentences
from tests.engine.learning.support import texts


def test_only_what_follows_the_last_comma_asks() -> None:
    parts = sentences("my son starts school in May, packed lunch ideas?")
    assert [(part.text, part.end) for part in parts] == [("my son starts school in May", ","), ("packed lunch ideas", "?")]
    assert "The user's son has a peanut allergy." in texts("my son has a peanut allergy, packed lunch ideas?")


@pytest.mark.parametrize("message", ["is my son too old for it, 12 ideas?", "what do I need, any tips?"])
def test_a_question_stays_one(message: str) -> None:
    assert len(sentences(message)) == 1
