"""Lists after a colon: jobs to do, one each; shopping and packing, as one list."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import told as told_words
from engine.learning.grammar.verbs import BASES
from engine.learning.grammar.words import join, words
from engine.learning.jottings.jot import Told
from engine.learning.telling.openers import unwrapped
from engine.learning.telling.story import Statement

_JOBS = re.compile(
    r"^(?:.{0,30}\b)?(?:jobs|to[- ]?dos?|to do list|tasks|chores|errands|things to do|need to do|got to do|must do|to do)\b(?P<when>(?: (?:for|on|"
    r"this|at|over|before|by|next|today|tomorrow|the)\b[^:,]{0,30}?)?)(?: so [^:]{0,30})?\s*:\s*(?P<items>\S.*)$",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"^(?:my |our |the )?(?:things to (?P<do>pack|buy|bring|get|order)|(?P<kind>shopping|packing|grocer(?:y|ies)|kit)(?: list)?|(?P<verb>pack|buy|"
    r"need to (?:buy|get|pack)))(?P<when>(?: (?:for|on|this|at|from) [^:,]{2,30}?)?)(?:,? (?:pls|please) (?:keep|note|save))?\s*:\s*(?P<items>\S.*)$",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"^(?:(?:people|who'?s|guests) )?(?P<how>coming|staying) (?P<when>(?:for|on|at|this|next)\b[^:,]{2,30}|"
    r"\w+day)\s*:\s*(?P<items>(?-i:[A-Z]).*)$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:an?|the|my|our|some|\d+|no|i|it|he|she|they|we)\b", re.IGNORECASE)
_KINDS = {
    "pack": "packing",
    "buy": "shopping",
    "get": "shopping",
    "order": "shopping",
    "bring": "packing",
    "groceries": "shopping",
    "grocery": "shopping",
}


def statements(text: str, start: int, stop: int) -> list[Statement]:
    """The same as statements of the sentence that lies there."""
    said = unwrapped(text, 0)[0].strip(" .!")
    if ":" not in said:
        return []
    told = listed(said)
    return [Statement(one.subject or "The user", one.rest, start, stop, about_user=not one.subject, thing=bool(one.subject)) for one in told]


def listed(text: str) -> list[Told]:
    """What a list tells; empty when it is none."""
    jobs = _JOBS.match(text)
    if jobs:
        items = _items(jobs["items"])
        orders = [i for i in items if i.split()[0].lower() in BASES]
        if items and len(orders) * 2 >= len(items) and all(len(i.split()) <= 12 and not _NOUN.match(i) for i in items):
            when = _when(jobs["when"])
            return [Told(f"needs to {_own(item[0].lower() + item[1:])}{when}") for item in items]
        return []
    things = _THINGS.match(text)
    if things:
        said = (things["do"] or things["kind"] or things["verb"].split()[-1]).lower()
        kind = _KINDS.get(said, said)
        when = re.sub(r"^ (?:this|on)\b", " for", things["when"] or "")
        return [Told(": " + _own(things["items"].strip(" .")), f"The user's {kind} list{when}")]
    coming = _COMING.match(text)
    if coming:
        return [Told(f"are {coming['how'].lower()} {coming['when']}", _own(coming["items"].strip(" .")))]
    return []


def _items(text: str) -> list[str]:
    return [p.strip(" .!") for p in re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=\w+ )|\s*\n\s*", text) if p.strip(" .!")]


def _when(said: str | None) -> str:
    said = (said or "").strip()
    if not said:
        return ""
    return " " + re.sub(r"^for (?=the weekend)", "at ", re.sub(r"^for (?=this |today|tomorrow)", "", re.sub(r"^for (?=\w+day)", "on ", said)))


def _own(text: str) -> str:
    return join(told_words(words(text), "their"))
