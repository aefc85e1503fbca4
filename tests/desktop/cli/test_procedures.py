"""`alcove instructions` and `alcove procedures`."""

from __future__ import annotations

import pytest

from tests.desktop.cli.support import Command

ROUTER = "To reset the router: unplug it, count to 30, plug it back in."


def instructions(vault: Command) -> dict[str, dict[str, object]]:
    return {one["text"]: one for one in vault("instructions", "list", "--json").json["instructions"]}


@pytest.fixture
def router(vault: Command) -> str:
    """The id of a procedure."""
    vault("ask", ROUTER)
    (found,) = vault("procedures", "list", "--json").json["procedures"]
    return str(found["id"])


def test_an_instruction_is_added_switched_off_and_on(vault: Command) -> None:
    added = vault("instructions", "add", "always answer in bullet points", "--json").json
    assert added["text"] == "The assistant should always answer in bullet points."
    off = vault("instructions", "off", added["id"])
    assert off.out.startswith("Off: ")
    assert "off " in vault("instructions", "list").out
    assert vault("memories", "undo").code == 0
    assert instructions(vault)[added["text"]]["in_force"] is True
    vault("instructions", "off", added["id"])
    assert vault("instructions", "on", added["id"], "--json").json["in_force"] is True


def test_one_said_in_a_conversation_is_listed_with_its_condition(vault: Command) -> None:
    vault("ask", "When I ask about recipes, always use grams.")
    ((text, found),) = instructions(vault).items()
    assert "grams" in text
    assert found["condition"] == "the user asks about recipes"
    assert "sometimes" in vault("instructions", "list").out


def test_the_opposite_takes_its_place(vault: Command) -> None:
    vault("instructions", "add", "always answer in bullet points")
    vault("instructions", "add", "never use bullet points")
    assert list(instructions(vault)) == ["The assistant should never use bullet points."]


def test_secrets_and_empty_texts_are_refused(vault: Command) -> None:
    assert vault("instructions", "add", "my password is hunter2!Xy9").code == 1
    assert vault("instructions", "add", " ").code == 1
    assert instructions(vault) == {}


def test_only_instructions_are_switched(vault: Command, router: str) -> None:
    assert vault("instructions", "off", router).code == 1
    assert "There are no standing instructions yet." in vault("instructions", "list").out


def test_a_procedure_is_shown_with_its_steps(vault: Command, router: str) -> None:
    shown = vault("procedures", "show", router)
    assert "To reset the router:\n1. Unplug it\n2. Count to 30\n3. Plug it back in\n" in shown.out
    assert vault("procedures", "show", router, "--json").json["steps"] == ["unplug it", "count to 30", "plug it back in"]


def test_outcomes_are_counted(vault: Command, router: str) -> None:
    vault("procedures", "worked", router)
    vault("procedures", "failed", router)
    assert vault("procedures", "failed", router, "--json").json["failed"] == 2
    assert "used 0×, worked 1×, failed 2×" in vault("procedures", "list").out
    assert "So far this worked once and failed twice." in vault("ask", "how do I reset the router?").out


def test_a_correction_is_a_new_version(vault: Command, router: str) -> None:
    answer = vault("ask", "how do I reset the router?", "--json").json
    vault("ask", "--conversation", answer["conversation"], "step 2 is wrong: count to 60")
    shown = vault("procedures", "show", router).out
    assert "2. Count to 60" in shown
    assert "version 1, until" in shown
    assert vault("procedures", "show", router, "--json").json["versions"] == 2


def test_without_any_it_says_how_to_make_one(vault: Command) -> None:
    assert "There are no procedures yet." in vault("procedures", "list").out
