"""One conversation on the screen: its messages in a column, with the newest in view unless the user scrolled up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.chat.attachment import AttachmentMessage
from desktop.chat.message import BUBBLE, AnswerMessage, UserMessage
from desktop.chat.thread_data import Item, ThreadData
from desktop.i18n import tr
from desktop.theme import theme
from desktop.widgets.basic import Button, IconButton, fill, set_role, widgets_in
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide
from engine.memory import attachments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.documents.document import Document
    from engine.memory.records import Message

Widget = UserMessage | AnswerMessage | AttachmentMessage
W = TypeVar("W", UserMessage, AnswerMessage, AttachmentMessage)
COLUMN = 740
SIDE = 24  # margin left and right of the column
NEAR = 48  # pixels from the end that still count as being at the end
SWEPT = 4  # messages deleted at a time
SLICE = 0.012  # seconds for which messages are made before the window may paint again


class Thread(QScrollArea):
    """Messages by id. Old ones are made once; what streams is the last one."""

    earlier_asked = Signal()
    later_asked = Signal()
    newest_asked = Signal()
    file_asked = Signal(str, object)  # verb, Item
    edit_asked = Signal(object)
    again_asked = Signal(object)
    more_asked = Signal(object)
    version_asked = Signal(object, int)
    note_chosen = Signal(object)
    note_asked = Signal(str, object)
    learned_undone = Signal(object)
    why_asked = Signal(object)
    link_chosen = Signal(str)

    def __init__(self, conversation_id: str, *, incognito: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conversation_id = conversation_id
        self.incognito = incognito
        self.stale = False  # something changed while it was out of sight
        self.messages: dict[str, Widget] = {}
        self.pending: AnswerMessage | None = None
        self.around = ""  # the message around which it is loaded, where that is not the end
        self._pending_user: UserMessage | None = None
        self._pending_files: list[AttachmentMessage] = []
        self._wanted: list[Item] = []
        self._made = 0  # how many of these are shown, from the newest back
        self._held: tuple[QWidget, int] | None = None  # what stays in its place while others are put above it
        self._maker = QTimer(self, singleShot=True, interval=0)
        self._maker.timeout.connect(self._make_some)
        self._gone: list[QWidget] = []
        self._sweeper = QTimer(self, singleShot=True, interval=0)
        self._sweeper.timeout.connect(self._sweep)
        self._anchored = True
        self._target = ""  # the message to be shown once there is something to see
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Conversation"))
        page = QWidget()
        page.setProperty("role", "plain")
        self._holder = QWidget()
        wide(self._holder, self._holder.setMaximumWidth, COLUMN)
        self._earlier = Button(tr("Show earlier messages"), "quiet", on=self.earlier_asked.emit)
        self._earlier.hide()
        self._column = fill(QVBoxLayout(self._holder), margins=(0, 24, 0, 24), spacing=18)
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._later = Button(tr("Show later messages"), "quiet", on=self.later_asked.emit)
        self._later.hide()
        self._column.addWidget(self._later, 0, Qt.AlignmentFlag.AlignHCenter)
        self._outer = fill(QHBoxLayout(page), margins=(SIDE, 0, SIDE, 0), spacing=0)
        self._outer.addStretch(1)
        self._outer.addWidget(self._holder, 1000)
        self._outer.addStretch(1)
        self.setWidget(page)
        self._down = IconButton("arrow-down", tr("To the newest message"), on=self._newest, role="floating", parent=self)
        self._down.hide()
        Ring(self)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.valueChanged.connect(self._scrolled)

    def show_data(self, data: ThreadData) -> None:
        """Shows a path: what is there already stays as it is, unless it changed. The newest messages are made first, a few at a time."""
        self.stale = False
        self.around = data.target if data.later else ""
        self._earlier.setVisible(data.earlier)
        self._later.setVisible(data.later)
        wanted = {item.message.id for item in data.items}
        self._drop_pending()
        for gone in [key for key in self.messages if key not in wanted]:
            self._remove(self.messages.pop(gone))
        self._hold()
        self._wanted, self._made = list(data.items), 0
        self._make_some()

    def clear(self) -> None:
        """Takes all messages away."""
        self._wanted, self._made, self.around = [], 0, ""
        for button in (self._earlier, self._later):
            button.hide()
        while self.messages:
            self._remove(self.messages.popitem()[1])

    @property
    def complete(self) -> bool:
        """Whether all that is loaded is shown."""
        return self._made == len(self._wanted)

    def _make_some(self) -> None:
        """Makes messages for a moment, each above the one after it."""
        end = time.monotonic() + SLICE
        while not self.complete:
            number = len(self._wanted) - 1 - self._made
            self._show(self._wanted[number], self._wanted[number + 1] if self._made else None)
            self._made += 1
            if time.monotonic() > end:
                break
        if self.complete:
            QTimer.singleShot(0, self, self._go)
        else:
            self._maker.start()

    def _show(self, item: Item, following: Item | None) -> None:
        key = item.message.id
        widget = self.messages.get(key)
        if widget is None:
            widget = self._make(item.message)
            below = self.messages.get(following.message.id) if following is not None else None
            self._column.insertWidget(self._column.indexOf(below) if below is not None else self._end(), widget)
            self.messages[key] = widget
        if widget.item != item:
            widget.show_item(item)
        if isinstance(widget, UserMessage):
            widget.show_unanswered(following is None and not self.around)
        elif isinstance(widget, AnswerMessage):
            widget.show_last(following is None and not self.around)

    def _end(self) -> int:
        """Where the next message goes: before the stretch and the button below it."""
        return self._column.count() - 2

    def begin(self, text: str | None, status: str, documents: Sequence[Document] = ()) -> AnswerMessage:
        """A turn begins: the user's text (None when an old one is answered again) with its files, and room for the answer."""
        if self.around:
            self.clear()
        self._drop_pending()
        for widget in self.messages.values():
            if isinstance(widget, UserMessage):
                widget.show_unanswered(False)
            elif isinstance(widget, AnswerMessage):
                widget.show_last(False)
        for document in documents:
            file = self._join(AttachmentMessage())
            file.show_pending(document.name, document.facts)
            self._pending_files.append(file)
            self._column.insertWidget(self._end(), file)
        if text is not None:
            self._pending_user = self._join(UserMessage())
            self._pending_user.show_pending(text)
            self._column.insertWidget(self._end(), self._pending_user)
        answer = self._join(AnswerMessage())
        answer.show_waiting(status)
        self._column.insertWidget(self._end(), answer)
        self.pending = answer
        self.to_end()
        return answer

    def make_room(self, message: Message) -> None:
        """The answer `message`, or what answers the user's `message`, is to be replaced: takes it and what follows away."""
        while not self.complete:
            self._make_some()
        first = message.depth if message.role == "assistant" else message.depth + 1
        for key, widget in list(self.messages.items()):
            if widget.item is not None and widget.item.message.depth >= first:
                self._remove(self.messages.pop(key))

    def said(self, item: Item) -> None:
        """The user's message is stored, or a file that goes with it."""
        if attachments.card(item.message) is not None:
            if self._pending_files:
                file = self._pending_files.pop(0)
                file.show_item(item)
                self.messages[item.message.id] = file
        elif self._pending_user is not None:
            self._pending_user.show_item(item)
            self.messages[item.message.id] = self._pending_user
            self._pending_user = None

    def answered(self, item: Item) -> None:
        """The answer is stored."""
        if self.pending is not None:
            self.pending.show_item(item)
            self.pending.show_last(True)
            self.messages[item.message.id] = self.pending
            self.pending = None

    def refresh(self, items: tuple[Item, ...]) -> None:
        """Shows what changed under messages that are on the screen."""
        for item in items:
            widget = self.messages.get(item.message.id)
            if widget is not None and widget.item != item:
                widget.show_item(item)

    def items(self) -> list[Item]:
        """What is shown, oldest first."""
        return [widget.item for widget in widgets_in(self._column) if isinstance(widget, Widget) and widget.item is not None]

    def last(self, role: str) -> Item | None:
        """The last message of a role; files are nobody's."""
        spoken = (item for item in reversed(self.items()) if attachments.card(item.message) is None)
        return next((item for item in spoken if (item.message.role == "assistant") == (role == "assistant")), None)

    def to_end(self) -> None:
        """Shows the newest message and stays there."""
        self._anchored = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._down.hide()

    def topmost(self) -> str:
        """The id of the first message that is in view; none when the end is in view, where one stays anyway."""
        if self._anchored:
            return ""
        top = self.verticalScrollBar().value()
        ids = (item.message.id for item in self.items())
        return next((key for key in ids if (shown := self.messages[key]).mapTo(self.widget(), shown.rect().bottomLeft()).y() > top), "")

    def show_message(self, message_id: str) -> bool:
        """Scrolls to a message; False when it isn't loaded."""
        if all(item.message.id != message_id for item in self._wanted) and message_id not in self.messages:
            return False
        self._anchored, self._target, self._held = False, message_id, None
        QTimer.singleShot(0, self, self._go)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        """Out of sight nothing has its place yet: then it is gone to when it comes into view."""
        if self._target and self.isVisible() and self.complete:
            widget, self._target = self.messages.get(self._target), ""
            if widget is not None:
                self.ensureWidgetVisible(widget, 0, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._down.adjustSize()
        self._down.move((self.width() - self._down.width()) // 2, self.height() - self._down.height() - 10)
        room = min(self.width() - 2 * SIDE, theme().wide(COLUMN))
        for widget in (*self.messages.values(), self._pending_user):
            if isinstance(widget, UserMessage):
                self._fit(widget, room)

    def _make(self, message: Message) -> Widget:
        file = attachments.card(message) is not None
        return self._join(AttachmentMessage() if file else AnswerMessage() if message.role == "assistant" else UserMessage())

    def _join(self, widget: W) -> W:
        """Connects a new message to the outside."""
        if isinstance(widget, AttachmentMessage):
            widget.asked.connect(self.file_asked)
            return widget
        if isinstance(widget, UserMessage):
            if self.incognito:
                set_role(widget.bubble, "bubble-incognito")
            self._fit(widget, min(self.width() - 2 * SIDE, theme().wide(COLUMN)))
        widget.edit_asked.connect(self.edit_asked)
        widget.again_asked.connect(self.again_asked)
        if isinstance(widget, AnswerMessage):
            widget.more_asked.connect(self.more_asked)
        widget.version_asked.connect(self.version_asked)
        widget.note_chosen.connect(self.note_chosen)
        widget.note_asked.connect(self.note_asked)
        widget.learned_undone.connect(self.learned_undone)
        widget.why_asked.connect(self.why_asked)
        widget.link_chosen.connect(self.link_chosen)
        return widget

    @staticmethod
    def _fit(widget: UserMessage, room: int) -> None:
        widget.body.limit(min(BUBBLE, max(room - 60, 160)))
        widget.learned.limit(room)

    def _drop_pending(self) -> None:
        for widget in (*self._pending_files, self._pending_user, self.pending):
            if widget is not None:
                self._remove(widget)
        self._pending_user = self.pending = None
        self._pending_files = []

    def _newest(self) -> None:
        if self.around:
            self.newest_asked.emit()
        else:
            self.to_end()

    def _hold(self) -> None:
        """What is read stays where it is while messages appear above it."""
        top = self.topmost()
        widget = self.messages.get(top) if top else None
        self._held = (widget, widget.mapTo(self.widget(), QPoint()).y()) if widget is not None else None

    def _remove(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        self._gone.append(widget)
        self._sweeper.start()

    def _sweep(self) -> None:
        """Deletes a few of those that were taken away: a hundred at once would hold the window up."""
        for widget in self._gone[:SWEPT]:
            widget.deleteLater()
        del self._gone[:SWEPT]
        if self._gone:
            self._sweeper.start()

    def _grown(self, _: int, maximum: int) -> None:
        # The scroll bar takes its room from the margin: the column stays where it is.
        bar = self.verticalScrollBar().sizeHint().width() if maximum else 0
        self._outer.setContentsMargins(SIDE, 0, SIDE - bar, 0)
        if self._anchored:
            self.verticalScrollBar().setValue(maximum)
        elif self._held is not None and isValid(self._held[0]):
            widget, was = self._held
            now = widget.mapTo(self.widget(), QPoint()).y()
            self._held = widget, now
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + now - was)

    def _scrolled(self, value: int) -> None:
        away = self.verticalScrollBar().maximum() - value
        self._anchored = away <= NEAR
        self._down.setVisible(away > 4 * NEAR)
