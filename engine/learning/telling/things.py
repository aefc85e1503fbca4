"""What "it" will mean, and of whom the next words tell: the thing that a clause got, moved, asked about, or named last."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import FUNCTION, RELATION_PATTERN, RELATIONS
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.words import words
from engine.learning.telling.people import Person, names
from engine.learning.telling.story import SERVICES, Statement, Story

_GOT = re.compile(
    r"^(?:has|owns|bought|got|drives|rides|adopted|found|ordered|rents|is getting|has bought|has got)\s+(?:an?|the|their|"
    r"some|two)\s+(?P<thing>[^,.;(]+?)(?=\s+(?:coming|called|named|from|in|on|at|with|for|that|which|and|to|last|next)\b|[,.;(]|$)"
)
#: "the hospital moved my scan, it's 19 June now": what "it" is.
_MOVED_THING = re.compile(
    r"^(?:(?:has|have|had to|just|also) )*(?:moved?|pushed?|postponed?|rescheduled?|changed?|delayed?|shift(?:ed)?"
    r"|brought forward|bumped)(?: back| forward)? "
    r"(?P<thing>(?:the user's|their|the) [\w-]+(?: (?!to\b|from\b|because\b|until\b|again\b|by\b|for\b)[\w-]+){0,2})"
)
_OWNERS_THING = re.compile(rf"The user's (?P<who>{RELATION_PATTERN})'s ", re.IGNORECASE)
_MOVED_MINE = re.compile(
    r"\b(?:moved|pushed|postponed|rescheduled|changed|delayed|shifted|bumped|brought forward)(?: back| forward)? (?:my|our) "
    r"(?P<thing>[\w-]+(?: (?!to\b|from\b|because\b|cos\b|until\b|again\b|by\b|for\b|on\b)[\w-]+){0,2})",
    re.IGNORECASE,
)
#: "How do I bleed my radiator? It's a 1970s one": what a question was about.
_MY_THING = re.compile(
    r"\b(?:my|our) (?P<thing>(?:[\w-]+ ){0,2}?[a-z][\w-]*[a-rt-z])(?=\W*$|,| (?:to|on|in|for|from|at|with|is|so|and|when"
    r"|without|before|after|if|keeps?|needs?)\b)",
    re.IGNORECASE,
)
_PERSON_HEAD = re.compile(r"\s+(?:man|woman|guy|lady|engineer|person|people|lads|bloke|technician)$")


def notice(said: Statement, story: Story) -> None:
    """What "it" will mean after a statement."""
    got = _GOT.match(said.rest) if said.about_user else None
    moved = _MOVED_THING.match(said.rest)
    if moved:
        story.thing = f"{moved['thing'][:1].upper()}{moved['thing'][1:]}"
    elif got:
        story.thing = f"The user's {_PERSON_HEAD.sub('', got['thing'].strip())}"
    elif said.thing:
        story.thing = said.subject
        if re.fullmatch(r"The [A-Z][\w-]+", said.subject):
            story.named = f"the {said.subject.removeprefix('The ')}"


def notice_untold(text: str, story: Story) -> None:
    """The same after a clause that could not be told: "nursery rang, they can only do Mondays", "they moved my scan again"."""
    ahead = words(text)
    if ahead and ahead[0].low in SERVICES and len(ahead) < 5:
        story.thing = f"The user's {ahead[0].low}"
    moved = _MOVED_MINE.search(text)
    if moved:
        story.thing = f"The user's {moved['thing']}"


def notice_asked(text: str, story: Story) -> None:
    """The same after a question."""
    asked = next(iter(reversed(list(_MY_THING.finditer(text)))), None)
    if asked and asked["thing"].split()[-1].lower() not in RELATIONS:
        story.thing = f"The user's {asked['thing']}"


def notice_owner(said: Statement, story: Story) -> None:
    """Whose thing a note is about: "dads hip op is on friday. I'm driving him"."""
    owner = _OWNERS_THING.match(said.subject)
    if owner and not any(p.relation == owner["who"].lower() for p in story.people):
        story.people.append(Person(f"the user's {owner['who']}", "", owner["who"].lower(), start=said.start, stop=said.start + 1))


def named_last(part: Clause) -> Person | None:
    """ "one of the kids coming, her friend Kennedy, …": of whom the next words tell."""
    last = words(part.text)[-1:]
    if not last or not last[0].text[:1].isupper() or last[0].low in FUNCTION or len(part.text.split()) < 3 or not names(part.text):
        return None
    name = last[0].text
    return Person(name, name, start=part.stop - len(name), stop=part.stop)
