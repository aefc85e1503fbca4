"""Replaying chats from elsewhere: JSON lines in, messages with their own times out. The same line twice changes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from engine import clock
from engine.errors import AlcoveError, BadInput, Cancelled
from engine.ids import new_id
from engine.memory import titles, tree, windows
from engine.memory.cleaning import clean
from engine.memory.questions import only_asks
from engine.memory.records import Message

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.vault import Vault

BATCH = 200
_UNFINISHED = "ingest_unfinished"  # in `meta`: rows of the batch that is stored, but not handed to `on_batch` to the end
_HINT = 'Each line is one JSON object: {"conversation", "id", "role": "user|assistant|other", "speaker", "time", "text"}.'


class IngestLine(msgspec.Struct, frozen=True):
    """One message of a chat. `conversation` and `id` are the other program's; `time` is ISO 8601, local time if it has no offset."""

    conversation: str
    id: str
    role: Literal["user", "assistant", "other"]
    time: str
    text: str
    speaker: str = ""
    number: int = 0  # of the line in its file, for messages


class IngestReport(msgspec.Struct, frozen=True):
    """What an ingest did. `differing`: lines whose id was known with another text; the first stays."""

    added: int
    known: int
    differing: int
    conversations: int


def parse(stream: Iterable[bytes | str]) -> Iterator[IngestLine]:
    """The lines of a file (opened in binary mode, best). Raises BadInput naming the number of the first bad line."""
    for number, raw in enumerate(stream, 1):
        line = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
        line = line.lstrip("\ufeff").strip()
        if not line:
            continue
        try:
            # msgspec refuses lone surrogates, json lets them through to `clean`.
            found = msgspec.convert(json.loads(line), IngestLine)
        except (ValueError, RecursionError, msgspec.ValidationError) as error:
            raise BadInput(f"Line {number} can't be read: {_reason(error)}.", _HINT) from None
        line_read = msgspec.structs.replace(found, number=number)
        moment(line_read)
        yield line_read


def moment(line: IngestLine) -> datetime:
    """When it was said. Raises BadInput naming the line."""
    try:
        found = datetime.fromisoformat(line.time.strip())
        found = found if found.tzinfo is not None else found.astimezone()
        clock.to_utc(found)
    except (ValueError, OverflowError, OSError):
        hint = "Times look like 2026-11-22T08:00:00 or 2026-11-22T08:00:00+01:00."
        raise BadInput(f"Line {line.number} has a time that can't be read.", hint) from None
    if found.year < 1000:
        raise BadInput(f"Line {line.number} has a time before the year 1000.", "Check the time of that line.")
    return found


def ingest(
    vault: Vault, lines: Iterable[IngestLine], progress: Callable[[int], None] | None = None, cancel: threading.Event | None = None,
    on_batch: Callable[[list[Message]], None] | None = None,
) -> IngestReport:  # fmt: skip
    """Stores lines in batches, one transaction each; what a finished batch holds survives anything, and a rerun completes the rest.

    `progress` gets the number of lines handled so far. `on_batch` gets the new messages of each batch after their commit (to learn
    from them); a batch whose `on_batch` was cut off by a crash is handed to the next ingest's. Raises Cancelled between batches,
    BadInput at a bad line (what came before it is stored).
    """
    if on_batch is not None:
        _follow_up(vault, on_batch)
    totals = [0, 0, 0]
    seen: set[str] = set()
    source, done = iter(lines), 0
    while True:
        if cancel is not None and cancel.is_set():
            raise Cancelled(f"Stopped after {done} lines.", "They are stored. Run the same ingest again to go on.")
        batch, failure = _take(source)
        if batch:
            _store(vault, batch, totals, on_batch)
            seen.update(line.conversation for line in batch)
            done += len(batch)
            if progress is not None:
                progress(done)
        if failure is not None:
            raise _stopped(failure, done)
        if len(batch) < BATCH:
            return IngestReport(totals[0], totals[1], totals[2], len(seen))


def _stopped(failure: AlcoveError, done: int) -> AlcoveError:
    """A bad line, with what became of those before it and how to go on."""
    taken = "No line was taken in" if done == 0 else "The line before it was taken in" if done == 1 else f"The {done} lines before it were taken in"
    again = "Mend or remove that line, then run the same ingest again: what is stored is not taken twice."
    return BadInput(f"{failure.message} {taken}.", f"{failure.hint} {again}".strip())


def _take(source: Iterator[IngestLine]) -> tuple[list[IngestLine], AlcoveError | None]:
    batch: list[IngestLine] = []
    try:
        for line in source:
            batch.append(line)
            if len(batch) == BATCH:
                break
    except AlcoveError as error:
        return batch, error
    return batch, None


class _Place:
    """Where the next message of a conversation goes."""

    def __init__(self, change: Change, external_id: str, at: str) -> None:
        from engine.memory.episodes import insert_conversation

        found = change.execute("SELECT row, leaf FROM conversation WHERE external_id = ?", (external_id,)).fetchone()
        self.row = int(found["row"]) if found else insert_conversation(change, "", external_id, at)
        self.leaf: int | None = found["leaf"] if found else None
        self.depth = int(tree.node(change, self.leaf)["depth"]) if self.leaf is not None else -1


def _store(vault: Vault, batch: list[IngestLine], totals: list[int], on_batch: Callable[[list[Message]], None] | None) -> None:
    new: list[int] = []
    with vault.change("ingest", "Ingested messages", actor="import", journaled=False) as change:
        places: dict[str, _Place] = {}
        for line in batch:
            if line.conversation not in places:
                places[line.conversation] = _Place(change, clean(line.conversation), clock.to_utc(moment(line)))
        ends = [place.leaf for place in places.values() if place.leaf is not None]
        with windows.rewriting(change, ends) as touched:
            for line in batch:
                row = _add(change, line, places[line.conversation], touched, totals)
                if row is not None:
                    new.append(row)
        for place in places.values():
            titles.refresh(change, place.row)
        if on_batch is not None and new:
            change.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UNFINISHED, msgspec.json.encode(new)))
    if on_batch is not None and new:
        _follow_up(vault, on_batch)


def _add(change: Change, line: IngestLine, place: _Place, touched: set[int], totals: list[int]) -> int | None:
    text, external, at = clean(line.text), clean(line.id), moment(line)
    twin = change.execute("SELECT text FROM message WHERE conversation = ? AND external_id = ?", (place.row, external)).fetchone()
    if twin is not None:
        totals[1] += 1
        totals[2] += twin["text"] != text
        return None
    values = (
        new_id(), place.row, place.leaf, external, line.role, clean(line.speaker), text, clock.to_utc(at), clock.offset_minutes(at),
        clock.to_utc(change.at), "ingested", int(line.role == "user" and only_asks(text)), place.depth + 1, "complete", None,
    )  # fmt: skip
    place.leaf = tree.add(change, values, place.row, place.leaf, touched)
    place.depth += 1
    totals[0] += 1
    return place.leaf


def _follow_up(vault: Vault, on_batch: Callable[[list[Message]], None]) -> None:
    """Hands over the messages that the note in the vault names, then takes the note away."""
    note = vault.one("SELECT value FROM meta WHERE key = ?", (_UNFINISHED,))
    if note is None:
        return
    rows = vault.query("SELECT * FROM message WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row", (bytes(note["value"]).decode(),))
    on_batch([Message.from_row(row) for row in rows])
    with vault.change("ingest", "Ingested messages", actor="import", journaled=False) as change:
        change.execute("DELETE FROM meta WHERE key = ?", (_UNFINISHED,))


def _reason(error: BaseException) -> str:
    """A short reason without the line's own text."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    if isinstance(error, msgspec.ValidationError):
        return str(error)
    return "it is nested too deeply or holds a number too large"
