"""A lasting reason and what the assistant is to do for it: "Jain household, so no onion no garlic in anything you give me"."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES, third_person

_REASON = re.compile(
    r"\b(?:vegan|vegetarian|veggie|pescatarian|jain|muslim|hindu|jewish|sikh|buddhist|mormon|quaker|halal|kosher|teetotal"
    r"|sober|pregnant|allerg\w+|intoleran\w+|coeliac|celiac|diabeti\w+|(?:gluten|dairy|nut|egg|sugar|lactose|meat)[- ]?free|"
    r"deaf|blind|hard of hearing|partially sighted|dyslexi\w+|dyspraxi\w+|dyscalculi\w+|adhd|autis\w+|epilep\w+|asthma\w*"
    r"|wheelchair|crutches|walking frame|screen reader|hearing aids?|stammer|ibs|crohn'?s|migraines?|ptsd|ocd|anxiety|phobia"
    r"|gout|"
    r"(?:don'?t|do not|doesn'?t|can'?t|cannot|never|no longer) (?:eat|drink|drive|fly|smoke|have|do|like|cook|swim|read|hear"
    r"|see|touch|stand|fast)|hate|household|low[- ](?:fodmap|salt|carb|sugar)|keto|on warfarin|on statins|dialysis|pacemaker"
    r"|"
    r"(?:beginner|left[- ]handed|non[- ]?binary|pronouns|fasting|recovering|alcoholic|household))\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?P<why>.{4,140}?),? so,? (?:(?:please|pls|plz|just|maybe) )*(?P<what>(?:no|nothing|never|don'?t|dont|do not|avoid"
    r"|skip|leave|use|keep|only|always|count|check|write|describe|speak|spell|give me|"
    r"short|simple|big|large|plain|clear|step[- ]by[- ]step)\b.+)$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:give|find|show|make|write|suggest|recommend|send|get|plan) (?:me |us )?(?:an?|some|something|\d+)|today"
    r"|tonight|tomorrow|right now|this (?:one|time|week|email|text|recipe|year)|then|it yet|below|above|for (?:my|our"
    r"|the) (?:party|wedding|birthday|trip|dinner)|for (?:next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:'?s)?|i (?:can"
    r"|could|need|have|had|was|am)|we (?:can|could|need|have|had))\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz|ok|okay|thanks|thank you|cheers|ta)$", re.IGNORECASE)
_NO = re.compile(r"^(?:no|nothing)\b", re.IGNORECASE)
_TO_GIVE = re.compile(
    r"\b(?:images?|pictures?|photos?|videos?|charts?|graphs?|diagrams?|tables?|emojis?|jargon|abbreviations|acronyms"
    r"|phone calls?|calls|audio|podcasts?|colou?r\w*|metaphors|idioms|flashing|gifs?|voice|fonts?|captcha\w*)\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\b(?:anything|any|recipes?|menus?|meals?|suggestions?|ideas?|answers?|replies|pairings?|plans?|restaurants?|always"
    r"|never|ever|every|(?:you|u) (?:give|suggest|send|cook|write|make|recommend))\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"^(?:short|simple|big|large|plain|clear|step[- ]by[- ]step)\b(?=.*\b(?:sentences?|words?|text|font|print|english"
    r"|language|answers?|replies|instructions?|steps|letters)\b)",
    re.IGNORECASE,
)

#: Sentence, and what must come of it ("" = nothing).
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Quaker house, teetotal, so no wine no beer in the menus you plan", "The assistant should not suggest wine or beer in the menus it plans."),
    ("I'm dyslexic so short sentences please", "The assistant should use short sentences."),
    ("colour blind, so no charts that need red and green", "The assistant should not use charts that need red and green."),
    ("I'm vegan so no thanks", ""),
    ("I'm vegan so no idea what to cook tonight", ""),
    ("I'm tired so no stories", ""),
)


def so_then(sentence: str) -> tuple[int, str]:
    """Where the reason ends, and the instruction; (0, "") when the sentence holds none."""
    text = _PLEASE.sub("", sentence.strip(" ,;:-.!"))
    match = _THEN.match(text)
    if not match or len(text) > 240 or not _REASON.search(match["why"]) or _NOW.search(match["what"]):
        return 0, ""
    told = _told(_PLEASE.sub("", match["what"]))
    return (len(match["why"]), f"The assistant should {told}.") if told else (0, "")


def _told(what: str) -> str:
    if _NO.match(what):
        if re.match(
            r"(?:no|nothing) (?:thanks|idea|way|problem|worries|clue|need|good|more|doubt|point|big|one|matter|luck|use|for me|i)\b",
            what,
            re.IGNORECASE,
        ) or not (
            _WIDE.search(what) or _TO_GIVE.search(what) or re.match(r"nothing (?:with|that|from)\b", what, re.IGNORECASE) or len(what.split()) < 7
        ):
            return ""
        things = re.sub(r"^nothing\b", "anything", re.sub(r"^no\b\s*", "", what, flags=re.IGNORECASE), flags=re.IGNORECASE)
        parts = [piece.strip() for piece in re.split(r"\s*,?\s*\b(?:and |or )?no\s+", things)]
        listed = f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else parts[0]
        return f"not {'use' if _TO_GIVE.search(things) else 'suggest'} {_third(listed)}"
    if _FORM.match(what):
        return f"use {_third(what)}"
    if re.match(r"(?:short|simple|big|large|plain|clear|step)", what, re.IGNORECASE) or len(what.split()) < 2:
        return ""
    return re.sub(r"^(?:don'?t|dont|do not)\b", "not", _third(what[:1].lower() + what[1:]), flags=re.IGNORECASE)


def _third(text: str) -> str:
    told = rephrase(text).replace("the assistant's", "its")
    told = re.sub(r"(?<=\bthe assistant )[a-z]+", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], told)
    return re.sub(r"\bthe assistant\b", "it", told)
