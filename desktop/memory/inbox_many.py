"""Many questions of the inbox at once: all of a kind, what was learnt from one's own messages, what is about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import tr, trn
from desktop.widgets.basic import Button, Label
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from desktop.wording import category, told

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.archive.accepting import Acceptance, Waiting
    from engine.session import Session

MINE, ALL, ABOUT, SHOWN = "mine", "all", "about", 6


class ManyDialog(Dialog):
    """Shows which are meant before they are answered. What contradicts something else is never among them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, tr("Answer many at once"), width=520)
        self._desk = desk
        self.which = Choice(tr("Which"), [(tr("Learnt from my own messages"), MINE), (tr("All but instructions and how-tos"), ALL)])
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("A name"))
        self.name.setAccessibleName(tr("About whom or what"))
        self.said, self.texts = Label("", "strong"), Label("", "small", wrap=True)
        self.add(self.which, self.name, self.said, self.texts)
        self.no = Button(tr("Don't keep them"), on=lambda: self._answer(keep=False))
        self.buttons.insertWidget(0, self.no)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Keep them"), "primary", lambda: self._answer(keep=True), default=True)
        self.which.currentIndexChanged.connect(lambda _: self._look())
        self.name.textChanged.connect(lambda _: self._look())
        session = desk.session
        kinds = "SELECT DISTINCT category FROM memory WHERE status = 'proposed' AND category <> '' AND kind <> 'procedural' ORDER BY category"
        desk.tasks.query(self, lambda: [row["category"] for row in session.vault.query(kinds)], self._offer)

    @property
    def wanted(self) -> Acceptance:
        """What is chosen, as the engine takes it."""
        from engine.archive.accepting import Acceptance

        which = self.which.currentData()
        if which == ABOUT:
            return Acceptance(about=(self.name.text().strip(),)) if self.name.text().strip() else Acceptance()
        return Acceptance(mine=True) if which == MINE else Acceptance(kinds=(which,))

    def _offer(self, categories: list[str]) -> None:
        from engine.learning.gating.categories import BY_KEY

        self.which.addItem(tr("About somebody or something…"), ABOUT)
        for name in categories:
            if name in BY_KEY:
                self.which.addItem(tr("Of the kind: {kind}", kind=category(name)), name)
        self._look()
        self.open()

    def _look(self) -> None:
        self.name.setVisible(self.which.currentData() == ABOUT)
        vault, wanted = self._desk.session.vault, self.wanted

        def read() -> tuple[Acceptance, list[Waiting]]:
            from engine.archive import accepting

            return wanted, accepting.waiting(vault, wanted)

        self._desk.tasks.query(self, read, self._show)

    def _show(self, found: tuple[Acceptance, list[Waiting]]) -> None:
        wanted, waiting = found
        if wanted != self.wanted:
            return
        self.said.setText(trn("{n} memory is meant.", "{n} memories are meant.", len(waiting)))
        lines = [f"• {told(' '.join(one.text.split()))}" for one in waiting[:SHOWN]]
        if (more := len(waiting) - SHOWN) > 0:
            lines.append(trn("and {n} more", "and {n} more", more))
        self.texts.setText("\n".join(lines))
        for button in (self.yes, self.no):
            button.setEnabled(bool(waiting))
        self.fit()

    def _answer(self, *, keep: bool) -> None:
        session, wanted = self._desk.session, self.wanted
        self.accept()
        said = tr("Kept.") if keep else tr("Not kept.")
        self._desk.change(self._desk, lambda: answer(session, wanted, keep=keep), said)


def answer(session: Session, wanted: Acceptance, *, keep: bool) -> list[Any]:
    """Keeps them, or turns them down, in one step that can be undone."""
    from engine.archive import accepting

    with session.vault.change("review", "Accepted many memories" if keep else "Set aside many memories") as change:
        return accepting.accept(session.memories, change, wanted) if keep else accepting.set_aside(session.review, change, wanted)
