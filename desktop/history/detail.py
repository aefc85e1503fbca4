"""One step, whole: who did it and when, each row before and after, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop import dates
from desktop.history import wording
from desktop.i18n import phrase, tr, trn
from desktop.i18n import said as engine_said
from desktop.widgets.basic import Button, Frame, Label, clear, column, fill, line, row
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import tall
from desktop.widgets.states import EmptyState
from engine import clock

if TYPE_CHECKING:
    from engine.vault.history import RowChange, Step
    from engine.vault.journal import Entry

SHOWN = 60  # rows: an import has thousands
EMPTY = (phrase("Everything that changes memory"), phrase("Choose a step to see what it did, and to take it back."))
Found = list[tuple["Entry", "list[RowChange] | None"]]


class Detail(QScrollArea):
    """`revert_asked`: the step is to be taken back."""

    revert_asked = Signal(object)  # Step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What the step did"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.column = fill(QVBoxLayout(inside), margins=(28, 22, 28, 28), spacing=10)
        self.setWidget(inside)
        Ring(self)
        self.step: Step | None = None
        self.back: Button | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before a step is chosen."""
        self.step = self.back = None
        clear(self.column)
        self.column.addWidget(EmptyState("history", *map(tr, EMPTY)))

    def show_step(self, step: Step, found: Found) -> None:
        """Shows a step with what each of its entries changed (None: its content was erased)."""
        self.step, self.back = step, None
        clear(self.column)
        self.column.addWidget(Label(wording.title(step), "title", wrap=True))
        said = [wording.who(step), dates.moment(clock.from_utc(step.at)), trn("{n} row", "{n} rows", step.rows), wording.state(step)]
        self.column.addWidget(Label(" · ".join(filter(None, said)), "caption"))
        if step.revertible:
            verb = tr("Do it again") if step.entries[0].operation == "undo" else tr("Take this back")
            self.back = Button(verb, icon_name="undo", name=f"{verb}: {wording.title(step)}", on=lambda: self.revert_asked.emit(step))
            self.column.addLayout(row(self.back, None))
        left = SHOWN
        for entry, changes in found:
            if len(found) > 1:
                self.column.addWidget(line())
                self.column.addWidget(Label(engine_said(entry.label), "strong"))
            if changes is None:
                self.column.addWidget(Label(tr(wording.ERASED), "second", wrap=True))
                continue
            rows = wording.main_rows(changes)
            for change in rows[:left]:
                self.column.addWidget(_card(change))
            if len(rows) > left:
                self.column.addWidget(Label(trn("and {n} more", "and {n} more", len(rows) - left), "caption"))
            left = max(0, left - len(rows))
            if words := wording.along(changes):
                self.column.addWidget(Label(words, "caption", wrap=True))
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)


def _card(change: RowChange) -> Frame:
    card = Frame("card", margins=(16, 12, 16, 12), spacing=6)
    heading = wording.heading(change)
    card.setAccessibleName(heading)
    card.box.addWidget(Label(heading, "caption"))
    for field in wording.shown(change):
        parts: list[QWidget | int | None] = []
        if change.did == "changed" or field.name not in ("text", "title", "name"):
            parts.append(Label(wording.field_name(field), "caption"))
        if change.did != "added":
            parts.append(_side(tr("Before"), wording.value(field.name, field.before, change.table), "inset" if change.did == "changed" else ""))
        if change.did != "removed":
            parts.append(_side(tr("After"), wording.value(field.name, field.after, change.table), "inset" if change.did == "changed" else ""))
        card.box.addLayout(column(*parts, spacing=4))
    return card


def _side(which: str, text: str, role: str) -> QWidget:
    said = Label(text, "body", wrap=True, selectable=True)
    said.setAccessibleName(f"{which}: {text}")
    if not role:
        return said
    frame = Frame(role, horizontal=True, margins=(12, 8, 12, 8), spacing=12)
    mark = Label(which, "caption")
    tall(mark, mark.setFixedWidth, 46)
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    fill(frame.box, mark, said, margins=(12, 8, 12, 8), spacing=12).setStretch(1, 1)
    return frame
