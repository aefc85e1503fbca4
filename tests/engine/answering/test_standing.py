"""Which instructions reach the prompt: within the budget, in a lasting order, conditional ones where they apply."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering import prompt
from engine.answering.prompt import Exchange, Item, Origin, Wished
from engine.answering.standing import BUDGET, applies, as_items, standing
from engine.memory.records import Memory
from models.client import EmbedModel


def instruction(row: int, text: str, day: int = 1) -> Memory:
    return Memory(
        row=row, id=f"id-{row}", kind="procedural", text=text, category="instruction", subject="assistant", predicate="instruction", object=None,
        trigger_words="always", steps=None, status="active", superseded_by=None, trashed_at=None, importance=0.85, confidence=0.9, pinned=False,
        scope="everywhere", source="typed", recorded_at="2026-03-01T00:00:00Z", mentioned_at=f"2026-03-{day:02d}T00:00:00Z", utc_offset=0,
        valid_from=None, valid_to=None, precision="unknown", time_words=None, recurrence=None, extractor="user", version=1, uses=0, successes=0,
        last_used_at=None,
    )  # fmt: skip


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


BULLETS, RECIPES, METRIC = (
    instruction(1, "The assistant should always answer in bullet points.", 2),
    instruction(2, "When the user asks about recipes, it should use grams.", 1),
    instruction(3, "The assistant should always use metric units.", 1),
)


def test_those_for_always_come_oldest_first_whatever_the_message() -> None:
    for message in ("hello", "a recipe for soup", ""):
        assert standing([BULLETS, RECIPES, METRIC], message, words).always == (METRIC, BULLETS)


def test_a_conditional_one_applies_where_its_words_occur() -> None:
    assert standing([RECIPES], "Any recipe for soup?", words).here == (RECIPES,)
    assert standing([RECIPES], "Where does my sister live?", words).here == ()


def test_a_condition_is_met_in_other_words_too(embedder: EmbedModel) -> None:
    assert applies("the user asks about recipes", "how do I cook a lasagna?", embedder)
    assert applies("the assistant is drafting anything to a company", "draft a complaint to my energy supplier", embedder)
    assert not applies("the user asks about recipes", "when does my train leave", embedder)


def test_over_budget_the_weightiest_stay_and_the_others_are_named() -> None:
    many = [instruction(n, f"The assistant should always {' '.join(['word'] * (BUDGET // 4))}.", day=n) for n in range(1, 7)]
    found = standing(many, "hello", words)
    assert {memory.row for memory in found.always} == {1, 2, 3}
    assert [memory.row for memory in found.left_out] == [4, 5, 6]


@given(st.lists(st.integers(1, 200), max_size=20))
def test_the_budget_is_never_exceeded_and_nothing_is_lost(lengths: list[int]) -> None:
    many = [instruction(n, "word " * length) for n, length in enumerate(lengths, 1)]
    found = standing(many, "hello", words)
    assert sum(words([f"- {memory.text}" for memory in found.always])) <= BUDGET
    assert len(found.always) + len(found.left_out) == len(many)


def text_of(turn: prompt.Turn) -> str:
    return "".join(part.text for part in turn[1])


def test_the_beginning_of_the_prompt_is_the_same_for_every_message() -> None:
    wished = Wished(as_items([METRIC, BULLETS]))
    one = prompt.full("hello", (), (), None, "Monday", wished=wished)
    here = Wished(wished.always, as_items([RECIPES]))
    other = prompt.full("a recipe?", (Item("The user likes soup."),), (Exchange("user", "hi"),), None, "Monday", wished=here)
    assert one[0] == other[0]
    assert METRIC.text in text_of(one[0])
    assert RECIPES.text not in text_of(other[0])
    assert RECIPES.text in text_of(other[-1])


def test_a_procedure_stands_whole_in_the_prompt_and_every_step_is_a_span_of_its_text() -> None:
    text = "To reset the router: unplug it, wait, plug it in."
    steps = ("unplug it", "wait", "plug it in")
    item = Item(text, kind="procedural", origin=Origin("memory", 7, 1, 0, len(text)), steps=steps)
    wished = Wished(procedure=1, remark="This did not work last time.")
    turns = prompt.full("how do I reset it?", (Item("The user likes soup."), item), (), None, "Monday", wished=wished)
    told = text_of(turns[-1])
    assert "To reset the router:\n1. unplug it\n2. wait\n3. plug it in\n(This did not work last time.)" in told
    assert told.count("unplug it") == 1
    spans = [part for part in turns[-1][1] if part.origin is not None and part.origin.row == 7]
    assert all(part.origin is not None and text[part.origin.start : part.origin.stop] == part.text for part in spans)
    assert [part.text for part in spans[1:]] == list(steps)


@pytest.mark.parametrize("kind", ["always", "here"])
def test_each_instruction_in_the_prompt_points_at_its_row(kind: str) -> None:
    wished = Wished(**{kind: as_items([METRIC])})
    parts = [part for _, parts in prompt.full("hello", (), (), None, "Monday", wished=wished) for part in parts if part.origin is not None]
    assert [(part.text, part.origin and part.origin.row) for part in parts] == [(METRIC.text, METRIC.row)]
