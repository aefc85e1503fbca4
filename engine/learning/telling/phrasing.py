"""Turns of phrase put plainly, so that a clause has its usual shape: "an old mate of mine, Dougie" -> "my old mate Dougie"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME

_DAYS = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon|night|weekend"
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?:an?|the|this|one) (?P<q>(?:[\w-]+ ){{0,2}}?)(?P<who>{RELATION_PATTERN})s? of (?:mine|ours)(?:,| called| named)? "
        rf"(?P<name>{NAME})", re.IGNORECASE), r"my \g<q>\g<who> \g<name>"),
    (re.compile(rf"\bof an? (?P<day>{_DAYS})\b", re.IGNORECASE), r"on \g<day>s"),
    (re.compile(r"\bthis (?P<who>lad|guy|girl|woman|bloke|man|lady|fella|chap|kid|couple|fellow|dude) (?P<name>(?-i:[A-Z])[\w'-]+)(?=\s|$|,)",
        re.IGNORECASE), r"a \g<who> called \g<name>"),
    (re.compile(r"^(?P<what>\w+ing (?:days?|hours?|times?|window|shifts?|day|spot|place)) (?=(?:is|are|was|were)\b)", re.IGNORECASE), r"my "
        r"\g<what> "),
    (re.compile(r"\bturns out (?=(?:he|she|they|i|we|my)\b)", re.IGNORECASE), ""),
    (re.compile(r",? (?:\d+|a couple|a few) of$", re.IGNORECASE), ""),
    (re.compile(r"(?P<n>(?:owes?|owed|paid|pays?|spent|lent|gave|kept|left) (?:me |us |him |her |them )?[£$€]?\d[\d.,]*) of (?:it|them)\b",
        re.IGNORECASE), r"\g<n>"),
    (re.compile(r"\s*\b(?:do not|don'?t) @ me\b.*$", re.IGNORECASE), ""),
    (re.compile(r"^(?P<lead>\W*)(?:no|yes|yeah|nah|nope|yep),?\s+(?=(?:i|we|my|he|she|they|our)\b(?!'?d\b))", re.IGNORECASE), r"\g<lead>"),
)  # fmt: skip


_LATER = re.compile(
    rf"(?<![\w'])(?P<who>she|he|they)(?P<be>'s|s|'re| is| was| has| are) (?P<said>[^,.;!?]{{3,60}}), (?P<name>(?:my |our "
    rf")?(?:{RELATION_PATTERN}(?: {NAME})?|(?-i:[A-Z])[\w-]+))(?=\s*(?:,|$|[.!]))(?!, (?:my|our|who|and)\b)",
    re.IGNORECASE,
)


#: "mi suegra": one word of another language, with a person of the family.
_MI = re.compile(
    r"\bmi(?= (?:suegr[ao]|herman[ao]|ti[ao]|madre|padre|abuel[ao]|prim[ao]|espos[ao]|novi[ao]|hij[ao]|mam[aá]|pap[aá])\b)", re.IGNORECASE
)
#: "my wife she is…": said twice, as many languages do.
_TWICE = re.compile(
    rf"(?P<lead>^\W*|[.,;!?\n(]\s*|\b(?:and|but|so|because|also|hi|hello)\s+)(?P<who>(?:my"
    rf"|our) (?:{RELATION_PATTERN})(?: (?-i:[A-Z])[\w-]+)?),? (?P<again>he|she|they)(?P<be>'s|'re)?(?= )(?= (?:is|was|has|had"
    rf"|have|are|were|does|did|will|can|"
    r"not|now|also|always|never|lives?|works?|likes?|loves?|hates?|wants?|needs?|takes?|goes|\w+s|\w+ing)\b)",
    re.IGNORECASE,
)


def fronted(text: str) -> str:
    """ "she's no longer vegan, my Freya, …" -> "Freya's no longer vegan, …", padded so that every other character keeps its place."""
    text = _MI.sub("my", text)
    text = _TWICE.sub(lambda m: (m["lead"] + m["who"] + ({"'s": " is", "'re": " are"}.get((m["be"] or "").lower(), ""))).ljust(len(m.group())), text)
    for match in list(_LATER.finditer(text)):
        name = match["name"]
        if re.search(rf"\b{re.escape(name.split()[-1])}\b", text[: match.start()]) or (name.lower().split()[0] not in ("my", "our")):
            continue
        name = name if re.search(rf"(?:{RELATION_PATTERN})\b", name, re.IGNORECASE) else name.split(" ", 1)[1]
        told = f"{name}{match['be'] if match['be'] != 's' else ' is'} {match['said']}"
        if len(told) <= match.end() - match.start():
            text = text[: match.start()] + told.ljust(match.end() - match.start()) + text[match.end() :]
    return text


def plain(text: str) -> str:
    """The clause in plainer words."""
    for pattern, instead in _PLAIN:
        text = pattern.sub(instead, text)
    return text
