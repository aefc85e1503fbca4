"""A line of the settings page: what it is called, what it means, and the control; found by a search, which marks what it found."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.settings.controls import Several, Switch, Text, control
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, IconButton, Label, column, fill, line, row
from engine.settings import Setting

SAID_MS = 2_500


class _Words(Label):
    """Text in which what was searched for is marked."""

    pressed = Signal()

    def __init__(self, text: str, role: str = "body") -> None:
        super().__init__(text, role, wrap=True)
        self._plain, self._terms = text, list[str]()
        self.setAccessibleName(text)
        theme().changed.connect(self._write)

    def mark(self, terms: list[str]) -> None:
        """Marks these."""
        if terms != self._terms:
            self._terms = terms
            self._write()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def _write(self) -> None:
        found = re.compile("|".join(map(re.escape, sorted(self._terms, key=len, reverse=True))), re.IGNORECASE) if self._terms else None
        if found is None or not found.search(self._plain):
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(self._plain)
            return
        marked, at = "", 0
        for match in found.finditer(self._plain):
            marked += html.escape(self._plain[at : match.start()])
            marked += f'<span style="background-color: {theme().hex("highlight")}">{html.escape(match.group())}</span>'
            at = match.end()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(marked + html.escape(self._plain[at:]))


class Row(QWidget):
    """What all lines share."""

    def __init__(self, title: str, about: str, found_by: str) -> None:
        super().__init__()
        self.title, self.about = _Words(title), _Words(about, "caption")
        self.about.setVisible(bool(about))
        self._found_by = found_by

    def fits(self, terms: list[str]) -> bool:
        """Whether it has all these words, or beginnings of words."""
        return all(term in self._found_by for term in terms)

    def mark(self, terms: list[str]) -> None:
        """Marks what was searched for."""
        self.title.mark(terms)
        self.about.mark(terms)

    def focus(self) -> None:
        """Takes the focus."""
        raise NotImplementedError


class SettingRow(Row):
    """One setting. `changed(key, value)`: what the user wants it to be."""

    changed = Signal(str, object)

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting.title, setting.description, setting.found_by)
        self.setting = setting
        self.control: Any = control(setting)
        self.control.field.setAccessibleDescription(setting.description)
        self.saved = Label(tr("Saved"), "caption")
        self.reset = IconButton("undo", tr("Back to the default: {title}", title=setting.title), small=True, tint="text-3", on=self._reset)
        self.reset.setToolTip(tr("Back to the default"))
        for part in (self.saved, self.reset):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.hide()
        texts = column(self.title, self.about, spacing=1)
        if isinstance(self.control, Several | Text):
            head = row(texts, self.saved, self.reset, spacing=8)
            head.setStretch(0, 1)
            fill(QVBoxLayout(self), head, self.control, spacing=8)
        else:
            beside = row(texts, self.saved, self.reset, self.control, spacing=8)
            beside.setStretch(0, 1)
            self.setLayout(beside)
            self.layout().setContentsMargins(0, 0, 0, 0)
        if isinstance(self.control, Switch):
            self.title.pressed.connect(self.control.click)
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(self.saved.hide)
        self.control.chosen.connect(lambda value: self.changed.emit(setting.key, value))

    def show_value(self, value: Any) -> None:
        """Shows what is stored."""
        self.control.show_value(value)
        self.reset.setVisible(value != self.setting.default)

    def confirm(self) -> None:
        """It is stored: says so for a moment."""
        self.saved.show()
        self._said.start()

    def focus(self) -> None:
        self.control.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reset(self) -> None:
        if self.reset.hasFocus():
            self.focus()
        self.control.show_value(self.setting.default)
        self.changed.emit(self.setting.key, self.setting.default)


class LinkRow(Row):
    """A line that leads elsewhere."""

    def __init__(self, title: str, about: str, said: str, icon_name: str, on: Callable[[], object], words: str = "") -> None:
        super().__init__(title, about, f"{title} {about} {said} {words}".lower())
        self.button = Button(said, icon_name=icon_name, on=on, name=f"{said}: {title}")
        beside = row(column(self.title, self.about, spacing=1), self.button, spacing=12)
        beside.setStretch(0, 1)
        self.setLayout(beside)
        self.layout().setContentsMargins(0, 0, 0, 0)

    def focus(self) -> None:
        self.button.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Section(QWidget):
    """A heading over a card of lines; hidden when a search leaves none."""

    def __init__(self, name: str, title: str, rows: list[Row]) -> None:
        super().__init__()
        self.name, self.title, self.rows = name, title, rows
        card = Frame("card", margins=(18, 15, 18, 15), spacing=12)
        self._lines: list[QWidget | None] = []
        for number, one in enumerate(rows):
            between = line() if number else None
            self._lines.append(between)
            if between is not None:
                card.box.addWidget(between)
            card.box.addWidget(one)
        self.heading = Label(title, "section")
        fill(QVBoxLayout(self), self.heading, card, margins=(0, 10, 0, 0), spacing=10)

    def look(self, terms: list[str]) -> int:
        """Shows the lines that have all terms; how many there are."""
        shown = 0
        for one, between in zip(self.rows, self._lines, strict=True):
            fits = one.fits(terms)
            one.setVisible(fits)
            one.mark(terms if fits else [])
            if between is not None:
                between.setVisible(fits and shown > 0)
            shown += fits
        self.setVisible(bool(shown))
        return shown
