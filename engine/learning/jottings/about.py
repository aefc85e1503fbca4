"""Who somebody is, jotted down: pronouns, faith, trade, study, licences, origin, what they are called."""

from __future__ import annotations

from engine.learning.jottings.jot import Jot
from engine.learning.telling.fragments import ROLES
from engine.learning.telling.people import NAME

_PRONOUNS = r"(?:he|she|they|xe|ze|fae|it|any|him|her|them)(?:\s?/\s?(?:he|him|his|she|her|hers|they|them|theirs|xem|zir|it|its|any))+"
_FAITH_A = (
    r"quaker|methodist|baptist|buddhist|mormon|atheist|pagan|jehovah's witness|pentecostal|presbyterian|lutheran|jain|humanist|rastafarian|wiccan|"
    r"sikh|hindu|muslim|christian|catholic"
)
_FAITH = (
    r"jewish|agnostic|orthodox(?: jewish)?|anglican|church of england|c of e|church of scotland|evangelical|greek orthodox|roman catholic|sunni|"
    r"shia|ahmadi|bahá'í|bahai"
)
_HOW = (
    r"(?: by (?:convincement|birth|conversion|marriage|upbringing)| born and raised| convert|(?:,| but)? lapsed|(?:,)? (?:non[- ])?practising| "
    r"all my life)?"
)
_ROLE = "|".join(sorted((role.replace("-", "[- ]") for role in ROLES), key=len, reverse=True))
_LICENCE = (
    r"(?:licen[cs]e|ticket|certificate|cert|diploma|degree|nvq|hnd|btec|badge|qualification|instructor'?s? card|theory|cbt|cscs card|first aid(?: "
    r"certificate)?|driving licence|black belt|grade \d)"
)
_SCHOOL = (
    r"(?:[A-Z][\w'. ]*(?:University|Uni|College|Institute|Polytechnic|Academy|School)\b[\w', ]*|University of [A-Z][\w ]+|(?-i:[A-Z])[\w']+(?: "
    r"(?-i:[A-Z])[\w']+)?)"
)
_DEGREE = (
    r"(?:phd|dphil|msc|ma|mba|bsc|ba|meng|beng|llb|llm|med|degree|masters?|nursing degree|law degree|gcses|a[- ]levels|btec|hnd|apprenticeship|"
    r"foundation year|pgce|medicine|medical school|law|nursing)"
)
_YEAR = r"(?:first|second|third|fourth|fifth|final|last|1st|2nd|3rd|4th|5th)"
_LANGUAGE = r"(?-i:[A-Z])\w+"

JOTS = (
    Jot(r"(?:a )?(?P<o>(?:single |working |stay-at-home )?(?:mum|mom|dad|mother|father|gran|grandad|grandmother|grandfather|parent|foster carer|"
        r"carer) (?:of|to) (?:\w+ ){0,2}\w+)", "is a {o}", example=("mum of three", "is a mum of three")),
    Jot(r"retired (?P<o>[a-z]+(?: [a-z]+)?)", "is a retired {o}", follows=True, example=("retired postie", "is a retired postie")),
    Jot(r"married (?:for )?(?P<n>\d+ ?(?:years|yrs))(?P<when> in \w+)?", "has been married for {n}", example=("married 40 yrs", "has been married "
        "for 40 yrs")),
    Jot(r"with my (?P<o>partner|boyfriend|girlfriend|husband|wife)(?: for)? (?P<n>\d+ ?(?:years|yrs|months))", "has been with their {o} for {n}",
        example=("with my partner 8 yrs", "has been with their partner for 8 yrs")),
    Jot(r"(?:my )?(?P<w>emergency contact|next of kin|power of attorney|executor)(?: is)?\s*[:=]?\s+(?P<o>(?:my |our )?\w.{2,40})", "is {o}",
        "The user's {w}", example=("next of kin = my brother Col", "is my brother Col")),
    Jot(rf"(?:my )?pronouns?(?: are| is|:)? (?P<o>{_PRONOUNS})", "are {o}", "The user's pronouns", example=("pronouns she/they", "are she/they")),
    Jot(rf"(?:i |we )?(?:use|go by) (?P<o>{_PRONOUNS})(?: pronouns)?(?:,? (?:btw|please|pls))?", "uses {o} pronouns", example=("I use he/him",
        "uses he/him pronouns")),
    Jot(rf"(?P<o>{_PRONOUNS})(?: pronouns)?(?:,? (?:btw|please|pls|thanks))?", "uses {o} pronouns", example=("they/them please", "uses they/them "
        "pronouns")),
    Jot(rf"(?P<o>(?:lapsed |practising |non-practising |recovering )?(?:{_FAITH_A}){_HOW})", "is {a_o}", example=("Quaker by convincement", "is a "
        "Quaker by convincement")),
    Jot(rf"(?P<o>(?:lapsed |practising |non-practising )?(?:{_FAITH}){_HOW})", "is {o}", example=("Roman Catholic, lapsed", "is Roman Catholic, "
        "lapsed")),
    Jot(r"(?:a )?lifelong (?P<o>[\w' -]{3,30}?) (?:until|till|up to) (?P<when>[^,;]{3,20})"
        r"(?:, (?P<then>[\w-]+) (?:ever )?since)?", "was {a_o} until {when}", past=True,
        example=("lifelong Tory until 2019", "was a Tory until 2019")),
    Jot(r"(?:a )?lifelong (?P<o>[\w' -]{3,30})", "is a lifelong {o}", example=("lifelong Leeds fan", "is a lifelong Leeds fan")),
    Jot(rf"(?:an? )?(?P<o>(?:\w+ )?(?:{_ROLE})) by trade", "is {a_o} by trade", follows=True, example=("joiner by trade", "is a joiner by trade")),
    Jot(rf"(?:an? )?(?P<o>(?:(?:trainee|senior|junior|retired|staff|head|night|student|primary|secondary|agency|freelance|part[- ]time|bus|train|"
        rf"lorry|taxi|ward|school) )*(?:{_ROLE}) (?:on|at|in|for|with) (?!.*\b(?:drama|film|movie|show|series|game|story|book|play)\b)(?:the |a "
        rf")?\w[^,;]{{2,50}})", "is {a_o}", example=("nurse on the stroke ward at the Royal", "is a nurse on the stroke ward at the Royal")),
    Jot(r"ex[- ](?P<o>army|navy|raf|forces|police|military)(?:,? (?P<for>\d+ (?:years|yrs)))?", "was in the {o} {for}", past=True,
        example=("ex army", "was in the army")),
    Jot(rf"(?:everyone|everybody|people|friends|they all|most people|my mates|family)(?: just)? (?:calls? me|says?|knows? me as|shortens? it to) "
        rf"(?P<o>{NAME})", "goes by {o}", example=("everybody says Bron", "goes by Bron")),
    Jot(r"(?:originally )?from (?P<o>(?-i:[A-Z])[\w' -]+?)(?: originally)?(?:, (?:but )?(?:now )?(?:living )?in (?P<now>(?-i:[A-Z])[\w' -]+?)(?: "
        r"now)?)?", "is from {o} originally", follows=True, example=("from Cork originally", "is from Cork originally")),
    Jot(rf"(?:my )?(?:mother tongue|native language|first language|home language)(?: is|:)? (?P<o>{_LANGUAGE})", "is {o}", "The user's mother "
        "tongue", example=("mother tongue Yoruba", "is Yoruba")),
    Jot(rf"(?:native|fluent|near-native) (?P<o>{_LANGUAGE})(?: speaker)?", "speaks {o} fluently", example=("fluent Welsh", "speaks Welsh fluently")),
    Jot(rf"(?P<o>{_LANGUAGE}) (?P<how>mostly|mainly), (?P<more>(?:some|a bit of|a little) (?-i:[A-Z])\w+(?: for fun| too)?)", "uses {how} {o} and "
        "{more}", example=("Python mostly, some Go", "uses mostly Python and some Go")),
    Jot(r"(?:my )?(?:fave|favourite|favorite) (?P<w>(?:colou?r|food|team|band|book|film|movie|song|animal|season|flower|drink|author|place|cake|"
        r"game|subject|player|dish|show|number|cheese|pub|restaurant)|\w+(?: \w+)?(?=:|=| is))(?: is|:|=)? (?P<o>[^,;]{2,40})", "is {o}", "The "
        "user's favourite {w}", example=("fave team: Everton", "is Everton")),
    Jot(rf"(?P<year>{_YEAR}[- ]year) (?:of )?(?P<o>(?:an? |my )?[^,;]{{0,25}}\b{_DEGREE}\b)(?P<where> (?:at|in) \w[^,;]{{2,40}})?", "is in the "
        "{year} of {o} {where}", follows=True, example=("second year of a nursing degree at Keele", "is in the second year of a nursing degree at "
        "Keele")),
    Jot(rf"(?P<o>{_DEGREE})[, ]+(?P<year>{_YEAR})[- ]year,? (?:in |on |researching |studying )?(?P<what>[a-z][\w' -]{{2,30}}),? (?:at |in "
        rf")?(?P<where>{_SCHOOL})", "is in the {year} year of {a_o} on {what} at the {where}", example=("", "")),
    Jot(rf"(?:got|have|hold|did|passed|gained) (?P<o>(?:my|an?|the) (?:[\w'-]+ ){{1,3}}?{_LICENCE})(?P<more> (?:in|since) '?\d{{2,4}}| last \w+)",
        "got {o} {more}", past=True, example=("got my forklift licence in 2012", "got my forklift licence in 2012")),
    Jot(rf"(?:and |plus )?(?:got |have |hold )?(?P<o>an? (?:[\w'-]+ ){{1,3}}?{_LICENCE}(?:, class \w+)?)", "has {o}", example=("a heavy goods "
        "licence", "has a heavy goods licence")),
    Jot(rf"(?:just |recently |finally )?(?:split(?: up)?|broke up|broken up|separated|parted ways) (?:with|from) (?P<o>(?:my \w+(?: {NAME})?|"
        rf"{NAME}))(?P<when>(?: (?:in|on|last|after|a|two|three|yesterday|at) ?[^,;]{{0,30}})?)", "split up with {o} {when}", past=True,
        example=("split up with Marco in March", "split up with Marco in March")),
    Jot(r"(?:just |got |newly )?engaged", "is engaged", example=("engaged", "is engaged")),
    Jot(r"(?:got )?married (?:in |since )?(?P<o>(?:19|20)\d\d)", "got married in {o}", past=True, example=("married 2008", "got married in 2008")),
    Jot(r"(?P<how>widowed|divorced|retired|separated|redundant|made redundant|naturalised) (?:in )?(?P<o>(?:19|20)\d\d)(?P<more> [^,;]{2,40})?",
        "was {how} in {o} {more}", past=True, example=("widowed in 2020", "was widowed in 2020")),
    Jot(r"(?:i'?m |i am )?expecting(?P<when> in [^,;]{3,20}| on [^,;]{3,20})?(?:,? (?:a )?(?P<what>girl|boy|twins))?", "is expecting a baby "
        "{what} {when}", example=("expecting in June", "is expecting a baby in June")),
    Jot(r"touch[- ]?types?(?: at)? (?P<o>\d+ ?wpm)(?: but)?(?: on (?P<on>an? [^,;]{3,30}))?", "touch types at {o}", example=("touch type 95 wpm",
        "touch types at 95 wpm")),
)  # fmt: skip
