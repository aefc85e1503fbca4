"""Which memories answer a question, and whether any does. Small models answer from whatever they are shown; this decides what they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.answering.candidate import Candidate, Weighed
from engine.answering.intent import follows
from engine.answering.people import People
from engine.answering.question import Question, exclusive, parse, stem, words
from engine.answering.weighing import ENOUGH, weigh_one
from engine.answering.whose import Asked, about_another, links_between, names_in, whom

MARGIN = 0.16
#: From here on what holds now is told instead of what held before.
NOW = 0.45
#: "Am I still going to Lisbon?" is answered by what says no, if anything does.
_STILL = re.compile(r"^\W*(?:(?:so|and|wait|but)\W+)?(?:am|are|is|do|does|have|has) .*\bstill\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:not|no longer|cancelled|canceled|called off|doesn't|don't|isn't|aren't)\b", re.IGNORECASE)


class Evidence(msgspec.Struct, frozen=True):
    """`chosen`: the indices that answer, best first; empty when the memories don't answer the question. Without `sure` it is the nearest
    that there is."""

    chosen: tuple[int, ...]
    sure: bool
    weighed: tuple[Weighed, ...]
    question: Question

    @property
    def answers(self) -> bool:
        """Whether the memories hold an answer."""
        return bool(self.chosen)


def weigh(text: str, candidates: Sequence[Candidate], history: str = "", ties: Sequence[str] = ()) -> Evidence:
    """Scores each candidate for the question `text`; `history` (what was said just before) gives a follow-up its subject; `ties`: sentences
    that tell who is whose, besides the candidates."""
    texts = [c.text for c in candidates]
    people = People([*texts, *ties])
    known = frozenset(people.names).union(*(names_in(t) for t in texts))
    question = parse(text, known)
    goes_on = bool(history) and (follows(text) or not question.terms)
    asked = Asked(
        question, frozenset(words(text)), parse(history, known) if goes_on else None, frozenset(words(history)), links_between(texts), people,
        known, whom(question, people, known),
    )  # fmt: skip
    weighed = [weigh_one(asked, index, candidate) for index, candidate in enumerate(candidates)]
    ranked = sorted(weighed, key=lambda w: (-w.fits, -w.score))
    chosen = _choose(question, ranked) or _second_hop(asked, ranked, candidates)
    if not question.past and not question.changed:
        # What holds now goes before what held, if it answers at all: the words of the old are often nearer to the question.
        holding = [w for w in ranked if w.fits and w.covered >= 0.5 and w.score >= NOW and candidates[w.index].status != "superseded"]
        current = [n for n in chosen if candidates[n].status != "superseded"]
        chosen = current or ([holding[0].index] if chosen and holding else chosen)
    if _STILL.search(question.text):
        ended = [w.index for w in ranked if w.fits and w.about and w.score >= NOW and _ENDED.search(candidates[w.index].text)]
        chosen = ended[:1] or chosen
    if chosen:
        return Evidence(tuple(chosen), True, tuple(ranked), question)
    nearest = sorted((w for w in weighed if w.near), key=lambda w: -w.score)[:1]
    return Evidence(tuple(w.index for w in nearest), False, tuple(ranked), question)


def _choose(question: Question, ranked: Sequence[Weighed]) -> list[int]:
    fitting = [w for w in ranked if w.fits and (w.covered or w.score >= ENOUGH - 0.15 or not question.changed)]
    if not fitting:
        return []
    enough = ENOUGH
    if not question.terms:
        enough = ENOUGH - 0.12  # nothing more was said than whom and what kind
    elif fitting[0].covered >= 0.99:  # the very words asked with, and an answer of the kind asked for
        enough = ENOUGH - (0.1 if question.wants == "thing" else 0.2)
    elif fitting[0].covered == 0 or (question.wants == "thing" and fitting[0].covered <= 0.5):
        enough = ENOUGH + 0.1
    elif question.wants != "thing" and fitting[0].covered >= 0.75:
        enough = ENOUGH - 0.1
    if question.changed or question.avoids:
        enough -= 0.25 if fitting[0].covered >= 0.5 else 0.15  # the memories that fit are few: what no longer holds, what warns
    if fitting[0].score < enough:
        return []
    best = fitting[0].score
    room = 4 * MARGIN if question.changed else 2 * MARGIN if question.several or question.counts else MARGIN
    return [w.index for w in fitting if w.score >= best - room][: 8 if question.several or question.counts else 3]


def _second_hop(asked: Asked, ranked: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[int]:
    """The best memory names somebody or something, and another memory about that holds the kind of answer asked for."""
    question, links = asked.question, asked.links
    personal = question.wants == "age" or stem("birthday") in question.terms  # nobody is as old as their friend
    if question.wants == "thing" or (personal and question.names):
        return []
    apart = [exclusive(set(asked.words), set(words(candidate.text))) for candidate in candidates]
    alone = question.own and not question.relations and not question.names  # about the user: what is told of others leads nowhere
    bridges = sorted((w for w in ranked if not w.holds or not w.fits), key=lambda w: -w.score)[:2]
    for bridge in bridges:
        if (
            bridge.score < ENOUGH - 0.1
            or apart[bridge.index]
            or ((asked.whom or question.names) and not bridge.about)
            or (alone and about_another(candidates[bridge.index].text, links, asked.people))
        ):
            continue
        found = names_in(candidates[bridge.index].text) - question.names
        for w in ranked:
            if w.index != bridge.index and w.holds and not apart[w.index] and names_in(candidates[w.index].text) & found:
                return [w.index, bridge.index]
    return []
