"""`kill -9` at bad moments: what was acknowledged stays, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import opening
from tests.desktop.cli.support import Command, alive, children, until, worked

STORY = "Write a very long story about a lighthouse keeper and his seven daughters.\n"
LINES = 800


def _count(alcove: Command, table: str = "message") -> int:
    """Rows that another process has committed so far."""
    from engine.errors import AlcoveError

    if not (alcove.home / "vault" / "vault.json").exists():
        return 0
    try:
        with opening.vault() as opened:
            return int(opened.query(f"SELECT count(*) FROM {table}")[0][0])
    except AlcoveError:
        return 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate(timeout=60)


def test_killed_in_the_middle_of_an_answer_no_message_is_lost(with_models: Command) -> None:
    with_models("vault", "create")
    process = with_models.start()
    assert process.stdin is not None
    process.stdin.write(b"My sister Anna lives in Berlin.\n" + STORY.encode())
    process.stdin.flush()
    until(lambda: _count(with_models) == 3, "the second message is stored, its answer is not")
    hosts = until(lambda: children(process.pid), "a model process")
    _kill(process)
    until(lambda: not any(alive(host) for host in hosts), "the model processes end with their parent")
    with opening.session(chat=False, embedder=False) as live:
        said = [row["text"] for row in live.vault.query("SELECT text FROM message WHERE role = 'user' ORDER BY row")]
    assert said == ["My sister Anna lives in Berlin.", STORY.strip()]
    assert with_models("doctor", "--json").json["ok"] is True
    assert "Berlin" in with_models("ask", "Where does my sister live?").out


@pytest.mark.parametrize("learn", ["--learn", "--no-learn"])
def test_killed_in_the_middle_of_an_ingest_a_rerun_completes_it(vault: Command, learn: str) -> None:
    rows: list[dict[str, Any]] = [
        {
            "conversation": f"c{n % 7}",
            "id": str(n),
            "role": "user",
            "time": f"2026-01-01T10:{n // 60 % 60:02}:{n % 60:02}",
            "text": f"I bought item{n} in Rome.",
        }
        for n in range(LINES)
    ]
    file = vault.jsonl("chat.jsonl", rows)
    if learn == "--learn":
        process = vault.start("ingest", file, learn)  # learning takes its time after each batch
    else:
        process = vault.start("ingest", "-", learn)
        assert process.stdin is not None
        process.stdin.writelines(Path(file).read_bytes().splitlines(keepends=True)[:500])  # and then it waits for more
        process.stdin.flush()
    acknowledged = until(lambda: _count(vault), "the first lines are stored")
    process.kill()
    process.communicate(timeout=60)
    assert 0 < _count(vault) < LINES
    stored = _count(vault)
    assert stored >= acknowledged
    done = vault("ingest", file, learn, "--json").json
    assert (done["added"], done["known"]) == (LINES - stored, stored)
    assert _count(vault) == LINES
    sources = _count(vault, "memory_source")
    assert sources == (LINES if learn == "--learn" else 0)
    assert vault("doctor", "--json").json["ok"] is True
    assert vault("ingest", file, learn, "--json").json["added"] == 0


def test_a_killed_model_process_costs_one_answer(with_models: Command) -> None:
    process = with_models.start()
    assert process.stdin is not None
    assert process.stdout is not None
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.extend(iter(process.stdout.readline, b"")))  # type: ignore[union-attr]
    reader.start()
    process.stdin.write(b"My sister Anna lives in Berlin.\nWhere does my sister live?\n")
    process.stdin.flush()
    until(lambda: b"Berlin" in b"".join(said[-1:]) and len(said) >= 2 and _count(with_models) == 4, "two answers")
    process.stdin.write(STORY.encode())
    process.stdin.flush()
    until(lambda: _count(with_models) == 5, "the message is stored")
    before = worked(process.pid)
    until(lambda: worked(process.pid) > before + 0.3, "the model writes: one that is killed before it was asked is started again")
    for host in children(process.pid):
        os.kill(host, signal.SIGKILL)
    process.stdin.write(b"Where does my sister live?\n")
    process.stdin.close()
    reader.join(timeout=120)
    assert process.wait(timeout=120) == 1
    assert b"Berlin" in said[-1]
    assert process.stderr is not None
    err = process.stderr.read().decode()
    assert "ended unexpectedly" in err
    assert "Traceback" not in err
    process.stdout.close()
    process.stderr.close()
    assert _count(with_models) >= 7


def test_two_processes_write_to_one_vault_at_once(vault: Command) -> None:
    files = [
        vault.jsonl(
            f"chat{side}.jsonl",
            [
                {"conversation": f"c{side}", "id": str(n), "role": "user", "time": "2026-01-01T10:00:00", "text": f"I like tune{side}x{n}."}
                for n in range(600)
            ],
        )
        for side in (1, 2)
    ]
    processes = [vault.start("ingest", file, "--no-learn", "--json") for file in files]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert b'"added": 600' in out
    assert _count(vault) == 1200
    assert vault("doctor", "--json").json["ok"] is True


def test_a_program_that_leaves_no_socket_and_no_temporary_file(with_models: Command, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = with_models.start(TMPDIR=str(temporary))
    assert process.stdin is not None
    process.stdin.write(b"My sister Anna lives in Berlin.\nTell me about the sea.\n")
    process.stdin.flush()
    until(lambda: _count(with_models) == 4, "two answers")
    from desktop.cli.sockets import open_sockets

    for number in (process.pid, *children(process.pid)):
        assert not {name: count for name, count in (open_sockets(number) or {}).items() if name.startswith(("tcp", "udp", "raw"))}
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert list(temporary.iterdir()) == []
