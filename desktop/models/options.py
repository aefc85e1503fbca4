"""How one model is run: context, threads, layers on the GPU where the build has one, and sampling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.basic import Label, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.fields import Choice
from desktop.widgets.scaling import wide
from models.catalogue import Entry
from models.registry import Tuning
from models.threads import chat_threads, embed_threads, usable_cores

SIZES = (1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072)
TEMPERATURES = ((0.0, "0: always the likeliest word"), (0.2, "0.2: sober"), (0.5, "0.5"), (0.7, "0.7: livelier"), (1.0, "1.0: as it was trained"))
SHARES = ((0.5, "0.5"), (0.8, "0.8"), (0.9, "0.9"), (0.95, "0.95"), (1.0, "1.0: all of them"))
LAYERS = ((0, "None: processor only"), (8, "8"), (16, "16"), (24, "24"), (32, "32"), (999, "All"))
OURS = "As Alcove thinks best"


class OptionsDialog(Dialog):
    """`on_keep` gets the new Tuning."""

    def __init__(self, parent: QWidget, entry: Entry, tuning: Tuning, on_keep: Callable[[Tuning], None], *, gpu: bool = False) -> None:
        super().__init__(parent, f"Settings of {entry.title}", width=520)
        self._on_keep = on_keep
        chats = entry.purpose == "chat"
        threads = chat_threads() if chats else embed_threads()
        self.fields: dict[str, Choice] = {}
        if chats:
            sizes = [(size, f"{size:,} tokens") for size in SIZES if size <= entry.context] or [(entry.context, f"{entry.context:,} tokens")]
            self._field("context", "Context", "How much of a conversation it sees. More takes memory, and time to read.", sizes, tuning.context)
        numbers = [(number, str(number)) for number in range(1, max(usable_cores(), threads) + 1)]
        self._field("threads", "Threads", f"Alcove takes {threads}. More than the computer has free cores slow it down.", numbers, tuning.threads)
        if gpu:
            self._field("gpu_layers", "Layers on the GPU", "As many as its memory holds.", LAYERS, tuning.gpu_layers)
        if chats:
            self._field(
                "temperature",
                "Temperature",
                "How freely it words things. Facts from memory are always put soberly.",
                TEMPERATURES,
                tuning.temperature,
            )
            self._field("top_p", "Top-p", "From which share of the likely words it chooses.", SHARES, tuning.top_p)
        if not chats:
            self.add(Label("It holds from the next start on.", "second", wrap=True))
        self.add_button("Cancel")
        self.keep = self.add_button("Keep", "primary", self._keep, default=True)
        self.open()

    def _field(self, name: str, title: str, about: str, options: Any, value: float | None) -> None:
        known = {one for one, _ in options}
        extra = [(value, f"{value:,}")] if value is not None and value not in known else []
        choice = Choice(title, [(OURS, None), *((text, one) for one, text in (*options, *extra))])
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
