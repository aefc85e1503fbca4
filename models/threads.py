"""How many threads a model may use: llama.cpp with more threads than free cores runs ten times slower."""

from __future__ import annotations

import os
from pathlib import Path

TOPOLOGY = Path("/sys/devices/system/cpu")
CGROUP = Path("/sys/fs/cgroup")


def chat_threads() -> int:
    """All usable physical cores but one, which stays for the window."""
    return max(1, usable_cores() - 1)


def embed_threads() -> int:
    """One or two: embedding runs beside everything else."""
    return max(1, min(2, usable_cores() - 1))


def usable_cores() -> int:
    """Physical cores that this process may run on, within its cgroup's quota."""
    return max(1, min(physical_cores(), quota_cores() or 1 << 16))


def physical_cores() -> int:
    """Physical cores among the CPUs this process may run on; hyper-threads of one core count once."""
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    allowed = os.sched_getaffinity(0)
    siblings = set()
    for cpu in allowed:
        try:
            siblings.add((TOPOLOGY / f"cpu{cpu}" / "topology" / "thread_siblings_list").read_text().strip())
        except OSError:
            siblings.add(str(cpu))
    return len(siblings)


def quota_cores(root: Path = CGROUP) -> int | None:
    """Whole cores that the cgroup's CPU quota allows (v2, then v1), or None without a quota."""
    try:
        quota, period = (root / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            quota, period = (root / "cpu" / "cpu.cfs_quota_us").read_text(), (root / "cpu" / "cpu.cfs_period_us").read_text()
        except OSError:
            return None
    if quota.strip() in ("max", "-1"):
        return None
    return max(1, int(quota) // int(period))
