"""Which files go with the next message of each chat: read as soon as they are named, kept in memory until they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.chat.drafts import INCOGNITO
from desktop.chat.files import Shelf, Staged
from desktop.desk import Desk
from desktop.i18n import number, phrase, tr

if TYPE_CHECKING:
    from engine.documents.document import Document

MOST = 10  # with one message; engine.documents.attached says the same
NOT_HERE = phrase("An incognito chat takes no files: they are kept with their chat. Paste the passage that matters.")


class Attaching(QObject):
    """What was pasted counts as typed: it is kept with the draft."""

    shown = Signal()
    changed = Signal()  # files came or went

    def __init__(self, desk: Desk, shelf: Shelf, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._staged: dict[str, list[Staged]] = {}
        self._place = ""
        shelf.removed.connect(self.remove)

    @property
    def here(self) -> list[Staged]:
        """The files of the chat that is shown."""
        return self._staged.get(self._place, [])

    @property
    def reading(self) -> bool:
        """Whether one of them is still being read."""
        return any(one.document is None for one in self.here)

    def turn_to(self, place: str) -> None:
        """Shows those of another chat."""
        self._place = place
        self._show()

    def moved(self, place: str) -> None:
        """The new chat that is shown has become this one."""
        self._staged[place] = self._staged.pop(self._place, [])
        self.turn_to(place)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Reads files, each on its way to the next message; what can't be read is told."""
        if self._place == INCOGNITO:
            self._desk.toast(tr(NOT_HERE))
            return
        room = MOST - len(self.here)
        if len(paths) > room:
            self._desk.toast(tr("{most} files are the most for one message.", most=number(MOST)))
        for path in paths[: max(room, 0)]:
            self._read(path)

    def add_pasted(self, text: str) -> None:
        """A long text from the clipboard."""
        from engine.documents import reading
        from engine.errors import BadInput

        try:
            document = reading.pasted(text)
        except BadInput as error:
            self._desk.show_error(error)
            return
        self._staged.setdefault(self._place, []).append(Staged(document.name, document))
        self._show()
        self.changed.emit()

    def remove(self, staged: Staged) -> None:
        """Takes a file off again."""
        for place, listed in self._staged.items():
            if staged in listed:
                listed.remove(staged)
                if place == self._place:
                    self._show()
                    self.changed.emit()
        if staged.job is not None:
            staged.job.cancel()

    def take(self) -> tuple[Document, ...]:
        """Those that were read, on their way into the chat."""
        taken = tuple(one.document for one in self._staged.pop(self._place, []) if one.document is not None)
        self._show()
        return taken

    def give_back(self, documents: Sequence[Document]) -> None:
        """They were not sent."""
        self._staged.setdefault(self._place, []).extend(Staged(document.name, document) for document in documents)
        self._show()

    def pasted(self, place: str) -> str:
        """What was pasted and is not sent yet, as text."""
        return "".join(f"\n\n{one.document.text}" for one in self._staged.get(place, []) if one.document is not None and one.document.pasted)

    def _read(self, path: Path) -> None:
        from engine.documents import document, reading

        staged = Staged(document.plain_name(path.name))
        place = self._place

        def done(found: Document) -> None:
            staged.document = found
            if place == self._place:
                self._show()

        def failed(error: Exception) -> None:
            wanted = staged in self._staged.get(place, [])
            self.remove(staged)
            if wanted:
                self._desk.show_error(error)

        self._staged.setdefault(place, []).append(staged)
        staged.job = self._desk.tasks.stream(self, lambda _emit, _cancel: reading.read_file(path), lambda _: None, done, failed)
        self._show()

    def _show(self) -> None:
        self._shelf.show_staged(self.here)
        self.shown.emit()
