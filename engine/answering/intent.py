"""What a message wants: an answer from memory, an answer from general knowledge, or nothing but to be heard."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import Enum

from engine.answering.lexicon import STOP
from engine.answering.question import relation, stem, words
from engine.learning.grammar.verbs import is_past
from engine.memory.questions import is_cleft, only_asks


class Intent(Enum):
    """`RECALL`: about the user's own life; `GENERAL`: a question or a task; `STATEMENT`: something told; `GREETING`: small talk."""

    RECALL = "recall"
    GENERAL = "general"
    STATEMENT = "statement"
    GREETING = "greeting"


_HELLO = (
    r"(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|night)|morning|evening|night(?: night)?|thanks?(?: you)?(?: so much| a lot)?|thx|ta"
    r"|cheers|bye(?: bye)?|goodbye|see you(?: later| soon| tomorrow)?|ok(?:ay)?|cool|great|nice|perfect|lol|haha+|how are you(?: doing)?(?: today)?"
    r"|what'?s up|sup|yes|no|yep|nope|sure|got it|good one)"
)
_GREETING = re.compile(
    rf"^\W*{_HELLO}(?:[\s,!.]+(?:{_HELLO}|there|alcove|again|all|everyone|then|for now|and|sleep well|take care))*\W*$", re.IGNORECASE
)
#: "me" in these asks for help, it does not ask about oneself.
_HELP = re.compile(
    r"\b(?:tell|give|show|help|write|make|send|find|teach|explain|read|sing|draw|suggest|recommend|let|for|to|with|remind|draft|convert"
    r"|translate) (?:to |for )?(?:me|us)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|my|me|mine|myself|our|ours|we|we're|we've|us)\b", re.IGNORECASE)
#: Asks for something to be made or done, not for something remembered.
_TASK = re.compile(
    r"^\W*(?:please |pls |can you |could you |would you |will you )*(?:write|draft|translate|convert|calculate|compute|summari[sz]e"
    r"|explain|describe|compose|rewrite|rephrase|correct|proofread|list \d+|generate|create|"
    r"invent|imagine|pretend|sing|play|rate|compare|define|spell|suggest|recommend|make up|think of|entertain|teach)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:should i|would i|could i|can i|do i need to|how (?:do|can|should|would) (?:i|we|you)|what if|suppose|if i were)\b", re.IGNORECASE
)
#: "Summarise what changed in my life": told from memory or not at all.
_OF_MY_LIFE = re.compile(
    r"\b(?:my (?:life|year|week|month)|about me|what (?:i|i've|i have) (?:told|said|mentioned|been|done)|(?:has |have )?(?:changed|happened) "
    r"(?:in|to|with) (?:my|me|us|our))\b",
    re.IGNORECASE,
)
#: "The key", "the concert", "who's bringing": things that the asker takes for known.
_DEFINITE = re.compile(
    r"\b(?:[Ww]here(?:['’]?s| is| are| did| do)|[Ww]hen(?:['’]?s| is| are| does| do)) (?:the|that|those) [a-z]"
    r"|\b[Hh]ow much (?:is|was|are|were|did|does) (?:the|that|those) [a-z]"
    r"|\b[Ww]ho(?:['’]?s| is| was) [a-z]+ing\b"
    r"|\b[Ww]hat(?:['’]?s| is| was) the (?:password|wifi|code|pin|email|number|address|venue|plan)\b"
    r"|\b[Ww]hat(?:['’]?s| is| was) (?:the )?[\w-]+(?: [\w-]+)?(?:['’]s|s['’]) (?:(?:phone|mobile|account|door|house) )?"
    r"(?:number|email|e-mail|address|postcode|password|pin|code|birthday)\b"
)
#: "What time does the 44 leave", "how much is a ticket for the concert": a thing that the asker takes for known, if memory knows one.
_ASKS_OF_A_THING = re.compile(
    r"\b(?:what time|when|where|who|whose|whom|which|how (?:much|long|many|often|big|old|far|heavy|tall|high|fast)"
    r"|(?:does|do|did|has|have|is|can) (?:any(?:one|body)|some(?:one|body)))\b",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:the|that|this|those|these) (?:(?:next|last|first|new|old|other|same|whole) )?([\w'’-]+)", re.IGNORECASE)
_REMINDER = re.compile(
    r"\b(?:remind me|what did i (?:say|tell|ask)|did i (?:say|tell|mention)|do you (?:know|remember)|have i (?:told|mentioned)|what was it"
    r"|which was it)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|^\W*(?:since|until|till|by|at|for|from|with|to|in|on) (?:when|what|which|who|whom|whose|where|how) "
    r"|^\W*(?:(?:and|so|ok(?:ay)?|hey|hi|but|also|then|thx|thanks|well|now|first tell me|tell me|remind me"
    r"|quick question)[\s,:.]+)*(?:who|what|when|where|which|why|how|whose|is|are|was|were|do|does|did|can|could|have|has|am|will|would"
    r"|should|whats|wheres|whens|whos|hows|what's|where's|when's|who's"
    r"|(?:where|what|when|who|how)['’]?d)\b"
    r"|[,;.!]\s*(?:and |so |but )?(?:what['’]?s(?! more\b)|where['’]?s|when['’]?s|how['’]?s|(?:where|what|when)['’]d|what can['’]?t|"
    r"what (?:should|must|shall)"
    r"|how (?:do|does|did|should|can)) \w"
    r"|[.;!]\s*(?:and |so |but )?(?:who|what|when|where|which|whose|how) (?:do|does|did|is|are|was|were|should|can|could|will|would|have|has)\b"
    r"|,\s*(?:and |so |but )?(?:(?:what|how) (?:is|are|was|were|can|could|will|would|have|has)"  # ", which is a pain" goes on telling
    r"|(?:who|what|when|where|which|whose|how) (?:do|does|did|should)) (?:i|we|he|she|they|it|you|my|our|the|that|this)\b"
    r"|\b(?:pls|please|plz)\W*$",
    re.IGNORECASE,
)


#: "Kofi's favourite film", "my shoe size": named without a verb, it is asked for.
_NAMED = re.compile(
    r"^\W*(?:the )?(?:(?:phone|mobile|account|house|door) )?"
    r"(?:number|name|names|address|birthday|email|age|size|surname|job|colou?r|date|code|price|combination)"
    r" of (?!the year\b)[\w'’]+"
    r"|^\W*(?:(?:and|so|then)\W+)?(?:my|our|his|her|their|[\w-]+['’]s)(?: [\w-]+['’]s| (?!is\b|are\b|was\b|has\b)[\w-]+){0,3} "
    r"(?:birthday|age|address|job|surname|name|names|number|phone|email|(?:shoe )?size|height|allerg(?:y|ies)|school|hobby|hobbies|postcode"
    r"|anniversary|breed|diet|(?<=favourite )[a-z]+|(?<=favorite )[a-z]+)\W*$",
    re.IGNORECASE,
)
#: Goes on from what was said before: "how often?", "and him?".
_BARE = re.compile(
    r"^\W*(?:(?:and|but|so|ok|oh)\W+)*(?:(?:at |by |since |until |from |for )?(?:when|where|why|who|whom|what time)"
    r"|(?:for )?how (?:often|long|much|many|old|far|big)|which(?: one)?|with whom|who with|where to|what for|how come)"
    r"(?: (?:exactly|again|then|precisely|roughly|about))?\W*$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"^\W*(?:and|what about|how about|since|until)\b|\b(?:he|she|it|they|him|her|them|his|their|that|there|ones?|other)\b", re.IGNORECASE
)
#: Asks about the world, whatever memory holds.
_WORLD = re.compile(
    r"\b(?:capital|population|meaning|definition|difference|square root|currency|president|distance|boiling point) (?:of|between)\b"
    r"|\bwhat does .* mean\b"
    r"|\bhow many \w+ (?:are )?(?:there )?in an?\b|\bwho (?:wrote|invented|won|discovered|painted|directed|composed|founded)\b"
    r"|\bhow (?:do|does|can|should) (?:you|one|i|we)\b|\bwhich (?:is|was) (?:the )?\w+er\b|\bhow (?:far|long|tall|big|old) is (?:the )?[A-Z]"
    r"|\bwhy (?:is|are|do|does)\b|\bwhat (?:causes|happens)\b|\bis it true that\b"
)


def follows(text: str) -> bool:
    """Whether a message goes on from the one before it ("and where does he live?")."""
    return len(text.split()) <= 8 and bool(_FOLLOWS.search(text) or _BARE.match(text))


def is_general(text: str) -> bool:
    """Whether a question is about the world by its form, so that what memory holds near it is beside the point."""
    return bool(_WORLD.search(text))


def of_ours(text: str, memories: Iterable[str]) -> bool:
    """Whether a question takes for known a thing that a memory speaks of: no general knowledge answers when "the flight" leaves."""
    if not _ASKS_OF_A_THING.search(text) or is_general(text):
        return False
    things = {stem(word) for match in _THING.findall(text) for word in words(match)} - STOP
    return any(not things.isdisjoint(map(stem, words(memory))) for memory in memories)


def is_task(text: str) -> bool:
    """Whether something is to be made or done ("write a poem"), not told from memory."""
    return bool(_TASK.match(text)) and not _OF_MY_LIFE.search(text)


_TELLS = re.compile(
    r"^\W*(?:(?:and|but|so|well|oh|haha|lol|wow|ok(?:ay)?)\W+)*(?:if|when|because|since|although|though|i|i'm|im|i've|ive|i'd|we|we're|we've)\b"
    r"(?!\W*(?:wonder|forgot|forget|need to know|want to know|don'?t (?:know|remember)|can'?t remember))",
    re.IGNORECASE,
)


def tells(text: str) -> bool:
    """Whether a message that asks nothing begins as one that tells something: "if she were here I'd…"."""
    return bool(_TELLS.match(text)) and not _ASKS.search(text) and not only_asks(text)


#: A verb that is no noun as well: with somebody or something before it and more behind it, something is told.
_AUXILIARY = frozenset("is are was were has have had will got gets hes shes its theyre he's she's it's they're".split())
_NOUN_TOO = frozenset("left read put set cut cost hit let shut spread bet rose saw found felt ground bore lay fell led bred sped bound wound".split())


def states(text: str) -> bool:
    """Whether a message without a question's form is a sentence that tells ("root canal got moved to Tuesday"), not words to look for."""
    low = words(text)
    return any(word in _AUXILIARY or (is_past(word) and word not in _NOUN_TOO) for word in low[1:-1])


def intent(text: str, known: Collection[str] = (), after_recall: bool = False) -> Intent:
    """Classifies a message. `known`: folded names of people and things in memory; `after_recall`: the last answer came from memory."""
    if _GREETING.match(text):
        return Intent.GREETING
    asks = (bool(_ASKS.search(text) or _NAMED.match(text) or _BARE.match(text)) or only_asks(text)) and not is_cleft(text)
    if not asks:
        return Intent.STATEMENT
    if is_task(text):
        return Intent.GENERAL
    if _REMINDER.search(text) or (_DEFINITE.search(text) and not is_general(text)):
        return Intent.RECALL
    bare = words(text)
    if any(word in known for word in bare) or (any(relation(word) for word in bare) and not re.search(r"\ban? \w+\b", text)):
        return Intent.RECALL
    question = text.split("?")[0]  # "which is the capital of Slovenia? I need it for my crossword"
    if _HYPOTHETICAL.search(text) or (is_general(question) and not _OWN.search(_HELP.sub(" ", question))):
        return Intent.GENERAL
    if _OWN.search(_HELP.sub(" ", text)):
        return Intent.RECALL
    if after_recall and follows(text):
        return Intent.RECALL
    return Intent.GENERAL


#: Said to the assistant, about it.
_KIND = (
    r"\b(?:you|u)(?: are|'re|re| r)(?: (?:so|very|really|such|just|a|an|the))* (?:kind|nice|sweet|great|helpful|lovely|good|clever|smart|funny|best|"
    r"amazing|awesome|star|legend|gem|lifesaver|friend|patient|polite|cute)\b|\bwell done\b|\bgood (?:bot|job|work)\b|"
    r"\b(?:nice|good|lovely|great|fun|pleasant) (?:talking|chatting|speaking|to (?:talk|chat|speak|have someone|have somebody))\b"
)
_PRAISES = re.compile(
    rf"^\W*(?:(?:oh|ok|okay|wow|great|well|ah|aw+|haha|many|so|and)\W+)*(?:thanks|thank you|thank u|thx|cheers|ta(?=\W|$))\b|{_KIND}"
    r"|\b(?:bye(?: bye)?|goodbye|cheerio|ta-?ra|toodle-?oo|see (?:you|ya)(?: later| soon| tomorrow)?|good ?night|night night|(?:talk|"
    r"speak) (?:later|soon))\W*$",
    re.IGNORECASE,
)


def praises(text: str) -> bool:
    """Whether a message that tells nothing thanks the assistant, or is kind about it."""
    return len(text) < 200 and _PRAISES.search(text) is not None


#: What a tiny model rambles about is answered by code.
_COURTESIES = (
    (r"\b(?:thanks|thank you|thank u|thx|ta(?!-)|cheers)\b", "You're welcome."),
    (r"\b(?:nice|good|great|lovely|pleased) to meet (?:you|u)\b", "Nice to meet you too."),
    (_KIND, "That is kind of you, thank you."),
    (
        r"\b(?:bye|goodbye|see (?:you|ya)|good ?night|night night|cheerio|ta-?ra|toodle-?oo|(?:talk|speak) (?:later|soon))\b",
        "Goodbye. I'll remember.",
    ),
    (r"\b(?:how are you|what'?s up|sup)\b", "All is well here, thank you. What's on your mind?"),
    (r"\b(?:hi|hello|hey|hiya|yo|morning|evening|afternoon)\b", "Hello! Tell me something to remember, or ask me about what you told me."),
)


def courtesy(text: str) -> str:
    """A short reply to a greeting or a thank-you."""
    low = text.lower()
    return next((reply for pattern, reply in _COURTESIES if re.search(pattern, low)), "All right.")
