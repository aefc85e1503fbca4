"""The design system at run time: colours, type and the style sheet; light or dark, with more contrast, following the system.

The values are data in resources/themes; widgets take colours and sizes from `theme()`, and repaint or measure anew on `changed`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Template
from typing import Annotated, Literal

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
Choice = Literal["system", "light", "dark"]


class Looks(msgspec.Struct, frozen=True):
    """What the user chose; the fields are called like the settings. `text_size` in percent."""

    theme: Choice = "system"
    high_contrast: Literal["system", "on", "off"] = "system"
    accent: Literal["green", "blue", "rose", "graphite"] = "green"
    text_size: Annotated[int, msgspec.Meta(ge=100, le=200)] = 100
    reduced_motion: bool = False


#: Spacing on a 4-pixel grid: `SPACE[3]` is 12.
SPACE = tuple(range(0, 68, 4))


@cache
def tokens(name: str) -> dict[str, str]:
    """The colours of "light", "dark", "light-contrast" or "dark-contrast", by role."""
    read = dict(json.loads((RESOURCES / "themes" / f"{name}.json").read_text("utf-8")))
    return tokens(name.removesuffix("-contrast")) | read if name.endswith("-contrast") else read


@cache
def coloured(name: str, accent: str) -> dict[str, str]:
    """The same, in one of the ACCENTS."""
    return tokens(name) | dict(json.loads((RESOURCES / "themes" / "accents.json").read_text("utf-8"))[accent][name])


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
    """Applies the chosen looks to the application; `changed` fires after each switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.looks = Looks()
        self.name = "light"
        self.contrast = False
        self._hints = QGuiApplication.styleHints()
        self._system = self._hints.colorScheme()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._wants_contrast = False
        if hasattr(self._hints, "accessibility"):  # since Qt 6.10
            self._access = self._hints.accessibility()
            self._wants_contrast = self._access.contrastPreference() == Qt.ContrastPreference.HighContrast
            self._access.contrastPreferenceChanged.connect(self._contrast_changed)
        self._colours = tokens("light")
        self._applied = ""

    @property
    def choice(self) -> Choice:
        """Light, dark, or as the system is."""
        return self.looks.theme

    @property
    def key(self) -> str:
        """What differs when anything looks different: for what is drawn once and kept."""
        return f"{self.name} {self.contrast} {self.looks.accent} {self.looks.text_size}"

    @property
    def moves(self) -> bool:
        """Whether things may glide and blink."""
        return not self.looks.reduced_motion

    def use(self, looks: Looks) -> None:
        """All that is chosen, at once."""
        if looks != self.looks or not self._applied:
            self.looks = looks
            self.apply()

    def choose(self, choice: Choice) -> None:
        """Light, dark, or as the system is."""
        self.use(msgspec.structs.replace(self.looks, theme=choice))

    def toggle(self) -> Choice:
        """Switches between light and dark; returns the choice made."""
        choice: Choice = "light" if self.name == "dark" else "dark"
        self.choose(choice)
        return choice

    def apply(self) -> None:
        """Sets font, palette and style sheet of the application."""
        looks = self.looks
        self.name = looks.theme if looks.theme != "system" else ("dark" if self._system == Qt.ColorScheme.Dark else "light")
        self.contrast = looks.high_contrast == "on" or (looks.high_contrast == "system" and self._wants_contrast)
        if self.key != self._applied:
            self._applied = self.key
            self._colours = coloured(self._full, looks.accent)
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.setStyle("Fusion")
            app.setFont(self.font("body"))
            app.setPalette(self._palette())
            app.setStyleSheet(self._sheet())
        self.changed.emit()

    @property
    def _full(self) -> str:
        return f"{self.name}-contrast" if self.contrast else self.name

    def px(self, pixels: float) -> int:
        """A length that goes with the text: at 200 % twice as long."""
        return round(pixels * self.looks.text_size / 100)

    def wide(self, pixels: float) -> int:
        """A length that grows half as much: pictures, and the width of panes."""
        return round(pixels * (100 + self.looks.text_size) / 200)

    def size(self, name: str) -> int:
        """A size of the type scale, in pixels."""
        return self.px(scale()["sizes"][name])

    def color(self, role: str) -> QColor:
        """A colour by its role in the token files."""
        return QColor(self._colours[role])

    def hex(self, role: str) -> str:
        """A colour as `#rrggbb`."""
        return self._colours[role]

    def font(self, size: str = "body", *, weight: QFont.Weight = QFont.Weight.Normal, mono: bool = False) -> QFont:
        """A font of the type scale."""
        font = QFont(_family("mono" if mono else "families"))
        font.setPixelSize(self.size(size) - (1 if mono else 0))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        if self.choice == "system":
            self.apply()

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self._wants_contrast = preference == Qt.ContrastPreference.HighContrast
        if self.looks.high_contrast == "system":
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
        values = {key.replace("-", "_"): value for key, value in self._colours.items()}
        values |= {f"size_{key}": f"{self.size(key)}px" for key in scale()["sizes"]}
        values |= {f"radius_{key}": f"{value}px" for key, value in scale()["radius"].items()}
        values["mono"] = _family("mono")
        box, ring = self.px(16), self.px(5)
        values |= {"box": f"{box}px", "box_round": f"{box // 2 + 1}px", "ring": f"{ring}px", "dot": f"{box + 2 - 2 * ring}px"}
        values["arrow"] = f"{self.wide(16)}px"
        for picture in ("check", "chevron"):
            values[picture] = (RESOURCES / "themes" / f"{picture}-{self._full}.svg").as_posix()
        return Template((RESOURCES / "themes" / "alcove.qss").read_text("utf-8")).substitute(values)


_theme: Theme | None = None


def theme() -> Theme:
    """The application's theme (made at first use; needs a QApplication)."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
