"""The child process of the fault tests: `python -m tests.faults.writer WHAT HOME KEY_FILE [COUNT]`. Acknowledges each finished write on stdout."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import structlog

from engine.ids import new_id
from engine.vault import ballast, snapshots
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault

AT = "2026-11-22T08:00:00Z"
ballast.SIZE = 1 << 16


def turn(vault: Vault, text: str) -> None:
    """A message and a memory that points at it: both or neither must survive."""
    with vault.change("learn", "Learnt something") as change:
        conversation = change.insert("conversation", id=new_id(), created_at=AT, updated_at=AT)
        message = change.insert(
            "message", id=new_id(), conversation=conversation, role="user", text=text, mentioned_at=AT, recorded_at=AT, source="typed", depth=0
        )
        memory = change.insert("memory", id=new_id(), kind="semantic", text=text, source="typed", recorded_at=AT, mentioned_at=AT)
        change.insert("memory_source", memory=memory, message=message, start=0, stop=len(text))


def turns(vault: Vault, number: int) -> None:
    turn(vault, f"fact number {number} of process {new_id()}")


def undoing(vault: Vault, number: int) -> None:
    turn(vault, f"fact number {number}")
    vault.journal.undo()
    vault.journal.redo()


def erasing(vault: Vault, number: int) -> None:
    turn(vault, f"fact number {number}")
    with vault.change("erase", "Erased", undoable=False) as change:
        rows = [("memory", row["row"]) for row in change.execute("SELECT row FROM memory").fetchall()]
        vault.journal.drop_content(change, rows)
        for table, row in rows:
            change.delete(table, row)
        snapshots.shred(change)
    vault.truncate_wal()
    turn(vault, f"fact number {number}")


def slots(vault: Vault, number: int) -> None:
    vault.new_recovery_key()


def backups(vault: Vault, number: int) -> None:
    turns(vault, number)
    vault.backup()


def indexing(vault: Vault, number: int) -> None:
    turns(vault, number)
    snapshots.save(vault, "turns", {"data": bytes([number % 256]) * 100_000}, number)


def seen(vault: Vault, number: int) -> None:
    print(*(row["text"] for row in vault.query("SELECT text FROM memory")), sep="\n")


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # stdout is for what was acknowledged
    what, home, key_file, *count = sys.argv[1:]
    steps: dict[str, Callable[[Vault, int], None]] = {
        "turns": turns,
        "undoing": undoing,
        "erasing": erasing,
        "slots": slots,
        "backups": backups,
        "indexing": indexing,
        "seen": seen,
    }
    if what == "creating":
        for number in itertools.count():
            Vault.create(Path(home) / str(number), passphrase="words", key_file=Path(key_file) / str(number), argon=FLOOR)[0].close()
            print(number, flush=True)
    vault = Vault.unlock(Path(home), key_file=Path(key_file))
    for number in range(int(count[0])) if count else itertools.count():
        steps[what](vault, number)
        print(number, flush=True)
    vault.close()


if __name__ == "__main__":
    main()
