"""A code block: language, copy button, highlighted text that scrolls sideways."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import deque
from functools import cache

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import tr
from desktop.theme import theme
from desktop.widgets.basic import Button, Label, fill, row

LARGEST = 60_000  # characters; beyond, colours would cost more than they give
Spans = dict[int, list[tuple[int, int, str]]]
_known: set[str] = set()  # languages that have been coloured
SHORT = 2_000  # characters that are coloured at once


class _Beside(QObject):
    """One thread for all blocks, while there are any: several that compile the same patterns keep the window waiting for Python's lock. It knows
    blocks by number alone: a widget must not be let go of on another thread (desktop/tasks.py)."""

    _done = Signal(int, object)  # the number of a block, its colours

    def __init__(self) -> None:
        super().__init__()
        self._blocks: dict[int, tuple[CodeBlock, str]] = {}
        self._numbers = itertools.count()
        self._waiting: deque[tuple[int, str, str]] = deque()
        self._lock = threading.Lock()
        self._running = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def colour(self, block: CodeBlock, code: str) -> None:
        """Colours a block as soon as its colours are known."""
        number = next(self._numbers)
        self._blocks[number] = block, code
        with self._lock:
            self._waiting.append((number, code, block.language))
            begin, self._running = not self._running, True
        if begin:
            threading.Thread(target=self._run, name="alcove-colours", daemon=True).start()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            number, code, language = work
            found = colours(code, language)
            _known.add(language.lower())
            with contextlib.suppress(RuntimeError):  # the application is gone
                self._done.emit(number, found)

    def _next(self) -> tuple[int, str, str] | None:
        with self._lock:
            self._running = bool(self._waiting)
            return self._waiting.popleft() if self._waiting else None

    def _deliver(self, number: int, spans: Spans) -> None:
        block, code = self._blocks.pop(number)
        if shiboken6.isValid(block):
            block.colour(code, spans)


@cache
def _beside() -> _Beside:
    return _Beside()


@cache
def _lexer(language: str) -> object | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def colours(code: str, language: str) -> Spans:
    """Which colour role each piece of each line has: {line: [(start, length, role)]}."""
    lexer = _lexer(language.lower()) if language and len(code) <= LARGEST else None
    if lexer is None:
        return {}
    spans: Spans = {}
    line, column = 0, 0
    for kind, value in lexer.get_tokens(code):  # type: ignore[attr-defined]
        role = _role(kind)
        for n, part in enumerate(value.split("\n")):
            if n:
                line, column = line + 1, 0
            if role and part:
                spans.setdefault(line, []).append((column, len(part), role))
            column += len(part.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
    return spans


def _role(kind: object) -> str:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    for family, role in ((Comment, "code-comment"), (Keyword, "code-keyword"), (Operator.Word, "code-keyword"), (String, "code-string"),
                         (Number, "code-number"), (Name.Function, "code-name"), (Name.Class, "code-name"), (Name.Decorator, "code-builtin"),
                         (Name.Builtin, "code-builtin"), (Name.Tag, "code-name"), (Name.Attribute, "code-builtin")):  # fmt: skip
        if kind in family:
            return role
    return ""


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.spans: Spans = {}
        theme().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        for start, length, role in self.spans.get(self.currentBlock().blockNumber(), ()):
            form = QTextCharFormat()
            form.setForeground(theme().color(role))
            self.setFormat(start, length, form)


class _Body(QPlainTextEdit):
    """As high as its lines; the wheel scrolls the page, except sideways."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("role", "code")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.document().setDocumentMargin(0)
        self.setFont(theme().font("small", mono=True))
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))

    def fit(self) -> None:
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.fontMetrics().lineSpacing() * max(self.document().blockCount(), 1) + bar
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeBlock(QFrame):
    """Grows by `set_code` while the answer streams; `finish` colours it."""

    def __init__(self, language: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "code")
        self.language = language
        self.code = ""
        self._label = Label(language or tr("text"), "caption")
        self.copy_button = Button(tr("Copy"), "quiet", icon_name="copy", on=self.copy, name=tr("Copy code"))
        self._body = _Body(self)
        self._body.setAccessibleName(tr("Code, {language}", language=language) if language else tr("Code"))
        self._highlighter = _Colours(self._body.document())
        self._reset = QTimer(self, singleShot=True, interval=1600)
        self._reset.timeout.connect(self._offer_copy)
        fill(QVBoxLayout(self), row(self._label, None, self.copy_button, margins=(14, 4, 6, 0)), row(self._body, margins=(14, 2, 14, 2)), spacing=2)

    def set_code(self, code: str) -> None:
        """Shows the code as far as it has come."""
        if code.startswith(self.code) and self.code:
            cursor = QTextCursor(self._body.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(code[len(self.code) :])
        else:
            self._body.setPlainText(code)
        self.code = code
        self._body.fit()

    def finish(self, code: str) -> None:
        """Shows the whole code in colours."""
        if code != self.code:
            self.set_code(code)
        self._body.fit()
        if not self.language or (self.language.lower() in _known and len(code) <= SHORT):
            self.colour(code, colours(code, self.language))
        else:  # a language's hundred patterns are compiled first, which takes longer than a window may stand still
            _beside().colour(self, code)

    def colour(self, code: str, spans: Spans) -> None:
        """Shows these colours, if this is still the code."""
        if code == self.code:
            self._highlighter.spans = spans
            self._highlighter.rehighlight()
            self._body.fit()

    def copy(self) -> None:
        """Puts the code into the clipboard."""
        QGuiApplication.clipboard().setText(self.code)
        self.copy_button.setText(tr("Copied"))
        self.copy_button.set_icon("check", "accent")
        self._reset.start()

    def _offer_copy(self) -> None:
        self.copy_button.setText(tr("Copy"))
        self.copy_button.set_icon("copy", "text-2")
