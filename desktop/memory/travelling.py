"""Going through time: keeps the slider and the day that all views look at in step."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.memory.selection import Selection
from desktop.memory.timebar import TimeBar
from engine import clock
from engine.memory import believed, timeline

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.memory.timeline import Count


class Travelling(QObject):
    """`bar` is shown while one looks back."""

    def __init__(self, desk: Desk, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._selection = desk, selection
        self._stale = True
        self.bar = TimeBar()
        self.bar.asked.connect(self.go)
        self.bar.step_asked.connect(self._step)
        self.bar.closed.connect(self.toggle)

    def toggle(self) -> None:
        """Shows the slider, or hides it and comes back to now."""
        if self.bar.isVisible():
            self.bar.hide()
            self.back()
        else:
            self.bar.show()
            self._read()
            self.bar.slider.setFocus()

    def go(self, day: date | None) -> None:
        """To a day; today and later are now."""
        if day is not None and day >= clock.now().date():
            day = None
        if day is not None and not self.bar.isVisible():
            self.bar.show()
            self._read()
        self._selection.look_at(day)
        self.bar.show_day(day)

    def back(self) -> None:
        """To now."""
        self.go(None)

    def outdated(self) -> None:
        """Something was told: the slider may begin earlier, or show more."""
        self._stale = True
        if self.bar.isVisible():
            self._read()

    def _read(self) -> None:
        if self._stale:
            self._stale = False
            vault = self._desk.session.vault
            self._desk.tasks.query(self, lambda: timeline.told(vault), self._show)

    def _show(self, found: tuple[str, tuple[Count, ...]] | None) -> None:
        if found is not None:
            self.bar.show_range(clock.from_utc(found[0]).date(), found[1])
            self.bar.show_day(self._selection.day)

    def _step(self, way: int) -> None:
        day = self._selection.day or clock.now().date()
        vault = self._desk.session.vault
        first = clock.to_utc(datetime.combine(day, datetime.min.time()).astimezone())
        last = believed.until(day) or ""
        self._desk.tasks.query(self, lambda: timeline.told_beside(vault, first, last, later=way > 0), self._stepped)

    def _stepped(self, moment: str | None) -> None:
        if moment is not None:
            self.go(clock.from_utc(moment).astimezone().date())
