"""One thing that was found for a question: what it says, by what it was found, and why it was used or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import dates, receipts
from desktop.chat.notes import KINDS
from desktop.i18n import decimal, phrase, tr
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, row
from engine.recall.receipts import LEFT_OUT
from engine.recall.rendering import RenderedMemory

INSTRUCTION = ("procedure", "procedure", phrase("Instruction"))


class HitCard(Frame):
    """A hit. `offers`: whether an answer without it can be asked for."""

    opened = Signal(object)  # RenderedMemory
    without_asked = Signal(object)

    def __init__(self, memory: RenderedMemory, *, offers: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(13, 8, 9, 10), spacing=4, parent=parent)
        self.memory = memory
        self.without: Button | None = None
        picture, tint, kind = INSTRUCTION if memory.kind == "instruction" else KINDS.get(memory.kind, KINDS["semantic"])
        kind = tr(kind)
        gone, text = memory.owner_id is None, receipts.said(memory)
        when = dates.stored(memory.date)
        origin = tr(receipts.ELSEWHERE.get(memory.source, ""))
        about = " · ".join(part for part in (tr("Gone") if gone else kind, when, origin) if part)
        score = Label(decimal(memory.score, 3) if memory.score else "", "caption")
        score.setToolTip(tr("Score: how well it fits, after all ways of finding are put together"))
        mark = Picture("erase", "text-3", 15) if gone else Picture(picture, tint, 15)
        show = IconButton("chevron-right", tr("Show: {text}", text=text), on=lambda: self.opened.emit(memory), small=True, tint="text-3")
        show.setToolTip(tr("Show it where it is"))
        show.setVisible(not gone)
        self.box.addLayout(row(mark, Label(about, "caption"), None, score, *([] if gone else [show]), spacing=6))
        self.text = Label(text, "second" if gone else "body", wrap=True, selectable=not gone)
        self.text.setAccessibleName(f"{kind}: {text}")
        self.box.addWidget(self.text)
        if memory.fate and memory.fate != LEFT_OUT:
            self.box.addWidget(Label(tr("Not used: {fate}", fate=receipts.fate(memory)), "small", wrap=True))
        found = receipts.found_by(memory)
        if found:
            ways = Label(found, "caption", wrap=True)
            ways.setToolTip("\n".join(receipts.ways(memory, 20, own=True).split(", ")))
            self.box.addWidget(ways)
        if offers and not gone:
            self.without = Button(
                tr("Answer again without it"),
                "link",
                on=lambda: self.without_asked.emit(memory),
                name=tr("Answer again without this memory: {text}", text=text),
            )
            self.without.setToolTip(tr("It and the turns it came from are left out for one answer. Nothing is forgotten; the answer of now stays."))
            self.box.addLayout(row(None, self.without))
