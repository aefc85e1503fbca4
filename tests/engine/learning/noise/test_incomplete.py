"""Statements that lost what they are about are not kept; their complete likes are."""

from __future__ import annotations

import pytest

from tests.engine.learning.support import texts


@pytest.mark.parametrize(
    "text", ["I have never met", "I passed the rest", "my rota changed again", "my lease got moved", "I've been going 6 years", "I'm not stupid"]
)
def test_what_lost_its_object_is_not_kept(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I have never met my grandfather", "The user has never met their grandfather."),
        ("I passed the driving test", "The user passed the driving test."),
        ("I've been vegan for 6 years", "vegan"),
    ],
)
def test_what_is_complete_is_kept(text: str, told: str) -> None:
    assert any(told in one for one in texts(text))
