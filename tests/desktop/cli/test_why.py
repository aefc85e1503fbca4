"""`alcove why` and the dry run, with the real models: what an answer was made of, and what one would be made of."""

from __future__ import annotations

import pytest

from desktop.cli import opening
from engine.session import Session
from tests.desktop.cli.support import Command, dump

TOLD = "My sister Anna lives in Berlin and she is a vet.\nI am allergic to peanuts.\nMy brother Tom moved to Lyon in March.\n"


@pytest.fixture
def told(with_models: Command) -> Command:
    """A vault that was told three things, in a process of its own."""
    assert with_models.process(stdin=TOLD).code == 0
    return with_models


@pytest.fixture
def asked(told: Command, monkeypatch: pytest.MonkeyPatch) -> tuple[Command, dict[str, object]]:
    """Asked as if the model were a capable one, whose prompt holds what was recalled."""
    monkeypatch.setattr(Session, "small", False)
    return told, told("ask", "Where does my sister live?", "--json").json


def test_the_last_answer_explains_itself(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, answer = asked
    shown = alcove("why")
    assert shown.code == 0
    for said in (
        "Where does my sister live?",
        str(answer["answer"]),
        "Used",
        "Your sister Anna lives in Berlin.",
        "found by",
        "not used",
        "Tokens",
    ):
        assert said in shown.out
    assert "ms" in shown.out
    assert "\x1b" not in shown.out
    assert all(line == line.rstrip() for line in shown.out.splitlines())


def test_the_receipt_says_everything_to_a_program(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, answer = asked
    receipt = alcove("why", "--json").json
    assert (receipt["answer"], receipt["query"], receipt["id"]) == (answer["answer"], "Where does my sister live?", answer["receipt"])
    assert receipt["exact"] is True
    used = [memory for memory in receipt["memories"] if memory["in_prompt"]]
    assert sorted(memory["id"] for memory in used) == sorted(answer["used"])
    (berlin,) = (memory for memory in used if "Berlin" in memory["text"])
    assert berlin["arms"]["memory_vector"]["rank"] >= 1
    assert berlin["arms"]["memory_vector"]["score"] > 0.3
    assert all(memory["fate"] for memory in receipt["memories"] if not memory["in_prompt"])
    stages = receipt["trace"]["stages"]
    assert {"embed query", "hydrate", "fusion", "prompt", "first token", "total"} <= stages.keys()
    assert 0 < stages["first token"] <= stages["total"]
    assert receipt["prompt_tokens"] > 0
    assert receipt["trace"]["embedder"].startswith("all-minilm")
    assert receipt["trace"]["parameters"]


def test_the_exact_prompt_can_be_seen(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, _ = asked
    prompt = alcove("why", "--prompt").out
    assert prompt.startswith("<|im_start|>system\n")
    assert "The user's sister Anna lives in Berlin." in prompt
    assert "Where does my sister live?" in prompt


def test_an_earlier_answer_is_named_by_its_number_or_an_id(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, answer = asked
    before = alcove("why", "2", "--json").json
    assert before["question"] == "My brother Tom moved to Lyon in March."
    assert before["memories"] == []
    for name in ("1", str(answer["receipt"]), str(answer["message"]), str(answer["message"])[:20]):
        assert alcove("why", name, "--json").json["id"] == answer["receipt"]


def test_several_answers_are_one_document(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, answer = asked
    told = alcove("why", "1", "2", "--json").json
    assert [receipt["id"] for receipt in told] == [answer["receipt"], alcove("why", "2", "--json").json["id"]]
    shown = alcove("why", "1", "2").out
    assert shown.count("How\n") == 2 and "My brother Tom moved to Lyon in March." in shown


def test_where_there_is_no_answer_it_says_so(vault: Command) -> None:
    nothing = vault("why")
    assert nothing.code == 1
    assert "Nothing was answered yet" in nothing.err
    unknown = vault("why", "0123456789")
    assert unknown.code == 1
    assert "no answer 0123456789" in unknown.err


def test_what_is_forgotten_is_shown_as_erased_and_after_erasing_nothing_is_left(asked: tuple[Command, dict[str, object]]) -> None:
    alcove, answer = asked
    assert alcove("memories", "forget", *answer["used"], "--yes").code == 0  # type: ignore[misc]
    assert "Berlin" not in alcove("why", "--prompt").out
    assert "[erased]" in alcove("why", "--prompt").out
    assert "erased or forgotten" in alcove("why").out
    assert alcove("memories", "erase", "--matching", "Berlin", "--yes", "--json").json["clean"] is True
    with opening.vault() as opened:
        assert "berlin" not in dump(opened).lower()


def test_a_dry_run_shows_what_would_be_used_and_stores_nothing(told: Command) -> None:
    with opening.vault() as opened:
        before = dump(opened)
    shown = told("recall", "--dry-run", "Where", "does", "my", "brother", "live?")
    assert shown.code == 0
    assert "Your brother Tom moved to Lyon in March" in shown.out
    would = told("recall", "--dry-run", "--json", "Where does my brother live?").json
    used = [memory for memory in would["memories"] if memory["in_prompt"]]
    assert "Lyon" in used[0]["text"]
    assert would["id"] == ""
    assert would["prompt"].startswith("told as it stands")
    assert "peanuts" not in would["prompt"]
    with opening.vault() as opened:
        assert dump(opened) == before


@pytest.mark.parametrize("arguments", [("--batch", "-"), ("x", "--as-of", "2026-01-01"), ()], ids=["batch", "as of", "nothing"])
def test_a_dry_run_takes_one_question(vault: Command, arguments: tuple[str, ...]) -> None:
    assert vault("recall", "--dry-run", *arguments).code == 1


def test_the_chat_explains_its_last_answer(told: Command) -> None:
    done = told.process("chat", stdin="Where does my sister live?\n/why\n")
    assert "Used" in done.out
    assert "Where does my sister live?" in done.out


def test_what_was_said_cannot_steer_the_terminal(vault: Command) -> None:
    vault.process(stdin="My sister \x1b[31mAnna\x1b]0;owned\x07 lives in Berlin.\nWhere does my sister live?\n")
    for shown in (vault("why", "--all"), vault("why", "--prompt"), vault("recall", "--dry-run", "Anna")):
        assert shown.code == 0
        assert "\x1b" not in shown.out
