"""The items of a question as candidates: their similarities, their nearest words, and whom they point back at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.answering.asked import Asked
from engine.answering.candidate import Candidate
from engine.answering.evidence import Evidence, weigh
from engine.answering.intent import follows
from engine.answering.lexicon import COUNTRIES, STOP
from engine.answering.prompt import Item
from engine.answering.question import Question, parse, stem, words
from engine.answering.telling import third_person
from engine.answering.whose import names_in

if TYPE_CHECKING:
    from engine.recall.embedder import Embedder

#: Stands for the noun after "which", in its own form.
HEAD = "which"
_LOOKED_AT = 6  # candidates whose words are compared


def evidence(asked: Asked, embedder: Embedder | None) -> Evidence:
    """Which items answer, by code; similarities are filled in where there is an embedder."""
    history = " ".join(e.text for e in asked.history[-2:])
    similarities = [item.similarity for item in asked.items]
    if embedder is not None and asked.items:
        question = embedder.embed_query(f"{history} {asked.meant}" if history and follows(asked.meant) else asked.meant)
        similarities = [float(value) for value in embedder.embed_documents([third_person(item) for item in asked.items]) @ question]
    texts = [third_person(item) for item in asked.items]
    near = _nearest_words(parse(asked.meant), texts, similarities, embedder)
    candidates = [
        Candidate(text, similarity, item.status, item.when, dict(words).get(HEAD, 0.0), item.kind == "message", words, item.slot, _of(item))
        for item, text, similarity, words in zip(asked.items, texts, similarities, near, strict=True)
    ]
    return weigh(asked.meant, candidates, history, asked.ties)


_POINTS = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their)\b", re.IGNORECASE)


def _of(item: Item) -> frozenset[str]:
    """Whom a sentence points back at: "My aunt Solveig comes. Eirik picks her up." """
    return names_in(f"- {item.of}") if item.of and _POINTS.search(item.text) else frozenset()


def _nearest_words(
    question: Question, texts: Sequence[str], similarities: Sequence[float], embedder: Embedder | None
) -> list[tuple[tuple[str, float], ...]]:
    """For each text how near one of its own words comes to the noun asked for ("coriander" to "which herb") and to a place ("Hamburg" to
    "Germany"). Other words are not compared: shoes are near boots, and yet no boots."""
    nearest: list[tuple[tuple[str, float], ...]] = [()] * len(texts)
    wanted = {HEAD: question.head_word} if question.head_word else {}
    wanted |= {
        name: name
        for name in question.names & COUNTRIES
        if re.search(rf"\b(?:in|to|from|visit(?:ed)?|seen) {re.escape(name)}\b", question.text.lower())
    }
    if embedder is None or not wanted:
        return nearest
    best = sorted(range(len(texts)), key=lambda n: -similarities[n])[:_LOOKED_AT]
    own = {n: [word for word in words(texts[n])[:40] if len(word) > 2 and word not in STOP and stem(word) not in question.terms] for n in best}
    vocabulary = sorted({word for listed in own.values() for word in listed})
    if vocabulary:
        there = embedder.embed_documents(vocabulary)
        for key, word in wanted.items():
            values = there @ embedder.embed_query(word)
            near = {word: float(value) for word, value in zip(vocabulary, values, strict=True) if key == HEAD or word not in COUNTRIES}
            for n, listed in own.items():
                nearest[n] = (*nearest[n], (key, max((near.get(other, 0.0) for other in listed), default=0.0)))
    return nearest
