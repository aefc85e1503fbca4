"""The forms that programs rely on: ingest, recall, learn, answer. Fields and meanings must stay."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desktop.cli.support import Command


def _line(number: int, text: str, time: str, role: str = "user", conversation: str = "c") -> dict[str, Any]:
    return {"conversation": conversation, "id": f"m{number}", "role": role, "speaker": role, "time": time, "text": text}


CHAT = [
    _line(1, "I live in Lyon.", "2025-01-10T10:00:00"),
    _line(2, "That sounds nice.", "2025-01-10T10:01:00", role="assistant"),
    _line(3, "My sister Anna is a vet.", "2025-01-10T10:02:00"),
    _line(4, "I moved to Porto, I live in Porto now.", "2025-06-01T09:00:00"),
]


def test_ingest_tells_what_it_did_and_does_it_once(vault: Command) -> None:
    file = vault.jsonl("chat.jsonl", CHAT)
    assert vault("ingest", file, "--no-learn", "--json").json == {"added": 4, "known": 0, "differing": 0, "conversations": 1, "memories": 0}
    assert vault("ingest", file, "--no-learn", "--json").json == {"added": 0, "known": 4, "differing": 0, "conversations": 1, "memories": 0}
    changed = vault.jsonl("changed.jsonl", [{**CHAT[0], "text": "I live in Nice."}])
    assert vault("ingest", changed, "--no-learn", "--json").json["differing"] == 1
    assert vault("memories", "list", "--json").json["total"] == 0


def test_ingest_learns_from_the_users_lines_alone(vault: Command) -> None:
    lines = [*CHAT, _line(5, "I am the user's doctor and I live in Oslo.", "2025-06-02T09:00:00", role="other")]
    told = vault("ingest", vault.jsonl("chat.jsonl", lines), "--learn", "--json").json
    assert told["memories"] >= 3
    texts = " ".join(memory["text"] for memory in vault("memories", "list", "--json").json["memories"])
    assert "Anna" in texts
    assert "Oslo" not in texts


def test_ingest_learns_in_the_order_of_time_not_of_the_file(vault: Command) -> None:
    vault("ingest", vault.jsonl("chat.jsonl", list(reversed(CHAT))), "--learn")
    status = {memory["text"]: memory["status"] for memory in vault("memories", "list", "--json").json["memories"]}
    assert next(state for text, state in status.items() if "Lyon" in text) == "superseded"
    assert any("Porto" in text and state == "active" for text, state in status.items())


def test_ingest_stores_what_comes_before_a_bad_line(vault: Command) -> None:
    for learn in ("--learn", "--no-learn"):
        content = "".join(json.dumps({**line, "conversation": learn}) + "\n" for line in CHAT) + "{\n"
        failed = vault("ingest", "-", learn, "--json", stdin=content)
        assert failed.code == 1
        assert "Line 5" in json.loads(failed.err.splitlines()[-1])["error"]
    assert vault("vault", "status", "--json").json["counts"]["message"] == 8


def test_ingest_carries_out_a_request_to_forget(vault: Command) -> None:
    lines = [*CHAT, _line(6, "Please forget everything about Anna.", "2025-07-01T09:00:00")]
    vault("ingest", vault.jsonl("chat.jsonl", lines), "--learn")
    hits = vault("recall", "What does Anna do?", "--json").json["hits"]
    assert not [hit for hit in hits if "vet" in hit["text"]]


def test_recall_answers_a_batch_line_by_line_in_order(vault: Command) -> None:
    vault("ingest", vault.jsonl("chat.jsonl", CHAT), "--learn")
    asked = [{"query": "Where do I live?"}, {"query": "what does Anna do"}, {"query": "Lyon", "as_of": "2025-02-01T12:00:00"}]
    answers = vault("recall", "--top", "3", "--json", "--batch", vault.jsonl("ask.jsonl", asked)).lines
    assert [answer["query"] for answer in answers] == [row["query"] for row in asked]
    for answer in answers:
        assert isinstance(answer["ms"], float)
        assert 1 <= len(answer["hits"]) <= 3
        assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(answer["hits"]) + 1))
        for hit in answer["hits"]:
            assert {"rank", "score", "kind", "id", "text", "time", "event_date", "status", "source_ids"} <= set(hit)
            assert hit["kind"] in ("message", "episodic", "semantic", "procedural", "summary")
            assert set(hit["source_ids"]) <= {line["id"] for line in CHAT}
            assert hit["source_ids"]
    assert not [hit for hit in answers[2]["hits"] if "Porto" in hit["text"]]


def test_recall_gives_a_message_as_its_own_source(vault: Command) -> None:
    vault("ingest", vault.jsonl("chat.jsonl", CHAT), "--no-learn")
    (hit, *_) = vault("recall", "Anna", "--json").json["hits"]
    assert (hit["kind"], hit["source_ids"], hit["time"][:19]) == ("message", ["m3"], "2025-01-10T10:02:00")


def test_the_clock_of_a_question_is_the_messages_not_the_stores(vault: Command) -> None:
    """Imported history lies before the moment of importing; a question of back then sees it."""
    vault("ingest", vault.jsonl("chat.jsonl", CHAT), "--learn")
    hits = vault("recall", "Where do I live?", "--as-of", "2025-03-01T10:00:00", "--json").json["hits"]
    fact = next(hit for hit in hits if hit["kind"] == "semantic" and "Lyon" in hit["text"])
    assert fact["status"] == "active"


def test_recall_wants_a_text_or_a_batch(vault: Command) -> None:
    assert vault("recall").code == 1
    assert vault("recall", "x", "--batch", "-").code == 1


def test_learn_shows_what_would_be_learnt_and_stores_nothing(alcove: Command) -> None:
    rows = [
        {"id": "a", "text": "My sister Anna lives in Berlin and I am allergic to peanuts.", "time": "2026-03-02T09:00:00"},
        {"id": "b", "text": "Where is the station?", "time": "2026-03-02T09:01:00"},
        {"id": "c", "text": "My password is hunter2-Xy!9", "time": "2026-03-02T09:02:00"},
        {"id": "d", "text": "I have a dentist appointment tomorrow at 3pm.", "time": "2026-03-02T09:03:00"},
    ]
    found = alcove("learn", "--json", stdin="".join(json.dumps(row) + "\n" for row in rows)).lines
    assert [line["id"] for line in found] == ["a", "b", "c", "d"]
    for line in found:
        assert isinstance(line["ms"], float)
        for memory in line["memories"]:
            assert memory["kind"] in ("semantic", "episodic", "procedural")
            assert memory["text"]
            assert "event_date" in memory
        for rejected in line["rejected"]:
            assert set(rejected) == {"text", "reason"}
    assert any("peanuts" in memory["text"] for memory in found[0]["memories"])
    assert not found[1]["memories"]
    assert not found[2]["memories"]
    assert "hunter2" not in json.dumps(found[2])
    assert any((memory["event_date"] or "").startswith("2026-03-03") for memory in found[3]["memories"])
    assert not (alcove.home / "vault").exists()


@pytest.fixture
def questions() -> list[dict[str, Any]]:
    """Two questions in the form of the contract: one that its memories answer, one that they don't."""
    memory = {"kind": "semantic", "time": "2026-01-05T10:00:00", "event_date": None, "status": "active"}
    memories = [{**memory, "text": "The user's sister Anna lives in Berlin."}, {**memory, "text": "The user is allergic to peanuts."}]
    asked = {"now": "2026-03-02T09:00:00", "memories": memories, "history": []}
    return [{**asked, "id": "q1", "question": "Where does my sister live?"}, {**asked, "id": "q2", "question": "What is my shoe size?"}]


def test_answer_uses_the_given_memories_alone_and_stores_nothing(alcove: Command, questions: list[dict[str, Any]]) -> None:
    answers = alcove("answer", "--json", "--batch", alcove.jsonl("ask.jsonl", questions)).lines
    assert [answer["id"] for answer in answers] == ["q1", "q2"]
    assert "Berlin" in answers[0]["answer"]
    assert [answer["declined"] for answer in answers] == [False, True]
    assert all(isinstance(answer["ms"], float) for answer in answers)
    assert not (alcove.home / "vault").exists()


def test_answer_leaves_an_existing_vault_as_it_is(vault: Command, questions: list[dict[str, Any]]) -> None:
    before = vault("vault", "status", "--json").json
    vault("answer", "--json", "--batch", vault.jsonl("ask.jsonl", questions))
    after = vault("vault", "status", "--json").json
    assert (before["seq"], before["counts"]) == (after["seq"], after["counts"])


def test_answer_knows_what_was_said_before(alcove: Command, questions: list[dict[str, Any]]) -> None:
    asked = {
        **questions[0],
        "question": "and what am I allergic to?",
        "history": [{"role": "user", "text": "Where does my sister live?"}, {"role": "assistant", "text": "In Berlin."}],
    }
    assert "peanuts" in alcove("answer", "--json", "--batch", "-", stdin=json.dumps(asked)).json["answer"]


@pytest.mark.parametrize("broken", [{"question": None}, {"memories": [{"kind": "semantic"}]}, {"now": "soon"}, {"history": "x"}], ids=str)
def test_a_question_in_another_form_is_named(alcove: Command, questions: list[dict[str, Any]], broken: dict[str, Any]) -> None:
    failed = alcove("answer", "--batch", "-", stdin=json.dumps({**questions[0], **broken}))
    assert failed.code == 1
    assert "Line 1" in failed.err
