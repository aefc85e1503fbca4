"""Where the time went: a line for each stage, with a bar for its share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import receipts
from desktop.theme import theme
from desktop.widgets.basic import Label
from desktop.widgets.elided import ElidedLabel


class _Bar(QWidget):
    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(6)
        self.setMinimumWidth(40)

    def sizeHint(self) -> QSize:
        return QSize(90, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("hover"))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(0, 0, max(3, round(self.width() * self._share)), self.height(), 3, 3)
        painter.end()


def stage_grid(stages: Sequence[tuple[str, float]]) -> QGridLayout:
    """(name, milliseconds) each; bars are shares of the longest."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    longest = max((ms for _, ms in stages), default=0.0)
    for n, (name, ms) in enumerate(stages):
        grid.addWidget(ElidedLabel(name[:1].upper() + name[1:], "small"), n, 0)
        grid.addWidget(_Bar(ms / longest if longest else 0.0), n, 1, Qt.AlignmentFlag.AlignVCenter)
        took = Label(receipts.duration(ms), "small")
        took.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        took.setAccessibleName(f"{name}: {receipts.duration(ms)}")
        grid.addWidget(took, n, 2)
    return grid
