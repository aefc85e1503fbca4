from __future__ import annotations

import os
from pathlib import Path

from engine.vault import files
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE


def test_what_a_crash_left_of_a_header_is_deleted_at_the_next_start_and_what_is_just_being_written_is_not(vault: Vault) -> None:
    """It was never put in place, and may hold the key slot of an old passphrase."""
    vault.backup()
    vault.close()
    left = [
        folder / f".{name}.0a1b2c3d" for folder in (vault.layout.folder, *vault.layout.backups.iterdir()) for name in ("vault.json", "vault.seal")
    ]
    fresh = vault.layout.folder / ".vault.seal.ffffffff"
    for path in (*left, fresh):
        path.write_bytes(b"{}")
    for path in left:
        os.utime(path, (0, 0))
    with Vault.unlock(vault.home, passphrase=PASSPHRASE):
        assert [path for path in left if path.exists()] == []
        assert fresh.exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in (".ballast", ".hidden", "vault.json", ".vault.json.copy"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (0, 0))
    files.sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
