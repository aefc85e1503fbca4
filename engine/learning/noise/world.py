"""Facts about the world at large, told from those about the people and things of somebody's life."""

from __future__ import annotations

import re

from engine.learning.diary.events import EVENT
from engine.learning.grammar.given_names import GIVEN, WORDS_TOO
from engine.learning.grammar.lexicon import ADVERBS, PETS, RELATIONS
from engine.learning.telling.people import Person
from engine.learning.telling.story import Statement, Story

#: Definite things that belong to somebody's life; other "the …" subjects are the world at large.
_HOUSEHOLD = re.compile(
    r"\b(?:keys?|scissors|wifi|wi-fi|router|boiler|bins?|cabin|cottage|shed|garage|garden|kitchen|attic|loft|cellar|"
    r"basement|bathroom|bedroom|hall|cupboard|drawer|fridge|freezer|"
    r"oven|dishwasher|car|van|bike|cat|dog|kids?|children|baby|twins|postman|landlord|landlady|neighbou?rs?|cleaner|"
    r"plumber|dentist|doctor|vet|nursery|school|teacher|rent|mortgage|"
    r"meeting|flight|train|ferry|appointment|party|wedding|funeral|interview|exam|deadline|rehearsal|alarm|stopcock|fuse|"
    r"thermostat|heating|hot water|tap|sink|roof|gate|door|house|flat|"
    r"apartment|place|office|spare|trip|holiday|baby's|corner shop|window cleaner|gym|choir|band|club|class|course|"
    r"surgery|operation|lump|biopsy|scan|results?|bloods|x-?ray|mri|ultrasound|mole|stitches|smear|mammogram|endoscopy|colonoscopy|test|practical|"
    r"theory|appeal|hearing|verdict|survey|valuation|offer|settlement|claim|refund|visa|passport|application|builder|electrician|mechanic|parcel|delivery|"
    r"password hint|tent|caravan|boat|printer|laptop|phone|tv|remote|bank|suit|ring|piano|guitar|wardrobe|medicine|"
    r"pills|inhaler|ladder|toolbox|hoover|lawnmower|allotment|greenhouse|exchange|completion|epi-?pen|first aid|meter|fusebox|boys|girls|lads|"
    r"(?:older|elder|younger|little|wee|big|eldest|youngest|oldest|"
    r"middle|other) (?:one|ones|lad|girl|boy|kid|two)|eldest|youngest|oldest|consultant|surgeon|nurse|physio|midwife|social worker|council|lease|"
    r"contract|tenancy|deposit|"
    r"cleaning lady|au pair|nanny|childminder|carer|spare set|locker|ute|truck|tractor|hives?|sheep|cows|cattle|herd|draft|chapter|thesis|"
    r"dissertation|essay|assignment|coursework|manuscript|proposal|viva|ceremony|hens|horses?|pony|paddock|"
    r"barn)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"^(?:is|are) the (?:[\w-]+ )?(?:boy|girl|man|woman|lady|guy|lad|bloke|couple|family|kid|chap|student|neighbour)s? (?:next door|upstairs|"
    r"downstairs|opposite|"
    r"(?:across|over|up|down) the (?:road|street|hall))\b|"
    r"^(?:is|was|are|were)?\s*(?:called|allergic|coming|visiting|staying|moving|pregnant|getting (?:married|divorced)|my|the user|"
    r"our|back|away|on holiday|off|in hospital|retiring|leaving|joining|covering|due|\d{1,2}(?: years old)?(?:\b|$)(?![,.]?\d)(?!\s*(?:metres|"
    r"meters|km|miles|feet|m\b|million|percent|%))|"
    r"bringing|having|starting|doing|teething|vegan|vegetarian|diabetic|coeliac|celiac|intolerant|expecting|engaged|single|divorced|ill|poorly|"
    r"better|"
    r"dairy-free|gluten-free|scared|afraid|terrified|good at|bad at|mad about|into|obsessed)\b|"
    r"^(?:lives?|moved|works?|got|likes?|loves?|hates?|prefers?|stepped down|turns|turned|wants|needs|has|had|says|said|"
    r"plays|leaves|left|starts|started|arrives?|lands|comes|came|"
    r"cannot|does not|did not|will|died|passed away|gave|lent|borrowed|owes|asked|told|invited|studies|married|broke up|"
    r"drives|eats|sent|promised|pays|paid|knits|bakes|sings|swims|runs|cycles|teaches|snores|takes|handles|looks after|minds|babysits|stays|sleeps|"
    r"does (?:the|my|our|roller|ballet|judo|karate|yoga|gymnastics|all)|goes (?:to|by)|keeps (?:bees|hens|chickens|the|our|my)|picks|drops|rings|"
    r"calls|texts|visits|cooks|smokes|drinks)\b|"
    r"^(?:has )?(?:broke|broken|sprained|hurt|twisted|fractured|tore|torn|injured|dislocated|cut|burnt|burned|banged|snapped"
    r"|did) (?:his|her|their) \w+",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:tomorrow|tonight|^(?:is|are) (?:now )?(?:the \d|\d{1,2}(?:st|nd|rd|th)? [a-z]{3}|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)\b)|(?:on|next|this|"
    r"until|till|by|from)\s+(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}(?:st|nd|rd|"
    r"th)\b|"
    r"\d{1,2} (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:january|february|march|april|june|july|august|september|october|"
    r"november|"
    r"december)\s+\d))",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"^(?:is|was|are|were|has|have)\s+(?:the (?:capital|largest|biggest|smallest|longest|highest|tallest|oldest|first|king|"
    r"queen|president|author|most|only (?:country|planet|animal|mammal))|a (?:city|country|river|planet|language|novel|film|"
    r"band|mountain|state|company|programming|star|mammal|genus)|located|bigger|smaller|further|older than|born in 1[0-8])|"
    r"^(?:goes through|flows|orbits|borders|invented|discovered|painted|composed|"
    r"wrote|published|directed|conquered|ruled|was (?:founded|invented|built|written|painted|discovered))\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Uncle|Aunt|Auntie|Aunty|Nan|Gran|Grandma|Grandpa|Sister|Father|Nurse)\b")
#: Countries and a few more whom everybody speaks of: what they have or do is general knowledge.
PUBLIC = frozenset(
    "afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belgium bhutan bolivia bosnia botswana brazil "
    "britain bulgaria "
    "cambodia cameroon canada chad chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia fiji finland "
    "france gabon "
    "germany ghana greece greenland guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan "
    "kazakhstan "
    "kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali "
    "malta mexico "
    "moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan panama "
    "paraguay peru "
    "philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden "
    "switzerland syria "
    "taiwan tajikistan tanzania thailand tunisia turkey uganda ukraine uruguay usa uzbekistan venezuela vietnam wales yemen zambia zimbabwe "
    "europe africa asia "
    "antarctica america mercury venus mars jupiter saturn neptune pluto earth paris london rome berlin tokyo einstein shakespeare mozart "
    "beethoven napoleon hitler "
    "trump biden putin obama messi ronaldo beyonce madonna elvis google apple microsoft amazon netflix tesla facebook youtube tiktok "
    "instagram beatles swift sheeran adele rihanna kanye drake eminem picasso newton darwin churchill thatcher starmer sunak johnson merkel "
    "macron modi gandhi mandela "
    "lincoln washington jefferson jesus buddha muhammad messi neymar mbappe haaland kane salah federer nadal djokovic zlatan ibrahimovic beckham "
    "maradona pele verstappen hamilton "
    "tolkien rowling dickens austen hemingway einstein tesla musk bezos gates jobs zuckerberg attenborough bach chopin vivaldi wagner bowie "
    "lennon mccartney jackson".split()
)
_FUN_FACT = re.compile(
    r"\b(?:fun fact|did you know|scientists|according to|on average|in the (?:19|18|17|16)th century|in the wild|apparently in \w+)\b", re.IGNORECASE
)
_DATED = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|yesterday|last|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|"
    r"november|december)\b",
    re.IGNORECASE,
)
_GUESS = re.compile(
    r"(?:also |still |always |now |just )*(?:(?:thinks|reckons|believes|guesses|suspects|assumes|wonders|hopes|claims)\b"
    r"|(?:swears|insists|bets|maintains) (?:blind )?(?:that )?(?:it|its|it's|that|the|he|she|they|there)\b"
    r"|feels (?:like|that|as if|it|he|she|they|we|the user|sure)\b|(?:says|"
    r"said) (?:it|its|it's|that it)\b"
    r"(?!(?:'ll| will| would| is going to|'s| is)? (?:cost|be|take|come to)s? (?:about |around |roughly |some )?[£$€]?\d))"
)
_SPECIES = "|".join(sorted(PETS))
_PET_CALLED = re.compile(
    rf"The (?:(?:old|little|big|younger|older|other|new|black|white|brown|ginger|tabby) )*(?:{_SPECIES}|collie|terrier|spaniel|labrador|lab|"
    rf"whippet|greyhound|"
    r"lurcher|poodle|beagle|pug|dachshund|cockapoo|retriever|husky|boxer|mare|stallion|foal|cob|tabby|siamese|persian|budgie|hen|cockerel) "
    r"is (?:called|named) [A-Z]"
)
_OWNER = re.compile(r"(?P<name>[A-Z]\w+)'s \w")
_HOW_OFTEN = re.compile(rf"^(?:(?:{'|'.join(sorted(ADVERBS))})\s+)+(?=\w)", re.IGNORECASE)
_OWN_PLACE = re.compile(
    r"(?:the )?(?:shop|stall|salon|studio|office|workshop|class|classes|lessons?|practice|surgery|rehearsals?|training|gym|"
    r"club|choir|kiosk|cafe|café)"
)
_IS_NOW = re.compile(r"(?:is|are) (?:now|back)\b|(?:is|are) (?:in|at|on) .*\bnow\b|(?:has |have )?(?:moved|shifted) to\b")
_MOMENTARY = re.compile(
    r"(?:is|was|are|were)\s+(?:so |very |really |just |a bit |quite |being )*(?:here|fine|ok|okay|tired|"
    r"useless|annoying|great|lovely|nice|late|mad(?! about)|funny|cute|adorable|asleep|brutal|rubbish|amazing|awful|boring|stubborn|a pain|"
    r"a nightmare)(?!\s+(?:at|with|in|with)\b)\b"
)


def is_world_fact(said: Statement, story: Story) -> bool:
    """Whether a statement that is not about the user is about nobody and nothing of theirs."""
    subject, rest = said.subject.lower(), _HOW_OFTEN.sub("", said.rest)
    if not subject.strip():
        return True
    if _WORLD.match(rest) or subject.removeprefix("the ") in PUBLIC or _FUN_FACT.search(f"{said.subject} {rest}"):
        return True
    if _of_theirs(said.subject, story):
        return False
    mine = "the user" in subject or "the user" in rest
    known = _TITLED.match(said.subject) is not None or (said.person is not None and _is_somebody(said.person, story))
    if EVENT.fullmatch(subject) and _DATED.search(rest):
        return False  # "Biopsy was on Tuesday"
    if said.thing and ((not said.past and _COMING.search(rest)) or (EVENT.search(subject) and _DATED.search(rest))):
        return False  # what comes on a day is in somebody's diary
    if said.thing and subject.split()[-1].removesuffix("'s") in story.familiar:
        return False  # "the crown is on the 22nd now": it was spoken of before
    if (said.person is not None or "'s " in subject) and not known and _familiar(subject, story):
        return False
    if _IS_NOW.match(rest) and _OWN_PLACE.fullmatch(subject):
        return False  # "shop is now in Kahawa West"
    if re.match(rf"(?:is|was) an? (?:[\w-]+ )?(?:{_SPECIES})\b", rest) and (said.person is not None or (said.thing and story.pet())):
        return False
    owner = _OWNER.match(said.subject)
    if owner and owner["name"].lower() in GIVEN - WORDS_TOO - PUBLIC:
        return False  # "Pauline's scan is clear"
    if re.search(r"\b(?:Mr|Mrs|Ms|Dr|Miss|Prof|Professor|Doctor|Frau|Herr|Madame|Monsieur|Señora?|Signora?) [A-Z]", f"{said.subject} {rest}"):
        return False
    if said.thing and _PET_CALLED.match(f"{said.subject} {said.rest}"):
        return False
    if said.thing and not mine and "'s " not in said.subject:
        return not (subject.startswith("the ") and _HOUSEHOLD.search(said.subject))
    if said.thing and not mine:
        return not (
            _PERSONAL.match(rest)
            or _HOUSEHOLD.search(said.subject)
            or re.search(r"birthday|phone|number|name|mum|mam|mom|dad|sister|brother|wife|husband|son|daughter", subject)
        )
    return not said.thing and not known and not mine and not story.about_user and not _PERSONAL.match(rest)


def _familiar(subject: str, story: Story) -> bool:
    """Whether the user's memories hold the name, or that of whose mother it is."""
    names = [word.removesuffix("'s") for word in subject.split() if word.removesuffix("'s") not in RELATIONS]
    return bool(names) and all(name in story.familiar for name in names)


def _of_theirs(subject: str, story: Story) -> bool:
    """Whether the thing is somebody's who has a place in the user's life: "Ilse's hip"."""
    owner = _OWNER.match(subject)
    return owner is not None and any(p.name == owner["name"] and p.relation for p in story.people)


def _is_somebody(person: Person, story: Story) -> bool:
    """Whether a person is one of the user's: by their relation, from before, or by a first name that many have."""
    if person.relation or any(p.name and p.name == person.name and (p.relation or p.met) for p in story.people):
        return True
    first = person.name.split()[0].lower() if person.name else ""
    return first in GIVEN - WORDS_TOO and person.name.lower().split()[-1] not in PUBLIC


def is_guess(rest: str) -> bool:
    """What somebody else only thinks: "thinks it's gout"."""
    return _GUESS.match(rest) is not None


def is_momentary(rest: str) -> bool:
    """What somebody else is just now, or what one thinks of them: "is asleep", "is useless"."""
    return _MOMENTARY.match(rest) is not None
