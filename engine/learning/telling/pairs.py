"""Several told with one verb, or none: "the stopcock is under the sink and the fuse box in the hall", "— Ida at St Anne's and Max at home"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.kinds import is_of_a_people
from engine.learning.telling.naming import NAME, is_name
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement

_WHERE = r"(?:in|on|under|behind|at|by|above|inside|beside|next to|below|beneath|near|over|opposite)"
#: "keeps their insulin in the fridge door and the spare pens in their gym bag"
_KEEPS = re.compile(
    rf"(?P<verb>(?:always |also |still )?(?:keeps|stores|puts|leaves|hides|hangs|parks)) (?P<one>(?:the|their|a|an|some) [^,]+?) (?P<here>{_WHERE} "
    rf".+?),? and "
    rf"(?P<two>(?:the|their|a|an|some) (?:[\w'-]+ ){{0,3}}[\w'-]+) (?P<there>{_WHERE} (?:the|their|a|an|my|our) .+)$"
)
#: "is under the sink and the fuse box in the hall cupboard"
_IS = re.compile(
    rf"(?P<be>is|are) (?P<here>{_WHERE} [^,]+?),? and (?P<two>the (?:[\w'-]+ ){{0,2}}[\w'-]+) (?P<there>{_WHERE} (?:the|their|a|an|my|"
    rf"our) .+)$"
)
_NAMED = re.compile(
    rf"(?P<main>.*?\S)\s*(?:[—–:]|\s-)\s+(?P<list>{NAME} (?:at|in|on|to|with|for) [^,]+?(?:,| and|, and) {NAME} (?:at|in|on|to|with|for) .+)$"
)
_ONE = re.compile(rf"(?P<name>{NAME}) (?P<what>(?:at|in|on|to|with|for) .+?)(?=(?:,| and|, and) {NAME} (?:at|in|on|to|with|for) |$)")
_SLOT = (
    r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day)?s?|mornings?|evenings?|afternoons?|nights?|weekends?|weekdays|days|lates|"
    r"earlies)"
)
#: "is Blessing mornings, Tomasz evenings, and the user weekends"
_ROTA = re.compile(rf"(?:is|are) (?P<list>{NAME} {_SLOT}(?:(?:,| and|, and) (?:{NAME}|the user|them|me) {_SLOT})+)(?P<more>,.*)?$")
_TURN = re.compile(rf"(?P<who>{NAME}|the user|them|me) (?P<slot>{_SLOT})")
_SIBLINGS = re.compile(
    rf"(?P<main>.+?)\s*(?:[—–:,]|\s-)\s+(?P<one>{NAME})(?:,? and| &| n) (?P<two>{NAME})$",
)
_SEVERAL = re.compile(
    r"The user's (?P<kin>twins|kids|children|sons|daughters|girls|boys|brothers|sisters|cats|dogs|parents|nieces|nephews|cousins|flatmates|"
    r"housemates|neighbours|friends|mates|colleagues|grandchildren|grandkids|stepkids|aunts|uncles|siblings)$"
)
_CALLED = re.compile(rf"(?:are|were)(?: called| named)? (?P<names>{NAME}(?:(?:, {NAME})*(?:,? and| &) {NAME})?)$")
_BOTH_NAMED = re.compile(rf"The user's (?P<kin>[a-z]+) (?P<names>{NAME} and {NAME})$")


def pairs(said: Statement) -> Iterator[Statement]:
    """The statements that one makes; nothing when it is one."""
    for step in (_places, _list, _rota, _siblings):
        parts = list(step(said))
        if parts:
            yield from parts
            return


def _places(said: Statement) -> Iterator[Statement]:
    kept = _KEEPS.match(said.rest) if said.about_user else None
    if kept:
        yield msgspec.structs.replace(said, rest=f"{kept['verb']} {kept['one']} {kept['here']}")
        yield msgspec.structs.replace(said, rest=f"{kept['verb']} {kept['two']} {kept['there']}")
        return
    lies = _IS.match(said.rest) if said.thing else None
    if lies:
        yield msgspec.structs.replace(said, rest=f"{lies['be']} {lies['here']}")
        be = "are" if re.search(r"[^s]s$", lies["two"]) else "is"
        yield msgspec.structs.replace(said, subject=lies["two"][:1].upper() + lies["two"][1:], rest=f"{be} {lies['there']}")


def _list(said: Statement) -> Iterator[Statement]:
    match = _NAMED.match(said.rest)
    if match and len(match["main"].split()) > 1:
        yield msgspec.structs.replace(said, rest=match["main"])
        for one in _ONE.finditer(match["list"]):
            if is_name(one["name"]):
                yield _of(said, one["name"], f"is {one['what']}")


def _rota(said: Statement) -> Iterator[Statement]:
    match = _ROTA.match(said.rest)
    for turn in _TURN.finditer(match["list"]) if match else ():
        if turn["who"].lower() in ("the user", "them", "me"):
            yield Statement("The user", f"does {turn['slot']}", said.start, said.stop, about_user=True)
        else:
            yield _of(said, turn["who"], f"does {turn['slot']}")


def _siblings(said: Statement) -> Iterator[Statement]:
    """ "The user's twins start school on Monday - Iris and Fergus"."""
    several, both = _SEVERAL.match(said.subject), _BOTH_NAMED.match(said.subject)
    called = _CALLED.match(said.rest) if several and not both else None
    match = _SIBLINGS.match(said.rest) if several and not both else None
    if called and several and not any(is_of_a_people(name) for name in called["names"].split()):
        yield _together(said, several["kin"], called["names"])
    elif match and several and is_name(match["one"]) and is_name(match["two"]):
        yield msgspec.structs.replace(said, rest=match["main"].strip(" ,-"))
        yield _together(said, several["kin"], f"{match['one']} and {match['two']}")
    elif both and not said.rest.startswith("are the"):
        yield said
        yield _together(said, both["kin"], both["names"])


def _together(said: Statement, kin: str, names: str) -> Statement:
    """Who they are."""
    several = re.search(r",| and | & ", names) is not None
    return Statement(names, f"are the user's {kin}" if several else f"is one of the user's {kin}", said.start, said.stop)


def _of(said: Statement, name: str, rest: str) -> Statement:
    return Statement(name, rest, said.start, said.stop, person=Person(name, name, start=said.start, stop=said.stop))
