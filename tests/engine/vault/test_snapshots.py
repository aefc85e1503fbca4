from __future__ import annotations

import hmac
import os
from pathlib import Path

import pytest

from engine.errors import WrongKey
from engine.vault import connection, pages, residue, snapshots
from engine.vault.vault import Vault
from tests.engine.vault.conftest import PASSPHRASE, remember

BLOBS = {"data": b"vector " * 1000, "labels": b"", "more": bytes(range(256))}


def shred(vault: Vault, *, fails: bool = False) -> None:
    with vault.change("erase", "Erased", undoable=False) as change:
        snapshots.shred(change)
        if fails:
            raise RuntimeError


def test_a_snapshot_comes_back_whole_after_closing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "PIECE", 1000)
    snapshots.save(vault, "turns", BLOBS, 7)
    snapshots.save(vault, "facts", {"data": b"facts"}, 8)
    vault.close()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert snapshots.load(again, "turns") == (BLOBS, 7)
        assert snapshots.load(again, "facts") == ({"data": b"facts"}, 8)
        assert snapshots.load(again, "windows") is None


def test_saving_again_replaces_what_was_there(vault: Vault) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    snapshots.save(vault, "turns", {"data": b"new"}, 9)
    assert snapshots.load(vault, "turns") == ({"data": b"new"}, 9)


def test_nothing_is_readable_in_the_file(vault: Vault) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    assert b"vector" not in vault.layout.vectors.read_bytes()


def test_shredding_makes_the_file_unreadable_with_the_commit(vault: Vault) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    key = snapshots.file_key(vault)
    with pytest.raises(RuntimeError):
        shred(vault, fails=True)
    assert snapshots.load(vault, "turns") is not None
    shred(vault)
    assert snapshots.load(vault, "turns") is None
    snapshots.save(vault, "turns", {"data": b"new"}, 9)
    assert snapshots.load(vault, "turns") == ({"data": b"new"}, 9)
    assert snapshots.file_key(vault) != key


def test_the_shredded_key_is_on_no_page_of_the_vault(vault: Vault) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    row = vault.one("SELECT value FROM meta WHERE key = 'snapshot_key'")
    assert row is not None
    vault.truncate_wal()
    assert any(row["value"] in page.data for page in pages.read(vault.layout.database, vault.subkey("database")))
    with vault.change("erase", "Erased", undoable=False) as change:
        snapshots.shred(change)
    vault.truncate_wal()
    assert not any(row["value"] in page.data for page in pages.read(vault.layout.database, vault.subkey("database")))


def test_a_copy_of_the_file_that_was_kept_aside_is_shredded_too(vault: Vault, tmp_path: Path) -> None:
    """Whoever has the file of then, and all the keys of the vault now, reads nothing of it."""
    snapshots.save(vault, "turns", BLOBS, 7)
    kept, key = vault.layout.vectors.read_bytes(), snapshots.file_key(vault)
    assert key is not None
    (tmp_path / "kept.db").write_bytes(kept)
    with connection.look(tmp_path / "kept.db", key) as readable:
        assert readable.execute("SELECT count(*) FROM blob").fetchone()[0] == len(BLOBS)
    shred(vault)
    vault.truncate_wal()
    snapshots.save(vault, "turns", {"data": b"new"}, 8)
    vault.layout.vectors.write_bytes(kept)
    assert snapshots.load(vault, "turns") is None
    assert snapshots.covered(vault) == {}
    keys = {use: vault.subkey(use) for use in ("database", "snapshot", "seal", "journal", "receipt")}
    for known in (*keys.values(), snapshots.file_key(vault), hmac.digest(keys["snapshot"], b"", "sha256")):
        with pytest.raises(WrongKey), connection.look(tmp_path / "kept.db", known):  # type: ignore[arg-type]
            pass
        assert not any(b"vector" in page.data for page in pages.read(tmp_path / "kept.db", known))  # type: ignore[arg-type]


def test_what_a_crash_left_after_shredding_goes_at_the_next_unlock(vault: Vault) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    vault.layout.vectors.with_name("vectors.db-journal").write_bytes(b"x" * 100)
    shred(vault)
    vault.close()
    assert vault.layout.vectors.exists()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE):
        assert not list(vault.layout.folder.glob("vectors.db*"))


@pytest.mark.parametrize("damage", ["cut", "flip", "zero", "foreign", "gone"])
def test_a_damaged_file_counts_as_no_snapshot_and_is_replaced(vault: Vault, damage: str) -> None:
    snapshots.save(vault, "turns", BLOBS, 7)
    path = vault.layout.vectors
    content = bytearray(path.read_bytes())
    if damage == "cut":
        os.truncate(path, 9000)
    elif damage == "gone":
        path.unlink()
    else:
        for at in range(0, len(content), 1000) if damage == "flip" else range(len(content)):
            content[at] = content[at] ^ 1 if damage == "flip" else 0
        path.write_bytes(b"SQLite format 3\0" * 300 if damage == "foreign" else content)
    assert snapshots.load(vault, "turns") is None
    snapshots.save(vault, "turns", BLOBS, 8)
    assert snapshots.load(vault, "turns") == (BLOBS, 8)


def test_the_residue_scan_reads_into_snapshots(vault: Vault) -> None:
    remember(vault, "unrelated")
    snapshots.save(vault, "turns", {"text": b"a quillfeather in a snapshot"}, 1)
    hits = residue.scan(vault, ["a quillfeather in a snapshot"]).hits
    assert [hit.what for hit in hits] == ["vault/vectors.db"]
    snapshots.discard(vault)
    assert residue.scan(vault, ["a quillfeather in a snapshot"]).clean
