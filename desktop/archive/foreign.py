"""What another assistant gave out: what is in it, what it would add, and how much of what is learnt from it counts at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.desk import Desk, explain
from desktop.i18n import number, percent, said, tr, trn
from desktop.tasks import Job
from desktop.widgets.basic import Frame, Label, clear, fill, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.scaling import tall
from desktop.widgets.states import waiting
from engine.errors import Cancelled

if TYPE_CHECKING:
    from engine.archive.foreign import Brought, Planned
    from engine.archive.importers.records import Export

SUBJECT = 110  # pixels at 100 %


class ForeignDialog(Dialog):
    """Reads the file at once. Nothing changes before `yes` is pressed."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk.window, tr("Import from another assistant"), width=520)
        self._desk, self._path = desk, path
        self._export: Export | None = None
        self._job: Job | None = None
        body = QWidget()
        body.setProperty("role", "plain")
        self._body = fill(QVBoxLayout(body), spacing=8)
        self.mine = QCheckBox(tr("Keep at once what is learnt from my own messages"))
        self.mine.setAccessibleName(tr("Keep at once what is learnt from my own messages"))
        self.mine.hide()
        self.busy, self.said = waiting(tr("Reading…"))
        self.add(Label(path.name, "second", wrap=True), body, self.mine, self.busy)
        self.cancel = self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Import"), "primary", self._submit, default=True)
        self.yes.setEnabled(False)
        self.finished.connect(lambda _: self._job.cancel() if self._job is not None else None)
        vault = desk.session.vault

        def read() -> tuple[Export, Planned]:
            from engine.archive import foreign
            from engine.archive.importers import sniffing

            found = sniffing.read(path)
            return found, foreign.plan(found, vault)

        self._job = desk.tasks.stream(self, lambda _emit, _cancel: read(), lambda _: None, self._show, self._refused)
        self.open()

    def _show(self, found: tuple[Export, Planned]) -> None:
        self._export, planned = found
        self._job = None
        self.busy.hide()
        for name, value in _lines(planned):
            subject = Label(name, "small")
            tall(subject, subject.setFixedWidth, SUBJECT)
            self._body.addLayout(row(subject, Label(value, "body", wrap=True), stretch=1))
        new = bool(planned.messages or planned.notes)
        if new:
            note = Frame("warning", margins=(14, 10, 14, 10))
            told = tr("Nothing in it is taken as an instruction. What is learnt from it waits in the inbox until you say that it is so.")
            note.box.addWidget(Label(told, "small", wrap=True))
            self._body.addWidget(note)
        else:
            self._body.addWidget(Label(tr("Everything in it is here already."), "second", wrap=True))
        self.mine.setVisible(bool(planned.own_messages))
        self.yes.setVisible(new)
        self.yes.setEnabled(new)
        self.cancel.setText(tr("Cancel") if new else tr("Close"))
        self.fit()

    def _submit(self) -> None:
        export, session, mine = self._export, self._desk.session, self.mine.isChecked()
        if export is None:
            return
        self.yes.setEnabled(False)
        self.mine.setEnabled(False)
        self.said.setText(tr("Importing…"))
        self.busy.show()
        self.fit()

        def work(emit: Callable[[Any], None], cancel: threading.Event) -> Brought:
            from engine.archive import foreign
            from engine.archive.accepting import Acceptance

            bringing = foreign.Foreign(session.vault, session.memories, session.learner, export)
            return bringing.bring(
                Acceptance(mine), learn=bool(session.settings.get("learn")), cancel=cancel,
                progress=lambda step, done, total: emit(done / total if total else 1.0),
            )  # fmt: skip

        self._job = self._desk.tasks.stream(self, work, self._heard, self._brought, self._refused)

    def _heard(self, events: list[Any]) -> None:
        self.said.setText(tr("Importing… {share}", share=percent(events[-1])))

    def _brought(self, done: Brought) -> None:
        self._job = None
        self.accept()
        parts = [trn("{n} message imported.", "{n} messages imported.", done.messages)]
        if done.accepted:
            parts.append(trn("{n} memory kept.", "{n} memories kept.", done.accepted))
        if done.proposed:
            parts.append(trn("{n} memory waits in the inbox.", "{n} memories wait in the inbox.", done.proposed))
        told, step = " ".join(parts), done.changes.journal_id if done.changes else None
        self._desk.toast(told, tr("Undo") if step else "", (lambda: self._desk.undo(step)) if step else None)
        self._desk.announce(told)

    def _refused(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, Cancelled):
            return
        clear(self._body)
        unread = tr("The file can't be read: it was moved, or belongs to somebody else."), ""
        message, hint = unread if isinstance(error, OSError) else explain(error)
        self._body.addWidget(Label(message, "body", wrap=True))
        self._body.addWidget(Label(hint, "second", wrap=True))
        self.busy.hide()
        self.mine.hide()
        self.yes.hide()
        self.cancel.setText(tr("Close"))
        self.fit()


def _lines(planned: Planned) -> list[tuple[str, str]]:
    new = []
    if planned.messages:
        own = trn("{n} message of yours", "{n} messages of yours", planned.own_messages)
        new.append(f"{trn('{n} message', '{n} messages', planned.messages)} ({own})")
        new.append(trn("{n} conversation", "{n} conversations", planned.conversations))
    if planned.notes:
        new.append(trn("{n} noted memory", "{n} noted memories", planned.notes))
    here = [trn("{n} message", "{n} messages", planned.known_messages)] if planned.known_messages else []
    here += [trn("{n} noted memory", "{n} noted memories", planned.known_notes)] if planned.known_notes else []
    found = [(tr("From"), planned.program), (tr("New"), ", ".join(new) or tr("nothing"))]
    found += [(tr("Here already"), ", ".join(here))] if here else []
    return found + [(tr("Left out"), f"{number(count)} {said(what)}") for what, count in planned.left_out.items()]
