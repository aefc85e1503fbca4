"""Colours: readable everywhere, and as the system wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.actions import ACTIONS
from desktop.theme import RESOURCES, Looks, coloured, theme, tokens
from engine.settings import BY_KEY

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
    ("on-toast", "toast"), ("warning", "surface"), ("on-incognito", "incognito"), ("incognito", "incognito-soft"), ("on-past", "past"),
    ("incognito", "sidebar"), ("text-3", "hover"), ("accent", "selected"), ("past", "on-past"), ("accent-hover", "window"),
    ("text", "incognito-bubble"), ("text-2", "past-soft"), ("toast-accent", "toast"), ("text-2", "rail"), ("accent", "surface"),
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


NAMES = ("light", "dark", "light-contrast", "dark-contrast")
ACCENTS = BY_KEY["accent"].choices


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("name", NAMES)
def test_all_text_has_enough_contrast(name: str, accent: str) -> None:
    colours = coloured(name, accent)
    poor = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in TEXT if contrast(colours[a], colours[b]) < 4.5}
    poor |= {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in SHAPES if contrast(colours[a], colours[b]) < 3}
    assert not poor


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("contrast")])
def test_high_contrast_means_seven_to_one_for_text_and_lines(name: str, accent: str) -> None:
    colours = coloured(name, accent)
    for front in ("text", "text-2", "text-3", "accent", "border", "danger"):
        for back in ("window", "surface", "sidebar", "rail", "raised"):
            assert contrast(colours[front], colours[back]) >= 7, (front, back)


def test_all_themes_name_the_same_colours() -> None:
    for name in NAMES:
        assert tokens(name).keys() == tokens("light").keys()


@pytest.mark.parametrize("purpose", ["text", "pen"])
def test_every_colour_of_text_in_the_style_sheet_is_checked(purpose: str) -> None:
    """A colour that is new in the style sheet, or in a painter, belongs into TEXT above."""
    checked = {front for front, _ in TEXT + SHAPES} | {"disabled", "window", "border", "tie", "scroll"}
    if purpose == "text":
        sheet = (RESOURCES / "themes" / "alcove.qss").read_text("utf-8")
        used = set(re.findall(r"[^-]color: \$(\w+)", sheet))
    else:
        painted = "\n".join(file.read_text("utf-8") for file in (RESOURCES.parent / "desktop").rglob("*.py"))
        used = set(re.findall(r'setPen\(theme\(\)\.color\("([a-z0-9-]+)"\)\)', painted))
    assert {name.replace("_", "-") for name in used} <= checked


def test_twice_the_size_is_twice_the_size(qtbot: QtBot) -> None:
    theme().use(Looks("light"))
    body, pane = theme().size("body"), theme().wide(300)
    theme().use(Looks("light", text_size=200))
    assert (theme().size("body"), theme().font("body").pixelSize(), theme().wide(300)) == (2 * body, 2 * body, 1.5 * pane)
    assert f"font-size: {theme().size('caption')}px" in theme()._sheet()
    theme().use(Looks("light"))


def test_more_contrast_follows_the_system_until_told_otherwise(qtbot: QtBot) -> None:
    try:
        theme().use(Looks("light"))
        theme()._contrast_changed(Qt.ContrastPreference.HighContrast)
        assert theme().contrast
        theme().use(Looks("light", high_contrast="off"))
        assert not theme().contrast
    finally:
        theme()._contrast_changed(Qt.ContrastPreference.NoPreference)
        theme().use(Looks("light"))


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
