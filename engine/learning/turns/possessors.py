"""What two have is named once: "Bram's birthday is 3 March and mine is in May", "my car is a Fiat, Lina's is a Volvo"."""

from __future__ import annotations

import re

from engine.learning.telling.presumed import Presumed

_VERB = (
    r"(?:is|was|are|were|will be|starts?|begins?|ends?|finishes|opens?|closes?|costs?|weighs?|comes?|goes|arrives?|lands?|leaves?|means?|has|have)"
)
_ABSOLUTE = {"mine": "my", "ours": "our", "hers": "her", "his": "his", "theirs": "their"}
_NOT_NOUN = r"(?!(?:from|in|at|on|to|of|an?|the|not|no|been|got|so|very|also|still|now|just|always|never|really|quite|too|all|who)\b)"
_OWNED = r"(?:my|our|his|her|their|the)\s+(?:[\w-]+\s+)?[\w-]+['’]s"
_BEGINS = r"(?:^|[.;:!?]\s+|,\s*(?:and |but |so )?|\b(?:and|but|so|well|btw)\s+)"
_JOINS = r"(?:,\s*(?:and |but |while |whereas )?|;\s*|\s+(?:and|but|while|whereas)\s+)"
_GOES_ON = r"\s+and\s+(?:i|i'm|we|he|she|they|it|my|our|his|her|the|mine|ours|hers|theirs|[\w-]+['’]s)\b"
#: Whose, what, and the verb of it. "Anna's 6" and "my sister's a vet" have no verb after the noun.
_FIRST = re.compile(
    rf"{_BEGINS}(?:{_OWNED}|[A-ZÀ-ÞĀ-Ž][\w-]+['’]s|my|our|his|her|their)"
    rf"\s+(?P<what>{_NOT_NOUN}[\w-]+(?:\s+{_NOT_NOUN}[\w-]+){{0,2}}?)\s+{_VERB}\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(
    rf"{_JOINS}(?P<all>(?P<whose>mine|ours|hers|his|theirs|{_OWNED}|[\w-]{{2,}}['’]s)(?:(?P<short>['’]s)|\s+(?P<verb>{_VERB}))\b(?P<does>[^,;]+?))"
    rf"(?=\s*(?:[,;.!?]|$)|\s+(?:but|so|because|which|while|whereas)\b|{_GOES_ON})",
    re.IGNORECASE,
)
_IT = frozenset("it's that's he's she's what's who's there's here's let's where's how's when's this's everything's everyone's somebody's".split())


def other_possessors(text: str) -> list[Presumed]:
    """The later ones of several that have the same, each in a whole clause."""
    first = _FIRST.search(text)
    if first is None:
        return []
    found = []
    for match in _OTHER.finditer(text, first.start("rest")):
        whose = match["whose"].replace("’", "'")
        if whose.lower() in _IT or (match["short"] and whose.lower() not in _ABSOLUTE):
            continue
        owner = _ABSOLUTE.get(whose.lower(), whose)
        told = f"{owner} {first['what']} {match['verb'] or 'is'}{match['does']}"
        found.append(Presumed(" ".join(told.split()), match.start() + (match[0][:1] in ",;"), match.end("all"), whole=True))
    return found
