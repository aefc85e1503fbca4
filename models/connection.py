"""One model, loaded in one process: starts it, loads the model, asks, watches the clock, and starts over after a death."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from queue import Empty
from typing import TypeVar

import msgspec

from models import fitting
from models.catalogue import Entry
from models.errors import ModelClosed, ModelError, ModelHung, ModelMissing, PromptTooLong, from_code
from models.memory import memory
from models.paths import find_file
from models.process import HostProcess, default_command
from models.protocol import Answer, Failed, Load, Loaded, LoadInfo, Progress, Work

Last = TypeVar("Last")
#: Seconds without any sign of life after which the process counts as hung; shorter once it was asked to stop.
DEADLINE, CANCEL_DEADLINE = 60.0, 5.0
#: How often a waiting call looks at its cancel event and at the clock, in seconds.
GLANCE = 0.02


class Connection:
    """Thread-safe. Calls on the same model run side by side in its process, by their priority."""

    def __init__(
        self, entry: Entry, context_tokens: int, threads: int, command: list[str] | None, deadline: float = DEADLINE, gpu_layers: int | None = None
    ) -> None:
        """`context_tokens`: what is wished for; `self.context_tokens` is what there was memory for, from the loading on."""
        self.context_tokens = self._wished = context_tokens
        self.deadline = deadline
        self._entry = entry
        self._threads = threads
        self._gpu_layers = gpu_layers
        self._command = command or default_command()
        self._starting = threading.Lock()
        self._host: HostProcess | None = None
        self._info: LoadInfo | None = None
        self._closed = False
        self._numbers = itertools.count(1)

    @property
    def alive(self) -> bool:
        host = self._host
        return host is not None and host.alive and self._info is not None

    def load(self, progress: Callable[[float], None] | None = None) -> LoadInfo:
        """Starts the process and loads the model, unless that is done. Raises ModelError."""
        return self._ready(progress)[1]

    def ask(
        self,
        request: Callable[[int], Work],
        last: type[Last],
        on_answer: Callable[[Answer], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Last:
        """Sends `request(number)` and waits for the answer of type `last`; `on_answer` gets those before it. Raises ModelError."""
        return self._ask(self._ready(None)[0], request, last, on_answer, cancel)

    def close(self) -> None:
        """Ends the process for good. Calls that wait raise ModelClosed."""
        self._closed = True
        # A call that is just starting the process sees the flag once it has done so.
        while not self._starting.acquire(timeout=GLANCE):
            if host := self._host:
                host.end()
        try:
            host, self._host = self._host, None
        finally:
            self._starting.release()
        if host is not None:
            host.end()

    def _ready(self, progress: Callable[[float], None] | None) -> tuple[HostProcess, LoadInfo]:
        with self._starting:
            if self._closed:
                raise ModelClosed("The model was closed.", "Unlock Alcove, and ask again.")
            if self._host is not None and self._host.alive and self._info is not None:
                return self._host, self._info
            self._info = None
            if self._host is not None:
                self._host.end()
            path = find_file(self._entry.file)
            if path is None:
                raise ModelMissing(f"{self._entry.title} is not installed.", f"Install it: alcove models install {self._entry.id}")
            self.context_tokens = fitting.room_for(self._entry, fitting.shape_of(self._entry), self._wished, memory())
            self._host = host = HostProcess(self._command)
            try:
                self._info = self._load(host, str(path), progress)
            except BaseException:
                # Nothing that failed to load is worth keeping.
                host.end()
                raise
            return host, self._info

    def _load(self, host: HostProcess, path: str, progress: Callable[[float], None] | None) -> LoadInfo:
        def on_answer(answer: Answer) -> None:
            if progress is not None and isinstance(answer, Progress):
                progress(answer.done)

        def request(number: int) -> Load:
            entry = self._entry
            return Load(
                number, path, entry.purpose, self.context_tokens, self._threads, entry.system_role, entry.reasoning_tags, entry.pooling,
                self._gpu_layers,
            )  # fmt: skip

        info = self._ask(host, request, Loaded, on_answer, None).info
        return msgspec.structs.replace(info, shortened=self.context_tokens < self._wished)

    def _ask(
        self,
        host: HostProcess,
        request: Callable[[int], Work],
        last: type[Last],
        on_answer: Callable[[Answer], None] | None,
        cancel: threading.Event | None,
    ) -> Last:
        number = next(self._numbers)
        queue = host.open(number)
        finished = False
        try:
            self._send(host, request(number))
            asked, stopped = time.monotonic(), False
            while True:
                if cancel is not None and cancel.is_set() and not stopped:
                    host.cancel(number)
                    asked, stopped = time.monotonic(), True
                try:
                    answer = queue.get(timeout=GLANCE if cancel is not None and not stopped else 0.5)
                except Empty:
                    silence = time.monotonic() - max(asked, host.last_sign)
                    if silence > (min(CANCEL_DEADLINE, self.deadline) if stopped else self.deadline):
                        host.end(_hung())
                    continue
                if isinstance(answer, ModelError):
                    finished = True
                    raise answer.again()
                if isinstance(answer, Failed):
                    finished = True
                    raise from_code(answer.code, answer.message, answer.hint)
                if isinstance(answer, last):
                    finished = True
                    return answer
                if on_answer is not None:
                    on_answer(answer)
        finally:
            host.close_request(number)
            if not finished:
                host.cancel(number)

    def _send(self, host: HostProcess, request: Work) -> None:
        """A hung process doesn't empty its pipe: then this write ends with the process."""
        watchdog = threading.Timer(self.deadline, host.end, (_hung(),))
        watchdog.name, watchdog.daemon = "alcove-model-watchdog", True
        watchdog.start()
        try:
            host.send(request)
        except ValueError as error:
            raise PromptTooLong("The request is too long.", "Shorten the text.") from error
        finally:
            watchdog.cancel()
            watchdog.join()


def _hung() -> ModelHung:
    return ModelHung("The model process gave no sign of life and was ended.", "Ask again: it is started anew. Is the computer very busy?")
