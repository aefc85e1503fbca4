"""Fixed sizes that go with the size of the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.theme import theme


class _Scaled(QObject):
    def __init__(self, owner: QWidget, put: Callable[..., object], sizes: tuple[float, ...], fully: bool) -> None:
        super().__init__(owner)
        self._put, self._sizes, self._fully = put, sizes, fully
        theme().changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        measure = theme().px if self._fully else theme().wide
        self._put(*(measure(size) for size in self._sizes))


def tall(owner: QWidget, put: Callable[..., object], *sizes: float) -> None:
    """Keeps a size as long as text needs it: `tall(field, field.setFixedHeight, 96)`."""
    _Scaled(owner, put, sizes, fully=True)


def wide(owner: QWidget, put: Callable[..., object], *sizes: float) -> None:
    """Keeps the width of a pane, or the size of a picture; it grows half as much as the text."""
    _Scaled(owner, put, sizes, fully=False)
