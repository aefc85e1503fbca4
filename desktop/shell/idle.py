"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
    }
)  # fmt: skip


class Idle(QObject):
    """`passed` comes once after so many minutes without a key or the pointer; 0 switches it off.

    Watches windows, not widgets: those few events cost nothing, a filter over all events would cost something at each.
    """

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.passed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def set_minutes(self, minutes: int) -> None:
        """From now on."""
        self._timer.setInterval(minutes * 60_000)
        self.begin()

    def begin(self) -> None:
        """Somebody is here."""
        if self._timer.interval() > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Watches no more."""
        self._timer.stop()
        self._timer.setInterval(0)

    @property
    def running(self) -> bool:
        """Whether it will come."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.begin()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # twice for the same one counts once
            self.begin()
