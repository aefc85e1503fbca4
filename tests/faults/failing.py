"""Makes the disk fail under a child for a while, and lets it go on: `python -m tests.faults.failing FOLDER --rounds 50 --seed 1`.

In each round one operation meets failing calls (full, read-only, broken, or half of a write done before it is full), at one write point, or from
it to the end of the operation. What is refused must be told as a plain error with a hint; when the disk is well again, everything goes on.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import resource
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import crashing, life
from tests.faults.crashing import PASSPHRASE, Crashing
from tests.faults.judging import Expected, judge, told_by
from tests.faults.writepoints import Action, Point

BEGINS, ENDS = "fault begins", "fault ends"  # folders that the child makes, to tell
GROWING = {
    "write",
    "pwrite64",
    "fallocate",
    "ftruncate",
    "open",
    "openat",
    "creat",
    "mkdir",
    "mkdirat",
    "rename",
    "sendfile",
    "copy_file_range",
    "fsync",
}
CHANGING = {*GROWING, "fdatasync", "unlink", "unlinkat", "rmdir", "chmod", "fchmod", "link"}
#: name -> (errno, the calls that fail with it)
FAULTS: dict[str, tuple[int, set[str]]] = {
    "full": (errno.ENOSPC, GROWING),
    "short": (errno.ENOSPC, GROWING),  # the first write that fails does half of its work
    "broken": (errno.EIO, CHANGING),
    "read-only": (errno.EROFS, CHANGING - {"fsync", "fdatasync"}),
    "gone": (errno.ENODEV, CHANGING),
    "no quota": (errno.EDQUOT, GROWING),
}


class Fault:
    """Which calls of the operation fail, and how."""

    def __init__(self, kind: str, first: int, count: int) -> None:
        self.kind, self.first, self.count = kind, first, count
        self.on = False
        self.seen = self.met = 0

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Where calls can't be made to fail one by one, no file may grow beyond so many bytes: writes are cut short there, and then fail."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        if self.kind == "limited":
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.count, before[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def decide(self, number: int, point: Point) -> Action:
        """Asked at each write point."""
        if self.kind == "limited":
            return "go"
        if point.path.endswith((BEGINS, ENDS)):
            self.on = point.path.endswith(BEGINS)
            return "go"
        number_of, calls = FAULTS[self.kind]
        if not self.on or point.call not in calls:
            return "go"
        self.seen += 1
        if not self.first <= self.seen < self.first + self.count:
            return "go"
        self.met += 1
        return "short" if self.kind == "short" and self.met == 1 and point.size > 1 else number_of


class Failing(Crashing):
    """Rounds with a failing disk."""

    def disks(self, rounds: int, operations: list[str]) -> None:
        """So many of them in all, over the operations in turn."""
        for number in range(self.summary.ended, rounds):
            chance = random.Random(f"{self.seed}/{number}")
            operation = operations[number % len(operations)]
            kind = chance.choice(sorted(FAULTS))
            fault = Fault(kind, chance.choice((1, 1, 2, 3, chance.randint(1, 60))), chance.choice((1, 1, 3, 10**9)))
            if not self.traced:
                fault.kind, fault.count = "limited", chance.choice((0, 5_000, 50_000, 400_000))
            state, _ = self.start_over()
            self.told.unlink(missing_ok=True)
            reading, self.telling = os.pipe()  # no file, which might not grow either
            fcntl.fcntl(self.telling, fcntl.F_SETPIPE_SZ, 1 << 20)
            ending = self.run(lambda: self._under(fault, operation), fault.decide)  # noqa: B023 - called at once
            os.close(self.telling)
            with os.fdopen(reading, "rb") as file:
                self.told.write_bytes(file.read())
            told = told_by(self.told)
            expected = Expected(state, PASSPHRASE)
            expected.take(told)
            self._count(ending, expected)
            name = f"round {number}: {operation} on a disk that is {fault.kind} from {fault.first} for {fault.count}, met {fault.met}"
            self.summary.during[fault.kind] = self.summary.during.get(fault.kind, 0) + bool(fault.met or not self.traced)
            problems = [one["what"] for one in told if one["kind"] == "broken"]
            problems += [
                f"no hint: {one['message']}" for one in told if one["kind"] == "refused" and one["why"].startswith("Vault") and not one["hint"]
            ]
            if ending.code != 0 and not problems:
                problems.append(f"the child ended with {ending.code}")
            problem = crashing.aside(lambda: judge(self.place, expected) and None)  # noqa: B023
            for one in [*problems, *([problem] if problem else [])]:
                self.summary.findings.append(f"{name}, seed {self.seed}: {one}")
            self.save()

    def _under(self, fault: Fault, operation: str) -> int:
        def tell(kind: str, **more: str) -> None:
            os.write(self.telling, life.encoded(kind, **more))

        life.tell_commits(tell)
        one = life.Life(self.place, PASSPHRASE, self.summary.ended, tell)
        self._mark(BEGINS)
        with fault.limit():
            self._try(tell, "under the fault", lambda: one.do(operation))
            self._try(
                tell,
                "reading under the fault",
                lambda: one.session.recall.search("Where does Anna live?"),
                locked=operation in ("restore", "reopen", "rotate"),
            )
        self._mark(ENDS)
        if one.session.vault._closed:
            self._try(tell, "unlocking after it", lambda: one.open(one.passphrase))
        self._try(tell, "going on", one.say, refused=True)
        self._try(tell, "the same again", lambda: one.do(operation))
        self._try(tell, "closing", one.close, refused=True)
        return 0

    def _mark(self, name: str) -> None:
        (self.place / name).mkdir()
        (self.place / name).rmdir()

    def _try(self, tell: life.Tell, what: str, do: Callable[[], object], *, refused: bool = False, locked: bool = False) -> None:
        """Anything but a plain error is told as broken; `refused`: those too, but when it is `locked` by then."""
        from engine.errors import AlcoveError, VaultLocked

        try:
            do()
        except AlcoveError as error:
            if refused or (not locked and isinstance(error, VaultLocked)):
                tell("broken", what=f"{what}: {type(error).__name__}: {error.message}")
        except BaseException as error:
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "/engine/" in frame.filename] or frames
            at = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-3:])
            tell("broken", what=f"{what}: {type(error).__name__}: {error} at {at}")


def main() -> None:
    def work(told: crashing.Told) -> None:
        failing = Failing(told.folder, told.seed, told.progress)
        failing.disks(told.rounds, told.every.split(",") if told.every else list(dict.fromkeys(life.OPERATIONS)))
        crashing.finish(failing, told.seed)

    crashing.start(work)


if __name__ == "__main__":
    main()
