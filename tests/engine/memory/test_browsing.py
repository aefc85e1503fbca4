"""The list that somebody looks through: filters, order, places, and how it was on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import clock
from engine.errors import BadInput
from engine.memory import believed, browsing
from engine.memory.browsing import Filter
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.vault.vault import Vault

MARCH, JUNE, NOVEMBER = (datetime(2024, month, 10, 12, tzinfo=UTC) for month in (3, 6, 11))


def texts(vault: Vault, wanted: Filter, order: str = "newest") -> list[str]:
    return [memory.text for memory in browsing.page(vault, wanted, order).memories]


@pytest.fixture
def moved(memories: Memories) -> tuple[str, str]:
    """Lyon in March, Ghent from June on: ids."""
    with clock.frozen(MARCH):
        lyon = memories.add(NewMemory(text="The user lives in Lyon.", category="place", mentioned_at=MARCH, entities=(NewEntity("Lyon", "place"),)))
    with clock.frozen(JUNE):
        ghent = memories.add(NewMemory(text="The user lives in Ghent.", category="place", mentioned_at=JUNE))
        memories.supersede(lyon, ghent)
    return lyon.id, ghent.id


def test_each_filter_narrows_the_list(vault: Vault, memories: Memories) -> None:
    anna = memories.add(NewMemory(text="Anna sings.", category="people", entities=(NewEntity("Anna", "person"),), pinned=True))
    memories.add(NewMemory(text="Went to Lille.", kind="episodic", valid_from="2019-05-03", source="import"))
    memories.add(NewMemory(text="A proposal.", status="proposed"))
    entity = vault.query("SELECT id FROM entity WHERE name = 'Anna'")[0]["id"]
    assert texts(vault, Filter()) == ["Went to Lille.", "Anna sings."]
    assert texts(vault, Filter(statuses=("proposed",))) == ["A proposal."]
    assert texts(vault, Filter(statuses=())) == ["A proposal.", "Went to Lille.", "Anna sings."]
    for wanted in (Filter(search="sing"), Filter(categories=("people",)), Filter(about=(entity,)), Filter(pinned=True), Filter(sources=("typed",))):
        assert texts(vault, wanted) == [anna.text]
    for wanted in (Filter(kinds=("episodic",)), Filter(since="2019", before="2020"), Filter(before="2019-05-04")):
        assert texts(vault, wanted) == ["Went to Lille."]


def test_an_unknown_order_is_refused(vault: Vault) -> None:
    with pytest.raises(BadInput):
        browsing.page(vault, Filter(), "length")


def test_a_choice_counts_what_it_would_leave(vault: Vault, memories: Memories) -> None:
    for kind, category in (("semantic", "work"), ("semantic", "home"), ("episodic", "work")):
        memories.add(NewMemory(text=f"{kind} {category}", kind=kind, category=category, entities=(NewEntity("Claire", "person", relation="boss"),)))
    assert [(each.value, each.count) for each in browsing.choices(vault, Filter(categories=("work",)), "kinds")] == [("episodic", 1), ("semantic", 1)]
    found = browsing.choices(vault, Filter(), "about")
    assert [(each.name, each.count) for each in found] == [("Claire (boss)", 3)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), order=st.sampled_from(["newest", "oldest", "text", "importance"]))
def test_places_and_ids_agree_with_the_pages(vault: Vault, memories: Memories, texts: list[str], order: str) -> None:
    for text in texts:
        memories.add(NewMemory(text=text, importance=ord(text) / 200))
    total = browsing.page(vault, Filter(), order, 1).total
    listed = [memory.id for offset in range(0, total, 5) for memory in browsing.page(vault, Filter(), order, 5, offset).memories]
    assert len(listed) == len(set(listed)) == total
    assert list(browsing.ids(vault, Filter(), order, [(0, total - 1)])) == listed
    assert browsing.ids(vault, Filter(), order, [(0, 0), (total - 1, total - 1)]) == (listed[0], listed[-1])
    assert browsing.place(vault, Filter(), order, listed[-1]) == total - 1


def test_what_is_not_in_the_list_has_no_place(vault: Vault, memories: Memories) -> None:
    memory = memories.add(NewMemory(text="A proposal.", status="proposed"))
    assert browsing.place(vault, Filter(), "newest", memory.id) is None


def test_on_a_day_what_held_then_holds(vault: Vault, moved: tuple[str, str]) -> None:
    april, july = believed.until(date(2024, 4, 1)), believed.until(date(2024, 7, 1))
    assert texts(vault, Filter()) == ["The user lives in Ghent."]
    assert texts(vault, Filter(until=april)) == ["The user lives in Lyon."]
    assert texts(vault, Filter(until=july)) == ["The user lives in Ghent."]
    assert texts(vault, Filter(until=july, statuses=("superseded",))) == ["The user lives in Lyon."]
    assert texts(vault, Filter(until=believed.until(date(2024, 1, 1)))) == []
    then = browsing.get(vault, moved[0], april)
    assert then is not None
    assert (then.status, then.valid_to, then.superseded_by) == ("active", None, None)
    later = browsing.get(vault, moved[0], july)
    assert later is not None
    assert (later.status, later.valid_to) == ("superseded", "2024-06-10")
    assert browsing.get(vault, moved[1], april) is None


def test_on_a_day_the_words_of_then_are_read_and_found(vault: Vault, memories: Memories) -> None:
    with clock.frozen(MARCH):
        memory = memories.add(NewMemory(text="The spare key is with Tom.", mentioned_at=MARCH))
    with clock.frozen(JUNE):
        memories.edit(memory, text="The spare key is with Tina.")
    april = believed.until(date(2024, 4, 1))
    assert texts(vault, Filter(until=april)) == ["The spare key is with Tom."]
    assert texts(vault, Filter(search="with Tom", until=april)) == ["The spare key is with Tom."]
    assert texts(vault, Filter(search="Tom")) == []


def test_on_a_day_what_was_turned_down_later_held_still(vault: Vault, memories: Memories) -> None:
    from engine.memory.review import Review

    with clock.frozen(MARCH):
        memory = memories.add(NewMemory(text="The user likes jazz.", mentioned_at=MARCH))
    with clock.frozen(JUNE):
        Review(vault, memories).wrong(memory)
    assert texts(vault, Filter(until=believed.until(date(2024, 4, 1)))) == ["The user likes jazz."]
    assert texts(vault, Filter(until=believed.until(date(2024, 7, 1)))) == []


def test_what_is_forgotten_was_never_there(vault: Vault, memories: Memories) -> None:
    from engine.memory.forgetting import Forgetting

    with clock.frozen(MARCH):
        memory = memories.add(NewMemory(text="A secret love.", mentioned_at=MARCH))
    Forgetting(vault).forget([memory.id])
    april = believed.until(date(2024, 4, 1))
    assert texts(vault, Filter(until=april, statuses=())) == []
    assert browsing.get(vault, memory.id, april) is None
