"""The first run at a terminal: what is chosen counts, and what is broken off leaves nothing behind."""

from __future__ import annotations

import getpass
import os
import signal
from collections.abc import Iterator

import pytest

from desktop.cli import onboarding, output
from engine.vault import keychain
from tests.desktop.cli.support import Command
from tests.desktop.cli.test_talking import Terminal


@pytest.fixture
def asked(alcove: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """With a person to ask, on a desktop without a keychain."""
    monkeypatch.setattr(output, "interactive", lambda: True)
    monkeypatch.setattr(keychain, "find", lambda: None)
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE", raising=False)
    return alcove


@pytest.fixture
def terminal(alcove: Command) -> Iterator[Terminal]:
    opened = Terminal(alcove.environment(), "vault", "create")
    yield opened
    opened.close()


def test_the_choices_are_counted_and_others_asked_again(asked: Command) -> None:
    done = asked("vault", "create", stdin="3\nyes\n2\n")
    assert done.code == 0
    assert "\n  1  a passphrase" in done.err
    assert "\n  2  a key file" in done.err
    assert "\n  3" not in done.err
    assert done.err.count("Type one of the numbers 1 to 2.") == 2
    assert asked("vault", "status", "--json").json["slots"][0]["kind"] == "key-file"


@pytest.mark.parametrize("stdin", ["", "7\n"], ids=["at once", "after a wrong number"])
def test_the_end_of_the_input_makes_no_vault_and_says_so(asked: Command, stdin: str) -> None:
    done = asked("vault", "create", stdin=stdin)
    assert done.code == 1
    assert "Nothing was chosen, so no vault was made." in done.err
    assert not (asked.home / "vault").exists()


def test_the_end_of_the_input_instead_of_a_passphrase_says_so_too(asked: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", ended)
    done = asked("vault", "create", stdin="1\n")
    assert done.code == 1
    assert "No passphrase was set." in done.err
    assert not (asked.home / "vault").exists()


@pytest.mark.parametrize("before", [(), ("New passphrase: ",)], ids=["first", "second"])
def test_ctrl_c_at_the_passphrase_leaves_nothing(terminal: Terminal, alcove: Command, before: tuple[str, ...]) -> None:
    terminal.wait_for("Choose")
    terminal.type("1\n")
    for prompt in before:
        terminal.wait_for(prompt)
        terminal.type("one two three\n")
    terminal.wait_for("Once more: " if before else "New passphrase: ")
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert [path.name for path in alcove.home.parent.glob("data*/*") if path.name != "logs"] == []


def test_ctrl_c_after_the_recovery_key_leaves_a_whole_vault(asked: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(question: str) -> str:
        if question.startswith("Press Enter"):
            raise KeyboardInterrupt
        return "1"

    monkeypatch.setattr(output, "ask", interrupted)
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: "one two three")
    shown: list[str] = []
    monkeypatch.setattr(onboarding, "show_recovery_key", shown.append)
    assert asked("vault", "create").code == 130
    assert len(shown) == 1
    assert asked("vault", "status", "--json").json["counts"]["message"] == 0
