"""The page of a day: birthdays, plans, routines, lists and what lately was, found among the memories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from engine import clock
from engine.agenda import put_off
from engine.agenda.put_off import Word
from engine.agenda.records import Agenda, Entry, Kind
from engine.agenda.recurrence import anniversary, daily, next_on
from engine.errors import BadInput

if TYPE_CHECKING:
    from engine.memory.facts import Memories
    from engine.vault.vault import Vault

#: Days ahead that are shown, and for what a present may have to be bought.
AHEAD, BIRTHDAYS_AHEAD = 14, 30
#: Days back in which "how did it go?" is no surprise, and in which something without a date is still likely to be open.
LATELY, OPEN = 5, 60
_MOST = 500  # rows that are looked at of each sort

_COLUMNS = "id, text, category, predicate, subject, object, valid_from, precision, recurrence, mentioned_at, utc_offset"
_LIVE = "status = 'active' AND kind IN ('semantic', 'episodic')"


class Days:
    """Reads and marks the pages. Nothing here is stored twice: the entries are memories."""

    def __init__(self, vault: Vault, memories: Memories) -> None:
        self._vault, self._memories = vault, memories

    def agenda(self, day: date | None = None, ahead: int = AHEAD) -> Agenda:
        """The page of `day` (today), and `ahead` days more."""
        day = day or clock.now().date()
        words = put_off.read(self._vault)
        found = [entry for entry in _once(self._entries(day, ahead)) if not words.get(entry.memory, Word()).hides(entry.on, day)]
        dated = sorted((entry for entry in found if entry.on is not None), key=lambda entry: (entry.on, entry.at or time(), entry.text))
        return Agenda(
            day,
            today=tuple(entry for entry in dated if entry.on == day and entry.kind != "follow-up"),
            coming=tuple(entry for entry in dated if entry.on is not None and entry.on > day),
            daily=tuple(entry for entry in found if entry.on is None and entry.kind == "routine"),
            open=tuple(entry for entry in found if entry.kind in ("todo", "list")),
            lately=tuple(reversed([entry for entry in dated if entry.kind == "follow-up"])),
        )

    def done(self, memory: str, on: date | None = None) -> None:
        """What has a day is not shown for it any more; what has none is set aside (journaled, so that it can be undone)."""
        entry = self._find(memory)
        if entry is not None and entry.on is None and entry.kind in ("todo", "list"):
            self._memories.archive(memory)
        else:
            put_off.say(self._vault, memory, Word(done=on or (entry.on if entry is not None else None) or clock.now().date()))

    def tick(self, memory: str, item: str) -> None:
        """Takes one item off a list; with the last one the list is done. Journaled. Raises BadInput for an item that is not on it."""
        found = self._memories.get(memory)
        left = [one for one in items(found.object or "") if one != item]
        if len(left) == len(items(found.object or "")):
            raise BadInput("That is not on the list any more.", "Look at the list again.")
        if not left:
            self._memories.archive(memory)
            return
        told = ", ".join(left)
        self._memories.edit(memory, text=found.text.replace(str(found.object), told), object=told)

    def later(self, memory: str, until: date) -> None:
        """Not shown before `until`."""
        put_off.say(self._vault, memory, Word(until=until))

    def never(self, memory: str) -> None:
        """Not shown on these pages; the memory stays."""
        put_off.say(self._vault, memory, Word(never=True))

    def again(self, memory: str) -> None:
        """Takes `done`, `later` or `never` back."""
        put_off.say(self._vault, memory, None)

    def _find(self, memory: str) -> Entry | None:
        return next((entry for entry in self._entries(clock.now().date(), 366) if entry.memory == memory), None)

    def _entries(self, day: date, ahead: int) -> Iterator[Entry]:
        last = day + timedelta(days=ahead)
        first, until = (day - timedelta(days=LATELY)).isoformat(), (last + timedelta(days=1)).isoformat()
        for row in self._rows("valid_from >= ? AND valid_from < ? AND recurrence IS NULL", (first, until)):
            yield from _planned(row, day)
        for row in self._rows("recurrence IS NOT NULL", ()):
            yield from _recurring(row, day, last)
        for row in self._rows("predicate = 'born' AND precision IN ('day', 'minute') AND valid_from IS NOT NULL", ()):
            yield from _birthday(row, day, max(last, day + timedelta(days=BIRTHDAYS_AHEAD)))
        since = clock.to_utc(datetime.combine(day, time()).astimezone() - timedelta(days=OPEN))
        for row in self._rows("valid_from IS NULL AND recurrence IS NULL AND category IN ('lists', 'plans') AND mentioned_at >= ?", (since,)):
            listed = row["category"] == "lists" and row["object"]
            yield Entry(row["id"], "list" if listed else "todo", row["text"], items=items(row["object"]) if listed else ())

    def _rows(self, condition: str, parameters: tuple[Any, ...]) -> list[Any]:
        sql = f"SELECT {_COLUMNS} FROM memory WHERE {_LIVE} AND {condition} ORDER BY pinned DESC, mentioned_at DESC LIMIT {_MOST}"
        return self._vault.query(sql, parameters)


def items(listed: str) -> tuple[str, ...]:
    """The items of a list: "milk, eggs and coffee"."""
    parts = re.split(r"\s*(?:[,;\n]\s*(?:and\s)?|\sand\s)\s*", listed.strip(" ."))
    return tuple(dict.fromkeys(part for part in parts if part))


def _planned(row: Any, day: date) -> Iterator[Entry]:
    """What has a date. Of what lies behind, or is today, only what lay ahead when it was told: "I moved on Monday" is no plan."""
    on, at = _moment(row["valid_from"])
    if on is None or (on <= day and row["category"] != "plans" and not _ahead(row, on, at)):
        return
    exact = row["precision"] not in ("month", "year", "season")
    if on < day and not exact:
        return
    yield Entry(row["id"], "plan" if on >= day else "follow-up", row["text"], on, at, precision=row["precision"])


def _ahead(row: Any, on: date, at: time | None) -> bool:
    """Whether it was still to come when it was told: "having tea with Ana today at 11pm", said at noon."""
    told = clock.from_utc(row["mentioned_at"], row["utc_offset"])
    return on > told.date() or (on == told.date() and at is not None and at > told.time())


def _recurring(row: Any, day: date, last: date) -> Iterator[Entry]:
    if daily(row["recurrence"]):
        yield Entry(row["id"], "routine", row["text"])
        return
    anchor = clock.from_utc(row["mentioned_at"], row["utc_offset"]).date()
    on = next_on(row["recurrence"], anchor, day)
    kind: Kind = "birthday" if row["predicate"] == "birthday" else "anniversary" if row["recurrence"].startswith("yearly") else "routine"
    if on is not None and on <= (max(last, day + timedelta(days=BIRTHDAYS_AHEAD)) if kind != "routine" else last):
        yield Entry(row["id"], kind, row["text"], on)


def _birthday(row: Any, day: date, last: date) -> Iterator[Entry]:
    born, _ = _moment(row["valid_from"])
    if born is not None and born < day:
        on = anniversary(born, day)
        if on <= last:
            yield Entry(row["id"], "birthday", row["text"], on, years=on.year - born.year)


def _moment(stored: str) -> tuple[date | None, time | None]:
    """ "2026-11-24T10:00+00:00" as a local day and time; a date has no time."""
    try:
        if "T" in stored:
            at = clock.parse(stored.replace("Z", "+00:00"))
            return at.date(), at.time().replace(tzinfo=None)
        return date.fromisoformat(f"{stored}-01-01"[:10] if len(stored) == 4 else f"{stored}-01"[:10] if len(stored) == 7 else stored[:10]), None
    except ValueError:
        return None, None


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """A trip that was told in two ways, and a birthday known by its year too, stand there once."""
    kept: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        words = frozenset(re.findall(r"\w{4,}", entry.text.casefold()))
        same = next((key for key, other in kept.items() if _same(entry, other, words)), None)
        if same is None:
            kept[(entry.memory, entry.on)] = entry
    return list(kept.values())


def _same(entry: Entry, other: Entry, words: frozenset[str]) -> bool:
    if entry.memory == other.memory and entry.on == other.on:
        return True
    if entry.on is None or entry.on != other.on or entry.at != other.at:
        return False
    others = frozenset(re.findall(r"\w{4,}", other.text.casefold()))
    return len(words & others) >= 0.8 * min(len(words), len(others))
