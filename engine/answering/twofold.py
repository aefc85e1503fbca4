"""Two questions in one sentence: "what breed is my dog and what is it called"."""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.answering.question import words

_ASKS = r"(?:what|which|when|where|who|whose|how)(?:'s|s)?\b"
_TWO = re.compile(
    r"^(?:\W*(?:ok(?:ay)?|so|hey|and|right|well|alright)\b)?"
    rf"(?P<first>\W*(?:{_ASKS}|is|are|do|does|did|has|have)\b.{{6,}}?)(?:\?+ *(?:and )?|,? and )(?P<second>{_ASKS}.{{3,}})$",
    re.IGNORECASE | re.DOTALL,
)
_OF_WHOM = re.compile(r"\b(?:my|our) [a-z]+(?:-[a-z]+)*(?:'s [a-z]+(?:-[a-z]+)*)*|(?<=.)\b[A-Z][\w-]+")
_SUBJECT = re.compile(r"\b(?:it|he|she|they)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:him|them)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:its|his|her|their)\b(?= [a-z])", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|my|we|our|me|us)\b|(?<=.)\b[A-Z]")


def two_parts(text: str, known: Collection[str] = ()) -> tuple[str, str] | None:
    """The two questions, with whom or what the first is about in place of "it" in the second; None for a single one.
    `known`: folded names in memory, which may stand in lower case."""
    match = _TWO.match(text.strip())
    if match is None or len(text) > 200 or "\n" in text.strip():
        return None
    first, second = match["first"].strip(), match["second"].strip()
    about = _OF_WHOM.findall(first) or [word for word in words(first) if word in known]
    if about:
        of = about[-1]
        second = _OBJECT.sub(of, _SUBJECT.sub(of, _POSSESSIVE.sub(f"{of}'s", second)))
    if not _OWN.search(second) and not any(word in known for word in words(second)):
        return None  # it can't be told whom the second is about
    return f"{first.rstrip(' ?')}?", f"{second.rstrip(' ?')}?"
