"""Alcove's icon in the system's tray, where there is one: whether it is locked, and a short menu. No word of what is inside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop.i18n import tr
from desktop.icons import app_icon, logo
from desktop.theme import RESOURCES

SIZES = (16, 22, 32, 64)
PRESSED = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick, QSystemTrayIcon.ActivationReason.MiddleClick)


class Tray(QObject):
    """`asked` is what was chosen: "open", "new", "lock" or "quit". `told_pressed`: somebody pressed a message of ours."""

    asked = Signal(str)
    told_pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self.menu.setAccessibleName(tr("Alcove in the tray"))
        self.entries: dict[str, QAction] = {}
        for name, title in (("open", tr("Open Alcove")), ("new", tr("New chat")), ("lock", tr("Lock")), ("quit", tr("Quit"))):
            if name == "quit":
                self.menu.addSeparator()
            self.entries[name] = self.menu.addAction(title, partial(self.asked.emit, name))
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.told_pressed)
        self.show_locked(True)
        self.appear()

    @property
    def there(self) -> bool:
        """Whether the icon can be seen, so that a hidden window can be found again."""
        return self.icon.isVisible() and self.available()

    @staticmethod
    def available() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def appear(self) -> None:
        """Shows the icon. A panel may start later than we do: called again whenever somebody comes to the window."""
        if self.available() and not self.icon.isVisible():
            self.icon.show()

    def leave(self) -> None:
        """Takes the icon away."""
        self.icon.hide()

    def show_locked(self, locked: bool) -> None:
        """Whether the vault is open."""
        self.icon.setIcon(locked_icon() if locked else app_icon())
        self.icon.setToolTip(tr("Alcove: locked") if locked else tr("Alcove"))
        for name in ("new", "lock"):
            self.entries[name].setEnabled(not locked)

    def tell(self, title: str, text: str) -> bool:
        """A message at the icon; whether there is one."""
        if not self.there:
            return False
        self.icon.showMessage(title, text, app_icon())
        return True

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in PRESSED:
            self.asked.emit("open")


def locked_icon() -> QIcon:
    """Alcove's icon with a padlock in its corner."""
    made, lock = QIcon(), (RESOURCES / "icons" / "lock.svg").read_text("utf-8").replace("currentColor", "#ffffff").replace('"1.6"', '"2.4"')
    renderer = QSvgRenderer(lock.encode())
    for size in SIZES:
        picture = logo(size)
        ratio = picture.devicePixelRatio()
        whole = picture.width() / ratio
        radius = whole * 0.29
        middle = QPointF(whole - radius, whole - radius)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#1f2933"))
        painter.drawEllipse(middle, radius, radius)
        side = radius * 1.5
        renderer.render(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        painter.end()
        made.addPixmap(picture)
    return made
