"""From messages in a real vault to memories: one journaled step, told once, kept true over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.learning.learner import Learner
from engine.memory.facts import Memories
from engine.memory.records import Memory, Message
from engine.vault.vault import Vault
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]
LATER = AT + timedelta(days=90)


def _texts(memories: Memories, status: str = "active") -> set[str]:
    return {memory.text for memory in memories.list(status=status, limit=200).memories}


def test_what_is_learned_names_its_source_span(hear: Hear, memories: Memories) -> None:
    made = hear("My sister Anna lives in Berlin and I am allergic to peanuts.")
    assert {m.text for m in made} == {"Anna is the user's sister.", "The user's sister Anna lives in Berlin.", "The user is allergic to peanuts."}
    allergy = next(m for m in made if "peanuts" in m.text)
    ((message, start, stop),) = memories.sources(allergy)
    assert message.text[start:stop] == "I am allergic to peanuts"


def test_a_message_is_one_journaled_step_and_undo_removes_its_facts(hear: Hear, vault: Vault, memories: Memories) -> None:
    before = len(vault.journal.entries())
    hear("My sister Anna lives in Berlin and I am allergic to peanuts.")
    entries = vault.journal.entries()
    assert len(entries) == before + 1
    assert (entries[0].operation, entries[0].actor) == ("learn", "assistant")
    vault.journal.revert(entries[0].id)
    assert _texts(memories) == set()


def test_the_same_statement_twice_is_one_memory_with_two_sources(hear: Hear, memories: Memories) -> None:
    (first,) = hear("I'm allergic to peanuts")
    (again,) = hear("as I said, I am allergic to peanuts!", LATER)
    assert again.id == first.id
    assert len(memories.sources(first)) == 2
    assert memories.list(status="active").total == 1


def test_learning_the_same_message_again_changes_nothing(learner: Learner, say: Callable[..., Message], memories: Memories) -> None:
    message = say("I live in Ghent")
    first = learner.learn_message(message)
    assert [m.id for m in learner.learn_message(message)] == [m.id for m in first]
    assert len(memories.sources(first[0])) == 1


def test_moving_supersedes_the_old_home_and_keeps_it_answerable(hear: Hear, memories: Memories) -> None:
    (old,) = hear("I live in Ghent")
    (new,) = hear("we moved to Lyon last week", LATER)
    old = memories.get(old)
    assert (old.status, old.superseded_by) == ("superseded", new.row)
    assert old.valid_to == new.valid_from
    assert _texts(memories) == {"The user moved to Lyon in the week of 8 September 2025."}


def test_two_contradicting_facts_end_the_same_in_any_order(hear: Hear, memories: Memories) -> None:
    (new,) = hear("I work at the port", LATER)
    (late,) = hear("I work at the museum", AT)
    assert memories.get(new).status == "active"
    assert memories.get(late).status == "superseded"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("I like jazz", "I don't like jazz"),
        ("my landlord is called Mr Papadakis", "my landlord is called Ms Okafor"),
        ("I'm vegetarian", "I'm vegan"),
        ("I have a car", "I don't have a car"),
    ],
)
def test_a_later_statement_replaces_what_it_contradicts(first: str, then: str, hear: Hear, memories: Memories) -> None:
    (old,) = hear(first)
    (new,) = hear(then, LATER)
    assert (memories.get(old).status, memories.get(new).status) == ("superseded", "active")


def test_things_of_which_there_can_be_many_add_up(hear: Hear, memories: Memories) -> None:
    hear("I love jazz")
    hear("I love hiking", LATER)
    hear("my friend Tom plays chess", LATER)
    hear("my friend Ida plays chess", LATER)
    assert memories.list(status=("superseded", "retracted")).total == 0
    assert {"The user loves jazz.", "The user loves hiking.", "Tom is the user's friend.", "Ida is the user's friend."} <= _texts(memories)


def test_two_people_of_one_slot_do_not_touch_each_other(hear: Hear, memories: Memories) -> None:
    hear("my sister Anna lives in Berlin")
    hear("my brother Joe lives in Oslo", LATER)
    assert {"The user's sister Anna lives in Berlin.", "The user's brother Joe lives in Oslo."} <= _texts(memories)


def test_a_richer_statement_enriches_the_memory_and_keeps_its_history(hear: Hear, memories: Memories) -> None:
    (first,) = hear("I play cello")
    (richer,) = hear("I play cello in the village orchestra", LATER)
    assert richer.id == first.id
    assert richer.text == "The user plays cello in the village orchestra."
    assert [v.fields["text"] for v in memories.history(first)] == ["The user plays cello."]


def test_she_is_whom_the_message_before_spoke_of(hear: Hear, memories: Memories) -> None:
    hear("my sister Anna is visiting on Friday")
    hear("she can't have lactose")
    assert "The user's sister Anna cannot have lactose." in _texts(memories)


def test_only_the_users_own_words_are_learned(hear: Hear, memories: Memories) -> None:
    assert hear("I live in Rome", role="assistant", source="generated") == []
    assert hear("I live in Rome", role="other") == []
    assert memories.list().total == 0


def test_imported_words_are_proposals_and_typed_or_replayed_ones_hold(hear: Hear, memories: Memories) -> None:
    (imported,) = hear("I live in Rome", source="import")
    (replayed,) = hear("I love jazz", source="ingested")
    assert (imported.status, imported.source) == ("proposed", "import")
    assert (replayed.status, replayed.source) == ("active", "inferred")


def test_a_proposal_never_replaces_what_the_user_said(hear: Hear, memories: Memories) -> None:
    (own,) = hear("I live in Ghent")
    hear("I live in Rome", LATER, source="import")
    assert memories.get(own).status == "active"


def test_reviewing_everything_makes_proposals(learner: Learner, say: Callable[..., Message]) -> None:
    assert [m.status for m in learner.learn_message(say("I live in Ghent"), status="proposed")] == ["proposed"]


def test_secrets_leave_no_memory_and_no_copy_in_the_rejected(hear: Hear, vault: Vault) -> None:
    assert hear("remember my pin is 4471") == []
    rows = vault.query("SELECT text, reason FROM rejected")
    assert [(row["text"], row["reason"]) for row in rows] == [("[secret]", "secret")]


def test_a_question_leaves_no_step_in_the_journal(hear: Hear, vault: Vault) -> None:
    before = len(vault.journal.entries())
    hear("what's the tallest tower?")
    assert len(vault.journal.entries()) == before


def test_what_is_turned_down_can_be_looked_at(hear: Hear, vault: Vault) -> None:
    hear("what's the tallest tower?")
    assert [row["reason"] for row in vault.query("SELECT reason FROM rejected")] == ["question"]


def test_people_become_entities_with_their_relation(hear: Hear, vault: Vault) -> None:
    hear("my sister Anna lives in Berlin")
    rows = {(row["name"], row["kind"], row["relation"]) for row in vault.query("SELECT name, kind, relation FROM entity")}
    assert {("Anna", "person", "sister"), ("Berlin", "place", None), ("user", "user", None)} <= rows
    joined = "edge e JOIN entity h ON h.row = e.head JOIN entity t ON t.row = e.tail"
    edges = {tuple(row) for row in vault.query(f"SELECT h.name, e.predicate, t.name FROM {joined}")}
    assert {("user", "sister", "Anna"), ("Anna", "lives_in", "Berlin")} <= edges


def test_a_proposal_neither_closes_what_the_user_said_nor_is_closed_by_it(
    hear: Hear, learner: Learner, say: Callable[..., Message], memories: Memories
) -> None:
    """A document dated in the future would else retire a fact, or come into prompts as one that held before."""
    (proposal,) = learner.learn_message(say("I live in Lyon", LATER, source="attachment"))
    (fact,) = hear("I live in Berlin")
    assert (memories.get(proposal).status, memories.get(fact).status) == ("proposed", "active")
    (newer,) = hear("I live in Ghent", LATER)
    assert [memories.get(memory).status for memory in (proposal, fact, newer)] == ["proposed", "superseded", "active"]


def test_a_proposal_that_the_user_states_counts_from_then_on(hear: Hear, learner: Learner, say: Callable[..., Message], memories: Memories) -> None:
    (proposal,) = learner.learn_message(say("I am allergic to peanuts", source="attachment"))
    assert proposal.status == "proposed"
    (same,) = hear("I'm allergic to peanuts")
    assert (same.id, same.status, same.source) == (proposal.id, "active", "inferred")
    assert len(memories.sources(same)) == 2
