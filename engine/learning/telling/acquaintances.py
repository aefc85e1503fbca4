"""Who somebody is, said by the way: "with her partner Teuila", "Maureen next door", "our boy Endri 5 years"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.given_names import GIVEN
from engine.learning.grammar.lexicon import CAPITALISED_ANYWAY, RELATION_PATTERN
from engine.learning.telling.naming import NAME, is_name
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement

_THEIR = re.compile(
    rf"\b(?:his|her|their) (?:new |late |old |little |elder |older |younger |twin )?(?P<kin>{RELATION_PATTERN}) "
    rf"(?P<name>{NAME})(?!'s)(?=$|[\s,.;])"
)
_NEXT_DOOR = re.compile(
    rf"(?P<name>{NAME}),? (?:from |at )?(?P<where>next door(?! to\b)|upstairs|downstairs|(?:across|over|up|down) the (?:road|street|lane|hall|"
    rf"landing|corridor)|over the fence|"
    r"(?:two|three|a few|a couple of) doors (?:down|up|along)|the flat (?:above|below)|opposite)(?=$|[\s,.;])"
)
_AGED = re.compile(
    rf"(?P<lead>.*\b(?:the user's|their) (?:[a-z-]+ )?(?P<kin>{RELATION_PATTERN}|boy|girl|lad) (?P<name>{NAME}))(?:,? aged?|,)? (?P<age>\d{{1,2}}) "
    r"(?P<unit>years?|yrs?|yr|yo|months?|weeks?)(?: old)?(?=$|,| and | in | at )(?P<more>.*)$"
)
_AT_NUMBER = re.compile(
    rf"\b(?:with|to|from|for|by) (?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr) )?{NAME}) at (?P<where>(?:number|no\.?|flat|apartment) "
    rf"?\d+\w?)\b"
)
#: "Eilidh from book club is allergic to nuts"
_FROM = re.compile(
    rf"(?P<name>{NAME}) from (?P<where>(?:(?:the|my|our|the user's) )?(?:(?:book|running|rugby|tennis|chess|golf|sewing|youth|film|cycling|"
    rf"swimming|rowing|knitting|supper|dance|drama|art|"
    r"yoga|pottery|language|spanish|french|german|italian|welsh|night|evening|antenatal) )?(?:club|choir|class|gym|group|band|allotments?|course|"
    r"nct|orchestra))$",
    re.IGNORECASE,
)
_WITH_PET = re.compile(
    rf"\b(?:with|and) (?:their |the )?(?P<kind>cat|dog|rabbit|parrot|hamster|horse|pony|tortoise|budgie|ferret|kitten|puppy) "
    rf"(?P<name>{NAME})(?=$|[\s,.;])"
)
_SPOUSE = re.compile(
    r"\b(?:with|and) their (?P<kin>husband|wife|girlfriend|boyfriend|fiancée?|partner)(?=$|,| and\b)(?! (?:is|was|has|had|does|"
    r"did))"
)
_HOW = {"next door": "next-door neighbour", "upstairs": "upstairs neighbour", "downstairs": "downstairs neighbour"}


def acquaintances(said: Statement) -> Iterator[Statement]:
    """The statement, then who those are whom it names; nothing when it says that of nobody."""
    aged = _AGED.match(said.rest)
    main = said
    found: list[Statement] = []
    if aged and is_name(aged["name"]):
        unit = {"y": "years", "m": "months", "w": "weeks"}[aged["unit"][0].lower()]
        main = msgspec.structs.replace(said, rest=f"{aged['lead']}{aged['more']}".strip(" ,"))
        found.append(_of(said, aged["name"], f"is {aged['age']} {unit} old"))
    if said.person is not None and not said.about_user and not said.person.plural:
        for match in _THEIR.finditer(main.rest):
            if is_name(match["name"]) and match["name"].split()[0].lower() not in CAPITALISED_ANYWAY:
                owner = said.person.told if said.person.told else said.subject
                found.append(_of(said, match["name"], f"is {owner}{_s(owner)} {match['kin'].lower()}"))
    for match in _NEXT_DOOR.finditer(f"{main.subject} {main.rest}"):
        first = match["name"].split()[-1]
        if is_name(match["name"]) and (first.lower() in GIVEN or said.about_user) and not match["name"].startswith("The user"):
            where = match["where"].lower()
            how = _HOW.get(where, f"neighbour {where}" if not where.startswith("the flat") else f"neighbour in {where}")
            found.append(_of(said, match["name"], f"is the user's {how}"))
    for match in _AT_NUMBER.finditer(main.rest):
        found.append(_of(said, match["name"], f"lives at {match['where']}"))
    origin = _FROM.match(said.subject)
    if origin and is_name(origin["name"]):
        where = re.sub(r"^(?:my|our|the user's) ", "", origin["where"])
        owned = where if where.startswith("the ") else f"the user's {where}"
        found.append(_of(said, origin["name"], f"is from {owned}"))
    if said.about_user:
        for match in _WITH_PET.finditer(main.rest):
            if is_name(match["name"]):
                found.append(_of(said, match["name"], f"is the user's {match['kind']}"))
        spouse = _SPOUSE.search(main.rest)
        if spouse:
            found.append(msgspec.structs.replace(said, subject="The user", rest=f"has a {spouse['kin']}", past=False, negative=False))
    if found:
        yield main
        yield from found


def _of(said: Statement, name: str, rest: str) -> Statement:
    return Statement(name, rest, said.start, said.stop, person=Person(name, name, start=said.start, stop=said.stop))


def _s(owner: str) -> str:
    return "'" if owner.endswith("s") else "'s"
