"""From "I", "my", "we" to "the user": one clause told in the third person, as a sentence that stands alone."""

from __future__ import annotations

import re

import msgspec

from engine.learning.lexicon import ADVERBS, BARE_RELATIONS, CAPITALISED_ANYWAY, CLOCK_WORDS, FUNCTION, PREPOSITIONS, RELATIONS
from engine.learning.people import Person, called, names, proper, related
from engine.learning.sentences import Clause, starts_with_subject, subject_length
from engine.learning.verbs import AUXILIARY, BASES, GERUND, MODAL, NOUNISH, PARTICIPLE, PAST, THIRD, is_past, third_person
from engine.learning.words import Word, join, words

_OPENERS = re.compile(
    r"^(?:(?:and|but|so|well|oh|ah|btw|fyi|by the way|also|hi|hello|hey|hiya|ok|okay|yes|yeah|yep|nope|anyway|anyways|right|honestly|tbh|random|lol|haha|ugh|update|news|good news|bad news|"
    r"quick update|turns out|just so you know|for the record|the thing is|thing is|apparently|i think|i guess|i reckon|i believe|i mean|i should mention|i should say|as i said|like i said|"
    r"as you know|you know|just to say|to be honest|in fact|fun fact|confession|context|background|plus|look|listen|please|thanks|thank you|guess what|did i mention|"
    r"one more thing|another thing|ps|p\.s\.|note|reminder|about me|the fact is|i must say|i have to say|it turns out|it turns out that|because|though|good morning|"
    r"morning|good evening|dear assistant|my friend|i found out|i forgot to say|forgot to say|forgot to mention|i forgot to mention|for context|for info|heads up|in case it matters)\b(?!\s+(?:is|was|are|were|has|had)\b)"
    r"(?:\s+that\b(?!\s+(?:is|was)))?[\s,:!.-]*)+", re.IGNORECASE)
_CLOSERS = re.compile(r"(?:[\s,]+(?:lol|haha+|tbh|btw|imo|imho|i reckon|i think|i guess|i suppose|you know|though|ugh|xx?|pls|please|ok|okay|right|innit|fyi|sadly|yay|woo+|"
                      r"if that helps|if it helps|by the way|just so you know|for the record|hehe|smh|ngl|fr|thanks|thank you))+\s*$", re.IGNORECASE)
_LEADING = frozenset("today yesterday tomorrow tonight since last next this every on in at after before from during until when for as by".split())
#: Base forms that are also their own past: without a subject they are orders ("put it there").
_ORDERS = frozenset("put cut set let shut hit read cost spread split quit hurt bet".split())


class Statement(msgspec.Struct, frozen=True):
    """A clause told in the third person. `rest` is all after the subject; `subject` begins with a capital."""

    subject: str
    rest: str
    start: int
    stop: int
    about_user: bool = False
    past: bool = False
    negative: bool = False
    hedged: bool = False
    elided: bool = False
    thing: bool = False       # the subject is neither the user nor a person
    person: Person | None = None

    @property
    def text(self) -> str:
        """The sentence, with its full stop."""
        return f"{self.subject} {self.rest}".rstrip(" ,;:-") + "."


class Story:
    """What the message has said so far: who "she" is, what "it" is, whose verb comes without a subject."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.last: Statement | None = None
        self.thing = ""
        self.things = ""
        self.about_user = False   # somebody or something of the user's was named

    def meet(self, text: str, base: int) -> list[Person]:
        """Notes everybody whom a clause names."""
        found = related(text, base)
        for name in called(text):
            if not any(p.name == name for p in found):
                found.append(Person(name, name))
        self.people += found
        return found

    def who(self, pronoun: str) -> Person | None:
        """Whom "he", "she" or "they" means: the last person that fits."""
        wanted = {"he": "m", "she": "f"}.get(pronoun, "")
        for person in reversed(self.people):
            if pronoun == "they":
                return person
            if person.plural:
                continue
            if person.gender in ("", wanted) and not (person.kind == "pet" and not person.name and not person.relation):
                return person
        return None


def tell(clause: Clause, story: Story) -> Statement | None:
    """The clause in the third person, or None when it has no subject and verb that can be told."""
    body, base = clause.text, clause.start
    hedged = False
    opener = _OPENERS.match(body)
    if opener:
        hedged = re.search(r"\bi (?:think|guess|reckon|believe)\b|apparently", opener.group(), re.IGNORECASE) is not None
        body, base = body[opener.end():], base + opener.end()
    closer = _CLOSERS.search(body)
    if closer:
        hedged = hedged or re.search(r"reckon|think|guess|suppose", closer.group(), re.IGNORECASE) is not None
        body = body[:closer.start()]
    tokens = [w for w in words(body, base)]
    while tokens and not tokens[-1].low[-1:].isalnum() and tokens[-1].low not in (")", "%", "#"):
        tokens.pop()
    tokens = _moved_back(tokens)
    if len(tokens) < 2:
        return None
    statement = _told(tokens, story, clause)
    if statement is None:
        return None
    return msgspec.structs.replace(statement, hedged=hedged)


def _moved_back(tokens: list[Word]) -> list[Word]:
    """ "Since May I work here" -> "I work here since May"."""
    if not tokens or tokens[0].low not in _LEADING | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
        return tokens
    for place in range(1, min(len(tokens), 9)):
        word = tokens[place].low
        if word in ("i", "we", "he", "she", "my", "our", "they") and tokens[place - 1].low not in PREPOSITIONS - {"since"} | {"when", "and"} and starts_with_subject(tokens[place:]):
            adjunct = [w for w in tokens[:place] if w.low != ","]
            return tokens[place:] + adjunct
    return tokens


def _told(tokens: list[Word], story: Story, clause: Clause) -> Statement | None:
    start, stop = min(w.start for w in tokens), max(w.stop for w in tokens)
    adverbs = [w for w in tokens[:2] if w.low in ADVERBS and w.low not in ("both", "all", "each")]
    lead = 0
    while lead < len(adverbs) and tokens[lead] is adverbs[lead]:
        lead += 1
    first = tokens[lead].low if lead < len(tokens) else ""
    if first in ("i", "we"):
        return _user(tokens[lead + 1:], [w.low for w in tokens[:lead]], start, stop)
    if first == "me" and len(tokens) > lead + 2 and tokens[lead + 1].low == "and":
        n = subject_length(tokens[lead + 2:])
        if n:
            other = join(_pronouns(tokens[lead + 2:lead + 2 + n], "their"))
            return Statement(f"The user and {other}", join(_pronouns(tokens[lead + 2 + n:], "their")), start, stop, past=_is_past(tokens[lead + 2 + n:]), about_user=True)
    if first in ("he", "she", "they"):
        person = story.who(first)
        if person is None:
            return None
        told = person.told[:1].upper() + person.told[1:]
        return _other(told, tokens[lead + 1:], [w.low for w in tokens[:lead]], start, stop, person)
    if first in ("it", "that", "this") and len(tokens) > lead + 1:
        if not story.thing or (tokens[lead + 1].low not in AUXILIARY and tokens[lead + 1].low not in THIRD and not is_past(tokens[lead + 1].low)) or first != "it":
            return None
        return _other(story.thing, tokens[lead + 1:], [], start, stop, None, thing=True)
    if first in ("his", "her", "their", "its"):
        return _possessed(tokens[lead:], story, start, stop)
    if first in ("my", "our"):
        return _mine(tokens[lead:], start, stop)
    if tokens[lead].text[:1].isupper() or first in BARE_RELATIONS | {"the", "a", "an", "one", "someone", "both"} or first in RELATIONS:
        named = _named(tokens[lead:], start, stop, story)
        if named is not None:
            return named
    return _without_subject(tokens, lead, story, clause, start, stop)


def _user(rest: list[Word], adverbs: list[str], start: int, stop: int) -> Statement | None:
    subject = "The user"
    if rest and rest[0].low == "and" and len(rest) > 2:   # "I and my wife live"
        n = subject_length(rest[1:])
        if n:
            other = join(_pronouns(rest[1:1 + n], "their"))
            return Statement(f"{subject} and {other}", join(_pronouns(rest[1 + n:], "their")), start, stop, about_user=True, past=_is_past(rest[1 + n:]))
    if rest and rest[0].low in ("both", "all"):
        rest = rest[1:]
    out, place, verb = list(adverbs), 0, ""
    while place < len(rest) and (rest[place].low in ADVERBS and rest[place].low not in BASES):
        out.append(rest[place].low)
        place += 1
    if place >= len(rest):
        return None
    verb = rest[place].low
    if not verb[:1].isalpha() or verb in PREPOSITIONS - {"like", "near"}:
        return None
    inflected, skip = _inflect(rest, place)
    out.append(inflected)
    out += _coordinated(_pronouns(rest[place + skip:], "their"), rest[place + skip:], verb)
    told = join(out)
    return Statement(subject, told, start, stop, about_user=True, past=_is_past(rest[place:]), negative=_is_negative(told))


def _inflect(rest: list[Word], place: int) -> tuple[str, int]:
    """The user's verb in the third person, and how many words it took."""
    verb, following = rest[place].low, rest[place + 1].low if place + 1 < len(rest) else ""
    if verb in ("am", "are"):
        return "is", 1
    if verb in ("was", "were"):
        return "was", 1
    if verb in ("have", "has"):
        if following == "got" and (place + 2 >= len(rest) or rest[place + 2].low not in ("back", "into", "to", "rid")):
            return "has", 2
        return "has", 1
    if verb == "do" and following == "not":
        return "does not", 2
    if verb == "can" and following == "not":
        return "cannot", 2
    if verb in PAST and verb in BASES:      # "read", "put": past only when the clause says when
        told = " ".join(w.low for w in rest)
        return (verb if re.search(r"\b(?:yesterday|last|ago|when|once|earlier|back then)\b", told) else third_person(verb)), 1
    if verb in MODAL or is_past(verb):
        return verb, 1
    if verb == "been":
        return "has been", 1
    if verb in GERUND and verb not in BASES:
        return f"is {verb}", 1
    if verb in THIRD and verb not in BASES:
        return verb, 1
    return third_person(verb), 1


def _coordinated(out: list[str], raw: list[Word], verb: str) -> list[str]:
    """Inflects the verbs that go on with the user's: "read and write" -> "reads and writes"."""
    if verb in AUXILIARY or is_past(verb):
        return out
    told = list(out)
    for place in range(1, len(raw)):
        low = raw[place].low
        if low == "to" or raw[place - 1].low == "to":
            break
        if raw[place - 1].low in ("and", "or", "but") and low in BASES and low not in NOUNISH and len(told) == len(raw):
            told[place] = third_person(low)
    return told


_OBJECT = {"me": "the user", "us": "the user", "myself": "themselves", "ourselves": "themselves", "you": "the assistant", "your": "the assistant's"}


def _pronouns(tokens: list[Word], mine: str) -> list[str]:
    """Pronouns of the first person replaced; `mine` is what stands for "my"."""
    out: list[str] = []
    for place, word in enumerate(tokens):
        low = word.low
        following = tokens[place + 1].low if place + 1 < len(tokens) else ""
        if low in ("my", "our"):
            out.append(mine)
        elif low in ("mine", "ours"):
            out.append("theirs" if mine == "their" else "the user's")
        elif low in ("i", "we"):
            out.append("they" if mine == "their" else "the user")
        elif low in _OBJECT:
            out.append("them" if mine == "their" and low in ("me", "us") else _OBJECT[low])
        elif place and tokens[place - 1].low in ("i", "we"):
            out.append(_embedded(low, following, mine == "their"))
        elif low in CLOCK_WORDS and low in CAPITALISED_ANYWAY and word.text.islower() and low not in ("may", "march"):
            out.append(low.capitalize())
        elif place and word.start == tokens[place - 1].start and word.stop == tokens[place - 1].stop:
            out.append(low)
        else:
            out.append(word.text if word.text.lower() == low or word.text[:1].isupper() and word.low == word.text.lower() else low)
    return out


def _embedded(verb: str, following: str, plural: bool) -> str:
    if plural:
        return {"am": "are", "was": "were"}.get(verb, verb)
    if verb in ("am", "are"):
        return "is"
    if verb == "do" and following == "not":
        return "does"
    if verb in MODAL or is_past(verb) or verb not in BASES and verb != "have":
        return verb
    return third_person(verb)


def _other(subject: str, rest: list[Word], adverbs: list[str], start: int, stop: int, person: Person | None, *, thing: bool = False) -> Statement | None:
    if not rest:
        return None
    body = _pronouns(rest, "the user's")
    head = rest[0].low
    n = 1
    if head in ("are", "were", "have", "do", "am") and person is not None and not person.plural and subject:   # "they have" of one person
        body[0] = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is"}[head]
    elif head in BASES and head not in PAST and person is not None and not person.plural and head not in MODAL:
        body[0] = third_person(head)
    if rest[0].low in ("has", "have", "is") and len(rest) > 1 and rest[1].low == "got":
        body[0:2] = ["has"]
        n = 2
    del n
    told = join(adverbs + body)
    told = re.sub(r"\b(can) not\b", "cannot", told)
    return Statement(subject, told, start, stop, past=_is_past(rest), negative=_is_negative(told), person=person, thing=thing or person is None)


def _mine(tokens: list[Word], start: int, stop: int) -> Statement | None:
    if len(tokens) > 3 and tokens[2].low == "and" and tokens[3].low in ("i", "me"):      # "my wife and I live"
        told = _user(tokens[4:], [], start, stop)
        return msgspec.structs.replace(told, subject=f"The user and their {tokens[1].text}") if told else None
    n = subject_length(tokens)
    if not n and len(tokens) > 2 and tokens[2].low in GERUND:
        return None
    if not n:
        return None
    head = tokens[:n]
    noun = join(_pronouns(head[1:], "the user's")).rstrip(" ,")
    noun = re.sub(r"\s*,\s*(?=[A-Z])", " ", noun) if noun.count(",") == 1 else noun
    people = related(join([w.text for w in head]))
    person = people[0] if people else None
    if person and person.name and person.name.lower() in noun.lower():
        noun = re.sub(rf"\b{re.escape(person.name)}\b", person.name, noun, flags=re.IGNORECASE)
    other = "'s" in noun
    statement = _other(f"The user's {noun}", tokens[n:], [], start, stop, None if other else person)
    return msgspec.structs.replace(statement, thing=person is None or other) if statement else None


def _possessed(tokens: list[Word], story: Story, start: int, stop: int) -> Statement | None:
    """ "His birthday is 7 August": whose?"""
    owner = {"his": "he", "her": "she", "their": "they"}.get(tokens[0].low)
    person = story.who(owner) if owner else None
    told = person.told if person else (story.thing[:1].lower() + story.thing[1:] if story.thing and tokens[0].low == "its" else "")
    n = subject_length(tokens)
    if not told or not n:
        return None
    whose = told + ("'" if told.endswith("s") and person is not None and person.plural else "'s")
    noun = join([w.text for w in tokens[1:n]])
    kin = " ".join(w.low for w in tokens[1:n])
    name = names(noun)
    inner = Person(f"{whose} {noun}", name[0] if name else "", kin.split()[0] if kin else "") if kin.split()[:1] and kin.split()[0] in RELATIONS else None
    statement = _other(f"{whose[:1].upper()}{whose[1:]} {noun}", tokens[n:], [], start, stop, inner)
    return msgspec.structs.replace(statement, thing=inner is None) if statement else None


def _named(tokens: list[Word], start: int, stop: int, story: Story) -> Statement | None:
    n = subject_length(tokens)
    if not n:
        return None
    head = tokens[:n]
    raw = join([w.text for w in head]).rstrip(" ,")
    first = head[0].low
    if first in RELATIONS or first in BARE_RELATIONS:
        if first not in BARE_RELATIONS and not (len(head) > 1 and head[1].text[:1].isupper()) and len(head) < 3:
            return None
        raw = raw[:1].lower() + raw[1:]
        person = Person(f"the user's {raw}", names(raw)[0] if names(raw) else "", first)
        return _other(f"The user's {raw}", tokens[n:], [], start, stop, person if "'s" not in raw else None)
    if first in ("the", "a", "an", "one", "someone", "both"):
        body = " ".join(_pronouns(head, "the user's"))
        return _other(body[:1].upper() + body[1:], tokens[n:], [], start, stop, None, thing=True)
    if first in FUNCTION | CAPITALISED_ANYWAY - {"i"} | ADVERBS or (is_past(first) or first in GERUND) and not any(p.name.lower().startswith(first) for p in story.people):
        return None
    known = next((p for p in story.people if p.name and p.name == raw), None)
    person = known or Person(proper(raw), proper(raw))
    return _other(proper(raw), tokens[n:], [], start, stop, person if "'s" not in raw and "," not in raw else None)


_ADJECTIVES = frozenset("allergic vegetarian vegan married divorced widowed pregnant engaged retired diabetic coeliac celiac asthmatic self-employed unemployed lactose born based deaf colour-blind "
                        "colorblind left-handed dyslexic autistic intolerant afraid fluent".split())


def _without_subject(tokens: list[Word], lead: int, story: Story, clause: Clause, start: int, stop: int) -> Statement | None:
    """ "tore my meniscus", "flying to Lisbon", "allergic to nuts": the user, or whoever the message spoke of last."""
    place = lead
    while place < len(tokens) and tokens[place].low == "not":
        place += 1
    if place >= len(tokens):
        return None
    verb = tokens[place].low
    follows = clause.joiner != "" and story.last is not None
    last = story.last if follows else None
    before = [w.low for w in tokens[:place]]
    if last is not None and last.about_user and story.thing and clause.joiner == "," and verb in ("passed", "runs", "needs", "works", "broke", "costs", "cost") and last.rest.startswith(("has ", "owns ", "bought ")):
        return _other(story.thing, tokens[place:], before, start, stop, None, thing=True)
    if last is not None and clause.joiner in ("who",):
        person = story.people[-1] if story.people else None
        return _other(person.told[:1].upper() + person.told[1:], tokens[place:], before, start, stop, person) if person else None
    if last is not None and not last.about_user:
        if verb in THIRD or is_past(verb) or verb in AUXILIARY:
            told = _other(last.subject, tokens[place:], before, start, stop, last.person, thing=last.thing)
            return msgspec.structs.replace(told, elided=True) if told else None
        return None
    if last is not None and (verb in BASES or verb in AUXILIARY or is_past(verb)):
        told = _user(tokens, [], start, stop)
        return msgspec.structs.replace(told, elided=True) if told else None
    if tokens[0].low == "no" or verb in _ORDERS:
        return None
    if (verb in PAST or verb in ("was", "had", "been")) and verb not in BASES and len(tokens) > place + 1:
        told = _user(tokens, [], start, stop)
    elif (verb in GERUND and verb not in ("being", "nothing")) or verb in _ADJECTIVES or (verb in PARTICIPLE and verb in ("born", "based")):
        said = join([*before, "is" if verb != "born" else "was", *_pronouns(tokens[place:], "their")])
        said = re.sub(r"^(not|also|now|still|currently|always|only|just) (is|was)\b", r"\2 \1", said)
        told = Statement("The user", said, start, stop, about_user=True, negative=_is_negative(said), past=verb == "born")
    else:
        return None
    return msgspec.structs.replace(told, elided=True) if told else None


def _is_past(rest: list[Word]) -> bool:
    low = [w.low for w in rest if w.low not in ADVERBS]
    if not low:
        return False
    if low[0] in ("has", "have", "is", "am", "are"):
        return len(low) > 1 and low[0] in ("has", "have") and low[1] != "got" and (low[1] in PARTICIPLE or low[1].endswith("ed") or low[1] in ("not", "been")) and low[1] != "to" and not (
            low[1] == "not" and (len(low) < 3 or low[2] not in PARTICIPLE))
    return is_past(low[0]) and low[0] not in ("used",)


def _is_negative(told: str) -> bool:
    return re.search(r"\b(?:not|cannot|never|no longer|no|without|nothing|neither|hardly|nobody)\b", told) is not None
