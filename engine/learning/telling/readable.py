"""The last look at a told sentence: can it be read by somebody who never saw the message?"""

from __future__ import annotations

import re

from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.verbs import AUXILIARY, BASES
from engine.learning.grammar.words import words

_GARBLED = re.compile(
    r"\b(?:an?|the|of|their|his|her|its|to) (?:on|at|in|is|are|was|were|has|had|and|or|from) (?!the\b.*-)|"  # "has bingo of a on Wednesday"
    r"\b(?:is|are|was|were|has|have) (?:is|are|was|were|says?|said|has|have|does|do)\b|"  # "is fasting days are"
    r"^The user is (?:(?!(?:who|that|which|what|how|whether|because|when|where|while|so|until|and|but|if|as|than|since)\b)[\w'-]+ )+?(?:are|is|"
    r"was|were) |"
    r"\bthe user's? (?:everybody|everyone|somebody|someone|nobody|wife of|mother of|father of|brother of|sister of)\b|"
    r"\b(?:with|for|of|about|from|by) on (?:the )?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"^The (?:with|for|at|in|on|to|from|of|by|so|just|kindly|please|not|never|always|is|are|was|were|has|have) |"
    r"\b(?:drives|owns|has|eats|likes|loves|plays|rides|uses|takes) (?:19|20)\d\d\.$|"
    r"\bdo not @|\b(?:dont|wont|cant|im|ive|theyre|youre|thats)\b|"
    r"^The user (?:never|not|only|also|just)\b.* (?:has|have) the \w+ been\b|"
    r"^The user \w+s says\b|^The user is not, |^The user's (?:note: )?\d{1,3}, |"
    r"\bthe (?:day|night|week|morning|evening) (?:before|after)\.$|\b(?:showed|told|taught|asked|reminded) the user(?: on \d+ \w+ \d{4})?\.$|"
    r"\b(?:has|have|had|got|bought|sold|lent|gave) it\b(?! (?:easy|hard|off|coming|made|all|together|down|clear|a\b|in (?:him|her|them)))|"
    r"\b(?:for|with|about|of|in|on) it\.$|"
    r"\bthe user (?:found out|realised|realized|discovered|noticed)\.$|"
    r"\bwith the assistant\b|\bis the assistant\b|\bthe assistant (?:want|need|know|think|swap|give|have|can|has)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"\b(?:a|an|no|the|of|their|and|or|to|with|because|than|my)\.$", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,|\s[-–—])?\s+(?:please|pls|plz|kindly|lol|lmao|haha|tbh|ffs|innit|bless (?:him|her|them)|god help (?:me|the user|them)|wish (?:me|the "
    r"user|them) luck|"
    r"fingers crossed|thank god|believe it or not|for what it's worth|if that (?:helps|matters)|if (?:the assistant|you) (?:want|must|care)(?: "
    r"to)? know|and so on|etc)\b.*$",
    re.IGNORECASE,
)
#: A day that no calendar has.
_NO_DAY = re.compile(
    r"\b(?:3[01](?:st|th)? (?:of )?feb(?:ruary)?|feb(?:ruary)? 3[01](?:st|th)?|31(?:st)? (?:of )?(?:april|apr|june|september|sept|november|nov)|"
    r"(?:april|june|september|november) 31(?:st)?|(?:3[2-9]|[4-9]\d)(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|june|july|august|"
    r"september|october|november|december))\b",
    re.IGNORECASE,
)
_NO_HOUR = re.compile(r"\s+at (?:2[5-9]|[3-9]\d):\d\d\b")
#: A word left over from a sentence that was cut: "is coeliac, ever", "is heartbroken, Jonas especially".
_CUT_OFF = re.compile(r",\s+(?:ever|(?:[A-Z][\w-]+ )?(?:especially|particularly|mainly|mostly|included))$")
_FOR_WHOM = re.compile(r"^(The user (?:has to|needs to|must|should) (?:avoid|skip|cut out|give up) [^,.]+?) for (?:them|it|him|her)$")
_LONGEST_SUBJECT = 9


def trimmed(text: str) -> str:
    """Without what was said to the listener at its end ("…, kindly make a timetable", "…, wish me luck")."""
    text = re.sub(r"^(The user's [\w-]+) (called|named) (?=[A-Z])", r"\1 is \2 ", text)
    text = re.sub(r"\b(phone|mobile|e-?mail)'s (?=\1\b)", "", _NO_HOUR.sub("", text))
    whole = _FOR_WHOM.sub(r"\1", _CUT_OFF.sub("", text.rstrip(" .")))
    text = text if whole == text.rstrip(" .") else f"{whole}."
    cut = _TAIL.sub("", text.rstrip(" ."))
    return f"{cut}." if len(cut.split()) > 3 and cut != text.rstrip(" .") else text


def bare(obj: str) -> str:
    """What a sentence is about, without a word left over at its end."""
    return re.sub(r" for (?:them|it|him|her)$", "", _CUT_OFF.sub("", obj))


def _closes_alone(text: str) -> bool:
    """ "is from Tromsø) and the two kids": cut out of a bracket."""
    found = re.findall(r"(?<![:;=8-])(?:\(|(?<=\w)\))", text)
    return found.count(")") > found.count("(")


def is_readable(text: str) -> bool:
    """Whether a sentence has a subject that is not too long, a finite verb, and no joint that shows."""
    if _GARBLED.search(text) or _DANGLING.search(text) or _NO_DAY.search(text) or _closes_alone(text):
        return False
    low = [w.low for w in words(text)]
    if ":" in text or low[:2] == ["the", "user"]:
        return True
    verb = next((n for n, w in enumerate(low) if n and w not in ("sat", "wed", "sun") and (w in AUXILIARY or w in BASES or is_verb(w))), None)
    return verb is not None and verb <= _LONGEST_SUBJECT
