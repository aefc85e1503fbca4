"""What "it" points back at: after "how much is the rent?", "what was it before?" asks what the rent was before."""

from __future__ import annotations

import re

from engine.answering.question import relation, words

_IT = re.compile(r"(?<![\w'’])(?P<it>it|that|they|them|those)(?P<is>['’]s|['’]re)?(?![\w'’-])", re.IGNORECASE)
#: "Is it raining?", "what time is it", "does it matter": nothing is pointed at.
_EMPTY = re.compile(
    r"\b(?:what (?:time|day|date|year|month) is it|how is it going|it (?:seems|matters?)|that['’]?s (?:all|it|right|wrong|great|fine|good|true)"
    r"|is it (?:true|possible|ok(?:ay)?|raining|cold|hot|worth|time|too late)"
    r"|(?:know|think|say|said|remember|tell|told|sure|mean|after|before|like|about) that)\b",
    re.IGNORECASE,
)
_NOT_IN_IT = r"(?!(?:is|are|was|were|do|does|did|has|have|of|from|for)\b)"
_THING = re.compile(
    rf"\b(?P<thing>(?:my|our|the|his|her|their|[A-ZÀ-ÞĀ-Ž][\w-]+['’]s?) (?:{_NOT_IN_IT}[\w'’-]+ ){{0,2}}?{_NOT_IN_IT}(?P<noun>[\w-]{{2,}}))(?=\W*$"
    r"| (?:again|now|from|for|in|on|at|to|with|called|kept|go|cost|leave|start|begin|end|expire|arrive|open|close|due)\b)"
)
_SEVERAL = re.compile(r"\b(?:and|or)\b|,", re.IGNORECASE)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|ok|then|well)\W+)*(?:(?:since|until|till|from|by|at|for|with) )?"
    r"(?:who|what|when|where|which|how|whose|do|does|did|is|are|was|were|have|has)",
    re.IGNORECASE,
)


def pointed(text: str, before: str) -> str:
    """The question with the thing of the question before it in the place of "it"; as it is where nothing or several things may be meant."""
    its = list(_IT.finditer(text))
    if len(its) != 1 or len(text.split()) > 10 or _EMPTY.search(text) or not _QUESTION.match(before.strip()):
        return text
    if _SEVERAL.search(re.sub(r"^\W*(?:and|or)\b", "", before.strip(), flags=re.IGNORECASE)):
        return text
    things = [match for match in _THING.finditer(before.strip()) if relation(match["noun"].lower()) is None]
    if len(things) != 1 or not _QUESTION.match(text) or _THING.search(text):
        return text
    thing, it = things[0]["thing"], its[0]
    plural = things[0]["noun"].lower().endswith("s") and not things[0]["noun"].lower().endswith("ss")
    if plural != (it["it"].lower() in ("they", "them", "those")) or set(words(thing)) <= set(words(text)):
        return text
    return f"{text[: it.start()]}{thing}{it['is'] or ''}{text[it.end() :]}"
