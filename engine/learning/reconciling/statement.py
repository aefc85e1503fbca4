"""One view of what is told, whether it is a candidate still or a memory already, so that both can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from engine.learning.grammar.lexicon import FUNCTION, RELATIONS
from engine.learning.grammar.verbs import base_of
from engine.learning.grammar.words import words
from engine.learning.records import Candidate
from engine.memory.records import Memory
from engine.memory.relations import tie
from engine.memory.words import fold

NOT = frozenset("not cannot never no without none".split())
_OWNED = re.compile(r"^(?:the )?user's (?P<rest>.+)$")
_CALLED = re.compile(r"^(?:(?:[\w-]+ ){0,3}?)(?P<relation>[\w-]+) (?P<name>[^\W\d_][\w'-]*)(?: (?:in|at|from) .*)?$")
_IS_THEIRS = re.compile(
    r"(?P<who>[^.]+?) is (?:also )?the user's (?:new |current )?(?P<what>[a-z][a-z -]*?)"
    r"(?:,? (?:now|from|since|as of|starting|as from|these days)\b[^.]*)?\.$"
)
_RELATION_BEFORE = r"user's (?P<relation>(?:[\w-]+ ){{1,3}}){name}\b"


class Told(msgspec.Struct, frozen=True):
    """A statement. `subject`: a key ("user", "anna", "mother"); `at`: UTC text; `messages`: rows that say it; `said`: their words."""

    text: str
    kind: str
    subject: str
    predicate: str
    object: str
    at: str
    valid_from: str | None = None
    valid_to: str | None = None
    recurrence: str | None = None
    category: str = "other"
    confidence: float = 1.0
    extractor: str = "user"
    messages: frozenset[int] = frozenset()
    said: str = ""
    relation: str = ""  # of the one named, to the user, where the sentence says so

    @property
    def order(self) -> tuple[str, str, str]:
        """Which of two statements is the later one: by when they were said; of one moment, by the time that they speak of."""
        return self.at, self.valid_from or "", fold(self.text)

    @property
    def rest(self) -> str:
        """What is told of the subject, folded, without the full stop."""
        text = fold(self.text).strip(" .")
        for lead in ("the user's ", "the user ", "user "):
            if text.startswith(lead):
                text = text[len(lead) :]
                break
        last = self.subject.split()[-1] if self.subject and self.subject != "user" else ""
        if last and (found := re.match(rf"(?:[\w'-]+ ){{0,4}}?{re.escape(last)}\b(?: (?:in|at|from) \S+)?\s+(?=\S)", text)):
            text = text[found.end() :]
        elif last and kin(text.split(" ")[0]) == last:
            text = text.partition(" ")[2]  # "mum has moved in", of the mother
        return text


def of_candidate(candidate: Candidate, at: str, message: int, said: str, people: Mapping[str, str]) -> Told:
    """A candidate of a message (row, words) that was said at `at` (UTC text). `people`: relation -> name (see `subject_key`)."""
    subject, predicate, obj = _tied(subject_key(candidate.subject, people), candidate.predicate or "", candidate.object or "", candidate.text)
    return Told(
        candidate.text, candidate.kind, subject, predicate, obj, at,
        candidate.valid_from, candidate.valid_to, candidate.recurrence, candidate.category, candidate.confidence, candidate.extractor,
        frozenset({message}), said, relation_of(candidate.text, candidate.subject),
    )  # fmt: skip


def of_memory(memory: Memory, messages: Sequence[tuple[int, str]], people: Mapping[str, str]) -> Told:
    """A memory, with the rows and words of the messages that it stands on."""
    subject, predicate, obj = _tied(subject_key(memory.subject, people), memory.predicate or "", memory.object or "", memory.text)
    return Told(
        memory.text, memory.kind, subject, predicate, obj, memory.mentioned_at,
        memory.valid_from, memory.valid_to if memory.status != "superseded" else None, memory.recurrence, memory.category, memory.confidence,
        memory.extractor, frozenset(row for row, _ in messages), "\n".join(text for _, text in messages),
        relation_of(memory.text, memory.subject),
    )  # fmt: skip


def _tied(subject: str, predicate: str, obj: str, text: str) -> tuple[str, str, str]:
    """ "Dr Solberg is the user's new supervisor." ties the user to her as "the user's supervisor is Dr Solberg" does."""
    match = _IS_THEIRS.match(text) if predicate == "relation" else None
    if match is None or fold(match["who"]).split()[-1] != subject.split()[-1:][0] or match["what"].split()[-1] not in RELATIONS:
        return subject, predicate, obj
    return "user", f"relation:{match['what']}", match["who"]


def subject_key(subject: str | None, people: Mapping[str, str] = {}) -> str:
    """ "user's cousin Ahmet in Izmir" -> "ahmet"; "user's mum" -> "mother", or her name if `people` knows it."""
    key = fold(subject or "").strip(" .")
    owned = _OWNED.match(key)
    if not owned:
        return key
    rest = owned["rest"]
    named = _CALLED.match(rest)
    if named and named["relation"] in RELATIONS and named["name"] not in RELATIONS:
        return str(named["name"])
    relation = kin(rest)
    return people.get(relation, relation)


def kin(relation: str) -> str:
    """A relation in its plain form: "younger sister" -> "sister", "mum" -> "mother"."""
    last = fold(relation).replace(" in law", "-in-law").split()
    if not last:
        return ""
    word = tie(last[-1]).word
    return word if last[0] not in ("ex", "former", "late") else f"{last[0]} {word}"


def relation_of(text: str, subject: str | None) -> str:
    """The relation that a sentence gives to the one it is about ("the user's colleague Priya …"): tells two of one name apart."""
    name = fold(subject or "").split()[-1:] or [""]
    if not name[0] or name[0] == "user":
        return ""
    found = re.search(_RELATION_BEFORE.format(name=re.escape(name[0])), fold(text))
    return kin(found["relation"].strip()) if found and found["relation"].split()[-1] in RELATIONS else ""


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, in their plain forms; numbers and negations count."""
    return frozenset(
        base_of(fold(w.low)).removesuffix("'s")
        for w in words(text)
        if re.sub(r"['-]|(?<=\d)[.,:/](?=\d)", "", w.low).isalnum() and (w.low not in FUNCTION or w.low in NOT) and w.low not in ("user", "user's")
    )


def negated(text: str) -> bool:
    """Whether a sentence denies what it speaks of."""
    return bool(content(text) & NOT) or re.search(r"n't\b", text) is not None


def denied(told: Told) -> bool:
    """Whether the statement itself is a denial: "is no longer vegan"; not "is vegan, no animal products"."""
    return re.match(r"(?:[\w']+ ){0,3}?(?:not|no longer|never|cannot|\w+n't)\b", f"{told.rest} ") is not None


def said_again(told: Told, at: str) -> Told:
    """The same statement, made at a later moment."""
    return msgspec.structs.replace(told, at=at)
