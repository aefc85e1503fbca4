"""What can be done with one memory from anywhere: edit it, say that it is wrong, never keep its kind again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from desktop.desk import Desk
from desktop.i18n import quoted, said, tr, trn
from desktop.widgets.basic import Label
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from desktop.widgets.scaling import tall
from desktop.wording import told
from engine.learning.gating.categories import BY_KEY

if TYPE_CHECKING:
    from engine.memory.records import Memory
    from engine.session import Session


def keep(desk: Desk, memory_id: str) -> None:
    """Approves a memory that waits."""
    memories = desk.session.memories
    desk.change(desk, lambda: memories.approve(memory_id), tr("Kept."))


def wrong(desk: Desk, memory_id: str) -> None:
    """Sets a memory aside, because it is not so."""
    review = desk.session.review
    desk.change(desk, lambda: review.wrong(memory_id), tr("Set aside. It is not used in answers."))


class _Field(QPlainTextEdit):
    def __init__(self, text: str, on_save: Callable[[], object]) -> None:
        super().__init__(text)
        self._on_save = on_save
        self.setProperty("role", "field")
        self.setAccessibleName(tr("Text of the memory"))
        tall(self, self.setFixedHeight, 96)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_save()
        else:
            super().keyPressEvent(event)


class EditDialog(Dialog):
    """Another wording for a memory; the old one stays in its history."""

    def __init__(self, desk: Desk, parent: QWidget, memory_id: str, text: str) -> None:
        super().__init__(parent, tr("Edit memory"), width=500)
        self._desk, self._id, self._before = desk, memory_id, text
        self.field = _Field(text, self._submit)
        self.add(self.field, Label(tr("“The user” is you. The old text stays in the history."), "caption", wrap=True))
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Save"), "primary", self._submit, default=True)
        self.field.textChanged.connect(lambda: self.yes.setEnabled(bool(self.field.toPlainText().strip())))
        self.field.setFocus()
        self.field.selectAll()
        self.open()

    def _submit(self) -> None:
        text, memories, memory_id = self.field.toPlainText().strip(), self._desk.session.memories, self._id
        if not text:
            return
        self.accept()
        if text != self._before:
            self._desk.change(self._desk, lambda: memories.edit(memory_id, text=text), tr("Saved."))


class NeverDialog(Dialog):
    """Which kind is never to be kept, and whether what is there goes too. `present`: memory ids by kind."""

    def __init__(self, desk: Desk, parent: QWidget, text: str, present: dict[str, list[str]]) -> None:
        super().__init__(parent, tr("Never keep this kind?"), width=500)
        self._desk, self._present = desk, present
        self.kind = Choice(tr("Kind"), [(said(BY_KEY[key].title), key) for key in present])
        self.about = Label("", "caption", wrap=True)
        self.forget = QCheckBox("")
        self.add(
            Label(quoted(told(text)), "second", wrap=True), self.kind, self.about,
            Label(tr("From now on nothing of this kind becomes a memory. What you say stays in your chats."), "body", wrap=True), self.forget,
        )  # fmt: skip
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Never keep it"), "primary", self._submit, default=True)
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self._show()
        self.open()

    def _show(self) -> None:
        key = self.kind.currentData()
        count = len(self._present[key])
        also = trn("Also forget the one memory of this kind", "Also forget the {n} memories of this kind", count)
        self.forget.setText(also)
        self.forget.setAccessibleName(also)
        self.forget.setVisible(bool(count))
        self.about.setText(tr("That is: {about}.", about=said(BY_KEY[key].about)) if BY_KEY[key].about else "")
        self.about.setVisible(bool(BY_KEY[key].about))

    def _submit(self) -> None:
        self.accept()
        key = self.kind.currentData()
        never_keep(self._desk, key, self._present[key] if self.forget.isChecked() else [])


def ask_never(desk: Desk, parent: QWidget, memory_id: str) -> None:
    """Asks which kind of this memory is never to be kept again."""
    session = desk.session

    def look() -> tuple[Memory, dict[str, list[str]]]:
        from engine.learning.gating import policy

        memory = session.memories.get(memory_id)
        kinds = policy.kinds_of(session.vault, memory) if memory.category != "instruction" else ()
        return memory, {kind: [one.id for one in policy.present(session.memories, session.vault, kind)] for kind in kinds}

    def show(found: tuple[Memory, dict[str, list[str]]]) -> None:
        memory, present = found
        if present:
            NeverDialog(desk, parent, memory.text, present)
        else:
            desk.toast(tr("This memory is of no kind that can be left out."))

    desk.tasks.query(desk, look, show)


def never_keep(desk: Desk, kind: str, forget: list[str]) -> None:
    """Sets it, forgets what is there if wanted, and offers to take both back."""
    session = desk.session

    def run() -> tuple[list[str], str | None]:
        before: list[str] = session.settings.get("never_keep")
        session.settings.put("never_keep", [*before, kind])
        return before, _forget(session, forget) if forget else None

    def undo(before: list[str], step: str | None) -> None:
        def back() -> None:
            session.settings.put("never_keep", before)
            if step is not None:
                session.vault.journal.revert(step)

        desk.tasks.change(desk, back, lambda _: desk.toast(tr("Undone.")))

    def done(result: tuple[list[str], str | None]) -> None:
        before, step = result
        kept_no_more = tr("{title}: never kept from now on.", title=said(BY_KEY[kind].title))
        desk.toast(kept_no_more, tr("Undo"), lambda: undo(before, step))
        desk.announce(kept_no_more)

    desk.tasks.change(desk, run, done)


def _forget(session: Session, memory_ids: list[str]) -> str | None:
    if not session.settings.get("trash_days"):  # as the settings say: at once
        session.forgetting.erase(memory_ids)
        return None
    return session.forgetting.forget(memory_ids).journal_id
