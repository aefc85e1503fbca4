"""Figures of speech: true of nobody."""

from __future__ import annotations

import re

_IDIOM = re.compile(
    r"\b(?:raining|pouring|cats and dogs|left the building|kill(?:ing|s)? me\b|killed me\b|will to live|over the moon|under the weather|"
    r"head is (?:spinning|exploding)|brain(?:'s| is| has| hurts| are)|my brain|losing my mind|lost my marbles|eyes are falling|"
    r"driv(?:ing|es|en) me (?:mad|crazy|nuts|insane|bonkers|up the wall|round the (?:bend|twist))|dying of|starving|dead tired|could eat a horse|"
    r"break a leg|piece of cake|"
    r"last straw|through the roof|at the end of my (?:tether|rope)|on fire today|wits'? end|the death of me|on cloud nine|bigger fish|"
    r"other fish to fry|bone to pick|ears are burning|"
    r"my feet (?:hate|are killing)|cried like|jumping for joy|moving to (?:a monastery|mars|the moon)|a million (?:times|things|dollars|bucks)|"
    r"sold my soul|"
    r"married to my (?:job|work)|fish out of water|elephant in the room|hit the (?:hay|road|sack)|my kingdom for|"
    r"allergic to (?:work|mondays?|effort|mornings?|exercise|nonsense|people|small talk|fun|commitment)|not my cup of tea|running on (?:fumes|"
    r"empty|caffeine)|fried today|"
    r"screaming inside|i can'?t even\b|i died|i'?m dead|bury me|literally (?:deceased|dead|dying|screaming|crying)|hold my beer|god help (?:me|"
    r"us)\W*$|"
    r"two left feet|butterflies in my|spitting feathers|hanging by a thread|skeletons? in (?:the|my) (?:closet|cupboard)|chip on (?:my|his|"
    r"her) shoulder|"
    r"wrong side of the bed|a penny for|born yesterday|face like a|heart (?:skipped|melted|is broken)|weight off my|back to square one|"
    r"up to my (?:eyes|neck|ears)|"
    r"in the same boat|walking on (?:eggshells|air|thin ice)|itchy feet|cold feet|head in the clouds|green with envy|on the same page|"
    r"bite the bullet|call it a day|"
    r"cost (?:me )?an arm|skating on|drop in the ocean|barking up|let the cat|beat(?:ing)? around|costs? the earth|nose to the grindstone|"
    r"snowed under|"
    r"got my hands full|head over heels|ants in my pants|bee in my bonnet|frog in my throat|monkey on my back|give an arm|a cold day in hell|"
    r"when pigs fly|when hell freezes)\b",
    re.IGNORECASE,
)


def is_idiom(text: str) -> bool:
    """Whether a clause is a figure of speech."""
    return _IDIOM.search(text) is not None
