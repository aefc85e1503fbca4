"""The chips over the list: each narrows it by one thing, and says how much that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.memory.period import PeriodChip
from desktop.widgets.basic import Button, fill, row
from desktop.widgets.fields import Choice
from desktop.widgets.flow import Flow
from engine.memory import browsing
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from desktop.desk import Desk

KINDS = {"semantic": "Facts", "episodic": "Events", "procedural": "How-tos", "summary": "Summaries"}
STATUSES = {"active": "Current", "proposed": "To review", "superseded": "Past", "retracted": "Taken back", "archived": "Archived",
            "trashed": "Forgotten"}  # fmt: skip
SOURCES = {"typed": "Written down", "confirmed": "Confirmed", "inferred": "Learned in chats", "document": "From documents", "import": "Imported"}
ORDERS = (("Newest first", "newest"), ("Oldest first", "oldest"), ("When it was", "when"), ("Most important", "importance"), ("Most used", "used"),
          ("A to Z", "text"))  # fmt: skip
_LONGEST = 26
CURRENT = ("active",)


class FilterChip(Button):
    """Opens a menu of what there is; several can be ticked. `values` are what Filter takes."""

    changed = Signal()

    def __init__(
        self, desk: Desk, field: str, title: str, names: dict[str, str], default: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{title} ▾", "chip", on=self._open, name=title, parent=parent)
        self._desk, self.field, self.title, self._names, self.default = desk, field, title, dict(names), default
        self.values = default
        self.others = Filter()
        self.menu_shown: QMenu | None = None
        self.setCheckable(True)
        self._label()

    def choose(self, *values: str) -> None:
        """Sets what is ticked."""
        self.values = values
        self._label()
        self.changed.emit()

    def clear(self) -> None:
        """As at the beginning, without telling."""
        self.values = self.default
        self._label()

    def name(self, value: str, name: str = "") -> None:
        """Notes how a value is called."""
        self._names.setdefault(value, name or value.replace("_", " ").capitalize())

    def _label(self) -> None:
        said = ", ".join(self._names.get(value, value) for value in self.values)
        if not self.values and self.default:
            said = "any"
        said = said if len(said) <= _LONGEST else f"{len(self.values)} chosen" if len(self.values) > 1 else said[: _LONGEST - 1] + "…"
        shown = f"{self.title}: {said}" if said else self.title
        self.setText(f"{shown} ▾".replace("&", "&&"))
        self.setAccessibleName(shown)
        self.setChecked(self.values != self.default)

    def _open(self) -> None:
        self.setChecked(self.values != self.default)
        vault, wanted, field = self._desk.session.vault, self.others, self.field
        self._desk.tasks.query(self, lambda: browsing.choices(vault, wanted, field), self._show)

    def _show(self, found: tuple[browsing.Choice, ...]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.title)
        any_of = menu.addAction("Any")
        any_of.setCheckable(True)
        any_of.setChecked(not self.values)
        any_of.triggered.connect(lambda *_: self.choose())
        menu.addSeparator()
        for choice in found:
            self.name(choice.value, choice.name if choice.name != choice.value else "")
            action = menu.addAction(f"{self._names[choice.value]}   {choice.count:,}".replace("&", "&&"))
            action.setData(choice.value)
            action.setCheckable(True)
            action.setChecked(choice.value in self.values)
            action.triggered.connect(lambda *_, value=choice.value: self._toggle(value))
        self.menu_shown = menu
        menu.destroyed.connect(lambda *_: setattr(self, "menu_shown", None))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _toggle(self, value: str) -> None:
        self.choose(*(one for one in self.values if one != value)) if value in self.values else self.choose(*self.values, value)


class Filters(QWidget):
    """`changed` says that another list is wanted; `filter` is what the chips say."""

    changed = Signal()
    ordered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = FilterChip(desk, "kinds", "Kind", KINDS)
        self.categories = FilterChip(desk, "categories", "Category", {"other": "Other"})
        self.about = FilterChip(desk, "about", "Who and what", {})
        self.period = PeriodChip(desk)
        self.statuses = FilterChip(desk, "statuses", "State", STATUSES, CURRENT)
        self.sources = FilterChip(desk, "sources", "Source", SOURCES)
        self.pinned = Button("Pinned", "chip", name="Only pinned memories")
        self.pinned.setCheckable(True)
        self.chips = (self.statuses, self.kinds, self.categories, self.about, self.sources)
        self.reset_button = Button("Clear", "link", on=self.reset, name="Clear all filters")
        self.order = Choice("Order", ORDERS)
        self.order.setProperty("role", "quiet")
        self._until: str | None = None
        flow = Flow()
        for chip in (self.statuses, self.kinds, self.categories, self.about, self.period, self.sources, self.pinned, self.reset_button):
            flow.addWidget(chip)
        line = row(flow, self.order, spacing=8)
        line.setStretch(0, 1)
        line.setAlignment(self.order, Qt.AlignmentFlag.AlignTop)
        fill(QVBoxLayout(self), line)
        for chip in self.chips:
            chip.changed.connect(self._changed)
        self.period.changed.connect(self._changed)
        self.pinned.clicked.connect(lambda *_: self._changed())
        self.order.currentIndexChanged.connect(lambda _: self.ordered.emit())
        self._share()

    @property
    def filter(self) -> Filter:
        """What the chips say; without the words that are searched for."""
        since, before = self.period.bounds
        values = {chip.field: chip.values for chip in self.chips}
        return Filter(**values, since=since, before=before, pinned=True if self.pinned.isChecked() else None, until=self._until)

    @property
    def plain(self) -> bool:
        """Nothing but what is current is asked for."""
        return msgspec.structs.replace(self.filter, until=None) == Filter()

    def look_at(self, until: str | None) -> None:
        """The moment that is looked at."""
        self._until = until
        self._share()

    def reset(self) -> None:
        """All current memories."""
        for chip in (*self.chips, self.period):
            chip.clear()
        self.pinned.setChecked(False)
        self._changed()

    def only_about(self, entity: str, name: str) -> None:
        """All that is remembered of someone or something (id)."""
        for chip in (*self.chips, self.period):
            chip.clear()
        self.pinned.setChecked(False)
        self.about.name(entity, name)
        self.about.choose(entity)

    def _changed(self) -> None:
        self._share()
        self.changed.emit()

    def _share(self) -> None:
        """Each chip counts among what the others leave."""
        for chip in self.chips:
            chip.others = self.filter
        self.reset_button.setVisible(not self.plain)
