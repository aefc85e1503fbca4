"""What somebody is, listed after who they are: "I'm Graham, 58, widowed"; and who there is besides: "then there's Biscuit, my dog"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import PETS, RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.telling.presumed import Presumed

_BEGINS = re.compile(r"\b(?:i'?m|i am|my name is|my name's) (?!not\b|so\b|very\b)[^,.;:!?()]{2,40}(?=,| and\b)", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)", re.IGNORECASE)
_STATE = (
    r"(?:(?:happily|recently|newly) )?(?P<state>widowed|married|divorced|separated|single|engaged|retired|semi-retired|unemployed|self-employed|"
    r"vegan|vegetarian|diabetic|coeliac|celiac|deaf|left-handed|(?:an? )(?:widow|widower|pensioner|single (?:mum|mom|dad|parent)))"
)
_PLACE = (
    r"(?:currently |now )?(?:living|based|residing|settled) (?P<where>(?:in|near|outside|just outside|on) (?:the )?"
    r"(?-i:[A-ZÀ-ÞĀ-Ž])[\w'’-]+(?: (?-i:[A-ZÀ-ÞĀ-Ž])[\w'’-]+)*)"
)
_ITEM = re.compile(rf"(?:{_STATE}|(?P<age>\d{{1,3}})(?: years old)?|{_PLACE})(?=\s*(?:[,.;!?]|$|and\b|with\b))", re.IGNORECASE)
_THERE = re.compile(
    rf"(?:^|(?<=[,;.!?] ))(?P<all>(?:(?:and|then|also|oh|next) )*there(?:['’]s| is| are)(?: also)? (?P<name>(?-i:{NAME})), (?P<kind>(?:my|our) "
    rf"(?:[\w-]+ ){{0,3}}?(?:{RELATION_PATTERN}|{'|'.join(sorted(PETS, key=len, reverse=True))}|cross|friend|neighbour|neighbor|boss|colleague|"
    rf"lodger|"
    r"flatmate|housemate)(?: cross| puppy)?)(?:, (?:who(?:['’]s| is) |aged? )?(?P<age>[\w-]+?)(?: (?P<unit>years?|"
    r"months?)(?: old)?)?)?)(?=\s*(?:[,.;!?]|$))",
    re.IGNORECASE,
)


def introduced(text: str) -> list[Presumed]:
    """Each of it as a clause of its own."""
    found = []
    for begin in _BEGINS.finditer(text):
        place = begin.end()
        while (join := _JOIN.match(text, place)) is not None and (item := _ITEM.match(text, join.end())) is not None:
            if item["state"]:
                found.append(Presumed(f"I am {item['state']}", item.start(), item.end(), whole=True))
            elif item["where"]:
                found.append(Presumed(f"I live {item['where']}", item.start(), item.end(), whole=True))
            else:
                found.append(Presumed(f"I am {item['age']} years old", item.start(), item.end(), whole=True))
            place = item.end()
    for one in _THERE.finditer(text):
        found.append(Presumed(f"{one['name']} is {one['kind']}", *one.span("all"), whole=True))
        if one["age"] and (one["unit"] or one["age"].isdigit()):
            found.append(Presumed(f"{one['name']} is {one['age']} {one['unit'] or 'years'} old", *one.span("all"), whole=True))
    return found
