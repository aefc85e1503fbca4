"""The body of an answer: Markdown that streams. Finished blocks are rendered once, the tail is plain text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.chat.code import CodeBlock
from desktop.chat.markdown import Block, blocks
from desktop.i18n import tr
from desktop.widgets.basic import clear, fill
from desktop.widgets.richtext import RichText

SEAL = 4_000  # characters of HTML in one text view: what is in a sealed one is never laid out again


class AnswerBody(QWidget):
    """Runs of text blocks share a text view (so that one can select across paragraphs); each code block has its own."""

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._done = 0  # characters of `text` that are rendered
        self._html: list[str] = []  # finished blocks of the open text view
        self._view: RichText | None = None
        self._code: CodeBlock | None = None  # the code block that is being written
        self._column = fill(QVBoxLayout(self), spacing=12)

    def set_text(self, text: str) -> None:
        """Shows a finished answer."""
        clear(self._column)
        self.text, self._done, self._html, self._view, self._code = "", 0, [], None, None
        self.add(text)
        self.finish()

    def add(self, piece: str) -> None:
        """Adds what has just been written."""
        begins_line = self.text.endswith("\n")
        self.text += piece
        if begins_line or "\n" in piece:
            self._commit()
        self._show_tail()

    def finish(self) -> None:
        """The answer is complete: renders the tail too."""
        for block in blocks(self.text[self._done :]):
            self._render(block)
        self._done = len(self.text)
        if self._view is not None:
            self._view.set_html("".join(self._html))
        self._code = None

    def _commit(self) -> None:
        """Renders all blocks but the last, which may still grow."""
        tail = self.text[self._done :]
        found = blocks(tail)
        if len(found) < 2:
            return
        for block in found[:-1]:
            self._render(block)
        lines = tail.splitlines(keepends=True)
        self._done += sum(len(line) for line in lines[: found[-1].lines[0]])
        if self._view is not None:
            self._view.set_html("".join(self._html))

    def _render(self, block: Block) -> None:
        if block.code is not None:
            code = self._code or self._new_code(block.language)
            code.finish(block.code)
            self._code = None
            return
        if self._view is None or sum(map(len, self._html)) > SEAL:
            self._new_view()
        self._html.append(block.html)

    def _show_tail(self) -> None:
        tail = self.text[self._done :].lstrip("\n")
        fence = tail[:3]
        if fence in ("```", "~~~"):
            head, _, code = tail.partition("\n")
            if self._code is None and "\n" in tail:
                self._code = self._new_code(head.strip("`~ ").split(" ")[0])
            if self._code is not None:
                body, _, ending = code.rpartition("\n")
                self._code.set_code(body if ending.strip(fence[0]) == "" else code)
            return
        if not tail.strip():
            return
        if self._view is None:
            self._new_view()
        assert self._view is not None
        self._view.set_tail(tail.rstrip())

    def _new_view(self) -> RichText:
        self._seal()
        view = RichText(tr("Answer"))
        view.link_chosen.connect(self.link_chosen)
        self._column.addWidget(view)
        self._view, self._html = view, []
        return view

    def _new_code(self, language: str) -> CodeBlock:
        self._seal()
        code = CodeBlock(language)
        self._column.addWidget(code)
        return code

    def _seal(self) -> None:
        """Ends the open text view: what follows goes below it."""
        if self._view is not None:
            if self._html:
                self._view.set_html("".join(self._html))
            else:
                self._column.removeWidget(self._view)
                self._view.hide()
                self._view.deleteLater()
        self._view, self._html = None, []
