"""Run-on sentences cut into clauses."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb, starts_with_subject
from engine.learning.grammar.sentences import Clause, Sentence
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, NOUNISH, PARTICIPLE, PAST, THIRD, is_past
from engine.learning.grammar.words import Word, words
from engine.learning.telling.bare_kin import kin_head
from engine.learning.telling.fragments import is_fragment, run_ons
from engine.learning.telling.openers import unwrapped
from engine.learning.telling.telegraphic import completed

_SUBJECT = frozenset("i we he she they it".split())
_JOINER = re.compile(
    r"\s*(?:,\s*(?:and|but|so|because|since|though|although|plus|then|which|who|now|or|&)(?!\w)|,|\s-+\s|\s[–—]\s|[–—]|:\s+(?=(?:my|our|i|he|"
    r"she|we|they|the)\b)|\b(?:and|"
    r"but|because|bc|cos|cuz|coz|plus|though|although|whereas|while|whilst|except|so|then|who)\b|\s&(?=\s))\s*",
    re.IGNORECASE,
)


def clauses(sentence: Sentence) -> list[Clause]:
    """Cuts a run-on sentence where a new subject with its verb, or a verb of the same subject, begins."""
    out: list[Clause] = []
    begin, joiner = 0, ""
    text = sentence.text
    places = sorted([*((m.start(), m.end(), m.group()) for m in _JOINER.finditer(text)), *run_ons(text)])
    for start, stop, link in places:
        if start < begin or _inside_brackets(text, start):
            continue
        said = link.strip(" ,").lower()
        word = _SPELT.get(said, said) or link.strip()
        rest = text[stop:]
        left = text[begin:start]
        if not left.strip() or (link and not _starts_clause(rest, word, left, link, text[:start])):
            continue
        out.append(Clause(left, sentence.start + begin, sentence.start + start, joiner))
        begin, joiner = stop, word or ","
    out.append(Clause(text[begin:], sentence.start + begin, sentence.stop, joiner))
    return [c for c in out if c.text.strip(" ,.-")]


_SPELT = {"bc": "because", "cos": "because", "cuz": "because", "coz": "because", "&": "and"}


_DAY = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_DAY_AT_END = re.compile(rf"\b{_DAY}\s*$", re.IGNORECASE)
_DAYS_FIRST = re.compile(rf"{_DAY}\b(?! (?:is|are|was|i|we|he|she|they)\b)", re.IGNORECASE)
#: ", me and my brother split it"
_TOGETHER = re.compile(r"(?:me|myself) and (?:my |our |(?-i:[A-Z]))", re.IGNORECASE)
#: ", my visa finish in November": the verb without its ending, as learners put it.
_UNINFLECTED = re.compile(
    r"(?:my|our) (?:[\w-]+ ){1,3}?(?:finish|end|expire|begin|start|stop|arrive|come|go|live|work|have|need|want|speak|love"
    r"|like|help)(?= (?:in|on|at|the|next|this|to|with|from|for|a|very|only|every|until|till|here|again)\b)",
    re.IGNORECASE,
)


#: "…, but since two years I live in Hamburg"
_SINCE_THEN = re.compile(
    r"(?:since|for) (?:about |nearly |over )?[\w-]+(?: (?:years|months|weeks)| \d{4})?,? (?:i|we|he|she|they) [a-z']+ ", re.IGNORECASE
)


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


#: "…, so in my coffee I take only oat milk"
_FRONTED = re.compile(
    r"(?:in|at|on|for|with|after|before|during|instead of|because of) (?!and\b)(?:[\w'-]+ ){1,4}?(?:i|we|he|she|they) (?!and\b|or\b)[a-z']+\b",
    re.IGNORECASE,
)
#: ", 5 milligram" says how much of what was named.
_AMOUNT = re.compile(
    r"\d[\d.,]*\s?(?:mg|mcg|milligrams?|micrograms?|ml|g|grams?|kg|kilos?|litres?|liters?|drops|units|tablets?|pills?)\b\W*$", re.IGNORECASE
)
_PLEADS = re.compile(r"(?:please|pls)\b", re.IGNORECASE)
_ENDS_WITH_PERSON = re.compile(rf"(?:\b(?:my|our) {RELATION_PATTERN}|[a-z,] [A-Z][\w'-]+)\s*$")


def _starts_clause(rest: str, joiner: str, left: str, link: str, before: str) -> bool:
    if (joiner == "so" and re.match(r"no \w+", rest, re.IGNORECASE)) or _RETURN.match(rest):
        return True
    if joiner == "," and re.match(
        r"(?:both|neither|all three|all of them)(?: of them)? (?!of\b|my\b|our\b|the\b|and\b|in\b)[a-z]+ ", rest, re.IGNORECASE
    ):
        return True
    if joiner in ("but", "and", ",") and _SINCE_THEN.match(rest):
        return True
    if joiner == "," and _AMOUNT.match(rest):
        return False
    if joiner in ("so", "but", "and") and (_FRONTED.match(rest) or _PLEADS.match(rest)):
        return True
    if _RELATIVE_FRAGMENT.match(rest) or _ALLERGY_FRAGMENT.match(rest):
        return True
    if joiner in (",", "and") and _one_of_several(left, rest):  # "mum, dad and my brother have asthma"
        return False
    if joiner == "," and (_TOGETHER.match(rest) or _UNINFLECTED.match(rest)):
        return True
    if joiner == "and" and _DAY_AT_END.search(left) and _DAYS_FIRST.match(rest):  # "Mondays and Thursdays and I do Fridays"
        return False
    if joiner == "and" and re.match(r"(?:i|me)\b", rest, re.IGNORECASE):
        bare = words(re.split(r",|\band\b", unwrapped(left, 0)[0])[-1])
        bare = bare[1:] if bare and bare[0].low in ("my", "our") else bare
        if bare and kin_head(bare) == len(bare) and not any(is_verb(w.low) for w in words(left)):
            return False
    if joiner == "and" and (
        re.search(r"(?:^|\b(?:tbh|so|but|and|btw|well|because),?\s)\W*(?:my|our)\s+[\w-]+(?:\s+[\w-]+)?\s*$", left, re.IGNORECASE)
        or (re.search(r"(?:^|\s)me\s*$", left, re.IGNORECASE) and not any(is_verb(w.low) for w in words(left)))
        or re.fullmatch(r"\W*[A-Z][\w-]+(?: [A-Z][\w-]+)?\s*", unwrapped(left, 0)[0])  # "Anna and Pieter are moving"
    ):
        return False
    if joiner == "and" and _OF_SOMEBODY.search(left) and re.match(r"[A-Z]", rest) and not any(is_verb(w.low) for w in words(left)):
        return False  # "the wedding of Marisol and Yuki is now on 19 June"
    if _SIDE.match(rest):
        return False  # "plays handball, left wing"
    if joiner in (",", "-") and _SITUATED.match(rest):
        return True
    if joiner in ("and", ",") and _CALLED_THING.match(rest):  # "a moka pot and a fern called Gerardo"
        return False
    if joiner == "so" and re.match(
        r"(?:please|pls|give|use|don'?t|do not|keep|call|make|always|never|avoid|stop|show|answer|write|add|tell|put|send|check"
        r"|warn|speak|talk|explain|describe|remind|leave|skip|stick|only)\b",
        rest,
        re.IGNORECASE,
    ):
        return True
    ahead = words(rest[:160])
    if joiner == ":":
        return bool(ahead) and len(left.split()) > 1 and (starts_with_subject(ahead) or completed(ahead) is not ahead)
    if joiner == "and" and re.match(r"(?:an? (?:half|quarter)|three quarters)\b", rest, re.IGNORECASE):
        return False
    ahead = ahead[1:] if ahead and ahead[0].low in ("and", "but", "so", "then", "now", "also", "because", "or") else ahead
    if not ahead:
        return False
    if joiner == "who" and "," not in link:  # "my gran Ottilie who ran a shop"; not "I know who did it"
        return (
            _ENDS_WITH_PERSON.search(left) is not None
            and re.match(r"\W*(?:\w+ )?(?:it|that)(?:'?s| is| was)\b", unwrapped(left, 0)[0], re.IGNORECASE) is None
        )
    if joiner == "because" and ahead[0].low == "of":
        return False
    if joiner in ("because", "which", "who", "although", "though", "whereas"):
        return True
    if joiner not in ("who", "while") and is_fragment(ahead, before, joiner):
        return True
    if joiner == "so" and ahead[0].low == "like":
        return False
    if joiner == "so" and ahead[0].low in ADVERBS | {"much", "many"} and ahead[0].low not in ("now", "then"):
        return False
    first = ahead[0].low
    if first in ("if", "unless", "when", "whenever"):
        return joiner in ("", ",", "but")
    if starts_with_subject(ahead) or (joiner not in ("so", "then", "while") and _completes(ahead, joiner)):
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
    if verb in GERUND and joiner == "," and low[0] == "not" and after:  # "…, not telling work till the scan"
        return True
    if verb in GERUND and joiner == "," and (said[0] in GERUND or (said[0] in ("i", "we") and any(w in ("am", "are") for w in said[:3]))):
        return True
    if verb == "got" and after.isdigit():
        return False
    noun_phrase = low.index(verb) == 0 and len(low) <= (2 if "," not in low else low.index(",") or 2) and low[1:2] and low[1].endswith("s")
    if joiner == "," and verb.endswith("ed") and (verb not in PAST or noun_phrase):  # "…, thickened drinks", "…, heated seats"
        return False
    if is_past(verb) and verb not in ("used",) and not _closes_noun_phrase(low, verb):
        return verb in AUXILIARY or any(is_past(w) or w in ("has", "have", "am", "is", "are") for w in said) or joiner == ","
    if verb in AUXILIARY:
        return any(w in AUXILIARY or w in BASES or w in THIRD or is_past(w) for w in said)
    if verb in THIRD:
        if joiner == "," and after and not any(w in ("i", "we") for w in said) and any(is_verb(w) or w == "=" for w in said):
            return True
        return any(w in THIRD or w in ("is", "has") for w in said)
    return (
        verb in BASES
        and any(w in _SUBJECT - {"he", "she", "it"} for w in said)
        and not any(w in ("to", "can", "will", "not", "would", "could", "should") for w in said[-4:])
    )


def _completes(ahead: list[Word], joiner: str) -> bool:
    """Whether a clause begins here whose subject was left out; after "and" a bare verb is seldom the user's ("eats eggs and fish")."""
    full = completed(ahead)
    return full is not ahead and not (joiner == "and" and full[0].low == "i")


_OF_SOMEBODY = re.compile(r"\b(?:of|between|for|with) (?:my (?:\w+ )?)?[A-Z][\w-]+\s*$")
_SIDE = re.compile(r"(?:left|right)[- ](?:wing\w*|back|half|side|hand\w*|foot\w*|mid\w*|defen[cs]e|flank|tackle|guard|field\w*)\b", re.IGNORECASE)
_SITUATED = re.compile(
    r"(?:back (?:to|at|with)|still (?:at|in|on|with|no)|now (?:on|at|in|with)|been (?:there|here|with them|doing (?:it|that)) (?:since|for|over|"
    r"nearly|about|\d))\s+(?!the moment\b|all\b|last\b|least\b|it\b"
    r"|that\b)\w|(?:\w+ )?(?:title|nickname|surname) (?-i:[A-Z])",
    re.IGNORECASE,
)
_CALLED_THING = re.compile(r"(?:and )?(?:an?|one|two) (?:[\w-]+ ){1,3}(?:called|named) (?-i:[A-Z])[\w-]*[^,]{0,12}$", re.IGNORECASE)


def _one_of_several(left: str, rest: str) -> bool:
    """Whether `left` is nothing but a relative, or a list of them, and `rest` begins with the next."""
    named = words(re.split(r",|\band\b", unwrapped(left, 0)[0])[-1])
    ahead = words(rest[:40])
    ahead = ahead[1:] if ahead and ahead[0].low in ("and", "my", "our") else ahead
    ahead = ahead[1:] if ahead and ahead[0].low in ("my", "our") else ahead
    named = named[1:] if named and named[0].low in ("my", "our") else named
    return bool(named) and kin_head(named) == len(named) and kin_head(ahead) > 0 and not any(is_verb(w.low) for w in words(left))


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
