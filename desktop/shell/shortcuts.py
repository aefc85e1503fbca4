"""All keys on one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import SECTIONS, Actions
from desktop.i18n import phrase, tr
from desktop.widgets.basic import Label, fill
from desktop.widgets.dialogs import Dialog
from desktop.widgets.ring import Ring

#: Keys that work where the focus is; they are no actions of the whole window.
ELSEWHERE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (phrase("Everywhere"), (
        (phrase("Go on, and back"), "Tab, Shift+Tab"), (phrase("Press what has the focus"), "Space, Enter"),
        (phrase("Close, or empty a search"), "Escape"),
    )),
    (phrase("Writing a message"), ((phrase("Send"), "Enter"), (phrase("A new line"), "Shift+Enter"))),
    (phrase("In lists"), (
        (phrase("Move"), "Up, Down"), (phrase("To the ends"), "Home, End"), (phrase("Open"), "Enter"),
        (phrase("Select more"), "Shift+Down, Ctrl+A"), (phrase("Forget"), "Delete"),
    )),
    (phrase("In the graph"), (
        (phrase("To a neighbour"), phrase("Arrows")), (phrase("Open"), "Enter"), (phrase("Show more around it"), "E"),
        (phrase("Put it in the middle"), "C"), (phrase("Find a way to another"), "P"), (phrase("To yourself"), "U"),
        (phrase("Nearer, farther, everything"), "+, -, 0"),
    )),
    (phrase("In the timeline"), (
        (phrase("Through time"), "Left, Right"), (phrase("To another lane"), "Up, Down"), (phrase("Open"), "Enter"), (phrase("Today"), "T"),
        (phrase("Nearer, farther, everything"), "+, -, 0"),
    )),
)  # fmt: skip


class Shortcuts(Dialog):
    """Read only: the keys of every action that has some, by section."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, tr("Keyboard shortcuts"), width=620)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = fill(QVBoxLayout(sheet), spacing=6, margins=(0, 0, 12, 0))
        for section in SECTIONS:
            keyed = [(tr(spec.title), actions.shortcut_text(spec.id)) for spec in actions.specs.values() if spec.section == section]
            self._part(column, tr(section), [(title, keys) for title, keys in keyed if keys])
        for title, lines in ELSEWHERE:
            self._part(column, tr(title), [(tr(said), _native(keys)) for said, keys in lines])
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        area.setFixedHeight(max(200, min(520, parent.height() - 190)))
        Ring(area)
        self.add(area)
        self.add_button(tr("Close"), "primary", default=True)

    @staticmethod
    def _part(column: QVBoxLayout, title: str, lines: Iterable[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        for number, (said, keys) in enumerate(lines):
            cap = Label(keys, "keycap")
            cap.setAccessibleName(f"{said}: {keys}")
            grid.addWidget(Label(said, wrap=True), number, 0)
            grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(Label(title, "section"))
        column.addLayout(grid)
        column.addSpacing(12)


def _native(keys: str) -> str:
    """As this system writes them, where it has a name for all of them."""
    said = [QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText) or tr(part) for part in keys.split(", ")]
    return ", ".join(said)
