"""Passages that only suppose, or that somebody makes no claim for, blanked out: "what if I told you…", "my horoscope says…", jokes at somebody's cost."""

from __future__ import annotations

import re

_BREAK = r"[^.!?\n;]*"
_SUPPOSED = re.compile(
    rf"(?:^|(?<=[.!?\n;] )|(?<=, ))(?:ok |so |but |and |like |hey |right )*(?:what if (?:i|we|he|she|they|my|our|someone|u|you)\b(?! (?:can'?t|cannot|don'?t|am|'m|have (?:a|an)\b))|"
    rf"(?:imagine|suppose|supposing|picture|pretend)(?: that)? (?:i|i'm|im|i've|ive|we|we're|my|you|someone|there|a)\b|hypothetically|theoretically|in theory|say (?:someone|somebody|a (?:person|man|woman)))\b{_BREAK}",
    re.IGNORECASE,
)
_ORACLE = re.compile(
    rf"\b(?:my |the |a |our )?(?:horoscope|tarot(?: \w+)?|fortune cookie|psychic|clairvoyant|palm reader|fortune[- ]teller|ouija(?: board)?|star sign|astrologer|magic 8[- ]ball|buzzfeed(?: quiz)?|"
    rf"personality quiz|quiz|spam(?: email| text)?|chain (?:letter|email)|prank)\b(?: \w+)? (?:says?|said|reckons?|told me|predicts?|predicted|claims?|thinks)\b{_BREAK}",
    re.IGNORECASE,
)
_AT_A_COST = re.compile(
    rf"{_BREAK}\b(?:so|that) (?:old|fat|ugly|dumb|stupid|thick|tight|lazy|poor|short|tall|hairy|slow|bald|boring),? (?:that )?(?:he|she|they|his|her|it|when|even)\b{_BREAK}|"
    rf"{_BREAK}\b(?:ate my homework|(?:a )?(?:million|thousand|hundred|gazillion) times|made of money|sure,? jan|said no one ever|(?:not|isn'?t) rocket science|"
    rf"born yesterday|my middle name|yeah right|as if\b(?=\W*$))\b{_BREAK}|why did (?:the|my) [\w ]+ cross[^.!?\n]*[.!?\n]?{_BREAK}",
    re.IGNORECASE,
)


def without_suppositions(text: str) -> str:
    """The message, character for character, without them."""
    for pattern in (_SUPPOSED, _ORACLE, _AT_A_COST):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
