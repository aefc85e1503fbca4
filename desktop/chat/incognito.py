"""What an incognito chat shows that no other does: a bar that says so, and an empty page that says what it means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.i18n import phrase, tr
from desktop.widgets.basic import Button, Frame, Label, Picture, align, fill, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.scaling import wide

ABOUT = phrase("Nothing that is said here is kept: no messages, no memories, no drafts. It is gone when you end it, lock Alcove or quit.")


class IncognitoBar(Frame):
    """On top of the chat for as long as it is shown."""

    ended = Signal()
    memory_allowed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("incognito-bar", horizontal=True, margins=(24, 9, 14, 9), spacing=10, parent=parent)
        self.title = Label(tr("Incognito chat"), "strong")
        self.allow = QCheckBox(tr("Use my memories"))
        self.allow.setToolTip(tr("Answers may read what is remembered; nothing is added to it."))
        self.allow.setAccessibleName(tr("Use my memories in this incognito chat"))
        self.allow.toggled.connect(self.memory_allowed)
        self.end = Button(tr("End"), "on-incognito", on=self.ended.emit, name=tr("End the incognito chat"))
        self.end.setToolTip(tr("What was said here is gone then."))
        for part in (Picture("eye-off", "on-incognito", 18), self.title, ElidedLabel(tr("Nothing is kept"), "small")):
            self.box.addWidget(part)
        self.box.setStretch(2, 1)
        self.box.addWidget(self.allow)
        self.box.addWidget(self.end)


class IncognitoWelcome(QWidget):
    """Before anything is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = Label(tr(ABOUT), "lead", wrap=True)
        wide(about, about.setMaximumWidth, 440)
        about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = row(None, about, None)
        middle.setStretch(1, 1000)
        layout = fill(
            QVBoxLayout(self),
            None,
            Picture("eye-off", "incognito", 52),
            10,
            Label(tr("Incognito"), "display"),
            middle,
            None,
            None,
            margins=24,
            spacing=6,
        )
        align(layout, Qt.AlignmentFlag.AlignHCenter)
