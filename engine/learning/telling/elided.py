"""Clauses without a subject: "tore my meniscus", "…, works nights": the user's, or whoever's the message spoke of last."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.conjugation import is_negative
from engine.learning.grammar.lexicon import ADVERBS, FLEETING, FUNCTION, PREPOSITIONS
from engine.learning.grammar.phrases import subject_length
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.states import PLACED, STATES
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, PARTICIPLE, PAST, THIRD, is_past
from engine.learning.grammar.words import Word, join
from engine.learning.noise.world import PUBLIC
from engine.learning.reconciling.slots import ONLY
from engine.learning.telling.described import described, next_place
from engine.learning.telling.people import Person
from engine.learning.telling.referring import referred
from engine.learning.telling.story import Statement, Story
from engine.learning.telling.subjects import about_mine, about_named, about_other, about_user

#: Base forms that are also their own past: without a subject they are orders ("put it there").
_ORDERS = frozenset("put cut set let shut hit read cost spread split quit hurt bet".split())
_AT_HOME = re.compile(
    r"^(?:bin|bins|recycling|wifi|heating|boiler|rehearsals?|choir|school|nursery) (?:day|days|collection|practice|run|"
    r"pick-?up|timer|code|name)?$|^(?:bin day|bins|recycling|rehearsals?|choir practice)$"
)
#: After these nouns' first half nothing is going on: "driving test booked", "swimming lessons start".
COMPOUNDS = frozenset(
    "curve test tests lesson lessons exam licence license school pool club costume shoes room centre center trip list machine bag class classes "
    "course pot "
    "pan stairs gear coach instructor teacher partner group sessions session practice kit is was are".split()
)
_EVENTS = frozenset(
    "funeral wedding surgery operation interview appointment meeting exam party flight train rehearsal delivery viewing "
    "graduation christening deadline review".split()
)
_PARENTS = frozenset("mother father mum dad mom".split())
_DONE_BY_PEOPLE = frozenset(
    "telling going having getting trying looking hoping planning thinking doing saving studying learning eating drinking "
    "reading training taking seeing".split()
)
_DONE_TO = frozenset(
    "diagnosed admitted discharged rushed referred sacked fired born promoted evicted deported elected vaccinated "
    "microchipped neutered spayed adopted rescued".split()
)
_ANYBODY = frozenset("nobody no-one noone everybody everyone somebody someone anybody anyone nothing everything something people both".split())
_HAS_SOMEBODY = re.compile(r"(?:also |only |still |now )*has (?:got )?(?:an?|one|another) ")
_MEDICINE = re.compile(r"\b(?:mg|mcg|tablets?|twice a day|once a day|three times a day|daily|dose|units|pills?)\b|\d+\s?m(?:g|cg)\b")


def told_without_subject(tokens: list[Word], lead: int, story: Story, clause: Clause, start: int, stop: int) -> Statement | None:
    """The clause with its subject, or None when it is nobody's or could be two people's."""
    place = lead
    while place < len(tokens) and tokens[place].low == "not":
        place += 1
    if place >= len(tokens):
        return None
    if place == 0 and tokens[0].low in GERUND and tokens[0].text.istitle():  # the first word of its sentence
        tokens = [Word(tokens[0].low, tokens[0].low, tokens[0].start, tokens[0].stop), *tokens[1:]]
    if _is_compared(tokens, place):
        return None
    mine = _of_mine(tokens, place, start, stop)
    if mine is not None:
        return mine
    if tokens[place].low in ("both", "neither"):
        return _of_both(tokens[place:], story, start, stop)
    verb = tokens[place].low
    before = _whose_name(story.last)
    pending, story.pending = story.pending, None
    if pending is not None and clause.joiner == "," and (verb in AUXILIARY or verb in THIRD) and tokens[-1].low != pending.name.lower():
        told_of = next((p for p in reversed(story.people) if p.name == pending.name), pending)
        return about_other(told_of.told[:1].upper() + told_of.told[1:], tokens[place:], [w.low for w in tokens[:place]], start, stop, told_of)
    if (
        before is not None
        and clause.joiner == ""
        and before.person is not None
        and before.person.relation.lower() in ONLY - _PARENTS
        and verb not in THIRD
    ):
        before = None  # "GP said think about it. still vegan": a new sentence is seldom about the GP
    joined = clause.joiner != "" and before is not None
    own = any(w.low in ("my", "me", "our", "us", "i", "we") for w in tokens)
    if [w.low for w in tokens[lead : lead + 2]] == ["name", "is"] and len(tokens) > lead + 2:
        return _named(tokens[lead + 2 :], story, start, stop)
    title = next((n for n, w in enumerate(tokens[:3]) if w.low in ("title", "nickname", "surname")), -1)
    if 0 <= title < len(tokens) - 1 and all(
        w.text[:1].isupper() or w.low in ("of", "the", "and", "a") for w in tokens[title + 1 :]
    ):  # "working title Salt Line"
        return about_mine([Word("my", "my", start, start), *tokens[: title + 1], Word("is", "is", start, start), *tokens[title + 1 :]], start, stop)
    moved = next_place(tokens, before, clause.joiner, start, stop)
    if moved is not None:
        return moved
    if story.refused and clause.joiner != "" and not own and not _situated(tokens, lead):
        return None
    if (barred := _barred(tokens, story)) is not None:
        return barred
    if story.lost and (clause.joiner != "" or not own) and not _situated(tokens, lead):
        return None  # the clause before it had a subject that could not be told
    same = verb in THIRD or described(tokens, lead, somebody=True) != ""  # a new sentence about whom the last one spoke of: "hates being cc'd"
    if not joined and not own and before is not None and before.person is not None and not same:
        return None  # the user, or whom the sentence before spoke of?
    last = before if joined or (before is not None and before.person is not None and same and not own) else None
    introduced = _introduced(story, last) if last is not None and clause.joiner in (",", "-", "(") else None
    if introduced is not None and last is not None:
        last = msgspec.structs.replace(last, subject=introduced.told[:1].upper() + introduced.told[1:], rest="", about_user=False, person=introduced)
    if last is not None and last.thing and verb in _DONE_BY_PEOPLE:  # "baby's due in June, not telling work yet"
        last = None
    taken = verb == "on" and _MEDICINE.search(" ".join(w.low for w in tokens)) is not None
    if (before is None or before.about_user or before.person is None) and (situated := _situated(tokens, lead)):
        return Statement("The user", situated, start, stop, about_user=True, elided=True)
    if (verb in FLEETING and not taken and not _lost_somebody(tokens, place)) or (clause.joiner == "which" and verb not in AUXILIARY):
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
    if last is not None and verb.isdecimal():
        aged = _named_last(story, last)
        if aged is not None:
            age = described(tokens, lead, somebody=True)
            return Statement(aged.told[:1].upper() + aged.told[1:], age, start, stop, person=aged, elided=True) if age else None
    if _is_noun(tokens, place):
        return None
    told = _of_last(tokens, lead, place, last, clause.joiner, start, stop) if last is not None else _of_user(tokens, lead, place, start, stop)
    return msgspec.structs.replace(told, elided=True) if told else None


def _whose_name(last: Statement | None) -> Statement | None:
    """After "my mum's name is Lorraine", "lives in Toledo" is told of her, not of her name."""
    if last is None or not last.subject.endswith("'s name"):
        return last
    whose = last.subject.removesuffix("'s name")
    return msgspec.structs.replace(last, subject=whose, about_user=whose == "The user", thing=False)


def _is_compared(tokens: list[Word], place: int) -> bool:
    """ "kinda like yoga": no liking."""
    return tokens[place].low == "like" and place > 0 and tokens[place - 1].low in ("kinda", "sorta", "just", "almost", "quite", "not", "very", "so")


def _is_noun(tokens: list[Word], place: int) -> bool:
    """Whether what looks like a verb is the subject: "dance is …", "support I got was …"."""
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return tokens[place].low in BASES and (
        following in ("is", "was", "are", "were") or (following in ("i", "we", "they") and tokens[place].low not in _BELIEVED)
    )


def _of_mine(tokens: list[Word], place: int, start: int, stop: int) -> Statement | None:
    """ "Dance is my passion"."""
    low = [w.low for w in tokens[place : place + 3]]
    if place or len(tokens) < 4 or low[0] not in BASES | set(GERUND) or low[1:] != ["is", "my"]:
        return None
    return about_other(tokens[0].text[:1].upper() + tokens[0].text[1:], tokens[1:], [], start, stop, None, thing=True)


_BELIEVED = frozenset(
    "think thought know knew hope guess wish bet believe reckon suppose say said hear heard see saw feel felt swear imagine mean find found figure "
    "realise realize fear doubt expect assume".split()
)


def _situated(tokens: list[Word], lead: int) -> str:
    """ "still at Lumenware", "back to normal food now", "on Fedora now": how things are with the user; "" when it is something else."""
    low = [w.low for w in tokens]
    if not 3 <= len(low) <= 9 or any(w in ("i", "you", "it", "that", "this", "?", "bed", "home") for w in low):
        return ""
    text = join(told_words(tokens, "their"))
    if low[0] == "still" and low[1] in ("at", "in", "on", "with") and tokens[2].low[:1].isalpha():
        return f"is {text}"
    if (
        low[0] == "back"
        and low[1] in ("to", "on", "at", "in", "with")
        and (low[-1] == "now" or low[2] in ("work", "school", "uni", "the") or low[2][:1].isdigit() or tokens[2].text[:1].isupper())
    ):
        return f"is {text}"
    if (
        low[0] == "still"
        and low[1] == "no"
        and low[2].isalpha()
        and low[2] not in ("idea", "clue", "luck", "sign", "news", "reply", "answer", "word")
    ):
        return f"still has {text.removeprefix('still ')}"
    if low[0] in ("on", "at", "in") and low[-1] == "now":
        return f"is {text}"
    if low[0] == "now" and low[1] in ("on", "at", "in", "with"):
        return f"is {text}"
    return ""


def _barred(tokens: list[Word], story: Story) -> Statement | None:
    """ "no dairy for her any more", "no nuts for Kennedy": what somebody can't have."""
    low = [w.low for w in tokens]
    if low[0] != "no" or "for" not in low[2:5] or len(low) > 9:
        return None
    place = low.index("for")
    whom = tokens[place + 1 : place + 2]
    if not whom:
        return None
    pronoun = {"her": "she", "him": "he", "them": "they"}.get(whom[0].low)
    person = story.who(pronoun, tokens[0].start) if pronoun else next((p for p in story.people if p.name and p.name == whom[0].text), None)
    if person is None:
        return None
    told = f"can have no {join([w.text for w in tokens[1:place]])}{' any more' if {'more', 'longer', 'anymore'} & set(low) else ''}"
    return Statement(person.told[:1].upper() + person.told[1:], told, tokens[0].start, tokens[-1].stop, person=person, negative=True)


def _lost_somebody(tokens: list[Word], place: int) -> bool:
    """ "lost Fly on Thursday", "lost my nan in May"; not "lost again"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return tokens[place].low == "lost" and following is not None and (following.text[:1].isupper() or following.low in ("my", "our"))


def _named_last(story: Story, last: Statement) -> Person | None:
    """Whose age follows in "lives in Rome with our son Dov, 14": of whoever the last words named, when the clause was about somebody else."""
    found = next((p for p in reversed(story.people) if p.name and p.relation and last.start < p.start and abs(p.stop - last.stop) <= 1), None)
    return found if found is not None and (last.person is None or last.person.name != found.name) else None


def _introduced(story: Story, last: Statement) -> Person | None:
    """Of whom "from Cork" tells after "I have an uncle, Seamus": of the one just introduced, not of the user."""
    return _named_last(story, last) if last.about_user and _HAS_SOMEBODY.match(last.rest) else None


def _of_both(tokens: list[Word], story: Story, start: int, stop: int) -> Statement | None:
    """ "…, both hate mushrooms": the two who were named last."""
    named = [p for p in story.people if p.name and p.relation and p.start < start][-2:]
    if len(named) < 2 or len(tokens) < 3 or tokens[1].low not in BASES | AUXILIARY:
        return None
    return about_other(
        "The user's " + named[0].told.removeprefix("the user's ") + f" and {named[1].name}",
        tokens[1:],
        ["both"] if tokens[0].low == "both" else ["neither"],
        start,
        stop,
        None,
    )


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
    if not bare or verb in FUNCTION or verb in _ANYBODY:
        return None
    happening = (
        bare == 1
        and verb in BASES
        and tokens[lead + 1].low in ("is", "was", "are", "were", "has", "will", "says", "said", "told", "rang", "called", "wants")
    )  # "exchange was tuesday"
    if tokens[lead].text.islower() and _is_specific(tokens, lead, bare):
        return about_mine([Word("my", "my", start, start), *tokens[lead:]], start, stop)
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


def _is_specific(tokens: list[Word], lead: int, bare: int) -> bool:
    """ "tractor is the old MF 390", "box is called 'gander'": English says no article there only of one's own things."""
    low = [w.low for w in tokens[lead : lead + bare]]
    rest = tokens[lead + bare :]
    if len(rest) < 2 or rest[0].low not in ("is", "was") or low[-1].endswith("s") or low[-1] in PUBLIC or any(w in FUNCTION for w in low):
        return False
    if low[0] in BASES | ADVERBS | PREPOSITIONS or low[0] in GERUND or is_past(low[0]) or low[-1] in _MASS:
        return False
    said = join([w.text for w in rest[1:]])
    return _SPECIFIC.match(said) is not None


_MASS = frozenset(
    "python java javascript rust bitcoin traffic weather life love music coffee tea food money time work water petrol gas "
    "oil inflation english".split()
)
_SPECIFIC = re.compile(
    r"(?:now |currently |still )?(?:(?:called|named) ['\"]?\w|(?:an?|the|my) (?:(?:old|new|little|big|second-hand|used|red"
    r"|blue|green|white|black|grey|silver) )*"
    r"(?:[A-Z][\w-]+|[A-Z]{2,}\b|\d{2,4} [A-Z])|[A-Z][\w-]* ?\d)"
)


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
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if verb in _DONE_TO and (following in PLACED or following in ("last", "by", "as", "yesterday", "today")):  # "dad has gout, diagnosed in May"
        return about_other(whom, [Word("was", "was", start, start), *tokens[place:]], before, start, stop, last.person, thing=last.thing)
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
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if tokens[0].low == "no" or verb in _ORDERS or verb == "be" or (verb == "bit" and following in ("of", "late", "early", "much")):
        return None
    if verb not in AUXILIARY and verb not in BASES and is_past(verb) and following in ("is", "are", "was", "were"):  # "cooked is fine"
        return None
    if verb in ("raised", "reared", "bred") and following in ("in", "on", "by", "near"):
        return about_user([Word("was", "was", start, start), *tokens[place:]], before, start, stop)
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
        (verb in GERUND and verb not in ("being", "nothing") and tokens[min(place + 1, len(tokens) - 1)].low not in COMPOUNDS)
        or (verb in PARTICIPLE and verb in ("born", "based"))
    ):
        said = join([*before, "is", *told_words(tokens[place:], "their")])
        said = re.sub(r"^(not|also|now|still|currently|always|only|just) (is|was)\b", r"\2 \1", said)
    if not said:
        return None
    return Statement("The user", said, start, stop, about_user=True, negative=is_negative(said), past=verb == "born")
