"""Who a message talks about: relations and names, and what "she" or "it" stands for."""

from __future__ import annotations

import re

import msgspec

from engine.learning.given_names import gender_of
from engine.learning.lexicon import (
    ADVERBS,
    BARE_RELATIONS,
    CAPITALISED_ANYWAY,
    CLOCK_WORDS,
    FUNCTION,
    PETS,
    PLURAL,
    PREPOSITIONS,
    RELATION_PATTERN,
    RELATIONS,
    gender,
)
from engine.learning.verbs import AUXILIARY, THIRD, is_past

NAME = (
    r"(?-i:(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Uncle|Aunt|Auntie)\.?\s)?[^\W\d_a-zß-öø-ÿ][\w'-]*[^\W_](?:\s(?:(?:de|da|di|del|van|"
    r"von|der|la|le|el|al|bin|O')\s)?[^\W\d_a-zß-öø-ÿ][\w-]*[^\W_])*)"
)
_PET_PATTERN = "|".join(sorted(PETS, key=len, reverse=True))
_KIN = re.compile(rf"\b(?P<owner>my|our)\s+(?P<relation>{RELATION_PATTERN})(?!['-]?\w)(?!\s+tongue)", re.IGNORECASE)
_KIN_NAME = re.compile(rf"\b(?:my|our)\s+(?P<relation>{RELATION_PATTERN}?)'?s\s+name(?:\s+is|'s|\s+was)\s+(?P<name>[\w-]{{2,20}})", re.IGNORECASE)
#: Of "my mum's birthday is on Sunday, she'll be 70" the mother; of other possessions the next "she" is seldom their owner.
_KIN_BIRTHDAY = re.compile(rf"\b(?:my|our)\s+(?P<relation>{RELATION_PATTERN})'s\s+(?:\d+(?:st|nd|rd|th)\s+)?(?:birthday|bday)\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?<![\w'-])(?<!\bmy )(?<!\bour )(?<!\bhis )(?<!\bher )(?<!\bthe )(?<!\btheir )(?<!\ba )(?<!'s "
    rf")(?P<relation>{'|'.join(sorted(BARE_RELATIONS))})(?![\w-])(?!'(?!s\b))",
    re.IGNORECASE,
)
_PRONOUN_CALLED = re.compile(rf"^\W*(?:and\s+)?(?P<who>he|she|it)(?:'s|\s+is|\s+was)\s+(?:called|named)\s+(?P<name>{NAME})", re.IGNORECASE)
#: After "my husband is …" these say what he is, not who.
_NOT_A_NAME = re.compile(r"^(?:catholic|christian|muslim|jewish|hindu|buddhist|sikh|protestant|\w+(?:ian|ish|ese|ican|ch))$", re.IGNORECASE)
_BARE = re.compile(rf"^\W*(?:and\s+)?(?P<relation>{RELATION_PATTERN})\s+(?P<name>{NAME})", re.IGNORECASE)
_PET = re.compile(rf"\b(?:my|our|the|a|an)\s+(?:[\w-]+\s){{0,3}}?(?P<relation>(?:{_PET_PATTERN}))(?!['-]?\w)", re.IGNORECASE)
_CALLED = re.compile(rf"\b(?:called|named|name is|name's|by the name of)\s+(?P<name>{NAME})", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:,|\s-+|\()?\s*(?:(?:(?:is|was)\s+)?(?:(?:called|named)\s+)?)(?P<name>{NAME})(?!\w)")
_AFTER_LOW = re.compile(r"\s+(?:(?:is\s+)?(?:called|named)\s+)?(?P<name>[a-zß-öø-ÿ][\w-]{1,14})(?P<next>\s+[\w']+|\s*[,.()!?]|\s*$)")
#: Lower-case words after a relation that are no names.
_NO_NAME = frozenset(
    "birthday house wedding party car group chat place flat job team name number home family side friend friends wife "
    "husband son daughter age side appointment allergy dog cat "
    "phone kids mother father brother sister partner boss office company work school recently here there back well got "
    "been tongue ship board figure country tree nature cross mix puppy mum dad lady guy girl boy thing ones called cant dont isnt wont doesnt hasnt didnt aint wasnt "
    "im ive ill hes shes theyre whats thats lol haha who whose that which".split()
)


class Person(msgspec.Struct, frozen=True):
    """Somebody in the message. `told`: how to name them in the third person; `name` may be empty."""

    told: str
    name: str = ""
    relation: str = ""
    kind: str = "person"
    start: int = 0
    stop: int = 0
    met: bool = False  # known from before, or by a common given name; this message doesn't say who it is

    @property
    def gender(self) -> str:
        return gender(self.relation) or gender_of(self.name)

    @property
    def plural(self) -> bool:
        return bool(self.relation) and self.relation.lower().split()[-1] in PLURAL


def proper(name: str) -> str:
    """A name as it is written: "anna" -> "Anna", "hye-jin" -> "Hye-Jin" only when it came in lower case."""
    return name if any(c.isupper() for c in name) else " ".join(w[:1].upper() + w[1:] for w in name.split())


def related(text: str, base: int = 0) -> list[Person]:
    """Everybody whom the text introduces by a relation to the user ("my sister Anna", "Grandson Mateo is…", "my dog rex"), in order."""
    found: list[Person] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_KIN, _PET):
        for match in pattern.finditer(text):
            relation = match["relation"].lower()
            if pattern is _PET and (any(a <= match.start("relation") < b for a, b in taken)):
                continue
            mine = re.match(r"(my|our)\b", match.group(), re.IGNORECASE) is not None
            name, stop = _name_after(text, match.end())
            if pattern is _PET and not name and not mine:
                continue
            kind = "pet" if pattern is _PET else "person"
            told = f"the user's {match['relation']}" if not name else f"the user's {match['relation']} {name}"
            found.append(Person(told, name, relation, kind, base + match.start(), base + stop))
            taken.append((match.start(), stop))
    for owner in _KIN_BIRTHDAY.finditer(text):
        found.append(Person(f"the user's {owner['relation']}", "", owner["relation"].lower(), "person", base + owner.start(), base + owner.end()))
        taken.append(owner.span())
    for named in _KIN_NAME.finditer(text):
        if named["name"].lower() not in FUNCTION:
            name = proper(named["name"])
            found = [p for p in found if p.start != base + named.start()]
            found.append(
                Person(
                    f"the user's {named['relation'].lower()} {name}",
                    name,
                    named["relation"].lower(),
                    "person",
                    base + named.start(),
                    base + named.end(),
                )
            )
            taken.append(named.span())
    for alone in _ALONE.finditer(text):
        if not any(a <= alone.start() < b for a, b in taken):
            found.append(
                Person(f"the user's {alone['relation'].lower()}", "", alone["relation"].lower(), "person", base + alone.start(), base + alone.end())
            )
    bare = _BARE.match(text)
    if (
        bare
        and (bare["relation"].lower().split()[-1] in RELATIONS)
        and not any(a <= bare.start("relation") < b for a, b in taken)
        and _is_name(bare["name"])
    ):
        found.append(
            Person(
                f"the user's {bare['relation'].lower()} {bare['name']}",
                bare["name"],
                bare["relation"].lower(),
                "person",
                base + bare.start("relation"),
                base + bare.end("name"),
            )
        )
    return sorted(found, key=lambda person: person.start)


def _is_name(word: str) -> bool:
    return word.split()[0].lower() not in FUNCTION | CAPITALISED_ANYWAY


def _name_after(text: str, place: int) -> tuple[str, int]:
    match = _AFTER.match(text, place)
    if (
        match
        and _is_name(match["name"])
        and not (re.search(r"\b(?:is|was)\s+$", text[place : match.start("name")], re.IGNORECASE) and _NOT_A_NAME.match(match["name"]))
    ):
        if match["name"].endswith("'s"):
            return match["name"][:-2], match.end("name") - 2
        separated = "," in text[place : match.start("name")]
        after = text[match.end() :].lstrip()[:1]
        if not separated or after in (",", "", ".", ")"):
            return match["name"], match.end("name")
    low = _AFTER_LOW.match(text, place)
    if low and (after_name(low["next"]) or re.search(r"called|named", low.group())):
        name = low["name"].lower()
        if (
            name not in FUNCTION | ADVERBS | PREPOSITIONS | _NO_NAME | RELATIONS | CLOCK_WORDS | AUXILIARY
            and name not in THIRD
            and not is_past(name)
            and not name.endswith(("ing", "ed"))
        ):
            return proper(low["name"]), low.end("name")
    return "", place


def after_name(following: str) -> bool:
    """Whether what follows a lower-case word makes it likely a name: a finite verb, a comma, the end."""
    word = following.strip().lower().removesuffix("'s") if following.strip() else ""
    return word in AUXILIARY or word in THIRD or is_past(word) or following.strip().endswith("'s") or word in ("(", ",", ")", "")


def pronoun_called(text: str) -> tuple[str, str]:
    """("he", "Alfred") of "he was called Alfred"; empty otherwise."""
    match = _PRONOUN_CALLED.match(text)
    return (match["who"].lower(), match["name"]) if match and _is_name(match["name"]) else ("", "")


def called(text: str) -> list[str]:
    """Names after "called" or "named"."""
    return [match["name"] for match in _CALLED.finditer(text) if _is_name(match["name"]) and match["name"][0].isupper()]


def names(text: str) -> list[str]:
    """Capitalised runs inside a sentence that are not just its first word or a weekday."""
    out: list[str] = []
    for match in re.finditer(NAME, text):
        name = match.group().removesuffix("'s")
        if match.start() == 0 and name.split()[0].lower() in FUNCTION:
            name = name.split(" ", 1)[1] if " " in name else ""
        if (
            name
            and name.split()[0].lower() not in CAPITALISED_ANYWAY
            and name.lower() not in FUNCTION | BARE_RELATIONS
            and name not in out
            and not name.startswith("The user")
        ):
            out.append(name)
    return out
