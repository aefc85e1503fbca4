"""How much memory is free, from files as the system writes them."""

from __future__ import annotations

from pathlib import Path

from models.memory import Memory, memory

GB = 1 << 30


def machine(root: Path, *, total: int = 16 * GB, available: int = 8 * GB, cgroup: str = "") -> tuple[Path, Path]:
    proc, groups = root / "proc", root / "cgroup"
    (proc / "self").mkdir(parents=True)
    groups.mkdir()
    (proc / "meminfo").write_text(f"MemTotal:  {total // 1024} kB\nMemFree: 1 kB\nMemAvailable: {available // 1024} kB\nHugePages_Total: 0\n")
    (proc / "self" / "cgroup").write_text(cgroup)
    return proc, groups


def test_what_the_system_can_give_without_swapping(tmp_path: Path) -> None:
    assert memory(*machine(tmp_path)) == Memory(16 * GB, 8 * GB)


def test_the_limit_of_a_container_counts_and_its_file_cache_does_not(tmp_path: Path) -> None:
    proc, groups = machine(tmp_path, cgroup="0::/box/inner\n")
    inner = groups / "box" / "inner"
    inner.mkdir(parents=True)
    (inner / "memory.max").write_text("max\n")
    (inner / "memory.current").write_text(f"{3 * GB}\n")
    (groups / "box" / "memory.max").write_text(f"{4 * GB}\n")
    (groups / "box" / "memory.current").write_text(f"{3 * GB}\n")
    (groups / "box" / "memory.stat").write_text(f"anon {2 * GB}\ninactive_file {GB}\n")
    assert memory(proc, groups) == Memory(4 * GB, 2 * GB)


def test_the_older_control_groups_are_read_too(tmp_path: Path) -> None:
    proc, groups = machine(tmp_path, cgroup="4:memory:/docker/x\n3:cpuset:/\n0::/\n")
    mount = groups / "memory"  # inside a container the path is the host's, and isn't there
    mount.mkdir()
    (mount / "memory.limit_in_bytes").write_text(f"{2 * GB}")
    (mount / "memory.usage_in_bytes").write_text(f"{GB}")
    (mount / "memory.stat").write_text("total_inactive_file 0\n")
    assert memory(proc, groups) == Memory(2 * GB, GB)


def test_without_the_systems_figures_half_of_it_counts_as_free(tmp_path: Path) -> None:
    (tmp_path / "cgroup").mkdir()
    found = memory(tmp_path / "none", tmp_path / "cgroup")
    assert found is not None
    assert found.available * 2 in (found.total, found.total - 1)


def test_this_computer_has_memory() -> None:
    found = memory()
    assert found is not None
    assert 0 <= found.available <= found.total
