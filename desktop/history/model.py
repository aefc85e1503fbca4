"""The history as Qt sees it: a heading for each day, below it what was done, read in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import dates
from desktop.history import wording
from desktop.i18n import tr
from engine import clock

if TYPE_CHECKING:
    from engine.vault.history import Step

Index = QModelIndex | QPersistentModelIndex
STEP = Qt.ItemDataRole.UserRole
PAGE = 100


@dataclass(frozen=True)
class _Line:
    heading: str = ""
    step: Step | None = None


class HistoryModel(QAbstractListModel):
    """`wanted_more` asks for the next page."""

    wanted_more = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self._lines: list[_Line] = []
        self._more = False

    def show(self, steps: list[Step], more: bool) -> None:
        """Shows these, newest first."""
        self.beginResetModel()
        self.steps, self._more, self._lines = list(steps), more, _lines(steps, "")
        self.endResetModel()

    def add(self, steps: list[Step], more: bool) -> None:
        """Puts a further page behind what is shown."""
        lines = _lines(steps, dates.day(clock.from_utc(self.steps[-1].at)) if self.steps else "")
        self._more = more
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self.steps += steps
            self._lines += lines
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == STEP:
            return line.step
        if role == Qt.ItemDataRole.DisplayRole:
            return line.heading if line.step is None else wording.title(line.step)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Heading: {heading}", heading=line.heading) if line.step is None else f"{wording.title(line.step)}. {wording.about(line.step)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._lines[index.row()].step is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def canFetchMore(self, parent: Index) -> bool:
        return self._more

    def fetchMore(self, parent: Index) -> None:
        self._more = False
        self.wanted_more.emit()

    def find(self, entry_id: str) -> QModelIndex:
        """Where the step with this entry is."""
        for number, line in enumerate(self._lines):
            if line.step is not None and entry_id in {entry.id for entry in line.step.entries}:
                return self.index(number, 0)
        return QModelIndex()


def _lines(steps: list[Step], heading: str) -> list[_Line]:
    lines = []
    for step in steps:
        day = dates.day(clock.from_utc(step.at))
        if day != heading:
            lines.append(_Line(heading=day))
            heading = day
        lines.append(_Line(step=step))
    return lines
