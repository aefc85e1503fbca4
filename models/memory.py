"""How much memory is free: what the system can give without swapping, within the limit of the container this runs in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

PROC, CGROUP = Path("/proc"), Path("/sys/fs/cgroup")
#: Version 2, then version 1: the limit, what is used, and how the statistics call the file cache that can be given back.
FILES = (("memory.max", "memory.current", "inactive_file"), ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"))
#: Where the system doesn't say what is free, half of what it has counts as free.
GUESS = 0.5


class Memory(msgspec.Struct, frozen=True):
    """In bytes. `available`: what can be used without swapping."""

    total: int
    available: int


def memory(proc: Path = PROC, cgroup: Path = CGROUP) -> Memory | None:
    """The memory of this computer at this moment; None where nothing is known."""
    found = _linux(proc) or _windows() or _other()
    if found is None:
        return None
    for limit, free in _limits(proc, cgroup):
        found = Memory(min(found.total, limit), min(found.available, free))
    return found


def _linux(proc: Path) -> Memory | None:
    try:
        lines = (proc / "meminfo").read_text().splitlines()
        values = {name: int(value.split()[0]) * 1024 for name, _, value in (line.partition(":") for line in lines)}
        return Memory(values["MemTotal"], values["MemAvailable"])
    except (OSError, ValueError, KeyError, IndexError):
        return None


def _windows() -> Memory | None:
    if sys.platform != "win32":
        return None
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [(f"value{n}", ctypes.c_ulonglong) for n in range(7)]

    status = Status(length=ctypes.sizeof(Status))
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return Memory(status.value0, status.value1)


def _other() -> Memory | None:
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
    return Memory(total, int(total * GUESS)) if total > 0 else None


def _limits(proc: Path, root: Path) -> Iterator[tuple[int, int]]:
    """(limit, what of it is free) of this process's control group, and of every group around it."""
    for folder in _groups(proc, root):
        for limit_name, usage_name, cache in FILES:
            try:
                limit, usage = int((folder / limit_name).read_text()), int((folder / usage_name).read_text())
            except (OSError, ValueError):  # also "max": no limit
                continue
            statistics = dict(line.split() for line in _text(folder / "memory.stat").splitlines() if len(line.split()) == 2)
            yield limit, max(0, limit - usage + int(statistics.get(cache, 0)))


def _groups(proc: Path, root: Path) -> Iterator[Path]:
    seen = set[Path]()
    for line in _text(proc / "self" / "cgroup").splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controllers not in ("", "memory"):
            continue
        mount = root / "memory" if controllers else root
        place = mount / path.strip("/")
        # Inside a container the path may be the host's: then only the mount itself is there.
        for folder in (place, *place.parents):
            if folder == root.parent:
                break
            if folder not in seen:
                seen.add(folder)
                yield folder
            if folder == mount:
                break


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
