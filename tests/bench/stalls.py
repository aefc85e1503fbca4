"""How long the UI thread keeps the window from painting or taking a key: the longest gap between two turns of its event loop."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

NAP = 0.001  # seconds between two turns: the loop is asked for events, it does not wait for them


class Watch:
    """Runs the event loop, and notes gaps: a turn that took long, or a thread that did not get the interpreter or a core."""

    def __init__(self, idle: Callable[[], bool]) -> None:
        self._idle = idle
        self.found: dict[str, tuple[float, float]] = {}  # milliseconds: longest stall, until all was shown

    def turn(self) -> float:
        """One turn, in seconds of the wall clock beyond the nap."""
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        begun = time.perf_counter()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
        time.sleep(NAP)
        return max(0.0, time.perf_counter() - begun - NAP)

    def until(self, done: Callable[[], bool], seconds: float = 600.0) -> float:
        """Turns until then; the longest. Raises TimeoutError."""
        longest, last = 0.0, time.monotonic() + seconds
        while not done():
            longest = max(longest, self.turn())
            if time.monotonic() > last:
                raise TimeoutError("The window was not done in time.")
        return longest

    def rest(self, seconds: float = 0.05) -> float:
        """Nothing is done for so long; the longest turn."""
        end = time.monotonic() + seconds
        return self.until(lambda: time.monotonic() > end)

    @contextlib.contextmanager
    def watch(self, what: str) -> Iterator[None]:
        """Does what is in the block, then waits until it is shown."""
        begun = time.perf_counter()
        yield
        longest, quiet, shown = time.perf_counter() - begun, 0, begun
        while quiet < 250:
            took = self.turn()
            longest = max(longest, took)
            quiet = quiet + 1 if self._idle() else 0
            if not quiet or took > 0.002:
                shown = time.perf_counter()
        self.found[what] = (longest * 1e3, (shown - begun) * 1e3)


def empty_window(seconds: float = 3.0) -> float:
    """The same of a window with nothing in it, in milliseconds: what this machine, as busy as it is, leaves to anybody."""
    from PySide6.QtWidgets import QMainWindow

    window = QMainWindow()
    window.show()
    longest = Watch(lambda: True).rest(seconds)
    window.close()
    return longest * 1e3
