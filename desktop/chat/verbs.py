"""What can be done with the conversation that is shown: rename, pin, save, delete, copy its last answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.chat.drafts import INCOGNITO
from desktop.chat.folders import MoveDialog
from desktop.i18n import tr
from desktop.memory.letting_go import LettingGo
from engine.memory.folders import Folder, Folders
from engine.vault.files import write_atomically

if TYPE_CHECKING:
    from desktop.chat.page import ChatPage
    from desktop.widgets.dialogs import Dialog


class Verbs:
    """Works for the chat page."""

    def __init__(self, page: ChatPage) -> None:
        self._page, self._desk = page, page.desk
        self._deleting = LettingGo(page.desk, page, self._deleted)

    @property
    def dialog(self) -> Dialog | None:
        """Asks before a chat is deleted."""
        return self._deleting.dialog

    def rename(self, conversation_id: str, title: str) -> None:
        """Gives a conversation another title."""
        conversations = self._desk.session.conversations
        self._desk.change(self._page, lambda: conversations.rename(conversation_id, title), tr("Renamed."))

    def toggle_pin(self) -> None:
        """Keeps the conversation on top, or lets it go."""
        conversation = self._page.conversation
        if conversation is not None:
            conversations, pinned = self._desk.session.conversations, not conversation.pinned
            self._desk.change(self._page, lambda: conversations.pin(conversation.id, pinned), tr("Pinned.") if pinned else tr("No longer pinned."))

    def move(self) -> None:
        """Asks into which folder the conversation is to go."""
        conversation, vault = self._page.conversation, self._desk.session.vault
        if conversation is None:
            return

        def ask(folders: list[Folder]) -> None:
            MoveDialog(self._desk, self._page.window(), conversation, folders)

        self._desk.tasks.query(self._page, Folders(vault).all, ask)

    def delete(self) -> None:
        """Shows what goes with the conversation, then moves it to the trash, from where the toast brings it back; or erases it."""
        page, place = self._page, self._page.current
        if place == INCOGNITO:
            page.private.end()
            return
        if not place or (page.writer.writing and page.writer.conversation_id == place):
            return
        self._deleting.forget([place], heading=tr("Delete this chat?"), verb=tr("Delete"), done=tr("Chat deleted."))

    def _deleted(self) -> None:
        self._page.threads.drop(self._page.current)
        self._page.new()

    def copy_last(self) -> None:
        """Copies the last answer."""
        thread = self._page.threads.get(self._page.current)
        item = thread.last("assistant") if thread else None
        if item is not None:
            QGuiApplication.clipboard().setText(item.message.visible)
            self._desk.toast(tr("Answer copied."))

    def export(self) -> None:
        """Asks where to, and saves the chat as Markdown."""
        conversation = self._page.conversation
        if conversation is None:
            return
        name = re.sub(r"[^\w\- ]+", "", conversation.title)[:60].strip() or "chat"
        dialog = QFileDialog(self._desk.window, tr("Save the chat"), str(Path.home() / f"{name}.md"), tr("Markdown (*.md)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save(conversation.id, Path(file)))
        dialog.open()

    def save(self, conversation_id: str, file: Path) -> None:
        """Writes a conversation as Markdown."""
        conversations = self._desk.session.conversations

        def write() -> None:
            from engine.memory.transcript import markdown

            write_atomically(file, markdown(conversations, conversation_id).encode())

        self._desk.tasks.query(
            self._page, write, lambda _: self._desk.toast(tr("Saved as {name}. It is readable by anybody who has the file.", name=file.name))
        )
