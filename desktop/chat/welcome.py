"""What an empty conversation shows: a greeting and three things to try."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.icons import logo
from desktop.widgets.basic import Button, Label, fill
from engine import clock

SUGGESTIONS = (
    ("Tell it about yourself", "My sister Anna lives in Berlin and I am allergic to peanuts."),
    ("Ask what it remembers", "What do you know about me?"),
    ("Note something for later", "Remember that the spare key is with Tom next door."),
    ("Plan with what it knows", "What should I keep in mind when I cook for guests?"),
)


class ChatWelcome(QWidget):
    """Suggestions are put into the composer, not sent."""

    suggested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(logo(52))
        self.greeting = Label("", "headline")
        self.about = Label("What you tell Alcove stays on this computer, encrypted. It remembers what matters, and shows you what it remembers.", "second", wrap=True)
        self.about.setFixedWidth(430)
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, (title, text) in enumerate(SUGGESTIONS):
            button = Button(f"{title}\n{text if len(text) < 44 else text[:42].rsplit(' ', 1)[0] + '…'}", "suggestion", name=f"{title}: {text}")
            button.setToolTip(text)
            button.setFixedWidth(310)
            button.clicked.connect(lambda *_, text=text: self.suggested.emit(text))
            grid.addWidget(button, number // 2, number % 2)
        layout = fill(QVBoxLayout(self), None, picture, 6, self.greeting, self.about, 18, grid, None, None, margins=24, spacing=6)
        for index in range(layout.count()):
            layout.itemAt(index).setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.greet()

    def greet(self) -> None:
        """By the time of day."""
        hour = clock.now().hour
        self.greeting.setText("Good morning" if 5 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening")
