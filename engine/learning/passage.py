"""The message that is being read, as its sentences and clauses see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from engine.learning.candidates import Candidates
from engine.learning.gating import gate
from engine.learning.grammar.sentences import Clause, sentences
from engine.learning.noise.lookups import is_looked_up
from engine.learning.records import Candidate, Command
from engine.learning.telling.addressed import is_jotted
from engine.learning.telling.blanking import without_command
from engine.learning.telling.context import Context
from engine.learning.telling.known import Acquaintance, given, mentioned
from engine.learning.telling.people import Person, related
from engine.learning.telling.phrasing import fronted
from engine.learning.telling.repairs import repaired
from engine.learning.telling.story import Statement, Story

_TO_DO = re.compile(r"\W*(?:that )?(?:i (?:have|need|want|ought) )?to [a-z]", re.IGNORECASE)


class Passage:
    """A message while it is read: its text with what is blanked out, whom it has told of so far, and what was found in it."""

    def __init__(
        self, source: str, at: datetime, command: Command | None, previous: str, known: Sequence[Acquaintance], heard: Sequence[str], context: Context
    ) -> None:
        self.story, self.at, self.source = Story(), at, source
        self.story.people += [*context.people, *given(source), *mentioned(source, known)]
        self.story.familiar = context.familiar
        self.command = command
        self.untold: list[Clause] = []
        self.anothers: set[int] = set()  # places of untold clauses that could be somebody else's
        self.looked_up = is_looked_up(source)
        self.bare: list[tuple[Candidate, int]] = []  # told of the user, who isn't named; and what speaks for each
        self.jotted_down = is_jotted(source)
        self.lost_somebody = False
        self.begins = len(source)  # where the sentence begins that is being read in parts
        explicit = command if command and command.action == "remember" else None
        #: "remember that …": what follows passes the gate; "…, keep this" only raises its weight.
        self.ordered = explicit is not None and explicit.start > 0
        self.found = Candidates(source, at, self.story, explicit, f"{previous}\n{context.said}".strip(), heard=heard)
        self.body = fronted(repaired(without_command(gate.mask(source), command)))
        if previous and not gate.whole(previous):
            for sentence in sentences(gate.mask(previous))[:20]:
                self.story.people += related(sentence.text, sentence.start - len(previous))

    def typed(self, part: Clause) -> str:
        """The clause as it was typed: a question with a subject put in reads as nobody would say it."""
        return self.body[part.start : part.stop].strip() or part.text

    def said(self, part: Clause) -> str:
        """The clause as it was typed, without the words that were put in; with them where only they show that it tells ("play bass in a band")."""
        typed = self.body[part.start : part.stop]
        return part.text if part.text.lower().startswith(("i ", "my ")) and not gate.is_order(typed) and not gate.is_inverted(typed) else typed

    def told_to_remember(self, place: int) -> bool:
        """Whether what stands at that place was asked to be kept."""
        return self.ordered and self.found.ordered(place)

    def by_the_way(self, one: Candidate) -> bool:
        """Whether it only says who somebody is, in what is to be done: "remind me to call my sister Anna"."""
        explicit = self.found.explicit
        tied = (one.predicate or "").startswith("relation:") or one.predicate == "partner"
        return tied and explicit is not None and _TO_DO.match(self.source[explicit.start : explicit.stop]) is not None

    def introduce(self, part: Clause) -> None:
        """Keeps who somebody named in the clause is."""
        for person in self.story.people:
            if person.name and person.relation and not person.met and person.start >= part.start and person.stop <= part.stop:
                self.found.relation(person)

    def with_joiner(self, part: Clause) -> tuple[str, int, int]:
        """The clause after the "so" that joined it to the one before ("so is my sister")."""
        lead = re.search(r"\bso\s*$", self.body[: part.start], re.IGNORECASE)
        return (f"so {part.text}", lead.start(), part.stop) if lead else (part.text, part.start, part.stop)

    def named(self, last: Statement | None, part: Clause) -> Person | None:
        """Whom the statement right before a clause named, besides the user."""
        if last is None or not last.about_user or last.rest.startswith("is called "):
            return None
        named = [p for p in self.story.people if p.name and p.start >= last.start and p.stop <= min(last.stop + 3, part.start)]
        return named[-1] if named else None
