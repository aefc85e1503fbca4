"""What is done beside the user's work: loading the models, computing vectors, tidying up, backing up. It says how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop import i18n
from desktop.chat.page import ChatPage
from desktop.desk import Desk, explain
from desktop.i18n import percent, tr
from desktop.models.page import ModelsPage
from desktop.tasks import Job
from engine.errors import Cancelled, VaultLocked

if TYPE_CHECKING:
    from engine.vault.database import Changes
    from models.client import ChatModel, EmbedModel
    from models.protocol import LoadInfo

#: Nothing was said or changed for a minute: time to tidy up.
IDLE_MS = 60_000


class Chores(QObject):
    """Each at most once at a time."""

    def __init__(self, desk: Desk, chat: ChatPage, models: ModelsPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._chat, self._models = desk, chat, models
        self._settling = False
        self._tidying: Job | None = None
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._tidy_up)
        desk.changed.connect(self._changed)

    def begin(self) -> None:
        """The vault is open."""
        self._idle.start()
        self.warm_up()
        self._back_up()

    def stop(self) -> None:
        """Before locking or quitting."""
        self._idle.stop()
        self.give_way()

    def give_way(self) -> None:
        """Somebody says something, or changes the model: tidying up waits."""
        if self._tidying is not None:
            self._tidying.cancel()

    # Models

    def warm_up(self) -> None:
        """Loads the chat model while the user reads, and says so."""
        session = self._desk.session
        if session.chat is None:
            self._chat.composer.status.setText(tr("No chat model is installed: answers show what is noted."))
            self.settle()
            return
        self._loading([0.0])
        chat = session.chat
        self._desk.tasks.stream(
            self, lambda emit, _: chat.load(emit), self._loading, lambda info: self._loaded(chat, info), lambda error: self._not_loaded(chat, error)
        )

    def _loading(self, fractions: list[float]) -> None:
        if (chat := self._desk.session.chat) is not None:
            self._chat.composer.status.setText(
                tr("Loading the model… {share}", share=percent(fractions[-1])) if fractions[-1] else tr("Loading the model…")
            )
            self._models.show_work(chat.entry.id, int(100 * fractions[-1]), 100, tr("Loading it…"))

    def _loaded(self, chat: ChatModel, info: LoadInfo) -> None:
        if chat is self._desk.session.chat:  # not changed meanwhile
            parts = [chat.entry.title, tr("runs on this computer")]
            if info.shortened:
                parts.append(tr("context cut to {n} tokens: little memory is free", n=i18n.number(info.context_tokens)))
            self._chat.composer.status.setText(" · ".join(parts))
            self._models.show_work(chat.entry.id, 0, 0, "")
        self.settle()

    def _not_loaded(self, chat: ChatModel, error: Exception) -> None:
        if chat is self._desk.session.chat:
            self._chat.composer.status.setText(tr("The model could not be loaded. {problem}", problem=explain(error)[0]))
            self._models.show_trouble(chat.entry.id, error)
        self.settle()

    # Vectors

    def settle(self) -> None:
        """Computes waiting vectors, one run at a time."""
        session = self._desk.session
        if self._settling or session.embedder is None:
            return
        self._settling = True
        coming = session.coming
        self._desk.tasks.stream(
            self, lambda emit, cancel: session.settle(lambda *made: emit(made), cancel), lambda made: self._embedding(coming, made[-1]),
            lambda _: self._settled(coming), lambda error: self._settled(coming, error),
        )  # fmt: skip

    def _embedding(self, coming: EmbedModel | None, made: tuple[int, int]) -> None:
        """A new embedder takes over when its vectors are made; the old ones serve meanwhile."""
        if coming is not None:
            done, total = map(i18n.number, made)
            said = tr("Makes memories searchable anew: {done} of {total}. The old search serves meanwhile.", done=done, total=total)
            self._models.show_work(coming.entry.id, *made, said)

    def _settled(self, coming: EmbedModel | None, error: Exception | None = None) -> None:
        self._settling = False
        if coming is not None and error is None:
            self._models.show_work(coming.entry.id, 0, 0, "")
        elif coming is not None and error is not None and coming is self._desk.session.coming:
            self._models.show_trouble(coming.entry.id, error)
        if self._desk.session.coming is not None and self._desk.session.coming is not coming:  # chosen meanwhile
            self.settle()

    # Idle times

    def _changed(self, changes: Changes) -> None:
        if "message" in changes.kinds:
            self.give_way()
        if changes.kinds & {"message", "memory"}:
            self._idle.start()
            if not self._chat.writer.writing:
                self.settle()

    def _tidy_up(self) -> None:
        """Merges duplicates, summarises, links, at idle; gives way as soon as something is said."""
        if self._settling or self._tidying is not None or self._chat.writer.writing:
            self._idle.start()
            return
        session = self._desk.session
        self._tidying = self._desk.tasks.stream(self, lambda _, cancel: session.consolidate(cancel=cancel), _ignore, self._tidied, self._tidied)

    def _tidied(self, _: object) -> None:
        self._tidying = None
        self._back_up()

    def _back_up(self) -> None:
        """A copy a day, made beside the work."""
        vault = self._desk.session.vault
        self._desk.tasks.stream(self, lambda *_: vault.backup_if_due(), _ignore, _ignore, self._not_backed_up)

    def _not_backed_up(self, error: Exception) -> None:
        if not isinstance(error, Cancelled | VaultLocked):
            self._desk.toast(" ".join(explain(error)))


def _ignore(_: object) -> None:
    """Nothing to show."""
