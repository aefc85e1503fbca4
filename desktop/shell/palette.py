"""The command palette: every action, found by a few letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from desktop.actions import Actions, Spec
from desktop.icons import pixmap
from desktop.theme import theme
from desktop.widgets.basic import Frame, Label, line, row

Index = QModelIndex | QPersistentModelIndex
ROW, ROWS = 42, 9  # height of a line, most lines shown
SPEC, KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


def score(query: str, title: str, words: str = "") -> int:
    """How well an action fits what is typed; 0: not at all. Beginnings of words count most, then letters in order."""
    query, title = query.lower().strip(), title.lower()
    if not query:
        return 1
    if title.startswith(query):
        return 100
    terms = query.split()
    if all(any(word.startswith(term) for word in title.split()) for term in terms):
        return 80
    if all(any(word.startswith(term) for word in (title + " " + words).lower().split()) for term in terms):
        return 60
    letters = iter(title)
    return 20 if len(query) > 1 and all(letter in letters for letter in query.replace(" ", "")) else 0


class _Found(QAbstractListModel):
    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.specs: list[Spec] = []
        self.look("")

    def look(self, query: str) -> None:
        scored = [
            (score(query, spec.title, f"{spec.section} {spec.words}"), spec) for spec in self._actions.specs.values() if spec.id != "view.palette"
        ]
        self.beginResetModel()
        usable = [(points, spec) for points, spec in scored if points and self._actions[spec.id].isEnabled()]
        self.specs = [spec for _, spec in sorted(usable, key=lambda found: -found[0])]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.specs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spec = self.specs[index.row()]
        keys = self._actions.shortcut_text(spec.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return spec.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{spec.title}, {spec.section}{f', {keys}' if keys else ''}"
            case _ if role == SPEC:
                return spec
            case _ if role == KEYS:
                return keys
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        spec: Spec = index.data(SPEC)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme().color("selected" if selected else "hover"))
            painter.drawRoundedRect(rect, 8, 8)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 9, pixmap(spec.icon, "accent" if selected else "text-2", 18))
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("text"))
        painter.drawText(rect.adjusted(42, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, spec.title)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("text-3"))
        painter.drawText(rect.adjusted(42, 0, -14, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(KEYS) or spec.section)
        painter.restore()


class Palette(QWidget):
    """Lies over the whole window. Type, choose with the arrows, Enter runs, Escape or a click beside it closes."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self.setAccessibleName("Command palette")
        self._window = window
        self._actions = actions
        self._before = window.focusWidget()
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText("What would you like to do?")
        self.field.setAccessibleName("Find an action")
        self.found = _Found(actions, self)
        self.list = QListView()
        self.list.setModel(self.found)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("Actions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Label("No action is called that.", "second")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(ROW)
        self.nothing.hide()
        self.sheet = Frame("sheet", margins=(0, 0, 0, 8), spacing=0, parent=self)
        self.sheet.setFixedWidth(560)
        self.sheet.box.addLayout(row(self.field, margins=(16, 0, 16, 0)))
        self.sheet.box.addWidget(line())
        self.sheet.box.addSpacing(8)
        self.sheet.box.addWidget(self.list)
        self.sheet.box.addWidget(self.nothing)
        self.field.textChanged.connect(self._look)
        self.list.clicked.connect(lambda _: self._run())
        window.installEventFilter(self)
        self._fit()
        self._place()
        self._select(0)

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
        self.list.setVisible(bool(self.found.specs))
        self.nothing.setVisible(not self.found.specs)
        self._fit()
        self._select(0)

    def _fit(self) -> None:
        self.list.setFixedHeight(ROW * min(len(self.found.specs), ROWS))
        self.sheet.adjustSize()

    def _select(self, number: int) -> None:
        if self.found.specs:
            self.list.setCurrentIndex(self.found.index(number % len(self.found.specs), 0))

    def _run(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            spec: Spec = index.data(SPEC)
            self.dismiss()
            self._actions.run(spec.id)
