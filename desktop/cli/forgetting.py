"""`alcove memories forget` and `erase`: what would go is shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import opening, output
from desktop.cli.memories import find, of_kind

if TYPE_CHECKING:
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport, Target
    from engine.session import Session
    from engine.vault.residue import Report
    from engine.vault.vault import Vault

Ids = Annotated[list[str] | None, typer.Argument(help="Ids of memories, messages or conversations, or their beginnings.", show_default=False)]
AboutName = Annotated[list[str] | None, typer.Option("--about", help="All about this person, place or thing.", show_default=False)]
Matching = Annotated[list[str] | None, typer.Option("--matching", help="Wherever this phrase stands, word for word.", show_default=False)]
Message = Annotated[list[str] | None, typer.Option("--message", help="This message, and what says the same elsewhere.", show_default=False)]
Talk = Annotated[
    list[str] | None, typer.Option("--conversation", help="This conversation (id or title), and what was learned from it.", show_default=False)
]
From = Annotated[str, typer.Option("--from", help="All that was said from this day on: 2026-11-22, 2026-11 or 2026.", show_default=False)]
To = Annotated[str, typer.Option("--to", help="Up to the end of this day, month or year.", show_default=False)]
All = Annotated[bool, typer.Option("--everything", help="All memories and conversations; the vault, its keys and the settings stay.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON (asks nothing, so give --yes too).")]


def forget(
    ids: Ids = None, about: AboutName = None, matching: Matching = None, message: Message = None, conversation: Talk = None, first: From = "",
    last: To = "", everything: All = False, yes: Yes = False, as_json: Json = False,
) -> None:  # fmt: skip
    """Forget: out of every answer, list and prompt at once. Can be undone for some days, then it is erased (`trash_days` 0: at once)."""
    with opening.session(chat=False) as live:
        targets = _targets(live.vault, ids, about, matching, message, conversation, first, last, everything=everything)
        radius = live.forgetting.blast_radius(targets)
        days = live.settings.get("trash_days")
        _agree(radius, "forget" if days else "erase beyond recovery", yes=yes, as_json=as_json)
        if not days:  # as the settings say: at once
            _erase(live, targets, radius, as_json=as_json)
            return
        changes = live.forgetting.forget(targets)
        opening.settle(live)
        if as_json:
            output.emit({"forgotten": radius, "step": changes.journal_id})
        else:
            output.say(f"Forgotten. Undo it within {days} days with: alcove memories undo (or, later: alcove trash restore)")


def erase(
    ids: Ids = None, about: AboutName = None, matching: Matching = None, message: Message = None, conversation: Talk = None, first: From = "",
    last: To = "", everything: All = False, yes: Yes = False, as_json: Json = False,
) -> None:  # fmt: skip
    """Erase beyond recovery, then scan every file of the vault for what could be left. Old backups go too."""
    with opening.session(chat=False) as live:
        targets = _targets(live.vault, ids, about, matching, message, conversation, first, last, everything=everything)
        radius = live.forgetting.blast_radius(targets)
        _agree(radius, "erase beyond recovery", yes=yes, as_json=as_json)
        _erase(live, targets, radius, as_json=as_json)


def _erase(live: Session, targets: list[Target], radius: BlastRadius, *, as_json: bool) -> None:
    report = live.forgetting.erase(targets)
    opening.settle(live)
    if as_json:
        output.emit({"erased": radius, "report": report, "clean": clean(report)})
    else:
        print_report(report)
    if not clean(report):
        raise typer.Exit(1)


def clean(report: EraseReport) -> bool:
    """Whether the erasing is finished and the scan found nothing."""
    return not report.unfinished and report.residue is not None and report.residue.clean


def print_report(report: EraseReport) -> None:
    """What went, and what the scan looked at and found."""
    output.say(
        f"Erased: {counted(report.memories, 'memory', 'memories')}, {counted(report.messages, 'message', 'messages')}, "
        f"{counted(report.passages, 'passage', 'passages')} in other messages, {counted(report.conversations, 'conversation', 'conversations')}."
    )
    if report.unfinished:
        output.say(f"Not finished: {report.unfinished} It goes on at the next start.")
    if report.residue is None:
        return
    print_residue(report.residue)
    output.aside("Out of reach: archives that you exported, and copies that other programs made of Alcove's folder.")


def print_residue(found: Report) -> None:
    """What a scan looked at, file by file, and what it found."""
    files = [checked for checked in found.checked if checked.how in ("bytes", "decrypted pages")]
    for checked in files:
        output.aside(f"  {checked.what}: {checked.units:,} {checked.how}")
    output.say(f"Residue scan: {counted(len(files), 'file', 'files')}, rows, search words and decrypted pages read; ", end="")
    output.say("nothing is left." if found.clean else f"{counted(len(found.hits), 'trace', 'traces')} found:")
    for hit in found.hits:
        output.say(f"  {hit.what}, {hit.where}")


def counted(count: int, one: str, many: str) -> str:
    """“1 memory”, “3 memories”."""
    return f"{count} {one if count == 1 else many}"


def _targets(
    opened: Vault, ids: list[str] | None, about: list[str] | None, matching: list[str] | None, messages: list[str] | None,
    conversations: list[str] | None, first: str, last: str, *, everything: bool,
) -> list[Target]:  # fmt: skip
    from desktop.cli.conversations import resolve
    from engine.errors import BadInput
    from engine.memory.forgetting import About, Everything, Text, period

    targets: list[Target] = [find(opened, id)[1] for id in ids or ()]
    targets += [of_kind(opened, id, "message") for id in messages or ()]
    targets += [resolve(opened, named) for named in conversations or ()]
    targets += [About(name) for name in about or ()]
    targets += [Text(phrase) for phrase in matching or ()]
    if first or last:
        targets.append(period(first, last))
    if everything:
        targets.append(Everything())
    if not targets:
        hint = "Give ids, --about NAME, --matching PHRASE, --conversation TITLE, --message ID, --from DATE, --to DATE or --everything."
        raise BadInput("Nothing was named.", f"{hint} See: alcove memories list")
    return targets


def _agree(radius: BlastRadius, verb: str, *, yes: bool, as_json: bool) -> None:
    """Shows what would go, and asks. Raises NotFound when that is nothing, BadInput when there is nobody to ask."""
    from engine.errors import BadInput, NotFound

    if radius.empty:
        raise NotFound("There is nothing of that in memory.", "Look with: alcove memories list, or alcove recall TEXT")
    if not as_json:
        _show(radius)
    if yes:
        return
    if as_json or not output.interactive():
        raise BadInput(f"There is nobody to ask whether to {verb} this.", "Say it with --yes.")
    if not output.confirm(f"Really {verb} this?"):
        output.tell("Nothing was changed.")
        raise typer.Exit(1)


def _show(radius: BlastRadius) -> None:
    parts = (
        (radius.memories, "memory", "memories"), (radius.messages, "message", "messages"), (radius.passages, "passage in other messages",
        "passages in other messages"), (radius.conversations, "conversation", "conversations"), (radius.names, "name", "names"),
    )  # fmt: skip
    output.tell("This takes away " + ", ".join(counted(*part) for part in parts if part[0]) + ":")
    for preview in radius.previews:
        output.tell(f"  {preview.kind:<12}  {preview.text}")
    along = (
        (radius.summaries, "summary", "summaries"), (radius.relations, "relation", "relations"), (radius.vectors, "search vector", "search vectors"),
        (radius.versions, "earlier version", "earlier versions"), (radius.titles, "title", "titles"), (radius.drafts, "draft", "drafts"),
        (radius.turned_down, "note that was not kept", "notes that were not kept"),
    )  # fmt: skip
    if any(number for number, _, _ in along):
        output.tell("  and with it " + ", ".join(counted(*part) for part in along if part[0]) + ".")
    if radius.receipts:
        output.tell(f"  and {counted(radius.receipts, 'answer', 'answers')} can no longer show all that went into the prompt.")
    erasing = [f"the content of {counted(radius.steps, 'step', 'steps')} of the history"] if radius.steps else []
    if radius.backups:
        erasing.append(f"{counted(len(radius.backups), 'backup', 'backups')} ({', '.join(radius.backups)}; one new one is made)")
    if erasing:
        output.tell(f"  Once it is erased, also {' and '.join(erasing)}. Archives that you exported are out of reach.")
