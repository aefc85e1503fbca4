"""How the assistant is to speak to somebody and of somebody, wherever in a sentence that is said: "they/them for Sol please, my eldest"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.rules.instructions import instruction, told_of_assistant
from engine.learning.rules.manner_forms import FORMS

_CUE = re.compile(
    r"(?:they|them|she|he|xe|ze|ey|fae)/|\bneed(?:ed)?\b|\bnecessary\b|\brequired\b|\bwanted\b|\bwith me\b|\bto me\b|\bme\b|\bfor (?:me|us)\b|"
    r"\baddress\b"
    r"|\bevery (?:single )?time\b|\balways\b|\beach time\b|\b(?:you|u|you'?re|your)\b|\bhate\b|\bstand\b|\bplease\b|\bpls\b|\bplz\b|\bsugar ?coat|"
    r"\bdrop\b|\bwhen(?:ever)?\b|\bif\b|\bbefore\b|\bany ?time\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"^|[,;]\s+|\s[-–—]\s+|\s(?=(?:so|and|but)\s)")
_POLITELY = re.compile(r"(?:so |and |but )?(?:please|pls|plz|kindly)\s", re.IGNORECASE)
_CONDITION = re.compile(r"(?:so |and |but |also )?(?:if|when|whenever|every time|each time|any time|before)\s", re.IGNORECASE)
#: Told after an order, as its reason or by the way: "…, they've got two of us".
_MORE = re.compile(
    r",\s(?=(?:they've|they're|they|there's|there|because|cos|since|it's|i|i'm|im|i've|ive|we|we're|we've|my|our|he's|she's|he|she)\s)", re.IGNORECASE
)
_QUOTED = re.compile(r"(?<![\w])'[^'\n]{2,60}'(?!\w)|[\"“][^\"”\n]{2,60}[\"”]")
_ONE_OFF = re.compile(r"\b(?:this|that|these|today|tonight|tomorrow|for now|this time|just once|for (?:the|a|an) (?!user))\b", re.IGNORECASE)


class Manner(msgspec.Struct, frozen=True):
    """An instruction told of the assistant, and where in the sentence it was said."""

    start: int
    stop: int
    told: str


#: Sentence, and what must come of it ("" = nothing).
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("they/them for Robin please, my eldest", "The assistant should use they/them for Robin."),
    ("no gardening tips needed thanks", "The assistant should not give gardening tips."),
    ("keep it simple with me", "The assistant should keep things simple with the user."),
    ("talk to me in Welsh please, always ti", "The assistant should talk to the user in Welsh, always ti."),
    ("please address me as Dr Lindqvist, not Miss", "The assistant should address the user as Dr Lindqvist, not Miss."),
    ("I work nights so dont wish me good morning lol", "The assistant should not wish the user good morning."),
    ("never say good luck to me", "The assistant should never say good luck to the user."),
    ("you don't need to explain what VAT is, I'm an accountant", "The assistant should not explain what VAT is."),
    ("I hate it when you start with a compliment", "The assistant should not start with a compliment."),
    ("I'd rather you didn't use semicolons", "The assistant should not use semicolons."),
    ("prices in euros for me please", "The assistant should give prices in euros."),
    ("be blunt with me about my writing", "The assistant should be blunt with the user about the user's writing."),
    ("graphs in black and white please, every time", "The assistant should always use graphs in black and white."),
    ("tell me off if I skip the gym", "The assistant should tell the user off if the user skips the gym."),
    ("when you're doing the shopping list it's decaf not normal", "The assistant should use decaf, not normal for the shopping list."),
    ("keep it short", ""),
    ("no reply needed thanks", ""),
    ("prices in euros please", ""),
    ("you don't need to explain that", ""),
    ("don't say a word to me", ""),
    ("they/them or she/her, which is older?", ""),
)


def manners(sentence: str) -> list[Manner]:
    """The instructions in a sentence, in order; empty when it holds none."""
    if len(sentence) > 400 or not _CUE.search(sentence):
        return []
    return list(_found(sentence))


def _found(sentence: str) -> Iterator[Manner]:
    place = 0
    for boundary in _BOUNDARY.finditer(sentence):
        start = boundary.end()
        if start < place:
            continue
        for pattern, tell in FORMS:
            match = pattern.match(sentence, start)
            do = tell(match) if match and not _ONE_OFF.search(match[0]) else ""
            if match and do:
                yield Manner(start, match.end(), f"The assistant should {_told(do)}.")
                place = match.end()
                break
        else:
            whole = _ordered(sentence, start)
            if whole:
                yield whole
                place = whole.stop


def _ordered(sentence: str, start: int) -> Manner | None:
    """An order at that place which the sentence goes on after, or that only "please" shows to be one."""
    ends = [more.start() for more in _MORE.finditer(sentence, start)]
    polite = start > 0 and _POLITELY.match(sentence, start) is not None
    if not polite and not (ends and _CONDITION.match(sentence, start)):
        return None
    for stop in [*ends, len(sentence)] if polite else ends:
        told = instruction(sentence[start:stop])
        if told:
            return Manner(start, stop, told)
    return None


def _told(do: str) -> str:
    """The order in the third person, its quotations as they were put."""
    quoted = _QUOTED.findall(do)
    told = told_of_assistant(_QUOTED.sub("QUOTED", do))
    for said in quoted:
        told = told.replace("QUOTED", said, 1)
    return told
