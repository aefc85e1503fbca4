"""The exact prompt, behind a button: what came from memory or the conversation is marked, what is gone says so."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, Label, fill, row
from desktop.widgets.richtext import RichText
from engine.recall.rendering import RenderedReceipt


class PromptBox(QWidget):
    """Opens on demand."""

    opened = Signal()

    def __init__(self, receipt: RenderedReceipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._receipt = receipt
        said = tr("The exact prompt") if receipt.id else tr("The prompt")
        self.toggle = Button(said, "quiet", icon_name="chevron-right", name=said)
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        copy = Button(tr("Copy"), "link", on=lambda: QGuiApplication.clipboard().setText(receipt.prompt), name=tr("Copy the prompt"))
        self._copy = copy
        copy.hide()
        self.frame = Frame("code", margins=(12, 10, 12, 10))
        self.text = RichText(tr("The prompt"), size="caption")
        self.frame.box.addWidget(self.text)
        self.frame.hide()
        self.note = Label("", "caption", wrap=True)
        self.note.hide()
        fill(QVBoxLayout(self), row(self.toggle, None, copy), self.frame, self.note, spacing=6)
        theme().changed.connect(self._show)

    def _open(self, opened: bool) -> None:
        self.toggle.set_icon("chevron-down" if opened else "chevron-right")
        self.frame.setVisible(opened)
        self._copy.setVisible(opened)
        self.note.setVisible(opened)
        self._show()
        if opened:
            self.opened.emit()

    def _show(self) -> None:
        if self.frame.isHidden():
            return
        mark, gone = theme().hex("highlight"), theme().hex("danger-soft")
        parts = []
        for segment in self._receipt.segments:
            text = escape(segment.text).replace("\n", "<br>")
            colour = gone if segment.erased else "" if segment.literal else mark
            parts.append(f'<span style="background-color: {colour}">{text}</span>' if colour and text.strip() else text)
        self.text.set_html(f"<p>{''.join(parts)}</p>")
        told = tr("Marked: from memory and from what was said.") if self._receipt.id else tr("Without the model's own markup. Marked: from memory.")
        gaps = "" if self._receipt.exact else tr("Parts were erased since: {mark} stands in their place.", mark="[erased]")
        self.note.setText(f"{told} {gaps}".strip())
