"""Word lists that more than one part of learning needs."""

from __future__ import annotations

import re

_FEMALE = (
    "wife girlfriend mother mum mom mam mama mummy mommy grandmother grandma gran granny nan nana nanna sister daughter "
    "aunt auntie aunty niece suegra hermana esposa hija abuelita stepmother stepmum stepmom "
    "stepsister stepdaughter granddaughter goddaughter godmother fiancée fiancee ex-wife ex-girlfriend mother-in-law "
    "sister-in-law daughter-in-law landlady bridesmaid missus mammy missis wifey lass headmistress nani dadi lola abuela oma nonna babcia "
    "yiayia amma ammi "
    "meemaw mawmaw nain paati ammamma masi mausi chachi bua didi lassie stepgran godmum girlfriends sisters daughters nieces aunts"
).split()
_MALE = (
    "husband boyfriend father dad papa daddy grandfather grandpa grandad granddad gramps brother son uncle nephew "
    "suegro hermano esposo hijo abuelito stepfather stepdad stepbrother stepson grandson godson "
    "godfather fiancé fiance ex-husband ex-boyfriend father-in-law brother-in-law son-in-law landlord hubby pa granda grandda lad bloke fella "
    "headmaster dada nanu lolo granda grandda pawpaw papaw taid thatha "
    "abuelo opa nonno dziadek pappou appa abbu bhai chacha pops goddad brothers sons nephews uncles lads"
).split()
_EITHER = (
    "partner spouse cousin sibling child kid baby toddler teenager teen twin twins parent parents grandparent grandparents "
    "grandchild godchild friend mate bestie buddy pal "
    "housemate flatmate roommate lodger tenant neighbour neighbor colleague coworker co-worker boss manager supervisor "
    "teammate assistant intern teacher tutor coach trainer "
    "therapist doctor doc gp dentist physio physiotherapist psychologist psychiatrist midwife vet lawyer solicitor accountant "
    "plumber electrician cleaner nanny childminder babysitter "
    "hairdresser barber mechanic builder gardener ex godparent stepchild client customer professor mentor student "
    "classmate carer pastor priest imam rabbi guide-dog caretaker in-laws pupil advisor adviser consultant "
    "kids children sons daughters sisters brothers siblings cousins nephews nieces grandchildren aunts uncles friends "
    "colleagues neighbours neighbors flatmates housemates roommates eldest youngest oldest lads boys girls triplets pals mates stepkids "
    "stepkid stepchildren "
    "toddlers roomie in-law coworkers co-workers cardiologist neurologist rheumatologist oncologist dermatologist gynaecologist haematologist "
    "podiatrist "
    "chiropodist optician orthodontist counsellor counselor chiropractor osteopath surgeon headteacher tailor gardener dogwalker"
).split()
FEMALE, MALE = frozenset(_FEMALE), frozenset(_MALE)
RELATIONS = FEMALE | MALE | frozenset(_EITHER)
#: Said without "my": "mum wants…", "gran ran a chip shop".
BARE_RELATIONS = frozenset(
    "mum mom mam dad daddy mummy granny gran grandma grandpa grandad granddad nan nana papa mama hubby mummy nani nonna oma opa abuela abuelo "
    "pa granda mammy lola babcia yiayia amma appa".split()
)
#: What has a size: named first, it is the topic of what follows ("shirts I take a 16 collar").
WORN = frozenset("shirts shoes boots trainers trousers jeans gloves hats rings suits dresses jackets coats tops bras socks skates".split())
PETS = frozenset(
    "dog cat puppy kitten rabbit bunny hamster parrot budgie horse pony tortoise turtle goldfish fish snake lizard gecko "
    "guinea-pig ferret hen chicken goat donkey labrador "
    "spaniel terrier poodle beagle whippet collie greyhound dachshund corgi pug bulldog retriever tabby cockapoo "
    "labradoodle cavapoo goldendoodle husky boxer bichon chihuahua cockatiel canary pet pets dogs cats rabbits hens chickens".split()
)
PLURAL = frozenset(
    "parents kids children twins in-laws grandparents grandchildren people sons daughters sisters brothers siblings "
    "cousins nephews nieces friends colleagues neighbours "
    "neighbors flatmates housemates dogs cats hens chickens rabbits pets lads boys girls triplets pals mates stepkids stepchildren toddlers "
    "uncles aunts "
    "roommates coworkers co-workers".split()
)
_REL = "|".join(sorted((re.escape(r).replace(r"\-", "[- ]") for r in RELATIONS), key=len, reverse=True))
_QUALIFIER = (
    r"(?:(?:army|navy|raf|gym|church|football|rugby|climbing|running|drinking|fishing|cycling|golf|close|good|best|old|older|elder|eldest|oldest|younger|youngest|little|big|kid|baby|middle|twin|half|step|great|late|ex|"
    r"former|new|birth|bio|biological|real|foster|adoptive|adopted|host|next[- ]door|only|first|second|other|dear|"
    r"long-time|grown[- ]up|adult|teenage|teen|work|line|maternal|paternal|childhood|uni|university|school|college|personal|"
    r"piano|guitar|driving|yoga|german|french|spanish|english)[- ])*"
)
#: A relation with its qualifiers: "older sister", "brother in law", "best friend".
RELATION_PATTERN = rf"{_QUALIFIER}(?:{_REL})"
ADVERBS = frozenset(
    "also always never usually often sometimes now still currently really only just once rarely recently normally mostly "
    "already regularly generally probably originally "
    "previously formerly actually honestly basically definitely totally finally kinda sorta literally absolutely obviously "
    "apparently ever seldom mainly occasionally "
    "sadly luckily thankfully unfortunately personally seriously clearly simply even almost nearly officially proudly "
    "happily then both all each too quite very so "
    "typically frequently constantly hardly barely strongly truly deeply strictly eventually secretly first not soon later "
    "temporarily".split()
)
PREPOSITIONS = frozenset(
    "in on at to for with from of by about into onto over under near behind beside between through during until till "
    "since before after without within against "
    "among around across along above below beyond like as than per via off out up down next inside outside towards toward".split()
)
FUNCTION = frozenset(
    "a an the this that these those and or but so because if when while where who which what why how whose whom there "
    "here it its he she they them him her his their "
    "i me my mine we us our ours you your yours not no yes myself himself herself themselves is are am was were be been "
    "being has have had do does did can could will would "
    "shall should must might may cannot one some any every each few many much more most other another such same own very "
    "too just both all".split()
)
CAPITALISED_ANYWAY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas "
    "easter english french german spanish italian i tv uk us usa eu gp ok".split()
)
CLOCK_WORDS = frozenset(
    "today tonight tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu "
    "thur thurs fri sat sun january february march april june "
    "july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec week weeks "
    "weekend month months year years morning afternoon "
    "evening night noon midnight ago since until till every daily weekly monthly yearly christmas easter boxing".split()
)
NUMBER_WORDS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
NUMBER_WORDS |= {
    "a": 1,
    "an": 1,
    "couple": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "few": 3,
}


#: States of the moment: "I'm tired" is no memory.
FLEETING = frozenset(
    "tired exhausted bored hungry thirsty sleepy knackered shattered cold hot warm fine ok okay good great well better "
    "happy sad sorry sure ready done busy late early confused lost "
    "stuck excited glad kidding joking back here there home awake drunk hungover annoyed frustrated angry mad upset "
    "stressed nervous worried curious wondering aware afraid grateful "
    "thankful bad meh alright right wrong impressed surprised speechless hopeless useless clueless interested freezing "
    "boiling sweating starving crying laughing dying screaming lol "
    "off on in out up down lazy cranky grumpy thinking feeling looking trying asking talking calling writing typing "
    "hoping guessing checking testing lonely "
    "proud jealous embarrassed ashamed shocked amazed relieved new".split()
)


def gender(relation: str) -> str:
    """ "f", "m" or "" of a relation word, qualifiers allowed."""
    head = relation.lower().replace(" in law", "-in-law").split()[-1] if relation else ""
    return "f" if head in FEMALE else "m" if head in MALE else ""
