"""The parent's side of one model process: start it, route its answers, notice its death, end it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from queue import SimpleQueue

import msgspec
import structlog

import models
from models.errors import ModelClosed, ModelCrashed, ModelError
from models.frames import BrokenFrame, FrameWriter, read_frame
from models.protocol import Answer, Cancel, Request

log = structlog.get_logger(__name__)
#: Of what the process says on its standard error only the end is kept; it is read so that it can't block, and never logged.
KEPT_LINES = 40
PATIENCE = 2.0


def default_command() -> list[str]:
    """This very program as a model process, also when it is frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--model-host"]
    return [sys.executable, "-P", "-m", "models.host"]


class HostProcess:
    """One child process. Requests may be sent from any thread; each has a queue that ends with an error when the process dies."""

    def __init__(self, command: list[str]) -> None:
        """Starts the process. Raises ModelCrashed when it can't be started."""
        self._command = command
        self._lock = threading.Lock()
        self._queues: dict[int, SimpleQueue[Answer | ModelError]] = {}
        self._death: ModelError | None = None
        self._reason: ModelError | None = None
        self._encoder = msgspec.msgpack.Encoder()
        self._errors: deque[bytes] = deque(maxlen=KEPT_LINES)
        self.last_sign = time.monotonic()
        self._process: subprocess.Popen[bytes] | None = None
        self._failure = ""
        started = threading.Event()
        # The thread that reads also starts the process: the kernel's parent-death signal follows the thread, not the program.
        self._reader = threading.Thread(target=self._live, args=(started,), name="alcove-model", daemon=True)
        self._reader.start()
        started.wait()
        if self._process is None:
            self._reader.join()
            raise ModelCrashed(f"The model process can't be started ({self._failure}).", "Close other programs, or reinstall Alcove.")

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        return self._death is None

    def send(self, request: Request) -> None:
        """Raises the error that the process died of, ValueError when the request is too long for a frame."""
        if self._death is not None:
            raise self._death.again()
        try:
            self._writer.write(self._encoder.encode(request))
        except OSError as error:
            # The reader learns why, and tells every request.
            self._reader.join(PATIENCE)
            death = self._death or ModelCrashed("The model process is gone.", "Ask again: it is started anew.")
            raise death.again() from error

    def open(self, request: int) -> SimpleQueue[Answer | ModelError]:
        """The queue on which the answers to `request` will come. Close it afterwards."""
        queue: SimpleQueue[Answer | ModelError] = SimpleQueue()
        with self._lock:
            if self._death is not None:
                raise self._death.again()
            self._queues[request] = queue
        return queue

    def close_request(self, request: int) -> None:
        with self._lock:
            self._queues.pop(request, None)

    def cancel(self, request: int) -> None:
        """Asks the process to end a request; a dead one has ended it already."""
        try:
            self.send(Cancel(request))
        except ModelError:
            pass

    def end(self, reason: ModelError | None = None) -> None:
        """Ends the process, politely first unless there is a `reason` not to, and every waiting request with it. Idempotent."""
        with self._lock:
            polite = reason is None
            self._reason = reason or ModelClosed("The model was closed.")
        process = self._process
        if process is not None:
            if polite:
                self._close_input()
                self._reader.join(PATIENCE)
            if self._reader.is_alive():
                process.kill()
        self._reader.join()

    def _close_input(self) -> None:
        """The end of its input ends the process. Not while a write to it hangs: then it must be killed."""
        if self._process is not None and self._process.stdin is not None and self._writer.close(PATIENCE):
            self._process.stdin.close()

    def _live(self, started: threading.Event) -> None:
        environment = dict(os.environ)
        # The child runs the same sources as this program, wherever it was started.
        root = str(Path(models.__file__).resolve().parents[1])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, env=environment)
            assert process.stdin and process.stdout and process.stderr
            self._writer = FrameWriter(process.stdin.fileno())
            self._process = process
        except (OSError, ValueError) as error:
            self._failure = str(error)
            self._death = ModelCrashed("The model process can't be started.")
            return
        finally:
            started.set()
        drain = threading.Thread(target=self._drain, args=(process.stderr.fileno(),), name="alcove-model-errors", daemon=True)
        drain.start()
        try:
            self._route(process.stdout.fileno())
        finally:
            code = _reap(process)
            drain.join()
            self._bury(code)
            self._close_input()
            process.stdout.close()
            process.stderr.close()

    def _route(self, fd: int) -> None:
        decoder = msgspec.msgpack.Decoder(Answer)
        try:
            while (frame := read_frame(fd)) is not None:
                answer: Answer = decoder.decode(frame)
                self.last_sign = time.monotonic()
                with self._lock:
                    queue = self._queues.get(answer.id)
                if queue is not None:
                    queue.put(answer)
        except (OSError, BrokenFrame, msgspec.MsgspecError):
            return

    def _drain(self, fd: int) -> None:
        while data := os.read(fd, 4096):
            self._errors.append(data)

    def _bury(self, code: int) -> None:
        if self._reason is None:
            log.warning("model process died", pid=self.pid, code=code, assertion=self._assertion())
        with self._lock:
            death = self._reason or ModelCrashed(f"The model process ended unexpectedly ({_cause(code)}).", _advice(code))
            self._death = death
            queues, self._queues = self._queues, {}
        for queue in queues.values():
            queue.put(death)

    def _assertion(self) -> str:
        """The assertion of llama.cpp that failed, if one did: a place in its source, never a prompt."""
        return next((line.decode(errors="replace")[:200] for line in b"".join(self._errors).splitlines() if b"GGML_ASSERT" in line), "")


def _reap(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process that has closed its output; it gets a moment to end by its own cause."""
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    import signal

    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _advice(code: int) -> str:
    if code == -9:
        return "It may have run out of memory. Close other programs or choose a smaller model; asking again starts it anew."
    return "Ask again: it is started anew. If it happens every time, verify the model: alcove models verify"
