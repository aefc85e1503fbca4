"""Whether a memory holds what the question asks for: its words, an answer of its kind, the very thing, the time."""

from __future__ import annotations

import re

import msgspec

from engine.answering.candidate import Candidate
from engine.answering.kinds import HOLDS
from engine.answering.people import USER, People
from engine.answering.question import Question, fold, groups, relation, stem, words
from engine.answering.whose import STAMP, names_in, relations_in

#: Attributes that memories tell without naming them: "is a nurse" is a job.
_IMPLIED: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (
        frozenset({"job", "work", "occup", "profess", "career", "live"}),
        re.compile(
            r"\b(?:is|as|was|became|note:) (?:(?:now|still|currently|also|actually|just) )*an? [a-z]|\bworks?\b|"
            r"\bdrives (?:lorries|trucks|buses|coaches|taxis|trams|trains|vans|an? (?:lorry|truck|bus|taxi|tram|train|cab))\b|"
            r"\b(?:was|is|been) (?:driving|teaching|nursing|farming|selling|repairing|building|mining)\b|\b(?:drove|taught|farmed|mined)\b|"
            r"\b(?:teaches|manages|runs an?|retired|unemployed|self-employed|freelance|student|apprentice|trainee)\b|"
            r"\b(?:is|starts|started) (?:now )?at (?:an?|the) [a-z]+(?: [a-z]+)? now\b",
            re.IGNORECASE,
        ),
    ),
    (
        frozenset({"holiday", "trip", "travel", "vacat", "visit", "summer", "plan"}),
        re.compile(r"\b(?:off|going|flying|travelling|driving|heading|trip|cruise) to [A-ZÀ-Þ]|\bdoing [A-ZÀ-Þ]\w+ instead|\btrip is\b"),
    ),
    (frozenset({"old", "age"}), re.compile(r"\b\d+ years? old|\bturn(?:s|ed) \d|\baged? \d|\bis \d{1,3}\b|\bborn\b.*\d{4}", re.IGNORECASE)),
    (frozenset({"marri", "wed", "engag"}), re.compile(r"\b(?:husband|wife|spouse|partner|married|fianc\w+|wedding)\b", re.IGNORECASE)),
    (frozenset({"own", "carri"}), re.compile(r"\b(?:has|have|owns|bought|got)\b", re.IGNORECASE)),
)
#: "Zephyr is the user's cat." tells what the cat is called.
_NAMING = re.compile(r"^[A-ZÀ-ÞĀ-Ž][\w’'\-]* (?:is|was) (?:the )?user['’]s ")
#: What a memory must tell of by name: a date near a person is not yet the birthday.
_TOLD_BY_NAME = frozenset(map(stem, "birthday anniversary nickname".split()))
_BIRTH = re.compile(r"\bborn\b|\bbirthday\b|\bturn(?:s|ed|ing)? \d|\bbirth\b", re.IGNORECASE)
#: The thing whose amount is asked for.
_MEASURED = re.compile(
    r"\bhow (?:much|many (?:"
    r"mg|mcg|ml|grams?|milligrams?|micrograms?|g|kg|kilos?|litres?|units|tablets|pills|drops|puffs|cups|glasses|bottles|spoons?)"
    r"(?: of)?) (?!more\b|money\b|is\b|do\b|does\b|did\b|was\b|are\b|i\b|we\b)([a-z-]{3,})",
    re.IGNORECASE,
)


def coverage(question: Question, text: str) -> float:
    """The share of the question's terms that the memory holds, synonyms counting three quarters."""
    if not question.terms:
        return 0.0
    told = {stem(word) for word in words(text)}
    told_groups = set().union(*(groups(term) for term in told)) if told else set()
    total = 0.0
    for term in question.terms:
        if (
            term in told
            or (term in ("call", "name") and question.wants == "who" and (_NAMING.match(text) or (question.relations and names_in(text))))
            or any(len(term) > 4 and len(t) > 4 and (t.startswith(term) or term.startswith(t)) for t in told)
        ):
            total += 1.0
        elif groups(term) & told_groups or any(term in asked and pattern.search(text) for asked, pattern in _IMPLIED):
            total += 0.75
    return total / len(question.terms)


#: "lent the drill to rico": whoever that is, also in small letters.
_HANDED = re.compile(
    r"\b(?:lent|loaned|gave|handed|passed|sold|returned|borrowed|got|bought)\b.*? (?:to|from|off) (?!(?:the|a|an|my|their|this|that|me)\b)[a-z]{3,}"
)


def holds(question: Question, text: str) -> bool:
    """Whether the memory can hold an answer of the kind asked for, beyond what the question itself says."""
    body = STAMP.sub("", text)
    if question.wants == "who":
        return bool(names_in(body) - question.names) or bool(relations_in(body) - question.relations) or bool(_HANDED.search(body))
    pattern = HOLDS.get(question.wants)
    if pattern is None:
        return True
    rest = body
    for year in question.years:
        rest = rest.replace(year, " ")
    if question.wants in ("number", "code", "money"):
        rest = (
            re.sub(r"\b(?:on |since |in )?\d{1,2} \w+ (?:19|20)\d\d\b|\b(?:in|since) (?:19|20)\d\d\b", " ", rest)
            if question.wants != "number" or not question.counts
            else rest
        )
    return bool(pattern.search(rest))


def of_the_thing(question: Question, text: str, people: People) -> bool:
    """Whether a memory tells of the very thing asked for, where nothing near it will do: an age, a birthday, the amount of something."""
    told = {stem(word) for word in words(text)}
    if question.wants == "age":
        things = [term for term in question.terms if term not in ("age", "old", "year")]
        if any(not coverage(msgspec.structs.replace(question, terms=(term,)), text) for term in things):
            return False
        if question.own and not things and not question.relations and not question.names:
            return people.subject(text) == {USER} and re.match(r"(?:the )?user\b(?!['’]s (?!age\b))", text, re.IGNORECASE) is not None
    named = _TOLD_BY_NAME & set(question.terms)
    if named and not named & told and not (stem("birthday") in named and _BIRTH.search(text)):
        return not named & {stem("birthday"), stem("anniversary")}
    match = _MEASURED.search(question.text) if question.wants == "number" else None
    return match is None or relation(fold(match[1])) is not None or stem(fold(match[1])) in told or bool(_alike(fold(match[1]), told))


def _alike(word: str, told: set[str]) -> set[int]:
    """The groups in which a word stands with one of a text's, so that "coffee" may be told as "drinks"; a medicine stands in none."""
    return groups(stem(word)) & set().union(*(groups(term) for term in told)) if told else set()


def in_time(question: Question, candidate: Candidate) -> bool:
    """Whether nothing speaks against the time asked for: another year, or a beginning where the end is wanted."""
    years = set(re.findall(r"(?:19|20)\d\d", f"{candidate.text} {candidate.when}"))
    if question.years and not question.years & years and re.search(r"\b(?:19|20)\d\d\b", candidate.text):
        return False
    until = question.wants == "time" and re.search(r"\buntil\b", question.text.lower())
    return not until or bool(re.search(r"\b(?:until|till|to|ends?|through|back)\b", candidate.text.lower()))
