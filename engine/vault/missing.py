"""Commits that were found missing: what the person is told, for how long, and how to say that it is known."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from engine import clock
from engine.errors import VaultBusy, VaultFull
from engine.vault import backups
from engine.vault.database import Database
from engine.vault.seal import Finding

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
ROW = "missing_commits"  # in `meta`
REMINDED = timedelta(days=30)


def told(home: Path, finding: Finding, seq: int) -> str:
    """The warning at unlock: what was found, and what can be done."""
    if not finding.missing:
        return finding.warning
    newer = next((one for one in backups.listed(home) if one.seq > seq), None)
    if newer is not None:
        hint = f"The backup of {newer.at[:10]} holds more: alcove backups restore {newer.path.name}"
    else:
        hint = "No backup holds more. If you put an older copy in place yourself, all is well."
    return f"{finding.warning} {hint}"


def note(database: Database, finding: Finding) -> None:
    """Notes it in the vault, so that it is told again until it is acknowledged."""
    log.warning("commits missing", count=finding.missing)
    value = msgspec.json.encode({"at": clock.to_utc(clock.now()), "count": finding.missing})
    with contextlib.suppress(VaultBusy, VaultFull), database.transaction() as change:
        change.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (ROW, value))


def reminder(database: Database) -> str:
    """A warning about commits that were found missing in the last 30 days, or nothing."""
    found = _noted(database)
    if found is None or clock.now() - clock.from_utc(found["at"]) >= REMINDED:
        return ""
    count = found["count"]
    what = f"{count} commits were" if count > 1 else "one commit was"
    again = "Look at the backups: alcove backups list. To hear no more of it: alcove doctor --acknowledge"
    return f"On {found['at'][:10]}, {what} found missing. {again}"


def acknowledge(vault: Vault) -> bool:
    """The person knows: no more reminders. Whether there was something to acknowledge."""
    if _noted(vault.database) is None:
        return False
    with vault.change("acknowledge", "Acknowledged a warning", journaled=False) as change:
        change.execute("DELETE FROM meta WHERE key = ?", (ROW,))
    return True


def _noted(database: Database) -> Any:
    row = database.one("SELECT value FROM meta WHERE key = ?", (ROW,))
    return msgspec.json.decode(row["value"]) if row else None
