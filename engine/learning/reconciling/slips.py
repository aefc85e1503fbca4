"""A slip put right by its value alone: "no, sorry, the 10th of December", "I meant Thursday", "not Tom, Rab". Which words of what was said before
it takes the place of."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.jottings.jot import article
from engine.learning.reconciling.statement import content
from engine.learning.telling.people import NAME, names
from engine.memory.words import fold

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY_OF = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
DAY_OR_MONTH = rf"{_WEEKDAY}|{MONTHS}"
_DATE = rf"(?:{_DAY_OF}(?: of)? {MONTHS}|{MONTHS} (?:the )?{_DAY_OF})"
_BARE_DATE = r"\d{1,2}(?:st|nd|rd|th)"
_CLOCK = r"(?:half (?:past )?\d{1,2}|\d{1,2}[:.][0-5]\d(?: ?[ap]m)?|\d{1,2} ?(?:[ap]m|o'?clock))"
_NUMBER = r"[£$€]?\d[\d.,]*\d|[£$€]?\d"
_SORRY = (
    r"(?:sorry|oops|no+|nope|nah|wait|actually|correction(?: to earlier)?|i mean|i meant|my mistake|my bad|scratch that|ah|oh|argh|hang on|"
    r"typo|wrong)"
)
_OPENING = rf"^\W*(?:{_SORRY}\b\W*)+"
_IT_IS = r"(?:(?:it'?s|its|it is|that'?s|it was|it should be|should be|make (?:it|that)|i said|meant)\s+)?"
_LEAD = r"(?:(?:at|on|in|for|called|the|my|his|her|their|from|to)\s+)*"
_TAIL = r"(?:[\s,]+(?:sorry|oops|i mean|i meant|instead|my mistake|my bad|duh|lol|haha))*\W*$"
_BARE = re.compile(rf"{_OPENING}{_IT_IS}(?:actually )?(?P<lead>{_LEAD})(?P<new>\S+(?: \S+){{0,3}}?){_TAIL}", re.IGNORECASE)
_LONGEST = 200  # characters of a message that does nothing but correct
_WORD = r"[^\W_][\w'-]*"
#: "not Tom, Rab", "not the left shin sorry, right shin".
_NOT_THAT = re.compile(
    rf"^\W*(?:{_SORRY}\b\W*)*not\s+{_LEAD}(?P<old>{_WORD}(?: {_WORD})??)(?:[\s,;:.-]+(?:sorry|oops|no|but|it'?s|i meant|i "
    rf"mean))*\s*[,;:.-]+\s*(?:(?:sorry|but|it'?s|i meant|"
    rf"i mean)\s+)?{_LEAD}(?P<new>{_WORD}(?: {_WORD})??)(?=\s*(?:[.,!;]|$)| (?:that|who|which|is|has|from)\b)",
    re.IGNORECASE,
)
#: "it goes not from Kiel but from Hirtshals".
_NOT_BUT = re.compile(
    rf"\bnot (?P<lead>(?:from|to|in|at|on|by|with|for|of)\s+)?(?:the |my )?(?P<old>{_WORD}(?: {_WORD})?),? but (?:(?P=lead)?)(?:the |my "
    rf")?(?P<new>{_WORD}(?: {_WORD})?)"
    r"(?=\s*(?:[.,!;]|$)| (?:that|who|which|and|so)\b)",
    re.IGNORECASE,
)
#: "it's our Gary that's got the visa, not Stuart".
_WHO_IS = re.compile(
    rf"\bit'?s (?:our |my )?(?P<new>{_WORD}) (?:who|that)(?:'s|’s| is| has)? (?P<about>[^.;!?]{{3,60}}?),? (?:and )?(?:not|no) (?:our |my "
    rf")?(?P<old>{_WORD})(?=\s*(?:[.,!;]|$))",
    re.IGNORECASE,
)
_FEW = rf"(?:{_WORD} ){{0,3}}?{_WORD}"
_BE = (
    r"(?:['’](?:s|m|re)|\s(?:is|am|are|was|were|(?P<does>works as|works at|works for|works in|lives in|lives at|costs|plays|drives|takes|teaches|"
    r"studies|speaks|supports|comes from)))"
)
_REALLY = r"(?:actually |really |in fact |just |called |named )*"
_ARTICLE = r"(?:an? |the |my |our |in |at |on |for )?"
_END = r"(?=\s*[.!)]*\s*$|,? (?:sorry|my mistake|my bad|oops)\W*$)"
#: "Biscuit is a basset hound, not a beagle", "his flat is in Leith rather than Granton".
_IS_NOT = re.compile(
    rf"^\W*(?:{_SORRY}\b\W*)*(?P<about>[^.;!?]{{1,70}}){_BE}\s{_REALLY}{_ARTICLE}(?P<new>{_FEW}),?\s(?:and\s)?(?:(?:it'?s |is |was |are )?not|"
    rf"rather than|instead of|as opposed to|never)\s{_REALLY}{_ARTICLE}(?P<old>{_FEW}){_END}",
    re.IGNORECASE,
)
#: "Biscuit isn't a beagle, she's a basset hound", "it was never Granton but Leith".
_NOT_IS = re.compile(
    rf"^\W*(?:{_SORRY}\b\W*)*(?P<about>[^.;!?]{{1,70}}?)(?:\s(?:is|are|was|were)\s(?:not|never)|\s(?:isn'?t|aren'?t|wasn'?t"
    rf"|weren'?t)|['’]s not)\s{_REALLY}"
    rf"{_ARTICLE}(?P<old>{_FEW})(?:,?\sbut\s|\s*[,;.:–—-]+\s*(?:but\s)?(?:it|he|she|they|that|{NAME})(?:['’]?s|['’]re|\sis|\sare|\swas)\s){_REALLY}"
    rf"{_ARTICLE}(?P<new>{_FEW}){_END}",
    re.IGNORECASE,
)


class Slip(msgspec.Struct, frozen=True):
    """`new` for what stands at `start` to `stop` of the text before; `said`: the place of the correction in its own message."""

    start: int
    stop: int
    new: str
    said: tuple[int, int]


def old_value(source: str) -> str:
    """The value that a message says was wrong; "" when it names none."""
    match = _both(source)
    return match["old"] if match else ""


def contrast(source: str) -> tuple[str, str, str]:
    """(what it is about, the right value, the wrong one) of a message that says which of two holds; empty when it doesn't."""
    match = _both(source)
    return (match.groupdict().get("about") or "", match["new"], match["old"]) if match else ("", "", "")


def new_names(source: str) -> list[str]:
    """The name that a message says is the right one, if it is a name."""
    match = _both(source)
    return [match["new"]] if match and match["new"][:1].isupper() and match["old"][:1].isupper() else []


def slip(source: str, previous: str) -> Slip | None:
    """Where a correction belongs in the text before; None when it is none, or could belong in two places."""
    match = _both(source)
    if match:
        return _named(source, match, previous)
    match = _BARE.match(source)
    if not match or len(source) > 120:
        return None
    new, said = match["new"].strip(" .,!'\""), (match.start("lead"), match.end("new"))
    if re.fullmatch(_DATE, new, re.IGNORECASE):
        return _one(_DATE, previous, new, said) or _one(_BARE_DATE, previous, new, said)
    if re.fullmatch(_BARE_DATE, new, re.IGNORECASE):
        return _one(rf"{_DAY_OF}(?=(?: of)? {MONTHS}\b)|(?<= )(?<={'[a-z]' * 3} )\b{_BARE_DATE}", previous, new, said) or _one(
            _BARE_DATE, previous, new, said
        )
    if re.fullmatch(_WEEKDAY, new, re.IGNORECASE):
        return _one(_WEEKDAY, previous, new, said)
    if re.fullmatch(_CLOCK, new, re.IGNORECASE):
        return _one(rf"{_CLOCK}|(?<=\bat )\d{{1,2}}", previous, new, said)
    if re.fullmatch(_NUMBER, new):
        return _one(rf"{_CLOCK}|{_NUMBER}", previous, new, said)
    if re.fullmatch(RELATION_PATTERN, new, re.IGNORECASE) and re.search(r"\b(?:my|his|her|their)\b", match["lead"]):
        return _one(rf"(?<=\bmy ){RELATION_PATTERN}(?!['\w-])", previous, new, said)
    if re.fullmatch(NAME, new) and re.search(r"\b(?:mean|meant|no|sorry|correction)\b", source[: match.start("new")], re.IGNORECASE):
        known = [name for name in names(previous) if fold(name) != fold(new)]
        return _one(re.escape(known[0]), previous, new, said) if len(known) == 1 else None
    return None


def _both(source: str) -> re.Match[str] | None:
    match = _NOT_THAT.match(source) or _WHO_IS.search(source) or _NOT_BUT.search(source)
    if match is None and len(source) <= _LONGEST:
        match = _IS_NOT.match(source) or _NOT_IS.match(source)
    return match if match and fold(match["old"]) != fold(match["new"]) and _alike(match["old"], match["new"]) else None


def _alike(old: str, new: str) -> bool:
    """Whether both could stand in one place: two numbers, two names, or two words with or without a noun in common."""
    return bool(re.search(r"\d", old)) == bool(re.search(r"\d", new)) and not {fold(old), fold(new)} & _NO_VALUES


def _named(source: str, match: re.Match[str], previous: str) -> Slip | None:
    old, new = match["old"], match["new"]
    said = (min(match.start("old"), match.start("new")), max(match.end("old"), match.end("new")))
    about = content(match.groupdict().get("about") or "")
    if about and not about & content(previous):
        return None
    if match.re in (_IS_NOT, _NOT_IS) and not about and not _taken_up(source, match, previous):
        return None
    does = content(match.groupdict().get("does") or "")
    if not does <= content(previous):
        return None  # where she lives corrects nothing about where she works
    if re.fullmatch(_NUMBER, old) and re.fullmatch(_NUMBER, new.split()[0]):
        new = new.split()[0]  # "30 quid, not 25"
    found = _one(rf"(?<![\w:.]){re.escape(old)}(?!\w|[:.]\d)", previous, new, said)
    if found is None and " " in old and new.split()[-1].lower() == old.split()[-1].lower():
        first, other = old.split()[0], new.split()[0]  # "right shin" for "left leg"
        found = _one(rf"(?<![\w:.]){re.escape(first)}(?!\w)", previous, other, said)
    return _with_article(_aligned(found, previous), previous) if found is not None else None


def _taken_up(source: str, match: re.Match[str], previous: str) -> bool:
    """Whether "it is B, not A" corrects the text before: it begins as a correction does, or says of oneself what one was said to be."""
    if re.match(r"i\b", match["about"].strip(), re.IGNORECASE):
        old = re.escape(match["old"])
        return re.search(rf"\b(?:i'?m|i am|i was|work as|as)\s(?:an?\s|the\s)?{old}\b", previous, re.IGNORECASE) is not None
    return re.match(_OPENING, source, re.IGNORECASE) is not None


def _aligned(found: Slip, previous: str) -> Slip:
    """ "a Skoda Octavia, not a Fabia": of "a Skoda Fabia" only the last word is another."""
    new, before = found.new.split(), fold(previous[: found.start]).split()
    same = next((n for n in range(len(new) - 1, 0, -1) if before[-n:] == fold(" ".join(new[:n])).split()), 0)
    return msgspec.structs.replace(found, new=" ".join(new[same:])) if same else found


def _with_article(found: Slip, previous: str) -> Slip:
    """ "an owl" for "a tit"."""
    before = re.search(r"\b(?P<article>an?) $", previous[: found.start])
    if before is None:
        return found
    return msgspec.structs.replace(found, start=before.start(), new=f"{article(found.new)} {found.new}")


def _one(pattern: str, previous: str, new: str, said: tuple[int, int]) -> Slip | None:
    places = list(re.finditer(rf"(?<![\w:.])(?:{pattern})(?![\w])", previous, re.IGNORECASE))
    if len(places) != 1 or fold(places[0].group()) == fold(new):
        return None
    value = new if new[:1].isupper() or not places[0].group()[:1].isupper() or " " in new else new.capitalize()
    return Slip(places[0].start(), places[0].end(), value, said)


_NO_VALUES = frozenset("that this it what so too sure now yet much many really me you him her them us good bad great just only even all".split())
