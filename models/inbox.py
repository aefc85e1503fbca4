"""The model process's ear: a thread that reads requests, so that a cancel or a more urgent request interrupts llama.cpp at once."""

from __future__ import annotations

import os
import threading

import msgspec

from models.frames import BrokenFrame, read_frame
from models.protocol import Cancel, Chat, Embed, Quit, Request, Work


class Inbox:
    """Requests that wait, and whether the running one should stop."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._changed = threading.Condition()
        self._waiting: list[Work] = []
        self._open: set[int] = set()
        self._cancelled: set[int] = set()
        self._running: tuple[int, int] = (0, 0)
        #: Read by llama.cpp's abort callback, thousands of times a second: a plain attribute.
        self.stop_wanted = False

    def listen(self) -> None:
        """Reads until the stream ends, then ends the process, whatever llama.cpp is doing. For a thread of its own."""
        decoder = msgspec.msgpack.Decoder(Request)
        try:
            while (frame := read_frame(self._fd)) is not None:
                request = decoder.decode(frame)
                if isinstance(request, Quit):
                    break
                with self._changed:
                    if isinstance(request, Cancel):
                        # One for a request that is done already comes too late.
                        self._cancelled |= self._open & {request.id}
                    else:
                        self._open.add(request.id)
                        self._waiting.append(request)
                    self._judge()
                    self._changed.notify()
        except (OSError, BrokenFrame, msgspec.MsgspecError):
            pass
        finally:
            os._exit(0)

    def take(self, *, wait: bool) -> list[Work]:
        """The requests that came since; with `wait`, at least one."""
        with self._changed:
            while wait and not self._waiting:
                self._changed.wait()
            taken, self._waiting = self._waiting, []
            return taken

    def run(self, request: Work) -> None:
        """Names the request that is worked on now."""
        with self._changed:
            self._running = (request.id, request.priority)
            self._judge()

    def cancelled(self, request: Work) -> bool:
        return request.id in self._cancelled

    def done(self, request: Work) -> None:
        with self._changed:
            self._open.discard(request.id)
            self._cancelled.discard(request.id)

    def _judge(self) -> None:
        running, priority = self._running
        # Small requests wait for the current step: interrupting it costs more than they do.
        urgent = any(request.priority < priority for request in self._waiting if isinstance(request, Chat | Embed))
        self.stop_wanted = urgent or running in self._cancelled
