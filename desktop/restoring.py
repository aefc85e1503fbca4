"""What is said of backups and of going back to one, in the window and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import dates
from engine import clock

if TYPE_CHECKING:
    from engine.vault.backups import Backup
    from engine.vault.preview import Preview

REASONS = {
    "manual": "made by you", "daily": "automatic", "migration": "before a new version", "import": "before an import", "erasing": "after erasing",
    "replaced": "set aside by a restore",
}  # fmt: skip
NAMES = {"conversation": ("chat", "chats"), "message": ("message", "messages"), "memory": ("memory", "memories"), "entity": ("name", "names")}
PRESENT = {
    "damaged": "The vault of now is damaged; it is kept aside.", "missing": "There is no vault now: nothing is lost.",
    "other": "The vault of now can't be read with this key; it is kept aside.",
}  # fmt: skip


def moment(at: str) -> str:
    """A stored moment, as people say it."""
    return dates.moment(clock.from_utc(at).astimezone())


def reason(found: str) -> str:
    """Why a backup was made."""
    return REASONS.get(found, "")


def checked(backup: Backup) -> str:
    """When it was last found whole."""
    return f"checked {moment(backup.checked_at)}" if backup.checked_at else "not checked"


def counted(counts: dict[str, int]) -> str:
    """ "2 chats, 1 memory"; nothing for nothing."""
    return ", ".join(f"{count:,} {NAMES[table][count != 1]}" for table, count in counts.items() if count and table in NAMES)


def told(found: Preview) -> list[tuple[str, str]]:
    """A preview in lines of a title and a text."""
    if not found.whole:
        return [("Backup of", moment(found.at)), ("Checked now", "NOT whole: it can't be restored")]
    lines = [
        ("Backup of", f"{moment(found.at)}{f' ({reason(found.reason)})' if reason(found.reason) else ''}, {found.size / 1e6:.1f} MB"),
        ("Checked now", "every page is whole"),
        ("Holds", counted(found.holds) or "nothing yet"),
        ("Last message", moment(found.newest) if found.newest else "none"),
        ("Vectors by", ", ".join(f"{embedder} ({count:,})" for embedder, count in found.embedders.items()) or "none: made anew"),
        ("Opens with", found.opens_with),
    ]
    if found.present != "whole":
        return [*lines, ("The vault of now", PRESENT[found.present])]
    if found.keys_alone:
        lines.append(("The vault of now", "only its key slots are gone: they can be taken from here, and nothing is lost."))
    lines.append(("Would be lost", counted(found.lost) or "nothing"))
    if found.changed:
        lines.append(("Would go back", f"{counted({'memory': found.changed})}, to what they were"))
    if found.unforgotten:
        lines.append(("Would come back", f"{counted({'memory': found.unforgotten})} that you have forgotten since"))
    if found.erasings:
        lines.append(("Careful", f"{found.erasings} times something was erased since: {counted(found.back) or 'some of it'} would come back"))
    return lines
