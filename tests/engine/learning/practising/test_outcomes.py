"""What people say when a thing worked, and when it did not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.practising.outcomes import EXAMPLES, Outcome, outcome


@pytest.mark.parametrize(("text", "said"), EXAMPLES)
def test_the_examples(text: str, said: Outcome) -> None:
    assert outcome(text) == said


def test_a_long_story_is_no_remark() -> None:
    assert outcome("that worked " + "and then we all went on to the next thing " * 4) == ""


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert outcome(text) in ("worked", "failed", "")
