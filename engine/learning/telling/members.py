"""Relatives in a list, each with what is told of them: "two brothers, Kofi who lives in Accra and Yaw who's a nurse", "the kids: Orla 7, Finn 4"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb
from engine.learning.telling.people import NAME

AGE = re.compile(r"(?:aged?\s+)?(?P<age>\d{1,3})(?:\s*(?:years?|yrs?|yo|y/o|months?|weeks?)(?:\s*-?old)?)?$", re.IGNORECASE)
_LIST = re.compile(
    rf"(?:(?P<owner>my|our|the|we have|we've got|i have|i've got|got|have)\s+)?(?:(?:two|three|four|five|six|seven|both|\d|other|grown[- ]up)\s+)*"
    rf"(?P<kin>brothers|sisters|sons|daughters|kids|children|boys|girls|cousins|nephews|nieces|flatmates|housemates|lads|grandchildren|"
    rf"grandkids|stepkids|"
    rf"uncles|aunts|cats|dogs|twins)\s*(?P<colon>[,:(-]|\s+are)\s*(?=(?P<first>{NAME})(?P<next>\s+who\b|\s*\(?\d|,\s*\d))",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    rf"(?P<lead>(?:^|[,&;:(-]|\band\b|\bare\b)\s*(?:and\s+)?)(?P<name>{NAME})"
    rf"(?P<what>\s*\(\d{{1,2}}(?:\s*(?:months?|yo|years?))?,\s+(?!(?:my|our) {RELATION_PATTERN}\))[^()]{{2,60}}\)"
    rf"|\s+who(?:'s|'re|s)?\s+[^,;]+?(?=\s*(?:,|;|$|\band\s+(?-i:[A-Z])))|\s*[,(]?\s*\d{{1,2}}(?:\s*(?:months?|yo|years?))?"
    rf"(?:, (?:my|our) {RELATION_PATTERN}(?=\)))?\)?(?!\w|[:.]\d))",
    re.IGNORECASE,
)
_SINGULAR = {"children": "child", "kids": "kid", "grandchildren": "grandchild", "grandkids": "grandchild", "stepkids": "stepkid", "lads": "son",
             "boys": "son", "girls": "daughter"}  # fmt: skip


class Aside(msgspec.Struct, frozen=True):
    """A statement told in passing: its full text, and the place that it came from."""

    text: str
    start: int
    stop: int


def members(text: str, found: list[Aside]) -> str:
    """ "My two brothers, Kofi who lives in Accra and Yaw who's a nurse", "the kids: Orla 7, Finn 4": one statement each."""
    listed = _LIST.search(text)
    if not listed:
        return text
    kin = listed["kin"].lower()
    one = _SINGULAR.get(kin, kin.removesuffix("s"))
    place, first = listed.start("colon") if not listed["colon"].strip().isalpha() else listed.end(), True
    has = re.match(r"we|i|got|have", listed["owner"] or "", re.IGNORECASE) is not None
    for member in list(_MEMBER.finditer(text, listed.start("colon"))):
        if not first and member.start() - place > 3:
            break
        what = member["what"].strip(" ,()")
        what = re.sub(r"^who(?:'s|s)\b", "is", what)
        what = re.sub(r"^who\s+", "", what)
        what, _, more = what.partition(", ") if what[:1].isdigit() else (what, "", "")
        age = AGE.match(what)
        whose = re.fullmatch(rf"(?:my|our) {RELATION_PATTERN}", more, re.IGNORECASE) is not None
        who = f"{more if whose else f'my {one}'} {member['name']}"
        found.append(Aside(f"{who} {'is ' if age else ''}{what}", member.start("name"), member.end()))
        if more and not whose:  # "Ellie (19, studying law)"
            found.append(Aside(f"{who} {'' if is_verb(more.split()[0].lower()) else 'is '}{more}", member.start("name"), member.end()))
        begin = member.start("what") if has and age else listed.start("colon") if first else member.start()
        text = text[:begin] + " " * (member.end() - begin) + text[member.end() :]
        place, first = member.end(), False
    return text
