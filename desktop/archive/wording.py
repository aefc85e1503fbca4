"""How the window tells of an archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop import dates
from desktop.i18n import phrase, tr, trn
from engine import clock

if TYPE_CHECKING:
    from engine.archive.importing import DryRun, ImportReport
    from engine.archive.reading import Manifest

#: What people ask about, by type of record; the other records are parts of these.
COUNTED: dict[str, Callable[[int], str]] = {
    "conversation": lambda n: trn("{n} conversation", "{n} conversations", n),
    "message": lambda n: trn("{n} message", "{n} messages", n),
    "memory": lambda n: trn("{n} memory", "{n} memories", n),
    "entity": lambda n: trn("{n} person, place or thing", "{n} people, places and things", n),
    "setting": lambda n: trn("{n} setting", "{n} settings", n),
    "review": lambda n: trn("{n} open question", "{n} open questions", n),
}
FOREMOST = ("conversation", "message", "memory")
#: Ways to settle what differs, as `engine.archive.importing.Archive.apply` takes them.
MODES = (
    (phrase("Keep what is here"), "skip"),
    (phrase("Take what was changed last"), "merge"),
    (phrase("Take what the archive says"), "replace"),
)


def told(counts: Mapping[str, int]) -> str:
    """ "2 conversations, 14 messages"; empty for nothing."""
    return ", ".join(said(counts[kind]) for kind, said in COUNTED.items() if counts.get(kind))


def made(manifest: Manifest) -> str:
    """ "3 March 2024, by alcove 0.1.0"."""
    try:
        when = dates.day(clock.from_utc(manifest.created))
    except (ValueError, OverflowError):  # anybody may have written it
        when = tr("an unknown day")
    return tr("{when}, by {program}", when=when, program=manifest.app) if manifest.app else when


def lines(found: DryRun) -> list[tuple[str, str]]:
    """(subject, what there is of it) of what an import would do."""
    rows = [
        (tr("Made"), made(found.read.manifest)),
        (tr("New"), told(found.found.new) or tr("nothing")),
        (tr("Here already"), told(found.found.same) or tr("nothing")),
    ]
    if differs := told(found.found.conflicting):
        rows.append((tr("Differs"), differs))
    if found.read.invalid_count:
        rows.append((tr("Left out"), trn("{n} record that can't be read", "{n} records that can't be read", found.read.invalid_count)))
    return rows


def done(report: ImportReport) -> str:
    """ "Imported: 3 memories."."""
    foremost = {kind: n for kind, n in report.applied.added.items() if kind in FOREMOST}  # a short message has no room for all
    parts = [tr("Imported: {what}.", what=told(foremost) or told(report.applied.added) or tr("nothing new"))]
    if changed := told(report.applied.changed):
        parts.append(tr("Changed: {what}.", what=changed))
    return " ".join(parts)
