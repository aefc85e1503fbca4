"""vault.seal: what the last commits were, under a MAC. SQLite drops a damaged or missing write-ahead log silently; this notices."""

from __future__ import annotations

import hmac
import threading
import time
from pathlib import Path

import msgspec
import structlog

from engine import clock
from engine.vault.database import Database
from engine.vault.files import write_atomically
from engine.vault.journal import Journal

log = structlog.get_logger(__name__)
EVERY = 1.0  # seconds between seals while commits follow each other; the last one is written by close()


class Seal(msgspec.Struct, frozen=True):
    """The state after commit `seq`: the highest row number ever given in each table, and the journal's length and last MAC."""

    vault: str
    seq: int
    at: str
    rows: dict[str, int]
    steps: int
    journal: str
    mac: str = ""


class Finding(msgspec.Struct, frozen=True):
    """How the database compares with its seal. `missing` commits are gone; `clean`: closed properly, nothing since."""

    clean: bool
    missing: int = 0
    since: str = ""
    warning: str = ""


class Sealer:
    """Writes and checks the seal of one open vault."""

    def __init__(self, path: Path, key: bytes, vault_id: str, database: Database, journal: Journal) -> None:
        self.path = path
        self._key, self._vault_id, self._database, self._journal = key, vault_id, database, journal
        self._last = 0.0
        self._lock = threading.Lock()

    def soon(self) -> None:
        """After a commit: seals at most once a second."""
        if time.monotonic() - self._last >= EVERY:
            self.write(durable=False)

    def write(self, *, durable: bool = True, path: Path | None = None) -> None:
        """Seals the committed state. A seal that can't be written (a full disk) is only logged: the commits are safe without it."""
        with self._lock:
            self._last = time.monotonic()
            try:
                seal = self.state()
                sealed = msgspec.structs.replace(seal, mac=self._mac(seal))
                write_atomically(path or self.path, msgspec.json.encode(sealed) + b"\n", durable=durable)
            except OSError as error:
                log.warning("seal not written", error=error.errno)

    def check(self) -> Finding:
        """Compares the database with its seal. Changes nothing."""
        try:  # the seal first: another process may commit and seal meanwhile, and what it sealed must be in the state
            seal = msgspec.json.decode(self.path.read_bytes(), type=Seal)
        except FileNotFoundError:
            return Finding(False, warning="The seal (vault.seal) is missing: whether recent changes were lost can't be told.")
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Finding(False, warning="The seal (vault.seal) is damaged: whether recent changes were lost can't be told.")
        state = self.state()
        if not hmac.compare_digest(seal.mac.encode(), self._mac(seal).encode()) or seal.vault != self._vault_id:
            return Finding(False, warning="The seal (vault.seal) was altered or belongs to another vault.")
        if state.seq < seal.seq:
            missing = seal.seq - state.seq
            told = f"the last {missing} commits are" if missing > 1 else "the last commit is"
            return Finding(False, missing, state.at, f"In the vault's files {told} missing: they were rolled back, or the write-ahead log was lost.")
        if not self._continues(seal, state):
            return Finding(False, warning="The database doesn't continue what was sealed: a file was exchanged or altered.")
        return Finding(state.seq == seal.seq)

    def _continues(self, seal: Seal, state: Seal) -> bool:
        if not self.has_step(seal.steps, seal.journal):
            return False
        if state.seq == seal.seq:
            return state.rows == seal.rows and state.steps == seal.steps
        return all(state.rows.get(table, 0) >= number for table, number in seal.rows.items())

    def has_step(self, steps: int, journal: str) -> bool:
        """Whether the journal's step of that number has that MAC (no step: always)."""
        row = self._database.one("SELECT mac FROM journal WHERE row = ?", (steps,)) if steps else None
        return not steps or (row is not None and row["mac"].hex() == journal)

    def state(self) -> Seal:
        """The committed state, not yet under a MAC."""
        with self._database.snapshot():
            seq = self._database.one("SELECT seq FROM counter")
            rows = {row["name"]: row["seq"] for row in self._database.query("SELECT name, seq FROM sqlite_sequence ORDER BY name")}
            steps, journal = self._journal.head()
        assert seq is not None
        return Seal(self._vault_id, seq["seq"], clock.to_utc(clock.now()), rows, steps, journal)

    def _mac(self, seal: Seal) -> str:
        content = msgspec.msgpack.encode([seal.vault, seal.seq, seal.at, sorted(seal.rows.items()), seal.steps, seal.journal])
        return hmac.digest(self._key, content, "sha256").hex()
