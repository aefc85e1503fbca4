"""All keys on one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions import SECTIONS, Actions
from desktop.widgets.basic import Label, fill
from desktop.widgets.dialogs import Dialog
from desktop.widgets.ring import Ring

#: Keys that work where the focus is; they are no actions of the whole window.
ELSEWHERE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Everywhere", (("Go on, and back", "Tab, Shift+Tab"), ("Press what has the focus", "Space, Enter"), ("Close, or empty a search", "Escape"))),
    ("Writing a message", (("Send", "Enter"), ("A new line", "Shift+Enter"))),
    (
        "In lists",
        (("Move", "Up, Down"), ("To the ends", "Home, End"), ("Open", "Enter"), ("Select more", "Shift+Down, Ctrl+A"), ("Forget", "Delete")),
    ),
    (
        "In the graph",
        (("To a neighbour", "Arrows"), ("Open", "Enter"), ("Show more around it", "E"), ("Put it in the middle", "C"),
         ("Find a way to another", "P"), ("To yourself", "U"), ("Nearer, farther, everything", "+, -, 0")),
    ),
    (
        "In the timeline",
        (("Through time", "Left, Right"), ("To another lane", "Up, Down"), ("Open", "Enter"), ("Today", "T"),
         ("Nearer, farther, everything", "+, -, 0")),
    ),
)  # fmt: skip


class Shortcuts(Dialog):
    """Read only: the keys of every action that has some, by section."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, "Keyboard shortcuts", width=620)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = fill(QVBoxLayout(sheet), spacing=6, margins=(0, 0, 12, 0))
        for section in SECTIONS:
            keyed = [(spec.title, actions.shortcut_text(spec.id)) for spec in actions.specs.values() if spec.section == section]
            self._part(column, section, [(title, keys) for title, keys in keyed if keys])
        for title, lines in ELSEWHERE:
            self._part(column, title, [(said, _native(keys)) for said, keys in lines])
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        area.setAccessibleName("Keyboard shortcuts")
        area.setFixedHeight(max(200, min(520, parent.height() - 190)))
        Ring(area)
        self.add(area)
        self.add_button("Close", "primary", default=True)

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
    said = [QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText) or part for part in keys.split(", ")]
    return ", ".join(said)
