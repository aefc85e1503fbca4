"""What only might be: wishes, suppositions, what would happen if. What holds "if the weather holds" is still told as the plan that it is."""

from __future__ import annotations

import re

_SUPPOSED = re.compile(
    r"^(?:and |but |so |then |even |well |ok |like )*(?:suppose(?! i(?:'?d| had| should| ought| must| could)\b)|"
    r"supposing|imagine|assuming|say (?:i|you|we|that|im|i'm)|pretend|whether|what if|"
    r"let'?s say|lets say|picture|hypothetically|theoretically|in theory)\b",
    re.IGNORECASE,
)
_IF = r"(?:if|unless|in case|provided|as long as|so long as|only if)"
_IF_FIRST = re.compile(rf"^(?:and |but |so |then |even |or )*{_IF}\b", re.IGNORECASE)
#: "if I lived", "if I was", "if he'd gone": contrary to fact, and so is all that depends on it.
_CONTRARY = re.compile(
    r"\bif (?:i|we|you|he|she|they|it|my [\w' -]{2,25}?|the [\w' -]{2,25}?|this [\w]+|that [\w]+|there|everyone|someone|only)\s*(?:'d\b|d\b|had\b|"
    r"were\b|was\b|could\b|would\b|"
    r"didn'?t\b|won\b|got\b|lived\b|ate\b|sold\b|went\b|knew\b|owned\b|moved\b|became\b|died\b|married\b|lost\b|found\b|stopped\b|quit\b|"
    r"[a-z]+ed\b)|\bas if\b|\bas though\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:i|we|you|he|she|they|it|that|there|who|this)(?:'d|d)? (?:wish(?!(?:es)? to\b)|(?:could|should|would|might|must)(?:'ve| have|a|ve)\b|"
    r"swear(?! (?:by|to)\b))|"
    r"'d (?:have|never have) (?:been|\w+ed|gone|done|made|had)\b|"
    r"^(?:i )?wish(?:ed)? (?:i|we|he|she|they|it|there|my)\b|"
    r"\bwould(?:n'?t)?(?: it| that)? be (?:nice|great|good|cool|lovely|fun|ideal|mad|amazing|class|funny|better|weird|crazy)\b|"
    r"\b(?:i'd|id|i would|we'd|we would|you'd|it'd|that'd) (?:be|have|kill|die|sell|give|love it if|murder|marry|swap|trade|rather die|"
    r"do anything)\b(?! (?:been|to) (?:living|working))|"
    r"\b(?:or else|in another life|in a past life|one day i might|if only|god forbid|fingers crossed i|not that i)\b|"
    r"\b(?:could|would) (?:murder|kill (?:for|you)|eat a|do with|sleep for|cry|scream|strangle|live on)\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"^(?:and |but |so |or |well )*(?:maybe|perhaps|possibly|or maybe)\b(?! (?:i|we) (?:mentioned|said|told))", re.IGNORECASE)
#: "If this train is late again I'm emigrating".
_THREAT = re.compile(r"\b(?:again|one more|once more|any longer|another (?:one|word|minute|second))\b", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:would|could|might|should)\b|'d\b|\b(?:i|we|you|they|he|she)d\b|\?", re.IGNORECASE)

#: Modals that leave open whether it is so; "in May" is a month, "couldn't walk for weeks" a thing that happened.
_OPEN = re.compile(
    r"(?<!\bin )(?<!\bsince )(?<!\buntil )(?<!\btill )(?<!\bby )(?<!\blast )(?<!\bnext )(?<!\bthis )(?<!\bof )(?<!\bfrom )(?<!\bto )(?<!\bevery "
    r")(?<!\bearly )(?<!\blate )"
    r"(?<!\bmid )(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!\bon )(?<!-)(?<!\bbefore )(?<!\bafter )"
    r"\b(?:would|could(?! not\b)|might|may|shall)\b(?!\s+\d)(?=\s+[a-z])",
    re.IGNORECASE,
)
_WANTED = re.compile(r"\bwould (?:(?:really|also|rather|much|always|never) ?)*(?:like|love|rather|prefer|hate)\b|\bwould rather\b", re.IGNORECASE)
#: A plan that is not settled is still what somebody has in mind.
_TENTATIVE = re.compile(
    r"\b(?:might|may) (?:well |also |even |just )?(?:have to (?!go\b)|need to|be (?:[a-z]+ing|off|away|late|home|in|on|at|going)|get|move|go to|"
    r"go back|start|leave|retire|sell|buy|"
    r"change|switch|quit|visit|come|lose|take|apply)\b(?=(?:\s+\S+){2})",
    re.IGNORECASE,
)


def is_hypothetical(text: str) -> bool:
    """Whether a clause supposes, wishes or depends on what isn't so."""
    bare = text.strip()
    if _SUPPOSED.match(bare) or _PERHAPS.match(bare) or _CONTRARY.search(bare) or _UNREAL.search(bare):
        return True
    return _IF_FIRST.match(bare) is not None or (re.search(rf"\b{_IF}\b", bare, re.IGNORECASE) is not None and _WOULD.search(bare) is not None)


def carries_over(condition: str, main: str) -> bool:
    """Whether the clause after a supposition is supposed as well: of "if anyone asks, I'm vegan" only the first is."""
    return (
        _IF_FIRST.match(condition.strip()) is None
        or _CONTRARY.search(condition) is not None
        or _THREAT.search(condition) is not None
        or _WOULD.search(main) is not None
    )


def is_open(rest: str) -> bool:
    """Whether a told statement says only what could be."""
    return _OPEN.search(rest) is not None and _WANTED.search(rest) is None and _TENTATIVE.search(rest) is None
