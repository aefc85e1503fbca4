"""The household, jotted down: pets, children, where things are kept, whom to ring, what things cost."""

from __future__ import annotations

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.jottings.jot import COUNT, NAMES, Jot
from engine.learning.telling.people import NAME

_ANIMAL = (
    r"(?:dogs?|cats?|pupp(?:y|ies)|kittens?|budgies?|parrots?|cockatiels?|canar(?:y|ies)|gerbils?|hamsters?|guinea[- ]pigs?|ferrets?|rats?|mice|"
    r"chinchillas?|tortoises?|turtles?|terrapins?|geckos?|lizards?|"
    r"snakes?|bearded dragons?|horses?|pon(?:y|ies)|donkeys?|goats?|sheep|ewes?|llamas?|alpacas?|hens?|cockerels?|bantams?|bees?|hives|goldfish|"
    r"koi|whippets?|spaniels?|terriers?|labradors?|labs?|collies?|"
    r"greyhounds?|lurchers?|pugs?|corgis?|beagles?|huskies|tabb(?:y|ies)|ragdolls?|siamese)"
)
_KEPT = (
    r"(?:spare )(?:house |front door |back door |car |shed |garage |shop |store |studio |workshop |gate |bike |van |office )?keys?|(?:house|"
    r"front door|back door|car|shed|garage|van|office) keys?|stop "
    r"?cock|stop tap|fuse ?box|consumer unit|trip switch|(?:gas |electric(?:ity)? |water )?meters?|shut-?off valve|key ?safe|"
    r"first aid kit|torch|boiler|router|passports?|will|birth certificates?|marriage certificate|toolbox|christmas decorations|chargers?|boiler "
    r"manual|medicine box|epipens?|fire extinguisher|"
    r"deeds|spare (?:bulbs|fuses|batteries|inhaler|glasses)|wheel nut key|locking wheel nut|jump leads|bins?|hoover bags|dog lead|house deeds|"
    r"insurance papers|v5"
)
_WHERE = r"(?:under|behind|in|on|above|below|inside|next to|beside|at|by|outside|over|with|round|beneath|between)"
_PLACE_NAMED = (
    r"gp(?: surgery| practice)?|doctor'?s?(?: surgery)?|surgery|dentist|vets?|school|nursery|college|hospital|bank|gym|church|mosque|temple|"
    r"chemist|pharmacy|optician|solicitor|accountant|cleaner|"
    r"mechanic|garage|barber|hairdresser|landlord|landlady|letting agent|insurer|energy supplier|broadband|phone provider|team|football team|"
    r"manager|boss|line manager|consultant|midwife|social worker|"
    r"health visitor|supervisor|tutor|teacher|head ?teacher|childminder|electrician|plumber|physio|therapist|carer|union|local|publisher|agent|"
    r"editor|car|bike|phone|laptop|employer|course|uni|university"
)
_PHONE = r"(?:\+?\d[\d ()-]{7,16}\d)"
_BILL = (
    r"(?:rent|mortgage|council tax|gas(?: bill)?|electric(?:ity)?(?: bill)?|water(?: bill)?|broadband|phone bill|phone contract|car insurance|"
    r"home insurance|gym(?: membership)?|childcare|nursery|service charge|maintenance|salary|pension|budget|food budget|salary|wages?|savings "
    r"target|deposit)"
)
_OWNED = (
    r"(?:car|garden|tv|telly|microwave|oven|freezer|dishwasher|tumble dryer|washing machine|smartphone|printer|lift|bath|garage|pets?|cats|dogs|"
    r"kids?|children|siblings|brothers or sisters|family (?:here|nearby)|driving licen[cs]e|air ?fryer|slow cooker|blender|mixer|smart ?phone|"
    r"social media|savings|debts?)"
)
_LIST_OF_ANIMALS = rf"{COUNT} (?:\w+ )?{_ANIMAL}|an? (?:[\w-]+ ){{0,2}}?{_ANIMAL}"

JOTS = (
    Jot(rf"(?:my |our )?(?P<s>(?:{RELATION_PATTERN}|{_ANIMAL}|(?-i:[A-Z])\w+)'s) (?P<w>insulin|meds|medication|tablets|dose|inhaler|feed|eye "
        rf"drops)\s*[:=]\s*(?P<o>[^;]{{3,50}})", "is {o}", "The user's {s} {w}", example=("dog's insulin: 6 units", "is 6 units")),
    Jot(rf"(?:my |our )?(?P<s>{RELATION_PATTERN}'s) (?P<w>flat|house|place|address|new address)\s*[:=]\s*(?P<o>\d[^;]{{3,50}})", "is at {o}",
        "The user's {s} {w}", example=("mum's flat: 14 Elm Court", "is at 14 Elm Court")),
    Jot(rf"(?P<s>{_PLACE_NAMED}|{RELATION_PATTERN}) (?P<n>{NAME})[,:]? (?P<o>{_PHONE})", "is {o}", "The user's {s} {n}'s phone number",
        example=("plumber Dave 01632 960456", "is 01632 960456")),
    Jot(r"(?:my |our )?(?P<s>allotment|stall|pitch|locker|desk|bay|parking space|mooring)(?:'s| is|:)? (?P<o>(?:plot|number|no\.?|bay|row|space) "
        r"?\d+\w?)", "is {o}", "The user's {s}", example=("allotment plot 14", "is plot 14")),
    Jot(r"(?:the )?(?P<s>(?:paint|tiles?|bulbs?|filters?|ink|toner|batter(?:y|ies)|tyres?|oil|bags?|fuse|part) for (?:the |my |our )?(?P<w>\w+(?: "
        r"\w+)?))\s*[:=]\s*(?P<o>[^;]{2,50})", "is {o}", "The {s}", example=("paint for hall: Dulux Timeless", "is Dulux Timeless")),
    Jot(r"(?P<o>kosher|halal|vegan|vegetarian|nut[- ]free|gluten[- ]free) (?:kitchen|household|house) here", "keeps a {o} kitchen",
        example=("kosher kitchen here", "keeps a kosher kitchen")),
    Jot(rf"(?P<o>(?:{_LIST_OF_ANIMALS})(?:(?:,|:| called| named| -) {NAMES}))", "has {o}", example=("two budgies, Pip and Squeak", "has two "
        "budgies, Pip and Squeak")),
    Jot(rf"(?P<o>(?:{_LIST_OF_ANIMALS})(?: called {NAME})?(?:(?:,| and|, and) (?:{_LIST_OF_ANIMALS})(?: called {NAME})?)+)", "has {o}",
        example=("three hens and a goat", "has three hens and a goat")),
    Jot(rf"(?P<o>(?:{COUNT}) (?:grown[- ]up |adult |young |small |little )?(?:kids|children|boys|girls|sons|daughters|grandkids|grandchildren|"
        rf"brothers|sisters)(?: (?:half the week|at weekends|every other weekend|called {NAMES}))?)", "has {o}", example=("two kids half the "
        "week", "has two kids half the week")),
    Jot(rf"(?:and |but )?no (?P<o>{_OWNED})(?: yet| anymore| at home| any more| at all)?", "has no {o}", example=("no kids yet", "has no kids")),
    Jot(rf"(?P<my>my |our )?(?P<s>{_KEPT})(?: (?:is|are|lives?|hangs?|kept|hidden|goes))? (?P<o>{_WHERE} (?:the|my|our|a|an|mum's|dad's|{NAME}'s?|"
        rf"no\.? ?\d+|next door|your)\b[^,;]{{0,60}})", "is {o}", "The user's {s}", example=("spare key under the blue pot by the shed", "is "
        "under the blue pot by the shed")),
    Jot(rf"(?:my |our |the )?(?P<s>{_KEPT})\s*[:=]\s*(?P<o>{_WHERE} [^,;]{{3,60}})", "is {o}", "The user's {s}", example=("stopcock: under the "
        "sink", "is under the sink")),
    Jot(rf"(?:my |our |the )?(?P<s>{_KEPT})\s*[:=]\s*(?P<o>(?!{_WHERE} )[a-z][^,;]{{3,60}})", "is in the {o}", "The user's {s}", example=("gas "
        "meter: cupboard under the stairs", "is in the cupboard under the stairs")),
    Jot(rf"(?:my |our |the )?(?P<s>{_PLACE_NAMED})(?:'s| is|\s*[:=]|\s-) (?P<o>(?-i:[A-Z])[\w'. -]{{1,40}}?)(?P<now>(?: now| these days)?)(?:,? "
        rf"{_PHONE})?", "is {o} {now}", "The user's {s}", example=("GP surgery is Larkhill now", "is Larkhill now")),
    Jot(rf"(?:my |our |the )?(?P<s>{_PLACE_NAMED}|{RELATION_PATTERN})(?:'s)?(?: (?:number|phone|tel|mobile|no\.?))?(?: is|\s*[:=]|\s-)? "
        rf"(?P<o>{_PHONE})", "is {o}", "The user's {s}'s phone number", example=("vet: 01632 960555", "is 01632 960555")),
    Jot(rf"(?P<o>{_PHONE})(?:,? (?:ring|call|phone|open|ask for|opens?) [^,;]{{2,40}})?", "is {o}", "{{last}}'s phone number", follows=True,
        example=("", "")),
    Jot(r"(?:my |our )?(?P<s>car|van|bike|trailer|caravan|motorbike)? ?reg(?:istration)?(?: is|:)? (?P<o>[a-z]{1,3}\d{1,3} ?[a-z]{2,3}|\w{2,4} "
        r"\w{3,4})", "is {o}", "The user's {s} registration", example=("car reg KX19 ABC", "is KX19 ABC")),
    Jot(r"(?:car|van|i'?m|we'?re|bike)?(?:'s| is)? ?(?:in )?(?:the )?car ?park,? (?P<o>(?:level|floor|row|bay|zone) [^,;]{1,40})", "is parked on "
        "{o}", "The user's car", example=("car park level 3 row F", "is parked on level 3 row F")),
    Jot(r"(?:(?:my |the )?(?:car|van)(?:'s| is)? )?parked (?P<o>(?:on|in|at|outside|behind|by|under|near) [^,;]{3,50})", "is parked {o}", "The "
        "user's car", example=("parked on level 4 row C", "is parked on level 4 row C")),
    Jot(rf"(?:my |our )?(?P<s>{_BILL})(?: is|'s|:|=)? (?P<o>(?:£|\$|€|₹|₦)?\d[\d.,]*k? ?(?:quid|pounds|euros?|dollars)?,? ?(?:(?:a|per|every) "
        rf"(?:month|week|year)|pcm|pm|pw|p\.?a\.?|by [^,;]{{3,20}})(?: [^,;]{{2,30}})?)", "is {o}", "The user's {s}", example=("council tax 142 a "
        "month", "is 142 a month")),
    Jot(r"(?P<o>\d[\d.,]* ?(?:cm|mm|m|in|inch(?:es)?|ft|foot)) wide (?P<s>door(?:way)?|hall(?:way)?|gap|bed|window|stairs|gate|alcove|fridge "
        r"space)", "is {o} wide", "The user's {s}", example=("74cm wide door", "is 74cm wide")),
    Jot(r"(?:my |our )?(?P<s>flat|apartment|house|bedroom|office|room)(?:'s| is)? (?:on )?(?:the )?(?P<o>(?:\d{1,2}(?:st|nd|rd|th)|ground|first|"
        r"second|third|fourth|fifth|top) floor)(?:,? (?P<more>(?:with )?no lift|with a lift))?", "is on the {o} {more}", "The user's {s}",
        example=("my flat's 3rd floor no lift", "is on the 3rd floor no lift")),
    Jot(r"home(?:'s| is|:) (?P<o>an? (?:\w+ )?(?:narrowboat|houseboat|boat|barge|caravan|mobile home|van|campervan|yurt|static)\b[^,;]*)", "lives "
        "on {o}", example=("home is a narrowboat called Heron", "lives on a narrowboat called Heron")),
    Jot(r"home(?:'s| is|:) (?P<o>an? (?:[\w-]+ ){0,4}(?:flat|house|bungalow|cottage|farm|farmhouse|terrace|semi|apartment|studio|room|bedsit|"
        r"hostel|maisonette|council house|houseshare|condo|loft|annexe)\b[^,;]{0,40})", "lives in {o}", example=("home is a bungalow in Deal",
        "lives in a bungalow in Deal")),
    Jot(r"home(?:'s| is|:| =) (?:in |now )?(?P<o>(?-i:[A-Z])[\w' -]{2,30})", "lives in {o}", example=("home is Deal", "lives in Deal")),
    Jot(r"(?P<how>moored|berthed|pitched) (?P<o>(?:near|at|in|on|by) [^,;]{3,50})", "is {how} {o}", "The user's home", example=("moored near "
        "Braunston", "is moored near Braunston")),
)  # fmt: skip
