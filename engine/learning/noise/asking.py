"""Questions and orders, told from statements that begin with the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.learning.grammar.verbs import BASES

#: Said to the assistant alone; what notes leave "I" out of begins with the others too ("play bass in a band").
_ORDERS = (
    "write translate convert tell show explain draft summarise summarize rewrite rephrase list suggest calculate compute reply rate compare "
    "describe create generate entertain recommend choose correct proofread shorten expand analyse analyze define spell sort format compose "
    "compile outline brainstorm email remind repeat continue guess improve polish simplify paraphrase quiz delete remove wipe erase critique "
    "classify parse extract back-translate transcribe decode roast conjugate reword redo tidy tighten double-check doublecheck debug gimme lemme "
    "estimate convince google"
).split()
_DOUBTFUL_ORDERS = (
    "open give make find help check pick play look search edit review respond answer count book order send call text set turn start stop run "
    "print try sing read plan teach say solve forget cancel add include use avoid change switch put finish complete"
).split()
#: Orders only with what follows: "walk me through it", not "walk the dog twice a day".
_ORDERS_TO = (
    r"(?:do not|don'?t|never) (?:ever )?let (?:me|us) (?!know\b|forget (?:that )?(?:the|my|our|his|her|we|i|\w+'s) )|(?:walk|test|interview|quiz|"
    r"surprise|cheer|humour|humor|ask|wake) (?:me|us)|go "
    r"(?:on|ahead|again|back to)|carry on|keep (?:going|it|them|this)|"
    r"name (?:a|an|the|some|any|me|two|three|four|five|ten|\d)|fill (?:in|out)|crack (?:a|this|me)|cut (?:it|that|this|the \w+ (?:bit|part))|"
    r"(?:mark|grade|score|scale|fetch|swap|argue|pitch|do|add|fix|check) (?:me|it|this|that|these|the (?:same|other|second|first|last)|another)|"
    r"make (?:it|him|her|them|this|that|the [\w-]+(?: [\w-]+)?) (?:\w+er|more|less|live|hate|love|be|sound|look|feel|have|say|speak|come|go|"
    r"longer|shorter|a|an)\b(?! than me)|"
    r"(?:keep|bear) (?:(?:that|this|it) )?in mind|take note|make a (?:mental )?note|(?:have|take) a (?:look|guess|stab|crack)|put (?:into|it|this|"
    r"these|them)|turn (?:into|this|it)|be (?:honest|mean|brief|nice|funny)"
)
_LEAD_IN = (
    r"(?:(?:ok|okay|hey|hi|hello|please|pls|plz|kindly|now|so|also|and|then|just|great|thanks|cool|right|well|alright|abeg|sir|madam|mate|quick|"
    r"quickly|alcove|anyway|actually|wait|exercise \w+|question \w+|q\d+)[\s,.:!)-]+)*"
)
_POLITELY = r"(?:(?:can|could|would|will) (?:you|u|ya)\s+(?:please\s+|pls\s+|kindly\s+|just\s+|maybe\s+|also\s+)*)?"
#: As nouns and parts of names these words are no orders: "book club is on Monday", "call with Sam on Friday", "test result came".
_NO_ORDER = (
    r"(?!\s+(?:is|was|are|were|has|had|club|day|night|group|class|lesson|test|exam|centre|center|date|list|number|with|starts?|ends?|"
    r"results?|drive|room|shop|school|fees?|tomorrow|today|on (?:mon|tue|wed|thu|fri|sat|sun)|at \d|girl|guy|lad|lass|lady|woman|man|mum|mom|dad|"
    r"student|here|born|"
    r"(?:at|with) (?-i:[A-Z][a-z])\w*|work|uni|college)\b|[\w -]{0,25}:\s*\d|\s*[:=])"
)
_ASKED = re.compile(
    rf"^{_LEAD_IN}{_POLITELY}(?:(?:i (?:need|want|would like|'d like) (?:you|u) to|i need help (?:to )?)\s+)?(?:{_ORDERS_TO}|"
    rf"(?:{'|'.join((*_ORDERS, *_DOUBTFUL_ORDERS))})\b{_NO_ORDER})",
    re.IGNORECASE,
)
_SURELY_ASKED = re.compile(rf"^{_LEAD_IN}{_POLITELY}(?:{_ORDERS_TO}|(?:{'|'.join(_ORDERS)})\b{_NO_ORDER})", re.IGNORECASE)
#: "email to my manager pls", "poem for my nan please": a thing that is ordered without a verb.
_ORDERED_THING = re.compile(
    rf"^{_LEAD_IN}(?!(?:i|we) (?!need\b|want\b))(?:(?:i need|i want|need|want|looking for)\s+)?(?:an?\s+|some\s+|"
    rf"the\s+)?(?:[\w-]+\s+){{0,2}}?(?:e-?mail|letter|poem|speech|"
    rf"text|message|"
    r"caption|haiku|limerick|toast|eulogy|cover letter|headline|slogan|synonyms?|ideas?|tips|recipes?|names?|suggestions?|advice|help|"
    r"wording|translation|summary|regex|formula|script|macro|query|function|snippet|command|shortcut|playlist|itinerary|timetable|checklist|"
    r"template|hotels|hostels|restaurants|pubs|cafes|bars|beaches|(?:things|places|stuff)(?= to (?:do|see|eat|visit|stay|go)\b))\s+(?:to|near|in|"
    r"for|on|about|with|of|that|which)\b(?!.*\b(?:is|was|are|were|has|had)\b[^,]*$)",
    re.IGNORECASE,
)

_WH = r"(?:what|which|who|whom|whose|how|why|where|wot|wat|wich|whats|wheres|whos|hows|whys|what's|wat's|where's|who's|how's|why's|whens|when's)"
_AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|has|have|had|isn't|isnt|aren't|arent|don't|dont|doesn't|doesnt|"
    r"didn't|didnt|can't|cant|won't|wont|wouldn't|wouldnt|couldn't|couldnt|shouldn't|shouldnt|haven't|havent|hasn't|hasnt|wasn't|wasnt|weren't)"
)
_WHOM = (
    r"(?:i|my|you|u|ya|your|he|she|it|we|they|there|this|that|these|those|the|our|his|her|their|its|any|anyone|anybody|someone|somebody|"
    r"people|everyone|everybody|a|an|ur|yous|youse|\d+|(?-i:[A-Z])\w+)"
)
_OPENING = (
    r"(?:(?:so|and|but|or|ok|okay|hey|hi|hello|hola|well|btw|also|now|please|pls|random|random q|then|quick question|quick one|quick q|question|oh|"
    r"wait|hm+|um+|er+|like|yo|mate|sorry|thanks|abeg|serious question|dumb question|stupid question|no but|(?:and )?if so)[\s,:!.-]+)*"
)
_QUESTION = re.compile(
    rf"^{_OPENING}(?:{_WH}\b|when(?:'s|s)?\s+{_AUXILIARY}\b|{_AUXILIARY}\s+{_WHOM}\b|"
    r"any(?:one| of you| idea| ideas| tips| suggestions| thoughts| advice| chance| good| recommendations| reason| way| word)\b|"
    r"do (?:you|u)\b|got any|ever wondered|tell me|remember when|know (?:any|a good)|tips (?:for|on)\b|ideas (?:for|on)\b|thoughts\b|"
    r"(?:does|did|do|is|are) (?:snakes|cats|dogs|men|women|kids|babies|bees|fish|birds|[a-z]+s)\b|"
    r"(?:is|does|did|was|has|are|do) (?-i:[A-Z](?!OT\b))|is (?:\d|legal|normal|safe|possible|ok|okay|bad|good|[a-z]+ing)\b|worth\b|which\b|"
    r"(?:the )?(?:best|cheapest|easiest|quickest|fastest|safest|nicest) (?:way|time|place|places|app|thing|month|route|site|shop|method|one|"
    r"\w+) (?:to|for|in|of|near|at)\b(?! (?:my|our|the) (?:life|day|year)\b)(?!.*\b(?:is|was|are|were)\b)|"
    r"difference between|meaning of|synonyms? for|opposite of|another word for|what about|how about|am i\b|is there\b|are there\b)",
    re.IGNORECASE,
)
#: Begins like a question, tells a fact: "had a hip replaced", "where I live there's no shop", "what I do is nights".
_TELLS = re.compile(
    r"^(?:had (?:a|an|the|my|our|some|two|three|his|her|their|it|to|\d)\b|have (?:a|an|my|our|some|two|three|\d|to|the flu)\b|"
    r"(?:did|was|were) (?:a|an|my|our|some|two|three|\d+|brought|born)\b|has (?:a|an|two|three|\d)\b|"
    r"(?:where|what|why|how|who) (?:i|we) (?!can\b|could\b|should\b|must\b|would\b|will\b|may\b|am\b|are\b)[\w']+(?: [\w',()-]+){0,8}?,? ?"
    r"(?:\(|\bis\b|\bwas\b|\bare\b|there'?s|there (?:is|are)|that\b|:))",
    re.IGNORECASE,
)
#: A statement with a question mark for its tone: "I'm learning the bagpipes??"
_TOLD_RISING = re.compile(
    r"(?:^|\b(?:but|and|so|cos|because)\s+)(?:i'm|im|i am|we're|we are|i've|ive|i have|we've|we have)\s+(?!i\b|to\b|the (?:right|only)|a (?:fool|"
    r"mug)|right\b|wrong\b)"
    r"(?:[\w']+\s+){0,2}?(?:[a-z]+ing|been|got|moved|started|a|an|my)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:\b(?:right|correct|yes|no|yeah|true|isn'?t it|innit|or not|or what|though|eh|huh|is it|am i|do i|should i|can i)\W*)$", re.IGNORECASE
)
_PREFACE = re.compile(
    r"\W*(?:(?:hey|hi|hello|so|ok|okay)\W+)*(?:quick|random|dumb|silly|stupid|weird|odd|small|serious|another)\s+(?:q|question|one|query|thing)\W*$",
    re.IGNORECASE,
)
_BARE_TAG = re.compile(
    r",?\s*(?:right|correct|true|innit|isn'?t (?:it|he|she|that)|aren'?t they|wasn'?t (?:it|he|she)|don'?t they|doesn'?t (?:it|he|she)|"
    r"didn'?t (?:it|he|she|they)|hasn'?t (?:it|he|she)|no|yes|eh)\W*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\W*(?:i|i'm|im|i've|my|we|we're|our)\b", re.IGNORECASE)
#: "Don't tell Malcolm", "don't judge": said to the listener, though notes leave out their "I" in the same way.
_HUSH = re.compile(
    (
        r"^\W*(?:(?:so|but|and|please|pls|just|lol|now)\W+)*(?:don'?t|do not|never) (?:you )?(?:dare )?(?:(?:tell|mention (?:it|this|that)|"
        r"breathe a word|let on|shout at|blame|hate|laugh at|laugh|judge|panic|worry|start|ask (?:me )?(?:why|how|what)|repeat (?:it|this|that)|"
        r"@)\b)(?! (?:me|us) (?:to|about|the|any|how|what|who|anything)\b)"
    ),
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(r",\s*(?:noted|ok|okay|k|got it|got that|understood|alright|clear|deal|capisce|cool)\s*$", re.IGNORECASE)
#: "Take her out please": no statement with its "I" left out ends like that.
_PLEADED = re.compile(r"(?:(?:and|so|but|just|then)[\s,]+)*(?P<verb>[a-z]+)\s[^?]{2,120}?[\s,]+(?:please|pls|plz)\W*$", re.IGNORECASE)
_INVERTED = re.compile(
    r"(?:so |and |but )?(?:do|does|did|can|could|would|should|will) (?:(?:all|most|many|some) )?(?:[a-z]+s|people|men|women|children|folk|cattle|"
    r"sheep) (?:still |usually |really |also |ever )?"
    r"(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether a sentence or clause asks, by its own words."""
    bare = text.strip()
    return _QUESTION.match(bare) is not None and _TELLS.match(bare) is None


#: "…, but please no sugar"
_SPARED = re.compile(r"(?:please|pls),? (?:no|not|without)\b", re.IGNORECASE)


def is_request(text: str) -> bool:
    """Whether it orders the assistant to do something now."""
    bare = text.strip()
    pleaded = _PLEADED.match(bare)
    if pleaded and pleaded["verb"].lower() in BASES:
        return True
    if _SPARED.match(bare):
        return True
    return _HUSH.match(bare) is not None or _ASKED.match(bare) is not None or _ORDERED_THING.match(bare) is not None


def is_order(text: str) -> bool:
    """Whether it can be nothing but an order to the assistant."""
    return _HUSH.match(text.strip()) is not None or _SURELY_ASKED.match(text.strip()) is not None


def is_inverted(text: str) -> bool:
    """Whether a verb stands before its subject: "do nurses work nights", not "do nights at the plant"."""
    match = _INVERTED.match(text.strip())
    return match is not None and match["verb"].lower() in BASES


def asked_from(clauses: Sequence[str], whole: str) -> int:
    """Of a sentence with a question mark: the number of the clause where the question begins (their count when it only sounds like one)."""
    if _UNDERSTOOD.search(whole):
        return len(clauses)
    if _BARE_TAG.search(whole) and not _FIRST.match(whole):
        return 0
    for number, text in enumerate(clauses):
        if _PREFACE.match(text):
            continue
        if is_question(text) or is_request(text):
            return number
    if not _TAG.search(whole) and _TOLD_RISING.search(clauses[-1] if clauses else ""):
        return len(clauses)
    return 0
