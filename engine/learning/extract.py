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
from engine.learning.grammar.lexicon import FUNCTION, RELATION_PATTERN, RELATIONS
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.sentences import Clause, Sentence, sentences
from engine.learning.grammar.words import MAX_CHARACTERS, clean, words
from engine.learning.jottings import jotted, lists
from engine.learning.reconciling.corrections import corrected
from engine.learning.records import Command, Learned, Rejected
from engine.learning.rules import first_fit
from engine.learning.rules.consequences import consequence, form, pointed
from engine.learning.rules.instructions import instruction
from engine.learning.rules.instructions import noted as noted_instructions
from engine.learning.rules.notes import note
from engine.learning.rules.procedures import procedures
from engine.learning.rules.so_then import so_then
from engine.learning.telling.antecedents import both, counted, with_antecedent, without_remark
from engine.learning.telling.apposition import appositions
from engine.learning.telling.context import NOTHING, Context
from engine.learning.telling.duties import at_occasion
from engine.learning.telling.known import Acquaintance, given, mentioned, recased
from engine.learning.telling.leftovers import leftover
from engine.learning.telling.likewise import likewise
from engine.learning.telling.people import Person, names, related
from engine.learning.telling.perspective import tell
from engine.learning.telling.phrasing import fronted
from engine.learning.telling.repairs import repaired
from engine.learning.telling.splitting import split
from engine.learning.telling.story import SERVICES, Statement, Story
from engine.learning.telling.unfolding import BRACKET, unfolded
from engine.learning.turns import announced, is_pastime

#: Orders whose rest is text for somebody else: what it says is no fact.
_DRAFTING = re.compile(
    r"\b(?:write|draft|compose|reply|email|text|message|tell|say|translate|rewrite|rephrase|summari[sz]e|shorten|"
    r"shorter|proofread|correct|paraphrase|polish|repeat|print|send|convert|create|generate|make)\b",
    re.IGNORECASE,
)
_INVENTED = re.compile(r"\b(?:made[- ]up|fictional|imaginary|character|protagonist|villain|hero|heroine|detective)\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\W*(?:but |so |and |even )?(?:if|unless|suppose|imagine)\b|.*\bswear\b", re.IGNORECASE)
_POLITE = re.compile(r"\W*(?:can|could|will|would) you (?:please )?(?:always|never|from now on|stop)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:if|when|whenever|every time|each time|any time)\b", re.IGNORECASE)
_GOT = re.compile(
    r"^(?:has|owns|bought|got|drives|rides|adopted|found|ordered|rents|is getting|has bought|has got)\s+(?:an?|the|their|"
    r"some|two)\s+(?P<thing>[^,.;(]+?)(?=\s+(?:coming|called|named|from|in|on|at|with|for|that|which|and|to|last|next)\b|[,.;(]|$)"
)
#: "the hospital moved my scan, it's 19 June now": what "it" is.
_MOVED_THING = re.compile(
    r"^(?:(?:has|have|had to|just|also) )*(?:moved?|pushed?|postponed?|rescheduled?|changed?|delayed?|shift(?:ed)?"
    r"|brought forward|bumped)(?: back| forward)? "
    r"(?P<thing>(?:the user's|their|the) [\w-]+(?: (?!to\b|from\b|because\b|until\b|again\b|by\b|for\b)[\w-]+){0,2})"
)
_OWNERS_THING = re.compile(rf"The user's (?P<who>{RELATION_PATTERN})'s ", re.IGNORECASE)
_MOVED_MINE = re.compile(
    r"\b(?:moved|pushed|postponed|rescheduled|changed|delayed|shifted|bumped|brought forward)(?: back| forward)? (?:my|our) "
    r"(?P<thing>[\w-]+(?: (?!to\b|from\b|because\b|cos\b|until\b|again\b|by\b|for\b|on\b)[\w-]+){0,2})",
    re.IGNORECASE,
)
_SOMEBODY = frozenset("he she they his her their him them he's she's somebody someone".split())
#: "How do I bleed my radiator? It's a 1970s one": what a question was about.
_MY_THING = re.compile(
    r"\b(?:my|our) (?P<thing>(?:[\w-]+ ){0,2}?[a-z][\w-]*[a-rt-z])(?=\W*$|,| (?:to|on|in|for|from|at|with|is|so|and|when"
    r"|without|before|after|if|keeps?|needs?)\b)",
    re.IGNORECASE,
)
_PERSON_HEAD = re.compile(r"\s+(?:man|woman|guy|lady|engineer|person|people|lads|bloke|technician)$")
_LONGEST_SENTENCE = 1500
_LEFT = 4  # clauses of one message that may be kept nearly as they were put
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
        self.lost_somebody = False
        explicit = command if command and command.action == "remember" else None
        #: "remember that …": what follows passes the gate; "…, keep this" only raises its weight.
        self.ordered = explicit is not None and explicit.start > 0
        self.found = Candidates(source, at, self.story, explicit, f"{previous}\n{context.said}".strip(), heard=heard)
        self.body = fronted(repaired(_readable(gate.mask(source), command)))
        if previous and not gate.whole(previous):
            for sentence in sentences(gate.mask(previous))[:20]:
                self.story.people += related(sentence.text, sentence.start - len(previous))

    def read(self) -> Learned:
        for made in procedures(self.body):
            self.found.procedure(made)
            self.body = _blanked(self.body, made.start, made.stop)
        self._appositions()
        self.story.about_user = self.ordered or bool(self.found.kept) or announced(self.body)
        for sentence in diary.joined(sentences(self.body), self.body, self.at):
            if len(self.found.kept) >= MAX_CANDIDATES:
                break
            self._sentence(sentence)
        self._leftovers()
        explicit = self.found.explicit
        if explicit and not any(self.found.ordered(c.start) for c in self.found.kept) and all(r.reason != "secret" for r in self.found.rejected):
            if gate.without_letters(self.source)[explicit.start : explicit.stop].split() == self.source[explicit.start : explicit.stop].split():
                self.found.as_said(explicit)
            else:
                self.found.turn_down(self.source[explicit.start : explicit.stop], "quotation")
        return Learned(tuple(self.found.kept), tuple(self.found.rejected[:MAX_CANDIDATES]), self.command)

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
            self.body = _blanked(self.body, one.start, one.stop)

    def _leftovers(self) -> None:
        """What no rule could shape, from a message that isn't somebody else's words."""
        if any(one.reason in _TAINTED for one in self.found.rejected):
            return
        known = bool(self.found.kept)
        for part in self.untold[:_LEFT]:
            if any(one.start < part.stop and part.start < one.stop for one in self.found.kept):
                continue
            personal = known or any(w.low.removesuffix("'s") in self.story.familiar for w in words(part.text)[:4])
            told = leftover(part, self.story, self.at, personal=personal)
            if told:
                self.found.leftover(told, part.start, part.stop)

    def _sentence(self, sentence: Sentence) -> None:
        if len(sentence.text) > _LONGEST_SENTENCE:
            return self.found.turn_down(sentence.text, "too long")
        asking = "?" in sentence.end and not self._told_to_remember(sentence.start)
        whole = _POLITE if asking else _CONDITION  # "would you always…?" asks for no answer
        told = instruction(sentence.text) if whole.match(sentence.text) else ""
        if told:
            return self.found.instruction(told, sentence.start, sentence.stop)
        self.story.lost = self.story.lost and self.story.last is None and self.lost_somebody
        self.story.refused = False
        if not asking and not told:
            ordered = noted_instructions(sentence.text)
            for one in ordered:
                self.found.instruction(one, sentence.start, sentence.stop)
            if ordered:
                return None
            items = lists.statements(sentence.text, sentence.start, sentence.stop)
            if items:
                return self._jotted(items)
            reason, follows = so_then(sentence.text)
            if follows:
                self.found.instruction(follows, sentence.start + reason, sentence.stop)
                sentence = Sentence(sentence.text[:reason], sentence.start, sentence.start + reason, sentence.end)
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
                if not _DRAFTING.search(self._said(part)) and gate.clause(self._said(part)) != "hypothetical" and not _SUPPOSED.match(part.text):
                    self._introduce(part)
            if number >= asked and part.joiner != BRACKET:
                self.found.turn_down(part.text, "question")
                asked_about = next(iter(reversed(list(_MY_THING.finditer(part.text)))), None)
                if asked_about and asked_about["thing"].split()[-1].lower() not in RELATIONS:
                    self.story.thing = f"The user's {asked_about['thing']}"
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
                    if last is not None and last.start >= sentence.start and last.person is not None and last.person.relation and not last.about_user
                    else None
                )
                shaped, said = diary.statement(entry, sentence.start, whose)
                self.story.meet(sentence.text[entry.start : entry.stop], sentence.start + entry.start, sentence.start + entry.stop)
                self._introduce(Clause(sentence.text[entry.start : entry.stop], said.start, said.stop))
                self.found.fact(shaped, said)
                self._notice_thing(said)
                self._notice_owner(said)
                self.story.last = said
                place = entry.stop

    def _part(self, part: Clause) -> str:
        """Reads one clause; the reason, when what follows it in the sentence is not to be believed either."""
        told = self._instructed(part.text)
        if told:
            self.found.instruction(told, part.start, part.stop)
            return ""
        alike = likewise(*self._with_joiner(part), self.story.last)
        if alike is not None:
            for piece in first_fit(alike):
                self.found.fact(piece, alike, agreed=True)
            return ""
        why = gate.clause(self._said(part))
        if why and not (self._told_to_remember(part.start) and why != "request"):
            self.found.turn_down(part.text, why)
            self.story.refused = True
            if why == "request":
                return "text for others" if _DRAFTING.search(part.text) or _INVENTED.search(part.text) else why
            return why if why == "hypothetical" and _SUPPOSED.match(part.text) else ""
        self._clause(part)
        return ""

    def _clause(self, part: Clause) -> None:
        noted = note(self.body[part.start : part.stop], person=self.story.people[-1].told if self.story.people else "")
        last = self.story.last
        if noted and (noted[0][:1].isupper() or last is None or last.about_user or self.story.about_user):
            return self.found.note(part.start, part.stop, *noted)
        jots = jotted(part.text, last, part.start, part.stop, named=self._named(last, part), among=bool(part.joiner))
        if jots:
            self._introduce(part)
            return self._jotted(jots)
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
            if ahead and ahead[0].low in SERVICES and len(ahead) < 5:
                self.story.thing = f"The user's {ahead[0].low}"  # "nursery rang, they can only do Mondays"
            self.untold.append(part)
            self.story.pending = _named_last(part)
            moved = _MOVED_MINE.search(part.text)
            if moved:
                self.story.thing = f"The user's {moved['thing']}"
            return None
        self.story.pending = None
        self.story.lost = self.story.refused = False
        if said.rest != "has died":  # what comes next is told of the living
            self.story.last = said
        self._notice_thing(said)
        ordered = self._told_to_remember(part.start)
        why = "" if ordered else gate.statement(said, self.story)
        self.story.about_user = self.story.about_user or said.about_user or "the user" in said.subject.lower()
        shaped = [] if why else [(one, piece) for piece in split(said) for one in first_fit(piece)]
        if shaped and shaped[0][0].rule.name == "generic" and said.past and gate.is_just_done(said.rest) and not ordered:
            why = "passing event"
        if why:
            return self.found.turn_down(part.text, why)
        for one, piece in shaped:
            self.found.fact(one, piece, agreed=piece is not said or part.joiner == BRACKET)
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
            or form(text, again=any(c.kind == "procedural" for c in self.found.kept))
            or (consequence(text, reason) if last is not None and (last.about_user or (last.person is not None and last.person.relation)) else "")
        )
        return pointed(told, reason)

    def _introduce(self, part: Clause) -> None:
        for person in self.story.people:
            if person.name and person.relation and not person.met and person.start >= part.start and person.stop <= part.stop:
                self.found.relation(person)

    def _notice_thing(self, said: Statement) -> None:
        """What "it" will mean."""
        got = _GOT.match(said.rest) if said.about_user else None
        moved = _MOVED_THING.match(said.rest)
        if moved:
            self.story.thing = f"{moved['thing'][:1].upper()}{moved['thing'][1:]}"
        elif got:
            self.story.thing = f"The user's {_PERSON_HEAD.sub('', got['thing'].strip())}"
        elif said.thing:
            self.story.thing = said.subject

    def _notice_owner(self, said: Statement) -> None:
        """Whose thing a note is about: "dads hip op is on friday. I'm driving him"."""
        owner = _OWNERS_THING.match(said.subject)
        if owner and not any(p.relation == owner["who"].lower() for p in self.story.people):
            self.story.people.append(Person(f"the user's {owner['who']}", "", owner["who"].lower(), start=said.start, stop=said.start + 1))

    def _with_joiner(self, part: Clause) -> tuple[str, int, int]:
        """The clause after the "so" that joined it to the one before ("so is my sister")."""
        lead = re.search(r"\bso\s*$", self.body[: part.start], re.IGNORECASE)
        return (f"so {part.text}", lead.start(), part.stop) if lead else (part.text, part.start, part.stop)

    def _said(self, part: Clause) -> str:
        """The clause as it was typed, without the words that were put in; with them where only they show that it tells ("play bass in a band")."""
        typed = self.body[part.start : part.stop]
        return part.text if part.text.lower().startswith(("i ", "my ")) and not gate.is_order(typed) else typed

    def _told_to_remember(self, place: int) -> bool:
        return self.ordered and self.found.ordered(place)


def _named_last(part: Clause) -> Person | None:
    """ "one of the kids coming, her friend Kennedy, …": of whom the next words tell."""
    last = words(part.text)[-1:]
    if not last or not last[0].text[:1].isupper() or last[0].low in FUNCTION or len(part.text.split()) < 3 or not names(part.text):
        return None
    name = last[0].text
    return Person(name, name, start=part.stop - len(name), stop=part.stop)


def _readable(body: str, command: Command | None) -> str:
    """The masked message without the words of a command; what is to be remembered stays."""
    if command is None:
        return body
    if command.action != "remember":
        return _blanked(body, command.start, command.stop)
    if command.start == 0:
        return body[: command.stop]
    lead = body[: command.start]
    cut = max(lead.rfind(end) for end in (". ", "! ", "? ", "; ", "\n")) + 1
    return lead[:cut] + " " * (len(lead) - cut) + body[command.start :]


def _blanked(text: str, start: int, stop: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:stop]) + text[stop:]
