"""Cleaning and words. Cleaning keeps every character's place, so that spans found in the cleaned text lie in the message."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.contractions import shortened
from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import RELATIONS
from engine.learning.grammar.spellings import MENDED
from engine.learning.grammar.verbs import AUXILIARY, BASES, GERUND, PARTICIPLE, third_person

#: Messages are read up to here; people's own statements are shorter.
MAX_CHARACTERS = 20_000
_SAME_LENGTH = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "´": "'",
        "`": "`",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\r": " ",
        "…": ".",
    }
)
_UNREADABLE = re.compile("[\ud800-\udfff\ufffd\U000e0000-\U000e0fff\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f]")
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*[^\W\d_]*(?:['-]\w+)*|[^\W_]+(?:[.'&/_@-][^\W_]+)*'?|[£$€]\d+(?:[.,]\d+)*[^\W\d_]*|\w+|[^\w\s]")
_OWNED = frozenset("name birthday bday husband wife boyfriend girlfriend house flat kids son daughter number address wedding job dog cat car".split())


class Word(msgspec.Struct, frozen=True):
    """A word of a message. `low` is its mended lower-case form; a contraction gives two words with one span."""

    text: str
    low: str
    start: int
    stop: int


#: "'cause we moved"
_BECAUSE = re.compile(r"(?<!\S)'(?:cause|cos|coz|cuz)\b", re.IGNORECASE)


#: ", and imagine, they are expecting": says nothing by itself.
_ASIDE = re.compile(
    r"(?<=[,;.!] )(?:(?:and|but|just|so) )*(?:imagine|guess what|believe it or not|would you believe(?: it)?)[,:!](?= )", re.IGNORECASE
)
#: "Important one, this: …": what follows is told.
_HEADING = re.compile(
    r"(?:^|(?<=[.!?\n] ))(?:(?:an? |one )?(?:very )?(?:important|big|quick|little|small|last|final|other|another) (?:one|thing|point|note)"
    r"(?:,? (?:this|that|for you))?"
    r"|one (?:more |other )?(?:thing )?for (?:the|your) (?:notes|records?|diary|file|memory)|for my own benefit)(?=[:] )[:]",
    re.IGNORECASE,
)
#: ", before he was driving trains, and now he gardens": says when by itself, and opens no clause that hangs on another.
_EARLIER = re.compile(
    r"(?<=[,;.] )before,? (?=(?:i|he|she|we|they) (?:was|were|worked|lived|drove|had|used)\b"
    r"[^.;!?]{3,80}[,;] (?:and |but |so )?(?:now|today|these days)\b)",
    re.IGNORECASE,
)
#: "They've just told me they're having a baby": what they told counts.
_NEWS = re.compile(
    r"\b(?P<who>they|he|she)(?:'ve| have|'s| has)?(?: (?:just|both|finally))* (?:told|said|announced|rang to say|texted to say|phoned to say)"
    r"(?: (?:me|us))?(?: that)? (?=(?P=who)(?:'re|'s| are| is)\b)",
    re.IGNORECASE,
)
#: "Their first, due 14 March": one thing told.
_DUE = re.compile(r"(?<=first),(?= due\b)|(?<=second),(?= due\b)|(?<=baby),(?= due\b)")


def clean(text: str) -> str:
    """The readable form, character for character: plain quotes and spaces, nothing invisible."""
    text = text[:MAX_CHARACTERS].translate(_SAME_LENGTH)
    for empty in (_ASIDE, _HEADING, _EARLIER, _NEWS, _DUE):
        text = empty.sub(lambda match: " " * len(match.group()), text)
    return _BECAUSE.sub(lambda match: " cos".ljust(len(match.group())), _UNREADABLE.sub(" ", text))


def words(text: str, base: int = 0) -> list[Word]:
    """The words of a piece of text that begins at `base` of the message."""
    out: list[Word] = []
    found = list(_WORD.finditer(text))
    lows = [match.group().lower() for match in found] + [""]
    for n, match in enumerate(found):
        raw, start, stop = match.group(), base + match.start(), base + match.end()
        low = lows[n]
        following = lows[n + 1]
        if low.endswith("s") and low[:-1] in RELATIONS and _apostrophe_left_out(low, following, out):  # "my sisters name", "dads 80th"
            raw, low = raw[:-1] + "'s", low[:-1] + "'s"
        if is_so(low, following):  # "eiriks allergic to penicillin"
            out += [Word(raw[:-1], low[:-1], start, stop), Word("is", "is", start, stop)]
            continue
        if low == "w" and following == "/":
            out.append(Word("with", "with", start, stop + 1))
            continue
        if low == "/" and out and out[-1].stop == stop and out[-1].low == "with":
            continue
        if low == "i" or (low in MENDED and not (raw.isupper() and len(raw) > 1 and low not in ("im", "ive", "dont", "cant"))):
            out += [
                Word(piece.capitalize() if raw[:1].isupper() and not k else piece, piece, start, stop)
                for k, piece in enumerate(MENDED.get(low, low).split(" "))
            ]
            if len(low) > 2 and out[-1].low == "would" and "'" in low:
                helper = _had_or_would([w for w in lows[n + 1 : n + 4] if w])
                out[-1] = Word(helper, helper, start, stop)
        elif low in ("id", "ill", "its") and _opens(out):
            out += _doubtful(low, following, start, stop)
        elif low.endswith("n't") and len(low) > 3:
            out += [Word(raw[:-3], low[:-3], start, stop), Word("not", "not", start, stop)]
        elif low.endswith(("'re", "'ve", "'ll", "'m")):
            cut = raw.index("'")
            helper = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}[low[cut:]]
            out += [Word(raw[:cut], low[:cut], start, stop), Word(helper, helper, start, stop)]
        elif (
            low.endswith("'s")
            and len(low) > 2
            and not _at_theirs(low, following, out)
            and (helper := _helper(low[:-2], [w for w in lows[n + 1 : n + 8] if w]))
        ):
            owner = MENDED.get(low[:-2], low[:-2])
            out += [Word(raw[:-2] if owner == low[:-2] else owner, owner, start, stop), Word(helper, helper, start, stop)]
        elif low.endswith("'d") and len(low) > 2 and low[:-2] not in _INITIALS:
            helper = _had_or_would([w for w in lows[n + 1 : n + 4] if w])
            out += [Word(raw[:-2], low[:-2], start, stop), Word(helper, helper, start, stop)]
        else:
            out.append(Word(raw, low, start, stop))
    return out


def is_so(low: str, following: str) -> bool:
    """Whether the s after a name, without its apostrophe, stands for "is"."""
    traits = following in _TRAITS or (following.isascii() and following.isdigit() and 0 < int(following) < _OLDEST)
    return traits and low.endswith("s") and low[:-1] in GIVEN - WORDS_TOO and low not in GIVEN


_OLDEST = 110
_TRAITS = frozenset(
    "turning going coming getting starting moving visiting staying called born "
    "allergic vegetarian vegan pescatarian coeliac celiac diabetic asthmatic pregnant lactose intolerant dyslexic autistic epileptic married "
    "divorced retired deaf left-handed teetotal".split()
)
#: Made into verbs as they are: "being cc'd".
_INITIALS = frozenset("cc bcc od ok ko rsvp dm pm mc dj cv ot ft pb vip id cgi ed".split())


def _had_or_would(after: list[str]) -> str:
    """What 'd stands for: "I'd never met him", "I'd like to"."""
    following = next((word for word in after if word not in ("not", "never", "already", "just", "always", "also", "only", "all", "both")), "")
    return "had" if following == "been" or (following in PARTICIPLE and following not in BASES) else "would"


def _opens(before: list[Word]) -> bool:
    return not before or not before[-1].low[-1:].isalnum() or before[-1].low in ("and", "but", "so", "because", "though", "as", "that")


_PRONOUNS = frozenset("he she it that there what who where everyone here".split())


def _helper(owner: str, after: list[str]) -> str:
    """ "is" or "has" for the 's after `owner`; "" when it says whose."""
    following = after[0] if after else ""
    if owner in ("name", "surname", "birthday", "favourite") and following[:1].isalnum():
        return "is"
    if owner not in _PRONOUNS:
        return shortened(after)
    states = ("called", "named", "married", "engaged", "retired", "divorced")
    return (
        "has"
        if following in ("got", "been", "gone") or (following in PARTICIPLE and owner in ("he", "she", "it") and following not in states)
        else "is"
    )


def _at_theirs(low: str, following: str, before: list[Word]) -> bool:
    """ "went to her mum's in Bathurst": a place; "for Leo's passing out parade": whose."""
    if _whose_doing(low, following, before):
        return True
    last = [w.low for w in before[-2:]]
    place = {"to", "at", "from", "near", "round", "outside", "opposite"}
    if any(word in ("st", "saint", "sankt") for word in last):  # "St. Mary's on Monday"
        return True
    return (
        bool(last)
        and low[:-2] not in _PRONOUNS
        and (last[-1] in place or (last[0] in place and last[-1] in ("my", "our", "her", "his", "their", "the")))
    )


def _whose_doing(low: str, following: str, before: list[Word]) -> bool:
    """ "for my nephew Leo's passing out parade": whose."""
    if low[:-2] in _PRONOUNS or following not in GERUND:
        return False
    place = len(before)
    while place and (
        before[place - 1].text[:1].isupper() or before[place - 1].low in RELATIONS or before[place - 1].low in ("my", "our", "his", "her", "their")
    ):
        place -= 1
    return place > 0 and before[place - 1].low in ("for", "of", "about", "at", "to", "from", "after", "before", "during")


def _apostrophe_left_out(low: str, following: str, before: list[Word]) -> bool:
    if following in _OWNED:
        return True
    if (
        low in RELATIONS
        or not following
        or (before and before[-1].low in ("the", "of", "all", "other", "some", "two", "both", "these", "many", "most"))
    ):
        return False
    return following[:1].isalnum() and following not in AUXILIARY and following not in ("and", "or", "who", "that", "but", "i", "we")


def _doubtful(low: str, following: str, start: int, stop: int) -> list[Word]:
    if low == "its" and (shortened([following]) == "is" or (following.endswith("ing") and len(following) > 4) or following in ("my", "his", "her")):
        return [Word("it", "it", start, stop), Word("is", "is", start, stop)]
    if low == "id" and following in ("like", "love", "rather", "prefer"):
        return [Word("I", "i", start, stop), Word("would", "would", start, stop)]
    if low == "ill" and (third_person(following) != following + "s" or following in ("be", "have", "need", "get", "take", "start", "visit")):
        return [Word("I", "i", start, stop), Word("will", "will", start, stop)]
    return [Word(low, low, start, stop)]


def join(parts: list[str]) -> str:
    """Words put together again, with English spacing."""
    text = " ".join(part for part in parts if part)
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"\b(both|all|most) of (?:the user|them)\b", r"\1", text)
    text = re.sub(r"(?:(?<=\s)|^)'\s(?=[^']{1,40}\w'(?:\W|$))", "'", text)
    text = re.sub(r"(#|£|\$|€)\s+(?=\w)", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()
