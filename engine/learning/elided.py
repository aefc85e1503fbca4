"""Clauses without a subject: "tore my meniscus", "…, works nights": the user's, or whoever's the message spoke of last."""

from __future__ import annotations

import re

import msgspec

from engine.learning.conjugation import is_negative
from engine.learning.described import described, next_place
from engine.learning.lexicon import ADVERBS, FLEETING, FUNCTION, PREPOSITIONS
from engine.learning.phrases import subject_length
from engine.learning.pronouns import told as told_words
from engine.learning.referring import referred
from engine.learning.sentences import Clause
from engine.learning.states import STATES
from engine.learning.story import Statement, Story
from engine.learning.subjects import about_mine, about_named, about_other, about_user
from engine.learning.verbs import AUXILIARY, BASES, GERUND, PARTICIPLE, PAST, THIRD, is_past
from engine.learning.words import Word, join

#: Base forms that are also their own past: without a subject they are orders ("put it there").
_ORDERS = frozenset("put cut set let shut hit read cost spread split quit hurt bet".split())
_AT_HOME = re.compile(
    r"^(?:bin|bins|recycling|wifi|heating|boiler|rehearsals?|choir|school|nursery) (?:day|days|collection|practice|run|"
    r"pick-?up|timer|code|name)?$|^(?:bin day|bins|recycling|rehearsals?|choir practice)$"
)
#: After these nouns' first half nothing is going on: "driving test booked", "swimming lessons start".
_COMPOUNDS = frozenset(
    "test tests lesson lessons exam licence license school pool club costume shoes room centre center trip list machine bag class classes course pot "
    "pan stairs gear coach instructor teacher partner group sessions session practice kit is was are".split()
)
_EVENTS = frozenset(
    "funeral wedding surgery operation interview appointment meeting exam party flight train rehearsal delivery viewing "
    "graduation christening deadline review".split()
)
_MEDICINE = re.compile(r"\b(?:mg|mcg|tablets?|twice a day|once a day|three times a day|daily|dose|units|pills?)\b|\d+\s?m(?:g|cg)\b")


def told_without_subject(tokens: list[Word], lead: int, story: Story, clause: Clause, start: int, stop: int) -> Statement | None:
    """The clause with its subject, or None when it is nobody's or could be two people's."""
    place = lead
    while place < len(tokens) and tokens[place].low == "not":
        place += 1
    if place >= len(tokens):
        return None
    verb = tokens[place].low
    before = story.last
    joined = clause.joiner != "" and before is not None
    mine = any(w.low in ("my", "me", "our", "us", "i", "we") for w in tokens)
    if [w.low for w in tokens[lead : lead + 2]] == ["name", "is"] and len(tokens) > lead + 2:
        return _named(tokens[lead + 2 :], story, start, stop)
    moved = next_place(tokens, before, clause.joiner, start, stop)
    if moved is not None:
        return moved
    if story.refused and clause.joiner != "" and not mine:
        return None
    if story.lost and (clause.joiner != "" or not mine):
        return None  # the clause before it had a subject that could not be told
    same = verb in THIRD or described(tokens, lead, somebody=True) != ""  # a new sentence about whom the last one spoke of: "hates being cc'd"
    if not joined and not mine and before is not None and before.person is not None and not same:
        return None  # the user, or whom the sentence before spoke of?
    last = before if joined or (before is not None and before.person is not None and same and not mine) else None
    taken = verb == "on" and _MEDICINE.search(" ".join(w.low for w in tokens)) is not None
    if (verb in FLEETING and not taken) or (clause.joiner == "which" and verb not in AUXILIARY):
        return None
    if last is not None and joined and last.about_user and story.thing and clause.joiner == "," and _of_thing(verb, last):
        return about_other(story.thing, tokens[place:], [w.low for w in tokens[:place]], start, stop, None, thing=True)
    noun = _bare_noun(tokens, lead, story, last, start, stop)
    if noun is not None:
        return noun
    if last is not None and clause.joiner == "who":
        person = story.people[-1] if story.people else None
        adverbs = [w.low for w in tokens[:place]]
        return about_other(person.told[:1].upper() + person.told[1:], tokens[place:], adverbs, start, stop, person) if person else None
    if verb == "did" and (place + 1 >= len(tokens) or not tokens[place + 1].low[:1].isalpha()):
        return None
    if last is None or last.about_user:
        tokens = referred(tokens, story)
    told = _of_last(tokens, lead, place, last, clause.joiner, start, stop) if last is not None else _of_user(tokens, lead, place, start, stop)
    return msgspec.structs.replace(told, elided=True) if told else None


def _named(name: list[Word], story: Story, start: int, stop: int) -> Statement | None:
    """ "…, name's Zubair": whoever was spoken of."""
    person = story.last.person if story.last is not None else None
    if story.last is None or person is None or person.name or not name[0].text[:1].isupper():
        return None
    known = story.name(person, join([w.text for w in name]))
    return about_other(story.last.subject, [Word("is", "is", start, start), Word("called", "called", start, start), *name], [], start, stop, known)


def _of_thing(verb: str, last: Statement) -> bool:
    return verb in ("passed", "runs", "needs", "works", "broke", "costs", "cost") and last.rest.startswith(("has ", "owns ", "bought "))


def _bare_noun(tokens: list[Word], lead: int, story: Story, last: Statement | None, start: int, stop: int) -> Statement | None:
    """ "Funeral is the 3rd of July", "bins are every other Thursday", "noise doesn't bother me"."""
    verb = tokens[lead].low
    bare = subject_length(tokens[lead:], limit=4)
    if not bare or verb in FUNCTION:
        return None
    happening = (
        bare == 1
        and verb in BASES
        and tokens[lead + 1].low in ("is", "was", "are", "were", "has", "will", "says", "said", "told", "rang", "called", "wants")
    )  # "exchange was tuesday"
    if (tokens[lead + bare - 1].low in _EVENTS or happening) and tokens[lead].text.islower():
        return about_named([Word("the", "the", start, start), *tokens[lead:]], start, stop, story)
    at_home = _AT_HOME.search(" ".join(w.low for w in tokens[lead : lead + bare])) is not None
    if (
        not (story.about_user or at_home)
        or not tokens[lead].text.islower()
        or (last is not None and not last.about_user and not last.thing)
        or verb in BASES | ADVERBS | PREPOSITIONS
        or verb in THIRD
        or is_past(verb)
        or verb in GERUND
    ):
        return None
    if any(w.low in ("me", "us") for w in tokens):
        raw = join([w.text for w in tokens[lead : lead + bare]])
        return about_other(raw[:1].upper() + raw[1:], tokens[lead + bare :], [], start, stop, None, thing=True)
    return about_mine([Word("my", "my", start, start), *tokens[lead:]], start, stop)


def _of_last(tokens: list[Word], lead: int, place: int, last: Statement, joiner: str, start: int, stop: int) -> Statement | None:
    """What goes on about the subject of the last clause."""
    verb = tokens[place].low
    before = [w.low for w in tokens[:place]]
    order = joiner == "so" or "mind" in [w.low for w in tokens[place + 1 : place + 4]] or verb in ("note", "remember")
    if last.about_user and order and verb in BASES and verb not in PAST:  # "…, so keep that in mind"
        return None
    if last.about_user:
        if verb in BASES - {"be"} or verb in AUXILIARY or is_past(verb):
            return about_user(tokens, [], start, stop)
        said = described(tokens, lead, somebody=True).replace("the user's", "their")
        if said:
            return Statement("The user", said, start, stop, about_user=True, negative=is_negative(said), past=said.startswith("was"))
        return _of_user(tokens, lead, place, start, stop)
    whom = last.subject
    if last.person is not None and last.person.name and last.person.told.lower().startswith(whom.lower()):
        whom = last.person.told[:1].upper() + last.person.told[1:]  # named since
    if verb in STATES and tokens[place + 1 : place + 2] and tokens[place + 1].low in ("of", "to", "with", "in", "from", "since"):
        said = described(tokens, lead, somebody=True)
        if said and (last.person is not None or last.thing):
            return Statement(last.subject, said, start, stop, negative=is_negative(said), person=last.person, thing=last.thing)
    if verb == "been":
        return about_other(whom, [Word("has", "has", start, start), *tokens[place:]], before, start, stop, last.person, thing=last.thing)
    if verb in THIRD or is_past(verb) or verb in AUXILIARY:
        return about_other(whom, tokens[place:], before, start, stop, last.person, thing=last.thing)
    said = described(tokens, lead, somebody=True) if last.person is not None or "'s" not in last.subject.removeprefix("The user's") else ""
    if not said or (last.thing and last.person is None):
        return None
    return Statement(whom, said, start, stop, negative=is_negative(said), person=last.person, thing=last.thing, past=said.startswith("was"))


def _of_user(tokens: list[Word], lead: int, place: int, start: int, stop: int) -> Statement | None:
    """A clause that only the user can be meant by."""
    verb = tokens[place].low
    before = [w.low for w in tokens[:place]]
    if tokens[0].low == "no" or verb in _ORDERS or verb == "be":
        return None
    if (
        verb == "can"
        and place + 2 < len(tokens)
        and tokens[place + 1].low in BASES
        and before == []
        and not any(w.low in ("you", "we") for w in tokens)
    ):
        return about_user(tokens, [], start, stop)  # "can do oats"
    if verb in ("can", "will", "could", "would") and place + 2 < len(tokens) and tokens[place + 1].low == "not":  # "can't do Thursdays"
        return about_user(tokens, [], start, stop)
    if (verb in PAST or verb in ("was", "had", "been")) and verb not in BASES and len(tokens) > place + 1:
        return about_user(tokens, [], start, stop)
    said = described(tokens, lead) if (not before or before[-1] != "no") and not verb.isdecimal() else ""
    if not said and verb == "on" and _MEDICINE.search(" ".join(w.low for w in tokens)):
        said = join(["is", *told_words(tokens[place:], "their")])
    if not said and (
        (verb in GERUND and verb not in ("being", "nothing") and tokens[min(place + 1, len(tokens) - 1)].low not in _COMPOUNDS)
        or (verb in PARTICIPLE and verb in ("born", "based"))
    ):
        said = join([*before, "is", *told_words(tokens[place:], "their")])
        said = re.sub(r"^(not|also|now|still|currently|always|only|just) (is|was)\b", r"\2 \1", said)
    if not said:
        return None
    return Statement("The user", said, start, stop, about_user=True, negative=is_negative(said), past=verb == "born")
