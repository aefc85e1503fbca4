"""Passages that only suppose, or that somebody makes no claim for, blanked out: "what if I told you…", "my horoscope says…", jokes at somebody's "
"cost."""

from __future__ import annotations

import re

_BREAK = r"[^.!?\n;]*"
_SUPPOSED = re.compile(
    rf"(?:^|(?<=[.!?\n;] )|(?<=, ))(?:ok |so |but |and |like |hey |right )*(?:what if (?:i|we|he|she|they|my|our|someone|u|you)\b(?! (?:can'?t|"
    rf"cannot|don'?t|am|'m|have (?:a|an)\b))|"
    rf"(?:imagine|suppose(?! i(?:'?d| had| should| ought| must| could)\b)|"
    rf"supposing|picture|pretend)(?: that)? (?:i|i'm|im|i've|ive|we|we're|my|you|someone|there|a)\b|hypothetically|"
    rf"theoretically|in theory|say (?:someone|somebody|a (?:person|man|woman)))\b{_BREAK}",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"\b(?:what|how|who|where) (?:would|could) (?:you|u|i|we)\b{_BREAK}\bif (?:you|u|i|we|my|the|they|he|she)\b{_BREAK}", re.IGNORECASE
)
_ORACLE = re.compile(
    rf"\b(?:my |the |a |our )?(?:horoscope|tarot(?: \w+)?|fortune cookie|psychic|clairvoyant|palm reader|fortune[- ]teller|ouija(?: board)?|"
    rf"star sign|astrologer|magic 8[- ]ball|buzzfeed(?: quiz)?|"
    rf"personality quiz|quiz|spam(?: email| text)?|chain (?:letter|email)|prank)\b(?: \w+)? (?:says?|said|reckons?|told me|predicts?|predicted|"
    rf"claims?|thinks)\b{_BREAK}",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    rf"\b(?:according to|as per) (?:my |the |a |our )?(?:horoscope|tarot(?: \w+)?|fortune cookie|psychic|palm reader|star sign|"
    rf"astrologer|quiz)\b{_BREAK}",
    re.IGNORECASE,
)
#: Wherever one of these stands, the whole sentence is no more than banter.
_AT_A_COST = re.compile(
    r"\b(?:so|that) (?:old|fat|ugly|dumb|stupid|thick|tight|lazy|poor|short|tall|hairy|slow|bald|boring),? (?:that )?(?:he|she|they|his|her|it|"
    r"when|even)\b|"
    r"\b(?:ate my homework|(?:a )?(?:million|thousand|gazillion) times|made of money|sure,? jan|said no one ever|(?:not|isn'?t) rocket science|"
    r"told me to stop [^.!?\n]{3,40} so i|"
    r"born yesterday|my middle name|yeah right|(?:'s|his|her|their|my) idea of (?:an? |the perfect )?\w+ (?:night out |day out )?(?:is|involves)|"
    r"my other (?:car|ride|house|yacht) is)\b|\bwhy did (?:the|my) [\w ]{1,30} cross\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?\n;]")


def without_suppositions(text: str) -> str:
    """The message, character for character, without them."""
    for pattern in (_SUPPOSED, _ASKED, _ORACLE, _ACCORDING):
        text = pattern.sub(_blank, text)
    for match in _AT_A_COST.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n;") + 1
        end = _END.search(text, match.end())
        if match.group().lower().startswith("why") and end:
            end = _END.search(text, end.end())  # with its answer
        stop = end.start() if end else len(text)
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:stop]) + text[stop:]
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
