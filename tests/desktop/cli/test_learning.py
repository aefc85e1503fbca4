"""What was learned, on the command line: remarks, what waits, what was not kept; the settings of learning; incognito."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.cli import chat, incognito, opening
from engine.learning.gating.language import NOTICE
from engine.vault import bytescan
from tests.desktop.cli.support import Command, Result, dump, files

CANARY = "My friend Mallory Vandersloot keeps the quixotic zephyrwood cabinet."
WORDS = ("zephyrwood", "vandersloot", "quixotic")


@pytest.fixture
def typed(vault: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """As at a terminal: with remarks."""
    monkeypatch.setattr(chat, "piped", lambda: False)
    return vault


def say(command: Command, *lines: str, options: tuple[str, ...] = ()) -> Result:
    return command("chat", *options, stdin="".join(f"{line}\n" for line in lines))


def listed(command: Command, *options: str) -> list[str]:
    return [memory["text"] for memory in command("memories", "list", "--json", *options).json["memories"]]


def test_what_was_remembered_is_told_with_an_id_that_leads_to_it(typed: Command) -> None:
    err = say(typed, "My sister Anna lives in Berlin and I am allergic to peanuts.").err.splitlines()
    told = [line for line in err if line.startswith("remembered: ")]
    assert [line.split("  (")[0] for line in told] == [
        "remembered: Anna is the user's sister.", "remembered: The user's sister Anna lives in Berlin.",
        "remembered: The user is allergic to peanuts.",
    ]  # fmt: skip
    for line in told:
        shown = typed("memories", "show", line.rsplit("(", 1)[1].rstrip(")"), "--json").json
        assert shown["text"] in line


def test_undo_takes_back_what_was_just_learned(typed: Command) -> None:
    done = say(typed, "I am allergic to peanuts.", "/undo")
    assert "Undone: learned from a message" in done.out
    assert listed(typed) == []


def test_what_waits_is_listed_and_answered(typed: Command) -> None:
    typed("settings", "set", "review", "everything")
    done = say(
        typed, "I am allergic to peanuts.", "I love jazz.", "/review", "/review keep 1", "/review reject 1", "/review keep 7", "/review", "/review x"
    )
    assert "waits for your word: The user is allergic to peanuts." in done.err
    assert "1  Remember this?  The user is allergic to peanuts." in done.out
    assert "Kept: The user is allergic to peanuts." in done.out
    assert "Set aside: The user loves jazz." in done.out
    assert "Nothing waits for your word." in done.err
    assert done.err.count("Say for example: /review keep 1") == 2
    assert listed(typed, "--status", "active") == ["The user is allergic to peanuts."]
    assert listed(typed, "--status", "proposed") == []


def test_what_was_not_kept_is_told_with_its_reason(typed: Command) -> None:
    done = say(typed, "/rejected", "Maybe I should get a boat. My bank PIN is 4821.", "/rejected")
    assert "Nothing was turned down so far." in done.err
    assert "not kept: Maybe I should get a boat  (only supposed)" in done.out
    assert "not kept: A password, number or key  (a secret is never kept as a memory)" in done.out
    assert "4821" not in done.out


def test_other_languages_are_kept_as_they_are_and_that_is_said_once(typed: Command) -> None:
    done = say(typed, "Ich wohne in Berlin und arbeite viel.", "Meine Schwester Anna wohnt nicht in Berlin.", "I love jazz.")
    assert done.err.count(NOTICE) == 1
    assert listed(typed) == ["The user loves jazz."]
    assert "Schwester" in typed("recall", "Schwester").out


def test_all_settings_are_listed_and_lists_are_set_with_commas(vault: Command) -> None:
    shown = vault("settings").out
    for key in ("learn", "review", "model_learning", "never_keep", "mask_secrets"):
        assert key in shown
    assert vault("settings", "set", "never_keep", "Money, health").out == "never_keep = health,money\n"
    assert vault("settings", "list", "--json").json["never_keep"] == ["health", "money"]
    assert vault("settings", "set", "never_keep", "none").out == "never_keep = none\n"
    assert vault("settings", "set", "never_keep", "wine").code == 1
    assert vault("settings", "set", "review", "proposed").out == "review = everything\n"


def test_a_kind_is_never_kept_and_what_is_there_is_forgotten_if_wanted(vault: Command) -> None:
    vault("remember", "I have asthma")
    vault("remember", "I love jazz")
    told = vault("memories", "never-keep", "health")
    assert told.out == "Never kept from now on: Health.\n"
    assert "1 memory of that kind is kept so far" in told.err
    assert "never kept" in next(line for line in vault("memories", "never-keep").out.splitlines() if line.startswith("health"))
    assert "Forgotten: 1 memory." in vault("memories", "never-keep", "health", "--forget").out
    assert listed(vault) == ["The user loves jazz."]
    assert "never to keep such things (health)" in vault("remember", "I take 5 mg of ramipril").out
    vault("memories", "undo")
    assert len(listed(vault)) == 2
    assert vault("memories", "never-keep", "wine").code == 1


def test_masked_secrets_are_in_no_row_whatever_way_they_came_in(vault: Command) -> None:
    vault("settings", "set", "mask_secrets", "on")
    say(vault, "My wifi password is hunter2zz and I live in Rome.")
    rows = [{"conversation": "c", "id": "1", "role": "user", "time": "2026-01-01T10:00:00", "text": "My wifi password is hunter3zz."}]
    file = vault.jsonl("old.jsonl", rows)
    assert vault("ingest", file, "--json").json["added"] == 1
    assert vault("ingest", file, "--json").json["known"] == 1
    with opening.vault() as opened:
        stored = dump(opened)
    assert "••••" in stored
    assert "hunter" not in stored
    assert listed(vault) == ["The user lives in Rome."]


@pytest.mark.parametrize("options", [("--incognito",), ("--incognito", "--with-memory")])
def test_an_incognito_chat_leaves_nothing_anywhere(vault: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    vault("remember", "My sister Anna lives in Berlin.")
    with opening.vault() as opened:
        before = dump(opened)
    lines = (CANARY, "Who keeps the zephyrwood cabinet?", f"Remember that {CANARY}", "/undo", "/new", "/help")
    done = vault.process("chat", *options, stdin="\n".join(lines), TMPDIR=str(temporary))
    assert done.code == 0
    assert "Vandersloot" in done.out
    assert incognito.HELP in done.out
    with opening.vault() as opened:
        assert dump(opened) == before
        opened.backup()
    needles = [(0, form) for word in WORDS for form in [*bytescan.forms(word), *bytescan.disguises(word)]]
    looked = [path for path in files(tmp_path, Path(os.environ["HOME"])) if path.exists()]
    assert {path.name for path in looked} >= {"memory.db", "alcove.log"}
    assert not [str(path) for path in looked if bytescan.search_file(path, needles)[1]]


def test_an_incognito_chat_says_what_it_is_and_uses_memory_only_when_asked_to(typed: Command) -> None:
    typed("remember", "My sister Anna lives in Berlin.")
    blind = say(typed, "Where does my sister live?", "/memories", options=("--incognito",))
    assert "Incognito: nothing of this chat is kept." in blind.err
    assert "Berlin" not in blind.out
    assert "/memories does nothing in an incognito chat" in blind.err
    seeing = say(typed, "Where does my sister live?", options=("--incognito", "--with-memory"))
    assert "Berlin" in seeing.out


@pytest.mark.parametrize("options", [("--incognito", "-c", "some-id"), ("--with-memory",)])
def test_options_that_contradict_each_other_are_refused(vault: Command, options: tuple[str, ...]) -> None:
    assert vault("chat", *options).code == 1
