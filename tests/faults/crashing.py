"""Kills a child over a vault, again and again: `python -m tests.faults.crashing FOLDER --kills 500 --seed 1`.

Each round goes on with the vault that the round before left, at a random write point, or at a random moment; now and then a new one is made.
`--every OPERATION`: instead kills that operation at each of its write points in turn, each time over the same vault.
What was done is added up in FOLDER/summary.json, so that a long run can be stopped and taken up again.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import structlog

from engine.vault.keys import FLOOR
from engine.vault.migrations import FORMAT
from engine.vault.vault import Vault
from tests.faults import life, watching, writepoints
from tests.faults.judging import Expected, judge, plain, told_by
from tests.faults.writepoints import Action, Ending, Point

PASSPHRASE = "words"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "vaults"
FIXTURE_PASSPHRASE = "made for a test"
ROUNDS_PER_VAULT = 25


Do = Callable[[life.Life], None]


class Summary(msgspec.Struct):
    """What was done so far. `kills`: children that were killed; `commits` and `operations`: how many they had acknowledged; `driven`: up to
    which write point each operation was taken in turn; `points`: how many it has, once all of them were."""

    kills: int = 0
    commits: int = 0
    operations: int = 0
    ended: int = 0
    where: dict[str, int] = {}
    during: dict[str, int] = {}
    driven: dict[str, int] = {}
    points: dict[str, int] = {}
    findings: list[str] = []


class Crashing:
    """Runs the rounds in `folder`."""

    def __init__(self, folder: Path, seed: int, progress: bool) -> None:
        self.folder, self.seed, self.progress = folder, seed, progress
        self.place = folder / "place"
        self.told = folder / "told"
        self.summary_file = folder / "summary.json"
        self.base = folder / "base"  # a vault that was lived in; made by this process, as what is loaded for it is there in every child then
        shutil.rmtree(self.base, ignore_errors=True)
        life.make(self.base, PASSPHRASE)
        gc.freeze()
        self.summary = msgspec.json.decode(self.summary_file.read_bytes(), type=Summary) if self.summary_file.exists() else Summary()
        self.traced = writepoints.AVAILABLE and not os.environ.get("ALCOVE_UNTRACED")
        self.begins = ""  # the base vault's state
        self.chance: int | None = None  # what a life's choices hang on; None: on the number of the round

    def run(self, child: Callable[[], int], decide: Callable[[int, Point], Action], after: float | None = None) -> Ending:
        """A child that is stopped at its write points, in whatever way is possible here."""
        return (writepoints if self.traced else watching).run(child, self.place, decide, after)

    def start_over(self) -> tuple[str, str]:
        """The base vault again: its state and passphrase."""
        _replace(self.base, self.place)
        if not self.begins:
            self.begins = self.state(PASSPHRASE)
            _replace(self.base, self.place)
        return self.begins, PASSPHRASE

    def state(self, passphrase: str) -> str:
        def read() -> None:
            with Vault.unlock(self.place / "data", passphrase=passphrase) as vault:
                (self.folder / "state").write_text(life.picture_of(vault))

        aside(read)
        return (self.folder / "state").read_text()

    def rounds(self, kills: int) -> None:
        """Random operations, killed at random, until so many were; now and then on a vault of an older format, which is migrated first."""
        state, passphrase = self.start_over()
        while self.summary.kills < kills:
            number = self.summary.kills + self.summary.ended
            chance = random.Random(f"{self.seed}/{number}")
            old = chance.random() < 0.1
            if old:
                state, passphrase = self.migrated(chance.randrange(1, FORMAT)), FIXTURE_PASSPHRASE
            elif number % ROUNDS_PER_VAULT == 0:
                state, passphrase = self.start_over()
            after = None
            if chance.random() < 0.2:
                after, decide = chance.uniform(0.005, 0.4), _go
            else:
                decide = _at(int(10 ** chance.uniform(0.5, 3)), "torn" if chance.random() < 0.3 else "kill")
            found = self.round(state, passphrase, decide, lambda one, seed=number: _live(one, seed), name=f"round {number}", after=after)
            state, passphrase = self.start_over() if old or not found else found

    def every(self, operation: str, stride: int) -> None:
        """One operation, killed at each of its write points (or at every so many), until it gets to its end."""
        if operation in self.summary.points:
            return
        first, last = self.richest(operation) if operation in life.OPERATIONS else (1, 100_000)
        for point in range(self.summary.driven.get(operation, first + self.seed % stride - stride) + stride, last, stride):
            ended = self.summary.ended
            decide = _at(point, "torn" if random.Random(f"{self.seed}/{point}").random() < 0.25 else "kill")
            if operation == "create":
                self.creation(decide, f"create at {point}")
            elif operation == "migrate":
                self.round(self.migrated(1), FIXTURE_PASSPHRASE, decide, lambda one: None, name=f"migrate at {point}")
            else:
                state, _ = self.start_over()
                self.round(state, PASSPHRASE, decide, lambda one: one.do(operation), name=f"{operation} at {point}")
            if self.summary.ended > ended:
                break
            self.summary.driven[operation] = point
            self.save()
        self.summary.points[operation] = self.summary.driven.get(operation, first) - first + 1
        self.save()

    def richest(self, operation: str) -> tuple[int, int]:
        """Of some ways that it can go (what is erased, which backup is restored), the one that writes most: it is then the same at every
        point. Between which points it lies: those of opening and closing are the same in each, and are driven with "reopen"."""
        found: dict[int, tuple[int, int]] = {}
        for self.chance in range(5):
            self.start_over()
            self.told.unlink(missing_ok=True)
            doing: list[int] = []

            def decide(number: int, point: Point) -> Action:
                told = self.told.read_bytes()
                if b'"begin"' in told and b'"end"' not in told:
                    doing.append(number)  # noqa: B023 - called at once
                return "go"

            ending = self.run(lambda: self._child(PASSPHRASE, lambda one: one.do(operation)), decide)
            found[self.chance] = (1, len(ending.points) + 9) if operation == "reopen" or not doing else (doing[0], doing[-1] + 9)
        self.chance = max(found, key=lambda chance: found[chance][1] - found[chance][0])
        return found[self.chance]

    def migrated(self, number: int) -> str:
        """Puts a vault of an older format in place; the state that it will be in."""
        _replace(FIXTURES / f"format-{number}", self.place / "data")
        state = self.state(FIXTURE_PASSPHRASE)
        _replace(FIXTURES / f"format-{number}", self.place / "data")
        return state

    def creation(self, decide: Callable[[int, Point], Action], name: str) -> None:
        """A vault is made whole, or not at all: then making it again is no problem."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()

        def make() -> int:
            Vault.create(self.place / "data", passphrase=PASSPHRASE, argon=FLOOR)[0].close()
            return 0

        ending = self.run(make, decide)
        expected = Expected("", PASSPHRASE)
        expected.doing = "create"
        self._count(ending, expected)
        if not (self.place / "data" / "vault").exists():
            aside(lambda: make() and None)
        expected.states = {self.state(PASSPHRASE)}
        problem = aside(lambda: judge(self.place, expected) and None)
        if problem or ending.code not in (0, None):
            self._found(name, ending, expected, problem)
        self.save()

    def round(
        self,
        state: str,
        passphrase: str,
        decide: Callable[[int, Point], Action],
        do: Callable[[life.Life], None],
        *,
        name: str,
        after: float | None = None,
    ) -> tuple[str, str] | None:
        """One child, and what is found after it: the state and passphrase that the next one begins with, or None after a finding."""
        self.told.unlink(missing_ok=True)
        ending = self.run(lambda: self._child(passphrase, do), decide, after)
        expected = Expected(state, passphrase)
        expected.windows = passphrase != FIXTURE_PASSPHRASE
        expected.take(told_by(self.told))
        self._count(ending, expected)
        kept = self.folder / "kept"
        _replace(self.place, kept)  # as it was found, for who looks for the cause
        found = self.folder / "found"
        found.unlink(missing_ok=True)

        def look() -> None:
            found.write_bytes(msgspec.json.encode(judge(self.place, expected)))

        problem = aside(look)
        if problem or ending.code not in (0, None):
            self._found(name, ending, expected, problem)
            _replace(kept, self.folder / f"finding-{len(self.summary.findings)}")
        self.save()
        return None if problem else msgspec.json.decode(found.read_bytes(), type=tuple[str, str])

    def _found(self, name: str, ending: Ending, expected: Expected, problem: str) -> None:
        where = ending.points[-1] if ending.points else None
        self.summary.findings.append(f"{name}, seed {self.seed}, in {expected.doing or 'no operation'} at {where}: {problem or 'the child failed'}")

    def _child(self, passphrase: str, do: Callable[[life.Life], None]) -> int:
        file = os.open(self.told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def tell(kind: str, **more: str) -> None:
            os.write(file, life.encoded(kind, **more))

        life.tell_commits(tell)
        migrating = passphrase == FIXTURE_PASSPHRASE
        if migrating:
            tell("begin", operation="migrate")
        one = life.Life(self.place, passphrase, self.summary.kills + self.summary.ended if self.chance is None else self.chance, tell)
        if migrating:
            tell("end", operation="migrate")
        do(one)
        one.close()
        return 0

    def _count(self, ending: Ending, expected: Expected) -> None:
        done = self.summary
        if ending.code is None:
            done.kills += 1
            if ending.points:
                point = ending.points[-1]
                name = f"{point.call} {_kind(point.path, self.place)}"
                done.where[name] = done.where.get(name, 0) + 1
            name = expected.doing or "open or close"
            done.during[name] = done.during.get(name, 0) + 1
        else:
            done.ended += 1
        done.commits += expected.commits
        done.operations += expected.done
        if self.progress and done.kills % 20 == 0:
            print(f"{done.kills} kills, {done.commits} commits, {len(done.findings)} findings", file=sys.stderr, flush=True)

    def save(self) -> None:
        self.summary_file.write_bytes(msgspec.json.format(msgspec.json.encode(self.summary), indent=1))


def _live(one: life.Life, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        one.do(chance.choice(life.OPERATIONS))


def _at(number: int, action: Action) -> Callable[[int, Point], Action]:
    return lambda n, point: action if n == number else "go"


def _go(n: int, point: Point) -> Action:
    return "go"


def _kind(path: str, place: Path) -> str:
    """Which file, without numbers."""
    parts = Path(path.removesuffix(" (deleted)")).relative_to(place).parts
    name = parts[-1] if parts else "."
    for ending in ("memory.db-wal", "memory.db-shm", "memory.db", "vectors.db-journal", "vectors.db", "vault.seal", "vault.json.copy", "vault.json"):
        if ending in name:
            return ("backup " if "backups" in parts else "") + ending
    return "archive" if name.endswith((".alcove", ".part")) else "ballast" if "ballast" in name else "folder or other"


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def aside(work: Callable[[], None]) -> str:
    """Does something in a process of its own; what went wrong, or nothing."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            os.write(writing, f"{plain(error)} [{Path(place.filename).name}:{place.lineno}]".encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read().decode()
    os.waitpid(pid, 0)
    return told


class Told(argparse.Namespace):
    """What the command line says."""

    folder: Path
    kills: int
    rounds: int
    every: str
    stride: int
    seed: int
    progress: bool


def start(work: Callable[[Told], None]) -> None:
    """Reads the command line, and begins."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=lambda path: Path(path).resolve())
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--every", default="")
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--progress", action="store_true")
    told = parser.parse_args(namespace=Told())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    told.folder.mkdir(parents=True, exist_ok=True)
    life.small()
    life.quick_passphrases(but=FIXTURE_PASSPHRASE)
    work(told)


def finish(work: Crashing, seed: int) -> None:
    """Says what was done, and fails when something was found."""
    work.save()
    done = work.summary
    way = "calls stopped" if work.traced else "files watched"
    print(f"{done.kills} killed ({way}), {done.ended} not, {done.operations} operations, {done.commits} commits, seed {seed}")
    if done.points:
        print("write points: " + ", ".join(f"{what} {count}" for what, count in done.points.items()))
    for name, table in (("during", done.during), ("at", done.where)):
        print(f"{name}: " + ", ".join(f"{what} {count}" for what, count in Counter(table).most_common()))
    for finding in done.findings:
        print("FINDING", finding)
    sys.exit(1 if done.findings else 0)


def main() -> None:
    def run(told: Told) -> None:
        work = Crashing(told.folder, told.seed, told.progress)
        for operation in filter(None, told.every.split(",")):
            work.every(operation, told.stride)
        if told.kills:
            work.rounds(told.kills)
        finish(work, told.seed)

    start(run)


if __name__ == "__main__":
    main()
