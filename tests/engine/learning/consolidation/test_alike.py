"""Which two memories say the same, and which only look like it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from engine.learning.consolidation.alike import Said, alike, better
from engine.memory.records import Memory

BASE = Memory(
    row=1, id="1", kind="semantic", text="", category="other", subject=None, predicate=None, object=None, trigger_words=None, steps=None,
    status="active", superseded_by=None, trashed_at=None, importance=0.5, confidence=0.8, pinned=False, scope="everywhere", source="inferred",
    recorded_at="2025-01-01T00:00:00Z", mentioned_at="2025-01-01T00:00:00Z", utc_offset=0, valid_from=None, valid_to=None, precision="unknown",
    time_words=None, recurrence=None, extractor="rules/1", version=1, uses=0, successes=0, last_used_at=None,
)  # fmt: skip


def memory(text: str, **fields: Any) -> Said:
    entities = frozenset(fields.pop("entities", ()))
    shared = frozenset(fields.pop("shared", ()))
    return Said(msgspec.structs.replace(BASE, text=text, **fields), entities, shared)


LIVES = {"subject": "user", "predicate": "lives_in", "object": "Berlin"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The user likes jazz.", "The user likes jazz"),
        ("The user likes jazz.", "User likes the jazz."),
        ("The user currently lives in Berlin.", "The user lives in Berlin now."),
        ("The user's café is closed.", "The user's cafe is closed."),
        ("The user’s dog is Rex.", "The user's dog is Rex."),
    ],
)
def test_the_same_words_are_the_same_even_without_vectors(one: str, other: str) -> None:
    assert alike(memory(one), memory(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The user likes jazz.", "The user doesn't like jazz."),
        ("The user is allergic to nuts.", "The user is not allergic to nuts."),
        ("The user lives in Berlin.", "The user lived in Berlin."),
        ("The user's sister is 34.", "The user's sister is 35."),
        ("The user takes 5 mg of Ramipril.", "The user takes 10 mg of Ramipril."),
        ("The flat costs £900.", "The flat costs $900."),
        ("It was -5 degrees.", "It was 5 degrees."),
        ("The user likes Turkey.", "The user likes turkey."),
        ("The user meets Anna at 10:30.", "The user meets Anna at 10:45."),
        ("The user programs in C.", "The user programs in C++."),
        ("Anna is taller than Beth.", "Beth is taller than Anna."),
        ("The user likes jazz very much.", "The user likes jazz."),
        ("The user always drinks tea.", "The user drinks tea."),
        ("The user might move to Lyon.", "The user will move to Lyon."),
    ],
)
def test_a_word_that_tells_keeps_them_apart(one: str, other: str) -> None:
    said = {"subject": "user", "predicate": "likes", "object": "jazz"}
    assert not alike(memory(one, **said), memory(other, **said), 0.99)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"status": "active"}, {"status": "superseded"}), ({"status": "active"}, {"status": "proposed"}),
        ({"kind": "semantic"}, {"kind": "episodic"}),
        ({"valid_from": "2024"}, {"valid_from": "2025"}), ({"valid_to": None}, {"valid_to": "2025"}),
        ({"recurrence": None}, {"recurrence": "weekly"}),
        ({"scope": "everywhere"}, {"scope": "work"}), ({"enabled": True}, {"enabled": False}),
        ({"source": "typed"}, {"source": "document"}),
        ({"source": "import"}, {"source": "document"}), ({"steps": None}, {"steps": '["press"]'}), ({"trigger_words": "a"}, {"trigger_words": "b"}),
        ({"entities": (1,)}, {"entities": (2,)}), ({"entities": (1,), "shared": (1,)}, {}),
    ],
)  # fmt: skip
def test_the_same_words_about_another_matter_stay_apart(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert not alike(memory("Anna resets the router.", **mine), memory("Anna resets the router.", **theirs), 1.0)


def test_two_visits_without_a_date_are_two_visits() -> None:
    one = memory("The user saw the dentist.", kind="episodic", mentioned_at="2025-01-01T08:00:00Z")
    assert not alike(one, memory("The user saw the dentist.", kind="episodic", mentioned_at="2025-06-01T08:00:00Z"), 1.0)
    assert alike(one, memory("The user saw the dentist.", kind="episodic", mentioned_at="2025-01-01T20:00:00Z"), 1.0)


def test_a_fuller_text_of_the_same_slot_is_the_same_if_the_vectors_agree() -> None:
    short, long = memory("The user lives in Berlin.", **LIVES), memory("The user lives in a small flat in Berlin.", **LIVES)
    assert alike(short, long, 0.8)
    assert not alike(short, long)
    assert not alike(short, long, 0.4)
    assert better(long, short)


@pytest.mark.parametrize("text", ["The user lives in Berlin with Mia.", "The user used to live in Berlin.", "The user lives in Berlin until 2027."])
def test_a_longer_text_with_a_name_a_number_or_another_time_is_another_fact(text: str) -> None:
    assert not alike(memory("The user lives in Berlin.", **LIVES), memory(text, **LIVES), 0.95)


def test_what_has_many_values_is_not_merged_into_a_longer_one() -> None:
    likes = {"subject": "user", "predicate": "likes", "object": "tea"}
    assert not alike(memory("The user likes tea.", **likes), memory("The user likes tea in the morning.", **likes), 0.95)


def test_another_verb_for_one_predicate() -> None:
    assert alike(memory("The user lives in Berlin.", **LIVES), memory("The user resides in Berlin.", **LIVES), 0.9)
    assert not alike(memory("The user lives in Berlin."), memory("The user resides in Berlin."), 0.9)


def test_another_order_of_the_words_unless_it_swaps_who_does_what() -> None:
    tennis = {"subject": "user", "predicate": "plays", "object": "tennis"}
    one = memory("On Mondays the user plays tennis with Anna.", **tennis)
    assert alike(one, memory("The user plays tennis with Anna on Mondays.", **tennis), 0.98) is False  # Monday is a name here: kept apart
    cello = {"subject": "Anna", "predicate": "plays", "object": "cello"}
    assert alike(memory("In the evening the cello is played by Anna.", **cello), memory("The cello is played by Anna in the evening.", **cello), 0.98)


def test_the_pinned_the_fuller_the_older_is_kept() -> None:
    older, newer = memory("The user likes jazz."), memory("The user likes jazz.", row=2, mentioned_at="2026-01-01T00:00:00Z")
    assert better(older, newer)
    assert better(memory("The user likes jazz.", row=2, pinned=True), older)
