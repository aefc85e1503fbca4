"""How well what is typed fits a name: beginnings of words, then letters in order, then a slip of the finger."""

from __future__ import annotations

from difflib import SequenceMatcher

_SLIP = 0.74  # likeness of two words, one letter of which is wrong, missing or in the wrong place


def score(query: str, title: str, words: str = "") -> int:
    """0: not at all; 100: the title begins so. Of an empty query everything fits a little."""
    query, title = query.lower().strip(), title.lower()
    if not query:
        return 1
    if title.startswith(query):
        return 100
    terms, own = query.split(), title.split()
    if all(any(word.startswith(term) for word in own) for term in terms):
        return 80
    every = own + words.lower().split()
    if all(any(word.startswith(term) for word in every) for term in terms):
        return 60
    if len(query) < 2:
        return 0
    for those, points in ((own, 50), (every, 40)):
        if all(any(_shortened(term, word) for word in those) for term in terms):
            return points
    if len(query) > 3 and all(any(_alike(term, word) for word in every) for term in terms):
        return 30
    return 20 if _in_order(query.replace(" ", ""), title) else 0


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _shortened(term: str, word: str) -> bool:
    """The word with a few letters left out."""
    return word[0] == term[0] and len(word) <= 2 * len(term) and _in_order(term, word)


def _alike(term: str, word: str) -> bool:
    return word.startswith(term) or (len(term) > 3 and len(word) >= len(term) and SequenceMatcher(None, term, word[: len(term) + 1]).ratio() >= _SLIP)
