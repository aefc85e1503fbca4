"""From "I", "my", "we" to "the user": one clause told in the third person, as a sentence that stands alone."""

from __future__ import annotations

import re

import msgspec

from engine.learning.conjugation import is_negative
from engine.learning.lexicon import ADVERBS, BARE_RELATIONS, CLOCK_WORDS, FLEETING, FUNCTION, PREPOSITIONS, RELATIONS
from engine.learning.openers import moved_back, uncleft, unwrapped
from engine.learning.pronouns import told as told_words
from engine.learning.sentences import Clause, subject_length
from engine.learning.story import Statement, Story
from engine.learning.subjects import about_mine, about_named, about_other, about_possessed, about_several, about_user
from engine.learning.verbs import AUXILIARY, BASES, GERUND, PARTICIPLE, PAST, THIRD, is_past
from engine.learning.words import Word, join, words

#: Base forms that are also their own past: without a subject they are orders ("put it there").
_ORDERS = frozenset("put cut set let shut hit read cost spread split quit hurt bet".split())


_FILLERS = frozenset("btw tbh lol imo imho omg ngl".split())


def tell(clause: Clause, story: Story) -> Statement | None:
    """The clause in the third person, or None when it has no subject and verb that can be told."""
    body, base, hedged = unwrapped(clause.text, clause.start)
    tokens = [w for w in words(body, base) if w.low not in _FILLERS]
    while tokens and (
        (not tokens[-1].low[-1:].isalnum() and tokens[-1].low not in (")", "%", "#")) or tokens[-1].low in ("and", "but", "so", "or", "because")
    ):
        tokens.pop()
    tokens = moved_back(uncleft(tokens) if len(tokens) > 1 else tokens)
    if len(tokens) < 2:
        return None
    statement = _told(tokens, story, clause)
    if statement is None:
        return None
    return msgspec.structs.replace(statement, hedged=hedged)


def _told(tokens: list[Word], story: Story, clause: Clause) -> Statement | None:
    start, stop = min(w.start for w in tokens), max(w.stop for w in tokens)
    adverbs = [w for w in tokens[:2] if w.low in ADVERBS and w.low not in ("both", "all", "each")]
    lead = 0
    while lead < len(adverbs) and tokens[lead] is adverbs[lead]:
        lead += 1
    if lead == len(tokens):
        return None
    first = tokens[lead].low
    if first in ("i", "we"):
        return about_user(_referred(tokens[lead + 1 :], story), [w.low for w in tokens[:lead]], start, stop)
    for place in range(lead + 1, min(lead + 4, len(tokens) - 2)):  # "Sam and I broke up"
        if tokens[place].low == "and" and tokens[place + 1].low in ("i", "me") and (tokens[lead].text[:1].isupper() or first in ("my", "our")):
            return about_several(tokens[lead:place], tokens[place + 2 :], start, stop)
    if first == "me" and len(tokens) > lead + 2 and tokens[lead + 1].low == "and":
        n = subject_length(tokens[lead + 2 :])
        if n:
            return about_several(tokens[lead + 2 : lead + 2 + n], tokens[lead + 2 + n :], start, stop)
    if first in ("he", "she", "they"):
        person = story.who(first, start)
        if story.pet() and first != "they" and (person is None or any(w.low in ("called", "named") for w in tokens[lead + 2 : lead + 3])):
            return about_other(story.pet(), tokens[lead + 1 :], [], start, stop, None, thing=True)
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
        ):
            return None
        return about_other(story.thing, tokens[lead + 1 :], [], start, stop, None, thing=True)
    if first in ("his", "her", "their", "its"):
        return about_possessed(tokens[lead:], story, start, stop)
    if first in ("my", "our"):
        return about_mine(tokens[lead:], start, stop)
    if (
        tokens[lead].text[:1].isupper()
        or first.removesuffix("'s") in BARE_RELATIONS
        or first in {"the", "a", "an", "one", "someone", "both"}
        or first in RELATIONS
    ):
        named = about_named(tokens[lead:], start, stop, story)
        if named is not None:
            return named
    return _without_subject(tokens, lead, story, clause, start, stop)


def _referred(rest: list[Word], story: Story) -> list[Word]:
    """ "We're throwing her a party": whom an earlier clause named, so that the sentence stands alone."""
    here = rest[0].start if rest else 0
    out: list[Word] = []
    for place, word in enumerate(rest):
        person = story.who({"him": "he", "his": "he", "her": "she"}[word.low]) if word.low in ("him", "his", "her") else None
        if person is None or person.start >= here or any(p.start >= here for p in story.people):
            out.append(word)
            continue
        following = rest[place + 1].low if place + 1 < len(rest) else ""
        owns = word.low == "his" or (word.low == "her" and following.isalpha() and following not in FUNCTION | PREPOSITIONS | ADVERBS | CLOCK_WORDS)
        out.append(Word(person.told + ("'s" if owns else ""), person.told.lower(), word.start, word.stop))
    return out


_AT_HOME = re.compile(
    r"^(?:bin|bins|recycling|wifi|heating|boiler|rehearsals?|choir|school|nursery) (?:day|days|collection|practice|run|"
    r"pick-?up|timer|code|name)?$|^(?:bin day|bins|recycling|rehearsals?|choir practice)$"
)


_ADJECTIVES = frozenset(
    "allergic vegetarian vegan married divorced widowed pregnant engaged retired diabetic coeliac celiac asthmatic "
    "self-employed unemployed lactose born based deaf colour-blind "
    "colorblind left-handed dyslexic autistic intolerant afraid fluent".split()
)


_EVENTS = frozenset(
    "funeral wedding surgery operation interview appointment meeting exam party flight train rehearsal delivery viewing "
    "graduation christening deadline".split()
)


def _without_subject(tokens: list[Word], lead: int, story: Story, clause: Clause, start: int, stop: int) -> Statement | None:
    """ "tore my meniscus", "flying to Lisbon", "allergic to nuts": the user, or whoever the message spoke of last."""
    place = lead
    while place < len(tokens) and tokens[place].low == "not":
        place += 1
    if place >= len(tokens):
        return None
    verb = tokens[place].low
    follows = clause.joiner != "" and story.last is not None
    mine = any(w.low in ("my", "me", "our", "us", "i", "we") for w in tokens)
    if story.lost and (clause.joiner != "" or not mine):
        return None  # the clause before it had a subject that could not be told
    if not follows and not mine and story.last is not None and story.last.person is not None:
        return None  # the user, or whom the sentence before spoke of?
    last = story.last if follows else None
    before = [w.low for w in tokens[:place]]
    if (
        last is not None
        and last.about_user
        and story.thing
        and clause.joiner == ","
        and verb in ("passed", "runs", "needs", "works", "broke", "costs", "cost")
        and last.rest.startswith(("has ", "owns ", "bought "))
    ):
        return about_other(story.thing, tokens[place:], before, start, stop, None, thing=True)
    if verb in FLEETING or (clause.joiner == "which" and verb not in AUXILIARY):
        return None
    bare = subject_length(tokens[lead:], limit=4)
    if bare and tokens[lead + bare - 1].low in _EVENTS and tokens[lead].text.islower() and verb not in FUNCTION:  # "funeral is the 3rd of July"
        return about_named([Word("the", "the", start, start), *tokens[lead:]], start, stop, story)
    at_home = _AT_HOME.search(" ".join(w.low for w in tokens[lead : lead + bare])) is not None
    if (
        bare
        and (story.about_user or at_home)
        and tokens[lead].text.islower()
        and (last is None or last.about_user or last.thing)
        and verb not in BASES | FUNCTION | ADVERBS | PREPOSITIONS
        and verb not in THIRD
        and not is_past(verb)
        and verb not in GERUND
    ):
        if any(w.low in ("me", "us") for w in tokens):  # "noise doesn't bother me"
            raw = join([w.text for w in tokens[lead : lead + bare]])
            return about_other(raw[:1].upper() + raw[1:], tokens[lead + bare :], [], start, stop, None, thing=True)
        return about_mine([Word("my", "my", start, start), *tokens[lead:]], start, stop)
    if last is not None and clause.joiner in ("who",):
        person = story.people[-1] if story.people else None
        return about_other(person.told[:1].upper() + person.told[1:], tokens[place:], before, start, stop, person) if person else None
    if last is not None and not last.about_user:
        if verb in THIRD or is_past(verb) or verb in AUXILIARY:
            told = about_other(last.subject, tokens[place:], before, start, stop, last.person, thing=last.thing)
            return msgspec.structs.replace(told, elided=True) if told else None
        return None
    if verb == "be":  # "so be patient"
        return None
    if last is not None and (verb in BASES or verb in AUXILIARY or is_past(verb)):
        told = about_user(tokens, [], start, stop)
        return msgspec.structs.replace(told, elided=True) if told else None
    if tokens[0].low == "no" or verb in _ORDERS or verb == "be":
        return None
    if verb == "can" and place + 2 < len(tokens) and tokens[place + 1].low == "not":  # "can't do Thursdays"
        told = about_user(tokens, [], start, stop)
        return msgspec.structs.replace(told, elided=True) if told else None
    if (verb in PAST or verb in ("was", "had", "been")) and verb not in BASES and len(tokens) > place + 1:
        told = about_user(tokens, [], start, stop)
    elif (verb in GERUND and verb not in ("being", "nothing")) or verb in _ADJECTIVES or (verb in PARTICIPLE and verb in ("born", "based")):
        said = join([*before, "is" if verb != "born" else "was", *told_words(tokens[place:], "their")])
        said = re.sub(r"^(not|also|now|still|currently|always|only|just) (is|was)\b", r"\2 \1", said)
        told = Statement("The user", said, start, stop, about_user=True, negative=is_negative(said), past=verb == "born")
    else:
        return None
    return msgspec.structs.replace(told, elided=True) if told else None
