"""What a question asks for: about whom, what kind of answer, and in which words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec

from engine.answering.lexicon import EXCLUSIVE, NOT_PEOPLE, RELATION, STOP, SYNONYMS

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

#: What a memory must hold to be able to answer. Looked for outside the words of the question.
HOLDS = {
    "time": re.compile(
        rf"\b(?:{_MONTHS}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays"
        rf"|sundays|today|tomorrow|"
        rf"yesterday|tonight|noon|midnight|morning|evening|afternoon|night|week|weekend|month|spring|summer|autumn|winter|christmas|easter"
        rf"|daily|weekly|"
        rf"\d{{1,2}}[:.]\d\d|\d{{1,2}} ?(?:am|pm)|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)|at \d{{1,2}})\b",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
        r"|nineteen|twenty|thirty|forty|fifty|"
        r"sixty|seventy|eighty|ninety|hundred|thousand|once|twice|a dozen|no|never|none)\b",
        re.IGNORECASE,
    ),
    "money": re.compile(
        r"[£$€¥]\s?\d|\d\s?[£$€¥k]|\d[\d,.]*\s?(?:euros?|pounds?|dollars?|francs?|pence|cents?|kronor|kroner|zloty|yen|rupees?|quid|bucks"
        r"|grand|usd|eur|gbp|chf|a (?:month|week|year|day))\b"
        r"|\b(?:rent|price|cost|fee|salary|costs|pays|paid|charges)\b[^.]*\d|\bfree\b",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"\d(?:[\d \-/().]{3,})\d"),
    "code": re.compile(r"\d"),
    "place": re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Ff]rom|[Tt]o|[Uu]nder|[Bb]ehind|[Bb]eside|[Ii]nside|[Oo]pposite|[Aa]bove|[Bb]elow|[Oo]ff"
        rf"|[Vv]isited|[Bb]y)\s+(?:the |a |an |his |her |their |my |your )?"
        rf"(?!(?i:{_MONTHS}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|morning|evening|afternoon"
        rf"|weekend|holiday|time|age|least|once|foot|work out)s?\b)[^\W\d]"
    ),
}


class Question(msgspec.Struct, frozen=True):
    """`wants` is a key of HOLDS, "who", or "thing"; `terms` are the stems that name what is asked about, people apart."""

    text: str
    head_word: str
    head: str  # the stem after "what" or "which", when it says what is asked for
    terms: tuple[str, ...]
    relations: frozenset[str]
    names: frozenset[str]
    wants: str
    years: frozenset[str]
    own: bool  # asked about the user himself or herself
    past: bool
    several: bool
    counts: bool
    duration: bool
    latest: bool


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The Porter2 stem of a folded word."""
    return str(_stemmer().stemWord(word))


def fold(word: str) -> str:
    """Lower case, no accents, straight apostrophes, no possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)).replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain


def words(text: str) -> list[str]:
    """Folded words in order."""
    return [fold(word) for word in _WORD.findall(text)]


_GROUPS: dict[str, set[int]] = {}
for _number, _group in enumerate(SYNONYMS):
    for _word in _group:
        _GROUPS.setdefault(stem(fold(_word)), set()).add(_number)
_STOP_STEMS = frozenset(STOP)


def groups(term: str) -> set[int]:
    """The synonym groups that a stem belongs to."""
    return _GROUPS.get(term, set())


def relation(word: str) -> str | None:
    """The standard form of a word for a relation: "mum" -> "mother", "nephews" -> "nephew"."""
    if word.startswith("ex-") and word not in RELATION:
        inner = relation(word[3:])
        return f"ex-{inner}" if inner else None
    found = RELATION.get(word) or RELATION.get(fold(word))
    if found is None and word.endswith("s"):
        found = RELATION.get(word[:-1])
    return found


def exclusive(asked: set[str], told: set[str]) -> bool:
    """Whether the two hold different members of a set whose members exclude each other ("home" against "office")."""
    for family in EXCLUSIVE:
        mine = {n for n, member in enumerate(family) if asked & member or asked & {m + "s" for m in member}}
        theirs = {n for n, member in enumerate(family) if told & member or told & {m + "s" for m in member}}
        if mine and theirs and not mine & theirs:
            return True
    return False


#: The first interrogative of the question decides; each is (kind, pattern).
_INTERROGATIVES: tuple[tuple[str, str], ...] = (
    (
        "phone",
        r"\b(?:phone|telephone|mobile|cell) (?:number|no)\b|\b(?:what|which) number (?:to|do i|should i|can i|i|must i) (?:ring|call|phone"
        r"|dial|reach)|\w+'s (?:number|phone)\b(?! of)",
    ),
    (
        "money",
        r"\bhow much\b(?! (?:time|sleep|water|sugar|milk))|\bcosts? me\b|\bwhat (?:do|did|does|is|was)\b[^.?]*\b(?:cost|rent|price|salary"
        r"|fee)\b|\bthe price of\b",
    ),
    ("time", r"\bwhen(?:'s|s)?\b|\b(?:what|which) (?:day|date|time|month|year|days|times)\b|\bhow long\b|\bsince when\b|\bbirthday\b"),
    ("code", r"\b(?:what(?:'s| is|s)? )?(?:my |our |the )?(?:home |work )?(?:post ?code|zip code|number plate|licen[cs]e plate|pin)\b(?! hint)"),
    ("number", r"\bhow (?:many|old|tall|big|far|heavy|often)\b|\b(?:what|which) (?:size|age|number)\b|\bnumber of\b"),
    (
        "place",
        r"\bwhere(?:'s|s)?\b|\b(?:what|which) (?:city|cities|town|towns|street|country|countries|village|place|places|road|area)\b|\baddress\b",
    ),
    ("who", r"\bwho(?:'s|se|m|s)?\b|\bnames? of\b|\bwhat(?:'s| is| was| are|s)? [^?]*\b(?:called|name|names)\b|\bwhich of my\b"),
    ("thing", r"\b(?:what|which|how)(?:'s|s)?\b"),
)


def _wants(low: str) -> str:
    found = [(match.start(), order, kind) for order, (kind, pattern) in enumerate(_INTERROGATIVES) if (match := re.search(pattern, low))]
    return min(found)[2] if found else "thing"


_HEAD = re.compile(r"\b(?:what|which)(?:'s|s)? (?:(?:kind|type|sort|brand|make|model|colour|color|breed) of )?([a-z\-]+)")
#: After "what"/"which" these say nothing about the subject asked for.
_EMPTY_HEADS = STOP | frozenset(
    """
    kind type sort topic name names number day days date time city cities town towns countries places streets city town street country
    place year month one ones thing bit part way subject address
    """.split()
)


#: Too common to tell memories apart, unless nothing else is asked with: "What do I like?", "What's my name?".
_BARE_ATTRIBUTES = frozenset("name names called like work job live do want need use own".split())


#: "What does Ruthie do?" asks for her work.
_OCCUPATION = re.compile(r"\bwhat (?:do|does|did) [\w' -]{1,40}? do(?: for (?:a living|work|money)| these days| now)?\W*$")


#: "What do I not like eating?" asks for what is hated; what is only eaten is none of it.
_DISLIKED = re.compile(
    r"\b(?:not|never|don't|dont|doesn't|doesnt|didn't) (?:(?:i|we|he|she|they) )?(?:really |actually )?(?:like|love|enjoy|fancy)"
    r"|\bcan'?t (?:(?:i|we|he|she|they) )?(?:stand|bear)\b"
)
_OF_TASTE = frozenset(("like", "love", "enjoy", "fanci", "eat", "drink", "food", "stand", "bear"))


def _compound(bare: list[str], position: int) -> bool:
    """A "running partner" is no partner, a "lab assistant" no assistant: the word before makes it something else."""
    return bare[position] in ("partner", "assistant", "coach", "teacher") and position > 0 and bare[position - 1] not in (
        "my", "our", "his", "her", "their", "the", "a", "your", "s", "ex", "and", "or", "of", "to", "for", "with")  # fmt: skip


def parse(text: str, known_names: frozenset[str] = frozenset()) -> Question:
    """Reads a question; `known_names` are folded names that memories hold, so that "when does cosimo land" finds its person."""
    low = text.lower().replace("’", "'")
    bare = words(text)
    wants = _wants(low)
    relations = frozenset(r for n, word in enumerate(bare) if (r := relation(word)) and not _compound(bare, n))
    if re.search(r"\b(?:other|better) half\b", low):
        relations |= {"partner"}
    original = _WORD.findall(text)
    names = {
        fold(word)
        for position, word in enumerate(original)
        if word[:1].isupper()
        and position > 0
        and fold(word) not in STOP
        and fold(word) not in NOT_PEOPLE
        and relation(fold(word)) is None
        and len(word) > 1
    }
    names |= {word for word in bare if word in known_names and word not in STOP and relation(word) is None}
    head = match.group(1) if (match := _HEAD.search(low)) and not _DISLIKED.search(low) else ""
    skip = (
        {
            "whats",
            "wheres",
            "whens",
            "whos",
            "hows",
            "number",
            "date",
            "day",
            "time",
            "times",
            "city",
            "cities",
            "town",
            "street",
            "country",
            "place",
            "year",
            "month",
            "week",
            "price",
        }
        if wants != "thing"
        else set()
    )
    terms: list[str] = []
    for word in bare:
        if (
            word in _STOP_STEMS
            or word in names
            or (word == head and head in _EMPTY_HEADS)
            or relation(word)
            or word in skip
            or word.isdigit()
            or len(word) < 2
        ):
            continue
        if stem(word) not in terms:
            terms.append(stem(word))
    if _OCCUPATION.search(low):
        terms = [term for term in terms if term not in ("live", "money")] + ["job"]
    if re.search(r"\bhow old\b|\bwhat age\b", low) and "age" not in terms:
        terms.append("age")
    if _DISLIKED.search(low):
        terms = [term for term in terms if term not in _OF_TASTE] + [stem("hate")]
    if not terms:
        terms = [stem(word) for word in bare if word in _BARE_ATTRIBUTES and not (word == "do" and relations)]
    if re.search(r"\b(?:have|had|has|did) (?:i|we|\w+) (?:ever )?(?:been|go|gone|travel|travelled)\b", low) and "visit" not in terms:
        terms.append("visit")
    return Question(
        head_word="" if head in _EMPTY_HEADS or relation(head) else head,
        head="" if head in _EMPTY_HEADS or relation(head) else stem(head),
        text=text,
        terms=tuple(terms),
        relations=relations,
        names=frozenset(names),
        wants=wants,
        years=frozenset(_YEAR.findall(text)),
        own=bool(re.search(r"\b(?:i|i'm|i've|i'd|my|me|mine|our|we)\b", low)),
        past=bool(
            re.search(
                r"\b(?:used to|previous|previously|former|formerly|before (?:that|we|i)|before(?=\W*$)"
                r"|back then|old (?:job|flat|house|address|phone|car))\b",
                low,
            )
        ),
        several=bool(re.search(r"\b(?:all|list|names|which \w+s|what are|who are|everything|what do you know)\b", low)),
        counts="how many" in low or "number of" in low,
        duration="how long" in low,
        latest=bool(re.search(r"\b(?:last|latest|most recent(?:ly)?)\b", low)),
    )
