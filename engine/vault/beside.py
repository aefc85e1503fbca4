"""Reading connections beside the one that everything is read with: a few questions at once, each on a thread of its own.

SQLite works without Python's lock, so a search of three tables takes as long as the slowest of them. Only for few and long questions: each row that
is fetched takes the lock again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

Found = TypeVar("Found")

#: Connections beside the reader, and what each keeps decrypted: asked in the same order, each reads its own tables.
_MANY = 2
_CACHE_KB = 48_000


class Beside:
    """Opened when they are first needed; `connect` opens one, `overdue` interrupts it."""

    def __init__(self, connect: Callable[[], Any], overdue: Callable[[], bool], steps: int) -> None:
        self._connect, self._overdue, self._steps = connect, overdue, steps
        self._lock = threading.RLock()
        self._threads: ThreadPoolExecutor | None = None
        self._connections: list[Any] = []
        self._own = threading.local()

    def mine(self) -> Any | None:
        """The connection of this thread, while it answers one of several questions."""
        return getattr(self._own, "connection", None)

    def run(self, asks: Sequence[Callable[[], Found]]) -> list[Found]:
        """The first on this thread, the others beside it; an error is raised when all have ended."""
        with self._lock:
            self._open()
            assert self._threads is not None
            pending = [self._threads.submit(self._ask, connection, asks[1 + n :: _MANY]) for n, connection in enumerate(self._connections)]
            try:
                found = [ask() for ask in asks[:1]]
            finally:
                wait(pending)
            parts = [iter(future.result()) for future in pending]
            return [*found, *(next(parts[n % _MANY]) for n in range(len(asks) - 1))]

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Nothing is read beside while the block lasts."""
        with self._lock:
            yield

    def close(self) -> None:
        """Ends the threads and closes the connections."""
        with self._lock:
            if self._threads is not None:
                self._threads.shutdown()
            for connection in self._connections:
                connection.close()
            self._threads, self._connections = None, []

    def _ask(self, connection: Any, asks: Sequence[Callable[[], Found]]) -> list[Found]:
        self._own.connection = connection
        try:
            return [ask() for ask in asks]
        finally:
            self._own.connection = None

    def _open(self) -> None:
        while len(self._connections) < _MANY:
            connection = self._connect()
            self._connections.append(connection)
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            connection.set_progress_handler(self._overdue, self._steps)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_MANY, thread_name_prefix="alcove-beside")
