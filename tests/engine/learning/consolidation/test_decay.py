"""Trivia that nobody asked for leave the default context, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine import clock
from engine.learning.consolidation.decay import wake
from tests.engine.learning.consolidation.conftest import LONG_AGO, NOW, Store

TRIFLE = "The neighbour's fence is green."


def trifle(store: Store, text: str = TRIFLE, **fields: Any):  # type: ignore[no-untyped-def]
    with clock.frozen(LONG_AGO):
        return store.note(text, **{"importance": 0.4, **fields})


def test_unused_trivia_are_set_aside_but_found_when_searched_for(store: Store) -> None:
    memory = trifle(store)
    assert store.tidy().done["decay"] == 1
    assert store.status(memory) == "archived"
    assert [hit.text for hit in store.session.recall.search("green fence").hits] == []
    assert store.session.recall.context("What colour is the neighbour's fence?", budget_tokens=200).lines == ()
    (hit,) = store.session.recall.search("green fence", archived=True).hits
    assert (hit.text, hit.status) == (TRIFLE, "archived")
    assert store.session.memories.list("fence").ids == (memory.id,)


@pytest.mark.parametrize(
    "fields",
    [
        {"importance": 0.6}, {"category": "health"}, {"category": "family"}, {"category": "identity"}, {"predicate": "allergic_to"}, {"pinned": True},
        {"source": "typed"}, {"source": "confirmed"}, {"status": "proposed"}, {"kind": "procedural", "category": "instruction"},
        {"recurrence": "every year"}, {"valid_from": "2027-01-01"}, {"mentioned_at": NOW - timedelta(days=10)},
    ],
)  # fmt: skip
def test_what_matters_or_may_still_matter_stays(store: Store, fields: dict[str, Any]) -> None:
    memory = trifle(store, **fields)
    before = store.status(memory)
    assert store.tidy().done["decay"] == 0
    assert store.status(memory) == before


def test_what_was_used_or_said_again_lately_stays(store: Store) -> None:
    used, told = trifle(store), trifle(store, "The user saw a heron.")
    store.session.memories.used([used.row])
    store.at = NOW - timedelta(days=3)
    again = store.say(store.place(), "I saw a heron.")
    store.session.memories.cite(told, again.id, 0, 14)
    assert store.tidy().done["decay"] == 0


def test_an_imported_history_has_its_time_from_the_import_on(store: Store) -> None:
    store.note(TRIFLE, importance=0.4, mentioned_at=LONG_AGO)
    assert store.tidy().done["decay"] == 0


def test_it_comes_back_when_it_is_wanted_and_stays(store: Store) -> None:
    memory = trifle(store)
    store.tidy()
    assert wake(store.vault, [memory.row]) == 1
    assert store.status(memory) == "active"
    assert store.tidy().done["decay"] == 0


def test_it_comes_back_when_the_message_it_was_learnt_from_is_used(store: Store) -> None:
    message = store.say(store.place(), TRIFLE)
    memory = trifle(store, said_in=message)
    store.tidy()
    assert wake(store.vault, messages=[message.row]) == 1
    assert store.status(memory) == "active"


def test_what_the_user_archived_or_what_is_a_duplicate_does_not_wake(store: Store) -> None:
    memory = trifle(store)
    store.session.memories.archive(memory)
    kept, twin = store.note("The user likes jazz."), store.note("The user likes jazz.")
    store.tidy()
    assert store.status(twin) == "archived"
    assert wake(store.vault, [memory.row, kept.row, twin.row]) == 0


@pytest.mark.parametrize("back", ["undo", "by hand"])
def test_what_the_user_brought_back_is_left_alone(store: Store, back: str) -> None:
    memory = trifle(store)
    before = store.dump()["memory"]
    report = store.tidy()
    if back == "undo":
        store.undo(report)
        assert store.dump()["memory"] == before
    else:
        store.session.memories.archive(memory, archived=False)
    assert store.tidy().done["decay"] == 0
    assert store.status(memory) == "active"


def test_said_again_it_counts_again_with_its_old_evidence(store: Store) -> None:
    place = store.place()
    old = trifle(store, said_in=store.say(place, TRIFLE))
    store.tidy()
    with clock.frozen(NOW + timedelta(days=1)):
        new = store.note(TRIFLE, importance=0.4, mentioned_at=clock.now(), said_in=store.say(place, "As I said: the neighbour's fence is green."))
        store.tidy()
    assert (store.status(old), store.status(new)) == ("archived", "active")
    assert store.texts() == [TRIFLE]
