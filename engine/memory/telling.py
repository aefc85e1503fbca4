"""Which words tell something by themselves: what only everybody says, and a number that counts anything, never points at one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.memory import words

#: Ordinary words, dates' words, and those that the program's own texts are made of.
_ORDINARY = """
    able accord act add address advice agree allow alone already although answer appear apply area arrive aside available away back bad basic become
    begin best better big bit black blue book bring brown build busy buy bought care case cause certain change chat check chosen clean clear close
    cold colour come common complete conversation correct cost count couple course create current day dark deal decide degree describe different
    difficult do double draft dry each early easy eat else empty end enjoy enough entire example exact except expect explain extra face fact fall
    family far fast favourite feel few figure fill final find fine finish first fit five fix follow food for form four free fresh friend full fun
    general give glad gone good great green group grow guess half hand happen happy hard hear heard help high hold home hope hot hour house hundred
    idea important improve include inform information instead interest issue item job join journal keep kept kind large last late later lead learn
    leave left less let level life light like limit line list listen little live local long look lose lot love low main major manage mark matter
    maybe mean meet mind minute miss money month morning move name near necessary never new next nice night nine normal notice number offer often
    old open option order original outside paid part particular pass passage past pay people perhaps person pick place plan play plenty plus point
    poor possible prefer prepare present pretty previous price probably problem promise provide put question quick quiet quite rather reach read
    ready real reason receive recent red reply rest result right round run safe save search second see seem sell send sense set seven several share
    short show side simple single sit six size slow small soon sort sound speak special spend stand start state stay step still stop store
    strong stuff subject such suggest sum support suppose sure take talk task ten test text thank think third thousand three tidy time tip today
    together tomorrow total touch toward trash tried try turn two type understand undo undone update usual value version view visit wait walk warm
    watch way weather week weekend welcome went white whole wide wish wonder word work world worry worth write wrong year yesterday young zero one
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun am pm evening afternoon o'clock alcove assistant english mr mrs ms dr
"""
ORDINARY = frozenset(words.stem(word) for word in _ORDINARY.split())
#: A number of a list's item: "1." or "12)" at the beginning of a line.
MARKER = re.compile(r"^[ \t>*•-]*\d{1,3}[.)](?=\s)")
_YEARS = range(1900, 2101)
_DIGITS = 4  # a number of fewer could count anything


def weak(stem: str) -> bool:
    """Whether a word points at nothing by itself: an ordinary word, a letter, a short number, a year."""
    if stem[0].isdigit() and not any(c.isalpha() for c in stem):
        digits = sum(c.isdigit() for c in stem)
        return digits < _DIGITS or (stem.isdecimal() and int(stem) in _YEARS)
    return stem in ORDINARY or (len(stem) == 1 and not words.UNSPACED.match(stem))


def any_strong(stems: Iterable[str]) -> bool:
    """Whether one of the words points at something."""
    return any(not weak(stem) for stem in stems)


def is_number(stem: str) -> bool:
    """Whether a stem is a number, and no code with letters."""
    return stem[0].isdigit() and not any(c.isalpha() for c in stem)


def content(sentence: str) -> frozenset[str]:
    """The words of a sentence that tell something, less the number that it bears as an item of a list."""
    return words.content(MARKER.sub("", sentence))


def identifying(sentence: str) -> frozenset[str]:
    """The words of a sentence that identify, as `words.identifying` finds them, less such a number."""
    return words.identifying(MARKER.sub("", sentence))


def sought(stem: str, surface: str) -> str:
    """An FTS5 expression for a word, and for a number with and without its separators ("1,450", "1450")."""
    if not (stem.isdecimal() and len(stem) >= _DIGITS):
        return words.quote(surface)
    return f"({words.quote(stem)} OR {words.quote(f'{int(stem):,}')})"
