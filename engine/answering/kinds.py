"""The kinds of answers: how each is asked for, and what a memory must hold to be one."""

from __future__ import annotations

import re

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
#: What a memory must hold to be able to answer. Looked for outside the words of the question.
HOLDS = {
    "time": re.compile(
        rf"\b(?:{_MONTHS}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays"
        rf"|sundays|today|tomorrow|"
        rf"yesterday|tonight|noon|midnight|mornings?|evenings?|afternoons?|nights?|weeks?|weekends?|weekdays?|months?|spring|summer|autumn|winter|christmas|easter"
        rf"|daily|weekly|"
        rf"\d{{1,2}}[:.]\d\d|\d{{1,2}} ?(?:am|pm)|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)|at \d{{1,2}})\b",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
        r"|nineteen|twenty|thirty|forty|fifty|"
        r"sixty|seventy|eighty|ninety|hundred|thousand|once|twice|a dozen|no|never|none)\b",
        re.IGNORECASE,
    ),
    "age": re.compile(
        r"\b\d+ (?:years?|months?|weeks?) old\b|\baged? \d|\bturn(?:s|ed|ing)? \d|\b(?:is|are|be) \d{1,3}(?=\W*$|[,;]| and | now\b| today\b)"
        r"|\b(?:born|built|made)\b.*\b(?:1[89]|20)\d\d\b|\bin (?:his|her|their) (?:teens|\w+ties)\b|\b\w+(?:teen|ty)(?:-\w+)? years old\b"
        r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:years?|months?) old\b",
        re.IGNORECASE,
    ),
    "often": re.compile(
        r"\b(?:every|each|daily|weekly|monthly|yearly|once|twice|times|never|always|sometimes|rarely|seldom|often|usually|nightly"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|mornings|evenings|nights|a (?:day|week|month|year))\b",
        re.IGNORECASE,
    ),
    "duration": re.compile(
        r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|few|several|couple of|half))"
        r"(?: ?-?(?:an?|and a half|hundred|thousand))?[ -]?"
        r"(?:s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|miles?|km|metres?|cm|feet|inches)\b"
        r"|\b(?:since|until|for ages)\b|\b(?:from|between) .* (?:to|and) ",
        re.IGNORECASE,
    ),
    "money": re.compile(
        r"[£$€¥]\s?\d|\d\s?[£$€¥k]|\d[\d,.]*\s?(?:euros?|pounds?|dollars?|francs?|pence|cents?|kronor|kroner|zloty|yen|rupees?|quid|bucks"
        r"|grand|usd|eur|gbp|chf|a (?:month|week|year|day))\b"
        r"|\b(?:rent|price|cost|fee|salary|costs|pays|paid|charges)\b[^.]*\d|\bfree\b",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"\d(?:[\d \-/().]{3,})\d"),
    "code": re.compile(r"\d"),
    "colour": re.compile(
        r"\bcolou?r|\bpainted\b|\b(?:black|white|gr[ae]y|red|pink|orange|yellow|green|blue|purple|violet|brown|beige|cream|turquoise|teal|navy|maroon"
        r"|scarlet|crimson|magenta|lilac|lavender|indigo|gold(?:en)?|silver|bronze|copper|ivory|khaki|olive|mustard|ochre|terracotta|coral|peach"
        r"|magnolia|tabby|tortoiseshell|ginger|brindle|blond|blonde|tan|sage|mint|burgundy|anthracite|charcoal)(?:ish)?\b",
        re.IGNORECASE,
    ),
    "place": re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Ff]rom|[Tt]o|[Uu]nder|[Bb]ehind|[Bb]eside|[Ii]nside|[Oo]pposite|[Aa]bove|[Bb]elow|[Oo]ff"
        rf"|[Vv]isit(?:ed|ing)?|[Dd]oing(?= [A-ZÀ-Þ])|[Bb]y)\s+(?:the |a |an |his |her |their |my |your )?"
        rf"(?!(?i:{_MONTHS}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|morning|evening|afternoon"
        rf"|weekend|holiday|time|age|least|once|foot|work out)s?\b)[^\W\d]"
    ),
}

#: The first interrogative of the question decides; each is (kind, pattern).
_INTERROGATIVES: tuple[tuple[str, str], ...] = (
    (
        "phone",
        r"\b(?:phone|telephone|mobile|cell) (?:number|no)\b|\b(?:what|which) number (?:to|do i|should i|can i|i|must i) (?:ring|call|phone"
        r"|dial|reach)|\w+'s (?:number|phone)\b(?! of)|\bwhat(?:'?s| is) [^?]*?\b(?:phone|telephone|mobile|cell) (?:number|no)\b"
        r"|\bwhat(?:'?s| is) \w+'s number\b",
    ),
    (
        "money",
        r"\bhow much (?:more |extra |other )?(?:money|cash|rent|tax|interest|pay|salary|pension|change|debt|dosh|deposit|savings?)\b"
        r"|\bhow much(?= (?:more )?(?:is|was|are|were|do|does|did|has|have|had|will|would|should|can|could|must|it|the|my|our|i|we|for|per|an?)\b"
        r"(?! [^?]*\bweighs?\b)|\W*$)|\bcosts? me\b|\bwhat (?:do|did|does|is|was)\b[^.?]*\b(?:cost|rent|price|salary"
        r"|fee|earn|charge)\b|\bthe price of\b",
    ),
    (
        "time",
        r"\bwhen(?:'s|s)?\b|\b(?:what|which) (?:day|date|time|month|year|days|times)\b|\bhow long (?:ago|have|has|since)\b|\bsince when\b"
        r"|\bwhat(?:'?s| is| was) [^?]*\b(?:birthday|date of birth)\b|\bbirthday\b|\bdate of birth\b"
        r"|\b(?:what|which) (?:morning|evening|afternoon|night|weekday)s?\b",
    ),
    ("duration", r"\bhow long\b"),
    ("age", r"\bhow old\b|\b(?:what|which) ages?\b|\bages? (?:of|are|is)\b|'s ages?\b"),
    (
        "code",
        r"\b(?:what(?:'s| is|s)? )?(?:my |our |the )?(?:home |work )?(?:post ?code|zip code|number plate|licen[cs]e plate|pin)\b(?! hint)"
        r"|\bwhat(?:'?s| is) (?:my|our|the) (?:\w+ ){1,2}number\b",
    ),
    ("often", r"\bhow (?:often|frequently|regularly)\b"),
    ("colour", r"\b(?:what|which) colou?r\b"),
    (
        "number",
        r"\bhow (?:many|tall|big|far|heavy)\b|\bhow much (?!time|sleep|water|sugar|milk)[a-z]"
        r"|\b(?:what|which) (?:size|number|dose)\b|\bnumber of\b",
    ),
    (
        "place",
        r"\bwhere(?:'s|s)?\b|\b(?:what|which) (?:city|cities|town|towns|street|country|countries|village|place|places|road|area)\b|\baddress\b",
    ),
    ("who", r"\bwho(?:'s|se|m|s)?\b|\bnames? of\b|\bwhat(?:'s| is| was| are|s)? [^?]*\b(?:called|name|names)\b|\bwhich of my\b"),
    ("thing", r"\b(?:what|which|how)(?:'s|s)?\b"),
)


def wants(low: str) -> str:
    """The kind that a question in lower case asks for: a key of HOLDS, "who", or "thing"."""
    found = [(match.start(), order, kind) for order, (kind, pattern) in enumerate(_INTERROGATIVES) if (match := re.search(pattern, low))]
    return min(found)[2] if found else "thing"
