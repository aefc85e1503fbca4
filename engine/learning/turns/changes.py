"""What is another one now: "they moved my shift to nights", "yoga's changed, it's Thursdays now", "new hours: 8 to 4", "somebody nicked the bike"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.telling.presumed import Presumed
from engine.learning.turns.turn import Turn

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
_DAYS = rf"{_DAY}(?:(?:,| and|, and| &| \+|/) ?{_DAY})*"
_HOUR = r"(?:half )?(?:\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOURS = rf"{_HOUR}(?: ?(?:to|till|until|-|–) ?{_HOUR})?"
_VALUE = (
    rf"(?:(?:on |at |from )?(?:{_DAYS})(?: (?:nights?|mornings?|evenings?|afternoons?))?(?:,? (?:at |from )?{_HOURS})?|(?:at |from "
    rf")?{_HOURS}|(?:[£$€])?\d[\d.,]*k?(?: (?:a|per) \w+)?)"
)
_FROM = (
    r"(?: (?:now|from now on|these days|instead|in future|from (?:next|this) (?:week|month|term|year)|from (?:the )?[\w]+(?: [\w]+)?|starting [\w "
    r"]{3,20}|"
    r"after (?:all|easter|christmas|summer)))*"
)
_END = r"(?=\s*(?:$|[,.;!(]|\s-|\b(?:and|but|so|because|cos|since|as)\b))"
_CHANGED = r"(?:changed|moved|swapped|switched|shifted|rejigged|rearranged|messed with|put back|brought forward)"
_WHO = r"(?:they|we|i|he|she|work|the \w+|my \w+|{name})(?:'ve|'s| have| has)?"
_PRESENT = r"(?P<det>my|our|his|her|their|the)"
_MATTER = r"(?P<what>(?!mind\b|name\b|tune\b)[\w'-]+(?: (?!on me\b|so\b|to\b|and\b|again\b|from\b|it's\b)[\w'-]+){0,3}?)"

_PLACED = (
    r"^\W*(?:(?:so|and|well|ok|oh)\W+)*(?P<all>(?:they(?:'ve| have)?|work(?:'s| has| have)?|(?:my |the )?(?:boss|manager|gaffer|depot|agency|office)"
    r"(?:'s| has| have)?)(?: just)?"
)

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"^\W*(?:i'?m |i am )?(?:now )?(?:back )?(?:down|up) to (?P<weight>\d{{2,3}}(?:[.,]\d)? ?(?:kg|kilos?|lbs?|stone|st))(?: now)?{_END}",
        ("I weigh {weight} now",),
        hint=r"\b(?:down|up) to\b",
        example=("down to 78 kg, woohoo", "The user weighs 78 kg now."),
    ),
    Turn(
        rf"(?:^|(?<=[,;.] )|\b(?:so|and|but) )(?P<all>(?:i'?ve |i |we'?ve |we )?(?:just )?(?:switched|changed|swapped) (?:my |our "
        rf")?(?P<kin>{RELATION_PATTERN})s?"
        rf"(?:,| -|;| and)+ (?:i'?m |we'?re |am )?(?:now )?(?:seeing|with|it'?s|going to|on to|got) (?P<name>(?-i:(?:(?:Dr|Prof|Professor|Mr|Mrs|"
        rf"Ms|Miss)\.? )?{NAME})))(?: now| instead)*" + _END,
        ("{name} is my new {kin}",),
        hint=r"\b(?:switched|changed|swapped)\b",
        example=("switched therapists, seeing Dr Amin now", "Dr Amin is the user's new therapist."),
    ),
    Turn(
        rf"{_PLACED} (?:put|got|stuck|moved|switched|swapped|shifted) (?:me|us) (?:back |up |down |over )?(?:on to|onto|on) (?P<what>(?!a diet\b|"
        rf"hold\b)"
        rf"[^,.;!?]{{2,60}}?))(?: instead| now| again)*{_END}",
        ("I am on {what} now",),
        hint=r"\b(?:me|us)\b",
        example=("they've put me on the 73 instead of the 22", "The user is on the 73 instead of the 22 now."),
    ),
    Turn(
        rf"{_PLACED} (?P<did>moved|switched|swapped|shifted) (?:me|us) (?:back |up |down |over )?(?:into|to) (?P<what>[^,.;!?]{{2,60}}?))(?: "
        rf"instead| now| "
        rf"again)*{_END}",
        ("I have been {did} to {what}",),
        hint=r"\b(?:me|us)\b",
        example=("my boss has moved me to the Leith branch", "The user has been moved to the Leith branch."),
    ),
    Turn(
        rf"(?:^|(?<=[,;.] ))(?P<all>(?:my |our |the )?new (?P<what>(?:[\w'-]+ ){{0,2}}(?:hours|times?|rota|shifts?|price|rent|rate|slot|days?|number|"
        rf"address|desk|room|size))(?: is| are|:|,| -) ?(?P<value>{_VALUE}))(?: now)?{_END}",
        ("my {what} is now {value}",),
        hint=r"\bnew\b",
        example=("new rent: 710 a month", "The user's rent is now 710 a month."),
    ),
    Turn(
        r"(?:^|(?<=[,;.] )|\b(?:so|and|but) )(?P<all>(?:some(?:one|body|body's|one's)|they|a thief|thieves|burglars|some \w+)(?: has| have|'s|"
        r"'ve)? (?:just )?"
        r"(?P<did>nicked|stole|stolen|pinched|robbed|swiped|crashed into|hit|smashed|wrote off|written off) (?:the|my|our) (?P<what>[\w'-]+(?: "
        r"(?!from|out|off|so|in|on|at|last|and|outside|while|when|yesterday|today)[\w'-]+)?))(?P<rest_>(?: (?:from|out of|off|in|on|at|last|"
        r"outside|while|when|yesterday|"
        r"today)[^,.;]*)?)" + _END,
        ("my {what} was stolen {rest_}",),
        hint=r"\b(?:nicked|stole|stolen|pinched|robbed|swiped)\b",
        example=("somebody pinched the scooter outside the gym", "The user's scooter was stolen outside the gym."),
    ),
    Turn(
        r"(?:^|(?<=[,;.] )|\b(?:so|and|but|then) )(?P<all>(?:just |finally )?(?:got|bought|picked up|ordered) (?P<what>(?:an?|the|some) "
        r"(?:[\w'-]+ ){0,3}[\w'-]+?) "
        r"(?P<when>now|instead|in the end))" + _END,
        ("I got {what} {when}",),
        hint=r"\b(?:now|instead|in the end)\b",
        example=("the Kangoo failed its test so that's away, got a wee Fiat now", "The user got a wee Fiat now."),
    ),
    Turn(
        rf"(?:^|(?<=[,;.] )|\b(?:so|and|but) )(?P<all>my (?:new )?(?P<kin>{RELATION_PATTERN}) (?:will be|is going to be|is now|is gonna be|would "
        rf"now be) (?P<name>(?-i:(?:(?:Dr|Prof|"
        rf"Professor|Mr|Mrs|Ms|Miss)\.? )?{NAME}))(?: now| instead| from [^,.;]+)?)" + _END,
        ("{name} is my new {kin}",),
        hint=r"\b(?:will be|is going to be|is now|gonna be|now be)\b",
        example=("my supervisor will be Dr Solberg now", "Dr Solberg is the user's new supervisor."),
    ),
)
_MOVED_IT = re.compile(
    rf"(?:^|(?<=[,;.] )|\b(?:so|and|but) )(?P<all>{_WHO.format(name=NAME)} (?:just |had to |also )*{_CHANGED} {_PRESENT} {_MATTER}(?: on (?:me|us|"
    rf"him|her|them))?"
    rf"(?P<place> (?:at|in) (?:the |my )?[\w'-]+)?(?: (?:again|around|about))?(?:,| -|;|:| so| and)+ (?:it'?s|it is|they'?re|now it'?s|is|its) "
    rf"(?:now )?"
    rf"(?P<value>{_VALUE}){_FROM}){_END}",
    re.IGNORECASE,
)
_IS_OTHER = re.compile(
    rf"(?:^|(?<=[,;.] )|\b(?:so|and|but) )(?P<all>(?P<det>my |our |his |her |their |the )?{_MATTER}(?:'s|'ve| has| have|s| is| are| was| were)? "
    rf"(?:been |just )?(?:{_CHANGED}|different)"
    rf"(?: again)?(?:,| -|;|:| so| and)+ (?:it'?s|they'?re|now it'?s|its|now) (?:now )?(?P<value>{_VALUE}){_FROM}){_END}",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: "they cancel my appointment and now is only 7 of May".
_PUT_TO = re.compile(
    rf"(?:cancel\w*|moved?|postponed?|changed?|delayed?|rescheduled?) (?:my|our) (?P<what>[\w'-]+(?: [\w'-]+)?),? (?:and|but|so),? (?P<all>(?:now "
    rf")?(?:it'?s |it is |is )?"
    rf"(?:now )?(?:only )?(?:on |in |for )?(?:the )?(?P<date>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?))\b",
    re.IGNORECASE,
)
_NAMES = {"mon": "Mondays", "tue": "Tuesdays", "wed": "Wednesdays", "thu": "Thursdays", "fri": "Fridays", "sat": "Saturdays", "sun": "Sundays"}


def changed(text: str) -> list[Presumed]:
    """What falls or costs otherwise from now on, where one half of a sentence says what has changed and the other to what."""
    found: list[Presumed] = []
    for pattern in (_MOVED_IT, _IS_OTHER):
        for match in pattern.finditer(text):
            if any(match.start("all") < other.stop and other.start < match.end("all") for other in found):
                continue
            det = (match["det"] or "my").strip().lower()
            det = "my" if det in ("the", "our") else det
            what, place = match["what"].removesuffix("'s"), (match.groupdict().get("place") or "")
            be = "are" if what.split()[-1].endswith("s") and not what.endswith(("ss", "is", "us")) else "is"
            found.append(Presumed(f"{det} {what}{place} {be} now {_dated(match['value'])}", match.start("all"), match.end("all"), whole=True))
    found += [Presumed(f"my {m['what']} is now on {m['date']}", m.start("all"), m.end("all"), whole=True) for m in _PUT_TO.finditer(text)]
    return found


def _dated(value: str) -> str:
    """ "tues and fri" -> "on Tuesdays and Fridays"; other values stay."""
    days = re.sub(rf"\b{_DAY}\b", lambda match: _NAMES[match.group().lower()[:3]], value, flags=re.IGNORECASE)
    return f"on {days}" if days != value and not value.lower().startswith(("on ", "at ", "from ")) else days
