"""The small parts that every page is made of: labels, buttons, lines, rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.icons import ICON_SIZE, SMALL_ICON, icon, pixmap
from desktop.theme import theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Gives a widget its role in the style sheet, also when it is shown already."""
    if widget.property(name) != role:
        widget.setProperty(name, role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Label(QLabel):
    """Plain text (never HTML) in a role of the type scale."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = False, selectable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self._wraps = wrap
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            self.setAccessibleName(text or tr("Text"))

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        # Box layouts give wrapped labels too little height where a column is aligned or squeezed; a minimum is always kept.
        if self._wraps and self.width() > 0:
            self.setMinimumHeight(0)  # or heightForWidth is never less than it was
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Button(QPushButton):
    """A push button: roles "", primary, danger, quiet, link, chip, row, suggestion."""

    def __init__(
        self, text: str, role: str = "", *, icon_name: str = "", on: Callable[[], object] | None = None, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where one types, and draws no ring
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or text)
        self._icon = icon_name
        self.setText(text)
        self._tint_role = {"primary": "on-accent", "danger": "on-danger", "link": "accent"}.get(role, "text-2")
        theme().changed.connect(self._tint)
        self._tint()
        if on is not None:
            self.clicked.connect(lambda *_: on())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _press(self, event):
            super().keyPressEvent(event)

    def setText(self, text: str) -> None:
        # Qt leaves too little room between icon and text.
        super().setText(f" {text}" if self._icon and text else text)

    def set_icon(self, name: str, role: str = "") -> None:
        """Changes the icon."""
        self._icon, self._tint_role = name, role or self._tint_role
        self._tint()

    def _tint(self) -> None:
        side = theme().wide(SMALL_ICON.width())
        self.setIconSize(QSize(side, side))
        if self._icon:
            self.setIcon(icon(self._icon, self._tint_role, size=side))


class IconButton(QToolButton):
    """A button that shows only an icon: its name is its tooltip and what a screen reader says."""

    def __init__(
        self, icon_name: str, name: str, *, on: Callable[[], object] | None = None, role: str = "", tint: str = "text-2", small: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon, self._tint_role = icon_name, tint
        self.setProperty("role", role)
        self._pixels = (SMALL_ICON if small else ICON_SIZE).width()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name)
        theme().changed.connect(self._tint)
        self._tint()
        if on is not None:
            self.clicked.connect(lambda *_: on())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _press(self, event):
            super().keyPressEvent(event)

    def set_name(self, name: str, shortcut: str = "") -> None:
        """Names the button for people and screen readers."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {shortcut}".rstrip())

    def set_icon(self, name: str, tint: str = "") -> None:
        """Changes the icon."""
        self._icon, self._tint_role = name, tint or self._tint_role
        self._tint()

    def _tint(self) -> None:
        side = theme().wide(self._pixels)
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(self._icon, self._tint_role, size=side))


def _press(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter presses the button that has the focus, as Space does; Qt alone knows that only in dialogs."""
    if event.key() in ENTER and not event.isAutoRepeat():
        button.click()
        return True
    return False


class Picture(QLabel):
    """An icon that is only looked at."""

    def __init__(self, icon_name: str, tint: str = "text-3", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tint_role, self._pixels = icon_name, tint, size
        theme().changed.connect(self._tint)
        self._tint()

    def show_icon(self, name: str, tint: str) -> None:
        """Shows another one."""
        self._icon, self._tint_role = name, tint
        self._tint()

    def _tint(self) -> None:
        side = theme().wide(self._pixels)
        self.setFixedSize(QSize(side, side))
        self.setPixmap(pixmap(self._icon, self._tint_role, side))


class Frame(QFrame):
    """A surface with a role of the style sheet and a layout."""

    def __init__(
        self, role: str, *, horizontal: bool = False, margins: int | Sequence[int] = 0, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.box = fill(QHBoxLayout(self) if horizontal else QVBoxLayout(self), margins=margins, spacing=spacing)


def fill(layout: Any, *items: QWidget | QLayout | int | None, margins: int | Sequence[int] = 0, spacing: int = 8) -> Any:
    """Puts items into a box layout: a number is space, None is a stretch."""
    layout.setContentsMargins(*([margins] * 4 if isinstance(margins, int) else margins))
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def row(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: int | Sequence[int] = 0, stretch: int | None = None) -> QHBoxLayout:
    """Items side by side; the one at place `stretch` takes what room is left."""
    made: QHBoxLayout = fill(QHBoxLayout(), *items, spacing=spacing, margins=margins)
    if stretch is not None:
        made.setStretch(stretch, 1)
    return made


def column(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: int | Sequence[int] = 0) -> QVBoxLayout:
    """Items below each other."""
    made: QVBoxLayout = fill(QVBoxLayout(), *items, spacing=spacing, margins=margins)
    return made


def line() -> QFrame:
    """A thin dividing line."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
        if inner is None:
            shiboken6.delete(item)


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout in order. Never by `itemAt`: Python keeps what that gives as long as the layout lives, Qt deletes it with its widget,
    and the next widget at the same address is then taken for it and freed twice (shiboken 6.11, Object::destroy). `addLayout` asks for the items
    of the layout in it, too: nothing is taken out of one of those alone (`setParent(None)`), but by `clear`."""
    holder = layout.parentWidget()
    found = holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if holder is not None else []
    places = {layout.indexOf(widget): widget for widget in found}
    return [places[place] for place in sorted(places) if place >= 0]


def align(layout: QLayout, alignment: Qt.AlignmentFlag) -> None:
    """Aligns each widget of a layout (not the layouts in it)."""
    for widget in widgets_in(layout):
        layout.setAlignment(widget, alignment)
