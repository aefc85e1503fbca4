"""An attached file in the conversation: a card on the side of the user's messages."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.chat.files import FileCard
from desktop.chat.thread_data import Item
from desktop.i18n import said, tr
from desktop.widgets.basic import IconButton, clear, fill, row
from engine.memory.attachments import card


class AttachmentMessage(QWidget):
    """A click opens what was read; the menu does the rest. `asked`: one of open, propose, forget."""

    asked = Signal(str, object)  # verb, Item

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self.more = IconButton("more", tr("More about this file"), on=self._show_menu, small=True, tint="text-3")
        self._place = row(spacing=0)
        self.card: FileCard | None = None
        fill(QVBoxLayout(self), row(None, self.more, self._place, spacing=4), spacing=0)

    def text(self) -> str:
        """What the turn says that names the file."""
        return self.item.message.visible if self.item else ""

    def show_item(self, item: Item) -> None:
        """Shows the file that a turn names."""
        self.item = item
        found = card(item.message)
        if found is None:
            return
        clear(self._place)
        self._show(found.name, found.facts)
        self.more.setVisible(bool(found.facts))

    def show_pending(self, name: str, facts: str) -> None:
        """Shows a file that is being stored."""
        self._show(name, facts)
        self.more.hide()

    def _show(self, name: str, facts: str) -> None:
        clear(self._place)
        self.card = FileCard(name, said(facts))
        self.card.clicked.connect(lambda *_: self.asked.emit("open", self.item) if self.item else None)
        self._place.addWidget(self.card)
        self.more.set_name(tr("More about {name}", name=name))

    def menu(self) -> QMenu:
        """What can be done with the file."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, text in (("open", tr("Open")), ("propose", tr("Propose memories from this")), ("forget", tr("Forget this file"))):
            menu.addAction(text).triggered.connect(lambda *_, verb=verb: self.asked.emit(verb, self.item))
        return menu

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
