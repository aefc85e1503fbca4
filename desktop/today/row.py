"""One line of the page of a day: what, when, and what to do about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from desktop.i18n import tr
from desktop.today import wording
from desktop.widgets.basic import IconButton, Label, Picture, column, row
from desktop.widgets.elided import ElidedLink
from engine.agenda.records import Entry


class EntryRow(QWidget):
    """`done`, `put_off` (to a date), `unwanted`, `ticked` (an item of a list) and `opened` say what the user wants."""

    done = Signal()
    put_off = Signal(object)
    unwanted = Signal()
    ticked = Signal(str)
    opened = Signal()

    def __init__(self, entry: Entry, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self._today = entry, today
        said = wording.text(entry)
        self.said = ElidedLink(said, said, role="row")
        self.said.clicked.connect(lambda _: self.opened.emit())
        self.when = Label(wording.when(entry, today), "caption")
        self.more = IconButton("more", tr("More about: {text}", text=said), small=True, tint="text-3", on=self._show_menu)
        parts: list[QWidget] = [Picture(wording.ICONS[entry.kind], "accent" if entry.kind in ("birthday", "anniversary") else "text-3", 18)]
        parts += [self.said, self.when]
        self.finish: IconButton | None = None
        if entry.kind not in ("routine", "follow-up") or entry.on is not None:
            self.finish = IconButton("check", tr("Done: {text}", text=said), small=True, tint="text-2", on=self.done.emit)
            self.finish.setToolTip(tr("Done"))
            parts.append(self.finish)
        line = row(*parts, self.more, spacing=8)
        line.setStretch(1, 1)
        self.boxes: list[QCheckBox] = []
        for item in entry.items:
            box = QCheckBox(item.replace("&", "&&"))
            box.setAccessibleName(item)
            box.toggled.connect(lambda on, item=item: self.ticked.emit(item) if on else None)
            self.boxes.append(box)
        body = column(line, *self.boxes, spacing=4) if self.boxes else None
        if body is None:
            self.setLayout(line)
        else:
            for box in self.boxes:
                box.setContentsMargins(0, 0, 0, 0)
                box.setStyleSheet("margin-left: 38px;")
            self.setLayout(body)

    def menu(self) -> QMenu:
        """Later, not here, and the memory itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        later = menu.addMenu(tr("Later"))
        for title, until in wording.later(self._today):
            later.addAction(title, lambda until=until: self.put_off.emit(until))
        menu.addAction(tr("Not on this page"), self.unwanted.emit)
        menu.addSeparator()
        menu.addAction(tr("Show the memory"), self.opened.emit)
        return menu

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
