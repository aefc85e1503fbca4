"""What a question or a request takes for granted: "as a night nurse, when should I eat?", "a gift for my vegan sister"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import NUMBER_WORDS, PETS, RELATION_PATTERN
from engine.learning.telling.journeys import journeys

_STATES = (
    r"diabetic|vegan|vegetarian|pescatarian|coeliac|celiac|deaf|blind|partially sighted|autistic|dyslexic|dyspraxic|asthmatic|epileptic|pregnant|"
    r"lactose[- ]intolerant|"
    r"gluten[- ]intolerant|gluten[- ]free|dairy[- ]free|disabled|widowed|divorced|retired|teetotal|bilingual|left[- ]handed|colou?r[- ]?blind|"
    r"non-?verbal|housebound|"
    r"wheelchair[- ]bound|halal|kosher|muslim|jewish|hindu|sikh|catholic|buddhist"
)
_CONDITIONS = (
    r"asthma|diabetes|type [12] diabetes|ibs|ibd|crohn'?s|colitis|adhd|add|autism|ocd|ptsd|anxiety|depression|bipolar|epilepsy|arthritis|"
    r"rheumatoid arthritis|osteoarthritis|"
    r"fibromyalgia|lupus|ms|multiple sclerosis|parkinson'?s|migraines?|eczema|psoriasis|endometriosis|pcos|menopause|high blood pressure|"
    r"low blood pressure|hypertension|"
    r"high cholesterol|heart condition|pacemaker|thyroid|underactive thyroid|overactive thyroid|hypothyroidism|tinnitus|vertigo|sciatica|"
    r"scoliosis|slipped disc|hernia|gout|"
    r"anaemia|anemia|sleep apno?ea|insomnia|reflux|gerd|ulcer|kidney disease|long covid|me/cfs|cfs|dyslexia|dyspraxia|cancer|sickle cell|"
    r"(?:\w+ )?(?:nut|peanut|dairy|egg|fish|shellfish|wheat|soya?|sesame|pollen|dust|cat|dog|penicillin|latex|milk) (?:allergy|allergies|"
    r"intolerance)|allergies|hay ?fever|"
    r"(?:bad|dodgy|gammy|sore|broken|weak|replaced|new|arthritic|frozen|trapped) (?:back|knees?|hips?|shoulders?|ankles?|wrists?|neck|foot|feet|"
    r"eyes?|nerve)"
)
_COUNTED = "|".join(word for word, number in NUMBER_WORDS.items() if 1 < number < 21)
_PET = "|".join(sorted(PETS, key=len, reverse=True))
_NOT_ROLES = (
    r"(?!rule|result|joke|gift|present|treat|team|kid|child|teenager|whole|starter|snack|main|side|dessert|percentage|example|way|family|couple|"
    r"group|last|first|favou?r|reminder|surprise|backup|base|reward|thank)"
)
#: "as a night nurse i …", "as someone who hates coriander, …".
_AS = re.compile(
    rf"(?:^|[,.;:]\s*|\b(?:and|but|so|that)\s+)(?:speaking\s+)?(?P<all>as\s+(?P<what>(?:an?\s+(?:ex-|"
    rf"former\s+)?{_NOT_ROLES}(?:[\w'-]+\s+){{0,4}}?[\w'-]+)))(?=\s*,|\s+(?:i|i'm|im|i've|we|my|what|how|which|when|where|do|can|is|should)\b)",
    re.IGNORECASE,
)
_AS_SOMEONE = re.compile(
    r"\b(?P<all>as\s+(?:someone|somebody|a person|a man|a woman|one)\s+(?:who(?P<be>'s|s| is)?\s+(?P<does>[^,?.]{3,60})|"
    r"with\s+(?P<has>[^,?.]{2,40}?)))(?=\s*,|\?|$|\s+(?:i|what|how|which|can|should|is)\b)",
    re.IGNORECASE,
)
_LIKE_ME = re.compile(
    r"\b(?P<all>(?:(?:someone|somebody|people|a person|anyone|folk|patients?)\s+with\s+(?P<has>[^,?.]{2,40}?)\s+like me|(?:someone|somebody|"
    r"anyone|people) like me\s+with\s+(?P<has2>[^,?.]{2,40}?)))(?=[,?.]|$|\s+(?:eat|drink|take|fly|do|use|have|get|go|safe)\b)",
    re.IGNORECASE,
)
#: "given that I'm 6 foot 5, which …": the reason is told, the rest asked.
_GIVEN = re.compile(
    r"^(?P<lead>\W*(?:(?:so|and|but|ok|hi|hey|hello)\W+)*)(?P<why>given(?: that)?|seeing (?:as|that|how)|considering(?: that)?|since|because|cos|"
    r"as|now that|bearing in mind(?: that)?)\s+(?P<all>(?:i|i'm|im|i've|ive|we|we're|we've|my|our)\b[^?,;]{3,80}),\s*(?=\S)",
    re.IGNORECASE,
)
_BEING = re.compile(rf"(?:^|,\s*)(?P<all>being\s+(?P<what>an?\s+(?:[\w'-]+\s+){{0,4}}?[\w'-]+|{_STATES}|\d[^,?]{{1,20}}))\s*,", re.IGNORECASE)
_AGED = re.compile(
    rf"\b(?P<all>(?:my|our)\s+(?P<n>\d{{1,3}}|{_COUNTED})[- ]?(?P<unit>years?|yrs?|months?|weeks?|yo|"
    rf"y/o)(?:[- ]?olds?)?(?:\s+(?P<who>(?:{RELATION_PATTERN}|{_PET})(?:\s+(?-i:[A-Z])[\w-]+)?))?)(?!\s*(?:anniversary|lease|contract|car|house|"
    rf"mortgage|laptop|phone|[\w]+\s+(?:car|van|house|laptop|phone)))\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"\b(?P<all>(?:my|our)\s+(?P<state>{_STATES})\s+(?P<who>(?:{RELATION_PATTERN}|{_PET})(?:\s+(?-i:[A-Z])[\w-]+)?))\b", re.IGNORECASE
)
_WITH = re.compile(
    rf"\b(?P<all>(?:with|for|because of|due to|given|despite|bc of|cos of|affect|affects|help|helps|trigger|triggers|worsen)\s+(?:my|"
    rf"our)\s+(?P<what>{_CONDITIONS}))\b(?!\s+(?:test|meds|medication|tablets|son|daughter|mum|dad|wife|husband|brother|sister|patients?|"
    rf"specialist|consultant|clinic|nurse|appointment))",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:for|with|like|to|of|about|and)\s+(?P<all>(?:my|our)\s+(?P<who>teenager|teen|toddler|newborn|twins|triplets|grandkids|grandchildren|"
    r"stepkids|baby))\b(?!'s|\s+(?:sister|brother|bump|shower|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:for|before|at)\s+(?P<all>(?P<whose>(?:my|our)\s+[\w' -]{2,30}?(?:'s|s'))\s+"
    r"(?P<what>(?:\d{1,3}(?:st|nd|rd|th)(?: birthday)?|birthday|wedding|graduation|christening|funeral|leaving do)(?: party| do| dinner)?)\s+"
    r"(?:is\s+)?(?P<when>(?:(?:on|this|next|in)\s+)(?:the\s+)?[\w ]{2,22}?|tomorrow|today))"
    r"(?=[,.?!;]|$|\s+(?:and|but|with|any|what|so|please|pls)\b)",
    re.IGNORECASE,
)

_LATE = re.compile(rf"\b(?P<all>(?:my|our) late (?P<who>(?:{RELATION_PATTERN})(?: (?-i:[A-Z])[\w-]+)?))\b(?!'|[ -]in[ -]law)", re.IGNORECASE)
_LATE_S = re.compile(rf"\b(?P<all>(?:my|our) late (?P<who>{RELATION_PATTERN})(?:'s|s))\b", re.IGNORECASE)
_AT_AGE = re.compile(
    r"\b(?P<all>at (?P<n>[2-9]\d|10\d)(?=,? (?:i'?m\b|i'?ve\b|i (?:am|have|still|can|can't|cannot|do|don't|dont|need|feel|find|get)\b)))",
    re.IGNORECASE,
)
_STILL_AT = re.compile(
    r"\b(?:fit|healthy|strong|sharp|going strong|working|single|at it|knackered|not bad)\b[^,.;]{0,25}? (?P<all>at (?P<n>[2-9]\d|10\d))\s*$",
    re.IGNORECASE,
)
_WITH_PETS = re.compile(
    rf"\b(?:with|around|for) (?P<all>(?:my |our )?(?P<what>(?:{_COUNTED}|\d) (?:small |young |indoor |big |old )?(?:cats|dogs|kids|children|"
    rf"kittens|puppies|toddlers|rabbits|horses|hens|chickens|guinea pigs|ferrets|birds|teenagers)))(?=\s*$|[,?.!]| (?:in the house|at home|indoors|"
    rf"about|around))",
    re.IGNORECASE,
)


class Presumed(msgspec.Struct, frozen=True):
    """A statement that a sentence takes for granted, in the first person, and the place that it came from. `whole`: a clause of its own there."""

    text: str
    start: int
    stop: int
    whole: bool = False


def presumed(text: str) -> list[Presumed]:
    """All that the sentence takes for granted about the user and theirs."""
    found: list[Presumed] = []

    def keep(told: str, match: re.Match[str]) -> None:
        found.append(Presumed(told, match.start("all"), match.end("all")))

    for match in _AS.finditer(text):
        if not re.match(r"an? (?:someone|somebody|person who|one\b)", match["what"], re.IGNORECASE):
            keep(f"I am {match['what']}", match)
    for match in _AS_SOMEONE.finditer(text):
        if match["does"]:
            keep(f"I am {match['does']}" if match["be"] else f"I {match['does']}", match)
        else:
            keep(f"I have {match['has']}", match)
    for match in _LIKE_ME.finditer(text):
        keep(f"I have {match['has'] or match['has2']}", match)
    given = _GIVEN.match(text)
    if given:
        found.append(Presumed(given["all"], given.start("why"), given.end("all"), whole=True))
    for match in _BEING.finditer(text):
        keep(f"I am {match['what']}", match)
    for match in _AGED.finditer(text):
        unit = {"yo": "years", "y/o": "years"}.get(match["unit"].lower(), match["unit"].lower().rstrip("s") + "s")
        aged = f"{match['n']} {unit.replace('yrs', 'years')} old"
        keep(f"my {match['who']} is {aged}" if match["who"] else f"I have a {match['n']} {unit.removesuffix('s').replace('yr', 'year')} old", match)
    for match in _STATED.finditer(text):
        keep(f"my {match['who']} is {match['state']}", match)
    for match in _WITH.finditer(text):
        several = match["what"].lower().endswith("s") and re.search(
            r"(?:knees|hips|shoulders|ankles|wrists|feet|eyes)$", match["what"], re.IGNORECASE
        )
        article = (
            "a "
            if re.match(
                r"(?:bad|dodgy|gammy|sore|broken|weak|replaced|new|arthritic|frozen|trapped|pacemaker|heart condition|slipped|hernia|ulcer)",
                match["what"],
                re.IGNORECASE,
            )
            and not several
            else ""
        )
        keep(f"I have {article}{match['what']}", match)
    for match in _CHILD.finditer(text):
        keep(f"I have {'' if match['who'].lower().endswith(('s', 'children')) else 'a '}{match['who'].lower()}", match)
    for pattern in (_LATE, _LATE_S):
        for match in pattern.finditer(text):
            keep(f"my {match['who']} has died", match)
    for pattern in (_AT_AGE, _STILL_AT):
        for match in pattern.finditer(text):
            keep(f"I am {match['n']} years old", match)
    for match in _WITH_PETS.finditer(text):
        keep(f"I have {match['what']}", match)
    for match in _FEAST.finditer(text):
        keep(f"{match['whose']} {match['what']} is {match['when']}", match)
    found += [Presumed(told, start, stop) for told, start, stop in journeys(text)]
    return found
