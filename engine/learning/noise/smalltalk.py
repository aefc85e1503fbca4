"""Small talk about oneself: states of the moment, opinions on the talk itself, what is going on right now."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, FLEETING

_MORE_FLEETING = (
    "raging buzzing gutted chuffed knackered wrecked banjaxed pooped pumped hyped psyched stoked stumped puzzled baffled intrigued tempted torn "
    "unsure undecided "
    "weak invested obsessed-ish weeping sobbing overwhelmed fed peckish parched famished ravenous drained spent livid fuming mortified bloated "
    "sore-ish restless grateful "
    "deceased terrible awful hopeless blessed beat zonked shook devastated thrilled delighted pleased disappointed bothered desperate keen hangry "
    "sunburnt "
    "drenched soaked soaking"
).split()
_STATES = "|".join(sorted(FLEETING | set(_MORE_FLEETING)))
_REMARK = re.compile(
    rf"^(?:is|was|feels?)\s+(?:(?:so|very|really|just|not|too|quite|pretty|a bit|kind of|bit|super|absolutely|proper|well|dead|pure|fair|feeling|"
    rf"still|a little|extremely|totally)\s+)*"
    rf"(?:{_STATES}|in (?:the|a|no) mood|in a (?:rush|hurry|bad way|state)|having a (?:bad|good|great|terrible|rough) )\b(?! about (?!it|this|"
    rf"that|the))",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:(?:writing|building|restoring|making|recording|directing|illustrating|translating) (?:an?|my|their|the) (?:[\w-]+ ){0,2}?(?:book|novel|"
    r"novella|memoir|thesis|"
    r"dissertation|phd|play|screenplay|musical|opera|album|blog|app|game|extension|boat|biography|autobiography|cookbook|guidebook|shed|robot|"
    r"film|documentary|podcast)[\w-]*|"
    r"from (?:today|tomorrow|now on)|these days|nowadays|allergic|at |good at|bad at|hopeless at|useless at|rubbish at|afraid of|interested in|"
    r"scared of|always|often|usually|never|every|"
    r"chronic|chronically|since|"
    r"on \w+days|once|twice|\d+ times|times a|months?|years?|weeks?|for (?:\d|a )|of (?:heights|spiders|flying|dogs|needles|the dark|clowns|"
    r"snakes|lifts)|"
    r"thinking (?:of|about) (?:[a-z]+ing)|looking (?:to|at) (?:buy|sell|mov|rent|chang)\w*|looking (?:for|at) (?:a |an )?(?:new |bigger |smaller |"
    r"cheaper )?(?:job|jobs|flat|house|place|work|car))\b",
    re.IGNORECASE,
)
#: "is on the eighth floor in Gdańsk" says where somebody lives; "is out", "is up" only how they are.
_SITUATED = re.compile(
    r"^(?:is|was)\s+(?:also |now |still |currently |both |not )*(?:on|in|off|out|up|down|back|new)\s+(?!the mood|a mood|no mood|bed\b|a (?:rush|"
    r"hurry))(?:\w+\s+){0,3}?(?:[\w'-]+\s+){2,}(?-i:[\w'-]+)|"
    r"^is (?:also )?(?:on|in|at|with) (?!it\b|that\b|this\b|hold\b|bed\b|pain\b|tears\b|trouble\b|shock\b|love\b|an?\b|the\b|here\b|"
    r"there\b)[\w-]{3,}(?: [\w-]+)? now$|"
    r"^(?:is|was)\s+(?:also |now |still |currently )*(?:on|in|off|back in|out in|up in|down in|new to|new at)\s+(?:the\s+|a\s+)?"
    r"(?:(?-i:[A-Z\d])|crutches|sticks|oxygen|dialysis|insulin|\w+ (?:pills|tablets|"
    r"meds|medication|antibiotics|shift|shifts|leave|diet|benefits|nights|call|sick leave|parental leave))|"
    r"^(?:is|was)\s+(?:also |now |still |currently |both )*in an? (?:\w+ )?(?:wheelchair|care home|nursing home|hospice|hostel|refuge|cast|sling|"
    r"brace|choir|band|orchestra|team|league|cult|union|relationship|houseshare|flatshare|long distance relationship|coma|secure unit)\b",
    re.IGNORECASE,
)
_PASSING_THINGS = re.compile(
    r"^(?:also |still |just |really )*(?:has|had|does not have|is having|got)\s+(?:an?\s+|some\s+|no\s+|any\s+|"
    r"the\s+)?(?:\w+\s+)?(?:question|idea|problem|issue|feeling|headache|cold|minute|"
    r"moment|point|chat|look|day|night|time|weekend|go|laugh|cry|thought|doubt|favour|favor|request|nap|shower|bath|lie-in|"
    r"plan|choice|chance|lot|bit|questions|minutes|second|rest|break|coffee|hangover|hiccups|dream|"
    r"drink|think|clue|energy|patience|appetite)\b(?!\s+(?:allergy|of|job|machine|shop|table|shift|shifts|due|boat|van|mum|black|white|strong|weak|"
    r"iced|decaf|with|without|every|only))",
    re.IGNORECASE,
)
#: What somebody wants to become or to leave off, not what they are at this minute.
_STRIVES = re.compile(
    r"^(?!.*\b(?:this|that|these|those) (?!year|summer|winter|autumn|spring|month|days\b))"
    r"(?:still |really |also |now )*is (?:still |really |also |now )*trying (?:hard )?(?:to (?:learn|give up|quit|stop(?! the\b)|"
    r"get pregnant|conceive|lose|save|cut|eat (?:less|more|better|healthier)|sell|buy|have a baby|become|improve|build|grow|raise|move|walk|run|"
    r"exercise|drink (?:less|more))\b"
    r"|for a baby)"
)
_TALK = re.compile(
    r"^(?:(?:just|only|really|still|also)\s+)?(?:(?:is|was) (?:going to (?:go )?(?:get|grab|make|have|eat|sleep|bed|shower|try|do it|check|ask|"
    r"say|scream|cry|explode)\b(?! (?:married|a (?:baby|dog|cat|job)|an? op|surgery|engaged|divorced))(?!.*\b(?:on|next|in) )|wondering|"
    r"looking for (?!(?:an? )?(?:new |bigger |smaller |cheaper |better |second |part-time )*(?:jobs?|work|house|flat|place|room|car|flatmate|"
    r"lodger|nursery|school)\b)|trying to (?!(?:learn|give up|quit|stop|get pregnant|conceive|lose|save|cut|eat|sell|buy|have a baby|become|improve|"
    r"build|grow|raise|move)\b)|asking|thinking(?! (?:of|about) [a-z]+ing)|talking "
    r"about|just(?! \w+ing\b.*\b(?:now|these days|an? (?:day|week)|per|every)\b)|kidding|joking|not sure|sure|gonna|about to"
    r"|back(?:\s+(?:now|again|home|here|online|later))?\W*$|off to bed|off(?:\s+now|"
    r"\s+out)?\W*$|on their own\W*$|on my way|on their way|here\W*$)|"
    r"(?:wants|needs|would like|has) (?:to (?:know|ask|say|see if|understand|find out|check|talk|chat)|some help|help|"
    r"advice|an idea|a question|a quick question|an answer|you|the assistant|more|it|one(?! [a-z])|"
    r"this|that|(?:an?|the) (?:new|other|different|second) one|another one|something|some|ideas|time|no idea|no clue|nothing|a favour|a favor|"
    r"to admit)|(?:does|did) not (?:know|"
    r"understand|get|see|think|mean|care|mind(?! \w+ing\b)|believe|want that|want this|"
    r"want it|remember|say)|cannot (?:wait|believe|decide|tell|see|find|remember|think|complain|sleep|even|be bothered|be arsed|do "
    r"this|do it|get it|stop|get over|cope|deal|log in|open)|could not (?:find|tell|agree|sleep|care)|"
    r"gets? it|got it|had (?:a )?(?:good|great|lovely|nice|long|bad|terrible|rough|awful|hectic|busy) (?:day|time|night|one|"
    r"morning|week)|will (?:wait|try|see|check|think|let|take it|do|have a look|ask|pass|be right|be back|go with|stick with|take the)|"
    r"(?:feels?|felt|sounds|looks|seems)\b(?!.*\b(?:every|always|when)\b)|loves? (?:it|that|this|them|you|the assistant)$|"
    r"likes? (?:it|that|this|them)$|hates? (?:it|that|this|them|mondays?|today)\b|"
    r"did (?:it|that|this)$|made it$|has to (?:go|run|say|admit)\b|needs to (?:go|run|sleep|vent)|should (?:go|sleep|get "
    r"going|probably)|"
    r"gives up$|is (?:such )?(?:an? |the )?(?:total |complete |absolute |bit of an? )?(?:idiot|fool|mess|wreck|genius|moron|"
    r"dummy|legend|disaster|failure)\b|quits$|is (?:done|out|in)$|(?:am|is) (?:loving|enjoying|liking) (?:this|it|that)|misses (?:it|that)$|stays "
    r"quiet|slept (?:badly|well|like)|woke up|spilled|spilt|is having (?:a|an|some|trouble|problems)\b|is (?:getting|having) (?:an error|error|"
    r"a 4\d\d)|"
    r"never remembers?$|(?:always|never|keeps?|constantly|often) (?:(?:get|mix|forget|confus|mak|misspell|spell|ha)\w*|remembers?|knows?|"
    r"looking)\b.*\b(?:it|them|"
    r"these|those|that|this|which|up|wrong|confused)\b)",
    re.IGNORECASE,
)
_MENTAL = frozenset(
    "think thinks guess guesses wonder wonders mean means see sees hope hopes know knows understand understands agree "
    "agrees suppose supposes doubt doubts bet bets believe believes "
    "wondered thought guessed hoped swear swears appreciate appreciates imagine imagines assume assumes notice notices ask "
    "asks asked say says said tell tells told meant repeat repeats".split()
)
_HELD = re.compile(
    r"\b(?:(?:told|asked) (?!the )(?-i:[A-Z])\w*|sees? (?:him|her|them|their |an? |the user|(?-i:[A-Z])|each other)|(?:says?"
    r"|said) (?:grace|prayers|the rosary|mass)|god|in god|know "
    r"how|knows how|speaks|in (?:ghosts|reincarnation|karma|astrology|fate|horoscopes))\b"
)
_ANYHOW = re.compile(r"\b(?:every|always|on \w+days?|at \d|tomorrow|next|appointment|\d{1,2}[:.]\d\d)\b", re.IGNORECASE)
_TOPICS = re.compile(
    r"(?:the user's )?(?:day|morning|evening|night|weekend|week|brain|head|mood|question|point|guess|bad|apologies|goodness|"
    r"god|favourite part|plan for today|weather|sun|rain|wind|snow|last answer|phone battery|screen)\b(?! (?:off|shifts?|job|class|nursery|school|"
    r"carer|nurse)\b)"
)
#: Said of the talk itself: "I've told you", "asking you because…".
_TO_LISTENER = re.compile(
    r"^(?:(?:has|had|is|was|does|did|already|just|only|even|still|also|not|never|keeps|kept|been)\s+)*(?:tells?|told|telling|asks?|asked|asking|"
    r"letting|lets?|warned?|warning|reminded?|reminding|informed|informing|showed|showing|"
    r"trusts?|trusting|tells?|thanked|thanks?|thanking|messaged|messaging|texted|texting) the assistant\b",
    re.IGNORECASE,
)
#: "I don't want Ada kept in here": said of this memory, nothing for it.
_UNRECORDED = re.compile(
    r"^would rather the assistant did not (?:keep|store|save|remember|record|note)\b|^(?:does not (?:want|like)|would rather not have) "
    r"(?:.*\b)?(?:kept|stored|saved|recorded|remembered|written down|noted|logged|on record|"
    r"removed|deleted|erased|wiped)\b"
    r"(?=$|.*\b(?:here|there|in|anywhere|on|file|record|memory|from|please)\b)"
)
#: A task that somebody has: no state of the moment.
_ON_DUTY = re.compile(
    (r"^(?:is|was) on (?:the )?(?:[\w'-]+ ){1,3}(?:duty|duties|run|rota|shift|shifts|call|leave|committee|board|panel|team)\b(?! call)"),
    re.IGNORECASE,
)
#: What one has only just done: gone tomorrow.
_JUST_DONE = re.compile(
    r"^just (?!(?:got|been|had|turned|started|found|moved|passed|quit|bought|sold|booked|signed|finished (?:my|their|chemo|uni|school)|become|"
    r"became|lost|adopted|retired|joined|left (?:my|their|the))\b)",
    re.IGNORECASE,
)


def reason(rest: str, *, past: bool = False) -> str:
    """Why what the user says of themselves (after "The user") passes with the moment; "" when it may last."""
    if _TO_LISTENER.match(rest) or _UNRECORDED.match(rest):
        return "small talk"
    if _ON_DUTY.match(rest) or _STRIVES.match(rest):
        return ""
    if _REMARK.match(rest) and not _SITUATED.match(rest) and not _LASTS.search(rest):
        return "passing state"
    if _TALK.match(rest) or (_PASSING_THINGS.match(rest) and not _ANYHOW.search(rest)):
        return "small talk"
    first = next((w for w in rest.lower().split() if w not in ADVERBS), "")
    return "opinion" if first in _MENTAL and not _HELD.search(rest) else ""


def is_passing_topic(subject: str) -> bool:
    """ "my brain", "the weather": of these one only talks."""
    return _TOPICS.match(subject.lower().removeprefix("the user's ")) is not None


def is_just_done(rest: str) -> bool:
    """ "just ate", not "just got diagnosed"."""
    return _JUST_DONE.match(rest) is not None
