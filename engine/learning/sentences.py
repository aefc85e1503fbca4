"""Sentences and clauses, with their places in the message."""

from __future__ import annotations

import re

import msgspec

from engine.learning.lexicon import ADVERBS, BARE_RELATIONS, RELATION_PATTERN, WORN
from engine.learning.verbs import AUXILIARY, BASES, GERUND, NOUNISH, PARTICIPLE, PAST, THIRD, is_past
from engine.learning.words import Word, words

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|rd|ave|no|vs|etc|e\.g|i\.e|approx|dept|jr|sr|inc|ltd|tel|ext|nr|min|max|"
    r"[A-Za-z])|\b[ap]\.m)\.$",
    re.IGNORECASE,
)
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\u2b50\u200d\ufe0f\u20e3]"
_END = re.compile(rf"(?:[.!?]+[\"')]*(?=\s|$|{_EMOJI}))|\n+|;|{_EMOJI}+|(?<=\s)[:;=][-']?[)(DPp](?=\s|$)")
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")
_SUBJECT = frozenset("i we he she they it".split())
_DETERMINER = frozenset("my our his her their the".split())
_JOINER = re.compile(
    r"\s*(?:,\s*(?:and|but|so|because|since|though|although|plus|then|which|who|now|or)\b|,|\s-+\s|\s[–—]\s|[–—]|\b(?:and|"
    r"but|because|plus|though|although|whereas|while|so|then|who)\b)\s*",
    re.IGNORECASE,
)


class Sentence(msgspec.Struct, frozen=True):
    """A piece of the message; `end` is the punctuation that closed it."""

    text: str
    start: int
    stop: int
    end: str = ""


class Clause(msgspec.Struct, frozen=True):
    """A piece of a sentence that could stand alone, or carries on from the one before it (`joiner`: "and", "because", ",", …)."""

    text: str
    start: int
    stop: int
    joiner: str = ""


def sentences(text: str) -> list[Sentence]:
    """Splits at full stops, line ends, semicolons and emoji; not at abbreviations, decimals and times."""
    out: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if (
            match.group().startswith(".")
            and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1])
            and text[match.end() : match.end() + 1] != "\n"
        ):
            following = text[match.end() :].lstrip()[:1]
            if following and not (following.isupper() and text[match.start() - 2 : match.start()].lower() == ".m"):
                continue
        _add(out, text, start, match.start(), match.group().strip())
        start = match.end()
    _add(out, text, start, len(text), "")
    return out


def _add(out: list[Sentence], text: str, start: int, stop: int, end: str) -> None:
    bullet = _BULLET.match(text, start, stop)
    if bullet:
        start = bullet.end()
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start:
        out.append(Sentence(text[start:stop], start, stop, end))


def clauses(sentence: Sentence) -> list[Clause]:
    """Cuts a run-on sentence where a new subject with its verb, or a verb of the same subject, begins."""
    out: list[Clause] = []
    begin, joiner = 0, ""
    text = sentence.text
    for match in _JOINER.finditer(text):
        if match.start() < begin or _inside_brackets(text, match.start()):
            continue
        word = match.group().strip(" ,").lower()
        rest = text[match.end() :]
        left = text[begin : match.start()]
        if not left.strip() or not _starts_clause(rest, word, left, match.group()):
            continue
        out.append(Clause(left, sentence.start + begin, sentence.start + match.start(), joiner))
        begin, joiner = match.end(), word or match.group().strip()
    out.append(Clause(text[begin:], sentence.start + begin, sentence.stop, joiner))
    return [c for c in out if c.text.strip(" ,.-")]


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


_ENDS_WITH_PERSON = re.compile(rf"(?:\b(?:my|our) {RELATION_PATTERN}|[a-z,] [A-Z][\w'-]+)\s*$")


def _starts_clause(rest: str, joiner: str, left: str, link: str) -> bool:
    if (joiner == "so" and re.match(r"no \w+", rest, re.IGNORECASE)) or _RETURN.match(rest):
        return True
    if _RELATIVE_FRAGMENT.match(rest) or _ALLERGY_FRAGMENT.match(rest):
        return True
    if joiner == "and" and (
        re.fullmatch(r"\W*(?:my|our)\s+[\w-]+(?:\s+[\w-]+)?\s*", left, re.IGNORECASE)
        or (re.search(r"(?:^|\s)me\s*$", left, re.IGNORECASE) and not any(is_verb(w.low) for w in words(left)))
        or (re.fullmatch(r"\W*[A-Z][\w-]+\s*", left) and re.match(r"(?:i|me)\b", rest, re.IGNORECASE))
    ):
        return False
    if joiner == "so" and re.match(
        r"(?:please|pls|give|use|don'?t|do not|keep|call|make|always|never|avoid|stop|show|answer|write|add)\b", rest, re.IGNORECASE
    ):
        return True
    ahead = words(rest[:160])
    ahead = ahead[1:] if ahead and ahead[0].low in ("and", "but", "so", "then", "now", "also", "because", "or") else ahead
    if not ahead:
        return False
    if joiner == "who" and "," not in link:  # "my gran Ottilie who ran a shop"; not "I know who did it"
        return _ENDS_WITH_PERSON.search(left) is not None and re.match(r"\W*(?:\w+ )?(?:it|that)(?:'?s| is| was)\b", left, re.IGNORECASE) is None
    if joiner in ("because", "which", "who", "although", "though", "whereas"):
        return True
    if joiner == "so" and ahead[0].low in ADVERBS | {"much", "many"} and ahead[0].low not in ("now", "then"):
        return False
    first = ahead[0].low
    if first in ("if", "unless", "when", "whenever"):
        return joiner in ("", ",", "but")
    if starts_with_subject(ahead):
        return True
    if joiner in ("while",):
        return False
    # the same subject goes on: "I live in Lyon and work at the port", "…, passed 112k miles last week"
    low = [w.low for w in ahead]
    verb = next((w for w in low[:3] if w not in ADVERBS and w != "not"), "")
    after = low[low.index(verb) + 1] if verb and low.index(verb) + 1 < len(low) else ""
    if not verb or verb == "be" or (verb in NOUNISH and not (verb in THIRD and after in ("in", "at", "for", "as", "with", "a", "an", "the"))):
        return False
    if verb in ("quit", "stopped") and re.match(r"(?:\d|in|last|a|an|one|two|three|four|five|six|seven|eight|nine|ten|now|recently|$)", after):
        return False
    said = [w.low for w in words(left)]
    if verb in GERUND and joiner == "," and (said[0] in GERUND or any(w in ("am", "is", "are") for w in said[:3])):
        return True
    if is_past(verb) and verb not in ("used",) and not _closes_noun_phrase(low, verb):
        return verb in AUXILIARY or any(is_past(w) or w in ("has", "have", "am", "is", "are") for w in said) or joiner == ","
    if verb in AUXILIARY:
        return any(w in AUXILIARY or w in BASES or w in THIRD or is_past(w) for w in said)
    if verb in THIRD:
        return any(w in THIRD or w in ("is", "has") for w in said)
    return (
        verb in BASES
        and any(w in _SUBJECT - {"he", "she", "it"} for w in said)
        and not any(w in ("to", "can", "will", "not", "would", "could", "should") for w in said[-4:])
    )


def is_verb(word: str) -> bool:
    """Whether a word can be a finite verb."""
    return word in AUXILIARY or word in THIRD or is_past(word) or word in BASES - NOUNISH


def _closes_noun_phrase(low: list[str], verb: str) -> bool:
    """ "…, baked beans and…": a participle before its noun, nothing after it."""
    place = low.index(verb)
    return place + 1 >= len(low) and verb in PARTICIPLE


#: "three grown up children and a lodger called Hye-jin": relatives in a list.
_RELATIVE_FRAGMENT = re.compile(
    rf"(?:and\s+)?(?:an?|one|two|three|four|five|six|seven|eight|\d)\s+{RELATION_PATTERN}\b(?!\s+(?:of|who|"
    rf"came|ago|said)\b)",
    re.IGNORECASE,
)


_RETURN = re.compile(r"(?:back|home|returning|coming back)\s+(?:on|by|next|in)\b", re.IGNORECASE)
_ALLERGY_FRAGMENT = re.compile(r"(?:an?\s+)?[\w-]+(?: [\w-]+)? (?:allergy|intolerance)\b", re.IGNORECASE)


def starts_with_subject(ahead: list[Word]) -> bool:
    """Whether the words begin with a subject and, soon after it, its finite verb."""
    first = ahead[0].low
    if first in _SUBJECT:
        return len(ahead) > 1 and ahead[1].low not in (",", ".")
    if first in ("that", "this", "these", "those", "there", "you", "everyone", "people", "nobody"):
        return any(w.low in AUXILIARY or w.low in THIRD for w in ahead[1:4])
    topic = 1 if first in ("for", "in", "my", "our") else 0
    if len(ahead) > topic + 2 and ahead[topic].low in WORN and ahead[topic + 1].low == "i":
        return True
    named = ahead[0].text[:1].isupper() and first not in ("i",)
    if first in _DETERMINER or named or first in BARE_RELATIONS or first in ("a", "an", "one", "someone", "both"):
        return subject_length(ahead) > 0
    if len(ahead) > 2 and first.isalpha() and first not in ADVERBS and ahead[1].low in ("is", "was", "are", "has") and first not in THIRD:
        return True
    return subject_length(ahead, limit=4) > 0 and first.isalpha() and first not in BASES and first not in PAST


#: Past forms that are mostly nouns: "a little bit Spanish".
_SELDOM_VERB = frozenset("bit rose ground shot set cut felt lead bet".split())
_BREAKS = frozenset("and or but because if when , ; : ( ) - which that who".split())


def subject_length(ahead: list[Word], limit: int = 12) -> int:
    """How many words the subject has, when a finite verb follows within `limit`; 0 when none is found."""
    start = 2 if ahead and ahead[0].low in _DETERMINER | {"a", "an"} else 1
    plural = False
    place = start
    while place < min(len(ahead), limit):
        word = ahead[place].low
        following = next((w.low for w in ahead[place + 1 : place + 3] if w.low not in ADVERBS), "")
        if word == "," and place >= start:
            close = next((k for k in range(place + 1, min(len(ahead), place + 9)) if ahead[k].low == ","), 0)
            if not close or close + 1 >= len(ahead):
                return 0
            if _finite(ahead[close + 1].low, "", plural):
                return close + 1
            return 0
        if word in ("and", "or") and place >= start and place + 1 < len(ahead):
            plural, place = True, place + 2
            continue
        if word in _BREAKS:
            return 0
        before = ahead[place - 1].low
        plural = (
            plural or (before.endswith("s") and not before.endswith(("ss", "'s", "us"))) or before in ("people", "children", "kids", "men", "women")
        )
        plain = plural and before not in ("i", "we")  # "the shoes I wear"
        if _finite(word, following, plain) and not ahead[place - 1].low.endswith("'s") and before not in ("to", "the", "a", "an", "my", "our", "of"):
            return place
        place += 1
    return 0


def _finite(word: str, following: str, plural: bool) -> bool:
    if word in AUXILIARY:
        return True
    if following in AUXILIARY and following not in ("had",):
        return False
    if word in _SELDOM_VERB:
        return False
    if word in THIRD:
        return word not in NOUNISH or bool(following)
    if is_past(word):
        return True
    return plural and word in BASES and word not in NOUNISH
