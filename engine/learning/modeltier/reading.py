"""From what the model says of a message to candidates: each sentence of it is shaped by the same rules and passes the same gate as our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from engine.learning.candidates import Candidates
from engine.learning.commands import finding as commands
from engine.learning.gating import gate, secrets
from engine.learning.grammar.clauses import clauses
from engine.learning.grammar.lexicon import ADVERBS
from engine.learning.grammar.phrases import is_verb, subject_length
from engine.learning.grammar.sentences import Clause, sentences
from engine.learning.grammar.verbs import AUXILIARY, is_past
from engine.learning.grammar.words import MAX_CHARACTERS, clean, words
from engine.learning.modeltier.schema import Item
from engine.learning.records import Learned
from engine.learning.rules import first_fit
from engine.learning.telling.known import Acquaintance, mentioned, recased
from engine.learning.telling.people import Person, names, related
from engine.learning.telling.story import Statement, Story
from engine.learning.times import finding as times

#: A model is trusted less than a rule that fits.
CONFIDENCE = 0.7
#: Beyond this, nobody tells of themselves: the model doesn't read it.
LONGEST = 6_000
_POSSESSIVE = re.compile(r"\b(?:his|her)\b")
_GENDERED = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_EDGES = " \t.,;:!?\"'“”‘’…-"


class Source(msgspec.Struct, frozen=True):
    """A message to be read, with what stands around it (see `engine.learning.extract.learn`)."""

    text: str
    at: datetime
    previous: str = ""
    known: tuple[Acquaintance, ...] = ()
    heard: tuple[str, ...] = ()

    @property
    def ground(self) -> str:
        """The cleaned message, character for character."""
        return recased(clean(gate.prose(self.text[:MAX_CHARACTERS])), self.known)

    @property
    def readable(self) -> str:
        """What the model is shown of it, character for character: without other people's words, and without secrets; "" when that is nothing."""
        ground = self.ground
        command = commands.find(ground)
        if gate.whole(ground) or (command is not None and command.action != "remember"):
            return ""
        body = gate.mask(ground)[:LONGEST]
        for start, stop in secrets.find(ground):
            body = body[:start] + " " * (min(stop, len(body)) - min(start, len(body))) + body[stop:]
        return body if sum(c.isalpha() for c in body) > 3 else ""


def read(source: Source, items: Sequence[Item], extractor: str) -> Learned:
    """The candidates among the model's facts about one message, and what was turned down. Never raises."""
    if not source.readable:
        return Learned()
    ground = source.ground
    story = Story()
    story.people += mentioned(ground, source.known)
    for sentence in sentences(gate.mask(ground)):
        for part in clauses(sentence):
            story.meet(part.text, part.start, part.stop)
    story.about_user = any(w.low in ("i", "we", "my", "our") for w in words(ground))
    command = commands.find(ground)
    explicit = command if command is not None and command.action == "remember" else None
    dated = _dated(ground, source.at)
    found = Candidates(ground, source.at, story, explicit, source.previous, heard=source.heard, extractor=extractor, dated=dated)
    for item in items:
        place = _place(ground, item.quote)
        if place is None:
            found.turn_down(item.fact, "not quoted")
            continue
        for said in _statements(clean(item.fact), *place, story, own=not _GENDERED.search(ground)):
            _keep(found, said, item, story)
    kept = tuple(msgspec.structs.replace(one, confidence=min(one.confidence, CONFIDENCE)) for one in found.kept)
    return Learned(kept, tuple(found.rejected))


def _dated(ground: str, at: datetime) -> str:
    """The dates that the message's words of time mean: where the model works them out as code does, they stand."""
    found = [time for sentence in sentences(ground)[:40] for time in times.find(sentence.text, at)]
    return " ".join(filter(None, (part for time in found for part in (time.said, time.valid_from, time.valid_to))))


def _keep(found: Candidates, said: Statement | str, item: Item, story: Story) -> None:
    if isinstance(said, str):
        found.turn_down(said, "no statement")
        return
    why = "" if found.ordered(said.start) else gate.statement(said, story)
    if why:
        found.turn_down(said.text, why)
        return
    for shaped in first_fit(said):
        rule = msgspec.structs.replace(shaped.rule, category=item.category) if shaped.rule.name == "generic" else shaped.rule
        found.fact(msgspec.structs.replace(shaped, rule=rule), said)


def _place(ground: str, quote: str) -> tuple[int, int] | None:
    """Where a quotation stands in the message, whatever its case, white space and punctuation at the edges."""
    wanted = re.findall(r"\w+", clean(quote))
    if not wanted or len(wanted) > 60:
        return None
    match = re.search(r"(?<!\w)" + r"\W{1,4}".join(re.escape(word) for word in wanted) + r"(?!\w)", ground, re.IGNORECASE)
    return match.span() if match else None


def _statements(fact: str, start: int, stop: int, story: Story, *, own: bool) -> Iterable[Statement | str]:
    """The model's sentence, taken apart where it tells several things ("The user lives in X and works at Y"); a text where it states nothing."""
    subject = ""
    for sentence in sentences(fact):
        for part in clauses(sentence):
            said = _statement(part, start, stop, story)
            if said is None and subject and part.joiner:
                said = _statement(Clause(f"{subject} {part.text}", part.start, part.stop), start, stop, story)
            if said is None:
                yield part.text
                continue
            subject = said.subject
            if own and said.about_user:  # nobody said whether the user is a "he"
                said = msgspec.structs.replace(said, rest=_POSSESSIVE.sub("their", said.rest))
            yield said


def _statement(part: Clause, start: int, stop: int, story: Story) -> Statement | None:
    """Subject and rest of a sentence that is told in the third person already."""
    text = part.text.strip(_EDGES)
    tokens = words(text)
    low = [w.low for w in tokens]
    length = 2 if low[:2] == ["the", "user"] and low[2:3] != ["and"] else subject_length(tokens)
    if not 0 < length < len(tokens) or (length == 2 and low[1] == "user" and not (is_verb(low[2]) or low[2] in ADVERBS | {"not"})):
        return None
    subject, rest = text[: tokens[length].start].strip(), text[tokens[length].start :].strip()
    about_user = low[:2] == ["the", "user"]
    person = None if about_user else _person(subject, story)
    verb = next((w for w in low[length:] if w not in AUXILIARY or w in ("was", "were", "had", "did")), "")
    return Statement(
        subject[:1].upper() + subject[1:], rest, start, stop, about_user=about_user, past=is_past(verb) or verb in ("was", "were", "had", "did"),
        negative=any(w in ("not", "never", "no", "cannot") for w in low[length:]), person=person, thing=not about_user and person is None,
    )  # fmt: skip


def _person(subject: str, story: Story) -> Person | None:
    """Whom a subject names: somebody of the user's, or somebody whom the message names."""
    mine = related(re.sub(r"^the user's\b", "my", subject, flags=re.IGNORECASE))
    if mine and "'s" not in subject.removeprefix("The user's"):
        return mine[0]
    named = names(f"- {subject}")
    met = next((p for p in story.people if p.name and p.name in named), None)
    return met or (Person(named[0], named[0]) if named and named[0] == subject else None)
