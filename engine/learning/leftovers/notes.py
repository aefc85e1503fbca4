"""The last resort for what nobody could put in full: kept nearly as it was put, in the third person."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, FUNCTION, NUMBER_WORDS, PREPOSITIONS, RELATIONS
from engine.learning.grammar.phrases import subject_length
from engine.learning.grammar.pronouns import told
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, NOUNISH, PAST, is_past
from engine.learning.grammar.words import Word, join
from engine.learning.telling.story import Story

FEWEST, MOST = 3, 22  # words
_UNTOLD_FIRST = frozenset(
    "it this that these those there here who which what when where why how if because so but and or then than as to of every each is are was were do "
    "does did something anything everything otherwise hopefully maybe perhaps ask need".split()
)
_POINTING = frozenset("he she they his her their its him them i we".split())
_OPENING = frozenset("the a an nobody everyone everybody no".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEFT_OUT = frozenset("lol btw tbh".split())


_SHOWN = re.compile(
    r"\b(?:showed|told|asked|taught|reminded|messaged|texted|rang|called) me(?: (?:today|yesterday|this \w+|last \w+|now))?\W*$", re.IGNORECASE
)


def noted(tokens: list[Word], story: Story) -> str:
    """The clause as a sentence without its full stop: with its own subject and verb, or as "The user's note: …"; "" when it had better go unkept."""
    tokens = [w for w in tokens if w.low not in _LEFT_OUT]
    said = [w for w in tokens if w.low[-1:].isalnum()]
    meaning = [w for w in said if w.low not in FUNCTION | ADVERBS | PREPOSITIONS and not w.low[:1].isdigit() and w.low not in NUMBER_WORDS]
    first = tokens[0].low
    figure = first[:1].isdigit() and not _YEAR.fullmatch(first)
    if not FEWEST <= len(said) <= MOST or len(meaning) < 2 or first in _UNTOLD_FIRST | PREPOSITIONS | AUXILIARY | frozenset(NUMBER_WORDS) or figure:
        return ""
    if _SHOWN.search(join([w.text for w in tokens])):
        return ""  # what?
    if first in ("he", "she", "they"):
        person = story.who(first, tokens[0].start)
        return join([person.told[:1].upper() + person.told[1:], *told(tokens[1:], "the user's")]) if person is not None else ""
    if first in _POINTING or (first in BASES and first not in NOUNISH) or first in GERUND or first in PAST or is_past(first):
        return ""  # whose doing? where that is sure, it is told in full
    raw = told(tokens, "the user's")
    if first in ("my", "our"):
        return join(["The user's", *raw[1:]]) if subject_length(tokens) else f"The user's note: {join(raw[1:])}"
    if subject_length(tokens) and first not in ADVERBS | FUNCTION - _OPENING:
        bare = tokens[0].text.islower() and first not in BARE_RELATIONS | RELATIONS | _OPENING
        lead = ["The"] if bare else ["The user's"] if first in RELATIONS | BARE_RELATIONS else []
        sentence = join([*lead, *raw])
        return sentence[:1].upper() + sentence[1:]
    return f"The user's note: {join(raw)}"


def is_clause(tokens: list[Word]) -> bool:
    """Whether it has a subject and a verb of its own."""
    return subject_length(tokens) > 0
