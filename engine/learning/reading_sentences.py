"""One sentence of a message, clause by clause."""

from __future__ import annotations

import re

from engine.learning import diary, reading_clauses
from engine.learning.gating import gate
from engine.learning.grammar.sentences import Clause, Sentence
from engine.learning.jottings import lists
from engine.learning.noise.lookups import is_recall, seeks_advice
from engine.learning.noise.musing import verb_of_doing
from engine.learning.noise.texts import is_drafting, names_reader
from engine.learning.passage import Passage
from engine.learning.rules.consequences import so_then
from engine.learning.rules.forms import pointed
from engine.learning.rules.instructions import instruction
from engine.learning.rules.instructions import noted as noted_instructions
from engine.learning.rules.manners import Manner, manners
from engine.learning.telling.blanking import with_asides
from engine.learning.telling.things import notice, notice_asked, notice_owner
from engine.learning.telling.unfolding import BRACKET, unfolded
from engine.learning.turns import is_pastime

_POLITE = re.compile(r"\W*(?:can|could|will|would) you (?:please )?(?:always|never|from now on|stop)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:if|when|whenever|every time|each time|any time)\b", re.IGNORECASE)
_LONGEST_SENTENCE = 1500


def read_sentence(passage: Passage, sentence: Sentence) -> None:
    """Keeps what a sentence tells: an instruction, a list, diary entries, or clause by clause what is no question, joke or request."""
    if len(sentence.text) > _LONGEST_SENTENCE:
        return passage.found.turn_down(sentence.text, "too long")
    asking = "?" in sentence.end and not passage.told_to_remember(sentence.start)
    whole = _POLITE if asking else _CONDITION  # "would you always…?" asks for no answer
    told = instruction(sentence.text) if whole.match(sentence.text) else ""
    manner = [] if asking else manners(with_asides(sentence, passage.source, passage.body))
    if told and not manner:
        return passage.found.instruction(told, sentence.start, sentence.stop)
    passage.story.lost = passage.story.lost and passage.story.last is None and passage.lost_somebody
    passage.story.refused = False
    if not asking:
        ordered = noted_instructions(sentence.text)
        for one in ordered:
            passage.found.instruction(one, sentence.start, sentence.stop)
        if ordered:
            return None
        manner = manner or so_then(sentence.text)
        if manner:
            return _around(passage, sentence, manner)
        items = lists.statements(sentence.text, sentence.start, sentence.stop)
        if items:
            return reading_clauses.keep_jottings(passage, items)
    noted = [] if asking or instruction(sentence.text) or is_pastime(sentence.text) else diary.entries(sentence.text, passage.at)
    if not noted and not asking and passage.body.strip(" .!") == sentence.text.strip(" .!"):
        noted = diary.today(sentence.text, passage.at)
    if noted:
        return _diary(passage, sentence, noted)
    parts = unfolded(sentence)
    told = reading_clauses.instructed(passage, sentence.text) if len(parts) == 1 and not asking else ""
    if told:
        return passage.found.instruction(told, sentence.start, sentence.stop)
    asked = gate.asked_from([passage.said(part) for part in parts], sentence.text) if asking else len(parts)
    if gate.is_banter(sentence.text, sentence.end):
        return passage.found.turn_down(sentence.text, "joke")
    dropped, condition, doing = "", "", sentence.start + verb_of_doing(sentence.text)
    for number, part in enumerate(parts):
        if part.start < doing and not passage.told_to_remember(part.start):
            passage.found.turn_down(part.text, "general remark")
            continue
        passage.story.meet(part.text, part.start, part.stop)
        if number >= asked or gate.is_request(passage.said(part)):
            passage.story.beneficiary(part.text, part.start)
            typed = passage.said(part)
            supposed = gate.clause(typed) == "hypothetical" or reading_clauses.SUPPOSED.match(part.text) is not None
            advice = seeks_advice(sentence.text) or (number < asked and not is_recall(sentence.text))
            if advice and not supposed and (not is_drafting(typed) or names_reader(typed)):
                passage.introduce(part)
        if number >= asked and part.joiner != BRACKET:
            passage.found.turn_down(passage.typed(part), "question")
            notice_asked(part.text, passage.story)
        elif (
            dropped
            and part.joiner != BRACKET
            and (dropped != "request" or part.joiner not in (",", "but", "-"))
            and (not condition or gate.carries_over(condition, part.text))
        ):
            passage.found.turn_down(part.text, dropped)
        else:
            dropped = reading_clauses.read_part(passage, part) or dropped
            condition = part.text if dropped == "hypothetical" else ""
    return None


def _around(passage: Passage, sentence: Sentence, manner: list[Manner]) -> None:
    """Instructions in a sentence, and what is told before and after each."""
    place, passage.begins = 0, sentence.start
    for one in [*manner, None]:
        between = sentence.text[place : one.start if one else len(sentence.text)].strip(" ,;:-")
        if len(between) > 2:
            start = sentence.start + sentence.text.index(between, place)
            read_sentence(passage, Sentence(between, start, start + len(between), "" if one else sentence.end))
        if one:
            reason = passage.story.last.rest if passage.story.last is not None else ""
            passage.found.instruction(pointed(one.told, reason), sentence.start + one.start, sentence.start + one.stop)
            place = one.stop
    passage.begins = len(passage.body)


def _diary(passage: Passage, sentence: Sentence, noted: list[diary.Entry]) -> None:
    """Entries without a verb, and what is told in full between them."""
    place = 0
    for entry in [*noted, None]:
        stop = entry.start if entry else len(sentence.text)
        between = sentence.text[place:stop].strip(" ,;:-")
        if len(between) > 2:
            start = sentence.text.index(between, place)
            read_sentence(passage, Sentence(between, sentence.start + start, sentence.start + start + len(between), "" if entry else sentence.end))
        if entry:
            last = passage.story.last
            whose = (
                last
                if last is not None
                and last.start >= min(sentence.start, passage.begins)
                and last.person is not None
                and last.person.relation
                and not last.about_user
                else None
            )
            shaped, said = diary.statement(entry, sentence.start, whose)
            passage.story.meet(sentence.text[entry.start : entry.stop], sentence.start + entry.start, sentence.start + entry.stop)
            passage.introduce(Clause(sentence.text[entry.start : entry.stop], said.start, said.stop))
            passage.found.fact(shaped, said)
            notice(said, passage.story)
            notice_owner(said, passage.story)
            passage.story.last = said
            place = entry.stop
