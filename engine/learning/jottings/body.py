"""Health and body, jotted down: "no allergies", "6ft2, 94kg", "asthma, blue inhaler", "on metformin 500 twice a day"."""

from __future__ import annotations

from engine.learning.jottings.jot import Jot

CONDITION = (
    r"asthma|eczema|psoriasis|arthritis|rheumatoid arthritis|osteoarthritis|fibromyalgia|lupus|ms|multiple sclerosis|parkinson'?s|epilepsy|"
    r"migraines?|ibs|ibd|crohn'?s(?: disease)?|colitis|"
    r"adhd|autism|ocd|ptsd|anxiety|depression|bipolar|dyslexia|dyspraxia|hypertension|high blood pressure|low blood pressure|high cholesterol|"
    r"gout|sciatica|scoliosis|tinnitus|vertigo|"
    r"endometriosis|pcos|anaemia|anemia|sleep apno?ea|reflux|hay ?fever|diabetes|type (?:1|2|one|two) diabetes|gestational diabetes|underactive "
    r"thyroid|overactive thyroid|hypothyroidism|"
    r"long covid|glaucoma|cataracts|macular degeneration|copd|emphysema|angina|atrial fibrillation|afib|heart failure|osteoporosis|sickle cell(?: "
    r"disease)?|hiv|hepatitis [abc]|"
    r"coeliac disease|celiac disease|diverticulitis|gallstones|kidney stones|shingles|plantar fasciitis|carpal tunnel|tennis elbow|frozen "
    r"shoulder|vitiligo|alopecia|narcolepsy|raynaud'?s"
)
_PART = r"(?:back|knees?|hips?|shoulders?|ankles?|wrists?|neck|foot|feet|eyes?|heart|chest|hearing|eyesight|stomach|hands?|elbow)"
_DOSE = r"\d[\d.,/]*\s?(?:mg|mcg|µg|iu|units?|puffs?|tablets?|tabs?|drops|caps(?:ules)?|sprays?|patch(?:es)?)"
_OFTEN = (
    r"(?:(?:once|twice|thrice|\d x|\d times|three times|four times)(?: a| per)? (?:day|daily|week|month)|daily|nightly|weekly|every (?:morning|"
    r"night|day|evening|other day|\w+ hours|week|\w+day)|"
    r"(?:in the )?mornings?|(?:at )?nights?|evenings?|at bedtime|with (?:food|breakfast|meals|dinner)|as needed|when needed|(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun)days|od|bd|tds|prn|am and pm|am|pm)"
)
_HEIGHT = r"(?:\d'\s?\d{1,2}(?:''|\")?|\d\s?(?:ft|foot|feet)\s?(?:\d{1,2})?(?:\s?(?:in|inches))?|1[.,]\d\d\s?m|1\d\d\s?cm)"
_WEIGHT = r"(?:\d{2,3}(?:[.,]\d)?\s?(?:kg|kgs|kilos|lbs?|pounds)|\d{1,2}\s?(?:st|stone)(?:\s?\d{1,2}(?:\s?lbs?)?)?)"
_FOOD = (
    r"(?:[a-z]+ )?(?:pork|beef|meat|red meat|alcohol|booze|nuts|peanuts|dairy|gluten|wheat|eggs?|fish|shellfish|seafood|sugar|salt|caffeine|"
    r"coffee|milk|lactose|soya?|sesame|cranberry|grapefruit|spice|onions?|garlic|mushrooms?|coriander|cilantro)"
)
_CAUSE = r"(?!(?:this|that|your|his|her|my|it|the|all|these|those|you|he|she|they|which|what|who)\b)[a-z][\w' -]{2,30}?"
_CAUSED = rf"(?P<s>{_CAUSE})"
_SPAN = r"(?:\d+|two|three|four|five|six|ten) ?(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_FOODS = rf"{_FOOD}(?:(?:,| or| and|, or) (?:no )?{_FOOD})*"

JOTS = (
    Jot(r"diagnosed (?P<o>(?:in |at |last |when )?(?:age |aged )?\w[^,;]{2,25})", "was diagnosed {o}", follows=True, past=True,
        example=("diagnosed in 2020", "was diagnosed in 2020")),
    Jot(r"(?:an? )?(?P<o>(?:[\w-]+ )?[\w-]+ (?:allergy|intolerance))(?P<how> \(\w+\))?", "has {a_o} {how}", follows=True, example=("peanut "
        "allergy", "has a peanut allergy")),
    Jot(rf"(?P<n>{_SPAN}) (?P<o>sober|clean|smoke[- ]free|teetotal|vegan|in recovery|cancer[- ]free|in remission)(?: (?:now|today))?", "has been "
        "{o} for {n}", follows=True, example=("3 months sober", "has been sober for 3 months")),
    Jot(rf"(?P<o>sober|clean|smoke[- ]free|teetotal|vegan|vegetarian|diabetic|widowed|divorced|retired|married|single)(?: for)? (?P<n>{_SPAN})(?: "
        rf"now)?", "has been {o} for {n}", follows=True, example=("teetotal 9 years", "has been teetotal for 9 years")),
    Jot(r"(?P<how>quit|gave up|stopped) (?P<o>smoking|drinking|vaping|gambling|the fags|cigs|booze|alcohol|weed|sugar|caffeine) (?P<when>(?:on |"
        r"in |last |this )?[^,;]{3,25})", "{how} {o} {when}", follows=True, past=True, example=("quit smoking in May", "quit smoking in May")),
    Jot(r"(?:my )?(?:bp|blood pressure)(?: was| is|:)? (?P<o>\d{2,3}(?:/| over )\d{2,3})(?P<when> [^,;]{3,25})?", "was {o} {when}", "The user's "
        "blood pressure", past=True, example=("BP 150/95 this morning", "was 150/95 this morning")),
    Jot(r"(?:my )?weight(?: was| is|:)? (?P<o>\d{2,3}(?:\.\d)? ?(?:kg|kilos|lbs|st)?)(?P<when> (?:today|this morning|yesterday|now))?", "was {o} "
        "{when}", "The user's weight", past=True, example=("weight 82.4 today", "was 82.4 today")),
    Jot(r"(?:my )?(?P<s>5k|10k|half marathon|marathon|parkrun|mile|400m|2k|row) (?P<w>time|pb|pr|best)(?: is|:)? (?P<o>\d+:\d\d(?::\d\d)?|sub[- "
        r"]?\d+)", "is {o}", "The user's {s} {w}", example=("5k time 24:10", "is 24:10")),
    Jot(r"(?P<how>scared|afraid|terrified|frightened|petrified) of (?P<o>[^,;]{3,30})", "is {how} of {o}", follows=True, example=("scared of "
        "flying", "is scared of flying")),
    Jot(r"colou?r[- ]?blind(?P<o>,? \(?red[- /]green\)?|,? \(?blue[- /]yellow\)?)?", "is colour-blind {o}", follows=True, example=("colour blind",
        "is colour-blind")),
    Jot(r"(?:a )?(?P<o>(?:part[- ]time )?wheelchair user|cane user|lip[- ]reader|bsl user|carer for [^,;]{3,30}|young carer|blood donor|night owl|"
        r"early bird|light sleeper)", "is a {o}", follows=True, example=("wheelchair user", "is a wheelchair user")),
    Jot(r"no (?P<k>(?:known |other |drug |food |serious )*)allerg(?:y|ies)(?: that i know of| at all| whatsoever)?", "has no {k} allergies",
        follows=True, example=("no known allergies", "has no known allergies")),
    Jot(r"(?:no|not on any|on no) (?:regular |current |other )?(?P<o>meds|medication|medications|medicines?|tablets|pills)(?: at all)?", "takes "
        "no {o}", follows=True, example=("no meds", "takes no meds")),
    Jot(rf"(?P<o>{_HEIGHT})(?: tall)?", "is {o} tall", follows=True, example=("6ft2", "is 6ft2 tall")),
    Jot(rf"(?P<o>{_WEIGHT})", "weighs {o}", follows=True, example=("71kg", "weighs 71kg")),
    Jot(rf"(?:goal|target)(?: weight)?(?: is| of|:)? (?P<o>{_WEIGHT}|\d{{2,3}})(?: by .*)?", "has a goal weight of {o}", example=("goal 63", "has "
        "a goal weight of 63")),
    Jot(r"(?:my )?(?P<w>shoe|dress|ring|collar|bra|hat|trouser|glove|shirt|waist|jeans?|jacket|suit|t-?shirt) size(?: is|:)? (?P<o>\w[\w.]*(?: "
        r"(?:wide|narrow|uk|eu|us|half|and a half))*)", "is {o}", "The user's {w} size", example=("shoe size 9 wide", "is 9 wide")),
    Jot(r"(?:my )?blood (?:group|type)(?: is|:)? (?P<o>(?:a|b|ab|o) ?(?:\+|-|pos(?:itive)?|neg(?:ative)?|rh[+-])?)", "is {o}", "The user's blood "
        "type", example=("blood group O neg", "is O neg")),
    Jot(r"(?P<o>left|right)[- ]?handed", "is {o}-handed", follows=True, example=("left handed", "is left-handed")),
    Jot(r"(?:on|taking|take) (?P<o>[a-z][a-z-]{3,}(?: [a-z]+)? \d[\d.,/]*\s?(?:mg|mcg|g|ml)?(?: .*)?)", "takes {o}", follows=True,
        example=("on metformin 500 twice a day", "takes metformin 500 twice a day")),
    Jot(rf"(?P<o>[a-z][a-z-]{{3,}}(?: [a-z]+)? {_DOSE}(?: [^,;]{{1,50}})?)", "takes {o}", follows=True, example=("ramipril 5mg mornings", "takes "
        "ramipril 5mg mornings")),
    Jot(rf"(?P<o>(?:folic acid|aspirin|vitamin [a-z]\d*|iron|magnesium|zinc|omega ?3|fish oil|creatine|insulin|paracetamol|melatonin) {_OFTEN})",
        "takes {o}", follows=True, example=("folic acid every other day", "takes folic acid every other day")),
    Jot(rf"(?P<o>[a-z][a-z-]{{3,}}(?:in|ol|ine|ide|pril|tan|xaban|statin|pam|lone|sone|rin|fen|zole|mide|mab|cillin|oxine|done|acid|iron|vitamin "
        rf"d)(?: acid)? (?:\d[\d.,]* )?{_OFTEN})", "takes {o}", follows=True, example=("atorvastatin 20 at night", "takes atorvastatin 20 at night")),
    Jot(rf"(?:my )?(?P<o>(?:{CONDITION})(?: since [^,;]{{2,30}})?)", "has {o}", follows=True, example=("asthma", "has asthma")),
    Jot(r"rheumatoid", "has rheumatoid arthritis", follows=True, example=("rheumatoid", "has rheumatoid arthritis")),
    Jot(r"type (?P<o>1|2|one|two)(?: diabetic)?(?P<more>, (?:diet|tablet|insulin|well)[- ]controlled)?", "has type {o} diabetes {more}",
        follows=True, example=("type 2", "has type 2 diabetes")),
    Jot(rf"(?:a )?(?P<o>(?:bad|dodgy|gammy|weak|arthritic|frozen|trapped|dicky|sore|new|replaced|slipped|torn) (?:{_PART}|disc|nerve|ligament|"
        rf"cartilage))(?P<since> since [^,;]{{2,40}})", "has had a {o} {since}", follows=True, example=("bad back since the crash in 2011", "has "
        "had a bad back since the crash in 2011")),
    Jot(rf"(?P<o>(?:bad|dodgy|gammy|arthritic|frozen|dicky|slipped) (?:{_PART}|disc))", "has a {o}", follows=True, example=("dodgy knee", "has a "
        "dodgy knee")),
    Jot(r"(?P<o>pacemaker|stent|new hip|hip replacement|knee replacement|hearing aid|cochlear implant|cast|stitches|catheter|stoma|pump|coil|"
        r"implant) (?P<how>fitted|put in|done|out|removed|off) (?P<when>[^,;]{3,40})", "had {a_o} {how} {when}", follows=True, past=True,
        example=("pacemaker fitted last May", "had a pacemaker fitted last May")),
    Jot(r"(?:a )?(?P<o>pacemaker|hearing aid|insulin pump|stoma|guide dog|stent|prosthetic leg|walking stick|stairlift|wheelchair|hip "
        r"replacement)(?P<where> (?:in|on|since) [^,;]{3,40})?", "has {a_o} {where}", follows=True, example=("hearing aid in the left ear", "has "
        "a hearing aid in the left ear")),
    Jot(r"hearing aids(?P<where> (?:in|since) [^,;]{3,30})?", "has hearing aids {where}", follows=True, example=("hearing aids since 2019", "has "
        "hearing aids since 2019")),
    Jot(r"(?P<o>(?:\w+ )?inhaler(?: [^,;]{2,30})?)", "uses {a_o}", follows=True, example=("blue inhaler when needed", "uses a blue inhaler when "
        "needed")),
    Jot(r"(?:carry|carries) (?P<o>an? \w[^,;]{2,30})", "carries {o}", follows=True, example=("carry an epipen", "carries an epipen")),
    Jot(rf"(?P<s>{_CAUSE}) (?P<how>(?:always )?(?:brings?|brought|comes?)) (?:me|us) out in (?P<o>[\w ]{{3,25}}?)(?:,? always has)?", "{how} the "
        "user out in {o}", "{s}", example=("penicillin brings me out in hives", "brings the user out in hives")),
    Jot(_CAUSED + r" (?P<how>(?:always )?gives?) me (?P<o>(?:a |an |really bad |bad |terrible )?(?:rash|hives|migraines?|headaches?|heartburn|"
        r"cramps|asthma(?: attacks?)?|the runs|stomach ache|reflux|nightmares|ulcers|nausea|palpitations|thrush|bloating|wind|indigestion|eczema|"
        r"spots))", "{how} the user {o}", "{s}", example=("shellfish gives me a rash", "gives the user a rash")),
    Jot(_CAUSED + r" (?P<how>makes?) me (?P<o>swell(?: up)?|itch(?: all over)?|itchy|wheeze|vomit|sick|throw up|ill|sneeze|nauseous|drowsy|faint|"
        r"come out in [^,;]{3,20})", "{how} the user {o}", "{s}", example=("penicillin makes me swell up", "makes the user swell up")),
    Jot(_CAUSED + r" (?P<how>sets? off|triggers?|aggravates?|flares? up) my (?P<o>asthma|eczema|ibs|migraines?|allerg(?:y|ies)|hay ?fever|gout|"
        r"back|psoriasis|anxiety|reflux|tinnitus)", "{how} the user's {o}", "{s}", example=("dust sets off my asthma", "sets off the user's asthma")),
    Jot(rf"(?:so )?no (?P<o>{_FOODS}) (?:for (?:me|us)(?: ever| please| thanks)?|in (?:this|our|my) house)", "does not have {o}", example=("no "
        "pork or alcohol for us", "does not have pork or alcohol")),
    Jot(rf"(?P<o>oat milk|soya milk|almond milk|decaf|semi-skimmed|skimmed|full fat|brown bread|vegan food|halal meat|kosher food|sourdough|"
        rf"{_FOOD}) only in (?:this|our|my) house", "has only {o} at home", example=("oat milk only in this house", "has only oat milk at home")),
    Jot(r"(?:still )?(?:dont|don't|do not) (?P<o>smoke|drink|vape|drive|swim|gamble|eat (?:red )?meat)", "does not {o}", follows=True,
        example=("don't smoke", "does not smoke")),
    Jot(r"(?:still )?no meat", "does not eat meat", follows=True, example=("still no meat", "does not eat meat")),
)  # fmt: skip
