"""A text view as high as its text: selectable, keyboard reachable, with no images and no links that open by themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from desktop.theme import theme
from desktop.widgets.ring import Ring

_SHEET = """
p, li {{ margin-top: 0; margin-bottom: 9px; line-height: 132%; }}
li {{ margin-bottom: 4px; }}
ul, ol {{ margin-top: 0; margin-bottom: 9px; -qt-list-indent: 1; }}
h1 {{ font-size: {title}px; margin-top: 12px; margin-bottom: 7px; font-weight: 600; }}
h2 {{ font-size: {title}px; margin-top: 12px; margin-bottom: 7px; font-weight: 600; }}
h3, h4 {{ font-size: {reading}px; margin-top: 10px; margin-bottom: 5px; font-weight: 600; }}
a {{ color: {accent}; text-decoration: underline; }}
code {{ font-family: '{mono}'; font-size: {code}px; background-color: {code_back}; }}
pre {{ font-family: '{mono}'; font-size: {code}px; background-color: {code_back}; margin-bottom: 9px; }}
td.quote {{ border-left: 3px solid {border}; padding-left: 12px; color: {second}; }}
table.grid {{ border-collapse: collapse; margin-top: 6px; margin-bottom: 10px; }}
table.grid td, table.grid th {{ border: 1px solid {border}; padding: 5px 10px; }}
table.grid th {{ background-color: {code_back}; font-weight: 600; }}
hr {{ background-color: {border}; }}
"""


INDENT = 26  # pixels per level of a list


class RichText(QTextBrowser):
    """Shows trusted HTML (see desktop/chat/markdown.py), or plain text. `fit` makes it no wider than its text."""

    link_chosen = Signal(str)

    def __init__(self, name: str, *, size: str = "reading", fit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._size, self._fit = size, fit
        self._html = ""
        self._plain: str | None = ""
        self._tail_at = 0
        self._wide = -1
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if fit else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )  # fmt: skip
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(INDENT)
        self.document().setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        theme().changed.connect(self._style)
        self._style()
        Ring(self)

    def set_html(self, html: str) -> None:
        """Replaces everything."""
        self._html, self._plain = html, None
        self.document().setHtml(f"<body>{html}</body>")
        self._trim()
        self._tail_at = self.document().characterCount() - 1
        self._measure()

    def set_plain(self, text: str) -> None:
        """Replaces everything by plain text."""
        self._html, self._plain = "", text
        self.document().setPlainText(text)
        self._tail_at = self.document().characterCount() - 1
        self._line_height()
        self._measure()

    def set_tail(self, text: str) -> None:
        """Replaces the plain text after the HTML: what is still being written."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._tail_at)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        block = QTextBlockFormat()
        block.setLineHeight(132, 1)  # as in _SHEET: nothing moves when the tail becomes HTML
        if text and self._tail_at:
            block.setTopMargin(9)
            cursor.insertBlock(block, QTextCharFormat())
        elif text:
            cursor.setBlockFormat(block)
        cursor.insertText(text, QTextCharFormat())
        self._measure()

    def append_tail(self, text: str) -> None:
        """Adds to the plain text at the end."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text, QTextCharFormat())
        self._measure()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None  # nothing is ever fetched, not even from disk

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 10)

    def limit(self, width: int) -> None:
        """With `fit`: the greatest width it may have."""
        if self._fit and width != self._fit:
            self._fit = width
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != self._wide:
            self._wide = event.size().width()
            self._measure()

    def _measure(self) -> None:
        document = self.document()
        if self._fit:
            document.setTextWidth(-1)
            width = min(self._fit, int(document.idealWidth()) + 2)
            self.setFixedWidth(width)
        document.setTextWidth(self.viewport().width())
        height = max(int(document.size().height() + 0.99), self.fontMetrics().height())
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _trim(self) -> None:
        """The last block needs no room below it."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = cursor.blockFormat()
        block.setBottomMargin(0)
        cursor.setBlockFormat(block)

    def _line_height(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = cursor.blockFormat()
        block.setLineHeight(124, 1)
        cursor.setBlockFormat(block)

    def _style(self) -> None:
        colours = theme()
        font: QFont = colours.font(self._size)
        self.document().setDefaultFont(font)
        self.document().setDefaultStyleSheet(_SHEET.format(
            accent=colours.hex("accent"),
            title=colours.size("title"), reading=colours.size("reading"), code=colours.size("small"), mono=colours.font(mono=True).family(),
            code_back=colours.hex("code"), border=colours.hex("border"), second=colours.hex("text-2"),
        ))  # fmt: skip
        if self._plain is None:
            tail = self._take_tail()
            self.set_html(self._html)
            if tail:
                self.set_tail(tail)
        else:
            self.set_plain(self._plain)

    def _take_tail(self) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._tail_at, self.document().characterCount() - 1))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").strip("\n")
