"""`alcove import` of what another assistant gave out: shown first, quarantined, accepted in bulk where the user says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from engine.archive.foreign import Brought, Planned


def run(
    path: Path, *, dry_run: bool, accept_mine: bool, kinds: Sequence[str], about: Sequence[str], learn: bool | None, yes: bool, as_json: bool
) -> None:  # fmt: skip
    """Reads, shows, asks, imports."""
    from desktop.cli.archive import agree, vault_if_any
    from engine.archive import foreign
    from engine.archive.accepting import Acceptance
    from engine.archive.importers import sniffing

    wanted = Acceptance(accept_mine, tuple(kinds), tuple(about))
    export = sniffing.read(path)
    if dry_run:
        with vault_if_any() as there:
            planned = foreign.plan(export, there)
        if as_json:
            output.emit(planned)
        else:
            _show(planned)
            output.tell(_OFFER)
        return
    with opening.session(create=True, chat=False) as live:
        learn = bool(live.settings.get("learn")) if learn is None else learn
        planned = foreign.plan(export, live.vault)
        if not as_json:
            _show(planned)
        if not yes and not accept_mine and not kinds and not about and output.interactive() and not as_json and learn and planned.own_messages:
            wanted = Acceptance(output.confirm("Accept all that is learnt from your own messages? Else it waits in the review inbox."))
        agree(yes=yes, as_json=as_json)
        bar = output.Bar("", quiet=as_json)
        try:
            work = foreign.Foreign(live.vault, live.memories, live.learner, export)
            brought = work.bring(wanted, learn=learn, progress=lambda step, done, total: bar.show(done, total, step))
        finally:
            bar.close()
        opening.settle(live, quiet=as_json)
    _tell(planned, brought, as_json=as_json)


_OFFER = (
    "To accept at once what is learnt: --accept-mine (from your own messages), --accept-kind family (a kind or category, or all), "
    "--accept-about Anna. The rest waits: alcove review list; accept more of it at any time with alcove review accept"
)


def _show(planned: Planned) -> None:
    output.tell(f"From {planned.program}:")
    new = [counted(planned.messages, "message", "messages") + f" ({planned.own_messages} of them yours)" if planned.messages else "",
           f"in {counted(planned.conversations, 'conversation', 'conversations')}" if planned.messages else ""]  # fmt: skip
    told = " ".join(filter(None, new))
    notes = counted(planned.notes, "noted memory", "noted memories") if planned.notes else ""
    output.tell(f"  new          {', '.join(filter(None, [told, notes])) or 'nothing'}")
    if planned.known_messages or planned.known_notes:
        output.tell(f"  here already {counted(planned.known_messages, 'message', 'messages')}, {counted(planned.known_notes, 'note', 'notes')}")
    if planned.changed_messages:
        say = "says" if planned.changed_messages == 1 else "say"
        output.tell(
            f"  differing    {counted(planned.changed_messages, 'message', 'messages')} of these {say} otherwise in the file: what is here stays"
        )
    for what, count in planned.left_out.items():
        output.tell(f"  left out     {count} {what}")
    output.tell("Recall will find it; nothing in it is taken as an instruction, and what is learnt from it waits for your approval.")


def _tell(planned: Planned, brought: Brought, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        step = brought.changes.journal_id if brought.changes else None
        outcome = {"messages": brought.messages, "proposed": brought.proposed, "accepted": brought.accepted, "step": step}
        output.emit({"program": planned.program, **msgspec.to_builtins(planned), "added": outcome})
        return
    parts = (planned.messages, "message", "messages"), (planned.notes, "note", "notes")
    output.say(f"Imported: {' and '.join(counted(*part) for part in parts if part[0]) or 'nothing new'}.")
    if brought.accepted:
        output.say(f"{counted(brought.accepted, 'memory', 'memories')} accepted.")
    if brought.proposed:
        output.say(f"{counted(brought.proposed, 'memory waits', 'memories wait')} for your approval: alcove review list")
        output.tell("Many at once: alcove review accept --mine, --kind KIND, --about NAME or --all")
    if brought.changes:
        output.tell("Take it all back with: alcove memories undo")
