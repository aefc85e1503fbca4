"""Requests to remember something, or not to: "make a note: …", "…, keep this please", "don't save this"."""

from __future__ import annotations

import re

from engine.learning.records import Command

_TO_MEMORY = r"(?:to|in|into) (?:your |the |my )?(?:memory|notes|records?|brain|head)"
_VERB = (
    r"(?:(?:make sure (?:you |to )?|be sure to |try to )?(?:remember|memori[sz]e)|remind me|(?:take|make|keep) (?:a )?note|note(?: down)?|"
    r"jot(?: this| that| it)? down|"
    r"(?:keep|bear|have) (?:it |this |that )?in mind|(?:do not|don'?t|dont) (?:you )?(?:ever )?(?:forget|let me forget)|never forget|"
    rf"(?:save|store|add|keep|put|commit|log)(?: (?:this|it|that))? {_TO_MEMORY}|(?:save|store|log|file|record|bookmark) (?:this|that)|(?:please|"
    rf"pls) (?:save|store|log|record)|"
    r"for (?:future|your|later) (?:reference|ref|records?|info|use)|for next time|note for (?:next time|later|future|the future)|"
    r"(?:fyi )?for later|fyi for (?:later|future|next time)|"
    r"(?:you|u) should (?:know|remember)(?: this| that)?(?: (?:going forward|from now on|for (?:later|next time|future)))?|write (?:this |it |"
    r"that )?down|know this)"
)
_REMEMBER = (
    rf"(?:{_VERB})\s*(?:to self|for me|for later|for next time|please|pls|down|this|the following|somewhere|\s)*(?:\s*[:,.–—-]+\s*|\s+that\s+|"
    rf"\s+of\s+|\s+)(?P<what>\S[\s\S]*)"
)
_NOT_TOLD = re.compile(
    r"^(?:(?:please|pls|ok|thanks|for me)\W*$|because|cos|since|for next time|when|how|why|where|what|who|the time|the day|the sarcasm|the irony|"
    r"about (?!.*\b(?:tomorrow|tonight|today|later|next|on|at|in|every|before|after|when|by)\b)|"  # "remind me about Sara": she is asked for
    r"that time|that (?:scene|song|film|movie|show|game|episode|summer|guy|day|bit)|those|me\b(?!')|us\b|remember\b|"
    r"you|it\b(?!'s| is)|this\??$|that\??$|anything|everything|nothing|i said|to (?:answer|reply|use|keep|be|include|breathe|smile|have fun|laugh|"
    r"relax|rest|enjoy|"
    r"write|check|add|make|stay|eat|sleep|drink))\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:^|[.,;!?\n-])\s*(?:and\s+|so\s+|can you\s+|could you\s+|please\s+|pls\s+)*(?:keep (?:this|that)(?: somewhere)?"
    r"|file (?:this|that)(?: away)?|save "
    r"(?:this|that|it)|remember (?:this|that|it)|note (?:this|that|it)(?: down)?|jot (?:this|that|it) down|"
    r"make a note(?: of (?:this|that|it))?|don'?t forget (?:this|that|it)|store (?:this|that|it)|please remember|log (?:this|that|it)|"
    r"(?:commit|add|save|put) (?:this|that|it) (?:to|in|into) (?:your )?memory|"
    r"memori[sz]e (?:this|that|it)|keep (?:this|that|it) in mind|write (?:this|that|it) down)"
    r"(?: please| pls| for me| for later| for next time| for future| somewhere| ok)*(?:,?\s+(?:because|cos|as"
    r"|since)\b[^.!?\n]*|,\s+(?:i|we|it|she|he|they)\b[^.!?\n]*)?"
    r"\s*[.!]*\s*$",
    re.IGNORECASE,
)
#: "…: lift it, push hard. please store this, I forget it every spring": what was said before is meant.
_POINTS_BACK = re.compile(
    r"\W*(?:(?:please|pls|and|so|can you|could you)\s+)*(?:remember|store|save|keep|note|log|file|record) (?:this|that" r"|it)\b[\w ]{0,20},"
)
_ASKS_TO = re.compile(r"\W*(?:\w+[\s,]+){0,2}(?:can|could|would|will) (?:you|u)\b", re.IGNORECASE)
_KEEP = r"(?:remember|save|store|keep|memori[sz]e|note|log|record|write|put|jot)"
_THIS = r"(?:this(?: one)?|that|it|what (?:i|comes|follows)|the (?:following|next)|anything|any of (?:this|that|it))"
_DONT = re.compile(
    rf"\b(?:do not|don'?t|dont|never|please no|no need to|needn'?t|neednt|you (?:do not|don'?t|dont) (?:need|have) to|(?:shouldn'?t|mustn'?t|"
    rf"not to)) (?:please\s+)?(?:ever\s+)?{_KEEP}\s+"
    rf"(?:down\s+)?(?:(?:any(?:thing)?|all)\s+(?:of\s+)?)?{_THIS}\b(?! (?:i|we|was)\b)|\boff the record\b|\bforget i (?:ever )?(?:said|mentioned|"
    rf"told(?: you)?)(?=\W*$|\s+(?:that|this|it|anything|any of)\b)|"
    r"\bthis (?:is|stays) (?:just )?between (?:us|you and me)\b|\bnot for (?:your )?memory\b|\bkeep (?:this|that|it|this one) out of (?:your |"
    r"the )?(?:memory|notes|records)\b|"
    r"\bnot to be (?:stored|saved|remembered|kept|recorded)\b|\bnothing (?:from|in|of) (?:today|this|the)\b[^.!?\n]{0,30}\b(?:remembered|stored|"
    r"saved|kept|recorded)\b|"
    r"\b(?:nothing|none of (?:this|that)) (?:should|is to|must) be (?:remembered|stored|saved|kept)\b",
    re.IGNORECASE,
)


#: "don't save that, but do save that the spare key is in the shed".
_SPARED = re.compile(
    rf"(?<![\w'])(?:but|only|just|though|instead)\s+(?:do\s+|please\s+|pls\s+|you can\s+)*(?P<verb>{_KEEP} (?:that"
    rf"|this)[\s:,]+(?=(?:my|our|the|i|we|he|she|his|her)\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)


def spared(text: str) -> str:
    """The message, character for character, without all that stands before what alone is to be kept of it; the same when nothing is set apart."""
    dont = _DONT.search(text)
    kept = _SPARED.search(text, dont.end()) if dont else None
    return re.sub(r"[^\n]", " ", text[: kept.start("verb")]) + text[kept.start("verb") :] if kept else text


def secrecy(text: str) -> Command | None:
    """The request that nothing of the message be remembered."""
    dont = _DONT.search(text)
    if dont and not re.match(r" (?:said|told you|mentioned) (?:about|on)\b", text[dont.end() :], re.IGNORECASE):
        return Command("dont_remember", "", *dont.span())
    return None


def remember(piece: str, start: int, polite: str) -> Command | None:
    """What a piece of the message, which begins at `start`, tells to remember."""
    told = re.match(polite + _REMEMBER, piece, re.IGNORECASE)
    if (
        not told
        or (start and _POINTS_BACK.match(piece))
        or _NOT_TOLD.match(told["what"].strip())
        or (piece.rstrip().endswith("?") and not _ASKS_TO.match(piece))
    ):
        return None
    return Command("remember", told["what"].strip(), start + told.start("what"), start + len(piece))


def remember_before(text: str) -> Command | None:
    """ "The bins go out on Tuesdays, keep this please": all that stands before the request."""
    trailing = _TRAILING.search(text)
    if trailing and text[: trailing.start()].strip():
        return Command("remember", text[: trailing.start()].strip(), 0, trailing.start())
    return None
