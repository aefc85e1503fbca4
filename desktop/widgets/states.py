"""What is shown while there is nothing to show: empty pages, and dots while something is on its way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop.theme import theme
from desktop.widgets.basic import Button, Label, Picture, align, fill, row
from desktop.widgets.scaling import wide


class EmptyState(QWidget):
    """A quiet picture, what is missing, and what to do about it."""

    def __init__(
        self, icon_name: str, title: str, text: str, *, action: Button | None = None, width: int = 340, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, "title")
        self.text = Label(text, "second", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        wide(self, self.text.setMaximumWidth, width)
        middle = row(None, self.text, None)  # as wide as it may be; aligned, it would be as wide as Qt guesses
        middle.setStretch(1, 1000)
        parts: list[QWidget | QLayout | int | None] = [None, Picture(icon_name, "text-3", 36), 6, self.title, middle]
        if action is not None:
            parts += [10, action]
        layout = fill(QVBoxLayout(self), *parts, None, margins=24, spacing=6)
        align(layout, Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, text: str) -> None:
        """Changes what it says."""
        self.title.setText(title)
        self.text.setText(text)


class Dots(QWidget):
    """Three dots that take turns while they are visible."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._step = 0
        self._timer = QTimer(self, interval=320)
        self._timer.timeout.connect(self._next)
        theme().changed.connect(self._move)

    def sizeHint(self) -> QSize:
        return QSize(30, 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._move()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in range(3):
            painter.setBrush(theme().color("accent" if dot == self._step or not theme().moves else "scroll"))
            painter.drawEllipse(2 + dot * 9, self.height() // 2 - 3, 6, 6)
        painter.end()

    def _move(self) -> None:
        if theme().moves and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def _next(self) -> None:
        self._step = (self._step + 1) % 3
        self.update()


def waiting(text: str) -> tuple[QWidget, Label]:
    """Dots beside a line of text; the label is returned to be changed."""
    holder, label = QWidget(), Label(text, "small")
    holder.setLayout(row(Dots(text), label, None, spacing=6))
    return holder, label
