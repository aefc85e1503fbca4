"""Where calls can't be stopped (writepoints.py): follows what a child does to the files below a folder by inotify, and kills it right after.

Less sharp, as the kill comes a moment after the event and many writes at once are one event; but any Linux container allows it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.writepoints import Action, Ending, Point

CREATED, IS_FOLDER = 0x100, 0x40000000
EVENTS = {0x2: "write", 0x4: "chmod", 0x40: "rename", 0x80: "rename", CREATED: "open", 0x200: "unlink"}
HEAD = struct.Struct("iIII")  # which watch, what, cookie, length of the name

AVAILABLE = sys.platform == "linux"


class _Watched:
    """The folders that are looked at, new ones too."""

    def __init__(self, folder: Path) -> None:
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.descriptor < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self.folders: dict[int, Path] = {}
        self.add(folder)

    def add(self, folder: Path) -> None:
        for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            number = self.libc.inotify_add_watch(self.descriptor, os.fsencode(path), sum(EVENTS))
            if number >= 0:  # else it is gone already
                self.folders[number] = path

    def points(self) -> Iterator[Point]:
        """What happened since."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self.descriptor, 1 << 16):
                at = 0
                while at < len(data):
                    watch, mask, _, length = HEAD.unpack_from(data, at)
                    name = os.fsdecode(data[at + HEAD.size : at + HEAD.size + length].rstrip(b"\0"))
                    at += HEAD.size + length
                    if watch not in self.folders or mask & 0xFFF not in EVENTS:
                        continue
                    path = self.folders[watch] / name
                    if mask & IS_FOLDER and mask & (CREATED | 0x80):
                        self.add(path)
                    yield Point(EVENTS[mask & 0xFFF], str(path), 0)


def run(child: Callable[[], int], folder: Path, decide: Callable[[int, Point], Action], after: float | None = None) -> Ending:
    """As `writepoints.run`, but "torn" only kills, and no call can be made to fail."""
    watched = _Watched(folder)
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = child()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    ended = os.pidfd_open(pid)
    points: list[Point] = []
    until = None if after is None else time.monotonic() + after
    try:
        while True:
            left = None if until is None else max(0.0, until - time.monotonic())
            ready, _, _ = select.select([watched.descriptor, ended], [], [], left)
            for point in watched.points():
                points.append(point)
                if decide(len(points), point) != "go":
                    os.kill(pid, signal.SIGKILL)
                    break
            else:
                if ready and ended not in ready:
                    continue
                if not ready:
                    os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            return Ending(os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, points)
    finally:
        os.close(ended)
        os.close(watched.descriptor)
