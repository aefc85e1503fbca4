"""From one day to another, typed or chosen from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QHBoxLayout, QToolButton, QWidget

from desktop.i18n import tr
from desktop.icons import icon
from desktop.theme import theme
from desktop.widgets.basic import Label, fill
from engine import clock


class DayRange(QWidget):
    """`first` and `last` day, both included. A first day later than the last one moves the other along."""

    changed = Signal()

    def __init__(self, first: date | None = None, last: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = clock.now().date()
        self.from_field = _day(tr("From day"), first or today)
        self.to_field = _day(tr("To day"), last or today)
        fill(QHBoxLayout(self), Label(tr("From"), "small"), self.from_field, 6, Label(tr("to"), "small"), self.to_field, None, spacing=8)
        self.from_field.dateChanged.connect(lambda day: self._moved(self.to_field, day, later=True))
        self.to_field.dateChanged.connect(lambda day: self._moved(self.from_field, day, later=False))
        self.setFocusProxy(self.from_field)

    @property
    def first(self) -> date:
        """The first day."""
        return _plain(self.from_field)

    @property
    def last(self) -> date:
        """The last day."""
        return _plain(self.to_field)

    def _moved(self, other: QDateEdit, day: QDate, *, later: bool) -> None:
        if (other.date() < day) if later else (other.date() > day):
            other.setDate(day)
        self.changed.emit()


def _day(name: str, day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setCalendarWidget(_Calendar(name))
    field.setDisplayFormat("d MMM yyyy")
    field.setAccessibleName(name)
    return field


class _Calendar(QCalendarWidget):
    """In the theme's colours, at weekends too, with our own arrows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        theme().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme().color("text"))
        head.setForeground(theme().color("text-3"))
        head.setBackground(theme().color("raised"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        self.setHeaderTextFormat(head)
        for place, drawn in (("prev", "chevron-left"), ("next", "chevron-right")):
            if (button := self.findChild(QToolButton, f"qt_calendar_{place}month")) is not None:
                button.setIcon(icon(drawn, "text-2"))


def _plain(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
