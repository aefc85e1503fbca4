"""From "I", "my", "we" to "the user": one clause told in the third person, as a sentence that stands alone."""

from __future__ import annotations

import msgspec

from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, RELATIONS
from engine.learning.grammar.phrases import is_verb, subject_length
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import AUXILIARY, THIRD, is_past
from engine.learning.grammar.words import Word, words
from engine.learning.noise.musing import is_evaluation
from engine.learning.telling.antecedents import carried_on
from engine.learning.telling.clefts import begun, rebooked
from engine.learning.telling.elided import told_without_subject
from engine.learning.telling.fragments import ROLES
from engine.learning.telling.openers import moved_back, unwrapped
from engine.learning.telling.referring import referred
from engine.learning.telling.story import SERVICES, Statement, Story
from engine.learning.telling.subjects import about_mine, about_named, about_other, about_possessed, about_several, about_user

_FILLERS = frozenset("btw tbh lol imo imho omg ngl fyi lmao haha smh idk".split())


def tell(clause: Clause, story: Story) -> Statement | None:
    """The clause in the third person, or None when it has no subject and verb that can be told."""
    body, base, hedged = unwrapped(clause.text, clause.start)
    tokens = [within(w, clause.stop) for w in words(body, base) if w.low not in _FILLERS]
    while tokens and (
        (not tokens[-1].low[-1:].isalnum() and tokens[-1].low not in (")", "%", "#")) or tokens[-1].low in ("and", "but", "so", "or", "because")
    ):
        tokens.pop()
    tokens = rebooked(tokens, (story.thing, story.last.subject if story.last is not None else ""))
    tokens = moved_back(begun(tokens) if len(tokens) > 1 else tokens)
    if not tokens or (
        len(tokens) < 2 and not (clause.joiner and (tokens[0].low.isdecimal() or tokens[0].text[:1].isupper() or tokens[0].low in STATES | ROLES))
    ):
        return None
    statement = _told(tokens, story, clause) or carried_on(body, story.last, clause.start, clause.stop)
    if statement is None:
        return None
    return msgspec.structs.replace(statement, hedged=hedged)


def within(word: Word, stop: int) -> Word:
    """A word of a clause that was completed may lie beyond what was said."""
    return word if word.stop <= stop else Word(word.text, word.low, min(word.start, stop), stop)


def _told(tokens: list[Word], story: Story, clause: Clause) -> Statement | None:
    start, stop = min(w.start for w in tokens), max(w.stop for w in tokens)
    adverbs = [w for w in tokens[:2] if w.low in ADVERBS and w.low not in ("both", "all", "each")]
    lead = 0
    while lead < len(adverbs) and tokens[lead] is adverbs[lead]:
        lead += 1
    if lead == len(tokens):
        return None
    first = tokens[lead].low
    if first == "we" and any(w.low == "together" for w in tokens):  # "(we were at uni together)": with whom?
        other = next((p for p in reversed(story.people) if p.start < start and not p.met), None)
        if other is None or lead + 1 >= len(tokens):
            return None
        return about_several([Word(other.told, other.told.lower(), start, start)], tokens[lead + 1 :], start, stop)
    if first in ("i", "we"):
        return about_user(referred(tokens[lead + 1 :], story), [w.low for w in tokens[:lead]], start, stop)
    for place in range(lead + 1, min(lead + 8, len(tokens) - 2)):  # "Sam and I broke up"
        if (
            tokens[place].low == "and"
            and tokens[place + 1].low in ("i", "me")
            and (tokens[lead].text[:1].isupper() or first in ("my", "our"))
            and not any(is_verb(w.low) for w in tokens[lead + 1 : place])
        ):
            return about_several(tokens[lead:place], tokens[place + 2 :], start, stop)
    if first == "me" and len(tokens) > lead + 2 and tokens[lead + 1].low == "and":
        n = subject_length(tokens[lead + 2 :], several=True)
        if n:
            return about_several(tokens[lead + 2 : lead + 2 + n], tokens[lead + 2 + n :], start, stop)
    if first in ("he", "she", "they"):
        does = " ".join(word.low for word in tokens[lead + 1 :])
        person = (story.couple(does) if first == "they" else None) or story.who(first, start)
        if story.pet() and first != "they" and (person is None or any(w.low in ("called", "named") for w in tokens[lead + 2 : lead + 3])):
            return about_other(story.pet(), tokens[lead + 1 :], [], start, stop, None, thing=True)
        if person is None and first == "they" and story.thing.lower().split()[-1:] and story.thing.lower().split()[-1] in SERVICES:
            return about_other(story.thing, tokens[lead + 1 :], [w.low for w in tokens[:lead]], start, stop, None, thing=True)
        if person is None:
            return None
        whom = person.told[:1].upper() + person.told[1:]
        if (
            person.name
            and person.relation
            and any(w.low in ("called", "named") for w in tokens[lead + 1 : lead + 3])
            and tokens[-1].text == person.name
        ):
            whom = whom.removesuffix(" " + person.name)
        return about_other(whom, tokens[lead + 1 :], [w.low for w in tokens[:lead]], start, stop, person)
    if first in ("it", "that", "this") and len(tokens) > lead + 1:
        if (
            not story.thing
            or (tokens[lead + 1].low not in AUXILIARY and tokens[lead + 1].low not in THIRD and not is_past(tokens[lead + 1].low))
            or first != "it"
            or is_evaluation(" ".join(w.low for w in tokens[lead + 1 :]))
        ):
            return None
        return about_other(story.thing, tokens[lead + 1 :], [], start, stop, None, thing=True)
    if first in ("his", "her", "their", "its"):
        return about_possessed(tokens[lead:], story, start, stop)
    if first in ("my", "our"):
        return about_mine(tokens[lead:], start, stop, story)
    if (
        tokens[lead].text[:1].isupper()
        or first.removesuffix("'s") in BARE_RELATIONS
        or first in {"the", "a", "an", "one", "someone", "both"}
        or first in RELATIONS
    ):
        named = about_named(tokens[lead:], start, stop, story)
        if named is not None:
            return named
    return told_without_subject(tokens, lead, story, clause, start, stop)
