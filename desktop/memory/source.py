"""Where a memory comes from: the message, with what was said there marked."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import dates
from desktop.i18n import tr
from desktop.memory.detail_data import Excerpt
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, Label, Picture, row
from desktop.widgets.richtext import RichText


class SourceCard(Frame):
    """One source; leads to its place in the chat."""

    opened = Signal(str, str)  # conversation id, message id

    def __init__(self, excerpt: Excerpt, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(14, 11, 14, 9), spacing=6, parent=parent)
        self.excerpt = excerpt
        who = tr("You") if excerpt.message.role == "user" else excerpt.message.speaker or tr("Somebody")
        when = dates.moment(excerpt.message.at)
        self.text = RichText(f"{who}, {when}: {excerpt.before}{excerpt.span}{excerpt.after}", size="body")
        link = Button(
            tr("Show in chat"),
            "link",
            on=lambda: self.opened.emit(excerpt.conversation_id, excerpt.message.id),
            name=tr("Show in chat: {title}", title=excerpt.title),
        )
        self.box.addLayout(row(Picture("quote", "text-3", 15), Label(f"{who} · {when}", "caption"), None, spacing=6))
        self.box.addWidget(self.text)
        self.box.addLayout(row(None, link))
        theme().changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        mark = f'<span style="background-color: {theme().hex("highlight")}">{escape(self.excerpt.span)}</span>' if self.excerpt.span else ""
        html = f"{escape(self.excerpt.before)}{mark}{escape(self.excerpt.after)}".replace("\n", "<br>")
        self.text.set_html(f"<p>{html}</p>")
