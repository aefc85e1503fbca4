"""The answer guard: what is told about the user must be in front of the model, or be computed by code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.answering.kinds import HOLDS
from engine.answering.lexicon import STOP
from engine.answering.question import Question, fold, groups, relation, stem, words
from engine.answering.whose import names_in, relations_in

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NEGATION = re.compile(r"\b(?:not|no|never|n't|cannot|can't|don't|doesn't|isn't|aren't|won't|without|none)\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:was|were|had|did|used to|\w+ed)\b")
_MONTH_OR_DAY = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:your|my|the|an?|of|to|in|with|and|or|at|for|from|by|is|are)\W*$", re.IGNORECASE)
_ABOUT_USER = re.compile(r"\b(?:you|your|yours|the user|user's)\b", re.IGNORECASE)
_YOURS = re.compile(r"\byour (?:[a-z]+ )?([a-z][\w-]*)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]\s|\s(?:and|but|while|whereas)\s")
#: Words with which a sentence is built; they tell nothing.
_FILLER = frozenset(
    """
    answer question fact facts yes because since also however according mentioned told said currently following based information note
    noted located called named known here number name place person sentence short
    """.split()
)


def ungrounded(answer: str, sources: Sequence[str]) -> list[str]:
    """Names, numbers, months and weekdays of the answer's sentences about the user that occur in none of the sources."""
    told = " ".join(sources)
    numbers, told_words = {_plain_number(n) for n in _NUMBER.findall(told)}, set(words(told))
    stems = {stem(word) for word in told_words}
    missing: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", answer):
        if not _ABOUT_USER.search(sentence):
            continue
        missing += [f"your {m[1]}" for m in _YOURS.finditer(sentence) if relation(fold(m[1])) and stem(fold(m[1])) not in stems]
        missing += [n for n in _NUMBER.findall(sentence) if _plain_number(n) not in numbers]
        missing += [n for n in names_in(sentence) if n not in told_words and stem(n) not in stems and n not in STOP]
        missing += [
            m.group(0)
            for m in _MONTH_OR_DAY.finditer(sentence)
            if stem(fold(m.group(0))) not in stems and fold(m.group(0)).rstrip("s") not in told_words
        ]
    return missing


#: The model speaks of itself or of the question, not of the user.
_SPOKEN = re.compile(r"\b(?:I|I'm|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|us)\b|^\W*[Tt]he (?:\w+ )?(?:answer|question)\b")


def supported(answer: str, question: Question, facts: Sequence[str]) -> bool:
    """For a small model's answer from memory: it says something of one fact (not only of the question), nothing that stands nowhere,
    in the kind that was asked for."""
    if not answer.strip() or len(answer.split()) > 60 or _SPOKEN.search(answer):
        return False
    asked = {stem(word) for word in words(question.text)}
    content = [stem(word) for word in words(answer) if word not in STOP and word not in _FILLER]
    told = [({stem(word) for word in words(fact)}, fact) for fact in facts]
    everything = set().union(*(stems for stems, _ in told)) if told else set()
    if any(word not in everything and word not in asked and not (groups(word) & set().union(*(groups(t) for t in everything))) for word in content):
        return False
    new = [word for word in content if word not in asked and word in everything]
    if not new or not any(set(new) <= stems for stems, _ in told):
        return False  # nothing but the question's own words, or two facts mixed into one
    fact = next(fact for stems, fact in told if set(new) <= stems)
    if question.names & names_in(fact) - set(words(answer)):
        return False  # "Your kid is 3" of Edie: whose age, when there are two?
    if not _beside(answer, question, fact):
        return False
    if not _in_order(answer, fact) or _UNFINISHED.search(answer):
        return False
    if _OVER.search(answer) and not _OVER.search(fact):
        return False  # "The appointment was on 14 December" of one that is still to come
    if any(token not in f"{fact} {question.text}" for token in re.findall(r"\S*\d\S*\w", answer)):
        return False  # a code or a number is told to the letter
    if bool(_NEGATION.search(answer)) != bool(_NEGATION.search(fact)):
        return False
    if relations_in(answer) - relations_in(fact) - question.relations:
        return False
    if question.wants == "who":
        return bool((names_in(answer) | relations_in(answer)) - question.names - question.relations) or bool(names_in(fact) & set(words(answer)))
    pattern = HOLDS.get(question.wants)
    return pattern is None or bool(pattern.search(answer))


def _beside(answer: str, question: Question, fact: str) -> bool:
    """Whether the answer's numbers are told of whom it names: not "Aslak is 6" of "Thandi is 6", nor of "Thandi is 6 and Aslak is 13"."""
    numbers = set(_NUMBER.findall(answer))
    if not numbers:
        return True
    of = names_in(f"- {answer}") | question.names
    of |= {word for word in words(answer)[:1] if word not in STOP and word not in _FILLER}
    clauses = [part for part in _CLAUSE.split(fact) if part and _NUMBER.search(part)]
    if len(clauses) < 2:
        told = names_in(f"- {fact}")
        people = of - set(words(fact))
        return not told or not people or bool(of & told)
    own = [part for part in clauses if of & set(words(part))]
    return not own or any(numbers <= set(_NUMBER.findall(part)) for part in own)


def _in_order(answer: str, fact: str) -> bool:
    """Whether the words that the answer takes from the fact stand in the fact's order, the user included: "Marcus owes you" is not
    "you owe Marcus"."""
    told = iter(_roles(fact))
    known = set(_roles(fact))
    return all(word in told for word in _roles(answer) if word in known)


def _roles(text: str) -> list[str]:
    """Stems of the content words, with "user" for every mention of the user as an actor."""
    return [
        "user" if word in ("you", "user") else stem(word)
        for word in words(re.sub(r"\b(?:the user['’]s|your)\b", " ", text, flags=re.IGNORECASE))
        if word in ("you", "user") or (word not in STOP and word not in _FILLER)
    ]


def _plain_number(number: str) -> str:
    return number.replace(",", "").rstrip(".:")
