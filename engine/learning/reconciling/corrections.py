"""Corrections of what was said before: "Sorry, it's at 11, not 10.", "he's my uncle, not my cousin", "scrap that"."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.jottings.jot import article
from engine.learning.reconciling.slips import DAY_OR_MONTH, Slip, slip
from engine.learning.records import Candidate, Learned
from engine.learning.telling.people import NAME
from engine.memory.words import fold

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_VALUE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}|\d{{1,2}}(?:[:.]\d{{2}})?(?:\s?[ap]m)?|[^\W_][\w'-]*(?: [^\W_][\w'-]*)?)"
_LEAD = r"(?:(?:at|on|in|for|called|the|my|his|her|their)\s+)*"
_OPENING = r"^\W*(?:(?:sorry|oops|no|wait|actually|correction|i mean|i meant|my mistake|my bad|correction to earlier|to correct myself|ah|oh)\W+)"
_IT_IS = r"(?:(?:it|that|she|he)(?:'s|\s+is|\s+was)|(?:it|that)\s+should\s+(?:be|have been)|make\s+(?:it|that)|i\s+mean|i\s+meant|should\s+be)"
#: "it's NEW, not OLD", "not OLD, it's NEW", "I said OLD but it's NEW".
_CORRECTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OPENING}*{_IT_IS}\s+(?:actually\s+)?{_LEAD}(?P<new>{_VALUE}),?\s+(?:and\s+)?not\s+{_LEAD}(?P<old>{_VALUE})\s*[.!]*\s*$",
        rf"{_OPENING}+{_LEAD}(?P<new>{_VALUE}),?\s+not\s+{_LEAD}(?P<old>{_VALUE})\s*[.!]*\s*$",
        rf"{_OPENING}+not\s+{_LEAD}(?P<old>{_VALUE})\s*[,;:.-]*\s*(?:but\s+|{_IT_IS}\s+)(?:actually\s+)?(?:(?:his|her|their|my) (?:\w+ "
        rf")??(?:{RELATION_PATTERN} )?)?{_LEAD}"
        rf"(?P<new>[^\W_][\w'-]*)(?=\s*(?:[.,!]|$| (?:that|who|which)\b))",
        rf"{_OPENING}*i (?:said|wrote|put|typed|told you)\s+{_LEAD}(?P<old>{_VALUE}?),?\s+but\s+(?:i\s+meant|{_IT_IS})\s+(?:actually\s+)?{_LEAD}"
        rf"(?P<new>{_VALUE})\s*[.!]*\s*$",
    )
)
_CONFIDENCE = 0.7
_MINE = rf"(?:my|a|an|the user's) (?P<{{}}>(?:{RELATION_PATTERN}'s )?{RELATION_PATTERN})(?!['-]?\w)"
_CALLED = rf"(?:my|an?|the user's|saying|calling (?:him|her|them)|called (?:him|her|them)) (?P<old>{RELATION_PATTERN})(?!['-]?\w)"
_IS_MINE = re.compile(
    rf"\b(?:he|she|it|that|they|{NAME})(?:'s|’s|s| is| are|'re) (?:actually |really |in fact "
    rf")?{_MINE.format('new')}",
    re.IGNORECASE,
)
_SAID_SO = re.compile(r"\b(?:said|calling|called|told you|wrote|saying)(?: that)? \w?$", re.IGNORECASE)
_ANY_MINE = re.compile(rf"\b{_CALLED}", re.IGNORECASE)
_WRONGLY = re.compile(
    r"\b(?:sorry|actually|i meant|i mean|correction|wrong|mix(?:ed)? up|mix the words|i (?:keep|kept|was|have been|'ve been) (?:calling|saying)|i "
    r"(?:have |'ve "
    r")?(?:said|called|told)|not my|by mistake|excuse me|oops|my mistake)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:sorry|oops|no|wait|actually|ah|hmm|oh|ok|okay|please|pls|and|but)\W+)*(?:(?:scrap|ignore|disregard|strike|"
    r"cancel)\s+(?:all\s+)?(?:that|what i (?:just )?"
    r"(?:said|wrote)|(?:the|my) last (?:bit|message|one|thing|part))|i (?:got|had|have got) (?:that|it) (?:all )?wrong|that(?:'s| is| was) "
    r"(?:all )?(?:wrong|"
    r"not (?:right|true|correct)|incorrect|a lie|a typo|a mistake)|i was wrong(?: about (?:that|it))?|i take (?:that|it) back|i made that up)\W*$",
    re.IGNORECASE,
)


class Relabelled(msgspec.Struct, frozen=True):
    """Somebody (`name`, or whoever was called so) is the user's `new`, not `old`; said at `start` to `stop`."""

    old: str
    new: str
    name: str
    start: int
    stop: int


def corrected(source: str, previous: str, read: Callable[[str], Learned]) -> tuple[Candidate, ...]:
    """What `previous` gives with the new value in place of the old one, each with the text that it corrects.

    `read` learns from a text. Nothing when the message is no correction, or `previous` doesn't name the old value exactly once.
    """
    match = next((one for pattern in _CORRECTIONS if (one := pattern.match(source))), None)
    if match is None or match["new"].lower() == match["old"].lower():
        found = slip(source, previous)
        return _restated(found, previous, read, still=False) if found is not None else ()
    old = re.compile(rf"(?<![\w:.]){re.escape(match['old'])}(?![\w]|[:.]\d)", re.IGNORECASE)
    places = list(old.finditer(previous))
    if len(places) != 1:
        return ()
    value = match["new"] if match["new"][:1].isupper() or not match["old"][:1].isupper() else match["new"].capitalize()
    start, stop = min(match.start("new"), match.start("old")), max(match.end("new"), match.end("old"))
    still = old.search(source, match.end()) is not None  # "… Tobi sent the shoes": both are spoken of
    return _restated(Slip(places[0].start(), places[0].end(), value, (start, stop)), previous, read, still=still)


def _restated(found: Slip, previous: str, read: Callable[[str], Learned], *, still: bool) -> tuple[Candidate, ...]:
    """What the text before gives with the right value in it."""
    was_said = previous[found.start : found.stop]
    before, after = read(previous).candidates, read(previous[: found.start] + found.new + previous[found.stop :]).candidates
    start, stop = found.said
    if len(before) != len(after):
        if re.search(r"\d", was_said + found.new) or re.fullmatch(DAY_OR_MONTH, was_said, re.IGNORECASE):
            return ()
        after = tuple(_renamed(was, was_said, found.new) for was in before)  # somebody, or a kind of thing, that no rule knows
    return tuple(
        msgspec.structs.replace(new, start=start, stop=stop, confidence=_CONFIDENCE, corrects=was.text)
        for was, new in zip(before, after, strict=True)
        if was.text != new.text and was.kind != "procedural" and _same_predicate(was, new)
        and (was.subject == new.subject or fold(was.subject or "").split()[-1:] == fold(was_said).split()[-1:])
        and not (still and (was.predicate or "").startswith("relation:"))
    )  # fmt: skip


def _renamed(was: Candidate, old: str, new: str) -> Candidate:
    """What was told of one, told of another."""
    old, new = (re.sub(r"^an? (?=\S)", "", value) for value in (old, new))
    name = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
    articled = re.compile(rf"\ban?(?= {re.escape(new)}(?!\w))")

    def told(text: str) -> str:
        return articled.sub(article(new), name.sub(lambda _: new, text))

    return msgspec.structs.replace(
        was, text=told(was.text), subject=was.subject and told(was.subject), object=was.object and told(was.object),
        entities=tuple(msgspec.structs.replace(one, name=told(one.name), of=told(one.of)) for one in was.entities),
        edges=tuple((told(head), predicate, told(tail)) for head, predicate, tail in was.edges),
    )  # fmt: skip


def _same_predicate(one: Candidate, other: Candidate) -> bool:
    ties = [(which.predicate or "").startswith("relation:") or which.predicate == "partner" for which in (one, other)]
    return one.predicate == other.predicate or all(ties)


def relabelled(source: str) -> Relabelled | None:
    """A relation put right: "I keep calling Dwight my cousin, he's my uncle", "actually it's my aunt, not my cousin"."""
    if not _WRONGLY.search(source):
        return None
    stated = [m for m in _IS_MINE.finditer(source) if not _SAID_SO.search(source[max(0, m.start() - 24) : m.start() + 1])]
    if not stated:
        return None
    right = stated[-1]
    wrong = next((m for m in _ANY_MINE.finditer(source) if fold(m["old"]) != fold(right["new"])), None)
    if wrong is None:
        return None
    relation = _spelt(wrong["old"])
    named = [m.group() for m in re.finditer(NAME, source) if fold(m.group().split()[0]) not in _NO_NAMES]
    start, stop = min(right.start(), wrong.start()), max(right.end(), wrong.end())
    return Relabelled(relation, _spelt(right["new"]), named[0] if named else "", start, stop)


def _spelt(relation: str) -> str:
    """As memories write it: "sister-in-law"."""
    return re.sub(r"[ -]in[ -]law$", "-in-law", fold(relation))


_NO_NAMES = frozenset(
    "sorry actually excuse i i'm i've he he's she she's it it's no oops wait correction my in the and but so we they that not".split()
)


def taken_back(source: str) -> bool:
    """Whether a message takes back the one before ("scrap that", "I got that wrong")."""
    return _TAKEN_BACK.match(source) is not None
