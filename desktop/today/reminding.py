"""What of a day's page is told by the desktop, and when: the day in the morning, and what has a time a quarter of an hour before."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.i18n import tr, trn
from desktop.today import wording

if TYPE_CHECKING:
    from engine.agenda.records import Agenda, Entry

MORNING, BEFORE = time(8), timedelta(minutes=15)
MOST = 4  # lines of one notification


def due(agenda: Agenda, since: datetime, now: datetime, *, with_text: bool) -> list[tuple[str, str]]:
    """Titles and texts of what is to be told now and was not told up to `since`. Without `with_text` they hold no word of what it is."""
    told = []
    if agenda.today and since < _morning(agenda, now) <= now:
        told.append(_day(agenda, with_text=with_text))
    for entry, begins in _timed(agenda, now):
        if since < begins - BEFORE <= now < begins:
            if with_text:
                told.append((wording.text(entry), f"{begins:%H:%M}"))
            else:
                told.append((tr("Alcove"), tr("Something on today's page begins soon.")))
    return told


def following(agenda: Agenda, now: datetime) -> datetime:
    """When to look again: before the next thing that has a time, else in the morning."""
    tomorrow = _morning(agenda, now) + timedelta(days=1)
    moments = [_morning(agenda, now), tomorrow, *(begins - BEFORE for _, begins in _timed(agenda, now))]
    return min(moment for moment in moments if moment > now)


def _day(agenda: Agenda, *, with_text: bool) -> tuple[str, str]:
    count = len(agenda.today)
    said = trn("One thing is on today's page", "{n} things are on today's page", count)
    if not with_text:
        return tr("Alcove"), f"{said}."
    lines = [" ".join(filter(None, (wording.when(entry, agenda.day), wording.text(entry)))) for entry in agenda.today[:MOST]]
    return said, "\n".join(lines) + ("\n…" if count > MOST else "")


def _morning(agenda: Agenda, now: datetime) -> datetime:
    return datetime.combine(agenda.day, MORNING, now.tzinfo)


def _timed(agenda: Agenda, now: datetime) -> list[tuple[Entry, datetime]]:
    return [(entry, datetime.combine(agenda.day, entry.at, now.tzinfo)) for entry in agenda.today if entry.at is not None]
