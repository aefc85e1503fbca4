"""Which words name somebody: a pattern for capitals, and the word that follows a relation ("my sister anna works…")."""

from __future__ import annotations

import re

from engine.learning.grammar.given_names import GIVEN
from engine.learning.grammar.lexicon import ADVERBS, CAPITALISED_ANYWAY, CLOCK_WORDS, FUNCTION, PREPOSITIONS, RELATIONS
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, THIRD, is_past

_PARTICLE = r"(?:de|da|di|del|della|der|den|du|van|von|ten|ter|la|le|el|al|bin|binti|ibn|af|av|zu|y|dos|das|do|O')"
NAME = (
    rf"(?-i:(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Uncle|Aunt|Auntie)\.?\s(?:{_PARTICLE}\s){{0,2}})?[^\W\d_a-zß-öø-ÿ][\w'-]*[^\W_]"
    rf"(?:\s(?:{_PARTICLE}\s){{0,3}}[^\W\d_a-zß-öø-ÿ][\w-]*[^\W_])*)"
)
#: After "my husband is …" these say what he is, not who.
_NOT_A_NAME = re.compile(r"^(?:catholic|christian|muslim|jewish|hindu|buddhist|sikh|protestant|\w+(?:ian|ish|ese|ican|ch))$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:,|\s-+|\()?\s*(?:(?:(?:is|was)\s+)?(?:(?:called|named)\s+)?)(?P<name>{NAME})(?!\w)")
_AFTER_LOW = re.compile(r"\s+(?:(?:is\s+)?(?:called|named)\s+)?(?P<name>[a-zß-öø-ÿ][\w-]{1,14})(?P<next>\s+[\w']+|\s*[,.()!?]|\s*$)")
#: "Whats my boss called", "Wheres my mum": no names, however they are written.
_ASKING = re.compile(r"(?:what|who|where|when|how|why|which|whose)(?:'?s|'?re|'?d|'?ll)?")
#: Before the relation: what follows it says how somebody is ("Why's my boss angry?"), not who.
_INVERTED = re.compile(
    r"(?:^|[,.!?;]\s*|(?P<asked>\b(?:why|how|when|where|what)\s*))(?:['’]?s|is|are|was|were|am)\s+(?:my|our|the)\s+(?:[\w-]+\s+)?[\w-]+$",
    re.IGNORECASE,
)
#: Lower-case words after a relation that are no names.
_NO_NAME = frozenset(
    "birthday house wedding party car group chat place flat job team name number home family side friend friends wife "
    "husband son daughter age side appointment allergy dog cat "
    "phone kids mother father brother sister partner boss office company work school recently here there back well got "
    "been tongue ship board figure country tree nature cross mix puppy mum dad lady guy girl boy thing ones called cant dont isnt wont doesnt "
    "hasnt didnt aint wasnt downstairs upstairs opposite nearby abroad "
    "im ive ill hes shes theyre whats thats lol haha who whose that which".split()
)


def proper(name: str) -> str:
    """A name as it is written: "anna" -> "Anna", "hye-jin" -> "Hye-Jin" only when it came in lower case."""
    return name if any(c.isupper() for c in name) else " ".join(w[:1].upper() + w[1:] for w in name.split())


#: Written with a capital because they open a message: "Btw my brother…".
_OPENERS = frozenset(
    "btw lol ok okay hi hiya hey hello thanks thx sorry yes yeah yep no nope well anyway anyways actually also so update fyi ps note "
    "reminder tbh ugh oh ah wow supposedly allegedly hopefully incidentally fortunately unfortunately funnily admittedly ironically reportedly "
    "surprisingly interestingly weirdly oddly strangely happily thankfully meanwhile otherwise instead besides however finally".split()
)


def is_name(word: str) -> bool:
    first = word.split()[0].lower().replace("’", "'")
    if first in GERUND or (first in PREPOSITIONS and len(word.split()) > 1):  # "Helping my mum move", "On Friday our twins were born"
        return False
    return first.removesuffix("'s") not in FUNCTION | CAPITALISED_ANYWAY | _OPENERS and not _ASKING.fullmatch(first)


def name_after(text: str, place: int) -> tuple[str, int]:
    match = _AFTER.match(text, place)
    inverted = _INVERTED.search(text[:place])
    if (
        match
        and not (inverted and not inverted["asked"] and not text[match.end() :].strip(" ?!.") and "," not in match.group())  # "Is my boss Priya?"
        and is_name(match["name"])
        and not (re.search(r"\b(?:is|was)\s+$", text[place : match.start("name")], re.IGNORECASE) and _NOT_A_NAME.match(match["name"]))
    ):
        if match["name"].endswith("'s"):
            return match["name"][:-2], match.end("name") - 2
        separated = "," in text[place : match.start("name")]
        after = text[match.end() :].lstrip()[:1]
        if not separated or after in (",", "", ".", ")"):
            return match["name"], match.end("name")
    low = _AFTER_LOW.match(text, place)
    if low and not inverted and (after_name(low["next"]) or re.search(r"called|named", low.group())):
        name = low["name"].lower()
        if (
            name not in FUNCTION | ADVERBS | PREPOSITIONS | _NO_NAME | RELATIONS | CLOCK_WORDS | AUXILIARY
            and name not in THIRD
            and (name not in BASES or name in GIVEN)  # "where does my sister live?"
            and not is_past(name)
            and not name.endswith(("ing", "ed"))
            and not (name.endswith("ly") and name not in GIVEN)  # "so my stepson technically"
            and not (name.endswith("s") and not name.endswith("ss") and name not in GIVEN and not low["next"].strip())  # "stepdaughter sleepwalks"
        ):
            return proper(low["name"]), low.end("name")
    return "", place


def after_name(following: str) -> bool:
    """Whether what follows a lower-case word makes it likely a name: a finite verb, a comma, the end."""
    word = following.strip().lower().removesuffix("'s") if following.strip() else ""
    return word in AUXILIARY or word in THIRD or is_past(word) or following.strip().endswith("'s") or word in ("(", ",", ")", "")
