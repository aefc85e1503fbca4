"""Where else a fact stands: the sentences, in anybody's messages, that state what is to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from engine.memory import words
from engine.memory.questions import only_asks
from engine.memory.records import Memory
from engine.memory.sentences import Span, clauses, sentences

Read = Callable[[str, Sequence[Any]], Sequence[Any]]  # vault.query, or the same on a change's connection

COVERED = 0.6  # share of a claim's content words that a sentence must hold to state it
_FEW = 8  # messages: an object that occurs in no more of them can identify
_PRONOUN = re.compile(r"^\W*(?:(?:and|but|so|also)\s+)?(?:he|she|they|his|her|hers|their|him|them|it|its)\b", re.IGNORECASE)
#: "Shan's gone. packed her car on Tuesday": no subject of its own, and goes on about the one before.
_BARE = re.compile(
    r"^\W*(?:(?:and|but|then|so)\s+)?(?!(?:i|we|my|our|the|a|an|this|that|its?)\b|i')(?-i:[a-z])[\w']*\b.*?"
    r"\b(?:he|she|they|his|her|hers|him|them|their)\b"
)


class Claim(msgspec.Struct, frozen=True):
    """What is to be found. Words are stems. `echoes`: only in answers and questions (for facts that go along with others)."""

    words: frozenset[str]
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    surfaces: tuple[tuple[str, str], ...] = ()  # stem -> word to ask FTS5 for
    phrase: str = ""
    near: tuple[int, ...] = ()  # message rows: answers given to it at once
    everything: bool = False  # each sentence with the phrase, and those that go on about it ("he …")
    echoes: bool = False

    @property
    def telling(self) -> frozenset[str]:
        """The words that a neighbouring clause must not hold to be left alone."""
        return (self.subject | self.object | self.names) or self.words


def of_memory(memory: Memory, near: tuple[int, ...] = (), *, echoes: bool = False) -> Claim:
    """What a memory claims."""
    text = " ".join(filter(None, (memory.text, memory.object)))
    found = words.surfaces(text)
    return Claim(
        frozenset(found), words.content(memory.subject or "") & frozenset(found), words.content(memory.object or ""), words.identifying(text),
        tuple(found.items()), near=near, echoes=echoes,
    )  # fmt: skip


def of_sentence(text: str, near: tuple[int, ...] = ()) -> Claim | None:
    """What a sentence claims; None when it only asks or says too little to be recognised."""
    found = words.surfaces(text)
    if len(found) < 2 or only_asks(text):
        return None
    return Claim(frozenset(found), names=words.identifying(text), surfaces=tuple(found.items()), near=near)


def of_phrase(phrase: str, *, everything: bool = False) -> Claim:
    """An exact phrase; with `everything`, all that is said about it (a name)."""
    found = words.surfaces(phrase)
    # A whole statement is found in other wordings too, a word or two only as they are.
    enough = len(found) >= 3 and not everything
    return Claim(
        frozenset(found) if enough else frozenset(), names=words.identifying(phrase) if enough else frozenset(), surfaces=tuple(found.items()),
        phrase=" ".join(phrase.split()), everything=everything,
    )  # fmt: skip


def states(sentence: str, claim: Claim) -> bool:
    """Whether a sentence states the claim."""
    if claim.phrase and phrases(sentence, claim.phrase):
        return True
    found = words.content(sentence)
    if not claim.words or not found:
        return False
    if claim.object:
        if not claim.object & found:
            return False
        whole = claim.object <= found
        if whole and claim.subject and claim.subject <= found:
            return True
        # About the user: the object, and another of the claim's words or nothing else at all ("You live in Berlin." "Berlin!").
        if whole and (len(found & claim.words) > len(claim.object) or found <= claim.words):
            return True
    elif claim.names - found and words.identifying(sentence) - claim.words:
        return False  # the same about something else
    needed = len(claim.words) if len(claim.words) < 3 else COVERED * len(claim.words)
    return len(found & claim.words) >= needed


def phrases(text: str, phrase: str) -> list[Span]:
    """The places of a phrase, whatever the case and white space; whole words only, where the script has words."""
    pattern = r"\s+".join(re.escape(part) for part in phrase.split())
    if not pattern:
        return []
    if phrase[0].isalnum() and not words.UNSPACED.match(phrase[0]):
        pattern = r"(?<!\w)" + pattern
    if phrase[-1].isalnum() and not words.UNSPACED.match(phrase[-1]):
        pattern += r"(?!\w)"
    return [match.span() for match in re.finditer(pattern.replace("'", "['’]").replace("’", "['’]"), text, re.IGNORECASE)]


def narrow(text: str, span: Span, claim: Claim) -> list[Span]:
    """The part of a sentence that has to go: clauses of their own that don't touch the claim are left ("…, and I am allergic to …")."""
    parts = clauses(text, span)
    stating = [states(text[start:stop], claim) for start, stop in parts]
    if len(parts) == 1 or not any(stating):
        return [span]
    going: list[tuple[int, int]] = []  # first and last of the parts in a row
    for n, (begin, end) in enumerate(parts):
        piece = words.content(text[begin:end])
        if stating[n] or not piece or piece & claim.telling:
            going = [*going[:-1], (going[-1][0], n)] if going and going[-1][1] == n - 1 else [*going, (n, n)]
    found = []
    for first, last in going:
        start, stop = parts[first][0], parts[last][1]
        if first > 0:  # the "and" before it goes too
            start = _skip(text, parts[first - 1][1], " ,;\t\n")
        elif last + 1 < len(parts):
            stop = parts[last + 1][0] - 1
        found.append((start, stop))
    return found


def _skip(text: str, at: int, characters: str) -> int:
    while text[at] in characters:
        at += 1
    return at


def in_text(text: str, claim: Claim) -> list[Span]:
    """The spans of a text that state the claim."""
    found: list[Span] = []
    about = False
    for start, stop in sentences(text):
        sentence = text[start:stop]
        if claim.phrase and not claim.everything and (exact := phrases(sentence, claim.phrase)):
            found += [(start + a, start + b) for a, b in exact]
            about = False
        elif states(sentence, claim):
            found += narrow(text, (start, stop), claim)
            about = True
        elif about and claim.everything and (_PRONOUN.match(sentence) or _BARE.match(sentence)):
            found.append((start, stop))
        else:
            about = False
    return found


def find_spans(read: Read, claims: Iterable[Claim], going: Iterable[int] = ()) -> dict[int, list[Span]]:
    """Message row -> the spans of its text that state one of the claims, in every branch and every role, hidden ones included.

    `going`: rows of the memories that go, which therefore can't keep a word from identifying.
    """
    dying = msgspec.json.encode(list(going)).decode()
    found: dict[int, list[Span]] = {}
    for claim in claims:
        hits: dict[int, list[Span]] = {}
        for row in _candidates(read, claim):
            if claim.echoes and row["role"] == "user" and not row["asks"]:
                continue
            spans = in_text(row["text"], claim)
            if spans:
                hits[row["row"]] = spans
        for number, spans in _repeating(read, claim, hits, dying).items():
            hits.setdefault(number, []).extend(spans)
        for number, spans in hits.items():
            found.setdefault(number, []).extend(spans)
    return found


def _candidates(read: Read, claim: Claim) -> list[Any]:
    """Messages that can hold a stating sentence: found by the words of which it must have one, rarest first."""
    surfaces = dict(claim.surfaces)
    if claim.phrase and not claim.words:
        asked = [word for word, _, _ in words.tokens(claim.phrase)]
        groups = [" ".join(words.quote(word) for word in asked)] if asked else []
    elif claim.object:
        # The object's words must all be there, or one of them with enough others.
        groups = [words.quote(surfaces.get(stem, stem)) for stem in claim.object]
    else:
        counted = sorted(claim.words, key=lambda stem: _count(read, str(surfaces.get(stem, stem))))
        groups = [words.quote(surfaces.get(stem, stem)) for stem in counted[: int(len(counted) * (1 - COVERED)) + 1]]
        if claim.phrase:
            groups.append(" ".join(words.quote(word) for word, _, _ in words.tokens(claim.phrase)))
    return _messages(read, " OR ".join(f"({group})" for group in groups), any(words.UNSPACED.search(s) for s in (*claim.words, claim.phrase)))


def _messages(read: Read, match: str, unspaced: bool) -> list[Any]:
    """Messages that FTS5 finds, those with hidden spans (what is hidden is in no index), and for unspaced scripts all written in them."""
    where, parameters = "shown IS NOT NULL", []
    if match:
        where += " OR row IN (SELECT rowid FROM turn_fts WHERE turn_fts MATCH ?)"
        parameters.append(match)
    if unspaced or not match:
        where = "1" if not match and not unspaced else f"{where} OR text GLOB '*{words.UNSPACED.pattern}*'"
    return list(read(f"SELECT row, role, asks, text FROM message WHERE {where}", parameters))


def _repeating(read: Read, claim: Claim, hits: dict[int, list[Span]], dying: str) -> dict[int, list[Span]]:
    """Sentences of answers and questions with a word that identifies: no statement of the user's that stays holds it.

    Names, numbers and objects identify anywhere; the other words in the answers that were given at once.
    """
    found: dict[int, list[Span]] = {}
    surfaces = dict(claim.surfaces)
    for stem in claim.names | claim.object | (claim.words if claim.near else frozenset()):
        asked = words.quote(surfaces.get(stem, stem))
        rows = _messages(read, asked, words.UNSPACED.search(stem) is not None)
        # A word of a longer object ("four years old") tells nothing by itself.
        wanted = claim.object if stem in claim.object and stem not in claim.names else frozenset({stem})
        places: dict[int, list[Span]] = {row["row"]: _sentences_with(row["text"], wanted) for row in rows}
        others = {row: [span for span in found if not overlaps(span, hits.get(row, ()))] for row, found in places.items()}
        if any(others[row["row"]] for row in rows if row["role"] == "user" and not row["asks"]):
            continue
        rare = any(places[row] for row in hits if row in places) and sum(map(bool, places.values())) <= _FEW
        if stem not in claim.names and not (stem in claim.object and rare):
            others = {row: spans for row, spans in others.items() if row in claim.near}
        if read(_SPOKEN_OF, (asked, dying)):
            continue
        for number, spans in others.items():
            found.setdefault(number, []).extend(spans)
    return found


#: Whether a memory that stays speaks of a word.
_SPOKEN_OF = """SELECT 1 FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ? AND m.status <> 'trashed'
    AND m.kind <> 'summary' AND m.row NOT IN (SELECT value FROM json_each(?)) LIMIT 1"""


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span touches one of the others."""
    return any(start < span[1] and span[0] < stop for start, stop in others)


def _sentences_with(text: str, wanted: frozenset[str]) -> list[Span]:
    return [(start, stop) for start, stop in sentences(text) if wanted <= words.content(text[start:stop])]


def _count(read: Read, word: str) -> int:
    return int(read("SELECT count(*) FROM (SELECT rowid FROM turn_fts WHERE turn_fts MATCH ? LIMIT 1000)", (words.quote(word),))[0][0])
