"""Clock times, dates and measures of an answer in the form that the user asked for."""

from __future__ import annotations

import re
from datetime import date

_TWELVE = re.compile(r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_TWENTY_FOUR = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])(?!\s?[ap]\.?m)", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)}),? (?P<year>\d{{4}})"
    rf"|(?P<month2>{'|'.join(_MONTHS)}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})|(?P<iso>\d{{4}}-\d\d-\d\d))\b"
)
_NUMBER = r"(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)"
#: Pattern of a unit, its name in the other system, factor.
_TO_METRIC: tuple[tuple[str, str, float], ...] = (
    (r"miles per hour|mph", "km/h", 1.609344), (r"miles?", "km", 1.609344), (r"yards?|yds?", "m", 0.9144), (r"feet|foot|ft", "m", 0.3048),
    (r"inch(?:es)?", "cm", 2.54), (r"pounds?|lbs?", "kg", 0.45359237), (r"ounces?|oz", "g", 28.349523), (r"stones?", "kg", 6.35029318),
    (r"gallons?", "litres", 4.54609), (r"pints?", "litres", 0.56826125), (r"acres?", "hectares", 0.40468564),
)  # fmt: skip
_TO_IMPERIAL: tuple[tuple[str, str, float], ...] = (
    (r"km/h|kph", "mph", 0.62137119), (r"kilometres?|kilometers?|kms?", "miles", 0.62137119), (r"metres?|meters?|m", "feet", 3.2808399),
    (r"centimetres?|centimeters?|cm", "inches", 0.39370079), (r"kilogram(?:me)?s?|kilos?|kgs?", "lb", 2.2046226),
    (r"grams?|grammes?|g", "oz", 0.03527396), (r"litres?|liters?", "pints", 1.7597540), (r"hectares?", "acres", 2.4710538),
)  # fmt: skip


def clock_24(text: str) -> str:
    """ "5:40 pm" -> "17:40"."""

    def told(match: re.Match[str]) -> str:
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        stop = "." if match[0].endswith(".") and match.end() == len(text) else ""
        return f"{hour:02d}:{match[2] or '00'}{stop}"

    return _TWELVE.sub(told, text)


def clock_12(text: str) -> str:
    """ "17:40" -> "5:40 pm"."""
    return _TWENTY_FOUR.sub(lambda m: f"{(int(m[1]) + 11) % 12 + 1}:{m[2]} {'pm' if int(m[1]) >= 12 else 'am'}", text)


def date_form(wanted: str) -> str | None:
    """The strftime form of "day.month.year", "DD/MM/YYYY", "ISO", "2025-02-03", "month/day/year"; None for what can't be read."""
    low = wanted.lower().strip()
    if re.search(r"\biso\b|y{2,4}-m{1,2}-d{1,2}|year-month-day|\d{4}-\d\d-\d\d", low):
        return "%Y-%m-%d"
    match = re.search(r"(?P<one>d+|day|m+|month)(?P<mark>[./ -])(?P<two>d+|day|m+|month)(?P=mark)(?:y+|year)", low)
    if match is None or match["one"][0] == match["two"][0]:
        return None
    parts = {"d": "%d", "m": "%m"}
    return match["mark"].join((parts[match["one"][0]], parts[match["two"][0]], "%Y"))


def dates(text: str, form: str) -> str:
    """Full dates written in a strftime form."""

    def told(match: re.Match[str]) -> str:
        try:
            if match["iso"]:
                found = date.fromisoformat(match["iso"])
            else:
                month = _MONTHS.index(match["month"] or match["month2"]) + 1
                found = date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
        except ValueError:
            return match[0]
        return found.strftime(form)

    return _DATE.sub(told, text)


def metric(text: str) -> str:
    """ "5 miles" -> "8 km (5 miles)"."""
    return _fahrenheit(_converted(text, _TO_METRIC))


def imperial(text: str) -> str:
    """ "8 km" -> "5 miles (8 km)"."""
    return _celsius(_converted(text, _TO_IMPERIAL))


def _fahrenheit(text: str) -> str:
    pattern = re.compile(rf"(?<![\w.(]){_NUMBER}\s?(?:°\s?F|degrees Fahrenheit|Fahrenheit)\b", re.IGNORECASE)
    return pattern.sub(lambda m: f"{round((_plain(m['n']) - 32) / 1.8)} °C ({m[0]})", text)


def _celsius(text: str) -> str:
    pattern = re.compile(rf"(?<![\w.(]){_NUMBER}\s?(?:°\s?C|degrees Celsius|Celsius|degrees)\b", re.IGNORECASE)
    return pattern.sub(lambda m: f"{round(_plain(m['n']) * 1.8 + 32)} °F ({m[0]})", text)


def temperature(text: str, scale: str) -> str:
    """Temperatures in "celsius" or "fahrenheit"."""
    return _fahrenheit(text) if scale == "celsius" else _celsius(text)


def _converted(text: str, table: tuple[tuple[str, str, float], ...]) -> str:
    units = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _, _) in enumerate(table))
    pattern = re.compile(rf"(?<![\w.£$€(]){_NUMBER}[\s-]?(?:{units})\b(?!\s*(?:\(|sterling|coins?|notes?))", re.IGNORECASE)

    def told(match: re.Match[str]) -> str:
        n = next(n for n in range(len(table)) if match[f"u{n}"])
        return f"{_rounded(_plain(match['n']) * table[n][2])} {table[n][1]} ({match[0]})"

    return pattern.sub(told, text)


def _plain(number: str) -> float:
    return float(number.replace(",", ""))


def _rounded(value: float) -> str:
    """Two or three figures: as exact as what people say."""
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}".removesuffix(".0")
