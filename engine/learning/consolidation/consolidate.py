"""Tidying up at idle: duplicates, trivia, summaries, links, the profile. In small steps, each planned by reading and written at once.

Nothing is deleted and nothing computed. Each step is journaled and can be taken back; what was taken back is not done again. It may be stopped, or
die, between any two steps: how far it came is stored with what it did.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import structlog

from engine.learning.consolidation.abstractive import Summarise
from engine.learning.consolidation.decay import Decay
from engine.learning.consolidation.duplicates import Duplicates
from engine.learning.consolidation.links import Links
from engine.learning.consolidation.profile import Profile
from engine.learning.consolidation.summaries import Summaries
from engine.learning.consolidation.work import Neighbours, Work

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)


class Report(msgspec.Struct, frozen=True):
    """How much was done of each kind (`done`, by name), the journal's steps, and whether there was time for all. `planned`: of a preview."""

    done: dict[str, int]
    steps: tuple[str, ...] = ()
    finished: bool = True
    planned: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Consolidation:
    """All kinds of tidying up over one vault. Trivia go before summaries are made, and the profile comes last: each sees what the others left."""

    def __init__(
        self, vault: Vault, neighbours: Neighbours, *, summaries: bool = True, summarise: Summarise | None = None, model: str = "",
        cancel: threading.Event | None = None, quotes: bool = True,
    ) -> None:  # fmt: skip
        """`neighbours`: see Recall.neighbours. `summaries`: whether they may be made; `summarise`: in the words of a model (named `model`)."""
        self._vault = vault
        self._cancel = cancel
        told = (Summaries(vault, summarise, model, cancel, quotes=quotes),) if summaries else ()
        self._work: tuple[Work, ...] = (Duplicates(vault, neighbours), Decay(vault), *told, Links(vault, neighbours), Profile(vault))

    def run(self, progress: Callable[[str, int], None] = lambda *_: None, seconds: float | None = None) -> Report:
        """Does what is to be done; `progress(name, done)` after each step. Stops after about `seconds`, or when cancelled."""
        until = None if seconds is None else time.monotonic() + seconds
        done: dict[str, int] = {work.name: 0 for work in self._work}
        steps: list[str] = []

        def cancelled() -> bool:
            return self._cancel is not None and self._cancel.is_set()

        for work in self._work:
            more = True
            while more:
                if cancelled() or (until is not None and time.monotonic() > until):
                    return Report(done, tuple(steps), finished=False)
                found = work.plan(work.since(), cancelled)
                if found.actions or found.noted or found.upto > work.since():
                    with self._vault.change(work.operation, work.label, actor="maintenance", journaled=bool(found.actions)) as change:
                        done[work.name] += sum(work.apply(change, action) for action in found.actions)
                        work.finish(change, found.upto)
                    if change.result is not None and change.result.journal_id:
                        steps.append(change.result.journal_id)
                progress(work.name, done[work.name])
                more = found.more
        log.info("consolidated", **done)
        return Report(done, tuple(steps), finished=not cancelled())

    def preview(self) -> Report:
        """What `run` would begin with; nothing is written."""
        planned: dict[str, list[str]] = {}
        for work in self._work:
            since, more = work.since(), True
            planned[work.name] = []
            while more:
                found = work.plan(since, lambda: self._cancel is not None and self._cancel.is_set())
                planned[work.name] += [work.describe(action) for action in found.actions]
                more, since = found.more and found.upto > since, found.upto
        return Report({name: len(lines) for name, lines in planned.items()}, planned={name: tuple(lines) for name, lines in planned.items()})
