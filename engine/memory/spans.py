"""Where else a fact stands: the sentences, in anybody's messages, that state what is to be forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from engine.memory import telling, words
from engine.memory.questions import only_asks
from engine.memory.records import Memory
from engine.memory.sentences import Span, clauses, sentences

Read = Callable[[str, Sequence[Any]], Sequence[Any]]  # vault.query, or the same on a change's connection

COVERED = 0.6  # share of a claim's content words that a sentence must hold to state it
_FEW = 8  # messages: an object that occurs in no more of them can identify
#: A number is no part of a larger one ("450" in "1,450").
_NOT_AFTER, _NOT_BEFORE = r"(?<!\d[.,:'’])", r"(?![.,:'’]\d)"
_ITEMS = re.compile(r"^[ \t>*•-]*(\d{1,3})[.)](?=\s)", re.MULTILINE)
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
    found = words.surfaces(telling.MARKER.sub("", text))
    if len(found) < 2 or only_asks(text):
        return None
    return Claim(frozenset(found), names=telling.identifying(text), surfaces=tuple(found.items()), near=near)


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
    found = telling.content(sentence)
    if not claim.words or not found:
        return False
    if not telling.any_strong(found & claim.words):
        # "I am 4." may be what the claim says; "4." and "1 of 4" count something else.
        return found == claim.words and len(list(words.tokens(sentence))) > 1
    if claim.object:
        if not claim.object & found:
            return False
        whole = claim.object <= found
        if whole and claim.subject and claim.subject <= found:
            return True
        # About the user: the object, and another of the claim's words or nothing else at all ("You live in Berlin." "Berlin!").
        if whole and (len(found & claim.words) > len(claim.object) or found <= claim.words):
            return True
    elif _of_another(found, claim):
        return False
    named = claim.names & claim.object if claim.object else claim.names
    if named - found and telling.identifying(sentence) - claim.words:
        return False  # the same about something else ("Bela has locker 7B" for "… locker 5A")
    needed = len(claim.words) if len(claim.words) < 3 else COVERED * len(claim.words)
    return len(found & claim.words) >= needed


def _of_another(found: frozenset[str], claim: Claim) -> bool:
    """Whether a sentence has other telling words in the place of as many of the claim's ("I keep the saw in the shed" for "… the rake …")."""
    wanted, there = ({stem for stem in stems if not telling.weak(stem)} for stems in (claim.words, found))
    return bool(there - wanted) and len(wanted & there) <= len(wanted - there)


def phrases(text: str, phrase: str) -> list[Span]:
    """The places of a phrase, whatever the case and white space; whole words and numbers only, where the script has words."""
    pattern = r"\s+".join(re.escape(part) for part in phrase.split()).replace("’", "'").replace("'", "['’]")
    if not pattern:
        return []
    if phrase[0].isalnum() and not words.UNSPACED.match(phrase[0]):
        pattern = rf"(?<!\w){_NOT_AFTER if phrase[0].isdigit() else ''}{pattern}"
    if phrase[-1].isalnum() and not words.UNSPACED.match(phrase[-1]):
        pattern = rf"{pattern}(?!\w){_NOT_BEFORE if phrase[-1].isdigit() else ''}"
    items = {match.start(1) for match in _ITEMS.finditer(text)} if phrase.strip().isdecimal() else ()
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE) if match.start() not in items]


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
        groups = [telling.sought(stem, surfaces.get(stem, stem)) for stem in claim.object]
    else:
        asked_for = {stem: telling.sought(stem, surfaces.get(stem, stem)) for stem in claim.words}
        counted = sorted(claim.words, key=lambda stem: _count(read, asked_for[stem]))
        groups = [asked_for[stem] for stem in counted[: int(len(counted) * (1 - COVERED)) + 1]]
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

    Names, numbers and objects identify anywhere; the other words in the answers that were given at once; short numbers and years only
    in answers to what was asked about it. Ordinary words identify nothing.
    """
    found: dict[int, list[Span]] = {}
    surfaces = dict(claim.surfaces)
    for stem in claim.names | claim.object | (claim.words if claim.near else frozenset()):
        asked = telling.sought(stem, surfaces.get(stem, stem))
        strong = stem in claim.names and not telling.weak(stem)
        counts = telling.is_number(stem) and telling.weak(stem)
        # A word of a longer object ("four years old") tells nothing by itself.
        wanted = claim.object if stem in claim.object and not strong and not counts else frozenset({stem})
        if not counts and not telling.any_strong(wanted):
            continue
        rows = _messages(read, asked, words.UNSPACED.search(stem) is not None)
        places: dict[int, list[Span]] = {row["row"]: _sentences_with(row["text"], wanted) for row in rows}
        others = {row: [span for span in found if not overlaps(span, hits.get(row, ()))] for row, found in places.items()}
        if counts:
            others = {row["row"]: _counting(read, claim, row, others[row["row"]], stem) for row in rows if row["role"] == "assistant"}
        elif any(others[row["row"]] for row in rows if row["role"] == "user" and not row["asks"]):
            continue
        else:
            rare = any(places[row] for row in hits if row in places) and sum(map(bool, places.values())) <= _FEW
            if not strong and not (stem in claim.object and rare):
                others = {row: spans for row, spans in others.items() if row in claim.near}
            if read(_SPOKEN_OF, (asked, dying)):
                continue
        for number, spans in others.items():
            found.setdefault(number, []).extend(spans)
    return found


def _counting(read: Read, claim: Claim, answer: Any, spans: list[Span], number: str) -> list[Span]:
    """Sentences with a number that could count anything: those of answers to what was told or asked about the same, "47!" to "How old am I?"."""
    rest = frozenset(stem for stem in claim.words if not telling.is_number(stem))
    asked = read("SELECT p.text FROM message m JOIN message p ON p.row = m.parent WHERE m.row = ? AND p.asks = 1", (answer["row"],))
    if not spans or not (answer["row"] in claim.near or any(telling.content(row["text"]) & rest for row in asked)):
        return []
    short = sum(c.isdigit() for c in number) < 2
    return [
        (start, stop)
        for start, stop in spans
        if (others := telling.content(answer["text"][start:stop]) - {number}) <= claim.words and (others or not short or asked)
    ]


#: Whether a memory that stays speaks of a word.
_SPOKEN_OF = """SELECT 1 FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ? AND m.status <> 'trashed'
    AND m.kind <> 'summary' AND m.row NOT IN (SELECT value FROM json_each(?)) LIMIT 1"""


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span touches one of the others."""
    return any(start < span[1] and span[0] < stop for start, stop in others)


def _sentences_with(text: str, wanted: frozenset[str]) -> list[Span]:
    return [(start, stop) for start, stop in sentences(text) if wanted <= telling.content(text[start:stop])]


def _count(read: Read, asked: str) -> int:
    return int(read("SELECT count(*) FROM (SELECT rowid FROM turn_fts WHERE turn_fts MATCH ? LIMIT 1000)", (asked,))[0][0])
