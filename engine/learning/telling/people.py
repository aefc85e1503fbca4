"""Who a message talks about: relations and names, and what "she" or "it" stands for."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.given_names import gender_of
from engine.learning.grammar.lexicon import (
    BARE_RELATIONS,
    CAPITALISED_ANYWAY,
    FUNCTION,
    PETS,
    PLURAL,
    RELATION_PATTERN,
    RELATIONS,
    gender,
)
from engine.learning.telling.naming import NAME as NAME
from engine.learning.telling.naming import is_name, name_after
from engine.learning.telling.naming import proper as proper

_PET_PATTERN = "|".join(sorted(PETS, key=len, reverse=True))
_KIN = re.compile(
    rf"\b(?P<owner>my|our|me(?=\s+(?:\w+\s+)?(?:mam|mum|dad|nan|gran|mate|missus|brother|sister|son|daughter|wife|husband|boss|lad)\b)|"
    rf"the(?=\s+(?:baby|wife|missus|husband|hubby|boyfriend|girlfriend|twins|in-laws|landlord|landlady|"
    rf"boss)\b))\s+(?P<relation>{RELATION_PATTERN})(?!['-]?\w)(?!\s+tongue)",
    re.IGNORECASE,
)
_KIN_NAME = re.compile(
    rf"\b(?:my|our)\s+(?P<relation>{RELATION_PATTERN}?)'?s\s+name(?:\s+is|'s|\s+was)\s+(?P<name>(?:(?:Mrs?|Ms|Miss|Dr)\.?\s+)?[\w-]{{2,20}})",
    re.IGNORECASE,
)
#: Of "my mum's birthday is on Sunday, she'll be 70" the mother; of other possessions the next "she" is seldom their owner.
_KIN_BIRTHDAY = re.compile(rf"\b(?:my|our)\s+(?P<relation>{RELATION_PATTERN})'s\s+(?:\d+(?:st|nd|rd|th)\s+)?(?:birthday|bday)\b", re.IGNORECASE)
_OWNER = re.compile(
    rf"(?:\b(?:my|our|the(?=\s+(?:missus|wife|husband|hubby|baby|boss|landlord|"
    rf"landlady)\b))\s+(?P<relation>{RELATION_PATTERN})(?:\s+(?P<name>(?-i:[^\W\d_a-z][\w-]+)))?)'s\s+(?!\s*(?:\d+(?:st|nd|rd|"
    rf"th)\s+)?(?:birthday|bday|name)\b)"
    rf"(?!(?:[\w-]+\s+){{0,2}}?(?:{RELATION_PATTERN})\b)",
    re.IGNORECASE,
)
_CALLING = re.compile(r"\bcall(?:s|ed|ing)?\s+[\w'-]+\s+$", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?<![\w'-])(?<!\bmy )(?<!\bour )(?<!\bhis )(?<!\bher )(?<!\bthe )(?<!\btheir )(?<!\ba )(?<!'s "
    rf")(?P<relation>{'|'.join(sorted(BARE_RELATIONS))})(?![\w-])(?!'(?!s\b))",
    re.IGNORECASE,
)
_PRONOUN_CALLED = re.compile(rf"^\W*(?:and\s+)?(?P<who>he|she|it)(?:'s|\s+is|\s+was)\s+(?:called|named)\s+(?P<name>{NAME})", re.IGNORECASE)
_NAME_IS = re.compile(rf"^\W*(?:and\s+)?(?P<whose>her|his)\s+name(?:'?s|\s+is)\s+(?P<name>{NAME})", re.IGNORECASE)
#: "she's Efua in the end": a name at last.
_PRONOUN_NAMED = re.compile(
    rf"^\W*(?:and\s+)?(?P<who>he|she|it)(?:'?s|\s+is)\s+(?P<name>{NAME})\s+(?:in the end|after all|for short)\b", re.IGNORECASE
)
_BARE = re.compile(rf"^\W*(?:and\s+)?(?P<relation>{RELATION_PATTERN})\s+(?P<name>{NAME})", re.IGNORECASE)
_PET = re.compile(rf"\b(?:my|our|the|a|an)\s+(?:[\w-]+\s){{0,3}}?(?P<relation>(?:{_PET_PATTERN}))(?!['-]?\w)", re.IGNORECASE)
#: "Olga has a parrot named Kiki": somebody else's.
_THEIRS = re.compile(
    r"(?:(?<!user )\b(?:has|owns|keeps)|\b(?-i:(?!I |We |The )[A-Z])[\w'-]+ (?:just |recently )?(?:adopted|bought|got))\b"
    r"(?:(?!\b(?:i|we|my|our|me|us|user)\b)[^.!?;])*$",
    re.IGNORECASE,
)
#: "I have a half-brother, Emeka", "we've got a lodger called Tove".
_HAVE = re.compile(
    rf"(?:\b(?:i|we)(?:'ve|’ve|ve)(?: also| only| still)*(?: got)?|\b(?:i|we)(?: also| only| still| do| now)* (?:have"
    rf"|got)(?: also| only| got)*|^got) "
    rf"(?:an?|one|another) (?P<relation>{RELATION_PATTERN})"
    rf"(?:,? (?:called|named|by the name of) |, (?=(?-i:{NAME})(?:,|\.|;|\)|$| and | who | but )))(?P<name>(?-i:{NAME}))(?!'s\b)",
    re.IGNORECASE,
)
_CALLED = re.compile(rf"\b(?:called|named|name is|name's|by the name of)\s+(?P<name>{NAME})", re.IGNORECASE)


class Person(msgspec.Struct, frozen=True):
    """Somebody in the message. `told`: how to name them in the third person; `name` may be empty."""

    told: str
    name: str = ""
    relation: str = ""
    kind: str = "person"
    start: int = 0
    stop: int = 0
    sex: str = ""  # where neither relation nor name tells: of "my cousin's husband"
    met: bool = False  # known from before, or by a common given name; this message doesn't say who it is

    @property
    def gender(self) -> str:
        title = self.name.split(" ")[0].rstrip(".").lower()
        titled = "f" if title in ("mrs", "ms", "miss", "aunt", "auntie") else "m" if title in ("mr", "uncle") else ""
        return self.sex or gender(self.relation) or titled or gender_of(self.name)

    @property
    def plural(self) -> bool:
        return (self.relation or self.told).lower().split()[-1] in PLURAL


def related(text: str, base: int = 0) -> list[Person]:
    """Everybody whom the text introduces by a relation to the user ("my sister Anna", "Grandson Mateo is…", "my dog rex"), in order."""
    found: list[Person] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_KIN, _PET):
        for match in pattern.finditer(text):
            relation = match["relation"].lower()
            if _CALLING.search(text[: match.start()]):  # "I keep calling Dwight my cousin"
                continue
            if pattern is _PET and (any(a <= match.start("relation") < b for a, b in taken)):
                continue
            mine = re.match(r"(my|our|me)\b", match.group(), re.IGNORECASE) is not None
            name, stop = name_after(text, match.end())
            theirs = pattern is _PET and _THEIRS.search(text[match.start() if mine else 0 : match.start("relation")]) is not None
            if theirs or (pattern is _PET and not mine and not name):
                continue
            kind = "pet" if pattern is _PET else "person"
            told = f"the user's {match['relation']}" if not name else f"the user's {match['relation']} {name}"
            found.append(Person(told, name, relation, kind, base + match.start(), base + stop))
            taken.append((match.start(), stop))
    for had in _HAVE.finditer(text):
        if is_name(had["name"]) and not any(a <= had.start("relation") < b for a, b in taken):
            relation = had["relation"].lower()
            told = f"the user's {relation} {had['name']}"
            found.append(Person(told, had["name"], relation, "person", base + had.start("relation"), base + had.end("name")))
            taken.append(had.span())
    for owned in _OWNER.finditer(text):  # "nan's funeral": spoken of less than whoever the clause is about
        if not any(a <= owned.start("relation") < b for a, b in taken):
            told = f"the user's {owned['relation'].lower()}" + (f" {owned['name']}" if owned["name"] else "")
            found.append(Person(told, owned["name"] or "", owned["relation"].lower(), "person", base, base + owned.end()))
            taken.append(owned.span())
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
            by_the_way = re.match(r"'s\s", text[alone.end() :]) is not None and alone.start() > 0  # "nan's funeral"
            start = base if by_the_way else base + alone.start()
            found.append(Person(f"the user's {alone['relation'].lower()}", "", alone["relation"].lower(), "person", start, base + alone.end()))
    bare = _BARE.match(text)
    bare_name = bare["name"].removesuffix("'s") if bare else ""
    if (
        bare
        and (bare["relation"].lower().split()[-1] in RELATIONS)
        and not any(a <= bare.start("relation") < b for a, b in taken)
        and is_name(bare["name"])
    ):
        found.append(
            Person(
                f"the user's {bare['relation'].lower()} {bare_name}",
                bare_name,
                bare["relation"].lower(),
                "person",
                base + bare.start("relation"),
                base + bare.end("name"),
            )
        )
    return sorted(found, key=lambda person: person.start)


def pronoun_called(text: str) -> tuple[str, str]:
    """("he", "Alfred") of "he was called Alfred"; empty otherwise."""
    whose = _NAME_IS.match(text)
    if whose and is_name(whose["name"]):
        return {"her": "she", "his": "he"}[whose["whose"].lower()], whose["name"]
    match = _PRONOUN_CALLED.match(text) or _PRONOUN_NAMED.match(text)
    return (match["who"].lower(), match["name"]) if match and is_name(match["name"]) else ("", "")


def called(text: str) -> list[str]:
    """Names after "called" or "named"."""
    return [match["name"] for match in _CALLED.finditer(text) if is_name(match["name"]) and match["name"][0].isupper()]


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
