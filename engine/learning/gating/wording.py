"""Are a candidate's words those of its source? Names, numbers and quotations to the letter, other words in any form or of the same sense."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, CLOCK_WORDS, FUNCTION, NUMBER_WORDS, PREPOSITIONS
from engine.learning.grammar.verbs import base_of
from engine.learning.grammar.words import words
from engine.memory.words import fold

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![\w'])[^\W\d_a-zß-öø-ÿ][\w'-]*")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_OURS = frozenset(
    "The User A An January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Christmas When To "
    "In If Always Never Do Call Use Answer Before After Eve Day Boxing New Year Years Valentine's Halloween".split()
)
#: Words that retelling adds: "is 34 years old", "should not".
_FRAME = frozenset(
    "year years name call want remember assistant should user previously answer reply child children medication tall weigh "
    "registration pronouns".split()
)
#: With these a sentence is built; they tell nothing by themselves.
_PLAIN = FUNCTION | PREPOSITIONS | ADVERBS | CLOCK_WORDS | _FRAME | frozenset(NUMBER_WORDS)
_PLAIN |= frozenset("be have do go get named called old currently someone something person people daily weekly monthly yearly since take".split())
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset("a an one few couple".split())
#: Words of one line may stand for each other in a retelling. No line holds a word and its opposite.
_SENSES = tuple(
    frozenset(line.split())
    for line in """
    like love enjoy adore fan favourite favorite keen fond prefer into
    dislike hate detest loathe stand bear
    live reside move relocate home flat house apartment base
    work job employ employment profession career occupation role
    marry wife husband spouse wedding
    mother mum mom mam mummy mama mommy
    father dad daddy papa
    grandmother gran granny grandma nan nana
    grandfather grandpa grandad granddad
    child kid son daughter toddler baby children boy girl lad
    cycle bike bicycle
    partner boyfriend girlfriend wife husband
    allergic allergy
    birthday bear born birth
    own buy purchase adopt
    begin start new
    end stop quit finish
    visit trip travel fly holiday vacation
    learn study course class lesson
    take medication medicine pill tablet dose
    plan intend want hope
    diagnose diagnosis condition
    doctor gp
    neighbour neighbor
    flatmate housemate roommate
    """.strip().splitlines()
)


def missing(text: str, source: str, computed: str = "") -> str:
    """The first number, name or quotation of `text` that neither the source nor what code computed (dates) holds; "" when all is grounded."""
    ground = fold(source) + " " + fold(" ".join(w.low for w in words(source)))
    have = set(re.findall(r"\w+", ground))
    have |= {word.removesuffix("s") for word in have}  # "my sisters name", "annas birthday"
    numbers = set(_NUMBER.findall(ground + " " + computed))
    numbers |= {str(NUMBER_WORDS[w]) for w in re.findall(r"[a-z]+", ground) if w in NUMBER_WORDS}
    pieces = {piece for number in numbers for piece in re.split(r"[.,:/-]", number)}
    number: str
    for number in _NUMBER.findall(text):
        if number not in numbers and number.lstrip("0") not in pieces and number not in pieces:
            return number
    word: str
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in NUMBER_WORDS and word not in _VAGUE and word not in have and str(NUMBER_WORDS[word]) not in numbers:
            return word
    for match in _NAME.finditer(text):
        bare = match.group().removesuffix("'s").rstrip("'")
        opens = _CALENDAR.fullmatch(bare) is not None or (match.start() == 0 and bare.lower() in PREPOSITIONS)
        if bare not in _OURS and not opens and not set(re.findall(r"\w+", fold(bare))) <= have:
            return bare
    flat = " ".join(ground.split())
    quoted: list[str] = _QUOTED.findall(text)
    return next((said for said in quoted if " ".join(fold(said).split()).strip(" .,!?") not in flat), "")


def overlap(text: str, source: str) -> float:
    """The share of the candidate's content words that the source has, in any form."""
    have = {base_of(w.low) for w in words(source)} | _FRAME
    mine = [base_of(w.low) for w in words(text) if len(w.low) > 3 and w.low not in ("user", "user's", "their", "them", "they")]
    have |= frozenset().union(*(line for line in _SENSES if line & have))
    return (
        sum(
            w in have
            or {base_of(part) for part in w.split("-")} <= have
            or any(w[:5] == h[:5] for h in have)
            or (w[:3] in have and _CALENDAR.fullmatch(w) is not None)
            for w in mine
        )
        / len(mine)
        if mine
        else 1.0
    )


def added(text: str, source: str) -> str:
    """The first word of meaning, weekday or month in `text` that the source has in no form and no sense; "" when there is none."""
    short = {word[:3] for word in re.findall(r"[a-z]+", fold(source))}
    for day in _CALENDAR.findall(text):
        if day.lower()[:3] not in short:
            return str(day)
    have = {plain(w.low) for w in words(source)}
    senses = frozenset().union(*(line for line in _SENSES if line & have))
    for word in words(text):
        mine = plain(word.low)
        if (
            word.low in _PLAIN
            or mine in _PLAIN
            or not mine[:1].isalpha()
            or mine in have | senses
            or {plain(part) for part in mine.split("-")} <= have
        ):
            continue
        if len(mine) < 5 or not any(mine[:5] == other[:5] for other in have):
            return word.text
    return ""


def plain(word: str) -> str:
    """A word without inflection, as far as that is easily seen."""
    word = base_of(fold(word)).removesuffix("'s").rstrip("'")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def is_telling(low: str) -> bool:
    """Whether a (lower-case) word tells something by itself."""
    return low[:1].isalnum() and low not in FUNCTION | PREPOSITIONS | ADVERBS and low not in ("user", "user's")
