"""Everyday words that mean the same in questions about oneself, and words that exclude each other. Deliberately small: embeddings do the rest."""

from __future__ import annotations

#: People by their relation to the user; the first word of each line stands for all of it.
_ANIMALS = (
    tuple(
        """
        dog puppy whippet labrador spaniel terrier poodle greyhound collie beagle dachshund retriever labradoodle cockapoo cavapoo husky corgi pug
        chihuahua dalmatian rottweiler bulldog schnauzer setter lurcher alsatian dobermann basset mongrel
        """.split()
    ),
    ("cat", "kitten", "tabby", "siamese", "ragdoll", "shorthair", "persian"),
    ("horse", "pony"),
    ("rabbit", "bunny"),
    ("parrot", "budgie", "cockatiel", "canary"),
    ("tortoise", "turtle"),
    ("goldfish",),
    ("hen",),
    *((one,) for one in ("hamster", "gecko", "lizard", "snake", "ferret", "goat", "donkey", "gerbil")),
)
RELATIONS: tuple[tuple[str, ...], ...] = (
    ("mother", "mum", "mom", "mam", "mama", "mamma", "mummy", "mommy", "ma"),
    ("father", "dad", "daddy", "papa", "papá", "pa"),
    ("parent", "parents", "folks"),
    ("sister", "sis"),
    ("brother", "bro"),
    ("sibling", "siblings"),
    ("wife", "missus"),
    ("husband", "hubby"),
    ("partner", "spouse"),
    ("girlfriend",),
    ("boyfriend",),
    ("fiancé", "fiancée", "fiance", "fiancee"),
    ("ex", "ex-wife", "ex-husband", "ex-partner", "ex-girlfriend", "ex-boyfriend"),
    ("daughter", "girl"),
    ("son", "boy", "lad"),
    ("child", "children", "kid", "kids"),
    ("grandmother", "grandma", "granny", "gran", "nan", "nana"),
    ("grandfather", "grandad", "granddad", "grandpa"),
    ("grandparent", "grandparents"),
    ("grandson",),
    ("granddaughter",),
    ("grandchild", "grandchildren", "grandkids"),
    ("aunt", "auntie", "aunty"),
    ("uncle",),
    ("cousin", "cousins"),
    ("niece", "nieces"),
    ("nephew", "nephews"),
    ("godson",),
    ("goddaughter",),
    ("godchild",),
    *((f"{one}-in-law",) for one in ("mother", "father", "sister", "brother", "son", "daughter")),
    *((f"half-{one}",) for one in ("brother", "sister")),
    ("stepmother", "stepmum", "stepmom"),
    ("stepfather", "stepdad"),
    *((f"step{one}",) for one in ("brother", "sister", "son", "daughter")),
    ("twin",),
    ("baby", "toddler"),
    ("in-laws", "inlaws"),
    ("friend", "friends", "mate", "mates", "pal", "buddy"),
    ("neighbour", "neighbours", "neighbor", "neighbors"),
    ("flatmate", "roommate", "housemate", "flatmates", "roommates", "housemates"),
    ("lodger",),
    ("landlord", "landlady"),
    ("tenant",),
    ("boss", "manager", "supervisor"),
    ("colleague", "colleagues", "coworker", "coworkers", "co-worker", "workmate", "teammate"),
    ("assistant",),
    ("teacher", "tutor", "instructor"),
    ("coach",),
    ("doctor", "gp", "physician"),
    ("dentist",),
    ("therapist", "counsellor", "counselor"),
    ("vet",),
    ("hairdresser", "barber"),
    ("plumber",),
    ("electrician",),
    ("mechanic",),
    ("accountant",),
    ("lawyer", "solicitor"),
    ("babysitter", "nanny"),
    ("cleaner",),
    ("pet", "pets"),
    *_ANIMALS,
)
RELATION = {word: group[0] for group in RELATIONS for word in group}
#: A wider word matches what it contains: "my kids" are sons and daughters.
WIDER: dict[str, frozenset[str]] = {
    "parent": frozenset({"mother", "father"}),
    "child": frozenset({"son", "daughter", "baby"}),
    "brother": frozenset({"half-brother", "stepbrother"}),
    "sister": frozenset({"half-sister", "stepsister"}),
    "sibling": frozenset({"sister", "brother", "half-brother", "half-sister", "twin"}),
    "partner": frozenset({"wife", "husband", "girlfriend", "boyfriend", "fiancé"}),
    "grandparent": frozenset({"grandmother", "grandfather"}),
    "grandchild": frozenset({"grandson", "granddaughter"}),
    "pet": frozenset(kind[0] for kind in _ANIMALS),
}

#: People and animals whose doings are the user's own affairs: what "your hairdresser" charges is what your haircut costs.
SERVICES = frozenset(
    """
    landlord doctor dentist therapist vet hairdresser plumber electrician mechanic accountant lawyer babysitter cleaner dog cat pet
    """.split()
)

#: Words asked with, and the words that answer them (stems are compared, so one form each is enough).
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "live lives living home reside town moved move house flat apartment based address",
        "job work works employed employer occupation profession career company",
        "study studies studying degree course university subject major",
        "plate registration licence",
        "cost costs price pay pays paid charge charges fee spend rent bill euros pounds dollars",
        "medicine medication medicines med meds pill pills tablet tablets mg drug prescription dose takes take",
        "allergic allergy allergies intolerant intolerance avoid eat gluten coeliac celiac lactose",
        "diet vegetarian vegan eat eats food pork meat kosher halal",
        "eat food dish meal favourite favorite like likes love loves enjoy",
        "like likes love loves enjoy enjoys prefer prefers favourite favorite into fan",
        "hate hates dislike dislikes stand detest",
        "drive drives car vehicle",
        "birthday born birth bday turned turns",
        "thesis dissertation",
        "child children kid kids",
        "ring call phone telephone number mobile contact",
        "bike bicycle",
        "phone handset mobile",
        "film movie watch watching",
        "book novel read reading",
        "language learn learning study studying speak",
        "summer june july august",
        "winter december january february",
        "spring march april may",
        "autumn september october november",
        "come came move moved",
        "holiday vacation trip travel",
        "flat apartment",
        "city town",
        "hint clue",
        "haircut hair cut hairdresser",
        "swim swimming swam",
        "run running ran",
        "climb climbing",
        "appointment meeting visit",
        "class lesson course",
        "keep keeps store kept hidden",
        "called named name",
        "visit visits visited been travel travelled",
        "look looks after care cares water waters feed feeds mind minds watering",
        "phone handset mobile samsung iphone",
        "drink drinks tea coffee beer wine",
        "hobby hobbies pastime",
        "music song band",
        "bike cycling bicycle",
        "buy bought purchase purchased",
        "born from hometown grew",
        "speak speaks language languages",
        "play plays instrument",
        "married wedding anniversary marry",
        "sick ill illness condition disease diabetes sugar",
        "broadband internet wifi",
        "wash laundry",
        "borrow borrowed lent lend borrowing",
        "owe owes owed owing debt debts repay repaid",
        "meet met meeting",
        "start started begin began joined",
        "finish finished end ended",
        "sleep stay stays staying",
        "water waters watering plants",
        "land lands arrive arrives flight",
        "leave leaves depart",
        "due deadline expires renew renews",
        "team club supporter supports",
        "colour color",
        "size sizes wear wears",
        "shoe shoes",
        "password hint",
        "first before start starts",
        "doctor gp surgery",
        "religion religious church believe",
        "afraid fear phobia scared",
        "weigh weight",
        "tall height",
    )
)

#: One of these in the question and another of the same set in the memory: not the same thing.
EXCLUSIVE: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(word.split("/")) for word in line.split())
    for line in (
        "home office school",
        "morning/breakfast lunch/lunchtime/noon afternoon evening/night/dinner/bedtime",
        "spring summer autumn/fall winter",
        "left right",
        "first last",
        "january february march april may june july august september october november december",
        "monday tuesday wednesday thursday friday saturday sunday",
        "upstairs downstairs",
        "big/large small/little",
        "theory/written driving/practical",
        "black white red green blue yellow",
        "savings current",
        "gas water electricity/electric/power broadband/internet/wifi",
        "north south east west",
    )
)
#: Capitalised, and yet nobody.
#: Written like names, and nobody's: "what have I still got to buy for Christmas?" does not ask about somebody called so.
FEASTS = frozenset(
    "christmas xmas easter diwali eid ramadan hanukkah chanukah passover thanksgiving halloween hogmanay nowruz holi pentecost".split()
)
NOT_PEOPLE = FEASTS | frozenset(
    """
    new year january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday english french german spanish italian
    portuguese dutch polish chinese japanese arabic hindi wifi tv pc mot
    """.split()
)
#: A town is compared with a country, never one country with another: Norway is near France, and yet not in it.
COUNTRIES = frozenset(
    """
    albania algeria america argentina australia austria belgium bolivia bosnia brazil britain bulgaria cameroon canada chile china colombia croatia
    cuba cyprus czechia denmark ecuador egypt england estonia ethiopia finland france georgia germany ghana greece hungary iceland india indonesia
    iran iraq ireland israel italy jamaica japan jordan kenya korea latvia lebanon libya lithuania luxembourg malaysia malta mexico moldova
    montenegro morocco nepal netherlands holland nigeria norway pakistan peru philippines poland portugal romania russia scotland senegal serbia
    singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania thailand tunisia turkey uganda ukraine uruguay usa
    venezuela vietnam wales zambia zimbabwe europe asia africa
    """.split()
)
#: Names of the world that a small model has no single word for, and yet knows something of. What is missing here is not described.
WELL_KNOWN = frozenset(
    """
    afghanistan angola antarctica azerbaijan bahrain bangladesh barbados belarus benin bhutan botswana brunei burkina burundi faso cambodia chad
    congo eritrea eswatini fiji gabon gambia greenland guatemala guinea guyana haiti honduras kazakhstan kuwait kyrgyzstan laos lesotho liberia
    libya liechtenstein macedonia madagascar malawi maldives mali mauritania mauritius monaco mongolia montenegro mozambique myanmar namibia
    nicaragua niger oman panama paraguay qatar rwanda samoa seychelles sierra leone suriname tajikistan togo tonga trinidad tobago turkmenistan
    tuvalu uzbekistan vanuatu vatican yemen salvador rica verde zealand
    reykjavik kathmandu vesuvius kilimanjaro eiffel versailles alhambra stonehenge machu picchu guernica himalayas pyrenees danube mississippi
    tolstoy dostoevsky pythagoras archimedes euclid copernicus galileo kepler heisenberg schrodinger bayes fermat gauss euler pasteur curie
    fibonacci nietzsche kierkegaard spinoza descartes brando hitchcock kubrick spielberg tchaikovsky vivaldi chopin debussy puccini rembrandt
    vermeer caravaggio michelangelo botticelli kandinsky matisse monet cezanne kahlo dali gogh austen bronte tolkien rowling orwell hemingway
    kafka goethe schiller cervantes neruda borges ibsen chekhov gandhi mandela churchill thatcher obama lenin stalin trump merkel macron
    celsius fahrenheit kelvin youtube instagram facebook whatsapp tiktok spotify ikea kubernetes postgres sqlite typescript javascript haskell
    bitcoin wordpress excel powerpoint ubuntu debian
    """.split()
)
STOP = frozenset(
    """
    a an the i me my mine myself we us our ours you your he him his she her it its they them their this that these those am is are was
    were be been being do does did done have has had having will would shall should can could may might must not no nor and or but if
    then than so as of at by for with about against between into through during to from in out on off over under again further once
    here there when where why how all any both each few more most other some such only own same too very just now what which who whom
    whose until till one ones s t d m re ve ll please pls thanks thx hey hi hello ok okay well tell remind know remember say said ask
    get got give need want let's what's who's where's when's how's i'm i've there's it's thing things called many much long old like
    nowadays currently these days anyway btw actually again yet still ever really user user's users name names can't cant don't dont
    isn't isnt won't wont couldn't put use using uses go goes going went come comes mine first
    """.split()
)
