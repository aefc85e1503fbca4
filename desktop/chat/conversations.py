"""The list of conversations: grouped by date, read in pages, searched in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import dates
from desktop.chat.lines import Line, lines
from desktop.i18n import tr
from desktop.icons import pixmap
from desktop.theme import theme
from desktop.widgets.lists import List, paint_back
from engine import clock
from engine.memory.folders import Folder
from engine.memory.records import Conversation

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1
PAGE = 100


class ConversationModel(QAbstractListModel):
    """Headings and conversations. `renamed` asks for a new title, `wanted_more` for the next page."""

    renamed = Signal(str, str)
    wanted_more = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._loaded: list[Conversation] = []
        self._more = False

    def show(self, conversations: list[Conversation], more: bool, folders: Sequence[Folder] = (), opened: Collection[str] = ()) -> None:
        """Shows these, in this order, in the folders that are `opened`."""
        self.beginResetModel()
        self._loaded, self._more, self._lines = conversations, more, lines(conversations, folders, opened)
        self.endResetModel()

    @property
    def loaded(self) -> int:
        """How many conversations are loaded."""
        return len(self._loaded)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == LINE:
            return line
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
        line = self._lines[index.row()] if index.isValid() else Line()
        if line.folder is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if line.conversation is None:
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

    def find_folder(self, name: str) -> QModelIndex:
        """Where a folder is."""
        found = (number for number, line in enumerate(self._lines) if line.folder is not None and line.folder.name == name)
        number = next(found, None)
        return self.index(number, 0) if number is not None else QModelIndex()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(36 if index.data(ID) else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        line: Line = index.data(LINE)
        if line.folder is not None:
            self._paint_folder(painter, rect, option, line)
            painter.restore()
            return
        if line.conversation is None:
            painter.setFont(theme().font("caption", weight=QFont.Weight.DemiBold))
            painter.setPen(theme().color("text-3"))
            painter.drawText(rect.adjusted(10, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_back(painter, rect, option, 8)
        text = rect.adjusted(10 + theme().px(24) * line.inside, 0, -10, 0)
        painter.setFont(theme().font("body", weight=QFont.Weight.Medium if selected else QFont.Weight.Normal))
        painter.setPen(theme().color("text" if selected else "text-2"))
        painter.drawText(
            text, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        )
        painter.restore()

    def _paint_folder(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, line: Line) -> None:
        assert line.folder is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_back(painter, rect, option, 8)
        side, left = theme().px(16), rect.left() + 8
        for name in ("chevron-down" if line.open else "chevron-right", "folder"):
            painter.drawPixmap(left, rect.center().y() - side // 2 + 1, pixmap(name, "text-3", side))
            left += side + 4
        painter.setFont(theme().font("caption"))
        number = f"{line.folder.conversations:,}"
        room = painter.fontMetrics().horizontalAdvance(number)
        painter.setPen(theme().color("text-3"))
        painter.drawText(rect.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
        text = QRect(left + 2, rect.top(), rect.right() - left - room - 24, rect.height())
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text-2"))
        name = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("Title of the chat"))
        editor.setMaxLength(200)
        editor.setStyleSheet("padding: 2px 6px;")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(9, 2, -9, -2))


class ConversationView(List):
    """The list on the left. Moving to a chat opens it, F2 renames; a click, Enter, Left and Right open and close folders."""

    opened = Signal(str)
    toggled = Signal(str, bool)  # name of a folder, whether by the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chats"), _Delegate(), parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(lambda index: self._toggle(index, keyboard=False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line: Line | None = self.currentIndex().data(LINE)
        key = event.key()
        if line is not None and line.folder is not None and (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) or key == (Qt.Key.Key_Left if line.open else Qt.Key.Key_Right)
        ):  # fmt: skip
            self._toggle(self.currentIndex(), keyboard=True)
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: Index, *, keyboard: bool) -> None:
        line: Line | None = index.data(LINE)
        if line is not None and line.folder is not None:
            self.toggled.emit(line.folder.name, keyboard)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.data(ID):
            self.opened.emit(current.data(ID))
