"""`alcove today …`: what the day brings, found in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.agenda.records import Agenda, Entry

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The memory's id, or its beginning (8 characters or more).", show_default=False)]
TITLES = {"today": "Today", "open": "Open", "coming": "Coming up", "daily": "Every day", "lately": "How did it go?"}


def today(
    context: typer.Context,
    ahead: Annotated[int, typer.Option("--days", min=0, max=366, help="Days ahead.")] = 14,
    as_json: Json = False,
) -> None:
    """What today brings, what comes next, and what is still open."""
    if context.invoked_subcommand is not None:
        return
    with opening.session(chat=False, embedder=False) as live:
        agenda = live.days.agenda(ahead=ahead)
    if as_json:
        output.emit({"day": agenda.day.isoformat(), **{part: [as_dict(entry) for entry in getattr(agenda, part)] for part in TITLES}})
        return
    parts = [(title, getattr(agenda, part)) for part, title in TITLES.items() if getattr(agenda, part)]
    for nth, (title, entries) in enumerate(parts):
        output.say(("\n" if nth else "") + title)
        output.table([(entry.memory[:13], _when(entry, agenda), _told(entry)) for entry in entries])
    if not parts:
        output.say("Nothing today. Plans, birthdays, routines and lists that you tell Alcove of appear here.")


def done(id: Id, item: Annotated[str, typer.Argument(help="Of a list: the item to tick off.", show_default=False)] = "") -> None:
    """Mark something as done, or tick one item off a list."""
    with opening.session(chat=False, embedder=False) as live:
        memory = live.memories.get(id).id
        if item:
            live.days.tick(memory, item)
        else:
            live.days.done(memory)
    output.say(f"Ticked off: {item}." if item else "Done.")


def later(id: Id, days: Annotated[int, typer.Option("--days", min=1, max=3650, help="For how many days.")] = 1) -> None:
    """Do not show something for some days."""
    from engine import clock

    until = clock.now().date() + timedelta(days=days)
    with opening.session(chat=False, embedder=False) as live:
        live.days.later(live.memories.get(id).id, until)
    output.say(f"Not shown before {_named(until)}.")


def never(id: Id) -> None:
    """Never show something here; the memory stays."""
    with opening.session(chat=False, embedder=False) as live:
        live.days.never(live.memories.get(id).id)
    output.say(f"Not shown any more. To take it back: alcove today again {id}")


def again(id: Id) -> None:
    """Take back done, later or never."""
    with opening.session(chat=False, embedder=False) as live:
        live.days.again(live.memories.get(id).id)
    output.say("Shown again.")


def as_dict(entry: Entry) -> dict[str, Any]:
    """An entry for programs."""
    return {
        "memory": entry.memory, "kind": entry.kind, "text": entry.text, "on": entry.on.isoformat() if entry.on else None,
        "at": f"{entry.at:%H:%M}" if entry.at else None, "items": list(entry.items), "precision": entry.precision, "years": entry.years,
    }  # fmt: skip


def _when(entry: Entry, agenda: Agenda) -> str:
    if entry.on is None:
        return ""
    away = (entry.on - agenda.day).days
    day = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away) or _named(entry.on)
    return f"{day}, {entry.at:%H:%M}" if entry.at else day


def _named(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B}"


def _told(entry: Entry) -> str:
    from desktop.wording import told

    return told(entry.text) + (f" ({entry.years} years)" if entry.years else "")
