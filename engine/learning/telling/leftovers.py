"""The last resort for a clause that no rule can shape: told nearly as it was put, when something in it shows that it is worth keeping."""

from __future__ import annotations

import re
from datetime import datetime

from engine.learning.gating import gate
from engine.learning.grammar.lexicon import ADVERBS, BARE_RELATIONS, FUNCTION, PREPOSITIONS, RELATIONS
from engine.learning.grammar.phrases import subject_length
from engine.learning.grammar.pronouns import told
from engine.learning.grammar.sentences import Clause
from engine.learning.grammar.verbs import GERUND, PAST, is_past
from engine.learning.grammar.words import Word, join, words
from engine.learning.telling.openers import unwrapped
from engine.learning.telling.people import names
from engine.learning.telling.perspective import tell
from engine.learning.telling.story import Story
from engine.learning.times import finding as times

FEWEST, MOST = 3, 22  # words of a clause
_UNFIT = re.compile(r"[\"<>{}\[\]\\|*_~^]|https?:|(?:^|\s)'|\w'\s*$|[.!]\s|\b(?:you|your|yours|u|ur|yourself|alcove|chatbot|ai)\b", re.IGNORECASE)
_PHATIC = re.compile(
    r"^\W*(?:hi|hiya|hey|hello|thanks?|thx|ta|cheers|morning|evening|night|ok|okay|yes|yep|yeah|nope?|ugh|wow|omg|wait"
    r"|listen|bye|sorry|please|god|nice|cool|"
    r"great|perfect|lovely|never mind|nvm|long story|fun fact|just (?:curious|asking|wondering|saying)|testing|help"
    r"|any (?:ideas|tips|thoughts)|wish me|fingers crossed|"
    r"lol|haha+|sigh|right|fine|exactly|true|same|well|hmm+|mad|anyway|honestly|seriously|whatever|who knows|not sure"
    r"|no (?:idea|clue|worries|rush|problem))\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\d|\b(?:always|never|only|every|each|daily|weekly|twice|no longer|still|allergic|allergy|tablets?|mg|dose|blood|knee"
    r"|back|hip|heart|operation|scan|"
    r"key|code|plot|flat|floor|shed|garage|drawer|cupboard|loft|under|behind|licen[cs]e|passport|visa|degree|exam|interview|appointment|rent|salary|"
    r"vegan|vegetarian|halal|kosher|gluten|dairy|size|pronouns|wheelchair|deaf|blind|school|uni|university|college|hospital|surgery|clinic|"
    r"birthday|wedding|funeral|anniversary|due|born|died|dog|cat|car|van|bike|boat|house|job|shift|shifts)\b",
    re.IGNORECASE,
)
_UNTOLD_FIRST = frozenset("it this that these those there here which who what when where why how if because so but and or then than as to of".split())


def leftover(part: Clause, story: Story, at: datetime, *, personal: bool) -> str:
    """The clause in the third person, without its full stop; "" when it had better go unkept. `personal`: the message tells of the user's life."""
    text, base, hedged = unwrapped(part.text.strip(" ,;-"), part.start)
    if hedged or text.endswith(":") or _UNFIT.search(text) or _PHATIC.match(text) or gate.clause(text):
        return ""
    tokens = [w for w in words(text, base) if w.low not in ("lol", "btw", "tbh")]
    meaning = [w for w in tokens if w.low[-1:].isalnum() and w.low not in FUNCTION | ADVERBS | PREPOSITIONS]
    if not FEWEST <= len([w for w in tokens if w.low[-1:].isalnum()]) <= MOST or len(meaning) < 2 or tokens[0].low in _UNTOLD_FIRST:
        return ""
    mine = any(w.low in ("i", "me", "my", "we", "us", "our") for w in tokens)
    kin = any(w.low.removesuffix("'s") in RELATIONS for w in tokens)
    dated = any(time.valid_from or time.recurrence for time in times.find(text, at))
    if not (dated and (personal or mine or kin)) and not ((personal or mine or kin) and (_MARKED.search(text) or names(text[1:]) or kin)):
        return ""
    first_person = next((n for n, w in enumerate(tokens) if w.low in ("i", "we")), 0)
    if first_person:  # "yooo im vegetarian now": what stands before it tells nothing
        said = tell(Clause(text[tokens[first_person].start - base :], tokens[first_person].start, part.stop), story) if first_person < 4 else None
        return said.text.rstrip(".") if said is not None and not gate.statement(said, story) else ""
    return _told(tokens, story, marked=dated or _MARKED.search(text) is not None)


def _told(tokens: list[Word], story: Story, *, marked: bool) -> str:
    first = tokens[0].low
    if first in ("he", "she", "they"):
        person = story.who(first, tokens[0].start)
        if person is None:
            return ""
        return join([person.told[:1].upper() + person.told[1:], *told(tokens[1:], "the user's")])
    if first in ("his", "her", "their", "its", "i", "we", "him", "them"):
        return ""
    raw = told(tokens, "the user's")
    if first in GERUND or first in PAST or is_past(first):
        return ""  # whose doing? where that is sure, a rule has told it
    if first in ("my", "our"):
        return join(["The user's", *raw[1:]]) if subject_length(tokens) else f"The user's note: {join(raw[1:])}" if marked else ""
    if subject_length(tokens):
        bare = tokens[0].text.islower() and first not in BARE_RELATIONS | FUNCTION and first not in RELATIONS
        lead = ["The"] if bare else ["The user's"] if first in RELATIONS | BARE_RELATIONS else []
        sentence = join([*lead, *raw])
        return sentence[:1].upper() + sentence[1:]
    return f"The user's note: {join(raw)}" if marked else ""
