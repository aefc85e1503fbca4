"""Where one writes: grows with the text, Enter sends, Shift+Enter breaks the line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.basic import Frame, IconButton, Label, fill, row, set_role

LINES = 9
DRAFT_MS = 700
PLACEHOLDER = "Write to Alcove…"


class _Field(QPlainTextEdit):
    sent = Signal()
    edit_last = Signal()
    escaped = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "composer")
        self.setAccessibleName("Message")
        self.setPlaceholderText(PLACEHOLDER)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.fit())
        self.fit()

    def fit(self) -> None:
        """As high as the text, up to nine lines."""
        lines = max(1, int(self.document().size().height()))  # a plain text layout counts in lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * min(lines, LINES) + 8)

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        # With nothing of its own to undo, Ctrl+Z undoes the last change of the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo):
            event.setAccepted(self.document().isUndoAvailable())
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.edit_last.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class Composer(QWidget):
    """The field with its button, which sends, or stops the answer that is being written."""

    sent = Signal(str)
    stopped = Signal()
    edit_last = Signal()
    draft_changed = Signal(str)
    edit_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self._streaming = False
        self.button = IconButton("send", "Send", on=self._pressed, role="send", tint="on-accent")
        self._frame = Frame("composer", margins=(16, 10, 10, 10))
        self.editing = Label("Editing your message. Sending it makes a new version.", "caption")
        self.cancel_edit = IconButton("close", "Leave the message as it was", on=self.end_edit, small=True, tint="text-3")
        self._edit_bar = QWidget()
        self._edit_bar.setLayout(row(self.editing, None, self.cancel_edit, spacing=4))
        self._edit_bar.hide()
        line = row(self.field, self.button, spacing=10)
        line.setAlignment(self.button, Qt.AlignmentFlag.AlignBottom)
        self._frame.box.addWidget(self._edit_bar)
        self._frame.box.addLayout(line)
        self.status = Label("", "caption")
        self.status.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fill(QVBoxLayout(self), self._frame, self.status, spacing=6)
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft.timeout.connect(self.keep_draft)
        self.field.sent.connect(self.send)
        self.field.edit_last.connect(self.edit_last)
        self.field.escaped.connect(self._escape)
        self.field.focused.connect(lambda on: set_role(self._frame, "true" if on else "false", "active"))
        self.field.textChanged.connect(self._typed)
        self._kept = ""
        self._typed()

    @property
    def is_editing(self) -> bool:
        """Whether what is written replaces an earlier message."""
        return not self._edit_bar.isHidden()

    def show_draft(self, text: str) -> None:
        """What was typed here before."""
        self._edit_bar.hide()
        self._kept = text
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self._draft.stop()

    def recall_draft(self, text: str) -> None:
        """What was typed here before, and was read only now: it stands before what was typed since."""
        typed = self.field.toPlainText()
        if self.is_editing:
            self._kept = self._kept or text
        elif not typed:
            self.show_draft(text)
        elif text and not typed.startswith(text):
            QTextCursor(self.field.document()).insertText(f"{text}\n")

    def begin_edit(self, text: str) -> None:
        """Takes a sent message back into the field."""
        self.keep_draft()
        self._edit_bar.show()
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus()

    def end_edit(self) -> None:
        """Back to what was being typed before."""
        if self.is_editing:
            self.show_draft(self._kept)
            self.edit_cancelled.emit()

    def set_incognito(self, on: bool) -> None:
        """Looks as what it is: nothing that is typed here is kept."""
        set_role(self._frame, "true" if on else "false", "incognito")
        self.field.setPlaceholderText("Nothing you write here is kept…" if on else PLACEHOLDER)
        self.field.setAccessibleName("Incognito message" if on else "Message")

    def set_streaming(self, streaming: bool) -> None:
        """While an answer is written, the button stops it."""
        self._streaming = streaming
        self.button.set_icon("stop" if streaming else "send", "on-accent")
        self.button.set_name("Stop the answer" if streaming else "Send")
        self._typed()

    def send(self) -> None:
        """Sends what is written."""
        text = self.field.toPlainText().strip()
        if text and not self._streaming:
            self.sent.emit(text)

    def take(self) -> None:
        """What was written has been sent: empties the field, or goes back to what was typed before the edit."""
        if self.is_editing:
            self.show_draft(self._kept)
            return
        self.field.setPlainText("")
        self.keep_draft()

    def keep_draft(self) -> None:
        """Keeps what is typed, if it changed."""
        self._draft.stop()
        text = self.field.toPlainText()
        if not self.is_editing and text != self._kept:
            self._kept = text
            self.draft_changed.emit(text)

    def _pressed(self) -> None:
        if self._streaming:
            self.stopped.emit()
        else:
            self.send()

    def _escape(self) -> None:
        if self.is_editing:
            self.end_edit()
        elif self._streaming:
            self.stopped.emit()

    def _typed(self) -> None:
        self.button.setEnabled(self._streaming or bool(self.field.toPlainText().strip()))
        if not self.is_editing:
            self._draft.start()
