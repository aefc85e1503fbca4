"""The page of a day: plans, birthdays, routines, lists and what lately was, found in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.today import wording
from desktop.today.row import EntryRow
from desktop.widgets.basic import Frame, Label, clear
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from engine import clock

if TYPE_CHECKING:
    from engine.agenda.records import Agenda, Entry

SECTIONS = (("today", "Today"), ("open", "Open"), ("coming", "Coming up"), ("daily", "Every day"), ("lately", "How did it go?"))
NOTHING = "Nothing planned for today."
EMPTY = ("A quiet day", "Plans, birthdays, routines and lists that you tell Alcove of appear here. Nothing of it leaves this computer.")
MIDNIGHT_MS = 60_000  # between two looks at the calendar


class TodayPage(ColumnPage):
    """Everything is read and changed through the desk."""

    kinds = frozenset(("memory", "memory_version", "agenda"))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Today", parent)
        self.agenda: Agenda | None = None
        self.rows: dict[tuple[str, date | None], EntryRow] = {}
        self._day = QTimer(self, interval=MIDNIGHT_MS)
        self._day.timeout.connect(self._turn_page)
        self._day.start()

    def stop(self) -> None:
        """Before locking or quitting."""
        self._day.stop()

    def reload(self) -> None:
        days = self.desk.session.days
        self.desk.tasks.query(self, days.agenda, self._show)

    def focus_first(self) -> None:
        """Puts the focus on the first line."""
        first = next(iter(self.rows.values()), None)
        (first.said if first is not None else self).setFocus()

    def _turn_page(self) -> None:
        if self.agenda is not None and self.agenda.day != clock.now().date() and self.isVisible():
            self.reload()

    def _show(self, agenda: Agenda) -> None:
        if agenda == self.agenda:
            return
        focused = self.focused()
        self.agenda = agenda
        clear(self.column)
        self.rows = {}
        self.column.addWidget(Label(f"{agenda.day:%A}, {agenda.day.day} {agenda.day:%B}", "headline"))
        if not agenda.entries:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("sun", *EMPTY))
            self.column.addStretch(2)
            return
        for part, title in SECTIONS:
            entries: tuple[Entry, ...] = getattr(agenda, part)
            if part == "today" and not entries:
                self.column.addWidget(Label(NOTHING, "second"))
            if entries:
                self.column.addSpacing(4)
                self.column.addWidget(Label(title, "section"))
                card = Frame("card", margins=(12, 6, 10, 6), spacing=2)
                card.setAccessibleName(title)
                for entry in entries:
                    card.box.addWidget(self._row(entry, agenda.day))
                self.column.addWidget(card)
        self.column.addStretch(1)
        self.refocus(focused)

    def _row(self, entry: Entry, today: date) -> EntryRow:
        made = EntryRow(entry, today)
        days, memory = self.desk.session.days, entry.memory
        made.opened.connect(lambda: self.desk.memory_asked.emit(memory))
        made.done.connect(lambda: self._marked(lambda: days.done(memory, entry.on), "Done.", memory, journaled=entry.kind in ("todo", "list")))
        made.put_off.connect(lambda until: self._marked(lambda: days.later(memory, until), f"Put off: {wording.day(until, today)}.", memory))
        made.unwanted.connect(lambda: self._marked(lambda: days.never(memory), "Not shown here any more. The memory stays.", memory))
        made.ticked.connect(lambda item: self.desk.change(self, lambda: days.tick(memory, item), f"Ticked off: {item}."))
        self.rows[(memory, entry.on)] = made
        return made

    def _marked(self, work: Callable[[], object], said: str, memory: str, *, journaled: bool = False) -> None:
        """With a way back: what the journal holds by undoing it, the rest by taking the mark away."""
        if journaled:
            self.desk.change(self, work, said)
            return
        days = self.desk.session.days

        def done(_: object) -> None:
            self.desk.toast(said, "Undo", lambda: self.desk.tasks.change(self, lambda: days.again(memory), lambda _: None))
            self.desk.announce(said)

        self.desk.tasks.change(self, work, done)
