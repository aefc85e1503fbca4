"""Notes as people jot them down, put into whole sentences: "wife's into crime novels" -> "my wife is into…", "work nights" -> "I work nights"."""

from __future__ import annotations

import re

from engine.learning.grammar.verbs import AUXILIARY
from engine.learning.grammar.words import Word
from engine.learning.telling.bare_kin import of_kin
from engine.learning.telling.bare_things import of_things
from engine.learning.telling.first_person import without_i

_IN_LAW = {"mil": "mother-in-law", "fil": "father-in-law", "sil": "sister-in-law", "bil": "brother-in-law"}
_YEARS = re.compile(r"(\d{1,3})(?:yo|yrs?|y/o|yr-?old)$")


def completed(tokens: list[Word]) -> list[Word]:
    """The clause with the words that were left out; the same list when nothing is missing. Added words have an empty span where they belong."""
    full = _respelt(tokens)
    lead = 0
    while lead < len(full) and lead < 3 and full[lead].low in _LEADS:
        lead += 1
    body = full[lead:]
    if len(body) < 2:
        return tokens
    if body[0].low in ("my", "our") and len(body) > 2:  # "my boss = Ingrid"
        told = of_kin(body[1:]) or of_things(body[1:])
        more = len(told) - len(body)
        if told and (more > 0 or any(w.low == "=" for w in body)) and not _has_verb(body, told):
            return [*full[: lead + 1], *told[1:]]
        told = []
    else:
        told = of_kin(body) or of_things(body) or without_i(body)
    if told:
        return full[:lead] + told
    return full if len(full) != len(tokens) or any(a is not b for a, b in zip(full, tokens, strict=True)) else tokens


def _has_verb(body: list[Word], told: list[Word]) -> bool:
    """Whether the clause has a verb right where one was to be put: "my son who is deaf"."""
    place = next((n for n, w in enumerate(told) if w.start == w.stop and w.low in ("is", "are", "was", "were")), 0)
    return bool(place) and any(w.low in AUXILIARY for w in body[1 : place + 1])


_LEADS = frozenset("and but so also now then plus still actually currently because although though".split())


def _respelt(tokens: list[Word]) -> list[Word]:
    """ "MIL" and "9yo" written out."""
    out: list[Word] = []
    for place, word in enumerate(tokens):
        before = tokens[place - 1].low if place else ""
        bare = word.low.removesuffix("'s")
        age = _YEARS.match(word.low)
        if bare in _IN_LAW and not before[:1].isdigit():
            told = _IN_LAW[bare] + word.low[len(bare) :]
            out.append(Word(told, told, word.start, word.stop))
        elif age and before not in ("a", "an", "my", "our", "the"):
            out += [Word(w, w, word.start, word.stop) for w in (age[1], "years", "old")]
        else:
            out.append(word)
    return out
