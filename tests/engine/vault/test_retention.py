from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine import clock
from engine.vault.backups import Backup
from engine.vault.retention import MONTH, NEWEST, Keep, going

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def made(number: int, hours: float, reason: str) -> Backup:
    return Backup(Path(str(number)), clock.to_utc(NOW - timedelta(hours=hours)), number, 1, reason)


ages = st.floats(0, 24 * 400)
many = st.lists(st.tuples(ages, st.sampled_from(["daily", "manual", "migration", "import", "replaced"])), max_size=40).map(
    lambda pairs: [made(number, hours, reason) for number, (hours, reason) in enumerate(pairs)]
)


@given(many, st.integers(1, 10), st.integers(0, 10))
def test_the_newest_stay_each_day_and_week_has_its_last_and_nothing_grows_for_ever(found: list[Backup], days: int, weeks: int) -> None:
    keep = Keep(days, weeks)
    gone = going(found, keep, NOW)
    kept = [one for one in found if one not in gone]
    newest = sorted(found, key=lambda one: (one.at, one.seq), reverse=True)
    assert set(newest[:NEWEST]) <= set(kept)
    assert len(kept) <= NEWEST + days + weeks + 9
    assert going(kept, keep, NOW) == [], "what is kept once is kept the next time"
    for period in (lambda one: one.at[:10], lambda one: clock.from_utc(one.at).isocalendar()[:2]):
        most = days if period(made(0, 0, "")) == "2026-11-22" else weeks
        there = list(dict.fromkeys(period(one) for one in newest))
        assert set(there[:most]) <= {period(one) for one in kept}


def test_what_was_made_before_something_large_stays_for_a_month() -> None:
    daily = [made(number, 24 * number, "daily") for number in range(40)]
    special = [made(100 + number, 24 * 20 + number, "migration") for number in range(5)]
    gone = going([*daily, *special], Keep(), NOW)
    assert {one.seq for one in special} - {one.seq for one in gone} == {100, 101, 102}
    assert {one.seq for one in special} <= {one.seq for one in going([*daily, *special], Keep(), NOW + MONTH)}
