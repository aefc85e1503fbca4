"""From one message to candidates for memories. Pure: no vault, no model, no clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from engine.learning import diary
from engine.learning.candidates import MAX_CANDIDATES, Candidates
from engine.learning.commands import finding as commands
from engine.learning.commands.remember_requests import spared
from engine.learning.gating import gate
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.sentences import Clause, Sentence, sentences
from engine.learning.grammar.words import MAX_CHARACTERS, clean, words
from engine.learning.jottings import jotted, lists, silent
from engine.learning.leftovers import LEAST, leftovers, said_points
from engine.learning.noise.lookups import is_looked_up, is_recall, seeks_advice, speaks_of_self
from engine.learning.noise.texts import is_drafting, is_invention, names_reader
from engine.learning.reconciling.corrections import corrected
from engine.learning.records import Candidate, Command, Learned, Rejected
from engine.learning.rules import first_fit
from engine.learning.rules.consequences import consequence, so_then
from engine.learning.rules.forms import form, pointed
from engine.learning.rules.instructions import instruction
from engine.learning.rules.instructions import noted as noted_instructions
from engine.learning.rules.lifted import lifted
from engine.learning.rules.manners import Manner, manners
from engine.learning.rules.notes import note
from engine.learning.rules.procedures import procedures
from engine.learning.telling.addressed import is_jotted
from engine.learning.telling.antecedents import both, counted, with_antecedent, without_remark
from engine.learning.telling.apposition import appositions
from engine.learning.telling.blanking import blanked, with_asides, without_command
from engine.learning.telling.context import NOTHING, Context
from engine.learning.telling.duties import at_occasion
from engine.learning.telling.known import Acquaintance, given, mentioned, recased
from engine.learning.telling.likewise import likewise
from engine.learning.telling.people import Person, related
from engine.learning.telling.perspective import tell
from engine.learning.telling.phrasing import fronted
from engine.learning.telling.repairs import repaired
from engine.learning.telling.splitting import split
from engine.learning.telling.story import Statement, Story
from engine.learning.telling.things import named_last, notice, notice_asked, notice_owner, notice_untold
from engine.learning.telling.unfolding import BRACKET, unfolded
from engine.learning.turns import announced, is_pastime

_SUPPOSED = re.compile(r"\W*(?:but |so |and |even )?(?:if|unless|suppose|imagine)\b|.*\bswear\b", re.IGNORECASE)
_POLITE = re.compile(r"\W*(?:can|could|will|would) you (?:please )?(?:always|never|from now on|stop)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:if|when|whenever|every time|each time|any time)\b", re.IGNORECASE)
_SOMEBODY = frozenset("he she they his her their him them he's she's somebody someone".split())
_EXPECTING = re.compile(
    r"\b(?:pregnan\w+|expecting|due date|baby shower|20[- ]week scan|gender (?:scan|reveal)|midwife|weeks? gone|bump)\b", re.IGNORECASE
)
_TO_DO = re.compile(r"\W*(?:that )?(?:i (?:have|need|want|ought) )?to [a-z]", re.IGNORECASE)
_NOT_TO_FORGET = re.compile(r"\W*(?:please |pls |and )*(?:do not|don'?t) (?:let me )?forget\b", re.IGNORECASE)
_GOES_ON = ("and", "or", "if", "")  # a clause after one of these goes on with the question before it
_LONGEST_SENTENCE = 1500
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
    return _Reading(source, at, command, recased(clean(gate.prose(previous[:MAX_CHARACTERS])), known), known, heard, context).read()


class _Reading:
    """One pass over a message, sentence by sentence, clause by clause."""

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

    def read(self) -> Learned:
        for made in procedures(self.body):
            self.found.procedure(made)
            self.body = blanked(self.body, made.start, made.stop)
        self._appositions()
        self.story.about_user = self.ordered or bool(self.found.kept) or announced(self.body)
        for sentence in diary.joined(sentences(self.body), self.body, self.at):
            if len(self.found.kept) >= MAX_CANDIDATES:
                break
            self._sentence(sentence)
        self._leftovers()
        self._sift()
        explicit = self.found.explicit
        if (
            explicit
            and not any(self.found.ordered(c.start) and not self._by_the_way(c) for c in self.found.kept)
            and all(r.reason != "secret" for r in self.found.rejected)
        ):
            if gate.without_letters(self.source)[explicit.start : explicit.stop].split() == self.source[explicit.start : explicit.stop].split():
                self.found.as_said(explicit)
            else:
                self.found.turn_down(self.source[explicit.start : explicit.stop], "quotation")
        return Learned(tuple(self.found.kept), tuple(self.found.rejected[:MAX_CANDIDATES]), self.command)

    def _by_the_way(self, one: Candidate) -> bool:
        """Whether it only says who somebody is, in what is to be done: "remind me to call my sister Anna"."""
        explicit = self.found.explicit
        tied = (one.predicate or "").startswith("relation:") or one.predicate == "partner"
        return tied and explicit is not None and _TO_DO.match(self.source[explicit.start : explicit.stop]) is not None

    def _appositions(self) -> None:
        """Who somebody is, said after the name: known before the sentence with the name is read."""
        for one in appositions(self.body):
            self.story.people += one.people
            for person in one.people:
                if person.relation:
                    self.found.relation(msgspec.structs.replace(person, start=one.start, stop=one.stop))
            if one.statement is not None:
                for shaped in first_fit(one.statement):
                    self.found.fact(shaped, one.statement, agreed=True)
            self.body = blanked(self.body, one.start, one.stop)

    def _leftovers(self) -> None:
        """What no rule could shape, from a message that isn't somebody else's words."""
        if self.looked_up or any(one.reason in _TAINTED for one in self.found.rejected):
            return
        for part in list(self.untold[:_LEFT]):
            if any(one.start < part.stop and part.start < one.stop and one.start >= part.start for one in self.found.kept):
                continue
            personal = bool(self.found.kept) or any(w.low.removesuffix("'s") in self.story.familiar for w in words(part.text)[:4])
            expecting = _EXPECTING.search(self.source) is not None
            for left in leftovers(
                part, self.story, self.at, personal=personal, meant=self.jotted_down, anothers=part.start in self.anothers, expecting=expecting
            ):
                if left.jots:
                    self._jotted(list(left.jots))
                elif left.note:
                    self.found.leftover(left.text, left.start, left.stop)
                else:
                    self._clause(Clause(left.text, left.start, left.stop, BRACKET))

    def _sift(self) -> None:
        """Drops what was told without a subject when nothing else is told, and nothing speaks for it ("back to the drawing board then")."""
        lone = self.bare and len(self.bare) == len(self.found.kept) and not self.ordered
        if lone and max(points for _, points in self.bare) < LEAST and not speaks_of_self(self.source):
            for one, _ in self.bare:
                self.found.kept.remove(one)
                self.found.turn_down(one.text, "too little said")

    def _sentence(self, sentence: Sentence) -> None:
        if len(sentence.text) > _LONGEST_SENTENCE:
            return self.found.turn_down(sentence.text, "too long")
        asking = "?" in sentence.end and not self._told_to_remember(sentence.start)
        whole = _POLITE if asking else _CONDITION  # "would you always…?" asks for no answer
        told = instruction(sentence.text) if whole.match(sentence.text) else ""
        manner = [] if asking else manners(with_asides(sentence, self.source, self.body))
        if told and not manner:
            return self.found.instruction(told, sentence.start, sentence.stop)
        self.story.lost = self.story.lost and self.story.last is None and self.lost_somebody
        self.story.refused = False
        if not asking:
            ordered = noted_instructions(sentence.text)
            for one in ordered:
                self.found.instruction(one, sentence.start, sentence.stop)
            if ordered:
                return None
            manner = manner or so_then(sentence.text)
            if manner:
                return self._around(sentence, manner)
            items = lists.statements(sentence.text, sentence.start, sentence.stop)
            if items:
                return self._jotted(items)
        noted = [] if asking or instruction(sentence.text) or is_pastime(sentence.text) else diary.entries(sentence.text, self.at)
        if noted:
            return self._diary(sentence, noted)
        parts = unfolded(sentence)
        told = self._instructed(sentence.text) if len(parts) == 1 and not asking else ""
        if told:
            return self.found.instruction(told, sentence.start, sentence.stop)
        asked = gate.asked_from([self._said(part) for part in parts], sentence.text) if asking else len(parts)
        if gate.is_banter(sentence.text, sentence.end):
            return self.found.turn_down(sentence.text, "joke")
        dropped, condition = "", ""
        for number, part in enumerate(parts):
            self.story.meet(part.text, part.start, part.stop)
            if number >= asked or gate.is_request(self._said(part)):
                self.story.beneficiary(part.text, part.start)
                typed = self._said(part)
                supposed = gate.clause(typed) == "hypothetical" or _SUPPOSED.match(part.text) is not None
                advice = seeks_advice(sentence.text) or (number < asked and not is_recall(sentence.text))
                if advice and not supposed and (not is_drafting(typed) or names_reader(typed)):
                    self._introduce(part)
            if number >= asked and part.joiner != BRACKET:
                self.found.turn_down(self._typed(part), "question")
                notice_asked(part.text, self.story)
            elif (
                dropped
                and part.joiner != BRACKET
                and (dropped != "request" or part.joiner not in (",", "but", "-"))
                and (not condition or gate.carries_over(condition, part.text))
            ):
                self.found.turn_down(part.text, dropped)
            else:
                dropped = self._part(part) or dropped
                condition = part.text if dropped == "hypothetical" else ""
        return None

    def _around(self, sentence: Sentence, manner: list[Manner]) -> None:
        """Instructions in a sentence, and what is told before and after each."""
        place, self.begins = 0, sentence.start
        for one in [*manner, None]:
            between = sentence.text[place : one.start if one else len(sentence.text)].strip(" ,;:-")
            if len(between) > 2:
                start = sentence.start + sentence.text.index(between, place)
                self._sentence(Sentence(between, start, start + len(between), "" if one else sentence.end))
            if one:
                reason = self.story.last.rest if self.story.last is not None else ""
                self.found.instruction(pointed(one.told, reason), sentence.start + one.start, sentence.start + one.stop)
                place = one.stop
        self.begins = len(self.body)

    def _diary(self, sentence: Sentence, noted: list[diary.Entry]) -> None:
        """Entries without a verb, and what is told in full between them."""
        place = 0
        for entry in [*noted, None]:
            stop = entry.start if entry else len(sentence.text)
            between = sentence.text[place:stop].strip(" ,;:-")
            if len(between) > 2:
                start = sentence.text.index(between, place)
                self._sentence(Sentence(between, sentence.start + start, sentence.start + start + len(between), "" if entry else sentence.end))
            if entry:
                last = self.story.last
                whose = (
                    last
                    if last is not None
                    and last.start >= min(sentence.start, self.begins)
                    and last.person is not None
                    and last.person.relation
                    and not last.about_user
                    else None
                )
                shaped, said = diary.statement(entry, sentence.start, whose)
                self.story.meet(sentence.text[entry.start : entry.stop], sentence.start + entry.start, sentence.start + entry.stop)
                self._introduce(Clause(sentence.text[entry.start : entry.stop], said.start, said.stop))
                self.found.fact(shaped, said)
                notice(said, self.story)
                notice_owner(said, self.story)
                self.story.last = said
                place = entry.stop

    def _part(self, part: Clause) -> str:
        """Reads one clause; the reason, when what follows it in the sentence is not to be believed either."""
        told = self._instructed(part.text)
        if told:
            self.found.instruction(told, part.start, part.stop)
            return ""
        if self.story.refused and part.joiner in ("and", "or") and not starts_with_subject(words(part.text)):
            self.found.turn_down(self._typed(part), "question")
            return ""
        alike = likewise(*self._with_joiner(part), self.story.last)
        if alike is not None:
            for piece in first_fit(alike):
                self.found.fact(piece, alike, agreed=True)
            return ""
        why = gate.clause(self._said(part))
        if why and not (self._told_to_remember(part.start) and why != "request"):
            self.found.turn_down(self._typed(part) if why == "question" else part.text, why)
            self.story.refused = True
            if why == "request":
                return "text for others" if is_drafting(part.text) or is_invention(part.text) else why
            return why if why == "hypothetical" and _SUPPOSED.match(part.text) else ""
        self._clause(part)
        return ""

    def _typed(self, part: Clause) -> str:
        """The clause as it was typed: a question with a subject put in reads as nobody would say it."""
        return self.body[part.start : part.stop].strip() or part.text

    def _clause(self, part: Clause) -> None:
        noted = note(self.body[part.start : part.stop], person=self.story.people[-1].told if self.story.people else "")
        last = self.story.last
        if noted and (noted[0][:1].isupper() or last is None or last.about_user or self.story.about_user):
            return self.found.note(part.start, part.stop, *noted)
        jots = jotted(part.text, last, part.start, part.stop, named=self._named(last, part), among=bool(part.joiner))
        if jots and not self.looked_up:
            self._introduce(part)
            self._jotted(jots)
            for piece in silent(part.text):
                place = part.text.find(piece)
                self.untold.append(Clause(piece, part.start + place, part.start + place + len(piece)))
            return None
        alike = both(part.text, self.story.people, self.body[: part.start])
        for person in alike:
            self.found.relation(msgspec.structs.replace(person, start=part.start, stop=part.stop))
        if alike:
            return None
        said = counted(part.text, last, part.start, part.stop) or tell(part, self.story)
        said = without_remark(at_occasion(with_antecedent(said, self.found.kept), last)) if said is not None else None
        self._introduce(part)
        if said is None:
            ahead = words(part.text)
            self.story.lost = ahead[0].low not in ("i", "we", "my", "our", "it", "that", "this") and starts_with_subject(ahead) if ahead else False
            self.lost_somebody = bool(ahead) and (ahead[0].low in _SOMEBODY or bool(given(part.text)) or bool(related(part.text)))
            if not (self.story.refused and part.joiner in _GOES_ON):
                self.untold.append(part)
            if last is not None and last.person is not None and not last.about_user:
                self.anothers.add(part.start)
            self.story.pending = named_last(part)
            notice_untold(part.text, self.story)
            return None
        self.story.pending = None
        self.story.lost = self.story.refused = False
        if said.rest != "has died":  # what comes next is told of the living
            self.story.last = said
        notice(said, self.story)
        ordered = self._told_to_remember(part.start) or _NOT_TO_FORGET.match(part.text) is not None
        why = "" if ordered else gate.statement(said, self.story)
        if not why and (said.elided or said.thing or (said.person is not None and said.person.relation == "baby")) and self.looked_up and not ordered:
            why = "look-up"
        self.story.about_user = self.story.about_user or said.about_user or "the user" in said.subject.lower()
        shaped = [] if why else [(one, piece) for piece in split(said) for one in first_fit(piece)]
        if shaped and shaped[0][0].rule.name == "generic" and said.past and gate.is_just_done(said.rest) and not ordered:
            why = "passing event"
        if why:
            return self.found.turn_down(part.text, why)
        before = len(self.found.kept)
        for one, told in shaped:
            self.found.fact(one, told, agreed=told is not said or part.joiner == BRACKET)
        typed = self.body[part.start : part.stop]
        if said.about_user and part.joiner != BRACKET and not speaks_of_self(typed) and all(one.rule.name == "generic" for one, _ in shaped):
            self.bare += [(kept, said_points(typed, self.at)) for kept in self.found.kept[before:]]
        return None

    def _jotted(self, told: list[Statement]) -> None:
        """Notes without a verb, put in full."""
        for said in told:
            if re.match(
                r"(?:is|are) (?:who|what|why|how|which|when|where) (?:wrote|said|is|are|was|were|did|do|does|can)\b", said.rest
            ):  # "my favourite line is … who wrote it"
                continue
            self.story.last, self.story.lost = said, False
            self.story.about_user = True
            if said.rest.startswith(": "):
                self.found.note(said.start, said.stop, said.subject + said.rest, "lists", said.rest[2:])
                continue
            for piece in split(with_antecedent(said, self.found.kept)):
                for one in first_fit(piece):
                    self.found.fact(one, piece, agreed=True)

    def _named(self, last: Statement | None, part: Clause) -> Person | None:
        """Whom the statement right before a clause named, besides the user."""
        if last is None or not last.about_user or last.rest.startswith("is called "):
            return None
        named = [p for p in self.story.people if p.name and p.start >= last.start and p.stop <= min(last.stop + 3, part.start)]
        return named[-1] if named else None

    def _instructed(self, text: str) -> str:
        """The standing instruction in a sentence or clause, after what was told before it; "" when there is none."""
        last = self.story.last
        reason = last.rest if last is not None else ""
        told = (
            instruction(text)
            or lifted(text, self.story.familiar)
            or form(text, again=any(c.kind == "procedural" for c in self.found.kept))
            or (consequence(text, reason) if last is not None and (last.about_user or (last.person is not None and last.person.relation)) else "")
        )
        return pointed(told, reason)

    def _introduce(self, part: Clause) -> None:
        for person in self.story.people:
            if person.name and person.relation and not person.met and person.start >= part.start and person.stop <= part.stop:
                self.found.relation(person)

    def _with_joiner(self, part: Clause) -> tuple[str, int, int]:
        """The clause after the "so" that joined it to the one before ("so is my sister")."""
        lead = re.search(r"\bso\s*$", self.body[: part.start], re.IGNORECASE)
        return (f"so {part.text}", lead.start(), part.stop) if lead else (part.text, part.start, part.stop)

    def _said(self, part: Clause) -> str:
        """The clause as it was typed, without the words that were put in; with them where only they show that it tells ("play bass in a band")."""
        typed = self.body[part.start : part.stop]
        return part.text if part.text.lower().startswith(("i ", "my ")) and not gate.is_order(typed) and not gate.is_inverted(typed) else typed

    def _told_to_remember(self, place: int) -> bool:
        return self.ordered and self.found.ordered(place)
