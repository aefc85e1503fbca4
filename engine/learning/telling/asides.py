"""What is told in passing in a sentence, taken out as statements of its own: "my nephew, who's 19, is staying", "Priya (my sister in law) is…"."""

from __future__ import annotations

import re

from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import CAPITALISED_ANYWAY, FUNCTION, PETS, PLURAL, RELATION_PATTERN
from engine.learning.grammar.phrases import is_verb
from engine.learning.grammar.words import words
from engine.learning.telling.members import AGE, Aside, members
from engine.learning.telling.naming import is_name
from engine.learning.telling.people import NAME

_PET = "|".join(sorted(PETS, key=len, reverse=True))
_KIN = rf"(?:(?:my|our|his|her)\s+)?(?:{RELATION_PATTERN}|{_PET})(?:\s+{NAME})?"
_STRANGER = (
    r"the\s+(?:[\w'-]+\s+){0,2}?(?:therapist|dentist|vet|gp|midwife|carer|coach|trainer|mechanic|electrician|hairdresser|social worker|"
    r"inspector|gardener|childminder|nanny|au pair|babysitter|dog ?walker|landlord|landlady|lodger|farrier|health visitor|accountant|solicitor|"
    r"decorator|roofer|manager|woman|lady|man|guy|lad|girl|bloke|chap|fella|person|one|boy|couple|family|nurse|teacher|tutor|cleaner|"
    r"postman|neighbour|doctor|physio|builder|plumber|student|kid)(?:\s+(?:next door|upstairs|downstairs|opposite|across the road))?"
)
_WHO = rf"(?P<who>{_KIN}|{_STRANGER}|{NAME})"
_START = r"(?P<lead>^\W*|[,;:]\s+(?:(?:and|but|so|plus)\s+)?|\b(?:and|but|so|because|plus|that|with|to|for|from)\s+)"
#: "my nephew, who's 19, is staying": what follows the second comma goes on with him.
_RELATIVE = re.compile(rf"{_START}{_WHO}(?P<gap>,?\s+(?:who|which)(?P<be>'s|'re|s)?)\s+(?P<said>[^,;()]{{2,70}}?)(?P<close>,|;|$)", re.IGNORECASE)
#: "my brother who lives in Perth is getting married": a second verb goes on with him.
_NAMED_LAST = re.compile(
    rf"^(?P<lead>\W*)(?:he|she|it)(?:'s|\s+is)\s+called\s+(?P<name>{NAME}),\s+(?P<kin>(?:my|our)\s+(?:\w+\s+)?(?:{RELATION_PATTERN}|"
    rf"{_PET}))(?P<more>,.*|\W*)$",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(rf"{_START}(?P<name>{NAME})\s+(?P<kin>(?:my|our)\s+{RELATION_PATTERN})(?=\s+(?P<verb>\w+))", re.IGNORECASE)
_DEFINING = re.compile(
    rf"{_START}(?P<who>{_KIN})\s+who(?P<be>'s|s)?\s+(?P<said>[^,;()]{{2,50}}?)\s+(?=(?:is|was|has|had|can|will|does|did|died|moved|wants|just|"
    rf"got|gets)\b(?!\s+who))",
    re.IGNORECASE,
)
_WHOSE = re.compile(rf"{_START}{_WHO}(?P<gap>,?\s+whose)\s+(?P<said>[^,;()]{{2,70}}?)(?P<close>,|;|$)", re.IGNORECASE)
_APPOSED = re.compile(rf"{_START}{_WHO}(?P<gap>,)\s+(?P<said>[^,;()]{{1,60}}?)(?P<close>,)", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?<![\w'-]){_WHO}(?P<gap>\s*\()(?P<said>[^()]{{1,60}}?)(?P<close>\))", re.IGNORECASE)
_IS = re.compile(
    r"(?:an?|the|my|our|his|her|from|in|on|at|also|originally|born|allergic|vegan|vegetarian|aged?|now|both|not|no longer|due|retired|pregnant)\s",
    re.IGNORECASE,
)
#: "The cleaner (Grażyna)": whoever says so has one.
_OUR = re.compile(
    r"^the (?=(?:[\w-]+ )?(?:therapist|dentist|vet|gp|midwife|carer|coach|trainer|mechanic|electrician|hairdresser|social worker|tutor|cleaner|"
    r"gardener|childminder|nanny|au pair|babysitter|dog ?walker|dog sitter|window cleaner|landlord|landlady|lodger|"
    r"postman|milkman|neighbour|physio|builder|plumber|farrier|piano teacher|health visitor|osteopath|chiropractor|accountant|solicitor|roofer|"
    r"decorator)$)",
    re.IGNORECASE,
)
_BLANK = "-"
_OPEN_ENDED = ("that", "and", "but", "when", "where", "what", "he", "she", "it")


def asides(text: str) -> tuple[str, list[Aside]]:
    """The sentence with its asides blanked out, character for character, and the asides."""
    found: list[Aside] = []
    text = members(text, found)
    last = _NAMED_LAST.match(text)
    if last:
        found.append(Aside(f"{last['kin']} is called {last['name']}", last.end("lead"), last.end("kin")))
        text = " " * last.end("kin") + text[last.end("kin") :]
    for match in list(_NAME_FIRST.finditer(text)):  # "Rosa my eldest wants to be a vet"
        if is_verb(match["verb"].lower()) and is_name(match["name"]) and text[match.start() : match.end()] == match.group():
            told = f"{match['kin']} {match['name']}"
            text = text[: match.start("name")] + told.ljust(match.end("kin") - match.start("name")) + text[match.end("kin") :]
    for match in list(_DEFINING.finditer(text)):
        said = f"{'is ' if match['be'] else ''}{match['said']}"
        if (match["be"] or is_verb(said.split()[0].lower())) and said.split()[-1].lower() not in _OPEN_ENDED:
            found.append(Aside(f"{match['who']} {said}", match.start("who"), match.end("said")))
            text = text[: match.end("who")] + " " * (match.end("said") - match.end("who")) + text[match.end("said") :]
    for match in list(_WHOSE.finditer(text)):  # "my manager Femi, whose wife has twins, is off"
        if text[match.start() : match.end()] == match.group():
            found.append(Aside(f"{match['who']}'s {match['said']}", match.start("who"), match.end("said")))
            stop = match.end("said") if re.search(r",\s*$", text[: match.start("who")]) else match.end("close")
            text = text[: match.start("gap")] + " " * (stop - match.start("gap")) + text[stop:]
    for pattern in (_BRACKETED, _RELATIVE, _APPOSED):
        for match in list(pattern.finditer(text)):
            if text[match.start() : match.end()] != match.group() or match["who"].split()[0].lower() in FUNCTION - {"my", "our", "his", "her", "the"}:
                continue
            taken = _told(match, text, pattern)
            if taken is None:
                continue
            who, rest = taken
            start, stop = match.start("gap"), match.end("close")
            if rest:
                found.append(Aside(rest, match.start("who"), match.end("said")))
            if who == _BLANK:  # "the guy who fixes my bike, Tomasz, only…": the name stands for the description from here on
                text = text[: match.start("who")] + " " * (stop - match.start("who")) + _joined(text[stop:])
            elif who:
                text = text[: match.start("who")] + who.ljust(stop - match.start("who")) + text[stop:]
            else:
                text = text[:start] + " " * (stop - start) + text[stop:]
    return text, sorted(found, key=lambda aside: aside.start)


def _told(match: re.Match[str], text: str, pattern: re.Pattern[str]) -> tuple[str | None, str] | None:
    """(what stands for `who` in the sentence, if something else; the aside as a sentence), or None when it is none."""
    who, said, after = match["who"].strip(), match["said"].strip(), text[match.end() :]
    kin_or_known = (
        re.match(_KIN + "$", who, re.IGNORECASE)
        or who.split()[0].lower() in GIVEN - WORDS_TOO
        or re.match(r"(?:the|mr|mrs|ms|miss|dr)\b", who, re.IGNORECASE)
    )
    if pattern is _BRACKETED and re.fullmatch(NAME, who) and re.fullmatch(RELATION_PATTERN, said, re.IGNORECASE):
        return "", f"{who} is my {said}"  # "Ishaan (boyfriend) is veggie"
    if not kin_or_known or who.split()[0].lower() in CAPITALISED_ANYWAY or who.lower() in ("the one",):
        return None
    if pattern is _RELATIVE:
        if "," not in match["gap"] and not who.lower().startswith("the "):
            return None
        verb = {"'s": "is ", "s": "is ", "'re": "are "}.get((match["be"] or "").lower(), "")
        ahead = words(after[:60])
        if who.lower().startswith("the ") and not re.match(r"the (?:\w+ )?(?:neighbour|cleaner|nurse|physio|builder|plumber)", who, re.IGNORECASE):
            named = re.match(rf"\s*(?P<name>{NAME})\s*(?P<comma>,|$)", after)
            if not named:
                return None
            name = named["name"]
            return _BLANK, f"{name} {verb}{said}"
        if match["close"] and ahead and not is_verb(ahead[0].low) and not (len(ahead) > 1 and is_verb(ahead[1].low)):
            return None
        return "", f"{who} {verb}{said}"
    ahead = words(after[:60])
    goes_on = bool(ahead) and (is_verb(ahead[0].low) or (len(ahead) > 1 and is_verb(ahead[1].low) and ahead[0].low.endswith("ly")))
    age = AGE.match(said)
    if pattern is _APPOSED and not goes_on:
        return None
    if age and who.lower().split()[-1] in PLURAL:  # "we have chickens (6)"
        return "", ""
    if age:
        return "", f"{who} is {re.sub(r'^aged? ', '', said)}"
    if re.fullmatch(NAME, said) and who.lower().startswith("the "):
        return said if len(said) <= match.end("close") - match.start("who") else None, f"{said} is {_OUR.sub('our ', re.sub('^The ', 'the ', who))}"
    if re.match(r"\d{1,2}\s?(?:yo|y/o|-?year-?old|month-?old)\s+\w", said):
        return "", f"{who} is a {said}"
    if re.fullmatch(NAME, said) and re.match(r"my|our|the", who, re.IGNORECASE) and not re.search(r"[A-Z]", who[3:]):
        return f"{who} {said}", ""
    called = re.search(rf"\b(?:called|named) (?P<name>{NAME})$", said)
    if called and who.lower().startswith("the ") and pattern is _APPOSED:
        return f"{who} {called['name']}", ""
    breed = re.fullmatch(
        (rf"(?P<what>{_PET}|\w+ (?:cross|mix|x)|(?-i:(?:[a-z-]+ ){{0,2}}[a-z-]+)(?=,\s*\d))(?:,\s*(?P<age>[^,]+))?"), said, re.IGNORECASE
    )
    if breed and pattern is _BRACKETED:  # "our dog Biscuit (whippet, 4)"
        return "", f"{who} is a {breed['what']}" + (f" and is {breed['age']}" if breed["age"] and AGE.match(breed["age"]) else "")
    both = re.fullmatch(rf"(?P<name>{NAME})(?:,\s*(?P<more>[^,]+))?", said)
    if both and pattern is _BRACKETED and re.match(_KIN + "$", who, re.IGNORECASE) and not re.search(r"[A-Z]", who[3:]):
        aged = both["more"] and AGE.match(both["more"])
        whom = who if re.match(r"my|our|his|her", who, re.IGNORECASE) else f"my {who}"
        return f"{who} {both['name']}", f"{whom} {both['name']} is {both['more']}" if aged else ""
    kin = re.fullmatch(rf"(?:my|our)\s+{RELATION_PATTERN}", said, re.IGNORECASE)
    if kin and re.fullmatch(NAME, who):
        return f"{said} {who}" if len(f"{said} {who}") <= match.end("close") - match.start("who") else "", f"{who} is {said}"
    if pattern is _APPOSED and re.match(r"the (?:[\w-]+ )?(?:one|other|same)\b", said, re.IGNORECASE):
        return "", ""
    if _IS.match(said) and not re.match(r"the (?:[\w-]+ )?(?:one|other|same)\b", said, re.IGNORECASE) and len(said.split()) <= 9:
        return "", f"{who} is {said}"
    if pattern is _BRACKETED and re.fullmatch(r"(?:number|no\.?|flat|apartment|apt|house) ?\d+\w?", said, re.IGNORECASE):
        return "", f"{who} lives at {said}"
    if pattern is _BRACKETED and re.fullmatch(
        (r"(?:(?:in )?(?:year|grade|form|yr|y) ?\d{1,2}|reception|nursery|sixth form|kindergarten)"), said, re.IGNORECASE
    ):
        return "", f"{who} is in {re.sub(r'^in ', '', said)}"
    if pattern is _BRACKETED and goes_on and len(said.split()) <= 4 and not said.endswith("?"):
        return "", ""
    if pattern is _BRACKETED and re.match(r"(?:who|he|she)\b", said, re.IGNORECASE):
        return "", f"{who} {re.sub(r'^(?:who|he|she)(?:.s)?', '', said).strip()}" if not re.match(
            r"\w+'s", said
        ) else f"{who} is {said.split(' ', 1)[-1]}"
    return None


def _joined(text: str) -> str:
    """ "Tomasz, only works": the name without its comma, where its verb follows."""
    named = re.match(rf"(?P<name>\s*{NAME})\s*,", text)
    ahead = [w.low for w in words(text[named.end() : named.end() + 40])] if named else []
    return (
        f"{named['name']} {text[named.end() :]}"
        if named and any(is_verb(w) for w in ahead[:1] + (ahead[1:2] if ahead[:1] == ["only"] else []))
        else text
    )
