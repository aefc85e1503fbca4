"""From the words of a question to safe full-text queries. Nothing that a user types is ever an operator."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from engine.memory.words import fold, quote
from engine.recall.parameters import PARAMETERS

# The vowel signs of Indic scripts, Arabic and Hebrew points belong to their words, though they are no letters.
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0670\u0900-\u0963\u0970-\u0dff])"
_WORD = re.compile(rf"{_LETTER}+(?:[’']{_LETTER}+)*")
_QUOTED = re.compile(r"[\"“«„]([^\"”»“]{2,120})[\"”»“]")
#: Says "now" with words that would be looked up.
_NOW = re.compile(r"\b(?:these days|at the moment|at present|right now|currently|nowadays)\b", re.IGNORECASE)
#: Asks for a job; "lives in Berlin" is no answer.
FOR_A_LIVING = re.compile(r"\b(?:for|earns?|makes?) (?:a|his|her|their|my|your) living\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
#: Scripts written without spaces: the same ranges that the trigram triggers of the schema know.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")

STOP_WORDS = frozenset(
    """
    a about after again ago all also am an and any are as at be because been being but by can cannot could did do does doing done during
    each ever few for from further get gets got had has have having he her here hers him his how i if in into is it its just let like me
    might more most must my myself no nor not now of off on once only or other our ours out over own please same shall she should so some
    such tell than that the their theirs them then there these they this those through to too under until up us very was we were what whats
    when where which while who whom whose why will with would yes you your yours yourself remember know remind said say says mention
    mentioned anything something
    le la les un une des du de et est que qui quoi où quand comment mon ma mes ton ta tes sa ses je tu il elle nous vous ils elles
    der das ein eine und ist was wer wo wann wie mein meine dein deine ich du er sie es wir ihr
    el los las una y es qué quién dónde cuándo cómo mi mis tu tus yo él ella
    क्या है का की के में से को और मैं मेरा मेरी मेरे वह यह कौन कहाँ कब कैसे था थी थे हैं
    """.split()
)


class Query(msgspec.Struct, frozen=True):
    """A question, taken apart. `terms` are folded words without stop words, in order; `names` and `phrases` are as written."""

    text: str
    words: tuple[str, ...]  # all folded words
    terms: tuple[str, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]
    numbers: tuple[str, ...]
    unspaced: tuple[str, ...]  # runs of scripts without spaces


def parse(text: str) -> Query:
    """Takes a question apart. Any text will do; what is beyond `question_characters` is not read."""
    text = unicodedata.normalize("NFC", text[: PARAMETERS.question_characters].replace("\x00", " "))
    raw = [match.group() for match in _WORD.finditer(_NOW.sub(" ", text))]
    words = [fold(word) for word in raw]
    bare = [word.removesuffix("'s") for word in words]
    living = "living" in bare and FOR_A_LIVING.search(text) is not None
    terms = [word for word in bare if _tells(word) and not (living and word == "living")]
    return Query(
        text=text,
        words=tuple(words),
        terms=tuple(dict.fromkeys(terms))[: PARAMETERS.terms],
        names=_names(text, raw),
        phrases=tuple(dict.fromkeys(match.group(1).strip() for match in _QUOTED.finditer(text)))[:4],
        numbers=tuple(dict.fromkeys(word for word in bare if _NUMBER.search(word)))[:8],
        unspaced=tuple(dict.fromkeys(_UNSPACED.findall(text)))[:8],
    )


def _tells(word: str) -> bool:
    """Whether a word is worth looking up: no stop word, no single letter, nothing that only trigrams can find."""
    return word not in STOP_WORDS and not _UNSPACED.fullmatch(word) and (len(word) > 1 or word.isdigit() or not word.isascii())


def _names(text: str, raw: list[str]) -> tuple[str, ...]:
    """Words written with a capital that are no stop words: a first word counts too, as questions do begin with names."""
    if text.isupper():
        return ()
    found = []
    for word in raw:
        bare = re.sub(r"[’']s$", "", word)
        if bare[:1].isupper() and len(bare) > 1 and fold(bare) not in STOP_WORDS:
            found.append(bare)
    return tuple(dict.fromkeys(found))[:8]


def any_of(tokens: tuple[str, ...]) -> str:
    """An FTS5 expression that any of the tokens satisfies; empty when there are none."""
    return " OR ".join(quote(token) for token in tokens)


def trigrams(runs: tuple[str, ...]) -> tuple[str, ...]:
    """The overlapping trigrams of runs of unspaced script: a question shares pieces with its answer, seldom the whole run."""
    return tuple(dict.fromkeys(run[i : i + 3] for run in runs for i in range(len(run) - 2)))[: PARAMETERS.terms]
