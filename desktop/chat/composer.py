"""Where one writes: grows with the text, Enter sends, Shift+Enter breaks the line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.chat.files import Shelf
from desktop.i18n import phrase, tr
from desktop.widgets.basic import Frame, IconButton, Label, fill, row, set_role

LINES = 9
DRAFT_MS = 700
PLACEHOLDER = phrase("Write to Alcove…")
ABOUT_FILE = phrase("Ask something about it…")
LONG_PASTE = 2_000  # characters; more becomes a file


def local_files(source: QMimeData) -> list[Path]:
    """The files that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []


class _Field(QPlainTextEdit):
    sent = Signal()
    edit_last = Signal()
    escaped = Signal()
    files_given = Signal(object)  # list[Path], dropped or pasted
    much_pasted = Signal(str)
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.attaches = True
        self.setProperty("role", "composer")
        self.setAccessibleName(tr("Message"))
        self.setPlaceholderText(tr(PLACEHOLDER))
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

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(local_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files, and text too long to be read in a field, are attached."""
        if self.attaches and (files := local_files(source)):
            self.files_given.emit(files)
        elif self.attaches and source.hasText() and len(source.text()) > LONG_PASTE:
            self.much_pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)

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
    attach_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self._streaming = self._reading = self._incognito = False
        self.button = IconButton("send", tr("Send"), on=self._pressed, role="send", tint="on-accent")
        self._frame = Frame("composer", margins=(10, 10, 10, 10))
        self.editing = Label(tr("Editing your message. Sending it makes a new version."), "caption")
        self.cancel_edit = IconButton("close", tr("Leave the message as it was"), on=self.end_edit, small=True, tint="text-3")
        self._edit_bar = QWidget()
        self._edit_bar.setLayout(row(self.editing, None, self.cancel_edit, spacing=4))
        self._edit_bar.hide()
        self.attach = IconButton("attach", tr("Attach files"), on=self.attach_asked.emit, tint="text-3")
        line = row(self.attach, self.field, self.button, spacing=8)
        for button in (self.attach, self.button):
            line.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        self.shelf = Shelf()
        self._frame.box.addWidget(self._edit_bar)
        self._frame.box.addWidget(self.shelf)
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
        self._allow_files()
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
        self._allow_files()
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
        self._incognito = on
        self._allow_files()
        self.show_attached()
        self.field.setAccessibleName(tr("Incognito message") if on else tr("Message"))

    def show_drop(self, on: bool) -> None:
        """Files hang over the page: this is where they would go."""
        set_role(self._frame, "true" if on else "false", "drop")

    def show_attached(self, *, reading: bool = False) -> None:
        """What the field asks for, now that files were attached or taken off; while one is `reading`, nothing can be sent."""
        self._reading = reading
        asked = tr(ABOUT_FILE if self.shelf.cards else PLACEHOLDER)
        self.field.setPlaceholderText(tr("Nothing you write here is kept…") if self._incognito else asked)
        self._enable()

    def _allow_files(self) -> None:
        """A new version of a message keeps the files that it had; an incognito chat keeps none."""
        self.field.attaches = not self._incognito and not self.is_editing
        self.attach.setVisible(self.field.attaches)
        self.shelf.setVisible(self.field.attaches and bool(self.shelf.cards))

    def set_streaming(self, streaming: bool) -> None:
        """While an answer is written, the button stops it."""
        self._streaming = streaming
        self.button.set_icon("stop" if streaming else "send", "on-accent")
        self.button.set_name(tr("Stop the answer") if streaming else tr("Send"))
        self._typed()

    def send(self) -> None:
        """Sends what is written."""
        text = self.field.toPlainText().strip()
        if text and not self._streaming and not self._reading:
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

    def _enable(self) -> None:
        self.button.setEnabled(self._streaming or (bool(self.field.toPlainText().strip()) and not self._reading))

    def _typed(self) -> None:
        self._enable()
        if not self.is_editing:
            self._draft.start()
