"""The answer's form bounds the model; whatever comes all the same is borne."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from engine.learning.modeltier.schema import CATEGORIES, KINDS, MOST_FACTS, Item, parse, schema

GOOD = {"message": 1, "quote": "I live in Ghent", "fact": "The user lives in Ghent.", "kind": "semantic", "category": "place"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["facts", "message", "quote", "fact", "kind", "category", "x"]), inner)
    ),
    max_leaves=20,
)


def test_a_good_answer_is_read() -> None:
    assert parse(json.dumps({"facts": [GOOD]}), 1) == [Item(**GOOD)]  # type: ignore[arg-type]


def test_everything_is_bounded_in_the_schema() -> None:
    facts = schema(3)["properties"]["facts"]
    fields = facts["items"]["properties"]
    assert facts["maxItems"] == MOST_FACTS
    assert fields["message"]["enum"] == [1, 2, 3]
    assert fields["kind"]["enum"] == list(KINDS)
    assert fields["category"]["enum"] == list(CATEGORIES)
    assert "maxLength" in fields["quote"] and "maxLength" in fields["fact"]
    assert "procedural" not in KINDS


def test_what_was_finished_of_an_answer_that_was_cut_off_is_kept() -> None:
    cut = json.dumps({"facts": [GOOD, GOOD]})[:-30]
    assert parse(cut, 1) == [Item(**GOOD)]  # type: ignore[arg-type]


def test_a_fact_of_no_message_or_of_another_form_is_left_out() -> None:
    bad = [{**GOOD, "message": 2}, {**GOOD, "kind": "procedural"}, {**GOOD, "fact": 7}, {**GOOD, "quote": "x" * 9999}, "fact", None]
    assert parse(json.dumps({"facts": bad}), 1) == []


@given(JSON.map(json.dumps) | st.text(max_size=200) | st.text(alphabet='{}[]":,facts0 ', max_size=200))
def test_nonsense_gives_nothing_and_raises_nothing(text: str) -> None:
    for item in parse(text, 3):
        assert 1 <= item.message <= 3
        assert item.kind in KINDS


def test_deep_nesting_is_no_trouble() -> None:
    assert parse("[" * 100_000, 1) == []
    assert parse('{"facts":' * 20_000, 1) == []
