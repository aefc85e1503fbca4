"""Candidates being gathered from one message, by whichever tier; each passes the grounding gate as it is added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import msgspec

from engine.learning.gating import grounding, secrets
from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES
from engine.learning.reconciling.slots import relation_predicate
from engine.learning.records import EXTRACTOR, Candidate, Command, EntityMention, Kind, Rejected
from engine.learning.rules.procedures import Procedure
from engine.learning.rules.rule import Rule, Shaped
from engine.learning.telling import mentions, readable
from engine.learning.telling.kinship import one_of
from engine.learning.telling.people import NAME, Person, proper
from engine.learning.telling.story import Statement, Story
from engine.learning.times import finding as times
from engine.learning.times.moments import Time, day_text
from engine.memory.words import fold

MAX_CANDIDATES = 24
#: "never learned", "never have": told of somebody, and no order.
_NO_ORDER = re.compile(
    r"\bshould (?:never|not|always) (?:have|had|been|was|were|did|done|learn(?:ed|t)|got|gotten|knew|went|met|saw|liked" r"|been \w+)\.?$"
)
_SMALL_PLACE = re.compile(
    r"(?:an?|the|my|our|their|lates|earlies|nights|days|town|bed|"
    r"hospital|halls|student|university|uni|school|college|[\w ]*\b(?:house|flat|village|road|street|floor))\b"
)
_HERE = re.compile(r"^(The user (?:(?:has|just|only|recently) )*moved|The user and [\w' ]+ moved) here\b")
_NEAR = re.compile(r"\b(?:near|in|around|round|close to|by) (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)")
#: "Call me Captain" says how to speak to the user, and what the user goes by.
_GOES_BY = re.compile(
    r"^The assistant should (?:always )?call the user (?P<name>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    r"(?: from now on)?\.$"
)
#: "The user has a half-brother, Emeka": who Emeka is.
_HAS_NAMED = re.compile(
    rf"The user (?:also |only |still |now )*has (?:an?|one|another) (?P<relation>(?i:{RELATION_PATTERN}))(?: called| named"
    rf"|,) (?P<name>{NAME})(?: too)?"
)
_ONE_OF = re.compile(rf"(?P<name>{NAME}) is one of the user's (?P<relation>(?i:{RELATION_PATTERN}))")
_CALLED = re.compile(r"^The user's ((?:[a-z-]+ )?[a-z-]+) is (?:called|named) ([A-Z][\w'-]+)\.$")
_UNDER_WAY = re.compile(r"\b(?:heading|flying|travelling|driving|sailing|off) to\b")
_BREED_CALLED = re.compile(r"^The user's [a-z]+ is an? (?:[a-z-]+ ){0,2}?(?P<breed>[a-z]+(?: [a-z]+)?) (?:called|named) (?P<name>[A-Z][\w'-]+)\.$")
_MENTIONED = (EntityMention("user", "user", "mention"),)


class Candidates:
    """`explicit`: the "remember…" that covers (a part of) the message, which raises the weight of what is found there.
    `previous`: the user's message before it; "she" may stand for somebody named there. `heard`: what the assistant had just said."""

    def __init__(
        self, source: str, at: datetime, story: Story, explicit: Command | None, previous: str = "", *, heard: Sequence[str] = (),
        extractor: str = EXTRACTOR, dated: str = "",
    ) -> None:  # fmt: skip
        ordered = (explicit.start, explicit.stop) if explicit and explicit.start else (0, 0)  # "…, keep this" excuses no question
        self._ground = grounding.Ground(source, previous=previous, heard=heard, ordered=ordered, dated=dated)
        self._source, self._at, self._story, self.explicit, self._extractor = source, at, story, explicit, extractor
        self._anchor: str | None = None
        self._birthday = ""
        self.kept: list[Candidate] = []
        self.doubted: list[Candidate] = []
        self.rejected: list[Rejected] = []

    def fact(self, shaped: Shaped, said: Statement, *, agreed: bool = False) -> None:
        """What a rule made of a statement. `agreed`: see `grounding.admit`."""
        rule = shaped.rule
        if rule.name in ("relation_named", "relation_name_is"):
            if said.person is not None and said.person.relation and not self._introduced(shaped.object):
                self.relation(msgspec.structs.replace(said.person, name=shaped.object, start=said.start, stop=said.stop))
            return
        if rule.name == "has_relatives" and said.about_user and (had := _HAS_NAMED.fullmatch(shaped.text)):
            if not self._introduced(had["name"]):
                known = next((p for p in self._story.people if p.name == had["name"] and p.relation), Person("", had["name"]))
                self.relation(msgspec.structs.replace(known, relation=had["relation"].lower(), start=said.start, stop=said.stop))
            return
        if one := _ONE_OF.fullmatch(shaped.text):
            self.relation(Person("", one["name"], one["relation"].lower(), start=said.start, stop=said.stop))
            return
        text = re.sub(r"\s+(?:there|here|too|as well|btw|though)$", "", shaped.text.strip(" ,;:-"))
        text = _HERE.sub(lambda match: f"{match[1]} {self._here()}" if self._here() else match[0], text)
        text, obj = _capitalised(text, shaped.object) if rule.object_kind == "place" else (text, shaped.object)
        aged = self._birthday if said.person is not None and re.fullmatch(r"will be \d{1,3}", said.rest) else ""
        text += f" on {aged}" if aged else ""
        yearly = rule.predicate in ("birthday", "anniversary")
        text, time = times.settle(text, self._at, yearly=yearly, anchor=self._anchor)
        if yearly and time:
            obj = re.sub(r"^on (?:the )?", "", time.words)
            self._birthday = day_text(date.fromisoformat(time.valid_from[:10])) if time.valid_from and time.precision == "day" else ""
            time = msgspec.structs.replace(time, valid_from=None, valid_to=None, recurrence=f"yearly on {obj}")
        elif time and time.valid_from and time.precision in ("day", "minute"):
            self._anchor = time.valid_from
        if aged and time:
            time = msgspec.structs.replace(time, computed=f"{time.computed} {aged}")
        mentioned = mentions.entities(text, said, self._story.people, obj, rule.object_kind, self._source)
        unsure = (0.2 if said.hedged else 0) + (0.1 if said.elided else 0)
        candidate = Candidate(
            kind=_kind(rule, said, time, self._at), text=_sentence(text), category=rule.category, object=obj or None, entities=mentioned,
            subject=mentions.subject_key(said, self._story.people), predicate=mentions.predicate_key(said, rule.predicate) or None,
            edges=mentions.edges(mentioned, rule.predicate, text),
            start=said.start, stop=said.stop, importance=_importance(rule, time), confidence=rule.confidence - unsure,
        )  # fmt: skip
        self._add(candidate, time, agreed=agreed)

    def _here(self) -> str:
        """Where the user is, by the place that the message asks about: "pubs near Headingley? moved here in March"."""
        near = _NEAR.search(self._source)
        return f"to {near['place']}" if near else ""

    def relation(self, person: Person) -> None:
        """ "my sister Anna …" also says who Anna is."""
        said = person.relation.lower().replace(" in law", "-in-law")
        relation = re.sub(r"^(?:new|current) ", "", said)
        pet = person.kind == "pet"
        predicate = "has_pet" if pet else relation_predicate(one_of(relation))
        entity = EntityMention(person.name, "pet" if pet else "person", "object", one_of(said))
        same = {predicate, *(_CHILD if predicate in _CHILD else ())}
        if any(c.predicate in same and c.object == person.name for c in self.kept):
            return
        candidate = Candidate(
            kind="semantic", text=f"{person.name} is {'one of ' if person.plural else ''}the user's {relation}.",
            category="pets" if pet else "people",
            subject="user", predicate=predicate, object=person.name, entities=(mentions.USER, entity),
            edges=mentions.edges((mentions.USER, entity), predicate),
            start=max(0, person.start), stop=max(0, person.stop), importance=0.75, confidence=0.9,
        )  # fmt: skip
        self._add(candidate, None)

    def note(self, start: int, stop: int, told: str, category: str, obj: str) -> None:
        """A note without a verb: `told` is a whole sentence when it begins with a capital, else what follows "The user"."""
        whole = told[:1].isupper()
        text, time = times.settle(_retold(told) if whole else f"The user {told}", self._at, yearly=category == "dates", anchor=self._anchor)
        said = Statement("The user", told, start, stop, about_user=True)
        candidate = Candidate(
            kind="episodic" if category in ("gifts", "lists", "plans") else "semantic", text=_sentence(text), category=category,
            subject="user", predicate=None if whole else "has", object=obj or None,
            entities=mentions.entities(text, said, self._story.people, obj, None, self._source),
            start=start, stop=stop, importance=0.6, confidence=0.75,
        )  # fmt: skip
        self._add(candidate, time)

    def leftover(self, told: str, start: int, stop: int) -> None:
        """What no rule could shape, told nearly as it was put."""
        text, time = times.settle(told, self._at, anchor=self._anchor)
        said = Statement("The user", told, start, stop, about_user=True)
        dated = time is not None and time.valid_from is not None and time.recurrence is None and time.precision in ("day", "minute", "week")
        candidate = Candidate(
            kind="episodic" if dated else "semantic", text=_sentence(text), category="notes", subject=None,
            entities=mentions.entities(text, said, self._story.people, "", None, self._source), start=start, stop=stop,
            importance=0.4, confidence=0.5,
        )  # fmt: skip
        self._add(candidate, time)

    def instruction(self, told: str, start: int, stop: int) -> None:
        """A standing instruction, already told of the assistant."""
        if _NO_ORDER.search(told):
            self.turn_down(told, "unfinished")
            return
        told = re.sub(r"\bcall (him|her|them)\b", lambda match: f"call {self._whom(match[1])}", told)
        candidate = Candidate(
            kind="procedural", text=told, category="instruction", subject="assistant", predicate="instruction",
            entities=_MENTIONED, start=start, stop=stop,
            importance=0.85, confidence=0.9, trigger_words="always",
        )  # fmt: skip
        self._add(candidate, None)
        named = _GOES_BY.match(told)
        if named and self.kept and self.kept[-1].text == candidate.text:
            called = Candidate(
                extractor=self._extractor, kind="semantic", text=f"The user goes by {named['name']}.",
                category="identity", subject="user", predicate="nickname",
                object=named["name"], entities=(mentions.USER, EntityMention(named["name"], "user", "object")),
                start=start, stop=stop, importance=0.9, confidence=0.9,
            )  # fmt: skip
            self.kept.append(called)  # the order it is read off was admitted

    def procedure(self, made: Procedure) -> None:
        """A how-to."""
        candidate = Candidate(
            kind="procedural", text=made.text, category="procedure", subject="user", predicate="how_to",
            object=made.trigger, trigger_words=made.trigger,
            steps=made.steps, entities=_MENTIONED, start=made.start, stop=made.stop, importance=0.7, confidence=0.8,
        )  # fmt: skip
        self._add(candidate, None)

    def as_said(self, command: Command) -> None:
        """What was to be remembered fits no pattern: kept as it was put, in the third person."""
        body = " ".join(self._source[command.start : command.stop].split()[: grounding.MAX_WORDS - 5]).strip(" .,:;-!?")
        if not any(c.isalnum() for c in body):
            return
        text, time = times.settle(rephrase(body), self._at)
        first = text.split()[0].lower() if text.split() else ""
        order = first == "to" or (first in BASES and not first.endswith("s"))
        planned = time is not None and time.valid_from is not None and not time.recurrence
        if order:
            task = re.sub(r"\b[Tt]he user's\b", "their", text[:1].lower() + text[1:])
            told = f"The user wants to remember {'' if first == 'to' else 'to '}{task}."
        else:
            told = f"The user wants remembered: {text}."
        candidate = Candidate(
            kind="episodic" if order and planned else "semantic", text=told,
            category="other" if not (order and time) else "routines" if time.recurrence else "plans" if planned else "other",
            subject="user", entities=(mentions.USER,), start=command.start, stop=command.stop, importance=0.8,
        )  # fmt: skip
        self._add(candidate, time)

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """What is found meanwhile is not kept, but doubted, and changes nothing for what comes after it."""
        kept, rejected, anchor, birthday = len(self.kept), len(self.rejected), self._anchor, self._birthday
        yield
        self.doubted += self.kept[kept:]
        del self.kept[kept:], self.rejected[rejected:]
        self._anchor, self._birthday = anchor, birthday

    def turn_down(self, text: str, reason: str) -> None:
        """Keeps what was not learned, with the reason; of a secret only that there was one."""
        text = text.strip()
        if len(text) > 2:
            hidden = reason == "secret" or secrets.holds(text)
            self.rejected.append(Rejected("[secret]" if hidden else text[:200], "secret" if hidden else reason))

    def ordered(self, place: int) -> bool:
        """Whether "remember…" covers this place of the message."""
        return self.explicit is not None and self.explicit.start <= place < self.explicit.stop

    # Helpers

    def _add(self, candidate: Candidate, time: Time | None, *, agreed: bool = False) -> None:
        candidate = msgspec.structs.replace(candidate, extractor=self._extractor)
        if candidate.kind != "procedural" and self._extractor == EXTRACTOR:
            candidate = msgspec.structs.replace(
                candidate, text=readable.trimmed(candidate.text), object=candidate.object and readable.bare(candidate.object)
            )
            if not self.ordered(candidate.start) and not readable.is_readable(candidate.text):
                self.turn_down(candidate.text, "unreadable")
                return
        computed = time.computed if time and self._extractor == EXTRACTOR else ""  # a model may write any date into its sentence
        reason = grounding.admit(candidate, self._ground, computed, agreed=agreed)
        if reason:
            self.turn_down(candidate.text, reason)
            return
        if time:
            candidate = msgspec.structs.replace(
                candidate,
                valid_from=time.valid_from,
                valid_to=time.valid_to,
                precision=time.precision,
                time_words=time.words,
                recurrence=time.recurrence,
            )
        ordered = self.ordered(candidate.start)
        candidate = msgspec.structs.replace(
            candidate, importance=max(candidate.importance, 0.8) if ordered else candidate.importance,
            confidence=0.95 if ordered else round(max(candidate.confidence, 0.2), 2),
        )  # fmt: skip
        breed = _BREED_CALLED.match(candidate.text)
        for place, known in enumerate(self.kept) if breed else ():
            if breed and known.text == f"{breed['name']} is the user's {breed['breed']}.":  # the same, told twice: the fuller wording stays
                self.kept[place] = msgspec.structs.replace(known, text=candidate.text)
                return
        folded = fold(_by_name(candidate.text))
        if all(fold(_by_name(known.text)) != folded for known in self.kept):
            self.kept.append(candidate)

    def _introduced(self, name: str) -> bool:
        folded = fold(name)
        return any(fold(c.object or "") == folded and (c.predicate or "").startswith(("relation", "partner")) for c in self.kept)

    def _whom(self, pronoun: str) -> str:
        person = self._story.who({"him": "he", "her": "she", "them": "they"}[pronoun.lower()])
        return (person.name or person.told) if person else pronoun


_CHILD = frozenset(("relation:child", "relation:kid"))


def _by_name(text: str) -> str:
    """ "The user's cat is called Tilly." says the same as "Tilly is the user's cat.", and "is flying to Rome" no less than "is going to Rome"."""
    return _UNDER_WAY.sub("going to", _CALLED.sub(r"\2 is the user's \1.", text))


def _retold(told: str) -> str:
    """In the third person; "The user's shopping list" is no "user is shopping"."""
    lead = "The user's " if told.startswith("The user's ") else ""
    return lead + rephrase(told.removeprefix(lead))


def _kind(rule: Rule, said: Statement, time: Time | None, at: datetime) -> Kind:
    """An event is what happened or is dated; what holds since a day is a fact, and so is what comes every year."""
    if time is not None and time.valid_from and not time.recurrence and rule.predicate not in ("birthday", "anniversary"):
        begins = re.match(r"(?:since|for)\b", time.said or time.words, re.IGNORECASE) is not None or (
            time.words.lower().startswith("from ") and not time.valid_to
        )
        ahead = time.valid_from[:10] > at.date().isoformat()
        if not begins and (time.precision in ("day", "minute", "week") or (time.precision == "month" and (ahead or said.past) and not time.valid_to)):
            return "episodic"
    if rule.kind:
        return rule.kind
    lasting = re.match(r"never\b|(?:has|have) not\b|(?:previously )?(?:was|were|had been) (?!born)", said.rest)
    return "episodic" if said.past and not (lasting and (time is None or said.rest.startswith(("never", "has not", "have not")))) else "semantic"


def _importance(rule: Rule, time: Time | None) -> float:
    return max(rule.importance, 0.5) if time is not None and time.valid_from else rule.importance


def _sentence(text: str) -> str:
    text = re.sub(r"\b1 (year|month)s old\b", r"1 \1 old", text)
    return text[:1].upper() + text[1:] + "."


def _capitalised(text: str, place: str) -> tuple[str, str]:
    """ "lives in winterthur" -> "lives in Winterthur"; "a flat" stays."""
    if (
        not place
        or place != place.lower()
        or len(place.split()) > 3
        or _SMALL_PLACE.match(place)
        or not re.fullmatch(r"[^\W\d_ ]+(?:[ -][^\W\d_ ]+)*", place)
    ):
        return text, place
    name = " ".join(word if word in ("the", "of", "upon", "on", "in", "de", "la") else proper(word) for word in place.split())
    return text.replace(place, name, 1), name
