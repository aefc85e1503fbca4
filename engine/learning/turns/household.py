"""News and states of a household: a baby on the way, what somebody may have, how many are left, what there is instead."""

from __future__ import annotations

from engine.learning.grammar.lexicon import NUMBER_WORDS, RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.turns.turn import Turn

_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)})"
_WHO = rf"(?:(?:my|our) {RELATION_PATTERN}(?: (?-i:{NAME}))?)"
_END = r"(?=\s*(?:[,.;!]|$|\s-|\band\b|\bbut\b))"
_ILLNESS = (
    r"(?:(?:sleep |type [12] |long |early |mild |acute |chronic |rheumatoid |the |a |an )*(?:apn(?:o?e)?a|arthritis|gout|asthma|diabetes|"
    r"adhd|autism|dementia|alzheimer'?s|parkinson'?s|coeliac(?: disease)?|celiac(?: disease)?|"
    r"crohn'?s|colitis|ibs|endo(?:metriosis)?|pcos|shingles|lupus|ms|fibro(?:myalgia)?|angina|copd|pneumonia|bronchitis|anaemia|anemia|"
    r"glandular fever|mono|covid|migraines?|epilepsy|tinnitus|vertigo|sciatica|"
    r"(?:a )?(?:hernia|slipped disc|stroke|mini[- ]stroke|tia|concussion|fracture|ulcer|blood clot|dvt|cataracts?|glaucoma|murmur|heart "
    r"murmur)|dyslexia|dyspraxia|eczema|psoriasis|reflux|gallstones|kidney stones|appendicitis|"
    r"[\w-]+ (?:allergy|intolerance|syndrome|disease|cancer)))"
)
_THINK = (
    r"(?:they|(?:the )?doctors?|(?:the )?gp|(?:the )?vet|(?:the )?consultant|(?:the )?hospital|(?:the )?school|(?:the )?physio|(?:the )?nurse) "
    r"(?:now )?(?:think|thinks|reckon|reckons|suspect|suspects|say|says)(?: that)? (?:it'?s|its|it is|it (?:could|might|may) be|it'?s probably|"
    r"(?:he|she) (?:has|might have|may have|could have)|he'?s got|she'?s got) (?:probably |possibly |maybe )?"
)
_I_AM = r"(?:i'?m |i am |we'?re |we are )?"
_HERE = (
    r"(?:coeliac|celiac|diabetic|vegan|vegetarian|pescatarian|asthmatic|epileptic|hard of hearing|visually impaired|deaf|blind|partially "
    r"sighted|autistic|dyslexic|dyspraxic|left[- ]handed|colou?r[- ]?blind|lactose intolerant|teetotal|retired|pregnant|"
    r"widowed|muslim|jewish|hindu|sikh|catholic|insulin dependent)"
)
_THINKING = r"\b(?:think|reckon|suspect|say)s?\b"

TURNS: tuple[Turn, ...] = (
    Turn(
        rf"(?:^|[\s,;:])(?P<who>{_WHO}|(?!(?:I|We|She|He|They|It|My|Our|And|But|So)\b)(?-i:{NAME}))\b[^.!?]{{0,90}}?"
        rf"\b(?:with|and) (?:(?:(?:his|her|their) )?(?:partner|husband|wife|boyfriend|girlfriend|fianc[eé]e?)|(?-i:{NAME}))\b[^.!?]{{0,30}}?"
        r"(?:[,;]\s*|\band )(?:(?:and|but|so|now)[ ,]+)*(?P<all>they(?:['’]?re| are)(?: now| also| both)?"
        r" (?P<have>expecting|having|adopting) (?P<what>(?:(?:an?|their|another) (?:(?:first|second|third|new|little|baby) )?(?:baby|child|boy|girl"
        r"|son|daughter|grandchild|puppy|kitten|dog|cat)|twins|triplets)\b[^.,;!?]{0,50}))",
        ("{who} is {have} {what}",),
        hint=r"\bthey\b",
        example=("Réka lives in Vienna with her partner Lukas, and they are expecting a baby", "Réka is expecting a baby."),
    ),
    Turn(
        r"(?:^|[,;.]\s*)\W*(?:(?:we|i)(?:'ve| have)? (?:got |have )?)?(?P<all>(?:two|2|both) (?P<kind>dogs|cats|rabbits|horses|ponies|"
        r"puppies|kittens|hens)\s*[:,(-]\s*(?P<a>(?-i:[A-Z])\w+)\s*\((?P<abreed>[a-z][a-z -]*?),? (?P<aage>\d{1,2})\) and "
        r"(?P<b>(?-i:[A-Z])\w+)\s*\((?P<bbreed>[a-z][a-z -]*?),? (?P<bage>\d{1,2})\))",
        ("I have two {kind}, {a} and {b}", "{a} is my {abreed} and is {aage} years old", "{b} is my {bbreed} and is {bage} years old"),
        example=("two cats: Moth (tabby, 9) and Fern (siamese, 2)", "The user has two cats, Moth and Fern."),
    ),
    Turn(
        rf"(?:^|(?<=[,.;:!]\s)|(?<=\band\s))\W*(?:we'?re|we are|i'?m|i am) (?:(?:also|both|now|finally|so) )?(?:expecting|having a baby|"
        rf"having another(?: baby)?|pregnant)(?P<what_> (?:twins|triplets|a (?:girl|boy)|our (?:first|second|third)|(?:with )?(?:number|"
        rf"no\.?) (?:two|three|2|3)))?(?: (?:again|too|lol))?{_END}",
        ("I am expecting a baby {what_}",),
        example=("Big news: we're expecting!", "The user is expecting a baby."),
    ),
    Turn(
        rf"^(?P<before>(?:|.*?\W)(?P<who>{_WHO})\b.*?,\s*)(?P<all>{_THINK}(?P<ill>{_ILLNESS})){_END}",
        ("{who} is thought to have {ill}",),
        hint=_THINKING,
        example=("My brother's scan is on Monday, they think it's gallstones", "The user's brother is thought to have gallstones."),
    ),
    Turn(
        rf"^(?P<before>(?:|.*?\W)(?:my|i|i'm|i've)\b.*?,\s*)(?P<all>{_THINK}(?P<ill>{_ILLNESS})){_END}",
        ("I am thought to have {ill}",),
        hint=_THINKING,
        example=("I had a scan on Monday, the doctor thinks it's gallstones", "The user is thought to have gallstones."),
    ),
    Turn(
        rf"^(?P<before>.*?\b(?P<n>{_NUMBER}) (?P<things>[a-z]+s)\b.*?[ ,]+)(?P<all>(?:but |and |though )?(?P<only_>only )?(?P<left>{_NUMBER}) "
        rf"(?:of them )?(?P<did>made it|survived|died|are left|were left|came back|hatched|germinated|took|are mine|are ours|failed|passed|"
        rf"escaped)(?P<more_>(?: [a-z]+){{0,4}})){_END}",
        ("I had {n} {things} and {only_} {left} {did} {more_}",),
        hint=r"\b(?:made it|survived|died|left|back|hatched|germinated|took|mine|ours|failed|passed|escaped)\b",
        example=("I planted six roses in March, only two survived", "The user had six roses and only two survived."),
    ),
    Turn(
        r"^\W*(?P<we>we|i)(?:'ve| have)? (?:got |have )?no (?P<none>[\w-]+(?: [\w-]+)?),? (?:just|only) (?P<have>(?:an?|the|two|three|four|"
        r"\d) [^.?!;]{3,70}?)(?=\s*(?:[.;!?]|$))",
        ("{we} have no {none}", "{we} have {have}"),
        example=("we've no dishwasher, just a tiny sink. tips?", "The user has a tiny sink."),
    ),
    Turn(
        rf"^\W*{_I_AM}(?P<what>{_HERE})(?: over)? here,?(?P<kind_> type [12])?,? (?P<since>(?:since|for) [^,.;?!]{{2,40}}?){_END}",
        ("I have been {low_what} {kind_} {since}",),
        example=("Vegan here, since 2015. Any snack ideas?", "The user has been vegan since 2015."),
    ),
    Turn(
        rf"^\W*{_I_AM}(?P<what>{_HERE})(?: over)? here(?P<kind_>,? type [12])?{_END}",
        ("I am {low_what} {kind_}",),
        example=("Deaf here, so captions please", "The user is deaf."),
    ),
)
