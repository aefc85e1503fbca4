"""What is not told about the user: whole messages, masked passages, sentences and clauses, each turned down with a short reason."""

from __future__ import annotations

import re

from engine.learning.lexicon import ADVERBS, FLEETING, FUNCTION, PREPOSITIONS
from engine.learning.people import names, related
from engine.learning.story import Statement, Story
from engine.learning.words import words

_PLAY = re.compile(
    r"\b(?:pretend|role-?play|let'?s play|imagine (?:you|i|we|that|a|if)|suppose (?:i|you|we|that)|act as|you are now|"
    r"you're now|make believe|what if|hypothetically|hypothetical|"
    r"in my (?:story|novel|dream|nightmare|game|campaign|script|fanfic|screenplay)|my (?:character|oc|avatar|protagonist|"
    r"npc)|for (?:a|my) (?:story|novel|sketch|screenplay|dnd|d&d)|"
    r"let'?s say|say i (?:was|were|had|am)|if i (?:was|were)|write (?:me )?(?:a|an|the) (?:story|poem|joke|scene|dialogue|"
    r"song|limerick|haiku|sketch)|in the (?:film|movie|book|novel|show|series)|"
    r"dreamt|dreamed that|had a dream|just kidding|only kidding|jk\b|joking|(?:^|\s)/s\b|lorem ipsum)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"```|^\s*(?:def|class|import|from|SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|public|private|const|let|var|"
    r"function|#include|<\?php)\s+\S|</?[a-z]+[^>]*>|"
    r"[{\[]\s*\"[\w ]+\"\s*:|\"\s*:\s*[\[{\"]|^\s*\|.*\|\s*$|^\s*BEGIN:V|^\s*(?:>>>|\$ |# !)|\);\s*(?:--|//|$)|=>|&&|"
    r"\bprintf\(|console\.log",
    re.MULTILINE,
)
_ROLE = re.compile(
    r"(?:^|\n|[.|>]\s)\s*[<\[|#*]*\s*\|?(?:system|assistant|user|human|ai|developer|admin|im_start|im_end|inst|"
    r"override)\b[^\n:]{0,30}[|>\]]*\s*(?::|\|>|\])|<\|[^|>]*\|>|\[/?INST\]|"
    r"ignore (?:all |any )?(?:previous|prior|above)|disregard (?:all|any|the|previous)|new instructions?:|AI agent:",
    re.IGNORECASE,
)
_ORDER = (
    "write translate convert open give tell show explain make draft summarise summarize rewrite rephrase list suggest find "
    "calculate compute help check reply rate compare pick play describe "
    "create generate entertain look search recommend choose correct proofread shorten expand edit review respond answer "
    "analyse analyze define spell count sort format compose compile outline "
    "brainstorm book order send email call text remind set turn start stop run print repeat continue try sing guess "
    "improve polish simplify paraphrase read plan quiz teach say solve "
    "delete remove wipe erase forget cancel add include use avoid change switch put finish critique classify parse extract"
).split()
_ASKED = re.compile(
    rf"^(?:(?:ok|okay|hey|hi|hello|please|pls|now|so|also|and|then|just|great|thanks|cool|right|well|alright|"
    rf"alcove)[\s,!]+)*(?:(?:can|could|would|will) (?:you|u)\s+(?:please\s+|just\s+)?)?"
    rf"(?:(?:i (?:need|want|would like|'d like) you to)\s+)?(?:{'|'.join(_ORDER)})\b(?!\s+(?:is|was|are|were|has)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:(?:so|and|but|ok|okay|hey|hi|hello|well|btw|also|now|please|random|then|quick question|question|oh)[\s,:!-]+)*(?:"
    r"(?:what|which|who|whom|whose|how|why|where|whats|wheres|whos|hows|whys|what's|where's|who's|how's|why's|wich)\b|"
    r"when(?:'s|s)?\s+(?:is|are|was|were|do|does|did|can|could|should|will|would|am|has|have)\b|whens\b|"
    r"(?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|has|have|had|isn't|aren't|don't|doesn't|"
    r"didn't|can't|won't|wouldn't|haven't|hasn't)\s+"
    r"(?:i|you|u|he|she|it|we|they|there|this|that|these|those|the|my|your|our|his|her|their|any|anyone|anybody|someone|somebody|people|a|an)\b|"
    r"any (?:idea|ideas|tips|suggestions|thoughts|advice|chance)|do you|got any|anyone|ever wondered|tell me|remember when|"
    r"know (?:any|a good)|(?:is|does|did|was) (?-i:[A-Z]))",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"^(?:and |but |so |then |even )?(?:if|unless|suppose|supposing|imagine|assuming|say|pretend|whether|in case|"
    r"what if)\b|\bif (?:i|we|my|he|she|they|it|this|that|you|the)\b|\bas if\b|"
    r"\b(?:i|we) (?:wish|could have|should have|would have|might have|swear)\b|\bwould be (?:nice|great|good|cool|"
    r"lovely|fun)\b|\bi'?d (?:be|have|kill|die)\b|\bmaybe\b|\bperhaps\b|"
    r"\b(?:or else|in theory|theoretically|in another life|one day i might)\b",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\b(?:raining|pouring|cats and dogs|left the building|kill(?:ing|s)? me|will to live|over the moon|under the weather|"
    r"head is (?:spinning|exploding)|brain (?:is|has|hurts)|my brain|losing my mind|"
    r"driving me (?:mad|crazy|nuts|up the wall)|dying of|starving|dead tired|could eat a horse|break a leg|piece of cake|"
    r"last straw|through the roof|at the end of my (?:tether|rope)|on fire today|"
    r"my feet (?:hate|are killing)|cried like|jumping for joy|moving to (?:a monastery|mars|the moon)|a million (?:times|"
    r"things|dollars|bucks)|sold my soul|married to my (?:job|work)|"
    r"fish out of water|elephant in the room|hit the (?:hay|road|sack)|allergic to (?:work|mondays?|effort|mornings?|"
    r"exercise|nonsense|people|small talk)|not my cup of tea|running on fumes|fried today|"
    r"screaming inside|i can't even|i died|i'm dead)\b",
    re.IGNORECASE,
)
_FLEETING_OK = frozenset("always often usually never allergic every chronic chronically since".split())
_MENTAL = frozenset(
    "think thinks guess guesses wonder wonders mean means see sees hope hopes know knows understand understands agree "
    "agrees suppose supposes doubt doubts bet bets believe believes "
    "wondered thought guessed hoped swear swears appreciate appreciates imagine imagines assume assumes notice notices ask "
    "asks asked say says tell tells repeat repeats".split()
)
_REMARK = re.compile(
    r"^(?:is|was)\s+(?:(?:so|very|really|just|not|too|quite|pretty|a bit|kind of|bit|super|absolutely)\s+)*(?:{})\b(?! "
    r"about (?!it|this|that|the))".format("|".join(sorted(FLEETING))),
    re.IGNORECASE,
)
#: "is on the eighth floor in Gdańsk" says where somebody lives; "is out", "is up" only how they are.
_SITUATED = re.compile(
    r"^(?:is|was)\s+(?:also |now |still |currently |both |not )*(?:on|in|off|out|up|down|back|new)\s+(?:\w+\s+){0,3}?(?:[\w'-]+\s+){2,}(?-i:[\w'-]+)|"
    r"^(?:is|was)\s+(?:also |now |still |currently )*(?:on|in|off|back in|out in|up in|down in|new to|new at)\s+(?:the\s+|a\s+)?(?:(?-i:[A-Z\d])|\w+ (?:pills|tablets|"
    r"meds|medication|antibiotics|shift|shifts|leave|diet|benefits|nights|call|sick leave|parental leave))",
    re.IGNORECASE,
)
_PASSING_THINGS = re.compile(
    r"^(?:also |still |just |really )*(?:has|had|does not have|is having|got)\s+(?:an?\s+|some\s+|no\s+|any\s+|"
    r"the\s+)?(?:\w+\s+)?(?:question|idea|problem|issue|feeling|headache|cold|minute|"
    r"moment|point|chat|look|day|night|time|weekend|go|laugh|cry|thought|doubt|favour|favor|request|nap|shower|bath|lie-in|"
    r"plan|choice|chance|lot|bit|questions|minutes|second|rest|break|coffee|"
    r"drink|think|clue|energy|patience|appetite)\b(?!\s+(?:allergy|of|job|machine|shop|table))",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"^(?:(?:just|only|really|still|also)\s+)?(?:(?:is|was) (?:wondering|looking for|trying to|asking|thinking|talking "
    r"about|just|kidding|joking|not sure|sure|gonna|about to|back|off to bed|on my way|here)|"
    r"(?:wants|needs|would like|has) (?:to (?:know|ask|say|see if|understand|find out|check|talk|chat)|some help|help|"
    r"advice|an idea|a question|a quick question|an answer|you|the assistant|more|it|one|"
    r"this|that|something|some|ideas|time|no idea|no clue|nothing|a favour|a favor|to admit)|(?:does|did) not (?:know|"
    r"understand|get|see|think|mean|care|mind|believe|want that|want this|"
    r"want it|remember|say)|cannot (?:wait|believe|decide|tell|see|find|remember|think|complain|sleep|even|be bothered|do "
    r"this|do it|get it|stop)|could not (?:find|tell|agree|sleep|care)|"
    r"gets? it|got it|had (?:a )?(?:good|great|lovely|nice|long|bad|terrible|rough|awful|hectic|busy) (?:day|time|night|one|"
    r"morning|week)|will (?:wait|try|see|check|think|let|take it|do|have a look|ask|pass|be right|be back)|"
    r"(?:feels?|felt|sounds|looks|seems)\b(?!.*\b(?:every|always|when)\b)|loves? (?:it|that|this|them|you|the assistant)$|"
    r"likes? (?:it|that|this|them)$|hates? (?:it|that|this|them|when|mondays?|today)\b|"
    r"did (?:it|that|this)$|made it$|has to (?:go|run|say|admit)\b|needs to (?:go|run|sleep|vent)|should (?:go|sleep|get "
    r"going|probably)|"
    r"gives up$|is (?:such )?(?:an? |the )?(?:total |complete |absolute |bit of an? )?(?:idiot|fool|mess|wreck|genius|moron|"
    r"dummy|legend|disaster|failure)\b|quits$|is (?:done|out|in)$|(?:am|is) (?:loving|enjoying|liking) (?:this|it|that)|misses (?:it|that)$|stays "
    r"quiet|slept (?:badly|well|like)|woke up|spilled|spilt|is having)",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\bwould (?:(?:really|also|rather|much|always|never) ?)*(?:like|love|rather|prefer|hate)\b|\bwould rather\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:would|could|might|may|shall)\b(?!\s+\d)(?=\s+[a-z])", re.IGNORECASE)
#: Definite things that belong to somebody's life; other "the …" subjects are the world at large.
_HOUSEHOLD = re.compile(
    r"\b(?:keys?|scissors|wifi|wi-fi|router|boiler|bins?|cabin|cottage|shed|garage|garden|kitchen|attic|loft|cellar|"
    r"basement|bathroom|bedroom|hall|cupboard|drawer|fridge|freezer|"
    r"oven|dishwasher|car|van|bike|cat|dog|kids?|children|baby|twins|postman|landlord|landlady|neighbou?rs?|cleaner|"
    r"plumber|dentist|doctor|vet|nursery|school|teacher|rent|mortgage|"
    r"meeting|flight|train|appointment|party|wedding|funeral|interview|exam|deadline|rehearsal|alarm|stopcock|fuse|"
    r"thermostat|heating|hot water|tap|sink|roof|gate|door|house|flat|"
    r"apartment|place|office|spare|trip|holiday|baby's|corner shop|window cleaner|gym|choir|band|club|class|course|"
    r"surgery|operation|builder|electrician|mechanic|parcel|delivery|"
    r"password hint|tent|caravan|boat|printer|laptop|phone|tv|remote|bank|suit|ring|piano|guitar|wardrobe|medicine|"
    r"pills|inhaler|ladder|toolbox|hoover|lawnmower)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"^(?:is|was|are|were)?\s*(?:called|allergic|coming|visiting|staying|moving|pregnant|getting married|my|the user|"
    r"our|back|away|on holiday|off|in hospital|retiring|leaving|joining|covering|due)\b|"
    r"^(?:lives?|moved|works?|got|likes?|loves?|hates?|prefers?|stepped down|turns|turned|wants|needs|has|had|says|said|"
    r"plays|leaves|left|starts|started|arrives?|lands|comes|came|"
    r"cannot|does not|did not|will|died|passed away|gave|lent|borrowed|owes|asked|told|invited|studies|married|broke up|"
    r"drives|eats|sent|promised|pays|paid|is (?:vegan|vegetarian|diabetic|celiac|coeliac))\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:tomorrow|tonight|(?:on|next|this|until|till|by|from)\s+(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}(?:st|nd|rd|th)\b|"
    r"\d{1,2} (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:january|february|march|april|june|july|august|september|october|november|"
    r"december)\s+\d))",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"^(?:is|was|are|were|has|have)\s+(?:the (?:capital|largest|biggest|smallest|longest|highest|tallest|oldest|first|king|"
    r"queen|president|author|most)|a (?:city|country|river|planet|language|novel|film|"
    r"band|mountain|state|company|programming|star|mammal|genus)|located|bigger|smaller|further|older than|born in 1[0-8])|"
    r"^(?:goes through|flows|orbits|borders|invented|discovered|painted|composed|"
    r"wrote|published|directed|conquered|ruled|was (?:founded|invented|built|written|painted|discovered))\b",
    re.IGNORECASE,
)


#: A terminal's colours, a slash command: nobody tells of themselves in those.
_NOT_PROSE = re.compile(
    r"^(?:[^\n]*(?:[\x1b\x9b]|\[\d{1,3}(?:;\d{1,3})*m(?![glm]?\]))[^\n]*|[ ]*/(?!jk\b)[A-Za-z][\w-]+(?=\s|$)[^\n]*)$", re.MULTILINE
)


def prose(text: str) -> str:
    """The message with the lines blanked that are none, character for character."""
    return _NOT_PROSE.sub(_blank, text)


def whole(text: str) -> str:
    """Why nothing of the message is the user's own telling ("" when something may be)."""
    letters = sum(c.isalnum() for c in text)
    if letters < 4:
        return "nothing said"
    if letters > 30 and sum(c.isascii() for c in text if c.isalpha()) < letters * 0.6:
        return "language"
    if max((len(w) for w in text.split()), default=0) > 300:
        return "pasted"
    if _ROLE.search(text):
        return "role markers"
    if _PLAY.search(text[:400]):
        return "role play or fiction"
    stripped = re.sub(r"```.*?(?:```|\Z)", " ", text, flags=re.DOTALL)
    if _MARKUP.search(stripped):
        return "code or data"
    return ""


_QUOTED = re.compile(r"\"[^\"\n]{0,2000}\"|(?<![\w])'(?=\S)[^\n]{2,2000}?(?<=[\w.,!?])'(?!\w)|^\s*>[^\n]*", re.MULTILINE)
#: Asked for before telling how things are: what follows the colon is the user's own.
_ADVICE = re.compile(
    r"(?:(?:can|could|would) (?:you|u) |please |pls )*(?:help(?: me| us)?(?: to)? (?:plan|decide|choose|think|pick|find|organi[sz]e|work out|figure out|prepare)|"
    r"plan|suggest|recommend|advise|need (?:some )?(?:advice|ideas|help)|any (?:advice|ideas|tips)|quick (?:question|one)|help)\b(?!.*\b(?:text|email|e-mail|"
    r"message|letter|essay|paragraph|sentence|code|speech|post|reply|this|following)\b)",
    re.IGNORECASE,
)
_COLON = re.compile(r":(?!\d|[)(DPp/])")


def mask(text: str) -> str:
    """Other people's words blanked out, character for character: fenced code, quotations, what follows "translate this:"."""
    text = re.sub(r"```.*?(?:```|\Z)", _blank, text, flags=re.DOTALL)
    text = re.sub(r"https?://\S+", _blank, text)
    for match in list(_QUOTED.finditer(text)):
        inner = match.group().strip("\"'")
        title = len(inner.split()) <= 4 and not re.search(r"\b(?:i|my|me|we|our|is|are|was|i'm)\b", inner, re.IGNORECASE)
        kept = " " + match.group()[1:-1] + " " if title and match.group()[0] in "\"'" else _blank(match)
        text = text[: match.start()] + kept + text[match.end() :]
    for start, line in _lines(text):
        colon = _COLON.search(line)
        if (
            colon
            and (_ASKED.match(line[: colon.start()].strip()) or _QUESTION.match(line[: colon.start()].strip()))
            and not re.match(r"\s*(?:remind|remember|note|to )", line, re.IGNORECASE)
            and not _ADVICE.match(line[: colon.start()].strip())
        ):
            return text[: start + colon.start()] + re.sub(r"[^\n]", " ", text[start + colon.start() :])
    return text


def _lines(text: str) -> list[tuple[int, str]]:
    out, start = [], 0
    for line in text.split("\n"):
        out.append((start, line))
        start += len(line) + 1
    return out


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def is_question(text: str) -> bool:
    """Whether a sentence or clause asks."""
    return _QUESTION.match(text.strip()) is not None


def is_request(text: str) -> bool:
    """Whether it orders the assistant to do something now."""
    return _ASKED.match(text.strip()) is not None


def clause(text: str) -> str:
    """Why a clause is not a statement of fact, by its own words."""
    if is_question(text):
        return "question"
    if is_request(text):
        return "request"
    if _HYPOTHETICAL.search(text.strip()) and not re.search(r"\bi (?:wish|swear) to\b", text, re.IGNORECASE):
        return "hypothetical"
    if _IDIOM.search(text):
        return "figure of speech"
    return ""


def statement(said: Statement, story: Story) -> str:
    """Why a told statement is not worth keeping."""
    rest = said.rest
    if said.about_user:
        if (
            _REMARK.match(rest)
            and not _SITUATED.match(rest)
            and not any(w in _FLEETING_OK for w in rest.lower().split())
            and not re.search(
                r"\b(?:allergic|at |good at|bad at|hopeless at|useless at|"
                r"afraid of|interested in|scared of)",
                rest,
            )
        ):
            return "passing state"
        lasting = re.search(r"\b(?:every|always|on \w+days?|at \d|tomorrow|next|appointment)\b", rest)
        if _TALK.match(rest) or (_PASSING_THINGS.match(rest) and not lasting):
            return "small talk"
        first = next((w for w in rest.lower().split() if w not in ADVERBS), "")
        if first in _MENTAL and not re.search(r"\b(?:god|in god|know how|knows how|speaks)\b", rest):
            return "opinion"
    if _MODAL.search(rest) and not _WISHED.search(rest):
        return "hypothetical"
    if not said.about_user:
        if _WORLD.match(rest):
            return "world fact"
        subject = said.subject.lower()
        titled = re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Uncle|Aunt|Auntie)\b", said.subject) is not None
        known = titled or (
            said.person is not None and (said.person.relation or any(p.name and p.name == said.person.name and (p.relation or p.met) for p in story.people))
        )
        mine = "the user" in subject or "the user" in rest
        if said.thing and not said.past and _COMING.search(rest) and not _WORLD.match(rest):
            known = mine = True  # what comes on a day is in somebody's diary
        if said.thing and not mine and not (_HOUSEHOLD.search(said.subject) and subject.startswith("the ")) and "'s " not in said.subject:
            return "world fact"
        if (
            said.thing
            and "'s " in said.subject
            and not mine
            and not _PERSONAL.match(rest)
            and not _HOUSEHOLD.search(said.subject)
            and not re.search(r"birthday|phone|number|name", subject)
        ):
            return "world fact"
        if not said.thing and not known and not mine and not story.about_user and not _PERSONAL.match(rest):
            return "world fact"
        if not said.thing and re.match(
            r"(?:is|was|are|were)\s+(?:so |very |really |just |a bit |quite )?(?:here|fine|ok|okay|tired|"
            r"useless|annoying|great|lovely|nice|late|mad(?! about)|funny|cute|adorable|asleep)\b",
            rest,
        ):
            return "passing state"
    if re.match(
        r"(?:the user's )?(?:day|morning|evening|night|weekend|week|brain|head|mood|question|point|guess|bad|apologies|goodness|"
        r"god|favourite part|plan for today|weather|sun|rain|wind|snow)\b",
        said.subject.lower().removeprefix("the user's "),
    ):
        return "small talk"
    if said.about_user and re.search(r"\b(?:his|him|hers?)\b", rest) and not related(rest.replace("their ", "my ")) and not names(rest):
        return "unclear who is meant"
    if re.search(r"\b(?:about|doing|with|for|of|like|does|did|loves|hates) (?:it|this|that|so)$", rest.split(",")[0]):
        return "unclear what is meant"
    if re.match(r"(?:\w+ )?(?:lives?|lived|works?|worked|goes|go|went|moved|stays?|stayed|grew up|studied|studies|was born|is|was) there\b", rest):
        return "unfinished"
    content = [w.low for w in words(rest) if w.low[-1:].isalnum() and w.low not in FUNCTION | ADVERBS | PREPOSITIONS]
    if len(content) < 2 and not (
        content
        and re.match(
            r"(?:is|are|was|were|has|have|had|plays?|speaks?|likes?|loves?|hates?|do(?:es)? not|cannot|smokes?|vapes|never|got|"
            r"will be \d{1,3}$|"
            r"became|died|stepped|retired|lost|keeps?|quit|sings?|swims?|knits?|paints?|works?|studies|stud(?:y|ied)|moved|turned|snores?)",
            rest,
        )
    ):
        return "too little said"
    if words(rest)[-1].low in (PREPOSITIONS - {"in", "out", "off", "up", "down", "over", "inside", "outside", "next"}) | {
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "my",
        "is",
        "was",
        "are",
    }:
        return "unfinished"
    return ""
