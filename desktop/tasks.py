"""All work off the UI thread: one write lane, one query lane, and a thread of its own for an answer that streams.

More Python threads than that make the window stutter. Results come back on the UI thread; those for widgets that are gone are dropped.

What was handed in is let go of on the UI thread too. Qt deletes widgets without the interpreter's lock; a worker that meanwhile drops the last
reference to one of them, or to a timer, takes the process down (seen in shiboken 6.11: BindingManager::releaseWrapper).
"""

from __future__ import annotations

import queue
import threading
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import shiboken6
import structlog
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop import interpreter
from engine.errors import Cancelled

log = structlog.get_logger(__name__)
T = TypeVar("T")
Failed = Callable[[Exception], None]
COALESCE_MS = 30


class Job:
    """One piece of work. `cancel` asks it to stop; its result is then dropped."""

    def __init__(self, owner: QObject) -> None:
        self.owner = owner
        self.thread: threading.Thread | None = None  # of a stream
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Stops the work where it looks at `cancelled`, and drops the result."""
        self.cancelled.set()

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return not self.cancelled.is_set() and shiboken6.isValid(self.owner)


class _Given:
    """What one piece of work was handed, and what came of it. Workers refer to this alone; `let_go` is called on the UI thread."""

    __slots__ = ("error", "events", "fn", "job", "on_done", "on_error", "result")

    def __init__(
        self, job: Job, fn: Callable[..., Any], on_done: Callable[[Any], None], on_error: Failed | None, events: _Batch | None = None
    ) -> None:
        self.job, self.fn, self.on_done, self.on_error, self.events = job, fn, on_done, on_error, events
        self.result: Any = None
        self.error: Exception | None = None

    def let_go(self) -> None:
        for name in self.__slots__:
            delattr(self, name)


class _Lane(threading.Thread):
    """A worker thread that takes one closure after the other until it is closed."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"alcove-{name}", daemon=True)
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.start()

    def put(self, work: Callable[[], None]) -> None:
        self._work.put(work)

    def close(self) -> None:
        self._work.put(None)

    def run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class Tasks(QObject):
    """Runs queries and changes, and reports failures that nobody else handles through `failed`."""

    failed = Signal(object)  # Exception
    busy = Signal(bool)
    _delivered = Signal(object)  # a closure for the UI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopping = threading.Event()
        self._lanes = {name: _Lane(name) for name in ("query", "write")}
        self._streams: dict[threading.Thread, Job] = {}
        self._running = 0
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def query(self, owner: QObject, fn: Callable[[], T], on_done: Callable[[T], None], on_error: Failed | None = None) -> Job:
        """Reads something: `fn` on the query lane, then `on_done(result)` on the UI thread."""
        return self._submit("query", Job(owner), fn, on_done, on_error)

    def change(self, owner: QObject, fn: Callable[[], T], on_done: Callable[[T], None] | None = None, on_error: Failed | None = None) -> Job:
        """Changes something: `fn` on the write lane, in the order of the calls."""
        return self._submit("write", Job(owner), fn, on_done or _ignore, on_error)

    def stream(
        self,
        owner: QObject,
        fn: Callable[[Callable[[Any], None], threading.Event], T],
        on_events: Callable[[list[Any]], None],
        on_done: Callable[[T], None],
        on_error: Failed | None = None,
    ) -> Job:
        """Long work on a thread of its own: `fn(emit, cancel)`. What it emits arrives in batches, at most every 30 ms.

        Unlike the lanes' results, the end is delivered after a cancel too: a stopped answer still has a text.
        """
        job = Job(owner)
        given = _Given(job, fn, on_done, on_error, _Batch(self, job, on_events))

        def run() -> None:
            try:
                given.result = given.fn(given.events.add, given.job.cancelled)
            except Exception as error:
                given.error = error
            self._post(lambda: self._finish_stream(given))
            self._post(lambda: self._ended(thread, given))

        thread = threading.Thread(target=run, name="alcove-stream", daemon=True)
        self._streams[thread], job.thread = job, thread
        thread.start()
        return job

    def post(self, fn: Callable[[], None]) -> None:
        """Runs `fn` on the UI thread, soon; may be called from any thread."""
        self._post(fn)

    def stop(self, seconds: float = 5.0) -> bool:
        """Cancels what streams, lets the lanes finish what is queued, and waits. Returns whether everything ended in time."""
        self.stopping.set()
        for job in self._streams.values():
            job.cancel()
        for lane in self._lanes.values():
            lane.close()
        threads = [*self._lanes.values(), *self._streams]
        for thread in threads:
            thread.join(seconds)
        late = [thread.name for thread in threads if thread.is_alive()]
        if late:
            log.warning("threads_late_at_exit", threads=late)
        return not late

    def _submit(self, lane: str, job: Job, fn: Callable[[], T], on_done: Callable[[T], None], on_error: Failed | None) -> Job:
        self._count(+1)
        given = _Given(job, fn, on_done, on_error)

        def run() -> None:
            if lane == "write" or (given.job.wanted and not self.stopping.is_set()):
                try:
                    given.result = given.fn()
                except Exception as error:
                    given.error = error
                self._post(lambda: self._finish(given))
            self._post(lambda: self._over(given))

        self._lanes[lane].put(run)
        return job

    def _count(self, step: int) -> None:
        before, self._running = self._running > 0, self._running + step
        if before != (self._running > 0):
            self.busy.emit(self._running > 0)

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits (tests wait for this)."""
        return self._running == 0 and not self._streams

    def _over(self, given: _Given) -> None:
        given.let_go()
        self._count(-1)

    def _finish(self, given: _Given) -> None:
        if given.error is not None:
            self._fail(given, given.error)
        elif given.job.wanted:
            given.on_done(given.result)

    def _fail(self, given: _Given, error: Exception) -> None:
        there = shiboken6.isValid(given.job.owner)
        if given.events is not None and there:
            given.events.flush()
        if isinstance(error, Cancelled) and given.on_error is None:
            return
        if given.on_error is not None and there:
            given.on_error(error)
        else:
            log.error("task_failed", error=type(error).__name__, where=_where(error))
            self.failed.emit(error)

    def _finish_stream(self, given: _Given) -> None:
        if given.error is not None:
            self._fail(given, given.error)
        elif shiboken6.isValid(given.job.owner):
            given.events.flush()
            given.on_done(given.result)

    def _ended(self, thread: threading.Thread, given: _Given) -> None:
        given.let_go()
        self._streams.pop(thread, None)

    def _post(self, fn: Callable[[], None]) -> None:
        try:
            self._delivered.emit(fn)
        except RuntimeError:  # the application is gone; nobody is left to tell
            log.debug("result_after_exit")

    @staticmethod
    def _deliver(fn: Callable[[], None]) -> None:
        try:
            fn()
        finally:
            interpreter.tidy()


class _Batch:
    """Collects a stream's events on its thread and hands them over together."""

    def __init__(self, tasks: Tasks, job: Job, on_events: Callable[[list[Any]], None]) -> None:
        self._tasks = tasks
        self._job = job
        self._on_events = on_events
        self._waiting: deque[Any] = deque()
        self._announced = threading.Event()
        self._timer: QTimer | None = None

    def add(self, event: Any) -> None:
        self._waiting.append(event)
        if not self._announced.is_set():
            self._announced.set()
            self._tasks.post(self._start)

    def _start(self) -> None:
        if not shiboken6.isValid(self._job.owner):
            return
        if self._timer is None:
            self._timer = QTimer(self._job.owner, singleShot=True, interval=COALESCE_MS)
            self._timer.timeout.connect(self.flush)
        self._timer.start()

    def flush(self) -> None:
        self._announced.clear()
        events = []
        while self._waiting:
            events.append(self._waiting.popleft())
        if events:
            self._on_events(events)


def _where(error: Exception) -> list[str]:
    """The places of a traceback. Neither values nor the error's text: they may hold what the user wrote."""
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _ignore(_: object) -> None:
    """For changes whose views refresh themselves."""
