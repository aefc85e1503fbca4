"""What a name is the name of (a person, a place, an organisation, a thing), guessed from the words around it."""

from __future__ import annotations

import re

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import CLOCK_WORDS, FUNCTION
from engine.learning.records import EntityKind

#: No entities at all, however they are written.
TIMES = CLOCK_WORDS | frozenset(
    "may halloween hogmanay diwali eid ramadan hanukkah passover lent thanksgiving day eve spring summer autumn winter am pm new".split()
)
_TONGUES = frozenset(
    "english welsh irish scottish british french german spanish italian portuguese dutch polish czech swedish danish norwegian finnish turkish "
    "greek russian ukrainian romanian hungarian bulgarian arabic hebrew persian farsi hindi urdu bengali punjabi tamil telugu thai vietnamese "
    "chinese mandarin cantonese japanese korean swahili yoruba igbo american canadian australian indian european asian african mexican "
    "brazilian argentinian catholic christian muslim jewish hindu buddhist sikh protestant".split()
)
_DEMONYM = re.compile(r"(?:ese|ish)$", re.IGNORECASE)
_TITLED = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|uncle|aunt|auntie|aunty|father|sister|brother|coach|captain)\b\.?\s", re.IGNORECASE
)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|inc|llc|plc|gmbh|corp|corporation|co|company|ag|bank|airlines?|airways|railways?|university|uni|college|school|academy|"
    r"institute|hospital|infirmary|clinic|surgery|practice|council|nhs|ngo|trust|foundation|group|partners|associates|agency|studios?|rovers|united|"
    r"wanderers|fc|rfc|cc|afc|athletic|albion|orchestra|choir|band|club|society|church|cathedral|mosque|synagogue|temple|museum|library|gym|"
    r"supermarket|pharmacy|chemist|nursery|kindergarten|theatre|theater|ministry|department|police|army|navy|union|insurance|solutions|systems|"
    r"technologies|motors|media|press|records|labs?)$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:street|road|rd|avenue|ave|lane|close|crescent|terrace|square|park|beach|island|islands|isle|lake|mountains?|valley|river|bay|county|"
    r"city|town|village|airport|station|bridge|hill|heights|gardens|court|house|cove|coast|forest|woods?|falls|canal|port|harbour|harbor|peninsula)$"
    r"|^(?:lake|mount|mt|cape|port|fort|isle|north|south|east|west|upper|lower|new|san|santa|los|las)\s",
    re.IGNORECASE,
)
#: Number plates, postcodes and the like name nobody and nothing.
_CODE = re.compile(
    r"[A-Z]{1,3}\d{1,4} ?[A-Z]{3}|\d{1,4} ?[A-Z]{3} ?\d{0,3}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|(?=[\dA-Z-]*\d[\dA-Z-]*\d[\dA-Z-]*\d)[A-Z\d-]{7,}"
)
_SHOPS = frozenset(
    "tesco sainsbury's sainsburys asda aldi lidl morrisons waitrose ikea amazon google apple microsoft siemens walmart costco target boots netflix "
    "spotify facebook instagram whatsapp youtube starbucks mcdonald's greggs bbc nhs dhl ups fedex lufthansa ryanair easyjet".split()
)
#: Words right before a name, the longest first; what follows them is…
_LEADS: tuple[tuple[EntityKind, str], ...] = (
    ("organisation", r"(?:works?|worked|working|job|interns?|interned|freelances?|volunteers?|volunteered|drives|plays?|played|playing)(?: \w+)? "
        r"(?:for|with)|"
     r"(?:job|role|position|manager|nurse|teacher|engineer|developer|shift|interview|studies|studied|studying|degree|shops|shopping|shopped|"
     r"banks|works|worked|working) (?:at|with)|employed (?:by|at)|hired by|joined|supports|support|member of|account with|insured with"),
    ("place", r"(?:moved?|moving|moves|flights?|flew|fly|flying|flies|trip|travel(?:s|led|ling|ed|ing)?|went|going|goes|go|drove|driving|train|"
     r"bus|ferry|relocat\w+|emigrat\w+|back|home|commutes?|holiday|sail(?:ed|ing)?|return(?:ed|s|ing)?|been) to|"
     r"(?:liv(?:e|es|ed|ing)|born|based|grew up|growing up|raised|settled|staying|stayed|stays|house|flat|apartment|cottage|holiday|holidays|"
     r"village|town|city|office|home|arrives?|arrived|landed|stuck|weekend|week|restaurant|café|cafe) (?:in|near|outside|at)|"
     r"(?:comes?|came|is|are|was|originally|flew|moved|returned) from|"
     r"visit(?:s|ed|ing)?|leaves? for|left for|in|near|outside|around|towards?|via|capital of|north of|south of|east of|west of"),
    ("person", r"(?:spoke|speaks?|speaking|talk(?:s|ed|ing)?|married|engaged|wrote|writes|listens|related|said|next|introduced|proposed) (?:to|with)|"
     r"(?:letter|email|message|present|gift|text|call|card|postcard|parcel|news|loan|recipe) (?:from|to|for)|"
     r"(?:dinner|lunch|coffee|drinks|breakfast|out|away|together|broke up|split up|argued|lives|living|lived|shares|friends|dance|danced|"
     r"sing|sings|met up|catch up) with|dating|marrying|married|kissed|hugged|thanked|met|dear|named after|birthday of|wedding of|mother of|"
     r"father of"),
    ("organisation", r"at"),
)  # fmt: skip
_BEFORE = tuple((kind, re.compile(rf"(?:^|[\s(,])(?:{words})\s+$", re.IGNORECASE)) for kind, words in _LEADS)
#: Said of people as well as of places and firms.
_NEVER = re.compile(r"(?!)")
_EITHER = {
    "organisation": re.compile(r"\b(?:with|for|at|joined)\s+$", re.IGNORECASE),
    "place": re.compile(r"\b(?:visit(?:s|ed|ing)?|near|outside|around|towards?|from)\s+$", re.IGNORECASE),
}
_SINGULAR = re.compile(r"(?:^|\s)(?:an?|the|his|her|their|its|my|our|this|that|new|old|some)\s+(?:\w+\s)?$", re.IGNORECASE)
_ACTS = re.compile(
    r"^(?:'s\s(?:birthday|husband|wife|mum|mother|dad|house|wedding|party|boyfriend|girlfriend|daughter|son|place|brother|sister)|\s(?:says|said|told|"
    r"thinks|thought|likes|loves|hates|works|worked|lives|lived|moved|plays|played|wants|wanted|called|texted|came|visited|was born|is allergic|"
    r"studies|got married|is getting|has a|is pregnant|cried|laughed|knows|needs|asked|helped|cooks|cooked|speaks|and the user|broke))\b"
)


def is_of_a_people(name: str) -> bool:
    """Whether a capital stands for a tongue, a people or a faith ("Polish"), not for somebody."""
    low = name.lower()
    return low in _TONGUES or (_DEMONYM.search(name) is not None and low not in GIVEN)


def kind_of(name: str, text: str, at: int) -> EntityKind | None:
    """The kind of what `name`, at place `at` of `text`, names; None when it is no entity (a weekday, a month, a word)."""
    words = name.lower().split()
    if not words or {words[0], words[0].removesuffix("s")} & TIMES or (len(words) == 1 and words[0] in FUNCTION) or _CODE.fullmatch(name):
        return None
    if len(words) == 1 and is_of_a_people(name):
        return "thing"
    if _TITLED.match(name + " "):
        return "person" if len(words) > 1 else None
    if words[0] in _SHOPS:
        return "organisation"
    if len(words) > 1 and _COMPANY.search(name):
        return "organisation"
    if len(words) > 1 and _WHERE.search(name) and words[0] not in GIVEN:
        return "place"
    before, after = text[:at], text[at + len(name) :]
    given = words[0] in GIVEN and words[0] not in WORDS_TOO
    for kind, pattern in _BEFORE:
        if pattern.search(before) and not (given and _EITHER.get(kind, _NEVER).search(before)):
            return kind if kind != "person" or _personal(name, given) else "thing"
    if _SINGULAR.search(before) and not given:
        return "thing"
    if given or _ACTS.match(after):
        return "person"
    return "person" if re.search(r"(?:^|\s)(?:with|for|to|from)\s+$", before) and words[0] in GIVEN else "thing"


def _personal(name: str, given: bool) -> bool:
    """Whether a name can be a person's: "loves Anna", not "loves IKEA" or "loves Tetris 99"."""
    return given or (bool(re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*){0,3}", name)) and not name.isupper())
