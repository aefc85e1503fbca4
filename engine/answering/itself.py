"""What code answers in place of a small model: who it is and what it can do, the day and the hour, and what cannot be seen from here."""

from __future__ import annotations

import re
from datetime import datetime

_LEAD = r"^\W*(?:(?:so|and|but|hey|hi|hello|ok|okay|alcove|please|tell me|can you tell me|do you know|btw|by the way|oh|well|first|just)\b\W*)*"
_END = r"(?: (?:exactly|then|again|please|alcove|for me|with me|anyway|really|actually|right now|now|today|here|though|do you know|by the way))*\W*$"
#: Says nothing of what is asked.
_ASIDE = re.compile(r" (?:actually|really|exactly|even|ever|just|also|then|basically|possibly)(?= \S)")


def _whole(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{'|'.join(ways)}){_END}")


CAN = (
    "I remember what you tell me: people, plans, preferences, how you like things done. Ask me about any of it later, or what is on next week. "
    "You can see and change all that I know on the memory page; say “forget …” or “undo” whenever you like. Everything stays on this computer. "
    "For general knowledge and longer writing a larger model helps: see the models page."
)
WHO = "I'm Alcove, the assistant on this computer. I run here, without the internet, and remember what you tell me."
MAKERS = "Alcove is free and open software (Apache-2.0). “alcove licences” shows all that I'm made of."
NO_PERSON = "No, I'm a program: Alcove, the assistant on this computer."
PRIVATE = (
    "Everything stays on this computer. What I remember lies in an encrypted vault that only you can open; I use no network. "
    "“alcove doctor” shows what is kept and where."
)
FORGETTING = (
    "Say “forget …” with what should go, for example “forget everything about my knee”, or “forget that” right after you told me. Each memory can "
    "also be deleted on the memory page, and all of it under Settings, Privacy. What you forget can be undone for some days; erasing is for good."
)
CHANGING = (
    "Just tell me how it is now (“the rent is 950 now”): I keep the new and mark the old as past. Or open the memory page, click the memory and "
    "change its words there; every change can be undone."
)
OFFLINE = "I can't see that: I work on this computer alone, without the internet."
_MINE = r"(?:my (?:data|memor(?:y|ies)|information|chats?|conversations?)|what i (?:say|tell you|write)|this|it|anything|everything)"
_HOW = re.compile(
    r"\bhow (?:do|can|could|would|should|to)\b|\b(?:can|could|may) i\b|\bis (?:it possible|there a way)\b|"
    r"\bwhat (?:do|must|should|can) i (?:do|say|type)\b"
)
_OF_ME = re.compile(
    r"\byou(?:'ve| have)? (?:know|remember|have|noted?|saved?|keep|kept|learn(?:ed|t)?|stored?)\b|\b(?:your|my) memor(?:y|ies)\b|\babout me\b|"
    r"\b(?:i|we)(?:'ve| have)? (?:told|said to|tell) you\b|\byou(?: to)? (?:forget|delete|erase|remove|unlearn)\b|\bmy (?:data|information)\b"
)
_FORGET = re.compile(r"\b(?:forget|delete|erase|wipe|remove|clear|get rid of|unlearn)\b")
_CHANGE = re.compile(r"\b(?:change|correct|edit|fix|update|mend)\b")
_SAYS = (
    (
        _whole(
            r"what (?:can|do|could) you (?:all )?(?:do|offer|help with)",
            r"what (?:stuff|things|kind of things|sort of things) (?:can|do) you do",
            r"what (?:can|could) (?:i|we) do with you",
            r"what you can do",
            r"what (?:is|are) (?:this|you) (?:app|program|thing)? ?(?:good |useful )?for",
            r"what can this (?:app|program|thing|assistant) do",
            r"what are you (?:for|good at|able to do|capable of)",
            r"(?:how|what) can you help(?: me)?(?: with)?",
            r"help(?: me)?",
            r"how do(?:es)? (?:you|this|it) work",
            r"what (?:can|should) i (?:ask|tell)(?: you)?",
        ),
        CAN,
    ),
    (
        _whole(
            r"who are you",
            r"what are you",
            r"what(?:'s|s| is) your name",
            r"what (?:should|can|do) i call you",
            r"introduce yourself",
            r"tell me about yourself",
            r"(?:which|what) (?:model|ai) are you",
        ),
        WHO,
    ),
    (_whole(r"who (?:made|created|built|wrote|developed|programmed|owns) you"), MAKERS),
    (
        _whole(r"are you (?:an? )?(?:human|real(?: person)?|person|alive|conscious|sentient|robot|bot|ai|machine|chatgpt|gpt|claude|siri|alexa)"),
        NO_PERSON,
    ),
    (
        _whole(
            r"(?:are you|is this|is it) (?:connected to the internet|online|on the internet|private|safe|secure|encrypted|local|offline|"
            r"listening(?: to me)?)",
            rf"where (?:is|are|do you (?:keep|store|save)) {_MINE}(?: stored| kept| saved)?",
            rf"(?:do|will) you (?:share|send|sell|upload|leak) {_MINE}"
            r"(?: (?:to|with) (?:anyone|anybody|others|someone|the internet|the cloud|a server))?",
            rf"who (?:else )?(?:can|could) (?:see|read|access) {_MINE}",
        ),
        PRIVATE,
    ),
)
_TIME = _whole(r"what(?:'s|s| is)? the time(?: is it)?", r"what time is it", r"what hour is it", r"have you got the time")
_DAY = _whole(
    r"what(?:'s|s| is)? (?:today's|todays|the|today) date(?: today)?", r"what (?:day|date) is (?:it|today)(?: today)?",
    r"what(?:'s|s| is) today", r"which day is (?:it|today)", r"what (?:is )?the date(?: is it)?(?: today)?", r"what day of the week is it",
    r"what(?:'s|s| is) the day(?: today)?",
)  # fmt: skip
_YEAR = _whole(r"(?:what|which) (?:year|month) (?:is it|are we in)", r"what(?:'s|s| is) the (?:current )?(?:year|month)")
_LONGEST = 160  # characters: what is longer tells more than it asks
_DEEDS = (
    r"(?:set|start) (?:an?|the|my|me an?) (?:alarm|timer|stopwatch)|turn (?:on|off|up|down)|switch (?:on|off)|(?:google|browse|download)\b|"
    r"search (?:the|on the) (?:web|internet|net)|look (?:it|that|this)? ?up (?:online|on the internet)|play (?:some|a|the|my) |"
    r"(?:send|write and send) (?:an?|the|him|her|them|my) |(?:book|order|buy|get) (?:me )?(?:an?|the|some) .*\b(?:table|taxi|cab|flight|"
    r"tickets?|room|pizza|food|groceries|hotel|appointment)\b|(?:call|phone|ring|text|email|message) (?!me\b|it\b|this\b|that\b)[\w' ]+|"
    r"take (?:an?|the) (?:photo|picture|screenshot)|open (?:an?|the|my) |(?:print|scan|pay) (?:an?|the|my|this|that)"
)
_DEED = re.compile(rf"{_LEAD}(?:(?:can|could|will|would) you (?:please |now )?(?:{_DEEDS})|(?:set|start) (?:an?|me an?) (?:alarm|timer)|"
                   r"play (?:some|a) (?:music|song)|turn (?:on|off) the |google |search the (?:web|internet) )")  # fmt: skip
CANNOT = "I can't do that: I only talk and remember. Tell me what is to be done and when, and it stands on your Today page."
#: The world as it is today.
_LIVE = re.compile(
    r"\b(?:weather|forecast|(?:going to|will it|is it) (?:rain|snow|rai?ning|snowing)|temperature (?:outside|today|tomorrow)|news|headlines|"
    r"stock(?: price| market)?s?|share prices?|exchange rate|bitcoin|traffic|lottery numbers|who won (?:the|last|yesterday)|"
    r"(?:football|tennis|match|cricket) (?:score|result)s?|what's on (?:tv|telly|television|netflix))\b"
)
_OWN = re.compile(r"\b(?:my|our|me|i|we|did|told|said|remember|noted|prefer|favou?rite|hate|plan\w*|allerg\w+)\b")


def of_itself(text: str, now: datetime) -> str | None:
    """The answer to a question about the assistant or about the day and hour; None when it asks for something else."""
    low = _ASIDE.sub("", _plain(text))
    for pattern, said in _SAYS:
        if pattern.match(low):
            return said
    if len(low) < _LONGEST and _HOW.search(low) and _OF_ME.search(low):
        if _FORGET.search(low):
            return FORGETTING
        if _CHANGE.search(low):
            return CHANGING
    if _DEED.match(low):
        return CANNOT
    if _TIME.match(low):
        return f"It is {now:%H:%M}."
    if _DAY.match(low):
        return f"Today is {now:%A}, {now.day} {now:%B} {now.year}."
    if _YEAR.match(low):
        return f"It is {now:%B} {now.year}."
    return None


def out_of_sight(text: str) -> bool:
    """Whether a question is for the world as it is today: the weather, the news, a score. Nothing on this computer knows."""
    low = _plain(text)
    return len(low) < 160 and _LIVE.search(low) is not None and not _OWN.search(low)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())[:300]
