"""`alcove learn`: what would be learnt from messages. A dry run: no vault is opened, nothing is stored."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import output
from desktop.cli.recall import json_lines

if TYPE_CHECKING:
    from engine.learning.records import Learned
    from models.client import ChatModel

_SHOWN = tuple("kind text category subject predicate object importance confidence valid_to precision recurrence start stop extractor".split())


def learn(
    file: Annotated[str, typer.Argument(help="JSON lines {id, text, time}; - is standard input.")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each message.")] = False,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Without the small model's second look.")] = False,
) -> None:
    """Show what would be learnt from messages, without storing anything."""
    with _reader(wanted=not rules_only) as reader:
        _learn(file, as_json, reader)


def _learn(file: str, as_json: bool, reader: ChatModel | None) -> None:
    from engine import clock
    from engine.errors import BadInput
    from engine.learning import extract
    from engine.learning.gating import worth
    from engine.memory.cleaning import clean

    for number, row in json_lines(file):
        if not isinstance(row.get("text"), str):
            raise BadInput(f"Line {number} has no text.", 'Each line is one JSON object: {"id": …, "text": …, "time": …}.')
        try:
            at = clock.parse(str(row["time"]).strip()) if row.get("time") else clock.now()
        except (ValueError, OverflowError, OSError):
            raise BadInput(f"Line {number} has a time that can't be read.", "Times look like 2026-11-22T08:00:00.") from None
        started = time.perf_counter()
        learned = extract.learn(clean(row["text"]), at=at, speaker=str(row.get("speaker") or "user"), previous=str(row.get("previous") or ""))
        learned = worth.sifted(learned, clean(row["text"]), reader, str(row.get("before") or ""))
        taken = (time.perf_counter() - started) * 1000
        if as_json:
            output.emit({"id": row.get("id"), **_as_dict(learned), "ms": round(taken, 2)})
        else:
            _print(learned)


@contextmanager
def _reader(*, wanted: bool) -> Iterator[ChatModel | None]:
    """The chat model in use, where it has an adapter for this."""
    from models import install
    from models.adapters import LEARNING
    from models.client import ChatModel

    entry = install.chosen("chat") if wanted else None
    chat = ChatModel(entry) if entry is not None and entry.small else None
    try:
        yield chat if chat is not None and chat.trained_for(LEARNING) else None
    finally:
        if chat is not None:
            chat.close()


def _as_dict(learned: Learned) -> dict[str, Any]:
    return {
        "memories": [{**{name: getattr(found, name) for name in _SHOWN}, "event_date": found.valid_from} for found in learned.candidates],
        "rejected": [{"text": found.text, "reason": found.reason} for found in learned.rejected],
        "command": {"action": learned.command.action, "text": learned.command.text} if learned.command is not None else None,
    }


def _print(learned: Learned) -> None:
    for found in learned.candidates:
        output.say(f"{found.kind:<10}  {found.text}{f'  ({found.valid_from})' if found.valid_from else ''}")
    for rejected in learned.rejected:
        output.aside(f"not kept ({rejected.reason}): {rejected.text}")
