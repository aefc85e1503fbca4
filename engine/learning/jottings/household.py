"""What holds for everybody in a house, and what there is no more of: "nobody here eats pork", "no car these days", "Venice is off"."""

from __future__ import annotations

from engine.learning.jottings.jot import COUNT, Jot

_HERE = r"(?:here|(?:in|at) (?:this|our|my|the) (?:house|household|home|family|flat|place|gaff)|at home|in ours|round here|at ours)"
_NONE = (
    r"(?!(?:problem|problems|worries|idea|ideas|clue|time|need|point|rush|excuses?|way|doubt|thanks|joke|chance|questions?|pressure|hurry|more|"
    r"one|longer|news|luck|energy|sleep|reply|answer|sign|emojis?|wonder|matter|big)\b)"
)
_PLAN = (
    r"(?:trip|holiday|wedding|gig|party|weekend|date|match|meeting|festival|cruise|tour|concert|show|visit|match|race|marathon|move|sale|"
    r"interview|exam|barbecue|bbq|camping|skiing|game|dinner|funeral|christening|reunion|booking|flight|flights|course|class|lesson|retreat)"
)
#: Where people go: of these alone "Krakow is off" speaks of a journey, also in lower case.
_WENT = (
    r"(?:amsterdam|athens|barcelona|benidorm|berlin|bordeaux|bratislava|bruges|brussels|bucharest|budapest|cairo|chicago|copenhagen|corfu|crete|"
    r"croatia|cyprus|dubai|dublin|edinburgh|faro|florence|france|germany|glastonbury|goa|greece|"
    r"ibiza|iceland|ireland|istanbul|italy|jamaica|japan|kerala|krak[oó]w|lagos|lanzarote|las vegas|lisbon|london|madeira|madrid|majorca|mallorca|"
    r"malaga|malta|marrakech|miami|milan|morocco|munich|naples|new york|nice|norway|oslo|paris|"
    r"poland|porto|portugal|prague|reykjavik|riga|rome|salzburg|scotland|seville|sicily|skye|spain|split|stockholm|switzerland|tallinn|tenerife|"
    r"thailand|tokyo|turkey|tuscany|venice|vienna|vietnam|warsaw|wales|zante|zurich|butlins|center parcs)"
)

JOTS = (
    Jot((
        rf"(?P<n>nobody|no ?one|none of us|no-one) {_HERE} (?P<o>(?:eats?|drinks?|smokes?|drives?|speaks?|likes?|has|can|does|takes|watches|plays|"
        rf"uses|wears|goes|owns|is|knows|cooks|bakes)\b[^,;]*?)(?: so)?"
    ), "{o}", "{n} in the user's household", example=("nobody here eats pork", "eats pork")),
    Jot((
        rf"(?P<n>everyone|everybody) {_HERE} (?P<o>(?:eats?|drinks?|smokes?|drives?|speaks?|likes?|loves?|has|can|takes|watches|plays|uses|wears|"
        rf"goes|is|fasts|prays)\b[^,;]*?)"
    ), "{o}", "{n} in the user's household", example=("everyone in our house speaks Polish", "speaks Polish")),
    Jot((
        rf"(?:so )?(?:there(?:'s| is| are)|theres) (?P<no>no|never any) (?P<o>[a-z][\w' -]{{2,25}}?) {_HERE}"
    ), "has {no} {o}", "The user's household", example=("there's no meat in this house", "has no meat")),
    Jot((
        r"(?P<o>(?!back\b)(?:(?:an?|the|my|our) )?(?:[\w'-]+ ){0,2}?[\w'-]+(?: (?:with|at|in|for|to) (?:the |my |our )?[\w' -]+?)?) "
        r"(?P<when>(?:the|that) (?:day|night|evening|morning|afternoon) (?:before|after)|the (?:next|following|same) (?:day|morning|evening|night|"
        r"afternoon))"
    ), "has {a_o} {when}", example=("", "")),
    Jot((
        rf"(?:home|back|flying back|returning|back home) (?P<when>(?:a |{COUNT} )(?:days?|weeks?|fortnight) (?:later|after)|the (?:next|"
        rf"following) (?:day|week|morning))"
    ), "is back {when}", example=("", "")),
    Jot((
        rf"(?:so |and |but |we have |i have |we've |i've |got )*no (?P<o>{_NONE}(?:more )?[a-z][\w'-]*(?: [\w'-]+)?) (?:now|any ?more|these days|"
        rf"any longer|nowadays|left)"
    ), "has no {o} now", example=("no boats now", "has no boats now")),
    Jot((
        r"(?:(?:he|she)(?:'s| is) |the )?(?P<o>first (?:one |person |ever )?(?:in|of) (?:the|our|my|his|her|their|this) (?:whole |entire "
        r")?family(?: (?:to|ever)\b[^,;]*)?)"
    ), "is the {o}", follows=True, example=("first in the family to go", "is the first in the family to go")),
    Jot((
        rf"(?:so |and |but |well )?(?:the |our |my )?(?P<o>(?:[\w'-]+ ){{0,2}}?{_PLAN})(?:'s| is| are|s)? (?P<how>off|cancelled|canceled|called "
        rf"off|postponed|not happening|been cancelled|been called off)(?: now| for us| for me| then| sadly| after all)*"
    ), "is {how}", "The user's {o}", example=("the paris trip is off", "is off")),
    Jot((
        rf"(?:so |and |but |well )?(?P<o>{_WENT}|(?-i:[A-Z])[\w-]+(?= is (?:off|cancelled) for (?:us|me)))(?:'s| is| are|s)? (?P<how>off|"
        rf"cancelled|canceled|called off|postponed|not happening)(?: now| for us| for me| then| sadly| after all)*"
    ), "is {how}", "The user's trip to {o}", example=("Venice is off", "is off")),
)  # fmt: skip
