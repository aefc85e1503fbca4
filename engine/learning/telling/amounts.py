"""What trails after a comma and belongs to the thing, not to the user: "
    ""a trail run on 18 April, 62 km", "collects stamps, about 400 now", "key safe by the
back door"."""

from __future__ import annotations

import re

import msgspec

from engine.learning.telling.story import Statement

_ABOUT = r"(?:about |around |over |nearly |roughly |almost |some |just over |approx\.? |only |under )?"
_NUMBER = r"(?:\d[\d.,]*(?:k|m)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a hundred)"
_NOW = r"(?: so far| now| at the moment| of them| in all| in total| and counting| at last count)*"
_COLLECTS = re.compile(
    r"(?:(?:still |also |now )?(?:collects?|keeps?|breeds?|grows?|raises?|hoards?|makes?|restores?)) (?P<what>(?:[a-z'-]+ "
    r"){0,3}[a-z'-]+s)$"
)
_SO_MANY = re.compile(rf"(?:got |has )?(?P<many>{_ABOUT}{_NUMBER}){_NOW}$", re.IGNORECASE)
#: A measure of a thing: its length, weight, price, power.
_UNIT = (
    r"(?:km|kms|kilomet(?:re|er)s|miles?|mi|met(?:re|er)s|feet|ft|inch(?:es)?|cm|mm|m|kw|kwh|kwp|litres?|l|cc|hp|bhp|tonnes?|kg|kilos?|stone|lbs?|"
    r"acres?|"
    r"hectares?|sq ?(?:m|ft)|m2|hands|gb|tb|mbps|quid|pounds?|euros?|dollars?|bucks|cedis|naira|rupees|k|pages|words|storeys|floors|bed|beds)"
)
_PER = (
    r"(?: (?:(?:a|per|each|every) (?:week|month|year|night|day|hour|session|lesson|head|term|go|visit)|pcm|pw|each way|each|all in|on the clock|"
    r"total|"
    r"in total|long|cash|high|wide|deep|of (?:climbing|climb|ascent)|up front|a time|elevation|second hand|off))"
)
_MEASURE = re.compile(rf"{_ABOUT}(?:[£$€]\s?\d[\d.,]*k?{_PER}*|{_NUMBER}\s?{_UNIT}{_PER}*|{_NUMBER}{_PER}+)$", re.IGNORECASE)
_OBJECT = re.compile(
    r"(?:(?:is|was|has|have|had|just|also|only|now|still|already|always|will|to|got|been|never|finally) )*(?P<verb>[a-z]+(?:ed|ing|s)?)(?: (?:out|"
    r"up|for|into|in|on|to|off|down))* "
    r"(?P<thing>(?:the|an?|their) (?:(?!(?:on|in|at|for|with|from|to|last|next|this|every|tomorrow|yesterday|today|called|named|near|by|of|since|"
    r"until|before|after|and|or|as|that)\b)"
    r"[\w'-]+\s?){1,5}?(?:of (?:the )?[\w'-]+(?: [\w'-]+)?|des? [\w'-]+)?)(?=\s+(?:on|in|at|for|with|from|to|last|next|this|every|tomorrow|"
    r"yesterday|today|called|near|by|since|until|before|after)\b|\s*$)",
    re.IGNORECASE,
)
_KEPT = (
    r"(?:keys?|epi-?pens?|inhalers?|stop ?cock|stop ?tap|fuse ?box|consumer unit|(?:gas |electric |water )?meter|(?:water |outside )?tap|torch|"
    r"charger|ladder|first aid kit|medicine|meds|"
    r"tablets|pills|insulin|drill|passports?|tools|toolbox|hose|key ?safe|pens|router|thermostat|alarm|switch|lead|leads|litter|treats|bowl|feed|"
    r"hay|manual|documents|paperwork|"
    r"papers|will|deeds|remote|batteries|candles|fire extinguisher|isolator|valve|spare(?:s| set| pair| key)?|bins|recycling|locker|pump|iron|mop|"
    r"hoover|chargers?|bandages|plasters|"
    r"syringes|needles|glucagon|matches|lighter|code|instructions|receipts?|logbook|safe)"
)
_PLACED = re.compile(
    rf"(?:the |my |and the |and )*(?P<thing>(?!the\b|my\b|and\b)(?:[a-z][\w-]* ){{0,2}}{_KEPT})(?:'?s| is| are)? (?P<where>(?:in|on|under|behind|"
    rf"by|at|above|inside|beside|next to|below|beneath|near|with|"
    r"round|around|over|opposite|outside) (?:the|my|our|a|an|her|his|their|top|bottom|(?-i:[A-Z])\w+)\b.*)$",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?P<thing>(?:(?:the|my|their|first|last|next|final|second|third|annual|follow-?up|weekly|monthly) )*(?:(?!(?:the|my|their)\b)[\w-]+ "
    r")?(?:fitting|interview|appointment|check-?up|review|lesson|exam|scan|viewing|"
    r"inspection|hearing|delivery|collection|clinic|service|servicing|rehearsal|performance|deadline|renewal|payment|refill|MOT|insurance|tax|"
    r"rent))(?: is|'s)? "
    r"(?:due )?(?P<when>(?:on|at|in|every|each|next|this|tomorrow|by|due)\b.*(?:\d|day|month|week|january|february|march|april|may|june|july|"
    r"august|september|october|november|december).*)$",
    re.IGNORECASE,
)
_NEXT_DUE = re.compile(
    r"next (?:one |service |check |dose |go )?(?:is )?due (?P<when>.*\d.*|.*(?:week|month|year|day|spring|summer|autumn|"
    r"winter))$",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"(?P<what>[a-z][a-z ]{1,18}?) ?= ?(?P<value>\S.{1,40})$", re.IGNORECASE)
_PHONE = re.compile(r"(?:(?:tel|phone|mob|mobile|ph|number|no)\.?:? )?(?P<number>\+?\d[\d ]{7,14}\d)$", re.IGNORECASE)
_PAID = re.compile(r"(?:(?:takes |accepts )?(?P<how>(?:cash|cards?|bank transfer|cheques?)) only|(?:only )?(?P<how2>cash in hand))$", re.IGNORECASE)
_DAYS = re.compile(
    r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day)?s?|weekdays|weekends|mornings|evenings|nights|afternoons)"
    r"(?:(?:, | and | n | ?/ ?| ?& ?| to |-|–| till )(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day)?s?|weekdays|weekends|mornings|"
    r"evenings|nights|afternoons))*(?: [^,]{2,40})?$",
    re.IGNORECASE,
)
_ON_OFF = re.compile(rf"{_NUMBER} on,? {_NUMBER} off(?: (?:nights?|days?|earlies|lates|swing))?$", re.IGNORECASE)
_GONE = re.compile(rf"(?P<weeks>{_NUMBER} (?:weeks|months))(?: now| gone| along| pregnant| in)*$", re.IGNORECASE)
_DOCTOR = re.compile(r"(?P<who>(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][\w'-]+)(?: (?:is )?(?:doing|performing) it(?P<where> (?:in|at) [^,]+)?)?$")
_TREATMENT = re.compile(
    r"\b(?:op|operation|surgery|replacement|procedure|appointment|scan|biopsy|consultation|treatment|c-?section|transplant|"
    r"check-?up)\b",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?:now |just |also |still )*(?:works?|working|is working|started|has started|got a job|volunteers?|is volunteering|teaches|has "
    r"a job)\b(?! out\b).*\b(?:at|in|for|with|as)\b"
)


def amount(said: Statement, before: str, piece: str) -> Statement | None:
    """The tail `piece` of a statement as one of its own, about the thing that it belongs to; `before`: the predicate without it."""
    piece = piece.strip(" ,.;")
    for step in (_counted, _placed, _event, _next_due, _equals, _contact, _days, _shifts, _weeks, _with_doctor, _measured):
        told = step(said, before, piece)
        if told is not None:
            return told
    return None


def _counted(said: Statement, before: str, piece: str) -> Statement | None:
    what, many = _COLLECTS.match(before), _SO_MANY.match(piece)
    return msgspec.structs.replace(said, rest=f"has {many['many']} {what['what']}") if what and many and not said.thing else None


def _placed(said: Statement, before: str, piece: str) -> Statement | None:
    match = _PLACED.match(piece)
    if not match:
        return None
    several = re.search(r"(?<!s)s$|batteries", match["thing"]) is not None
    return _thing(said, match["thing"], f"{'are' if several else 'is'} {match['where']}")


def _event(said: Statement, before: str, piece: str) -> Statement | None:
    match = _EVENT.match(piece)
    if not match:
        return None
    thing = re.sub(r"^(?:the|my|their) ", "", match["thing"])
    if said.thing and said.subject.startswith("The user's"):
        return Statement(said.subject, f"has its {thing} {match['when'].removeprefix('due ')}", said.start, said.stop, thing=True)
    return _thing(said, thing, f"is {match['when']}", mine=said.about_user or "user's" in said.subject)


def _next_due(said: Statement, before: str, piece: str) -> Statement | None:
    match = _NEXT_DUE.match(piece)
    if not match or not said.thing:
        return None
    when = match["when"]
    dated = f"in {when}" if re.match(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", when, re.IGNORECASE) else when
    return msgspec.structs.replace(said, rest=f"is next due {dated}", past=False)


def _equals(said: Statement, before: str, piece: str) -> Statement | None:
    match = _EQUALS.match(piece)
    return _thing(said, match["what"].strip().lower(), f"is {match['value']}") if match else None


def _contact(said: Statement, before: str, piece: str) -> Statement | None:
    """The number and the terms of somebody whom the statement names: "is Gethin, 07700 900412, cash only"."""
    named = re.match(r"is (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)$", before)
    who = named["name"] if named else said.subject if said.person is not None and not said.about_user else ""
    phone, paid = _PHONE.match(piece), _PAID.match(piece)
    if phone and who:
        return Statement(f"{who}'s phone number", f"is {phone['number']}", said.start, said.stop, thing=True)
    if paid and who:
        return Statement(who, f"takes {(paid['how'] or paid['how2']).lower()} only", said.start, said.stop, person=said.person)
    return None


def _shifts(said: Statement, before: str, piece: str) -> Statement | None:
    if said.thing or not _ON_OFF.match(piece):
        return None
    return msgspec.structs.replace(said, rest=f"is on {piece}", past=False)


def _weeks(said: Statement, before: str, piece: str) -> Statement | None:
    match = _GONE.match(piece) if re.search(r"\b(?:pregnan\w+|expecting|due|baby)\b", before) and not said.thing else None
    return msgspec.structs.replace(said, rest=f"is {match['weeks']} pregnant", past=False) if match else None


def _with_doctor(said: Statement, before: str, piece: str) -> Statement | None:
    """ "my knee op is on 12 January, Mr Fitzgerald doing it"."""
    match = _DOCTOR.match(piece) if said.thing and _TREATMENT.search(said.subject) else None
    return msgspec.structs.replace(said, rest=f"is with {match['who']}{match['where'] or ''}", past=False) if match else None


def _days(said: Statement, before: str, piece: str) -> Statement | None:
    if not said.about_user or not _DAYS.match(piece) or not _JOB.match(before):
        return None
    return msgspec.structs.replace(said, rest=f"works {piece}", past=False)


def _measured(said: Statement, before: str, piece: str) -> Statement | None:
    match = _MEASURE.match(piece)
    if not match:
        return None
    much = match.group()
    if said.thing:
        if not said.subject.startswith("The user's"):
            return None
        several = re.search(r"(?<!s)s$", said.subject) is not None
        return msgspec.structs.replace(
            said, rest=f"{'have' if several else 'has'} {much}" if "clock" in much else f"{'are' if several else 'is'} {much}", past=False
        )
    found = _OBJECT.match(before) if said.about_user else None
    if not found or found["verb"] in ("is", "are", "was", "were", "lives", "lived", "moved"):
        return None
    thing = found["thing"].strip()
    bare = thing.split(" ", 1)[1] if " " in thing else ""
    return _thing(said, bare, f"is {much}", mine=not thing.lower().startswith("the ")) if bare else None


def _thing(said: Statement, noun: str, rest: str, *, mine: bool = False) -> Statement:
    return Statement(("The user's " if mine else "The ") + noun, rest, said.start, said.stop, thing=True)
