"""The grounding gate: one function that every candidate passes, whichever tier it comes from. What its message doesn't say is not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from engine.learning.gating import agreement, attribution, gate, secrets
from engine.learning.gating.wording import added, missing, overlap, plain
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.sentences import Clause, Sentence, sentences
from engine.learning.grammar.words import words
from engine.learning.records import EXTRACTOR, Candidate
from engine.learning.telling.unfolding import BRACKET, unfolded
from engine.memory.words import fold

__all__ = ["MAX_PROCEDURE_WORDS", "MAX_WORDS", "Ground", "admit", "missing", "overlap"]
MAX_WORDS, MAX_PROCEDURE_WORDS = 28, 58
#: The share of the content words that the source must have. A model, which may say anything, may not add a single one.
LEAST = 0.5
_SPOKEN = re.compile(r"(?<![\w'])(?:I|[Ii]'(?:m|ve|d|ll)|me|my|mine|myself|we|us|our|ours|you|your|yours)(?![\w-])|^(?:We|You|Your|Our|My)\b")
#: "World War I", "Elizabeth I".
_NUMERAL = re.compile(r"\b(War|[A-Z][a-z]{3,}) I\b(?=[.,]|$| of\b)")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|him|her|his|hers|their|them|its|that|this|there|one|both|who)\b", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"^\W*(?:(?:so|but|and|well|ok|okay|wait|no|yes|earlier|before|yesterday)\W+)*(?:"
    r"you (?:(?:just|already|also|once|have|had) )*(?:said|say|told|tell|claim(?:ed)?|mentioned|wrote|answered|noted|replied)|according to you|"
    r"as you (?:said|say|wrote)|your (?:answer|reply|notes?|memory|message) (?:says?|said|is|was))\b",
    re.IGNORECASE,
)
_NAMED_KIN = re.compile(r"[^.]+ is (?:one of )?the user's [\w' -]+\.$")
_SUPPOSED = re.compile(r"\W*(?:but |so |and |even )?(?:if|unless|suppose|imagine)\b|.*\bswear\b", re.IGNORECASE)
_OWN = frozenset("i me my mine we us our ours im ive".split())
_OWN_WORDS = 0.7  # share of a known memory's words that make a sentence a statement of its own
_SHORTEST_ECHO = 4  # words: less may be the same by chance


class _Part(msgspec.Struct, frozen=True):
    """A clause, why it states nothing ("" when it does), and the number of its sentence."""

    clause: Clause
    untold: str
    sentence: int


class Ground:
    """What the candidates of one message may stand on.

    `source` is the cleaned message, character for character; `previous` the user's message before it, for "she"; `heard` what the assistant
    said, or had in its prompt, just before; `ordered` the characters that the user told to remember, questions and all; `dated` what code
    worked out of the message's own words of time.
    """

    def __init__(
        self, source: str, *, previous: str = "", heard: Sequence[str] = (), ordered: tuple[int, int] = (0, 0), dated: str = "", role: str = "user"
    ) -> None:
        self.source, self.previous, self.heard, self.ordered, self.dated, self.role = source, previous, tuple(heard), ordered, dated, role

    @cached_property
    def body(self) -> str:
        """The message with other people's words blanked."""
        return gate.mask(self.source)

    @cached_property
    def secrets(self) -> list[tuple[int, int]]:
        """Places of secrets."""
        return secrets.find(self.source)

    @cached_property
    def parts(self) -> list[_Part]:
        """The clauses of the message."""
        return [part for number, sentence in enumerate(sentences(self.body)) for part in _parts(sentence, number)]


def _parts(sentence: Sentence, number: int) -> Iterator[_Part]:
    split = unfolded(sentence)
    asked = gate.asked_from([part.text for part in split], sentence.text) if "?" in sentence.end else len(split)
    condition, request = "", False
    for n, part in enumerate(split):
        why = "question" if n >= asked and part.joiner != BRACKET else gate.clause(part.text)
        if not why and condition and gate.carries_over(condition, part.text):
            why = "hypothetical"
        if not why and request and part.joiner not in (",", "but", "-", BRACKET):
            why = "request"
        condition = part.text if why == "hypothetical" and _SUPPOSED.match(part.text) else condition
        request = request or why == "request"
        yield _Part(part, why, number)


def admit(candidate: Candidate, ground: Ground, computed: str = "", *, agreed: bool = False) -> str:
    """Why a candidate is turned down, in a word or three ("secret", "not grounded", "echo", …); "" when it stands.

    `computed`: dates that code worked out from the message's own time, which need not stand in it.
    `agreed`: a pattern took it from a fragment, or from a piece of one, where no clause says whom it is of.
    """
    text, span = candidate.text, ground.source[candidate.start : candidate.stop]
    computed = f"{computed} {ground.dated}"
    if any(candidate.start < stop and start < candidate.stop for start, stop in ground.secrets) or secrets.holds(span) or secrets.holds(text):
        return "secret"
    if ground.role != "user":
        return "not the user's words"
    if candidate.start < 0 or not any(c.isalnum() for c in span):
        return "no source"
    procedural = candidate.kind == "procedural"
    if len(text.split()) > (MAX_PROCEDURE_WORDS if procedural else MAX_WORDS):
        return "too long"
    if not procedural and _SPOKEN.search(_NUMERAL.sub(lambda ruler: ruler[1] if ruler[0] in ground.source else ruler[0], text)):
        return "not in the third person"
    ordered = ground.ordered[0] <= candidate.start < ground.ordered[1]
    under = [part for part in ground.parts if part.clause.start < candidate.stop and candidate.start < part.clause.stop]
    reasons = [part.untold for part in under]
    # "A gift for my boss Anil?" asks, and says who he is.
    named = _NAMED_KIN.match(text) is not None and set(reasons or ["none"]) <= {"question", "request", ""}
    if not ordered and not procedural and not named and (not reasons or all(reasons)):
        return reasons[0] if reasons else "somebody else's words"
    known = f"{ground.source} {ground.previous}" if ground.previous and _PRONOUN.search(span) else ground.source
    if not _worded(candidate, span, known, computed):
        return "not grounded"
    if _echoes(candidate, ground, under):
        return "echo"
    if candidate.extractor != EXTRACTOR and not attribution.kin_told(text, f"{ground.previous}\n{ground.body}"):
        return "wrong subject"
    return "" if procedural or named or agreed or not under else _agrees(candidate, under, ground)


def _worded(candidate: Candidate, span: str, known: str, computed: str) -> bool:
    """Whether every name and number, and nearly every other word, is the source's."""
    if missing(candidate.text, known, computed):
        return False
    told = f"{known} {computed}"
    if overlap(candidate.text, told) < LEAST:
        return False
    return candidate.extractor == EXTRACTOR or (not added(candidate.text, told) and overlap(candidate.text, f"{span} {computed}") > 0)


def _echoes(candidate: Candidate, ground: Ground, under: Sequence[_Part]) -> bool:
    """Whether the user only repeats what the assistant said, or the candidate is what the assistant knew already rather than what was said now.
    The user's own words for the same ("I live in Ghent" after "You live in Ghent") are no echo."""
    if any(_ATTRIBUTED.match(part.clause.text) for part in under):
        return True
    span = ground.source[candidate.start : candidate.stop]
    said = [w.low for w in words(span)]
    own = len(said) < _SHORTEST_ECHO or not _OWN.isdisjoint(said)
    for heard in ground.heard:
        if not own and f" {_flat(span)} " in f" {_flat(heard)} ":
            return True
        if _flat(heard) == _flat(candidate.text) and overlap(candidate.text, span) < _OWN_WORDS:
            return True
    return False


def _agrees(candidate: Candidate, under: Sequence[_Part], ground: Ground) -> str:
    """Compares with the clause that has most of what is told; the reason, when no such clause agrees."""
    telling, surely = agreement.predicate(candidate.text), candidate.extractor != EXTRACTOR
    span = ground.source[candidate.start : candidate.stop]
    if not surely and not any(is_verb(w.low) for w in words(span)):  # an entry of a diary: whose it is, no verb tells
        return agreement.disagreement(candidate.text, agreement.Said(span))
    shared = [sum(plain(w.low) in telling for w in words(part.clause.text)) for part in under]
    around = f"{ground.previous}\n{ground.body}"
    begin = ground.ordered[0]  # the "don't" of "don't forget …" denies nothing
    reasons = []
    for part in (part for part, share in zip(under, shared, strict=True) if share == max(shared)):
        earlier = [one for one in ground.parts if one.clause.start < part.clause.start and (surely or one.sentence == part.sentence)]
        clause = ground.body[begin : part.clause.stop] if part.clause.start < begin else part.clause.text
        said = agreement.Said(clause, tuple(one.clause.text for one in earlier), around, surely)
        reasons.append(agreement.disagreement(candidate.text, said))
    return "" if "" in reasons else reasons[0]


def _flat(text: str) -> str:
    return " ".join(w.low for w in words(fold(text)) if w.low[:1].isalnum())
