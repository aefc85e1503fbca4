"""Does a sentence deny what its source asserts, or assert what the source denies, wishes or only supposes?"""

from __future__ import annotations

import re

from engine.learning.gating.wording import is_telling, plain
from engine.learning.grammar.verbs import is_past
from engine.learning.grammar.words import words

_NOT = frozenset("not no never none nobody nothing neither nor cannot without hardly barely rarely seldom".split())
_AGAINST = frozenset("dislike dislikes hate hates hated detest detests loathe loathes avoid avoids lack lacks refuse refuses".split())
#: What was so, and is no more: "used to smoke", "quit my job".
_OVER = frozenset("stop stops stopped quit quits quitting former formerly previously ex anymore cancelled canceled".split())
_OVER_PAIRS = frozenset({("used", "to"), ("gave", "up"), ("given", "up"), ("giving", "up"), ("give", "up")})
_BREAKS = frozenset(", ; . : ( ) but and because although though so who which while i we me us user since when".split())
_REACH = 5  # words of meaning that a negation reaches
_STAND = re.compile(r"\bcan(?:'t|not| not) (?:stand|bear)\b", re.IGNORECASE)
_IDIOM = re.compile(
    r"\b(?:not only|can(?:'t|not| not) (?:wait|help)|no (?:problem|worries|idea|doubt|wonder)|why not)\b|"
    r"^\W*(?:no|nope)\b(?=\W*,| (?:i|my|it|that)\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:might|could|would|wish(?:es|ing)?(?! to (?:inform|tell|let|add|say|mention))|hop(?:e|es|ed|ing)|"
    r"want(?:s|ed|ing)?|wanna|gonna|consider(?:s|ing)?|thinking (?:of|about)|dream(?:s|ing)? of|"
    r"(?:going|plan(?:s|ning|ned)?|try(?:ing)?|tries|tried|supposed|meant|about|due) to|"
    r"should|maybe|perhaps|possibly|probably|will|intends?|intending|unless|if|"
    r"(?<!in )(?<!by )(?<!of )(?<!since )(?<!until )(?<!from )(?<!last )(?<!next )(?<!this )"
    r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?-i:may)(?! \d))\b|'(?:d|ll)\b",
    re.IGNORECASE,
)


def flipped(text: str, clause: str) -> bool:
    """Whether one denies what the other asserts."""
    asserts, denies, ended = _polarity(text)
    told, denied, over = _polarity(clause)
    if (denies | ended) and (denied | over):
        return not (denies | ended) & (denied | over)
    if asserts & (denied - told):
        return True
    past = any(is_past(w.low) or w.low in ("was", "were", "had") for w in words(text))
    return bool(asserts & (over - told) and not past) or bool(denies & told)


def _polarity(text: str) -> tuple[set[str], set[str], set[str]]:
    """The words of meaning that are asserted, denied, and said to be over."""
    found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    tokens = words(_IDIOM.sub(" ", _STAND.sub("hate", text)))
    mode, left = 0, 0
    for word, following in zip(tokens, [*(w.low for w in tokens[1:]), ""], strict=False):
        if word.low in _AGAINST and left and mode == 1:  # "does not hate"
            left = 0
        elif word.low in _NOT or word.low in _AGAINST:
            mode, left = 1, _REACH
        elif (word.low in _OVER or (word.low, following) in _OVER_PAIRS) and not (left and mode == 1):
            mode, left = 2, _REACH
        elif word.low in _BREAKS:
            left = 0
        elif is_telling(word.low):
            found[mode if left else 0].add(plain(word.low))
            left = max(0, left - 1)
    return found


def surer(text: str, clause: str) -> bool:
    """Whether a wish, a plan or a guess is told as a fact."""
    cue = _UNSURE.search(clause)
    if cue is None or _UNSURE.search(text):
        return False
    governed = {plain(w.low) for w in words(clause[cue.end() :]) if is_telling(w.low)}
    return bool(governed & {plain(w.low) for w in words(text) if is_telling(w.low)})
