"""What people own, lend and use; money that is part of their life."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

_NOT_OWNED = (
    r"(?!(?:an? )?(?:\w+ )?(?:question|idea|problem|issue|feeling|headache|cold|minute|moment|point|chat|look|day|night|"
    r"time|weekend|go|laugh|cry|thought|doubt|favour|favor|request|nap|shower|bath|lie-in|plan|choice|chance|"
    r"hard time|lot of|lot to|bit of|couple of (?:questions|minutes)|few (?:questions|minutes)|second|rest|break|coffee|"
    r"drink|think|clue)\b)"
)

RULES = (
    Rule(
        name="lent",
        category="possessions",
        predicate="lent",
        kind="episodic",
        importance=0.65,
        pattern=r"(?:has |just )?(?:lent|loaned|borrowed|gave|has given|"
        r"returned|sold|donated|inherited|is lending|is selling|is "
        r"borrowing|swapped|left) (?P<o>(?:the|an?|his|her|their|our|"
        r"my|some|all|\d+|the user)\b.+)$",
        examples=(
            ("I've lent the pressure washer to Gwilym next door", "The user has lent the pressure washer to Gwilym next door."),
            ("I sold my old Volvo in March", "The user sold their old Volvo in March 2025."),
        ),
    ),
    Rule(
        name="bought",
        category="possessions",
        predicate="owns",
        kind="episodic",
        importance=0.6,
        pattern=r"(?:has |just |finally |recently )*(?:bought|purchased|"
        r"ordered|picked up|got|upgraded to|treated themselves to|is "
        r"getting|is buying) (?P<o>(?:themselves )?(?:an?|the|some|"
        r"two|three|our|their|new)\b (?!(?:flu|cold|headache|feeling|"
        r"message|email|call|text|letter|lot|bit)\b).+)$",
        examples=(("I bought a Nothing Phone 2a", "The user bought a Nothing Phone 2a."),),
    ),
    Rule(
        name="not_own",
        category="possessions",
        predicate="does_not_own",
        kind="semantic",
        importance=0.6,
        pattern=r"(?:do(?:es)? not (?:have|own)|has no|never owned|has never had|"
        r"no longer has) (?P<o>(?:an?|any|the|\w+)\b.*)$",
        examples=(("I don't have a car", "The user does not have a car."),),
        never=("I don't have a clue",),
    ),
    Rule(
        name="rents",
        category="housing",
        predicate="rents",
        kind="semantic",
        importance=0.65,
        pattern=r"(?:rents|rent|leases|is renting|sublets|lets out|rents out|"
        r"shares) (?:out )?(?P<o>.+)$",
        examples=(("I rent out my garage to a guy named Stelian", "The user rents out their garage to a guy named Stelian."),),
    ),
    Rule(
        name="owns",
        category="possessions",
        predicate="owns",
        kind="semantic",
        importance=0.55,
        each=True,
        text="{s} {v} {o}",
        pattern=rf"(?P<v>(?:also |still |now )?(?:has|owns|drives|rides|uses|"
        rf"is using|runs on|wears|keeps)) {_NOT_OWNED}(?P<o>(?:an?|the|"
        rf"two|three|four|five|six|\d+|some|their own|one)\b .+)$",
        examples=(
            ("i have a 2014 Honda Jazz, silver", "The user has a 2014 Honda Jazz, silver."),
            ("I drive an old Saab", "The user drives an old Saab."),
        ),
        never=("I have a question about France", "I have a headache"),
    ),
    Rule(
        name="is_a_thing",
        category="possessions",
        predicate="is",
        who="thing",
        subject=r"^The user's (?!(?:day|morning|brain|head|question|point|"
        r"plan|guess|problem|bad)\b)",
        kind="semantic",
        importance=0.55,
        pattern=r"(?:is|are|was)(?: only| just| called| now)? (?P<o>(?:an?|"
        r"the|called|[A-ZÀ-Þ0-9£$€])[^;]*)$",
        examples=(
            ("my bike is a green Trek", "The user's bike is a green Trek."),
            ("our car is a 2014 Honda Jazz", "The user's car is a 2014 Honda Jazz."),
        ),
    ),
    Rule(
        name="costs",
        category="money",
        predicate="costs",
        who="anything",
        kind="semantic",
        importance=0.55,
        pattern=r"(?:costs?|cost|pays?|paid|earns?|earned|charges?|owes?|is|"
        r"are|makes?)(?: only| about| around| the user)? "
        r"(?P<o>[£$€]?\d[\d.,]*k?\b.*(?:a|per|an|each|every) (?:month|"
        r"week|year|hour|day|night).*|[£$€]\d.*|.*\b\d[\d.,]*k? "
        r"(?:euros?|pounds?|dollars?|quid|bucks|zł|francs|kr)\b.*)$",
        examples=(("my rent is £620 a month", "The user's rent is £620 a month."),),
    ),
)
