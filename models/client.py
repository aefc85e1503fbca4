"""Ask a model. The work happens in a child process, started when first needed and again after it died; calls may come from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from models import adapters, registry
from models.catalogue import Entry
from models.connection import Connection
from models.errors import ModelCancelled, PromptTooLong
from models.protocol import (
    Answer,
    Chat,
    Count,
    Counted,
    Embed,
    Embedded,
    Generation,
    HostStats,
    Judge,
    Judged,
    LoadInfo,
    Measured,
    Message,
    Piece,
    Replied,
    Stats,
    Usage,
    Vectors,
)
from models.threads import chat_threads, embed_threads

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ChatModel", "EmbedModel", "Generation", "HostStats", "LoadInfo", "Message", "Reply", "Usage"]

#: What a context holds unless one is asked for: reading more takes longer than anybody waits.
CONTEXT_TOKENS = 4096
#: The user waits for "answer" and for queries; everything else is paused for them.
FOREGROUND, BACKGROUND = 0, 10
#: No token is longer than this on average: a longer prompt need not be tokenised to be refused.
BYTES_PER_TOKEN = 64
#: What an embedder reads at once, unless its entry says otherwise.
CHUNK_TOKENS = 512
#: What one embedding request carries at most.
TEXTS_AT_ONCE, CHARACTERS_AT_ONCE = 256, 1_000_000


class Reply(msgspec.Struct, frozen=True):
    """An answer. `finish` is stop, length or cancelled; `template` is the rendered prompt: literal text, or the index of a message's content."""

    text: str
    finish: str
    usage: Usage
    template: list[str | int]


class ChatModel:
    """A chat model, as the user has tuned it. Constructing it starts nothing."""

    def __init__(self, entry: Entry, *, context_tokens: int | None = None, threads: int | None = None, command: list[str] | None = None) -> None:
        self.entry = entry
        self._adapters: dict[str, Path | None] = {}
        self._tuning = tuning = registry.read().tunings.get(entry.id, registry.Tuning())
        size = min(context_tokens or tuning.context or CONTEXT_TOKENS, entry.context)
        self._connection = Connection(entry, size, threads or tuning.threads or chat_threads(), command, gpu_layers=tuning.gpu_layers)

    def trained_for(self, job: str) -> bool:
        """Whether there is a sound adapter of this model for a job."""
        if job and job not in self._adapters:
            self._adapters[job] = adapters.state(self.entry, job).path
        return bool(job) and self._adapters[job] is not None

    @property
    def alive(self) -> bool:
        """Whether the model is in memory now."""
        return self._connection.alive

    def load(self, progress: Callable[[float], None] | None = None) -> LoadInfo:
        """Brings the model into memory (at once when it is there already); `progress` gets the share done, 0 to 1. Raises ModelError."""
        return self._connection.load(progress)

    def chat(
        self,
        messages: Sequence[Message],
        generation: Generation = Generation(),
        *,
        context: str = "answer",
        job: str = "",
        on_piece: Callable[[str], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """The model's answer; `job`: with the adapter trained for it, if there is one. `on_piece` gets its text as it comes, on the calling thread.

        The context "answer" goes first: others ("learn") are paused while it works, and go on afterwards. Raises ModelError.
        """
        cleaned = tuple(Message(message.role, _clean(message.content)) for message in messages)
        limit = self._connection.context_tokens * BYTES_PER_TOKEN
        if (size := sum(len(message.content.encode()) for message in cleaned)) > limit:
            raise PromptTooLong(f"The prompt has {size // 1024} kB, far more than the model's context holds.", "Shorten the message.")
        if cancel is not None and cancel.is_set():  # a short answer may be done before the host hears of it
            return Reply("", "cancelled", Usage(), [])
        if context == "answer":
            generation = self._tuned(generation)
        priority = FOREGROUND if context == "answer" else BACKGROUND
        adapter = str(self._adapters[job] or "") if self.trained_for(job) else ""

        def on_answer(answer: Answer) -> None:
            if on_piece is not None and isinstance(answer, Piece):
                on_piece(answer.text)

        done = self._connection.ask(lambda number: Chat(number, cleaned, generation, context, priority, adapter), Replied, on_answer, cancel)
        return Reply(done.text, done.finish, done.usage, list(done.template))

    def odds(self, stem: str, texts: Sequence[str], words: tuple[str, str], *, job: str, cancel: threading.Event | None = None) -> list[float]:
        """Of each text, read after `stem`, the log-odds of the second of two words against the first; with the adapter trained for `job`.

        Nothing is said: this takes the time of reading alone. Raises ModelCancelled when `cancel` is set, ModelError.
        """
        if cancel is not None and cancel.is_set():  # a short list may be read before the host hears of it
            raise ModelCancelled("Answering was stopped.")
        adapter = str(self._adapters[job] or "") if self.trained_for(job) else ""
        stem, cleaned = _clean(stem), tuple(_clean(text) for text in texts)
        done = self._connection.ask(lambda number: Judge(number, stem, cleaned, words, adapter, FOREGROUND), Judged, None, cancel)
        if done.finish == "cancelled":
            raise ModelCancelled("Answering was stopped.")
        return list(done.odds)

    def _tuned(self, generation: Generation) -> Generation:
        """With the user's sampling. Where code asks for the likeliest words, it needs just those."""
        if generation.temperature <= 0:
            return generation
        tuning = self._tuning
        return msgspec.structs.replace(
            generation,
            temperature=generation.temperature if tuning.temperature is None else tuning.temperature,
            top_p=generation.top_p if tuning.top_p is None else tuning.top_p,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has as content. Raises ModelError."""
        cleaned = tuple(_clean(text) for text in texts)
        return list(self._connection.ask(lambda number: Count(number, cleaned), Counted).counts)

    def stats(self) -> HostStats:
        """The model process at this moment. Raises ModelError."""
        return self._connection.ask(Stats, Measured).stats

    def close(self) -> None:
        """Ends the model process, and every call that still waits for it, for good."""
        self._connection.close()


class EmbedModel:
    """An embedder: texts to unit vectors. Constructing it starts nothing."""

    def __init__(self, entry: Entry, *, threads: int | None = None, command: list[str] | None = None) -> None:
        self.entry = entry
        tuning = registry.read().tunings.get(entry.id, registry.Tuning())
        size = entry.chunk_tokens or min(entry.context, CHUNK_TOKENS)
        self._connection = Connection(entry, size, threads or tuning.threads or embed_threads(), command, gpu_layers=tuning.gpu_layers)

    @property
    def id(self) -> str:
        """Names the vector space: vectors of different ids must not be compared."""
        return self.entry.id

    @property
    def dimension(self) -> int:
        return self.entry.dimension

    @property
    def alive(self) -> bool:
        """Whether the model is in memory now."""
        return self._connection.alive

    def load(self, progress: Callable[[float], None] | None = None) -> LoadInfo:
        """Brings the model into memory (at once when it is there already). Raises ModelError."""
        return self._connection.load(progress)

    def embed_query(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        """One vector (dimension,), before all documents that wait. A blank text gives zeros. Raises ModelError."""
        row: np.ndarray[Any, np.dtype[np.float32]] = self.embed_queries([text])[0]
        return row

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The same for several at once, (n, dimension): one request takes less time than two."""
        return self._embed([self.entry.query_prefix + text if text.strip() else "" for text in texts], FOREGROUND, None)

    def embed_documents(self, texts: Sequence[str], cancel: threading.Event | None = None) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Vectors (n, dimension) of unit length; a blank text gives a row of zeros. Long texts are cut by tokens and pooled.

        Raises ModelCancelled when `cancel` is set, ModelError.
        """
        return self._embed([self.entry.document_prefix + text if text.strip() else "" for text in texts], BACKGROUND, cancel)

    def stats(self) -> HostStats:
        """The model process at this moment. Raises ModelError."""
        return self._connection.ask(Stats, Measured).stats

    def close(self) -> None:
        """Ends the model process, and every call that still waits for it, for good."""
        self._connection.close()

    def _embed(self, texts: Sequence[str], priority: int, cancel: threading.Event | None) -> np.ndarray[Any, np.dtype[np.float32]]:
        import numpy as np

        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        present = [(index, _clean(text)) for index, text in enumerate(texts) if text]
        while present:
            if cancel is not None and cancel.is_set():
                raise ModelCancelled("Embedding was stopped.")
            part, present = _split(present)
            indexes, batch = [index for index, _ in part], tuple(text for _, text in part)

            def on_answer(answer: Answer, indexes: list[int] = indexes) -> None:
                if isinstance(answer, Vectors):
                    block = np.frombuffer(answer.data, dtype=np.float32).reshape(-1, self.dimension)
                    rows[indexes[answer.start : answer.start + len(block)]] = block

            def request(number: int, batch: tuple[str, ...] = batch) -> Embed:
                return Embed(number, batch, self.entry.chunk_tokens, priority)

            if self._connection.ask(request, Embedded, on_answer, cancel).finish == "cancelled":
                raise ModelCancelled("Embedding was stopped.")
        return rows


def _split(texts: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What fits into one request, and the rest."""
    size = 0
    for count, (_, text) in enumerate(texts):
        size += len(text)
        if count and (count == TEXTS_AT_ONCE or size > CHARACTERS_AT_ONCE):
            return texts[:count], texts[count:]
    return texts, []


def _clean(text: str) -> str:
    """Without lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", "replace").decode()
