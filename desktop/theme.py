"""The design system at run time: colours, type and the style sheet, light or dark, following the system.

The values are data in resources/themes; widgets take their colours from `theme()` and repaint on `changed`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
Choice = Literal["system", "light", "dark"]
#: Spacing on a 4-pixel grid: `SPACE[3]` is 12.
SPACE = tuple(range(0, 68, 4))


@cache
def tokens(name: str) -> dict[str, str]:
    """The colours of "light" or "dark", by role."""
    return dict(json.loads((RESOURCES / "themes" / f"{name}.json").read_text("utf-8")))


@cache
def scale() -> dict[str, dict[str, int]]:
    """Sizes of type (pixels at 100 %) and radii."""
    return dict(json.loads((RESOURCES / "themes" / "scale.json").read_text("utf-8")))


@cache
def _family(purpose: str) -> str:
    """The first installed family of the stack."""
    installed = set(QFontDatabase.families())
    wanted: list[str] = list(scale()[purpose])
    return next((name for name in wanted if name in installed), wanted[-1])


class Theme(QObject):
    """Applies the chosen colours to the application; `changed` fires after each switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice = "system"
        self.name = "light"
        self._system = QGuiApplication.styleHints().colorScheme()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, choice: Choice) -> None:
        """Light, dark, or as the system is."""
        self.choice = choice
        self.apply()

    def toggle(self) -> Choice:
        """Switches between light and dark; returns the choice made."""
        choice: Choice = "light" if self.name == "dark" else "dark"
        self.choose(choice)
        return choice

    def apply(self) -> None:
        """Sets font, palette and style sheet of the application."""
        self.name = self.choice if self.choice != "system" else ("dark" if self._system == Qt.ColorScheme.Dark else "light")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
        app.setFont(self.font("body"))
        app.setPalette(self._palette())
        app.setStyleSheet(self._sheet())
        self.changed.emit()

    def color(self, role: str) -> QColor:
        """A colour by its role in the token files."""
        return QColor(tokens(self.name)[role])

    def hex(self, role: str) -> str:
        """A colour as `#rrggbb`."""
        return tokens(self.name)[role]

    def font(self, size: str = "body", *, weight: QFont.Weight = QFont.Weight.Normal, mono: bool = False) -> QFont:
        """A font of the type scale."""
        font = QFont(_family("mono" if mono else "families"))
        font.setPixelSize(scale()["sizes"][size] - (1 if mono else 0))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        if self.choice == "system":
            self.apply()

    def _palette(self) -> QPalette:
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, token in (
            (roles.Window, "window"), (roles.WindowText, "text"), (roles.Base, "surface"), (roles.AlternateBase, "sidebar"), (roles.Text, "text"),
            (roles.Button, "surface"), (roles.ButtonText, "text"), (roles.BrightText, "danger"), (roles.Highlight, "accent"),
            (roles.HighlightedText, "on-accent"), (roles.Link, "accent"), (roles.LinkVisited, "accent"), (roles.ToolTipBase, "toast"),
            (roles.ToolTipText, "on-toast"), (roles.PlaceholderText, "text-3"), (roles.Mid, "border"), (roles.Accent, "accent"),
        ):  # fmt: skip
            palette.setColor(role, self.color(token))
        for role in (roles.Text, roles.ButtonText, roles.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def _sheet(self) -> str:
        values = {key.replace("-", "_"): value for key, value in tokens(self.name).items()}
        values |= {f"size_{key}": f"{value}px" for key, value in scale()["sizes"].items()}
        values |= {f"radius_{key}": f"{value}px" for key, value in scale()["radius"].items()}
        values["mono"] = _family("mono")
        values["check"] = (RESOURCES / "themes" / f"check-{self.name}.svg").as_posix()
        values["chevron"] = (RESOURCES / "themes" / f"chevron-{self.name}.svg").as_posix()
        return Template((RESOURCES / "themes" / "alcove.qss").read_text("utf-8")).substitute(values)


_theme: Theme | None = None


def theme() -> Theme:
    """The application's theme (made at first use; needs a QApplication)."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
