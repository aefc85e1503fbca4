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
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from models.contexts import ChatContext
from models.embedding import EmbedContext
from models.errors import BadRequest, ModelError, ModelUnsupported
from models.frames import FrameWriter
from models.gguf.header import read_header
from models.inbox import Inbox
from models.pieces import Pieces
from models.protocol import (
    Answer,
    Chat,
    Count,
    Counted,
    Embed,
    Embedded,
    Failed,
    HostStats,
    Load,
    Loaded,
    LoadInfo,
    Measured,
    Piece,
    Progress,
    Replied,
    Stats,
    Usage,
    Vectors,
    Work,
)
from models.sampling import Sampler
from models.template import ChatTemplate
from models.weights import Weights

Steps = Iterator[None]
#: Contexts beside "answer" serve short background requests.
BACKGROUND_CONTEXT, MOST_CONTEXTS = 2048, 4
#: What the reading speed and the characters per token are measured on: 64 tokens or so of plain English.
SAMPLE = (
    "The user's sister Anna lives in Berlin with her two children. She works as a nurse, and on Sundays they all have breakfast together. "
    "Last summer they went hiking in the mountains, which everyone liked so much that they want to go again next year, this time for a whole week."
)


class Host:
    """Works on requests in small steps, the most urgent first; a less urgent one pauses meanwhile and then goes on where it was."""

    def __init__(self, inbox: Inbox, writer: FrameWriter) -> None:
        self._inbox = inbox
        self._writer = writer
        self._encoder = msgspec.msgpack.Encoder()
        self._served = 0
        self._last_sign = time.monotonic()
        self._running = 0

    def serve(self) -> None:
        """Never returns: the inbox ends the process."""
        jobs: list[tuple[Work, Steps]] = []
        while True:
            jobs += [(request, self._steps(request)) for request in self._inbox.take(wait=not jobs)]
            # min() keeps the order of arrival; what was cancelled only needs its last word.
            job = min(jobs, key=lambda job: -1 if self._inbox.cancelled(job[0]) else job[0].priority)
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
                where = error.__traceback__
                while where and where.tb_next:
                    where = where.tb_next
                place = f"{where.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{where.tb_lineno}" if where else ""
                self._send(Failed(request.id, "model", f"The model process failed ({type(error).__name__} at {place}).", "Try again."))
            jobs.remove(job)
            self._inbox.done(request)
            self._served += 1

    def _steps(self, request: Work) -> Steps:
        if isinstance(request, Load):
            return self._load(request)
        if isinstance(request, Chat):
            return self._chat(request)
        if isinstance(request, Embed):
            return self._embed(request)
        if isinstance(request, Count):
            return self._count(request)
        return self._stats(request)

    def _load(self, request: Load) -> Steps:
        started = time.monotonic()
        header = read_header(request.path)
        header.check(request.purpose)
        self._weights = weights = Weights(request.path, self._load_progress(request.id))
        self._threads, self._size, self._purpose = request.threads, request.context_tokens, request.purpose
        self._tags = request.reasoning_tags
        self._contexts: dict[str, ChatContext] = {}
        yield
        if request.purpose == "embed":
            self._embedder = EmbedContext(weights, request.context_tokens, request.threads, request.pooling, self._stop_wanted)
            speed = self._embed_speed()
        else:
            special = {key: weights.text_of(getattr(weights.api, f"llama_vocab_{key}")(weights.vocabulary)) for key in ("bos", "eos")}
            self._template = ChatTemplate(header.chat_template, **special, system_role=request.system_role)
            speed = self._reading_speed()
        # A chunk takes a quarter of a second or so: small requests wait no longer than that.
        self._chunk = max(32, min(512, int(speed / 4)))
        self._send(Progress(request.id, 1.0))
        info = LoadInfo(
            context_tokens=self._size,
            read_tokens_per_second=speed,
            characters_per_token=len(SAMPLE) / max(1, len(weights.tokenize(SAMPLE, special=False))),
            load_ms=(time.monotonic() - started) * 1000,
            threads=request.threads,
            dimension=weights.dimension,
            description=weights.description,
        )
        self._send(Loaded(request.id, info))

    def _load_progress(self, request: int) -> Callable[[float], None]:
        """Tells the parent of every percent. Measuring the speed is the last fifth."""
        shown = 0.0

        def progress(done: float) -> None:
            nonlocal shown
            if done - shown >= 0.01 or done == 1:
                shown = done
                self._send(Progress(request, done * 0.8))

        return progress

    def _reading_speed(self) -> float:
        """Tokens per second of a short prompt, in the context that will answer. The first tokens only bring the weights into memory."""
        context = self._context("answer")
        sample = self._weights.tokenize(SAMPLE, special=False)[: context.size // 2]
        self._read_all(context, sample[:8])
        context.forget()
        started = time.monotonic()
        self._read_all(context, sample)
        speed = len(sample) / max(1e-6, time.monotonic() - started)
        context.forget()
        return speed

    def _embed_speed(self) -> float:
        for _ in self._embedder.embed((SAMPLE,), 0):
            pass
        started = time.monotonic()
        tokens = len(self._weights.tokenize(SAMPLE, special=False))
        for _ in self._embedder.embed((SAMPLE,), 0):
            pass
        return tokens / max(1e-6, time.monotonic() - started)

    def _read_all(self, context: ChatContext, tokens: list[int]) -> None:
        for _ in context.read(tokens, 512):
            pass

    def _context(self, name: str) -> ChatContext:
        if name not in self._contexts:
            if len(self._contexts) == MOST_CONTEXTS:
                raise BadRequest(f"There are {MOST_CONTEXTS} contexts already.")
            size = self._size if name == "answer" else min(self._size, BACKGROUND_CONTEXT)
            self._contexts[name] = ChatContext(self._weights, size, self._threads, self._stop_wanted)
        return self._contexts[name]

    def _chat(self, request: Chat) -> Steps:
        self._require("chat")
        parts = self._template.render(request.messages)
        prompt = self._weights.tokenize_prompt(parts, [message.content for message in request.messages])
        context = self._context(request.context)
        sampler = Sampler(self._weights, request.generation)
        pieces = Pieces(request.generation.stop, self._tags)
        texts: list[str] = []
        started = time.monotonic()
        cached, read_ms, count, finish = -1, 0.0, 0, "length"

        def show(text: str) -> None:
            if text:
                texts.append(text)
                self._send(Piece(request.id, text))

        try:
            for done in context.read(prompt, self._chunk):
                cached = len(context.tokens) if cached < 0 else cached
                self._send(Progress(request.id, done))
                yield
                if self._inbox.cancelled(request):
                    finish = "cancelled"
                    break
            read_ms = (time.monotonic() - started) * 1000
            while finish == "length" and count < request.generation.max_tokens and not context.full:
                token = sampler.next(context.pointer)
                if self._weights.ends_turn(token):
                    finish = "stop"
                    break
                count += 1
                show(pieces.feed(self._weights.piece(token)))
                if pieces.stopped:
                    finish = "stop"
                    break
                yield
                while finish == "length" and not context.append(token):
                    yield
                    if self._inbox.cancelled(request):
                        finish = "cancelled"
                if self._inbox.cancelled(request):
                    finish = "cancelled"
        finally:
            sampler.close()
        show(pieces.finish())
        spent = (time.monotonic() - started) * 1000
        usage = Usage(len(prompt), max(0, cached), count, read_ms or spent, spent - read_ms if read_ms else 0.0)
        self._send(Replied(request.id, "".join(texts), finish, usage, tuple(parts)))

    def _embed(self, request: Embed) -> Steps:
        self._require("embed")
        for rows in self._embedder.embed(request.texts, request.chunk_tokens):
            if rows is not None:
                self._send(Vectors(request.id, rows[0], rows[1].tobytes()))
            yield
            if self._inbox.cancelled(request):
                self._send(Embedded(request.id, "cancelled"))
                return
        self._send(Embedded(request.id, "stop"))

    def _count(self, request: Count) -> Steps:
        self._require("")
        counts: list[int] = []
        for text in request.texts:
            counts.append(len(self._weights.tokenize(text, special=False)))
            yield
        self._send(Counted(request.id, tuple(counts)))

    def _stats(self, request: Stats) -> Steps:
        self._require("")
        contexts = {name: len(context.tokens) for name, context in self._contexts.items()}
        self._send(Measured(request.id, HostStats(os.getpid(), _resident_bytes(), self._threads, self._served, contexts)))
        yield from ()

    def _require(self, purpose: str) -> None:
        if not hasattr(self, "_chunk"):
            raise BadRequest("No model is loaded.")
        if purpose and purpose != self._purpose:
            raise ModelUnsupported(f"This model is loaded to {self._purpose}.")

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


def _resident_bytes() -> int:
    """Memory in use now (Linux), or at most so far (macOS); 0 where the system doesn't say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


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
