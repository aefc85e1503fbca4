"""What Alcove is, and what it is made of: the version, and every licence, to read and to search."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from desktop import licences
from desktop.desk import Desk
from desktop.i18n import tr, trn
from desktop.icons import logo
from desktop.licences import Part
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, column, fill, row
from desktop.widgets.fields import SearchField
from desktop.widgets.lists import List, paint_back
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide

PLACE = Qt.ItemDataRole.UserRole


class About(QDialog):
    """`shown` are the parts that fit what is searched for; the licence of one of them is on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        title = tr("About Alcove")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(logo(44))
        head = column(
            Label(tr("Alcove {version}", version=licences.version()), "title", selectable=True),
            Label(tr("A desktop assistant that remembers, entirely on your own computer. Apache License 2.0."), "second", wrap=True), spacing=2,
        )  # fmt: skip
        self.search = SearchField(tr("Search"))
        self.search.setAccessibleName(tr("Search names and licences"))
        wide(self.search, self.search.setFixedWidth, 230)
        self.search.searched.connect(self._look)
        self.search.left.connect(lambda: self.list.setFocus())
        self.count = Label("", "caption")
        self.parts = _Parts()
        self.list = List(tr("What Alcove is made of"), _Line())
        self.list.setModel(self.parts)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._read(now))
        wide(self.list, self.list.setFixedWidth, 270)
        self.body = QPlainTextEdit()
        self.body.setProperty("role", "field")
        self.body.setReadOnly(True)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(tr("Licence"))
        self.body.setFont(theme().font("small"))
        self.body.document().setDocumentMargin(10)
        Ring(self.body)
        below = fill(QHBoxLayout(), self.list, self.body, spacing=12)
        below.setStretch(1, 1)
        made = Label(tr("It is made of the following, with their licences:"), "body")
        foot = row(self.count, None, Button(tr("Close"), "primary", on=self.accept))
        top = row(picture, head, spacing=14, stretch=1)
        fill(QVBoxLayout(self), top, row(made, self.search, spacing=12, stretch=0), below, foot, margins=20, spacing=12)
        wide(self, self.resize, 900, 640)
        self._texts: dict[Part, str] = {}
        desk.tasks.query(self, _gather, self._show)
        self.search.setFocus()

    @property
    def shown(self) -> list[Part]:
        """What is in the list."""
        return self.parts.parts

    def _show(self, found: dict[Part, str]) -> None:
        self._texts = found
        self._look(self.search.text())

    def _look(self, text: str) -> None:
        terms = text.lower().split()
        found = [part for part, said in self._texts.items() if all(term in f"{part.name} {part.licence} {said}".lower() for term in terms)]
        # Whose name or licence it is comes before whose text speaks of it.
        found.sort(key=lambda part: not all(term in f"{part.name} {part.licence}".lower() for term in terms))
        self.parts.show(found)
        self.count.setText(trn("{n} part", "{n} parts", len(found)) if found else tr("Nothing found"))
        self.list.setCurrentIndex(self.parts.index(0, 0))
        self._read(self.list.currentIndex())
        if terms and found and not self.body.find(text.strip()):
            self.body.moveCursor(self.body.textCursor().MoveOperation.Start)

    def _read(self, at: QModelIndex) -> None:
        part: Part | None = at.data(PLACE)
        if part is None:
            self.body.setPlainText("")
            return
        inside = tr("It is part of {name}, with these licences:", name=part.inside) if part.inside else ""
        told = self._texts[part] or tr("No text came with it.")
        self.body.setPlainText("\n\n".join(filter(None, (f"{part.name} {part.version}".strip(), part.licence, inside, told))))


class _Parts(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []

    def show(self, parts: list[Part]) -> None:
        self.beginResetModel()
        self.parts = parts
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return len(self.parts)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        part = self.parts[index.row()]
        if role == PLACE:
            return part
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (f"{part.name} {part.version}".strip(), part.licence)))
        return None


class _Line(QStyledItemDelegate):
    """The name and version, and below them the licence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme().px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        part: Part = index.data(PLACE)
        place = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_back(painter, place, option)
        inner = place.adjusted(10, 5, -10, -5)
        half = inner.height() // 2
        for font, colour, text, rect in (
            ("body", "text", f"{part.name} {part.version}".strip(), inner.adjusted(0, 0, 0, -half)),
            ("caption", "text-2", part.licence, inner.adjusted(0, half, 0, 0)),
        ):
            painter.setFont(theme().font(font))
            painter.setPen(theme().color(colour))
            metrics = painter.fontMetrics()
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            )
        painter.restore()


def _gather() -> dict[Part, str]:
    return {part: licences.text(part) for part in licences.parts()}
