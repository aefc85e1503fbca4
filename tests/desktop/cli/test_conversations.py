"""`alcove conversations …`: listed, read, renamed, deleted and taken back, exported, erased by their titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.support import Command


@pytest.fixture
def talked(vault: Command) -> Command:
    rows = [
        {"conversation": talk, "id": f"{talk}{n}", "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for talk, texts in (("herons", ["My sister Anna lives in Lyon.", "She counts herons."]), ("tea", ["I like green tea."]))
        for n, text in enumerate(texts)
    ]
    assert vault("ingest", vault.jsonl("told.jsonl", rows), "--learn").code == 0
    assert vault("conversations", "rename", "tea", "Of Tea").code == 0
    return vault


def titles(command: Command, *arguments: str) -> list[str]:
    return [one["title"] for one in command("conversations", "list", "--json", *arguments).json["conversations"]]


def test_they_are_listed_with_id_day_and_size(talked: Command) -> None:
    found = talked("conversations", "list", "--json").json
    assert {(one["external_id"], one["messages"]) for one in found["conversations"]} == {("herons", 2), ("tea", 1)}
    out = talked("conversations", "list").out
    for one in found["conversations"]:
        assert one["id"] in out and one["title"] in out
    assert titles(talked, "green") == ["Of Tea"]
    assert talked("conversations", "list", "--limit", "1").err.endswith("There are more: --offset 1\n")


def test_one_is_shown_by_title_or_by_the_beginning_of_its_id(talked: Command) -> None:
    assert "I like green tea." in talked("conversations", "show", "of tea").out
    (one,) = talked("conversations", "list", "herons", "--json").json["conversations"]
    assert "She counts herons." in talked("conversations", "show", one["id"].upper()[:30]).out
    missing = talked("conversations", "show", "No such")
    assert missing.code == 1 and "alcove conversations list" in missing.err


def test_of_two_with_one_title_the_ids_are_told(talked: Command) -> None:
    talked("conversations", "rename", "herons", "Of Tea")
    told = talked("conversations", "show", "Of Tea")
    assert told.code == 1 and "Several conversations are called so." in told.err
    assert all(one["id"] in told.err for one in talked("conversations", "list", "--json").json["conversations"])


def test_deleting_takes_along_what_was_learnt_and_can_be_undone(talked: Command) -> None:
    assert talked("conversations", "delete", "Of Tea").code == 0
    assert "Of Tea" not in titles(talked) and "Of Tea" in titles(talked, "--trashed")
    assert "tea" not in talked("memories", "list").out
    assert talked("memories", "undo").code == 0
    assert "Of Tea" in titles(talked) and "tea" in talked("memories", "list").out


def test_erasing_by_its_title_leaves_nothing(talked: Command) -> None:
    erased = talked("memories", "erase", "--conversation", "Of Tea", "--yes")
    assert erased.code == 0 and "nothing is left" in erased.out
    assert titles(talked) != [] and "Of Tea" not in titles(talked, "--trashed")


def test_one_alone_is_exported(talked: Command, tmp_path: Path) -> None:
    file = tmp_path / "tea.md"
    assert talked("conversations", "export", "Of Tea", str(file), "--format", "markdown", "--yes").code == 0
    assert "green tea" in file.read_text() and "herons" not in file.read_text()
