"""What code can work out from memories better than a small model: how many, how long, the latest, the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from engine.answering.kinds import HOLDS
from engine.answering.question import Question

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_NAMES})\.?,? (?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_NAMES})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})\b|\b(?P<month3>{_NAMES}) (?P<year3>\d{{4}})\b"
    r"|\b(?P<year4>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


class Computed(msgspec.Struct, frozen=True):
    """An answer that code worked out, and the indices (into the chosen memories) that it stands on."""

    text: str
    used: tuple[int, ...]


def date_in(text: str) -> tuple[date, str] | None:
    """The first date of a sentence, with how precise it is: "day", "month" or "year"."""
    match = _DATE.search(text)
    if match is None:
        return None
    part = match.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"]), "day"
        for day, month, year in (("day", "month", "year"), ("day2", "month2", "year2")):
            if part[day]:
                return date(int(part[year]), _MONTHS[part[month].lower()], int(part[day])), "day"
        if part["month3"]:
            return date(int(part["year3"]), _MONTHS[part["month3"].lower()], 1), "month"
        return date(int(part["year4"]), 1, 1), "year"
    except ValueError:
        return None


def span(since: date, until: date, precision: str = "day") -> str:
    """The time between two dates in words: "2 years and 3 months". A date known to the year gives whole years."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    years, rest = divmod(months, 12)
    if precision == "year":
        return f"about {_many(until.year - since.year, 'year')}"
    if months == 0:
        days = (until - since).days
        return _many(days // 7, "week") if days >= 14 else _many(days, "day")
    return " and ".join(part for part in (_many(years, "year") if years else "", _many(rest, "month") if rest else "") if part)


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def compute(question: Question, texts: Sequence[str], dates: Sequence[str], now: date) -> Computed | None:
    """Works out the answer to `question` from the chosen memories; None when there is nothing to work out."""
    known = [(index, found) for index, text in enumerate(texts) if (found := date_in(text) or date_in(dates[index] or ""))]
    low = question.text.lower()
    if question.duration and re.search(r"how long (?:ago|have|has|since)|since when", low) and known:
        index, (since, precision) = known[0]
        return Computed(span(since, now, precision), (index,)) if since <= now else None
    if question.wants == "age" and known and re.search(r"\bborn\b", texts[known[0][0]]) and len({n for n, _ in known}) == len(known):
        index, (born, precision) = known[0]
        years = now.year - born.year - ((now.month, now.day) < (born.month, born.day) if precision == "day" else 0)
        return Computed(f"{'about ' if precision != 'day' else ''}{_many(years, 'year')} old", (index,)) if index == 0 and years >= 0 else None
    if re.search(r"\bhow much (?:more|is (?:still )?(?:missing|left))\b", low) and (short := _short_of(texts)) is not None:
        return short
    if question.counts and len(texts) > 1:
        spans = [found for index, found in known]
        inside = (
            [index for index in range(len(texts)) if _inside(low, next((f[0] for i, f in known if i == index), None), now)]
            if spans
            else list(range(len(texts)))
        )
        if len(inside) > 1 and not any(HOLDS["number"].search(_without_dates(text)) for text in texts):
            return Computed(f"{len(inside)} times", tuple(inside)) if "times" in low else Computed(str(len(inside)), tuple(inside))
    if len(known) > 1:
        if question.latest and question.wants == "time":
            past = [k for k in known if k[1][0] <= now] or known
            return Computed("", (max(past, key=lambda k: k[1][0])[0],))
        if re.search(r"\b(?:next|first|earliest|soonest)\b", low):
            ahead = [k for k in known if k[1][0] >= now]
            return Computed("", (min(ahead, key=lambda k: k[1][0])[0],)) if ahead else None
    return None


_COSTS = re.compile(
    r"\b(?:costs?|price(?: of \w+)? is|priced at|worth)\b[^.;]*?(?P<sign>[£$€¥]?) ?(?P<n>\d[\d,]*(?:\.\d+)?) ?(?P<unit>[£$€¥]|[a-z]*)",
    re.IGNORECASE,
)
_SAVED = re.compile(r"\b(?:saved|put aside|set aside|raised|paid)\b[^.;]*?(?P<sign>[£$€¥]?) ?(?P<n>\d[\d,]*(?:\.\d+)?)", re.IGNORECASE)
_MONEY = frozenset("£ $ € ¥ euros euro pounds pound dollars dollar francs quid kronor kroner".split())


def _short_of(texts: Sequence[str]) -> Computed | None:
    """What is still missing from a price, from what it costs and what was saved."""
    costs = [(n, match) for n, text in enumerate(texts) if (match := _COSTS.search(text))]
    saved = [(n, match) for n, text in enumerate(texts) if (match := _SAVED.search(text))]
    if not costs or not saved:
        return None
    (one, price), (other, put) = costs[0], saved[0]
    missing = float(price["n"].replace(",", "")) - float(put["n"].replace(",", ""))
    unit = price["unit"] if price["unit"] in _MONEY else ""
    told = f"{price['sign']}{missing:g}{' ' if unit.isalpha() else ''}{unit} more"
    return Computed(told, tuple(dict.fromkeys((one, other)))) if missing > 0 else None


def _without_dates(text: str) -> str:
    return _DATE.sub(" ", re.sub(r"\b\d{1,2} (?:" + _NAMES + r")\b", " ", text, flags=re.IGNORECASE))


def _inside(low: str, when: date | None, now: date) -> bool:
    """Whether a date lies in the period that the question names."""
    if when is None:
        return True
    if "this month" in low:
        return (when.year, when.month) == (now.year, now.month)
    if "last month" in low:
        return when.year * 12 + when.month == now.year * 12 + now.month - 1
    if "this week" in low:
        return when.isocalendar()[:2] == now.isocalendar()[:2]
    if "this year" in low:
        return when.year == now.year
    if "last year" in low:
        return when.year == now.year - 1
    return True
