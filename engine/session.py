"""An unlocked vault with everything that works on it: what the window and the command line hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from engine.assistant import Assistant
from engine.learning.learner import Learner
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.forgetting import Forgetting
from engine.recall import jobs
from engine.recall.recall import Recall
from engine.settings import Settings
from models import catalogue, install
from models.client import ChatModel, EmbedModel

if TYPE_CHECKING:
    from engine.vault.vault import Vault
    from models.catalogue import Entry

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
        """With the models in use: those chosen for this vault, else the installed defaults; without, where none is installed."""
        settings = Settings(vault)
        forgetting = Forgetting(vault)
        forgetting.finish()  # an erase that a crash cut off
        forgetting.expire_trash(settings.get("trash_days"))
        chat = _installed("chat", settings.get("chat_model")) if with_chat else None
        embed = _installed("embed", settings.get("embed_model")) if with_embedder else None
        return cls(vault, chat=ChatModel(chat) if chat else None, embedder=EmbedModel(embed) if embed else None)

    @property
    def small(self) -> bool:
        """Whether the chat model is one that code has to help along."""
        return self.chat is None or self.chat.entry.small

    def settle(self, progress: Callable[[int, int], None] | None = None, cancel: threading.Event | None = None) -> int:
        """Computes the vectors still waiting; returns how many were made. Does nothing without an embedder."""
        return jobs.drain(self.vault, self.embedder, progress, cancel) if self.embedder is not None else 0

    def close(self) -> None:
        """Ends the model processes and closes the vault. Safe to call twice."""
        for model in (self.chat, self.embedder):
            if model is not None:
                model.close()
        self.vault.close()


def _installed(purpose: str, wanted: str) -> Entry | None:
    installed = {entry.id: entry for entry in install.installed() if entry.purpose == purpose}
    if wanted and wanted not in installed:
        log.warning("chosen model is not installed", purpose=purpose)
    return installed.get(wanted) or install.chosen(purpose) or installed.get(catalogue.default(purpose).id)
