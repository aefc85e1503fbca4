"""How the entries of a day are said."""

from __future__ import annotations

import re
from datetime import date, timedelta

from desktop import dates
from desktop.i18n import tr
from desktop.wording import told
from engine.agenda.records import Entry

ICONS = {
    "birthday": "spark", "anniversary": "spark", "plan": "event", "routine": "refresh", "todo": "target", "list": "list", "follow-up": "history",
}  # fmt: skip
#: The day stands at the end of the line, and a list's items below it.
_DATE = re.compile(r",? (?:is )?on (?:\w+day,? )?\d{1,2} [A-Z]\w+(?: \d{4})?(?: at [\d:.]+ ?(?:[ap]m)?)?\.?$")


def text(entry: Entry) -> str:
    """ "You have a dentist appointment"; of a birth "Your birthday: you turn 41"."""
    if entry.kind == "birthday" and entry.years is not None:
        if entry.text.startswith("The user was born"):
            return tr("Your birthday: you turn {years}", years=entry.years)
        who = told(entry.text.partition(" was born")[0]).strip(" .")
        return tr("{who} turns {years}", who=who, years=entry.years)
    said = told(entry.text)
    if entry.kind == "list":
        return said.partition(":")[0]
    return (_DATE.sub("", said) if entry.on is not None else said).removesuffix(".")


def when(entry: Entry, today: date) -> str:
    """ "10:00", "Tomorrow, 10:00", "Thursday", "3 December", "in December"."""
    if entry.on is None:
        return ""
    if entry.precision in ("month", "year", "season"):
        return tr("in {month}", month=dates.month(entry.on)) if entry.precision == "month" else tr("in {year}", year=entry.on.year)
    time = f"{entry.at:%H:%M}" if entry.at else ""
    if entry.on == today:
        return time
    return ", ".join(filter(None, (day(entry.on, today), time)))


def day(on: date, today: date) -> str:
    """ "Yesterday", "Tomorrow", "Thursday", "3 December", "3 January 2027"."""
    away = (on - today).days
    if away in (-1, 0, 1):
        return (tr("Yesterday"), tr("Today"), tr("Tomorrow"))[away + 1]
    if 1 < away < 7:
        return dates.weekday(on)
    return dates.day_month(on) if on.year == today.year else dates.full(on)


def later(today: date) -> tuple[tuple[str, date], ...]:
    """For when something can be put off."""
    monday = today + timedelta(days=7 - today.weekday())
    return (
        (tr("Tomorrow"), today + timedelta(days=1)), (tr("In three days"), today + timedelta(days=3)), (tr("Next week ({monday})",
        monday=dates.weekday(monday)), monday),
        (tr("In a month"), today + timedelta(days=30)),
    )  # fmt: skip
