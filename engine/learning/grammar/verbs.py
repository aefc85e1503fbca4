"""English verb forms, as far as telling a sentence in the third person needs them."""

from __future__ import annotations

_REGULAR = (
    "accept ache add adopt agree allow answer apply argue arrange arrive ask attend avoid bake bark bath believe belong "
    "block boil book borrow bother brew broadcast brush "
    "call camp cancel care carry cause celebrate change chase check chew clean climb close coach collect commute complain "
    "complete compose confirm consider contain "
    "cook cost count cover crash crochet cross cry cure cycle dance date deal decide defer deliver depend design develop "
    "die dislike divorce donate drop earn edit "
    "email emigrate end enjoy enter escape expect expire explain fail fast fear feature fill finish fish fix fold follow "
    "garden gather graduate grill guess handle happen "
    "hate head heat help hike hope host hunt immigrate improve include inherit inspect install intend invite jog join "
    "juggle jump key kick knock lack last laugh "
    "launch learn lift like limp list listen live lock look love maintain manage mark marry matter measure mend mention "
    "migrate mind miss move mow name need note notice "
    "object open operate order organise organize own pack paint park pass pay perform pick plan plant play post practise "
    "practice prefer prepare print promise propose pull "
    "push qualify quit race rain raise reach react receive recommend recover reckon recycle refer refuse register relax "
    "remain remember remind remove renew rent "
    "repair replace reply report require rescue reside resign resolve rest retire return review roast row sail save "
    "schedule score scream seem separate serve settle "
    "share shop ship sign ski skip smell smoke sneeze sort spill sponsor start state stay step stop store stream stress "
    "study subscribe suffer suggest suit support surf "
    "surprise survive switch talk taste tend text tidy touch trade train translate travel treat trust try tune turn twist "
    "type use vape visit volunteer vote wait "
    "walk want warn wash waste watch water wave weigh welcome whisper whistle wish wonder work worry wrap yell adore "
    "appreciate attach babysit belong bike boat box breed build busk campaign cater chair code compete conduct crave craft "
    "cringe date declutter deliver detest direct dress "
    "drum dye edit embroider enrol enroll exercise exhibit faint farm film forage foster freelance garden hail hurt "
    "identify illustrate intern invest iron jam kayak "
    "knit lecture lend live-in loathe lodge meditate memorise mentor mortgage nap nurse nurture paddle parent patent "
    "photograph pierce pray preach prune publish quilt recite "
    "referee rehearse relocate research restore row scare sculpt sew shadow shave skate snore snowboard solder speed-read sprain squat stargaze "
    "stutter suffer supervise swap swap sweep tear tinker tolerate trail transfer trek tutor unwind upgrade vacation veer "
    "webcam wed whittle worship wrestle "
    "land depart leak stain arrive whiff chirp beep dispatch expire elope apprentice retake reread rewatch upcycle "
    "beat-box lug mow brew distil juice grate reheat decorate paint plaster tile sand hoover vacuum mop rinse soak squeeze "
    "stack tick click hum sniffle moan nag bully tease spoil scold babble crawl teethe potty wean graze forage nest hatch "
    "molt moult purr growl howl whine snarl sniff lick chew claw pounce hibernate dominate fund finance invoice bill "
    "budget donate pledge owe admit adapt aim assist assume attempt attract await ban behave blame bleach bless brag "
    "bruise bump calculate cease charge cheat cheer clash collapse collide combine comfort comment communicate compare "
    "concern conclude connect contribute convince cope correct counsel count crawl create crush dare decrease dedicate "
    "defend delay demand deny descend describe deserve destroy diagnose differ disagree disappear discover discuss divide "
    "doubt drag drown elect emerge employ enable encourage ensure envy establish estimate examine exchange exclude excite "
    "excuse exist expand experience explore export express extend face fancy favour favor fetch flood flow fulfil gain "
    "greet grumble guard guide handle harvest haunt heal highlight hire hug idle ignore imagine import impress inform "
    "injure inject insure intend interview introduce invent judge label lean license limit load loan loom manufacture "
    "master mature mess mine misplace model mount nail obey oblige observe occupy occur offend offer oversee participate "
    "perform perfect persuade place plead point possess postpone pour practise predict present pretend prevent proceed "
    "produce program progress prohibit project promote pronounce propose protect prove provide publish pump punish "
    "purchase pursue question raise rank rate reach realise realize recall recognise recognize record reduce reflect "
    "reform regret reject relate release relieve rely remark replace represent rescue reserve respect respond result "
    "reveal reverse reward risk roll rub ruin rule rush satisfy scale scan seal search secure select shelter shift shorten "
    "shout shrink sigh sink slow slice smash snatch solve sound spare spark spread stamp steer strike strip struggle "
    "submit succeed suck sum supply suppose surround suspect suspend swallow switch target tax telephone terrify test "
    "thank threaten tie time tip tire top total track trap tremble trick trouble trust type undergo undertake unite urge "
    "value vary visit void vow wander warm whisper widen wink wipe wonder zip mentor measure contract operate orbit board "
    "sleepwalk dogsit housesit catsit dock trip slip snap injure fracture twist ban block approve reject"
)
#: base: past participle
_IRREGULAR = dict(
    pair.strip().split(": ")
    for pair in (
        "be: was been | have: had had | do: did done | go: went gone | get: got got | make: made made | take: took taken | come: came "
        "come | give: gave given | keep: kept kept | know: knew known | think: thought thought | see: saw seen | say: said said | "
        "tell: told told | find: found found | leave: left left | feel: felt felt | bring: brought brought | buy: bought bought | "
        "sell: sold sold | teach: taught taught | catch: caught caught | eat: ate eaten | drink: drank drunk | drive: drove driven | "
        "write: wrote written | ride: rode ridden | run: ran run | swim: swam swum | sing: sang sung | speak: spoke spoken | break: "
        "broke broken | wear: wore worn | tear: tore torn | grow: grew grown | fly: flew flown | draw: drew drawn | sleep: slept slept "
        "| meet: met met | lose: lost lost | win: won won | pay: paid paid | stand: stood stood | understand: understood understood | "
        "hold: held held | hear: heard heard | read: read read | lead: led led | lend: lent lent | spend: spent spent | send: sent "
        "sent | build: built built | sit: sat sat | begin: began begun | choose: chose chosen | fall: fell fallen | forget: forgot "
        "forgotten | hang: hung hung | hide: hid hidden | hit: hit hit | hurt: hurt hurt | let: let let | put: put put | quit: quit "
        "quit | set: set set | shut: shut shut | cut: cut cut | cost: cost cost | become: became become | show: showed shown | steal: "
        "stole stolen | stick: stuck stuck | throw: threw thrown | wake: woke woken | bite: bit bitten | blow: blew blown | burn: "
        "burnt burnt | dream: dreamt dreamt | fight: fought fought | freeze: froze frozen | lay: laid laid | lie: lay lain | ring: "
        "rang rung | rise: rose risen | shake: shook shaken | shoot: shot shot | sink: sank sunk | spell: spelt spelt | spill: spilt "
        "spilt | sweep: swept swept | swear: swore sworn | bet: bet bet | beat: beat beaten | bend: bent bent | bleed: bled bled | "
        "breed: bred bred | deal: dealt dealt | dig: dug dug | feed: fed fed | knit: knitted knitted | mean: meant meant | seek: "
        "sought sought | smell: smelt smelt | speed: sped sped | sting: stung stung | split: split split | spread: spread spread | "
        "babysit: babysat babysat | sew: sewed sewn | broadcast: broadcast broadcast | rebuild: rebuilt rebuilt "
    ).split(" | ")
)
_DOUBLED = frozenset(
    "plan stop drop shop jog step chat rob wrap hug pet trip nap ban fit rent swap jam slip snap skip unwrap hop tap pop "
    "quit prefer refer defer drum squat".split()
) - {"rent"}
BASES = frozenset(_REGULAR.split()) | frozenset(_IRREGULAR)
_VOWELS = "aeiou"


def third_person(base: str) -> str:
    """ "live" -> "lives", "study" -> "studies", "have" -> "has"."""
    low = base.lower()
    if low in ("be", "am", "are"):
        return "is"
    if low == "have":
        return "has"
    if low.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if low.endswith("y") and len(low) > 1 and low[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] + "ed" if base in _DOUBLED else "ed")


def gerund(base: str) -> str:
    """ "live" -> "living", "sit" -> "sitting"."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (
        base[-1] + "ing"
        if base in _DOUBLED or base in ("get", "put", "sit", "run", "swim", "win", "let", "cut", "hit", "set", "begin", "forget", "dig")
        else "ing"
    )


#: form -> base. Past forms, third-person forms, participles; the base forms map to themselves.
THIRD = {third_person(base): base for base in BASES if base not in ("be", "have")}
PAST = {(_IRREGULAR[base].split()[0] if base in _IRREGULAR else _past(base)): base for base in BASES if base != "be"}
PAST |= {
    "learnt": "learn",
    "got": "get",
    "travelled": "travel",
    "cancelled": "cancel",
    "burned": "burn",
    "dreamed": "dream",
    "spelled": "spell",
    "quitted": "quit",
    "labelled": "label",
    "enrolled": "enrol",
    "smelled": "smell",
    "wed": "wed",
    "gotten": "get",
}
PARTICIPLE = {(_IRREGULAR[base].split()[1] if base in _IRREGULAR else _past(base)): base for base in BASES}
PARTICIPLE |= {"cancelled": "cancel", "travelled": "travel", "learnt": "learn", "gotten": "get", "proven": "prove"}
GERUND = {gerund(base): base for base in BASES} | {"travelling": "travel", "cancelling": "cancel"}
AUXILIARY = frozenset("is are am was were has have had do does did can could will would shall should must might may cannot".split())
MODAL = frozenset("can could will would shall should must might may cannot".split())
#: Nouns that look like third-person or base verbs; as verbs they are rare in what people tell about themselves.
NOUNISH = frozenset(
    "times points models projects records questions results rates ranks sounds tests tips tops tracks traps tricks values "
    "tires taxes scales seals rules rolls risks rewards presents places masters mines limits labels loans guards guides "
    "faces experiences charges counts comments bills funds stains leaks exchanges concerns offers programs "
    "time point model project record question result rate rank sound test tip top track trap trick value tire tax scale "
    "seal rule roll risk reward present place master mine limit label loan guard guide face experience charge count "
    "comment bill fund stain leak exchange concern offer program contract contracts "
    "plans works calls books names plants notes parks walks drinks looks prints ships trains watches waters covers trips "
    "races boxes lists marks pets "
    "views drives dates orders posts states studies deals races rows files cures keys fishes bikes boats farms parents "
    "nurses shops films codes runs "
    "plan work call book name plant note park walk drink look print ship train watch water cover trip race box list mark "
    "view drive date order post "
    "state study deal row file cure key fish bike boat farm parent nurse shop film code".split()
)


def is_past(word: str) -> bool:
    """A past form; unknown words in -ed count."""
    low = word.lower()
    return (
        low in PAST
        or low in ("was", "were", "had", "did")
        or (len(low) > 4 and low.endswith("ed") and low not in ("need", "speed", "breed", "indeed", "exceed"))
        or (low.startswith(_AGAIN) and any(low.removeprefix(prefix) in PAST for prefix in _AGAIN) and low not in BASES)
    )


#: "retook", "overslept", "misread".
_AGAIN = ("re", "over", "under", "mis", "out")


def is_manner(word: str) -> bool:
    """An adverb in -ly that no list has: "slowly"."""
    return (
        len(word) > 4 and word.endswith("ly") and word not in BASES and word not in ("family", "reply", "apply", "supply", "belly", "jelly", "lily")
    )


def base_of(word: str) -> str:
    """The plain form of any form that is known; else the word itself."""
    low = word.lower()
    for table in (PAST, THIRD, PARTICIPLE, GERUND):
        if low in table:
            return table[low]
    return {"is": "be", "are": "be", "am": "be", "was": "be", "were": "be", "has": "have", "had": "have", "does": "do", "did": "do"}.get(low, low)
