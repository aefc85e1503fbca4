"""From one message to candidates for memories. Pure: no vault, no model, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from engine.learning import diary, reading_clauses, reading_sentences
from engine.learning.candidates import MAX_CANDIDATES
from engine.learning.commands import finding as commands
from engine.learning.commands.remember_requests import spared
from engine.learning.gating import gate
from engine.learning.grammar.sentences import Clause, sentences
from engine.learning.grammar.words import MAX_CHARACTERS, clean, words
from engine.learning.leftovers import LEAST, leftovers
from engine.learning.noise.lookups import speaks_of_self
from engine.learning.passage import Passage
from engine.learning.reconciling.corrections import corrected
from engine.learning.records import Learned, Rejected
from engine.learning.rules import first_fit
from engine.learning.rules.procedures import procedures
from engine.learning.telling.apposition import appositions
from engine.learning.telling.blanking import blanked
from engine.learning.telling.context import NOTHING, Context
from engine.learning.telling.known import Acquaintance, recased
from engine.learning.telling.unfolding import BRACKET
from engine.learning.turns import announced

_EXPECTING = re.compile(
    r"\b(?:pregnan\w+|expecting|due date|baby shower|20[- ]week scan|gender (?:scan|reveal)|midwife|weeks? gone|bump)\b", re.IGNORECASE
)
_LEFT = 6  # clauses of one message that may be kept nearly as they were put
#: A message in which one of these was found is not taken at its word where no rule understands it.
_TAINTED = frozenset(("role play or fiction", "quotation", "text for others", "pasted", "code or data", "riddle", "joke", "secret", "language"))


def learn(
    text: str,
    *,
    at: datetime,
    speaker: str = "user",
    previous: str = "",
    previous_at: datetime | None = None,
    known: Sequence[Acquaintance] = (),
    heard: Sequence[str] = (),
    context: Context = NOTHING,
) -> Learned:
    """What is worth remembering in a message said at `at` (aware). Only the user's own words are learned from.

    `previous`: the user's message before it, which "she" may refer to and which this one may correct, said at `previous_at` (None: at `at`).
    `known`: those whom the vault knows and the message may name; `context`: what else was said before. `heard`: what the assistant had just
    said; its echo is no news.
    Never raises; work is bounded by a cap on the text read.
    """
    if speaker == "assistant":
        return Learned()
    source = spared(recased(clean(gate.prose(text[:MAX_CHARACTERS])), known))
    command = commands.find(source)
    if command and command.action == "dont_remember":
        return Learned(command=command)
    reason = gate.whole(source)
    if reason and not (command and reason in ("language", "nothing said")):
        told = () if reason == "nothing said" else (Rejected(source[:200].strip(), reason),)
        return Learned((), told, None if reason in ("role markers", "code or data") else command)
    mended = corrected(source, previous, lambda told: learn(told, at=previous_at or at, known=known)) if previous and command is None else ()
    if mended:
        return Learned(mended)
    return _read(Passage(source, at, command, recased(clean(gate.prose(previous[:MAX_CHARACTERS])), known), known, heard, context))


def _read(passage: Passage) -> Learned:
    for made in procedures(passage.body):
        passage.found.procedure(made)
        passage.body = blanked(passage.body, made.start, made.stop)
    _appositions(passage)
    passage.story.about_user = passage.ordered or bool(passage.found.kept) or announced(passage.body)
    for sentence in diary.joined(sentences(passage.body), passage.body, passage.at):
        if len(passage.found.kept) >= MAX_CANDIDATES:
            break
        reading_sentences.read_sentence(passage, sentence)
    _leftovers(passage)
    _sift(passage)
    explicit = passage.found.explicit
    if (
        explicit
        and not any(passage.found.ordered(c.start) and not passage.by_the_way(c) for c in passage.found.kept)
        and all(r.reason != "secret" for r in passage.found.rejected)
    ):
        if gate.without_letters(passage.source)[explicit.start : explicit.stop].split() == passage.source[explicit.start : explicit.stop].split():
            passage.found.as_said(explicit)
        else:
            passage.found.turn_down(passage.source[explicit.start : explicit.stop], "quotation")
    kept = {one.text for one in passage.found.kept}
    doubted = {one.text: one for one in passage.found.doubted if one.text not in kept}
    return Learned(tuple(passage.found.kept), tuple(passage.found.rejected[:MAX_CANDIDATES]), passage.command, tuple(doubted.values()))


def _appositions(passage: Passage) -> None:
    """Who somebody is, said after the name: known before the sentence with the name is read."""
    for one in appositions(passage.body):
        passage.story.people += one.people
        for person in one.people:
            if person.relation:
                passage.found.relation(msgspec.structs.replace(person, start=one.start, stop=one.stop))
        if one.statement is not None:
            for shaped in first_fit(one.statement):
                passage.found.fact(shaped, one.statement, agreed=True)
        passage.body = blanked(passage.body, one.start, one.stop)


def _leftovers(passage: Passage) -> None:
    """What no rule could shape, from a message that isn't somebody else's words."""
    if passage.looked_up or any(one.reason in _TAINTED for one in passage.found.rejected):
        return
    for part in list(passage.untold[:_LEFT]):
        if any(one.start < part.stop and part.start < one.stop and one.start >= part.start for one in passage.found.kept):
            continue
        personal = bool(passage.found.kept) or any(w.low.removesuffix("'s") in passage.story.familiar for w in words(part.text)[:4])
        expecting = _EXPECTING.search(passage.source) is not None
        for left in leftovers(
            part,
            passage.story,
            passage.at,
            personal=personal,
            meant=passage.jotted_down,
            anothers=part.start in passage.anothers,
            expecting=expecting,
        ):
            if left.jots:
                reading_clauses.keep_jottings(passage, list(left.jots))
            elif left.note:
                passage.found.leftover(left.text, left.start, left.stop)
            else:
                reading_clauses.read_clause(passage, Clause(left.text, left.start, left.stop, BRACKET))


def _sift(passage: Passage) -> None:
    """Drops what was told without a subject when nothing else is told, and nothing speaks for it ("back to the drawing board then")."""
    lone = passage.bare and len(passage.bare) == len(passage.found.kept) and not passage.ordered
    if lone and max(points for _, points in passage.bare) < LEAST and not speaks_of_self(passage.source):
        for one, _ in passage.bare:
            passage.found.kept.remove(one)
            passage.found.doubted.append(one)
            passage.found.turn_down(one.text, "too little said")
