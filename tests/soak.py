"""`make soak` (`python -m tests.soak`): tests take their long forms, and a table at the end says what was done.

What is done so far is kept in build/soak/SEED: stopped and begun again with the same ALCOVE_SEED, tests that passed are not run again, and
long ones go on where they were.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")
NOTHING_LEFT = 5  # pytest's code when no test is left to run
LONG = bool(os.environ.get("ALCOVE_SOAK"))
SEED = int(os.environ.get("ALCOVE_SEED", "1"))
ROOT = Path(__file__).parents[1]
good: set[str] = set()  # tests that passed, but for their teardown
SUITES = ("tests/faults", "tests/engine/test_stateful.py", "tests/engine/archive/test_hostile.py", "tests/engine/archive/test_round_trip.py")


def either(short: T, long: T) -> T:
    """What a test takes in `make test`, or in `make soak`."""
    return long if LONG else short


def folder() -> Path:
    """Where this seed's results are kept."""
    return ROOT / "build" / "soak" / str(SEED)


def kept(short: Path, name: str) -> Path:
    """The folder of a part that can be taken up again; in `make test` the test's own."""
    return folder() / name if LONG else short


def passed() -> dict[str, list[tuple[str, object]]]:
    """What passed with this seed so far: by test, what it says that it did."""
    path = folder() / "passed.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return {one["test"]: [(what, many) for what, many in one["did"]] for one in map(json.loads, lines)}


def table() -> str:
    """What was done, how many of it."""
    sums: dict[str, int] = {}
    for did in passed().values():
        for what, many in did or [("further tests", 1)]:
            sums[what] = sums.get(what, 0) + int(str(many))
    width = max(map(len, sums), default=0)
    return "\n".join(f"{what:<{width}}  {many:>8,}  clean" for what, many in sorted(sums.items()))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what passed before."""
    before = passed()
    items[:] = [item for item in items if item.nodeid not in before]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Notes what passes, in the process that all reports come to; at its end, when all that it did has been counted."""
    if "PYTEST_XDIST_WORKER" in os.environ or not report.passed:
        return
    if report.when == "call":
        good.add(report.nodeid)
    elif report.when == "teardown" and report.nodeid in good:
        with (folder() / "passed.jsonl").open("a") as file:
            file.write(json.dumps({"test": report.nodeid, "did": report.user_properties}) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Runs all of it, or the tests that are named; pytest's exit status."""
    global SEED
    SEED = int(os.environ.get("ALCOVE_SEED") or time.time())
    folder().mkdir(parents=True, exist_ok=True)
    told = os.environ | {"ALCOVE_SOAK": "1", "ALCOVE_SEED": str(SEED)}
    print(f"ALCOVE_SEED={SEED}", flush=True)
    command = [sys.executable, "-m", "pytest", "-p", "tests.soak", "--timeout=0", "-o", "faulthandler_timeout=0", *arguments]
    if not any(argument.startswith("tests") for argument in arguments):
        command += SUITES
    code = subprocess.run(command, cwd=ROOT, env=told, check=False).returncode
    print(table())
    print("all clean" if code in (0, NOTHING_LEFT) else f"NOT CLEAN: see above; ALCOVE_SEED={SEED} make soak goes on with what did not pass")
    return 0 if code == NOTHING_LEFT else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
