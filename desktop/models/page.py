"""The page of models: which are in use, which are installed, which can be downloaded, and files of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk, explain
from desktop.i18n import phrase, size, tr
from desktop.models import wording
from desktop.models.downloads import Downloads, Going, Key
from desktop.models.options import OptionsDialog
from desktop.models.rows import ImportRow, InstalledRow, OfferRow
from desktop.models.state import Installed, Offered, State, read
from desktop.widgets.basic import Button, Frame, Label, clear, line, row, set_role
from desktop.widgets.columns import ColumnPage
from desktop.widgets.dialogs import Dialog, ask
from models import install

if TYPE_CHECKING:
    from models.catalogue import Entry
    from models.files import Progress
    from models.registry import Tuning

SUFFIX = ".gguf"
PRIVACY = phrase("Downloads come from the Hugging Face Hub, when you ask for one; nothing of yours is sent. Each file is checked against its hash.")


class ModelsPage(ColumnPage):
    """`chosen`: this model (an Entry) is to be used from now on."""

    kinds = frozenset()
    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Models"), parent)
        self.state: State | None = None
        self.downloads = Downloads(desk, self)
        self.downloads.changed.connect(self._going)
        self.downloads.ended.connect(self._ended)
        self.installed: dict[str, InstalledRow] = {}
        self.offered: dict[Key, OfferRow] = {}
        self.imports: dict[Key, ImportRow] = {}
        self.dialog: Dialog | None = None
        self.file = self._file_button()
        self.drop: Frame | None = None
        self._working: dict[str, tuple[int, int, str]] = {}  # by id: done, total, what is being done
        self._trouble: dict[str, str] = {}  # by id: what went wrong
        for part in (Label(tr("Models"), "headline"), Label(tr("Looking at what is installed, and what fits this computer…"), "second", wrap=True)):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.viewport().setAcceptDrops(True)  # a scroll area gets what is dropped on its viewport, and nothing else

    def reload(self) -> None:
        session = self.desk.session
        self.desk.tasks.query(self, lambda: read(session), self._show)

    def appear(self) -> None:
        """The page comes into view: memory may be freer, or less free, than it was."""
        self.reload()

    def stop(self) -> None:
        """Before locking or quitting: downloads pause."""
        self.downloads.stop()

    def focus_first(self) -> None:
        """Puts the focus on the first line."""
        first = next(iter(self.installed.values()), None)
        (first.settings if first is not None else self).setFocus()

    # What is shown

    def _show(self, state: State) -> None:
        focused = self.focused()
        self.state = state
        clear(self.column)
        self.installed, self.offered, self.imports = {}, {}, {}
        self.file = self._file_button()
        self.column.addLayout(row(Label(tr("Models"), "headline"), None, self.file))
        self.column.addWidget(Label(wording.machine(state), "second", wrap=True))
        self._card(tr("In use"), [self._installed(one, active=True) for one in state.installed if one.used])
        self._card(tr("Installed"), [self._installed(one, active=False) for one in state.installed if not one.used])
        self._card(tr("Coming in"), [self._import(key, going) for key, going in self.downloads.going.items() if not key[0]])
        for purpose, title in (("chat", tr("More for answers")), ("embed", tr("More for finding memories"))):
            self._card(title, [self._offered(one) for one in state.offered if one.offer.purpose == purpose])
        self.drop = Frame("inset", margins=(16, 12, 16, 12))
        self.drop.box.addWidget(Label(tr("A model that you have as a file in the GGUF format can be dropped here."), "caption", wrap=True))
        self.column.addWidget(self.drop)
        self.column.addWidget(Label(tr(PRIVACY), "caption", wrap=True))
        self.column.addStretch(1)
        self.refocus(focused)

    def _file_button(self) -> Button:
        return Button(tr("Import a file…"), icon_name="plus", name=tr("Import a GGUF file"), on=self.ask_for_file)

    def _card(self, title: str, rows: list[QWidget]) -> None:
        if not rows:
            return
        self.column.addSpacing(4)
        self.column.addWidget(Label(title, "section"))
        card = Frame("card", margins=(16, 10, 14, 10), spacing=8)
        card.setAccessibleName(title)
        for number, widget in enumerate(rows):
            if number:
                card.box.addWidget(line())
            card.box.addWidget(widget)
        self.column.addWidget(card)

    def _installed(self, shown: Installed, *, active: bool) -> QWidget:
        entry = shown.entry
        made = self.installed[entry.id] = InstalledRow(shown, active=active)
        made.chosen.connect(lambda: self._use(entry))
        made.tuned.connect(lambda: self._tune(shown))
        made.verified.connect(lambda: self._verify(entry))
        made.measured.connect(lambda: self._measure(entry))
        made.removed.connect(lambda: self._ask_remove(entry))
        if entry.id in self._working:
            made.show_work(*self._working[entry.id])
        if entry.id in self._trouble:
            made.tell(made.trouble, self._trouble[entry.id])
        return made

    def _offered(self, shown: Offered) -> QWidget:
        key = (shown.offer.repo, shown.offer.path)
        made = self.offered[key] = OfferRow(shown)
        made.begun.connect(lambda: self.downloads.begin(key))
        made.paused.connect(lambda: self.downloads.pause(key))
        made.cancelled.connect(lambda: self.downloads.cancel(key))
        made.show_going(self.downloads.going.get(key))
        return made

    def _import(self, key: Key, going: Going) -> QWidget:
        made = self.imports[key] = ImportRow(Path(key[1]).name, going)
        made.cancelled.connect(lambda: self.downloads.cancel(key))
        return made

    # What goes on

    def show_work(self, model: str, done: int, total: int, said: str) -> None:
        """A bar on the line of a model: it is being loaded, or makes vectors. Nothing said: it is over."""
        if said:
            self._working[model] = (done, total, said)
            self._trouble.pop(model, None)
        else:
            self._working.pop(model, None)
        if (shown := self.installed.get(model)) is not None:
            shown.show_work(done, total, said)
        if not said and self.isVisible():
            self.reload()

    def show_trouble(self, model: str, error: Exception) -> None:
        """Something went wrong with a model: it is said on its line."""
        self._trouble[model] = " ".join(explain(error)).strip()
        self.show_work(model, 0, 0, "")
        if (shown := self.installed.get(model)) is not None:
            shown.tell(shown.trouble, self._trouble[model])
        self.desk.announce(self._trouble[model])

    def _going(self, key: Key) -> None:
        going = self.downloads.going.get(key)
        if key in self.offered:
            self.offered[key].show_going(going)
        elif key in self.imports and going is not None:
            self.imports[key].show_going(going)
        elif self.isVisible():
            self.reload()

    def _ended(self, key: Key, entry: Entry | None) -> None:
        if entry is not None:
            said = tr("{title} is installed.", title=entry.title)
            self.desk.toast(said, tr("Use it"), lambda: self._use(entry))
            self.desk.announce(said)
        self.reload()

    # What the user does

    def ask_for_file(self) -> None:
        """Chooses a file to import."""
        dialog = QFileDialog(self.desk.window, tr("Import a model"))
        dialog.setNameFilter(tr("Models (*.gguf)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.fileSelected.connect(lambda _: self.take_in([Path(name) for name in dialog.selectedFiles()]))
        dialog.open()

    def take_in(self, files: list[Path]) -> None:
        """Imports files, beside the work."""
        for file in files:
            self.downloads.take_in(file)

    def _use(self, entry: Entry) -> None:
        self._trouble.pop(entry.id, None)
        self.chosen.emit(entry)

    def _tune(self, shown: Installed) -> None:
        entry = shown.entry

        def keep(tuning: Tuning) -> None:
            used = shown.used and entry.purpose == "chat"
            self.desk.tasks.change(self, lambda: install.tune(entry, tuning), lambda _: self._use(entry) if used else self.reload())

        self.dialog = OptionsDialog(self.desk.window, entry, shown.tuning, keep, gpu=bool(self.state and self.state.gpu))

    def _verify(self, entry: Entry) -> None:
        def tell(events: list[Progress]) -> None:
            self.show_work(entry.id, events[-1].done, events[-1].total, tr("Checking its file…"))

        self._run(entry, lambda emit, cancel: install.verify(entry, emit, cancel), tell, tr("{title} is whole.", title=entry.title))

    def _measure(self, entry: Entry) -> None:
        from models import benchmark

        chat = self.desk.session.chat
        if chat is not None:
            self.show_work(entry.id, 0, 0, tr("Measuring its speed…"))
            self._run(
                entry, lambda _, cancel: benchmark.measure(chat, cancel), lambda _: None, tr("Its speed is measured, and what others would do.")
            )

    def _run(self, entry: Entry, work: Callable[..., object], tell: Callable[..., None], said: str) -> None:
        def done(_: object) -> None:
            self.show_work(entry.id, 0, 0, "")
            self.desk.toast(said)
            self.desk.announce(said)

        self.desk.tasks.stream(self, work, tell, done, lambda error: self.show_trouble(entry.id, error))

    def _ask_remove(self, entry: Entry) -> None:
        text = tr("Its file of {size} is deleted. Memories and chats stay.", size=size(entry.size))
        self.dialog = ask(
            self.desk.window, tr("Remove {title}?", title=entry.title), text, yes=tr("Remove"), on_yes=lambda: self._remove(entry), danger=True
        )

    def _remove(self, entry: Entry) -> None:
        self.desk.tasks.change(self, lambda: install.remove(entry), lambda _: self.reload(), lambda error: self.show_trouble(entry.id, error))

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()
            self._offer_drop(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._offer_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._offer_drop(False)
        event.acceptProposedAction()
        self.take_in(dropped(event))

    def _offer_drop(self, on: bool) -> None:
        if self.drop is not None:
            set_role(self.drop, "warning" if on else "inset")


def dropped(event: QDropEvent) -> list[Path]:
    """The models among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile() and url.fileName().lower().endswith(SUFFIX)]
