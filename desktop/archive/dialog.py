"""What importing an archive would do, before it does it: the passphrase, the dry run, then the import and a way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.archive import wording
from desktop.archive.foreign import ForeignDialog
from desktop.archive.looking import Decision, PassphraseWanted, look
from desktop.desk import Desk, explain
from desktop.i18n import number, percent, tr, trn
from desktop.tasks import Job
from desktop.widgets.basic import Button, Frame, Label, clear, fill, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice, PassphraseField
from desktop.widgets.scaling import tall
from desktop.widgets.states import waiting
from engine.errors import WrongKey

if TYPE_CHECKING:
    from engine.archive.importing import DryRun, ImportReport

WIDTH, SUBJECT = 520, 110  # pixels at 100 %
TOLD = 6  # instructions that are shown one by one


def ask_for_file(desk: Desk) -> QFileDialog:
    """Chooses an archive, then shows what importing it would do."""
    dialog = QFileDialog(desk.window, tr("Import memories"))
    everything = tr("Everything that can be imported (*.alcove *.zip *.json *.jsonl *.md *.txt *.html)")
    dialog.setNameFilters([everything, tr("Alcove archives (*.alcove)"), tr("All files (*)")])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: show(desk, Path(name)))
    dialog.open()
    return dialog


def show(desk: Desk, path: Path) -> None:
    """What importing a file would do: an archive, or what another assistant gave out."""
    from engine.archive.container import looks_like_archive

    def look() -> bool:
        return path.suffix.lower() == ".alcove" or looks_like_archive(path)

    desk.tasks.query(desk, look, lambda ours: ImportDialog(desk, path).open() if ours else ForeignDialog(desk, path))


class ImportDialog(Dialog):
    """Reads the archive at once. Nothing changes before `go` is pressed."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk.window, tr("Import an archive"), width=WIDTH)
        self.desk, self.path = desk, path
        self.found: DryRun | None = None
        self.add(Label(path.name, "second", wrap=True))
        body = QWidget()
        self._body: QVBoxLayout = fill(QVBoxLayout(body), spacing=8)
        self.add(body)
        self.field = PassphraseField(tr("Passphrase of the archive"))
        self.field.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.choice = Choice(tr("What differs"), [(tr(text), mode) for text, mode in wording.MODES])
        self.field.hide()
        self.choice.hide()
        self.add(self.field, self.choice)
        self.cancel = self.add_button(tr("Cancel"))
        self.go: Button = self.add_button(tr("Open"), "primary", self.submit, default=True)
        self._decision = Decision()
        self._job: Job | None = None
        self._said = Label("", "small")
        self.finished.connect(lambda _: self._give_up())
        desk.destroyed.connect(self.reject)  # locked
        self._read(None)

    def submit(self) -> None:
        """Opens it with what was typed, or imports it."""
        if self.found is not None:
            self.go.setEnabled(False)
            self.choice.setEnabled(False)
            self._working(tr("Importing…"))
            self._decision.make(self.choice.currentData())
        elif self.field.isVisible() and self.field.text():
            self._read(self.field.take())

    def _read(self, passphrase: str | None) -> None:
        self.field.hide()
        self.go.setEnabled(False)
        self._working(tr("Reading…"))
        self._decision = Decision()
        vault, path, decision = self.desk.session.vault, self.path, self._decision
        self._job = self.desk.tasks.stream(
            self, lambda emit, cancel: look(vault, path, passphrase, decision, emit, cancel), self._heard, self._imported, self._failed
        )

    def _heard(self, events: list[Any]) -> None:
        for event in events:
            if not isinstance(event, tuple):
                self._show(event)
        if isinstance(events[-1], tuple):
            step, done, total = events[-1]
            if step == "Importing":
                self._said.setText(tr("Importing… {share}", share=percent(done / total if total else 1)))
            else:
                self._said.setText(tr("Reading… {n} records", n=number(done)))

    def _show(self, found: DryRun) -> None:
        self.found = found
        clear(self._body)
        for name, value in wording.lines(found):
            subject = Label(name, "small")
            tall(subject, subject.setFixedWidth, SUBJECT)
            self._body.addLayout(row(subject, Label(value, "body", wrap=True), stretch=1))
        if not found.trusted:
            self._note(
                tr("It is not encrypted, so anybody could have written it. It waits for your approval, and its instructions are not followed.")
            )
        if found.instructions:
            told = [f"• {order.text}" for order in found.instructions[:TOLD]]
            if (more := len(found.instructions) - TOLD) > 0:
                told.append(trn("and {n} more", "and {n} more", more))
            self._note("\n".join((tr("These instructions will be followed:"), *told)))
        differs = bool(found.found.conflicting)
        self.choice.setVisible(differs)
        empty = found.nothing_new and not differs
        if empty:
            self._body.addWidget(Label(tr("Everything in it is here already."), "second", wrap=True))
        self.go.setText(tr("Import"))
        self.go.setAccessibleName(tr("Import"))
        self.go.setVisible(not empty)
        self.go.setEnabled(True)
        self.cancel.setText(tr("Close") if empty else tr("Cancel"))
        (self.cancel if empty else self.go).setFocus()
        self._fit()

    def _imported(self, report: ImportReport | None) -> None:
        if report is None:  # given up
            return
        self.accept()
        said, step = wording.done(report), report.changes.journal_id if report.changes else None
        self.desk.toast(said, tr("Undo") if step else "", (lambda: self.desk.undo(step)) if step else None)
        self.desk.announce(said)

    def _failed(self, error: Exception) -> None:
        self.found = None
        clear(self._body)
        self.choice.hide()
        if isinstance(error, PassphraseWanted | WrongKey):
            if isinstance(error, WrongKey):
                self._note(" ".join(explain(error)))
            else:
                self._body.addWidget(Label(tr("It is encrypted. Its passphrase was chosen when it was made."), "body", wrap=True))
            self.field.show()
            self.field.setFocus()
        else:
            unread = tr("The file can't be read: it was moved, or belongs to somebody else."), tr("Open it again from where it is now.")
            message, hint = unread if isinstance(error, OSError) else explain(error)
            self._body.addWidget(Label(message, "body", wrap=True))
            self._body.addWidget(Label(hint, "second", wrap=True))
            self.go.hide()
            self.cancel.setText(tr("Close"))
            self.cancel.setFocus()
        self._fit()

    def _note(self, text: str) -> None:
        note = Frame("warning", margins=(14, 10, 14, 10))
        note.box.addWidget(Label(text, "small", wrap=True))
        self._body.addWidget(note)

    def _working(self, text: str) -> None:
        if self.found is None:
            clear(self._body)
        holder, self._said = waiting(text)
        self._body.addWidget(holder)
        self._fit()

    def _fit(self) -> None:
        """As high as its text needs, once that has got its style."""
        QTimer.singleShot(0, self, self._fit_now)

    def _fit_now(self) -> None:
        for layout in (self._body, self._column):
            layout.invalidate()
        self.setFixedHeight(max(self._column.totalHeightForWidth(self.width()), 120))

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
