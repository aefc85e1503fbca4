"""Several memories at once: what is selected, and what can be done with all of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from desktop import wording
from desktop.chat.notes import KINDS
from desktop.i18n import number, tr, trn
from desktop.memory.filters import STATUSES
from desktop.widgets.basic import Button, Frame, Label, Picture, clear, column, fill, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.flow import Flow
from desktop.widgets.scaling import wide
from desktop.wording import told
from engine.memory import browsing

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.desk import Desk
    from engine.memory.browsing import Filter
    from engine.memory.records import Memory

#: Shown by text; merged at most (more can't be compared by a person).
_SHOWN, MERGED = 7, 20


@dataclass(frozen=True)
class Several:
    """What is selected: all ids, and the first of them."""

    ids: tuple[str, ...]
    first: tuple[Memory, ...]


def read(desk: Desk, wanted: Filter, order: str, ranges: list[tuple[int, int]]) -> Several:
    """The memories in these rows of the list."""
    vault = desk.session.vault
    ids = browsing.ids(vault, wanted, order, ranges)
    first = [memory for id in ids[:MERGED] if (memory := browsing.get(vault, id, wanted.until)) is not None]
    return Several(ids, tuple(first))


class BulkPane(QWidget):
    """The pane on the right while several are selected."""

    pin_asked = Signal(bool)
    archive_asked = Signal(bool)
    merge_asked = Signal()
    forget_asked = Signal()
    category_asked = Signal(str)
    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.several = Several((), ())
        self.setAccessibleName(tr("Several memories"))
        self.title, self.about = Label("", "headline"), Label("", "small", wrap=True)
        self.pin_button = Button(tr("Pin"), icon_name="pin", on=lambda: self.pin_asked.emit(True), name=tr("Pin all selected memories"))
        self.unpin_button = Button(tr("Unpin"), icon_name="pinned", on=lambda: self.pin_asked.emit(False), name=tr("Unpin all selected memories"))
        self.archive_button = Button(
            tr("Archive"), icon_name="inbox", on=lambda: self.archive_asked.emit(True), name=tr("Archive all selected memories")
        )
        self.use_button = Button(
            tr("Use again"), icon_name="undo", on=lambda: self.archive_asked.emit(False), name=tr("Use all selected memories again")
        )
        self.category_button = Button(tr("Category…"), icon_name="edit", on=self._categories, name=tr("Change the category of all selected memories"))
        self.merge_button = Button(tr("Merge…"), icon_name="merge", on=self.merge_asked.emit, name=tr("Merge the selected memories into one"))
        self.forget_button = Button(tr("Forget…"), icon_name="trash", on=self.forget_asked.emit, name=tr("Forget all selected memories"))
        self.clear_button = Button(tr("Select none"), "link", on=self.clear_asked.emit)
        buttons, flow = QWidget(), Flow(spacing=6)
        for button in self._actions():
            flow.addWidget(button)
        buttons.setLayout(flow)
        self._texts = column(spacing=8)
        self.known: list[str] = []
        fill(
            QVBoxLayout(self), self.title, self.about, 10,
            buttons, 14,
            self._texts, row(self.clear_button, None), None, margins=(28, 24, 24, 24), spacing=6,
        )  # fmt: skip

    def show_several(self, several: Several, *, past: bool) -> None:
        """Shows what is selected."""
        self.several = several
        self.title.setText(trn("{n} memory selected", "{n} memories selected", len(several.ids)))
        few = len(several.ids) <= len(several.first)
        counts = Counter(STATUSES[memory.status] for memory in several.first) if few else Counter()
        self.about.setText(" · ".join(f"{tr(name)} {number(count)}" for name, count in counts.items()))
        self.about.setVisible(bool(counts))
        statuses = {memory.status for memory in several.first}
        for button in self._actions():
            button.setVisible(not past)
        self.use_button.setVisible("archived" in statuses and not past)
        self.archive_button.setVisible("active" in statuses and not past)
        self.unpin_button.setVisible(any(memory.pinned for memory in several.first) and not past)
        self.merge_button.setEnabled(few and statuses == {"active"})
        self.merge_button.setToolTip(
            "" if self.merge_button.isEnabled() else tr("Up to {n} memories that are in use can be merged.", n=number(MERGED))
        )
        clear(self._texts)
        for memory in several.first[:_SHOWN]:
            picture, tint, _ = KINDS[memory.kind]
            self._texts.addLayout(row(Picture(picture, tint, 16), Label(told(memory.text), "small", wrap=True), spacing=9, stretch=1))
        if len(several.ids) > _SHOWN:
            self._texts.addWidget(Label(trn("and {n} more", "and {n} more", len(several.ids) - _SHOWN), "caption"))

    def _actions(self) -> tuple[Button, ...]:
        return (self.pin_button, self.unpin_button, self.archive_button, self.use_button, self.category_button, self.merge_button, self.forget_button)

    def _categories(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for category in self.known:
            action = menu.addAction(wording.category(category))
            action.triggered.connect(lambda *_, category=category: self.category_asked.emit(category))
        menu.popup(self.category_button.mapToGlobal(QPoint(0, self.category_button.height())))


class MergeDialog(Dialog):
    """Which of those that say the same is kept; the others are set aside behind it."""

    def __init__(self, parent: QWidget, memories: tuple[Memory, ...], on_yes: Callable[[str], object]) -> None:
        super().__init__(parent, trn("Merge {n} memory into one?", "Merge {n} memories into one?", len(memories)), width=520)
        self._on_yes = on_yes
        about = tr("The one that you keep takes over where the others were said, and how often they were used. The others are archived.")
        self.add(Label(about, "second", wrap=True))
        self.choices: list[tuple[QRadioButton, str]] = []
        lines = column(spacing=4)
        best = max(memories, key=lambda memory: (memory.pinned, memory.source in ("typed", "confirmed"), len(memory.text)))
        for memory in memories:
            button = QRadioButton()
            button.setAccessibleName(tr("Keep: {text}", text=told(memory.text)))
            button.setChecked(memory is best)
            self.choices.append((button, memory.id))
            lines.addLayout(row(button, Label(told(memory.text), "body", wrap=True), spacing=6, stretch=1))
        holder = QWidget()
        holder.setProperty("role", "plain")
        holder.setLayout(lines)
        if len(memories) > 6:
            area = QScrollArea()
            area.setWidgetResizable(True)
            wide(area, area.setFixedHeight, 240)
            area.setWidget(holder)
            area.setAccessibleName(tr("Which one to keep"))
            self.add(area)
        else:
            card = Frame("card", margins=(12, 8, 12, 8))
            card.box.addWidget(holder)
            self.add(card)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Merge"), "primary", self._submit, default=True)
        self.open()

    def _submit(self) -> None:
        keep = next(id for button, id in self.choices if button.isChecked())
        self.accept()
        self._on_yes(keep)
