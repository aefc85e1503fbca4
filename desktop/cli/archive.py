"""`alcove export` and `alcove import`: everything that is remembered as one file, and back; and what other assistants have given out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from datetime import datetime

    from engine.archive.importing import Archive, DryRun, ImportReport
    from engine.archive.selection import Selection
    from engine.vault.vault import Vault

NAMES = {
    "conversation": ("conversation", "conversations"), "message": ("message", "messages"), "memory": ("memory", "memories"),
    "entity": ("person, place or thing", "people, places and things"), "setting": ("setting", "settings"),
    "review": ("open question", "open questions"),
}  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="As JSON (asks nothing, so give --yes too).")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]
PassphraseFile = Annotated[
    str, typer.Option("--passphrase-file", metavar="FILE", help="A file with the passphrase of the archive; - is standard input.", show_default=False)
]


def export(
    file: Annotated[str, typer.Argument(help="Where to write it.  [default: alcove-DATE in this folder]", show_default=False)] = "",
    format: Annotated[str, typer.Option(help="archive (comes back with all of it), markdown (to read), pam (Portable AI Memory 1.0).")] = "archive",
    conversation: Annotated[str, typer.Option(metavar="ID", help="Only this conversation (its id or its title), with what was learnt from it.")] = "",
    about: Annotated[str, typer.Option(metavar="NAME", help="Only what is known of this person, place or thing.")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only what was said from then on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only what was said before then.")] = "",
    memories_only: Annotated[bool, typer.Option("--memories-only", help="Without conversations.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Not encrypted: anybody can read it (with zstd -d: it is packed).")] = False,
    passphrase_file: PassphraseFile = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the file if there is one.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Write memories and conversations into one file to keep or to take along, encrypted with a passphrase of its own."""
    from engine.archive.selection import Selection
    from engine.errors import BadInput

    if format not in _ENDINGS:
        raise BadInput(f"There is no format called {format}.", f"Formats: {', '.join(_ENDINGS)}.")
    selection = Selection(conversation, about, _moment(since), _moment(until), memories_only)
    path = Path(file).expanduser() if file else Path(f"alcove-{_today()}{_ENDINGS[format]}")
    if format != "archive" or plain:
        _agree_to_plain(yes=yes, as_json=as_json)
        secret = None
    else:
        secret = _new_passphrase(passphrase_file)
    with opening.vault() as opened:
        if format == "archive":
            _export(opened, path, secret, selection, replace=replace, as_json=as_json)
            return
        count = _readable(opened, path, format, selection, replace=replace)
    if as_json:
        output.emit({"file": str(path), "format": format, "memories": count, "encrypted": False})
    else:
        output.say(f"Written: {path}, {counted(count, 'memory', 'memories')}, not encrypted.")


_ENDINGS = {"archive": ".alcove", "markdown": ".md", "pam": ".pam.json"}


def _export(opened: Vault, path: Path, secret: str | None, selection: Selection, *, replace: bool, as_json: bool) -> None:
    from engine.archive.export import export as write

    bar = output.Bar("Exporting", quiet=as_json)
    try:
        report = write(opened, path, passphrase=secret, selection=selection, replace=replace, progress=lambda done, total: bar.show(done, total))
    finally:
        bar.close()
    if as_json:
        output.emit({"file": str(report.path), "format": "archive", "records": report.counts, "bytes": report.size, "encrypted": report.encrypted})
        return
    output.say(f"Exported: {_told(report.counts)}.")
    output.say(f"{path}, {_size(report.size)}, {'encrypted' if report.encrypted else 'not encrypted: anybody who has it can read it'}.")
    opened_by = "Without its passphrase nobody can open it, you included." if secret else f"To read it without Alcove: zstd -d -c {path.name}"
    output.tell(f"Bring it in elsewhere with: alcove import FILE. {opened_by}")
    if selection.whole:
        output.tell("It also holds what you have forgotten and can still undo; erasing here doesn't reach it.")


def _readable(opened: Vault, path: Path, format: str, selection: Selection, *, replace: bool) -> int:
    from engine.archive import markdown, pam

    write: Callable[..., int] = markdown.export if format == "markdown" else pam.export
    return write(opened, path, selection=selection, replace=replace)


def import_(
    file: Annotated[
        str,
        typer.Argument(
            help="An archive, or the export of ChatGPT, Claude, Gemini or mem0, Markdown, text, JSON lines; a .zip too.", show_default=False
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    on_conflict: Annotated[
        str, typer.Option(help="Where an archive says otherwise than what is here: skip, merge (what was changed last wins) or replace.")
    ] = "skip",
    mine: Annotated[
        bool | None,
        typer.Option("--mine/--not-mine", help="Whether an archive counts as your own word.  [default: if it is encrypted]", show_default=False),
    ] = None,
    without_invalid: Annotated[bool, typer.Option("--without-invalid", help="Leave out records that can't be imported.")] = False,
    accept_mine: Annotated[bool, typer.Option("--accept-mine", help="From another assistant: accept what is learnt from your own messages.")] = False,
    accept_kind: Annotated[
        list[str] | None, typer.Option("--accept-kind", metavar="KIND", help="Accept those of a kind or category.", show_default=False)
    ] = None,
    accept_about: Annotated[
        list[str] | None, typer.Option("--accept-about", metavar="NAME", help="Accept what is about somebody.", show_default=False)
    ] = None,
    learn: Annotated[
        bool | None,
        typer.Option("--learn/--no-learn", help="Propose memories from your messages in it.  [default: as in the settings]", show_default=False),
    ] = None,
    passphrase_file: PassphraseFile = "",
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Bring in an archive, or what another assistant gave out. What it would do is shown first; `alcove memories undo` takes it all back."""
    from engine.archive.container import looks_like_archive
    from engine.errors import BadInput

    if on_conflict not in ("skip", "merge", "replace"):
        raise BadInput(f"There is no way called {on_conflict} to settle what differs.", "One of: skip, merge, replace.")
    path = Path(file).expanduser()
    if not looks_like_archive(path):
        from desktop.cli import importers

        importers.run(
            path, dry_run=dry_run, accept_mine=accept_mine, kinds=accept_kind or [], about=accept_about or [], learn=learn, yes=yes, as_json=as_json
        )
        return
    _import(
        path, dry_run=dry_run, mode=on_conflict, mine=mine, without_invalid=without_invalid, passphrase_file=passphrase_file, yes=yes, as_json=as_json
    )


def _import(
    path: Path, *, dry_run: bool, mode: str, mine: bool | None, without_invalid: bool, passphrase_file: str, yes: bool, as_json: bool
) -> None:
    from engine.archive import importing

    bar = output.Bar("", quiet=as_json)

    def watch(step: str, done: int, total: int) -> None:
        bar.show(done, total, step)

    def opened(vault: Vault | None) -> AbstractContextManager[Archive]:
        return importing.opened(vault, path, passphrase=lambda: _passphrase(passphrase_file), own=mine, progress=watch)

    try:
        if dry_run:
            with vault_if_any() as there, opened(there) as archive:
                planned = archive.dry_run()
                bar.close()
            if as_json:
                output.emit(_planned(planned))
            else:
                _show(planned, mode)
            return
        with opening.session(create=True, chat=False) as live:
            with opened(live.vault) as archive:
                planned = archive.dry_run()
                bar.close()
                if not as_json:
                    _show(planned, mode)
                if planned.nothing_new and (mode == "skip" or not planned.found.conflicting) and not as_json:
                    output.say("Everything in it is here already.")
                    return
                agree(yes=yes, as_json=as_json)
                report = archive.apply(mode, without_invalid=without_invalid, progress=watch)  # type: ignore[arg-type]
            bar.close()
            opening.settle(live, quiet=as_json)
            _tell(report, as_json=as_json)
    finally:
        bar.close()


@contextmanager
def vault_if_any() -> Iterator[Vault | None]:
    """The open vault, for a look at what an import would do; None, with a word of it, where there is none: a look makes none."""
    from engine.vault import locate

    if locate.exists(locate.home()):
        with opening.vault() as there:
            yield there
        return
    output.tell(f"There is no vault in {locate.home()} yet. None was made: this is what an import would put into a new one.")
    yield None


def _show(planned: DryRun, mode: str) -> None:
    read, found = planned.read, planned.found
    made = f"{read.manifest.created[:10]} by {read.manifest.app}" if read.manifest.app else "an unknown day"
    output.tell(f"An archive of {made}, holding {read.manifest.holds}, {'encrypted' if read.encrypted else 'not encrypted'}.")
    output.tell(f"  new          {_told(dict(found.new)) or 'nothing'}")
    output.tell(f"  here already {_told(dict(found.same)) or 'nothing'}")
    if found.conflicting:
        kept = {"skip": "what is here stays", "merge": "of memories, what was changed last wins", "replace": "the archive wins"}[mode]
        output.tell(f"  differing    {_told(dict(found.conflicting))}: {kept}")
        for conflict in found.conflicts[:10]:
            output.tell(f"    {conflict.type} {conflict.id}: {conflict.reason}")
        if (total := found.conflicting.total()) > 10:
            output.tell(f"    and {total - 10} more")
    if read.invalid_count:
        output.tell(f"  invalid      {counted(read.invalid_count, 'record', 'records')}")
        for invalid in read.invalid[:10]:
            output.tell(f"    line {invalid.line}{f' ({invalid.type})' if invalid.type else ''}: {invalid.reason}")
    if read.dangling:
        output.tell(f"  {counted(read.dangling, 'reference', 'references')} to records that it doesn't hold will be left out.")
    if not planned.trusted:
        output.tell(
            "Anybody could have written it, so its memories wait for your approval and its instructions aren't followed. If it is yours: --mine"
        )
    if planned.instructions:
        output.tell("These instructions will be followed:")
        for order in planned.instructions[:20]:
            output.tell(f"    {order.text}")
        if len(planned.instructions) > 20:
            output.tell(f"    and {len(planned.instructions) - 20} more")


def _planned(planned: DryRun) -> dict[str, Any]:
    return {
        "archive": planned.read.manifest, "encrypted": planned.read.encrypted, "trusted": planned.trusted, "new": dict(planned.found.new),
        "same": dict(planned.found.same), "conflicting": dict(planned.found.conflicting), "conflicts": planned.found.conflicts,
        "invalid": planned.read.invalid_count, "invalid_records": planned.read.invalid, "left_out_references": planned.read.dangling,
        "instructions": planned.instructions,
    }  # fmt: skip


def _tell(report: ImportReport, *, as_json: bool) -> None:
    applied, step = report.applied, report.changes.journal_id if report.changes else None
    if as_json:
        outcome = {
            "added": dict(applied.added),
            "changed": dict(applied.changed),
            "kept": dict(applied.kept),
            "settings": applied.settings,
            "step": step,
        }
        output.emit({**_planned(report.dry_run), **outcome})
        return
    output.say(
        f"Imported: {_told(dict(applied.added)) or 'nothing new'}." + (f" Changed: {_told(dict(applied.changed))}." if applied.changed else "")
    )
    if kept := _told(dict(applied.kept)):
        output.say(f"Left as they are here: {kept}.")
    if applied.settings:
        output.say(f"Settings taken over: {', '.join(applied.settings)}.")
    if step:
        output.tell("Take it all back with: alcove memories undo")


def _told(counts: dict[str, int]) -> str:
    """What people ask about; the rest of the records are parts of it."""
    parts = [counted(counts[name], *words) for name, words in NAMES.items() if counts.get(name)]
    return ", ".join(parts)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB"


def agree(*, yes: bool, as_json: bool) -> None:
    """Asks whether to import. Raises BadInput when there is nobody to ask."""
    from engine.errors import BadInput

    if yes:
        return
    if as_json or not output.interactive():
        raise BadInput("There is nobody to ask whether to import this. Nothing was changed.", "Say it with --yes.")
    if not output.confirm("Import it?"):
        output.tell("Nothing was changed.")
        raise typer.Exit(1)


def _agree_to_plain(*, yes: bool, as_json: bool) -> None:
    from engine.errors import BadInput

    if yes:
        return
    if as_json or not output.interactive():
        raise BadInput(
            "There is nobody to ask whether to write this unencrypted.", "Say it with --yes, or leave out --plain for an encrypted archive."
        )
    if not output.confirm("Anybody who gets this file can read it. Write it unencrypted?"):
        output.tell("Nothing was written.")
        raise typer.Exit(1)


def _new_passphrase(file: str) -> str:
    """The passphrase for a new archive: from the file, asked for twice, or where nobody can be asked the one that opens the vault."""
    from desktop.cli.onboarding import new_passphrase

    if file or not output.interactive():
        return _passphrase(file)
    output.tell("The archive gets a passphrase of its own. Choose one that you will still know in years.")
    return new_passphrase()


def _passphrase(file: str) -> str:
    """The passphrase of an archive, for use without looking at it twice."""
    import getpass

    from engine.errors import BadInput
    from engine.vault import locate

    if file:
        line = sys.stdin.buffer.readline() if file == "-" else Path(file).expanduser().read_bytes()
        if found := line.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r"):
            return found
        raise BadInput("No passphrase was given.", "Put it into the first line of the file.")
    if output.interactive():
        return getpass.getpass("Passphrase of the archive: ", stream=sys.stderr)
    if (found := locate.passphrase_from_file()) is not None:
        output.tell("The archive's passphrase is the one in ALCOVE_PASSPHRASE_FILE.")
        return found
    raise BadInput("There is nobody to ask for the passphrase of the archive.", "Give it with --passphrase-file FILE (- for standard input).")


def _moment(given: str) -> datetime | None:
    from engine import clock
    from engine.errors import BadInput

    if not given:
        return None
    try:
        return clock.parse(given if len(given) > 7 else f"{given}-01" if len(given) == 7 else f"{given}-01-01")
    except (ValueError, OverflowError):
        raise BadInput("That is no date that can be read.", "Dates look like 2026-11-22, 2026-11 or 2026.") from None


def _today() -> str:
    from engine import clock

    return clock.now().date().isoformat()
