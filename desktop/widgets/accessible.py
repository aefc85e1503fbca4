"""What a screen reader is told of widgets that paint themselves: a class says `accessible_role`, and its objects `accessible_value()`.

Qt asks only while a screen reader runs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

#: Qt deletes these with their widgets; without a reference, Python would delete them once more.
_KEPT: list[QAccessibleWidget] = []


class _Painted(QAccessibleWidget):
    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role, "")
        self._widget = widget

    def text(self, kind: QAccessible.Text) -> str:
        return str(self._widget.accessible_value()) if kind == QAccessible.Text.Value else super().text(kind)  # type: ignore[attr-defined]


def _make(_: str, thing: QObject) -> QAccessibleWidget | None:
    role = getattr(type(thing), "accessible_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    made = _Painted(thing, role)
    _KEPT.append(made)
    return made


_installed = False


def install() -> None:
    """Once for the program."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_make)
