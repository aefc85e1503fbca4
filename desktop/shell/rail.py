"""The rail on the left: one button a page, and what is waiting there; below them lock and menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from desktop.actions import Actions
from desktop.i18n import phrase, tr, trn
from desktop.icons import logo
from desktop.theme import theme
from desktop.widgets.basic import IconButton, align, fill
from desktop.widgets.scaling import wide

#: Places in the stack of pages.
CHAT, MEMORY, SETTINGS, HISTORY, DIAGNOSTICS, TODAY, MODELS = range(7)


@dataclass(frozen=True)
class Place:
    """A page that has a button."""

    number: int
    icon: str
    name: str
    action: str


PLACES = (
    Place(CHAT, "chat", phrase("Chat"), "view.chat"), Place(MEMORY, "memory", phrase("Memory"), "view.memory"),
    Place(TODAY, "today", phrase("Today"), "view.today"), Place(MODELS, "chip", phrase("Models"), "view.models"),
    Place(HISTORY, "history", phrase("History"), "view.history"), Place(SETTINGS, "settings", phrase("Settings"), "view.settings"),
)  # fmt: skip


class Rail(QWidget):
    """`chosen`: the page of a button that was pressed."""

    chosen = Signal(int)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        wide(self, self.setMinimumWidth, 78)
        self.group = QButtonGroup(self)
        mark = QLabel()
        mark.setPixmap(logo(30))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        items: list[Any] = [mark, 10]
        for place in PLACES:
            button = RailButton(place.icon, tr(place.name))
            button.set_name(tr(place.name), actions.shortcut_text(place.action))
            self.group.addButton(button, place.number)
            items.append(button)
        self.lock = IconButton("lock", tr("Lock"), on=lambda: actions.run("app.lock"))
        self.lock.set_name(tr("Lock"), actions.shortcut_text("app.lock"))
        self.menu = IconButton("menu", tr("Menu"))
        layout = fill(QVBoxLayout(self), *items, None, self.lock, self.menu, margins=(0, 16, 0, 12), spacing=4)
        align(layout, Qt.AlignmentFlag.AlignHCenter)
        self.group.idClicked.connect(self.chosen)

    def button(self, number: int) -> RailButton:
        """That of a page; diagnostics belong to the settings."""
        found = self.group.button(number) or self.group.button(SETTINGS)
        assert isinstance(found, RailButton)
        return found


class RailButton(IconButton):
    """An icon over a name. The arrow keys lead from one to the next."""

    def __init__(self, icon_name: str, name: str) -> None:
        super().__init__(icon_name, name, role="rail")
        self.setCheckable(True)
        self.setText(name)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        wide(self, self._fit, 62, 54)
        self._name, self._badge = name, 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        beside = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if beside is None:
            super().keyPressEvent(event)
            return
        buttons = sorted((each for each in self.group().buttons() if each.isVisible()), key=lambda each: each.y())
        buttons[(buttons.index(self) + beside) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self, width: int, height: int) -> None:
        metrics = QFontMetrics(theme().font("micro", weight=QFont.Weight.DemiBold))
        self.setFixedSize(max(width, metrics.horizontalAdvance(self.text()) + 10), height)

    def show_badge(self, number: int) -> None:
        """How many things wait behind the button."""
        self._badge = number
        self.setAccessibleName(
            trn("{name}, {n} waiting in the inbox", "{name}, {n} waiting in the inbox", number, name=self._name) if number else self._name
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._badge:
            return
        text = str(self._badge) if self._badge < 100 else "99+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font("micro", weight=QFont.Weight.DemiBold))
        height = theme().wide(16)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 8)
        place = QRect(self.width() // 2 + 4, 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(theme().color("on-accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
