"""Changing the model while one chats: an answer on its way is finished by the old one, the next comes from the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.chat.turn import Writer
from desktop.desk import Desk
from desktop.i18n import tr
from models import install
from models.catalogue import Entry

if TYPE_CHECKING:
    from models.client import ChatModel


class Switching(QObject):
    """`leaving`: background work with the chat model is to stop; `chat_changed`, `embedder_changed`: the session has another one now."""

    leaving = Signal()
    chat_changed = Signal()
    embedder_changed = Signal()

    def __init__(self, desk: Desk, writer: Writer, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._writer = desk, writer
        self._next: Entry | None = None
        self._old: list[ChatModel] = []
        writer.ended.connect(lambda _: self._go_on())

    def use(self, entry: Entry) -> None:
        """Uses this model from now on, and after the next start."""
        session = self._desk.session

        def choose() -> None:
            install.choose(entry)
            if entry.purpose == "embed":
                session.use_embedder(entry)

        self._desk.tasks.change(self, choose, lambda _: self._chosen(entry), self._desk.show_error)

    def close(self) -> None:
        """Before locking or quitting: nobody waits for an answer any more."""
        self._next = None
        for model in self._old:
            model.close()
        self._old.clear()

    def _chosen(self, entry: Entry) -> None:
        if entry.purpose == "embed":
            self.embedder_changed.emit()
            return
        self._next = entry
        if self._writer.writing:
            self._desk.toast(tr("The next answer comes from {title}.", title=entry.title))
        self._go_on()

    def _go_on(self) -> None:
        """Does what waited for the end of an answer."""
        if self._writer.writing:
            return
        if (entry := self._next) is not None:
            self._next = None
            self.leaving.emit()
            session = self._desk.session
            self._desk.tasks.change(self, lambda: session.use_chat(entry), self._replaced)
        elif self._old:
            old, self._old = self._old, []
            # The new one is loaded when the old one's memory is free again.
            self._desk.tasks.change(self, lambda: [model.close() for model in old], lambda _: self.chat_changed.emit())

    def _replaced(self, before: ChatModel | None) -> None:
        if before is None:
            self.chat_changed.emit()
            return
        self._old.append(before)
        self._go_on()  # a question asked this very moment may still need it
