"""Lines that everybody knows, and names that nobody bears: openings of novels, film lines, choruses."""

from __future__ import annotations

import re

_LINES = (
    r"call me ishmael|call me maybe|(?:it was )?the best of times|mother died today|i dreamt i went to manderley|inigo montoya|i have a dream that|"
    r"wandered lonely as|to be or not to be|truth universally|"
    r"all happy families|happy families are all|i am your father|may the force|elementary,? my dear|frankly,? my dear|looking at you,? kid|"
    r"i see dead people|you can'?t handle the truth|"
    r"i'?m (?:the )?king of the world|houston,? we have|box of chocolates|i came,? i saw|i think,? therefore|is this the real life|"
    r"i shot the sheriff|i will always love you|hello from the other side|"
    r"can'?t get no satisfaction|walking on sunshine|want to break free|i'?m a creep|99 problems|bless the rains|left my heart in san francisco|"
    r"legal alien|born in the u\.?s\.?a|imagine there'?s no|"
    r"i am the walrus|i'?m spartacus|i am groot|i am iron ?man|volunteer as tribute|i solemnly swear|favou?rite (?:store|shop) on the citadel|"
    r"arrow (?:in|to) the knee|winter is coming|my precious\b|"
    r"i am the one who knocks|we were on a break|i'?ll be back|nobody puts baby|i'?m walking here|open the pod bay|i do not like green eggs|"
    r"road less travell?ed|i'?m gonna make him an offer|here'?s johnny|"
    r"say hello to my little friend|there'?s no place like home|i want to hold your hand|i'?m a believer|i'?m a barbie girl|i'?m too sexy|"
    r"i am a rock|i want it that way|i just called to say|dancing queen|"
    r"i kissed a girl|i will survive|i got you babe|my heart will go on|my way or the highway lyrics|when i was a young boy,? my father|"
    r"i took the midnight train|small[- ]?town girl|we are the champions|"
    r"i'?m only human after all|i am a man of constant sorrow|it was a bright cold day in april|in a hole in the ground there lived|"
    r"the past is a foreign country|as gregor samsa awoke|if you really want to hear about it|"
    r"rage against the dying|i have measured out my life|i met a traveller|i celebrate myself|i,? too,? sing|two roads diverged|"
    r"shall i compare thee|i taste a liquor|because i could not stop for death"
)
_NOBODY = (
    r"batman|superman|spider-?man|iron ?man|wonder woman|the joker|james bond|bond, james|sherlock|harry potter|hermione|gandalf|frodo|darth vader|"
    r"luke skywalker|yoda|dracula|frankenstein|hamlet|macbeth|"
    r"the (?:walrus|doctor|queen|pope|king|president|batman|chosen one|terminator|hulk|grinch)|santa(?: claus)?|father christmas|the tooth fairy|"
    r"elvis|shrek|mario|pikachu|homer simpson|barbie|commander shepard|"
    r"spartacus|groot|thor|jesus|god|katniss|napoleon|cleopatra|king of \w+|queen of \w+"
)
_KNOWN = re.compile(
    rf"\b(?:{_LINES})\b|(?:^|[.!?\n]\s*|\b(?:that|if|u|you|them|him|her|and)\s)(?:ok |well |lol |hi |hello |yes )?(?:i'?m|i am|i was|my name(?:'s|"
    rf" is)|call me)\s+(?:{_NOBODY})\b(?=\W*(?:$|[.!?,\n]))",
    re.IGNORECASE,
)


def is_well_known(text: str) -> bool:
    """Whether the message holds a line that it did not think of itself."""
    return _KNOWN.search(text[:1500]) is not None
