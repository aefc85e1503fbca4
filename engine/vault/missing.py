"""What the seal or the keychain noticed (commits missing, a seal lost, files exchanged): what is told, until the person says that it is known."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

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
KEPT = 5  # findings, the newest
AGAIN = "Look at the backups: alcove backups list. To hear no more of it: alcove doctor --acknowledge"


class _Noted(msgspec.Struct, frozen=True, omit_defaults=True):
    """When, how many commits were missing, or what else was said."""

    at: str
    count: int = 0
    told: str = ""


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
    log.warning("vault's files do not fit", missing=finding.missing)
    noted = [*_noted(database), _Noted(clock.to_utc(clock.now()), finding.missing, "" if finding.missing else finding.warning)]
    with contextlib.suppress(VaultBusy, VaultFull), database.transaction() as change:
        change.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (ROW, msgspec.json.encode(noted[-KEPT:]))
        )


def reminder(database: Database) -> str:
    """A warning about what was found at earlier unlocks and nobody has acknowledged, or nothing."""
    found = [_words(one) for one in _noted(database)]
    return " ".join([*found, AGAIN]) if found else ""


def acknowledge(vault: Vault) -> bool:
    """The person knows: no more reminders. Whether there was something to acknowledge."""
    if not _noted(vault.database):
        return False
    with vault.change("acknowledge", "Acknowledged a warning", journaled=False) as change:
        change.execute("DELETE FROM meta WHERE key = ?", (ROW,))
    return True


def _words(noted: _Noted) -> str:
    if not noted.count:
        return f"On {noted.at[:10]} this was found: {noted.told}"
    return f"On {noted.at[:10]}, {f'{noted.count} commits were' if noted.count > 1 else 'one commit was'} found missing."


def _noted(database: Database) -> list[_Noted]:
    row = database.one("SELECT value FROM meta WHERE key = ?", (ROW,))
    if row is None:
        return []
    found = msgspec.json.decode(row["value"], type=list[_Noted] | _Noted)
    return found if isinstance(found, list) else [found]  # one alone
