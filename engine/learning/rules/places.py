"""Where somebody lives, lived, moves and travels; where things are kept."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

_PLACE = r"(?P<o>[^,.;]+?(?:, (?:in )?[A-ZÀ-Þ][\w -]+)?)"
_TAIL = (
    r"(?P<more>(?:,? (?:not|with|since|for|and|near|because|now|until|till|from|on (?:her|his|their|the user's)|by (?:my|"
    r"them)|to|next|close|at the moment|these days|in (?:early|late|the|\d|[A-Z][a-z]+ \d)|on \d|around \d)\b.*)?)$"
)

RULES = (
    Rule(
        name="lives_in",
        category="place",
        predicate="lives_in",
        kind="semantic",
        importance=0.9,
        object_kind="place",
        pattern=rf"(?:also |now |still |currently |both )?(?:lives?|is living|are living|has lived|has been living|resides|is based|is "
        rf"staying|stays|is settled)(?: now| currently| alone)?(?: with [^,.;]+?)? (?:in|at|near|on|by|outside|just outside) {_PLACE}{_TAIL}",
        examples=(
            ("I live in Berlin", "The user lives in Berlin."),
            ("my sister Anna lives in Berlin", "The user's sister Anna lives in Berlin."),
            ("we've lived in Ghent since 2019", "The user has lived in Ghent since 2019."),
            ("i live in winterthur", "The user lives in Winterthur."),
        ),
        never=("where do I live?", "I'd live in Rome if I could", "my novel's hero lives in Paris, in my novel"),
    ),
    Rule(
        name="moved",
        category="place",
        predicate="lives_in",
        kind="episodic",
        importance=0.9,
        object_kind="place",
        pattern=rf"(?:has |just |recently |finally )*(?:moved|relocated|emigrated|immigrated)(?: house| flat| here)?(?: back| over| down|"
        rf" up)?(?: from [^,.;]+?)? (?:to|into|in to) (?!the (?:next|left|right|front|back)\b|\w+days\b){_PLACE}{_TAIL}",
        examples=(
            ("we moved to Lyon last month", "The user moved to Lyon in May 2025."),
            ("My brother Joe moved to Oslo", "The user's brother Joe moved to Oslo."),
        ),
    ),
    Rule(
        name="new_home",
        category="place",
        predicate="lives_in",
        who="user",
        kind="episodic",
        importance=0.85,
        object_kind="place",
        pattern=rf"(?:has |just |finally )*(?:got|bought|rented|rents|found|is renting) (?:an?|the|their own) (?:[\w-]+ )?(?:studio|flat|"
        rf"apartment|house|room|cottage|bungalow) "
        rf"(?:in|on|near) {_PLACE}{_TAIL}",
        examples=(("got a studio in Lavapiés by myself", "The user got a studio in Lavapiés by themselves."),),
    ),
    Rule(
        name="is_moving",
        category="plans",
        predicate="will_live_in",
        kind="episodic",
        importance=0.8,
        object_kind="place",
        pattern=rf"(?:is moving|is relocating|will move|is going to move|is about to move|moves)(?: back| in with \w+)? (?:to|into|in) "
        rf"{_PLACE}{_TAIL}",
        examples=(("I'm moving to Leeds in September", "The user is moving to Leeds in September 2025."),),
    ),
    Rule(
        name="used_to_live",
        category="place",
        predicate="lived_in",
        kind="semantic",
        importance=0.6,
        object_kind="place",
        pattern=rf"(?:used to live|lived|grew up|was raised|was living|spent "
        rf"[\w ]+) (?:in|at|near|on|next to) {_PLACE}{_TAIL}",
        examples=(("I grew up in Cork", "The user grew up in Cork."), ("I used to live in Lyon", "The user used to live in Lyon.")),
    ),
    Rule(
        name="kept",
        category="home",
        predicate="kept_at",
        who="anything",
        kind="semantic",
        importance=0.65,
        pattern=r"(?:keeps?|stores?|hides?|hid|left|put|is|are|lives?|goes|go|hangs?|is kept|are kept|is stored|is hidden) "
        r"(?:(?P<what>(?:the|a|an|their|our|spare|all) [\w' -]+?) )?(?:in|on|under|behind|inside|next to|above|below|at the "
        r"(?:back|bottom|top) of) (?:the|a|their|our|the user's) (?P<o>[^,.;]*(?:drawer|cupboard|shelf|box|pot|shed|garage|"
        r"cellar|attic|loft|fridge|freezer|cabinet|wardrobe|mat|basement|kitchen|hall|bag|tin|jar|desk|table|sink|stairs|pocket|"
        r"van|car|boot|safe|hook|rack)\b.*)$",
        examples=(
            ("I keep the spare key under the blue pot", "The user keeps the spare key under the blue pot."),
            ("the good scissors live in the hall cupboard", "The good scissors live in the hall cupboard."),
        ),
    ),
    Rule(
        name="visited",
        category="travel",
        predicate="visited",
        kind="episodic",
        importance=0.55,
        object_kind="place",
        pattern=rf"(?:has been|went|visited|travelled|flew|has visited|has "
        rf"travelled|cycled|drove|spent \w+ (?:days?|weeks?|"
        rf"months?))(?: to| in| around| through)? (?-i:(?=(?:the "
        rf")?[A-ZÀ-Þ])){_PLACE}(?P<more> .*)?$",
        examples=(("we went to Naples last summer", "The user went to Naples in summer 2024."),),
    ),
    Rule(
        name="travels",
        category="plans",
        predicate="travels_to",
        kind="episodic",
        importance=0.7,
        object_kind="place",
        pattern=rf"(?:is|are) (?:flying|going|travelling|traveling|driving|"
        rf"heading|off|cycling|sailing) (?:back )?to (?-i:(?=(?:the "
        rf")?[A-ZÀ-Þ])){_PLACE}(?P<more>(?: (?:on|in|at|with|for|next|"
        rf"this|from|tomorrow|around)\b.*)?)$",
        examples=(("I'm flying to Lisbon on the 3rd of October", "The user is flying to Lisbon on 3 October 2025."),),
    ),
)
