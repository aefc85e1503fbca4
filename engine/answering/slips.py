"""Slips of the keyboard in a question: mended once, for the search and for reading what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.answering.lexicon import RELATION, STOP, SYNONYMS
from engine.memory.words import fold, quote, stem
from engine.recall import lexical, query, typos

if TYPE_CHECKING:
    from engine.vault.vault import Vault

_WORD = re.compile(r"[^\W\d_]+")
_ASKING = ("what", "where", "when", "which", "who", "whose", "how", "does", "did", "have", "many", "much", "should")
_LEXICON = tuple(word for word in (*RELATION, *{word for group in SYNONYMS for word in group}) if len(word) > 3 and word.isalpha())
_KNOWN = frozenset((*_LEXICON, *RELATION, *STOP, *_ASKING))
_STEMS = frozenset(map(stem, _KNOWN))
_FEW = 20  # texts: what more of them hold is no slip
_LONGEST = 200  # characters: a longer text is no question whose words can be guessed at


def mended(vault: Vault, text: str) -> str:
    """The question as it was meant: words that no text holds become words for asking, for people and their lives, or words of the texts.
    Words with a capital letter inside the sentence are names, and stay."""
    if len(text) > _LONGEST:
        return text
    asked = query.parse(text)
    counts = _told(vault, [fold(word) for word in _WORD.findall(text)])
    better = {word: other for word in counts if counts[word] == 0 and (other := _listed(word, first=asked.words[:1] == (word,)))}
    text = _WORD.sub(lambda found: better.get(fold(found.group()), found.group()) if _free(found) else found.group(), text)
    asked = query.parse(text)
    counts = _told(vault, asked.terms)
    others = _WORD.findall(typos.mended(vault, asked, counts, lexical.size(vault))[0].text)
    before = _WORD.findall(text)
    if len(others) != len(before):
        return text
    words = iter(others)
    return _WORD.sub(lambda found: next(words) if _free(found) else (next(words), found.group())[1], text)


def _told(vault: Vault, words: Iterable[str]) -> dict[str, int]:
    """How many texts hold each word; 0 where only questions do, as the very one that is asked."""
    counts = lexical.document_counts(vault, dict.fromkeys(words))
    for word in [word for word, count in counts.items() if 0 < count <= _FEW and word.isascii() and word not in _KNOWN]:
        found = vault.one(
            "SELECT 1 FROM memory_fts WHERE memory_fts MATCH ?1 UNION ALL SELECT 1 FROM turn_fts f JOIN message m ON m.row = f.rowid "
            "WHERE turn_fts MATCH ?1 AND m.role <> 'assistant' AND NOT m.asks LIMIT 1",
            (quote(word),),
        )
        counts[word] = counts[word] if found is not None else 0
    return counts


def _free(found: re.Match[str]) -> bool:
    """Whether a word may be another: it is written small, or begins the question."""
    return found.group()[:1].islower() or not found.string[: found.start()].strip()


def _listed(word: str, *, first: bool) -> str | None:
    """The word for asking or for somebody's life that `word` differs from by a slip."""
    if word in _KNOWN or len(word) < 3 or not word.isascii() or stem(word) in _STEMS or typos.ordinary(word):
        return None
    near = [(typos.distance(word, other), -len(other), other) for other in _ASKING if first and abs(len(other) - len(word)) <= 1]
    if near and min(near)[0] <= 1.0:
        return min(near)[2]
    # A letter too few or too many in a word for somebody is a slip; elsewhere it makes another word ("mouse", "house"; "plans", "plants").
    alike = [
        (wrong, other)
        for other in _LEXICON
        if len(word) > 3 and abs(len(other) - len(word)) <= 1
        and (wrong := typos.distance(word, other)) <= (1.0 if other in RELATION and len(other) != len(word) > 4 else 0.5)
    ]  # fmt: skip
    return min(alike)[1] if alike else None
