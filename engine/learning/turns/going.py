"""Where one goes to do something, and the work of somebody who was just named: "I go up and help with the lambs"."""

from __future__ import annotations

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.turns.turn import Turn

_END = r"(?=\s*(?:[,.;!?)]|$|\b(?:but|so|which|because)\b))"
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
_KIN = rf"(?:my|our) (?:{RELATION_PATTERN})"

_OFTEN = (
    r"(?:(?P<when>(?:every|most|each|once|twice|daily)\b[^,.;?!]{0,40}?)|(?:on )?"
    r"(?P<days>(?:(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?|weekends"
    r"|mon|tues?|weds?|thurs?|fri|sat|sun)\b[^,.;?!]{0,40}?))"
)

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"\b(?:my |our )?(?P<who>{RELATION_PATTERN})(?: (?-i:{NAME}))?(?:['’]s|s| is| lives| stays) (?:now )?"
        rf"(?:in|at) [^.;!?]{{2,60}}?(?P<all>, (?:and |so )?i (?:go|visit|pop (?:in|over|round)|go (?:there|over|round|in|up|down)) {_OFTEN})" + _END,
        ("I visit my {who} {when}", "I visit my {who} on {days}"),
        hint=r"\bi (?:go|visit|pop)",
        example=("mum's in Oak House, room 7, I go tuesdays and saturdays", "The user visits their mum on tuesdays and saturdays."),
    ),
    Turn(
        r"(?:^|(?<=[,.;] )|\b(?:so|and|but) )(?P<all>(?P<who>i|we)(?: always| usually| often| still| sometimes)? (?:go|come|pop"
        r"|drive|head|fly|nip|travel|cycle|walk)(?: (?:over|up|down|round|back|there|out|along|in|home)){0,2} (?:and|to) "
        r"(?P<do>(?:help|visit|see|stay|pick|cook|clean|work|mind|feed|check|coach|volunteer|teach|play|swim"
        r"|train)\b[^,.;?!]{3,60}?\b(?:every|each|once|twice|on|at|most|all)\b[^,.;?!]{2,40}?))" + _END,
        ("{who} {do}",),
        hint=r"every|each|once|twice|most|all|\bon\b|\bat\b",
        example=("I go over and help with the lambing every April", "The user helps with the lambing every April."),
    ),
    Turn(
        rf"\b(?P<kin>{_KIN}),? (?P<name>(?-i:{NAME}))(?P<all>, (?:(?:about|over|nearly) )?(?P<n>{_COUNT}) ?(?P<unit>years"
        rf"|yrs) (?:of )?(?P<doing>[a-z]+ing [^,.;?!]{{2,50}}?))" + _END,
        ("{kin} {name} has been {doing} for {n} {unit}",),
        hint=r"years|yrs",
        example=("a card for my aunt Ilse, 30 years running a bakery", "The user's aunt Ilse has been running a bakery for 30 years."),
    ),
    Turn(
        rf"\b(?P<kin>{_KIN}),? (?P<name>(?-i:{NAME})),[^.;?!]{{0,60}}?(?P<all>(?<=, )(?:(?:huge|big|massive|mad|lifelong|keen"
        rf"|proud|die-hard) )?(?P<what>(?:(?-i:[A-Z])[\w'-]+ ){{1,3}}(?:fan|supporter|fanatic|obsessive|nut)))" + _END,
        ("{kin} {name} is a {what}",),
        hint=r"fan|supporter|nut|obsessive",
        example=("gift for my uncle Joe, 60, Schalke fan", "The user's uncle Joe is a Schalke fan."),
    ),
)
