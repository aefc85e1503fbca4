"""Which backups stay: the newest of each day and week, a few of the newest, and for a month those made before something large."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock

if TYPE_CHECKING:
    from engine.vault.backups import Backup

DAYS, WEEKS = 7, 4
NEWEST = 3  # whatever their days
#: Made before something that may have to be taken back long after; of each kind so many.
MILESTONES = ("migration", "import", "replaced")
MONTH, OF_EACH = timedelta(days=30), 3


class Keep(msgspec.Struct, frozen=True):
    """How many days and weeks keep their newest backup."""

    days: int = DAYS
    weeks: int = WEEKS


def settings(connection: Any) -> Keep:
    """What the user set ("backup_days", "backup_weeks" in engine/settings.py)."""
    return Keep(_setting(connection, "backup_days", DAYS), _setting(connection, "backup_weeks", WEEKS))


def every(connection: Any) -> float | None:
    """After how many days an automatic backup is due, or None: never ("backup_every")."""
    return {"day": 1.0, "week": 7.0}.get(_setting(connection, "backup_every", "day"))


def _setting(connection: Any, key: str, default: Any) -> Any:
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return default if row is None else msgspec.json.decode(row[0])


def going(backups: Iterable[Backup], keep: Keep, now: datetime) -> list[Backup]:
    """Those that nothing keeps. Days and weeks (ISO) are UTC's; only those count in which a backup was made, so that a computer that
    was off for a year keeps what it had."""
    newest_first = sorted(backups, key=lambda one: (one.at, one.seq), reverse=True)
    kept = {one.path for one in newest_first[:NEWEST]}
    moments = [(clock.from_utc(one.at), one) for one in newest_first]
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (keep.days, lambda at: at.date()),
        (keep.weeks, lambda at: at.isocalendar()[:2]),
    )
    for most, period in periods:
        firsts: dict[object, Backup] = {}
        for at, one in moments:
            firsts.setdefault(period(at), one)
        kept |= {one.path for one in list(firsts.values())[:most]}
    for reason in MILESTONES:
        fresh = [one for at, one in moments if one.reason == reason and now - at < MONTH]
        kept |= {one.path for one in fresh[:OF_EACH]}
    return [one for one in newest_first if one.path not in kept]
