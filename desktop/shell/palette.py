"""The command palette: every action, every setting and the chats, found by a few letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from desktop.i18n import tr, trn
from desktop.icons import pixmap
from desktop.shell.entries import Entry
from desktop.shell.fuzzy import score
from desktop.theme import theme
from desktop.widgets.basic import Frame, Label, line, row
from desktop.widgets.lists import paint_back

Index = QModelIndex | QPersistentModelIndex
ROW, ROWS, WIDTH = 42, 9, 560  # height of a line, most lines shown, pixels at 100 %
ENTRY = Qt.ItemDataRole.UserRole


class _Found(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.all: list[Entry] = []
        self.entries: list[Entry] = []

    def look(self, query: str) -> None:
        scored = [(score(query, entry.title, f"{entry.section} {entry.words}"), entry) for entry in self.all if query.strip() or not entry.rare]
        self.beginResetModel()
        self.entries = [entry for points, entry in sorted(scored, key=lambda found: (-found[0], found[1].rare)) if points]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.title}, {entry.section}{f', {entry.keys}' if entry.keys else ''}"
            case _ if role == ENTRY:
                return entry
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        side = theme().wide(18)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_back(painter, rect, option, 8)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - side // 2, pixmap(entry.icon, "accent" if selected else "text-2", side))
        inner = rect.adjusted(24 + side, 0, -14, 0)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text-2" if selected else "text-3"))
        beside = entry.keys or entry.section
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, beside)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(beside) - 12
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text"))
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class Palette(QWidget):
    """Lies over the whole window. Type, choose with the arrows, Enter runs, Escape or a click beside it closes."""

    accessible_role = QAccessible.Role.Dialog

    def accessible_value(self) -> str:
        """How much was found, and what is chosen."""
        return f"{trn('{n} found.', '{n} found.', len(self.found.entries))} {self.list.currentIndex().data() or ''}".strip()

    def __init__(self, window: QWidget, entries: list[Entry]) -> None:
        super().__init__(window)
        self.setAccessibleName(tr("Command palette"))
        self._window = window
        self._before = window.focusWidget()
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText(tr("What would you like to do?"))
        self.field.setAccessibleName(tr("Find an action, a setting or a chat"))
        self.found = _Found(self)
        self.list = QListView()
        self.list.setModel(self.found)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Actions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Label(tr("Nothing is called that."), "second")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(theme().px(ROW))
        self.nothing.hide()
        self.sheet = Frame("sheet", margins=(0, 0, 0, 8), spacing=0, parent=self)
        self.sheet.setFixedWidth(min(theme().wide(WIDTH), window.width() - 40))
        self.sheet.box.addLayout(row(self.field, margins=(16, 0, 16, 0)))
        self.sheet.box.addWidget(line())
        self.sheet.box.addSpacing(8)
        self.sheet.box.addWidget(self.list)
        self.sheet.box.addWidget(self.nothing)
        self.field.textChanged.connect(self._look)
        self.list.clicked.connect(lambda _: self._run())
        window.installEventFilter(self)
        self.add(entries)
        self._place()

    def add(self, entries: list[Entry]) -> None:
        """Offers these, too."""
        self.found.all += entries
        self._look(self.field.text())

    def open_palette(self) -> None:
        """Shows the palette, ready to type."""
        self.show()
        self.raise_()
        self.field.setFocus()

    def dismiss(self) -> None:
        """Closes, and gives the focus back."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self.deleteLater()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._select(self.list.currentIndex().row() + (1 if forward else -1))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._select(self.list.currentIndex().row() + 1)
            case Qt.Key.Key_Up:
                self._select(self.list.currentIndex().row() - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case Qt.Key.Key_Escape:
                self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 70))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        self.sheet.move((self.width() - self.sheet.width()) // 2, min(110, max(20, self.height() // 8)))

    def _look(self, text: str) -> None:
        self.found.look(text)
        self.list.setVisible(bool(self.found.entries))
        self.nothing.setVisible(not self.found.entries)
        self._fit()
        self._select(0)

    def _fit(self) -> None:
        room = max(3, (self._window.height() - self.sheet.y() - theme().px(ROW) - 60) // theme().px(ROW))
        self.list.setFixedHeight(theme().px(ROW) * min(len(self.found.entries), ROWS, room))
        self.sheet.adjustSize()

    def _select(self, number: int) -> None:
        if self.found.entries:
            self.list.setCurrentIndex(self.found.index(number % len(self.found.entries), 0))

    def _run(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            entry: Entry = index.data(ENTRY)
            self.dismiss()
            entry.run()
