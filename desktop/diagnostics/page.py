"""Diagnostics: is everything whole, encrypted and local? With repair, backups, a search for residue, and a report to share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.diagnostics.cards import SIGNS, cards, summary
from desktop.diagnostics.copies import Copies
from desktop.diagnostics.findings import Findings
from desktop.i18n import tr
from desktop.widgets.basic import Button, IconButton, Label, Picture, clear, column, fill, row
from desktop.widgets.flow import Flow
from desktop.widgets.scaling import wide
from desktop.widgets.states import waiting
from engine.errors import Cancelled

if TYPE_CHECKING:
    from desktop.diagnostics.checks import Asked
    from desktop.tasks import Job

REPORT = "alcove-diagnostics.txt"
WIDTH = 760


class DiagnosticsPage(QWidget):
    """`left`: back to where one came from."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.found: Findings | None = None
        self._job: Job | None = None
        self.back = IconButton("chevron-left", tr("Back to Settings"), on=self.left.emit)
        self.check = Button(tr("Check everything"), "primary", icon_name="shield", on=lambda: self.look(pages=True))
        self.repair = Button(tr("Repair"), icon_name="refresh", on=lambda: self.look(pages=True, repair=True))
        self.save = Button(tr("Save a report…"), icon_name="download", on=self._save)
        self.stop = Button(tr("Stop"), icon_name="stop", on=self._stop)
        self.known = Button(tr("I know of the missing changes"), name=tr("Hear no more of the missing changes"), on=self._acknowledge)
        self.working, self.step = waiting(tr("Looking…"))
        self.sign = Picture("check", "accent", 20)
        self.said = Label("", "body", wrap=True)
        self.copies = Copies(desk)
        self.texts = QLineEdit()
        self.texts.setAccessibleName(tr("A text that must be gone"))
        self.texts.setPlaceholderText(tr("A text that must be gone"))
        self.texts.returnPressed.connect(self._search)
        self.search = Button(tr("Search every byte"), icon_name="search", on=self._search)
        self.cards = column(spacing=8)
        self._build()
        self._show_busy(False)

    def appear(self) -> None:
        """The page comes into view: a quick look, and what backups there are."""
        self.copies.reload()
        if self.found is None and self._job is None:
            self.look(pages=False)

    def leave(self) -> None:
        """Before locking: what runs is stopped."""
        self._stop()

    def look(self, *, pages: bool, repair: bool = False, residue: tuple[str, ...] = ()) -> None:
        """Looks at everything, beside the work."""
        from desktop.diagnostics.checks import Asked

        if self._job is None:
            self._show_busy(True)
            self._job = self.desk.tasks.stream(self, self._looking(Asked(pages, repair, residue)), self._tell, self._show, self._failed)

    def _looking(self, asked: Asked) -> Callable[[Callable[[Any], None], threading.Event], Findings]:
        vault = self.desk.session.vault

        def run(emit: Callable[[Any], None], cancel: threading.Event) -> Findings:
            from desktop.diagnostics import checks

            found = Findings()
            checks.of_machine(found, vault.home)
            checks.of_vault(found, vault, asked, progress=lambda step, done, total: emit(f"{step}…") if done < total else None, cancel=cancel)
            checks.of_process(found)
            return found

        return run

    def _tell(self, steps: list[str]) -> None:
        self.step.setText(steps[-1])

    def _show(self, found: Findings) -> None:
        self._job, self.found = None, found
        clear(self.cards)
        for widget in cards(found):
            self.cards.addWidget(widget)
        said, state = summary(found)
        self.sign.show_icon(*SIGNS[state])
        self.said.setText(said)
        self._show_busy(False)
        self.desk.announce(said)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._show_busy(False)
        if not isinstance(error, Cancelled):
            self.desk.show_error(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_busy(self, busy: bool) -> None:
        for widget in (self.working, self.stop):
            widget.setVisible(busy)
        known = self.found is not None
        for widget in (self.sign, self.said):
            widget.setVisible(not busy and known)
        for button in (self.check, self.search):
            button.setEnabled(not busy)
        told = self.found is not None and any(row.subject == "missing" for row in self.found.rows)
        self.known.setVisible(not busy and told)
        self.save.setEnabled(not busy and known)
        self.repair.setEnabled(not busy and self.found is not None and self.found.failed)

    def _acknowledge(self) -> None:
        from engine.vault import missing

        vault = self.desk.session.vault
        self.desk.tasks.change(self, lambda: missing.acknowledge(vault), lambda _: self.look(pages=False))

    def _search(self) -> None:
        text = self.texts.text().strip()
        if text:
            self.texts.clear()
            self.look(pages=False, residue=(text,))

    def _save(self) -> None:
        dialog = QFileDialog(self.desk.window, tr("Save a report"), str(Path.home() / REPORT))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Writes the report: no content, no folder, no account."""
        from desktop.diagnostics import report

        found, home = self.found, self.desk.session.vault.home
        if found is None:
            return

        def write() -> None:
            path.unlink(missing_ok=True)  # the dialog has asked
            report.save(found, home, path)

        said = tr("Saved. It holds nothing of what is stored; read it before you share it.")
        self.desk.tasks.query(self, write, lambda _: self.desk.toast(said), self.desk.show_error)

    def _build(self) -> None:
        head = row(self.back, Label(tr("Diagnostics"), "headline"), None)
        state = row(self.sign, self.said, self.working, self.stop, self.known, None, spacing=10)
        state.setStretch(1, 1)
        about = tr("Search for a text that was erased, in every page and file. It is not kept anywhere.")
        verbs = Flow(spacing=8)
        for verb in (self.check, self.repair, self.save):
            verbs.addWidget(verb)
        parts: list[Any] = [
            head, verbs, state, self.copies, self.cards, Label(tr("Residue"), "section"),
            Label(about, "caption", wrap=True), row(self.texts, self.search, stretch=0),
        ]  # fmt: skip
        holder = QWidget()
        wide(holder, holder.setMaximumWidth, WIDTH)
        fill(QVBoxLayout(holder), *parts, None, margins=(0, 22, 0, 32), spacing=12)
        body = QWidget()
        body.setProperty("role", "plain")
        inner = fill(QHBoxLayout(body), margins=(28, 0, 28, 0), spacing=0)
        inner.addStretch(1)
        inner.addWidget(holder, 1000)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(body)
        area.setAccessibleName(tr("Diagnostics"))
        fill(QVBoxLayout(self), area)
