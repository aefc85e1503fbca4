"""How one model is run: context, threads, layers on the GPU where the build has one, and sampling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop.i18n import decimal, number, phrase, tr, trn
from desktop.widgets.basic import Label, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from desktop.widgets.scaling import wide
from models.catalogue import Entry
from models.registry import Tuning
from models.threads import chat_threads, embed_threads, usable_cores

SIZES = (1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072)
TEMPERATURES = (
    (0.0, phrase("0: always the likeliest word")), (0.2, phrase("0.2: sober")), (0.5, ""), (0.7, phrase("0.7: livelier")),
    (1.0, phrase("1.0: as it was trained")),
)  # fmt: skip
SHARES = ((0.5, ""), (0.8, ""), (0.9, ""), (0.95, ""), (1.0, phrase("1.0: all of them")))
LAYERS = ((0, phrase("None: processor only")), (8, "8"), (16, "16"), (24, "24"), (32, "32"), (999, phrase("All")))
OURS = phrase("As Alcove thinks best")


class OptionsDialog(Dialog):
    """`on_keep` gets the new Tuning."""

    def __init__(self, parent: QWidget, entry: Entry, tuning: Tuning, on_keep: Callable[[Tuning], None], *, gpu: bool = False) -> None:
        super().__init__(parent, tr("Settings of {title}", title=entry.title), width=520)
        self._on_keep = on_keep
        chats = entry.purpose == "chat"
        threads = chat_threads() if chats else embed_threads()
        self.fields: dict[str, Choice] = {}
        if chats:
            fitting = [size for size in SIZES if size <= entry.context] or [entry.context]
            sizes = [(size, trn("{n} token", "{n} tokens", size)) for size in fitting]
            self._field(
                "context", tr("Context"), tr("How much of a conversation it sees. More takes memory, and time to read."), sizes, tuning.context
            )
        numbers = [(count, str(count)) for count in range(1, max(usable_cores(), threads) + 1)]
        self._field(
            "threads", tr("Threads"), tr("Alcove takes {n}. More than the computer has free cores slow it down.", n=threads), numbers, tuning.threads
        )
        if gpu:
            self._field("gpu_layers", tr("Layers on the GPU"), tr("As many as its memory holds."), LAYERS, tuning.gpu_layers)
        if chats:
            self._field(
                "temperature",
                tr("Temperature"),
                tr("How freely it words things. Facts from memory are always put soberly."),
                TEMPERATURES,
                tuning.temperature,
            )
            self._field("top_p", tr("Top-p"), tr("From which share of the likely words it chooses."), SHARES, tuning.top_p)
        if not chats:
            self.add(Label(tr("It holds from the next start on."), "second", wrap=True))
        self.add_button(tr("Cancel"))
        self.keep = self.add_button(tr("Keep", context="settings of a model"), "primary", self._keep, default=True)
        self.open()

    def _field(self, name: str, title: str, about: str, options: Any, value: float | None) -> None:
        known = {one for one, _ in options}
        extra = [(value, "")] if value is not None and value not in known else []
        choice = Choice(title, [(tr(OURS), None), *((tr(text) or _plain(one), one) for one, text in (*options, *extra))])
        choice.setCurrentIndex(max(0, next((n for n in range(choice.count()) if choice.itemData(n) == value), 0)))
        self.fields[name] = choice
        wide(choice, choice.setMinimumWidth, 224)
        choice.setAccessibleDescription(about)
        self.content.addSpacing(4)
        self.content.addLayout(row(Label(title), None, choice, spacing=16))
        self.add(Label(about, "caption", wrap=True))

    def tuning(self) -> Tuning:
        """What is chosen."""
        return Tuning(**{name: choice.currentData() for name, choice in self.fields.items()})

    def _keep(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self._on_keep(self.tuning())


def _plain(value: float) -> str:
    return number(value) if isinstance(value, int) else decimal(value, len(str(value).partition(".")[2]))
