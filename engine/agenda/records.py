"""What stands on the page of a day."""

from __future__ import annotations

from datetime import date, time
from typing import Literal

import msgspec

Kind = Literal["birthday", "anniversary", "plan", "routine", "todo", "list", "follow-up"]


class Entry(msgspec.Struct, frozen=True):
    """One memory on the page. `on`: its day (a to-do or a list has none), `at`: its time of day; `items`: of a list, those still open;
    `precision`: how exactly the day is known ("day", "month", "year"); `years`: of a birthday, how many it makes."""

    memory: str
    kind: Kind
    text: str
    on: date | None = None
    at: time | None = None
    items: tuple[str, ...] = ()
    precision: str = "day"
    years: int | None = None


class Agenda(msgspec.Struct, frozen=True):
    """A day: what it brings, what comes after it, what is done every day, what is open, and what lately was and may be asked about."""

    day: date
    today: tuple[Entry, ...] = ()
    coming: tuple[Entry, ...] = ()
    daily: tuple[Entry, ...] = ()
    open: tuple[Entry, ...] = ()
    lately: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in the order of the page."""
        return (*self.today, *self.open, *self.coming, *self.daily, *self.lately)
