"""An entry with a time of day and no day: "dentist at 5pm" is today's, unless that hour is over."""

from __future__ import annotations

import re
from datetime import datetime

from engine.learning.diary.events import EVENT, with_article
from engine.learning.diary.owners import OWNED
from engine.learning.diary.pieces import Entry, cut_up, noted_beside
from engine.learning.diary.single import event_of
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.words import join, words
from engine.learning.times import hours

_CLOCK = re.compile(rf"(?<![\w.,:/£$€-]){hours.CLOCK.removesuffix('?')}\s*$", re.IGNORECASE)
_HINT = re.compile(r"\d|\b(?:noon|midday|midnight|at \w+)\b", re.IGNORECASE)


def today(text: str, at: datetime) -> list[Entry]:
    """The entry that a message of one sentence consists of, if any."""
    if not _HINT.search(text):
        return []
    pieces = cut_up(text, at)
    if not pieces or any(t.valid_from or t.valid_to or t.recurrence for piece in pieces for t in piece.times):
        return []
    piece = pieces[0]
    clock = _CLOCK.search(piece.text)
    event = event_of(piece.text[: clock.start()]) if clock else ""
    if clock is None or not event or OWNED.match(event) or len(event.split()) > 6:
        return []
    details, used = noted_beside(pieces, 1, len(event.split()) + 4)
    if used < len(pieces):
        return []
    said = clock.group().strip(" ,")
    when = f"{'' if _over(clock, at) else 'today '}{'' if re.match('at|@|from|around|about|by', said, re.IGNORECASE) else 'at '}{said}"
    event = join(told_words(words(event), "their"))
    kind = EVENT.search(event)
    if kind and kind["coming"] and kind.end() == len(event):
        return [Entry(piece.start, pieces[-1].stop, f"is coming {when}{details}", f"The user's {re.sub('^their ', '', event)}", "happens", event)]
    return [Entry(piece.start, pieces[-1].stop, f"has {with_article(event)} {when}{details}", what=event)]


def _over(clock: re.Match[str], at: datetime) -> bool:
    """Whether the hour has struck; "at 8" without more may be tonight's."""
    said = clock.groupdict()
    hour = hours.time_of_day(said)
    if hour is None or said["noon"]:
        return hour is not None and hour <= (at.hour, at.minute)
    twelve = hour[0] < 12 and not any(said[name] for name in ("half", "part", "part24")) and not re.match(r"\D*0", clock.group())
    return (hour[0] + (12 if twelve else 0), hour[1]) <= (at.hour, at.minute)
