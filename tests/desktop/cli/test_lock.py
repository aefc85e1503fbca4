"""`alcove lock`, what a new key needs of the person, and where no secret may be seen."""

from __future__ import annotations

import getpass
import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import typer

from desktop import single
from desktop.cli import app, lock, opening, output
from engine.errors import WrongKey
from engine.vault import backups
from engine.vault.vault import Vault
from tests.desktop.cli.support import Command, alive, children, until
from tests.desktop.cli.test_talking import PROMPT, Terminal
from tests.engine.vault.conftest import hashes

OLD, NEW = "one two three four", "the words that come after"


@pytest.fixture
def with_passphrase(alcove: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A vault with a passphrase, which a file gives."""
    (tmp_path / "passphrase").write_text(OLD)
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    assert alcove("vault", "create").code == 0
    return alcove


def test_a_new_key_shuts_out_the_old_passphrase_and_shows_a_recovery_key(with_passphrase: Command, tmp_path: Path) -> None:
    with_passphrase("remember", "My sister Anna lives in Berlin.")
    made = with_passphrase("vault", "change-passphrase", "--rotate", stdin=f"{NEW}\n")
    assert made.code == 0
    assert "encrypted anew" in made.out
    assert "recovery key" in made.err
    assert with_passphrase("memories", "list").code == 1
    (tmp_path / "passphrase").write_text(NEW)
    assert "Berlin" in with_passphrase("memories", "list").out
    assert len(backups.listed(with_passphrase.home)) == 1


def test_changing_the_passphrase_alone_says_what_old_copies_still_do(with_passphrase: Command) -> None:
    told = with_passphrase("vault", "change-passphrase", stdin=f"{NEW}\n")
    assert told.code == 0
    assert "still open with the old passphrase" in told.err
    assert "alcove vault change-passphrase --rotate" in told.err


def test_a_weak_passphrase_is_taken_and_told(with_passphrase: Command, tmp_path: Path) -> None:
    told = with_passphrase("vault", "change-passphrase", stdin="qwertyuiop\n")
    assert told.code == 0
    assert "This passphrase is weak." in told.err and "qwertyuiop" not in told.err
    (tmp_path / "passphrase").write_text("qwertyuiop")
    assert with_passphrase("memories", "list").code == 0


def test_a_recovery_key_in_the_passphrase_file_opens_the_vault_and_a_mistyped_one_is_told(with_passphrase: Command, tmp_path: Path) -> None:
    key = with_passphrase("vault", "recovery-key", "--yes", "--json").json["recovery_key"]
    (tmp_path / "passphrase").write_text(f"{key}\n")
    assert with_passphrase("memories", "list").code == 0
    (tmp_path / "passphrase").write_text(key[:7] + key[8:])
    told = with_passphrase("memories", "list")
    assert told.code == 1
    assert "ALCOVE_PASSPHRASE_FILE" in told.err and "Group 2 has 4 instead of 5" in told.err


def test_the_third_try_still_says_where_a_recovery_key_is_wrong(with_passphrase: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    key = with_passphrase("vault", "recovery-key", "--yes", "--json").json["recovery_key"]
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE")
    monkeypatch.setattr(output, "interactive", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: key[:-1])
    told = with_passphrase("memories", "list")
    assert told.code == 1
    assert told.err.count("Group 8 has 4 instead of 5") == opening.TRIES


def test_a_first_passphrase_replaces_nothing_and_warns_of_nothing(vault: Command) -> None:
    assert "old passphrase" not in vault("vault", "change-passphrase", stdin=f"{NEW}\n").err


def test_without_a_new_passphrase_the_key_stays(with_passphrase: Command) -> None:
    before = hashes(with_passphrase.home / "vault")
    assert with_passphrase("vault", "change-passphrase", "--rotate", stdin="\n").code == 1
    assert {name: value for name, value in hashes(with_passphrase.home / "vault").items() if name in ("vault.json", "memory.db")} == {
        name: value for name, value in before.items() if name in ("vault.json", "memory.db")
    }


def test_locking_needs_a_vault(alcove: Command) -> None:
    assert "There is no vault" in alcove("lock").err


def test_locking_what_nobody_has_open_says_so(vault: Command) -> None:
    done = vault("lock")
    assert (done.code, done.out) == (0, "Nothing has the vault open: it is locked.\n")


def test_a_window_is_asked_and_no_key_is_needed(with_passphrase: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE")
    monkeypatch.setattr(single, "lock_other", lambda home: home == with_passphrase.home)
    assert "the window has closed the vault" in with_passphrase("lock").out


@pytest.mark.skipif(sys.platform == "win32", reason="terminals")
def test_a_chat_in_a_terminal_ends_when_the_vault_is_locked(with_models: Command) -> None:
    assert with_models("vault", "create", "--key-file").code == 0
    terminal = Terminal(with_models.environment(), "chat")
    try:
        terminal.wait_for(PROMPT)
        terminal.type("My sister Anna lives in Berlin.\n")
        terminal.wait_for(PROMPT)
        hosts = until(lambda: children(terminal.process.pid), "a model process starts")
        assert "chats in terminals end" in with_models("lock").out
        terminal.wait_for("Locked by another Alcove window or command")
        assert terminal.end() == 0
        until(lambda: not any(alive(pid) for pid in hosts), "the model processes end")
    finally:
        terminal.close()
    assert "Berlin" in with_models("memories", "list").out


def test_a_chat_that_reads_a_pipe_ends_too_and_says_why(vault: Command) -> None:
    process = vault.start("chat")
    assert process.stdin is not None
    process.stdin.write(b"My sister Anna lives in Berlin.\n")
    process.stdin.flush()  # and then it waits for more
    until(lambda: len(vault("memories", "list", "--json").json["memories"]) > 0, "the line was read")
    assert vault("lock").code == 0
    assert process.wait(timeout=60) == 1
    _, err = process.communicate()
    assert "Locked by another Alcove window or command" in err.decode()
    assert "Traceback" not in err.decode()


def test_heeding_ends_with_the_chat(vault: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.cli import opening

    monkeypatch.setattr(lock, "GLANCE", 0.01)
    with opening.session(chat=False, embedder=False) as live, lock.heeded(live):
        assert [thread for thread in threading.enumerate() if thread.name == "alcove-lock-watch"]
    assert not [thread for thread in threading.enumerate() if thread.name == "alcove-lock-watch"]


def commands(group: Any, path: str = "alcove") -> list[tuple[str, Any]]:
    found = [(path, parameter) for parameter in group.params]
    for name, command in getattr(group, "commands", {}).items():
        found += commands(command, f"{path} {name}")
    return found


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """Other programs of this computer can read arguments."""
    taken = commands(typer.main.get_command(app))
    assert len(taken) > 100
    for path, parameter in taken:
        harmless = getattr(parameter, "is_flag", False) or parameter.name.endswith("_file") or path.startswith("alcove settings")
        assert harmless or not {"passphrase", "password", "recovery", "secret", "key"} & set(parameter.name.split("_")), (path, parameter.name)


@pytest.mark.parametrize("name", ["ALCOVE_PASSPHRASE", "ALCOVE_KEY", "ALCOVE_RECOVERY_KEY"])
def test_no_secret_is_taken_from_the_environment(with_passphrase: Command, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE")
    monkeypatch.setenv(name, OLD)
    assert "locked" in with_passphrase("memories", "list").err


def test_a_wrong_passphrase_is_in_no_message_no_traceback_and_no_log(with_passphrase: Command, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("wrongwordsofquillamore")
    refused = with_passphrase("--debug", "memories", "list")
    assert refused.code == 1
    assert "Traceback" in refused.err
    for content in (refused.out, refused.err, *(path.read_text("utf-8", "replace") for path in with_passphrase.home.rglob("*.log"))):
        assert "quillamore" not in content


def test_a_failure_inside_leaves_neither_text_nor_key_in_the_log(vault: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.memory.facts import Memories

    roots: list[bytes] = []

    def fail(self: Memories, *_: object, **__: object) -> None:
        roots.append(self._vault._root)
        raise ValueError(f"cannot store quillamore {self._vault._root!r}")

    monkeypatch.setattr(Memories, "list", fail)
    failed = vault("memories", "list")
    assert failed.code == 1
    written = failed.out + failed.err + "".join(path.read_text("utf-8", "replace") for path in (vault.home / "logs").iterdir())
    assert "ValueError" in written
    assert "quillamore" not in written
    assert repr(roots[0]) not in written
    assert roots[0].hex() not in written


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_neither_the_chat_nor_its_model_processes_leave_a_core_or_show_a_secret(with_models: Command, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text(OLD)
    environment = with_models.environment(ALCOVE_PASSPHRASE_FILE=str(tmp_path / "passphrase"))
    assert with_models.process("vault", "create", ALCOVE_PASSPHRASE_FILE=str(tmp_path / "passphrase")).code == 0
    terminal = Terminal(environment, "chat")
    try:
        terminal.wait_for(PROMPT)
        terminal.type("My sister Anna lives in Berlin.\n")
        terminal.wait_for(PROMPT)
        running = [terminal.process.pid, *until(lambda: children(terminal.process.pid), "a model process starts")]
        for pid in running:
            limits = Path(f"/proc/{pid}/limits").read_text()
            assert re.search(r"Max core file size +0 +0 ", limits)
            if os.geteuid() != 0:  # what is not dumpable belongs to root in /proc
                assert Path(f"/proc/{pid}/mem").stat().st_uid == 0
            shown = Path(f"/proc/{pid}/cmdline").read_bytes() + (Path(f"/proc/{pid}/environ").read_bytes() if os.geteuid() == 0 else b"")
            assert OLD.encode() not in shown
            assert b"Berlin" not in shown
    finally:
        terminal.close()


def test_who_types_the_recovery_key_wrong_is_told_which_group(with_passphrase: Command) -> None:
    key = with_passphrase("vault", "recovery-key", "--yes", "--json").json["recovery_key"]
    groups = key.split("-")
    groups[4] = groups[4][:4] + ("0" if groups[4][4] != "0" else "1")
    with pytest.raises(Exception, match="typing error in group 5"):
        Vault.unlock(with_passphrase.home, recovery_key="-".join(groups))
    with pytest.raises(WrongKey):
        Vault.unlock(with_passphrase.home, passphrase=key)
