"""The review inbox: which of two memories is right? One journaled, undoable answer each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.errors import BadInput
from engine.memory.records import Memory
from engine.session import Session
from engine.vault.vault import Vault

AT = datetime.fromisoformat("2025-06-17T10:00:00+01:00")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    opened = Session(vault)
    yield opened
    opened.close()


def _hear(session: Session, text: str, days: int = 0, **how: str) -> list[Memory]:
    message = session.conversations.say(session.conversations.create(), text, at=AT + timedelta(days=days), **how)  # type: ignore[arg-type]
    return session.learner.learn_message(message)


@pytest.fixture
def asked(session: Session) -> tuple[Memory, Memory]:
    """The old memory, and the new one that may contradict it."""
    (old,) = _hear(session, "my cousin is called Dwight")
    (new,) = _hear(session, "my uncle is called Dwight", 30)
    return old, new


def test_an_unsure_contradiction_waits_and_is_not_recalled(session: Session, asked: tuple[Memory, Memory]) -> None:
    old, new = asked
    assert (session.memories.get(old).status, new.status) == ("active", "proposed")
    (question,) = session.review.list()
    assert (question.memory.id, question.against and question.against.id, question.reason) == (new.id, old.id, "contradicts")
    assert all(hit.id != new.id for hit in session.recall.search("who is Dwight").hits)


def test_keeping_the_new_one_closes_the_old_one_in_one_undoable_step(session: Session, asked: tuple[Memory, Memory]) -> None:
    old, new = asked
    kept = session.review.keep(new)
    assert (kept.status, kept.source) == ("active", "confirmed")
    assert (session.memories.get(old).status, session.memories.get(old).superseded_by) == ("superseded", new.row)
    assert session.review.list() == []
    assert session.vault.journal.undo() is not None
    assert [session.memories.get(memory).status for memory in asked] == ["active", "proposed"]
    assert len(session.review.list()) == 1


def test_rejecting_the_new_one_leaves_the_old_one(session: Session, asked: tuple[Memory, Memory]) -> None:
    session.review.reject(asked[1])
    assert [session.memories.get(memory).status for memory in asked] == ["active", "retracted"]
    assert session.review.list() == []
    session.vault.journal.undo()
    assert session.memories.get(asked[1]).status == "proposed"


def test_both_can_be_right(session: Session, asked: tuple[Memory, Memory]) -> None:
    session.review.both(asked[1])
    assert [session.memories.get(memory).status for memory in asked] == ["active", "active"]
    session.vault.journal.undo()
    assert session.memories.get(asked[1]).status == "proposed"


def test_an_approved_proposal_takes_the_place_of_what_it_contradicts(session: Session) -> None:
    (own,) = _hear(session, "I live in Ghent")
    (imported,) = _hear(session, "I live in Rome", 30, source="import")
    assert [question.reason for question in session.review.list()] == ["unapproved"]
    session.memories.approve(imported)
    assert session.memories.get(own).status == "superseded"


def test_an_approved_proposal_of_long_ago_is_closed_by_what_is_newer(session: Session) -> None:
    (imported,) = _hear(session, "I live in Rome", source="import")
    (own,) = _hear(session, "I live in Ghent", 30)
    session.memories.approve(imported)
    assert (session.memories.get(own).status, session.memories.get(imported).status) == ("active", "superseded")


def test_saying_it_again_answers_the_question(session: Session, asked: tuple[Memory, Memory]) -> None:
    (again,) = _hear(session, "my uncle is called Dwight", 40)
    assert (again.id, again.status) == (asked[1].id, "active")
    assert session.memories.get(asked[0]).status == "superseded"
    assert session.review.list() == []


def test_a_question_goes_with_its_memory(session: Session, asked: tuple[Memory, Memory]) -> None:
    session.forgetting.erase([asked[1].id])
    assert session.review.list() == []
    assert session.vault.query("SELECT 1 FROM review") == []


def test_what_does_not_wait_cannot_be_answered(session: Session, asked: tuple[Memory, Memory]) -> None:
    with pytest.raises(BadInput):
        session.review.keep(asked[0])


def test_without_asking_the_new_one_is_taken_to_be_right(session: Session) -> None:
    (old,) = _hear(session, "my cousin is called Dwight")
    message = session.conversations.say(session.conversations.create(), "my uncle is called Dwight", at=AT + timedelta(days=1))
    (new,) = session.learner.learn_message(message, ask=False)
    assert (session.memories.get(old).status, new.status) == ("superseded", "active")


def test_both_can_be_wrong_and_one_undo_brings_both_back(session: Session, asked: tuple[Memory, Memory]) -> None:
    session.review.neither(asked[1])
    assert [session.memories.get(one).status for one in asked] == ["retracted", "retracted"]
    session.vault.journal.undo()
    assert [session.memories.get(one).status for one in asked] == ["active", "proposed"]


def test_what_is_wrong_gives_way_to_what_it_had_replaced(session: Session) -> None:
    (old,) = _hear(session, "I live in Ghent")
    (new,) = _hear(session, "I live in Lyon now", 30)
    assert session.memories.get(old).status == "superseded"
    session.review.wrong(new)
    assert [session.memories.get(one).status for one in (old, new)] == ["active", "retracted"]
    with pytest.raises(BadInput):
        session.review.wrong(new)
