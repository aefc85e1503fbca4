"""Taking memories and chats along: what, in which form, under which passphrase; then a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop import dates
from desktop.desk import Desk
from desktop.i18n import percent, phrase, size, tr, trn
from desktop.onboarding.passphrase import NewPassphrase
from desktop.tasks import Job
from desktop.widgets.basic import Frame, Label, fill
from desktop.widgets.days import DayRange
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from desktop.widgets.picker import Found, Picker
from desktop.widgets.states import waiting
from engine import clock
from engine.errors import Cancelled

if TYPE_CHECKING:
    from engine.archive.selection import Selection
    from engine.vault.vault import Vault

ALL, MEMORIES, ABOUT, CHAT, TIME = "all", "memories", "about", "chat", "time"
WHAT = (
    (phrase("Everything"), ALL), (phrase("Memories, without the chats"), MEMORIES), (phrase("What is known of somebody or something"), ABOUT),
    (phrase("One chat"), CHAT), (phrase("What was said in a time"), TIME),
)  # fmt: skip
ARCHIVE, MARKDOWN, PAM = "archive", "markdown", "pam"
FORMS = (
    (phrase("Alcove archive, encrypted"), ARCHIVE), (phrase("Markdown, to read"), MARKDOWN), (phrase("Portable AI Memory, for other programs"), PAM),
)  # fmt: skip
ENDINGS = {ARCHIVE: ".alcove", MARKDOWN: ".md", PAM: ".pam.json"}
MOST = 50


class ExportDialog(Dialog):
    """`done` follows in a toast. Nothing is written before a place is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, tr("Take your memories along"), width=520)
        self._desk = desk
        self._job: Job | None = None
        self.what = Choice(tr("What"), [(tr(name), value) for name, value in WHAT])
        self.person = Picker(desk.tasks, tr("Search people, places and things"), tr("People, places and things"), self._people)
        self.chat = Picker(desk.tasks, tr("Search chats"), tr("Chats found"), self._chats)
        self.days = DayRange()
        self.part = QStackedWidget()
        self._panels = {ABOUT: self.person, CHAT: self.chat, TIME: self.days}
        for widget in self._panels.values():
            holder = QWidget()
            holder.setProperty("role", "plain")
            fill(QVBoxLayout(holder), widget, None)
            self.part.addWidget(holder)
        self.form = Choice(tr("Form"), [(tr(name), value) for name, value in FORMS])
        self.passphrase = NewPassphrase()
        about = tr("The archive has a passphrase of its own. Without it nobody can open it, you included.")
        self.secret = QWidget()
        self.secret.setProperty("role", "plain")
        fill(QVBoxLayout(self.secret), self.passphrase, Label(about, "caption", wrap=True), spacing=8)
        self.sure = QCheckBox(tr("Anybody who gets this file can read it, and I want that"))
        self.sure.setAccessibleName(tr("Anybody who gets this file can read it, and I want that"))
        self.note = Frame("warning", margins=(14, 10, 14, 10))
        self.note.box.addWidget(self.sure)
        self.error = Label("", "error", wrap=True)
        self.busy, self.said = waiting("")
        self.busy.hide()
        self.add(self.what, self.part, self.form, self.secret, self.note, self.error, self.busy)
        self.cancel = self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Save as…"), "primary", self._submit, default=True)
        for signal in (self.what.currentIndexChanged, self.form.currentIndexChanged):
            signal.connect(lambda _: self._show())
        for changed in (self.person.changed, self.chat.changed, self.passphrase.typed, self.sure.toggled):
            changed.connect(lambda *_: self._enable())
        self.passphrase.entered.connect(self._submit)
        self.passphrase.typed.connect(self.fit)
        self.finished.connect(lambda _: self._job.cancel() if self._job is not None else None)
        self.person.reload()
        self.chat.reload()
        self._show()
        self.open()

    @property
    def selection(self) -> Selection | None:
        """What is chosen, if it is."""
        from engine.archive.selection import Selection

        what = self.what.currentData()
        if what == ABOUT:
            return Selection(about=self.person.chosen) if self.person.chosen else None
        if what == CHAT:
            return Selection(conversation=self.chat.chosen) if self.chat.chosen else None
        if what == TIME:
            first, last = (datetime.combine(day, time()).astimezone() for day in (self.days.first, self.days.last + timedelta(days=1)))
            return Selection(since=first, until=last)
        return Selection(memories_only=what == MEMORIES)

    def write(self, path: Path) -> None:
        """Writes the file, and says what is in it."""
        selection, form, vault = self.selection, self.form.currentData(), self._desk.session.vault
        assert selection is not None
        secret = self.passphrase.take() if form == ARCHIVE else ""
        self.error.setText("")
        self.said.setText(tr("Writing {name}…", name=path.name))
        self.busy.show()
        self._enable()
        self.fit()
        self._job = self._desk.tasks.stream(
            self, lambda emit, cancel: _write(vault, path, form, secret, selection, emit, cancel), self._heard, self._done, self._failed
        )  # fmt: skip

    def _show(self) -> None:
        what, form = self.what.currentData(), self.form.currentData()
        self.part.setVisible(what in self._panels)
        if what in self._panels:
            self.part.setCurrentIndex(list(self._panels).index(what))
        self.secret.setVisible(form == ARCHIVE)
        self.note.setVisible(form != ARCHIVE)
        self._enable()
        if self.isVisible():
            self.fit()

    def _enable(self) -> None:
        encrypted = self.form.currentData() == ARCHIVE
        ready = bool(self.passphrase.field.text()) if encrypted else self.sure.isChecked()
        self.yes.setEnabled(ready and self.selection is not None and self.busy.isHidden())
        self.error.setText("")

    def _submit(self) -> None:
        if self.form.currentData() == ARCHIVE and (wrong := self.passphrase.problem):
            self.error.setText(wrong)
            self.fit()
            return
        ending = ENDINGS[self.form.currentData()]
        name = f"alcove-{clock.now().date().isoformat()}{ending}"
        dialog = QFileDialog(self, tr("Take your memories along"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.open()

    def _heard(self, events: list[Any]) -> None:
        self.said.setText(tr("{share} written", share=percent(events[-1])))

    def _done(self, told: tuple[int, int]) -> None:
        bytes_written, memories = told
        encrypted = self.form.currentData() == ARCHIVE
        self._job = None
        self.accept()
        held = trn("{n} memory", "{n} memories", memories)
        said = tr("Saved: {held}, {size}, encrypted.", held=held, size=size(bytes_written, 1))
        plain = tr("Saved: {held}, {size}. Anybody who has the file can read it.", held=held, size=size(bytes_written, 1))
        self._desk.toast(said if encrypted else plain)
        self._desk.announce(said if encrypted else plain)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.busy.hide()
        self._enable()
        if not isinstance(error, Cancelled):
            self._desk.show_error(error)

    def _people(self, text: str) -> Found:
        found = self._desk.session.entities.list(text, limit=MOST)
        return [(one.entity.name, one.entity.id) for one in found if one.entity.kind != "user"]

    def _chats(self, text: str) -> Found:
        found = self._desk.session.conversations.list(text, limit=MOST)
        return [(f"{one.title or tr('New chat')}  ·  {dates.day(clock.from_utc(one.updated_at))}", one.id) for one in found]


def _write(
    vault: Vault, path: Path, form: str, secret: str, selection: Selection, emit: Callable[[float], None], cancel: threading.Event
) -> tuple[int, int]:
    """Bytes, and memories in them."""
    from engine.archive import export, markdown, pam

    if form == ARCHIVE:
        report = export.export(
            vault, path, passphrase=secret, selection=selection, replace=True, cancel=cancel,
            progress=lambda done, total: emit(done / total if total else 1.0),
        )  # fmt: skip
        return report.size, report.counts.get("memory", 0)
    write = markdown.export if form == MARKDOWN else pam.export
    memories = write(vault, path, selection=selection, replace=True)
    return path.stat().st_size, memories
