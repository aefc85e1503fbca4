"""The profile: what Alcove knows about the user, on one page. Each line leads to its memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.widgets.basic import Button, Frame, Label, clear
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from desktop.wording import told

if TYPE_CHECKING:
    from engine.memory.profile import Line

TITLES = {
    "identity": "Who you are", "people": "People", "pets": "Pets", "home": "Home", "work": "Work and study", "health": "Health",
    "preferences": "Tastes", "routines": "Habits", "skills": "Skills", "plans": "Plans", "beliefs": "Beliefs", "possessions": "Things",
    "instructions": "How Alcove should be", "other": "Also",
}  # fmt: skip
EMPTY = ("Nothing here yet", "When nothing else is to be done, Alcove sums up here what matters most of all that it remembers.")


class ProfilePage(ColumnPage):
    """Written at idle times (engine/learning/consolidation/profile.py); read here."""

    kinds = frozenset(("memory", "profile"))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "What Alcove knows about you", parent)
        self.lines: list[Line] | None = None

    def reload(self) -> None:
        from engine.memory import profile

        vault = self.desk.session.vault
        self.desk.tasks.query(self, lambda: profile.read(vault), self._show)

    def _show(self, lines: list[Line]) -> None:
        if lines == self.lines:
            return
        self.lines = lines
        clear(self.column)
        for section in dict.fromkeys(line.section for line in lines):
            self.column.addWidget(Label(TITLES.get(section, section.capitalize()), "section"))
            card = Frame("card", margins=6, spacing=0)
            for line in (one for one in lines if one.section == section):
                card.box.addWidget(self._line(line))
            self.column.addWidget(card)
            self.column.addSpacing(4)
        if not lines:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("summary", *EMPTY))
        self.column.addStretch(2)

    def _line(self, line: Line) -> QWidget:
        made = Button(told(line.text).replace("&", "&&"), "row", on=lambda: self.desk.memory_asked.emit(line.id), name=told(line.text))
        if line.pinned:
            made.set_icon("pinned", "accent")
        return made
