"""A chip that says from when: any time, the last days, or a year."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.basic import Button
from engine import clock
from engine.memory import timeline
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from desktop.desk import Desk

Bounds = tuple[str | None, str | None]
_YEARS = 14
ANY = "Any time"


class PeriodChip(Button):
    """`bounds`: the first day, and the day after the last (ISO); None: any."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(f"{ANY} ▾", "chip", on=self._open, name=f"Time: {ANY}", parent=parent)
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
        self._label(ANY)

    def periods(self, first: int) -> list[tuple[str, Bounds]]:
        """What there is to choose, from the year `first` on."""
        today = clock.now().date()
        found: list[tuple[str, Bounds]] = [(ANY, (None, None)), ("From today on", (today.isoformat(), None))]
        found += [
            (f"Last {days} days", ((today - timedelta(days=days)).isoformat(), (today + timedelta(days=1)).isoformat())) for days in (7, 30, 90)
        ]
        return found + [(str(year), (str(year), str(year + 1))) for year in range(today.year, max(first, today.year - _YEARS) - 1, -1)]

    def _label(self, name: str) -> None:
        self.setText(f"{name} ▾")
        self.setAccessibleName(f"Time: {name}")
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
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
