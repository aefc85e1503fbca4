"""A page that is one column of cards: centred, scrolled, read anew when something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.basic import fill, widgets_in
from desktop.widgets.ring import Ring
from desktop.widgets.scaling import wide

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.vault.database import Changes

WIDTH = 720


class ColumnPage(QScrollArea):
    """`column` takes the cards. `reload` is called when the page comes into view, and when one of `kinds` changed meanwhile."""

    kinds = frozenset(("memory", "memory_version", "memory_source", "message", "conversation", "setting"))

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "plain")
        holder = QWidget()
        wide(self, holder.setMaximumWidth, WIDTH)
        self.column = fill(QVBoxLayout(holder), margins=(0, 18, 0, 32), spacing=12)
        outer = fill(QHBoxLayout(page), margins=(28, 0, 28, 0), spacing=0)
        outer.addStretch(1)
        outer.addWidget(holder, 1000)
        outer.addStretch(1)
        self.setWidget(page)
        Ring(self)
        desk.changed.connect(self._changed)

    def reload(self) -> None:
        """Reads what is to be shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _changed(self, changes: Changes) -> None:
        if not changes.kinds & self.kinds:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def focused(self) -> int:
        """Which card has the focus (-1: none): asked before the cards are made anew."""
        focus = self.window().focusWidget()
        cards = enumerate(widgets_in(self.column))
        return next((number for number, card in cards if focus is not None and card.isAncestorOf(focus)), -1)

    def refocus(self, index: int) -> None:
        """Puts the focus where it was, or on the card that took its place."""
        if index < 0:
            return

        def focus() -> None:
            cards = widgets_in(self.column)
            for card in [*cards[index:], *reversed(cards[:index])]:
                buttons = [b for b in card.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
                if buttons:
                    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
                    self.ensureWidgetVisible(buttons[0], 0, 80)
                    return

        QTimer.singleShot(0, self, focus)
