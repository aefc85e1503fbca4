"""What the user said about an entry of the page of a day: done, later, never. Ids and dates only; the memory itself is not changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_KEY = "agenda"


class Word(msgspec.Struct, frozen=True, omit_defaults=True):
    """Of one memory: not before `until`, not at all on `done` or before, `never`."""

    until: date | None = None
    done: date | None = None
    never: bool = False

    def hides(self, on: date | None, today: date) -> bool:
        """Whether an entry for day `on` is not shown on the page of `today`."""
        return self.never or (self.until is not None and today < self.until) or (self.done is not None and (on or today) <= self.done)


def read(vault: Vault) -> dict[str, Word]:
    """Memory id -> what was said of it."""
    row = vault.one("SELECT value FROM meta WHERE key = ?", (_KEY,))
    return msgspec.json.decode(row["value"], type=dict[str, Word]) if row is not None else {}


def say(vault: Vault, memory: str, word: Word | None) -> None:
    """Keeps it, or with None forgets what was said; drops what was said of memories that are gone."""
    with vault.change("agenda", "Changed what a day shows", journaled=False) as change:
        words = read(vault)
        words.pop(memory, None)
        if word is not None:
            words[memory] = word
        there = {
            row["id"]
            for row in change.execute(
                "SELECT id FROM memory WHERE id IN (SELECT value FROM json_each(?))", (msgspec.json.encode(list(words)).decode(),)
            )
        }
        value = msgspec.json.encode({key: kept for key, kept in words.items() if key in there})
        change.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (_KEY, value))
        change.kinds.add("agenda")
