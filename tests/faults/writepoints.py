"""Stops a child at every system call that writes below a folder, whoever makes it: Python, SQLite, any library.

There it can be killed, its call can be made to fail, or be cut short. Linux on x86-64 only: seccomp tells which calls, ptrace stops them.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

KNOWN = sys.platform == "linux" and platform.machine() == "x86_64"
REASON = "system calls can't be stopped here: it takes Linux on x86-64, and ptrace and seccomp allowed"

TRACEME, CONT, GETREGS, SETREGS, SYSCALL, SETOPTIONS = 0, 7, 12, 13, 24, 0x4200
OPTIONS = 0x100000 | 0x80 | 0x10 | 0x8 | 0x4 | 0x2 | 0x1  # kill with the tracer, seccomp, exec, clone, vfork, fork, mark calls
SECCOMP_STOP = 7
WALL = 0x40000000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

#: name -> (number, where its file is: "fd" in the first argument, or the place of the path among the arguments)
CALLS: dict[str, tuple[int, str | int]] = {
    "write": (1, "fd"), "pwrite64": (18, "fd"), "writev": (20, "fd"), "pwritev": (296, "fd"), "pwritev2": (328, "fd"), "sendfile": (40, "fd"),
    "fsync": (74, "fd"), "fdatasync": (75, "fd"), "ftruncate": (77, "fd"), "fallocate": (285, "fd"), "copy_file_range": (326, "third"),
    "open": (2, 0), "openat": (257, 1), "creat": (85, 0), "truncate": (76, 0), "rename": (82, 0), "renameat": (264, 1), "renameat2": (316, 1),
    "mkdir": (83, 0), "mkdirat": (258, 1), "rmdir": (84, 0), "unlink": (87, 0), "unlinkat": (263, 1), "link": (86, 1), "linkat": (265, 3),
    "symlink": (88, 1), "symlinkat": (266, 2), "chmod": (90, 0), "fchmod": (91, "fd"), "fchmodat": (268, 1),
}  # fmt: skip
NAMES = {number: name for name, (number, _) in CALLS.items()}
Action = Literal["go", "kill", "torn", "short"] | int  # an int: the call fails with that errno


class Point(NamedTuple):
    """A call about to be made: its name, the file it is about, and how many bytes it would write."""

    call: str
    path: str
    size: int


class Ending(NamedTuple):
    """How the child ended: its exit code (None when it was killed), and the write points that it came to."""

    code: int | None
    points: list[Point]


class _Registers(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_ulonglong)
        for name in "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs".split()
    ]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_char_p)]


_libc = ctypes.CDLL(None, use_errno=True) if KNOWN else None


def _tried() -> bool:
    """Whether a child could be stopped at a call: many containers forbid ptrace or seccomp."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder).resolve() / "made"
        try:
            return run(lambda: made.mkdir() or 0, made.parent, lambda number, point: "kill").code is None and not made.exists()
        except OSError:
            return False


def _permitted() -> bool:
    """Tried in a process of its own, which has no other children."""
    tried = subprocess.run([sys.executable, "-m", "tests.faults.writepoints"], cwd=Path(__file__).parents[2], capture_output=True, check=False)
    return tried.returncode == 0


def run(child: Callable[[], int], folder: Path, decide: Callable[[int, Point], Action], after: float | None = None) -> Ending:
    """Runs `child` in a forked process; `decide` is asked at each write point (numbered from 1) what is to happen there. `after`: seconds
    after which it is killed wherever it is.

    The calling process must have no threads and no other children. A call that "kill" stops is never made; "torn" makes half of it first.
    """
    pid = os.fork()
    if pid == 0:
        _become(child)
    os.waitpid(pid, 0)
    if after is not None:
        signal.signal(signal.SIGALRM, lambda *_: _kill(pid))
        signal.setitimer(signal.ITIMER_REAL, after)
    try:
        return _follow(pid, str(folder), decide)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _follow(pid: int, folder: str, decide: Callable[[int, Point], Action]) -> Ending:
    _ptrace(SETOPTIONS, pid, 0, OPTIONS)
    _ptrace(CONT, pid, 0, 0)
    points: list[Point] = []
    known, dying, code = {pid}, set[int](), None
    while True:
        try:
            tid, status = os.waitpid(-1, WALL)
        except ChildProcessError:
            return Ending(code, points)
        if not os.WIFSTOPPED(status):
            if tid == pid:
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
            continue
        event, number = status >> 16, os.WSTOPSIG(status)
        resume, deliver = CONT, 0
        if event == SECCOMP_STOP:
            resume = _at_call(tid, pid, folder, points, decide, dying)
        elif tid in dying and number == signal.SIGTRAP | 0x80:
            _kill(pid)
        elif not event and not (number == signal.SIGSTOP and tid not in known) and number != signal.SIGTRAP | 0x80:
            deliver = number
        known.add(tid)
        with contextlib.suppress(ProcessLookupError):  # it was killed meanwhile
            _ptrace(resume, tid, 0, deliver)


def _become(child: Callable[[], int]) -> None:
    code = 70
    try:
        _ptrace(TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _watch_calls()
        code = child()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _watch_calls() -> None:
    """Asks the kernel to stop this process at the calls of the table, and at no others."""
    assert _libc is not None
    numbers = [number for number, _ in CALLS.values()]
    steps = [(0x20, 0, 0, 0)]  # load the call's number
    steps += [(0x15, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]  # equal: to the last step
    steps += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x7FF00000)]  # allow; stop
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    found = _Filter(len(steps), ctypes.cast(ctypes.create_string_buffer(program, len(program)), ctypes.c_char_p))
    _libc.prctl(38, 1, 0, 0, 0)
    if _libc.prctl(22, 2, ctypes.byref(found), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _at_call(tid: int, pid: int, folder: str, points: list[Point], decide: Callable[[int, Point], Action], dying: set[int]) -> int:
    registers = _Registers()
    try:
        _ptrace(GETREGS, tid, 0, ctypes.addressof(registers))
    except ProcessLookupError:  # it was killed meanwhile
        return CONT
    point = _point(tid, registers)
    if point is None or not point.path.startswith(folder):
        return CONT
    points.append(point)
    action = decide(len(points), point)
    if action == "kill" or (action == "torn" and point.size < 2):
        _kill(pid)
    elif action in ("short", "torn"):
        if point.size > 1:  # one byte can't be halved
            registers.rdx = point.size // 2
            _ptrace(SETREGS, tid, 0, ctypes.addressof(registers))
        if action == "torn":
            dying.add(tid)
            return SYSCALL
    elif isinstance(action, int):
        registers.orig_rax = ctypes.c_ulonglong(-1).value
        registers.rax = ctypes.c_ulonglong(-action).value
        _ptrace(SETREGS, tid, 0, ctypes.addressof(registers))
    return CONT


def _point(tid: int, registers: _Registers) -> Point | None:
    name = NAMES[registers.orig_rax]
    where = CALLS[name][1]
    arguments = (registers.rdi, registers.rsi, registers.rdx, registers.r10)
    try:
        if isinstance(where, str):
            descriptor = ctypes.c_int(arguments[2 if where == "third" else 0]).value
            path = str(Path(f"/proc/{tid}/fd/{descriptor}").readlink())
        else:
            path = _path(tid, arguments[where])
            if not path.startswith("/"):
                start = ctypes.c_int(arguments[where - 1]).value if where and name.endswith(("at", "at2")) else -100
                path = str(Path(f"/proc/{tid}/cwd" if start == -100 else f"/proc/{tid}/fd/{start}").readlink() / path)
    except OSError:
        return None
    if name in ("open", "openat") and not arguments[where + 1] & WRITING:  # type: ignore[operator]
        return None
    return Point(name, path, int(registers.rdx) if name in ("write", "pwrite64") else 0)


def _path(tid: int, address: int) -> str:
    with open(f"/proc/{tid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
        memory.seek(address)
        return os.fsdecode(memory.read(4096 - address % 4096 + 4096).split(b"\0", 1)[0])


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _ptrace(request: int, pid: int, address: int, data: int) -> None:
    assert _libc is not None
    if _libc.ptrace(ctypes.c_long(request), ctypes.c_long(pid), ctypes.c_void_p(address), ctypes.c_void_p(data)) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


AVAILABLE = KNOWN and __name__ != "__main__" and _permitted()
if __name__ == "__main__":
    sys.exit(not (KNOWN and _tried()))
