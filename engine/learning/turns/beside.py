"""What is noted beside the main thing: "pollen sets off my asthma, cat hair too", "…because dodgy knees", "ours is a semi"."""

from __future__ import annotations

from engine.learning.grammar.lexicon import NUMBER_WORDS, RELATION_PATTERN
from engine.learning.telling.people import NAME
from engine.learning.turns.turn import Turn

_END = r"(?=\s*(?:[,.;!?)]|$|\s-|\b(?:and|but|so)\b))"
_TOO = r"(?:too|as well|also|aswell|likewise|either|neither)"
_THING = (
    r"(?!(?:i|me|you|we|it|this|that|he|she|they|him|her|them|us|my|so|now|and|but|or|not|is|are|am|was|one|mine|yours|same)\b)[a-z][\w'-]*(?: "
    r"(?!is\b|are\b|has\b|and\b|too\b|as\b|also\b|either\b)[\w'-]+){0,2}?"
)
_AFFECTS = (
    r"(?:gives? (?:me|him|her|us) (?!(?:a (?:call|ring|shout|hand|lift|minute|sec|reason|chance|break|discount|idea))\b)[\w' -]{3,30}?|makes? "
    r"(?:me|him|her) (?:ill|sick|sneeze|itch|gag|heave|poorly|wheeze|bloated|anxious|dizzy|cry)|"
    r"(?:sets? off|triggers?|bothers?|upsets?|aggravates?|worsens?|flares? up|wrecks?|kills?) my [\w' -]{3,25}?|(?:disagrees?|don'?t agree|"
    r"doesn'?t agree) with me|brings? me out in [\w ]{3,20}?|is bad for my [\w ]{3,20}?)"
)
_CANNOT = (
    r"(?:can'?t|cannot|can not|mustn'?t|isn'?t allowed|won'?t|doesn'?t|don'?t) (?:have|eat|drink|take|touch|stand|do|like|tolerate)|is allergic "
    r"to|'s allergic to|'m allergic to|am allergic to|hates?|dislikes?|loves?|likes?"
)
_BODY = (
    r"(?:feet|foot|knees?|hips?|back|shoulders?|ankles?|wrists?|neck|hands?|eyes?|eyesight|hearing|heart|stomach|tummy|lungs|skin|bladder|elbow|"
    r"legs?|arm|arms|thumb|discs?|nerves?|toes?|hair|teeth|gums|sinuses|chest|calves|thighs)"
)
_ILL = (
    r"(?:bunions|arthritis|asthma|diabetes|reflux|ibs|migraines?|vertigo|gout|eczema|hay ?fever|sciatica|tinnitus|anxiety|adhd|endo|fibromyalgia|"
    r"epilepsy|plantar fasciitis|flat feet|cataracts?|angina|allergies|high blood pressure|crohns?|crohn's|long covid)"
)
_MANY = (
    r"(?:feet|knees|hips|shoulders|ankles|wrists|hands|eyes|lungs|discs|nerves|legs|arms|toes|teeth|gums|sinuses|calves|thighs|bunions|skin|"
    r"hearing|eyesight|hair)"
)
_STATE = (
    r"(?:bad|dodgy|wide|narrow|flat|weak|gammy|sore|broken|crap|rubbish|poor|sensitive|dry|arthritic|dicky|knackered|big|small|titanium|replaced|"
    r"new|wonky|long|short|slipped|trapped|swollen|high|low|fallen|cracked)"
)
_HOUSE = (
    r"(?:semi|terrace|terraced|end[- ]terrace|mid[- ]terrace|detached|bungalow|flat|maisonette|cottage|house|townhouse|new[- ]build|apartment|"
    r"farmhouse|barn conversion|council (?:house|flat)|studio|duplex|townhouse|victorian|edwardian|tenement|two[- ]bed|three[- ]bed|[1-6][- ]bed|"
    r"ex[- ]council)"
)
_SO_NO = (
    r"(?:alcohol|booze|wine|beer|drink(?:ing)?|coffee|tea|caffeine|grapefruit(?: juice)?|dairy|milk|cheese|red meat|meat|pork|shellfish|fish|eggs|"
    r"sugar|salt|gluten|bread|spicy (?:food|stuff)|fizzy drinks?|hot drinks|cold drinks|chocolate|nuts|soft cheese|"
    r"sushi|raw \w+|driving|running|lifting|heavy lifting|gym|swimming|baths?|flying|sun|sunbathing|sex|exercise|sport|contact sports?|ibuprofen|"
    r"nsaids|aspirin|antihistamines|stairs|solids|food|eating|screens|smoking|late nights|night shifts)"
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)})"
_QUIT = (
    r"(?:gave up|given up|packed in|quit|stopped|jacked in|kicked the habit|knocked it on the head|packed it in|gave it up|jacked it in|stopped "
    r"that|gave that up|packed that in|quit that)"
)
_WHEN = (
    r"(?:(?:about |around |nearly |over )?(?:\w+ ){1,2}(?:years?|months?|weeks?|yrs?|decades?) ago|in (?:\w+ )?(?:19|20)\d\d(?: when "
    r"[^,.;?]{3,40})?|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|last (?:year|month|week|\w+)|when [^,.;?]{3,50}|after "
    r"[^,.;?]{3,40}|at \d\d)"
)
_ING = (
    r"(?:(?P<e>smok|vap|gambl|cycl|danc|rid|driv|skat)e|(?P<n>run)|(?P<m>swim)|(?P<verb>drink|box|play|row|eat|sing|paint|fish|climb|surf|ski|sail))"
)
_VEHICLE = (
    r"(?:corsa|fiesta|golf|polo|astra|focus|clio|micra|yaris|civic|qashqai|mini|transit|berlingo|kangoo|hilux|defender|land ?rover|discovery|"
    r"volvo|bmw|audi|merc(?:edes)?|tesla|skoda|octavia|fabia|passat|prius|panda|punto|kia|picanto|"
    r"sportage|juke|leaf|zoe|duster|sandero|caddy|vivaro|vauxhall|ford|toyota|honda|nissan|suzuki|yamaha|kawasaki|ducati|vespa|ibiza|leon|corolla|"
    r"avensis|mazda|saab|jeep|jaguar|jag|beetle|camper(?:van)?|tractor|mondeo|meriva|zafira|"
    r"insignia|renault|peugeot|citroen|fiat|hyundai|seat|dacia|subaru|outback|volkswagen|vw|porsche|mustang|camry|ranger|trailer|caravan|"
    r"motorbike|scooter|moped|van)"
)

#: "What I've got in the ground is garlic and leeks".
_CLEFT = r"^\W*(?:(?:for the record|so|also|and|actually)\b[, ]*)*"
_WHERE = r"(?P<where_> (?:in|on|at|for|to|with|over|during) [^?,]{2,40}?)?"
_WHAT = r"(?P<what>(?!it\b|this\b|that\b|called\b)[^?]{3,200}?)"

TURNS: tuple[Turn, ...] = (
    Turn(
        r"\b(?P<who>dentist|doctor|gp|optician|vet|physio|hairdresser|barber|osteopath|chiropodist|therapist|midwife|hygienist|orthodontist|consultant"
        r"|surgeon|garage|mechanic)\b[^.;!?]{0,60}?(?:, ?|\band |\bso )(?:and |so )?(?P<all>(?:i['’]?m|i am|we['’]?re|we are) booked in"
        r" (?P<when>(?:for|on|at)\b[^.;!?]{0,10}\d[^;!?]{2,60}))",
        ("I am booked in at the {low_who} {when}",),
        hint=r"\bbooked in\b",
        example=("Dentist is Mr Okafor, and I'm booked in for 3rd December", "Mr Okafor is the user's dentist."),
    ),
    Turn(
        r"\b(?:i|we) (?:take|have|like|drink|want) (?P<drink>(?:my|our) (?:tea|coffee|toast|eggs|steak))\b[^.;!?]*?(?:,? and |; ?)"
        r"(?P<all>it (?P<must>has to be|must be|needs to be|should be) (?P<what>[^.,;!?]{3,60}?))(?=\s*(?:[.,;!?]|$|or (?:i|we)\b))",
        ("{drink} {must} {what}",),
        hint=r"\bit\b",
        example=("I take my tea strong and it has to be decaf after four.", "The user's tea has to be decaf after four."),
    ),
    Turn(
        r"\b(?:bought|got|ordered|found|put|hid|made|have|['’]ve|own|keep|kept) (?:[\w'’-]+ ){0,3}?"
        r"(?:an?|some|the|my|our) (?P<thing>(?:[\w-]+ ){0,2}?[\w-]+)"
        r"(?:,? (?:for )?[£$€]\d[\d.,]*\d)?(?: from [^,;.]{2,25})?,? (?:and |but )?(?P<all>it['’]?s (?:hidden |kept |now |all |still )?"
        r"(?P<where>(?:in|at|on|under|behind|inside|beside|above|below|next to) (?:the|my|our)\b[^.;!?]{2,80}))",
        ("my {thing} is {where}",),
        hint=r"\bit['’]?s\b",
        example=("I've bought Mia a lens, £34.99, and it's at the back of the cupboard", "The user's lens is at the back of the cupboard."),
    ),
    Turn(
        rf"{_CLEFT}(?P<all>what (?P<who>i|we)(?:['’]ve| have)(?: got)?{_WHERE} (?:is|are) {_WHAT})[.! ]*$",
        ("{who} have {what} {where_}",),
        hint=r"\bwhat (?:i|we)\b",
        example=("What I've got in the ground is garlic, broad beans and leeks.", "The user has garlic, broad beans and leeks in the ground."),
    ),
    Turn(
        rf"{_CLEFT}(?P<all>what (?P<who>i|we) (?P<verb>need|want|love|hate|like|grow|take|use|drive|eat|drink){_WHERE} (?:is|are) {_WHAT})[.! ]*$",
        ("{who} {verb} {what} {where_}",),
        hint=r"\bwhat (?:i|we)\b",
        example=("What I take in the morning is metformin.", "The user takes metformin in the morning."),
    ),
    Turn(
        (
            rf"(?:^|(?<=[,.;!]\s))\W*[\w' -]{{2,40}}? (?P<does>{_AFFECTS})(?P<all>,? (?:and )?(?:(?:same|ditto) (?:with|for|goes for) "
            rf"(?P<same>{_THING})|(?P<other>{_THING}) {_TOO})){_END}"
        ),
        ("{other} {does}", "{same} {does}"),
        example=("pollen sets off my asthma, cat hair too", "Cat hair sets off the user's asthma."),
    ),
    Turn(
        (
            rf"(?:^|(?<=[,.;!]\s))\W*(?P<who>(?:(?:my|our) )?{RELATION_PATTERN}(?: (?-i:{NAME}))?|i|(?-i:{NAME})) (?P<does>{_CANNOT}) [\w' "
            rf"-]{{2,30}}?(?P<all>,? (?:and |or )?(?:(?:same|ditto) (?:with|for|goes for) (?P<same>{_THING})|(?P<other>{_THING}) {_TOO})){_END}"
        ),
        ("{who} {does} {other}", "{who} {does} {same}"),
        example=("Mum can't have grapefruit, cranberry either", "The user's mum cannot have cranberry."),
    ),
    Turn(
        (
            rf"^\W*(?P<all>(?:the |our |my )?(?P<club>(?:book|film|reading|supper|wine|poetry|art|knitting|games?) (?:club|group|night|circle)|"
            rf"bookclub)(?:'s| is)(?: doing| reading| on| watching)? (?P<what>(?-i:[A-Z])[\w':-]*(?: [\w':-]+){{0,5}}?),? (?P<when>(?:on |next |"
            rf"this )(?:the )?[\w]+(?: [\w]+)?|tomorrow|tonight)(?:,? (?:@|at) (?P<mine_>mine|ours|my place|our house)(?P<many>,? (?:\d+|"
            rf"{_COUNT}) (?:people|of us|coming))?)?){_END}"
        ),
        ("I have {low_club} on {what} {when}", "I am hosting {low_club} at home for {many}"),
        example=("book club is Circe on the 26th, at ours", "The user has book club on Circe on 26 June 2025."),
    ),
    Turn(
        (
            rf"\b(?P<all>(?:because|cos|coz|cuz|bc|'cause|due to|thanks to|on account of)(?: of)?(?: my| i have| i've(?: got)?| having)? "
            rf"(?P<what>(?:{_STATE} )+{_MANY}|{_ILL})){_END}"
        ),
        ("I have {what}",),
        example=("I take a size 12 because wide feet", "The user has wide feet."),
    ),
    Turn(
        (
            rf"\b(?P<all>(?:because|cos|coz|cuz|bc|'cause|due to|thanks to|on account of)(?: of)?(?: my| a| i have a| i've(?: got)? a| having a)? "
            rf"(?P<what>(?:{_STATE} )+{_BODY})){_END}"
        ),
        ("I have {a_what}",),
        example=("no stairs for me cos dodgy knee", "The user has a dodgy knee."),
    ),
    Turn(
        (
            rf"^\W*(?P<all>(?:(?:(?:his|her|their|the) name(?:'s| is| was)?|it'?s|that'?s|this is|meet|say hello to) ?(?:actually |really |now "
            rf")?(?:spel(?:led|t)|pronounced|written)?|spel(?:led|t)) (?P<name>(?-i:{NAME}))(?: btw| by the way| actually)?,? (?:(?:that'?s|he'?s|"
            rf"she'?s) )?(?:my|our) (?P<kin>(?:new |little |youngest |eldest |older |younger |baby |big )?(?:{RELATION_PATTERN}|puppy|kitten|dog|"
            rf"cat|rabbit|horse|pony|hamster|parrot|budgie))){_END}"
        ),
        ("my {low_kin} is called {name}",),
        example=("his name is Bartholomew, my grandson", "Bartholomew is the user's grandson."),
    ),
    Turn(
        (
            rf"(?P<all>(?P<name>(?-i:[A-Z])[\w-]+)(?:'s| is) (?P<mine>my|our) (?P<kin>{RELATION_PATTERN}),? (?:and )?not (?:my|our|a|the) "
            rf"{RELATION_PATTERN}(?:,? keep up|,? ok(?:ay)?)?){_END}"
        ),
        ("{name} is {mine} {kin}",),
        example=("Imani's my cousin not my sister!!", "Imani is the user's cousin."),
    ),
    Turn(
        (
            rf"^\W*(?P<all>ours(?:'s| is) (?P<what>an? (?:[\w-]+ ){{0,4}}?{_HOUSE}(?: {_HOUSE})*)(?P<where_> (?:in|near|outside|on) (?:the "
            rf")?[\w'-]+(?: (?-i:[A-Z])[\w'-]+)*)?){_END}"
        ),
        ("my home is {what} {where_}",),
        example=("Ours is a terrace in Hexham, damp as anything", "The user's home is a terrace in Hexham."),
    ),
    Turn(
        (
            rf"(?P<all>(?:,| -)? ?(?:so|which means|meaning|means|hence) no (?P<what>{_SO_NO}(?:(?: or |, | and )(?!(?:please|"
            rf"pls)\b){_SO_NO})*(?P<when_> (?:for|until|til|till|after|before|on|at|within|from) [^,.;?!]{{2,40}}?(?: after| "
            rf"before)?)?)){_END}(?! (?:recipes|suggestions|ideas|reminders))"
        ),
        ("I have to avoid {what}",),
        example=("had my tooth out so no hot drinks until friday", "The user has to avoid hot drinks until Friday 20 June 2025."),
    ),
    Turn(
        rf"\b(?:used to|i'd) {_ING}\b[^.;?!]{{0,40}}?(?P<all>(?:[,;.]| and| but) ?(?:i )?(?:then |finally |but )?{_QUIT} (?P<when>{_WHEN})){_END}",
        ("I stopped {e}ing {when}", "I stopped {n}ning {when}", "I stopped {m}ming {when}", "I stopped {verb}ing {when}"),
        example=("used to cycle to work, gave it up in 2019", "The user stopped cycling in 2019."),
    ),
    Turn(
        (
            rf"(?:^|(?<=[,.;!]\s))\W*(?:my )?(?P<what>(?:longest|furthest|farthest|fastest|quickest|heaviest|highest|biggest|best|personal best|"
            rf"pb|most|worst|deepest)(?: (?!is\b|was\b|so\b|to\b|ever\b)[\w'-]+){{0,2}}?)(?: (?:so far|to date|ever|yet|up to now))? (?:is|was|"
            rf"has been) (?P<value>\d[^,.;?!]{{0,30}}?)(?: so far| to date| (?:so )?yeah)?{_END}"
        ),
        ("my {low_what} so far is {value}",),
        example=("sea swimming is my thing, furthest so far is 2 miles", "The user's furthest so far is 2 miles."),
    ),
    Turn(
        rf"(?:^|(?<=[,.;!]\s))\W*(?P<all>(?:it'?s |that'?s |this is )?for (?:the|my|our) (?P<car>{_VEHICLE}(?: (?-i:[A-Z\d])[\w-]*)?)){_END}",
        ("I have {a_car}",),
        example=("service booked fri 9am, its for the Fiesta", "The user has a Fiesta."),
    ),
    Turn(
        (
            rf"(?:^|(?<=[,.;!]\s))\W*(?P<all>(?:(?:at|with|using|going to|from|same as ever,?) )?(?P<where>(?-i:{NAME})'s (?:garage|salon|shop|"
            rf"place|surgery|yard|studio|gym|farm|workshop|stall|clinic|kennels|cattery|bakery|barbers|chippy)),? (?:as usual|as always|like "
            rf"always|as ever|as per|again|usual place)){_END}"
        ),
        ("I usually use {where}",),
        example=("MOT booked wed 8am, Dave's garage as usual", "The user usually uses Dave's garage."),
    ),
    Turn(
        (
            rf"\b(?:recommend|suggest|mention|use|order from|buy|link to|send me to|push|offer|book)(?: me)? (?P<what>(?!it\b|them\b|that\b|"
            rf"this\b)[\w'&-]+(?: [\w'&-]+)?)(?: (?:to me|for me|again|ever|please|pls))?(?P<all>(?:[,;:-]|\s-|\.)\s*(?:because |cos |as )?i(?:'m|"
            rf" am)? (?P<feel>boycott(?:ing)?|hate|can'?t stand|don'?t (?:trust|use|like|support)|dislike|avoid|refuse to use|left|am boycotting|"
            rf"am allergic to) (?:them|it)){_END}"
        ),
        ("I {feel} {what}",),
        whole=False,
        example=("never recommend Nestle, I boycott them", "The user boycotts Nestle."),
    ),
    Turn(
        r"(?:^|(?<=[,.;!]\s))\W*(?P<all>(?P<what>(?!(?:it|this|that|he|she|they|you|which|who|the (?:idea|thought|smell|sound|"
        r"sight))\b)[a-z][\w'-]*(?: (?!is\b|are\b|make|give|taste|do\b|does\b|=)[\w'-]+){0,2}?) "
        r"(?:= ?soap(?: to me| for me)?|(?:is|are|=|tastes? (?:like|of)) (?:pure |just |basically |literally )?(?:soap|cardboard|dirt|feet|poison|"
        r"vomit|sick|the devil|slime)(?: to me| for me)|(?:is|are|'s) (?:a |an )?(?:absolute |hard |big |definite )?(?:no|nope|pass|no-no)(?: "
        r"from me| for me| thanks)|"
        r"makes? me (?:gag|heave|retch|vomit|puke|want to (?:vomit|puke|be sick|die))|gives? me the (?:ick|heebie[- ]jeebies|boak)|(?:does|"
        r"do)(?:n'?t)? (?:nothing|do it|do anything) for me|(?:is|are) not (?:my (?:thing|bag|jam)|for me)|(?:isn'?t|aren'?t) (?:my (?:thing|bag|"
        r"jam)|for me)))"
        + _END,
        ("I dislike {what}",),
        example=("olives are a no from me", "The user dislikes olives."),
    ),
)  # fmt: skip
