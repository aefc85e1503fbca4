"""The dialogs of the two verbs: what would go is shown before, what the scan found is shown after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QWidget

from desktop.i18n import phrase, phrases, said, tr, trn, word
from desktop.widgets.basic import Button, Frame, Label, Picture, column, row
from desktop.widgets.dialogs import Dialog
from desktop.widgets.scaling import wide
from desktop.wording import told

if TYPE_CHECKING:
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport

NAMES = {
    "memory": phrases("{n} memory", "{n} memories"), "passage": phrases("{n} passage in your chats", "{n} passages in your chats"),
    "message": phrases("{n} message", "{n} messages"), "conversation": phrases("{n} conversation", "{n} conversations"),
    "name": phrases("{n} name", "{n} names"),
}  # fmt: skip
#: What has to be typed before everything is erased.
EVERYTHING = phrase("erase everything")
ICONS = {"memory": "fact", "passage": "quote", "message": "chat", "conversation": "chat", "name": "fact"}


def summary(radius: BlastRadius) -> str:
    """ "2 memories, 3 passages in your chats"."""
    numbers = {
        "memory": radius.memories,
        "passage": radius.passages,
        "message": radius.messages,
        "conversation": radius.conversations,
        "name": radius.names,
    }
    parts = [trn(*NAMES[kind], number) for kind, number in numbers.items() if number]
    if len(parts) < 2:
        return parts[0] if parts else tr("nothing")
    return tr("{several} and {last}", several=", ".join(parts[:-1]), last=parts[-1])


def along(radius: BlastRadius) -> str:
    """What goes along unasked: "With it 3 search vectors and 1 draft." Empty when nothing does."""
    parts = [
        trn(*forms, number) for number, forms in (
            (radius.summaries, phrases("{n} summary", "{n} summaries")), (radius.relations, phrases("{n} relation", "{n} relations")),
            (radius.vectors, phrases("{n} search vector", "{n} search vectors")), (radius.versions, phrases("{n} earlier version",
            "{n} earlier versions")),
            (radius.titles, phrases("{n} title", "{n} titles")), (radius.drafts, phrases("{n} draft", "{n} drafts")),
            (radius.turned_down, phrases("{n} note not kept", "{n} notes not kept")),
            (radius.steps, phrases("{n} step's content in the history", "{n} steps' contents in the history")),
        ) if number
    ]  # fmt: skip
    return tr("With it: {parts}.", parts=", ".join(parts)) if parts else ""


def replaced(radius: BlastRadius) -> str:
    """Which backups go, and what is out of reach."""
    names, more = ", ".join(radius.backups[:3]), len(radius.backups) - 3
    told_of = trn("{names} and {n} more", "{names} and {n} more", more, names=names) if more > 0 else names
    backups = tr("A new backup takes the place of {names}.", names=told_of) if names else ""
    return f"{backups} {tr('Archives that you exported are out of reach.')}".strip()


def _preview(radius: BlastRadius) -> QWidget:
    lines = column(spacing=7)
    for preview in radius.previews:
        lines.addLayout(
            row(
                Picture(ICONS[preview.kind], "text-3", 16),
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
    area.setAccessibleName(tr("What goes"))
    card.box.addWidget(area)
    return card


def forget_dialog(
    parent: QWidget, radius: BlastRadius, days: int, on_yes: Callable[[], object], *, heading: str = "", verb: str = "",
    on_erase: Callable[[], object] | None = None,
) -> Dialog:  # fmt: skip
    """Forgetting: what goes from view and answers at once, and can come back; `on_erase` offers the other verb as well."""
    dialog = Dialog(parent, heading or tr("Forget this?"), width=500)
    back = (
        trn("You can bring it back for {n} day; then it is erased.", "You can bring it back for {n} days; then it is erased.", days)
        if days
        else tr("It is erased at once.")
    )
    dialog.add(
        Label(tr("{what} will no longer be shown, found or used in answers. {back}", what=_begun(summary(radius)), back=back), "second", wrap=True),
        _preview(radius),
    )
    if on_erase is not None:
        erase = Button(tr("Erase for good…"), "quiet", icon_name="erase", on=lambda: _yes(dialog, on_erase))
        dialog.buttons.insertWidget(0, erase)
        dialog.erase = erase  # type: ignore[attr-defined]
    dialog.add_button(tr("Cancel"))
    dialog.yes = dialog.add_button(verb or tr("Forget"), "primary", lambda: _yes(dialog, on_yes), default=True)  # type: ignore[attr-defined]
    dialog.open()
    return dialog


def erase_dialog(parent: QWidget, radius: BlastRadius, on_yes: Callable[[], object], *, everything: bool = False) -> Dialog:
    """Erasing: names what goes, and asks for a tick; for `everything` the words have to be typed."""
    dialog = Dialog(parent, tr("Erase for good?"), width=500)
    text = tr("{what} will be removed from the vault, its history and its backups.", what=_begun(summary(radius)))
    if radius.receipts:
        text += " " + trn("{n} answer will no longer show its full prompt.", "{n} answers will no longer show their full prompt.", radius.receipts)
    dialog.add(Label(text, "second", wrap=True), _preview(radius))
    if words := along(radius):
        dialog.add(Label(words, "caption", wrap=True))
    dialog.add(Label(replaced(radius), "caption", wrap=True))
    sure = _typing(dialog) if everything else _ticking(dialog)
    dialog.add_button(tr("Cancel"), default=True)
    yes = dialog.add_button(tr("Erase"), "danger", lambda: _yes(dialog, on_yes))
    yes.setEnabled(False)
    if isinstance(sure, QCheckBox):
        sure.toggled.connect(yes.setEnabled)
    else:
        sure.textChanged.connect(lambda text: yes.setEnabled(text.strip().casefold() == tr(EVERYTHING).casefold()))
    dialog.sure, dialog.yes = sure, yes  # type: ignore[attr-defined]
    sure.setFocus()
    dialog.open()
    return dialog


def _ticking(dialog: Dialog) -> QCheckBox:
    tick = QCheckBox(tr("I understand that this can't be undone"))
    tick.setAccessibleName(tr("I understand that this can't be undone"))
    dialog.add(tick)
    return tick


def _typing(dialog: Dialog) -> QLineEdit:
    asked = tr("This can't be undone. To go on, type: {words}", words=tr(EVERYTHING))
    field = QLineEdit()
    field.setAccessibleName(asked)
    dialog.add(Label(asked, "body", wrap=True), field)
    return field


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _yes(dialog: Dialog, on_yes: Callable[[], object]) -> None:
    dialog.accept()
    on_yes()


def report_dialog(parent: QWidget, report: EraseReport) -> Dialog:
    """What was erased, and what the scan of the files says."""
    dialog = Dialog(parent, tr("Erased"), width=500)
    parts = [
        trn(*forms, number) for number, forms in (
            (report.memories, NAMES["memory"]), (report.messages, NAMES["message"]), (report.passages, phrases("{n} passage", "{n} passages")),
            (report.conversations, NAMES["conversation"]),
        ) if number
    ]  # fmt: skip
    dialog.add(Label(tr("Removed: {what}.", what=", ".join(parts) or tr("nothing")), "body", wrap=True))
    dialog.add(Label(verdict(report), "second", wrap=True))
    dialog.add_button(tr("Close"), "primary", default=True)
    dialog.open()
    return dialog


def verdict(report: EraseReport) -> str:
    """What the residue scan found, in a sentence."""
    if report.unfinished:
        return tr("The rows are gone. Cleaning the files has to be tried again: {reason}", reason=said(report.unfinished))
    if report.residue is None:
        return tr("There was nothing to look for in the files.")
    if report.residue.clean:
        return trn(
            "A scan of all files of the vault looked for it, {n} place in all, and found nothing left.",
            "A scan of all files of the vault looked for it, {n} places in all, and found nothing left.",
            len(report.residue.checked),
        )
    left = ", ".join(sorted({word(hit.what) for hit in report.residue.hits}))
    return tr("The scan still found traces in: {left}. Please erase once more; if they stay, report it.", left=left)
