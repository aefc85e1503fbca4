"""Instructions that follow from what somebody is: "I'm dyslexic so use short words", "Jain household, so no onion in anything you give me"."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase
from engine.learning.grammar.verbs import BASES, third_person
from engine.learning.rules.manners import Manner

#: What somebody is for good, or for long: what follows from it lasts as well.
_TRAIT = (
    r"vegan|vegetarian|veggie|pescatarian|jain|muslim|hindu|jewish|sikh|buddhist|mormon|quaker|halal|kosher|teetotal|sober|pregnant|allerg\w*|"
    r"intoleran\w*|coeliac|celiac|diabet\w+|(?:gluten|dairy|nut|egg|sugar|lactose|meat)[- ]?free|deaf|blind|hard of hearing|(?:partially )?sighted|"
    r"colou?r[- ]?\w*blind|dyslexi\w*|dyspraxi\w*|dyscalculi\w*|adhd|autis\w*|epilep\w*|asthma\w*|wheelchair|crutches|walking (?:frame|stick)|"
    r"screen reader|hearing aids?|guide dog|stammer|stutter|ibs|crohn'?s|migraines?|ptsd|ocd|anxi\w*|phobia|gout|tinnitus|dementia|parkinson'?s|"
    r"stroke|brain injury|long covid|vertigo|cataracts?|glaucoma|arthritis|tremor|low[- ](?:fodmap|salt|carb|sugar)|keto|on warfarin|on statins|"
    r"dialysis|pacemaker|beginner|left[- ]handed|non[- ]?binary|pronouns|alcoholic|nights|learning"
)
#: The same, where a verb says of whom it is told.
_LASTING = re.compile(
    r"(?:is|are|has|have|has been|uses|use|cannot|does not|did not|never|struggles?|finds?|gets?|hates?|reads?|lives?|works?)\b.*\b(?:"
    + _TRAIT
    + r"|sight|hearing|memory|read|fly|drive|cope|surprises|drink|swim|walk|stairs|english|spelling|new to|newbie)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:" + _TRAIT + r"|(?:don'?t|do not|doesn'?t|can'?t|cannot|never|no longer) (?:eat|drink|drive|fly|smoke|have|do|like|cook|swim|read|hear"
    r"|see|touch|stand|fast)|hate|household|fasting|recovering)\b",
    re.IGNORECASE,
)
_HERE_AND_NOW = re.compile(
    r"\b(?:this|that|these|it|today|tonight|tomorrow|now|below|above|for (?:my|our|the|a|an|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day(?:'?s)?|next|tomorrow'?s)\b)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:give|find|show|make|write|suggest|recommend|send|get|plan) (?:me |us )?(?:an?|some|something|\d+)|today"
    r"|tonight|tomorrow|right now|this (?:one|time|week|email|text|recipe|year)|then|it yet|below|above|for (?:my|our"
    r"|the) (?:party|wedding|birthday|trip|dinner)|for (?:next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:'?s)?|i (?:can"
    r"|could|need|have|had|was|am)|we (?:can|could|need|have|had))\b",
    re.IGNORECASE,
)
_OPEN = r"^(?:(?:so|and|then|therefore|please|pls|just)[\s,]+)*"
_MANNER = re.compile(
    rf"{_OPEN}(?P<do>(?:use|avoid|put|keep|stick to|leave out|write in|speak|talk|explain|describe|spell out|read out|break|chunk|split|"
    rf"answer|reply|warn me|check|add|"
    rf"include|skip|remind me|tell me|never|always|do not|don'?t|"
    r"text me|send me|(?:give|send|show) (?:me|us) (?:only |just )?(?:short|simple|clear|plain|big|large|easy|one \w+ at a time|text|plenty|"
    r"lots of notice|audio|written|step[- ]by[- ]step|captioned|subtitled))\b.*)$",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(
    rf"{_OPEN}(?P<what>[\w-]+(?: [\w-]+){{0,3}}?) (?:only|always) (?:when|whenever|if) you(?:'re| are)? (?P<do>suggest|recommend|book|pick|"
    rf"choose|find|plan|list|look for|suggesting|recommending|booking|planning)(?: (?:me|us))?(?P<things> [\w ]{{3,40}})?$",
    re.IGNORECASE,
)
_ONLY = re.compile(rf"{_OPEN}only (?P<do>suggest|recommend|book|show me|give me|list|pick|send me) (?P<things>[\w' -]{{3,60}})$", re.IGNORECASE)
_NOTHING = re.compile(
    rf"{_OPEN}no (?P<what>(?:[\w-]+ )?(?:images?|pictures?|photos?|videos?|audio|phone calls?|calls|voice notes?|charts?|tables?|recipes? "
    rf"with [\w ]+|surprises|alcohol|[\w-]+ (?:recipes|suggestions|dishes|meals|places|restaurants|venues)))(?:,? (?:please|pls|"
    rf"thanks))?(?:,? (?:just )?(?:describe|use|write|explain|tell)\b.*)?$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?P<why>.{4,140}?),? so,? (?:(?:please|pls|plz|just|maybe) )*(?P<what>(?:no|nothing|never|don'?t|dont|do not|avoid"
    r"|skip|leave|use|keep|only|always|count|check|write|describe|speak|spell|give me|"
    r"short|simple|big|large|plain|clear|step[- ]by[- ]step)\b.+?)"
    r"(?P<more>,\s+(?!(?:no|not|nor|or|and|nothing|only|just|please|pls|thanks)\b)[^,]*\b(?:every|each|on|at|is|are|was|has|have|i|my|we|he|"
    r"she)\b.*|,?\s+(?:and|but)\s+(?:i|we|my|our|he|she|they)\b(?:'m|'ve|'re)?\s.*)?$",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz|ok|okay|thanks|thank you|cheers|ta)$", re.IGNORECASE)
_NO = re.compile(r"^(?:no|nothing)\b", re.IGNORECASE)
_WAVED_OFF = re.compile(
    r"(?:no|nothing) (?:thanks|idea|way|problem|worries|clue|need|good|more|doubt|point|big|one|matter|luck|use|for me|i)\b", re.IGNORECASE
)
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
#: "I can't swim, never learned": of the user, not of the assistant.
_OWN_PAST = re.compile(
    (r"(?:never|always) (?:\w+ed|have|had|been|learnt|got|did|do|am|was|will|would|could|can|went|saw|took|knew|has|understood)\b"), re.IGNORECASE
)

#: Reason, what follows from it in a clause of its own, and what must come of it ("" = nothing).
EXAMPLES: tuple[tuple[str, str, str], ...] = (
    ("is dyslexic", "so use short words and bullet points", "The assistant should use short words and bullet points."),
    ("uses a wheelchair", "level access only when you suggest cafes", "The assistant should suggest level access cafes only."),
    ("is blind", "no pictures please", "The assistant should not give pictures."),
    ("is vegan", "give me a recipe", ""),
    ("is deaf", "write this for my boss", ""),
    ("has a dog", "use short words", ""),
)
#: Sentence with both, and what must come of it.
SENTENCES: tuple[tuple[str, str], ...] = (
    ("Quaker house, teetotal, so no wine no beer in the menus you plan", "The assistant should not suggest wine or beer in the menus it plans."),
    ("I'm dyslexic so short sentences please", "The assistant should use short sentences."),
    ("colour blind, so no charts that need red and green", "The assistant should not use charts that need red and green."),
    ("my gran is on warfarin so no kale for her, clinic is every second Monday", "The assistant should not suggest kale for her."),
    ("I'm vegan so no thanks", ""),
    ("I'm vegan so no idea what to cook tonight", ""),
    ("I'm tired so no stories", ""),
)


def consequence(text: str, reason: str) -> str:
    """The standing instruction that follows from what is told of the user (after "The user"); "" when it is none, or is meant only for now."""
    text = text.strip(" ,;:-.!")
    if len(text) > 160 or not _LASTING.match(reason):
        return ""
    only = _ONLY_WHEN.match(text)
    if only and not _MANNER.match(text):
        do = re.sub(r"ing$", "", only["do"].lower()).replace("bookk", "book").replace("plann", "plan")
        return f"The assistant should {do} {rephrase(only['what'].lower())}{only['things'] or ' ones'} only."
    if _HERE_AND_NOW.search(text):
        return ""
    only = _ONLY.match(text)
    if only:
        return f"The assistant should only {rephrase(only['do'].lower())} {rephrase(only['things'])}."
    none = _NOTHING.match(text)
    if none:
        return f"The assistant should not give {none['what'].lower()}."
    manner = _MANNER.match(text)
    return f"The assistant should {_order(manner['do'])}." if manner and not _OWN_PAST.match(manner["do"]) else ""


def so_then(sentence: str) -> list[Manner]:
    """The instruction in a sentence that tells its reason first; empty when it holds none."""
    lead = len(sentence) - len(sentence.lstrip(" ,;:-.!"))
    text = _PLEASE.sub("", sentence.strip(" ,;:-.!"))
    match = _THEN.match(text)
    if not match or len(text) > 240 or not _REASON.search(match["why"]) or _NOW.search(match["what"]):
        return []
    told = _follows(_PLEASE.sub("", match["what"]))
    stop = lead + match.start("more") if match["more"] else len(sentence)
    return [Manner(lead + len(match["why"]), stop, f"The assistant should {told}.")] if told else []


def _follows(what: str) -> str:
    if _NO.match(what):
        if _WAVED_OFF.match(what) or not (
            _WIDE.search(what) or _TO_GIVE.search(what) or re.match(r"nothing (?:with|that|from)\b", what, re.IGNORECASE) or len(what.split()) < 11
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
    return _order(what)


def _order(do: str) -> str:
    """ "Don't use red" -> "not use red"."""
    return re.sub(r"^(?:don'?t|dont|do not)\b", "not", _third(do[:1].lower() + do[1:]), flags=re.IGNORECASE)


def _third(text: str) -> str:
    told = rephrase(text).replace("the assistant's", "its")
    told = re.sub(r"(?<=\bthe assistant )[a-z]+", lambda verb: third_person(verb[0]) if verb[0] in BASES else verb[0], told)
    return re.sub(r"\bthe assistant\b", "it", told)
