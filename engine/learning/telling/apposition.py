"""Who somebody is, said after the name: "Kasia's back is awful. my cousin", "Rolf, that's my ex, has the kids"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, CAPITALISED_ANYWAY, FUNCTION, PETS, RELATION_PATTERN, RELATIONS
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.words import words
from engine.learning.telling.naming import is_name
from engine.learning.telling.people import NAME, Person
from engine.learning.telling.story import Statement

_CLOSE = r"(?:(?:desk|upstairs|downstairs|on-off|then|current|lovely|wonderful|useless) )?"
_WHO = rf"(?P<relation>{_CLOSE}(?:{RELATION_PATTERN}'s )?(?:{RELATION_PATTERN}|manager|supervisor|line manager))"
_END = r"(?=\s*(?:[.!?;)\n]|$))"
_AFTER = re.compile(
    rf"(?:[.!?;\n]\s+|,\s+|\s\()(?P<all>(?P<mine>(?:he'?s |she'?s |they'?re |that'?s |thats |that is |he is |she is )?(?:my|our) )?{_WHO}\)?){_END}",
    re.IGNORECASE,
)
_MID = re.compile(
    rf"(?P<name>{NAME})(?P<all>,? (?:\(|-+ )?(?:(?:that'?s|thats|that is|he'?s|she'?s|who'?s|who is|he is|she is"
    rf"|that would be) (?:my|our)|(?<=[,(-] )(?:my|our)|(?<=\()(?:my|our)) {_WHO}\s*(?:,|\)| -+))(?= (?!my\b|our\b|and (?:my"
    rf"|our|i)\b)\w)"
)
_SPECIES = "|".join(sorted(PETS, key=len, reverse=True))
_PETS = re.compile(
    rf"(?:[.!?;\n]\s+|,\s+|\s\()(?P<all>(?:(?:they'?re |she'?s |he'?s |that'?s |it'?s )?(?P<mine>my|our|the"
    rf"|a) )?(?P<species>(?:(?:two|three|both) )?(?:{_SPECIES})s?)\)?){_END}",
    re.IGNORECASE,
)
#: Of whom a sentence speaks first of all.
_FIRST = re.compile(
    rf"(?:^|[.!?;\n]\s+)(?:(?:well|so|and|but|ok|because|cos|now|when|if|poor|oh|ugh|why|make it \w+|is|does"
    rf"|has)[\s,]+)*(?P<name>{NAME})(?:(?:'s)?\b)(?: (?:and|&) (?P<other>{NAME}))?(?=\W)"
)

_NO_NAMES = frozenset(
    "btw fyi ok okay so hi hey hello hiya thanks thank cheers sorry lol omg wait yes no nope yeah well ugh wow oh ah "
    "please pls update news great good bad poor dear big small new old lovely morning evening "
    "dinner lunch breakfast school nursery work everyone everybody someone nobody half both tonight today tomorrow "
    "yesterday guess turns long best worst happy sad".split()
)
_MOST_CHARACTERS = 3000  # further on, nobody looks back to a first sentence


class Apposition(msgspec.Struct, frozen=True):
    """Somebody, or several pets, and the place of the words that say who they are."""

    people: tuple[Person, ...]
    start: int
    stop: int
    statement: Statement | None = None


def appositions(text: str) -> list[Apposition]:
    """All that a message says of somebody after the name."""
    found: list[Apposition] = []
    text = text[:_MOST_CHARACTERS]
    for match in _MID.finditer(text):
        if _is_somebody(match["name"], text[match.end("name") :], begins=match.start("name") == 0):
            found.append(_somebody(match["name"], match["relation"], match.start("name"), *match.span("all")))
    for match in _AFTER.finditer(text):
        named = _named(text[: match.start("all")])
        alone = text[match.start("all") - 1] == " " and text[: match.start("all")].rstrip()[-1] in ".!?;"
        if (
            named is not None
            and not named["other"]
            and (match["mine"] or alone)
            and not any(p.name == named["name"].removesuffix("'s") for one in found for p in one.people)
        ):
            found.append(_somebody(named["name"], match["relation"], named.start("name"), *match.span("all")))
    for match in _PETS.finditer(text):
        named = _named(text[: match.start("all")])
        several = match["species"].lower().endswith("s")
        if named is None or bool(named["other"]) != several or found:
            continue
        names = [name.removesuffix("'s") for name in (named["name"], named["other"]) if name]
        kind = re.sub(r"^(?:two|three|both) ", "", match["species"].lower()).removesuffix("s" if several else "")
        start, stop = named.start("name"), named.end("name")
        pets = tuple(Person(name, name, kind if len(names) == 1 else "", "pet", start, stop, met=len(names) > 1) for name in names)
        both = (
            Statement(f"{names[0]} and {names[1]}", f"are the user's {kind}s", named.start("name"), match.end("all"), thing=True)
            if len(names) == 2
            else None
        )
        found.append(Apposition(pets, *match.span("all"), both))
    return found


def _somebody(name: str, relation: str, place: int, start: int, stop: int) -> Apposition:
    name = name.removesuffix("'s")
    told = re.sub(r"^(?:lovely|wonderful|useless|then) ", "", relation.lower())
    return Apposition((Person(f"the user's {told} {name}", name, told, "person", place, place + len(name)),), start, stop)


def _named(before: str) -> re.Match[str] | None:
    """The name that the sentences before begin with, when there is just one of them."""
    named = [m for m in _FIRST.finditer(before) if _is_somebody(m["name"], before[m.end("name") :], begins=True)]
    return named[-1] if len({m["name"].removesuffix("'s") for m in named}) == 1 else None


def _is_somebody(name: str, after: str, *, begins: bool) -> bool:
    """Whether a capitalised word is a name; at the beginning of a sentence any word is written so."""
    bare = name.removesuffix("'s")
    low = bare.lower().split()[0]
    if not is_name(bare) or low in FUNCTION | CAPITALISED_ANYWAY | ADVERBS | RELATIONS | BARE_RELATIONS | PETS | _NO_NAMES:
        return False
    if not begins or low in GIVEN - WORDS_TOO or name != bare:
        return True
    ahead = words(after)[:4]
    return (not is_verb(low) and not low.endswith(("ing", "ed")) and any(is_verb(w.low) or w.low in ("and", "&") for w in ahead[:2])) or bool(
        ahead and ahead[0].low in (",", "(")
    )
