"""Running the command line: inside the test for speed, or as a process of its own where that is the point."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from desktop.cli import main

if TYPE_CHECKING:
    from engine.vault.vault import Vault

PROGRAM = [sys.executable, "-m", "desktop"]
DEADLINE = 120.0


class Result(NamedTuple):
    """What a command left: exit code, what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON line on stdout."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def lines(self) -> list[Any]:
        """All JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


class Command:
    """`run(...)` inside this process, `process(...)` outside; both in the test's own data folder."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str, stdin: str | bytes = b"") -> Result:
        content = stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        self._capsys.readouterr()
        code = main(list(arguments))
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)

    def process(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> Result:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run([*PROGRAM, *arguments], input=content, capture_output=True, env=self.environment(**environment), timeout=DEADLINE)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """A process that goes on while the test does."""
        return subprocess.Popen(
            [*PROGRAM, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(**environment),
            preexec_fn=_heed_ctrl_c,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """The test's own, without a display."""
        without = {"DISPLAY", "WAYLAND_DISPLAY", "ALCOVE_PASSPHRASE_FILE"}
        return {**{name: value for name, value in os.environ.items() if name not in without}, "ALCOVE_HOME": str(self.home), **more}

    def jsonl(self, name: str, rows: Sequence[dict[str, Any]]) -> str:
        """A file of JSON lines outside the data folder; its path."""
        path = self.home.parent / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)


def _heed_ctrl_c() -> None:
    """Tests that were started in the background ignore SIGINT; what they start must not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(found: Callable[[], Any], what: str) -> Any:
    """Waits for something to become true; fails when it doesn't."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.02)
    pytest.fail(f"this never happened: {what}")


def children(process: int) -> list[int]:
    """The living children of a process (Linux)."""
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(number) for number in tasks.read_text().split()]
        except OSError:
            continue
    return found


def worked(process: int) -> float:
    """Seconds of processor time that the children of a process have used (Linux)."""
    total = 0
    for child in children(process):
        try:
            total += sum(map(int, Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def alive(process: int) -> bool:
    """Whether a process runs (a zombie doesn't)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def dump(opened: Vault) -> str:
    """Every value of every table of the decrypted database, the index tables too, in small letters."""
    tables = [row["name"] for row in opened.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")]
    return "\n".join(str(tuple(row)) for table in tables for row in opened.query(f"SELECT * FROM '{table}'")).casefold()


def files(*folders: Path) -> Iterator[Path]:
    """Every file under some folders."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
