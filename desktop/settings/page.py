"""The settings page, made from what is declared in engine/settings.py: sections, a search over everything, stored at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.i18n import tr, trn
from desktop.settings import looks, wording
from desktop.settings.about import ModelsRow, VaultRow
from desktop.settings.controls import Text
from desktop.settings.links import LINKS, Link, available
from desktop.settings.rows import LinkRow, Row, Section, SettingRow
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, fill, row
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import tall, wide
from desktop.widgets.states import EmptyState
from engine.settings import DECLARED, SECTIONS

if TYPE_CHECKING:
    from engine.vault.database import Changes
    from engine.vault.status import VaultStatus

WIDTH, BESIDE, MARGIN = 680, 170, 28  # pixels at 100 %


class SettingsPage(QWidget):
    """`rows` are the settings by key, `links` what leads elsewhere, by title."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self._writing: Counter[str] = Counter()
        self.models, self.vault = ModelsRow(), VaultRow()
        self.rows = {setting.key: SettingRow(wording.spoken(setting)) for setting in DECLARED}
        self.links = {link.title: self._link(link) for link in available(desk.actions.specs)}
        self.sections = [self._section(name) for name in (*SECTIONS, *wording.OTHERS)]
        self._build()
        for one in self.rows.values():
            one.changed.connect(self._put)
        desk.changed.connect(self._changed)

    def keep(self) -> None:
        """Stores what is still being typed."""
        for one in self.rows.values():
            if isinstance(one.control, Text):
                one.control.flush()

    def appear(self) -> None:
        """The page comes into view."""
        self._read()

    def focus_first(self) -> None:
        """Ready to search."""
        self.search.setFocus()

    def reveal(self, title: str) -> None:
        """Shows one setting (by key) or link (by title), and gives it the focus."""
        self.search.clear()
        self._look("")
        target: Row = self.rows.get(title) or self.links[title]
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(target, 0, 200))
        target.focus()

    def _build(self) -> None:
        self.search = SearchField(tr("Search settings"))
        wide(self.search, self.search.setMaximumWidth, 300)
        head = row(Label(tr("Settings"), "headline"), None, self.search, spacing=16, margins=(28, 18, 28, 8))
        head.setStretch(2, 1)
        self.nav = QWidget()
        tall(self.nav, self.nav.setFixedWidth, BESIDE)
        self._buttons = {section.name: Button(section.title, "row", on=lambda section=section: self._go(section)) for section in self.sections}
        fill(QVBoxLayout(self.nav), *self._buttons.values(), None, margins=(18, 20, 0, 12), spacing=2)
        self.holder = holder = QWidget()
        wide(holder, holder.setMaximumWidth, WIDTH)
        self.nothing = EmptyState("search", tr("Nothing found"), tr("No setting has these words. Escape shows all of them."))
        self.nothing.hide()
        fill(QVBoxLayout(holder), *self.sections, self.nothing, None, margins=(0, 0, 0, 32), spacing=10)
        body = QWidget()
        body.setProperty("role", "plain")
        inner = fill(QHBoxLayout(body), margins=(MARGIN, 0, MARGIN, 0), spacing=0)
        inner.addStretch(1)
        inner.addWidget(holder, 1000)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(tr("Settings"))
        below = fill(QHBoxLayout(), self.nav, self.area, spacing=0)
        below.setStretch(1, 1)
        fill(QVBoxLayout(self), head, below, spacing=0).setStretch(1, 1)
        self.search.searched.connect(self._look)
        self.search.left.connect(self._into)

    def _section(self, name: str) -> Section:
        found: list[Row] = [one for one in self.rows.values() if one.setting.section == name]
        if name == "Models":
            found.append(self.models)
        if name == "Vault":
            found.append(self.vault)
        found += [self.links[link.title] for link in LINKS if link.section == name and link.title in self.links]
        return Section(name, wording.section(name), found)

    def _link(self, link: Link) -> LinkRow:
        def go() -> None:
            for action in link.actions:
                self.desk.actions.run(action)

        words = f"{tr(link.words)} {wording.section(link.section)} {link.title} {link.words} {link.section}"
        return LinkRow(tr(link.title), tr(link.about), tr(link.said), link.icon, go, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = max(theme().wide(WIDTH) * 0.8, self.holder.minimumSizeHint().width() + 2 * MARGIN)
        self.nav.setVisible(self.width() > needed + theme().px(BESIDE))

    # Finding

    def _look(self, text: str) -> None:
        terms = text.lower().split()
        shown = sum(section.look(terms) for section in self.sections)
        self.nothing.setVisible(not shown)
        for section in self.sections:
            self._buttons[section.name].setEnabled(section.isVisibleTo(self))
        if terms:
            self.desk.announce(trn("{n} found", "{n} found", shown) if shown else tr("Nothing found"))

    def _into(self) -> None:
        """From the search to the first line that it found."""
        self._look(self.search.text().strip())
        for section in self.sections:
            for one in section.rows:
                if one.isVisibleTo(self) and isinstance(one, SettingRow | LinkRow):
                    one.focus()
                    return

    def _go(self, section: Section) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(min(section.y(), bar.maximum()))
        first = next((one for one in section.rows if one.isVisibleTo(self) and isinstance(one, SettingRow | LinkRow)), None)
        if first is not None:
            first.focus()

    # Reading and writing

    def _read(self) -> None:
        session = self.desk.session

        def read() -> tuple[dict[str, Any], VaultStatus]:
            return session.settings.all(), session.vault.status()

        self.desk.tasks.query(self, read, self._show)

    def _show(self, found: tuple[dict[str, Any], VaultStatus]) -> None:
        values, status = found
        for key, one in self.rows.items():
            if not self._writing[key]:
                one.show_value(values[key])
        self.models.show_models(self.desk.session)
        self.vault.show_status(status)

    def _put(self, key: str, value: Any) -> None:
        settings, one = self.desk.session.settings, self.rows[key]
        self._writing[key] += 1
        if key in looks.KEYS:
            theme().use(msgspec.structs.replace(theme().looks, **{key: value}))

        def done(_: object) -> None:
            self._writing[key] -= 1
            one.reset.setVisible(value != one.setting.default)
            one.confirm()
            self.desk.announce(tr("{title}: saved", title=one.setting.title))

        def failed(error: Exception) -> None:
            self._writing[key] -= 1
            self.desk.show_error(error)
            self._read()

        self.desk.tasks.change(self, _putting(settings, key, value), done, failed)

    def _changed(self, changes: Changes) -> None:
        if "setting" in changes.kinds and self.isVisible():
            self._read()


def _putting(settings: Any, key: str, value: Any) -> Callable[[], None]:
    return lambda: settings.put(key, value)
