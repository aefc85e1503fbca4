"""Moments as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.i18n import language, locale, tr
from engine import clock

# Not strftime's: it speaks the system's language wherever Qt has set it, and the window may speak another.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday(when: date, *, short: bool = False) -> str:
    """ "Monday", "Mon"."""
    return _said(when, "ddd" if short else "dddd", DAYS[when.weekday()][: 3 if short else None])


def month(when: date, *, short: bool = False) -> str:
    """ "March", "Mar"."""
    return _said(when, "MMM" if short else "MMMM", MONTHS[when.month - 1][: 3 if short else None])


def day_month(when: date, *, short: bool = False) -> str:
    """ "3 March", "3 Mar"."""
    return tr("{day} {month}", context="day of a month", day=when.day, month=month(when, short=short))


def month_year(when: date) -> str:
    """ "March 2024"."""
    return f"{month(when)} {when.year}"


def full(when: date) -> str:
    """ "3 March 2024"."""
    return f"{day_month(when)} {when.year}"


def _said(when: date, pattern: str, english: str) -> str:
    return english if language() == "en" else str(locale(language()).toString(when, pattern))


def day(moment: datetime) -> str:
    """ "Today", "Yesterday", "Monday", "3 March", "3 March 2024"."""
    return day_of(moment.astimezone(clock.now().tzinfo).date())


def day_of(when: date) -> str:
    """The same for a date."""
    today = clock.now().date()
    away = (today - when).days
    if away == 0:
        return tr("Today")
    if away == 1:
        return tr("Yesterday")
    if 1 < away < 7:
        return weekday(when)
    return day_month(when) if when.year == today.year else full(when)


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
            return month_year(date.fromisoformat(text + "-01"))
    except ValueError:
        pass
    return text


def inside(said: str) -> str:
    """A day or moment as it stands inside a sentence: "today, 14:05", "3 March"."""
    return said[:1].lower() + said[1:] if said.startswith((tr("Today"), tr("Yesterday"))) else said


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
        return tr("Today")
    if then == today - timedelta(days=1):
        return tr("Yesterday")
    if then > today - timedelta(days=7):
        return tr("Last 7 days")
    if then > today - timedelta(days=30):
        return tr("Last 30 days")
    return month(then) if then.year == today.year else month_year(then)
