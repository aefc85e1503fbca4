"""What an empty conversation shows: a greeting and four things to try."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import phrase, tr
from desktop.icons import logo
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, Picture, align, column, fill, row
from desktop.widgets.elided import ElidedLabel
from desktop.widgets.scaling import wide
from engine import clock

#: What they write is English: answers and learning are.
SUGGESTIONS = (
    ("fact", phrase("Tell it about yourself"), "My sister Anna lives in Berlin and I am allergic to peanuts."),
    ("memory", phrase("Ask what it remembers"), "What do you know about me?"),
    ("spark", phrase("Note something for later"), "Remember that the spare key is with Tom next door."),
    ("chat", phrase("Use what it knows"), "Where does my sister live?"),
)
ABOUT = phrase("What you tell Alcove stays on this computer, encrypted. It remembers what matters, and shows you what it remembers.")

WIDTH, HEIGHT, ABOVE = 316, 66, 200  # pixels at 100 %: of a suggestion, and of what stands above them


class Suggestion(Button):
    """A title and an example."""

    def __init__(self, icon_name: str, title: str, text: str) -> None:
        super().__init__("", "suggestion", name=f"{title}: {text}")
        self.setToolTip(text)
        parts = (Picture(icon_name, "accent", 20), Label(title, "strong"), ElidedLabel(text, "small"))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(parts[0], column(parts[1], parts[2], spacing=2), spacing=14, margins=(16, 12, 16, 12), stretch=1))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().wide(WIDTH), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChatWelcome(QWidget):
    """Suggestions are put into the composer, not sent."""

    suggested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(logo(52))
        self.greeting = Label("", "display")
        self.about = Label(tr(ABOUT), "lead", wrap=True)
        wide(self.about, self.about.setMaximumWidth, 470)
        self.about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.suggestions: list[Suggestion] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        for icon_name, title, text in SUGGESTIONS:
            button = Suggestion(icon_name, tr(title), text)
            button.clicked.connect(lambda *_, text=text: self.suggested.emit(text))
            self.suggestions.append(button)
        self._place(2, len(SUGGESTIONS))
        middle = row(None, self.about, None)
        middle.setStretch(1, 1000)
        layout = fill(QVBoxLayout(self), None, picture, 8, self.greeting, middle, 22, self._grid, None, None, margins=24, spacing=6)
        align(layout, Qt.AlignmentFlag.AlignHCenter)
        layout.setAlignment(self._grid, Qt.AlignmentFlag.AlignHCenter)
        self.greet()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= 2 * theme().wide(WIDTH) + 58 else 1
        lines = max(1, (self.height() - theme().px(ABOVE)) // (theme().px(HEIGHT) + 10))
        self._place(columns, columns * lines)

    def _place(self, columns: int, most: int) -> None:
        """As many as there is room for, in one column or two."""
        for number, button in enumerate(self.suggestions):
            self._grid.addWidget(button, number // columns, number % columns)
            button.setVisible(number < most)

    def greet(self) -> None:
        """By the time of day."""
        hour = clock.now().hour
        self.greeting.setText(tr("Good morning") if 5 <= hour < 12 else tr("Good afternoon") if 12 <= hour < 18 else tr("Good evening"))
