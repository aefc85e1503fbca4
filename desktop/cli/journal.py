"""`alcove journal …`: the history of all changes to memory; what was done is shown, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.i18n import trn

if TYPE_CHECKING:
    from engine.vault.history import Step
    from engine.vault.journal import Entry
    from engine.vault.vault import Vault

Id = Annotated[str, typer.Argument(help="A step's id, or its beginning.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def list_steps(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    before: Annotated[str, typer.Option(help="Only what came before this step: the next page.", show_default=False)] = "",
    who: Annotated[str, typer.Option(help="user, assistant, import, consolidation or maintenance.", show_default=False)] = "",
    operation: Annotated[str, typer.Option(help="Only this operation: learn, edit, forget, erase, import, …", show_default=False)] = "",
    since: Annotated[str, typer.Option("--from", help="From this day on: 2026-11-22, 2026-11 or 2026.", show_default=False)] = "",
    until: Annotated[str, typer.Option("--to", help="Up to the end of this day, month or year.", show_default=False)] = "",
    as_json: Json = False,
) -> None:
    """List what was done to memory, newest first: when, by whom, how many rows, and whether it was taken back."""
    from engine.errors import BadInput
    from engine.memory.periods import period
    from engine.vault import history

    if who and who not in history.WHO:
        raise BadInput(f"“{who}” is nobody in the history.", f"One of: {', '.join(history.WHO)}")
    time = period(since, until) if since or until else None
    with opening.vault() as opened:
        row = history.step(opened.journal, _find(opened, before)).entries[-1].row if before else None
        found = history.steps(
            opened.journal, limit + 1, row, by=who, operation=operation, since=time.start if time else "", until=time.stop if time else ""
        )
        _print(found[:limit], more=len(found) > limit, as_json=as_json)


def show(id: Id, as_json: Json = False) -> None:
    """Show what a step did: each row before and after."""
    from desktop.history import wording
    from engine.vault import history

    with opening.vault() as opened:
        step = history.step(opened.journal, _find(opened, id))
        found = [(entry, history.changes(opened.journal, entry) if entry.kept else None) for entry in reversed(step.entries)]
    if as_json:
        output.emit({**as_dict(step), "entries": [{"id": entry.id, "label": entry.label, "changes": changes} for entry, changes in found]})
        return
    output.title(f"{step.label}  ({wording.who(step)}, {_when(step.at)}{f', {wording.state(step)}' if wording.state(step) else ''})")
    for entry, changes in found:
        if len(found) > 1:
            output.say(f"{entry.label}:")
        if changes is None:
            output.say(wording.ERASED)
            continue
        for change in wording.main_rows(changes):
            output.say(wording.heading(change))
            for field in wording.shown(change):
                _print_field(field.name, wording.field_name(field), field.before, field.after)
        if words := wording.along(changes):
            output.say(words)


def revert(
    id: Id,
    with_later: Annotated[bool, typer.Option("--with-later", help="Together with the later steps that stand on it.")] = False,
    as_json: Json = False,
) -> None:
    """Take one step back, by a new step; what is listed as one (a run of tidying up) goes back as one."""
    from engine.errors import BadInput
    from engine.vault import history

    with opening.session(chat=False) as live:
        step = history.step(live.vault.journal, _find(live.vault, id))
        if not step.revertible:
            raise BadInput(*_not_revertible(step))
        done = _revert(live.vault, step.revertible, with_later=with_later, named=id)
        opening.settle(live)
        if as_json:
            output.emit({"reverted": list(step.revertible), "step": done})
        else:
            output.say(f"Reverted: {_bare(step.label)}")


def verify(as_json: Json = False) -> None:
    """Recompute the chain of seals over all steps: whether any was altered, removed or put in."""
    with opening.vault() as opened:
        check = opened.journal.verify()
        erased = opened.query("SELECT count(*) FROM journal WHERE content IS NULL")[0][0]
    if as_json:
        output.emit({"steps": check.steps, "erased": erased, "wrong": check.wrong, "ok": check.ok})
    elif check.ok:
        output.say(f"{check.steps:,} steps: the chain is whole, nothing was altered. Of {erased:,} the content was erased or never kept.")
    else:
        output.say(f"{len(check.wrong):,} of {check.steps:,} steps don't fit the chain: the history was altered outside of Alcove.")
        for id in check.wrong[:20]:
            output.say(f"  {id}")
        output.say("What you remember is not changed by this. Compare with a backup: alcove backups list")
    if not check.ok:
        raise typer.Exit(1)


def undo(
    step: Annotated[str, typer.Argument(help="Revert this step of the history instead of your last one.", show_default=False)] = "",
    with_later: Annotated[bool, typer.Option("--with-later", help="Together with the later steps that stand on it.")] = False,
) -> None:
    """Take back your last change to memory, or any one step."""
    with opening.session(chat=False) as live:
        output.say(take_back(live.vault, step, with_later=with_later))
        opening.settle(live)


def redo() -> None:
    """Do again what was undone last."""
    from engine.errors import NotFound

    with opening.session(chat=False) as live:
        step = live.vault.journal.redoable()
        if step is None or live.vault.journal.redo() is None:
            raise NotFound("There is nothing to do again.", "It works right after an undo.")
        output.say(f"Done again: {_bare(step.label)}")
        opening.settle(live)


def take_back(opened: Vault, step: str = "", *, with_later: bool = False) -> str:
    """Undoes the user's last step, or reverts the named one; returns what to say. Raises BadInput when memory was tidied up since that step."""
    from engine.errors import BadInput, NotFound
    from engine.vault import history

    if step:
        entry = opened.journal.entry(_find(opened, step))
        _revert(opened, (entry.id,), with_later=with_later, named=step)
        return f"Reverted: {_bare(entry.label)}"
    last = opened.journal.undoable()
    tidied = next((one for one in history.steps(opened.journal, 1, by="consolidation") if one.revertible), None)
    if tidied is not None and (last is None or tidied.entries[0].row > last.row):
        hint = f"Take the tidying back: alcove journal revert {tidied.id}"
        hint += f"\nTake your last change back ({_bare(last.label)}): alcove journal revert {last.id}" if last is not None else ""
        raise BadInput("Memory was tidied up after your last change, so that it isn't clear what to undo.", hint)
    if last is None or opened.journal.undo() is None:
        raise NotFound("There is nothing to undo.", "Any step can be reverted from the history: alcove journal list")
    return f"Undone: {_bare(last.label)}"


def print_steps(opened: Vault, limit: int, *, as_json: bool) -> None:
    """The newest steps; labels hold no user text."""
    from engine.vault import history

    found = history.steps(opened.journal, limit + 1)
    _print(found[:limit], more=len(found) > limit, as_json=as_json)


def as_dict(step: Step) -> dict[str, Any]:
    """A step for programs."""
    return {
        "id": step.id, "at": step.at, "who": step.who, "operation": step.entries[0].operation, "label": step.label, "rows": step.rows,
        "undone": step.undone, "kept": step.kept, "reverts": step.entries[0].reverts, "reverted_by": step.entries[0].reverted_by,
        "entries": [entry.id for entry in step.entries],
    }  # fmt: skip


def _print(found: list[Step], *, more: bool, as_json: bool) -> None:
    from desktop.history import wording

    if as_json:
        output.emit({"steps": [as_dict(step) for step in found], "more": more})
        return
    for step in found:
        state = f"  [{wording.state(step)}]" if wording.state(step) else ""
        rows = trn("{n} row", "{n} rows", step.rows)
        output.say(f"{step.id}  {_when(step.at)}  {step.who:<13}  {rows:>9}  {step.label}{state}")
    if not found:
        output.say("Nothing of that kind was changed yet.")
    if more:
        output.aside(f"Further back: alcove journal list --before {found[-1].id}")


def _print_field(name: str, called: str, before: Any, after: Any) -> None:
    from desktop.history.wording import value

    if before is not None:
        output.say(f"  - {called}: {value(name, before)}")
    if after is not None:
        output.say(f"  + {called}: {value(name, after)}")


def _revert(opened: Vault, ids: tuple[str, ...], *, with_later: bool, named: str) -> str:
    """Reverts steps together. Raises RevertConflict with the later steps in its hint."""
    from engine.errors import RevertConflict

    try:
        return opened.journal.revert_together(ids, with_later).journal_id
    except RevertConflict as error:
        later = [opened.journal.entry(id) for id in error.later]
        if later:
            error.hint = "\n".join(["These came later:", *map(_line, later), f"All together: alcove journal revert {named} --with-later"])
        raise


def _line(entry: Entry) -> str:
    return f"  {entry.id}  {_when(entry.at)}  {entry.label}"


def _not_revertible(step: Step) -> tuple[str, str]:
    if step.undone:
        by = f": alcove journal revert {step.entries[0].reverted_by}" if step.entries[0].reverted_by else "."
        return "This step is reverted already.", f"To have it back, revert the step that did so{by}"
    return "The content of this step was erased.", "It can't be taken back any more."


def _find(opened: Vault, id: str) -> str:
    """The full id of a step given by its beginning. Raises NotFound, BadInput."""
    from engine.errors import BadInput, NotFound

    wanted = id.strip().lower()
    rows = opened.query("SELECT id FROM journal WHERE substr(id, 1, ?) = ? LIMIT 2", (len(wanted), wanted)) if wanted else []
    if not rows:
        raise NotFound("There is no such step in the history.", "List them with: alcove journal list")
    if len(rows) > 1:
        raise BadInput("Several steps begin so.", "Give more of the id.")
    return str(rows[0]["id"])


def _when(at: str) -> str:
    from engine import clock

    return f"{clock.from_utc(at).astimezone(clock.now().tzinfo):%Y-%m-%d %H:%M}"


def _bare(label: str) -> str:
    from desktop.history.wording import bare

    return bare(label)
