"""Dialogs of folders: where a chat is to lie, and another name for a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from desktop.i18n import quoted, tr
from desktop.widgets.basic import Label
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from engine.memory.folders import LONGEST, Folder, Folders

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.memory.records import Conversation

NO_FOLDER, NEW_FOLDER = "", "\0"  # among the choices; no name holds a zero


class MoveDialog(Dialog):
    """Offers the folders that there are, none, and a new one."""

    def __init__(self, desk: Desk, parent: QWidget, conversation: Conversation, folders: list[Folder]) -> None:
        super().__init__(parent, tr("Move to a folder"), width=420)
        self._desk, self._conversation = desk, conversation
        options = [(tr("No folder"), NO_FOLDER), *((folder.name, folder.name) for folder in folders), (tr("New folder…"), NEW_FOLDER)]
        self.choice = Choice(tr("Folder"), options)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(tr("Name of the new folder"))
        self.field.setAccessibleName(tr("Name of the new folder"))
        self.add(Label(quoted(conversation.title) if conversation.title else tr("New chat"), "second", wrap=True), self.choice, self.field)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Move"), "primary", self._submit, default=True)
        self.choice.currentIndexChanged.connect(lambda _: self._show())
        self.field.textChanged.connect(lambda _: self._show())
        self.choice.setCurrentIndex(self.choice.findData(conversation.folder) if folders else self.choice.count() - 1)
        self._show()
        (self.choice if folders else self.field).setFocus()
        self.open()

    @property
    def folder(self) -> str:
        """The name that was chosen or typed; empty for none."""
        chosen: str = self.choice.currentData()
        return self.field.text().strip() if chosen == NEW_FOLDER else chosen

    def _show(self) -> None:
        self.field.setEnabled(self.choice.currentData() == NEW_FOLDER)
        self.yes.setEnabled(self.folder != self._conversation.folder and (bool(self.folder) or self.choice.currentData() == NO_FOLDER))

    def _submit(self) -> None:
        session, conversation, folder = self._desk.session, self._conversation, self.folder
        self.accept()
        said = tr("Moved to {folder}.", folder=folder) if folder else tr("Taken out of its folder.")
        self._desk.change(self._desk, lambda: Folders(session.vault).put([conversation.id], folder), said)


class RenameFolderDialog(Dialog):
    """Another name for a folder."""

    def __init__(self, desk: Desk, parent: QWidget, folder: str) -> None:
        super().__init__(parent, tr("Rename the folder"), width=420)
        self._desk, self._folder = desk, folder
        self.field = QLineEdit(folder)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(tr("Name of the folder"))
        self.add(self.field, Label(tr("The name of another folder joins the two."), "caption", wrap=True))
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Rename"), "primary", self._submit, default=True)
        self.yes.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip()) and text.strip() != folder))
        self.field.setFocus()
        self.field.selectAll()
        self.open()

    def _submit(self) -> None:
        session, name = self._desk.session, self.field.text().strip()
        self.accept()
        self._desk.change(self._desk, lambda: Folders(session.vault).rename(self._folder, name), tr("Renamed."))


def fill_menu(menu: QMenu, desk: Desk, parent: QWidget, folder: str) -> None:
    """What can be done with a folder."""
    vault = desk.session.vault
    menu.addAction(tr("Rename the folder…"), lambda: RenameFolderDialog(desk, parent, folder))
    menu.addAction(
        tr("Remove the folder, keep its chats"),
        lambda: desk.change(desk, lambda: Folders(vault).remove(folder), tr("Folder removed. Its chats stay.")),
    )  # fmt: skip
