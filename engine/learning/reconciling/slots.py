"""Which slots a statement fills: a new home replaces the old one, a new friend doesn't replace a friend."""

from __future__ import annotations

import re

import msgspec

from engine.learning.reconciling import things
from engine.learning.reconciling.statement import Told, kin, negated
from engine.memory.words import fold

#: Predicates of which a subject has one at a time.
SINGLE = frozenset("lives_in works_at job name age birthday anniversary diet partner marital_status born comes_from kept_at favourite costs".split())
#: Relations of which most people have one: a new landlord replaces the old one.
ONLY = frozenset("landlord landlady boss manager supervisor therapist gp doctor doc dentist physio vet hairdresser mother father mum dad mom".split())
#: Relations of which people often have one; a new one replaces the old one only when the words say that something has changed.
OFTEN_ONLY = frozenset("flatmate housemate roommate lodger tenant teacher tutor trainer coach cleaner childminder nanny".split())
#: Who serves or leads one as long as they stay in that work.
SERVING = (ONLY | OFTEN_ONLY | frozenset("accountant lawyer solicitor gardener barber adviser advisor consultant nurse carer".split())) - frozenset(
    "mother father mum dad mom flatmate housemate roommate lodger tenant landlord landlady".split()
)
PARTNERS = frozenset("wife husband partner spouse girlfriend boyfriend fiancé fiancée fiance fiancee hubby missus".split())
#: Pairs of predicates of which one denies the other.
OPPOSITES = {
    "likes": "dislikes",
    "dislikes": "likes",
    "allergic_to": "not_allergic_to",
    "not_allergic_to": "allergic_to",
    "owns": "does_not_own",
    "does_not_own": "owns",
}
_TAIL = re.compile(
    r"(?:[,;(]| (?:since|for|with|because|now|and|but|so|in the end|again|as|until|till|at the moment|these days|instead|from|after|by|who|which|that"
    r"|near|where|while|this|last|next|on)\b).*$"
)
_DIETS = r"vegetarian|vegan|veggie|pescatarian|pescetarian|flexitarian|omnivore|keto|halal|kosher|paleo|pure veg"
_N = r"(?:\d+(?:[.,]\d+)?|five|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|a hundred)"
_MG = rf"{_N}\s?(?:mg|mcg|µg|ml|g|milligrams?|units?|iu|tablets?|puffs?)?"
#: What may stand between "moved" and where to; an object is what was moved ("moved the sofa to the other wall").
_HOW = (
    r"(?:back|house|home|out|away|over|down|up|across|again|permanently|abroad|all|recently|just|now|last|this|early|late|in"
    r"|on|around|about|with|from|"
    r"together|countries|cities|flats?|apartments?|rooms?|(?:my|our|the|their) (?:whole )?(?:family|lives|life)|temporarily|yesterday|today|"
    r"finally|\w+ (?:days?|weeks?|months?|years?) ago|overseas|north|south|east|west|closer|further|straight|off|once|somewhere|"
    r"there|here|cos|because|after|when|since|before|for|and|then)"
)


class Filling(msgspec.Struct, frozen=True):
    """A way to tell of a slot: `pattern` on what follows the subject; the group `v` is the value, `k` a part of the slot's name."""

    slot: str
    pattern: str
    example: tuple[str, str]  # what follows the subject, the value
    sure: bool = True


class Slot(msgspec.Struct, frozen=True):
    """A slot with its value. `sure`: the sentence says that this is the one, not one more."""

    name: str
    value: str
    sure: bool = True


FILLINGS: tuple[Filling, ...] = (
    Filling("weight", r"(?:now |only |still |about |is |was )*(?:weighs?|weighed|weighing) (?:about |around |only |just )*(?P<v>\d.*)",
            ("weighs 4.2 kg", "4.2 kg")),
    Filling("home", r"(?:also |now |currently |still )*(?:lives?|is living|are living|has lived|resides?|is based|is staying|stays|"
                    r"is settled|is squatting|is crashing|is lodging|lodges|boards)\b"
            r"(?: (?:now|currently|alone|with [^,.]+?))* (?:in|at|near|on|outside) (?P<v>.+)", ("is staying in Moremi hall", "moremi hall")),
    Filling("home", rf"(?:has |just |recently |finally )*(?:moved|relocated|shifted|emigrated|settled)\b(?: {_HOW}\b[^,.;]*?)? (?:to|into"
              rf"|in with|in) "
                    r"(?P<v>(?!\d).+)",
            ("moved from Denver to Boulder", "boulder")),
    Filling("home", r"(?:has |just |finally |now )*(?:has|got|bought|rents|rented|found|is renting|is in|has moved (?:in)?to) "
            r"(?:the keys (?:to|for|of) )?(?:an? |the |their |own |new |small |bigger |smaller )*"
            r"(?:[\w-]+ )?(?:flat|apartment|house|studio|room|place|self-contain|bungalow|cottage|condo),? (?:in|on|near|at) (?P<v>.+)",
            ("has new flat, in Armley", "armley")),
    Filling("home", r"(?:is|(?:has )?(?:taken|took|got|started) an? (?:job|post|place|position|role)\b[^,;]*?)(?: now|"
                    r" living| back| home)* in (?P<v>(?!(?:a|an|the|her|his|their|love|bed|\d)\b).+)",
            ("has taken a post at a school in Truro", "truro"), sure=False),
    Filling("site:{k}", r"(?:also |now |still |has |just )*(?:has|runs?|rents?|owns?|opened|keeps|manages?|holds?|teaches|moved|got)(?: out)? "
            r"(?:an? |the |their |own |new |small |evening |weekly )*(?:[\w-]+ ){0,5}?(?P<k>shop|salon|kiosk|stall|workshop|studio|office|classes|"
            r"class|stable|bakery|"
            r"caf[eé]|restaurant|surgery|practice|allotment|plot|garage|clinic)(?: now| out)?,? (?:to|into|in|on|at) (?P<v>.+)",
            ("runs a phone kiosk in Githurai", "githurai")),
    Filling("site:{k}", r"(?:the |user's )*(?P<k>shop|salon|kiosk|stall|workshop|studio|office|classes|class|stable|bakery|caf[eé]|restaurant|"
                        r"surgery|"
            r"practice|allotment|plot|garage|clinic) (?:is|are|has moved|have moved|moved)(?: now| to| over)* (?:to|in|on|at) (?P<v>.+)",
            ("shop is now in Limhamn", "limhamn")),
    Filling("commute", r"(?:now |mostly |usually )*(?P<v>drives|cycles|bikes|walks|runs|(?:gets|takes|catches) the [a-z]+)(?: in)? to work\b.*",
            ("cycles to work these days", "cycles")),
    Filling("company", r"is (?:now |still |again |officially )*(?P<v>single)\b.*", ("is single", "single")),
    Filling("company", r"is (?:now |kind of |kinda |still )*(?:seeing|dating|going out with|engaged to|married to) (?P<v>(?!the\b|a (?:doctor|"
                       r"therapist|physio))[a-z].*)",
            ("is seeing someone called Omar", "someone called omar")),
    Filling("major", r"(?:is |now |has |just )*(?:switch(?:ed|ing)|changed|changing|moved|moving) (?:majors? |course |degree )?(?:over )?to "
                     r"(?P<v>[\w ]+? (?:studies|science|"
            r"sciences|engineering|management)|biology|physics|maths|chemistry|history|law|english|french|german|spanish|nursing|medicine|economics|"
            r"psychology|philosophy|politics|geography|music|art|drama|design|business|marketing|accounting|finance|computing|linguistics|sociology|"
            r"anthropology|education)\b.*", ("is switching to environmental studies", "environmental studies")),
    Filling("major", r"(?:is |now )*(?:majors? in|majoring in|reading|studies|studying|doing a degree in) (?P<v>[a-z "
                     r"]+).*", ("is majoring in history", "history")),
    Filling("major", r".*?\b(?P<v>[a-z]+) major\b.*", ("is a sophomore at UVM, bio major", "bio")),
    Filling("employer", r"(?:also |now |still |currently )*(?:works?|is working|has worked|has been working|is employed|drives|is driving"
        r"|is back at work)\b"
            r"(?! (?:in|on|from|with) (?:an? |the )?(?:home|mornings?|weekends?))[^,.;]*? (?:at|for|with) (?P<v>.+)", ("drives for UPS", "ups")),
    Filling("employer", r"(?:has |just |is |will )*(?:joined|joining|join|started (?:work )?(?:at|with)|starting (?:at|with)|starts (?:at|"
                    r"with)|gone to|"
            r"(?:got|taken|took|accepted) an? (?:job|post|position|role) (?:at|with))(?! (?:the )?(?:gym|club|choir|band)) (?P<v>.+)",
            ("has gone to the district nurses", "district nurses")),
    Filling("employer", r"(?:now |still |currently )*(?:teaches|is teaching|lectures|is lecturing|nurses|is nursing)\b"
            r"(?! (?:yoga|pilates|zumba|swimming|sunday school|dance|salsa|ballet|karate|judo|tai chi|aerobics|pottery|spin|evening class))"
            r"(?: (?!at\b|for\b)[\w'&-]+){0,5}? (?:at|for) (?P<v>(?!(?:the|a) (?:community|village|moment)|home\b|weekends?\b).+)",
            ("teaches chemistry at Hazelbrook High", "hazelbrook high")),
    Filling("employer", r"(?:is|was made|has (?:just |now |recently )?been (?:made|appointed)|became|has become)(?: now| still| currently| just"
        r"| also)* "
            r"(?:an? |the )?(?P<role>(?!(?:\w+ )?(?:treasurer|chair\w*|captain|volunteer|member|trustee|governor|president|regular"
            r"|student|pupil|patient|"
            r"customer|guest|godparent|fan)\b)[a-z][\w' -]*?(?:er|or|ist|ian|man|woman|nurse|chef|cook|clerk|lead|head|guard|ant|ent"
            r"|rep|vet|medic|barista"
            r"|supervisor|head of [\w ]+?|professor of [\w ]+?|director of [\w ]+?|vice principal|principal|dean)) (?:at|for|with) "
            r"(?P<v>(?!(?:the )?(?:moment|least|heart|weekend|rugby|football|cricket|tennis|chess|running|youth|book)\b).+)",
            ("is now head of science at Moor Park Academy", "moor park academy"), sure=False),
    Filling("diet", rf"(?:is|was|are|has been|became|went|has gone|goes|turned|is going|doing|likes|eats|"
                    rf"is doing)\b.*?\b(?P<v>{_DIETS})\b.*", ("went fully vegan", "vegan")),
    Filling("job", r"(?:was|got|has been|has just been|is) (?:just |now |recently )?(?:promoted|appointed|named(?! after)"
        r"|made(?: up)?(?! redundant| to\b| of\b"
                   r"| by\b| from\b))(?: up)?(?: (?:to|as))? (?:an? |the )?(?P<v>.+)", ("got promoted to head chef", "head chef")),
    Filling("weight", r"(?:now |only |just )*weighs? (?:about |around |just )?(?P<v>\d+(?:[.,]\d+)?\s?(?:kg|kilos?|kgs|lbs?|pounds|stone|st)\b).*",
            ("weighs 58 kg", "58 kg")),
    Filling("height", r"is (?:about |around )?(?P<v>\d+(?:[.,]\d+)?\s?(?:cm|m|metres?|meters?|ft|feet|foot)\b[ \w]*?) tall",
            ("is 172 cm tall", "172 cm")),
    Filling("dose:{k}", rf"(?:is |now |still |again |has been |was )*(?:takes?|taking|on|put .{{0,20}}on|back on|uses?)(?: an?| the)? "
                        rf"(?P<k>[a-z][\w-]{{3,}}),? (?P<v>{_MG})\b.*",
            ("is taking metformin 500 twice daily", "500")),
    Filling("dose:{k}", r".*?\b(?P<v>\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|ml|units?|iu))(?: of)?(?: the| my| their)? "
                        r"(?P<k>[a-z][\w-]{3,})\b.*", ("is on 5 mg of the ramipril", "5")),
    Filling("dose:{k}", r".*?\b(?:on |the )?(?P<k>[a-z][\w-]{4,}),? (?P<v>\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|"
                        r"iu))\b.*", ("has put the user on ramipril, 2.5 mg", "2.5")),
    Filling("dose:{k}", rf".*?\bdose of (?:the )?(?P<k>[a-z][\w-]{{3,}})\b.* (?:back (?:on|to|down to)|down to|up to|to) (?:the )?(?P<v>{_MG})\b.*",
            ("the dose of ramipril is back to 2.5", "2.5")),
    Filling("dose:{k}", r".*?\b(?:upped|raised|increased|bumped|cut|dropped|lowered|reduced|doubled|halved|put|moved|changed|switched)(?: the "
                        r"user| them| him| her)?"
                        rf"(?: back| up| down)* (?:the |their |his |her |dose of |user's )*(?P<k>[a-z][\w-]{{3,}})(?: dose)?(?: back| up| down)* "
                        rf"to (?P<v>{_MG})\b.*",
            ("upped the donepezil to 10", "10")),
    Filling("dose:{k}", rf".*?\b(?:back |up |down )*(?:to|on) (?P<v>{_MG}) (?:of|on) (?:the |their |his |her )?(?P<k>[a-z][\w-]{{4,}})\b.*",
            ("is back down to 50 on the sertraline", "50")),
    Filling("{k}", r"(?:now |still )*(?:goes to|attends|is at|starts at|started at|joined|switched to|is with|is a member of) (?:an? |the )?"
            r"(?P<v>(?:[\w'&-]+ ){0,4}?(?P<k>school|nursery|gym|college|university|uni|church|mosque|surgery|dentist|gp|practice)\b.*)",
            ("goes to the Blue Gate nursery", "blue gate nursery")),
)  # fmt: skip
#: What somebody has one of, said as "the user's X is …".
_POSSESSED = re.compile(
    r"^(?P<k>[\w][\w -]{1,40}?) (?:is|are|costs?|runs)(?: now| still| currently| called| only)* (?P<v>(?:an? |the |"
    r"called )?\S.*)$"
)
_NAMED_VALUE = re.compile(r"^(?:an?|the|called|[£$€]?\d|[A-ZÀ-Þ])")


_SHOPS = frozenset("shop salon kiosk stall store cafe café restaurant bakery".split())


def relation_predicate(relation: str) -> str:
    """The predicate that ties the user to a person of this relation: "partner" for a wife, "relation:sister" for a sister."""
    head = relation.lower().replace(" in law", "-in-law")
    return "partner" if head.split()[-1] in PARTNERS and not head.startswith("ex") else f"relation:{head}"


def single(predicate: str | None) -> bool:
    """Whether a subject has one value of this at a time."""
    return predicate is not None and (predicate in SINGLE or predicate.startswith("contact:") or predicate.removeprefix("relation:") in ONLY)


def filled(told: Told) -> tuple[Slot, ...]:
    """The slots that a statement fills, each once."""
    found: dict[str, Slot] = {}

    def add(name: str, value: str, sure: bool = True) -> None:
        value = plain(value)
        if value and name not in found:
            found[name] = Slot(name, value, sure)

    rest, full = told.rest, re.sub(r"^the user's ", "", fold(told.text).strip(" ."))
    tied = told.predicate == "partner" or told.predicate.startswith("relation:")
    relation = told.predicate.removeprefix("relation:") if tied else ""
    relation = relation_predicate(relation).removeprefix("relation:") if relation else ""
    if relation and told.object:
        if relation == "partner" or kin(relation) in ONLY | {"mother", "father"}:
            add(f"relation:{kin(relation)}", told.object)
        elif kin(relation) in OFTEN_ONLY:
            add(f"relation:{kin(relation)}", told.object, sure=False)
        add(f"tie:{fold(told.object)}", "partner" if relation == "partner" else kin(relation), sure=False)
        return tuple(found.values())
    if single(told.predicate) and told.predicate not in ("comes_from", "diet", "costs", "lives_in", "works_at", "job", "age"):
        add(_PREDICATES.get(told.predicate, told.predicate), told.object)
    elif told.predicate in _PREDICATES:
        add(_PREDICATES[told.predicate], told.object)
    for filling in FILLINGS:
        match = re.fullmatch(filling.pattern, rest) or (re.fullmatch(filling.pattern, full) if filling.slot.startswith("site:") else None)
        if match:
            kind = match.groupdict().get("k", "")
            add(filling.slot.format(k="shop" if kind in _SHOPS else kind), match["v"], filling.sure)
    if thing := things.held(rest, full):
        add(f"thing:{thing[0]}", thing[1], thing[2])
    elif fold(told.text).startswith("the user's ") and (is_ := _POSSESSED.match(full)) and not negated(told.text):
        spoken = told.text[len(told.text.rstrip(" .")) - len(is_["v"]) - (len(told.text) - len(told.text.rstrip(" ."))) :]
        if _NAMED_VALUE.match(spoken) or told.predicate == "costs":
            add(f"its:{is_['k']}", is_["v"])
    return tuple(found.values())


_PREDICATES = {"lives_in": "home", "works_at": "employer", "job": "job", "favourite": "favourite", "age": "age", "diet": "diet"}


def plain(value: str) -> str:
    """A value as it is compared: folded, without article, tail and full stop."""
    value = fold(value).strip(" .,'\"")
    value = re.sub(r"^(?:(?:an?|the|their|his|her|my|our|called|about|on|now|new)\s+)+", "", value)
    return _TAIL.sub("", value).strip(" .,'\"") or value


def narrows(one: str, other: str) -> bool:
    """ "in Berlin" and "in Berlin, Kreuzberg": one within the other."""
    mine, theirs = set(re.findall(r"[\w.]+", one)), set(re.findall(r"[\w.]+", other))
    return mine <= theirs or theirs <= mine
