"""The vectors of questions: asked for while the words are looked up, waited for no longer than is sensible, and kept for the next time."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.errors import AlcoveError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.recall.embedder import Embedder
    from engine.vault.vault import Vault

_KEPT = 64


class EmbedderSilent(AlcoveError):
    """The embedder did not answer in time."""


class Pending:
    """Vectors under way."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.given_up = False
        self.vectors: list[NDArray[np.float32]] | None = None
        self.error: Exception | None = None
        self.done = threading.Event()

    def wait(self, until: float) -> list[NDArray[np.float32]]:
        """One vector for each text, shape (dimension,). Raises what the embedder raised, or EmbedderSilent when `time.monotonic()` passes `until`."""
        self.done.wait(max(0.0, until - time.monotonic()))
        if self.error is not None:
            raise self.error
        if self.vectors is None:
            self.given_up = True
            raise EmbedderSilent("The embedder does not answer.", "Search goes on by words alone. If it lasts, restart Alcove.")
        return self.vectors


class Questions:
    """Embeds questions, one request at a time. While one hangs no other is sent: each would hang as well."""

    def __init__(self, vault: Vault, embedder: Embedder) -> None:
        self._vault = vault
        self._embedder = embedder
        self._lock = threading.Lock()
        self._kept: dict[str, NDArray[np.float32]] = {}
        self._generation = -1
        self._hanging: Pending | None = None

    def begin(self, texts: Sequence[str]) -> Pending:
        """Asks for the vectors of `texts` in the background, those that are known apart."""
        pending = Pending(texts)
        generation = self._vault.generation
        with self._lock:
            if generation != self._generation:  # something was erased, by whatever process: what is kept holds words
                self._kept, self._generation = {}, generation
            if all(text in self._kept for text in texts):
                pending.vectors = [self._kept[text] for text in texts]
                pending.done.set()
                return pending
            last = self._hanging
            if last is not None and last.given_up and not last.done.is_set():
                pending.done.set()  # without vectors: silent
                return pending
            self._hanging = pending
        threading.Thread(target=self._embed, args=(pending, generation), name="alcove-question", daemon=True).start()
        return pending

    def _embed(self, pending: Pending, generation: int) -> None:
        try:
            vectors = self._embedder.embed_queries(pending.texts)
            pending.vectors = [vectors[n] for n in range(len(pending.texts))]
            with self._lock:
                if generation == self._generation:
                    self._kept.update(zip(pending.texts, pending.vectors, strict=True))
                    while len(self._kept) > _KEPT:
                        self._kept.pop(next(iter(self._kept)))
        except Exception as error:  # told to whoever waits
            pending.error = error
        finally:
            pending.done.set()
