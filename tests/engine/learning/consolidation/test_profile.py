"""The profile: the most important memories that hold, section by section, within a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine import clock
from engine.learning.consolidation.profile import MOST, PAGE
from engine.memory import profile
from engine.memory.facts import NewMemory
from tests.engine.learning.consolidation.conftest import NOW, Store


def page(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in profile.read(store.vault):
        found.setdefault(line.section, []).append(line.text)
    return found


def add(store: Store, text: str, category: str, **fields: Any):  # type: ignore[no-untyped-def]
    return store.session.memories.add(NewMemory(text, category=category, **{"subject": "user", "mentioned_at": NOW, **fields}))


def test_each_memory_stands_in_its_section_in_the_order_of_reading(store: Store) -> None:
    add(store, "The user is allergic to nuts.", "health")
    add(store, "The user's name is Kim.", "identity")
    add(store, "Anna is a nurse.", "work", subject="Anna")
    add(store, "The assistant should answer briefly.", "instruction", kind="procedural", subject="assistant")
    add(store, "The user lives in Lyon.", "place")
    add(store, "The user's bike is broken.", "possessions", subject="user's bike")
    add(store, "The user's boss has a boat.", "possessions", subject="user's boss")
    add(store, "To reset the router, press it.", "procedure", kind="procedural")
    add(store, "The user saw a heron.", "other")
    add(store, "The user went to Rome.", "travel", kind="episodic", valid_from="2020")
    add(store, "The user flies to Oslo.", "travel", kind="episodic", valid_from="2026-06-01")
    store.tidy()
    assert list(page(store).items()) == [
        ("identity", ["The user's name is Kim."]), ("people", ["Anna is a nurse.", "The user's boss has a boat."]),
        ("home", ["The user lives in Lyon."]),
        ("health", ["The user is allergic to nuts."]), ("plans", ["The user flies to Oslo."]), ("possessions", ["The user's bike is broken."]),
        ("instructions", ["The assistant should answer briefly."]),
    ]  # fmt: skip


def test_it_stays_within_a_page(store: Store) -> None:
    for n in range(60):
        add(store, f"The user likes number {n}, " + "for reasons that take long to tell " * 4, "preferences")
        add(store, f"Friend {n} is a friend of the user's, " + "for reasons that take long to tell " * 4, "people")
    store.tidy()
    found = page(store)
    assert len(found["preferences"]) <= MOST["preferences"]
    assert sum(len(text) for lines in found.values() for text in lines) <= PAGE


def test_a_new_memory_moves_nothing_that_is_there(store: Store) -> None:
    for name in ("Chidi", "Anna", "Bela"):
        add(store, f"{name} is a friend.", "people", subject=name)
    store.tidy()
    before = page(store)["people"]
    add(store, "Dana is the user's mother.", "family", subject="Dana", importance=0.9)
    store.tidy()
    assert page(store)["people"] == [*before, "Dana is the user's mother."]


def test_plans_go_when_their_day_has_passed(store: Store) -> None:
    add(store, "The user flies to Oslo.", "travel", kind="episodic", valid_from="2026-03-05")
    store.tidy()
    assert "plans" in page(store)
    with clock.frozen(NOW + timedelta(days=30)):
        store.tidy()
        assert "plans" not in page(store)


def test_what_is_forgotten_or_replaced_is_gone_at_once(store: Store) -> None:
    one, two = add(store, "The user lives in Lyon.", "place"), add(store, "The user is allergic to nuts.", "health")
    store.tidy()
    store.session.forgetting.forget([one.id])
    assert page(store) == {"health": ["The user is allergic to nuts."]}
    store.session.memories.supersede(two, add(store, "The user is not allergic to nuts.", "health"))
    assert page(store) == {}


def test_taking_the_renewal_back_holds_until_something_changes(store: Store) -> None:
    add(store, "The user lives in Lyon.", "place")
    store.undo(store.tidy())
    assert page(store) == {}
    assert store.tidy().steps == ()
    add(store, "The user is allergic to nuts.", "health")
    store.tidy()
    assert page(store) == {"home": ["The user lives in Lyon."], "health": ["The user is allergic to nuts."]}


def test_a_conversation_keeps_the_profile_it_began_with(store: Store) -> None:
    home = add(store, "The user lives in Lyon.", "place", importance=0.9)
    nuts = add(store, "The user is allergic to nuts.", "health", importance=0.95)
    add(store, "The assistant should answer briefly.", "instruction", kind="procedural", subject="assistant")
    store.tidy()
    place = store.place()
    first = profile.frozen(store.vault, place)
    assert [text for _, _, text in first] == ["The user lives in Lyon.", "The user is allergic to nuts."]
    add(store, "The user's name is Kim.", "identity", importance=0.95)
    store.tidy()
    assert profile.frozen(store.vault, place) == first
    assert len(profile.frozen(store.vault, store.place())) == 3
    store.session.memories.edit(home, text="The user lives in Paris.")
    assert [text for _, _, text in profile.frozen(store.vault, place)] == ["The user lives in Paris.", "The user is allergic to nuts."]
    store.session.forgetting.forget([nuts.id])
    assert [text for _, _, text in profile.frozen(store.vault, place)] == ["The user lives in Paris."]


def test_the_budget_goes_to_what_matters_most(store: Store) -> None:
    add(store, "The user owns a boat that lies in the harbour of Cork.", "possessions", importance=0.5)
    add(store, "The user is allergic to nuts.", "health", importance=0.95)
    store.tidy()
    place = store.place()
    assert [text for _, _, text in profile.frozen(store.vault, place, budget_tokens=14)] == ["The user is allergic to nuts."]


def test_an_empty_profile_is_not_frozen(store: Store) -> None:
    place = store.place()
    assert profile.frozen(store.vault, place) == []
    add(store, "The user lives in Lyon.", "place")
    store.tidy()
    assert len(profile.frozen(store.vault, place.id)) == 1
    assert profile.frozen(store.vault, "no such conversation") == []
