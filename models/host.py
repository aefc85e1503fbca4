"""The model process: owns llama.cpp, serves one parent over pipes, ends with it.

Frames go out on a copy of file descriptor 1; 1 itself points at 2, so that a stray print can't break the framing.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

import msgspec

from models.errors import ModelError
from models.frames import FrameWriter
from models.inbox import Inbox
from models.protocol import Answer, Failed, Progress, Work
from models.verbs import Steps, Verbs


class Host:
    """Works on requests in small steps, the most urgent first; a less urgent one pauses meanwhile and then goes on where it was."""

    def __init__(self, inbox: Inbox, writer: FrameWriter) -> None:
        self._inbox = inbox
        self._writer = writer
        self._encoder = msgspec.msgpack.Encoder()
        self._verbs = Verbs(inbox, self._send, self._stop_wanted)
        self._last_sign = time.monotonic()
        self._running = 0

    def serve(self) -> None:
        """Never returns: the inbox ends the process."""
        jobs: list[tuple[Work, Steps]] = []
        while True:
            jobs += [(request, self._verbs.steps(request)) for request in self._inbox.take(wait=not jobs)]
            # min() keeps the order of arrival; what was cancelled only needs its last word.
            job = min(jobs, key=lambda job: -2 if self._inbox.cancelled(job[0]) else job[0].priority)
            request, steps = job
            self._inbox.run(request)
            self._running = request.id
            try:
                next(steps)
                continue
            except StopIteration:
                pass
            except ModelError as error:
                self._send(Failed(request.id, error.code, error.message, error.hint))
            except MemoryError:
                self._send(Failed(request.id, "model", "The model ran out of memory.", "Close other programs, or choose a smaller model."))
            except Exception as error:  # a bug of ours must cost one request, not the process
                place = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}"
                self._send(Failed(request.id, "model", f"The model process failed ({where}).", "Try again."))
            jobs.remove(job)
            self._inbox.done(request)

    def _stop_wanted(self) -> bool:
        """llama.cpp asks between its operations: also the moment to show that the process lives."""
        now = time.monotonic()
        if now - self._last_sign > 1:
            self._send(Progress(self._running, 0.0))
        return self._inbox.stop_wanted

    def _send(self, answer: Answer) -> None:
        self._last_sign = time.monotonic()
        try:
            self._writer.write(self._encoder.encode(answer))
        except OSError:
            os._exit(0)


def _protect() -> None:
    """Prompts are private: no core dump. And on Linux the kernel ends this process with its parent, should the pipe not do it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_parent_death_signal, set_dumpable = 1, 4
        libc = ctypes.CDLL(None)
        libc.prctl(set_parent_death_signal, signal.SIGKILL)
        libc.prctl(set_dumpable, 0)


def main() -> None:
    """Serves the parent until it goes away. Started as `alcove --model-host` in a frozen program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _protect()
    os.environ["GGML_NO_BACKTRACE"] = "1"
    # llama.cpp's threads wait for each other spinning; that long, they stand in the way of whoever holds the core. Measured: with
    # four other busy processes 14 tokens/s instead of 1, and nothing lost on an idle machine (not spinning at all loses four fifths).
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    inbox = Inbox(requests)
    threading.Thread(target=inbox.listen, daemon=True).start()
    Host(inbox, FrameWriter(answers)).serve()


if __name__ == "__main__":
    main()
