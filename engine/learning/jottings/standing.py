"""Where somebody stands in something, jotted down: "three years sober on the 22nd", "day 1 as a bus driver", "second year physics at Durham"."""

from __future__ import annotations

from engine.learning.jottings.body import CONDITION
from engine.learning.jottings.jot import COUNT, Jot

_UNIT = r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?|hrs?)"
_SPAN = rf"(?:\d+|{COUNT}|a|an)(?: and a half)? ?{_UNIT}"
_YEARS = rf"(?:\d+|{COUNT})(?: and a half)? ?(?:years?|yrs?)"
_FREE = (
    r"(?:sober|clean|dry|(?:smoke|alcohol|sugar|nicotine|drug|gluten|cancer)[- ]free|teetotal|vegan|vegetarian|in recovery|in remission|"
    r"no (?:[a-z]+ing|booze|drink|alcohol|fags|cigs|sugar|caffeine|weed|meat|social media)|off (?:the |my )?(?!work\b|now\b|school\b)"
    r"[a-z][a-z' -]{1,20}?|(?:without|free of|free from|clear of) (?:a |an |any )?[a-z][a-z' -]{2,25}?)"
)
_COMING = r"(?:(?:on|this|next|tomorrow|by|come|as of) ?[^,;]{2,25}|tomorrow)"
_NTH = r"(?:first|second|third|fourth|fifth|final|last|1st|2nd|3rd|4th|5th)"
_MONTHS = r"january|february|march|april|may|june|july|august|september|october|november|december"
_HOW_IT_WENT = r"(?: (?:went|was|is|done|over|today|down|complete)\b[^,;]*)?"
_STUDY = r"(?!(?:at|in|of|and|or|the|running|student|students|anniversary)\b)[a-z]+(?: (?!at\b|in\b|student)[a-z]+){0,2}"
_PLACE = r"(?-i:[A-Z])[\w'.-]+(?:,? (?:(?:of|the|and|&) )?(?-i:[A-Z])[\w'.-]+){0,4}"
_ILL = (
    rf"(?:(?:an? )?(?:{CONDITION})|coeliac|celiac|type (?:1|2|one|two)(?: diabetes)?|pre-?diabetes|[a-z' -]*cancer|parkinsons|alzheimer'?s|"
    r"dementia|lyme disease|glandular fever|pneumonia|a slipped disc|a hernia|a fracture|a torn [a-z]+|sleep apnoea|perimenopause|menopause|pmdd|"
    r"endo|pcos|covid|tb|malaria|dengue)"
)
_IT_IS = r"(?:it is|it's|its|turns out (?:it's|its|it is)|they say it's) (?:definitely |officially |actually |just )?"

JOTS = (
    Jot(rf"(?P<n>{_SPAN}) (?P<o>{_FREE}) (?P<when>{_COMING})", "will have been {o} for {n} {when}",
        example=("three years sober on the 22nd", "will have been sober for three years on the 22nd")),
    Jot(rf"(?P<n>{_SPAN}) (?P<o>{_FREE})(?: now| today| so far| and counting)?", "has been {o} for {n}", follows=True,
        example=("six weeks off the fags", "has been off the fags for six weeks")),
    Jot(rf"(?:on |today is |today's )?day (?P<n>\d{{1,4}}|{COUNT}) (?P<o>(?:of|without|off|as|at|on|in|since|with) (?!(?:this|that|these) |"
        rf"(?:the |a )?(?:heat|rain|snow|cold|storm|match|test)|(?:\d|the (?:week|month|year)|week|my life)\b)[^,;]{{3,60}}?){_HOW_IT_WENT}",
        "is on day {n} {o}", example=("day 12 of no sugar", "is on day 12 of no sugar")),
    Jot(rf"(?:in |on |finished |done |survived |just (?:finished|done) |end of )?(?:my |the )?(?P<o>{_NTH} "
        rf"(?:day|week|month|term|semester|shift|session|lesson|class|season) (?:as|at|with|of|in) "
        rf"(?!(?:the|this|my|a) (?:week|month|year|day)\b|{_MONTHS}|\d)[^,;]{{3,60}}?){_HOW_IT_WENT}", "is in their {o}",
        example=("first week as a ward clerk", "is in their first week as a ward clerk")),
    Jot(rf"(?P<y>{_NTH})[- ]year (?P<o>{_STUDY})(?: student)? (?:at|in) (?P<where>{_PLACE})", "is in the {y} year of {o} at {where}",
        follows=True, example=("third year chemistry at Hull, Ferens Hall", "is in the third year of chemistry at Hull, Ferens Hall")),
    Jot(r"(?:about |just over |nearly |almost )?(?P<n>halfway|half way|part way|midway|two thirds of the way|a third of the way) "
        r"(?P<o>(?:through|into) (?:my|our|the|an?) [^,;]{3,50})", "is {n} {o}",
        example=("halfway through my training", "is halfway through my training")),
    Jot(rf"(?P<n>{_SPAN}) (?:in)?to (?P<o>(?:my|our|the|an?) (?!hour|day|week)[^,;]{{3,50}})", "is {n} into {o}",
        example=("six weeks into my degree", "is six weeks into my degree")),
    Jot(rf"(?:week|month) (?P<n>\d{{1,2}}|{COUNT}) (?P<o>(?:of|into) (?:\d{{1,2}}\b|(?:the|an?) (?!tour|season|world|league|olympics|war)|(?:my|our|"
        rf"marathon|couch|chemo|treatment|rehab|"
        r"pregnancy|training)\b)[^,;]{0,40})", "is in week {n} {o}", example=("week 3 of the diet", "is in week 3 of the diet")),
    Jot(rf"(?P<n>{_YEARS}|{_SPAN}(?= in [^,;]* (?:now|already))) in (?P<o>{_PLACE})(?: now| already)?", "has been in {o} for {n}", follows=True,
        example=("six years in Sligo", "has been in Sligo for six years")),
    Jot(r"half[- ](?P<o>(?-i:[A-Z])[\w-]+)(?:,| and| &)? half[- ](?P<p>(?-i:[A-Z])[\w-]+)", "is half {o}, half {p}",
        example=("half Scottish half Ghanaian", "is half Scottish, half Ghanaian")),
    Jot(r"(?P<o>(?-i:[A-Z])[a-z]+(?:ish|ese|ic|ch|an|eg|lge|og|li|di|du|sh|ba|bo)) (?P<w>at home|at work|at school|with (?:my|the) \w+)",
        "speaks {o} {w}", follows=True, example=("Polish at home", "speaks Polish at home")),
    Jot(rf"(?P<o>{_PLACE})[- ]born(?: (?:and|&) (?:bred|raised|reared))?", "was born in {o}", past=True,
        example=("Enugu born", "was born in Enugu")),
    Jot(rf"(?P<o>{_PLACE})[- ](?:raised|reared|bred)", "grew up in {o}", past=True, example=("Leeds raised", "grew up in Leeds")),
    Jot(rf"(?P<o>{_PLACE})[- ]based", "is based in {o}", follows=True, example=("Lagos based", "is based in Lagos")),
    Jot(rf"(?:now|these days|currently) (?:somehow |living |based |back |happily |settled )+in (?P<o>{_PLACE})(?: now| these days)?",
        "lives in {o}", follows=True, example=("now somehow in Oslo", "lives in Oslo")),
    Jot(rf"(?:(?:up|out|over|down|back|way) )?here in (?:sunny |rainy |rural |wet |beautiful )?(?P<o>{_PLACE})(?:,? .+)?", "lives in {o}",
        example=("out here in Durness the shop is an hour away", "lives in Durness")),
    Jot(r"(?:here )?(?:where|the (?:village|town|place|area|island|street)(?: where)?) (?:i|we) (?:live|are|am|stay)"
        rf"(?: now| these days| at the moment)?,? \(?(?P<o>{_PLACE}(?:, (?:co\.? |county )?{_PLACE})?)\)?(?:,? (?:there|the|they|it|we|you)\b.*)?",
        "lives in {o}", example=("where we live now (Kilrush)", "lives in Kilrush")),
    Jot(rf"(?:so |well |and |yep |right |doctor says |gp says |results? (?:in|back) )*{_IT_IS}(?P<o>{_ILL})(?:,? (?:then|after all|apparently))?"
        r"(?:,? (?:same as|just like|like) (?:my |our )?(?P<kin>(?:\w+ )?\w+?)(?: (?P<had>had|has|did|does))?)?", "has {o}",
        example=("it's coeliac", "has coeliac")),
)  # fmt: skip
