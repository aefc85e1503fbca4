"""How fast a model is on this computer: measured once, kept with the models, and scaled to what other models would do."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from models import fitting, install, registry
from models.catalogue import find
from models.errors import ModelCancelled, ModelMissing
from models.protocol import Generation, Message
from models.registry import Speed

if TYPE_CHECKING:
    from models.client import ChatModel

TOKENS = 48
QUESTION = Message("user", "Count from one to fifty, in words, separated by commas.")


def measure(model: ChatModel, cancel: threading.Event | None = None) -> Speed:
    """Reading was measured while it was loaded; writing takes a second or two now. The result is kept. Raises ModelError."""
    read = model.load().read_tokens_per_second
    # Not in the context of answers, which keeps what it has read.
    usage = model.chat([QUESTION], Generation(max_tokens=TOKENS, temperature=0.0), context="learn", cancel=cancel).usage
    if cancel is not None and cancel.is_set():
        raise ModelCancelled("Stopped.")
    speed = Speed(read, usage.completion_tokens / max(0.001, usage.completion_ms / 1000), bandwidth())
    install.note_speed(model.entry, speed)
    return speed


def bandwidth() -> float:
    """Bytes per second that one core reads from memory: the best of three times 128 MB, more than caches hold."""
    import numpy as np

    block = np.ones(16 << 20, dtype=np.uint64)
    times = []
    for _ in range(3):
        started = time.perf_counter()
        block.sum()
        times.append(time.perf_counter() - started)
    return float(block.nbytes / max(1e-6, min(times)))


def known(model: str) -> Speed | None:
    """What was measured of this model."""
    return registry.read().speeds.get(model)


def expected(size: int) -> Speed | None:
    """What a model of `size` bytes would do here, from the largest that was measured; None before anything was."""
    measured = []
    for model, speed in registry.read().speeds.items():
        try:
            measured.append((find(model).size, speed))
        except ModelMissing:
            continue
    if not measured:
        return None
    largest, speed = max(measured, key=lambda one: one[0])
    return fitting.expected(speed, largest, size)
