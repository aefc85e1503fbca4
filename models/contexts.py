"""A named context on a loaded model: its own KV cache, which keeps the longest common prefix of one prompt and the next."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

from models.errors import ModelError, PromptTooLong
from models.weights import Weights

#: Prompts are read in chunks of at most this many tokens, so that there are signs of life between them.
BATCH = 512
NO_ROOM, ABORTED = 1, 2


class ChatContext:
    """A `llama_context` of `size` tokens. `stop_wanted` is asked while llama.cpp computes, and interrupts it; `adapter`: a file that changes the
    weights for this context alone, for good (what was read with other weights must never be gone on from)."""

    def __init__(self, weights: Weights, size: int, threads: int, stop_wanted: Callable[[], bool], adapter: str = "") -> None:
        api = weights.api
        parameters = api.llama_context_default_params()
        parameters.n_ctx = size
        parameters.n_batch = parameters.n_ubatch = min(BATCH, size)
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.n_seq_max = 1
        parameters.no_perf = True
        self._abort = api.ggml_abort_callback(lambda _: stop_wanted())
        parameters.abort_callback = self._abort
        self.pointer: Any = api.llama_init_from_model(weights.model, parameters)
        if not self.pointer:
            raise ModelError(f"There is not enough memory for a context of {size} tokens.", "Choose a smaller context or a smaller model.")
        self._api = api
        self._weights = weights
        self._memory = api.llama_get_memory(self.pointer)
        self._batch = api.llama_batch_init(parameters.n_batch, 0, 1)
        self.size: int = api.llama_n_ctx(self.pointer)
        self.tokens: list[int] = []
        if adapter:
            one = weights.adapter(adapter)
            api.llama_set_adapters_lora(self.pointer, (type(one) * 1)(one), 1, (ctypes.c_float * 1)(1.0))

    def read(self, prompt: list[int], chunk: int) -> Iterator[float]:
        """Brings the context to `prompt`, re-reading only what differs; yields the share done after each chunk.

        Yields as well when it was interrupted: the caller decides whether to go on, and loses at most one chunk. Raises PromptTooLong.
        """
        if len(prompt) >= self.size:
            raise PromptTooLong(
                f"The prompt has {len(prompt)} tokens, and the model's context holds {self.size}.",
                "Shorten the message, or start a new conversation.",
            )
        self._keep(common_prefix(self.tokens, prompt[:-1]))
        while (done := len(self.tokens)) < len(prompt):
            yield done / len(prompt)
            self._decode(prompt[done : done + min(chunk, BATCH)])

    def append(self, token: int) -> bool:
        """Adds a generated token. False when it was interrupted: try again."""
        return self._decode([token])

    @property
    def full(self) -> bool:
        return len(self.tokens) >= self.size

    def forget(self) -> None:
        """Empties the cache."""
        self._api.llama_memory_clear(self._memory, True)
        self.tokens = []

    def _keep(self, count: int) -> None:
        if count == len(self.tokens):
            return
        # Recurrent and sliding-window models can't drop a tail: they start over.
        if count and self._api.llama_memory_seq_rm(self._memory, 0, count, -1):
            self.tokens = self.tokens[:count]
        else:
            self.forget()

    def _decode(self, tokens: list[int]) -> bool:
        batch, start = self._batch, len(self.tokens)
        for index, token in enumerate(tokens):
            batch.token[index] = token
            batch.pos[index] = start + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = 0
            batch.logits[index] = index == len(tokens) - 1
        batch.n_tokens = len(tokens)
        result = self._api.llama_decode(self.pointer, batch)
        if result == 0:
            self.tokens += tokens
            return True
        self._api.llama_memory_seq_rm(self._memory, 0, start, -1)
        if result == ABORTED:
            return False
        self.forget()
        raise ModelError("The context is full." if result == NO_ROOM else f"llama.cpp could not read the prompt (code {result}).", "Try again.")


def common_prefix(left: list[int], right: list[int]) -> int:
    """How many tokens two lists share from the start."""
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))


def as_floats(pointer: Any, count: int) -> bytes:
    """`count` floats behind a ctypes pointer, copied."""
    return ctypes.string_at(pointer, count * 4)
