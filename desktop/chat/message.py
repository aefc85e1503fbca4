"""One message of a conversation as a widget: the user's in a bubble, the assistant's as a page of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import dates
from desktop.chat.answer import AnswerBody
from desktop.chat.learned import LearnedNotes, NotKept
from desktop.chat.notes import UsedNotes
from desktop.chat.thread_data import Item
from desktop.i18n import tr
from desktop.widgets.basic import Button, Frame, IconButton, Label, fill, row
from desktop.widgets.richtext import RichText
from desktop.widgets.states import Dots

BUBBLE = 560


class MessageWidget(QWidget):
    """What both kinds share: the record, copying, switching between versions."""

    edit_asked = Signal(object)
    again_asked = Signal(object)
    more_asked = Signal(object)
    version_asked = Signal(object, int)  # Message, step
    note_chosen = Signal(object)
    note_asked = Signal(str, object)  # verb, Note
    learned_undone = Signal(object)
    why_asked = Signal(object)
    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self.copy_button = IconButton("copy", tr("Copy"), on=self.copy, small=True, tint="text-3")
        self.back = IconButton("chevron-left", tr("Earlier version"), on=lambda: self._switch(-1), small=True, tint="text-3")
        self.forth = IconButton("chevron-right", tr("Later version"), on=lambda: self._switch(+1), small=True, tint="text-3")
        self.versions = Label("", "caption")
        for widget in (self.back, self.versions, self.forth):
            widget.hide()

    def text(self) -> str:
        """The message's text as shown."""
        return self.item.message.visible if self.item else ""

    def copy(self) -> None:
        """Puts the text into the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def _show_versions(self, item: Item) -> None:
        several = item.versions > 1
        self.versions.setText(f"{item.version}/{item.versions}")
        for widget in (self.back, self.versions, self.forth):
            widget.setVisible(several)
        self.back.setEnabled(item.version > 1)
        self.forth.setEnabled(item.version < item.versions)

    def _switch(self, step: int) -> None:
        if self.item is not None:
            self.version_asked.emit(self.item.message, step)


class UserMessage(MessageWidget):
    """What the user said, and below it what was learned from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = RichText(tr("Your message"), fit=BUBBLE)
        self.bubble = Frame("bubble", margins=(16, 11, 16, 8))
        self.bubble.box.addWidget(self.body)
        self.edit_button = IconButton("edit", tr("Edit and send again"), on=lambda: self.edit_asked.emit(self.item), small=True, tint="text-3")
        self.again_button = Button(tr("Not answered. Try again"), "quiet", icon_name="refresh", on=lambda: self.again_asked.emit(self.item))
        self.again_button.hide()
        self.learned = LearnedNotes()
        self.learned.asked.connect(self.note_asked)
        self.learned.undone.connect(lambda: self.learned_undone.emit(self.item))
        self.tools = QWidget()
        self.tools.setLayout(row(None, self.again_button, self.back, self.versions, self.forth, self.copy_button, self.edit_button, spacing=0))
        self.not_kept = NotKept()
        self.notice = Label("", "caption", wrap=True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.notice.hide()
        fill(QVBoxLayout(self), row(None, self.bubble), self.tools, self.learned, self.notice, self.not_kept, spacing=2)

    def show_item(self, item: Item) -> None:
        """Shows a message that is stored."""
        self.item = item
        if self.body.toPlainText() != item.message.visible:
            self.body.set_plain(item.message.visible)
        self.body.setAccessibleName(tr("You, {when}", when=dates.moment(item.message.at)))
        self.setToolTip(dates.moment(item.message.at))
        self.learned.show_notes(item.learned)
        self.not_kept.show_rejected(item.rejected)
        self.notice.setText(item.notice)
        self.notice.setVisible(bool(item.notice))
        self.edit_button.setVisible(not item.unstored)
        self._show_versions(item)

    def show_unanswered(self, on: bool) -> None:
        """The last message has no answer (the program or the model ended): offers one."""
        self.again_button.setVisible(on)

    def show_pending(self, text: str) -> None:
        """Shows a message that is being stored."""
        self.body.set_plain(text)


class AnswerMessage(MessageWidget):
    """An answer; streams until `show_item`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = AnswerBody()
        self.body.link_chosen.connect(self.link_chosen)
        self.dots, self.status = Dots(tr("Alcove is thinking")), Label("", "small")
        self.waiting = QWidget()
        self.waiting.setLayout(row(self.dots, self.status, None, spacing=8))
        self.trouble = Frame("danger", margins=(14, 10, 14, 10))
        self.trouble_text = Label("", "small", wrap=True)
        self.trouble.box.addWidget(self.trouble_text)
        self.again_button = IconButton("refresh", tr("Answer again"), on=lambda: self.again_asked.emit(self.item), small=True, tint="text-3")
        self.more_button = Button(tr("Continue"), "quiet", icon_name="arrow-down", on=lambda: self.more_asked.emit(self.item))
        self.more_button.setAccessibleName(tr("Continue this answer"))
        self.more_button.hide()
        self._last = False
        self.why_button = IconButton("info", tr("Why this answer"), on=lambda: self.why_asked.emit(self.item), small=True, tint="text-3")
        self.used = UsedNotes()
        self.used.chosen.connect(self.note_chosen)
        self.state, self.cost = Label("", "caption"), Label("", "caption")
        self.tools = QWidget()
        parts = (
            self.copy_button,
            self.again_button,
            self.why_button,
            self.back,
            self.versions,
            self.forth,
            4,
            self.used.toggle,
            6,
            self.state,
            self.more_button,
            None,
            self.cost,
        )
        self.tools.setLayout(row(*parts, spacing=0))
        for widget in (self.waiting, self.trouble, self.tools, self.cost):
            widget.hide()
        fill(QVBoxLayout(self), self.body, self.waiting, self.trouble, self.tools, self.used, spacing=4)

    def text(self) -> str:
        return super().text() or self.body.text

    def enterEvent(self, event: QEnterEvent) -> None:
        """What the answer took is of interest to few: it shows only under the pointer."""
        super().enterEvent(event)
        self.cost.setVisible(bool(self.cost.text()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.cost.hide()

    def show_waiting(self, status: str) -> None:
        """Nothing has been written yet."""
        self.status.setText(status)
        self.dots.setAccessibleName(status)
        self.waiting.show()
        self.trouble.hide()

    def add(self, piece: str) -> None:
        """Adds what has just been written."""
        self.waiting.hide()
        self.body.add(piece)

    def restart(self, status: str) -> None:
        """What was written so far does not count."""
        self.body.set_text("")
        self.show_waiting(status)

    def show_item(self, item: Item) -> None:
        """Shows an answer that is stored."""
        self.item = item
        self.waiting.hide()
        if self.body.text.strip() != item.message.visible.strip():  # what streamed may end with a blank line
            self.body.set_text(item.message.visible)
        else:
            self.body.finish()
        self.tools.show()
        self.state.setText(
            {"cancelled": tr("Stopped"), "partial": tr("Cut: it became very long"), "failed": tr("Failed")}.get(item.message.state, "")
        )
        self.used.show_notes(item.used)
        self.cost.setText(item.cost)
        self.why_button.setAccessibleDescription(item.cost)
        self.why_button.setVisible(not item.unstored)
        self._show_versions(item)
        self.show_last(self._last)
        self.setToolTip(dates.moment(item.message.at))

    def show_last(self, on: bool) -> None:
        """The last answer can be written on, where it is not whole."""
        self._last = on
        self.more_button.setVisible(on and self.item is not None and self.item.unfinished)

    def show_trouble(self, message: str, hint: str) -> None:
        """Says why there is no answer."""
        self.waiting.hide()
        self.body.finish()
        self.trouble_text.setText(f"{message}\n{hint}".strip())
        self.trouble.show()
        self.tools.show()
        self.copy_button.setVisible(bool(self.body.text))
        self.used.toggle.hide()
        self.why_button.hide()
