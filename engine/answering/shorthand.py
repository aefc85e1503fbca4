"""A question typed as in a chat, spelt out: "what r u", "whats my wifes name", "joannas bday", "my better half"."""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.answering.question import relation
from engine.learning.grammar.given_names import GIVEN
from engine.memory.words import fold

_SHORT = {
    "u": "you", "r": "are", "ur": "your", "ure": "you're", "wat": "what", "wut": "what", "wot": "what", "wats": "what's", "wuts": "what's",
    "whats": "what's", "wheres": "where's", "whens": "when's", "whos": "who's", "hows": "how's", "b4": "before", "bout": "about", "abt": "about",
    "bday": "birthday", "b-day": "birthday", "pls": "please", "plz": "please", "gimme": "give me", "lemme": "let me", "wanna": "want to",
    "gonna": "going to", "gotta": "have to", "hafta": "have to", "dunno": "don't know", "kno": "know", "knw": "know", "shoud": "should",
    "shld": "should", "cld": "could", "wld": "would", "2day": "today", "2nite": "tonight", "tmrw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow",
    "appt": "appointment", "addy": "address", "hubs": "husband", "thx": "thanks", "ppl": "people", "cuz": "because", "bc": "because", "w": "with",
    "abt.": "about", "fav": "favourite", "fave": "favourite", "num": "number", "livin": "living", "doin": "doing", "goin": "going",
}  # fmt: skip
#: "My student no", "the order no."
_NUMBER = re.compile(
    r"\b((?:my|our|his|her|the|[\w-]+['’]s) (?:[\w-]+ )?(?:student|account|phone|passport|ref(?:erence)?|order|serial|policy|membership|tax|"
    r"booking|room"
    r"|flight|house|mobile|id|customer|case|licen[cs]e|patient|nhs|insurance|bank|card|staff|invoice)) no\b\.?",
    re.IGNORECASE,
)
#: "My other half": whoever that is.
_PARTNER = re.compile(r"\b(my|our) (?:better|other|significant) (?:half|other)\b", re.IGNORECASE)
#: "The lady who raised me".
_RAISED = re.compile(r"\bthe (?:(?P<f>lady|woman)|man|guy) who (?:raised me|brought me up|gave birth to me)\b", re.IGNORECASE)
#: What stands behind whom it belongs to, where an apostrophe is missing: "my wifes name".
_OWNED = re.compile(r"[a-z][\w-]*", re.IGNORECASE)
_NOT_OWNED = frozenset(
    "and or is are was were do does did have has had who that which in at on from with to of live work like can will go called named doing coming "
    "going".split()
)
_WORD = re.compile(r"(?<![\w'’@.#/-])[\w-]+(?![\w'’@/-]|\.\w)")
_ASKS_DO = re.compile(r"\b(?:do|did|are|were|have|does|can|will|would) $", re.IGNORECASE)
_LONGEST = 300  # characters: what is longer is no question typed in haste


def spelt_out(text: str, names: Collection[str] = ()) -> str:
    """The question in full words. `names`: folded words of names in memory."""
    if len(text) > _LONGEST:
        return text
    text = _RAISED.sub(lambda found: "my mother" if found["f"] else "my father", text)
    text = _NUMBER.sub(r"\1 number", _PARTNER.sub(r"\1 partner", text))

    def spell(found: re.Match[str]) -> str:
        word = found.group()
        low = word.lower()
        if low in _SHORT and (word == low or not found.start()):
            return _as(word, _SHORT[low])
        owned = _OWNED.match(text[found.end() :].lstrip(" ")) if text[found.end() : found.end() + 1] == " " else None
        if low.endswith("s") and len(low) > 3 and owned is not None and owned.group().lower() not in _NOT_OWNED:
            owner = low[:-1]
            before = text[: found.start()]
            person = relation(owner) is not None and re.search(r"\b(?:my|our|his|her|their) $", before, re.IGNORECASE)
            if (person or fold(owner) in names or owner in GIVEN) and fold(low) not in names and not _ASKS_DO.search(before):
                return f"{word[:-1]}'s"
        return word

    return _WORD.sub(spell, text)


def _as(written: str, meant: str) -> str:
    return meant[:1].upper() + meant[1:] if written[:1].isupper() else meant
