"""One clause of a message: an instruction, a jotting, a statement, or nothing that is kept."""

from __future__ import annotations

import re

import msgspec

from engine.learning.gating import gate
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.words import words
from engine.learning.jottings import jotted, silent
from engine.learning.leftovers import said_points
from engine.learning.noise.lookups import speaks_of_self
from engine.learning.noise.texts import is_drafting, is_invention
from engine.learning.passage import Passage
from engine.learning.rules import first_fit
from engine.learning.rules.consequences import consequence
from engine.learning.rules.forms import form, pointed
from engine.learning.rules.instructions import instruction
from engine.learning.rules.lifted import lifted
from engine.learning.rules.notes import note
from engine.learning.telling.antecedents import both, counted, with_antecedent, without_remark
from engine.learning.telling.duties import at_occasion
from engine.learning.telling.known import given
from engine.learning.telling.likewise import likewise
from engine.learning.telling.people import related
from engine.learning.telling.perspective import tell
from engine.learning.telling.splitting import split
from engine.learning.telling.story import Statement
from engine.learning.telling.things import named_last, notice, notice_untold
from engine.learning.telling.unfolding import BRACKET

SUPPOSED = re.compile(r"\W*(?:but |so |and |even )?(?:if|unless|suppose|imagine)\b|.*\bswear\b", re.IGNORECASE)
_SOMEBODY = frozenset("he she they his her their him them he's she's somebody someone".split())
_NOT_TO_FORGET = re.compile(r"\W*(?:please |pls |and )*(?:do not|don'?t) (?:let me )?forget\b", re.IGNORECASE)
_GOES_ON = ("and", "or", "if", "")  # a clause after one of these goes on with the question before it


def read_part(passage: Passage, part: Clause) -> str:
    """Reads one clause; the reason, when what follows it in the sentence is not to be believed either."""
    told = instructed(passage, part.text)
    if told:
        passage.found.instruction(told, part.start, part.stop)
        return ""
    if passage.story.refused and part.joiner in ("and", "or") and not starts_with_subject(words(part.text)):
        passage.found.turn_down(passage.typed(part), "question")
        return ""
    alike = likewise(*passage.with_joiner(part), passage.story.last)
    if alike is not None:
        for piece in first_fit(alike):
            passage.found.fact(piece, alike, agreed=True)
        return ""
    why = gate.clause(passage.said(part))
    if why and not (passage.told_to_remember(part.start) and why != "request"):
        passage.found.turn_down(passage.typed(part) if why == "question" else part.text, why)
        passage.story.refused = True
        if why == "request":
            return "text for others" if is_drafting(part.text) or is_invention(part.text) else why
        return why if why == "hypothetical" and SUPPOSED.match(part.text) else ""
    read_clause(passage, part)
    return ""


def read_clause(passage: Passage, part: Clause) -> None:
    """Keeps what a clause tells that is no instruction and passes as told; what nothing can shape waits in `passage.untold`."""
    noted = note(passage.body[part.start : part.stop], person=passage.story.people[-1].told if passage.story.people else "")
    last = passage.story.last
    if noted and (noted[0][:1].isupper() or last is None or last.about_user or passage.story.about_user):
        return passage.found.note(part.start, part.stop, *noted)
    jots = jotted(part.text, last, part.start, part.stop, named=passage.named(last, part), among=bool(part.joiner))
    if jots and not passage.looked_up:
        passage.introduce(part)
        keep_jottings(passage, jots)
        for piece in silent(part.text):
            place = part.text.find(piece)
            passage.untold.append(Clause(piece, part.start + place, part.start + place + len(piece)))
        return None
    alike = both(part.text, passage.story.people, passage.body[: part.start])
    for person in alike:
        passage.found.relation(msgspec.structs.replace(person, start=part.start, stop=part.stop))
    if alike:
        return None
    said = counted(part.text, last, part.start, part.stop) or tell(part, passage.story)
    said = without_remark(at_occasion(with_antecedent(said, passage.found.kept), last)) if said is not None else None
    passage.introduce(part)
    if said is None:
        ahead = words(part.text)
        passage.story.lost = ahead[0].low not in ("i", "we", "my", "our", "it", "that", "this") and starts_with_subject(ahead) if ahead else False
        passage.lost_somebody = bool(ahead) and (ahead[0].low in _SOMEBODY or bool(given(part.text)) or bool(related(part.text)))
        if not (passage.story.refused and part.joiner in _GOES_ON):
            passage.untold.append(part)
        if last is not None and last.person is not None and not last.about_user:
            passage.anothers.add(part.start)
        passage.story.pending = named_last(part)
        notice_untold(part.text, passage.story)
        return None
    passage.story.pending = None
    passage.story.lost = passage.story.refused = False
    if said.rest != "has died":  # what comes next is told of the living
        passage.story.last = said
    notice(said, passage.story)
    ordered = passage.told_to_remember(part.start) or _NOT_TO_FORGET.match(part.text) is not None
    why = "" if ordered else gate.statement(said, passage.story)
    if not why and (said.elided or said.thing or (said.person is not None and said.person.relation == "baby")) and passage.looked_up and not ordered:
        why = "look-up"
    passage.story.about_user = passage.story.about_user or said.about_user or "the user" in said.subject.lower()
    shaped = [] if why else [(one, piece) for piece in split(said) for one in first_fit(piece)]
    if shaped and shaped[0][0].rule.name == "generic" and said.past and gate.is_just_done(said.rest) and not ordered:
        why = "passing event"
    if why:
        with passage.found.set_aside():
            for told in split(said):
                for one in first_fit(told):
                    passage.found.fact(one, told, agreed=told is not said or part.joiner == BRACKET)
        return passage.found.turn_down(part.text, why)
    before = len(passage.found.kept)
    for one, told in shaped:
        passage.found.fact(one, told, agreed=told is not said or part.joiner == BRACKET)
    typed = passage.body[part.start : part.stop]
    if said.about_user and part.joiner != BRACKET and not speaks_of_self(typed) and all(one.rule.name == "generic" for one, _ in shaped):
        passage.bare += [(kept, said_points(typed, passage.at)) for kept in passage.found.kept[before:]]
    return None


def keep_jottings(passage: Passage, told: list[Statement]) -> None:
    """Notes without a verb, put in full."""
    for said in told:
        if re.match(
            r"(?:is|are) (?:who|what|why|how|which|when|where) (?:wrote|said|is|are|was|were|did|do|does|can)\b", said.rest
        ):  # "my favourite line is … who wrote it"
            continue
        passage.story.last, passage.story.lost = said, False
        passage.story.about_user = True
        if said.rest.startswith(": "):
            passage.found.note(said.start, said.stop, said.subject + said.rest, "lists", said.rest[2:])
            continue
        for piece in split(with_antecedent(said, passage.found.kept)):
            for one in first_fit(piece):
                passage.found.fact(one, piece, agreed=True)


def instructed(passage: Passage, text: str) -> str:
    """The standing instruction in a sentence or clause, after what was told before it; "" when there is none."""
    last = passage.story.last
    reason = last.rest if last is not None else ""
    told = (
        instruction(text)
        or lifted(text, passage.story.familiar)
        or form(text, again=any(c.kind == "procedural" for c in passage.found.kept))
        or (consequence(text, reason) if last is not None and (last.about_user or (last.person is not None and last.person.relation)) else "")
    )
    return pointed(told, reason)
