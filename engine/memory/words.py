"""Words as the search tables and the search for spans see them: folded, stemmed, without those that tell nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Numbers of several parts ("1,450", "3.5", "7:30"), of which none means anything alone.
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,:'’\u00a0\u202f]\d+)+(?!\w)")
_THOUSANDS = re.compile(r"(\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+)(?:\.(?:00?|(\d+)))?")
#: Scripts written without spaces, as in the triggers of the search tables.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LONGEST = 64  # characters of a word that count

_STOP = """
    a about above after again all also am an and any are aren't as at be because been before being below between both but by can can't could
    couldn't did didn't do does doesn't doing don't done down during each even ever every few for from further get gets getting go goes going got had
    hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself hi hello him himself his how how's i i'd i'll i'm i've if im
    in into is isn't it it'd it'll it's its itself ive just let let's like made make makes me might mine more most much must mustn't my myself no nor
    not now of off oh ok okay on once one only or other ought our ours ourselves out over own please really same say says said shall shan't she she'd
    she'll she's should shouldn't so some such than thank thanks that that's the their theirs them themselves then there there's these they they'd
    they'll they're they've thing things this those through to too under until up us user user's very was wasn't we we'd we'll we're we've well were
    weren't what what's whats when when's where where's which while who who's whom whose why will with won't would wouldn't yeah yes yet you you'd
    you'll you're you've your yours yourself yourselves
    ask asked call called forget forgot forgotten know knew known mention mentioned note noted recall remember remembered remind tell told
    delete erase everything anything something nothing memory memories want wants wanted need needs
"""
STOP = frozenset(_STOP.split())


def fold(text: str) -> str:
    """Case, width, accents and typographic quotes taken away: `Ångström’s` -> `angstrom's`."""
    if text.isascii():
        return text.lower()
    # Taken apart before as well: "𝓐" has no small letter, the "A" that it stands for has.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("’", "'")
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f"))


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as they stand, with their places."""
    for match in _WORD.finditer(text):
        yield match.group(), match.start(), match.end()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word, as FTS5's porter makes it."""
    import snowballstemmer

    return str(snowballstemmer.stemmer("porter").stemWord(word)) if word.isascii() else word


def content(text: str) -> frozenset[str]:
    """The stems of the words that tell something; text of unspaced scripts as pairs of characters."""
    return frozenset(surfaces(text))


def surfaces(text: str) -> dict[str, str]:
    """The stems of `content`, each with a folded word as it stands in the text (what FTS5 is asked for)."""
    found: dict[str, str] = {}
    numbers = _NUMBER.findall(text)
    for number in numbers:
        found[plain_number(number)] = number
    for word in _WORD.findall(_NUMBER.sub(" ", text) if numbers else text):
        found.update(_surfaces(word))
    return found


@lru_cache(maxsize=50_000)
def _surfaces(word: str) -> tuple[tuple[str, str], ...]:
    """What one word gives: nothing where it tells nothing."""
    if UNSPACED.search(word):
        return tuple((word[i : i + 2], word[i : i + 2]) for i in range(max(1, len(word) - 1)))
    folded = fold(word[:LONGEST])
    folded = folded[:-2] if folded.endswith("'s") else folded
    bare = folded.replace("'", "")
    return ((stem(bare), folded),) if bare and folded not in STOP and bare not in STOP else ()


def plain_number(number: str) -> str:
    """A number without what only makes it readable: "1,450.00" -> "1450"."""
    parts = _THOUSANDS.fullmatch(number)
    if parts is None:
        return number
    whole = "".join(c for c in parts[1] if c.isdigit())
    return f"{whole}.{parts[2]}" if parts[2] else whole


def identifying(text: str) -> frozenset[str]:
    """The stems of what identifies: numbers, codes, and names (capitalised words that don't begin a sentence)."""
    found = {plain_number(number) for number in _NUMBER.findall(text)}
    for word, start, _ in tokens(_NUMBER.sub(lambda match: " " * len(match.group()), text) if found else text):
        before = text[:start].rstrip(" \t\"'“‘(*_")
        initial = not before or before[-1] in ".!?:\n…。！？"
        if any(c.isdigit() for c in word) or (word[0].isupper() and not initial):
            found |= content(word)
    return frozenset(found)


def match(text: str, *, prefix: bool = True) -> str:
    """An FTS5 query for all the words of what a person typed: everything quoted, the last word as a prefix. Empty when there is no word."""
    found = [word for word, _, _ in tokens(text)]
    quoted = [quote(word) for word in found]
    if prefix and quoted:
        quoted[-1] += "*"
    return " ".join(quoted)


def quote(word: str) -> str:
    """A word as an FTS5 string."""
    return '"' + word.replace('"', '""').replace("\0", "") + '"'


def like(text: str) -> str:
    """A LIKE pattern (ESCAPE '\\') for a text anywhere."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def fts_condition(alias: str, table: str, trigram: str, column: str, text: str) -> tuple[str, list[Any]]:
    """A WHERE condition (and its parameters) for rows that hold what a person typed: words, or, where words can't work, the characters."""
    text = text.strip()
    query = match(text)
    if not query or (UNSPACED.search(text) and len(text) < 3):
        return f"{alias}.{column} LIKE ? ESCAPE '\\'", [like(text)]
    condition, parameters = f"{alias}.row IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [query]
    if len(text) >= 3 and (UNSPACED.search(text) or trigram == "memory_trigram"):
        condition = f"({condition} OR {alias}.row IN (SELECT rowid FROM {trigram} WHERE {trigram} MATCH ?))"
        parameters.append(quote(text))
    return condition, parameters


def excerpt(text: str, query: str, length: int = 120) -> str:
    """About `length` characters of a text around the first of the query's words, cut between graphemes."""
    from engine.memory.titles import boundary

    folded = text.casefold()
    places = [place for word, _, _ in tokens(query) if (place := folded.find(word.casefold())) >= 0]
    start = max(0, min(places, default=0) - length // 3)
    start = boundary(text, min(start, len(text)))
    stop = boundary(text, min(len(text), start + length))
    return ("…" if start else "") + " ".join(text[start:stop].split()) + ("…" if stop < len(text) else "")
