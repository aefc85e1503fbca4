"""The history page: everything that changed memory, by whomever; any step can be looked at and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QSplitter, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.history import wording
from desktop.history.detail import Detail, Found
from desktop.history.erase import EraseDialog
from desktop.history.listing import HistoryList
from desktop.history.model import PAGE, HistoryModel
from desktop.i18n import number, phrase, said, tr, trn
from desktop.memory.letting_go import LettingGo
from desktop.widgets.basic import Button, Label, column, fill, line, row
from desktop.widgets.dialogs import Dialog
from engine.errors import RevertConflict
from engine.vault import history

if TYPE_CHECKING:
    from engine.vault.change import Changes
    from engine.vault.history import Step
    from engine.vault.journal import Check, Entry

NOTHING = phrase("Nothing of that kind was changed yet.")
_NAMES = {"": phrase("All", context="who did it"), **wording.WHO}


class HistoryPage(QWidget):
    """A list by day, filtered by who did it; beside it the step that is current."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.by = ""
        self.dialog: Dialog | None = None
        self.asking: EraseDialog | None = None
        self._stale = True
        self._token = 0
        self.model = HistoryModel(self)
        self.list = HistoryList()
        self.list.setModel(self.model)
        self.detail = Detail()
        self.filters: dict[str, Button] = {}
        group = QButtonGroup(self)
        for who, name in ((key, tr(name, context="who did it")) for key, name in _NAMES.items()):
            chip = Button(name, "chip", name=tr("Everybody's steps") if not who else tr("Only: {name}", name=name))
            chip.setCheckable(True)
            chip.setChecked(not who)
            chip.clicked.connect(lambda *_, who=who: self.filter(who))
            group.addButton(chip)
            self.filters[who] = chip
        self.undo_button = Button(tr("Undo"), icon_name="undo", name=tr("Undo my last change"), on=desk.undo)
        self.redo_button = Button(tr("Redo"), icon_name="refresh", name=tr("Do again what I undid last"), on=self.redo)
        self.check_button = Button(tr("Check"), icon_name="shield", name=tr("Check that the history was not altered"), on=self.check)
        self.erase_button = Button(tr("Erase…"), icon_name="erase", name=tr("Forget or erase more than one memory"), on=self.erase)
        self._letting_go = LettingGo(desk, self)
        self.checked = Label("", "caption")
        self.nothing = Label(tr(NOTHING), "second", wrap=True)
        self.nothing.hide()
        head = row(
            Label(tr("History"), "headline"),
            None,
            self.checked,
            self.check_button,
            self.undo_button,
            self.redo_button,
            self.erase_button,
            spacing=8,
            margins=(24, 16, 20, 10),
        )
        chips = row(*self.filters.values(), None, spacing=6, margins=(24, 0, 20, 12))
        left = QWidget()
        fill(QVBoxLayout(left), self.nothing, self.list, margins=(0, 8, 0, 0), spacing=0).setStretch(1, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([430, 620])
        split.setStretchFactor(1, 1)
        fill(QVBoxLayout(self), column(head, chips), line(), split, spacing=0).setStretch(2, 1)
        self.list.shown.connect(self._open)
        self.detail.revert_asked.connect(self.revert)
        self.model.wanted_more.connect(self._more)
        desk.changed.connect(self._changed)
        desk.actions.bind("app.erase", self.erase)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def erase(self) -> None:
        """Asks what is to be forgotten or erased."""
        self.asking = EraseDialog(self.desk, self.window(), self._letting_go)

    @property
    def answer(self) -> Dialog | None:
        """What is asked and told about it then."""
        return self._letting_go.dialog

    def filter(self, who: str) -> None:
        """Shows only what one of history.WHO did; all, when empty."""
        self.by = who
        self.filters[who].setChecked(True)
        self.detail.show_nothing()
        self.reload()

    def reload(self) -> None:
        """Reads the newest steps, and what undo and redo would do."""
        self._stale = False
        self._token += 1
        token, by, journal = self._token, self.by, self.desk.session.vault.journal

        def read() -> tuple[list[Step], Entry | None, Entry | None]:
            return history.steps(journal, PAGE + 1, by=by), journal.undoable(), journal.redoable()

        self.desk.tasks.query(self, read, lambda found: self._show(token, *found))

    def _show(self, token: int, steps: list[Step], undoable: Entry | None, redoable: Entry | None) -> None:
        if token != self._token:
            return
        current = self.detail.step
        self.model.show(steps[:PAGE], len(steps) > PAGE)
        self.nothing.setVisible(not steps)
        self.undo_button.setEnabled(undoable is not None)
        self.undo_button.setToolTip(tr("Undo: {step}", step=wording.bare(undoable.label)) if undoable is not None else tr("There is nothing to undo"))
        self.redo_button.setEnabled(redoable is not None)
        self.redo_button.setToolTip(
            tr("Redo: {step}", step=wording.bare(redoable.label)) if redoable is not None else tr("There is nothing to do again")
        )
        if current is not None and (index := self.model.find(current.id)).isValid():
            self.list.mark(index)
            self._open(index.data(Qt.ItemDataRole.UserRole))
        elif current is not None:
            self.detail.show_nothing()

    def _more(self) -> None:
        token, by, journal = self._token, self.by, self.desk.session.vault.journal
        last = self.model.steps[-1].entries[-1].row
        self.desk.tasks.query(self, lambda: history.steps(journal, PAGE + 1, last, by=by), lambda steps: self._add(token, steps))

    def _add(self, token: int, steps: list[Step]) -> None:
        if token == self._token:
            self.model.add(steps[:PAGE], len(steps) > PAGE)

    def _open(self, step: Step) -> None:
        journal, ids = self.desk.session.vault.journal, [entry.id for entry in step.entries]

        def read() -> Found:
            return [(entry, history.changes(journal, entry) if entry.kept else None) for entry in map(journal.entry, reversed(ids))]

        self.desk.tasks.query(self, read, lambda found: self.detail.show_step(step, found))

    # Back and forth

    def revert(self, step: Step, *, with_later: bool = False) -> None:
        """Takes a step back; where later ones stand on it, asks whether those are to go too."""
        journal = self.desk.session.vault.journal

        def failed(error: Exception) -> None:
            if isinstance(error, RevertConflict) and error.later and not with_later:
                self.desk.tasks.query(self, lambda: [journal.entry(id) for id in error.later], lambda later: self._ask(step, later))
            else:
                self.desk.show_error(error)

        self.desk.change(self, lambda: journal.revert_together(step.revertible, with_later), tr("Taken back."), on_error=failed)

    def _ask(self, step: Step, later: list[Entry]) -> None:
        dialog = Dialog(self.window(), tr("Later changes stand on this"), width=480)
        lines = [f"• {said(entry.label)}" for entry in later[:12]]
        if len(later) > 12:
            lines.append(trn("and {n} more", "and {n} more", len(later) - 12))
        listed = "\n".join(lines)
        dialog.add(Label(tr("To take this back, these have to go back too:"), "second", wrap=True), Label(listed, "body", wrap=True, selectable=True))
        dialog.add_button(tr("Cancel"), default=True)
        dialog.yes = dialog.add_button(tr("Take all back"), "primary", lambda: self._all(dialog, step))  # type: ignore[attr-defined]
        self.dialog = dialog
        dialog.open()

    def _all(self, dialog: Dialog, step: Step) -> None:
        dialog.accept()
        self.revert(step, with_later=True)

    def redo(self) -> None:
        """Does again what was undone last."""
        journal = self.desk.session.vault.journal
        self.desk.tasks.change(
            self, journal.redo, lambda done: self.desk.toast(tr("Done again.") if done is not None else tr("There is nothing to do again."))
        )

    def check(self) -> None:
        """Recomputes the chain of seals, and says what came of it."""
        self.checked.setText(tr("Checking…"))
        self.check_button.setEnabled(False)
        self.desk.tasks.query(self, self.desk.session.vault.journal.verify, self._verified, self._not_verified)

    def _verified(self, found: Check) -> None:
        self.check_button.setEnabled(True)
        text = trn("{n} step, nothing altered", "{n} steps, nothing altered", found.steps)
        if not found.ok:
            wrong = number(len(found.wrong))
            text = trn(
                "{wrong} of {n} step was altered outside of Alcove", "{wrong} of {n} steps were altered outside of Alcove", found.steps, wrong=wrong
            )
        self.checked.setText(text)
        self.desk.announce(text)

    def _not_verified(self, error: Exception) -> None:
        self.check_button.setEnabled(True)
        self.checked.setText("")
        self.desk.show_error(error)

    def _changed(self, _: Changes) -> None:
        self.checked.setText("")
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
