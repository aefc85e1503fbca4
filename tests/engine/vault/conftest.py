"""A vault, rows to put into it, and ways to look at its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.ids import new_id
from engine.vault import ballast, restoring
from engine.vault.backups import Backup
from engine.vault.change import Change
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault

PASSPHRASE = "correct horse battery staple"
AT = "2026-11-22T08:00:00Z"


@pytest.fixture(autouse=True)
def small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """16 MB for each test's vault would add up."""
    monkeypatch.setattr(ballast, "SIZE", 1 << 16)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    made, _ = Vault.create(home, passphrase=PASSPHRASE, argon=FLOOR)
    with made:
        yield made


def hashes(folder: Path) -> dict[str, str]:
    """Every file under a folder, with its content's hash."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def add_conversation(change: Change, title: str = "Talk") -> int:
    return change.insert("conversation", id=new_id(), title=title, created_at=AT, updated_at=AT)


def add_message(change: Change, conversation: int, text: str, parent: int | None = None) -> int:
    return change.insert(
        "message",
        id=new_id(),
        conversation=conversation,
        parent=parent,
        role="user",
        text=text,
        mentioned_at=AT,
        recorded_at=AT,
        source="typed",
        depth=0,
    )


def add_memory(change: Change, text: str, **more: object) -> int:
    return change.insert("memory", id=new_id(), kind="semantic", text=text, source="typed", recorded_at=AT, mentioned_at=AT, **more)


def add_entity(change: Change, name: str) -> int:
    return change.insert("entity", id=new_id(), name=name, folded=name.casefold(), kind="person", recorded_at=AT)


def link(change: Change, memory: int, entity: int) -> int:
    return change.insert("memory_entity", memory=memory, entity=entity, role="mention")


def remember(vault: Vault, text: str, **more: object) -> tuple[int, str]:
    """One memory in one step: its row and the step's id."""
    with vault.change("remember", "Remembered something", **more) as change:  # type: ignore[arg-type]
        row = add_memory(change, text)
    assert change.result is not None
    return row, change.result.journal_id


def say(vault: Vault, text: str) -> int:
    """One message in a conversation of its own, not journaled, as chat is stored."""
    with vault.change("chat", "Said something", journaled=False) as change:
        return add_message(change, add_conversation(change), text)


def go_back(home: Path, backup: Backup, passphrase: str = PASSPHRASE) -> restoring.Restored:
    """Restores a backup."""
    return restoring.restore(restoring.open_backup(home, backup.path.name, restoring.Secrets(passphrase=passphrase)))
