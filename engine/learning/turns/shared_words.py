"""What two share is said once: "Thandi's birthday is 2 March, Aslak's is 30 November"; who somebody is, told beside where they live."""

from __future__ import annotations

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.turns.turn import Turn

_DAY = r"(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?)"
_NEARBY = r"(?:downstairs|upstairs|next door|opposite|across the (?:road|street|hall|landing)|over the road|down the (?:road|street)|two doors down)"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"(?P<one>(?:my (?:[\w-]+ )?)?[\w-]+?'?s) (?P<what>birthday|bday|b-day|name day|anniversary) is (?:on )?(?P<when>{_DAY})"
        rf"(?:,| and|;| &|, and|, but)+ (?P<all>(?P<other>(?:my (?:[\w-]+ )?)?[\w-]{{2,}}?)'?s(?: (?:birthday|bday))? is (?:on )?(?P<then>{_DAY}))",
        ("{cap_other}'s {what} is {then}",),
        hint=r"day is|anniversary is",
        example=("Aslak's birthday is on 30 November, Thandi's is 2 March", "Thandi's birthday is 2 March."),
    ),
    Turn(
        rf"\b(?:my|our) (?P<kin>{RELATION_PATTERN}) {_NEARBY},? (?:called |is called |is )?(?P<name>{NAME}),? (?P<does>(?:is|has|was|had|used to|"
        rf"works|plays|keeps|can|can't|will|never|always|just|got)\b[^,;]*)",
        ("{name} is my {kin}", "{name} {does}"),
        hint="downstairs|upstairs|next door|opposite|across|over the|down the|doors down",
        example=("My neighbour downstairs, Rosário, is 81.", "Rosário is the user's neighbour."),
    ),
    Turn(
        rf"^\W*(?P<name>[\w-]+) is (?P<owner>[\w-]+?)'?s from (?:before|(?:his|her|a|their) (?:first|previous|earlier|last) (?:marriage|"
        rf"relationship)),? so (?:he'?s |she'?s |technically )*my (?P<kin>{RELATION_PATTERN})(?: technically)?",
        ("{cap_name} is my {kin}",),
        hint="from",
        example=("Aslak is Eirik's from before so my stepson technically", "Aslak is the user's stepson."),
    ),
    Turn(
        r"\b(?:i'?m|i am|i'?ll|i will|i'?ll be|i will be|i'?m going to|i am going to) start(?:ing)? (?:work(?:ing)? )?"
        r"(?P<as>as (?:an?|the|their) [^,;]+)",
        ("I start {as}",),
        hint="start",
        example=(
            "I'm starting as a lead technician at the hospital on 1 February.",
            "The user starts as a lead technician at the hospital on 1 February 2026.",
        ),
    ),
    Turn(
        r"^\W*(?:hi[,! ]+|hey[,! ]+|hello[,! ]+)?(?:i'?m|i am|my name is|name's) (?P<short>(?P<stem_>[a-z]{3})[a-z]*),? (?:well|or|officially|"
        r"properly|"
        r"short for|actually|really|full name)[, ]+(?P<full>(?P=stem_)\w{3,}(?: (?!but|and|so|or|because)[\w-]+)?)",
        ("my name is {cap_full}", "i go by {cap_short}"),
        hint="well|or|officially|properly|short for|actually|really|full name",
        example=("I'm Noku, well Nokuthula Fernandes but everyone says Noku", "The user's name is Nokuthula Fernandes."),
    ),
)
