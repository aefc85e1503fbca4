"""What the settings page says of the vault and the models: to read, not to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop import dates
from desktop.i18n import number, phrase, said, size, tr
from desktop.settings.rows import Row
from desktop.widgets.basic import Frame, Label, Picture, clear, column, fill, row
from desktop.widgets.scaling import tall
from engine import clock

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.status import VaultStatus

SLOTS = {"passphrase": phrase("Passphrase"), "recovery": phrase("Recovery key"), "keychain": phrase("Keychain"), "key-file": phrase("Key file")}


class ModelsRow(Row):
    """Which models are in use."""

    def __init__(self) -> None:
        super().__init__("", "", tr("models in use chat answers embedder installed licence"))
        self._lines = fill(QVBoxLayout(self), spacing=10)

    def show_models(self, session: Session) -> None:
        """Reads them off the session."""
        clear(self._lines)
        for purpose, model in ((tr("Answers"), session.chat), (tr("Finds related memories"), session.embedder)):
            entry = model.entry if model is not None else None
            title = entry.title if entry is not None else tr("None installed")
            about = f"{size(entry.size)} · {entry.licence}" if entry is not None else tr("restart Alcove to install it")
            about = f"{purpose} · {about}"
            texts = column(Label(title, wrap=True), Label(about, "caption", wrap=True), spacing=0)
            self._lines.addLayout(row(Picture("chip", "accent" if entry else "warning", 22), texts, spacing=12, stretch=1))


class VaultRow(Row):
    """How it is encrypted, what opens it, where it lies."""

    def __init__(self) -> None:
        super().__init__("", "", tr("vault encryption cipher opens with passphrase keychain recovery key folder size backups made"))
        self._lines = fill(QVBoxLayout(self), spacing=10)

    def show_status(self, status: VaultStatus) -> None:
        """Shows what was read."""
        clear(self._lines)
        ways = " · ".join(dict.fromkeys(tr(SLOTS.get(slot.kind, slot.kind)) for slot in status.slots))
        backups = number(len(status.backups)) if status.backups else tr("none yet")
        for name, value in (
            (tr("Encryption"), status.cipher), (tr("Opens with"), ways), (tr("Folder"), str(status.home)), (tr("Size"),
            size(sum(status.sizes.values()), 1)),
            (tr("Backups"), backups), (tr("Made"), dates.moment(clock.from_utc(status.created_at))),
        ):  # fmt: skip
            subject = Label(name, "small")
            tall(subject, subject.setFixedWidth, 110)
            self._lines.addLayout(row(subject, Label(value, "body", wrap=True, selectable=name == tr("Folder")), stretch=1))
        for warning in status.warnings:
            note = Frame("warning", margins=(14, 10, 14, 10))
            note.box.addWidget(Label(said(warning), "small", wrap=True))
            self._lines.addWidget(note)
