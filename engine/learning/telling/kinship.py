"""Who is whose: "Anna's husband Tom", "the user's sister's dog", "Ivy's teacher is Mrs Okafor", "Anna from work"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.lexicon import PETS, PLURAL, RELATION_PATTERN
from engine.learning.telling.people import NAME

_PETS = "|".join(sorted((re.escape(pet) for pet in PETS), key=len, reverse=True))
_THEIRS = rf"(?:{RELATION_PATTERN}|{_PETS})"
_OWNER = rf"(?:[Tt]he user's (?P<kin>{RELATION_PATTERN})(?: (?P<kin_name>{NAME}))?|(?<![\w'-])(?P<owner>{NAME}))"
_OWNED = re.compile(rf"{_OWNER}(?:'s|(?<=s)') (?P<relation>{_THEIRS})(?![\w'-])(?:,? (?:called |named )?(?P<name>{NAME}))?")
_SAID = re.compile(
    rf"^(?:The user's (?i:{RELATION_PATTERN}) )?(?P<name>{NAME}) (?:is|was) (?:also |now |actually )?{_OWNER}(?:'s"
    rf"|(?<=s)') (?P<relation>{_THEIRS})(?![\w'-])"
)
_CALLED = re.compile(rf"^{_OWNER}(?:'s|(?<=s)') (?P<relation>{_THEIRS}) (?:is|was) (?:called |named )?(?:[a-z]+ )?(?P<name>{NAME})(?![\w'-])")
_MINE = re.compile(
    rf"^(?P<name>{NAME})(?:,? (?:at|from|in|of) [^.,]{{2,40}}?)?,? (?P<be>is|was) (?:also |now |actually |one of )?the user's "
    rf"(?P<relation>(?i:{RELATION_PATTERN}))(?![\w'-])"
)
_MINE_CALLED = re.compile(rf"^The user's (?P<relation>(?i:{RELATION_PATTERN})) (?:is|was) (?:called |named )?(?P<name>{NAME})(?![\w'-])")
_PASSING = re.compile(r"(?:boss|manager|supervisor|landlord|landlady|wife|husband|girlfriend|boyfriend)$")
_FROM = re.compile(rf"(?<![\w'-])(?P<name>{NAME}),? (?P<how>from|at) (?P<where>(?:(?:the|my|our|their|the user's) )?[\w'-]+(?: [\w-]+)?)")
_WORK = frozenset("work office job company firm".split())
_DOOR = re.compile(r"next door|downstairs|upstairs|across the (?:road|street)|over the road|(?:flat|number|no) \w+")
#: Known by these as by a surname: "Anna from the gym".
_CIRCLES = re.compile(
    r"(?:gym|school|uni|university|college|church|mosque|choir|club|team|yoga|pilates|class|course|band|orchestra|book club|running club|pub|nursery|"
    r"playgroup|accounts|accounting|payroll|hr|it|marketing|sales|finance|reception|legal|support|the bakery|the library|training|football|cricket|"
    r"tennis|chess|swimming|dance|salsa|allotment|scouts|library|bakery|market|shop|lab|clinic)\b"
)
_FETCHED = re.compile(
    r"\b(?:pick\w*(?: up)?|collect\w*|fetch\w*|dr[ioa]v\w+|took|takes?|heard|got|bought|borrowed|call\w*|letter|email|text|message)"
    r"(?: \w+){0,2}\s*$"
)
_PLURALS = "|".join(sorted(PLURAL - {"people", "parents", "in-laws", "grandparents", "pets"}, key=len, reverse=True))
_TOGETHER = re.compile(
    rf"\b[Tt]he user(?:'s| has| has got| had) (?:\w+ ){{0,2}}?(?P<relation>{_PLURALS}),? (?:called |named )?"
    rf"(?P<names>{NAME}(?:, {NAME}){{0,6}},? and {NAME})"
)
_ARE_MINE = re.compile(rf"^(?P<names>{NAME}(?:, {NAME}){{0,6}},? and {NAME}) are (?:also |now |both )*the user's (?P<relation>{_PLURALS})(?![\w'-])")
_HAS = re.compile(rf"\b[Tt]he user (?:\w+ ){{1,2}}(?:an?|the|their) (?P<relation>{RELATION_PATTERN}),? (?:called|named) (?P<name>{NAME})")
_SINGULAR = {"children": "child", "grandchildren": "grandchild", "twins": "twin", "kids": "kid"}
_ANOTHER = re.compile(rf"\b(?:[Aa]nother|[Aa] (?:different|second|third|new)|[Aa]n?)\s+(?P<name>{NAME})(?![\w'-])")


class Kin(msgspec.Struct, frozen=True):
    """`name` (empty: unknown) is the `relation` of `owner`; `owner_relation` is what that one is to the user, where the text says so."""

    name: str
    relation: str
    owner: str
    owner_relation: str = ""
    pet: bool = False


def owned(text: str) -> Iterator[Kin]:
    """The relations between others that a sentence (in the third person) tells."""
    seen: set[tuple[str, str]] = set()
    for pattern in (_SAID, _CALLED, _OWNED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            kin, name = groups.get("kin") or "", groups.get("kin_name") or ""
            owner = name or kin or groups.get("owner") or ""
            found = (groups.get("name") or "").removesuffix("'s")
            if owner and owner not in ("The", "He", "She", "It", "They") and found != owner:
                relation = match["relation"].lower()
                if (owner, relation) in seen:
                    continue
                seen.add((owner, relation))
                yield Kin(found, relation, owner, kin.lower(), relation.split()[-1] in PETS)


def mine(text: str) -> tuple[str, str]:
    """(name, relation to the user) that a sentence says outright: "Gwilym is the user's neighbour"; empty when it doesn't."""
    match = _MINE.match(text) or _MINE_CALLED.match(text)
    if match is None:
        return "", ""
    relation = one_of(match["relation"].lower())
    over = match.groupdict().get("be") == "was" and _PASSING.match(relation)
    return match["name"], f"{'ex-' if relation in ('wife', 'husband') else 'former '}{relation}" if over else relation


def circle(text: str, name: str, *, new: bool = False) -> str:
    """How a name is told from others of the name: "Anna from work" -> "colleague", "Anna from the gym" -> "from the gym"; "" when it isn't.

    `new`: somebody not known yet ("another Anna at the gym" is who she is; "I met Anna at the gym" only where).
    """
    for match in _FROM.finditer(text):
        if match["name"] != name or (_FETCHED.search(text[: match.start()]) and not new):
            continue
        where = re.sub(r"^(?:my|our|their|the user's) ", "", match["where"])
        first = where.removeprefix("the ").split()[0]
        if first in _WORK:
            return "colleague"
        if _DOOR.match(where):
            return "neighbour"
        bare = where.removeprefix("the ")
        if (match["how"] == "from" or new) and (found := _CIRCLES.match(bare)):
            return f"from {'the ' if where.startswith('the ') else ''}{found.group()}"
        if match["how"] == "from" and bare[0].isupper():
            place = re.match(NAME, bare)
            return f"from {place.group()}" if place else ""
    return ""


def together(text: str) -> dict[str, str]:
    """Names after a relation: "the user's friends Jon, Ali and Sara", "the user has an older brother called Sean"."""
    found = {match["name"]: match["relation"] for match in _HAS.finditer(text)}
    for match in (*_TOGETHER.finditer(text), *_ARE_MINE.finditer(text)):
        found |= dict.fromkeys(re.split(r", (?:and )?| and ", match["names"]), one_of(match["relation"]))
    return found


def one_of(relation: str) -> str:
    """A relation in the singular: "old friends" -> "old friend"."""
    plural = relation.endswith("s") and relation.split()[-1] in PLURAL
    return _SINGULAR.get(relation, relation[:-1] if plural else relation)


def another(text: str) -> frozenset[str]:
    """Names that the sentence says belong to somebody else than whoever is known by them."""
    return frozenset(match["name"] for match in _ANOTHER.finditer(text))
