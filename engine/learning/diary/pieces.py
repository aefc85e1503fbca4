"""A sentence of a diary cut at its commas, each piece with the times that it names."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from engine.learning.diary.events import EVENT
from engine.learning.grammar.given_names import GIVEN
from engine.learning.grammar.lexicon import RELATIONS
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, NOUNISH, PAST, THIRD, is_past
from engine.learning.grammar.words import join, words
from engine.learning.telling.anchored import COUNTS_FROM
from engine.learning.times import finding as times
from engine.learning.times.moments import Time

MOST_WORDS = 25
_SEPARATOR = re.compile(r"\s*(?:,(?!\d)|;|\.(?=\s)|\s[-–—]\s|(?<!\d):(?!\d)|:(?=\s)|!+)\s*")
_PRONOUN = frozenset("i we he she they you it im ive i'm i've he's she's they're we're it's thats that's who what when where why how".split())
_SCHEDULING = frozenset(
    "cancel move attend schedule rearrange change call ring phone email text remind arrange plan organise organize check confirm do get".split()
)
_ADJECTIVAL = frozenset("booked sorted confirmed moved fixed based united red used tired blood bed shed need wed called named".split())
#: Events by their plural, and what somebody does.
_DOES = frozenset("plays calls visits moves shows runs races tests reviews services streams camps trials matches plans tours walks".split())


class Entry(msgspec.Struct, frozen=True):
    """`told`: all after the subject; `subject` "" for the user or whoever the sentence spoke of last. Places are those of the sentence."""

    start: int
    stop: int
    told: str
    subject: str = ""
    predicate: str = "appointment"
    what: str = ""
    kind: str = ""


class Piece(msgspec.Struct, frozen=True):
    text: str
    start: int
    stop: int
    close: str
    times: tuple[Time, ...]

    @property
    def head(self) -> str:
        """What stands before its first time."""
        return self.text[: self.times[0].start] if self.times else self.text

    @property
    def tail(self) -> str:
        """What stands after its last time."""
        return self.text[self.times[-1].stop :] if self.times else ""


def cut_up(text: str, at: datetime) -> list[Piece]:
    out, start = [], 0
    cuts = [m for m in _SEPARATOR.finditer(text) if text.count("(", 0, m.start()) <= text.count(")", 0, m.start()) and m.start() > 0]
    spanning = times.find(text, at)
    cuts = [m for m in cuts if not any(t.start < m.start() and m.end() < t.stop for t in spanning)]
    for match in [*cuts, None]:
        stop = match.start() if match else len(text)
        inside = tuple(
            msgspec.structs.replace(t, start=t.start - start, stop=t.stop - start) for t in spanning if t.start >= start and t.stop <= stop
        )
        if text[start:stop].strip():
            out.append(Piece(text[start:stop], start, stop, match.group().strip() if match else "", inside))
        start = match.end() if match else stop
    return out


def has_verb(text: str) -> bool:
    said = words(text)
    low = [w.low for w in said]
    for place, word in enumerate(low):
        if place and word in _DOES and (low[place - 1] in RELATIONS or (place > 1 and said[place - 1].text[:1].isupper()) or low[place - 1] in GIVEN):
            return True  # "Anna plays chess", not "the school plays"
        if word in _PRONOUN or word in AUXILIARY:
            return True
        if word in _ADJECTIVAL and (place + 1 >= len(low) or low[place + 1] in ("for", "in", "on", "to", "from", "by", "up")):
            continue
        if EVENT.fullmatch(word) or word in NOUNISH or word in ("left", "contract", "people", "run"):
            continue
        if word in GERUND and place == 0 and not EVENT.match(text.strip()):
            return True
        if word in THIRD or (is_past(word) and word in PAST and word not in BASES):
            return True
        if word in BASES and place == 0 and len(low) > 1 and (word in _SCHEDULING or not EVENT.match(low[1])):  # not "drum lesson"
            return True
    return False


def noted_beside(pieces: list[Piece], place: int, said: int) -> tuple[str, int]:
    """What is noted beside an entry, and how many pieces (the entry's own included) are then used."""
    out, used = "", 1
    while place < len(pieces):
        piece = pieces[place]
        text = piece.text.strip(" .!")
        if any(t.valid_from or t.recurrence for t in piece.times) or has_verb(text) or said + len(text.split()) > MOST_WORDS or len(text.split()) > 9:
            break
        if COUNTS_FROM.search(text) or re.search(r"\b(?:as usual|as always|as ever)$|^(?:it'?s )?for (?:the|my|our) ", text, re.IGNORECASE):
            break
        if re.match(r"(?:wish me|any|please|pls|help|so |ugh|yay|finally|not looking|can't|dreading|lol|sorry|thanks)\b", text, re.IGNORECASE):
            break
        out += ", " + join(told_words(words(text), "their"))
        said += len(text.split())
        used, place = used + 1, place + 1
    return out, used


def said_when(when: str) -> str:
    """ "Tuesdays 7.30" -> "on Tuesdays 7.30"."""
    when = join(told_words(words(when), "their")) if re.search(r"\b(?:my|our|ours|mine|me|us)\b", when, re.IGNORECASE) else when
    return f"on {when}" if re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", when, re.IGNORECASE) else when
