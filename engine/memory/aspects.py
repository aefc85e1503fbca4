"""What a standing instruction is about: its condition, and the sides of an answer that it settles ("bullets: no", "name: Liz")."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from engine.memory.words import content, fold

LANGUAGES = (
    "english|french|german|spanish|italian|portuguese|dutch|danish|swedish|norwegian|finnish|polish|czech|greek|turkish|russian|ukrainian|"
    "arabic|hebrew|hindi|bengali|japanese|chinese|mandarin|korean|latin|welsh|irish|esperanto"
)
_TAIL = r"(?:\s+(?:from now on|in future|going forward|please|every time|each time))*\W*$"
_QUOTES = "\"'“”‘’`"
#: Side of an answer -> the words that name it. A group `value` says which of several ways is wanted.
_SIDES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("bullets", r"\bbullet(?:ed|s)?\b|\bdash(?:ed)? (?:points?|lists?)\b|\b(?:as|in|use|with|give|no|of|making|using) (?:a )?lists?\b"),
        ("emoji", r"\bemojis?\b|\bemoticons?\b|\bsmil(?:eys?|ies)\b"),
        ("exclamation", r"\bexclamation (?:marks?|points?)\b"),
        ("markdown", r"\bmarkdown\b|\bbold text\b|\basterisks?\b"),
        ("tables", r"\btables?\b"),
        ("jokes", r"\bjok(?:es?|ing)\b"),
        (
            "length",
            r"\b(?:(?:no|(?:not|never|without)(?: \w+)?) more than )?(?P<value>(?:one|a single|two|three) (?:short )?(?:sentences?|lines?)"
            r"|(?:very )?(?:short|brief|concise|terse|succinct|to the point|snappy)"
            r"(?:ly|er)?|waffl\w*|rambl\w*|long(?:er|-winded)?|detailed|in detail|thorough(?:ly)?|at length|in depth|elaborate\w*)\b",
        ),
        ("name", r"\b(?:call(?:ing)?|address(?:ing)?|refer(?:ring)? to) (?:me|the user)(?: as| by)? (?P<value>[^,.;:!]+?)" + _TAIL),
        ("language", rf"\b(?:in|speak|use|using|to|into|switch to) (?P<value>{LANGUAGES})\b(?! spellings?)"),
        ("units", r"\b(?P<value>metric|imperial)\b|\b(?:in|to|use|into) (?P<value2>km|kilomet\w+|miles)\b"),
        ("temperature", r"\b(?P<value>celsius|centigrade|fahrenheit)\b"),
        (
            "clock",
            r"\b(?P<value>24|12|twenty[- ]four|twelve)[- ]?(?:hours?|h)\b(?: (?:clock|times?|format))?|\b(?P<value2>military) time\b|"
            r"\b(?P<value3>am[/ ]pm)\b",
        ),
        ("dates", r"\bdates? (?:\w+ ){0,4}?(?:as|in|like) (?P<value>[^,;]+?)(?=[,;]|" + _TAIL + r")|\b(?P<value2>iso) dates?\b"),
        ("spelling", r"\b(?P<value>british|american|uk|us) (?:english|spellings?)\b"),
        ("tone", r"\b(?P<value>formal|informal|casual|polite|blunt|friendly|serious)(?:ly)?\b"),
        ("case", r"\b(?P<value>lower|upper)[- ]?case\b|\b(?P<value2>all caps|capitals)\b"),
        (
            "currency",
            r"\b(?:in|to|into) (?P<value>(?:us |swiss |canadian |australian )?(?:euros?|dollars?|pounds?|francs?|yen|rupees?|kron(?:a|or|er)))\b",
        ),
        (
            "servings",
            r"\b(?:recipes?|meals?|dishes|quantit(?:y|ies)|portions?|servings?|amounts|ingredients)\b[^.,;]*? (?:for|to serve|that serve) "
            r"(?P<value>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?! (?:minutes|hours|days|weeks|years))",
        ),
        (
            "opening",
            r"\b(?:start|begin|open)(?:ing)? (?:(?:(?:each|every|all|your|its|the|of) )*(?:answers?|repl(?:y|ies)|messages?|responses?|emails?) )?"
            r"(?:with|by saying) (?P<value>.+?)" + _TAIL,
        ),
        (
            "closing",
            r"\b(?:end|finish|close|sign off)(?:ing)? (?:(?:(?:each|every|all|your|its|the|of) )*(?:answers?|repl(?:y|ies)|messages?|responses?|"
            r"emails?) )?"
            r"(?:with|by saying|as) (?P<value>.+?)" + _TAIL,
        ),
    )
)
_SAME = {
    "waffl": "short", "rambl": "short", "long-winded": "short", "centigrade": "celsius", "twenty-four": "24", "twenty four": "24", "twelve": "12",
    "military": "24", "am/pm": "12", "am pm": "12", "uk": "british", "us": "american", "all caps": "upper", "capitals": "upper", "casual": "informal",
    "km": "metric", "miles": "imperial", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
}  # fmt: skip
#: Words that turn an order round, when they stand before what it names.
_NOT = re.compile(r"\b(?:not|never|no|no more|stop|don'?t|do not|without|avoid|quit|refrain|skip|leave out|drop)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.]|\bbut\b", re.IGNORECASE)
_SOMETIMES = r"(?:if|when|whenever|every time|each time|any time)"
_CONDITIONS = (
    re.compile(rf"^{_SOMETIMES}\s+(?P<when>.+?),\s*(?:then|please|always|never|it|the assistant|you)\b", re.IGNORECASE),
    re.compile(rf"\b{_SOMETIMES}\s+(?P<when>(?:the user|the assistant|i|we|you|it|someone)\b.+?)\W*$", re.IGNORECASE),
    re.compile(
        r"^(?:for|in|about|with) (?P<when>(?!now|future|all|every|each|general|short|the future)[\w' -]{3,60}?),"
        r"\s*(?:the assistant|always|never|please|use|keep|give|it)\b",
        re.IGNORECASE,
    ),
)
_WHILE_TALKING = re.compile(
    r"\b(?:the |user'?s?|assistant|ask(?:s|ing)?|repl(?:y|ies|ying)|answer(?:s|ing)?|respond(?:s|ing)?|talk(?:s|ing)?|speak(?:s|ing)?|tell(?:s|ing)?"
    r"|writ(?:e|es|ing)|giv(?:e|es|ing)|messages?|questions?|something|anything|about|to|me|them|it)\b",
    re.IGNORECASE,
)

_OF_ANSWERS = re.compile(
    r"^(?:the assistant\b|(?:if|when(?:ever)?|every time|any time) .+, (?:it|the assistant) should\b"
    r"|the user (?:wants|would like|prefers) (?:(?:all|short|brief|long|plain) )?(?:answers|replies|responses|dates|times|prices|temperatures|"
    r"distances|amounts|to be (?:called|addressed)|"
    r"the assistant|no (?:emojis?|bullet points|lists|jokes|exclamation marks|tables|markdown))\b)",
    re.IGNORECASE,
)


class Side(msgspec.Struct, frozen=True):
    """One thing that an instruction settles. `wanted` is False for "no …"."""

    name: str
    value: str = ""
    wanted: bool = True


def condition(text: str) -> str:
    """When the instruction applies ("the user asks about recipes"); "" for always."""
    for pattern in _CONDITIONS:
        match = pattern.search(text)
        if match:
            return match["when"].strip(" ,") if topic(match["when"]) else ""
    return ""


def topic(when: str) -> frozenset[str]:
    """The stems in a condition that a message must share; none for "when you answer me"."""
    return content(matter(when))


def matter(when: str) -> str:
    """A condition without the words that say only that somebody asks or answers: "recipes"."""
    return " ".join(_WHILE_TALKING.sub(" ", when).split())


def is_instruction(text: str) -> bool:
    """Whether a procedural memory, told in a sentence, speaks of how to answer rather than of how to do a thing."""
    return _OF_ANSWERS.match(text) is not None


@lru_cache(maxsize=2_000)
def sides(text: str) -> tuple[Side, ...]:
    """All that the instruction settles, in the order of its words."""
    found: list[tuple[int, Side]] = []
    for name, pattern in _SIDES:
        match = pattern.search(text)
        if match is None:
            continue
        given = next((value for value in match.groupdict().values() if value), "")
        value = _value(name, given)
        wanted = _NOT.search(_CLAUSE.split(text[: match.start()])[-1]) is None
        if name == "length" and fold(given).startswith(("waffl", "rambl", "long-winded")):
            wanted, value = not wanted, "short"
        elif name == "bullets" and not wanted and "list" in match.group(0) and "bullet" not in text.lower():
            value = ""
        found.append((match.start(), Side(name, value, wanted)))
    return tuple(side for _, side in sorted(found, key=lambda pair: pair[0]))


def opposes(one: str, other: str) -> bool:
    """Whether two instructions can't both be followed: the same side settled otherwise under the same condition, or one denies the other."""
    if _settled(one) != _settled(other):
        return False
    mine, theirs = {side.name: side for side in sides(one)}, {side.name: side for side in sides(other)}
    shared = mine.keys() & theirs.keys()
    if any(_against(mine[name], theirs[name]) for name in shared):
        return True
    if shared or mine or theirs:
        return False
    return bool(_NOT.search(one)) != bool(_NOT.search(other)) and _alike(_matter(one), _matter(other))


def _settled(text: str) -> frozenset[str]:
    """When it applies: "recipes for four" applies when recipes are asked for, without saying so."""
    if any(side.name == "servings" for side in sides(text)):
        return frozenset()
    return content(condition(text))


def _against(one: Side, other: Side) -> bool:
    if one.value == other.value:
        return one.wanted != other.wanted
    return one.wanted and other.wanted


def _matter(text: str) -> frozenset[str]:
    return content(_NOT.sub(" ", text)) - content("assistant should always ever stop may again")


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= 0.75 * len(one | other)


def _value(name: str, given: str) -> str:
    """One word for the several ways to say it; what is to be said to the letter stays as it was."""
    plain = given.strip().strip(_QUOTES).strip()
    if name in ("name", "opening", "closing", "dates"):
        return re.sub(r"^(?:the (?:word|words|phrase|line) |an? (?=[\"'“‘]))", "", plain).strip().strip(_QUOTES)
    folded = fold(plain)
    if name == "length":
        if re.match(r"(?:one|a single)\b", folded):
            return "1"
        if re.match(r"(?:two|three)\b", folded):
            return "2" if folded.startswith("two") else "3"
        return "long" if re.match(r"long|detail|in detail|thorough|at length|in depth|elaborat", folded) else "short"
    return "metric" if folded.startswith("kilomet") else _SAME.get(folded, folded)
