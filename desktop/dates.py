"""Moments as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engine import clock


def day(moment: datetime) -> str:
    """ "Today", "Yesterday", "Monday", "3 March", "3 March 2024"."""
    return day_of(moment.astimezone(clock.now().tzinfo).date())


def day_of(when: date) -> str:
    """The same for a date."""
    today = clock.now().date()
    away = (today - when).days
    if away == 0:
        return "Today"
    if away == 1:
        return "Yesterday"
    if 1 < away < 7:
        return f"{when:%A}"
    return f"{when.day} {when:%B}" if when.year == today.year else f"{when.day} {when:%B} {when.year}"


def moment(when: datetime) -> str:
    """ "Today, 14:05"."""
    return f"{day(when)}, {when.astimezone(clock.now().tzinfo):%H:%M}"


def stored(text: str | None, offset: int = 0) -> str:
    """A stored moment or date ("2026-11-22T08:00:00Z", "2026-11-22", "2026-11", "2026") as people say it."""
    if not text:
        return ""
    try:
        if "T" in text:
            return day(clock.from_utc(text, offset))
        if len(text) == 10:
            return day_of(date.fromisoformat(text))
        if len(text) == 7:
            return f"{date.fromisoformat(text + '-01'):%B %Y}"
    except ValueError:
        pass
    return text


def inside(said: str) -> str:
    """A day or moment as it stands inside a sentence: "today, 14:05", "3 March"."""
    return said[:1].lower() + said[1:] if said.startswith(("Today", "Yesterday")) else said


def dated(text: str | None, precision: str = "day") -> str:
    """A stored date as precisely as it was said: "3 March 2024", "March 2024", "2024"."""
    if text and len(text) >= 10 and precision in ("month", "year"):
        text = text[:7] if precision == "month" else text[:4]
    return stored(text)


def group(when: datetime) -> str:
    """The heading in a list: Today, Yesterday, Last 7 days, Last 30 days, then months."""
    today = clock.now().date()
    then = when.astimezone(clock.now().tzinfo).date()
    if then >= today:
        return "Today"
    if then == today - timedelta(days=1):
        return "Yesterday"
    if then > today - timedelta(days=7):
        return "Last 7 days"
    if then > today - timedelta(days=30):
        return "Last 30 days"
    return f"{then:%B}" if then.year == today.year else f"{then:%B %Y}"
