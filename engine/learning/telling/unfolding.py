"""From a sentence as it was typed to full clauses, one statement each: asides taken out, left-out words put in, run-ons cut."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.clauses import clauses
from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.sentences import Clause, Sentence
from engine.learning.grammar.verbs import AUXILIARY
from engine.learning.grammar.words import join, words
from engine.learning.rules.notes import note
from engine.learning.telling.asides import asides
from engine.learning.telling.clefts import uncleft
from engine.learning.telling.members import members
from engine.learning.telling.openers import hedges, unwrapped
from engine.learning.telling.people import NAME
from engine.learning.telling.phrasing import plain
from engine.learning.telling.presumed import presumed
from engine.learning.telling.telegraphic import completed
from engine.learning.turns import in_full, unlabelled

#: The joiner of a clause that stood in brackets: it tells, even inside a question.
BRACKET = "("
_WHOM = re.compile(rf"(?:(?:\b(?:my|our|the)\s+(?:{RELATION_PATTERN}['’]s\s+)?)?{RELATION_PATTERN}(?:\s+{NAME})?|{NAME})\s*$", re.IGNORECASE)
_SAID_ASIDE = re.compile(
    r"\s*\((?P<said>(?:i|i'm|im|i've|ive|he|he's|hes|she|she's|shes|we|we're|we've|my|our|they|they're|it's)\s[^()]{5,160})\)", re.IGNORECASE
)


def unfolded(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, each as a full one where words were left out; places are those of the words that were said."""
    sentence = msgspec.structs.replace(sentence, text=unlabelled(sentence.text))
    if _is_labelled(sentence.text):
        return [Clause(sentence.text, sentence.start, sentence.stop)]
    inside: list[Clause] = []
    for match in _SAID_ASIDE.finditer(sentence.text):
        if not starts_with_subject(words(match["said"])):
            continue
        piece = Sentence(match["said"], sentence.start + match.start("said"), sentence.start + match.end("said"))
        inside += [msgspec.structs.replace(part, joiner=BRACKET) for part in unfolded(piece)]
    granted = [*presumed(sentence.text), *in_full(sentence.text)]
    inside += [Clause(p.text, sentence.start + p.start, sentence.start + p.stop, BRACKET) for p in granted if p.whole]
    outside = sentence.text
    for part in inside:
        begin, end = part.start - sentence.start, part.stop - sentence.start
        outside = outside[:begin] + " " * (end - begin) + outside[end:]
    text, aside = asides(re.sub(r"\(\s*\)", lambda match: " " * len(match.group()), outside))
    parts = [Clause(a.text, sentence.start + a.start, sentence.start + a.stop, BRACKET) for a in aside]
    inside += [Clause(p.text, sentence.start + p.start, sentence.start + p.stop, BRACKET) for p in granted if not p.whole]
    parts += [_trimmed(part) for part in clauses(msgspec.structs.replace(sentence, text=text))]
    full: list[Clause] = []
    for part in sorted(parts, key=lambda part: part.start):
        full.append(_completed(part, full[-1].text if full else ""))
    return sorted(full + inside, key=lambda part: part.start)


def _is_list(text: str) -> bool:
    """ "gram flour, curry leaves, 2 coconuts": names of things and nothing more."""
    items = [[w.low for w in words(item)] for item in text.split(",")]
    plain = all(0 < len(item) <= 4 and "=" not in item and not AUXILIARY.intersection(item) and not _OWN.intersection(item[:1]) for item in items)
    return len(items) > 2 and plain and not any(w[:1].isupper() for item in text.split(",") for w in item.split())


_OWN = frozenset("i my our we he she they his her their me am is named called no not never always".split())


def _trimmed(part: Clause) -> Clause:
    """Without what is left of the mark before it, where its beginning was read already."""
    more = len(part.text) - len(part.text.lstrip(" ,;:-"))
    return msgspec.structs.replace(part, text=part.text[more:], start=part.start + more) if more else part


def _is_labelled(text: str) -> bool:
    """ "Shopping list: milk, eggs": one note, whatever its commas."""
    label = re.match(r"([^,:=]{2,40}):", text)
    if label is not None and _is_list(text[label.end() :]) and not starts_with_subject(words(label[1])):
        return True
    return label is not None and note(text) is not None and not starts_with_subject(words(label[1])) and members(text, []) == text


def _completed(part: Clause, before: str) -> Clause:
    text, joiner = plain(part.text), part.joiner
    if joiner == "who":  # "…my baby Zion who's five months"
        whom = _WHOM.search(before)
        text = re.sub(r"^'s\b", "is", text)
        if whom:
            text, joiner = f"{whom.group()} {text}", ","
    said = words(unwrapped(before, 0)[0])[:2]
    own = not said or said[0].low in ("i", "we") or (said[0].low == "my" and len(said) > 1 and said[1].low == "name")
    return msgspec.structs.replace(part, text=whole(text, own=own), joiner=joiner)


def whole(text: str, *, own: bool = True) -> str:
    """A clause with the words that were left out; what stands around it ("btw", "lol") is kept. The same text when nothing is missing.

    `own`: the clause before it was about the user, or there is none: "name's Seun" is the user's own name.
    """
    body, place, hedged = unwrapped(text, 0)
    tokens = words(body)
    named = tokens[:1] and tokens[0].low in ("name", "name's")
    full = completed(uncleft(tokens) if len(tokens) > 1 and (own or not named) else tokens)
    said = (
        text[: place + len(body)] if len(body.split()) > 2 and hedged == hedges(text[: place + len(body)]) else text
    )  # without the "…, lol, wish me luck"
    if full == tokens:
        return said
    return text[:place] + join([w.text for w in full]) + said[place + len(body) :]
