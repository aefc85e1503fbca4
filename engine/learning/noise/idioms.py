"""Figures of speech: true of nobody."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import ADVERBS, FUNCTION, PREPOSITIONS

_IDIOM = re.compile(
    r"\b(?:raining|pouring|cats and dogs|left the building|kill(?:ing|s)? me\b|killed me\b|will to live|over the moon|under the weather|stands? "
    r"corrected|rests? my case|back to the drawing board|been there,? done that|made me (?:laugh|smile|chuckle)|"
    r"learn(?:ed|t) something new|living the dream(?! in)|mum(?:'?s| "
    r"is) the word|"
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
    r"(?:dumpster|tyre|tire|bin) fire|train wreck|hot mess|(?:am|'m|is) the (?:raccoon|clown|problem)|handed? in (?:its|their) notice|sends? help|"
    r"cho(?:se|sen) (?:violence|chaos|peace)|pray for (?:me|us|the public|him|her|them)|when pigs fly|when hell freezes)\b",
    re.IGNORECASE,
)

_AM = r"(?:i'?m|i am|we'?re|we are|(?:he|she)'?s|(?:he|she) is|i was|i feel like|they'?re)"
_HOW = (
    r"(?:(?:just|only|so|such|honestly|now|still|really|literally|basically|pretty much|officially|clearly|obviously|totally"
    r"|absolutely|always|like|well and truly|truly|not|no longer|feeling like) )*"
)
#: What one calls oneself without meaning it: "I'm a new man", "I'm all ears".
_SELF = re.compile(
    rf"\b{_AM} {_HOW}(?:all (?:ears|thumbs|eyes|set|yours|over the (?:place|shop)|mouth|fingers and thumbs|good|talk|heart|in"
    rf"|out of (?:ideas|options|spoons))|toast|history|game|only human|human after all|"
    r"an? (?:(?:total|complete|right|proper|real|bit of a|bit of an|absolute|big|huge|massive|totally|whole"
    r"|completely) )?(?:new (?:man|woman|person|me)|different (?:man|woman|person)|changed (?:man|woman|person)"
    r"|bag of nerves|bundle of (?:nerves|joy)|broken record|"
    r"open book|lost cause|happy (?:bunny|camper|man|woman|chappy|chap|girl|boy)|mess|wreck|nervous wreck|basket case"
    r"|train ?wreck|zombie|shadow of|sucker for punishment|glutton for|ray of sunshine|barrel of laughs|"
    r"laughing stock|sitting duck|dead (?:man|woman|duck)|goner|night and day|genius|fraud|failure|monster|idiot|fool|clown"
    r"|numpty|muppet|plonker|eejit|disaster|legend|champion|hero|star|saint|angel|sponge|"
    r"vegetable|couch potato|one trick pony|work in progress|creature of habit|slave to|prisoner in|headless chicken"
    r"|rabbit in|deer in|dog with|cat on|kid in a|bull in|square peg|third wheel|spare part|gooseberry|"
    r"stone'?s throw|little (?:teapot|ray))|"
    r"(?:on|sitting on|standing on) (?:pins and needles|tenterhooks|the fence|the edge of my seat|the ball|the case"
    r"|the same page|top of the world|a roll|fire|thin ice|it|the warpath|autopilot|my last (?:legs|nerve)|edge|cloud"
    r"|borrowed time)|"
    r"at (?:a loss|sea|sixes and sevens|death'?s door|breaking point|my wits)|in (?:the (?:doghouse|zone|same boat"
    r"|dark about|bad books|good books|driving seat|weeds|clear|mood|same)|heaven|stitches|bits|pieces|two minds|hot water"
    r"|over my head|a pickle|a bind|a jam|a tizzy|"
    r"seventh heaven|limbo|good hands|tears|awe|shock)|out of (?:my (?:depth|mind|league|comfort zone)|ideas|the woods|sorts"
    r"|the loop|practice|luck|spoons)|"
    r"(?:made of (?:stone|money|steel|sterner)|living the dream|rooting for|kicking myself|pulling my hair|tearing my hair"
    r"|going (?:mad|insane|bananas|round in circles|nuts|loopy|spare|crazy|off my head)|losing (?:it|the plot|my (?:mind"
    r"|marbles|rag))|"
    r"flying by|winging it|treading water|drowning in|dying (?:to|inside|here)|bursting (?:with|at)|climbing the walls"
    r"|pushing up|burning the|juggling (?:a lot|too)|banging my head|clutching at|grasping at|hanging (?:in there|on)"
    r"|feeling the burn)|"
    r"no (?:einstein|expert|saint|angel|genius|spring chicken|oil painting|picasso|shakespeare|mozart|fool|rocket scientist"
    r"|gordon ramsay|stranger to)|nobody'?s fool|your (?:man|woman|guy|girl|biggest fan)|"
    r"the (?:bad guy|good guy|villain here|worst|best|king of the world|queen of|cat'?s|bee'?s|problem|man for|life and soul"
    r"|black sheep|odd one out|butt of|last to know)|"
    r"back in (?:business|the (?:game|room|saddle))|good to go|ready to rumble|sick as a|fit as a|happy as|mad as|busy as"
    r"|blind as a|deaf as a|old as|hungry as|quiet as|as (?:\w+) as (?:a|an|the|they) (?!my|our))\b",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:i'?ve (?:got )?|i (?:have|had|got) (?:got )?|we'?ve (?:got )?)(?:seen the light|bigger (?:problems|fish)|no words"
    r"|a hunch|had it up to|a lot on my|too much on my|my hands full|been there,? done|a bone to|a feeling|no clue"
    r"|a head like|a face like|a brain like|"
    r"a memory like|eyes in the|nothing to lose|(?:my )?fingers crossed|lost the plot|lost (?:my )?(?:mind|marbles)|hit (?:a"
    r"|the) (?:wall|jackpot|nail|roof|ceiling)|a screw loose|bitten off|got this|given up the ghost|opened a can"
    r"|a soft spot for you|"
    r"died and gone|the patience of|zero chill|no filter|main character|trust issues (?:with|from)|a sixth sense|a mind like"
    r"|two left|egg on|ants in|a frog in|bats in|a skeleton)\b|\bi owe (?:you|u|ya)\b|\bi could (?:eat a|sleep for|murder a"
    r"|kiss|cry|scream)\b|\bi'?d (?:kill|die|give anything|sell my|give my) ",
    re.IGNORECASE,
)


_OPEN_END = frozenset("a an the of in on to for with at from about as my me past time dog cat kid bull deer rabbit queen man".split())
_GOES_ON = (
    FUNCTION
    | PREPOSITIONS
    | ADVERBS
    | frozenset("today tonight tomorrow lol tbh honestly again apparently haha right nap person people lately these".split())
)


def is_idiom(text: str) -> bool:
    """Whether a clause is a figure of speech."""
    if _IDIOM.search(text) or _HAVING.search(text):
        return True
    called = _SELF.search(text)
    if called is None:
        return False
    ahead = re.match(r"[ -]([^\W\d_]+)", text[called.end() :])  # "an angel investor", "the best man at Tom's wedding" are meant
    return ahead is None or ahead[1].lower() in _GOES_ON or called.group().lower().split()[-1] in _OPEN_END
