"""The backups: made, checked, and gone back to after a look at what that would mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import restoring as words
from desktop.desk import Desk
from desktop.i18n import said, size, tr
from desktop.widgets.basic import Button, Frame, Label, clear, column, fill, line, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.scaling import tall
from engine.errors import AlcoveError

if TYPE_CHECKING:
    from engine.vault.backups import Backup
    from engine.vault.preview import Preview
    from engine.vault.restoring import Opened

TITLE_WIDTH = 130


class Copies(QWidget):
    """`restore_asked`: a backup (opened) is to take the vault's place."""

    restore_asked = Signal(object)  # Opened

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.make = Button(tr("Back up now"), icon_name="save", on=self.back_up)
        self.check = Button(tr("Check all"), icon_name="shield", on=self._check)
        self.said = Label("", "small")
        self.rows = column(spacing=8)
        card = Frame("card", margins=(18, 14, 18, 14), spacing=10)
        card.box.addLayout(row(self.make, self.check, self.said, None))
        card.box.addLayout(self.rows)
        fill(QVBoxLayout(self), Label(tr("Backups"), "section"), card)
        self.restore_buttons: dict[str, Button] = {}
        self._busy = False

    def reload(self) -> None:
        """Reads which there are."""
        from engine.vault import backups

        home = self.desk.session.vault.home
        self.desk.tasks.query(self, lambda: backups.listed(home), self._show)

    def _show(self, found: list[Backup]) -> None:
        clear(self.rows)
        self.restore_buttons.clear()
        for number, one in enumerate(found):
            if number:
                self.rows.addWidget(line())
            about = " · ".join(filter(None, (words.reason(one.reason), size(one.size, 1), words.checked(one))))
            button = Button(tr("Restore…"), name=tr("Restore the backup of {when}", when=words.moment(one.at)), on=self._asking(one))
            self.restore_buttons[one.path.name] = button
            made = row(column(Label(words.moment(one.at)), Label(about, "caption"), spacing=0), None, button)
            made.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
            self.rows.addLayout(made)
        if not found:
            self.rows.addWidget(Label(tr("There is none yet. One is made each day on which something changed."), "second", wrap=True))

    def _asking(self, backup: Backup) -> Callable[[], None]:
        return lambda: self._look(backup)

    def back_up(self) -> None:
        """Makes one now."""
        vault = self.desk.session.vault
        self._run(tr("Backing up…"), lambda: tr("Backed up and checked: {size}.", size=size(vault.backup().size, 1)))

    def _check(self) -> None:
        from engine.vault import backups

        vault = self.desk.session.vault

        def check() -> str:
            problems = []
            for one in backups.listed(vault.home):
                try:
                    backups.check(one, vault.subkey("database"))
                except AlcoveError as error:
                    problems.append(f"{words.moment(one.at)}: {said(error.message)}")
            return " ".join(problems) or tr("All of them are whole.")

        self._run(tr("Checking…"), check)

    def _run(self, told: str, work: Callable[[], str]) -> None:
        if self._busy:
            return
        self._busy = True
        self.said.setText(told)

        def failed(error: Exception) -> None:
            self._ended("")
            self.desk.show_error(error)

        self.desk.tasks.stream(self, lambda *_: work(), lambda _: None, self._ended, failed)

    def _ended(self, said: str) -> None:
        self._busy = False
        self.said.setText(said)
        self.desk.announce(said)
        self.reload()

    def _look(self, backup: Backup) -> None:
        """What it holds and what would be lost, before anything happens."""
        vault = self.desk.session.vault

        def look() -> tuple[Opened, Preview]:
            from engine.vault.preview import preview

            opened = vault.opened_backup(backup.path.name)
            return opened, preview(opened)

        self.desk.tasks.query(self, look, lambda found: self._ask(*found), self.desk.show_error)

    def _ask(self, opened: Opened, found: Preview) -> None:
        dialog = Dialog(self.desk.window, tr("Go back to this backup?"), width=560)
        for title, text in words.told(found):
            name, said = Label(title, "small"), Label(text, "body", wrap=True)
            tall(name, name.setFixedWidth, TITLE_WIDTH)
            holder = QWidget()
            holder.setAccessibleName(f"{title}: {text}")
            holder.setLayout(row(name, said, stretch=1))
            dialog.add(holder)
        if not found.whole:
            dialog.add_button(tr("Close"), "primary", default=True)
            dialog.open()
            return
        dialog.add(Label(tr("Alcove locks. The vault of now becomes a backup too: this can be taken back."), "second", wrap=True))
        dialog.add_button(tr("Cancel"), default=True)

        def go() -> None:
            dialog.accept()
            self.restore_asked.emit(opened)

        dialog.add_button(tr("Go back"), "danger", go)
        dialog.open()
        self.dialog = dialog
