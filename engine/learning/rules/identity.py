"""Who somebody is: name, age, origin, languages, contacts."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

RULES = (
    Rule(
        name="user_name",
        category="identity",
        predicate="name",
        who="thing",
        subject=r"^The user's (?:full |first |real )?name$",
        kind="semantic",
        importance=0.95,
        pattern=r"is (?:called )?(?P<o>[\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,3})(?P<more>.*)$",
        text="The user's name is {o}",
        object_kind="person",
        examples=(("my name is Tomasz", "The user's name is Tomasz."), ("hi, my name's Ana Lucía", "The user's name is Ana Lucía.")),
        never=("what's my name?", "his name is Bob, the fictional king"),
    ),
    Rule(
        name="called",
        category="identity",
        predicate="name",
        who="user",
        kind="semantic",
        importance=0.95,
        pattern=r"is (?:called|named) (?P<o>(?!by\b)[\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,3})$",
        text="The user's name is {o}",
        object_kind="person",
        examples=(("I'm called Priya", "The user's name is Priya."),),
    ),
    Rule(
        name="nickname",
        category="identity",
        predicate="nickname",
        who="anyone",
        kind="semantic",
        importance=0.9,
        pattern=r"(?:goes by|is known as|prefers to be called)(?: the name)? "
        r"(?P<o>[\w'-]+)$",
        examples=(("I go by Sam", "The user goes by Sam."), ("everyone calls me Seun", "The user goes by Seun.")),
    ),
    Rule(
        name="age",
        category="identity",
        predicate="age",
        kind="semantic",
        importance=0.7,
        pattern=r"is (?:only |now |already |almost |nearly )?(?P<o>\d{1,3})(?:[ -]?years?[ -]?old)?(?: now| already)?$",
        text="{s} is {o} years old",
        examples=(
            ("I'm 34", "The user is 34 years old."),
            ("my son Leo is 7 years old", "The user's son Leo is 7 years old."),
            ("im 41 yrs old", "The user is 41 years old."),
        ),
    ),
    Rule(
        name="turned",
        category="dates",
        predicate="age",
        importance=0.7,
        pattern=r"(?:turned|turns|is turning|will be turning|will turn|will be|is going to be) (?P<o>\d{1,3}|[a-z]+ty|one|two|three|"
        r"four|five|six|seven|eight|nine|ten|eighteen|twenty[- ]\w+)\b(?! (?:minutes|hours|late)).*$",
        kind="episodic",
        examples=(("my niece Tess turns 13 in June", "The user's niece Tess turns 13 in June 2025."),),
    ),
    Rule(
        name="from",
        category="identity",
        predicate="comes_from",
        kind="semantic",
        importance=0.7,
        object_kind="place",
        pattern=r"(?:is|was|comes|came)(?: originally| actually)? from (?P<o>[^,.]+(?:, [A-ZÀ-Þ]\w+)?).*$",
        examples=(
            ("I'm from Samarkand", "The user is from Samarkand."),
            ("my flatmate Ahmed is from Alexandria", "The user's flatmate Ahmed is from Alexandria."),
        ),
    ),
    Rule(
        name="born",
        category="identity",
        predicate="born",
        kind="semantic",
        importance=0.7,
        pattern=r"(?:was|were|is) born (?:and raised )?(?:in|on|at) "
        r"(?P<o>.+)$",
        examples=(("I was born in Porto", "The user was born in Porto."),),
    ),
    Rule(
        name="nationality",
        category="identity",
        predicate="nationality",
        kind="semantic",
        importance=0.7,
        pattern=r"is(?: half| a| an)? ?(?P<o>(?:british|english|scottish|welsh|irish|american|canadian|australian|french|german|spanish|"
        r"italian|portuguese|polish|dutch|belgian|swiss|austrian|swedish|norwegian|danish|"
        r"finnish|russian|ukrainian|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|indian|pakistani|bangladeshi|"
        r"chinese|japanese|korean|thai|vietnamese|brazilian|mexican|argentinian|colombian|"
        r"nigerian|ghanaian|kenyan|egyptian|moroccan|israeli|lebanese|iranian|iraqi|syrian|uzbek|kazakh|serbian|croatian|"
        r"slovenian|lithuanian|latvian|estonian|filipino|indonesian|malaysian)\b(?:[- ]\w+)?).*$",
        examples=(("I'm Portuguese", "The user is Portuguese."),),
    ),
    Rule(
        name="speaks",
        category="skills",
        predicate="speaks",
        kind="semantic",
        importance=0.6,
        pattern=r"(?:also |only )?(?:speaks|is fluent in|is learning|learns|understands) (?:fluent |a little |a bit of |some |basic "
        r")?(?:[A-Z]\w+|english|french|german|spanish|italian|polish|japanese|chinese|arabic)\b.*$",
        examples=(("I speak Catalan and Spanish", "The user speaks Catalan."),),
    ),
    Rule(
        name="marital",
        category="family",
        predicate="marital_status",
        kind="semantic",
        importance=0.7,
        pattern=r"is (?:now |happily |recently |newly |not )?(?:(?P<o>married|divorced|single|widowed|separated|engaged)|a (?:widow|"
        r"widower|single (?:mum|mom|dad|parent|mother|father)|stay-at-home \w+))\b.*$",
        examples=(("I'm a widow", "The user is a widow."), ("im divorced", "The user is divorced.")),
    ),
    Rule(
        name="contact",
        category="contact",
        predicate="contact",
        who="thing",
        subject=r"(?:^The user's|'s) (?:\w+ )?(?:e-?mail(?: address)?|"
        r"phone number|mobile number|number|address|"
        r"postcode|zip code|handle|username)$",
        kind="semantic",
        importance=0.7,
        pattern=r"is (?P<o>(?!in |on |not |the same |too ).+)$",
        examples=(("my email is kaya@example.org", "The user's email is kaya@example.org."),),
    ),
    Rule(
        name="body",
        category="identity",
        predicate="body",
        who="anyone",
        kind="semantic",
        importance=0.5,
        pattern=r"(?:is|weighs|wears|takes) (?:a )?(?:\d[.,]?\d*\s?(?:m|cm|ft|feet|kg|kilos|lbs|stone)\b|size \w+|left-handed|"
        r"right-handed|ambidextrous|colou?r[ -]?blind|vertically challenged).*$",
        examples=(("I'm 1.86 m tall", "The user is 1.86 m tall."), ("my husband wears size 44", "The user's husband wears size 44.")),
    ),
)
