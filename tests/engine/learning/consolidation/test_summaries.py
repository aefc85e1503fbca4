"""Summaries of conversations that ended: of what the user told, never of more, and gone with what they were made from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine import clock
from engine.learning.consolidation.summaries import read
from engine.memory.forgetting import About, Text
from engine.memory.records import Conversation
from tests.engine.learning.consolidation.conftest import NOW, Store

LINES = (
    "My sister Anna lives in Berlin.",
    "I work at Bosch as an engineer.",
    "Do you think it will rain?",
    "I am allergic to peanuts.",
    "I play the cello on Thursdays.",
)


@pytest.fixture
def talk(store: Store) -> Conversation:
    place = store.place()
    store.say(place, *LINES, learn=True)
    return place


def summaries(store: Store, where: str = "status = 'active'") -> list[str]:
    return store.texts(f"kind = 'summary' AND {where}")


def test_a_conversation_that_ended_is_summarised_in_the_third_person(store: Store, talk: Conversation) -> None:
    assert store.tidy().done["summaries"] == 1
    (text,) = summaries(store)
    assert text.startswith("Conversation of 25 January 2025: ")
    for said in ("Anna lives in Berlin", "The user works at Bosch", "The user is allergic to peanuts", "The user plays the cello on Thursdays"):
        assert said in text
    assert "rain" not in text
    memory = store.session.memories.list(kind="summary").memories[0]
    assert len(store.session.memories.sources(memory)) == 4


def test_it_waits_until_nothing_was_said_for_an_hour(store: Store) -> None:
    store.at = NOW - timedelta(minutes=10)
    store.say(store.place(), *LINES, learn=True)
    assert store.tidy().done["summaries"] == 0
    with clock.frozen(NOW + timedelta(hours=2)):
        assert store.tidy().done["summaries"] == 1
        assert store.tidy().steps == ()


def test_short_or_empty_talk_needs_none(store: Store) -> None:
    store.say(store.place(), *LINES[:3], learn=True)
    store.say(store.place(), "Hello!", "What is the time?", "Is it late?", "Thank you.", learn=True)
    assert store.tidy().done["summaries"] == 0
    assert store.tidy().steps == ()


def test_where_little_was_learnt_the_user_is_quoted_but_never_a_secret(store: Store) -> None:
    place = store.place()
    store.say(
        place, "Gregor's lecture about medieval bridges in Regensburg went on for ages.", "The password for the shed is quokka-7731.",
        "Is that so?", "Nobody in the audience understood the drawings of the arches.", "Fine.",
    )  # fmt: skip
    store.tidy()
    (text,) = summaries(store)
    assert "The user said: “Gregor's lecture about medieval bridges in Regensburg went on for ages.”" in text
    assert "quokka" not in text
    assert "Is that so" not in text


def test_with_kinds_that_are_never_kept_nothing_is_quoted(store: Store) -> None:
    place = store.place()
    store.say(place, *LINES[:3], "Gregor's lecture about medieval bridges in Regensburg went on for ages.", learn=True)
    store.session.settings.put("never_keep", ["health"])
    store.tidy()
    assert not any("The user said" in text for text in summaries(store))


def test_only_the_user_is_a_source(store: Store) -> None:
    place = store.place()
    for n in range(6):
        store.session.conversations.say(place, f"The assistant claims strange things about penguin number {n}.", role="assistant", at=store.at)
        store.session.conversations.say(place, f"Somebody else told a long story about walrus number {n}.", role="other", at=store.at)
    store.session.conversations.say(place, "A pasted page about ibexes, of considerable length and detail.", source="attachment", at=store.at)
    assert store.tidy().done["summaries"] == 0


def test_it_grows_with_the_conversation(store: Store, talk: Conversation) -> None:
    store.tidy()
    (before,) = store.session.memories.list(kind="summary").memories
    store.say(talk, "My daughter Mia starts school in September.", learn=True)
    store.tidy()
    (after,) = store.session.memories.list(kind="summary").memories
    assert (after.row, after.version) == (before.row, 2)
    assert "Mia" in after.text
    assert store.tidy().steps == ()


def test_it_no_longer_tells_what_was_replaced(store: Store, talk: Conversation) -> None:
    store.tidy()
    place = store.place()
    store.say(place, "I left Bosch. I work at Siemens now.", learn=True)
    assert [text for text in store.texts("status = 'superseded'") if "Bosch" in text]
    store.tidy()
    assert "Bosch" not in summaries(store)[0]


def test_with_learning_off_there_are_none(store: Store, talk: Conversation) -> None:
    store.session.settings.put("learn", False)
    assert "summaries" not in store.tidy().done
    assert summaries(store) == []


def test_a_title_of_the_users_own_is_named(store: Store, talk: Conversation) -> None:
    store.session.conversations.rename(talk, "About my people")
    store.tidy()
    assert summaries(store)[0].startswith("Conversation of 25 January 2025, “About my people”: ")


@pytest.mark.parametrize("how", ["memory", "phrase", "person", "message"])
def test_forgetting_one_thing_takes_it_out_of_the_summary_and_nothing_else(store: Store, talk: Conversation, how: str) -> None:
    store.tidy()
    anna = next(memory for memory in store.session.memories.list("Berlin", kind="semantic").memories)
    message = store.vault.query("SELECT id FROM message WHERE text LIKE '%Anna%'")[0]["id"]
    target = {"memory": anna.id, "phrase": Text("Anna lives in Berlin"), "person": About("Anna"), "message": message}[how]
    store.session.forgetting.forget([target])
    assert summaries(store) == []
    visible = [row["visible"] for row in store.vault.query("SELECT visible FROM message WHERE text NOT LIKE '%Anna%'")]
    assert visible == [line for line in LINES if "Anna" not in line]
    assert {text for text in store.texts("status = 'active'") if "Bosch" in text or "peanuts" in text}
    store.tidy()
    (text,) = summaries(store)
    assert "Berlin" not in text
    assert "peanuts" in text


@pytest.mark.parametrize("again", [False, True])
def test_erasing_leaves_no_residue_in_summaries_or_their_history(store: Store, talk: Conversation, again: bool) -> None:
    store.tidy()
    store.say(talk, "My daughter Mia collects ammonites.", learn=True)
    store.tidy()
    if again:
        store.session.memories.supersede(*[store.session.memories.list(word, kind="semantic").memories[0] for word in ("peanuts", "cello")])
        store.tidy()
        assert "peanuts" not in summaries(store)[0]
    peanuts = store.session.memories.list("peanuts").memories[-1]
    report = store.session.forgetting.erase([peanuts.id])
    assert report.residue is not None
    assert report.residue.clean
    store.tidy()
    assert "peanuts" not in "".join(store.texts("1"))
    report = store.session.forgetting.erase([About("Mia")])
    assert report.residue is not None
    assert report.residue.clean


def test_erasing_the_conversation_takes_its_summary(store: Store, talk: Conversation) -> None:
    store.tidy()
    report = store.session.forgetting.erase([talk.id])
    assert report.residue is not None
    assert report.residue.clean
    assert summaries(store, "1") == []


def test_a_summary_that_the_user_forgot_is_not_made_again_until_more_is_said(store: Store, talk: Conversation) -> None:
    store.tidy()
    store.session.forgetting.forget([store.session.memories.list(kind="summary").ids[0]])
    assert [row["visible"] for row in store.vault.query("SELECT visible FROM message ORDER BY depth")] == list(LINES)
    store.tidy()
    assert summaries(store) == []
    store.session.forgetting.expire_trash(0)
    store.tidy()
    assert summaries(store) == []
    store.say(talk, "My daughter Mia collects ammonites.", learn=True)
    store.tidy()
    assert len(summaries(store)) == 1


def test_what_was_brought_back_does_not_leave_two(store: Store, talk: Conversation) -> None:
    store.tidy()
    anna = store.session.memories.list("Berlin", kind="semantic").ids[0]
    store.session.forgetting.forget([anna])
    store.tidy()
    store.session.forgetting.restore(anna)
    store.tidy()
    (text,) = summaries(store)
    assert "Berlin" in text


def test_taken_back_it_stays_away(store: Store, talk: Conversation) -> None:
    store.session.settle()
    before = store.dump()
    store.undo(store.tidy())
    assert store.dump() == before
    assert store.tidy().done["summaries"] == 0


def test_it_answers_only_when_the_talk_itself_is_asked_about(store: Store, talk: Conversation) -> None:
    store.tidy()
    asked = store.session.recall.context("What is the user allergic to?", budget_tokens=400)
    assert asked.lines
    assert not any(line.text.startswith("Conversation of") for line in asked.lines)
    hits = store.session.recall.search("What did we talk about: Berlin, Bosch, peanuts and the cello?").hits
    assert "summary" in {hit.kind for hit in hits}


def test_a_conversation_is_read_without_going_through_all_memories(store: Store, talk: Conversation) -> None:
    asked: list[str] = []

    def noting(sql: str, parameters: Any) -> Any:
        asked.append(sql)
        return store.vault.query(sql, parameters)

    assert read(noting, talk.row) is not None
    for sql in asked:
        plan = [str(row["detail"]) for row in store.vault.query(f"EXPLAIN QUERY PLAN {sql}", ("[1]" if "json_each" in sql else 1,))]
        assert not [step for step in plan if "memory_status" in step or step.startswith(("SCAN f", "SCAN memory"))], plan
