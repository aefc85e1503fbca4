"""Changes to the steps of a procedure: a word for another, a step done otherwise, one left out. Pure; None when it fits no step."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES
from engine.memory.words import STOP, fold, stem

Steps = tuple[str, ...]
NUMBERS = "one two three four five six seven eight nine ten".split()
_DIGITS = {word: str(n) for n, word in enumerate(NUMBERS, 1)} | {"once": "1time", "twice": "2time"}
_MORE = frozenset(
    "unplug press hold push pour tap tighten loosen screw unscrew rinse log scan reset restart reboot drain bleed release charge replace flip pump "
    "squeeze shake crank engage prime wipe scrub spray insert lower connect disconnect compost type enter plug jiggle preheat whisk chop simmer "
    "bring take "
    "give put set let leave make get keep go do run start stop wait turn open close shut fill empty add mix remove check call ring ask".split()
)
_WORD = re.compile(r"[^\W_]+(?:['.:][^\W_]+)*")
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|isn't|i'm|it's|that's)\b", re.IGNORECASE)  # not a word in the place of another


def swapped(steps: Steps, old: str, new: str) -> Steps | None:
    """`old` replaced where exactly one step has it; words that `new` shares with what stands around it are not doubled."""
    wanted = [word for word in _words(re.sub(r"^(?:the|an?)\s+|\s+ones?$", "", old.strip(), flags=re.IGNORECASE)) if word]
    new = re.sub(r"^(?:the|an?)\s+|\s+ones?$", "", new.strip(), flags=re.IGNORECASE).strip()
    found = [(n, place) for n, step in enumerate(steps) if wanted for place in _places(_words(step), wanted)]
    if len(found) != 1 or not new or fold(new) == fold(old) or _SENTENCE.search(new):
        return None
    n, place = found[0]
    spans = [match.span() for match in _WORD.finditer(steps[n])]
    have, given = _words(steps[n]), _words(new)
    first, last = place, place + len(wanted)
    shared = next((k for k in range(min(len(given) - 1, place), 0, -1) if have[place - k : place] == given[:k]), 0)
    first -= shared
    tail = next((k for k in range(min(len(given) - shared - 1, len(have) - last), 0, -1) if have[last : last + k] == given[-k:]), 0)
    last += tail
    put = told(new)
    if put.startswith("the ") and first and have[first - 1] in ("the", "a", "an"):
        first -= 1
    step = steps[n][: spans[first][0]] + put + steps[n][spans[last - 1][1] :]
    return (*steps[:n], step, *steps[n + 1 :])


def counted_anew(steps: Steps, amount: str) -> Steps | None:
    """ "It's 52 pounds now": the one step that counts pounds."""
    number, unit = amount.split()
    pattern = re.compile(r"\d[\d.,:]*(?= (\w+))")
    same = [(n, m) for n, step in enumerate(steps) for m in pattern.finditer(step) if stem(fold(m[1])) == stem(fold(unit))]
    if len(same) != 1:
        return None
    n, match = same[0]
    return (*steps[:n], steps[n][: match.start()] + number + steps[n][match.end() :], *steps[n + 1 :])


def dropped(steps: Steps, thing: str) -> Steps | None:
    """ "The wait isn't needed": without the one step that speaks of it."""
    wanted = set(_words(thing))
    same = [n for n, step in enumerate(steps) if wanted <= set(_words(step))]
    return (*steps[: same[0]], *steps[same[0] + 1 :]) if len(same) == 1 and len(steps) > 1 else None


def otherwise(steps: Steps, old: str, new: str) -> Steps | None:
    """ "Don't burn the cuttings, compost them": the one step that begins with `old`, done otherwise."""
    wanted = _words(old)
    same = [n for n, step in enumerate(steps) if wanted and _words(step)[: len(wanted)] == wanted]
    if len(same) != 1 or not orders(new):
        return None
    thing = " ".join(old.split()[1:])
    whole = re.sub(r"\b(?:them|it|that)$", thing, new) if len(new.split()) == 2 and thing else new
    return (*steps[: same[0]], told(whole), *steps[same[0] + 1 :])


def orders(text: str) -> bool:
    """Whether the words begin like a step: with what to do."""
    first = re.sub(
        r"^(?:(?:also|then|just|always|never|please|don'?t|do not|carefully|quickly|gently|slowly)\s+)+", "", text.strip(), flags=re.IGNORECASE
    )
    return bool(first.split()) and fold(first.split()[0].strip(",.:")) in BASES | _MORE


def told(step: str) -> str:
    """A step or a part of one, as memories tell it: without the capital that began the message's sentence."""
    words = rephrase(step.strip(" ,;:.-!\"'“”‘’"))
    first = words.split()[0] if words.split() else ""
    if first[1:].islower() and fold(first) in BASES | _MORE | STOP | _DIGITS.keys():
        words = words[0].lower() + words[1:]
    return words.replace("the assistant's", "the").replace("the assistant", "you")


def _words(text: str) -> list[str]:
    return [_DIGITS.get(word, stem(word)) for word in (fold(found.group()) for found in _WORD.finditer(text))]


def _places(have: list[str], wanted: list[str]) -> list[int]:
    return [n for n in range(len(have) - len(wanted) + 1) if have[n : n + len(wanted)] == wanted]
