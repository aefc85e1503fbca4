"""Requests to see what is remembered: "what do you know about me?", told from questions about the world."""

from __future__ import annotations

import re

from engine.learning.noise.world import PUBLIC
from engine.learning.records import Command

_STORED = r"(?:remember(?:ed)?|learn(?:ed|t)?|sav(?:ed?|ing)|stor(?:ed?|ing)|not(?:ed?|ing)|recorded|kept|written down|got down|down|on file)"
_ABOUT = r"(?:about|on|of|for|regarding|concerning)"
#: Of what is stored there is no doubt; "know" may ask about anything.
_SURE = (
    rf"what (?:(?:do|did|have|all do|else do|all have) )?(?:you|u|ya)(?:'ve| have)? (?:already |actually |all )?(?:{_STORED}|have|"
    rf"got)(?: {_STORED})?(?: so far)? {_ABOUT}|"
    rf"what(?:'?s| is) (?:{_STORED}|in (?:your|the) memory|on file) {_ABOUT}|what (?:memories|facts|notes|things|info|information|data) (?:do|"
    rf"have) (?:you|u) (?:have|got|keep|{_STORED})(?: {_STORED})? {_ABOUT}|"
    rf"(?:everything|anything|all|what|all the (?:things|facts|stuff)|the (?:things|facts)) (?:that )?(?:you|u)(?:'ve| have)?(?: (?:got|have|"
    rf"{_STORED})){{1,3}} {_ABOUT}|"
    rf"(?:do|have) (?:you|u) (?:have |got |{_STORED} )+(?:anything|something|any (?:notes|facts|memories)) ?(?:{_STORED} )?{_ABOUT}|"
    rf"(?:do|have) (?:you|u) (?:have |got )(?:anything|something) {_STORED} {_ABOUT}|"
    rf"(?:is there )?anything (?:{_STORED}) {_ABOUT}"
)
_KNOWN = (
    rf"what (?:do|all do|else do) (?:you|u) (?:already |actually )?know(?: so far)? {_ABOUT}|(?:everything|anything|all|what|all the things|"
    rf"the things) (?:that )?(?:you|u) know {_ABOUT}|"
    rf"do (?:you|u) know (?:anything|something) {_ABOUT}"
)
#: A whole side of one's life: "tell me about my family", "who is in my family?".
_SIDE = (
    r"(?:tell me|talk to me|remind me|give me an? (?:overview|summary)|sum up|summari[sz]e|describe|list|show(?: me)?|what can you tell me|"
    r"what(?:'?s| is| about))(?: all| everything| what you know)?(?: about| of| on)?\s+(?=(?:my|our) (?:whole |close |extended )?(?:family|relatives|"
    r"folks|friends|pets|animals|health|plans|appointments|habits|routines|tastes|possessions|belongings)\W*$)|"
    r"who(?:'?s| is| are| all is)?(?: everyone| everybody| all)?(?: in)?\s+(?=(?:my|our) (?:whole )?(?:family|relatives)\W*$)"
)
_LEAD = r"(?:tell me\s+|show me\s+|list(?: me)?\s+|show\s+|give me\s+|remind me\s+(?:of\s+)?|let me see\s+)?"
_ALL = (
    r"(?:(?:can|could|may) (?:i|you)\s+)?(?:show|list|see|view|open|read)(?: me)? (?:all )?(?:of )?(?:my|your|the) memories\b|"
    r"(?:tell|show) me (?:what|everything|all) (?:that )?(?:you|u)(?:'ve| have)? (?:remember(?:ed)?|learn(?:ed|t)|saved|stored|"
    r"noted)(?: so far)?\W*$|"
    r"what (?:do|have) (?:you|u) (?:remember|remembered|learned|learnt|saved|stored)(?: so far)?\W*$"
)
_PERSONAL = re.compile(
    r"^(?:me|us|myself|my|our|i|what i|where i|how i|when i|him|her|them|mum|mom|mam|dad|gran|nan)\b|^(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?$",
    re.IGNORECASE,
)


def show(piece: str, start: int, polite: str) -> Command | None:
    """The request in a piece of the message that begins at `start`; `polite` is the pattern of what may stand before it."""
    side = re.match(rf"{polite}(?:{_SIDE})(?P<what>[^?.!\n]+)", piece, re.IGNORECASE)
    if side:
        return Command("show", _trimmed(side["what"]), start, start + side.end())
    match = re.match(rf"{polite}{_LEAD}(?:(?P<sure>{_SURE})|(?P<known>{_KNOWN}))\s+(?P<what>[^?.!\n]+)|{polite}(?:{_ALL})", piece, re.IGNORECASE)
    if not match:
        return None
    what = _trimmed(match["what"] or "")
    if match["known"] and what and (not _PERSONAL.match(what) or what.lower() in PUBLIC):
        return None
    return Command("show", what, start, start + match.end())


def _trimmed(what: str) -> str:
    what = re.sub(
        r"(?:\s*,?\s*(?:please|pls|so far|already|until now|at the moment|right now|exactly|then|again|by the way|btw))+$",
        "",
        what.strip(),
        flags=re.IGNORECASE,
    ).strip()
    return "" if what.lower() in ("me", "myself", "me and my life", "my life") else what
