"""Looking at memories, correcting them, forgetting, erasing, undoing."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.cli import opening, output
from tests.desktop.cli.support import Command, dump, files

TOLD = [
    "My sister Anna lives in Berlin.",
    "I am allergic to peanuts.",
    "My neighbour Victor plays the trombone.",
]


@pytest.fixture
def told(vault: Command) -> Command:
    """A vault that knows of Anna, peanuts and Victor."""
    rows = [
        {"conversation": f"c{n}", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for n, text in enumerate(TOLD)
    ]
    assert vault("ingest", vault.jsonl("told.jsonl", rows), "--learn").code == 0
    return vault


def _list(told: Command, *arguments: str) -> list[dict[str, Any]]:
    return list(told("memories", "list", "--json", *arguments).json["memories"])


def _one(told: Command, word: str) -> dict[str, Any]:
    return next(memory for memory in _list(told) if word in memory["text"])


def test_memories_are_listed_searched_and_filtered(told: Command) -> None:
    assert "peanuts" in told("memories", "list").out
    assert all("peanuts" in memory["text"] for memory in _list(told, "peanuts"))
    assert all("Anna" in memory["text"] for memory in _list(told, "--about", "Anna"))
    assert _list(told, "--kind", "procedural") == []
    assert len(_list(told, "--limit", "1")) == 1
    assert told("memories", "list", "--order", "colour").code == 1
    assert "Nothing is remembered" in told("memories", "list", "--status", "archived").out


def test_a_memory_is_shown_with_what_it_came_from(told: Command) -> None:
    memory = _one(told, "Berlin")
    shown = told("memories", "show", memory["id"], "--json").json
    assert shown["sources"][0]["text"] in TOLD[0]
    assert {"Anna", "Berlin"} <= {entity["name"] for entity in shown["entities"]}
    readable = told("memories", "show", memory["id"]).out
    assert memory["text"] in readable
    assert "My sister Anna lives in Berlin" in readable
    message = told("memories", "show", shown["sources"][0]["message"], "--json").json
    assert message["text"] == TOLD[0]
    assert TOLD[0] in told("memories", "show", "c0").out


def test_an_edit_makes_a_version_and_keeps_the_old_one(told: Command) -> None:
    memory = _one(told, "Berlin")
    edited = told("memories", "edit", memory["id"], "--text", "The user's sister Anna lives in Rome.", "--importance", "0.9", "--pin", "--json").json
    assert (edited["version"], edited["pinned"]) == (memory["version"] + 1, True)
    history = told("memories", "history", memory["id"]).out
    assert "Berlin" in history
    assert "Rome" in history
    assert told("recall", "Where does Anna live?", "--json").json["hits"][0]["text"].endswith("Rome.")


@pytest.mark.parametrize("arguments", [[], ["--valid-from", "soon"], ["--text", "  "]], ids=" ".join)
def test_an_edit_that_makes_no_sense_is_refused(told: Command, arguments: list[str]) -> None:
    failed = told("memories", "edit", _one(told, "Berlin")["id"], *arguments)
    assert failed.code == 1
    assert _one(told, "Berlin")["version"] == 1


def test_an_id_may_be_cut_short_but_not_ambiguous(told: Command) -> None:
    ids = [memory["id"] for memory in _list(told)]
    unique = next(ids[0][:n] for n in range(8, 37) if sum(id.startswith(ids[0][:n]) for id in ids) == 1)
    assert told("memories", "show", unique, "--json").json["id"] == ids[0]
    assert "too short" in told("memories", "show", ids[0][:4]).err
    assert told("memories", "show", "ffffffff").code == 1
    message = told("memories", "show", ids[0], "--json").json["sources"][0]["message"]
    assert "not of a memory" in told("memories", "edit", message, "--text", "x").err


def test_forgetting_hides_at_once_and_undo_brings_back(told: Command) -> None:
    done = told("memories", "forget", _one(told, "peanuts")["id"], "--yes", "--json").json
    assert done["forgotten"]["memories"] == 1
    assert done["step"]
    assert not [memory for memory in _list(told) if "peanuts" in memory["text"]]
    assert not [hit for hit in told("recall", "peanuts", "--json").json["hits"] if "peanuts" in hit["text"]]
    assert "Undone: Forgot" in told("memories", "undo").out
    assert _one(told, "peanuts")["status"] == "active"
    assert "Done again" in told("memories", "redo").out
    assert not [memory for memory in _list(told) if "peanuts" in memory["text"]]


def test_what_would_go_is_shown_before_it_goes(told: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(output, "interactive", lambda: True)
    monkeypatch.setattr(output, "confirm", lambda question: asked.append(question) or False)
    refused = told("memories", "erase", "--about", "Victor")
    assert refused.code == 1
    assert "trombone" in refused.err
    assert "erase" in asked[0]
    assert _one(told, "trombone")
    monkeypatch.setattr(output, "confirm", lambda question: True)
    assert told("memories", "erase", "--about", "Victor").code == 0
    assert not [memory for memory in _list(told) if "Victor" in memory["text"]]


def test_with_nobody_to_ask_nothing_is_forgotten_without_yes(told: Command) -> None:
    failed = told("memories", "forget", "--everything")
    assert failed.code == 1
    assert "--yes" in failed.err
    assert len(_list(told)) >= 3


def test_erasing_removes_it_from_every_file_and_says_so(told: Command) -> None:
    told("vault", "backup")
    report = told("memories", "erase", "--matching", "trombone", "--yes", "--json").json
    assert report["clean"] is True
    assert report["report"]["residue"]["hits"] == []
    with opening.vault() as opened:
        left = dump(opened)
    assert "trombone" not in left
    assert "peanuts" in left
    readable = told("memories", "erase", "--about", "Anna", "--yes").out
    assert "nothing is left" in readable
    assert not [path for path in files(told.home) if b"trombone" in path.read_bytes()]


def test_messages_and_conversations_can_be_forgotten_too(told: Command) -> None:
    message = told("memories", "show", _one(told, "peanuts")["id"], "--json").json["sources"][0]["message"]
    assert told("memories", "forget", message, "--yes").code == 0
    assert told("memories", "forget", "c2", "--yes").code == 0
    texts = " ".join(memory["text"] for memory in _list(told))
    assert "peanuts" not in texts
    assert "trombone" not in texts
    assert "Anna" in texts


def test_forgetting_what_is_not_there_says_so(told: Command) -> None:
    failed = told("memories", "forget", "--matching", "xylophone", "--yes")
    assert failed.code == 1
    assert "nothing of that" in failed.err
    assert told("memories", "forget").code == 1


def test_everything_can_be_erased(told: Command) -> None:
    assert told("memories", "erase", "--everything", "--yes").code == 0
    assert _list(told) == []
    assert told("vault", "status", "--json").json["counts"]["message"] == 0


def test_every_change_is_in_the_journal_and_can_be_reverted(told: Command) -> None:
    memory = _one(told, "Berlin")
    told("memories", "edit", memory["id"], "--text", "The user's sister Anna lives in Rome.")
    steps = told("journal", "list", "--json").json["steps"]
    assert steps[0]["label"] == "Edited a memory"
    assert not any(word in str([step["label"] for step in steps]) for word in ("Anna", "Rome", "peanuts"))
    assert "Reverted: Edited a memory" in told("memories", "undo", steps[0]["id"]).out
    assert "Berlin" in _one(told, "Berlin")["text"]
    assert told("memories", "undo", "nonsense").code == 1
    assert "Edited a memory" in told("memories", "history").out


def test_proposed_memories_are_approved(vault: Command) -> None:
    assert vault("settings", "set", "review", "everything").out == "review = everything\n"
    row = {"conversation": "c", "id": "1", "role": "user", "speaker": "user", "time": "2026-01-01T10:00:00", "text": TOLD[1]}
    vault("ingest", vault.jsonl("told.jsonl", [row]), "--learn")
    (proposed,) = _list(vault, "--status", "proposed")
    assert "peanuts" in vault("memories", "approve", proposed["id"]).out
    assert _one(vault, "peanuts")["status"] == "active"


def test_something_is_remembered_on_request(vault: Command) -> None:
    made = vault("remember", "my", "sister", "Anna", "lives", "in", "Berlin", "--json").json["memories"]
    assert any("Berlin" in memory["text"] for memory in made)
    assert "peanuts" in vault("remember", "-", stdin="I am allergic to peanuts\n").out
    assert "peanuts" in vault("ask", "What am I allergic to?").out


def test_a_secret_is_not_remembered_and_not_stored(vault: Command) -> None:
    failed = vault("remember", "my password is hunter2-Xy!9")
    assert failed.code == 1
    assert "secret" in failed.err
    with opening.vault() as opened:
        assert not opened.query("SELECT 1 FROM message")


def test_nothing_can_not_be_remembered(vault: Command) -> None:
    assert vault("remember", "  ").code == 1
    assert vault("ask", "-", stdin="").code == 1


def test_with_no_days_in_the_trash_forgetting_is_erasing(told: Command) -> None:
    told("settings", "set", "trash_days", "0")
    id = _one(told, "peanuts")["id"]
    done = told("memories", "forget", id, "--yes", "--json")
    assert done.code == 0
    assert done.json["clean"] is True
    assert told("memories", "show", id).code == 1
    assert told("memories", "list", "--status", "trashed", "--json").json["total"] == 0


def test_what_was_asked_to_be_remembered_is_the_users_own_step(vault: Command) -> None:
    assert vault("remember", "I own a purple unicycle.").code == 0
    assert "Undone: Remembered something" in vault("memories", "undo").out
    assert vault("memories", "list", "--json").json["memories"] == []
    assert vault("memories", "redo").code == 0
    assert len(vault("memories", "list", "--json").json["memories"]) == 1
