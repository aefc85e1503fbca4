"""What one does at this very moment, has only just come back from, or says by the way: gone with the day."""

from __future__ import annotations

import re

from engine.learning.telling.story import Statement

_NOW = re.compile(
    r"^(?:currently |just |now |right now |literally |still )*is (?:currently |just |now |literally |still |also )*(?:asleep|awake|crying|laughing|"
    r"shaking|sweating|melting|freezing|dying|"
    r"running (?:late|behind)|working from (?:bed|the sofa)|ironing|booked solid|reading (?:the|this) (?:thread|article|thing|page)|(?:watching|"
    r"listening to|eating|drinking|having|"
    r"sitting|standing|lying|waiting|scrolling|queue?ing|stirring|heading|typing|sat (?:in|on|at)|"
    r"stood (?:in|at|on)|stuck (?:in|at|on|behind))\b)"
)
_LASTING = re.compile(
    r"\b(?:from (?:today|tomorrow|now on)|these days|any ?more|no longer|every|always|never|since|for (?:\d|a )|until|till|tomorrow|next|"
    r"on \w+days?|weeks?|months?|years?|\d{1,2} [A-Za-z]{3,}|\d{4}|baby|babies|twins|op|operation|surgery|waiting list|less|more|only"
    r"|with .*(?:today|tonight|this (?:afternoon|evening)|later))\b"  # arranged with somebody
    r"|\bwith .* at (?:noon|midnight|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?)(?: (?:today|tonight|this (?:afternoon|evening)))?\W*$",
    re.IGNORECASE,
)
_JUST = re.compile(
    r"^(?:literally |only )*just (?:had (?:the (?:best|worst|nicest|weirdest|longest)|an? (?:lovely|nice|great|massive|huge|quick|weird|long|big))|"
    r"got (?:in|off|back|home|out|up|here|there|done)\b(?! (?:the|a) (?:job|waiting)))|"
    r"^(?:completely |totally |just |have |has )*(?:forgot|forgotten) (?!(?:to|about)\b)|"  # asks to be told again
    r"^(?:has never told (?:anyone|anybody|a soul)|wrote (?:this|that) |typed (?:this|that) |is typing|got (?:in|off) from)|^(?:is|was) (?:in|"
    r"on) (?:my|their) (?:break|lunch|way)\b"
)
#: A mood, which is another tomorrow.
_MOOD = re.compile(
    r"^(?:currently |just |now |still |kind of |kinda |a bit |so |really |literally |currently |also )*(?:is|was|has been"
    r"|feels|is feeling|woke up|got up)"
    r"(?: (?:currently|just|now|still|kind of|kinda|a bit|a little|so|really|very|literally|such|all|feeling|pretty|quite"
    r"|too|super|properly|totally))*"
    r"(?: in (?:such )?(?:an? |the )?(?:(?:really|very|right|absolutely|proper|bit of a|such a) )*(?:[\w-]+ )?(?:mood|strop"
    r"|huff|grump|sulk|funk|state|"
    r"temper|tizz|tears|bits|pieces|(?:high|low|good|great) spirits|(?:good|bad|dark|weird|low|happy) (?:place|headspace|form))|"
    r" (?:fed up|out of sorts|on edge|under the weather|over the moon|on cloud nine|down in the dumps|on top of the world"
    r"|having (?:an? |one of those "
    r")(?:\w+ ){0,3}?(?:day|days|morning|evening|night|moment|wobble|meltdown)|grumpy|cranky|moody|tetchy|irritable|cheerful|gloomy|blue|chuffed|"
    r"buzzing|hyper|knackered|shattered|exhausted|sleepy|hungover|gutted|livid|furious|ecstatic|down|low|meh"
    r"|bored))(?: mood)?\b(?! (?:about|to|because|"
    r"that|for|of|by|on|with)\b)",
    re.IGNORECASE,
)
_FOR_LONG = re.compile(
    r"\b(?:since|for (?:\d|an? |months|years|weeks|ages)|every|always|often|usually|most|(?:on|in) (?:the )?(?:mondays?|mornings?|winters?)|"
    r"when(?:ever)?|months|years)\b"
)
#: A day without what happens on it, left over where the subject was dropped: "was 4 Nov now it's 2 Dec".
_BARE_DAY = re.compile(
    r"^(?:also )?sat was\b|^(?:is|was) (?:now )?(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)",
    re.IGNORECASE,
)


#: How a thing is at the moment.
_OF_A_THING = re.compile(
    r"^(?:is|has) (?:just |now |currently )?(?:on|at|down to) \d{1,3} ?(?:%|percent|per cent)|^has (?:just |now )?gone cold|^is (?:just |now |"
    r"currently |"
    r"still )?(?:(?:so |really |very |a bit |super )*(?:slow|down|dead|frozen|glitchy|laggy|playing up)(?: again| today| now| at the moment)+$|"
    r"fried|buffering|loading|charging|frozen again|acting up)\b",
)


def is_passing(said: Statement) -> bool:
    """Whether what is said of the user, or of a thing of theirs, is over by tonight."""
    if not said.about_user:
        return said.thing and _OF_A_THING.match(said.rest) is not None
    return (
        (_NOW.match(said.rest) is not None and _LASTING.search(said.rest) is None)
        or _JUST.match(said.rest) is not None
        or (_MOOD.match(said.rest) is not None and _FOR_LONG.search(said.rest) is None)
        or _BARE_DAY.match(said.rest) is not None
    )
