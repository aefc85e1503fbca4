"""Who it is after all: "nope, it's Jan who has the asthma, not Piet" tells of Jan alone."""

from __future__ import annotations

import re

from engine.learning.telling.people import NAME
from engine.learning.telling.presumed import Presumed

_LEAD = (
    r"(?:no+|nope|nah|sorry|wait|wrong|actually|correction|(?:the )?other way round|you'?ve got (?:it|that|them) (?:wrong|mixed up|the wrong way "
    r"round)|i meant|i mean|mixed up|oops)"
)
_WHO = rf"(?:(?-i:{NAME})|my [\w-]+(?: (?-i:{NAME}))?)"
_IT_IS = re.compile(
    rf"^\W*(?:{_LEAD}[\s,:!.-]+)*(?:it'?s|it is|it was) (?P<who>{_WHO}) (?:who|that)(?P<be>'s| is)? (?P<said>[^;]{{3,80}}?),? (?:and )?not "
    rf"(?P<other>{_WHO})\W*$",
    re.IGNORECASE,
)
_THE_ILLNESS = re.compile(r"\b(?P<has>has|had|got|have) the (?P<what>[\w-]+)(?: \((?P<kind>type [12]|mild|severe|bad)\))?", re.IGNORECASE)


def not_the_other(text: str) -> list[Presumed]:
    """Of whom it is true; nothing of the other one."""
    match = _IT_IS.match(text)
    if not match:
        return []
    said = _THE_ILLNESS.sub(lambda m: " ".join(filter(None, (m["has"], m["kind"], m["what"]))), match["said"].strip(" ,"))
    return [Presumed(f"{match['who']} {'is ' if match['be'] else ''}{said}", 0, len(text), whole=True)]
