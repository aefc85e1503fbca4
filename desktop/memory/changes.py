"""The history of a memory: what each edit changed, and the way back to what was before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import dates
from desktop.i18n import number, phrase, tr
from desktop.memory import diff
from desktop.memory.detail_data import HISTORY, Step
from desktop.memory.model import STATUS
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, Label, row
from desktop.widgets.richtext import RichText
from desktop.wording import told
from engine import clock

_WHO = {"user": phrase("you"), "assistant": phrase("Alcove"), "maintenance": phrase("tidying up"), "import": phrase("an import")}


class StepCard(Frame):
    """One edit."""

    restore_asked = Signal(object)  # fields

    def __init__(self, step: Step, *, restorable: bool, parent: QWidget | None = None) -> None:
        super().__init__("card", margins=(14, 9, 10, 9), spacing=4, parent=parent)
        self.step = step
        when = dates.inside(dates.moment(clock.from_utc(step.version.at)))
        head = Label(tr("Changed by {who}, {when}", who=tr(_WHO.get(step.version.actor, step.version.actor)), when=when), "caption")
        self.restore_button = Button(
            tr("Restore"), "link", on=lambda: self.restore_asked.emit(step.earlier), name=tr("Restore version {n}", n=number(step.version.version))
        )
        self.restore_button.setVisible(restorable and bool(step.earlier))
        self.box.addLayout(row(head, None, self.restore_button))
        self.text: RichText | None = None
        if step.text:
            self.text = RichText(diff.spoken(step.text), size="small")
            self.box.addWidget(self.text)
            theme().changed.connect(self._show)
            self._show()
        for name, before, after in step.changed:
            if name != "text":
                self.box.addWidget(Label(f"{tr(HISTORY[name])}: {_said(name, before)} → {_said(name, after)}", "small", wrap=True))
        self.setAccessibleName(head.text())

    def _show(self) -> None:
        if self.text is not None:
            self.text.set_html(f"<p>{diff.html(self.step.text)}</p>")


def _said(name: str, value: Any) -> str:
    if name == "status":
        return tr(STATUS.get(value, "")) or tr("in use")
    if name in ("valid_from", "valid_to"):
        return dates.stored(value) or tr("not said")
    return told(str(value)) if value else tr("not said")
