"""The only place where the wall clock is read, so that tests can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, with the local time zone."""
    return (_frozen or datetime.now(UTC)).astimezone()


def parse(text: str) -> datetime:
    """An ISO 8601 moment; one without an offset is local time. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone()


def to_utc(moment: datetime) -> str:
    """The stored form, `2026-11-22T08:00:00Z`: sorts as text. Keep the offset beside it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def offset_minutes(moment: datetime) -> int:
    """Minutes east of UTC of an aware moment."""
    delta = moment.utcoffset()
    return int(delta.total_seconds() // 60) if delta is not None else 0


def from_utc(text: str, offset: int = 0) -> datetime:
    """A stored moment, back in the offset (minutes) at which it was said."""
    from datetime import timedelta, timezone

    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset)))


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stops the clock at `moment` (tests, the demo, replayed chats)."""
    global _frozen
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before
