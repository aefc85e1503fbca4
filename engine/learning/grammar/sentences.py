"""Sentences and clauses, with their places in the message."""

from __future__ import annotations

import re

import msgspec

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|rd|ave|no|vs|etc|e\.g|i\.e|approx|dept|jr|sr|inc|ltd|tel|ext|nr|min|max|co|mt|sgt|capt|rev|hon|"
    r"[A-Za-z])|\b[ap]\.m)\.$",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"\bno$", re.IGNORECASE)
_EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\u2b50\u200d\ufe0f\u20e3]"
_END = re.compile(rf"(?:[.!?]+[\"')]*(?=\s|$|{_EMOJI}))|\n+|;|{_EMOJI}+|(?<=\s)[:;=][-']?[)(DPp](?=\s|$)")
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")
_SOUGHT = (
    r"(?:ideas?|tips?|hacks?|suggestions?|recs?|recommendations?|options?|thoughts|advice|help|phrases|recipes?|dinners?|meals?|lunch(?:es)?|"
    r"breakfasts?|snacks?|gifts?|presents?|books?|films?|movies|places?|spots?|restaurants?|"
    r"exercises|stretches|routes?|names?|alternatives|activities|games|songs|questions|words|ways?|plans?|itinerary|playlist|checklist|cards?|"
    r"captions?|excuses|outfits?|apps?|toys?|treats?|walks?|remedies|cures?|substitutes?|swaps?)"
)
#: A question without a verb after all that is told: "…, packed lunch ideas?", "…, best biscuits for dunking?".
_ASKED_LAST = re.compile(
    (
        rf",\s+(?:so |and |any |some |got any )*(?=(?:(?:top|best|cheapest|easiest|quickest|good|nice|decent|easy|quick|cheap|simple|fun|first|"
        rf"\d{{1,2}}) (?:[\w'-]+ ){{0,5}}?[\w'-]+|(?:[\w'-]+ ){{0,4}}?{_SOUGHT}(?: (?:for|to|in|near|on|with|that|please|pls)\b[^,]{{0,40}})?)$)"
    ),
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\W*(?:(?:so|and|but|ok|hi|hey|hello|well|btw)\W+)*(?:i|i'm|im|i've|ive|we|we're|we've|weve|my|our|he|he's|hes|she|she's|shes|they're|bf|gf|"
    r"mum|mam|mom|dad|nan|gran|husband|wife|hubby|partner|son|daughter|fianc\w+|boss|sister|brother|"
    r"(?:husband|wife|partner|mum|mam|mom|dad|nan|gran|son|daughter|hubby|sister|brother|boss|bf|gf)(?:'s|s)|allergic|vegan|vegetarian|coeliac|"
    r"diabetic|pregnant|(?-i:[A-Z])\w+(?:'s| is| has| was))(?!\w)(?! or\b)",
    re.IGNORECASE,
)


class Sentence(msgspec.Struct, frozen=True):
    """A piece of the message; `end` is the punctuation that closed it."""

    text: str
    start: int
    stop: int
    end: str = ""


class Clause(msgspec.Struct, frozen=True):
    """A piece of a sentence that could stand alone, or carries on from the one before it (`joiner`: "and", "because", ",", …)."""

    text: str
    start: int
    stop: int
    joiner: str = ""


def sentences(text: str) -> list[Sentence]:
    """Splits at full stops, line ends, semicolons and emoji; not at abbreviations, decimals and times."""
    out: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if (
            match.group().startswith(".")
            and _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1])
            and text[match.end() : match.end() + 1] != "\n"
        ):
            following = text[match.end() :].lstrip()[:1]
            if _NUMERO.search(text[: match.start()]) and not following.isdigit():
                following = ""
            if following and not (following.isupper() and text[match.start() - 2 : match.start()].lower() == ".m"):
                continue
        _add(out, text, start, match.start(), match.group().strip())
        start = match.end()
    _add(out, text, start, len(text), "")
    return [part for whole in out for part in _question_apart(whole)]


def _question_apart(whole: Sentence) -> list[Sentence]:
    """ "My son starts school in May, packed lunch ideas?": only what follows the comma asks."""
    asked = _ASKED_LAST.search(whole.text) if "?" in whole.end else None
    if asked is None or not _TELLS.match(whole.text):
        return [whole]
    told, stop = whole.text[: asked.start()], whole.start + asked.start()
    return [Sentence(told, whole.start, stop, ","), Sentence(whole.text[asked.end() :], whole.start + asked.end(), whole.stop, whole.end)]


def _add(out: list[Sentence], text: str, start: int, stop: int, end: str) -> None:
    bullet = _BULLET.match(text, start, stop)
    if bullet:
        start = bullet.end()
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start:
        out.append(Sentence(text[start:stop], start, stop, end))
