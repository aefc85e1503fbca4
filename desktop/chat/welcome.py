"""What an empty conversation shows: a greeting and four things to try."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.icons import logo
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, Picture, column, fill, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.scaling import wide
from engine import clock

SUGGESTIONS = (
    ("fact", "Tell it about yourself", "My sister Anna lives in Berlin and I am allergic to peanuts."),
    ("memory", "Ask what it remembers", "What do you know about me?"),
    ("spark", "Note something for later", "Remember that the spare key is with Tom next door."),
    ("chat", "Use what it knows", "Where does my sister live?"),
)
ABOUT = "What you tell Alcove stays on this computer, encrypted. It remembers what matters, and shows you what it remembers."


class Suggestion(Button):
    """A title and an example."""

    def __init__(self, icon_name: str, title: str, text: str) -> None:
        super().__init__("", "suggestion", name=f"{title}: {text}")
        self.setToolTip(text)
        parts = (Picture(icon_name, "accent", 20), Label(title, "strong"), ElidedLabel(text, "small"))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(parts[0], column(parts[1], parts[2], spacing=2), spacing=14, margins=(16, 12, 16, 12), stretch=1))
        wide(self, self._fit, 316)

    def _fit(self, width: int) -> None:
        self.setFixedSize(width, theme().px(66))


class ChatWelcome(QWidget):
    """Suggestions are put into the composer, not sent."""

    suggested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(logo(52))
        self.greeting = Label("", "display")
        self.about = Label(ABOUT, "lead", wrap=True)
        wide(self.about, self.about.setFixedWidth, 470)
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.suggestions: list[Suggestion] = []
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, (icon_name, title, text) in enumerate(SUGGESTIONS):
            button = Suggestion(icon_name, title, text)
            button.clicked.connect(lambda *_, text=text: self.suggested.emit(text))
            self.suggestions.append(button)
            grid.addWidget(button, number // 2, number % 2)
        layout = fill(QVBoxLayout(self), None, picture, 8, self.greeting, self.about, 22, grid, None, None, margins=24, spacing=6)
        for index in range(layout.count()):
            layout.itemAt(index).setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.greet()

    def greet(self) -> None:
        """By the time of day."""
        hour = clock.now().hour
        self.greeting.setText("Good morning" if 5 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening")
