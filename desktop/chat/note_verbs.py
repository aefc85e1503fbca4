"""What can be done with the memories that are named under a message, and with links in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.chat import thread_data
from desktop.chat.thread_data import Item, Note
from desktop.i18n import tr
from desktop.memory import changing
from desktop.widgets.dialogs import ask

if TYPE_CHECKING:
    from desktop.chat.page import ChatPage


class NoteVerbs:
    """Works for the chat page."""

    def __init__(self, page: ChatPage) -> None:
        self._page, self._desk = page, page.desk

    def show(self, note: Note) -> None:
        """Opens a memory on its page, a message in its chat."""
        if note.kind == "message":
            self._page.open(note.conversation_id, note.id)
        else:
            self._desk.memory_asked.emit(note.id)

    def act(self, verb: str, note: Note) -> None:
        """What is to be done with a memory that is shown under a message."""
        if verb == "show":
            self.show(note)
        elif verb == "keep":
            changing.keep(self._desk, note.id)
        elif verb == "edit":
            changing.EditDialog(self._desk, self._page.window(), note.id, note.text)
        elif verb == "wrong":
            changing.wrong(self._desk, note.id)
        elif verb == "never":
            changing.ask_never(self._desk, self._page.window(), note.id)

    def undo_learned(self, item: Item | None) -> None:
        """Takes back what was learned from a message."""
        if item is None:
            return
        session, rows = self._desk.session, tuple(note.id for note in item.learned)
        self._desk.change(self._page, lambda: thread_data.take_back(session, rows), tr("Taken back. The message stays."))

    def open_link(self, href: str) -> None:
        """Asks before the browser is opened."""
        ask(
            self._page, tr("Open this link in your browser?"), href, yes=tr("Open"),
            on_yes=lambda: QDesktopServices.openUrl(QUrl(href)),
        )  # fmt: skip
