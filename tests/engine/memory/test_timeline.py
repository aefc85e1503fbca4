"""Memories in time: what is in a stretch, what holds through it, and what is counted instead."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.memory import timeline
from engine.memory.browsing import Filter
from engine.memory.facts import Memories, NewMemory
from engine.vault.vault import Vault

TOLD = datetime(2024, 6, 1, 12, tzinfo=UTC)


def add(memories: Memories, text: str, since: str | None, until: str | None = None, kind: str = "semantic") -> str:
    return memories.add(NewMemory(text=text, kind=kind, valid_from=since, valid_to=until, mentioned_at=TOLD)).id


def shown(vault: Vault, first: str, last: str) -> list[str]:
    return [mark.text for mark in timeline.stretch(vault, Filter(), first, last).marks]


def test_a_stretch_holds_what_begins_ends_or_lasts_in_it(vault: Vault, memories: Memories) -> None:
    add(memories, "year", "2020")
    add(memories, "month", "2020-05")
    add(memories, "day", "2020-05-17", kind="episodic")
    add(memories, "ended", "2015", "2020-05-20")
    add(memories, "over", "2011", "2014")
    add(memories, "through", "2015", "2023")
    add(memories, "later", "2021-01-01", kind="episodic")
    add(memories, "undated", None)
    assert shown(vault, "2020-05-01", "2020-06-01") == ["ended", "through", "year", "month", "day"]
    assert shown(vault, "2024-05-01", "2024-07-01") == ["year", "month", "undated"]


def test_a_mark_says_whether_it_is_dated(vault: Vault, memories: Memories) -> None:
    add(memories, "undated", None)
    add(memories, "dated", "2024-06-01")
    assert {mark.text: mark.dated for mark in timeline.stretch(vault, Filter(), "2024-05-01", "2024-07-01").marks} == {
        "undated": False,
        "dated": True,
    }


def test_too_many_are_counted_by_bucket_and_kind(vault: Vault, memories: Memories) -> None:
    for day in range(1, 8):
        add(memories, f"on {day}", f"2020-0{1 + day % 2}-0{day}", kind="episodic" if day % 2 else "semantic")
    found = timeline.stretch(vault, Filter(), "2020-01-01", "2021-01-01", "month", most=5)
    assert found.marks == ()
    assert [(each.bucket, each.kind, each.count) for each in found.counts] == [("2020-01", "semantic", 3), ("2020-02", "episodic", 4)]
    assert found.total == 7
    assert len(timeline.stretch(vault, Filter(), "2020-01-01", "2021-01-01", "month", most=7).marks) == 7


def test_the_filter_counts(vault: Vault, memories: Memories) -> None:
    add(memories, "fact", "2020")
    add(memories, "event", "2020-05", kind="episodic")
    assert timeline.extent(vault, Filter(kinds=("episodic",))) == ("2020-05", "2020-05")
    assert timeline.extent(vault, Filter(kinds=("procedural",))) is None
    assert timeline.when(vault, Filter(), add(memories, "later", "2022-02")) == "2022-02"


def test_when_something_was_told(vault: Vault, memories: Memories) -> None:
    assert timeline.told(vault) is None
    for month in (1, 1, 9):
        memories.add(NewMemory(text=f"Told in {month}.", mentioned_at=datetime(2023, month, 5, 8, tzinfo=UTC)))
    found = timeline.told(vault)
    assert found is not None
    assert found[0] == "2023-01-05T08:00:00Z"
    assert [(each.bucket, each.count) for each in found[1]] == [("2023-01", 2), ("2023-09", 1)]
    assert timeline.told_beside(vault, "2023-05-01T00:00:00Z", "2023-05-01T23:59:59Z", later=True) == "2023-09-05T08:00:00Z"
    assert timeline.told_beside(vault, "2023-05-01T00:00:00Z", "2023-05-01T23:59:59Z", later=False) == "2023-01-05T08:00:00Z"
    assert timeline.told_beside(vault, "2023-01-05T00:00:00Z", "2023-01-05T23:59:59Z", later=False) is None
