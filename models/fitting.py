"""Does a model fit this computer? Its weights and what it keeps of a conversation, against the memory that is free; and how fast it will be."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from models.available import Offer
from models.catalogue import Entry
from models.errors import ModelError, ModelTooLarge
from models.gguf.header import Header, read_header
from models.memory import Memory
from models.paths import find_file
from models.registry import Speed

#: Bytes of a number in the cache of keys and values (f16).
CACHED = 2
#: The process itself with llama.cpp's working memory: measured 77 MB beside 98 MB of weights and the cache, and it grows with the model.
PROCESS, WORKING = 100 << 20, 0.05
#: Left to the system and to other programs: comfortable, and at the least.
COMFORT, LEAST = 1 << 30, 256 << 20
#: A conversation needs this much; contexts are cut in steps.
SMALLEST_CONTEXT, STEP = 1024, 256
BACKGROUND_CONTEXT = 2048


class Verdict(StrEnum):
    """How well a model fits."""

    FITS = "fits"
    TIGHT = "tight"
    TOO_LARGE = "too large"
    UNKNOWN = "unknown"


class Shape(msgspec.Struct, frozen=True):
    """What decides how much memory a model takes. `weights` in bytes; `kv_width`: numbers that the keys of one token have in one layer."""

    weights: int
    layers: int
    kv_width: int
    embeds: bool

    def needs(self, context: int) -> int:
        """Bytes with a context of so many tokens: for answers, and a second one of at most 2048 for work in the background."""
        tokens = 0 if self.embeds else context + min(context, BACKGROUND_CONTEXT)
        return int(self.weights * (1 + WORKING)) + PROCESS + tokens * self.layers * self.kv_width * 2 * CACHED


class Fit(msgspec.Struct, frozen=True):
    """`context`: tokens that there is room for, at most what was asked; `needs` and `available` in bytes."""

    verdict: Verdict
    context: int
    needs: int
    available: int


def judge(shape: Shape, context: int, memory: Memory | None) -> Fit:
    """Whether there is room, and for how long a context: "tight" with a shorter one, or with little left for other programs."""
    needs = shape.needs(context)
    if memory is None:
        return Fit(Verdict.UNKNOWN, context, needs, 0)
    if needs + COMFORT <= memory.available:
        return Fit(Verdict.FITS, context, needs, memory.available)
    room = memory.available - LEAST
    for size in range(context, min(context, SMALLEST_CONTEXT) - 1, -STEP):
        if shape.needs(size) <= room:
            return Fit(Verdict.TIGHT, size, shape.needs(size), memory.available)
    return Fit(Verdict.TOO_LARGE, 0, needs, memory.available)


def room_for(entry: Entry, shape: Shape | None, context: int, memory: Memory | None) -> int:
    """The context to load a model with, at most `context`. Raises ModelTooLarge: swapping would bring the whole computer to a halt."""
    if shape is None:
        return context
    fit = judge(shape, context, memory)
    if fit.verdict is Verdict.TOO_LARGE:
        raise ModelTooLarge(
            f"{entry.title} needs about {gigabytes(fit.needs)} of memory, and {gigabytes(fit.available)} are free.",
            "Close other programs, or use a smaller model: alcove models available",
        )
    return fit.context


def shape_of(entry: Entry) -> Shape | None:
    """From the header of the installed file; None where it can't be read (loading it then says why)."""
    path = find_file(entry.file)
    try:
        header = _header(path, path.stat().st_mtime_ns) if path is not None else None
    except (ModelError, OSError):
        return None
    return shape_of_header(header, embeds=entry.purpose == "embed") if header is not None else None


def shape_of_header(header: Header, *, embeds: bool) -> Shape:
    """Layers, heads and their width as the header tells them; where it leaves something out, the most that it can be."""
    name = header.architecture
    heads = header.number(f"{name}.attention.head_count") or 1
    keys = header.number(f"{name}.attention.key_length") or header.dimension // heads
    groups = header.number(f"{name}.attention.head_count_kv") or heads
    return Shape(header.size, header.number(f"{name}.block_count"), groups * keys, embeds)


def shape_of_offer(offer: Offer) -> Shape:
    """The same of a model that isn't installed."""
    return Shape(offer.size, offer.layers, offer.kv_width, offer.purpose == "embed")


def expected(measured: Speed, size: int, other: int) -> Speed:
    """The speed of a model of `other` bytes, from one of `size`. Every token reads all weights from memory: what a larger model has more
    of takes the time of reading that; what a token costs beside it (small models spend most of their time so) stays. An estimate."""
    share = size / max(1, other)
    if other <= size or not measured.bandwidth:
        return Speed(measured.read * share, measured.write * share)
    seconds = 1 / measured.write + (other - size) / measured.bandwidth
    return Speed(measured.read * share, max(measured.write * share, 1 / seconds))


def gigabytes(size: int) -> str:
    """ "5.2 GB", "98 MB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


@cache
def _header(path: Path, changed: int) -> Header:  # `changed`: another file under the same name is read anew
    return read_header(path)
