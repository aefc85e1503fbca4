"""May somebody have this to eat? What they can't have comes first, and where it is in something that is told of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.answering.prompt import Item
from engine.memory.words import fold

_MAY = re.compile(
    r"\b(?:can|could|may|might|should|shall|would) (?:i|we|he|she|they|you|[\w'’-]+(?: [\w'’-]+)?)\b|"
    r"\bis it (?:ok|okay|safe|fine|all right|alright)\b|"
    r"\b(?:ok|okay|safe) (?:for|to)\b",
    re.IGNORECASE,
)
#: "Which milk can he drink?" asks for what is told of it; "what can I cook for him?" is for whoever cooks.
_ASKS_WHICH = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|hey)\W+)*(?:what|which|where|when|who|whose|how|why)\b"
    r"(?! (?:can|could|should|shall) (?:i|we) (?:cook|make|bake|serve|buy|give|bring|prepare|feed)\b)",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(
    r"\b(?:eat|eats|eating|drink|drinks|bake|cook|feed|lunch|dinner|supper|breakfast|tea|snack|dessert|pudding|slice|piece|bite|cake|cakes|biscuits?|"
    r"cookies?|bread|sandwich(?:es)?|toast|pasta|pizza|curry|soup|salad|meat|fish|cheese|milk|yog(?:h)?urt|ice cream|chocolate|sweets|candy|nuts?|"
    r"peanuts?|eggs?|fruit|juice|beer|wine|pie|muffins?|brownies?|crisps|chips|food|treats?|tablets?|pills?|medicine|ibuprofen|aspirin|paracetamol|"
    r"penicillin|antibiotics?)\b",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"(?P<who>.{2,60}?) (?:(?:is|are|was found to be) (?!not\b|no\b)(?:\w+ )?(?:allergic to (?P<what>.+?)|coeliac|celiac|diabetic|"
    r"lactose[- ]intolerant|gluten[- ]intolerant|intolerant of (?P<of>.+?)|"
    r"vegan|vegetarian)|has (?:an? )?(?:\w+ )?(?P<kind>[\w-]+) (?:allergy|intolerance)|"
    r"(?:cannot|can't|must not|is not allowed to|should not|does not|doesn't) (?:eat|have|drink|tolerate|take) (?P<food>.+?))\.?$",
    re.IGNORECASE,
)


def may_have(question: str, items: Sequence[Item], texts: Sequence[str]) -> tuple[int, ...]:
    """Which items tell that somebody named in the question can't have something, and one that tells where it is; none where nobody is or
    nothing is to be eaten, drunk or taken. `texts`: the items in the third person."""
    if not _MAY.search(question) or not _TAKEN_IN.search(question) or _ASKS_WHICH.match(question):
        return ()
    asked = _words(question)
    told, within = [], set[str]()
    for n, (item, text) in enumerate(zip(items, texts, strict=True)):
        found = _CANNOT.match(text) if item.status == "active" and not item.quoted and item.kind != "message" else None
        who = _words(found["who"]) - {"the", "user", "my"} if found else set()
        if found is not None and who and who & asked:
            told.append(n)
            within |= {word for word in _words(found["what"] or found["of"] or found["kind"] or found["food"] or "") if len(word) > 3}
    if not told:
        return ()
    where = [n for n, item in enumerate(items) if n not in told and item.status == "active" and not item.quoted and within & _words(texts[n])]
    return (*told, *where[:1])


def _words(text: str) -> set[str]:
    return {fold(word.removesuffix("'s").removesuffix("’s")) for word in re.findall(r"[\w'’-]+", text)}
