"""What stands before a colon and says whom or what the rest is about: "thesis update: …", "For when I'm at gran's: …"."""

from __future__ import annotations

import re

from engine.learning.turns.turn import Turn

_TOPIC = (
    r"(?:thesis|dissertation|phd|essay|uni|school|college|course|work|job|job hunt|career|house|flat|move|moving|house hunt|mortgage|garden|"
    r"allotment|baby|pregnancy|kids?|family|mum|dad|dog|cat|puppy|health|medical|knee|"
    r"back|hip|wedding|divorce|visa|training|marathon|fitness|diet|weight|travel|trip|holiday|car|bike|money|budget|life|band|choir|novel|"
    r"book|business|shop|course|exam|driving|ivf|chemo|treatment|therapy|project|build|renovation|kitchen|extension)"
)
_ABOUT = re.compile(
    rf"(?P<lead>^\W*(?:(?:hi|hiya|hello|hey|ok|so|quick|small|big|another|good|bad)(?: again| all)?[\s,!.]+)*)(?P<label>(?:my |our |the "
    rf")?(?:latest |quick |small |big )?{_TOPIC} (?:update|news|progress|status|report|latest|situation|stuff|front)|(?:update|news|latest) "
    rf"(?:on|about|re) (?:my |our |the )?{_TOPIC}|on the {_TOPIC} front)\s*(?::|\s[-–—]|,)\s+",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"^\W*(?:ok |okay |so |just |right )*(?:(?:putting|writing|leaving|dumping|parking|noting|jotting|logging|popping|storing) (?:this|these|"
    r"it|them|all this)?(?: (?:here|down|in here|somewhere))?|"
    r"note to self|for (?:future(?: reference)?|the record|my records|later|next time|your info|info)|so (?:i|we) (?:don'?t|won'?t) forget|"
    r"before i forget|(?:a )?few (?:things|facts|notes)(?: (?:about|on) (?:me|us))?|(?:some )?(?:facts|stuff|bits|things|basics) about (?:me|"
    r"us)|about me)"
    r"(?: (?:so|before) (?:i|we) (?:don'?t |won'?t )?forget(?: it)?)?\s*(?::|\s[-–—])\s+(?!(?:to|how) )",
    re.IGNORECASE,
)
_PERSONAL = re.compile(_ABOUT.pattern.replace("^", r"(?:^|[.!?\n]\s*)", 1), re.IGNORECASE)

TURNS: tuple[Turn, ...] = (
    Turn(
        r"^\W*(?:(?:for|note for|remember for) )?(?:when|whenever|next time|if) (?:i'?m|we'?re|i am|we are|i go|we go|i stay|staying|"
        r"you'?re) (?:at|in|to|round at|over at|down at|up at|round|staying at) "
        r"(?P<owner>(?:the |my |our )?[\w' ]{2,30}?)(?:'s)?(?: (?:house|place|flat))?\s*(?::|\s[-–—])\s+(?P<first>(?!(?:i|we|my|our|he|she|"
        r"it|you|don'?t|please)\b)(?:the )?[a-z][\w -]{1,30}? (?:is|are|'s|lives|goes)\b[^,;.]*)",
        ("{owner}'s {first}",),
        example=("For when I'm at the cabin: fuse box is behind the coats", "The cabin's fuse box is behind the coats."),
    ),
)


def unlabelled(text: str) -> str:
    """The sentence with a label that only says what it is about, or that it is noted down, blanked out."""
    match = _ABOUT.match(text) or _NOTED.match(text)
    return " " * match.end() + text[match.end() :] if match else text


def announced(text: str) -> bool:
    """Whether a message says that news of the user's own life follow."""
    return _PERSONAL.search(text) is not None
