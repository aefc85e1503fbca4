"""What the page of models shows: read off the UI thread, plain data."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from models import benchmark, download, fitting, install, registry
from models.available import Offer, offers
from models.catalogue import Entry, HubSource
from models.client import CONTEXT_TOKENS
from models.files import SPARE_BYTES
from models.fitting import Fit
from models.memory import Memory, memory
from models.paths import models_dir
from models.registry import Speed, Tuning

if TYPE_CHECKING:
    from engine.session import Session


class Installed(msgspec.Struct, frozen=True):
    """A model on this computer. `context` and `resident` (bytes) are those of the running one, 0 where it isn't running."""

    entry: Entry
    used: bool
    fit: Fit | None
    speed: Speed | None
    tuning: Tuning
    context: int = 0
    shortened: bool = False
    resident: int = 0


class Offered(msgspec.Struct, frozen=True):
    """A model that can be downloaded. `writes`: tokens per second to expect; `here`: bytes of it that are here already, None when not begun;
    `missing`: bytes of disk space that it would take more than are free."""

    offer: Offer
    fit: Fit
    writes: float | None
    here: int | None
    missing: int = 0


class State(msgspec.Struct, frozen=True):
    """`gpu`: whether this build can use one; `disk`: bytes free; `coming`: the embedder that takes over when its vectors are made."""

    installed: tuple[Installed, ...]
    offered: tuple[Offered, ...]
    memory: Memory | None
    disk: int
    gpu: bool
    coming: str


def read(session: Session) -> State:
    """All of it, as of now."""
    free, tunings = memory(), registry.read().tunings
    loaded = session.chat.load() if session.chat is not None and session.chat.alive else None
    running = {model.entry.id: model for model in (session.chat, session.embedder) if model is not None and model.alive}
    coming = session.coming.entry.id if session.coming is not None else ""
    used = {model.entry.id for model in (session.chat, session.coming or session.embedder) if model is not None}
    rows = []
    for entry in install.installed():
        tuning, shape = tunings.get(entry.id, Tuning()), fitting.shape_of(entry)
        wanted = min(tuning.context or CONTEXT_TOKENS, entry.context)
        stats = running[entry.id].stats() if entry.id in running else None
        info = loaded if session.chat is not None and entry.id == session.chat.entry.id else None
        rows.append(
            Installed(
                entry, entry.id in used, fitting.judge(shape, wanted, free) if shape else None, benchmark.known(entry.id), tuning,
                info.context_tokens if info else 0, bool(info and info.shortened), stats.resident_bytes if stats else 0,
            )
        )  # fmt: skip
    disk = _disk()
    return State(tuple(rows), _offered(rows, free, disk), free, disk, bool(loaded and loaded.gpu), coming)


def _offered(rows: list[Installed], free: Memory | None, disk: int) -> tuple[Offered, ...]:
    have = {(row.entry.source.repo, row.entry.source.path) for row in rows if isinstance(row.entry.source, HubSource)}
    begun = {(one.file.repo, one.file.path): one.done for one in download.pending()}
    found = []
    for offer in offers():
        key = (offer.repo, offer.path)
        if key not in have:
            fit = fitting.judge(fitting.shape_of_offer(offer), min(CONTEXT_TOKENS, offer.context), free)
            speed = benchmark.expected(offer.size) if offer.purpose == "chat" else None
            missing = max(0, offer.size - begun.get(key, 0) + SPARE_BYTES - disk)
            found.append(Offered(offer, fit, speed.write if speed else None, begun.get(key), missing))
    return tuple(found)


def _disk() -> int:
    folder = models_dir()
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
