"""What now falls on other days: "swapped my day off from wed to mon" -> "my day off is now on Mondays"; "12 years driving buses" -> for how long."""

from __future__ import annotations

import re

from engine.learning.telling.presumed import Presumed
from engine.learning.turns.turn import Turn

_DAYS = {"mo": "Mondays", "tu": "Tuesdays", "we": "Wednesdays", "th": "Thursdays", "fr": "Fridays", "sa": "Saturdays", "su": "Sundays"}
_DAY = r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?s?"
_MOVED = re.compile(
    rf"(?:^|(?<=[,;] )|\b(?:and|so|but) )(?P<all>(?:(?:i|we|i've|we've|they|work|they've)\s+(?:have |had to )?)?(?:just "
    rf"|finally |also )?(?:swapped|changed|moved|switched|shifted|swapping|changing|moving|switching) "
    rf"(?P<what>(?:my|our) (?:[\w-]+ ){{0,4}}?(?:days? off|(?:[\w-]+ )?(?:days?|nights?|shifts?|class|lessons?|slot|sessions?"
    rf"|training|rehearsals?|practice)))(?: from (?:an? |the )?{_DAY})? to (?P<days>{_DAY}(?: (?:and|&) {_DAY})?))(?=\s*(?:$"
    rf"|[.,;!)]|\b(?:and|but|so|because|cos|from now|as)\b))",
    re.IGNORECASE,
)
#: "they've pushed Nettle's op to the 10th": who did is nobody in particular.
_PUT_OFF = re.compile(
    r"(?:^|(?<=[,;.] )|\b(?:and|so|but) )(?P<all>they(?:'?ve| have| had)?(?: just| now| also)? (?:to )?(?:pushed|moved"
    r"|changed|put|shifted|brought|rescheduled|"
    r"postponed|bumped|delayed|push|move|change|shift|reschedule|postpone|bring|swapped|switched) (?P<what>(?:my|our|his|her"
    r"|the|[\w-]+['’]s|[\w-]+s') "
    r"(?:[\w-]+ ){0,3}?[\w-]+?)(?: back| forward| out| on)?(?: from [^,.;!?]{2,25}?)? (?:to|till"
    r"|until) (?P<when>[^,.;!?]*\d[^,.;!?]{0,20}|[^,.;!?]{0,12}"
    rf"{_DAY}[^,.;!?]{{0,20}}))(?=\s*(?:$|[,;.!?]))",
    re.IGNORECASE,
)
#: "the concert can't be on Friday, they have moved it to Sunday the 21st": what stands before says what "it" is.
_PUT_IT_OFF = re.compile(
    r"(?:^|[\s,;])(?P<what>(?:my|our|his|her|the|[\w-]+['’]s) (?:[\w-]+ ){0,2}?[\w-]+)"
    r" (?:can(?:not|['’]?t| not)|is(?: not|n['’]?t)|was(?: not|n['’]?t)?|wo(?:n['’]?t| not)|will not|could(?: not|n['’]?t))[^.;!?]{0,60}?"
    r"(?:[,;.] ?| (?=so|but|and))(?:and |so |but )*(?P<all>(?:they|the \w+|he|she)(?:['’]?ve| have| had|['’]?s| has)?(?: just| now| also)?"
    r" (?:pushed|moved|changed|put|shifted|brought|rescheduled|postponed|bumped|delayed|switched) it(?: back| forward| out| on)?"
    r" (?:to|till|until) (?P<when>[^,.;!?]*\d[^,.;!?]{0,30}|[^,.;!?]{0,12}"
    rf"{_DAY}[^,.;!?]{{0,20}}))(?=\s*(?:$|[,;.!?]))",
    re.IGNORECASE,
)
_EVENT = (
    r"(?:tourney|tournament|game|match|practice|training|rehearsal|recital|party|meeting|class|lesson|exam|test|interview|appointment|trip|flight|"
    r"concert"
    r"|show|gig|wedding|check-?up|scan|op|surgery|shift|viewing|inspection|service|party|dinner|lunch|delivery)"
)
#: "tourney got pushed to sun 24".
_WAS_PUT_OFF = re.compile(
    rf"(?:^|(?<=[,;.] ))(?P<all>(?:the )?(?P<what>(?:(?!my|our|his|her|the|no|this|that)[\w'’-]+ ){{0,2}}?{_EVENT}) (?:got|was|has been|"
    rf"['’]s been|has|is|been)"
    r" (?:pushed|moved|changed|shifted|brought|rescheduled|postponed|bumped|delayed|switched)(?: back| forward| out| on)? (?:to|till|until)"
    rf" (?P<when>{_DAY}(?: the)? \d[^,.;!?]{{0,12}}|[^,.;!?]{{0,12}}\d[^,.;!?]{{0,20}}|(?:next |this )?{_DAY}))(?=\s*(?:$|[,;.!?]))",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)(?: odd|\+)?"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"^\W*(?:(?:so|and|well|ok|hi|hey|right)\W+)*(?P<all>(?:after |nearly |almost |over "
        rf"|about )?(?P<n>{_COUNT}) ?(?P<unit>years|yrs|months|weeks)(?: now)?,?(?: of)? (?P<doing>(?!(?:during|being|going by"
        rf"|running late)\b)[a-z]+ing(?:,? [^,;.?!]{{2,70}}?)?))"
        r"(?=\s*(?:$|[,;.?!]|\b(?:and|but|so|yet|then)\b (?!the\b)))",
        ("I have been {doing} for {n} {unit}",),
        hint=r"years|yrs|months|weeks",
        example=("12 years driving trams in Basel and I still love it", "The user has been driving trams in Basel for 12 years."),
    ),
    Turn(
        r"(?:^|(?<=[,;.] ))(?P<all>(?:(?:we'?re|we are|this is|ours is|in) )?(?:an? )?(?P<what>(?:strict |strictly |mostly "
        r"|fully |practising )?(?:jain|muslim|hindu|jewish|sikh|buddhist|christian|catholic|orthodox|mormon|quaker|vegan"
        r"|vegetarian|veggie|"
        r"pescatarian|halal|kosher|teetotal|dry|bilingual|trilingual|military|[a-z]+[- ]speaking|(?:gluten|nut|dairy|alcohol"
        r"|smoke|screen|pet|meat|pork|sugar|shoe|egg|peanut|scent)[- ]free|shoes[- ]off|no[- ]shoes|single[- ]parent|one[- ]car|"
        r"two[- ]cat|two[- ]dog)) (?:household|house|home|family))(?=\s*(?:$|[,;.!]|\b(?:so|here|and|but)\b))",
        ("our household is {what}",),
        hint=r"household|house|home|family",
        example=("Quaker household, so we keep it quiet", "The user's household is Quaker."),
    ),
)


def now_on(text: str) -> list[Presumed]:
    """On which days something of the user's falls from now on, where a sentence says that it was moved."""
    found = []
    for match in _MOVED.finditer(text):
        if re.search(r"\bthis (?:week|month|time)\b", text, re.IGNORECASE):
            continue
        days = " and ".join(_DAYS[day[:2].lower()] for day in re.findall(_DAY, match["days"], re.IGNORECASE))
        found.append(Presumed(f"{match['what']} is now on {days}", match.start("all"), match.end("all"), whole=True))
    for match in (*_PUT_OFF.finditer(text), *_PUT_IT_OFF.finditer(text)):
        found.append(Presumed(f"{match['what']} has been moved to {match['when']}", match.start("all"), match.end("all"), whole=True))
    for match in _WAS_PUT_OFF.finditer(text):
        owner, _, event = match["what"].rpartition(" ")
        owned = owner.isalpha() and owner.endswith("s") and len(owner) > 3  # "milas tourney"
        whose = f"{owner[:1].upper()}{owner[1:-1]}'s {event}" if owned else f"my {match['what']}"
        found.append(Presumed(f"{whose} has been moved to {match['when']}", match.start("all"), match.end("all"), whole=True))
    return found
