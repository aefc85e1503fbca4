"""Colours: readable everywhere, and as the system wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.actions import ACTIONS
from desktop.theme import RESOURCES, theme, tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = [
    (front, back)
    for back in ("window", "sidebar", "surface", "raised", "bubble", "selected", "hover", "code")
    for front in ("text", "text-2")
] + [
    ("text-3", "window"), ("text-3", "surface"), ("text-3", "sidebar"), ("text-3", "raised"), ("accent", "window"), ("accent", "surface"),
    ("accent", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-hover"), ("danger", "window"), ("danger", "surface"),
    ("on-danger", "danger"), ("on-danger", "danger-hover"), ("text-2", "warning-soft"), ("text-2", "danger-soft"), ("text", "highlight"),
    ("on-toast", "toast"), ("toast-accent", "toast"), ("text-2", "rail"), ("accent", "surface"),
    *((name, "code") for name in ("code-keyword", "code-string", "code-number", "code-comment", "code-name", "code-builtin")),
]  # fmt: skip
#: Lines and pictures need 3:1 only (WCAG 1.4.11).
SHAPES = [
    ("focus", "window"),
    ("focus", "surface"),
    ("border-strong", "surface"),
    ("fact", "surface"),
    ("event", "surface"),
    ("procedure", "surface"),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_text_has_enough_contrast(name: str) -> None:
    colours = tokens(name)
    poor = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in TEXT if contrast(colours[a], colours[b]) < 4.5}
    poor |= {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in SHAPES if contrast(colours[a], colours[b]) < 3}
    assert not poor


def test_both_themes_name_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


def test_every_colour_and_size_of_the_style_sheet_exists(qtbot: QtBot) -> None:
    theme().choose("light")
    assert "$" not in theme()._sheet()


def test_every_action_has_an_icon_of_our_own_that_takes_its_colour() -> None:
    for spec in ACTIONS:
        drawing = (RESOURCES / "icons" / f"{spec.icon}.svg").read_text("utf-8")
        assert "currentColor" in drawing
        assert not re.search(r"#[0-9a-f]{3,6}", drawing)


def test_the_window_follows_the_system_until_told_otherwise(qtbot: QtBot) -> None:
    hints = QGuiApplication.styleHints()
    try:
        theme().choose("system")
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme().name == "dark"
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert theme().name == "light"
        theme().choose("dark")
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert theme().name == "dark"
    finally:
        theme().choose("light")
