"""Statements that don't stand alone: something is missing, or nobody knows what "it" or "her" means."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, FUNCTION, PREPOSITIONS
from engine.learning.grammar.words import words
from engine.learning.telling.people import names, related
from engine.learning.telling.story import Statement

_DANGLING = re.compile(r"\b(?:about|doing|with|for|of|like|does|did|loves|hates) (?:it|this|that|so)$")
_IT = re.compile(
    r"^(?:(?:always|never|also|still|now|just|only|usually|often|then|can|cannot|will|would|has|had|is|was|does not|did not|to)\s+)*"
    r"(?P<verb>[a-z]+)(?:\s+[a-z]+ing)?\s+(?:(?:on|at|for|up|off|out|down|to|with|in)\s+)?(?:it|them)\b(?! (?:is|was|easy|hard|difficult|easier|"
    r"harder|impossible|"
    r"clear|home)\b)"
)
_IT_IDIOM = frozenset("make makes made take takes finds find found call calls lose loses lost".split())
_THERE = re.compile(r"(?:\w+ )?(?:lives?|lived|works?|worked|goes|go|went|moved|stays?|stayed|grew up|studied|studies|was born|is|was) there\b")
_SHORT_BUT_FULL = re.compile(
    r"(?:is|are|was|were|has|have|had|plays?|speaks?|likes?|loves?|hates?|do(?:es)? not|cannot|smokes?|vapes|never|got|"
    r"will be \d{1,3}$|became|died|stepped|retired|lost|keeps?|quit|sings?|swims?|knits?|paints?|works?|studies|stud(?:y|ied)|moved|turned|turns|"
    r"snores?|"
    r"(?:did|tore|broke|snapped|hurt|injured|busted?|ruptured|sprained|fractured|dislocated|twisted) (?:their|his|her) \w+|"
    r"broke up|split up|passed|survived|hatched|graduated|resigned|divorced|married|eloped|separated|relapsed|failed|emigrated|proposed|fasts?|"
    r"drinks?|drives?|"
    r"cycles?|runs?|rows?|dances?|codes?|"
    r"can have no \w+|(?:will )?(?:do|does|have|has|be|is|start|starts) (?:(?:on|every) )?(?:mon|tue|wed|thu|fri|sat|sun)\w*|do (?!it|that|this|"
    r"so)\w+|does (?!it|that|this|so)\w+|no longer|translates?|cooks?|can (?:drive|swim|cook|sew|knit|code|type|sing|dance|sail|ski|weld|read)\b|"
    r"gave birth|fosters?|volunteers?|commutes?)\b"
)
_CUT_OFF = (
    PREPOSITIONS - {"in", "on", "out", "off", "up", "down", "over", "inside", "outside", "next", "before", "after", "since", "around", "about"}
) | frozenset("the a an and or to my is was are".split())


def reason(said: Statement) -> str:
    """What the statement lacks; "" when it stands alone."""
    rest = said.rest
    if said.about_user and re.search(r"\b(?:his|him|hers?)\b", rest) and not related(rest.replace("their ", "my ")) and not names(rest):
        return "unclear who is meant"
    if said.person is not None and said.person.name and re.match(rf"(?:is|was) {re.escape(said.person.name)}\b", rest):
        return "too little said"
    if not said.about_user and re.match(r"says? [A-Z][\w-]+$", rest):  # "only my gran says Mohammed": of whom?
        return "unclear who is meant"
    if re.match(r"(?:is|was|are|were) (?:who|what|why|how|which) (?:wrote|said|sang|is|are|was|were|did|do|does|can|made)\b", rest):
        return "question"
    if re.fullmatch(r"(?:also |really |always |just )*(?:hates?|loves?|likes?|has|had|got|keeps?|owns|wants|needs|uses|prefers|gave|took|put)", rest):
        return "too little said"
    him = re.search(r"\b(?:him\b|her(?= (?:in|on|at|to|for|from|with|when|up|out|off|back|[A-Z][a-z]+)\b|$))", rest)
    if him and not related(rest[: him.start()].replace("the user's ", "my ").replace("their ", "my ")) and not names(rest[: him.start()]):
        return "unclear who is meant"
    if _DANGLING.search(rest.split(",")[0]):
        return "unclear what is meant"
    if not said.about_user and re.fullmatch(
        (
            r"(?:(?:has|had|just) )?(?:told|showed|shown|said|asked|reminded|warned|taught|explained(?: it)? to|texted|rang|called|messaged)(?: the "
            r"user)(?: (?:so|that|this|it|yesterday|today|to ask the assistant))?"
        ),
        rest,
    ):
        return "too little said"
    if said.about_user and re.match(
        (r"(?:needs?|wants?|has|tries|would like) to \w+ (?:something|some stuff|stuff|things|whatever)$"), rest, re.IGNORECASE
    ):
        return "too little said"
    if said.about_user and re.match(
        (r"(?:saw|seen|has seen|found|spotted|heard|read|watched|tried|had|wants|got) (?:one|some|it|them)(?: (?:on|in|at|from) (?:the )?[\w ]+)?$"),
        rest,
    ):
        return "unclear what is meant"
    if re.fullmatch(r"(?:is|has been) \d+ ?(?:years?|yrs?|months?|weeks?|days?)", rest):
        return "unfinished"
    it = _IT.match(rest) if said.about_user or (said.person is not None and re.match(r"(?:\w+ed|made|built|wrote|drew|knit) it\b", rest)) else None
    if it and it["verb"] not in _IT_IDIOM:
        return "unclear what is meant"
    if _THERE.match(rest):
        return "unfinished"
    content = [w.low for w in words(rest) if w.low[-1:].isalnum() and w.low not in FUNCTION | ADVERBS | PREPOSITIONS]
    if len(content) < 2 and not (content and _SHORT_BUT_FULL.match(rest)):
        return "too little said"
    last = [w.low for w in words(rest) if w.low[-1:].isalnum()]
    return "unfinished" if not last or last[-1] in _CUT_OFF else ""
