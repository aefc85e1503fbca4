"""Whom a memory tells of, and whether that is whom the question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.answering.candidate import Candidate
from engine.answering.lexicon import SERVICES, STOP
from engine.answering.people import USER, People, keeping
from engine.answering.question import Question, fold, relation, words
from engine.memory.relations import is_kin

_THE = re.compile(r"\bthe ([a-z]+)\b(?! of\b)")
_NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w’'\-]*\b")
STAMP = re.compile(r"^\[?\d{4}-\d\d-\d\d[ T]?[\d:]*\]?\s*(?:[\w .\-]{1,30}:)?\s*")
_DETERMINERS = frozenset(
    """
    user my our his her their the a an and or of with s
    """.split()
)
_NOT_NAMES = frozenset(
    """
    the user i a an in on at to for when if monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december
    """.split()
)
#: So near is a town to its country: Hamburg, Germany.
PLACE = 0.55


class Asked(msgspec.Struct, frozen=True):
    """A question, with what the candidates and the ties tell of the people in it."""

    question: Question
    words: frozenset[str]
    before: Question | None  # what was said just before, read as a question
    before_words: frozenset[str]
    links: dict[str, frozenset[str]]
    people: People
    known: frozenset[str]
    whom: frozenset[str]


def whom(question: Question, people: People, known: frozenset[str]) -> frozenset[str]:
    """The keys of the people that a question is about; empty when it names none that memory knows, and no relation."""
    text = _THE.sub(lambda m: f"my {m[1]}" if is_kin(relation(fold(m[1])) or "") else m[0], question.text)
    spoken = people.mentions(text, known)
    return frozenset().union(*(people.keys(m) for m in spoken if m.relation or any(fold(n.split()[0]) in people.names for n in m.names)))


def names_in(text: str) -> frozenset[str]:
    """Folded words of a memory that look like names."""
    body = STAMP.sub("", text)
    return frozenset(
        fold(m.group(0))
        for m in _NAME.finditer(body)
        if not (m.group(0).isupper() and len(m.group(0)) > 1)
        and fold(m.group(0)) not in _NOT_NAMES
        and fold(m.group(0)).removesuffix("s") not in _NOT_NAMES
        and relation(fold(m.group(0))) is None
        and (m.start() > 0 or fold(m.group(0)) not in STOP)
    )


def relations_in(text: str) -> frozenset[str]:
    """The standard relation words of a memory, told of the user: compound roles ("speech therapist") and other people's relations
    ("The user's brother has two children") are left out."""
    found = set()
    listed = words(text)
    owner = next((relation(w) for w in listed[2:4] if relation(w)), None) if re.match(r"(?:the )?user['’]s ", text, re.IGNORECASE) else None
    for position, word in enumerate(listed):
        standard = relation(word)
        if standard is None:
            continue
        before = listed[max(0, position - 3) : position]
        if before and before[-1] not in _DETERMINERS and standard in ("therapist", "assistant", "teacher", "coach", "doctor"):
            continue
        if owner and standard != owner and "user" not in before:
            continue
        found.add(standard)
    return frozenset(found)


def links_between(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Relation -> names that memories tie to it ("The user's sister Anna …" ties Anna to sister)."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in re.finditer(r"\b([\w\-]+) (?:is |are )?(?:called |named )?([A-ZÀ-ÞĀ-Ž][\w’'\-]*(?:(?:, | and )[A-ZÀ-ÞĀ-Ž][\w’'\-]*)*)", text):
            standard = relation(fold(match.group(1)))
            if standard:
                found.setdefault(standard, set()).update(fold(n) for n in _NAME.findall(match.group(2)))
        for match in re.finditer(r"([A-ZÀ-ÞĀ-Ž][\w’'\-]*) is (?:the user['’]s|my) (?:[\w\-]+ )?([\w\-]+)", text):
            standard = relation(fold(match.group(2)))
            if standard:
                found.setdefault(standard, set()).add(fold(match.group(1)))
        for match in re.finditer(r"\b([\w\-]+) (?:is|was) (?:called |named |an? |the )?(?:[a-z]+ )?([A-ZÀ-ÞĀ-Ž][\w’'\-]*)", text):
            found.setdefault(fold(match.group(1)), set()).add(fold(match.group(2)))  # "The user's telescope is a Celestron."
    return {key: frozenset(value) for key, value in found.items()}


def same_person(asked: Asked, text: str, candidate: Candidate) -> bool | None:
    """True: the memory is about whom or what the question names; False: about others; None: the question names nobody."""
    question = asked.question
    if not asked.whom and not question.names:
        return None
    mentions = asked.people.mentions(keeping(text), asked.known)
    told = candidate.of.union(*(asked.people.keys(mention, wide=False) for mention in mentions))
    if asked.whom:
        together = {f"{mention.owner}/{mention.relation}" for mention in mentions if mention.plural}  # "two kids, Ann is 6 and Bob 13"
        if asked.whom & (told | together):
            return True
        # "my sister" of somebody who is the user's as far as memory tells: by the word alone
        spoken = {f"{USER}/{r}" for r in relations_in(text)} if not any("/" in key or key in asked.people.names for key in told) else set()
        return bool(asked.whom & spoken)
    told_names = names_in(text) | candidate.of | frozenset(words(text)) & question.names
    near = dict(candidate.near)
    if question.names & told_names or any(near.get(name, 0.0) >= PLACE for name in question.names):
        return True
    # "Which bus does Tom take" and "The user's son takes bus 302", when Tom is known to be the son.
    things = {word for word in words(text) if relation(word) is None}
    return any(name in asked.links.get(thing, frozenset()) and not told_names & asked.links[thing] for name in question.names for thing in things)


def about_another(text: str, links: dict[str, frozenset[str]], people: People) -> bool:
    """Whether the sentence's subject is somebody who belongs to the user: "The user's mother drives…", "Craig works…", when Craig is known."""
    named = re.match(r"([A-ZÀ-ÞĀ-Ž][\w’'\-]*) (?!and the user)", text)
    if named and "the user" not in text and any(fold(named.group(1)) in names for word, names in links.items() if relation(word)):
        return True
    subject = people.subject(text)
    if "the user" not in text.lower() and subject & set(people.names) and not any(key in subject for word, key in people.ties() if word in SERVICES):
        return True
    match = re.match(r"(?:the )?user['’]s ([\w\-’' ]+)", text, re.IGNORECASE)
    return match is not None and any(relation(word) not in (None, *SERVICES) for word in words(match.group(1))[:2])


def about_others(question: Question) -> bool:
    """Whether somebody else is asked for: "who lives in York", but not "who do I work for"."""
    return question.wants == "who" and not re.search(
        r"\bwho(?:m|se)? (?:[a-z]+ )?(?:do|did|am|was|have|should|can) (?:i|we)\b", question.text.lower()
    )
