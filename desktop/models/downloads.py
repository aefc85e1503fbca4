"""Downloads from the Hub and imports of files: started by a click, one at a time on the disk, paused and gone on with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk, explain
from desktop.tasks import Job
from models import download, install
from models.catalogue import Entry
from models.errors import ModelCancelled
from models.files import Progress

#: Of a download: (repository, path). Of an import: ("", file).
Key = tuple[str, str]


class Going(msgspec.Struct):
    """How one stands. `stopping`: what was asked of it meanwhile: "", "pause" or "cancel"."""

    job: Job | None = None
    progress: Progress | None = None
    error: tuple[str, str] | None = None
    stopping: str = ""


class Downloads(QObject):
    """`changed`: something happened to this key; `ended`: it is over, with the entry or None."""

    changed = Signal(object)
    ended = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.going: dict[Key, Going] = {}

    def running(self, key: Key) -> bool:
        """Whether it is on its way now."""
        return key in self.going and self.going[key].job is not None

    def begin(self, key: Key) -> None:
        """Starts a download, or goes on with it."""
        repo, path = key
        self._start(key, lambda watch, cancel: install.install_from_hub(repo, path, watch, cancel))

    def take_in(self, file: Path) -> None:
        """Copies a file of this computer into the folder of models."""
        self._start(("", str(file)), lambda watch, cancel: install.import_file(file, progress=watch, cancel=cancel))

    def pause(self, key: Key) -> None:
        """Stops; what is here stays."""
        self._stop(key, "pause")

    def cancel(self, key: Key) -> None:
        """Stops, and drops what is here."""
        if self.running(key):
            self._stop(key, "cancel")
        else:
            self._drop(key)

    def stop(self) -> None:
        """Before locking or quitting: all pause."""
        for key in tuple(self.going):
            self._stop(key, "pause")

    def _start(self, key: Key, work: Callable[[Callable[[Progress], None], threading.Event], Entry]) -> None:
        if self.running(key):
            return
        going = self.going[key] = Going()
        going.job = self._desk.tasks.stream(
            self, lambda emit, cancel: work(emit, cancel), lambda events: self._tell(key, events), lambda entry: self._done(key, entry),
            lambda error: self._failed(key, error),
        )  # fmt: skip
        self.changed.emit(key)

    def _stop(self, key: Key, how: str) -> None:
        going = self.going.get(key)
        if going is not None and going.job is not None:
            going.stopping = how
            going.job.cancel()
            self.changed.emit(key)

    def _drop(self, key: Key) -> None:
        self.going.pop(key, None)
        self._desk.tasks.change(self, lambda: download.discard(*key), lambda _: self.ended.emit(key, None))

    def _tell(self, key: Key, events: list[Any]) -> None:
        if (going := self.going.get(key)) is not None:
            going.progress = events[-1]
            self.changed.emit(key)

    def _done(self, key: Key, entry: Entry) -> None:
        self.going.pop(key, None)
        self.ended.emit(key, entry)

    def _failed(self, key: Key, error: Exception) -> None:
        going = self.going[key]
        going.job = None
        if going.stopping == "cancel":
            self._drop(key)
            return
        going.error = None if isinstance(error, ModelCancelled) else explain(error)
        if going.error is not None:
            self._desk.announce(going.error[0])
        self.changed.emit(key)
        self.ended.emit(key, None)
