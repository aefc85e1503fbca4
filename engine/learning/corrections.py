"""A correction of the message before: "Sorry, it's at 11, not 10." restates what it said with the new value."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from engine.learning.records import Candidate, Learned

_VALUE = r"(?:\d{1,2}(?:[:.]\d{2})?(?:\s?[ap]m)?|[^\W_][\w'-]*(?: [^\W_][\w'-]*)?)"
_LEAD = r"(?:(?:at|on|in|for|called|the)\s+)*"
_CORRECTION = re.compile(
    r"^\W*(?:(?:sorry|oops|no|wait|actually|correction|i mean|i meant|my mistake|my bad)\W+)*"
    r"(?:(?:it|that|she|he)(?:'s|\s+is|\s+was)|(?:it|that)\s+should\s+be|make\s+(?:it|that)|i\s+mean|i\s+meant)\s+"
    rf"{_LEAD}(?P<new>{_VALUE}),?\s+not\s+{_LEAD}(?P<old>{_VALUE})\s*[.!]*\s*$",
    re.IGNORECASE,
)
_CONFIDENCE = 0.7


def corrected(source: str, previous: str, read: Callable[[str], Learned]) -> tuple[Candidate, ...]:
    """What `previous` gives with the new value in place of the old one, each with the text that it corrects.

    `read` learns from a text. Nothing when the message is no correction, or `previous` doesn't name the old value exactly once.
    """
    match = _CORRECTION.match(source)
    if not match or match["new"].lower() == match["old"].lower():
        return ()
    old = re.compile(rf"(?<![\w:.]){re.escape(match['old'])}(?![\w]|[:.]\d)", re.IGNORECASE)
    if len(old.findall(previous)) != 1:
        return ()
    before, after = read(previous).candidates, read(old.sub(lambda _: match["new"], previous)).candidates
    if len(before) != len(after):
        return ()
    return tuple(
        msgspec.structs.replace(new, start=match.start("new"), stop=match.end("old"), confidence=_CONFIDENCE, corrects=was.text)
        for was, new in zip(before, after, strict=True)
        if was.text != new.text and was.kind != "procedural" and (was.subject, was.predicate) == (new.subject, new.predicate)
    )
