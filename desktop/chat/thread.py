"""One conversation on the screen: its messages in a column, with the newest in view unless the user scrolled up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.chat.message import BUBBLE, AnswerMessage, UserMessage, make
from desktop.chat.thread_data import Item, ThreadData
from desktop.widgets.basic import Button, IconButton, fill, set_role
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide

if TYPE_CHECKING:
    from engine.memory.records import Message

COLUMN = 740
SIDE = 24  # margin left and right of the column
NEAR = 48  # pixels from the end that still count as being at the end


class Thread(QScrollArea):
    """Messages by id. Old ones are made once; what streams is the last one."""

    earlier_asked = Signal()
    edit_asked = Signal(object)
    again_asked = Signal(object)
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
        self.messages: dict[str, UserMessage | AnswerMessage] = {}
        self.pending: AnswerMessage | None = None
        self._pending_user: UserMessage | None = None
        self._anchored = True
        self._target = ""  # the message to be shown once there is something to see
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Conversation")
        page = QWidget()
        page.setProperty("role", "plain")
        self._holder = QWidget()
        wide(self._holder, self._holder.setMaximumWidth, COLUMN)
        self._earlier = Button("Show earlier messages", "quiet", on=self.earlier_asked.emit)
        self._earlier.hide()
        self._column = fill(QVBoxLayout(self._holder), margins=(0, 24, 0, 24), spacing=18)
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._outer = fill(QHBoxLayout(page), margins=(SIDE, 0, SIDE, 0), spacing=0)
        self._outer.addStretch(1)
        self._outer.addWidget(self._holder, 1000)
        self._outer.addStretch(1)
        self.setWidget(page)
        self._down = IconButton("arrow-down", "To the newest message", on=self.to_end, role="floating", parent=self)
        self._down.hide()
        Ring(self)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._grown)
        bar.valueChanged.connect(self._scrolled)

    def show_data(self, data: ThreadData) -> None:
        """Shows a path: what is there already stays as it is, unless it changed."""
        self.stale = False
        self._earlier.setVisible(data.earlier)
        wanted = [item.message.id for item in data.items]
        self._drop_pending()
        for gone in [key for key in self.messages if key not in set(wanted)]:
            self._remove(self.messages.pop(gone))
        known = {item.message.id: item for item in data.items}
        first_kept = next((key for key in wanted if key in self.messages), None)
        place = 1
        before = True
        for key in wanted:
            before = before and key != first_kept
            widget = self.messages.get(key)
            if widget is None:
                widget = self._make(known[key].message.role)
                self._column.insertWidget(place if before or first_kept else self._column.count() - 1, widget)
                self.messages[key] = widget
            if widget.item != known[key]:
                widget.show_item(known[key])
            if isinstance(widget, UserMessage):
                widget.show_unanswered(key == wanted[-1])
            place = self._column.indexOf(widget) + 1

    def begin(self, text: str | None, status: str) -> AnswerMessage:
        """A turn begins: the user's text (None when an old one is answered again), and room for the answer."""
        self._drop_pending()
        for widget in self.messages.values():
            if isinstance(widget, UserMessage):
                widget.show_unanswered(False)
        if text is not None:
            self._pending_user = self._make("user")  # type: ignore[assignment]
            assert isinstance(self._pending_user, UserMessage)
            self._pending_user.show_pending(text)
            self._column.insertWidget(self._column.count() - 1, self._pending_user)
        answer = self._make("assistant")
        assert isinstance(answer, AnswerMessage)
        answer.show_waiting(status)
        self._column.insertWidget(self._column.count() - 1, answer)
        self.pending = answer
        self.to_end()
        return answer

    def make_room(self, message: Message) -> None:
        """The answer `message`, or what answers the user's `message`, is to be replaced: takes it and what follows away."""
        first = message.depth if message.role == "assistant" else message.depth + 1
        for key, widget in list(self.messages.items()):
            if widget.item is not None and widget.item.message.depth >= first:
                self._remove(self.messages.pop(key))

    def said(self, item: Item) -> None:
        """The user's message is stored."""
        if self._pending_user is not None:
            self._pending_user.show_item(item)
            self.messages[item.message.id] = self._pending_user
            self._pending_user = None

    def answered(self, item: Item) -> None:
        """The answer is stored."""
        if self.pending is not None:
            self.pending.show_item(item)
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
        widgets = (self._column.itemAt(index).widget() for index in range(self._column.count()))
        return [widget.item for widget in widgets if isinstance(widget, UserMessage | AnswerMessage) and widget.item is not None]

    def last(self, role: str) -> Item | None:
        """The last message of a role."""
        return next((item for item in reversed(self.items()) if (item.message.role == "assistant") == (role == "assistant")), None)

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
        if message_id not in self.messages:
            return False
        self._anchored, self._target = False, message_id
        QTimer.singleShot(0, self, self._go)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        """Out of sight nothing has its place yet: then it is gone to when it comes into view."""
        if self._target and self.isVisible():
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

    def _make(self, role: str) -> UserMessage | AnswerMessage:
        widget = make(role)
        if isinstance(widget, UserMessage):
            if self.incognito:
                set_role(widget.bubble, "bubble-incognito")
            self._fit(widget, min(self.width() - 2 * SIDE, theme().wide(COLUMN)))
        widget.edit_asked.connect(self.edit_asked)
        widget.again_asked.connect(self.again_asked)
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
        for widget in (self._pending_user, self.pending):
            if widget is not None:
                self._remove(widget)
        self._pending_user = self.pending = None

    def _remove(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _grown(self, _: int, maximum: int) -> None:
        # The scroll bar takes its room from the margin: the column stays where it is.
        bar = self.verticalScrollBar().sizeHint().width() if maximum else 0
        self._outer.setContentsMargins(SIDE, 0, SIDE - bar, 0)
        if self._anchored:
            self.verticalScrollBar().setValue(maximum)

    def _scrolled(self, value: int) -> None:
        away = self.verticalScrollBar().maximum() - value
        self._anchored = away <= NEAR
        self._down.setVisible(away > 4 * NEAR)
