"""Family, friends, neighbours, colleagues and pets."""

from __future__ import annotations

from engine.learning.grammar.lexicon import PETS, RELATION_PATTERN
from engine.learning.rules.rule import Rule
from engine.learning.telling.people import NAME

_PET = "|".join(sorted(PETS, key=len, reverse=True))

RULES = (
    Rule(
        name="relation_named",
        category="people",
        predicate="relation",
        who="person",
        subject=rf"^The user's (?:{RELATION_PATTERN})$",
        kind="semantic",
        importance=0.8,
        object_kind="person",
        pattern=rf"(?P<be>is|was) (?:(?:called|named) )?(?P<o>(?!\w+(?:ian|ish|ese|ican|ch|lic|im|ist|ant)$)(?-i:{NAME}))(?P<more>)$",
        text="{s} {be} {o}",
        examples=(
            ("I moved in May, landlord is called Mr Papadakis", "Mr Papadakis is the user's landlord."),
            ("my therapist is called Joan", "Joan is the user's therapist."),
        ),
    ),
    Rule(
        name="relation_name_is",
        category="people",
        predicate="relation",
        who="thing",
        subject=rf"^The user's (?:{RELATION_PATTERN})'s name$",
        kind="semantic",
        importance=0.8,
        pattern=r"is (?P<o>[\w'-]+(?: [A-ZÀ-Þ][\w'-]+)?)$",
        object_kind="person",
        examples=(("my sister's name is Anna", "Anna is the user's sister."),),
    ),
    Rule(
        name="is_relation",
        category="people",
        predicate="relation",
        who="anyone",
        kind="semantic",
        importance=0.8,
        pattern=rf"is (?:also |now |actually )?(?:the user's) (?P<o>{RELATION_PATTERN})\b(?P<more>.*)$",
        examples=(("Gwilym is my neighbour", "Gwilym is the user's neighbour."), ("Beatriz is my boss", "Beatriz is the user's boss.")),
    ),
    Rule(
        name="partnership",
        category="family",
        predicate="partner",
        who="user",
        importance=0.8,
        pattern=r"(?:is|has been|got|was|is getting) (?:married to|engaged to|"
        r"dating|seeing|in a relationship with|with (?:their|my) "
        r"partner|together with) (?P<o>(?-i:[A-ZÀ-Þ])[\w'-]+|"
        r"their.+).*$",
        object_kind="person",
        examples=(("I'm married to Rosa", "The user is married to Rosa."),),
    ),
    Rule(
        name="has_relatives",
        category="family",
        predicate="has",
        who="anyone",
        kind="semantic",
        importance=0.75,
        each=True,
        text="{s} {v} {o}",
        pattern=rf"(?P<v>has|have) (?P<o>(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|no|"
        rf"\d+)\s+)(?:\w+ )?(?:{RELATION_PATTERN}|kids|children|sons|daughters|brothers|sisters)\b(?!\s+(?:appointment|check-?up|"
        rf"visit|party|wedding|class|lesson|session|problem|thing)\b).*)$",
        examples=(
            ("I have two kids", "The user has two kids."),
            ("i've got an older brother called Sean", "Sean is the user's older brother."),
            ("I have a half-brother, Emeka", "Emeka is the user's half-brother."),
        ),
    ),
    Rule(
        name="no_relatives",
        category="family",
        predicate="has",
        who="user",
        kind="semantic",
        importance=0.7,
        pattern=rf"(?:has no|do(?:es)? not have(?: any| a)?) (?P<o>(?:"
        rf"{RELATION_PATTERN}|kids|children)\b.*)$",
        examples=(("I don't have any siblings", "The user does not have any siblings."),),
    ),
    Rule(
        name="pet",
        category="pets",
        predicate="has_pet",
        who="anyone",
        importance=0.75,
        object_kind="pet",
        each=True,
        text="{s} {v} {o}",
        pattern=rf"(?P<v>has|owns|got|adopted|rescued|bought|keeps|is getting|is adopting) (?P<o>(?:an?|"
        rf"one|two|three|four|five|\d+|their|the)\s+(?:[\w-]+ "
        rf"){{0,3}}?(?:{_PET})\b(?!\s*(?:allergy|sitter|walker|food|shelter|groomer|show)).*)$",
        examples=(
            ("I have a dog called Rex", "The user has a dog called Rex."),
            ("we've got two cats", "The user has two cats."),
            ("we adopted a greyhound named Comet last month", "The user adopted a greyhound named Comet in May 2025."),
        ),
        never=("it's raining cats and dogs", "what's a good name for a grey cat"),
    ),
    Rule(
        name="pet_named",
        category="pets",
        predicate="named",
        who="user",
        importance=0.75,
        kind="semantic",
        object_kind="pet",
        pattern=rf"(?:named|called|is calling|christened) (?:the|their|our) "
        rf"(?:[\w-]+ )?(?:{_PET}|baby|boat|car|van) (?P<o>[\w'-]+)$",
        examples=(("we named the cat Biscuit", "The user named the cat Biscuit."),),
    ),
    Rule(
        name="no_pet",
        category="pets",
        predicate="has_pet",
        who="user",
        kind="semantic",
        pattern=rf"(?:has no|do(?:es)? not have(?: any| a)?|cannot have|is not "
        rf"allowed) (?P<o>(?:{_PET})s?\b.*)$",
        examples=(("I don't have a dog", "The user does not have a dog."),),
    ),
    Rule(
        name="life_event",
        category="family",
        kind="episodic",
        importance=0.8,
        pattern=r"(?:(?:has )?(?:died|passed away|got married|got engaged|married|got divorced|divorced|split up|broke up|separated|"
        r"proposed|gave birth|had (?:a|our|their|her|his) (?:baby|girl|boy|son|daughter))|is (?:pregnant|expecting|getting "
        r"married|due))\b.*$",
        examples=(("my grandad passed away in 2019", "The user's grandad passed away in 2019."), ("Derek died in 2019", "Derek died in 2019.")),
    ),
)
