"""What can be done with files: choose some, open what was read of one, forget it, have memories proposed from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.chat.reader import Reader
from desktop.chat.thread_data import Item
from desktop.i18n import tr, trn
from engine.documents import attached
from engine.memory.attachments import card

if TYPE_CHECKING:
    from desktop.chat.files import Staged
    from desktop.chat.page import ChatPage
    from engine.documents.attached import Passage
    from engine.memory.attachments import Card
    from engine.memory.records import Memory


class FileVerbs:
    """Works for the chat page."""

    def __init__(self, page: ChatPage) -> None:
        self._page, self._desk = page, page.desk

    def choose(self) -> None:
        """Asks for files to go with the next message."""
        dialog = QFileDialog(self._desk.window, tr("Attach files"), str(Path.home()))
        dialog.setNameFilters([tr("Text, Markdown, source code and PDF (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda files: self._page.attaching.add_files([Path(file) for file in files]))
        dialog.open()

    def unfold(self, staged: Staged) -> None:
        """What was pasted becomes text in the field."""
        assert staged.document is not None
        self._page.attaching.remove(staged)
        self._page.composer.field.textCursor().insertText(staged.document.text)
        self._page.composer.field.setFocus()

    def act(self, verb: str, item: Item) -> None:
        """What is to be done with a file of the conversation."""
        session, message = self._desk.session, item.message
        if verb == "open":
            self.read(message.id)
        elif verb == "forget":
            self._desk.change(self._page, lambda: attached.forget(session, message), tr("Forgotten, with what was learnt from it alone."))
        elif verb == "propose":
            self._desk.toast(tr("Reading the file…"))
            self._desk.tasks.change(self._page, lambda: attached.propose(session, message), self._proposed)

    def read(self, message_id: str, passage: str = "") -> None:
        """Opens what was read of a file."""
        session = self._desk.session

        def show(found: tuple[Card | None, list[Passage]]) -> None:
            named, passages = found
            if named is not None and passages:
                Reader(self._page, named.name, named.facts, passages, passage).open()

        self._desk.tasks.query(
            self._page, lambda: (card(session.conversations.message(message_id)), attached.passages(session, message_id)), show
        )  # fmt: skip

    def _proposed(self, found: list[Memory]) -> None:
        if not found:
            self._desk.toast(tr("Nothing in this file reads like something to remember about you."))
            return
        waiting = trn("One memory waits for your word.", "{n} memories wait for your word.", len(found))
        self._desk.toast(waiting, tr("Show"), lambda: self._desk.actions.run("view.inbox"))
