"""Which messages only ask: questions and requests that state nothing about the user ("echoes"). They rank below statements."""

from __future__ import annotations

import re

from engine.memory.sentences import sentences

_LONGEST = 4_000  # characters that are looked at
_NAMED = r"(?:i|you|we|they|he|she|it|my|your|our|their|his|her|its|the|a|an|this|that|these|those|there|any|anyone|anybody|someone|some|\w+'s)"
_FILLER = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|well|um|uh|please|pls|and|also|but|oh|btw|by the way|thanks|thank you|random"
    r"|quick question|question|one more thing"
    r"|sorry|alcove|now|then|again|just|yes|no|yeah|hmm|actually|or|remind me again|serious question|anyway|right|cheers|lol|haha)\b[\s,:!.–—-]*)+"
)
_WH = re.compile(r"^(?:whats?|whos?|whom|whose|wheres?|whens?|whys?|hows?|which|wh[a-z]+'(?:s|re|d|ll|m|ve)|how'(?:s|re|d|ll))\b")
_INVERTED = re.compile(
    r"^(?:(?:do|does|did|is|are|were|isn't|aren't|doesn't|don't|didn't|weren't|wasn't|am i\b|was|isnt|arent|doesnt|didnt)\b"
    rf"|(?:have|has|had|can|could|would|will|shall|should|may|might|must|can't|couldn't|won't|wouldn't|shouldn't|haven't|hasn't|cant)\s+{_NAMED}\b"
    r"|(?:any|anything|anyone|anybody)\b)"
)
_NOT_INVERTED = re.compile(
    r"^(?:was|were|am|is|are|did|do|don't)\s+(?:in|at|on|with|from|to|allergic|born|told|given|not|it|so"
    r"|really|very|the\s+\w+\s+(?:yesterday|today))\b"
)
_REQUEST = re.compile(
    r"^(?:tell|show|convert|translate|calculate|compute|explain|list|find|search|summari[sz]e|write|draft|suggest|recommend|name|define"
    r"|describe|compare|rewrite|shorten|rephrase|proofread|fix|check|look up|spell|repeat|sing|play|open|count|read|forget"
    r"|delete|erase|remove|help|give me|make"
    r"|turn|solve|generate|print|set|start|stop|quote|add up|pick|choose|guess|remind me (?:what|when|where|who|why|how|which"
    r"|whose|of|about|if|whether)"
    r"|do you|let's (?:talk|play)|talk|try|use|answer|continue|go on|be (?:brief|short|concise|quick|specific|honest)|keep it)\b"
)
_EMBEDDED = re.compile(
    r"^(?:i\s+(?:was\s+|am\s+|'m\s+)?(?:just\s+)?(?:wonder(?:ing)?|forgot|forget|can't remember|cannot remember|don't (?:know"
    r"|remember)|dont (?:know|remember)"
    r"|can't recall|need to know|want to know|wanna know|would like to know|'d like to know)|i'd like to know|(?:you )?(?:know|remember|recall)"
    r"|can't remember|cant remember|no idea|not sure|curious|wondering|forgot)\s+(?:again\s+)?(?:\w+\s+)?(?:what|when|where|who"
    r"|why|how|which|whose|if|whether)\b"
)
_KNOWN_QUESTION = re.compile(r"^(?:you know|do you know|did you know)\b")
_VERB = r"(?:'m|'ve|'d|'ll|'s|'re|\s+(?:\w+ly\s+)?(?!\w+\?)[a-z]+)"
_DECLARES = re.compile(
    rf"^(?:(?:and|but|because|cause|cos|since|as|so|though|although|now that|given that|seeing as|considering|fyi|you know|actually)\s+)*"
    rf"(?:(?:i|we|he|she|they|im|ive){_VERB}|(?:my|our|his|her|their)\s+(?:[\w'-]+\s+){{0,4}}?"
    r"(?:is|are|was|were|has|have|had|lives|lived|likes|liked|loves|hates|works|worked|moved|got|gets|went|goes|wants|needs"
    r"|died|left|called|named|turns"
    r"|turned|said|says|told|can|can't|will|won't|just|plays|played|bought|started|starts|comes|came|[a-z]{3,}ed)\b|it's\s+my|remember\s+that)"
)
_TAG = re.compile(
    r"^(?:right|ok|okay|correct|yes|no|huh|eh|did you know|you know|do you remember|remember|don't you think"
    r"|isn't (?:it|he|she)|aren't they)\W*$"
)
_CLAUSE = re.compile(
    r"[,;:–—]\s+|\s-\s|\s+(?=(?:because|since|and|but|so)\s+(?:i|i'm|i've|im|ive|my|we|our)\b)|\s+(?=(?:and"
    r"|but)\s+he\s|(?:and|but)\s+she\s)"
)
_NEUTRAL = re.compile(
    r"^(?:[\W_]*|(?:hey|hi|hello|ok|okay|thanks|thank you|please|cheers|lol|haha|ty|thx|good (?:morning"
    r"|evening|night|afternoon)|yes|no|yeah|hmm)\W*)$"
)
_CONDITION = re.compile(
    r"^(?:if|when|whenever|unless|in case|suppose|imagine|assuming|for|in|on|at|to|from|with|about|of|or"
    r"|like|e\.g|say|not|including)\b"
)

_INSIDE = re.compile(rf"\s(?:what|when|where|who|why|how|which)\b|\s(?:do|does|did|is|are|should|can|could|would|will)\s+{_NAMED}\b")
#: "What I've got in the ground is garlic and leeks": tells.
_CLEFT = re.compile(
    r"^(?:for the record,? |actually,? )*what (?:i|we|he|she|they)\b(?:'\w+)? [^?]{2,80}?"
    r" (?:is|are|was|were) (?!it\b|this\b|that\b|there\b|called\b)\S[^?]+$"
)


def is_cleft(text: str) -> bool:
    """Whether a sentence that begins as a question goes on to tell what it asked."""
    return _CLEFT.match(_bare(text.replace("’", "'").casefold()).rstrip(" .!")) is not None


def only_asks(text: str) -> bool:
    """Whether a message is questions and requests alone, with nothing stated. Works on lower case without question marks, for English;
    in other languages a sentence asks when it ends in a question mark."""
    text = text[:_LONGEST].replace("’", "'").casefold()
    asked = False
    for start, stop in sentences(text):
        sentence = text[start:stop]
        if _NEUTRAL.match(sentence):
            continue
        if ": " in sentence and _REQUEST.match(_bare(sentence)):
            return True  # what follows the colon is the matter to work on
        if not _asks(sentence):
            return False
        asked = True
    return asked


def _bare(clause: str) -> str:
    return _FILLER.sub("", clause.strip(" \t\"'“”()*->•¿¡")).strip()


def _asks(sentence: str) -> bool:
    """One sentence: at least one clause asks, and none declares."""
    marked = sentence.rstrip("\"')”» ").endswith(("?", "？")) or sentence.lstrip().startswith("¿")
    if not marked and is_cleft(sentence):
        return False
    if _EMBEDDED.match(_bare(sentence)):
        return True
    parts = [part for part in _CLAUSE.split(sentence) if part]
    clauses = [bare for part in parts if not _NEUTRAL.match(bare := _bare(part))]
    asking = False
    for n, clause in enumerate(clauses):
        if _TAG.match(clause) and n > 0:
            return asking
        if _questions(clause):
            asking = True
        elif _DECLARES.match(clause) and not _EMBEDDED.match(clause):
            if not (marked and len(parts) == 1 and not clause.startswith(("i ", "i'", "im ", "ive ", "you know"))):
                return False
        elif _CONDITION.match(clause):
            asking = asking or _INSIDE.search(clause) is not None
        elif not asking and not marked:
            return False
    return asking or marked


def _questions(clause: str) -> bool:
    """Whether a clause begins as a question or as a request."""
    if _KNOWN_QUESTION.match(clause) and not re.match(r"^(?:do|did) you know (?:wh|how|if|of|any)", clause):
        rest = _KNOWN_QUESTION.sub("", clause).strip()
        return not _DECLARES.match(rest)
    if _WH.match(clause) or _EMBEDDED.match(clause) or _REQUEST.match(clause):
        return not re.match(r"^when\s+(?:i|we|my)\s", clause)
    return _INVERTED.match(clause) is not None and _NOT_INVERTED.match(clause) is None
