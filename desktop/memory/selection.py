"""What the four views of the memory page share: the memory and the person that are selected, the filter, and the day that is looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from engine.memory import believed


class Selection(QObject):
    """Views show it and change it; each signal follows a change."""

    memory_changed = Signal()
    entity_changed = Signal()
    day_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = ""  # id
        self.entity = 0  # row
        self.day: date | None = None

    @property
    def until(self) -> str | None:
        """The moment that is looked at, as stored; None for now."""
        return believed.until(self.day)

    def choose_memory(self, memory: str) -> None:
        """Selects a memory in every view; "" selects none."""
        if memory != self.memory:
            self.memory = memory
            self.memory_changed.emit()

    def choose_entity(self, entity: int) -> None:
        """Selects a person, place or thing; 0 selects none."""
        if entity != self.entity:
            self.entity = entity
            self.entity_changed.emit()

    def look_at(self, day: date | None) -> None:
        """Goes to a day in the past; None comes back."""
        if day != self.day:
            self.day = day
            self.day_changed.emit()
