"""What is said of backups and of going back to one, in the window and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import dates
from desktop.i18n import number, phrase, phrases, said, size, tr, trn
from engine import clock

if TYPE_CHECKING:
    from engine.vault.backups import Backup
    from engine.vault.preview import Preview

REASONS = {
    "manual": phrase("made by you"), "daily": phrase("automatic"), "migration": phrase("before a new version"), "import": phrase("before an import"),
    "erasing": phrase("after erasing"),
    "replaced": phrase("set aside by a restore"),
}  # fmt: skip
NAMES = {
    "conversation": phrases("{n} chat", "{n} chats"), "message": phrases("{n} message", "{n} messages"),
    "memory": phrases("{n} memory", "{n} memories"), "entity": phrases("{n} name", "{n} names"),
}  # fmt: skip
PRESENT = {
    "damaged": phrase("The vault of now is damaged; it is kept aside."), "missing": phrase("There is no vault now: nothing is lost."),
    "other": phrase("The vault of now can't be read with this key; it is kept aside."),
}  # fmt: skip


def moment(at: str) -> str:
    """A stored moment, as people say it."""
    return dates.moment(clock.from_utc(at).astimezone())


def reason(found: str) -> str:
    """Why a backup was made."""
    return tr(REASONS[found]) if found in REASONS else ""


def checked(backup: Backup) -> str:
    """When it was last found whole."""
    return tr("checked {when}", when=moment(backup.checked_at)) if backup.checked_at else tr("not checked")


def counted(counts: dict[str, int]) -> str:
    """ "2 chats, 1 memory"; nothing for nothing."""
    return ", ".join(trn(*NAMES[table], count) for table, count in counts.items() if count and table in NAMES)


def told(found: Preview) -> list[tuple[str, str]]:
    """A preview in lines of a title and a text."""
    if not found.whole:
        return [(tr("Backup of"), moment(found.at)), (tr("Checked now"), tr("NOT whole: it can't be restored"))]
    lines = [
        (tr("Backup of"), f"{moment(found.at)}{f' ({reason(found.reason)})' if reason(found.reason) else ''}, {size(found.size, 1)}"),
        (tr("Checked now"), tr("every page is whole")),
        (tr("Holds"), counted(found.holds) or tr("nothing yet")),
        (tr("Last message"), moment(found.newest) if found.newest else tr("none")),
        (tr("Vectors by"), ", ".join(f"{embedder} ({number(count)})" for embedder, count in found.embedders.items()) or tr("none: made anew")),
        (tr("Opens with"), said(found.opens_with)),
    ]
    if found.present != "whole":
        return [*lines, (tr("The vault of now"), tr(PRESENT[found.present]))]
    if found.keys_alone:
        lines.append((tr("The vault of now"), tr("only its key slots are gone: they can be taken from here, and nothing is lost.")))
    lines.append((tr("Would be lost"), counted(found.lost) or tr("nothing")))
    if found.changed:
        lines.append((tr("Would go back"), trn("{n} memory, to what it was", "{n} memories, to what they were", found.changed)))
    if found.unforgotten:
        lines.append(
            (tr("Would come back"), trn("{n} memory that you have forgotten since", "{n} memories that you have forgotten since", found.unforgotten))
        )
    if found.erasings:
        back = counted(found.back) or tr("some of it")
        again = trn(
            "{n} time something was erased since: {back} would come back",
            "{n} times something was erased since: {back} would come back",
            found.erasings,
            back=back,
        )
        lines.append((tr("Careful"), again))
    return lines
