"""Icons: our own line drawings in resources/icons, tinted with the theme's colours."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme import RESOURCES, theme


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)  # every icon has six: two sizes of pixels, and what it is when checked or disabled
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    image = QImage(round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, role: str = "text-2", size: int = 20, ratio: float = 2.0) -> QPixmap:
    """One icon as a picture, `size` logical pixels wide."""
    return _pixmap(name, theme().hex(role), size, ratio)


def icon(name: str, role: str = "text-2", checked: str = "accent", size: int = 20) -> QIcon:
    """An icon with a checked and a disabled form. Make it anew when the theme changes (`Iconed` does)."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, role, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """Alcove's own icon."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("alcove", "#000000", size, 1.0))
    return made


def logo(size: int) -> QPixmap:
    """Alcove's icon as a picture."""
    return _pixmap("alcove", "#000000", size, 2.0)


ICON_SIZE = QSize(20, 20)
SMALL_ICON = QSize(16, 16)
