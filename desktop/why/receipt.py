"""A receipt as a column: what an answer stands on, what was found and not used, where the time went, the exact prompt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import receipts
from desktop.i18n import tr, trn
from desktop.why.hits import HitCard
from desktop.why.prompt import PromptBox
from desktop.why.stages import stage_grid
from desktop.widgets.basic import Button, Frame, Label, clear, column, fill
from engine.recall.rendering import RenderedMemory, RenderedReceipt


class ReceiptView(QWidget):
    """Shows one receipt; one without an id is that of a dry run."""

    opened = Signal(object)  # RenderedMemory
    without_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.receipt: RenderedReceipt | None = None
        self.cards: list[HitCard] = []
        self.rest_toggle: Button | None = None
        self.prompt_box: PromptBox | None = None
        self._column = fill(QVBoxLayout(self), spacing=8)

    def show_receipt(self, receipt: RenderedReceipt) -> None:
        """Replaces what is shown."""
        clear(self._column)
        self.receipt, self.cards, self.rest_toggle, self.prompt_box = receipt, [], None, None
        for note in receipts.notes(receipt):
            warning = Frame("warning", margins=(12, 8, 12, 8))
            warning.box.addWidget(Label(note, "small", wrap=True))
            self._column.addWidget(warning)
        if receipt.left_out:
            self._section(tr("Left out, as you asked"), len(receipt.left_out))
            self._list(receipt.left_out)
        for title, memories in receipts.read(receipt):
            self._section(title, len(memories))
            self._list(memories, offers=bool(receipt.id))
            if not memories:
                self._column.addWidget(Label(_nothing(receipt), "second", wrap=True))
        if receipt.fell_out:
            self._rest(receipt)
        stages = receipts.stages(receipt)
        if stages:
            self._section(tr("Time"))
            self._column.addLayout(stage_grid(stages))
        waiting = receipts.waiting(receipt)
        if waiting:
            self._column.addWidget(Label(waiting, "caption", wrap=True))
        self._section(tr("Tokens"))
        self._column.addWidget(Label(receipts.tokens(receipt), "small", wrap=True))
        if receipt.prompt:
            self._column.addSpacing(6)
            self.prompt_box = PromptBox(receipt)
            self._column.addWidget(self.prompt_box)
        self._column.addSpacing(6)
        self._column.addWidget(Label(receipts.versions(receipt), "caption", wrap=True))

    def _section(self, title: str, count: int = 0) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(Label(f"{title}  {count}" if count else title, "section"))

    def _list(self, memories: Sequence[RenderedMemory], *, offers: bool = False) -> None:
        self._column.addLayout(self._cards(memories, offers=offers))

    def _cards(self, memories: Sequence[RenderedMemory], *, offers: bool = False) -> QVBoxLayout:
        made = column(spacing=8)
        for memory in memories:
            card = HitCard(memory, offers=offers and memory.owner_id is not None)
            card.opened.connect(self.opened)
            card.without_asked.connect(self.without_asked)
            self.cards.append(card)
            made.addWidget(card)
        return made

    def _rest(self, receipt: RenderedReceipt) -> None:
        """Behind a button: it is long, and seldom looked at."""
        found = receipt.fell_out
        text = trn("{n} found and not used", "{n} found and not used", len(found))
        toggle = Button(text, "quiet", icon_name="chevron-right", name=tr("{found}: show them", found=text))
        toggle.setCheckable(True)
        place = QWidget()
        inside = fill(QVBoxLayout(place), spacing=8)
        place.hide()

        def opened(on: bool) -> None:
            toggle.set_icon("chevron-down" if on else "chevron-right")
            if on and not inside.count():
                inside.addLayout(self._cards(found))
            place.setVisible(on)

        toggle.toggled.connect(opened)
        self.rest_toggle = toggle
        self._column.addSpacing(4)
        self._column.addLayout(fill_left(toggle))
        self._column.addWidget(place)


def fill_left(widget: QWidget) -> QVBoxLayout:
    """A widget no wider than it needs, at the left."""
    made = column()
    made.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return made


def _nothing(receipt: RenderedReceipt) -> str:
    if receipt.id:
        return tr("Nothing that was found answers it.") if receipt.memories else tr("Memory was not asked for this answer.")
    if receipt.memories:
        return tr("Nothing that is remembered answers this: Alcove would say that it doesn't know.")
    return tr("Nothing is remembered that could bear on this.")
