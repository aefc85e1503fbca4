"""A question without a verb behind what is told: "my mother-in-law is here till Sunday, easy dinner?"."""

from __future__ import annotations

import re

_TOLD = re.compile(
    r"(?:^|(?<=[.!?\n;] ))\W*(?:my|our|i|i'm|im|i've|ive|we|we're|"
    r"we've)\s(?:[^.!?\n;]*[\w)'])(?P<comma>,)(?=(?P<tail>\s*(?:[a-z]+[ -]){0,3}[a-z]+)\s*\?)",
    re.IGNORECASE,
)
#: These ask after what was told, or go on with it.
_TAG = re.compile(
    r"\s*(?:right|correct|true|innit|yes|no|yeah|yea|eh|huh|ok|okay|though|isn|aren|wasn|don|doesn|didn|hasn|remember|you know|get it|or|and|but|"
    r"so|am|is|are|do|does|did|can|could|should|would|will|"
    r"was|were|has|have|in|on|at|from|with|for|to|of|by|not|because|since|then|i|we|he|she|they|it|my|our|who|what|which|how|why|when|where)\b",
    re.IGNORECASE,
)

#: "…, same with my husband", "… and neither does she": a statement of its own.
_LIKEWISE = re.compile(
    r"(?:,(?: and| but)?| and)(?= (?:(?:so|neither|nor)(?:'s| (?:is|are|does|do|has|have|was|did|can|am)) (?:my|our)\b|(?:same|ditto|"
    r"likewise) (?:with|for|goes for) (?:my|our|mum|mom|dad)\b))",
    re.IGNORECASE,
)

#: "never again lol he still owes me": a laugh ends a sentence.
_LAUGHED = re.compile(r"(?<=\w)\s(?:lol|lmao|lmfao|haha+|hahaha|rofl)(?=\s(?:i|i'm|i've|he|she|they|we|my|he's|she's|our|it's)\b)", re.IGNORECASE)


#: Said to the listener, and no condition of what is told: "my stage name is Vix if you were wondering".
_WONDERING = re.compile(
    r"(?:,\s*)?\b(?:just )?(?:if|in case) (?:you(?:'re| are| were)?|ur|u|anyone(?:'s| is| was)?|anybody(?:'s| is| was)?) "
    r"(?:wondering|wondered|asking|interested|curious|confused)\b|(?:,\s*)?\bif you must know\b",
    re.IGNORECASE,
)


_TO_SAY = re.compile(r"(?:^|(?<=[.!?\n;] ))(?:safe|fair|sad|needless|funny|strange|sorry) to say,?(?= (?:i|we|my|our|i'm|im|we're)\b)", re.IGNORECASE)


def apart(text: str) -> str:
    """The message, character for character, with that question made a sentence of its own."""
    for pattern in (_WONDERING, _TO_SAY):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    text = _LIKEWISE.sub(lambda match: ";" + " " * (len(match.group()) - 1), text)
    text = _LAUGHED.sub(lambda match: ";" + " " * (len(match.group()) - 1), text)
    for match in list(_TOLD.finditer(text)):
        if not _TAG.match(match["tail"]):
            text = text[: match.start("comma")] + ";" + text[match.end("comma") :]
    return text
