"""How-tos told as one's own way: "how I do the till: …", "the way my gran makes it: …", "before I close up I count, lock and…"."""

from __future__ import annotations

import re

from engine.learning.grammar.pronouns import rephrase

_LEAD = r"^(?:(?:btw|ok|okay|so|note|fyi|reminder|also|oh|right|save this|keep this|for the record|remember(?: this)?|listen|hey|hi)[\s,:]+)*"
_WHO = r"(?:i|we|you|mum|mom|dad|gran|nan|grandma|my [\w-]+(?: [\w-]+)?)"
_ASIDE = r"(?:\s*\([^)]*\))?(?:,?\s*(?:please )?(?:save|keep|note|remember|store) (?:this|that|it))?"
_HOW_I = re.compile(
    rf"{_LEAD}(?:(?:this|here)(?:'s| is) )?(?:how|the way) (?:(?P<who>{_WHO}) (?:always )?"
    rf"|to )(?P<goal>[^:\n(]{{3,80}}?){_ASIDE}\s*(?::|\s-+\s|\s?[–—]\s?)\s*(?P<steps>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_WAY = re.compile(
    rf"{_LEAD}(?P<goal>(?!(?:i|we|you)\b)[\w' -]{{3,60}}?,? (?:the way|like|as|how) {_WHO} (?:always )?(?:makes?|does?|did"
    rf"|made|likes?|cooks?|taught me|showed me)(?: it| them)?)"
    rf"{_ASIDE}\s*(?::|\s-+\s|\s?[–—]\s?)\s*(?P<steps>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_SO = re.compile(
    rf"{_LEAD}(?:for (?P<what>[\w' -]{{2,50}}?),? )?(?:i"
    rf"|we) (?:always )?(?P<goal>[a-z]+ [^:\n]{{1,80}}?),? (?P<like>like (?:so|this)|this way|as follows|in this order|"
    rf"like my [\w-]+(?: (?:does|did))?){_ASIDE}\s*(?::|\s-+\s)\s*(?P<steps>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    rf"{_LEAD}(?P<goal>(?:(?:my|the|our) )?(?:[\w'-]+ ){{0,5}}?(?:routine|recipe|procedure|method|drill|protocol|checklist|ritual|sequence|settings?)"
    r"(?: (?:for|to|on) [\w' -]{2,50}?)?)(?:\s*,?\s+(?:is|goes)(?: like this| as follows| to)?[:,]?|\s*:|\s+-+)\s+(?P<steps>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_HABIT = re.compile(
    rf"{_LEAD}(?P<when>(?:when|whenever|before|after|every time|each time|once) (?:i|we) .{{3,70}}?)(?:,\s*|\s+)(?:i"
    rf"|we) (?:always |first |just |usually |then )*"
    r"(?P<steps>(?!(?:am|was|were|had|have|feel|felt|think|know|will|would|could|might|should|got|used|want|like|love|hate|need)\b)[a-z]+ .+)$",
    re.IGNORECASE | re.DOTALL,
)
_STEP = re.compile(r"\s*[;,]\s*(?:and\s+)?(?:only\s+)?(?:after that\s+)?(?:then\s+)?|\s+(?:and )?then\s+|\s*->\s*|\s*>\s*", re.IGNORECASE)
_OWN = re.compile(
    r"(?P<before>^|[,;]\s*|\band (?:only after that )?(?:then )?|\bthen |\bafter that )(?:i|we) (?:always |then |just |also " r"|only )*(?=[a-z])",
    re.IGNORECASE,
)

#: Message, and what must come of it ("" = no routine).
EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "How we lock the hall: lights off, alarm to 3, pull the side door hard, key in the box",
        "To lock the hall: lights off, alarm to 3, pull the side door hard, key in the box.",
    ),
    (
        "lentils the way my aunt makes them: soak, rinse, boil an hour, salt last",
        "For lentils the way the user's aunt makes them: soak, rinse, boil an hour, salt last.",
    ),
    ("Closing routine is count the till, lock the back, set the alarm", "The closing routine: count the till, lock the back, set the alarm."),
    (
        "Before I leave the lab I cover the scope, empty the bath and then sign the book",
        "Before the user leaves the lab: cover the scope, empty the bath and then sign the book.",
    ),
    ("When I was young I swam, ran and cycled", ""),
    ("my morning routine is awful", ""),
    ("how I wish: rain, wind, snow would stop", ""),
)


def routine(piece: str) -> tuple[str, str, str] | None:
    """(trigger, what the sentence begins with, steps) of a way of doing something told in one piece; None when it is none."""
    for pattern, fewest in ((_HOW_I, 3), (_WAY, 3), (_LIKE_SO, 3), (_LABEL, 3), (_HABIT, 3)):
        match = pattern.match(piece)
        if not match:
            continue
        steps = _OWN.sub(lambda own: own["before"], match["steps"].strip())
        if len(
            [s for s in _STEP.split(re.sub(r",? and (?=\w+ (?:the|a|an|my|it|them)\b)", ", ", steps)) if s.strip()]
        ) < fewest or steps.rstrip().endswith("?"):
            continue
        if pattern is _HOW_I and re.match(
            r"(?:wish|feel|felt|know|do i|am|was|hate|love|miss|see it|think|much|many|long)\b", match["goal"], re.IGNORECASE
        ):
            continue
        if pattern is _HABIT and re.match(r"\w+ (?:i|we) (?:was|were|had|went|got|did)\b", match["when"], re.IGNORECASE):
            continue
        trigger, lead = _titled(pattern, match)
        return trigger, lead, steps
    return None


def _titled(pattern: re.Pattern[str], match: re.Match[str]) -> tuple[str, str]:
    if pattern is _HABIT:
        when = rephrase(match["when"])
        return when.split(" ", 1)[1], when
    goal = rephrase(match["goal"].strip(" ,"))
    if pattern is _LIKE_SO:
        who = re.match(r"like (my .+)", match["like"], re.IGNORECASE)
        what = match["what"]
        trigger = rephrase(what) if what and re.match(r"(?:do|make) (?:it|them|that)$", goal) else goal + (f" like {rephrase(who[1])}" if who else "")
        return trigger, f"For {trigger}" if what and trigger == rephrase(what) else f"To {trigger}"
    if pattern is _HOW_I:
        doer = (match["who"] or "").lower()
        if doer in ("", "i", "we", "you"):
            return goal, f"To {goal}"
        return f"how {rephrase(doer)} {goal}", f"How {rephrase(doer)} {goal}"
    if pattern is _WAY:
        return goal, f"For {goal}"
    return goal, goal if goal.startswith("the user") or goal.lower().startswith("the ") else f"the {goal[:1].lower()}{goal[1:]}"
