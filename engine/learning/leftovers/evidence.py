"""How much speaks for a piece being somebody's own life, and not chatter, a look-up, or talk about the assistant's answer.

A sum of points, each with its reason; found by hand on messages that hold facts and messages that hold none. `ENOUGH` keeps nearly all of the
former's leftover clauses that tell something, and next to none of the latter's.
"""

from __future__ import annotations

import re

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import BARE_RELATIONS, FLEETING, PETS, RELATIONS
from engine.learning.grammar.states import STATES
from engine.learning.grammar.words import Word
from engine.learning.noise.world import PUBLIC
from engine.learning.telling.fragments import ROLES

ENOUGH = 3
_MINE = frozenset("i me my mine we us our ours myself".split())
#: Things of a household, a body, a job, a school: hardly anybody names them but to tell of their own.
CONCRETE = re.compile(
    r"\b(?:landline|broadband|heating|telly|tv|kitchen|bathroom|bedroom|lounge|shower|bath|cot|pram|buggy|kit bag|toolbox|implant|pacemaker|keys?|"
    r"stopcock|fuse ?box|boiler|meter|router|wifi|wi-fi|bins?|recycling|garage|loft|attic|shed|cellar|cupboard|drawer|porch|garden|allotment|"
    r"plot|greenhouse|freezer|fridge|oven|hob|microwave|dishwasher|kettle|sofa|wardrobe|landlord|landlady|rent|mortgage|deposit|tenancy|lease|flat|"
    r"flatshare|house|bungalow|caravan|boat|van|car|bike|scooter|motorbike|tractor|mot|insurance|licen[cs]e|passport|visa|permit|alarm|locker|"
    r"neighbou?rs?|cleaner|plumber|electrician|engineer|surgeon|dentist|gp|midwife|consultant|physio|carer|social worker|childminder|nanny|"
    r"lymphoma|hodgkin'?s|leuk\w+|cancer|tumou?r|stage \d|arthritis|rheumat\w+|knees?|hips?|shoulder|back pain|ankle|wrist|eyes?|ears?|heart|blood|"
    r"thyroid|tablets?|drops|inhaler|insulin|dose|mg|mcg|chemo|surgery|operation|"
    r"scan|x-?ray|mri|biopsy|diagnos\w+|remission|rehab|sober|clean|alcohol|booze|drinking|smoking|fags|vaping|vape|cigs|weed|gambling|sugar|"
    r"drinks?|weigh-?in|weight|dairy|gluten|meat|pork|nuts|palm oil|oat milk|allerg\w+|intoleran\w+|coeliac|diabet\w+|asthma|"
    r"school|nursery|uni|university|college|degree|phd|masters|thesis|dissertation|apprentice\w*|placement|exam|exams|mocks?|resits?|lessons?|"
    r"course|job|shift|shifts|nights|earlies|lates|rota|overtime|notice|redundan\w+|promotion|interview|payslip|wages|salary|pension|probation|"
    r"choir|band|club|team|league|gym|marathon|10k|parkrun|training|church|mosque|temple|mass|jumu\w*|ramadan|lent|"
    r"birthday|wedding|christening|funeral|anniversary|due|engaged|married|divorced|widow\w*|pregnan\w+|baby|babies|twins|toddler|"
    r"hearing aids?|glasses|wheelchair|crutches|cast|stall|farm|herd|sheep|ewes|lambs?|steers|cattle|cows|hens|chickens|hives|bees|paddock|"
    r"accordion|guitar|piano|violin|cello|fiddle|ukulele|drums|crochet|knitting|pottery|duolingo|tiktok|instagram|facebook)\b",
    re.IGNORECASE,
)
#: Of the talk itself, or of a text that is being written.
_OF_TEXT = re.compile(
    r"\b(?:(?:the|that|this|first|second|third|last|other) one|version|line|lines|paragraph|paragraphs|sentence|sentences|bullet|bullets|titles?(?= "
    r"(?:for|of)\b)|heading|draft|poem|poems|haiku|limerick|"
    r"story|stories|essay|caption|captions|lyrics|verse|chorus|rhyme|tone|wording|grammar|spelling|synonyms?|words?|phrase|summary|shorter|longer|"
    r"simpler|snappier|punchier|salesy|formal|casual|cheesy|answer|answers|reply|response|option|options|example|examples|question|questions|ideas?|"
    r"tips?|suggestions?|advice|recommendations?|recipe|recipes|explain|translate|translation|meaning|definition|difference|pronounc\w+|"
    r"screenshot\w*|"
    r"code|function|error|bug|script|json|python|javascript|sql|regex|css|html|api|quiz|crossword|clue|riddle|joke|jokes|pun|puns|proverb|film|films|"
    r"movie|episode|season|character|album|lyric|book review|plot twist|plot twist)\b",
    re.IGNORECASE,
)
_LOOKED_UP = re.compile(
    r"\b(?:capital of|population|exports|weather|forecast|price of|cost of|exchange rate|history of|map of|distance|directions|opening (?:times|"
    r"hours)|"
    r"vs|versus|convert|metric|calories in|near me|definition|meaning|best|max|maximum|minimum|recommended|average|cheapest|top \d+|how|what|why|"
    r"when|where|who|which|whats|hows|wheres)\b",
    re.IGNORECASE,
)
_PHATIC = re.compile(
    r"\b(?:thanks?|thx|cheers|ta|ok|okay|please|pls|sorry|lovely|lol|lmao|haha+|wow|omg|ugh|hmm+|great|perfect|brilliant|nice|cool|fine|mad|wild|"
    r"typical|fun|funny|hilarious|boring|bored|bless|god|luck|wish|honest|random|weird|crazy|sigh|yikes|phew|yay|joke|kidding|whatever|anyway|"
    r"never mind|nvm|worked|helpful|good (?:times|stuff|point|one|night|morning)|jockey|carnage|opinion|asking)\b",
    re.IGNORECASE,
)
#: Over by tomorrow.
_MOMENTARY = re.compile(
    r"\b(?:rain|raining|snow|sun|sunny|cold|hot|heat|melting|freezing|tired|knackered|shattered|starving|hungry|thirsty|sleepy|headache|hungover|"
    r"hangover|"
    r"kettle|brb|coffee|lunch|^mondays?|ugh mondays?|running late|late|traffic|push ?ups|dying|crying|screaming|gutted|terrified but|buzzing|mood|"
    r"vibes?|"
    r"in bits|wired|feeling|weekend already|half asleep|bed)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:people|they say|everyone|everybody|nobody|dogs can|humans|scientists|a person|someone|somebody|century|war|countr(?:y|ies))\b", re.I
)
_LASTING = re.compile(
    r"\b(?:every|each|always|never|only|since|now|no longer|any ?more|still|weekly|daily|fortnightly|twice|yearly|mornings?|evenings|nights|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:years?|yrs?|months?|weeks?) ?(?:old|ago)?|aged?)\b",
    re.IGNORECASE,
)

#: As a subject they say nothing by themselves.
_VAGUE = frozenset("number thing things party weather rest problem plan idea reason code part stuff bit time day night".split())


def weigh(text: str, tokens: list[Word], *, form: int, personal: bool, dated: bool, meant: bool) -> int:
    """Points for a piece. `form`: what its grammar says for it; `personal`: the message tells of the user elsewhere; `dated`: it says when;
    `meant`: the message says that it is a note."""
    low = [w.low for w in tokens]
    inner = [w for w in tokens[1:] if w.text[:1].isupper() and not w.text.isupper()]
    named = [w for w in tokens if w.text[:1].isupper() and w.low in GIVEN - WORDS_TOO - PUBLIC] or inner
    kin = any(w.removesuffix("'s") in RELATIONS | BARE_RELATIONS | PETS for w in low)
    points = form
    points += 3 * (not _MINE.isdisjoint(low)) + 2 * kin + 2 * bool(named) + 2 * dated + 2 * personal + 3 * meant
    points += 2 * min(2, len({m.group().lower() for m in CONCRETE.finditer(text)}))
    points += any(w[:1].isdigit() for w in low) + (_LASTING.search(text) is not None) + 2 * (not (STATES | ROLES).isdisjoint(low))
    points -= 3 * min(2, sum(1 for _ in _OF_TEXT.finditer(text))) + 4 * (_LOOKED_UP.search(text) is not None)
    points -= 3 * (_PHATIC.search(text) is not None) + 3 * (_MOMENTARY.search(text) is not None) + 3 * (_GENERAL.search(text) is not None)
    points -= 2 * (low[0] in FLEETING and form < 2) + 3 * (low[0] in PUBLIC)
    points -= 2 * (low[0] in _VAGUE)
    return points + (dated and personal)
