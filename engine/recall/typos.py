"""Typing errors: a word of the question that occurs in no text is taken for the most similar words that do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from engine.memory.words import fold, stem
from engine.recall import lexical
from engine.recall.query import STOP_WORDS, Query
from engine.recall.synonyms import related

if TYPE_CHECKING:
    from engine.vault.vault import Vault

#: Rows of a keyboard: a slip to the key beside costs half, as do two letters changed over, and one doubled or not.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEXT = [pair for row in _ROWS for pair in pairwise(row)] + [pair for upper, lower in pairwise(_ROWS) for pair in zip(upper, lower, strict=False)]
_BESIDE = frozenset(_NEXT) | frozenset((other, one) for one, other in _NEXT)
#: Words that questions are made of and memories seldom hold: unknown, and yet no slips.
_ORDINARY = """
    accomplish according achieve activity actually advice affect agree aim allow alone already although amount apart appear apply approach
    approximately area argue arrange aspect associated attend attitude attribute available avoid aware background based basis become belief belong
    beloved benefit beside best better between beyond bring brought buy cause certain challenge change characteristic chose circumstance claim
    color combine come commit common compare complete concern condition connect consider contain content context contribute correct count couple
    create current daily date deal decide degree depend describe desire despite detail determine develop difference difficult discover discuss
    display distance during each early earn easy effect effort either else embark encounter engage enough entire especially event eventually ever
    every exact example except exchange expect experience explain express extra face fact factor feature field final first five follow form found
    four frequent full gain general give given goal gone got great group grow guess hand happen hard heard held hide hobby hope hour idea identify
    impact imply important include indicate individual influence inform inspire instead intend interest involve issue item join keep kind known
    large last late lead learn least left less level life likely list little live location long look lose made main major make manage manner many
    mates matter meant meet member mention method might mind more most motivate name nature nearly need negative never next none normal nothing
    notice number obtain occasion occur offer often only opinion order origin other outcome outside overcome own part partake participate particular
    pass past people perform perhaps period person personal place plan point political position positive possible potential prefer prepare present
    previous primary probably problem process produce profession promote proper propose provide purpose pursue quality quantity question rather
    reach react real realize reason receive recent recommend refer regard relate relationship rely remain remember replace represent require
    respond result role same scenario seen selected separate serve setting several share show side significance similar since single situation
    small someone something sort source speak special specific spend stage start state statement status stay step stop strong struggle subject
    succeed such suggest support suppose sure symbol take taken talk task tell tend term than that theme these thing think though thought three
    through time title together told took topic total toward trait travel tried type typical understand undertake unique until upon used usual
    value various version view visit want ways week well went were what when where which while whole whose wide will wish with within without
    wonder word work worth would write writing wrong year
"""
_SHORTEST = 4
#: Of the letters so many may be wrong: two of "daughter", one of "brother", a half (see above) of "name".
_WRONG = ((8, 2.0), (6, 1.0), (0, 0.5))
_TAKEN = 2
#: Unknown words that are looked into: a pasted page has dozens, a question with more is written in another language.
_MOST = 4
#: Words looked at; reading the whole vocabulary of a letter pays only in small stores.
_LOOKED_AT = 2_000
_SMALL = 20_000


def mended(vault: Vault, query: Query, counts: Mapping[str, int], texts: int) -> tuple[Query, dict[str, int]]:
    """The question with its unknown words replaced, and how many texts hold each; `texts`: about how many there are."""
    known = dict(counts)
    better: dict[str, tuple[str, ...]] = {}
    unknown = [term for term in query.terms if counts.get(term, 1) == 0 and len(term) >= _SHORTEST and term.isascii() and term.isalpha()]
    for term in [term for term in unknown if not ordinary(term)][:_MOST]:
        found = similar(vault, term, whole=texts <= _SMALL)
        if found:
            better[term] = found
    if not better:
        return query, known
    terms = tuple(dict.fromkeys(word for term in query.terms for word in better.get(term, (term,))))
    known.update(lexical.document_counts(vault, [term for term in terms if term not in known]))
    words = tuple(better[bare][0] if (bare := word.removesuffix("'s")) in better else word for word in query.words)
    text = re.sub(r"[^\W\d_]+", lambda found: better[fold(found.group())][0] if fold(found.group()) in better else found.group(), query.text)
    return msgspec.structs.replace(query, text=text, words=words, terms=terms), known


def similar(vault: Vault, word: str, *, whole: bool = True) -> tuple[str, ...]:
    """The words of the texts that differ from `word` by a slip or two, the most similar (then the most usual) first.
    `whole`: looks at all that begin with its first letter when none does with its first two."""
    wanted = stem(word)
    begins = [wanted[:2], wanted[1::-1]]
    for prefixes in (begins, [wanted[:1]]) if whole else (begins,):
        found: list[tuple[float, int, str]] = []
        for other, usual in _beginning(vault, prefixes):
            if other != wanted and abs(len(other) - len(wanted)) <= 2 and other not in STOP_WORDS:
                wrong = distance(wanted, other)
                longest = max(len(wanted), len(other))
                if wrong <= next(most for least, most in _WRONG if longest >= least):
                    found.append((wrong, -usual, other))
        if found:
            least = min(found)[0]
            return tuple(_spelt(other) for wrong, _, other in sorted(found) if wrong <= least + 0.25)[:_TAKEN]
    return ()


def ordinary(word: str) -> bool:
    """Whether it is a word of everyday life that just happens not to have been used."""
    return stem(word) in _stems() or bool(related([word]))


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(map(stem, _ORDINARY.split()))


def distance(one: str, other: str) -> float:
    """Damerau's edit distance (optimal string alignment), with half the price for the commonest slips."""
    before: list[float] = []
    last = [float(n) for n in range(len(other) + 1)]
    for i, a in enumerate(one, start=1):
        row = [float(i)]
        for j, b in enumerate(other, start=1):
            best = last[j - 1] + (0.0 if a == b else 0.5 if (a, b) in _BESIDE else 1.0)
            best = min(best, last[j] + (0.5 if i > 1 and one[i - 2] == a else 1.0), row[j - 1] + (0.5 if j > 1 and other[j - 2] == b else 1.0))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, before[j - 2] + 0.5)
            row.append(best)
        before, last = last, row
    return last[-1]


def _beginning(vault: Vault, prefixes: list[str]) -> list[tuple[str, int]]:
    """Stems of the texts with one of these beginnings, and in how many texts they are."""
    sql = """SELECT w.term, w.doc FROM json_each(:prefixes) p JOIN temp.{table} w
        WHERE w.term >= p.value AND w.term < p.value || char(0x10ffff) LIMIT :looked_at"""
    with vault.read() as connection:
        parameters = {"prefixes": json.dumps(list(dict.fromkeys(prefixes))), "looked_at": _LOOKED_AT}
        return [
            (str(row[0]), int(row[1]))
            for table in ("turn_words", "memory_words")
            for row in connection.execute(sql.format(table=table), parameters).fetchall()
        ]


def _spelt(stemmed: str) -> str:
    """A stem as a word: porter's "allergi" is "allergy"; most others are words already, or stem to themselves."""
    return stemmed[:-1] + "y" if stemmed.endswith("i") and len(stemmed) > 3 else stemmed
