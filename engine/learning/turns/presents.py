"""Whom something is wanted for, and what is told of them beside: "need a gift for boss, Mrs Adair, retiring 3 May"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.telling.presumed import Presumed

_THING = (
    r"(?:gifts?|presents?|pressies?|prezzies?|(?:leaving |birthday |thank[- ]you |get[- ]well |retirement |sympathy )?cards?|cake|something|"
    r"speech|toast|"
    r"bouquet|flowers|hamper|message|poem|ideas?|surprise|party|do)"
)
_ROLE = (
    rf"(?:{RELATION_PATTERN}|(?:\w+ )?(?:teacher|tutor|coach|boss|manager|colleague|neighbour|neighbor|landlord|landlady|cleaner|carer|nurse|"
    rf"physio|supervisor|mentor|midwife|childminder|nanny|lodger|godson|goddaughter|instructor))"
)
_FOR = re.compile(
    rf"\b{_THING}(?: (?:idea|ideas))?,? (?:for|to) (?P<all>(?:my |our )?(?P<role>{_ROLE}),? (?P<name>(?:(?:Mrs?|Ms|Miss|Dr|Prof)\.? "
    rf")?{NAME}))(?:,? (?P<rest>[^.?!;]{{2,90}}))?",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?:turning |who'?s (?:turning )?|aged )?(?P<age>\d{1,3})(?P<when> (?:on|next|this|in|tomorrow|today)\b.{0,30})?$", re.IGNORECASE)
_DOING = re.compile(
    r"(?:who'?s |who is |is |she'?s |he'?s )?(?P<does>(?:retiring|leaving|moving|getting|having|starting|finishing|turning|expecting|going|"
    r"emigrating|graduating)\b.+)$",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"(?:who |she |he )?(?:is |'s )?(?P<into>(?:really |very |big )*(?:into|mad about|obsessed with|loves|likes|hates|collects|keen on)\b.+)$",
    re.IGNORECASE,
)


def for_whom(text: str) -> list[Presumed]:
    """Who the one is for whom something is wanted, and what follows about them."""
    found: list[Presumed] = []
    for match in _FOR.finditer(text):
        name, role = match["name"], re.sub(r"^(?:my|our) ", "", match["role"], flags=re.IGNORECASE)
        if not re.match(r"(?-i:[A-Z])", name):
            continue
        who = f"my {role} {name}"
        kin = re.fullmatch(RELATION_PATTERN, role, re.IGNORECASE) is not None
        found.append(Presumed(who if kin else f"{name} is my {role}", match.start("all"), match.end("all")))
        rest = (match["rest"] or "").strip(" ,")
        said = _said(rest)
        if said:
            found.append(Presumed(f"{who if kin else name} {said}", match.start("rest"), match.end("rest"), whole=True))
    return found


def _said(rest: str) -> str:
    age, doing, likes = _AGE.match(rest), _DOING.match(rest), _LIKES.match(rest)
    if age:
        return f"will be {age['age']}{age['when']}" if age["when"] else f"is {age['age']} years old"
    if doing:
        return f"is {doing['does']}"
    if likes:
        return f"is {likes['into']}" if re.match(r"(?:really |very )*(?:into|mad|obsessed|keen)\b", likes["into"], re.IGNORECASE) else likes["into"]
    return ""
