"""Near-duplicates become one: nothing is lost, nothing that differs is merged, and it can be taken back."""

from __future__ import annotations

import pytest

from engine import clock
from engine.memory.forgetting import About
from tests.engine.learning.consolidation.conftest import NOW, Store

LIVES = {"subject": "Anna", "predicate": "lives_in", "object": "Berlin"}


def test_evidence_entities_and_uses_go_to_the_one_that_is_kept(store: Store) -> None:
    place = store.place()
    first = store.note("Anna lives in Berlin.", said_in=store.say(place, "Anna lives in Berlin."), people=[("Anna", "sister")], **LIVES)
    again = store.note(
        "Anna lives in Berlin!", said_in=store.say(place, "Did I say that Anna lives in Berlin?"), people=[("Anna", "sister")], **LIVES
    )
    store.session.memories.used([first.row, again.row])
    store.session.memories.used([again.row])
    store.session.memories.pin(again)
    report = store.tidy()
    kept, gone = store.session.memories.get(again), store.session.memories.get(first)
    assert report.done["duplicates"] == 1
    assert (kept.status, kept.pinned, kept.uses, kept.mentioned_at) == ("active", True, 3, first.mentioned_at)
    assert (gone.status, gone.superseded_by) == ("archived", kept.row)
    assert len(store.session.memories.sources(kept)) == 2
    assert [version.fields["status"] for version in store.session.memories.history(gone)] == ["active"]


def test_what_the_duplicate_had_replaced_is_now_replaced_by_the_kept_one(store: Store) -> None:
    old = store.note("Anna lives in Graz.", **{**LIVES, "object": "Graz"})
    kept = store.note("Anna lives in Berlin.", **LIVES)
    twin = store.note("Anna lives in Berlin", **LIVES)
    store.session.memories.supersede(old, twin)
    store.tidy()
    assert store.status(twin) == "archived"
    assert store.session.memories.get(old).superseded_by == kept.row


def test_two_people_of_one_name_keep_their_memories(store: Store) -> None:
    ours = store.note("Anna lives in Berlin.", people=[("Anna", "sister")], **LIVES)
    theirs = store.note("Anna lives in Berlin.", people=[("Anna", "colleague")], **LIVES)
    nobodys = store.note("Anna lives in Berlin.", **LIVES)
    assert store.tidy().done["duplicates"] == 0
    assert {store.status(memory) for memory in (ours, theirs, nobodys)} == {"active"}


def test_without_an_embedder_the_same_words_are_found(wordless: Store) -> None:
    wordless.note("The user likes jazz.")
    wordless.note("User likes the jazz")
    assert wordless.tidy().done["duplicates"] == 1


def test_a_crowd_of_duplicates_becomes_one(store: Store) -> None:
    for _ in range(40):
        store.note("The user likes jazz.", subject="user", predicate="likes", object="jazz")
    store.tidy()
    assert store.texts() == ["The user likes jazz."]
    assert len(store.texts("1")) == 40


def test_undoing_restores_exactly_and_is_respected(store: Store) -> None:
    store.note("The user likes jazz.")
    store.note("The user likes jazz.")
    store.session.settle()
    before = store.dump()
    report = store.tidy()
    store.undo(report)
    assert store.dump() == before
    assert store.tidy().done["duplicates"] == 0
    store.note("The user likes rain.")
    assert store.tidy().done["duplicates"] == 0
    assert store.texts() == ["The user likes jazz.", "The user likes jazz.", "The user likes rain."]


def test_forgetting_the_kept_one_forgets_its_duplicates(store: Store) -> None:
    kept = store.note("Anna lives in Berlin.", **LIVES)
    twin = store.note("Anna resides in Berlin.", **LIVES)
    store.session.settle()
    store.session.memories.pin(kept)
    with pytest.MonkeyPatch.context() as patch:  # the bag of words puts the two at 0.75
        patch.setattr("engine.learning.consolidation.alike.REWORDED", 0.7)
        assert store.tidy().done["duplicates"] == 1
    store.session.forgetting.forget([kept.id])
    assert store.status(twin) == "trashed"


@pytest.mark.parametrize("which", [0, 1])
def test_erasing_either_leaves_no_residue(store: Store, which: int) -> None:
    place = store.place()
    one = store.note("Anna lives in Quedlinburg.", said_in=store.say(place, "Anna lives in Quedlinburg."))
    two = store.note("Anna lives in Quedlinburg", said_in=store.say(place, "Well, Anna lives in Quedlinburg, so what."))
    store.tidy()
    report = store.session.forgetting.erase([(one, two)[which].id])
    assert report.residue is not None
    assert report.residue.clean
    assert store.texts("1") == []


def test_everything_about_a_person_takes_merged_memories_along(store: Store) -> None:
    store.note("Anna lives in Berlin.", people=[("Anna", "sister")], **LIVES)
    store.note("Anna lives in Berlin.", people=[("Anna", "sister")], **LIVES)
    store.tidy()
    store.session.forgetting.forget([About("Anna")])
    assert store.texts("status <> 'trashed'") == []


def test_undoing_the_users_own_step_is_not_hindered_by_links_and_profile(store: Store) -> None:
    store.note("The user's sister Anna lives in Berlin.", people=[("Anna", "sister")], category="family", importance=0.8)
    typed = store.session.memories.add(store_new("The user's sister Anna plays the cello."))
    with clock.frozen(NOW):
        store.tidy()
    assert store.vault.query("SELECT 1 FROM memory_link")
    assert store.vault.journal.undo() is not None
    assert store.vault.query("SELECT 1 FROM memory WHERE row = ?", (typed.row,)) == []
    assert store.vault.query("SELECT 1 FROM memory_link") == []
    assert store.vault.journal.redo() is not None
    assert store.vault.query("SELECT 1 FROM memory_link")


def store_new(text: str):  # type: ignore[no-untyped-def]
    from engine.memory.facts import NewEntity, NewMemory

    return NewMemory(text, entities=(NewEntity("Anna", "person", "subject", "sister"),), category="family", importance=0.8)
