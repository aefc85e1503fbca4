"""Did it work? Explicit words about how a procedure turned out."""

from __future__ import annotations

import re
from typing import Literal

Outcome = Literal["worked", "failed", ""]

_IT = r"(?:it|that|this|those steps|the steps|your steps|everything)"
_REALLY = r"(?:(?:really|seem to|actually|totally|just|finally|all|also|now|quite|even) )*"
#: What makes "work" speak of something else: "works at the port", "works for me, see you at 8".
_ELSE = r"(?! (?:out|at (?!all\b)|in|on|for (?:a|the|my|me|us)|with)\b)"
_DONE = r"(?:fixed|solved|sorted|helped|(?:did|done) (?:it|the trick|the job))"
_HOW = r"(?: (?:a treat|like a (?:charm|dream)|perfectly|fine|great|well|first time|now|again|this time|beautifully))?"
_STATE = r"(?:green|up|on|running|working|fine|good|fixed|sorted|quiet|silent|warm|hot|open)"
_FAILED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:did(?: ?n'?t| not)|does(?: ?n'?t| not)|has(?:n'?t| not)|have(?:n'?t| not)|won'?t|isn'?t|never) {_REALLY}"
        rf"(?:work(?:ed|ing)?|help(?:ed)?|fix(?:ed)?|solved?|do(?:ne)? (?:it|the trick|anything)|make an? difference|make any difference|"
        rf"changed? anything)\b{_ELSE}",
        r"\b(?:no (?:luck|joy|good|dice|change|difference|effect)|made no difference|not (?:working|fixed|sorted|solved|better)|to no avail)\b",
        r"\b(?:nothing (?:happen(?:s|ed)|changed)|did nothing)\b",
        r"\bstill (?:the same|broken|dead|red|down|stuck|failing|(?:beep|leak|blink|flash)(?:s|es|ing)|not|no|doesn'?t|won'?t|isn'?t)\b",
        r"\b(?:that|it|this) (?:failed|made (?:it|things) worse|was useless|was no (?:use|help))\b",
        r"\bsame (?:problem|thing|error) (?:as before|again|still)\b",
    )
)
_WORKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_IT}(?:'s| has| is| seems to have)? {_REALLY}(?:work(?:s|ed|ing)|{_DONE})\b{_ELSE}",
        rf"^\W*(?:(?:and|it|that|yes|yep|yay|ok|okay|great|perfect|brilliant|just|tried it)\W+)*(?:work(?:s|ed){_HOW}|{_DONE}|success)\b{_ELSE}",
        rf"^\W*all (?:good|sorted|fixed|working)\b|\b{_IT}(?:'s| is) all (?:good|sorted|fixed|working)\b",
        rf"\b(?:it|that|everything|the \w+|(?-i:[a-z]+))(?:'s| is| are) (?:back(?: (?:up|on|online|again))?|{_STATE} (?:again|now))\b",
        r"\b(?:it|that|the \w+) \w+s (?:properly|fine|perfectly|beautifully|nicely|smoothly|again|like new)\b",
        r"\bgot it (?:working|going|open|running)\b|\b(?:works|working|runs) (?:again|now|like a charm)\b|\bback in business\b",
    )
)
_UNSURE = re.compile(r"\?|\b(?:if|whether|hope(?:fully)?|might|maybe|should|will|would|let's see|try(?:ing)?|going to|about to)\b", re.IGNORECASE)
#: A matter of its own: "my new job didn't work out".
_ELSEWHERE = re.compile(
    r"\b(?:my|our|his|her|their) (?:\w+ )?(?:job|date|marriage|relationship|career|brother|sister|wife|husband|boss|holiday|plans?)\b", re.IGNORECASE
)
_LONGEST = 25  # words: more than a remark is a story of its own

#: Message, and what it says of the procedure before it ("" = nothing).
EXAMPLES: tuple[tuple[str, Outcome], ...] = (
    ("that worked, thanks", "worked"),
    ("worked a treat!", "worked"),
    ("brilliant, it's green again. cheers", "worked"),
    ("that's done it, ta", "worked"),
    ("ok it drains properly now", "worked"),
    ("It's all sorted now", "worked"),
    ("didn't work", "failed"),
    ("nope still broken", "failed"),
    ("Hmm, that hasn't helped, it's still red", "failed"),
    ("tried that, made no difference", "failed"),
    ("no joy :(", "failed"),
    ("sadly it didn't help at all", "failed"),
    ("thanks", ""),
    ("Will that work?", ""),
    ("I hope that works", ""),
    ("my brother works in Leeds", ""),
    ("My new job didn't work out", ""),
    ("that works for me, see you at 8", ""),
)


def outcome(text: str) -> Outcome:
    """What a message right after a procedure says of it; "" when it says nothing, hopes, or asks."""
    if len(text.split()) > _LONGEST:
        return ""
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", text.replace("’", "'").strip()):
        plain = " ".join(sentence.split())
        if _UNSURE.search(plain) or _ELSEWHERE.search(plain):
            continue
        if any(pattern.search(plain) for pattern in _FAILED):
            return "failed"
        if any(pattern.search(plain) for pattern in _WORKED):
            return "worked"
    return ""
