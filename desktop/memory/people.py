"""Who is who: two people, places or things that are one, and one that is two. Each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.i18n import tr, trn
from desktop.widgets.basic import Label
from desktop.widgets.dialogs import Dialog
from desktop.widgets.picker import Found, Picker
from desktop.widgets.scaling import tall
from desktop.wording import told

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.memory.entities import Known
    from engine.memory.records import Entity, Memory

MOST = 50


class SameDialog(Dialog):
    """Which other one is the same. Those whose names look alike come first."""

    def __init__(self, desk: Desk, parent: QWidget, entity: Entity) -> None:
        super().__init__(parent, tr("Who or what is the same as {name}?", name=entity.name), width=480)
        self._desk, self._entity = desk, entity
        self.picker = Picker(desk.tasks, tr("Search people, places and things"), tr("People, places and things"), self._others)
        about = tr("{name} takes over what is remembered of the other, who is no longer listed; the names of both stay.", name=entity.name)
        self.add(self.picker, Label(about, "caption", wrap=True))
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("They are one"), "primary", self._submit, default=True)
        self.yes.setEnabled(False)
        self.picker.changed.connect(lambda: self.yes.setEnabled(bool(self.picker.chosen)))
        self.picker.reload()
        self.picker.setFocus()
        self.open()

    def _others(self, text: str) -> Found:
        entities = self._desk.session.entities
        alike: list[Entity] = []
        for one in [] if text else entities.suggestions():
            pair = [one.one, one.other]
            if self._entity.id in [each.id for each in pair]:
                alike += [each for each in pair if each.id != self._entity.id]
        found = [*alike, *(known.entity for known in entities.list(text, limit=MOST))]
        others = {each.id: each for each in found if each.id != self._entity.id and each.kind != "user"}
        return [(f"{each.name} ({each.relation})" if each.relation else each.name, each.id) for each in others.values()]

    def _submit(self) -> None:
        entities, keep, other = self._desk.session.entities, self._entity.id, self.picker.chosen
        if other:
            self.accept()
            self._desk.change(self._desk, lambda: entities.merge(keep, other), tr("The two are one."))


class SplitDialog(Dialog):
    """Which of the memories speak of another of that name."""

    def __init__(self, desk: Desk, parent: QWidget, entity: Entity, memories: Sequence[Memory]) -> None:
        super().__init__(parent, tr("{name} is two", name=entity.name), width=540)
        self._desk, self._entity = desk, entity
        self.list = QListWidget()
        self.list.setProperty("role", "picker")
        self.list.setAccessibleName(tr("Memories that speak of the other one"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tall(self.list, self.list.setFixedHeight, 210)
        for memory in memories:
            item = QListWidgetItem(told(memory.text), self.list)
            item.setData(Qt.ItemDataRole.UserRole, memory.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.name = QLineEdit(entity.name)
        self.name.setAccessibleName(tr("Name of the other one"))
        self.said = Label("", "caption", wrap=True)
        self.add(Label(tr("Tick what is about the other one:"), "second"), self.list)
        self.add(Label(tr("Name of the other one"), "small"), self.name, self.said)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Split"), "primary", self._submit, default=True)
        self.list.itemChanged.connect(lambda _: self._show())
        self.name.textChanged.connect(lambda _: self._show())
        self._show()
        self.list.setFocus()
        self.open()

    @property
    def chosen(self) -> list[str]:
        """Ids of what is ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _show(self) -> None:
        ticked = len(self.chosen)
        everything = ticked == self.list.count()
        moved = trn("{n} memory goes to the other one.", "{n} memories go to the other one.", ticked) if ticked else ""
        self.said.setText(tr("Leave at least one: to give the one another name, rename it.") if ticked and everything else moved)
        self.yes.setEnabled(bool(ticked) and not everything and bool(self.name.text().strip()))

    def _submit(self) -> None:
        entities, entity, chosen, name = self._desk.session.entities, self._entity.id, self.chosen, self.name.text().strip()
        self.accept()
        self._desk.change(self._desk, lambda: entities.split(entity, chosen, name), tr("They are two now."))


def ask_split(desk: Desk, owner: QWidget, entity: Entity) -> None:
    """Reads what is remembered of somebody, and asks what of it is about another."""
    entities = desk.session.entities

    def show(found: tuple[Known, list[Memory]]) -> None:
        known, memories = found
        if len(memories) < 2:
            desk.toast(tr("There is only one memory of {name}: nothing to split.", name=known.entity.name))
        else:
            SplitDialog(desk, owner.window(), known.entity, memories)

    desk.tasks.query(owner, lambda: (entities.get(entity.id), entities.memories(entity.id)), show)
