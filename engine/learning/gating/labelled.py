"""Secrets told from the words around them, with the exact places of their values: "nat ins is QQ …", "memorable word: …", "pw than …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

#: Names of identity and account numbers, in full and in short.
_NUMBER_OF = re.compile(
    r"\b(?:nat(?:ional|'?l)?\.? ?ins(?:urance|ur)?\b\.?|n\.?i\.?(?: ?(?:no|num(?:ber)?|#)\b)?(?=\W)|nino|social(?: sec(?:urity)?)?|soc sec|ssn?|"
    r"sin|tfn|"
    r"passports?|ppt|driv(?:ing|er'?s?) licen[cs]e|licen[cs]e|dl|brp|(?:residen(?:ce|t)|work) permit|green card|(?:alien|uscis|visa|case) (?:no|"
    r"number)|a-number|"
    r"uan|epf|pf (?:no|number)|tax (?:ref(?:erence)?|id|no|number)|utr|steuer(?:nummer|-?id)|sort(?: ?code)?|s/c|acc(?:oun)?t?(?: ?(?:no|"
    r"num(?:ber)?))?|a/c|"
    r"(?:telephone|phone|online|internet|mobile) banking|customer (?:no|number|id)|gov(?:ernment)?(?:\.uk)? gateway|gateway id|long (?:card )?number|"
    r"nhs|health card|medicare|medicaid|insurance (?:no|number|id)|id(?: card)? (?:no|number)|card (?:no|number)|cid|fiscal code|codice fiscale|"
    r"nie|dni|cpf|"
    r"pesel|bsn|pps|nin|bvn|aadhaa?r|pan(?: card)?|voter id|ahv|avs|dob password)\b(?!\s+(?:office|photos?|appointment|renewal|fees?|control|"
    r"interview|"
    r"helpline|surgery|check))",
    re.IGNORECASE,
)
_CONNECTING = re.compile(
    r"[^\n\d?!;]{0,34}?(?=\b[A-Za-z]{0,6}\d|\b(?!(?:on|at|in|till|until|from|by|no|nr|num|is|for|to|of|since|due|ends?|and|was|are|the|it's|then|"
    r"than|year|exp)\b)[A-Za-z]{2,5} \d)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[ -]?(?:[A-Za-z]{0,6}\d[A-Za-z0-9]*|[A-Za-z]{1,2}(?=\b(?![a-z' ]{2})))")
_FEWEST_DIGITS = 5
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ -](?:0?[1-9]|1[012]|[A-Za-z]{3,9})[ -](?:19|20)?\d\d$|(?:19|20)\d\d(?:-\d\d-\d\d)?$|0\d{10}$|\d{1,2}(?:st|nd|rd|"
    r"th)?\b",
)
_AMOUNT = re.compile(r"(?:£|\$|€)\s*$|\b(?:rs|inr|usd|gbp|eur)\.?\s*$", re.IGNORECASE)

_OPENS = r"pass ?w(?:or|ro|r)?ds?|passwrd|pass ?codes?|pass ?phrases?|pwd?|psw"
_PASSING = (
    r"a|an|the|my|our|your|his|her|their|its|it|is|are|was|were|for|to|in|on|at|of|off|or|and|but|by|as|with|from|that|this|than|then|too|so|not|"
    r"no|never|"
    r"always|again|every|because|cos|when|if|once|every\w*|which|who|i|we|he|she|they|you|u|all|any|some|only|just|please|pls|now|today|yesterday|"
    r"last|"
    r"managers?|manger|hints?|polic\w+|rules?|resets?|generators?|protect\w+|chang\w+|recover\w+|strength|vaults?|books?|lists?|files?|apps?|"
    r"fields?|box(?:es)?|"
    r"screens?|prompts?|pages?|problems?|issues?|things?|stuff|keepers?|sharing|less|expir\w+|safety|security|help|stopped|stays?|stored|saved|"
    r"written|"
    r"incorrect|wrong|right|doesn\S*|isn\S*|won\S*|can\S*|has|had|have|will|must|should|needs?|keeps?|gets?|got|went|works?|worked|ended|starts?|"
    r"starting|"
    r"contains?|like|somewhere|everywhere|there|here|under|behind|inside|lol|or\S*|etc"
)
_AFTER_WORD = rf"(?!(?:{_PASSING})\b(?![!@#$%^&*\d]))(?P<value>[^\s,;]*[^\s,;.!?)])"
#: A value that stands right behind the word, or behind "than", "then", "like".
_BARE = re.compile(rf"\b(?:{_OPENS})\b\s*(?:[:=]\s*)?(?:than|then|like)?\s+{_AFTER_WORD}", re.IGNORECASE)
_PHRASE = re.compile(r"\bpass ?phrases?\b\s+(?!(?:is|are|was|for|to|manager|in|on)\b)(?P<value>[a-z]+(?: [a-z]+){2,})", re.IGNORECASE)
#: What mixes letters with figures in a sentence about a password.
_MIXED = re.compile(
    rf"\b(?:{_OPENS}|credentials|log-?in)\b[^\n]{{0,70}}?(?<![\w@.])(?P<value>(?!1password|office365|\d+(?:st|nd|rd|th|am|pm|mg|kg|km|min|hrs?|"
    rf"days?|gb|tb)\b)"
    r"(?=[^\s,;]*[A-Za-z])(?=[^\s,;]*\d)[^\s,;/]{6,})",
    re.IGNORECASE,
)
#: "memorable word is …", "answer to my security question is …": the words themselves are the secret.
_WORDS = re.compile(
    r"\b(?:memorable (?:word|name|place|date|info(?:rmation)?|phrase)|(?:security|secret) (?:word|answer|phrase|name|question)|safe ?word|"
    r"answer to (?:my|the|our|her|his|their|that|a)(?: \w+)? (?:(?:security|secret|memorable|recovery) )?(?:question|q)(?= (?:is|was)|:)|"
    r"(?:security|secret|recovery) q(?:uestion)?s?|maiden name(?= (?:for|on|at|with) (?:the |my |our )?(?:bank|account|security|card|paypal|"
    r"building society))|"
    r"(?:seed|recovery|ledger|trezor|metamask|wallet|backup|mnemonic|secret|twelve|twenty[- ]?four|12|24)(?: recovery| seed| backup)? (?:words?|"
    r"phrase|seed))\b"
    r"(?P<between>[^\n:=]{0,40}?(?:\bis\b|\bare\b|\bwas\b|[:=,]|\banswer\b|\bit's\b))\s*(?P<value>(?!(?:in|under|on|at|written|kept|stored|saved|"
    r"hidden|too|"
    r"so|not|wrong|safe|hard|long|different|about|what|which)\b)[^\n.;?!]+)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\b(?:memorable (?:word|name|place)|(?:security|secret) (?:word|answer)) (?P<value>(?-i:[A-Z])\w+)", re.IGNORECASE)
_CODES = re.compile(
    r"\b(?:pin|otp|(?:back-?up|recovery|verification|security|entry|gate|door|alarm|access|unlock|key ?safe|lock ?box|one[- ]time|2fa|sms|"
    r"login) ?codes?|"
    r"verification|code (?:they|it|that|which|he|she|the \w+|for|to|on|is|was|:)|codes?(?= \d{3} ?\d{3}\b)|key ?safe|lock ?box|alarm(?! (?:engineer|"
    r"company|people|man|guy|fitter|repair|is set|"
    r"was set|set|goes?|went|clock|at|for)\b))\b"
    r"(?P<between>[^\n?!;\d£$€]{0,34}?)(?<![\w.])(?P<value>[#*]?[A-Z]{0,2}\d{3,}[A-Z]?(?:[ -]\d{2,})*[#*]?(?:,? (?:and )?[\w-]*\d{3,}[\w-]*)*|"
    r"\d(?:[ -]\d){3,})"
    r"(?![\w:%]|\.\d| ?(?:am|pm|mins?|minutes|people|miles|km|quid|pounds|times|years|steps|rows|lines)\b)",
    re.IGNORECASE,
)
_HARMLESS_CODE = re.compile(
    r"\b(?:error|area|status|country|course|module|exit|tax|colour|color|dress|post|zip|bar|qr|lines? of|source|ten) ?(?:code|"
    r"pin)?s?\W*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:at|from|till|until|by|before|after|for|in|since|on) $", re.IGNORECASE)
_NETWORK = re.compile(
    r"\b(?:wi-?fi|wlan|router|network|hotspot|broadband)\b[^\n?]{0,40}?\b(?:key|pass\w*|code|pw)\b\W*(?:is\s+|"
    r":\s*)?(?P<value>(?=\S*\d)\S{6,})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b(?:user ?names?|user ?id|log-?in|sign-?in|admin)\b[^\n]{0,40}?(?:(?<=\w)/(?=\w{4})|\s/\s*|\b(?:pass(?:word|wd)?|pw|"
    r"pwd)\b\s*:?\s*(?:is )?)(?P<value>[^\s/]*[^\s/.,;])",
    re.IGNORECASE,
)
_CARDS = re.compile(
    r"(?<![\d-])(?P<value>\d{4}([ -])\d{4}\2\d{4}\2\d{1,7}|\d{4}[ -]\d{6}[ -]\d{5})(?![\d-])|\bcard\b[^\n.?!\d]{0,20}\bend(?:s|ing)?(?: in|"
    r" with)? (?P<last>\d{4})\b",
    re.IGNORECASE,
)
_SHAPES = re.compile(
    r"(?<!\w)(?P<value>[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]|[A-Z9]{5} ?\d{6} ?[A-Z9]{2}\d[A-Z]{2}(?: ?\d\d)?|\d{3}\.\d{3}\.\d{3}-\d\d|"
    r"[A-Z]{2}(?: \d\d){3} [A-D]|[A-Z]{2}\d{6}[A-D])(?!\w)",
    re.IGNORECASE,
)


class Labelled(msgspec.Struct, frozen=True):
    """A secret with the words that name it (`start`), and its `value` alone, up to `stop`."""

    start: int
    value: int
    stop: int


def find(text: str) -> list[Labelled]:
    """Every secret that its label, its neighbours or its own shape gives away."""
    return sorted({*_numbers(text), *_codes(text), *_named(text)}, key=lambda one: (one.start, one.stop))


def _named(text: str) -> Iterator[Labelled]:
    for pattern in (_BARE, _PHRASE, _MIXED, _WORDS, _ANSWER, _NETWORK, _PAIR, _SHAPES):
        for match in pattern.finditer(text):
            yield Labelled(match.start(), match.start("value"), match.end("value"))
    for match in _CARDS.finditer(text):
        group = "value" if match["value"] else "last"
        yield Labelled(match.start(), match.start(group), match.end(group))


def _numbers(text: str) -> Iterator[Labelled]:
    for label in _NUMBER_OF.finditer(text):
        lead = _CONNECTING.match(text, label.end())
        if not lead or _AMOUNT.search(lead.group()):
            continue
        start = stop = lead.end()
        while piece := _PIECE.match(text, stop):
            stop = piece.end()
        value = text[start:stop]
        if sum(c.isdigit() for c in value) >= _FEWEST_DIGITS and ("s" in label.group().lower()[:1] or not _DATE.fullmatch(value)):
            yield Labelled(label.start(), start, stop)


def _codes(text: str) -> Iterator[Labelled]:
    for match in _CODES.finditer(text):
        year = re.fullmatch(r"(?:19|20)\d\d", match["value"]) and not re.search(r"\bis\b|[:=]", match["between"])
        if not year and not _HARMLESS_CODE.search(text[: match.start()]) and not _CLOCK.search(match["between"]):
            yield Labelled(match.start(), match.start("value"), match.end("value"))
