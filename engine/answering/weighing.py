"""How well one memory answers a question: its score, and what speaks against it."""

from __future__ import annotations

import re

import msgspec

from engine.answering.candidate import Candidate, Weighed
from engine.answering.fitting import coverage, holds, in_time, of_the_thing
from engine.answering.lexicon import STOP
from engine.answering.question import Question, exclusive, fold, relation, stem, words
from engine.answering.whose import STAMP, Asked, about_another, about_others, names_in, same_person

#: Measured on hand-written questions with and without an answer; see tests/bench.
ENOUGH = 0.62
#: From here on a memory is worth showing, though it may not be the answer.
NEAR = 0.32
#: So near in meaning to the noun after "what" or "which" is an instance of it: herb, coriander. Measured on hand-written questions.
INSTANCE = 0.475
#: A fact of the kind asked for answers in whatever words it was put ("looks after teeth" to "what is her job").
SLOT = 0.3
#: Says what not to eat or to take.
_WARNS = re.compile(
    r"\b(?:allerg\w+|intoleran\w+|avoids?|not|never|cannot|can't|doesn't|don't|free|without|vegan|vegetarian|coeliac|celiac|hates?|dislikes?|halal"
    r"|kosher|stand|reacts?|reaction|gave up|ill from|sick)\b",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(r"\b(?:\w*allerg\w+|\w*intoleran\w+|coeliac|celiac|reacts?|reaction|anaphyla\w+|cannot|can't|avoids?|free)\b", re.IGNORECASE)
#: Tells what was, not what is.
_FORMERLY = re.compile(r"\b(?:used to|former(?:ly)?|previous(?:ly)?|back then|until (?:19|20)\d\d)\b", re.IGNORECASE)
_WAS = re.compile(r"^(?:The user|[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)?|The user['’]s [\w -]+?) (?:was|were|had|ran|drove|taught|went|\w+ed)\b")
#: A fact of the kind ("loves gardening") is no answer to "what is her favourite book".
_OF_TASTE = frozenset(("favourit", "like", "love", "prefer"))
_ASKS_WHAT = re.compile(r"\W*(?:so |and |but )?(?:what|which)(?:['’]?s)?\b", re.IGNORECASE)
_MY_THING = re.compile(r"\b(?:my|our) (?:[\w-]+ )??([a-z][\w-]+)(?=\W|$)", re.IGNORECASE)
#: Says that there is something, not what.
_EMPTY = frozenset("user users got get has have new have another now again is was started changed job work".split())


def weigh_one(asked: Asked, index: int, candidate: Candidate) -> Weighed:
    """The candidate's standing: the cosine, the share of the question's words, whom it is about, and the kind of fact, against what contradicts."""
    question, text = asked.question, candidate.text
    person = same_person(asked, text, candidate)
    covered, holding = coverage(question, text), holds(question, text)
    head = coverage(msgspec.structs.replace(question, terms=(question.head,)), text) if question.head else 0.0
    if question.head and not head and candidate.head >= INSTANCE:
        head = 0.75
        covered += head / max(1, len(question.terms)) if question.head in question.terms else 0.0
    score = candidate.similarity + 0.45 * covered + (0.2 if person is True else 0.0) + (0.1 if person is True and head else 0.0)
    if candidate.slot:
        score += SLOT
    if asked.before is not None:
        thin = len(question.terms) < 2 and not question.relations and not question.names
        score += (0.45 if thin else 0.1) * coverage(asked.before, text)
        if "other" in asked.words and names_in(text):
            score += -0.2 if names_in(text) & asked.before_words else 0.3
    over = candidate.status == "superseded" or bool(_FORMERLY.search(text))
    if question.past:
        score += 0.2 if over else 0.1 if _WAS.match(text) else -0.2
    elif over and not question.changed and not question.happened:
        score -= 0.5
    # Nobody was named, so it is about the user, not about the user's mother.
    others = person is None and question.own and not about_others(question) and about_another(text, asked.links, asked.people)
    told = set(words(STAMP.sub("", text)))
    possible = person is not False and not others and not exclusive(set(asked.words), told) and in_time(question, candidate)
    possible = possible and (not question.avoids or bool((_ALLERGIC if "allerg" in question.text.lower() else _WARNS).search(text)))
    possible = possible and of_the_thing(question, text, asked.people) and not (over and candidate.raw and question.wants == "age")
    current = not over or question.past or question.changed or question.happened
    told_of = covered > 0 or candidate.slot or not question.terms or (candidate.similarity >= 0.5 and person is not True)
    near = possible and (holding or candidate.raw) and score >= NEAR and current and told_of and _of_my_thing(question, text)
    person_words = question.names.union(*(asked.links.get(r, frozenset()) for r in question.relations), asked.whom)
    if question.wants == "thing" and question.terms and not (told - asked.words - person_words - STOP - _EMPTY - _relation_words(told)):
        score -= 0.4  # "Craig got a new job." of "what's Craig's job?"
        possible = possible and not _ASKS_WHAT.match(question.text)
    if question.avoids and possible:
        score += 0.2
        head = head or 0.75
    if question.head and not head and candidate.similarity < 0.6 and not candidate.slot:
        score -= 0.25  # "what strings…" wants a memory about strings, not just one about the guitar
    besides = bool(question.head) and not head and (not candidate.slot or bool(_OF_TASTE & set(question.terms)))
    besides = besides or (question.wants == "who" and bool(question.terms) and not covered and not candidate.slot)
    if person is True and asked.before is None and besides:
        score = min(score, ENOUGH - 0.21)  # of the right one, but not what is asked
    return Weighed(index, score, possible and holding, covered, holding, near, person is True)


def _of_my_thing(question: Question, text: str) -> bool:
    """Of one's own things it has to tell: the price of the boots is nothing like an answer to what the shoes cost."""
    things = {stem(fold(match[1])) for match in _MY_THING.finditer(question.text) if relation(fold(match[1])) is None} & set(question.terms)
    return not things or any(coverage(msgspec.structs.replace(question, terms=(thing,)), text) for thing in things)


def _relation_words(told: set[str]) -> set[str]:
    return {word for word in told if relation(word)}
