"""Telegraphic notes without a verb: "allergies: nuts, cats", "shopping list: milk, eggs", "three kids and a lodger called…"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME

_LABEL = re.compile(
    r"^(?:my |our )?(?P<label>(?:[\w' -]+ )?(?:idea|ideas|gift|wish ?list|shopping list|shopping|to-?do(?: list)?|todos?|"
    r"packing list|reading list|allerg(?:y|ies)|medication|meds|birthday|anniversary|shoe size|"
    r"size|blood type|hobbies|languages?|diet|job|occupation|pets?|name|age|address|likes|dislikes|favourites?|favorites?|"
    r"birthplace|hometown|wifi name|car|employer|school))\s*(?::|\s-+\s|=)\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_RELATIVES = re.compile(
    rf"^(?:and\s+)?(?P<what>(?:an?|one|two|three|four|five|six|seven|eight|\d)\s+{RELATION_PATTERN}(?:\s+(?:called|"
    rf"named)\s+{NAME}(?:\s+and\s+{NAME})?)?(?:\s+\(\d+\))?)(?P<rest>\s+who\b.*)?$",
    re.IGNORECASE,
)
_ALLERGY = re.compile(r"^(?:and\s+)?(?:an?\s+)?(?P<what>[\w-]+(?: [\w-]+)?) (?P<kind>allergy|intolerance)(?P<how>\s*\(\w+\))?$", re.IGNORECASE)
_BACK = re.compile(
    r"^(?:and\s+)?(?P<what>(?:back|home|returning|coming back) (?:on|by|next|in) (?!.*\b(?:i|we|he|she|they|it" r"|my)\b).{2,40})$", re.IGNORECASE
)

_KIN = re.compile(rf"^(?:my |our )?(?P<relation>{RELATION_PATTERN})\s*(?::|=)\s*(?P<value>{NAME}(?:[\s,(].*)?)$", re.IGNORECASE)

#: Message, and a memory that must come of it.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("my allergies: nuts, cats", "The user's allergies: nuts, cats."),
    ("shopping list: milk, eggs, bread", "The user's shopping list: milk, eggs, bread."),
    ("Son: Theo, 9, coeliac", "The user's son is Theo, 9, coeliac."),
    ("I'm a widow, three grown up children and a lodger called Hye-jin", "The user has three grown up children."),
    ("ive got a peanut allergy (bad), cat allergy (mild)", "The user has a cat allergy (mild)."),
)


def note(clause: str, *, person: str = "") -> tuple[str, str, str] | None:
    """(the rest after "The user", or a whole sentence when it begins with a capital; a category; the object).

    `person`: whom the message spoke of last.
    """
    text = clause.strip(" ,.;")
    labelled = _LABEL.match(text)
    if labelled and len(labelled["value"].split()) <= 25 and not labelled["value"].rstrip().endswith("?"):
        label, value = labelled["label"].strip().lower(), labelled["value"].strip()
        if re.search(r"\b(?:idea|ideas|gift)$", label) and person:
            label = label[:1].upper() + label[1:]
            return f"{label} for {person}: {value}", "gifts", value
        category = (
            "health"
            if re.search(r"allerg|medic|meds|blood|diet", label)
            else "dates"
            if re.search("birthday|anniversary", label)
            else "lists"
            if re.search("list|do|shopping", label)
            else "identity"
        )
        return f"The user's {label}: {value}", category, value
    kin = _KIN.match(text)
    if kin:
        return f"The user's {kin['relation'].lower()} is {kin['value']}", "people", kin["value"]
    relatives = _RELATIVES.match(text)
    if relatives:
        return f"has {relatives['what']}", "family", relatives["what"]
    back = _BACK.match(text)
    if back:
        return f"is {back['what']}", "plans", ""
    allergy = _ALLERGY.match(text)
    if allergy:
        article = "an" if allergy["what"][0].lower() in "aeiou" else "a"
        return (
            f"has {article} {allergy['what']} {allergy['kind']}{(' ' + allergy['how'].strip()) if allergy['how'] else ''}",
            "health",
            allergy["what"],
        )
    return None
