"""Finds text that has no room: shorter on the screen than it is, or running out of what can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QPushButton, QScrollArea, QToolButton, QWidget

from desktop.theme import theme
from desktop.widgets.elided import ElidedLabel
from tests.desktop import walking


def cut(root: QWidget) -> list[str]:
    """What is cut, and by how many pixels."""
    found = []
    for widget in walking.shown(root):
        if isinstance(widget, ElidedLabel) or walking.is_inner(widget):
            continue  # the user's own words, which may be of any length
        for missing in (_narrow(widget), _low(widget), _outside(widget)):
            if missing > 0:
                found.append(f"{walking.told(widget)}: {missing} px")
                break
    return found


def _narrow(widget: QWidget) -> int:
    """By how much a line is wider than its widget."""
    if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap() and widget.textFormat() == Qt.TextFormat.PlainText:
        return max(widget.fontMetrics().horizontalAdvance(line) for line in widget.text().split("\n")) - widget.contentsRect().width()
    if isinstance(widget, QPushButton | QCheckBox | QToolButton) and widget.text().strip() and _says(widget):
        return widget.minimumSizeHint().width() - widget.width() - 1
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText() and theme().looks.text_size == 100:
        # At 200 % beside another pane Qt puts dots; the accessible name is whole.
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) - widget.width() + 12
    return 0


def _says(button: QAbstractButton) -> bool:
    return not isinstance(button, QToolButton) or button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly


def _low(widget: QWidget) -> int:
    """By how much wrapped text is higher than its widget."""
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
        return widget.heightForWidth(widget.width()) - widget.height()
    return 0


def _outside(widget: QWidget) -> int:
    """By how much a widget runs out of what holds it, to the left or right: nobody can scroll there."""
    if not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return 0
    for holder in _holders(widget):
        place = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
        if (beyond := max(-place.left(), place.right() - holder.width() + 1)) > 0:
            return beyond
    return 0


def _holders(widget: QWidget) -> Iterator[QWidget]:
    """The window, and what scrolls only up and down; nothing beyond what scrolls sideways, too."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            if parent.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                return
            yield parent.viewport()
        parent = parent.parentWidget()
    yield widget.window()
