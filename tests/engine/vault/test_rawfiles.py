from __future__ import annotations

import os
from pathlib import Path

from engine.vault import rawfiles
from engine.vault.vault import Vault


def _descriptors() -> set[str]:
    return {os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{name}")}  # noqa: PTH115, PTH208


def test_blocks_overlap_and_end_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert list(rawfiles.blocks(path, 4, more=2)) == [b"012345", b"456789", b"89"]
    assert list(rawfiles.blocks(path, 4, start=3)) == [b"3456", b"789"]
    assert rawfiles.beginning(path, 3) == b"012"
    (tmp_path / "empty").touch()
    assert list(rawfiles.blocks(tmp_path / "empty", 4)) == []


def test_a_database_of_this_process_is_read_through_one_descriptor_that_goes_with_it(vault: Vault) -> None:
    database = vault.layout.database.resolve()
    assert rawfiles.is_open(database)
    for _ in range(3):
        assert len(rawfiles.beginning(database, 16)) == 16
    assert [path for path, _ in rawfiles._kept.values() if path == database] == [database]
    with Vault.unlock(vault.home, passphrase="correct horse battery staple"):
        pass
    assert rawfiles.is_open(database), "one of two is still open"
    assert rawfiles._kept
    vault.close()
    assert not rawfiles.is_open(database)
    assert not rawfiles._kept
    assert str(database) not in _descriptors()
