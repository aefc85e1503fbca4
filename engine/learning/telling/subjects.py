"""Statements by their subject: the user, "my …", a pronoun's "his …", a name."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.conjugation import coordinated, inflect, is_negative, is_past_tense
from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, CAPITALISED_ANYWAY, FUNCTION, PREPOSITIONS, RELATIONS, gender
from engine.learning.grammar.phrases import subject_length
from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.verbs import BASES, GERUND, MODAL, PAST, THIRD, is_manner, is_past, third_person
from engine.learning.grammar.words import Word, join
from engine.learning.telling.people import Person, names, proper, related
from engine.learning.telling.story import Statement, Story


def about_user(rest: list[Word], adverbs: list[str], start: int, stop: int) -> Statement | None:
    """What the user does."""
    subject = "The user"
    if rest and rest[0].low == "and" and len(rest) > 2:  # "I and my wife live"
        n = subject_length(rest[1:])
        if n:
            return about_several(rest[1 : 1 + n], rest[1 + n :], start, stop)
    if rest and rest[0].low in ("both", "all"):
        rest = rest[1:]
    elif len(rest) > 2 and rest[0].low in ("are", "were") and rest[1].low in ("both", "all"):  # "we are all heartbroken"
        rest = [rest[0], *rest[2:]]
    out, place, verb = list(adverbs), 0, ""
    while place < len(rest) and (
        (rest[place].low in ADVERBS and rest[place].low not in BASES)
        or (is_manner(rest[place].low) and place + 1 < len(rest))
        or (rest[place].low == "last" and place + 1 < len(rest) and is_past(rest[place + 1].low))
        or [w.low for w in rest[place : place + 2]] == ["no", "longer"]
        or (rest[place].low == "longer" and out[-1:] == ["no"])
    ):
        out.append(rest[place].low)
        place += 1
    if place >= len(rest):
        return None
    verb = rest[place].low
    if not verb[:1].isalpha() or verb in PREPOSITIONS - {"like", "near"}:
        return None
    inflected, skip = inflect(rest, place)
    out.append(inflected)
    out += coordinated(told_words(rest[place + skip :], "their"), rest[place + skip :], verb)
    told = join(out)
    past = is_past_tense(rest[place:]) and inflected not in THIRD
    return Statement(subject, told, start, stop, about_user=True, past=past, negative=is_negative(told))


def about_several(others: list[Word], rest: list[Word], start: int, stop: int) -> Statement | None:
    """What the user does with others: "my wife and I live" -> "The user and their wife live"."""
    if not rest:
        return None
    if len(others) > 1 and others[0].low == "the" and others[1].low in RELATIONS:  # "me and the wife"
        others = [Word("my", "my", others[0].start, others[0].stop), *others[1:]]
    body = told_words(rest, "their")
    body[0] = {"am": "are", "was": "were"}.get(body[0], body[0])
    told = join(body)
    return Statement(
        f"The user and {join(told_words(others, 'their'))}", told, start, stop, about_user=True, past=is_past_tense(rest), negative=is_negative(told)
    )


def about_other(
    subject: str, rest: list[Word], adverbs: list[str], start: int, stop: int, person: Person | None, *, thing: bool = False
) -> Statement | None:
    """What somebody or something else is or does."""
    if not rest:
        return None
    body = told_words(rest, "the user's")
    head = rest[0].low
    alone = person is not None and not person.plural and " and " not in subject
    if head in ("are", "were", "have", "do", "am") and alone and subject:  # "they have" of one person
        body[0] = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is"}[head]
    elif head in BASES and head not in PAST and alone and head not in MODAL:
        body[0] = third_person(head)
    if rest[0].low in ("has", "have", "is") and len(rest) > 1 and rest[1].low == "got":
        body[0:2] = ["has"]
    told = join(adverbs + body)
    told = re.sub(r"\b(can) not\b", "cannot", told)
    return Statement(subject, told, start, stop, past=is_past_tense(rest), negative=is_negative(told), person=person, thing=thing or person is None)


def about_mine(tokens: list[Word], start: int, stop: int, story: Story | None = None) -> Statement | None:
    """ "My bike is…", "our landlord is called…"."""
    n = subject_length(tokens)
    while n > 2 and tokens[n - 1].low in ADVERBS:
        n -= 1
    if not n:
        return None
    head = tokens[:n]
    noun = join(told_words(head[1:], "the user's")).rstrip(" ,")
    noun = re.sub(r"\s*,\s*(?=[A-Z])", " ", noun) if noun.count(",") == 1 and re.search(r",\s*[A-Z]", noun) else noun.split(",")[0]
    people = related(join([w.text for w in head]))
    person = people[0] if people else None
    if person and person.name and person.name.lower() in noun.lower():
        noun = re.sub(rf"\b{re.escape(person.name)}\b", person.name, noun, flags=re.IGNORECASE)
    other = "'s" in noun
    theirs = _theirs(noun, start, tokens[n - 1].stop) if other else None
    if theirs is not None and story is not None:
        story.people.append(theirs)
    statement = about_other(f"The user's {noun}", tokens[n:], [], start, stop, theirs if other else person)
    return msgspec.structs.replace(statement, thing=theirs is None if other else person is None) if statement else None


def _theirs(noun: str, start: int, stop: int) -> Person | None:
    """ "cousin's husband Leopold", "brother's kid": a person known through another."""
    last = noun.rsplit("'s ", 1)[-1].split()
    place = next((n for n, w in enumerate(last) if w.lower() in RELATIONS), None)
    if place is None or place < len(last) - 2 or (place < len(last) - 1 and not last[-1][:1].isupper()):
        return None
    name = last[-1] if place < len(last) - 1 else ""
    return Person(f"the user's {noun}", name, start=start, stop=stop, sex=gender(last[place].lower()))


def about_possessed(tokens: list[Word], story: Story, start: int, stop: int) -> Statement | None:
    """ "His birthday is 7 August": whose?"""
    owner = {"his": "he", "her": "she", "their": "they"}.get(tokens[0].low)
    person = story.who(owner, start) if owner else None
    told = person.told if person else (story.thing[:1].lower() + story.thing[1:] if story.thing and tokens[0].low == "its" else "")
    n = subject_length(tokens)
    while n > 2 and tokens[n - 1].low in ADVERBS:
        n -= 1
    if not told or not n or (tokens[1].low == "name" and person is not None and person.name and any(w.text == person.name for w in tokens[n:])):
        return None
    whose = told + ("'" if told.endswith("s") and person is not None and person.plural else "'s")
    noun = join([w.text for w in tokens[1:n]])
    kin = " ".join(w.low for w in tokens[1:n])
    name = names(noun)
    inner = (
        Person(f"{whose} {noun}", name[0] if name else "", kin.split()[0] if kin else "") if kin.split()[:1] and kin.split()[0] in RELATIONS else None
    )
    statement = about_other(f"{whose[:1].upper()}{whose[1:]} {noun}", tokens[n:], [], start, stop, inner)
    return msgspec.structs.replace(statement, thing=inner is None) if statement else None


def about_named(tokens: list[Word], start: int, stop: int, story: Story) -> Statement | None:
    """A name, a bare relation ("mum"), or "the …" as the subject."""
    n = subject_length(tokens)
    while n > 1 and tokens[n - 1].low in ADVERBS:
        n -= 1
    if not n:
        return None
    head = tokens[:n]
    raw = join([w.text for w in head]).rstrip(" ,")
    first = head[0].low
    if first.removesuffix("'s") in RELATIONS | BARE_RELATIONS:
        if first.removesuffix("'s") not in BARE_RELATIONS and not (len(head) > 1 and head[1].text[:1].isupper()) and len(head) < 3:
            return None
        raw = join(told_words(head, "the user's")).rstrip(" ,")
        raw = raw if raw[:2].isupper() else raw[:1].lower() + raw[1:]
        person = Person(f"the user's {raw}", names(raw)[0] if names(raw) else "", first)
        return about_other(f"The user's {raw}", tokens[n:], [], start, stop, person if "'s" not in raw else None)
    if first == "the" and len(head) > 1 and (head[1].low in _PERSONAL or (head[1].low == "new" and head[-1].low in _PERSONAL)):
        return about_mine([Word("my", "my", head[0].start, head[0].stop), *tokens[1:]], start, stop)
    if first in ("the", "a", "an", "one", "someone", "both"):
        body = join(told_words(head, "the user's")).rstrip(" ,")
        return about_other(body[:1].upper() + body[1:], tokens[n:], [], start, stop, None, thing=True)
    if (first in _NOUNS and len(head) == 1) or _is_kind(head, tokens[n].low, story):
        return None
    if first in FUNCTION | CAPITALISED_ANYWAY - {"i"} | ADVERBS or (
        (is_past(first) or first in GERUND) and not any(p.name.lower().startswith(first) for p in story.people)
    ):
        return None
    known = next((p for p in story.people if p.name and p.name == raw), None)
    person = known or Person(proper(raw), proper(raw), start=start, stop=tokens[n - 1].stop)
    if known is None and (person.gender or raw.startswith(("Dr ", "Dr. ", "Prof"))):
        story.people.append(person)
    return about_other(proper(raw), tokens[n:], [], start, stop, person if "'s" not in raw and "," not in raw else None)


def _is_kind(head: list[Word], verb: str, story: Story) -> bool:
    """ "Octopuses have three hearts": a plural, not somebody's name."""
    plural = head[-1].low.endswith("s") and not head[-1].low.endswith(("ss", "'s")) and (verb in ("have", "are", "do", "were") or verb in BASES)
    return plural and all(w.low != "and" for w in head) and not any(p.name and p.name.lower() == head[-1].low for p in story.people)


#: Written with a capital only because they open a sentence.
_NOUNS = frozenset(
    "engineer doctor nurse work school dinner lunch breakfast traffic weather life people everyone someone nobody nothing "
    "something everything kids music food coffee tea time money today "
    "tomorrow yesterday love home sleep parking internet wifi christmas summer winter spring autumn news politics football cricket".split()
)


#: "The rent", "the kids": the user's own, said with "the".
_PERSONAL = frozenset("address rent mortgage kids baby wife husband boss landlord landlady missus hubby".split())
