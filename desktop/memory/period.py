"""A chip that says from when: any time, the last days, or a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop import dates
from desktop.i18n import phrase, tr, trn
from desktop.widgets.basic import Button
from desktop.widgets.days import DayRange
from desktop.widgets.dialogs import Dialog
from engine import clock
from engine.memory import timeline
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from desktop.desk import Desk

Bounds = tuple[str | None, str | None]
_YEARS = 14
ANY = phrase("Any time")


class DaysDialog(Dialog):
    """From one day to another."""

    def __init__(self, parent: QWidget, first: date, last: date, on_yes: Callable[[date, date], object]) -> None:
        super().__init__(parent, tr("From one day to another"), width=460)
        self.days = DayRange(first, last)
        self.add(self.days)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Show"), "primary", self._submit, default=True)
        self._on_yes = on_yes
        self.days.setFocus()
        self.open()

    def _submit(self) -> None:
        first, last = self.days.first, self.days.last
        self.accept()
        self._on_yes(first, last)


class PeriodChip(Button):
    """`bounds`: the first day, and the day after the last (ISO); None: any."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(f"{tr(ANY)} ▾", "chip", on=self._open, name=tr("Time: {period}", period=tr(ANY)), parent=parent)
        self._desk = desk
        self.bounds: Bounds = (None, None)
        self.setCheckable(True)

    def choose(self, name: str, bounds: Bounds) -> None:
        """Sets it."""
        self.bounds = bounds
        self._label(name)
        self.changed.emit()

    def clear(self) -> None:
        """Any time, without telling."""
        self.bounds = (None, None)
        self._label(tr(ANY))

    def periods(self, first: int) -> list[tuple[str, Bounds]]:
        """What there is to choose, from the year `first` on."""
        today = clock.now().date()
        found: list[tuple[str, Bounds]] = [(tr(ANY), (None, None)), (tr("From today on"), (today.isoformat(), None))]
        found += [
            (trn("Last {n} day", "Last {n} days", days), ((today - timedelta(days=days)).isoformat(), (today + timedelta(days=1)).isoformat()))
            for days in (7, 30, 90)
        ]
        return found + [(str(year), (str(year), str(year + 1))) for year in range(today.year, max(first, today.year - _YEARS) - 1, -1)]

    def ask(self) -> None:
        """Asks for any two days."""
        self.asking = DaysDialog(self.window(), *self._days(), self.between)

    def between(self, first: date, last: date) -> None:
        """From one day to another, both included."""
        name = dates.day_of(first) if first == last else f"{dates.day_of(first)} – {dates.day_of(last)}"
        self.choose(name, (first.isoformat(), (last + timedelta(days=1)).isoformat()))

    def _days(self) -> tuple[date, date]:
        """Those chosen before, if they are days; else the last month."""
        try:
            return date.fromisoformat(self.bounds[0] or ""), date.fromisoformat(self.bounds[1] or "") - timedelta(days=1)
        except ValueError:
            today = clock.now().date()
            return today - timedelta(days=30), today

    def _label(self, name: str) -> None:
        self.setText(f"{name} ▾")
        self.setAccessibleName(tr("Time: {period}", period=name))
        self.setChecked(self.bounds != (None, None))

    def _open(self) -> None:
        self.setChecked(self.bounds != (None, None))
        vault = self._desk.session.vault
        self._desk.tasks.query(self, lambda: timeline.extent(vault, Filter()), self._show)

    def _show(self, extent: tuple[str, str] | None) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, bounds in self.periods(int(extent[0][:4]) if extent else 9999):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(bounds == self.bounds)
            action.triggered.connect(lambda *_, name=name, bounds=bounds: self.choose(name, bounds))
        menu.addSeparator()
        menu.addAction(tr("From one day to another…"), self.ask)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
