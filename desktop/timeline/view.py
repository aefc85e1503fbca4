"""The timeline view: reads just the days in view, and what the strip below shows of all time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import dates
from desktop.i18n import number, phrase, tr, trn
from desktop.timeline.axis import Axis, bounds
from desktop.timeline.canvas import HELP, Canvas
from desktop.timeline.overview import Overview
from desktop.widgets.basic import Frame, IconButton, Label, fill, row
from desktop.widgets.states import EmptyState
from engine import clock
from engine.memory import timeline
from engine.memory.browsing import Filter
from engine.memory.timeline import Stretch

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.memory.selection import Selection
    from engine.vault.database import Changes

#: Read beside what is in view, as a share of it, so that a short drag shows something at once.
_MARGIN = 0.5
_COUNTED = {
    "day": phrase("counted by day"), "month": phrase("counted by month"), "year": phrase("counted by year"), "decade": phrase("counted by decade"),
}  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """All time: from when to when, and how many in each month (of a short time: on each day)."""

    extent: tuple[str, str] | None
    counts: Stretch


class TimelineView(QWidget):
    """Shows what fits the page's filter; `opened`: Enter on a memory."""

    opened = Signal()

    def __init__(self, desk: Desk, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.selection = desk, selection
        self.filter = Filter()
        self._token, self._stale, self._placed = 0, True, False
        self.canvas, self.overview = Canvas(), Overview()
        self.empty = EmptyState("timeline", tr("Nothing in time yet"), tr("What happened, and since when something holds, appears here."))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.empty)
        self.status = Label("", "caption", wrap=True)
        tools = Frame("tools", horizontal=True, margins=3, spacing=0)
        for tool in (
            IconButton("target", tr("Today"), on=self.today), IconButton("minus", tr("Farther"), on=lambda: self._zoom(1 / 1.6)),
            IconButton("plus", tr("Nearer"), on=lambda: self._zoom(1.6)), IconButton("fit", tr("Show everything"), on=self.canvas.fit),
        ):  # fmt: skip
            tools.box.addWidget(tool)
        hint = IconButton("info", tr("Keys: {keys}", keys=tr(HELP)), small=True, tint="text-3", on=lambda: desk.toast(tr(HELP)))
        foot = row(self.status, hint, tools, margins=(24, 6, 20, 8), stretch=0)
        fill(QVBoxLayout(self), self.pages, self.overview, foot, spacing=0).setStretch(0, 1)
        self.canvas.moved.connect(self._moved)
        self.canvas.chosen.connect(selection.choose_memory)
        self.canvas.opened.connect(self.opened)
        self.canvas.described.connect(self._describe)
        self.overview.asked.connect(self._go)
        selection.memory_changed.connect(self._memory_changed)
        desk.changed.connect(self._changed)

    def show_filter(self, wanted: Filter) -> None:
        """Shows what fits; the moment that is looked at is part of it."""
        if wanted != self.filter:
            self.filter = wanted
            self._outdated()

    def appear(self) -> None:
        """It comes into view: reads what changed meanwhile."""
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Reads all anew."""
        self._stale = False
        vault, wanted = self.desk.session.vault, self.filter
        day = self.selection.day or clock.now().date()
        self.canvas.now, self.canvas.past = float(day.toordinal()) + 0.5, self.selection.day is not None
        self.canvas.now_said = dates.day_of(day)

        def read() -> Whole:
            extent = timeline.extent(vault, wanted)
            short = extent is not None and bounds(extent[1])[1] - bounds(extent[0])[0] < 200
            return Whole(extent, timeline.stretch(vault, wanted, "0001", "9999", "day" if short else "month", -1))

        self.desk.tasks.query(self, read, self._show_whole)

    def today(self) -> None:
        """Today, or the day that is looked at, comes into view."""
        self._go(self.canvas.now)

    def _zoom(self, factor: float) -> None:
        self.canvas.show_axis(self.canvas.axis.zoomed(factor, self.canvas.width() / 2))

    def _go(self, day: float) -> None:
        canvas = self.canvas
        canvas.show_axis(Axis(day - canvas.width() / 2 / canvas.axis.scale, canvas.axis.scale))

    def _show_whole(self, whole: Whole) -> None:
        self.pages.setCurrentWidget(self.canvas if whole.extent is not None else self.empty)
        self.overview.setVisible(whole.extent is not None)
        if whole.extent is None:
            self.status.setText("")
            return
        first, last = bounds(whole.extent[0])[0], bounds(whole.extent[1])[1]
        self.canvas.extent = (first, last)
        self.overview.show_counts(whole.counts.counts, (min(first, self.canvas.now), max(last, self.canvas.now)))
        if self._placed:
            self._moved()
        else:
            self._placed = True
            self.canvas.fit()

    def _moved(self) -> None:
        """Other days are in view."""
        canvas = self.canvas
        width = float(canvas.width())
        self.overview.show_part(canvas.axis, width)
        if not self._placed:
            return
        self._token += 1
        token, vault, wanted, unit = self._token, self.desk.session.vault, self.filter, canvas.axis.unit
        first, last = (_iso(canvas.axis.day(x)) for x in (-_MARGIN * width, (1 + _MARGIN) * width))
        self.desk.tasks.query(self, lambda: timeline.stretch(vault, wanted, first, last, unit), lambda found: self._show(token, found))

    def _show(self, token: int, found: Stretch) -> None:
        if token != self._token:
            return
        self.canvas.show_stretch(found)
        total = trn("{n} memory around here", "{n} memories around here", found.total)
        if found.counts:
            said = tr("{total}, {counted}. Choose a column, or zoom in, to see them.", total=total, counted=tr(_COUNTED[found.unit]))
        elif self.canvas.hidden:
            said = tr("{total}; {hidden} have no room: zoom in to see them.", total=total, hidden=number(self.canvas.hidden))
        else:
            said = f"{total}." if found.total else tr("Nothing at this time.")
        self.status.setText(said)

    def _describe(self, said: str) -> None:
        self.canvas.setAccessibleDescription(f"{said}. {tr(HELP)}")
        self.desk.announce(said)

    def _memory_changed(self) -> None:
        """The selected memory comes into view, when it is known when it was."""
        memory = self.selection.memory
        if memory == self.canvas.selected:
            return
        self.canvas.select(memory)
        vault, until = self.desk.session.vault, self.selection.until
        if memory and self._placed:
            wanted = msgspec.structs.replace(Filter(statuses=()), until=until)
            self.desk.tasks.query(self, lambda: timeline.when(vault, wanted, memory), self._bring)

    def _bring(self, when: str | None) -> None:
        if when is not None:
            self.canvas.bring_into_view(bounds(when)[0])

    def _outdated(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _changed(self, changes: Changes) -> None:
        if "memory" in changes.kinds:
            self._outdated()


def _iso(day: float) -> str:
    return date.fromordinal(int(max(1.0, min(3_650_000.0, day)))).isoformat()
