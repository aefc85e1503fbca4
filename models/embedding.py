"""Sentence vectors: texts are cut into token chunks, several chunks share one llama.cpp batch, chunks are pooled to one unit vector."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.contexts import ABORTED, as_floats
from models.errors import ModelError, ModelUnsupported
from models.weights import Weights

if TYPE_CHECKING:
    import numpy as np

#: Tokens and texts that go into one batch. Measured for MiniLM: with flash attention 256 to 1024 tokens are equally fast.
BATCH_TOKENS, BATCH_TEXTS = 512, 32
POOLING = {"mean": 1, "cls": 2, "last": 3}


class EmbedContext:
    """A `llama_context` that yields pooled vectors."""

    def __init__(self, weights: Weights, size: int, threads: int, pooling: str, stop_wanted: Callable[[], bool]) -> None:
        api = weights.api
        parameters = api.llama_context_default_params()
        batch = max(size, BATCH_TOKENS)
        # A text must fit into one physical batch: attention is not causal.
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = batch
        parameters.n_seq_max = BATCH_TEXTS
        parameters.kv_unified = True
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.embeddings = True
        parameters.pooling_type = POOLING.get(pooling, -1)
        parameters.flash_attn_type = 1
        parameters.no_perf = True
        self._abort = api.ggml_abort_callback(lambda _: stop_wanted())
        parameters.abort_callback = self._abort
        self.pointer: Any = api.llama_init_from_model(weights.model, parameters)
        if not self.pointer:
            raise ModelError("There is not enough memory for the embedder.", "Close other programs, and try again.")
        if api.llama_pooling_type(self.pointer) not in POOLING.values():
            raise ModelUnsupported("This model gives no sentence vectors.", "Choose an embedding model.")
        self._api, self._weights = api, weights
        self._memory = api.llama_get_memory(self.pointer)
        self._batch = api.llama_batch_init(batch, 0, 1)
        self._before, self._after = self._surroundings()
        self.dimension = weights.dimension
        self.size = size

    def _surroundings(self) -> tuple[list[int], list[int]]:
        """The tokens that the vocabulary puts before and after a text ([CLS] and [SEP])."""
        bare = self._weights.tokenize("a", special=False)
        whole = self._weights.tokenize("a", special=False, add_special=True)
        start = next((i for i in range(len(whole) - len(bare) + 1) if whole[i : i + len(bare)] == bare), 0)
        return whole[:start], whole[start + len(bare) :]

    def chunks(self, text: str, chunk_tokens: int) -> list[list[int]]:
        """`text` as token lists of at most `chunk_tokens`, of even length. Empty when the text has no token."""
        tokens = self._weights.tokenize(text, special=False)
        room = max(1, min(chunk_tokens or self.size, self.size) - len(self._before) - len(self._after))
        count = -(-len(tokens) // room)
        bounds = [len(tokens) * number // count for number in range(count + 1)] if count else []
        return [self._before + tokens[a:b] + self._after for a, b in itertools.pairwise(bounds)]

    def embed(self, texts: Sequence[str], chunk_tokens: int) -> Iterator[tuple[int, np.ndarray[Any, Any]] | None]:
        """Yields (index of the first text, float32 rows of unit length) as they are done; a text without tokens gives a zero row.

        Yields None when it was interrupted; going on loses at most one batch.
        """
        import numpy as np

        pending: list[tuple[int, list[int]]] = []
        first, last = 0, 0
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for index, text in enumerate(texts):
            for chunk in self.chunks(text, chunk_tokens):
                if pending and (len(pending) == BATCH_TEXTS or sum(len(tokens) for _, tokens in pending) + len(chunk) > BATCH_TOKENS):
                    while not self._add(pending, sums):
                        yield None
                    # Every text before the one of the last chunk is complete.
                    last = pending[-1][0] if pending[-1][0] == index else index
                    pending = []
                    if last > first:
                        yield first, _unit(sums[first:last])
                        first = last
                    else:
                        yield None
                pending.append((index, chunk))
        while pending and not self._add(pending, sums):
            yield None
        if first < len(texts):
            yield first, _unit(sums[first:])

    def _add(self, chunks: list[tuple[int, list[int]]], sums: np.ndarray[Any, Any]) -> bool:
        """Evaluates one batch, and adds each chunk's vector, weighted by its tokens, to its text's row. False when interrupted."""
        import numpy as np

        batch, position = self._batch, 0
        for sequence, (_, tokens) in enumerate(chunks):
            for place, token in enumerate(tokens):
                batch.token[position] = token
                batch.pos[position] = place
                batch.n_seq_id[position] = 1
                batch.seq_id[position][0] = sequence
                batch.logits[position] = True
                position += 1
        batch.n_tokens = position
        if self._memory:
            self._api.llama_memory_clear(self._memory, True)
        decode = self._api.llama_decode if self._memory else self._api.llama_encode
        result = decode(self.pointer, batch)
        if result == ABORTED:
            return False
        if result != 0:
            raise ModelError(f"llama.cpp could not embed the text (code {result}).", "Try again.")
        for sequence, (index, tokens) in enumerate(chunks):
            row = np.frombuffer(as_floats(self._api.llama_get_embeddings_seq(self.pointer, sequence), self.dimension), dtype=np.float32)
            if not np.isfinite(row).all():
                raise ModelError("The embedder gave a vector that is not a number.", "Choose another embedding model.")
            sums[index] += row * len(tokens)
        return True


def _unit(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1)).astype(np.float32)
