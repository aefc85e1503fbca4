"""The page of a day: plans, birthdays, routines, lists and what lately was, found in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop import dates
from desktop.desk import Desk
from desktop.i18n import phrase, tr
from desktop.today import wording
from desktop.today.row import EntryRow
from desktop.widgets.basic import Frame, Label, clear
from desktop.widgets.columns import ColumnPage
from desktop.widgets.states import EmptyState
from engine import clock

if TYPE_CHECKING:
    from engine.agenda.records import Agenda, Entry

SECTIONS = (
    ("today", phrase("Today", context="of a day")), ("open", phrase("Open", context="of a day")),
    ("coming", phrase("Coming up", context="of a day")), ("daily", phrase("Every day", context="of a day")),
    ("lately", phrase("How did it go?", context="of a day")),
)  # fmt: skip
NOTHING = phrase("Nothing planned for today.")
EMPTY = (
    phrase("A quiet day"),
    phrase("Plans, birthdays, routines and lists that you tell Alcove of appear here. Nothing of it leaves this computer."),
)


class TodayPage(ColumnPage):
    """Everything is read and changed through the desk."""

    kinds = frozenset(("memory", "memory_version", "agenda"))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Today"), parent)
        self.agenda: Agenda | None = None
        self.rows: dict[tuple[str, date | None], EntryRow] = {}
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._turn_page)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._turn_page)  # timers stand still while a computer sleeps
        self._wait_for_midnight()

    def stop(self) -> None:
        """Before locking or quitting."""
        self._midnight.stop()

    def reload(self) -> None:
        days = self.desk.session.days
        self.desk.tasks.query(self, days.agenda, self._show)

    def focus_first(self) -> None:
        """Puts the focus on the first line."""
        first = next(iter(self.rows.values()), None)
        (first.said if first is not None else self).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn_page()

    def _turn_page(self) -> None:
        """Where another day has begun."""
        self._wait_for_midnight()
        if self.agenda is not None and self.agenda.day != clock.now().date() and self.isVisible():
            self.reload()

    def _wait_for_midnight(self) -> None:
        now = clock.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time()).astimezone()
        self._midnight.start(int((midnight - now).total_seconds() * 1000) + 1)

    def _show(self, agenda: Agenda) -> None:
        if agenda == self.agenda:
            return
        focused = self.focused()
        self.agenda = agenda
        clear(self.column)
        self.rows = {}
        self.column.addWidget(Label(f"{dates.weekday(agenda.day)}, {dates.day_month(agenda.day)}", "headline"))
        if not agenda.entries:
            self.column.addStretch(1)
            self.column.addWidget(EmptyState("sun", *map(tr, EMPTY)))
            self.column.addStretch(2)
            return
        for part, heading in SECTIONS:
            title = tr(heading, context="of a day")
            entries: tuple[Entry, ...] = getattr(agenda, part)
            if part == "today" and not entries:
                self.column.addWidget(Label(tr(NOTHING), "second"))
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
        made.done.connect(lambda: self._marked(lambda: days.done(memory, entry.on), tr("Done."), memory, journaled=entry.kind in ("todo", "list")))
        made.put_off.connect(
            lambda until: self._marked(lambda: days.later(memory, until), tr("Put off: {until}.", until=wording.day(until, today)), memory)
        )
        made.unwanted.connect(lambda: self._marked(lambda: days.never(memory), tr("Not shown here any more. The memory stays."), memory))
        made.ticked.connect(lambda item: self.desk.change(self, lambda: days.tick(memory, item), tr("Ticked off: {item}.", item=item)))
        self.rows[(memory, entry.on)] = made
        return made

    def _marked(self, work: Callable[[], object], said: str, memory: str, *, journaled: bool = False) -> None:
        """With a way back: what the journal holds by undoing it, the rest by taking the mark away."""
        if journaled:
            self.desk.change(self, work, said)
            return
        days = self.desk.session.days

        def done(_: object) -> None:
            self.desk.toast(said, tr("Undo"), lambda: self.desk.tasks.change(self, lambda: days.again(memory), lambda _: None))
            self.desk.announce(said)

        self.desk.tasks.change(self, work, done)
