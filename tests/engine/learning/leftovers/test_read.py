"""Leftover clauses as they are told in the end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.learning.grammar.sentences import Clause
from engine.learning.leftovers import leftovers
from engine.learning.telling.story import Story
from tests.engine.learning.support import AT, candidates, texts


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("putting this here: spare key with Ines at no. 4, meter in the porch", "The user's spare key is with Ines at no. 4."),
        ("brown bin is every second monday", "The brown bin is every second Monday."),
        ("my bike has a flat. lights in the garage drawer", "The user's lights are in the garage drawer."),
        ("I'm pregnant!! it's a girl", "The user is expecting a baby girl."),
        ("sold the car yesterday. me and Theo at the tax office for hours", "The user's note: the user and Theo at the tax office for hours."),
    ],
)
def test_what_no_rule_could_shape_is_still_told(message: str, told: str) -> None:
    assert told in texts(message)


def test_a_dropped_subject_after_somebody_else_is_not_laid_at_the_users_door() -> None:
    assert not any("Leeds" in text for text in texts("my brother Ned moved out. got a job in Leeds"))


@pytest.mark.parametrize(
    "message", ['"spare key with Anna" is a song', "write a poem: key with Anna, stopcock under the stairs", "are the keys with Anna?"]
)
def test_what_is_asked_ordered_or_quoted_leaves_nothing(message: str) -> None:
    assert texts(message) == []


def test_each_jotting_stands_on_its_own_words() -> None:
    message = "noting this: ladder at Mo's, stopcock under the sink"
    for one in candidates(message):
        assert message[one.start : one.stop] in ("ladder at Mo's", "stopcock under the sink")


@settings(max_examples=60)
@given(st.text(max_size=100), st.booleans(), st.booleans())
def test_no_clause_makes_it_raise(text: str, personal: bool, meant: bool) -> None:
    for left in leftovers(Clause(text, 3, 3 + len(text)), Story(), AT, personal=personal, meant=meant):
        assert 3 <= left.start <= left.stop <= 3 + len(text)
