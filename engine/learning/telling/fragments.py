"""Pieces of a sentence that tell something without a subject or a verb of their own, and run-ons without any mark between them."""

from __future__ import annotations

import re

from engine.learning.grammar.given_names import GIVEN
from engine.learning.grammar.lexicon import ADVERBS, FUNCTION, RELATIONS
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import BASES
from engine.learning.grammar.words import Word, words

#: Work that a fragment may name: "34, plumber, got a daughter".
ROLES = frozenset(
    "nurse plumber electrician teacher doctor engineer accountant lawyer solicitor barrister paramedic midwife carer chef cook baker butcher "
    "barber hairdresser "
    "builder joiner carpenter welder mechanic driver pilot farmer gardener cleaner caretaker postman firefighter fireman policeman "
    "policewoman soldier sailor "
    "fisherman shepherd vet dentist pharmacist physio physiotherapist optician radiographer psychologist therapist counsellor librarian "
    "journalist editor writer "
    "author poet painter artist musician actor actress dancer singer photographer designer architect surveyor developer programmer coder "
    "analyst scientist "
    "researcher lecturer professor student apprentice trainee manager supervisor receptionist secretary administrator clerk cashier waiter "
    "waitress barista "
    "bartender barman barmaid bouncer guard warehouseman labourer scaffolder roofer plasterer tiler decorator glazier locksmith tailor "
    "seamstress potter "
    "jeweller florist estate-agent banker broker trader salesman saleswoman rep recruiter consultant auditor actuary economist translator "
    "interpreter tutor "
    "coach referee umpire jockey boxer footballer priest vicar pastor imam rabbi nun monk judge magistrate councillor mp politician diplomat "
    "detective widow "
    "widower bachelor pensioner retiree single-mum single-dad mum dad stay-at-home housewife au-pair nanny childminder babysitter veteran "
    "ranger miner smith "
    "technician operator machinist fitter installer assembler inspector conductor courier rider trucker lorry-driver hgv registrar surgeon "
    "anaesthetist "
    "paediatrician gp consultant undertaker embalmer beautician masseuse tattooist".split()
)
_AGE = re.compile(r"(?:aged?\s+)?\d{1,2}(?:\s*(?:years?|yrs?|yo|y/o|months?|weeks?)(?:\s*-?old)?)?\s*(?=[,.;]|$|\band\b)", re.IGNORECASE)
_PLACED = re.compile(
    r"(?:now |currently |originally |both |all |also |still )*(?:from (?-i:[A-Z])|in (?:year|grade|form|reception) \w|(?:both|all) (?:in|at|"
    r"on|from) )",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"(?:and )?(?:then|now|later|before that|after that|previously|currently|these days|nowadays)\s+(?:back\s+)?(?:in\s+|at\s+|"
    r"to\s+)?(?-i:[A-Z])[\w' -]*?(?=[,.;]|$|\band\b|\bfor\b|\bsince\b|\bof all\b)",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:live[sd]?|living|grew up|born|work(?:s|ed|ing)?|stud(?:y|ied|ies)|moved|based|raised|stayed)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:his|her|their|its)?\s*(?:name'?s|called|named|goes by)\s+(?-i:[A-Z])", re.IGNORECASE)


def is_fragment(ahead: list[Word], left: str, joiner: str = "") -> bool:
    """Whether the words say something more of whom `left` spoke of: a state, an age, a school year, what somebody does, the next place."""
    text = " ".join(w.text for w in ahead)
    place = 0
    while place < len(ahead) - 1 and (ahead[place].low in ADVERBS or ahead[place].low in ("no", "longer", "not", "and")):
        place += 1
    low = ahead[place].low
    following = ahead[place + 1].low if place + 1 < len(ahead) else ""
    if low in STATES and low not in (
        "single",
        "lactose",
        "gluten",
        "halal",
        "kosher",
        "deaf",
        "blind",
        "based",
        "disabled",
        "retired",
        "separated",
        "born",
    ):
        return following in ("", ",", "to", "of", "with", "and", "but", "since", "for", "about", "in", "now", "because", ".", "so", "though", "again")
    if low in ("based", "born", "retired", "separated", "deaf", "blind", "single", "disabled"):
        return following in ("", ",", "in", "from", "since", "at", "and", "near", "on", "with", ".")
    if _NAMED.match(text):
        return True
    if _THEN.match(f"{joiner} {text}" if joiner in ("then", "now") else text):
        return _SETTLED.search(left) is not None
    person = _speaks_of_person(left)
    if _PLACED.match(text):
        return person
    if _AGE.match(text):
        return person and not re.search(r"(?:\d|[£$€]|\b(?:at|on|by|in|of|number|no|page|room|size|flat|age|ages|and))\s*$", left.strip(" ,").lower())
    return person and _is_role(ahead, place)


def _is_role(ahead: list[Word], place: int) -> bool:
    start = place + 1 if ahead[place].low in ("a", "an") else place
    for n in range(start, min(len(ahead), start + 3)):
        if ahead[n].low in ROLES:
            following = ahead[n + 1].low if n + 1 < len(ahead) else ""
            if ahead[n].low in ("mum", "dad") and following not in ("of", "to"):
                return False
            return following in ("", ",", "at", "in", "for", "with", "of", "and", "until", "till", "since", ".", "by")
        if is_verb(ahead[n].low) or ahead[n].low in BASES or not ahead[n].low.isalpha():
            return False
    return False


def _speaks_of_person(left: str) -> bool:
    tokens = words(left)
    if not tokens or tokens[0].low in ("it", "that", "this", "there"):
        return False
    if tokens[0].text[:1].isupper() and len(tokens) > 1 and is_verb(tokens[1].low) and tokens[0].low not in FUNCTION:
        return True
    return any(w.low in RELATIONS or w.low in ("he", "she", "i") or (w.text[:1].isupper() and w.low in GIVEN) for w in tokens)


_RUN_ON = re.compile(
    r"(?<=[\w'%£)])\s+(?=(?:i|he|she|we|they|i'?m|i'?ve|he'?s|she'?s|we'?re|we'?ve|they'?re|they'?ve)\s+(?:\w+\s+)?\w)|"
    r"(?<=[\w'%£)])\s+(?=(?:my|our)\s+\w+(?:'s)?\s+(?:is|was|has|had|works|lives|loves|likes|hates|plays|goes|got|died|wants|needs|just|also)\b)|"
    r"(?<=[\w'%£)])\s+(?=(?:my|our)\s+(?:mum|dad|nan|gran|wife|husband|boyfriend|girlfriend|sister|brother)s\s+(?:a|an|in|at|on|called|from|not)\b)|"
    r"(?<=[\w'%£)])\s+(?=(?:it'?s|that's)\s+(?:called|a|an|the|my|on|in|at)\b)|"
    r"(?<=[\w'%£)])\s+(?=(?:my|our)\s+\w+'s\s+(?:a|an|the|in|at|on|called|allergic|vegan|from|not|\d+)\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?<=[\w%)])\s+(?=(?:is (?:that|it|this) (?:ok|okay|normal|safe|bad|right|true|enough|too|a|any|possible|legal|worth)|should (?:i|we)|"
    r"(?:can|could|would) (?:i|you|we|u)|what (?:should|do|can|would|else|is the)|how (?:do|can|should|long|much|many|would)|where (?:can|do|should)|"
    r"which (?:one|is)|any (?:ideas?|tips|advice|recommendations?|suggestions?|thoughts)|do (?:i|you|we) (?:need|think|know|have))\b)",
    re.IGNORECASE,
)
#: An order after what it is about: "I'm vegetarian now | don't suggest chicken".
_BIDDING = re.compile(
    r"(?<=[\w%)])\s+(?=(?:(?:so )?(?:please|pls|plz) )?(?:don'?t|do not|never) (?:recommend|suggest|give|tell|send|use|call|ask|remind|bring|"
    r"mention|put|show)\b)",
    re.IGNORECASE,
)
_BARS = frozenset(
    "that when if because since as than what how where who which why until till before after while whether though although unless so and but "
    "or then once like "
    "think thinks thought know knows knew say says said told tell guess hope hopes wish believe reckon reckons feel felt mean means heard "
    "hear see saw sure "
    "everything anything all something nothing ones one way time place reason thing things day night moment year week month minute every each "
    "whenever "
    "wherever the a an my our his her their of to in on at with for from by about into is was are were be been not wonder swear bet suppose "
    "guessed found "
    "noticed realised realized remember forgot agree agreed promised insists insisted makes made let lets help helps want wants would could "
    "should can will "
    "did do does have has had am i'm we he she they you u i".split()
)
_FINITE = re.compile(
    r"(?:i'?m|i'?ve|he'?s|she'?s|we'?re|we'?ve|they'?re|they'?ve)\s+\w|(?:i|he|she|we|they)\s+(?:also |still |now |just |only |always |never |"
    r"really )*"
    r"(?:am|is|are|was|were|have|has|had|live|lives|work|works|like|likes|love|loves|hate|hates|don'?t|doesn'?t|dont|doesnt|didnt|didn'?t|"
    r"can'?t|cant|"
    r"won'?t|wont|got|need|needs|want|wants|play|plays|speak|speaks|go|goes|moved|started|use|used|study|studies|take|takes|eat|eats|drive|"
    r"drives|came|will)\s+\S",
    re.IGNORECASE,
)  # fmt: skip


#: What has an object; without one behind it, that stands before: "the camera I had as a kid".
_WITH_OBJECT = frozenset(
    "have has had got bought buy made make like liked love loved want wanted need needed took found met use used own owned chose built painted wrote "
    "read saw received put putting planted drew baked cooked grew sold wore lost won gave shared created mentioned told taught joined "
    "invented designed booked ordered brought keep kept know knew".split()
)
_NO_OBJECT = frozenset(
    "as yesterday last this in on at when that with from for during so and but or since every all is was are were has will can can't when while "
    "together myself ourselves before after about up out over through around".split()
)
_ARTICLES = frozenset("the a an this that these those my our his her their all some any every each most no what whatever".split())


def _is_relative(left: list[str], rest: str) -> bool:
    """Whether "I had …" only tells which: "the film camera | I had as a kid", "a company | I like that needs me"."""
    after = [w.low for w in words(rest[:60])][1:]
    while after and (after[0] in ADVERBS or after[0] in ("am", "are", "been", "ever")):
        after = after[1:]
    if len(after) > 1 and after[0] in ("have", "has", "had") and after[1] in _WITH_OBJECT:
        after = after[1:]
    gap = bool(after) and after[0] in _WITH_OBJECT and (len(after) < 2 or after[1] in _NO_OBJECT or not after[1][:1].isalnum())
    return gap and not _ARTICLES.isdisjoint(left[-5:-1])


def run_ons(text: str) -> list[tuple[int, int, str]]:
    """(start, stop, "") of gaps where a new statement begins without any mark: "she is a nurse | she works nights | my son is 6"."""
    found = []
    begin = 0
    for match in _RUN_ON.finditer(text):
        left = [w.low for w in words(re.split(r"[,;:(]", text[begin : match.start()])[-1])]
        if re.match(r"\W*(?:\w+,? )?(?:it|that|this)(?:'?s| is| was)\b", text[begin:], re.IGNORECASE):
            continue  # "it's lupin I react to"
        if (
            len(left) < 3
            or left[-1] in _BARS
            or (len(left) > 1 and left[-2] in ("the", "every", "each", "all", "this", "how"))
            or _is_relative(left, text[match.end() :])
            or not any(is_verb(w) for w in left[1:])
        ):
            continue
        rest = text[match.end() :]
        if any(
            w in ("most", "best", "worst", "first", "only", "last") or (w.endswith("est") and w not in ("guest", "test", "rest", "west", "interest"))
            for w in left
        ):
            continue  # "the most hair I've seen"
        if re.match(r"(?:i|he|she|we|they)", rest, re.IGNORECASE) and not re.match(r"my|our", rest, re.IGNORECASE) and not _FINITE.match(rest):
            continue
        found.append((match.start(), match.end(), ""))
        begin = match.end()
    for match in [*_ASKING.finditer(text), *_BIDDING.finditer(text)]:  # "she stole half a loaf | is that ok"
        left = [w.low for w in words(re.split(r"[,;:(]", text[: match.start()])[-1])]
        if len(left) >= 3 and left[-1] not in _BARS and any(is_verb(w) for w in left):
            found.append((match.start(), match.end(), ""))
    return found
