"""Requests to forget, in whatever words: "forget …", "please wipe what I said about …", "that thing about …, delete it", "undo that"."""

from __future__ import annotations

import re

from engine.learning.records import Command

LAST_THING = "the last thing I said"
_VERB = (
    r"(?P<verb>(?:forget|pretend)(?: that)? i (?:ever|never|even) (?:told (?:you|u)|said|mentioned|talked)(?: anything| a word)?(?: about)?|"
    r"i(?:'d rather| would rather| don'?t want| do not want) (?:that )?(?:you|u)(?: to| did ?n[o']?t| did not| don'?t)? "
    r"(?:remember|keep|know|have|hold on to)(?:ing)?(?: about)?|(?:there is |there's )?no need to (?:keep|remember|store|hold on to)|"
    r"(?:you|u) (?:don'?t|do not|needn'?t) (?:need to |have to )?(?:keep|remember|store|hold on to)|unremember|ditch|blank out|let go of|"
    r"(?:throw|chuck) (?:away|out)|forget|delete|erase|remove|wipe|unlearn|discard|bin|scrub|scrap|unsay|lose|rub out|cross out|purge|drop|clear"
    r"|get rid of|throw away|scratch|"
    r"strike(?: out)?|"
    r"(?:take|cut|leave) out|stop remembering|(?:don'?t|do not) (?:keep|hold on to|hang on to|remember))"
)
#: Said of memory, and of nothing else.
_SURELY = re.compile(r"forget|pretend|unremember|unlearn|stop remembering|i\b|you\b|there", re.IGNORECASE)
#: What may come before the verb beyond politeness: "kindly do the needful and forget …", "I want you to forget …".
_BEFORE = (
    r"^\s*(?:(?:righto|right|kindly|do the needful|and|actually|look|sorry|also|ok so|can you also|i'?d (?:rather|prefer it if) you(?: "
    r"would|'d)?|i want you to|i need you to|"
    r"let'?s|can we|could we|shall we|abeg|just|if you (?:can|could)|when you can|listen|listen up|boss|mate|oi|love|pal"
    r"|dear|sir|madam|friend|my friend"
    r"|alcove|ps|on second thoughts?|"
    r"thinking about it|one more thing|please|pls|(?:would|could|can|will) you (?:kindly|please|mind))[\s,:;!.-]+)*"
)
_TRAILING = re.compile(
    r"(?:\s*[,.]?\s*(?:please|pls|plz|thanks|thank you|now|ok|okay|for me|will you|would you|omg|lol|asap|entirely|completely|altogether|"
    r"for good|for ever|"
    r"forever|all of it|the lot|if you can|from (?:your |the )?(?:memory|records?|notes|history|here|there)))+[\s.!]*$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\s*;.*$|\s+(?:it|she|he|they|that|this)\s+(?:is|was|did|didn'?t|does|doesn'?t|would|wouldn'?t|will|won'?t|has|hasn'?t"
    r"|wants?|never|had|can'?t|could|went|fell)\b.*$|"
    r"(?:\s*,\s*|\s+)(?:because|since|cos|cause|as it|'cause)\b.*$|"
    r"\s*,\s*(?:(?:please|pls|just|so|and) )*(?:delete|forget|wipe|remove|bin|erase|scrub|we're|we are|you can|ok|thanks|all)\b.*$|"
    r",\s+(?:it|its|it's|i|i'd|i'm|they|that|that's|we|he|she|don'?t|do not|"
    r"she's|he's|not|this|done)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
#: "what I said about X", "the whole thing with X", "everything you know about X": X is left.
_ABOUT = re.compile(
    r"^(?:(?:absolutely )?(?:everything|anything|all|whatever|every(?: single)? thing)(?: of it)?(?: (?:that )?(?:(?:you"
    r"|you've|you'?ve) got|you (?:know|remember|have|"
    r"'ve got|stored|learned|learnt|"
    r"saved|noted|wrote)|i(?:'ve| have)? (?:just |ever )?(?:told|said|mentioned|wrote|shared)(?: to)?(?: you)?|there is|to do|stored|known|saved))?"
    r"(?: (?:about|on|regarding|of|with|concerning|to do with)\s+)"
    r"|(?:all )?(?:the |your |my |any |those |that |this )?(?:whole |entire )?(?:memor(?:y|ies)|facts?|notes?|information|info|data|stuff|"
    r"things?|entr(?:y|ies)|bits?|details|matter|business|part|issue|news|gossip|rumours?|subject|topic|affair|trouble|"
    r"story|episode|saga|drama)(?: (?:that )?(?:you (?:know|have|stored|saved)|(?:i|ah)(?:'ve| have)? (?:told|said|mentioned|wrote)(?: you)?))?"
    r" (?:about|aboot|on|re|regarding|of|concerning|with|to do with|where i said)\s+"
    r"|(?:this |that )?(?:what|which|whatever|all) (?:i|ah)(?:'ve| have)?(?: just| ever)? (?:said|say|told you|told"
    r"|mentioned|wrote|shared|typed|put|let slip)(?: to you| "
    r"earlier| before| last \w+)? (?:about|aboot|on|of|re|regarding|concerning)\s+"
    r"|what you (?:know|have|remember)(?: stored)? (?:about|on|of)\s+|(?:that )?(?:about|aboot)\s+|that\s+)(?=\S)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"^(?:(?:absolutely )?(?:everything|anything|all)(?: of it)?(?: (?:that )?(?:you (?:know|remember|have|stored|learned|learnt|saved|noted)|"
    r"i(?:'ve| have)? (?:told|said|mentioned|wrote)(?: to)?(?: you)?|there is))?(?: (?:about|on|of) (?:me|myself|us))?|(?:all )?(?:the |"
    r"your |my )?memor(?:y|ies)(?: (?:about|of) me)?)$",
    re.IGNORECASE,
)
_STUFF = re.compile(
    r"^(?:the |that |this |my |all (?:the |that )?)?(?:whole |entire )?(?P<what>.+?) (?:stuff|things?|bits?|business|info|details|part|matter|"
    r"saga|story|drama|affair|episode|situation|nonsense|entry|entries|memor(?:y|ies))$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\s+(?:which|that|what)?\s*(?:i|you)(?:'ve| have)?\s+(?:just )?(?:told|said|mentioned|gave|given|shared|know|have|"
    r"stored)(?: (?:you|earlier|before|about))*$",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"^(?:(?:about )?(?:what i(?:'ve| have)?(?: just)?(?: said| told you| wrote)|(?:the|that|my) (?:very )?last (?:thing|message|one|bit)"
    r"(?: (?:that )?i(?:'ve| have)?(?: just)? (?:said|told you|wrote|sent|mentioned))?))(?=\W*$|,)",
    re.IGNORECASE,
)
_IDLE = re.compile(r"^(?:it|about it|about that|that|this|them|me|i (?:asked|said anything)|all about it)\W*$", re.IGNORECASE)
#: Says that memory is meant, not a text at hand: other verbs than "forget" need it.
_MEMORY = re.compile(
    r"\b(?:you know|you remember|you have|you stored|you saved|memor(?:y|ies)|i(?:'ve| have)? (?:just )?(?:told|said|mentioned)|from your|"
    r"(?:everything|anything|all) (?:about|on|to do with)\b|"
    r"(?:thing|stuff|bit|matter|business|part|issue|news|gossip|rumours?|story|affair|trouble|saga|drama) (?:about|aboot|with|of"
    r"|concerning)|(?:notes?|entry|entries|record) (?:about|on|re|regarding)|said about|told you about|"
    r"what i (?:wrote|put|typed|told|said|mentioned)|(?:said|told|wrote|mentioned)\b.* concerning|(?:info|information|data"
    r"|details|facts) (?:about|on|of))\b|^(?:that )?(?:about|aboot)\b"
    r"|^(?:the |that |all (?:the |that )?|my )?(?:whole |entire )?(?:[\w'-]+ ){1,3}(?:stuff|business|saga|drama|story|thing|affair)\b",
    re.IGNORECASE,
)
#: A text at hand, not memory.
_AT_HAND = re.compile(
    r"\b(?:from|in|of|on) (?:the|this|that|my|these) (?:\w+ )?(?:essay|text|list|draft|e-?mail|letter|file|code|script|sheet"
    r"|table|document|line|word|"
    r"doc|cv|list|paragraph|sentence|summary|recipe|"
    r"poem|story|message|spreadsheet|function|page)\b",
    re.IGNORECASE,
)
#: What of the user's own nobody keeps in a text: "delete my address".
_PRIVATE = re.compile(
    r"^(?:my|(?-i:[A-Z])[\w-]+'s|my [\w-]+'s) (?:(?:home|old|new|work|email|e-mail|phone|mobile|current) )?(?:address|number"
    r"|salary|pay|income|wage|birthday|date of birth|age|"
    r"weight|diagnosis|medication|meds|ex|religion|"
    r"sexuality|employer|job|debts?|savings|therapist|health|illness|pregnancy|phone|postcode|e-?mail|name)\b(?!\s+(?:from|in|on) (?:the|"
    r"this|that|my))",
    re.IGNORECASE,
)
#: "That thing about Leanne, please wipe it."
_TOPIC_FIRST = re.compile(
    r"^\s*(?:(?:ok|hey|also|and|so|btw|sorry|actually|never mind)[\s,]+)*(?P<what>(?:the|that|all that|my) (?:whole )?(?:[\w'-]+ ){1,3}"
    r"(?:thing|stuff|business|story|saga|drama|affair)(?=\s*[,;:?–—-]|\s+can go)|all that (?:about|on|with)\b[^,;:?]*|"
    r"(?:(?:that|the|this) (?:whole )?(?:thing|stuff|bit|business|matter|issue|"
    r"story|part|news|gossip)(?: (?:i|ah)(?:'ve| have)? (?:said|told you|mentioned|wrote))? (?:about|aboot|with|on|of|re)|"
    r"(?:what|everything|all|anything) (?:i|ah)(?:'ve| have)? (?:just )?(?:said|told you|mentioned|wrote)(?: you)? (?:about|aboot|"
    r"on|of|re))\s+.+?)(?:\s+can go)?\s*[,;:?–—-]+\s*(?:(?:please|pls|can you|could you|would you|kindly|just|so)\s+)*"
    r"(?:(?:forget|delete|erase|remove|wipe|bin|scrub|scrap|drop|lose|get rid of|take out|scratch|strike)\s+(?:it|that|this"
    r"|them|all of (?:it|that)|please|pls)|take (?:it|that|them) (?:off|out)|get rid|bin|gone)"
    r"\b.*$",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"^\W*(?:(?:no|oops|wait|sorry|actually|please|pls|can you|could you|hey|ok)[\s,!.]+)*(?:undo(?: (?:that|it|this|the (?:last|"
    r"forgetting)(?: (?:one|step|change|thing))?|what you just did))?|"
    r"(?:bring|get|put) (?:it|that|them) back|restore (?:it|that|them)|un-?forget (?:it|that)|take that back,? you|revert (?:that|"
    r"it))(?:[\s,]+(?:please|pls|again))*\W*$",
    re.IGNORECASE,
)


def undo(text: str) -> Command | None:
    """The whole message asks to take back the last change."""
    match = _UNDO.match(text)
    return Command("undo", "", 0, len(text)) if match else None


#: "take the counselling out of your memory".
_TAKE_OUT = re.compile(
    r"^\W*(?:(?:please|pls|can you|could you|would you|ok|and|so|also)[\s,]+)*(?:take|leave|keep|get|cut) (?P<what>(?!it\b"
    r"|this\b|that\b|them\b).{2,80}?) "
    r"(?:out of|off|from) (?:your|the|my) (?:memory|memories|notes|records?|mind|head|brain|history|profile)\b",
    re.IGNORECASE,
)


def forget(piece: str, start: int, *, alone: bool, polite: str) -> Command | None:
    """The request in a sentence. `alone`: it is the whole message; only then "forget that" means the message before it. `polite`: a pattern of
    what may come before the verb."""
    whole = Command("forget", "", start, start + len(piece))
    first = _TOPIC_FIRST.match(piece)
    if first:
        return _named(first["what"], whole)
    taken = _TAKE_OUT.match(piece)
    if taken:
        return _named(taken["what"], whole)
    match = re.match(_BEFORE + polite.lstrip("^") + _VERB + r"\s+(?P<what>\S[^\n]*)", piece, re.IGNORECASE)
    if not match:
        return None
    verb = match["verb"].lower()
    what = re.sub(r"^(?:(?:out|please|pls|kindly|for me)\s+)+", "", _TRAILING.sub("", match["what"]).strip(" .!"))
    if _LAST.match(what) or (alone and what.lower() == "that" and verb in ("forget", "delete", "erase", "wipe", "bin")):
        return Command("forget", LAST_THING, start, start + len(piece))
    if (
        not what
        or _IDLE.match(re.split(r"\s*[,;]", what)[0])
        or re.match(r"(?:that|it|this)\s*[,;:-]", what, re.IGNORECASE)
        or re.match(r"to\b", what, re.IGNORECASE)
    ):
        return None
    meant = _MEMORY.search(match["what"]) or _PRIVATE.match(what) or _ALL.match(what)
    if not _SURELY.match(verb) and (not meant or (verb in ("drop", "clear", "scratch", "strike") and not _MEMORY.search(match["what"]))):
        return None
    if not _SURELY.match(verb) and _AT_HAND.search(what):
        return None
    if piece.rstrip().endswith("?") and not _SURELY.match(verb) and not _MEMORY.search(what):
        return None
    return _named(what, whole)


def _named(what: str, command: Command) -> Command:
    """What is left of the words when all is taken away that names nothing."""
    what = _TRAILING.sub("", _REASON.sub("", what.strip(" .!"))).strip(" .!,")
    if _ALL.match(what):
        what = "everything"
    else:
        what = re.sub(r"^(?:the )?(?:fact|thing) that\s+", "", what, flags=re.IGNORECASE)
        if every := _ABOUT.match(what):
            rest = what[every.end() :].strip()
            what = "everything" if rest.lower() in ("me", "myself", "me and my life", "my life", "us") else rest
        elif (stuff := _STUFF.match(what)) and stuff["what"].lower() not in ("the", "that", "this", "my", "whole"):
            what = stuff["what"]
        what = _TOLD.sub("", what)
    return Command("forget", what if what == "everything" else _TRAILING.sub("", what).strip(" .!,"), command.start, command.stop)
