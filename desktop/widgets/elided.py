"""Lines of text that are cut where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.basic import Button, Label


class ElidedLabel(Label):
    """One line of text, cut with … where there is no room."""

    def __init__(self, text: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__("", role, parent=parent)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_full(text)

    def set_full(self, text: str) -> None:
        """Changes the text."""
        self._full = " ".join(text.split())
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 20)))
        self.setToolTip(self._full if self.text() != self._full else "")


class ElidedLink(Button):
    """A link, or a line to press (`role`), whose text is cut so; the tooltip has all of it."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None, *, role: str = "link-line") -> None:
        super().__init__("", role, name=name, parent=parent)
        self._full = " ".join(text.split())
        self.setToolTip(self._full)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width() - 24, 20)).replace("&", "&&"))
