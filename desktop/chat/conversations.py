"""The list of conversations: grouped by date, read in pages, searched in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import dates
from desktop.theme import theme
from desktop.widgets.lists import List, paint_back
from engine import clock
from engine.memory.records import Conversation

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
PAGE = 100


@dataclass(frozen=True)
class _Line:
    heading: str = ""
    conversation: Conversation | None = None

    @property
    def title(self) -> str:
        return self.heading or (self.conversation.title if self.conversation and self.conversation.title else "New chat")


class ConversationModel(QAbstractListModel):
    """Headings and conversations. `renamed` asks for a new title, `wanted_more` for the next page."""

    renamed = Signal(str, str)
    wanted_more = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._loaded: list[Conversation] = []
        self._more = False

    def show(self, conversations: list[Conversation], more: bool) -> None:
        """Shows these, in this order."""
        self.beginResetModel()
        self._loaded, self._more, self._lines = conversations, more, []
        heading = ""
        for conversation in conversations:
            now = "Pinned" if conversation.pinned else dates.group(clock.from_utc(conversation.updated_at))
            if now != heading:
                self._lines.append(_Line(heading=now))
                heading = now
            self._lines.append(_Line(conversation=conversation))
        self.endResetModel()

    @property
    def loaded(self) -> int:
        """How many conversations are loaded."""
        return len(self._loaded)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Heading: {line.heading}" if line.conversation is None else f"Chat: {line.title}{', pinned' if line.conversation.pinned else ''}"
        if role == ID:
            return line.conversation.id if line.conversation else ""
        if role == Qt.ItemDataRole.ToolTipRole and line.conversation:
            return f"{line.title}\n{dates.moment(clock.from_utc(line.conversation.updated_at))}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        conversation = self._lines[index.row()].conversation
        if role != Qt.ItemDataRole.EditRole or conversation is None or str(value).strip() == conversation.title:
            return False
        self.renamed.emit(conversation.id, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].conversation is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def canFetchMore(self, parent: Index) -> bool:
        return self._more

    def fetchMore(self, parent: Index) -> None:
        self._more = False
        self.wanted_more.emit()

    def conversation(self, conversation_id: str) -> Conversation | None:
        """A loaded conversation."""
        return next((c for c in self._loaded if c.id == conversation_id), None)

    def find(self, conversation_id: str) -> QModelIndex:
        """Where a conversation is."""
        for number, line in enumerate(self._lines):
            if line.conversation is not None and line.conversation.id == conversation_id:
                return self.index(number, 0)
        return QModelIndex()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(36 if index.data(ID) else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        if not index.data(ID):
            painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold))
            painter.setPen(theme().color("text-3"))
            painter.drawText(rect.adjusted(10, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_back(painter, rect, option, 8)
        text = rect.adjusted(10, 0, -10, 0)
        painter.setFont(theme().font("body", weight=QFont.Weight.Medium if selected else QFont.Weight.Normal))
        painter.setPen(theme().color("text" if selected else "text-2"))
        painter.drawText(
            text, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        )
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Title of the chat")
        editor.setMaxLength(200)
        editor.setStyleSheet("padding: 2px 6px;")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(9, 2, -9, -2))


class ConversationView(List):
    """The list on the left. Enter opens, F2 renames."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Chats", _Delegate(), parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.data(ID):
            self.opened.emit(current.data(ID))
