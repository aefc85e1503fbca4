"""Another name for a person, place or thing; and two that turn out to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import tr, word
from desktop.widgets.basic import Label
from desktop.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from desktop.desk import Desk
    from engine.memory.records import Entity


class RenameDialog(Dialog):
    """A name that another bears already offers to make them one."""

    def __init__(self, desk: Desk, parent: QWidget, entity: Entity) -> None:
        super().__init__(parent, tr("Another name for {name}", name=entity.name), width=460)
        self._desk, self._entity = desk, entity
        self._twin = ""  # id
        self.field = QLineEdit(entity.name)
        self.field.setAccessibleName(tr("Name"))
        self.about = Label(tr("The name changes in what is remembered, too. The old one is kept as another name."), "caption", wrap=True)
        self.add(self.field, self.about)
        self.add_button(tr("Cancel"))
        self.yes = self.add_button(tr("Rename"), "primary", self._submit, default=True)
        self.field.textChanged.connect(lambda _: self._look())
        self.field.setFocus()
        self.field.selectAll()
        self.open()

    def _look(self) -> None:
        """Is there another of that name?"""
        name, entities = self.field.text().strip(), self._desk.session.entities
        self.yes.setEnabled(bool(name) and name != self._entity.name)
        self._desk.tasks.query(
            self, lambda: [known.entity for known in entities.list(name, limit=20) if known.entity.folded == name.casefold()] if name else [],
            lambda found: self._found(name, found),
        )  # fmt: skip

    def _found(self, name: str, found: list[Entity]) -> None:
        if name != self.field.text().strip():
            return
        twin = next((entity for entity in found if entity.id != self._entity.id), None)
        self._twin = twin.id if twin is not None else ""
        self.yes.setText(tr("Merge") if twin is not None else tr("Rename"))
        if twin is not None:
            self.about.setText(tr("{name} is there already ({what}): the two become one.", name=twin.name, what=word(twin.relation or twin.kind)))
        else:
            self.about.setText(tr("The name changes in what is remembered, too. The old one is kept as another name."))

    def _submit(self) -> None:
        name, entities, entity, twin = self.field.text().strip(), self._desk.session.entities, self._entity, self._twin
        if not name or name == entity.name:
            return
        self.accept()
        if twin:
            self._desk.change(self._desk, lambda: entities.merge(twin, entity.id), tr("The two are one."))
        else:
            self._desk.change(self._desk, lambda: entities.rename(entity.id, name), tr("Renamed."))
