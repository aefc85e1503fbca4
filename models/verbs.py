"""What the model process can do: load, chat, embed, count tokens, tell its state. Each verb is a generator that pauses between small steps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from models.contexts import ChatContext
from models.embedding import EmbedContext
from models.errors import BadRequest, ModelUnsupported
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
    HostStats,
    Judge,
    Judged,
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
#: An adapter's prompts are as short as those that it was trained on.
ADAPTED_CONTEXT = 1024
#: What the reading speed and the characters per token are measured on: 64 tokens or so of plain English.
SAMPLE = (
    "The user's sister Anna lives in Berlin with her two children. She works as a nurse, and on Sundays they all have breakfast together. "
    "Last summer they went hiking in the mountains, which everyone liked so much that they want to go again next year, this time for a whole week."
)


class Verbs:
    """The verbs on one loaded model. `stop_wanted` interrupts llama.cpp; `send` gives an answer to the parent."""

    def __init__(self, inbox: Inbox, send: Callable[[Answer], None], stop_wanted: Callable[[], bool]) -> None:
        self._inbox = inbox
        self._send = send
        self._stop_wanted = stop_wanted
        self._purpose = ""
        self._contexts: dict[str, ChatContext] = {}
        self._served = 0

    def steps(self, request: Work) -> Steps:
        """The work on one request, to be advanced step by step. Raises ModelError."""
        self._served += 1
        if isinstance(request, Load):
            return self._load(request)
        if isinstance(request, Chat):
            return self._chat(request)
        if isinstance(request, Judge):
            return self._judge(request)
        if isinstance(request, Embed):
            return self._embed(request)
        if isinstance(request, Count):
            return self._count(request)
        return self._stats(request)

    def _load(self, request: Load) -> Steps:
        started = time.monotonic()
        header = read_header(request.path)
        header.check(request.purpose)
        self._weights = weights = Weights(request.path, self._load_progress(request.id), request.gpu_layers)
        self._threads, self._size, self._tags = request.threads, request.context_tokens, request.reasoning_tags
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
        self._purpose = request.purpose
        self._send(Progress(request.id, 1.0))
        info = LoadInfo(
            context_tokens=self._size,
            read_tokens_per_second=speed,
            characters_per_token=len(SAMPLE) / max(1, len(weights.tokenize(SAMPLE, special=False))),
            load_ms=(time.monotonic() - started) * 1000,
            threads=request.threads,
            dimension=weights.dimension,
            description=weights.description,
            gpu=bool(weights.api.llama_supports_gpu_offload()),
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

    def _context(self, name: str, adapter: str = "") -> ChatContext:
        name = f"{name} with {Path(adapter).stem}" if adapter else name
        if name not in self._contexts:
            if len(self._contexts) == MOST_CONTEXTS:
                raise BadRequest(f"There are {MOST_CONTEXTS} contexts already.")
            size = self._size if name == "answer" else min(self._size, ADAPTED_CONTEXT if adapter else BACKGROUND_CONTEXT)
            self._contexts[name] = ChatContext(self._weights, size, self._threads, self._stop_wanted, adapter)
        return self._contexts[name]

    def _chat(self, request: Chat) -> Steps:
        self._require("chat")
        parts = self._template.render(request.messages)
        prompt = self._weights.tokenize_prompt(parts, [message.content for message in request.messages])
        context = self._context(request.context, request.adapter)
        sampler = Sampler(self._weights, request.generation)
        reasoning = self._tags is not None and str(parts[-1]).rstrip().endswith(self._tags[0])
        pieces = Pieces(request.generation.stop, self._tags, reasoning=reasoning)
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

    def _judge(self, request: Judge) -> Steps:
        self._require("chat")
        context = self._context("answer", request.adapter)
        first, second = (self._weights.tokenize(word, special=False)[0] for word in request.words)
        stem, odds = self._weights.tokenize_content(request.stem), list[float]()
        for text in request.texts:
            prompt = (stem + self._weights.tokenize_content(text))[-context.size + 1 :]
            for _ in context.read(prompt, self._chunk):
                yield
                if self._inbox.cancelled(request):
                    self._send(Judged(request.id, tuple(odds), "cancelled"))
                    return
            logits = self._weights.api.llama_get_logits_ith(context.pointer, -1)
            odds.append(logits[second] - logits[first])
        self._send(Judged(request.id, tuple(odds), "stop"))

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
            counts.append(len(self._weights.tokenize_content(text)))
            yield
        self._send(Counted(request.id, tuple(counts)))

    def _stats(self, request: Stats) -> Steps:
        self._require("")
        contexts = {name: len(context.tokens) for name, context in self._contexts.items()}
        self._send(Measured(request.id, HostStats(os.getpid(), _resident_bytes(), self._threads, self._served, contexts)))
        yield from ()

    def _require(self, purpose: str) -> None:
        if not self._purpose:
            raise BadRequest("No model is loaded.")
        if purpose and purpose != self._purpose:
            raise ModelUnsupported(f"This model is loaded to {self._purpose}.")


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
