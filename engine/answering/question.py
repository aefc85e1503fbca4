"""What a question asks for: about whom, what kind of answer, and in which words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from engine.answering import kinds
from engine.answering.lexicon import EXCLUSIVE, FEASTS, NOT_PEOPLE, RELATION, STOP, SYNONYMS
from engine.memory import words as letters

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Question(msgspec.Struct, frozen=True):
    """`wants` is a key of kinds.HOLDS, "who", or "thing"; `terms` are the stems that name what is asked about, people apart."""

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
    avoids: bool = False  # what not to eat, take or be given
    changed: bool = False  # what became of something: the old and the new
    happened: bool = False  # asked about what was, without saying that it is over


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
    return letters.fold(word).removesuffix("'s")


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


_HEAD = re.compile(r"\b(?:what|which) (?:(?:kind|type|sort|brand|make|model|colour|color|breed) of )?([a-z\-]+)")
#: "What is Kofi's favourite film?", "my sister's job": the last word of what somebody has says what is asked for.
_POSSESSED = re.compile(
    r"(?:^|\b(?:what|when)(?:'s|s| is| was| are| were) )\W*(?:(?:my|our|his|her|their)|[\w-]+'s)(?: [\w'-]+)*? ([a-z][a-z-]+)"
    r"(?= (?:again|now|these|before|in|at|on|for|with|of|from|to|called)\b|\W*$)"
)
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


_PAST = re.compile(
    r"\b(?:used to|use to|previous|previously|former|formerly|before (?:that|we|i)|before(?=\W*$)|back then|old (?:job|flat|house|address"
    r"|phone|car))\b"
)
_PLURAL = frozenset(
    "children kids sons daughters boys girls siblings brothers sisters parents grandparents grandchildren grandkids pets dogs cats friends "
    "colleagues neighbours aunts uncles cousins nephews nieces twins".split()
)
#: "What must I not eat?", "Which tablets should I avoid?"
_AVOIDS = re.compile(
    r"\b(?:avoid|allergic|allerg(?:y|ies)|intoleran\w+|tolerate|reacts? (?:badly )?to|bad for (?:me|us)|off limits|"
    r"(?:stay|keep|steer) (?:away|clear)(?: from| of)?)\b"
    r"|(?:\b(?:not|never|cannot|cant|dont|shouldnt|mustnt)|n't) (?:[\w'-]+ ){0,3}?(?:eat|take|drink|give|given|have to eat|swallow)\b"
)
_PAYS_BACK = re.compile(r"\b(?:pay(?:s|ing)?|give|gives|giving) (?:me|us) back\b")
_CHANGED = re.compile(
    r"\bwhat(?:'s| has| have| is)? (?:been )?(?:changed?|changes|different|new)\b|\bwhat (?:happened|became|came) (?:to|of|with) (?:my|our)\b"
)
_GENERIC = frozenset("doctors dentists nurses vets plumbers electricians mechanics lawyers teachers friends neighbours colleagues pets".split())


def _anybodys(bare: list[str], position: int) -> bool:
    """ "What should doctors not give me?" is about no doctor of one's own."""
    return bare[position] in _GENERIC and (position == 0 or bare[position - 1] not in ("my", "our", "his", "her", "their", "the"))


def parse(text: str, known_names: frozenset[str] = frozenset()) -> Question:
    """Reads a question; `known_names` are folded names that memories hold, so that "when does cosimo land" finds its person."""
    text = re.sub(r"\b([a-z]+) in law\b", r"\1-in-law", text)
    low = text.lower().replace("’", "'")
    bare = words(text)
    wants = kinds.wants(low)
    avoids, changed = bool(_AVOIDS.search(low)), bool(_CHANGED.search(low))
    relations = frozenset(r for n, word in enumerate(bare) if (r := relation(word)) and not _compound(bare, n) and not _anybodys(bare, n))
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
        and fold(word).removesuffix("s") not in NOT_PEOPLE
        and relation(fold(word)) is None
        and len(word) > 1
    }
    names |= {word for word in bare if word in known_names and word not in STOP | FEASTS and relation(word) is None}
    head = match.group(1) if (match := _HEAD.search(low)) and not _DISLIKED.search(low) and not changed else ""
    if not changed and (not head or head in _EMPTY_HEADS) and (match := _POSSESSED.search(low)):
        head = match.group(1)
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
    if _PAYS_BACK.search(low):
        terms = [*(term for term in terms if term not in ("pay", "paid", "back", "give", "need")), "owe"]
    if _DISLIKED.search(low):
        terms = [term for term in terms if term not in _OF_TASTE] + [stem("hate")]
    if avoids:
        terms = [*(term for term in terms if term not in ("avoid", "toler", "react", "stay", "keep", "steer", "clear", "away")), "allergi"]
    if "what happened" in low:
        terms = [term for term in terms if term != "happen"]
    if changed:
        terms = [term for term in terms if term not in ("chang", "differ", "new", "happen")]
    past = bool(_PAST.search(low) or re.search(r"\bbefore (?=[A-Z])", text))
    if past:
        terms = [term for term in terms if term not in ("befor", "previous", "former", "old")]
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
        past=past,
        several=bool(re.search(r"\b(?:all|list|names|which \w+s|what are|who are|everything|what do you know|ages)\b", low))
        or changed
        or any(word in _PLURAL and not _anybodys(bare, n) for n, word in enumerate(bare)),
        counts="how many" in low or "number of" in low,
        duration="how long" in low,
        latest=bool(re.search(r"\b(?:last|latest|most recent(?:ly)?)\b", low)),
        avoids=avoids,
        changed=changed,
        happened=bool(re.search(r"\b(?:did|was|were|had|ever|used)\b", low)),
    )
