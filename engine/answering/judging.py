"""A second reading of the evidence by the small model, trained to tell whether a memory answers a question (models/training).

Code weighs words, people and kinds; it misses what is asked in quite other words, and takes what only touches the question for its answer. The model
reads each likely memory by itself. It says nothing: its odds are read off, so that it can neither make anything up nor be talked into anything.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering.evidence import Evidence
from engine.answering.people import People
from engine.answering.prompt import Item
from models.adapters import ANSWERING
from models.judging import ANSWERS, memory_text, question_text

if TYPE_CHECKING:
    from engine.answering.asked import Chat

#: How many memories are read at most, and how much of each.
READ, LONGEST = 6, 400
#: From this score on code is trusted without asking. Log-odds: from `TELLS` on a memory answers, from `KIND` more where it doesn't hold the kind of
#: answer asked for; below `DENIES` it doesn't, though code found so. Measured: make bench-answers.
TRUSTED, TELLS, KIND, DENIES = 1.0, 0.5, 1.5, -4.0
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
    if stands(found):
        return found
    likely = [w.index for w in found.weighed if not items[w.index].secret and items[w.index].kind != "procedural"]
    shown = list(dict.fromkeys([*(n for n in found.chosen if n in likely), *likely]))[:READ]
    return decide(found, odds(question, items, texts, shown, ties, chat, cancel)) if shown else found


def stands(found: Evidence) -> bool:
    """Whether code is not to be doubted: a clear score, several things asked for, or a memory that leads to the next."""
    if not found.sure:
        return False
    score = {w.index: w.score for w in found.weighed}
    best, *others = [score[n] for n in found.chosen]
    question = found.question
    return best >= TRUSTED or question.several or question.counts or question.changed or any(best < other for other in others)


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


def decide(found: Evidence, told: dict[int, float]) -> Evidence:
    """What code found, and what the model made of each memory, together: the likeliest that nothing speaks against, else code's own unless denied."""
    chosen = [told[n] for n in found.chosen if n in told]
    if found.sure and not chosen:  # instructions and how-tos are not read
        return found
    telling = [w.index for w in found.weighed if w.index in told and (w.fits or not w.holds) and told[w.index] >= TELLS + (0.0 if w.fits else KIND)]
    if telling:
        return msgspec.structs.replace(found, chosen=(max(telling, key=lambda n: told[n]),), sure=True)
    return msgspec.structs.replace(found, sure=False) if found.sure and max(chosen) < DENIES else found


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
