"""Starting the command: at once, with help for everything, and the right thing when no command is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from desktop.cli import app, chat
from tests.desktop.cli.support import Command

README = Path(__file__).parents[3] / "README.md"
HEAVY = {"engine", "models", "numpy", "rich", "structlog", "msgspec", "PySide6", "llama_cpp", "sqlcipher3", "asyncio"}
BUDGET = 340  # modules: 301 when this was written


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, found in getattr(command, "commands", {}).items():
        yield (*path, name), found
        yield from _commands(found, (*path, name))


ALL = dict(_commands(get_command(app)))


@pytest.mark.parametrize("arguments", [["--help"], ["memories", "--help"], ["ingest", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = f"import sys; from desktop.cli import main; code = main({arguments!r}); print(*sorted(sys.modules)); sys.exit(code)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    imported = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not imported & HEAVY
    assert len(done.stdout.splitlines()[-1].split()) < BUDGET


def test_the_commands_of_the_contract_are_there() -> None:
    wanted = {
        *("chat", "ask", "answer", "recall", "remember", "ingest", "learn", "doctor", "demo"),
        *(f"memories {name}" for name in ("list", "show", "edit", "forget", "erase", "history", "undo", "redo")),
        *(f"vault {name}" for name in ("create", "status", "change-passphrase", "recovery-key")),
        *(f"models {name}" for name in ("list", "install", "import", "use", "remove")),
        *(f"settings {name}" for name in ("list", "get", "set")),
        *("journal list", "backups make", "backups restore", "today"),
    }
    assert wanted <= {" ".join(path) for path in ALL}


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...], alcove: Command) -> None:
    shown = alcove(*path, "--help")
    assert shown.code == 0
    assert f"Usage: alcove {' '.join(path)}" in shown.out
    assert ALL[path].help
    for option in ALL[path].params:
        assert getattr(option, "help", "described"), f"{option.name} has no help"


@pytest.mark.parametrize("path", [path for path, command in ALL.items() if not getattr(command, "commands", None)], ids=" ".join)
def test_every_command_is_in_the_readme(path: tuple[str, ...]) -> None:
    assert f"alcove {' '.join(path)}" in README.read_text(encoding="utf-8")


def test_the_version_is_told(alcove: Command) -> None:
    assert alcove("--version").out.startswith("alcove 0.")


def test_an_unknown_command_is_a_usage_error(alcove: Command) -> None:
    failed = alcove("rememember", "x")
    assert failed.code == 2
    assert "No such command 'rememember'" in failed.err
    assert "--help" in failed.err
    assert not failed.out


def test_without_a_command_the_window_opens_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch, alcove: Command) -> None:
    done: list[str] = []
    for name in ("open_window", "converse", "answer_lines"):
        monkeypatch.setattr(chat, name, lambda name=name: done.append(name))
    for piped, display in ((False, ":0"), (False, ""), (True, ":0"), (True, "")):
        monkeypatch.setattr(chat, "piped", lambda piped=piped: piped)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DISPLAY", display)
        assert alcove().code == 0
    assert done == ["open_window", "answer_lines" if sys.platform in ("darwin", "win32") else "converse", "answer_lines", "answer_lines"] or (
        sys.platform in ("darwin", "win32") and done == ["open_window", "open_window", "answer_lines", "answer_lines"]
    )


def test_an_empty_input_ends_at_once_and_well(alcove: Command) -> None:
    done = alcove.process(stdin=b"")
    assert (done.code, done.out) == (0, "")


def test_python_minus_m_desktop_serves_a_model_too() -> None:
    """The packaged program starts itself as the model process: at the end of its input it ends."""
    done = subprocess.run([sys.executable, "-m", "desktop", "--model-host"], input=b"", capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"")
