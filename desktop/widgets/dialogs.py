"""Dialogs: questions and errors. They never block: the answer arrives in a callback."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.widgets.basic import Button, Label, fill, row
from desktop.widgets.scaling import wide


class Dialog(QDialog):
    """A window-modal dialog with a title, room for content, and buttons at the bottom right."""

    def __init__(self, parent: QWidget, title: str, *, width: int = 460) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wide(self, self.setFixedWidth, width)
        self.heading = Label(title, "title", wrap=True)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.buttons = row(None)
        self._column = fill(QVBoxLayout(self), self.heading, self.content, 8, self.buttons, margins=24, spacing=10)

    def open(self) -> None:
        """Shows the dialog, as high as its text needs."""
        self.ensurePolished()
        self._fit_now()
        super().open()

    def fit(self) -> None:
        """The content changed: as high as it needs, once it has got its style."""
        QTimer.singleShot(0, self, self._fit_now)

    def _fit_now(self) -> None:
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        self.setFixedHeight(max(self._column.totalHeightForWidth(self.width()), 120))

    def add(self, *items: QWidget) -> None:
        """Adds content."""
        for item in items:
            self.content.addWidget(item)

    def add_button(self, text: str, role: str = "", on: Callable[[], object] | None = None, *, default: bool = False) -> Button:
        """Adds a button; without `on` it closes the dialog."""
        made = Button(text, role, on=on or self.reject)
        made.setDefault(default)
        self.buttons.addWidget(made)
        return made


def ask(parent: QWidget, title: str, text: str, *, yes: str, on_yes: Callable[[], object], danger: bool = False) -> Dialog:
    """A question with Cancel and one way forward."""
    dialog = Dialog(parent, title)
    dialog.add(Label(text, "second", wrap=True))
    dialog.add_button(tr("Cancel"))

    def accept() -> None:
        dialog.accept()
        on_yes()

    dialog.add_button(yes, "danger" if danger else "primary", accept, default=not danger)
    dialog.open()
    return dialog


def tell(parent: QWidget, title: str, text: str, hint: str = "") -> Dialog:
    """A message with one button."""
    dialog = Dialog(parent, title)
    dialog.add(Label(text, "body", wrap=True))
    if hint:
        dialog.add(Label(hint, "second", wrap=True))
    dialog.add_button(tr("Close"), "primary", default=True)
    dialog.open()
    return dialog
