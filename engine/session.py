"""An unlocked vault with everything that works on it: what the window and the command line hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from engine.assistant import Assistant
from engine.errors import VaultError
from engine.learning.learner import Learner
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.forgetting import Forgetting
from engine.recall import jobs
from engine.recall.recall import Recall
from engine.settings import Settings
from models import install
from models.client import ChatModel, EmbedModel

if TYPE_CHECKING:
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)


class Session:
    """Opens nothing by itself: models are loaded on first use, in their own processes."""

    def __init__(self, vault: Vault, *, chat: ChatModel | None = None, embedder: EmbedModel | None = None) -> None:
        self.vault = vault
        self.chat = chat
        self.embedder = embedder
        self.settings = Settings(vault)
        self.conversations = Conversations(vault)
        self.memories = Memories(vault)
        self.entities = Entities(vault)
        self.forgetting = Forgetting(vault)
        self.learner = Learner(vault, self.memories)
        self.recall = Recall(vault, embedder)
        self.assistant = Assistant(self)

    @classmethod
    def open(cls, vault: Vault, *, with_chat: bool = True, with_embedder: bool = True) -> Session:
        """With the models in use; without, where none is installed. Finishes what a crash cut off, and empties the trash of what is due."""
        forgetting = Forgetting(vault)
        try:
            forgetting.finish()
        except VaultError as error:  # another process is reading: the next start tries again
            log.warning("erasing still to be finished", error=type(error).__name__)
        forgetting.expire_trash(Settings(vault).get("trash_days"))
        chat = install.chosen("chat") if with_chat else None
        embed = install.chosen("embed") if with_embedder else None
        return cls(vault, chat=ChatModel(chat) if chat else None, embedder=EmbedModel(embed) if embed else None)

    @property
    def small(self) -> bool:
        """Whether the chat model is one that code has to help along."""
        return self.chat is None or self.chat.entry.small

    def settle(self, progress: Callable[[int, int], None] | None = None, cancel: threading.Event | None = None) -> int:
        """Computes the vectors still waiting, all anew after a change of embedder, and keeps the index in shape;
        returns how many were made."""
        if self.embedder is None:
            return 0
        made_by = self.vault.one("SELECT (SELECT min(embedder) FROM embedding) AS one, (SELECT max(embedder) FROM embedding) AS other")
        changed = made_by is not None and not {made_by["one"], made_by["other"]} <= {None, self.embedder.id}
        if changed:
            jobs.adopt(self.vault, self.embedder)
        made = jobs.drain(self.vault, self.embedder, progress, cancel)
        if changed:
            jobs.retire(self.vault, self.embedder)
        self.recall.maintain(cancel.is_set if cancel is not None else lambda: False)
        return made

    def close(self) -> None:
        """Ends the model processes and closes the vault. Safe to call twice."""
        try:
            for model in (self.chat, self.embedder):
                if model is not None:
                    model.close()
        finally:
            self.vault.close()
