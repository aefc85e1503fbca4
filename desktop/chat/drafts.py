"""Drafts on their way into the vault. They are written on one lane and chats are read on another: a chat that is left and opened again
would else come back with an older draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from desktop.desk import Desk

NEW = ""  # in place of the id of a chat that is not stored yet
INCOGNITO = "incognito"  # … of one that never is


class Drafts(QObject):
    """Holds a draft until it is stored, and no longer: what is erased from the vault must not come back from here."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: dict[str, tuple[int, str]] = {}  # by conversation: number of the write, text
        self._writes = 0

    def waiting(self, place: str) -> str | None:
        """What is newer than the vault; None: the vault knows."""
        return self._waiting[place][1] if place in self._waiting else None

    def keep(self, place: str, text: str) -> None:
        """Stores a draft. That of a new chat stays in memory; so do all where secrets must not reach the disk: a draft may hold half of one."""
        self._writes += 1
        number = self._writes
        self._waiting[place] = number, text
        if place in (NEW, INCOGNITO):
            return
        conversations, settings = self._desk.session.conversations, self._desk.session.settings

        def store() -> bool:
            masks = bool(settings.get("mask_secrets"))
            conversations.set_draft(place, "" if masks else text)
            return not masks or not text

        def stored(done: bool) -> None:
            if done and self._waiting.get(place, (0,))[0] == number:
                del self._waiting[place]

        self._desk.tasks.change(self, store, stored, lambda _: None)

    def drop(self, place: str) -> None:
        """Keeps nothing of what was typed there."""
        self._waiting.pop(place, None)

    def take_new(self) -> str:
        """Takes the draft of the new chat away: that chat is stored now."""
        return self._waiting.pop(NEW, (0, ""))[1]
