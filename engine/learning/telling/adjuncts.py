"""Two facts in one predicate, with no mark between them: "is at Leeds doing nursing", "is 11 and learning to swim"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from engine.learning.grammar.lexicon import NUMBER_WORDS
from engine.learning.grammar.states import STATES
from engine.learning.telling.fragments import ROLES
from engine.learning.telling.story import Statement

_COUNT = "|".join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)
_ROLE = "|".join(sorted(ROLES, key=len, reverse=True))
#: "is at Leeds uni doing nursing"
_AT_DOING = re.compile(
    r"(?P<where>(?:is|was) (?:now |still |currently |away |off |over |out )?(?:at|in) (?P<place>(?!the moment\b|the middle\b|two "
    r"minds\b)[^,]{3,60}?)) "
    r"(?P<what>(?:doing|studying|reading|training|working|teaching|learning|researching) (?!(?:well|fine|ok|okay|great|it|that|this|so)\b).{3,100})$"
)
#: "is on call every other weekend as a vet"
_AS_A = re.compile(
    rf"(?P<main>(?!(?:works?|worked|is working|working|started?|trains?|trained|qualified|volunteers?|got (?:a|the) job|retired|counts|acts?|dressed|"
    rf"goes|went|is dressed|was|has been|moonlights)\b)[^,]{{8,100}}?) as (?P<role>an? (?:[\w-]+ ){{0,2}}?(?:{_ROLE})\b[^,]{{0,40}})$"
)
#: "is 11 and doing grade 3 flute", "is a midwife in Cork and mad into swimming"
_IS_AND = re.compile(
    rf"(?P<be>is|are) (?P<one>(?:\d{{1,3}}(?: years old)?|(?:left|right)[- ]handed|an? (?:[\w'-]+ ){{0,3}}?(?:{_ROLE})(?: (?:in|at|for|with) "
    rf"[^,]{{2,40}}?)?|(?:an? )?(?:{'|'.join(sorted(STATES))})))"
    r"(?P<now> now)? and (?P<two>(?:(?:absolutely |really |very |totally |always |still |also |now |currently |completely |pretty |quite |big )*"
    r"(?:mad (?:into|about|on|for)|into|keen on|obsessed with|terrified of|scared of|afraid of|good at|great at|hopeless at|fond of|(?:is "
    r")?allergic to|"
    r"doing|learning|studying|training|working|living|starting|taking|playing|expecting|getting|moving|saving|waiting|writing|building|going|wearing|"
    r"colou?r[- ]?blind|deaf|coeliac|celiac|diabetic|dyslexic|dyspraxic|autistic|epileptic|vegan|vegetarian|pescatarian|lactose intolerant|"
    r"on (?:the )?\w+|off \w+|big into|hooked on|crazy about))(?: \S.*)?)$",
    re.IGNORECASE,
)
#: "a single mum with a 2yr old"
_PARENT = re.compile(
    rf"(?P<main>(?:is|are) (?:now )?(?:an? )?(?:[\w-]+ ){{0,2}}?(?:mum|mam|mom|dad|mother|father|parents?|widow|widower|couple|family|grandmother|"
    rf"grandfather|gran|nan)) "
    rf"(?:with|of|to|w) (?P<who>(?:(?:an? |{_COUNT}|\d{{1,2}}) ?)(?:[\w-]+ ){{0,3}}?(?:old|olds|kids?|children|child|sons?|daughters?|boys?|girls?|"
    rf"babies|baby|"
    r"toddlers?|teenagers?|teens|twins|triplets|dogs?|cats?)\b.*)$"
)
#: "got into Utrecht psychology bsc starting in September"
_STARTING = re.compile(
    r"(?P<main>[^,]*?(?P<thing>\b(?:(?!the\b|a\b|an\b|their\b)[\w'-]+ ){0,1}(?:course|degree|bsc|ba|msc|ma|phd|mba|apprenticeship|job|role|post|"
    r"contract|internship|"
    r"placement|training|treatment|chemo|radiotherapy|tenancy|lease|school|college|uni|university|classes|lessons|project)))"
    r",? (?P<verb>starting|beginning|commencing|ending|finishing)(?P<when> (?:on |in |from |this |next |at )?(?:the )?(?:\d|mon|tue|wed|thu|fri|"
    r"sat|sun|jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|tomorrow|week|month|year).*)$",
    re.IGNORECASE,
)
#: "the insurance renews on 1 March with Admiral"
_WITH = re.compile(
    r"(?P<main>(?:renews?|runs out|ends?|expires?|is up|is due|comes up|finishes|is up for renewal|lapses)\b[^,]{0,50}?) with "
    r"(?P<whom>(?-i:[A-Z])[\w&' -]{1,30})$"
)
_PROVIDED = re.compile(
    r"\b(?:insurance|mortgage|contract|broadband|energy|tariff|phone|pension|isa|policy|warranty|cover|membership|subscription|"
    r"loan|plan)\b",
    re.IGNORECASE,
)
#: "the hospice where mam died"
_WHERE_DIED = re.compile(
    r"(?P<main>\S.*) (?:that|who|which|where) (?:the user's |their )?(?P<who>mam|mum|mom|dad|gran|nan|grandad|grandpa|"
    r"grandma)(?P<died> (?:died|passed away))$"
)
#: "does 12-hour shifts four on four off at a warehouse"
_SHIFTS = re.compile(
    rf"(?:works|does|is on) (?P<shifts>(?:\d\d?[- ]?(?:hr|hour)s? (?:shifts? )?,? ?)?(?:\d|{_COUNT}) on,? (?:\d|{_COUNT}) off(?: (?:nights?|days?|"
    rf"earlies|lates|swing))?) "
    r"(?P<where>(?:at|in|for) \S.*)$"
)
#: "is Brazilian in Dublin for 3 years"
_FROM_IN = re.compile(
    r"(?P<main>is (?:an? )?(?P<who>[A-Za-z]{4,}(?:ian|ish|ese|ean|ican|an|sh|ch|i))) (?P<where>in (?-i:[A-Z])[\w'-]+(?: (?:for|"
    r"since) .+)?)$"
)
_BAND = re.compile(
    r"(?P<main>(?:plays|sings|drums|is playing|dances|acts|performs)\b[^,]{0,40}?) (?:in|with|for) (?P<band>(?:an?|the) (?:[\w-]+ ){0,3}?"
    r"(?:band|choir|orchestra|quartet|trio|duo|team|club|troupe|company|group|ensemble|side) (?:called|named) .+)$"
)
_QUALIFIED = (
    r"(?:(?:a (?:bit|little) (?:of )?|some |rubbish |poor |bad |basic |broken |school |rusty |fluent |good |decent |conversational |"
    r"native |passable |terrible |everyday )*)"
)
_TONGUE = (
    r"(?:english|french|german|spanish|italian|portuguese|dutch|flemish|swedish|norwegian|danish|finnish|icelandic|polish|czech|slovak|hungarian|"
    r"romanian|"
    r"bulgarian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|urdu|hindi|punjabi|bengali|gujarati|tamil|telugu|malayalam|kannada|"
    r"marathi|"
    r"chinese|mandarin|cantonese|japanese|korean|vietnamese|thai|tagalog|ilocano|indonesian|malay|swahili|yoruba|igbo|hausa|twi|zulu|xhosa|"
    r"afrikaans|amharic|somali|"
    r"pidgin|welsh|irish|gaelic|scots|breton|catalan|basque|galician|latvian|lithuanian|estonian|croatian|serbian|slovene|albanian|georgian|"
    r"armenian|maltese|"
    r"latin|esperanto|bsl|sign language|kurdish|pashto|sinhala|nepali|wolof|shona|lingala|tigrinya|creole|patois)"
)
_SPEAKS = re.compile(
    rf"(?P<verb>(?:also |still )?(?:speaks|is fluent in|reads|can speak|knows)) (?P<list>{_QUALIFIED}{_TONGUE}(?:,? (?:and )?{_QUALIFIED}{_TONGUE}|"
    rf"\s*(?:,|and|&|\+)\s*{_QUALIFIED}{_TONGUE})+)"
    r"(?P<more>,? (?:at home|fluently|at work))?$",
    re.IGNORECASE,
)


def adjuncts(said: Statement) -> Iterator[Statement]:
    """The statements that one predicate makes; nothing when it makes one."""
    for step in (_place_and_work, _states, _parent, _starting, _provider, _died, _tongues, _role, _shifts, _from_in, _band):
        parts = list(step(said))
        if parts:
            yield from parts
            return


def _again(said: Statement, rest: str) -> Statement:
    return msgspec.structs.replace(said, rest=rest.strip(" ,"))


def _place_and_work(said: Statement) -> Iterator[Statement]:
    match = _AT_DOING.match(said.rest) if not said.thing else None
    if match:
        yield _again(said, match["where"])
        yield _again(said, f"{said.rest.split()[0]} {match['what']}")


def _states(said: Statement) -> Iterator[Statement]:
    match = _IS_AND.match(said.rest) if not said.thing else None
    if match:
        yield _again(said, f"{match['be']} {match['one']}{' years old' if match['one'].isdigit() else ''}")
        yield _again(said, f"{match['be']} {match['two'].removeprefix('is ')}")


def _parent(said: Statement) -> Iterator[Statement]:
    match = _PARENT.match(said.rest)
    if match and not said.thing:
        yield _again(said, match["main"])
        yield _again(said, f"has {match['who']}")


def _starting(said: Statement) -> Iterator[Statement]:
    match = _STARTING.match(said.rest) if said.about_user else None
    if match:
        verb = {"starting": "starts", "beginning": "begins", "commencing": "commences", "ending": "ends", "finishing": "finishes"}[
            match["verb"].lower()
        ]
        yield _again(said, match["main"])
        thing = match["thing"].strip()
        yield Statement(
            f"The user's {thing if thing.split()[0].isupper() else thing[:1].lower() + thing[1:]}",
            f"{verb}{_when(match['when'])}",
            said.start,
            said.stop,
            thing=True,
        )


def _when(words: str) -> str:
    """ "sept" -> "in sept"."""
    return re.sub(r"^ (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter))", " in ", words, flags=re.IGNORECASE)


def _provider(said: Statement) -> Iterator[Statement]:
    match = _WITH.match(said.rest) if said.thing and _PROVIDED.search(said.subject) else None
    if match:
        yield _again(said, match["main"])
        yield _again(said, f"is with {match['whom']}")


def _died(said: Statement) -> Iterator[Statement]:
    match = _WHERE_DIED.match(said.rest) if said.about_user else None
    if match:
        yield _again(said, match["main"])
        where = match["main"].rsplit(" ", 1)[-1]
        yield Statement(f"The user's {match['who']}", f"died in the {where}", said.start, said.stop, past=True)


def _tongues(said: Statement) -> Iterator[Statement]:
    match = _SPEAKS.match(said.rest) if not said.thing else None
    if match:
        for tongue in re.finditer(rf"{_QUALIFIED}{_TONGUE}\b", match["list"], re.IGNORECASE):
            verb = match["verb"].lower()
            weak = re.match(r"(?:school|some|rubbish|poor|bad|basic|broken|rusty|a)\b", tongue.group(), re.IGNORECASE)
            yield _again(said, f"{'speaks' if weak and 'fluent' in verb else verb} {tongue.group().strip()}")


def _role(said: Statement) -> Iterator[Statement]:
    match = _AS_A.match(said.rest) if not said.thing and not said.past and not said.negative else None
    if match:
        yield _again(said, match["main"])
        yield _again(said, f"is {match['role']}")


def _shifts(said: Statement) -> Iterator[Statement]:
    match = _SHIFTS.match(said.rest) if not said.thing else None
    if match:
        yield _again(said, f"works {match['shifts']}")
        yield _again(said, f"works {match['where']}")


def _from_in(said: Statement) -> Iterator[Statement]:
    match = _FROM_IN.match(said.rest) if not said.thing else None
    if match:
        yield _again(said, match["main"])
        yield _again(said, f"is {match['where']}")


def _band(said: Statement) -> Iterator[Statement]:
    match = _BAND.match(said.rest) if not said.thing else None
    if match:
        yield said
        yield _again(said, f"is in {match['band']}")
