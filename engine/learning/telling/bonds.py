"""Bonds between people whom a sentence names: "Petra is married to Tom", "Anna and Marco have a daughter, Lia", "Kofi, Ama and Esi are siblings"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.kinship import one_of
from engine.learning.telling.people import NAME
from engine.memory.relations import is_kin

#: Somebody as a sentence in the third person names them; only the name counts.
_ONE = rf"(?:(?:[Tt]he user's |[Hh]is |[Hh]er |[Tt]heir )(?:[\w-]+ )??(?i:{RELATION_PATTERN}),? |(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir) )?(?:{NAME})"
_SOME = rf"{_ONE}(?:(?:, | and |, and | & ){_ONE}){{0,5}}"
_BE = r"(?:is|are|was|were|got|gets|is getting|are getting|has been|have been|has got|is now|are now)"
#: What ties two together, as a sentence puts it, and the word for it; no word says more than the sentence.
_PAIRS = tuple(
    (tie, re.compile(pattern))
    for tie, pattern in (
        (
            "spouse",
            rf"(?P<one>{_ONE}) (?:{_BE} (?:now |happily |recently |still |finally )*married (?:to|with)|married|wed|has married) (?P<other>{_ONE})",
        ),
        ("fiance", rf"(?P<one>{_ONE}) (?:{_BE} )?(?:now |recently )*(?:engaged to|proposed to) (?P<other>{_ONE})"),
        (
            "partner",
            rf"(?P<one>{_ONE}) (?:{_BE} )?(?:now |still |back )*(?:dating|seeing|going out with|together with"
            rf"|living with their partner) (?P<other>{_ONE})",
        ),
        (
            "ex",
            rf"(?P<one>{_ONE}) (?:has |have |was |is )?(?:now |recently )*(?:divorced(?: from)?|split up with|broke up with"
            rf"|separated from) (?P<other>{_ONE})",
        ),
    )
)
_TOGETHER = tuple((tie, re.compile(pattern)) for tie, pattern in (
    ("spouse", rf"(?P<some>{_SOME}) {_BE} (?:now |happily |recently |still )*married\b(?! (?:to|with))"),
    ("fiance", rf"(?P<some>{_SOME}) {_BE} (?:now |recently )*engaged\b(?! (?:to|with))"),
    ("", rf"(?P<some>{_SOME}) (?:is|are|was|were) (?:both |all |also |old |best |good |close |identical "
        rf"|first )*(?P<kin>(?i:{RELATION_PATTERN}))(?![\w'-])"),
))  # fmt: skip
_ENDED = re.compile(r"\b(?:not|never|no longer|n't|used to|were never|was never)\b")
_HAVE = re.compile(
    rf"(?P<owners>{_SOME}) (?:have|has|had|adopted|are expecting|is raising|are raising)(?: now| also| got"
    rf"| just had)* (?:(?:an?|one|two|three|four|five|"
    rf"six|seven|\d|their|another) |(?=twins|triplets))(?:[\w-]+ )??(?P<kin>(?i:{RELATION_PATTERN}|baby boy|baby girl|boy"
    rf"|girl|boys|girls))(?:,? (?:called|named)|,|:| -| –)? "
    rf"(?P<some>{_SOME})(?![\w'-])"
)
_OF = re.compile(rf"(?P<some>{_SOME}) (?:is|are|was|were) (?P<owners>{_SOME})(?:'s|(?<=s)') (?P<kin>(?i:{RELATION_PATTERN}))(?![\w'-])")
_THE_OF = re.compile(
    rf"(?P<some>{_SOME}) (?:is|are|was|were) (?:the |an? |one of the )?(?P<kin>(?i:{RELATION_PATTERN})) (?:of|to) (?P<owners>{_SOME})(?![\w'-])"
)
_THEIRS = re.compile(
    rf"(?P<owners>{_SOME})(?:'s|(?<=s)') (?P<kin>(?i:{RELATION_PATTERN})) (?:is|are|was|were)(?: called| named)? (?P<some>{_SOME})(?![\w'-])"
)
_BESIDE = re.compile(rf"(?P<owners>{_ONE}),? and (?:his|her|their) (?P<kin>(?i:{RELATION_PATTERN}))(?: called|,)? (?P<some>{NAME})(?![\w'-])")
_CHILD = {
    "kid": "child",
    "baby boy": "son",
    "baby girl": "daughter",
    "boy": "son",
    "girl": "daughter",
    "boys": "son",
    "girls": "daughter",
    "lads": "son",
}
_LONGEST = 300  # characters; a memory is a sentence
_NAME_AT_END = re.compile(rf"(?:{NAME})$")
_APART = re.compile(r", and | and |, | & ")
_USER = re.compile(r"^The user(?:'s)?$|^User$")


def bonds(text: str) -> Iterator[tuple[str, str, str]]:
    """(head, word, tail): the tail is the head's daughter, spouse, …; both as the sentence names them. The user's own are told elsewhere."""
    if len(text) > _LONGEST or _ENDED.search(text):
        return
    found = [
        (match["one"], tie, match["other"]) for tie, pattern in _PAIRS for match in [re.match(pattern, text)] if match is not None
    ]  # fmt: skip
    for tie, pattern in _TOGETHER:
        match = pattern.match(text)
        names = _names(match["some"]) if match else []
        if match and len(names) > 1:
            word = tie or one_of(match["kin"].lower())
            if word == match.groupdict().get("kin", "").lower():
                continue  # "Anna and Marco are a teacher": no bond in the singular
            found += [(one, word, other) for n, one in enumerate(names) for other in names[n + 1 :]]
    for told in (_HAVE, _OF, _THE_OF, _THEIRS, _BESIDE):
        match = told.search(text)
        if match:
            word = one_of(match["kin"].lower())
            word = _CHILD.get(word, word)
            if told is _HAVE and not is_kin(word):
                continue  # who has a plumber called Tom is no plumber's kin
            found += [(owner, word, one) for owner in _names(match["owners"]) for one in _names(match["some"])]
    for head, word, tail in dict.fromkeys((_bare(head), word, _bare(tail)) for head, word, tail in found):
        if head and tail and head != tail and not _USER.match(head) and not _USER.match(tail):
            yield head, word, tail


def _names(some: str) -> list[str]:
    return [name for one in _APART.split(some) if (name := _bare(one))]


def _bare(one: str) -> str:
    """The name of somebody: "The user's sister Petra" -> "Petra"."""
    match = _NAME_AT_END.search(one.strip(" ,"))
    name = match.group().removesuffix("'s") if match else ""
    return "" if name.split()[:1] in (["The"], ["His"], ["Her"], ["Their"]) else name
