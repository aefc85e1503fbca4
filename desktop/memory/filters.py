"""The chips over the list: each narrows it by one thing, and says how much that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.i18n import number, phrase, tr, trn
from desktop.memory.period import PeriodChip
from desktop.theme import theme
from desktop.widgets.basic import Button, fill, row
from desktop.widgets.fields import Choice
from desktop.widgets.flow import Flow
from desktop.wording import category
from engine.memory import browsing
from engine.memory.browsing import Filter

if TYPE_CHECKING:
    from desktop.desk import Desk

KINDS = {"semantic": phrase("Facts"), "episodic": phrase("Events"), "procedural": phrase("How-tos"), "summary": phrase("Summaries")}
STATUSES = {
    "active": phrase("Current"), "proposed": phrase("To review"), "superseded": phrase("Past"), "retracted": phrase("Taken back"),
    "archived": phrase("Archived"), "trashed": phrase("Forgotten"),
}  # fmt: skip
SOURCES = {
    "typed": phrase("Written down"), "confirmed": phrase("Confirmed"), "inferred": phrase("Learned in chats"), "document": phrase("From documents"),
    "import": phrase("Imported"),
}  # fmt: skip
ORDERS = (
    (phrase("Newest first"), "newest"), (phrase("Oldest first"), "oldest"), (phrase("When it was"), "when"), (phrase("Most important"), "importance"),
    (phrase("Most used"), "used"), (phrase("A to Z"), "text"),
)  # fmt: skip
_LONGEST = 26
ROOM_BESIDE = 380  # pixels at 100 %, for chips and order side by side
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
        self._names.setdefault(value, name or category(value))

    def _label(self) -> None:
        said = ", ".join(self._names.get(value, value) for value in self.values)
        if not self.values and self.default:
            said = tr("any")
        said = (
            said
            if len(said) <= _LONGEST
            else trn("{n} chosen", "{n} chosen", len(self.values))
            if len(self.values) > 1
            else said[: _LONGEST - 1] + "…"
        )
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
        any_of = menu.addAction(tr("Any"))
        any_of.setCheckable(True)
        any_of.setChecked(not self.values)
        any_of.triggered.connect(lambda *_: self.choose())
        menu.addSeparator()
        for choice in found:
            self.name(choice.value, choice.name if choice.name != choice.value else "")
            action = menu.addAction(f"{self._names[choice.value]}   {number(choice.count)}".replace("&", "&&"))
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
        self.kinds = FilterChip(desk, "kinds", tr("Kind"), _named(KINDS))
        self.categories = FilterChip(desk, "categories", tr("Category"), {"other": tr("Other")})
        self.about = FilterChip(desk, "about", tr("Who and what"), {})
        self.period = PeriodChip(desk)
        self.statuses = FilterChip(desk, "statuses", tr("State"), _named(STATUSES), CURRENT)
        self.sources = FilterChip(desk, "sources", tr("Source"), _named(SOURCES))
        self.pinned = Button(tr("Pinned"), "chip", name=tr("Only pinned memories"))
        self.pinned.setCheckable(True)
        self.chips = (self.statuses, self.kinds, self.categories, self.about, self.sources)
        self.reset_button = Button(tr("Clear"), "link", on=self.reset, name=tr("Clear all filters"))
        self.order = Choice(tr("Order"), [(tr(name), order) for name, order in ORDERS])
        self.order.setProperty("role", "quiet")
        self._until: str | None = None
        flow = Flow()
        for chip in (self.statuses, self.kinds, self.categories, self.about, self.period, self.sources, self.pinned, self.reset_button):
            flow.addWidget(chip)
        self._line = row(flow, self.order, spacing=8)
        self._line.setStretch(0, 1)
        self._line.setAlignment(self.order, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        fill(QVBoxLayout(self), self._line)
        for chip in self.chips:
            chip.changed.connect(self._changed)
        self.period.changed.connect(self._changed)
        self.pinned.clicked.connect(lambda *_: self._changed())
        self.order.currentIndexChanged.connect(lambda _: self.ordered.emit())
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, or the text is large, the order stands below the chips."""
        super().resizeEvent(event)
        below = self.width() < theme().wide(ROOM_BESIDE)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

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


def _named(names: dict[str, str]) -> dict[str, str]:
    return {value: tr(name) for value, name in names.items()}
