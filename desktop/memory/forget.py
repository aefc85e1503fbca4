"""The dialogs of the two verbs: what would go is shown before, what the scan found is shown after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from desktop.widgets.basic import Frame, Label, Picture, column, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.scaling import wide
from desktop.wording import told

if TYPE_CHECKING:
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport

NAMES = {
    "memory": ("memory", "memories", "fact"), "passage": ("passage in your chats", "passages in your chats", "quote"),
    "message": ("message", "messages", "chat"), "conversation": ("conversation", "conversations", "chat"), "name": ("name", "names", "fact"),
}  # fmt: skip


def counted(number: int, one: str, many: str) -> str:
    """ "1 memory", "3 memories"."""
    return f"{number:,} {one if number == 1 else many}"


def summary(radius: BlastRadius) -> str:
    """ "2 memories, 3 passages in your chats"."""
    numbers = {
        "memory": radius.memories,
        "passage": radius.passages,
        "message": radius.messages,
        "conversation": radius.conversations,
        "name": radius.names,
    }
    parts = [counted(number, *NAMES[kind][:2]) for kind, number in numbers.items() if number]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "nothing"


def along(radius: BlastRadius) -> str:
    """What goes along unasked: "With it 3 search vectors and 1 draft." Empty when nothing does."""
    parts = [
        counted(number, one, many) for number, one, many in (
            (radius.summaries, "summary", "summaries"), (radius.relations, "relation", "relations"),
            (radius.vectors, "search vector", "search vectors"), (radius.versions, "earlier version", "earlier versions"),
            (radius.titles, "title", "titles"), (radius.drafts, "draft", "drafts"), (radius.turned_down, "note not kept", "notes not kept"),
            (radius.steps, "step's content in the history", "steps' contents in the history"),
        ) if number
    ]  # fmt: skip
    return f"With it: {', '.join(parts)}." if parts else ""


def replaced(radius: BlastRadius) -> str:
    """Which backups go, and what is out of reach."""
    names = radius.backups[:3]
    more = f" and {len(radius.backups) - len(names)} more" if len(radius.backups) > len(names) else ""
    backups = f"A new backup takes the place of {', '.join(names)}{more}. " if names else ""
    return f"{backups}Archives that you exported are out of reach."


def _preview(radius: BlastRadius) -> QWidget:
    lines = column(spacing=7)
    for preview in radius.previews:
        lines.addLayout(
            row(
                Picture(NAMES[preview.kind][2], "text-3", 16),
                Label(told(preview.text) if preview.kind == "memory" else preview.text, "small", wrap=True),
                spacing=9,
                stretch=1,
            )
        )
    if len(radius.previews) <= 4:
        card = Frame("card", margins=(14, 11, 14, 11))
        card.box.addLayout(lines)
        return card
    card = Frame("card", margins=(14, 1, 2, 1))
    lines.setContentsMargins(0, 10, 6, 10)
    holder = QWidget()
    holder.setProperty("role", "plain")
    holder.setLayout(lines)
    area = QScrollArea()
    area.setWidgetResizable(True)
    wide(area, area.setFixedHeight, 210)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(holder)
    area.setAccessibleName("What goes")
    card.box.addWidget(area)
    return card


def forget_dialog(parent: QWidget, radius: BlastRadius, days: int, on_yes: Callable[[], object]) -> Dialog:
    """Forgetting: what goes from view and answers at once, and can come back."""
    dialog = Dialog(parent, "Forget this?", width=500)
    back = f"You can bring it back for {days} days; then it is erased." if days else "It is erased at once."
    dialog.add(
        Label(f"{summary(radius).capitalize()} will no longer be shown, found or used in answers. {back}", "second", wrap=True), _preview(radius)
    )
    dialog.add_button("Cancel")
    dialog.yes = dialog.add_button("Forget", "primary", lambda: _yes(dialog, on_yes), default=True)  # type: ignore[attr-defined]
    dialog.open()
    return dialog


def erase_dialog(parent: QWidget, radius: BlastRadius, on_yes: Callable[[], object]) -> Dialog:
    """Erasing: names what goes, and asks for a tick."""
    dialog = Dialog(parent, "Erase for good?", width=500)
    receipts = f" {counted(radius.receipts, 'answer', 'answers')} will no longer show their full prompt." if radius.receipts else ""
    dialog.add(
        Label(f"{summary(radius).capitalize()} will be removed from the vault, its history and its backups.{receipts}", "second", wrap=True),
        _preview(radius),
    )
    if words := along(radius):
        dialog.add(Label(words, "caption", wrap=True))
    dialog.add(Label(replaced(radius), "caption", wrap=True))
    tick = QCheckBox("I understand that this can't be undone")
    tick.setAccessibleName("I understand that this can't be undone")
    dialog.add(tick)
    dialog.add_button("Cancel", default=True)
    yes = dialog.add_button("Erase", "danger", lambda: _yes(dialog, on_yes))
    yes.setEnabled(False)
    tick.toggled.connect(yes.setEnabled)
    dialog.tick, dialog.yes = tick, yes  # type: ignore[attr-defined]
    tick.setFocus()
    dialog.open()
    return dialog


def _yes(dialog: Dialog, on_yes: Callable[[], object]) -> None:
    dialog.accept()
    on_yes()


def report_dialog(parent: QWidget, report: EraseReport) -> Dialog:
    """What was erased, and what the scan of the files says."""
    dialog = Dialog(parent, "Erased", width=500)
    parts = [
        counted(number, one, many) for number, (one, many) in (
            (report.memories, ("memory", "memories")), (report.messages, ("message", "messages")), (report.passages, ("passage", "passages")),
            (report.conversations, ("conversation", "conversations")),
        ) if number
    ]  # fmt: skip
    dialog.add(Label(f"Removed: {', '.join(parts) or 'nothing'}.", "body", wrap=True))
    dialog.add(Label(verdict(report), "second", wrap=True))
    dialog.add_button("Close", "primary", default=True)
    dialog.open()
    return dialog


def verdict(report: EraseReport) -> str:
    """What the residue scan found, in a sentence."""
    if report.unfinished:
        return f"The rows are gone. Cleaning the files has to be tried again: {report.unfinished}"
    if report.residue is None:
        return "There was nothing to look for in the files."
    if report.residue.clean:
        places = counted(len(report.residue.checked), "place", "places")
        return f"A scan of all files of the vault looked for it, {places} in all, and found nothing left."
    left = ", ".join(sorted({hit.what for hit in report.residue.hits}))
    return f"The scan still found traces in: {left}. Please erase once more; if they stay, report it."
