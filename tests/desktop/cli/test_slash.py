"""Slash commands: obeyed, refused when unknown, and never taken for a message, nor a message for them."""

from __future__ import annotations

import io
import sys

import pytest

from desktop.cli import chat, opening, slash
from tests.desktop.cli.support import Command

UNKNOWN = "Unknown command /foo. /help lists the commands."


@pytest.mark.parametrize(
    "line", ["/home/x is my folder", "/etc holds settings", "/etc/passwd", "/", "/Foo", "/2", "a /foo", "/foo bar", "/helpme now"]
)
def test_a_line_that_only_begins_with_a_slash_is_a_message(line: str) -> None:
    assert slash.command(line) == ""


@pytest.mark.parametrize(("line", "named"), [("/help", "/help"), ("/memories\tberlin", "/memories"), ("/quit now", "/quit"), ("/foo", "/foo")])
def test_one_word_or_a_known_command_is_a_command(line: str, named: str) -> None:
    assert slash.command(line) == named


def _messages() -> list[str]:
    with opening.vault() as opened:
        return [str(row["text"]) for row in opened.query("SELECT text FROM message WHERE role = 'user' ORDER BY row")]


def test_piped_commands_are_obeyed_and_stored_nowhere(vault: Command) -> None:
    lines = ["/help", "/foo", "I live in Rome.", "/memories rome", "/new", "/home/x is my folder", "/quit", "I live in Oslo."]
    done = vault.process("chat", stdin="\n".join(lines) + "\n")
    assert done.code == 0
    assert slash.HELP in done.out
    assert UNKNOWN in done.err.splitlines()
    assert "semantic" in done.out
    assert _messages() == ["I live in Rome.", "/home/x is my folder"]
    with opening.vault() as opened:
        assert len(opened.query("SELECT DISTINCT conversation FROM message")) == 2


def test_at_the_terminal_an_unknown_command_is_no_message(vault: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "piped", lambda: False)
    done = vault("chat", stdin="/foo\n/help\n/quit\nI live in Oslo.\n")
    assert done.code == 0
    assert UNKNOWN in done.err.splitlines()
    assert slash.HELP in done.out
    assert _messages() == []


def test_the_remark_on_an_unknown_command_is_dim_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shown(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", shown := Shown())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    from desktop.cli import output

    output.aside(UNKNOWN)
    assert shown.getvalue() == f"\x1b[2m{UNKNOWN}\x1b[0m\n"
