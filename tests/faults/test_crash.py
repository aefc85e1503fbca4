"""A life with a vault, killed at its write points (writepoints.py) and at random moments: see judging.py for what must hold then."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.faults import watching
from tests.faults.crashing import Summary
from tests.faults.life import OPERATIONS
from tests.soak import LONG, SEED, either, kept

ROOT = Path(__file__).parents[2]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
#: In the short form: what swaps or replaces files, each with its stride.
HARDEST = {"restore": 150, "change_passphrase": 40, "rotate": 150, "erase": 150, "migrate": 300}

Record = Callable[[str, object], None]
pytestmark = pytest.mark.skipif(not watching.AVAILABLE, reason="following what a process writes takes Linux")


def crash(folder: Path, *arguments: object, module: str = "crashing", **more: str) -> Summary:
    """Runs the rounds; what they were like stands in the output of the test."""
    command = [sys.executable, "-m", f"tests.faults.{module}", str(folder), "--seed", str(SEED), *map(str, arguments)]
    found = subprocess.run(command, cwd=ROOT, env=os.environ | ONE_THREAD | more, capture_output=True, text=True, check=False)
    print(found.stdout)
    assert found.returncode == 0, f"{found.stdout}\n{found.stderr[-4000:]}"
    return msgspec.json.decode((folder / "summary.json").read_bytes(), type=Summary)


@pytest.mark.timeout(either(300, 0))
def test_a_life_that_is_killed_again_and_again_loses_nothing(tmp_path: Path, record_property: Record) -> None:
    done = crash(kept(tmp_path, "random"), "--kills", either(8, 500))
    record_property("kills at random", done.kills)


@pytest.mark.timeout(either(300, 0))
def test_where_calls_cannot_be_stopped_it_is_killed_by_what_it_does_to_its_files(tmp_path: Path, record_property: Record) -> None:
    done = crash(kept(tmp_path, "watched"), "--kills", either(3, 100), ALCOVE_UNTRACED="1")
    record_property("kills without stopping calls", done.kills)


@pytest.mark.timeout(either(300, 0))
@pytest.mark.parametrize("operation", list(dict.fromkeys((*OPERATIONS, "migrate", "create"))) if LONG else list(HARDEST))
def test_an_operation_can_be_killed_at_every_write(operation: str, tmp_path: Path, record_property: Record) -> None:
    done = crash(kept(tmp_path, f"every {operation}"), "--every", operation, "--stride", either(HARDEST.get(operation, 1), 1))
    record_property(f"kills at each write point of {operation}", done.kills)
