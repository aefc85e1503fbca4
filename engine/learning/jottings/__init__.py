"""The last resort for what has neither subject nor verb: fragments with something personal in them, told in full.

Each pattern covers a whole fragment and hangs on a word that only a note about somebody has (a dose, a pet, a place where things are kept);
anything else stays untold.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.words import join, words
from engine.learning.jottings import about, body, home, household, plans, standing, vehicles
from engine.learning.jottings.jot import Jot, Told, filled
from engine.learning.jottings.lists import listed
from engine.learning.telling.openers import unwrapped
from engine.learning.telling.people import NAME, Person
from engine.learning.telling.story import Statement

JOTS: tuple[Jot, ...] = (*body.JOTS, *about.JOTS, *home.JOTS, *household.JOTS, *plans.JOTS, *standing.JOTS, *vehicles.JOTS)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|also|plus|me|note to self|fyi|btw|well|ok|ive got|i've got|i have|we have|weve got|we've got|"
    r"got)\b[:,]?\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:,? (?:btw|fyi|lol|tho|though|nothing|thanks|thx|please|pls|weirdly|sadly|obviously|bless (?:him|her)))+$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|i'm|im)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:(?:my|our|the) )?(?:me|[a-z]+(?: [a-z]+)?):\s+", re.IGNORECASE)
#: More than a note: a sentence, a choice.
_OPEN = re.compile(r"\b(?:is|are|was|vs|versus|or (?=[A-Z])|max|recommended|lyrics|meaning|history|quotes|ideas|near me)\b")
_MOST_WORDS = 30


def jotted(text: str, last: Statement | None, start: int, stop: int, *, named: Person | None = None, among: bool = False) -> list[Statement]:
    """What a fragment tells, in whole statements; empty when it is no note about somebody. `named`: whom the statement before it named last;
    `among`: it is one of several in its sentence."""
    said = unwrapped(text, 0)[0].strip(" ,.;:!-–—")
    if not said or len(said.split()) > _MOST_WORDS:
        return []
    tells = listed(said) or _whole(said, among) or _pieces(said) or _pieces(_LABEL.sub("", said))
    return [whole for one in tells if (whole := _statement(one, last, named, start, stop)) is not None]


def silent(text: str) -> list[str]:
    """The pieces of a fragment that tell nothing where the others do."""
    said = unwrapped(text, 0)[0].strip(" ,.;:!-–—")
    if len(said.split()) > _MOST_WORDS or listed(said) or _whole(said, False):
        return []
    for whole in (said, _LABEL.sub("", said)):
        if _pieces(whole):
            return [piece for piece in _cut(whole) if not _whole(piece, True)]
    return []


#: Not before names alone: "two sons, Max and Otto" says who they are.
_BETWEEN = re.compile(rf"\s*[,;+]\s+(?!(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun){NAME}(?:, {NAME})*,? (?:and|&) {NAME}$)|\s+(?:and|&)\s+(?=no |\d|an? )")


def _cut(said: str) -> list[str]:
    return [p.strip(" .") for p in _BETWEEN.split(said) if p.strip(" .")]


def _whole(said: str, among: bool) -> list[Told]:
    for text in dict.fromkeys((said, _TAIL.sub("", said), _LEAD.sub("", _TAIL.sub("", said)))):
        for jot in JOTS:
            match = _compiled(jot.pattern).fullmatch(text)
            if (
                match
                and not _OPEN.search(match.groupdict().get("o") or "")
                and (among or not text.lower().startswith("from ") or match.groupdict().get("now") or "originally" in text.lower())
            ):
                return [filled(jot, match), *_also(match)]
    return []


def _also(match: re.Match[str]) -> list[Told]:
    """What stands beside: "…, in Boston now", "… on a dvorak layout"."""
    beside = match.groupdict()
    out = []
    if beside.get("now") and beside["now"].strip()[:1].isupper():
        out.append(Told(f"lives in {beside['now'].strip()}"))
    if beside.get("then"):
        out.append(Told(f"has been {beside['then']} since {beside['when'].strip()}"))
    if beside.get("kin"):
        out.append(Told(f"{'had' if beside.get('had') in ('had', 'did') else 'has'} {beside['o']}", f"The user's {beside['kin']}"))
    if beside.get("plate") is not None or beside.get("year") is not None:
        out += [Told(f"is called {beside['name']}", f"The user's {beside['o']}")] if beside.get("name") else []
    if beside.get("on"):
        out.append(Told(f"uses {beside['on']}"))
    return out


def _pieces(said: str) -> list[Told]:
    """ "no allergies, no meds": each piece; all but one of them must tell something."""
    pieces = _cut(said)
    if not 2 <= len(pieces) <= 6:
        return []
    found = [_whole(piece, True) for piece in pieces]
    silent = sum(not one for one in found)
    return [told for one in found for told in one] if found[0] and silent <= len(pieces) // 2 else []


def _statement(one: Told, last: Statement | None, named: Person | None, start: int, stop: int) -> Statement | None:
    rest = _retold(one.rest)
    negative = re.match(r"(?:has no|takes no|does not)\b", rest) is not None
    subject = one.subject
    if "{last}" in subject:
        if last is None or last.about_user or last.person is not None:
            return None
        subject = subject.replace("{last}", last.subject)
    if subject:
        subject = re.sub(r"\btrip to ([a-z])", lambda match: f"trip to {match[1].upper()}", subject)
        subject = re.sub(r"\bgp\b", "GP", subject[:1].upper() + subject[1:])
        if re.search(r"(?<![s'])s$", subject) and rest.startswith("is ") and not subject.endswith("'s"):
            rest = "are " + rest[3:]
        return Statement(subject, rest, start, stop, thing=True, past=one.past, negative=negative)
    if one.follows and last is not None and not last.about_user and (last.person is not None):
        return msgspec.structs.replace(last, rest=rest, start=start, stop=stop, past=one.past, negative=negative, hedged=False, elided=True)
    if one.follows and named is not None:
        return Statement(named.told[:1].upper() + named.told[1:], rest, start, stop, past=one.past, negative=negative, elided=True, person=named)
    return Statement("The user", rest, start, stop, about_user=True, past=one.past, negative=negative, elided=True)


def _retold(text: str) -> str:
    return join(told_words(words(text), "their")) if _FIRST_PERSON.search(text) else text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
