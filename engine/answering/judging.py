"""A second reading of the evidence by the small model, trained to tell whether a memory answers a question (models/training).

Code weighs words, people and kinds; it misses what is asked in quite other words, and takes what only touches the question for its answer. The model
reads each likely memory by itself. It says nothing: its odds are read off, so that it can neither make anything up nor be talked into anything.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering.candidate import Weighed
from engine.answering.evidence import Evidence
from engine.answering.people import People
from engine.answering.prompt import Item
from models.adapters import ANSWERING
from models.judging import ANSWERS, memory_text, question_text

if TYPE_CHECKING:
    from engine.answering.asked import Chat

#: How many memories are read at most, how many of them because code thinks them the likeliest (the others because recall does), how much of each.
READ, WEIGHED, LONGEST = 8, 4, 400
#: Of log-odds. From `TELLS` on a memory answers; from so much more where it doesn't fit the question by its words, or holds another kind of answer.
#: What code found stands where odds and `WEIGHT` times its score make `STANDS` together; the nearest is shown from `NEAR` on.
#: Measured: make bench-answers.
TELLS, UNFIT, OTHER_KIND, WEIGHT, STANDS, NEAR = 0.5, 1.5, 2.5, 2.0, 1.6, -2.0
#: So much more a sentence of a chat needs, of which nothing was learnt and which has no word of the question.
CHAT = 1.0
#: So much more what no longer holds needs, where nobody asks for what was.
FORMER = 4.0
#: So much more it stands where all the words of the question are in it, which is so from `WHOLE` on.
ASKED_SO, WHOLE = 2.6, 0.99
#: Of code's scores. From `CLEAR` on what code found is read alone; what scores below `CHAINED`, and has so little of the question's words, was
#: found by way of another memory, which is not doubted.
CLEAR, CHAINED = 1.0, 0.5
OVER = "(no longer true) "
_TIES = 5


def judged(
    question: str,
    items: Sequence[Item],
    texts: Sequence[str],
    found: Evidence,
    ties: Sequence[str],
    chat: Chat,
    cancel: threading.Event | None = None,
) -> Evidence:  # fmt: skip
    """The evidence as the model reads it. `texts`: the items in the third person. Raises ModelError."""
    if certain(found):
        return found
    likely = [w.index for w in found.weighed if not items[w.index].secret and items[w.index].kind != "procedural"]
    chosen = [n for n in found.chosen if n in likely][:READ]
    score = {w.index: w.score for w in found.weighed}
    told = {}
    if found.sure and chosen and (score[found.chosen[0]] >= CLEAR or asked_so(found)):
        told = odds(question, items, texts, chosen, ties, chat, cancel)
        if stands(found, told) and not (holding(found) and gone(found.chosen[0], items)):
            return found
    recalled = sorted(likely, key=lambda n: (items[n].kind == "message", n))  # sentences of a chat are mostly chat
    others = [n for n in dict.fromkeys([*chosen, *likely[:WEIGHED], *recalled]) if n not in told][: READ - len(told)]
    told |= odds(question, items, texts, others, ties, chat, cancel) if others else {}
    loose = [w.index for w in found.weighed if items[w.index].kind == "message" and w.covered == 0]
    former = [n for n in told if gone(n, items)] if holding(found) else []
    return decide(found, told, loose, former) if told else found


def gone(index: int, items: Sequence[Item]) -> bool:
    """Whether it no longer holds."""
    return items[index].status == "superseded"


def holding(found: Evidence) -> bool:
    """Whether it is asked how things are, not how they were."""
    return not found.question.past and not found.question.changed


def certain(found: Evidence) -> bool:
    """Whether code is not to be doubted: several things asked for, who somebody is, or a memory that leads to the next."""
    if not found.sure:
        return False
    score = {w.index: w.score for w in found.weighed}
    best, *others = [score[n] for n in found.chosen]
    question, covered = found.question, next(w.covered for w in found.weighed if w.index == found.chosen[0])
    chained = (best < CHAINED and covered < CHAINED) or any(best < other for other in others)
    somebody = question.wants in ("who", "thing") and not question.terms and bool(question.names or question.relations)  # "who is Ana?"
    return question.several or question.counts or question.changed or somebody or chained


def stands(found: Evidence, told: dict[int, float]) -> bool:
    """Whether what code found holds beside what the model made of it."""
    read = [told[n] for n in found.chosen if n in told]
    score = next(w.score for w in found.weighed if w.index == found.chosen[0])
    return not read or max(read) + WEIGHT * score + (ASKED_SO if asked_so(found) else 0) >= STANDS  # instructions and how-tos are not read


def asked_so(found: Evidence) -> bool:
    """Whether what code found has the very words asked with, and an answer of the kind asked for."""
    best = next(w for w in found.weighed if w.index == found.chosen[0])
    return best.covered >= WHOLE and best.fits and best.holds


def odds(
    question: str,
    items: Sequence[Item],
    texts: Sequence[str],
    shown: Sequence[int],
    ties: Sequence[str],
    chat: Chat,
    cancel: threading.Event | None = None,
) -> dict[int, float]:  # fmt: skip
    """The log-odds that each item of `shown` answers."""
    lines = [_line(items[n], texts[n]) for n in shown]
    stem = question_text(question, tied(question, lines, [*texts, *ties]))
    return dict(zip(shown, chat.odds(stem, [memory_text(line) for line in lines], ANSWERS, job=ANSWERING, cancel=cancel), strict=True))


def decide(found: Evidence, told: dict[int, float], loose: Collection[int] = (), former: Collection[int] = ()) -> Evidence:
    """What code found, and what the model made of each memory, together: the likeliest that answers, else code's own unless it is denied.

    `loose`: sentences of a chat that have no word of the question; `former`: what no longer holds."""
    if found.sure and not any(n in told for n in found.chosen):
        return found
    needs = {w.index: TELLS + _more(w) + CHAT * (w.index in loose) + FORMER * (w.index in former) for w in found.weighed}
    telling = [n for n in needs if n in told and told[n] >= needs[n]]
    if telling:
        return msgspec.structs.replace(found, chosen=(max(telling, key=lambda n: told[n] - FORMER * (n in former)),), sure=True)
    answered = any(told[n] >= TELLS for n in former)  # what once answered: what code found instead may well be what took its place
    if found.sure:
        best = found.chosen[0]
        if stands(found, told) or (answered and best not in former and told.get(best, NEAR) > NEAR):
            return found
        return msgspec.structs.replace(found, chosen=(), sure=False)
    near = [told[n] for n in found.chosen if n in told]
    return msgspec.structs.replace(found, chosen=()) if near and max(near) < NEAR else found


def _more(weighed: Weighed) -> float:
    if weighed.fits:
        return 0.0
    return OTHER_KIND if weighed.holds else UNFIT


def tied(question: str, lines: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Who is whose, as far as the question or the memories speak of it."""
    people, said = People(texts), question.lower()
    sentences = [
        f"{people.names[key]} is the user's {relation}."
        for relation, key in people.ties()
        if key in people.names
        and (re.search(rf"\b(?:{re.escape(key)}|{re.escape(relation)})\b", said) or any(people.names[key] in line for line in lines))
    ]
    return tuple(sentences[:_TIES])


def _line(item: Item, text: str) -> str:
    """A memory in the form that the model was trained on."""
    over = OVER if item.status == "superseded" else ""
    if item.kind == "message" and not item.quoted and item.speaker in ("", "user"):
        when = f"[{item.when[:10]}] " if item.when else ""
        return f'{over}{when}The user said: "{item.text[:LONGEST]}"'
    return f"{over}{text[:LONGEST]}"
