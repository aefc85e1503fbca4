"""Short messages at the top right of the window, with one thing to do about them. They wait while the pointer or the focus is on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import tr
from desktop.widgets.basic import Button, Label, row
from desktop.widgets.scaling import wide

SECONDS = 7
#: Of a longer message every line is shown, for as long as it takes to read.
LINE, SECONDS_A_LINE = 58, 3
RIGHT, TOP = 60, 8  # beside the heading of a page, and not over its menu


class Toast(QFrame):
    """One message."""

    def __init__(self, parent: QWidget, text: str, action: str, on_action: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tr("Message"))
        lines = 1 + len(text) // LINE
        self.label = Label(text, "body", wrap=lines > 1)
        wide(self.label, self.label.setFixedWidth if lines > 1 else self.label.setMaximumWidth, 460)
        self.button: Button | None = None
        items: list[QWidget] = [self.label]
        if action and on_action is not None:
            self.button = Button(action, "toast", on=lambda: self._act(on_action), name=f"{action}: {text}")
            items.append(self.button)
        self.setLayout(row(*items, margins=(16, 9, 8 if action else 16, 9), spacing=14))
        self._timer = QTimer(self, singleShot=True, interval=(SECONDS + SECONDS_A_LINE * (lines - 1)) * 1000)
        self._timer.timeout.connect(self.close_toast)
        self._timer.start()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave:
            self._timer.start()
        return super().event(event)

    def close_toast(self) -> None:
        """Takes the message away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _act(self, on_action: Callable[[], object]) -> None:
        self.close_toast()
        on_action()


class Toasts(QObject):
    """Shows one toast at a time over `window`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.toast: Toast | None = None
        window.installEventFilter(self)

    def show_toast(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Shows a message in place of the one before."""
        self.clear()
        self.toast = Toast(self._window, text, action, on_action)
        self.toast.destroyed.connect(self._forget)
        self.toast.adjustSize()
        self._place()
        self.toast.show()
        self.toast.raise_()

    def clear(self) -> None:
        """Takes the message away."""
        if self.toast is not None:
            toast, self.toast = self.toast, None
            toast.destroyed.disconnect(self._forget)
            toast.close_toast()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        if self.toast is not None:
            self.toast.move(self._window.width() - self.toast.width() - RIGHT, TOP)

    def _forget(self) -> None:
        self.toast = None
