"""A word of sympathy for what somebody tells: a loss, a bad day, good news. A tiny model makes nonsense of these, and "noted" alone is cold."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import PETS, RELATION_PATTERN

SORRY = "I'm so sorry."
HARD = "I'm sorry to hear that."
LOW = "I'm sorry that it is like this. I'm here if you'd like to tell more."
WORN = "That sounds exhausting. I hope there is some rest in it for you soon."
GLAD = "Congratulations!"
LOVELY = "How lovely, I'm glad."
HELP = (
    "I'm really sorry that it is this bad. I'm only a program on this computer: please talk to somebody now, somebody near you, your doctor, or a "
    "line for such moments (988 in the US and Canada, 116 123 in the UK and Ireland; elsewhere findahelpline.com, and 112 or 911 in an emergency)."
)
EMERGENCY = "That may be an emergency: please call 112, 911 or your local number now. I can't call anybody from here."

_WHO = (
    rf"(?:my|our) (?:\w+ ){{0,2}}?(?:{RELATION_PATTERN}|{'|'.join(sorted(PETS, key=len, reverse=True))}|best friend|friend|neighbour|neighbor|boss)"
)
_NEAR = (
    r"(?:today|yesterday|tonight|last night|this (?:morning|afternoon|evening|week|weekend)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|just|"
    r"suddenly)"
)
#: Not of these days, or not so.
_LONG_AGO = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:years?|months?|decades?|ages) ago\b|\blong ago\b|\bwhen (?:i|we|he|she) (?:was|were)\b|\blast year\b|\bback then\b|"
    r"\bas a (?:kid|child|boy|girl|teenager)\b|\bat (?:the age of )?\d{1,2}\b|\bif\b|\bused to\b|\bdreamt?\b|\b(?:film|movie|book|novel|series|"
    r"game)\b"
)
_IN_MONTH = re.compile(
    r"\b(?:in|last) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)\b"
)
_CRISIS = re.compile(
    r"\b(?:i (?:really |just )?(?:want|wanna|wish|would like|am going|'m going) to (?:(?:die|be dead)\b(?! of| laughing)|end it(?: all)?|"
    r"kill myself|hurt myself|end my life)|"
    r"i(?:'m| am) (?:suicidal|going to kill myself|thinking (?:of|about) (?:suicide|killing myself|ending (?:it|my life)))|"
    r"i (?:don'?t|do not) want to (?:live|be alive|be here) any ?more|kill myself\b(?! laughing| for\b)|no reason to live)\b"
)
_AT_RISK = re.compile(
    r"\bi(?:'m| am|m)? (?:think (?:i'?m |i am )?)?having an? (?:heart attack|stroke|allergic shock|anaphyla\w+)\b|\bi (?:can'?t|cannot) breathe\b|"
    r"\bi(?:'ve| have)? (?:just )?(?:taken an overdose|overdosed)\b"
)
_LOSS = re.compile(
    rf"\b{_WHO}(?:,? \w+,?)? (?:has |have |just |suddenly |sadly |unexpectedly )*(?:died|passed away|passed on|is dying)\b|"
    rf"\b(?:i|we)(?:'ve| have| just)* lost (?:{_WHO}|(?:my|our|the) baby)\b|\b(?:i|we) (?:had|have) to (?:put|have) .{{1,25}} (?:down|to sleep)\b|"
    rf"\bhad a miscarriage\b|\bmiscarried\b|\b[a-z]+ (?:died|passed away)\b.{{0,20}}\b{_NEAR}\b|\b{_NEAR}\b.{{0,20}} (?:died|passed away)\b"
)
_HARM = re.compile(
    r"\b(?:was|were|been|got|is|are|getting|being) (?:just )?(?:diagnosed with|made redundant|laid off|fired|sacked|mugged|burgled|robbed|evicted|"
    r"rushed to (?:the )?(?:hospital|a&e|er)|in (?:the )?(?:hospital|intensive care|icu)|dumped|cheated on)\b|"
    r"\b(?:broke|fractured|sprained|twisted|tore) (?:my|his|her|their) \w+|\bhad (?:a |an )?(?:\w+ )?(?:stroke|heart attack|accident|nasty fall|"
    r"bad fall)\b|"
    r"\b(?:left|dumped|cheated on) me\b|\b(?:we|i) (?:have |'ve |just )?(?:split|broke|broken) up\b|\b(?:lost|losing) (?:my|his|her|their) (?:job|"
    r"house)\b|"
    r"\b(?:failed|flunked) (?:my|his|her|the)\b|\b(?:didn'?t|did not) (?:get the (?:job|place|flat|house|part)|pass)\b|\bgot rejected\b"
)
_I = r"\bi(?:'m| am|m|'ve been| have been| feel| felt|'m feeling| am feeling)\b(?!.{0,12}\b(?:not|never|no longer)\b)[^.,;!?]{0,25}?\b"
_SAD = re.compile(
    rf"{_I}(?:sad|low|lonely|depressed|heartbroken|miserable|upset|anxious|scared|homesick|hopeless|devastated|in tears|"
    rf"worried sick)\b(?! (?:pressure|carb))|"
    r"\bfeel(?:ing)? (?:so |very |really |a bit )?(?:sad|low|down|lonely|blue|anxious|miserable|rubbish|awful|terrible)\b|"
    r"\b(?:having|had|been|what) (?:such )?an? (?:\w+ )?(?:bad|rough|terrible|awful|horrible|hard|tough|rotten|shit\w*|crap\w*) (?:day|week|time|"
    r"month)\b|"
    r"\bworst day\b|\b(?:crying|cried) all\b"
)
_TIRED = re.compile(rf"{_I}(?:tired|exhausted|knackered|shattered|stressed(?: out)?|overwhelmed|burnt out|burned out|worn out|wiped out|drained)\b")
_GOOD = re.compile(
    r"\bi (?:have |'ve |just |finally |actually )*passed (?:my|the|all)\b|\b(?:i|we|he|she) (?:have |has |'ve |just |finally |actually )*got "
    r"(?:the (?:job|place|part|flat|house|promotion|offer|all[- ]clear)|a (?:promotion|job offer|new job|place at)|promoted|engaged|into (?:uni|"
    r"college))\b|"
    r"\b(?:i|we)(?:'re| are|'m| am|m) (?:pregnant|expecting|engaged|getting married|going to be (?:parents|a (?:dad|mum|mom|father|mother|"
    r"grand\w+)))\b|"
    rf"\b(?:{_WHO}|she|he) (?:just |has |finally )*(?:had (?:her|his|their|a) (?:baby|boy|girl)|gave birth|proposed|passed (?:his|her)|graduated|"
    r"got (?:engaged|promoted|the job|into))\b|"
    r"\b(?:was|were) born (?:today|yesterday|last night|this morning)\b|\bi (?:just |finally )?(?:graduated|won)\b|\bi (?:did|made) it!"
)
_MARRIED = re.compile(rf"\b(?:i|we)(?: just| finally)? got (?:married|engaged)\b.*(?:!|\b{_NEAR}\b)|\b{_NEAR}\b.*\bgot (?:married|engaged)\b")
_HAPPY = re.compile(rf"{_I}(?:so happy|over the moon|thrilled|delighted|so excited|overjoyed|buzzing|chuffed)\b|\bbest day (?:ever|of my life)\b")
_BIRTHDAY = re.compile(
    r"\b(?:it'?s|it is|today is|today'?s) my (?:\w+ )?birthday\b|\bmy birthday is today\b|\bi(?:'m| am) \d{1,3} today\b|"
    r"\bi turn(?:ed)? \d{1,3} today\b"
)
_ANNIVERSARY = re.compile(
    r"\b(?:it'?s|it is|today is|today'?s) (?:my|our) (?:\w+ )?(?:wedding )?anniversary\b|\bour (?:wedding )?anniversary is today\b"
)
_LONGEST = 400  # characters: what is longer tells of more than one thing


def urgent(text: str) -> str:
    """What has to be said whatever else a message tells or asks: that somebody can help; "" mostly."""
    low = _plain(text)
    return HELP if _CRISIS.search(low) else EMERGENCY if _AT_RISK.search(low) else ""


def word_for(text: str) -> str:
    """What a kind listener says first; "" when what is told asks for no such word."""
    low = _plain(text)
    if said := urgent(text):
        return said
    if len(low) > _LONGEST or low.endswith("?"):
        return ""
    for pattern, said in ((_BIRTHDAY, "Happy birthday!"), (_ANNIVERSARY, "Happy anniversary!")):
        if pattern.search(low):
            return said
    if _SAD.search(low):
        return LOW
    if _TIRED.search(low):
        return WORN
    if _LONG_AGO.search(low):
        return ""
    for pattern, said in ((_LOSS, SORRY), (_HARM, HARD)):
        if pattern.search(low):
            return said
    if _IN_MONTH.search(low):
        return ""
    if _GOOD.search(low) or _MARRIED.search(low):
        return GLAD
    return LOVELY if _HAPPY.search(low) else ""


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
