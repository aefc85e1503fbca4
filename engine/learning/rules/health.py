"""Health: allergies, conditions, medication, diets, injuries."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

_CONDITIONS = (
    r"(?:diabetes|asthma|epilepsy|migraines?|arthritis|eczema|psoriasis|adhd|add|autism|depression|anxiety|insomnia|anaemia|"
    r"anemia|coeliac disease|celiac disease|crohn'?s|ibs|pcos|endometriosis|"
    r"tinnitus|hay ?fever|high blood pressure|hypertension|low blood pressure|a heart (?:condition|murmur)|sleep apnoea|"
    r"sleep apnea|gout|sciatica|fibromyalgia|long covid|dyslexia|dyspraxia|vertigo|glaucoma|"
    r"cataracts|osteoporosis|scoliosis|lupus|multiple sclerosis|parkinson'?s|alzheimer'?s|dementia|cancer|type [12] "
    r"diabetes|an? (?:bad|dodgy|weak|artificial|torn|broken|slipped|sore) (?:back|knee|hip|shoulder|disc|heart|ankle|wrist)|"
    r"a pacemaker|a stoma|vertigo|reflux|acid reflux|an underactive thyroid|an overactive thyroid|thyroid \w+|ocd|ptsd|"
    r"bipolar(?: disorder)?|reynaud'?s|raynaud'?s|rosacea|hearing aids?|bad eyesight|tendonitis|shin splints)"
)
_FOOD_LIMIT = (
    r"(?:lactose|gluten|dairy|nuts|peanuts|shellfish|pork|meat|beef|fish|eggs?|alcohol|sugar|caffeine|coffee|wheat|soya?|"
    r"seafood|animal products|milk|cheese|mushrooms|spicy food|garlic|onions?|tomatoes|red meat|bread|wine|salt|chocolate|"
    r"strawberries|aspirin|ibuprofen|penicillin)"
)

RULES = (
    Rule(
        name="free_of",
        category="health",
        predicate="allergies",
        kind="semantic",
        importance=0.7,
        pattern=r"has no (?P<o>(?:known |drug |food |other )*(?:allerg(?:y|ies)|health (?:problems|conditions|issues)|intolerances))(?: .*)?$",
        examples=(("I have no known allergies", "The user has no known allergies."),),
    ),
    Rule(
        name="takes_none",
        category="health",
        predicate="takes_no",
        kind="semantic",
        importance=0.7,
        pattern=r"takes no (?P<o>(?:regular )?(?:meds|medication|medications|medicines?|tablets|pills))(?: .*)?$",
        examples=(("I take no medication", "The user takes no medication."),),
    ),
    Rule(
        name="allergic",
        category="health",
        predicate="allergic_to",
        kind="semantic",
        importance=0.95,
        each=True,
        text="{s} is {how}allergic to {o}",
        pattern=r"is (?:also |actually |unfortunately )?(?P<how>(?:severely |badly |very |really |mildly |slightly |deathly |highly |a "
        r"bit |terribly )?)allergic to (?P<o>(?!(?:work|mondays?|effort|everything|exercise|nonsense|people|small "
        r"talk)\b)[^.;(]+?)(?P<more>(?: (?:so|which|since|because)\b.*)?)$",
        examples=(
            ("I'm allergic to peanuts", "The user is allergic to peanuts."),
            ("im alergic to shellfish and penicillin", "The user is allergic to penicillin."),
            ("my son Leo is allergic to cats", "The user's son Leo is allergic to cats."),
        ),
        never=("I'm allergic to Mondays", "suppose I was allergic to nuts"),
    ),
    Rule(
        name="not_allergic",
        category="health",
        predicate="not_allergic_to",
        kind="semantic",
        importance=0.7,
        pattern=r"is (?:not|no longer)(?: actually)? allergic to (?P<o>.+)$",
        examples=(("I'm not allergic to nuts", "The user is not allergic to nuts."),),
    ),
    Rule(
        name="has_allergy",
        category="health",
        predicate="allergic_to",
        kind="semantic",
        importance=0.95,
        pattern=r"has (?:an? |also an? )?(?P<how>(?:severe|mild|bad|serious|"
        r"slight|nasty)\s)?(?P<o>[\w-]+(?: [\w-]+)?) (?:allergy|"
        r"intolerance)\b(?! (?:test|appointment|season))(?P<more>.*)$",
        examples=(
            ("I have a severe bee sting allergy", "The user has a severe bee sting allergy."),
            ("my wife has a gluten intolerance", "The user's wife has a gluten intolerance."),
        ),
    ),
    Rule(
        name="condition",
        category="health",
        predicate="has_condition",
        kind="semantic",
        importance=0.9,
        pattern=rf"(?:also |still )?(?:has|suffers from|lives with|was "
        rf"diagnosed with|got diagnosed with|has been diagnosed with|"
        rf"is diagnosed with|gets|had|wears) (?:chronic |severe |mild |"
        rf"bad |terrible |really bad |quite bad |some |the "
        rf")*(?P<o>{_CONDITIONS}\b.*)$",
        examples=(
            ("I've got ADHD", "The user has ADHD."),
            ("my dad has type 2 diabetes", "The user's dad has type 2 diabetes."),
            ("I was diagnosed with asthma in 2020", "The user was diagnosed with asthma in 2020."),
        ),
    ),
    Rule(
        name="is_condition",
        category="health",
        predicate="has_condition",
        kind="semantic",
        importance=0.9,
        pattern=r"is (?:a |an |also |actually |slightly |partially |completely |totally |type [12] )*(?P<o>(?:diabetic|type [12] "
        r"diabetic|asthmatic|coeliac|celiac|epileptic|deaf|blind|autistic|dyslexic|lactose[- ]intolerant|gluten[- ]intolerant|"
        r"intolerant to [\w ]+|hard of hearing|anaemic|anemic|bipolar|hiv positive|in a wheelchair|a wheelchair user|wheelchair "
        r"user|immunocompromised|short-?sighted|long-?sighted|in remission|in recovery|a recovering \w+|sober)\b.*)$",
        examples=(("im deaf in my left ear", "The user is deaf in their left ear."), ("I am coeliac", "The user is coeliac.")),
    ),
    Rule(
        name="diet",
        category="health",
        predicate="diet",
        kind="semantic",
        importance=0.9,
        pattern=r"(?:is|has been|became|went|is going|is still|has gone|"
        r"follows|is on)(?: an?| now| a strict| strictly| mostly| "
        r"fully| still| actually)* ?(?P<o>(?:vegetarian|vegan|"
        r"pescatarian|pescetarian|keto|halal|kosher|gluten[- ]free|"
        r"low[- ]carb|teetotal|flexitarian|paleo|fodmap|low[- ]fodmap|"
        r"dairy[- ]free)(?: diet| again)?)\b.*$",
        examples=(("I'm vegetarian", "The user is vegetarian."), ("my daughter went vegan", "The user's daughter went vegan.")),
    ),
    Rule(
        name="not_diet",
        category="health",
        predicate="diet",
        kind="semantic",
        importance=0.8,
        pattern=r"is (?:not|no longer) (?:an? )?(?P<o>vegetarian|vegan|keto|"
        r"pescatarian|coeliac|celiac)\b.*$",
        examples=(("I'm not vegan anymore", "The user is not vegan anymore."),),
    ),
    Rule(
        name="cannot_eat",
        category="health",
        predicate="avoids",
        kind="semantic",
        importance=0.85,
        pattern=rf"(?:cannot|do(?:es)? not|never|no longer|is not allowed to|must "
        rf"not|stopped|gave up|avoids?|has to avoid|quit) ?(?:really |"
        rf"ever |usually )?(?:eat|eats|eating|have|has|having|drink|"
        rf"drinks|drinking|tolerate|digest|touch|touches|do)? ?(?:any |"
        rf"much )?(?P<o>{_FOOD_LIMIT}\b.*)$",
        examples=(
            ("I don't eat pork", "The user does not eat pork."),
            ("i don't drink alcohol", "The user does not drink alcohol."),
            ("my wife can't have gluten", "The user's wife cannot have gluten."),
        ),
    ),
    Rule(
        name="medication",
        category="health",
        predicate="takes",
        kind="semantic",
        importance=0.9,
        pattern=r"(?:takes?|is taking|is on|was prescribed|was put on|started|"
        r"injects?|uses) (?P<o>(?:[\w-]+ ){0,4}?(?:\d+[.,]?\d*\s?(?:mg"
        r"|mcg|ml|g|iu|units|µg)\b|tablets?|pills?|medication|meds|"
        r"antidepressants|antibiotics|insulin|statins?|levothyroxine|"
        r"metformin|sertraline|ibuprofen|methotrexate|warfarin|"
        r"lithium|ritalin|inhaler|beta ?blockers|blood thinners|the "
        r"pill|vitamin \w+|iron)\b.*)$",
        examples=(
            ("I take 50mg of sertraline every morning", "The user takes 50mg of sertraline every morning."),
            ("my mum is on warfarin", "The user's mum is on warfarin."),
        ),
    ),
    Rule(
        name="injury",
        category="health",
        predicate="injured",
        kind="episodic",
        importance=0.75,
        pattern=r"(?:has |just |recently )*(?:broke(?! up| down| into| the "
        r"(?!leg|arm|ankle|wrist|toe))|tore|sprained|fractured|"
        r"injured|hurt|twisted|dislocated|pulled|had (?:surgery|an "
        r"operation|a stroke|a heart attack|a miscarriage|a fall|a "
        r"knee \w+|a hip \w+)|is having (?:surgery|an "
        r"operation))\b(?P<o>.*)$",
        examples=(("tore my meniscus in February", "The user tore their meniscus in February 2025."),),
    ),
    Rule(
        name="habit",
        category="health",
        predicate="habit",
        kind="semantic",
        importance=0.65,
        pattern=r"(?:smokes|vapes|do(?:es)? not smoke|do(?:es)? not drink|do(?:es)? not vape|"
        r"stopped smoking|quit smoking|gave up smoking|stopped "
        r"drinking|quit drinking|is sober|never smoked|never "
        r"drinks)\b(?P<o>.*)$",
        examples=(("I don't smoke", "The user does not smoke."),),
    ),
    Rule(
        name="body_trouble",
        category="health",
        predicate="has_condition",
        who="thing",
        subject=r"^The user's (?:\w+ )?(?:back|knee|knees|hip|eyes?|eyesight|"
        r"hearing|iron|blood pressure|cholesterol|thyroid|heart|"
        r"wrists?|ankle|shoulder|blood type|blood group|resting heart "
        r"rate)$",
        kind="semantic",
        importance=0.75,
        pattern=r"(?:is|are|has|have|was)\b(?P<o>.+)$",
        examples=(("my blood type is O negative", "The user's blood type is O negative."),),
    ),
)
