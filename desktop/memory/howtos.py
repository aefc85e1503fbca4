"""How Alcove is to behave, and how things are done: standing instructions with their switches, procedures with their steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from desktop.desk import Desk
from desktop.i18n import phrase, phrases, tr, trn
from desktop.memory import changing
from desktop.memory.model import steps
from desktop.widgets.basic import Button, Frame, IconButton, Label, Picture, clear, column, line, row
from desktop.widgets.columns import ColumnPage
from desktop.widgets.scaling import tall
from desktop.wording import told
from engine.errors import BadInput
from engine.memory.records import Memory

if TYPE_CHECKING:
    from engine.session import Session

NO_INSTRUCTIONS = phrase("None yet. Say “always answer in short sentences” in a chat, or add one here.")
NO_PROCEDURES = phrase("None yet. Tell Alcove how you do something: “To descale the kettle: fill it with vinegar, wait an hour, rinse.”")


@dataclass(frozen=True)
class Instruction:
    """A standing instruction. `state`: what is to be said of it ("" when it simply holds)."""

    memory: Memory
    state: str


@dataclass(frozen=True)
class Procedure:
    """A how-to with its steps in order."""

    memory: Memory
    trigger: str
    steps: tuple[str, ...]


def read(session: Session) -> tuple[tuple[Instruction, ...], tuple[Procedure, ...]]:
    """All of both."""
    from engine.memory.aspects import condition
    from engine.memory.procedures import steps_of, trigger_of

    in_force = {memory.row for memory in session.instructions.in_force()}

    def state(memory: Memory) -> str:
        if memory.enabled and memory.row not in in_force:
            return tr("A later one says otherwise, so that one is followed")
        return tr("Only sometimes") if memory.enabled and condition(memory.text) else ""

    instructions = tuple(Instruction(memory, state(memory)) for memory in session.instructions.all())
    procedures = session.procedures.all()
    return instructions, tuple(Procedure(memory, trigger_of(memory).strip(" ."), steps_of(memory) or tuple(steps(memory))) for memory in procedures)


def counted(memory: Memory) -> str:
    """ "Used 3 times · worked 2 times"."""
    parts = [
        tr(twice) if count == 2 else trn(*forms, count) for forms, twice, count in (
            (phrases("used once", "used {n} times"), phrase("used twice"), memory.uses),
            (phrases("worked once", "worked {n} times"), phrase("worked twice"), memory.successes),
            (phrases("did not work once", "did not work {n} times"), phrase("did not work twice"), memory.failures),
        ) if count
    ]  # fmt: skip
    said = " · ".join(parts)
    return said[:1].upper() + said[1:] if said else tr("Not used yet")


class InstructionRow(QWidget):
    """One instruction: the box switches it."""

    switched = Signal(bool)
    more_asked = Signal(object)

    def __init__(self, instruction: Instruction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = told(instruction.memory.text)
        self.box = QCheckBox()
        self.box.setChecked(instruction.memory.enabled)
        self.box.setAccessibleName(text)
        self.box.setToolTip(tr("Followed") if instruction.memory.enabled else tr("Switched off"))
        self.box.toggled.connect(self.switched)
        label = Label(text, "body" if instruction.memory.enabled else "second", wrap=True)
        texts = column(label, *([Label(instruction.state, "caption", wrap=True)] if instruction.state else []), spacing=1)
        more = IconButton("more", tr("More about: {text}", text=text), small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.more_asked.emit(more))
        made = row(self.box, texts, more, spacing=8)
        made.setStretch(1, 1)
        made.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        self.setLayout(made)


class ProcedureCard(Frame):
    """One procedure: for what, the steps, how it turned out."""

    turned_out = Signal(bool)
    more_asked = Signal(object)

    def __init__(self, procedure: Procedure, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(18, 14, 18, 12), spacing=8, parent=parent)
        memory = procedure.memory
        title = procedure.trigger[:1].upper() + procedure.trigger[1:]
        self.setAccessibleName(title)
        more = IconButton("more", tr("More about: {title}", title=title), small=True, tint="text-3")
        more.clicked.connect(lambda *_: self.more_asked.emit(more))
        head = Label(title, "strong", wrap=True)
        made = row(Picture("procedure", "procedure", 18), head, more, spacing=9)
        made.setStretch(1, 1)
        self.box.addLayout(made)
        if procedure.steps:
            for number, step in enumerate(procedure.steps, 1):
                place = Label(f"{number}", "keycap")
                tall(place, place.setFixedWidth, 24)
                place.setAlignment(Qt.AlignmentFlag.AlignCenter)
                one = row(place, Label(step[:1].upper() + step[1:], "body", wrap=True), spacing=10, margins=(27, 0, 0, 0), stretch=1)
                one.setAlignment(place, Qt.AlignmentFlag.AlignTop)
                self.box.addLayout(one)
        elif told(memory.text).strip(" .") != title:
            self.box.addLayout(row(Label(told(memory.text), "body", wrap=True), margins=(27, 0, 0, 0)))
        worked = Button(
            tr("It worked"), "quiet", icon_name="check", on=lambda: self.turned_out.emit(True), name=tr("It worked: {title}", title=title)
        )
        failed = Button(
            tr("It didn't"), "quiet", icon_name="close", on=lambda: self.turned_out.emit(False), name=tr("It didn't work: {title}", title=title)
        )
        self.box.addLayout(row(Label(counted(memory), "caption"), None, worked, failed, margins=(27, 0, 0, 0)))


class HowtosPage(ColumnPage):
    """Instructions first, then procedures."""

    kinds = frozenset(("memory", "memory_version"))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Instructions and how-tos"), parent)
        self.shown: tuple[tuple[Instruction, ...], tuple[Procedure, ...]] | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("For example: Call me Sam."))
        self.field.setAccessibleName(tr("New instruction"))
        self.field.setMaxLength(400)
        self.add_button = Button(tr("Add"), icon_name="plus", on=self.add, name=tr("Add the instruction"))
        self.add_button.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        self.field.returnPressed.connect(self.add)
        self.instructions, self.procedures = Frame("card", margins=(18, 12, 14, 12), spacing=9), column(spacing=10)
        for part in (Label(tr("How Alcove should behave"), "section"), self.instructions):
            self.column.addWidget(part)
        self.column.addLayout(row(self.field, self.add_button, stretch=0))
        self.column.addSpacing(10)
        self.column.addWidget(Label(tr("How you do things"), "section"))
        self.column.addLayout(self.procedures)
        self.column.addStretch(1)

    def reload(self) -> None:
        session = self.desk.session
        self.desk.tasks.query(self, lambda: read(session), self._show)

    def add(self) -> None:
        """Stores what is typed as an instruction."""
        text, session = self.field.text().strip(), self.desk.session
        if not text:
            return

        def store() -> Memory:
            from engine.learning.gating import secrets
            from engine.learning.rules.instructions import instruction

            if secrets.holds(text):
                raise BadInput(tr("That looks like a password, a number or a key."), tr("Alcove never keeps those."))
            return session.instructions.add(instruction(text) or text)

        self.desk.change(self, store, tr("Alcove will do so from now on."), lambda _: self.field.clear())

    def _show(self, found: tuple[tuple[Instruction, ...], tuple[Procedure, ...]]) -> None:
        if found == self.shown:
            return
        self.shown = found
        instructions, procedures = found
        focus = self.window().focusWidget()
        named = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        clear(self.instructions.box)
        clear(self.procedures)
        for number, instruction in enumerate(instructions):
            if number:
                self.instructions.box.addWidget(line())
            self.instructions.box.addWidget(self._instruction(instruction))
        if not instructions:
            self.instructions.box.addWidget(Label(tr(NO_INSTRUCTIONS), "second", wrap=True))
        for procedure in procedures:
            self.procedures.addWidget(self._procedure(procedure))
        if not procedures:
            self.procedures.addWidget(Label(tr(NO_PROCEDURES), "second", wrap=True))
        for widget in self.findChildren(QWidget) if named else ():
            if widget.accessibleName() == named and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _instruction(self, instruction: Instruction) -> InstructionRow:
        made, memory = InstructionRow(instruction), instruction.memory
        switch = self.desk.session.instructions.switch
        made.switched.connect(
            lambda on: self.desk.change(
                self, lambda: switch(memory.id, on), tr("Followed again.") if on else tr("Switched off. It is not forgotten.")
            )
        )
        made.more_asked.connect(lambda button: self._menu(memory, button))
        return made

    def _procedure(self, procedure: Procedure) -> ProcedureCard:
        made, memory = ProcedureCard(procedure), procedure.memory
        note = self.desk.session.procedures.note_outcome
        made.turned_out.connect(
            lambda worked: self.desk.change(
                self, lambda: note(memory.id, worked), tr("Noted: it worked.") if worked else tr("Noted: it did not work.")
            )
        )
        made.more_asked.connect(lambda button: self._menu(memory, button))
        return made

    def _menu(self, memory: Memory, button: QWidget) -> None:
        desk = self.desk
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show on the memory page")).triggered.connect(lambda *_: desk.memory_asked.emit(memory.id))
        menu.addAction(tr("Edit…")).triggered.connect(lambda *_: changing.EditDialog(desk, self.window(), memory.id, memory.text))
        menu.addAction(tr("That is wrong")).triggered.connect(lambda *_: changing.wrong(desk, memory.id))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
