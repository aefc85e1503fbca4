"""Whose event it is: "mums op", "Leo's party", "my niece's christening"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import proper

_POSSESSOR = r"(?P<who>(?!his\b|hers?\b|its\b|this\b|is\b|was\b|thats?\b)[\w-]+(?: [\w-]+){0,2}?)(?:'s|s'|(?<![s'])s)"
#: "Leo's party", "mums op", "my niece's christening".
OWNED = re.compile(rf"(?:(?:my|our|their) )?(?:[\w-]+ )?[\w-]+(?:'s|s')\s+\S|(?:(?:my|our|their) )?(?:{RELATION_PATTERN})s\s+\S", re.IGNORECASE)


def owner_of(event: str) -> str:
    """ "mums op" -> "The user's mum's op", "leo's party" -> "Leo's party"."""
    match = re.match(rf"(?:my |our |their )?{_POSSESSOR}\s+(?P<what>\S.*)$", event, re.IGNORECASE)
    if not match:
        return event[:1].upper() + event[1:]
    return f"{owners_name(match['who'])} {match['what']}"


def owners_name(who: str) -> str:
    who = re.sub(r"^(?:my|our)\s+", "", who, flags=re.IGNORECASE)
    if re.fullmatch(RELATION_PATTERN, who, re.IGNORECASE):
        return f"The user's {who.lower()}'s"
    kin = re.match(rf"(?P<kin>{RELATION_PATTERN})\s+(?P<name>\S.*)$", who, re.IGNORECASE)
    if kin:
        return f"The user's {kin['kin'].lower()} {proper(kin['name'])}'s"
    return f"{proper(who)}'s"
