"""What kind of fact a question asks for, and of whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.facts import NewEntity
from engine.recall import slots
from engine.recall.candidates import Moment
from engine.recall.query import parse

from .conftest import Story


@pytest.mark.parametrize(
    ("question", "predicates"),
    [
        ("where do I live", {"lives_in"}),
        ("what does Craig do", {"job", "works_at"}),
        ("where does my husband earn his money", {"job", "works_at"}),
        ("am I allergic to anything", {"allergic_to"}),
        ("how many kids do I have", {"has", "relation:daughter", "relation:son"}),
        ("who is my sister", {"relation:sister"}),
        ("what languages do I speak", {"speaks"}),
        ("where did I put the spare key? where is the key", {"kept_at"}),
        ("how do I get to work", {"routine", "habit"}),
    ],
)
def test_a_question_asks_for_kinds_of_facts(question: str, predicates: set[str]) -> None:
    assert predicates <= slots.wanted(question)


def test_a_relation_that_only_says_whom_it_is_about_is_not_asked_for() -> None:
    assert not any(predicate.startswith("relation:") for predicate in slots.wanted("where does my sister work"))


@pytest.mark.parametrize(
    "question",
    ["what's Petra's husband's restaurant", "Which restaurant belongs to Petra’s husband?", "my sister's husband's boat?"],
)
def test_of_a_chain_only_the_end_is_asked_for(question: str) -> None:
    assert not any(predicate.startswith("relation:") or predicate == "partner" for predicate in slots.wanted(question))


@pytest.mark.parametrize("question", ["What is my sister's husband's name?", "who is Petra's husband", "what's my sister's first name"])
def test_of_a_person_the_name_is_asked_for(question: str) -> None:
    assert {"relation:husband", "relation:sister"} & slots.wanted(question)


@pytest.mark.parametrize("question", ["", "good morning", "tell me a joke about trains", "猫"])
def test_other_words_ask_for_nothing(question: str) -> None:
    assert slots.wanted(question) == frozenset()


@given(st.text(max_size=300))
def test_any_text_will_do(question: str) -> None:
    assert all(" " not in predicate or predicate.startswith("relation:") for predicate in slots.wanted(question))


def found(story: Story, question: str, moment: Moment = Moment()) -> list[str]:
    arms = slots.search(story.vault, parse(question), moment)
    return [story.vault.one("SELECT text FROM memory WHERE row = ?", (key.row,))["text"] for arm in arms for key in arm.keys]


@pytest.fixture
def life(story: Story) -> Story:
    story.note("The user lives in Turin.", subject="user", predicate="lives_in", object="Turin")
    story.note("The user works at Fiat.", subject="user", predicate="works_at", object="Fiat")
    craig = NewEntity("Craig", "person", "subject", "brother")
    story.note("Craig is a roofer.", subject="Craig", predicate="job", object="roofer", entities=(craig,))
    return story


def test_the_users_own_facts_answer_what_the_user_asks_of_themselves(life: Story) -> None:
    assert found(life, "where do I live") == ["The user lives in Turin."]
    assert found(life, "who pays my salary") == ["The user works at Fiat."]


def test_anothers_facts_answer_what_is_asked_of_them(life: Story) -> None:
    assert found(life, "what does Craig do") == ["Craig is a roofer."]
    assert found(life, "what does my brother do for a living") == ["Craig is a roofer."]


def test_of_many_facts_of_a_kind_each_tells_little(life: Story) -> None:
    for n in range(5):
        life.note(f"The user owns boat {n}.", subject="user", predicate="owns", object=f"boat {n}")
    life.note("The user has no car.", subject="user", predicate="does_not_own", object="car")
    assert found(life, "what car do I drive")[0] == "The user has no car."


def test_what_held_before_comes_after_what_holds(life: Story) -> None:
    before = life.note("The user lives in Lyon.", subject="user", predicate="lives_in", object="Lyon")
    life.memories.supersede(before, life.note("The user lives in Nice.", subject="user", predicate="lives_in", object="Nice"))
    assert found(life, "where do I live") == ["The user lives in Nice.", "The user lives in Turin.", "The user lives in Lyon."]


def test_what_was_said_later_is_not_seen(life: Story) -> None:
    assert found(life, "where do I live", Moment("2025-01-01T00:00:00Z")) == []
