"""An unlocked vault with everything that works on it: what the window and the command line hold."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from engine.agenda.days import Days
from engine.errors import VaultError, VaultFull
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.forgetting import Forgetting
from engine.memory.instructions import Instructions
from engine.memory.procedures import Procedures
from engine.memory.review import Review
from engine.recall import jobs
from engine.recall.recall import Recall
from engine.settings import Settings
from models import install
from models.adapters import ANSWERING, LEARNING
from models.client import ChatModel, EmbedModel
from models.errors import ModelError

if TYPE_CHECKING:
    from engine.assistant import Assistant
    from engine.learning.consolidation.consolidate import Report
    from engine.learning.learner import Learner
    from engine.learning.modeltier.derive import Deriving
    from engine.vault.vault import Vault
    from models.catalogue import Entry

log = structlog.get_logger(__name__)


class Session:
    """Opens nothing by itself: models are loaded on first use, in their own processes.

    Who learns and who answers are imported when first asked for: their thousand patterns take a second to compile (measured), which whoever only
    looks something up does without."""

    def __init__(self, vault: Vault, *, chat: ChatModel | None = None, embedder: EmbedModel | None = None) -> None:
        self.vault = vault
        self.chat = chat
        self.embedder = embedder
        self.settings = Settings(vault)
        self.conversations = Conversations(vault)
        self.memories = Memories(vault)
        self.entities = Entities(vault)
        self.instructions = Instructions(vault, self.memories)
        self.procedures = Procedures(vault, self.memories)
        self.forgetting = Forgetting(vault)
        self.memories.settle = lambda change, memory: self.learner.settle(change, memory)
        self.forgetting.resettle = lambda change, rows: self.learner.resettle(change, rows)
        self.entities.reconcile = lambda change, entity, names: self.learner.reconcile(change, entity, names)
        self.review = Review(vault, self.memories)
        self.days = Days(vault, self.memories)
        self.recall = Recall(vault, embedder)
        #: The embedder that takes over once it has made all vectors; until then the old ones serve.
        self.coming: EmbedModel | None = None
        self._warming: threading.Thread | None = None

    @cached_property
    def learner(self) -> Learner:
        """What learns from messages."""
        from engine.learning.learner import Learner

        return Learner(self.vault, self.memories, lambda: self.chat if self.sifts else None)

    @cached_property
    def deriving(self) -> Deriving:
        """Learning from old conversations again."""
        from engine.learning.modeltier.derive import Deriving

        return Deriving(self.vault, self.learner, self.settings, self.chat)

    @cached_property
    def assistant(self) -> Assistant:
        """What answers."""
        from engine.assistant import Assistant

        return Assistant(self)

    def warm(self) -> None:
        """Begins to load what the first question needs, in the background."""
        self.recall.warm()
        self._warming = threading.Thread(target=self._warm, name="alcove-warm", daemon=True)
        self._warming.start()

    def _warm(self) -> None:
        """Who answers; and the model, where every answer is put before it."""
        _ = self.assistant
        if (self.judges or self.sifts) and self.chat is not None:
            with contextlib.suppress(ModelError):  # the first question tells
                self.chat.load()

    @classmethod
    def open(cls, vault: Vault, *, with_chat: bool = True, with_embedder: bool = True) -> Session:
        """With the models in use; without, where none is installed. Finishes what a crash cut off, and empties the trash of what is due."""
        if not vault.read_only:
            _catch_up(vault)
        chat = install.chosen("chat") if with_chat else None
        embed = install.chosen("embed") if with_embedder else None
        session = cls(vault, chat=ChatModel(chat) if chat else None)
        if embed is not None:
            serving = session._made_by(embed)
            session._search_with(EmbedModel(serving))
            session.coming = EmbedModel(embed) if serving.id != embed.id else None
        return session

    def use_chat(self, entry: Entry) -> ChatModel | None:
        """From now on answers come from this model; the one before is returned, to be closed once nothing needs it."""
        before, self.chat = self.chat, ChatModel(entry)
        self.__dict__.pop("deriving", None)
        return before

    def use_embedder(self, entry: Entry) -> None:
        """`settle` makes vectors with this embedder; it takes over when all are made."""
        unfinished, self.coming = self.coming, None
        if unfinished is not None:
            unfinished.close()
        if self.embedder is None:
            self._search_with(EmbedModel(entry))
        elif entry.id != self.embedder.id:
            self.coming = EmbedModel(entry)

    def _made_by(self, wanted: Entry) -> Entry:
        """Whose vectors are there: the wanted embedder's or, before they are made, the one's before it."""
        if self._makers() <= {None, wanted.id}:
            return wanted
        rows = self.vault.query("SELECT embedder FROM embedding GROUP BY embedder ORDER BY count(*) DESC")
        there = {entry.id: entry for entry in install.installed() if entry.purpose == "embed"}
        return next((there[row["embedder"]] for row in rows if row["embedder"] != wanted.id and row["embedder"] in there), wanted)

    def _makers(self) -> set[str | None]:
        """The first and the last embedder by name among those that made the vectors; an index answers."""
        row = self.vault.one("SELECT (SELECT min(embedder) FROM embedding) AS one, (SELECT max(embedder) FROM embedding) AS other")
        return {row["one"], row["other"]} if row is not None else set()

    def _search_with(self, embedder: EmbedModel) -> None:
        self.embedder = embedder
        self.recall = Recall(self.vault, embedder)

    @property
    def judges(self) -> bool:
        """Whether the chat model has an adapter for telling which memory answers."""
        return self.chat is not None and self.small and self.chat.trained_for(ANSWERING)

    @property
    def sifts(self) -> bool:
        """Whether the chat model has an adapter for telling what is worth keeping."""
        return self.chat is not None and self.small and self.chat.trained_for(LEARNING)

    @property
    def small(self) -> bool:
        """Whether the chat model is one that code has to help along."""
        return self.chat is None or self.chat.entry.small

    def settle(self, progress: Callable[[int, int], None] | None = None, cancel: threading.Event | None = None) -> int:
        """Computes the vectors still waiting, all anew after a change of embedder, and keeps the index in shape;
        returns how many were made."""
        if (coming := self.coming) is not None:
            return self._take_over(coming, progress, cancel)
        if self.embedder is None or self.vault.read_only:
            return 0
        changed = not self._makers() <= {None, self.embedder.id}
        if changed:
            jobs.adopt(self.vault, self.embedder)
        made = jobs.drain(self.vault, self.embedder, progress, cancel)
        if changed:
            jobs.retire(self.vault, self.embedder)
        self.recall.maintain(cancel.is_set if cancel is not None else lambda: False)
        return made

    def _take_over(self, coming: EmbedModel, progress: Callable[[int, int], None] | None, cancel: threading.Event | None) -> int:
        """Makes the coming embedder's vectors, all of them, and then searches with it. Cut off, it goes on with the next call."""
        jobs.adopt(self.vault, coming)
        made = jobs.drain(self.vault, coming, progress, cancel)
        if self.coming is not coming or jobs.waiting(self.vault):
            return made
        before, self.coming = self.embedder, None
        self._search_with(coming)
        self.recall.warm()
        jobs.retire(self.vault, coming)
        if before is not None:
            before.close()
        return made

    def read_on(self, cancel: threading.Event | None = None) -> None:
        """The chat model, where it is large enough, learns from what was said lately: for idle time. What fails is read next time."""
        try:
            self.deriving.recent(cancel)
        except ModelError as error:
            log.warning("the model did not read on", error=type(error).__name__)

    def consolidate(
        self, progress: Callable[[str, int], None] = lambda *_: None, cancel: threading.Event | None = None, *, seconds: float | None = None,
        preview: bool = False,
    ) -> Report:  # fmt: skip
        """Tidies memory up: for idle time, after `settle`. Each step is short, so that a turn never waits for it; `preview` only tells."""
        if not preview:
            self.read_on(cancel)
        from engine.learning.consolidation import abstractive
        from engine.learning.consolidation.consolidate import Consolidation

        settings = self.settings
        # Who approves everything has approved no model's words; and what is never kept must not come back as a quotation.
        own_words = self.chat if self.chat is not None and not self.small and settings.get("review") != "everything" else None
        work = Consolidation(
            self.vault, self.recall.neighbours, summaries=bool(settings.get("learn")), quotes=not settings.get("never_keep"),
            summarise=abstractive.with_model(own_words) if own_words is not None and not preview else None,
            model=own_words.entry.id if own_words is not None else "", cancel=cancel,
        )  # fmt: skip
        return work.preview() if preview else work.run(progress, seconds)

    def close(self) -> None:
        """Ends the model processes and closes the vault. Safe to call twice."""
        try:
            self.close_models()
        finally:
            self.vault.close()

    def close_models(self) -> None:
        """Ends the model processes alone."""
        for model in (self.chat, self.embedder, self.coming):
            if model is not None:
                model.close()
        if self._warming is not None:
            self._warming.join()


def _catch_up(vault: Vault) -> None:
    forgetting = Forgetting(vault)
    try:
        forgetting.finish()
    except VaultError as error:  # another process is reading: the next start tries again
        log.warning("erasing still to be finished", error=type(error).__name__)
    try:
        forgetting.expire_trash(Settings(vault).get("trash_days"))
    except VaultFull as error:
        log.warning("trash still to be emptied", error=type(error).__name__)
