"""Requests about memory itself, told apart from talk that only uses the same words."""

from __future__ import annotations

import re

from engine.learning.records import Command

_POLITE = (
    r"^\s*(?:(?:ok|okay|hey|hi|hello|please|pls|plz|now|so|also|and|btw|alcove|listen|right|well|oh|actually|then|just|"
    r"thanks|quick one|important)[\s,:!.-]+)*"
    r"(?:(?:can|could|would|will) (?:you|u)\s+(?:please\s+|pls\s+|just\s+|maybe\s+)?|(?:i(?:'d| would) like you to|i want "
    r"you to|i need you to|you should|you can|you must)\s+)?(?:please\s+|pls\s+|also\s+|just\s+)?"
)
_REMEMBER = re.compile(
    _POLITE + r"(?:remember|remind me|memori[sz]e|(?:take|make) (?:a )?note|note(?: down)?|keep (?:it )?in mind|bear in mind|do not forget|"
    r"don'?t (?:you )?(?:ever )?forget|never forget|"
    r"(?:save|store|add|keep|put)(?: (?:this|it|that))? (?:to|in|into) (?:your |the )?memory|save (?:this|that)|store "
    r"(?:this|that)|remember (?:this|the following)|for future reference|for your records|"
    r"write (?:this |it )?down)\s*(?:to self|for me\s*|for later\s*|please\s*|this\s*|the following\s*)?(?:\s*[:,-]+\s*|"
    r"\s+that\s+|\s+of\s+|\s+)(?P<what>\S[\s\S]*)",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"^(?:(?:please|pls|ok|thanks|for me)\W*$|because|cos|since|for next time|when|how|why|where|what|who|the time|the day|"
    r"that time|those|me\b(?!')|us\b|"
    r"you|it\b(?!'s| is)|this\??$|that\??$|anything|everything|nothing|i said|to (?:answer|reply|use|keep|be|include|"
    r"write|check|add|make|stay))\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:^|[.,;!?\n-])\s*(?:and\s+|so\s+|can you\s+|could you\s+|please\s+|pls\s+)*(?:keep this(?: somewhere)?|save "
    r"(?:this|that|it)|remember (?:this|that|it)|note (?:this|that|it)(?: down)?|"
    r"make a note(?: of (?:this|that|it))?|don'?t forget (?:this|that|it)|store (?:this|that|it)|please remember|"
    r"memori[sz]e (?:this|that|it)|keep (?:this|that|it) in mind|write (?:this|that|it) down)"
    r"(?: please| pls| for me| for later| for next time| somewhere)*(?:,?\s+(?:because|cos|as|since)\b[^.!?\n]*)?\s*[.!]*\s*$",
    re.IGNORECASE,
)
_ASKS_TO = re.compile(r"\W*(?:\w+[\s,]+){0,2}(?:can|could|would|will) (?:you|u)\b", re.IGNORECASE)
_FORGET = re.compile(_POLITE + r"(?P<verb>forget|delete|erase|remove|wipe|unlearn|discard)\s+(?P<what>\S[^\n]*)", re.IGNORECASE)
_FORGET_ALL = re.compile(
    r"^(?:(?:absolutely )?(?:everything|anything|all)(?: of it)?(?: (?:that )?(?:you (?:know|remember|have|stored|"
    r"learned|learnt|saved|noted)|i(?:'ve| have)? (?:told|said|mentioned|wrote)(?: to)?(?: you)?|there is|to do))?"
    r"(?: (?:about|on|regarding|of|with|concerning)\s+)?|(?:all )?(?:the |your |my |any |those |that |this "
    r")?(?:memor(?:y|ies)|facts?|notes?|information|info|data|stuff|things?|entr(?:y|ies))(?: (?:that )?(?:you "
    r"(?:know|have|stored|saved)|i told you))?"
    r" (?:about|on|regarding|of|concerning)\s+|(?:about|that|what i (?:said|told you) about|what you know about)\s+)(?=\S|$)",
    re.IGNORECASE,
)
_MEMORY_WORD = re.compile(
    r"\b(?:you know|you remember|you have|you stored|you saved|memor(?:y|ies)|i(?:'ve| have)? (?:told|said)|from "
    r"your|thing i said|what i said)\b",
    re.IGNORECASE,
)
#: The message before this one, whatever it said.
_LAST = re.compile(
    r"^(?:(?:about )?(?:what i(?:'ve| have)?(?: just)?(?: said| told you| wrote)|(?:the|that|my) (?:very )?last (?:thing|message|one|bit)"
    r"(?: (?:that )?i(?:'ve| have)?(?: just)? (?:said|told you|wrote|sent|mentioned))?))(?=\W*$|,)",
    re.IGNORECASE,
)
_LAST_THING = "the last thing I said"
_IDLE = re.compile(r"^(?:it|about it|about that|that|this|them|me|i (?:asked|said anything)|all about it)\W*$", re.IGNORECASE)
_SHOW = re.compile(
    _POLITE + r"(?:tell me\s+|show me\s+|list\s+|show\s+)?(?:what (?:do|did|have|all do|else do) (?:you|u) (?:already |"
    r"actually )?(?:know|remember|have|learn(?:ed|t)?|saved?|stored?|noted?|got)(?: stored| saved| "
    r"noted)?\s*(?:about|on|of|regarding)|"
    r"(?:everything|anything|all|what) (?:that )?(?:you|u) (?:know|remember|have|'ve (?:learned|stored))(?: stored| saved)? "
    r"(?:about|on|of)|do you (?:know|remember) (?:anything|something) (?:about|of)|"
    r"what'?s in your memory (?:about|on)|what memories do you have (?:about|of|on))\s+(?P<what>[^?.!\n]+)|"
    + _POLITE.lstrip("^")
    + r"(?:show|list|see)(?: me)? (?:all )?(?:of )?(?:my|your) "
    r"memories\b",
    re.IGNORECASE,
)
_DONT = re.compile(
    r"\b(?:do not|don'?t|dont|never|please no|no need to|you (?:do not|don'?t) (?:need|have) "
    r"to)\s+(?:please\s+)?(?:remember|save|store|keep|memori[sz]e|note|log|record|write down)\s+"
    r"(?:(?:any(?:thing)?|all)\s+(?:of\s+)?)?(?:this|that|it|what i|the following|anything)\b(?! (?:i|we|was)\b)|\boff the "
    r"record\b|\bforget i (?:said|mentioned|told)\b|\bthis (?:is|stays) (?:just )?between us\b|"
    r"\bnot for (?:your )?memory\b|\bkeep (?:this|that|it) out of (?:your )?memory\b",
    re.IGNORECASE,
)


def find(text: str) -> Command | None:
    """The command in a (cleaned) message, if there is one. A message may go on after it; `start`/`stop` is what the command covers."""
    dont = _DONT.search(text)
    if dont:
        return Command("dont_remember", "", *dont.span())
    for start, piece in _pieces(text):
        shown = _SHOW.match(piece)
        if shown:
            return Command("show", _about((shown["what"] or "").strip()), start, start + shown.end())
        command = _forget(piece, start, alone=not (text[:start] + text[start + len(piece) :]).strip())
        if command:
            return command
        told = _REMEMBER.match(piece)
        if told and not _NOT_TOLD.match(told["what"].strip()) and not (piece.rstrip().endswith("?") and not _ASKS_TO.match(piece)):
            return Command("remember", told["what"].strip(), start + told.start("what"), start + len(piece))
    trailing = _TRAILING.search(text)
    if trailing and text[: trailing.start()].strip():
        return Command("remember", text[: trailing.start()].strip(), 0, trailing.start())
    return None


def _forget(piece: str, start: int, *, alone: bool) -> Command | None:
    """`alone`: the piece is the whole message; only then "forget that" means the message before it."""
    match = _FORGET.match(piece)
    if not match:
        return None
    what = re.sub(
        r"(?:\s*,?\s*(?:please|pls|thanks|thank you|now|ok|okay|for me|will you|would you))*[\s.!]*$", "", match["what"], flags=re.IGNORECASE
    ).strip()
    if _LAST.match(what) or (alone and what.lower() == "that" and match["verb"].lower() in ("forget", "delete", "erase", "wipe")):
        return Command("forget", _LAST_THING, start, start + len(piece))
    if (
        not what
        or _IDLE.match(what)
        or re.match(r"(?:that|it|this)\s*[,;:-]", what, re.IGNORECASE)
        or re.match(r"to\b", what, re.IGNORECASE)
        or (piece.rstrip().endswith("?") and match["verb"].lower() != "forget" and not _MEMORY_WORD.search(what))
    ):
        return None
    if match["verb"].lower() != "forget" and not _MEMORY_WORD.search(what):
        return None
    every = _FORGET_ALL.match(what)
    if every:
        rest = what[every.end() :].strip()
        query = "everything" if not rest or _about(rest) == "" else rest
    else:
        what = re.split(r",\s+(?:it|i|because|since|they|that|we|he|she)\b", what, maxsplit=1)[0]
        query = re.sub(r"^(?:the )?(?:fact|thing) that\s+|^from (?:your )?memory\s+|\s+(?:stuff|things?)$", "", what, flags=re.IGNORECASE)
    return Command("forget", query, start, start + len(piece))


def _about(what: str) -> str:
    what = re.sub(
        r"(?:\s*,?\s*(?:please|so far|already|until now|at the moment|right now|exactly|then|again))+$", "", what, flags=re.IGNORECASE
    ).strip()
    return "" if what.lower() in ("me", "myself", "me and my life", "my life") else what


def _pieces(text: str) -> list[tuple[int, str]]:
    """Where a command may begin: the message, and each sentence of it."""
    out = []
    for match in re.finditer(r"[^.!?\n]+(?:[.](?=\S)[^.!?\n]*)*[.!?]*", text):
        if match.group().strip():
            out.append((match.start(), match.group()))
    return out[:40]
