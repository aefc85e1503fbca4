"""The chips over the list: which kind, which state, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.widgets.basic import Button, fill, row
from desktop.widgets.fields import Choice
from desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from engine.memory.facts import Counts

KINDS: tuple[tuple[str, str | None], ...] = (
    ("All", None),
    ("Facts", "semantic"),
    ("Events", "episodic"),
    ("How-tos", "procedural"),
    ("Summaries", "summary"),
)
STATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Current", ("active",)), ("To review", ("proposed",)), ("Past", ("superseded", "retracted")),
    ("Archived", ("archived",)), ("Forgotten", ("trashed",)),
)  # fmt: skip
ORDERS = (("Newest first", "newest"), ("Oldest first", "oldest"), ("Most important", "importance"), ("Most used", "used"), ("A to Z", "text"))


class Filters(QWidget):
    """`changed` says that another list is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: str | None = None
        self.statuses: tuple[str, ...] = ("active",)
        self.kinds = self._group([name for name, _ in KINDS], "Kind", self._choose_kind)
        self.states = self._group([name for name, _ in STATES], "State", self._choose_state)
        self.order = Choice("Order", ORDERS)
        self.order.currentIndexChanged.connect(lambda _: self.changed.emit())
        kinds, states = Flow(), Flow()
        for chip in self.kinds:
            kinds.addWidget(chip)
        for chip in self.states:
            states.addWidget(chip)
        line = row(states, self.order, spacing=8)
        line.setStretch(0, 1)
        fill(QVBoxLayout(self), kinds, line, spacing=8)

    def show_counts(self, counts: Counts) -> None:
        """Puts the numbers into the chips."""
        for chip, (name, statuses) in zip(self.states, STATES, strict=True):
            number = sum(counts.statuses.get(status, 0) for status in statuses)
            self._label(chip, name, number)
            chip.setVisible(bool(number) or chip.isChecked() or "active" in statuses)
        for chip, (name, kind) in zip(self.kinds, KINDS, strict=True):
            number = sum(counts.kinds.values()) if kind is None else counts.kinds.get(kind, 0)
            self._label(chip, name, number if self.statuses == ("active",) else 0)
            chip.setVisible(bool(number) or chip.isChecked() or kind is None)

    def reset(self) -> None:
        """All current memories."""
        self.kinds[0].click()
        self.states[0].click()

    @staticmethod
    def _label(chip: Button, name: str, number: int) -> None:
        chip.setText(f"{name}  {number:,}" if number else name)
        chip.setAccessibleName(f"{name}, {number}" if number else name)

    def _group(self, names: Sequence[str], title: str, choose: Callable[[int], None]) -> list[Button]:
        group = QButtonGroup(self)
        group.setExclusive(True)
        chips = []
        for number, name in enumerate(names):
            chip = Button(name, "chip", name=name)
            chip.setAccessibleDescription(title)
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            group.addButton(chip, number)
            chips.append(chip)
        group.idClicked.connect(choose)
        return chips

    def _choose_kind(self, number: int) -> None:
        self.kind = KINDS[number][1]
        self.changed.emit()

    def _choose_state(self, number: int) -> None:
        self.statuses = STATES[number][1]
        self.changed.emit()
