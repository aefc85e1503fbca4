"""Who and what memories speak of, as arrays in RAM: the graph that the hot path walks. The rows stay the truth.

Loaded when first asked (at once when small, else in the background), then kept in step: what any process changed since stands in the change
log; those memories are read anew and laid over the arrays until they are loaded again. Row numbers, times and predicates: no names, no texts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

from engine.recall.arrays import Arrays

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
#: Memories up to which loading is quicker than anybody notices (30 ms).
_AT_ONCE = 10_000
#: Changed memories laid over the arrays before they are loaded again.
_OVERLAID = 2_000


class Network:
    """The graph of one vault. `arrays` gives it as it is now, or None while it is not loaded: ask SQL then."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._base: Arrays | None = None
        self._overlay: Arrays | None = None  # the memories in `_dirty`, as they are now
        self._dirty: set[int] = set()
        self._users: frozenset[int] = frozenset()
        self._seen: tuple[int, ...] = ()
        self._loading: threading.Thread | None = None

    def arrays(self, *, wait: bool = False) -> tuple[Arrays, ...] | None:
        """The arrays, each without what a later one replaces; None while they are loaded in the background, unless `wait` says to stay for it."""
        if wait and (loading := self._loading) is not None:
            loading.join()
        with self._lock:
            if self._loading is not None:
                return None
            now = self._head()
            if self._base is None or now[1] != self._seen[1]:
                if not self._start(now, wait=wait):
                    return None
            elif now != self._seen:
                self._follow(now)
            assert self._base is not None
            return (self._base, self._overlay) if self._overlay is not None else (self._base,)

    @property
    def users(self) -> frozenset[int]:
        """The rows of the entities that are the user."""
        return self._users

    @property
    def nbytes(self) -> int:
        """What the arrays take."""
        return sum(each.nbytes for each in (self._base, self._overlay) if each is not None)

    def _head(self) -> tuple[int, ...]:
        """Where the change log ends, and the generation (which rises when something is erased)."""
        found = self._vault.one("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_log'), 0), (SELECT generation FROM counter)")
        return tuple(int(value) for value in found) if found else (0, 0)

    def _start(self, now: tuple[int, ...], *, wait: bool) -> bool:
        """Loads at once what is small, else in the background; whether it is there."""
        self._base = self._overlay = None
        self._dirty = set()
        found = self._vault.one("SELECT max(row) FROM memory")
        if wait or int((found and found[0]) or 0) <= _AT_ONCE:
            self._load(now)
            return True
        self._loading = threading.Thread(target=self._load_apart, name="graph", daemon=True)
        self._loading.start()
        return False

    def _load_apart(self) -> None:
        try:
            now = self._head()
            base, users = Arrays.read(self._vault), self._read_users()
            with self._lock:
                self._base, self._users, self._seen = base, users, now
        except Exception as error:
            log.warning("graph not loaded", error=type(error).__name__)
        finally:
            with self._lock:
                self._loading = None

    def _load(self, now: tuple[int, ...]) -> None:
        self._base, self._users, self._seen = Arrays.read(self._vault), self._read_users(), now
        self._overlay, self._dirty = None, set()

    def _follow(self, now: tuple[int, ...]) -> None:
        """Reads anew those memories that changed; everything, where that is more work or the log was cut."""
        changes = self._vault.query("SELECT kind, owner FROM change_log WHERE n > ? AND n <= ?", (self._seen[0], now[0]))
        changed = {int(change["owner"]) for change in changes if change["kind"] in ("memory", "tie")}
        if len(changes) != now[0] - self._seen[0] or len(self._dirty | changed) > _OVERLAID:
            self._load(now)
            return
        if any(change["kind"] == "entity" for change in changes):
            self._users = self._read_users()
        if changed:
            assert self._base is not None
            self._dirty |= changed
            self._base.hide(changed)
            self._overlay = Arrays.read(self._vault, self._dirty)
        self._seen = now

    def _read_users(self) -> frozenset[int]:
        return frozenset(int(row["row"]) for row in self._vault.query("SELECT row FROM entity WHERE kind = 'user'"))
