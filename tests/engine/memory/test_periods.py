"""A time is forgotten: what was said and noted in it, and nothing before or after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine import clock
from engine.errors import BadInput, NotFound
from engine.memory import blast
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.memory.forgetting import Everything, Forgetting, period
from engine.vault import holdings
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, dump

MONDAY = datetime(2026, 11, 16, 9, 0).astimezone()


def on(day: int) -> datetime:
    return MONDAY + timedelta(days=day)


@pytest.fixture
def week(conversations: Conversations, memories: Memories) -> dict[str, str]:
    """A chat over three days, one on the second day alone, a note of that day, and a fact of each day."""
    ids: dict[str, str] = {}
    with clock.frozen(on(0)):
        chat = conversations.create()
        ids["chat"] = chat.id
    for day, thing in enumerate(("tandem", "tuba", "cello")):
        with clock.frozen(on(day)):
            said = conversations.say(chat, f"I own a {thing}.")
            ids[thing] = memories.add(NewMemory(f"The user owns a {thing}.", object=thing, sources=((said.id, 0, len(said.text)),))).id
    with clock.frozen(on(1)):
        alone = conversations.create()
        conversations.say(alone, "The bus was late.")
        ids["alone"] = alone.id
        ids["note"] = memories.add(NewMemory("The user likes figs.")).id
    return ids


def test_forgetting_a_day_takes_what_was_said_and_noted_on_it(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, week: dict[str, str]
) -> None:
    before = dump(vault)
    forgetting.forget([period("2026-11-17", "2026-11-17")])
    assert [message.visible for message in conversations.path(week["chat"])] == ["I own a tandem.", "[forgotten]", "I own a cello."]
    assert conversations.get(week["alone"]).status == "trashed"
    assert {name: memories.get(week[name]).status for name in ("tandem", "tuba", "cello", "note")} == {
        "tandem": "active", "tuba": "trashed", "cello": "active", "note": "trashed",
    }  # fmt: skip
    assert_search_rows_agree(vault)
    vault.journal.undo()
    assert dump(vault) == before


def test_erasing_up_to_a_day_leaves_what_came_after(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, week: dict[str, str]
) -> None:
    report = forgetting.erase([period("", "2026-11-17")])
    assert report.residue is not None
    assert report.residue.clean
    assert [message.text for message in conversations.path(week["chat"])] == ["I own a cello."]
    assert [memory.id for memory in memories.list().memories] == [week["cello"]]
    with pytest.raises(NotFound):
        conversations.get(week["alone"])
    assert_search_rows_agree(vault)


@pytest.mark.parametrize(
    ("first", "last", "days"), [("2026-11-17", "2026-11-17", 1), ("2026-02", "2026-02", 28), ("2026", "2026", 365), ("2026-11-16", "2026-11", 15)]
)
def test_days_months_and_years_are_whole(first: str, last: str, days: int) -> None:
    found = period(first, last)
    assert clock.from_utc(found.stop) - clock.from_utc(found.start) == timedelta(days=days)


def test_an_open_end_goes_on_for_ever() -> None:
    found = period("2026-11-17")
    assert found.start < "9999" < found.stop
    assert period("", "2026").start < "0"


@pytest.mark.parametrize(("first", "last"), [("2026-13", ""), ("2026-02-30", ""), ("yesterday", ""), ("2026-11-22", "2026-11-21")])
def test_what_is_no_time_is_refused(first: str, last: str) -> None:
    with pytest.raises(BadInput):
        period(first, last)


def test_the_blast_radius_counts_every_table_that_can_hold_words() -> None:
    derived = {f"{table}_{part}" for table in holdings.INDEXES for part in ("data", "idx")}  # the words of counted rows
    kept = {"setting"}
    assert {column.table for column in holdings.HELD} - derived - kept == set(blast.COUNTED)
    assert set(blast.COUNTED.values()) <= set(blast.BlastRadius.__struct_fields__)


def test_the_blast_radius_names_what_goes_along(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, week: dict[str, str]
) -> None:
    memories.edit(week["tandem"], text="The user owns a red tandem.")
    conversations.set_draft(week["chat"], "my tandem is at the menders")
    made = vault.backup()
    radius = forgetting.blast_radius([week["tandem"]])
    assert (radius.memories, radius.versions, radius.titles) == (1, 1, 1)
    assert radius.steps == 2
    assert radius.backups == (made.path.name,)
    everything = forgetting.blast_radius([Everything()])
    assert (everything.memories, everything.conversations, everything.messages, everything.drafts) == (4, 2, 4, 1)
