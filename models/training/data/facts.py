"""What may be told of somebody, how it is asked for, and how the answer goes.

In `told`, `asked` and `said`: {S} {P} the subject and its possessive in a memory, {s} {p} in a question, {A} {AP} at the start of an answer, {a} {ap}
further on; {v} the value; {k} one of `kinds`, which tell one fact from its likes; (are|is): the first of the user, the second of others.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.training.data import lexicon as words
from models.training.data.lexicon import Value, listed, number, of, two


@dataclass(frozen=True)
class Fact:
    """`who`: u the user, p people, or both. `kinds`: each is a fact of its own. `family`: those whose answers could be taken for one another's."""

    key: str
    who: str
    value: Value
    told: tuple[str, ...]
    asked: tuple[str, ...]
    said: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    family: str = ""


def fact(key: str, who: str, value: Value, told: str, asked: str, said: str, kinds: str = "", family: str = "") -> Fact:
    """A Fact whose alternatives are written with slashes between them."""
    forms = [tuple(part.strip() for part in text.split("/") if part.strip()) for text in (told, asked, said, kinds)]
    return Fact(key, who, value, forms[0], forms[1], forms[2], forms[3], family or key)


THINGS, KEPT, SERVICES = "/".join(words.THINGS), "/".join(words.KEPT), "/".join(words.SERVICES)
MEALS = "breakfast/lunch/dinner/a snack"
DAYTIMES = "in the morning/at noon/in the evening/before bed/with breakfast"
EVENTS = "dentist appointment/driving test/job interview/piano recital/eye test/half marathon/graduation/book club/parents' evening/blood test/choir rehearsal/MOT/flight/meeting with the bank/house viewing/physio session/haircut/school play"
CLASSES = "Spanish class/yoga class/pottery course/swimming lesson/choir/football training/judo class/drawing course/dance class/guitar lesson"

FACTS = (
    fact("city", "up", of(words.CITIES), "{S} lives in {v}./{S} moved to {v}./{P} home is in {v}./{S} has lived in {v} for years.",
         "where (do|does) {s} live/which city (do|does) {s} live in/what town (am|is) {s} living in now/where's {p} home/where (am|is) {s} based",
         "{A} (live|lives) in {v}."),
    fact("street", "up", words.address, "{P} address is {v}./{S} lives at {v}./{P} flat is at {v}.",
         "what's {p} address/what street (do|does) {s} live on/which house number (have|has) {s} got", "{AP} address is {v}.", family="street"),
    fact("born", "up", of(words.CITIES), "{S} was born in {v}./{S} grew up in {v}./{S} comes from {v}.",
         "where (was|was) {s} born/which city (am|is) {s} from/where (do|does) {s} come from/where did {s} grow up", "{A} (come|comes) from {v}."),
    fact("job", "up", of(words.JOBS), "{S} is a {v}./{S} works as a {v}./{P} job is {v}./{S} has been working as a {v} since spring.",
         "what (do|does) {s} do for a living/what's {p} job/what (do|does) {s} work as/what's {p} profession/remind me of {p} occupation", "{A} (are|is) a {v}."),
    fact("firm", "up", of(words.FIRMS), "{S} works at {v}./{S} is employed by {v}./{P} employer is {v}./{S} started at {v}.",
         "where (do|does) {s} work/who's {p} employer/which company (am|is) {s} at/who (do|does) {s} work for", "{A} (work|works) at {v}."),
    fact("salary", "up", words.money, "{S} earns {v} a month./{P} salary is {v} a month./{S} gets paid {v} a month.",
         "how much (do|does) {s} earn/what's {p} salary/what (do|does) {s} make a month", "{A} (earn|earns) {v} a month."),
    fact("birthday", "up", words.birthday, "{P} birthday is on {v}./{S} was born on {v}./{P} birthday is {v}.",
         "when's {p} birthday/what date is {p} birthday/when (was|was) {s} born/what day should I put down for {p} birthday", "{AP} birthday is on {v}."),
    fact("age", "up", number(3, 88), "{S} is {v} years old./{S} turned {v}./{S} is {v}.", "how old (am|is) {s}/what age (am|is) {s}/what's {p} age", "{A} (are|is) {v}."),
    fact("phone", "up", words.phone, "{P} phone number is {v}./{P} mobile number is {v}./{S} can be reached on {v}.",
         "what's {p} number/what's {p} phone number/on which number can I reach {s}/{p} mobile number pls", "{AP} number is {v}."),
    fact("email", "up", lambda c: f"{c.one(words.NAMES).lower()}{c.random.randint(1, 99)}@{c.one(('mail', 'post', 'inbox'))}.example",
         "{P} email is {v}./{P} email address is {v}./{S} writes from {v}.", "what's {p} email/which address do I mail {s} at/{p} e-mail address", "{AP} email is {v}."),
    fact("size", "up", number(34, 48), "{S} takes a shoe size {v}./{P} shoe size is {v}./{S} wears size {v} shoes.",
         "what's {p} shoe size/what size shoes (do|does) {s} wear/which size do I order for shoes for {s}", "{AP} shoe size is {v}."),
    fact("height", "up", lambda c: f"1.{c.random.randint(48, 98)} m", "{S} is {v} tall./{P} height is {v}./{S} measures {v}.",
         "how tall (am|is) {s}/what's {p} height", "{A} (are|is) {v} tall."),
    fact("allergy", "up", of(words.ALLERGENS), "{S} is allergic to {v}./{S} has an allergy to {v}./{S} can't have {v}, being allergic./{S} reacts badly to {v}.",
         "what (am|is) {s} allergic to/which allergy (have|has) {s} got/what must {s} avoid/any allergies for {s}", "{A} (are|is) allergic to {v}."),
    fact("medicine", "up", of(words.DRUGS), "{S} takes {v} {k}./{S} has to take {v} {k}./{P} tablet {k} is {v}.",
         "what medicine (do|does) {s} take {k}/which pill (do|does) {s} take {k}/what's {p} tablet {k}", "{A} (take|takes) {v} {k}.", DAYTIMES, "medicine"),
    fact("dose", "up", lambda c: f"{c.random.choice((5, 10, 25, 50, 75, 150, 250, 400))} mg", "{P} dose of {k} is {v}./{S} takes {v} of {k}.",
         "what's {p} dose of {k}/how much {k} (do|does) {s} take/how many mg of {k}", "{AP} dose of {k} is {v}.", "/".join(words.DRUGS), "dose"),
    fact("blood", "up", of("A+;B-;O+;AB+;0-;A-".split(";")), "{P} blood type is {v}./{S} has blood type {v}.", "what's {p} blood type/which blood group (have|has) {s} got",
         "{AP} blood type is {v}."),
    fact("dish", "up", of(words.FOODS), "{P} favourite food is {v}./{S} loves {v} most of all./{S} likes {v} best./{P} favourite dish is {v}.",
         "what's {p} favourite food/what (do|does) {s} like to eat best/which dish (do|does) {s} love/what should I cook for {s}", "{AP} favourite food is {v}."),
    fact("cooks", "up", of(words.FOODS), "{S} had {v} for {k}./{S} made {v} for {k}.", "what did {s} have for {k}/what did {s} make for {k}", "{A} had {v} for {k}.", MEALS),
    fact("drink", "up", of(words.DRINKS), "{P} favourite drink is {v}./{S} always orders {v}./{S} drinks {v}.",
         "what (do|does) {s} drink/what's {p} favourite drink/which drink do I order for {s}", "{AP} drink is {v}."),
    fact("dislike", "up", of(words.FOODS), "{S} can't stand {v}./{S} hates {v}./{S} doesn't like {v}.",
         "what food (do|does) {s} hate/what doesn't {s} like to eat/which dish can't {s} stand", "{A} can't stand {v}."),
    fact("diet", "up", of("vegan;vegetarian;coeliac;lactose intolerant;pescatarian;kosher;halal".split(";")), "{S} is {v}./{S} became {v} last year./{S} eats {v} only.",
         "what's {p} diet/any diet for {s}", "{A} (are|is) {v}."),
    fact("hobby", "up", of(words.HOBBIES), "{S} does {v} in the free time./{P} hobby is {v}./{S} took up {v}./{S} is keen on {v}.",
         "what's {p} hobby/what (do|does) {s} do in {p} free time/which hobby did {s} take up", "{AP} hobby is {v}."),
    fact("colour", "up", of(words.COLOURS), "{P} favourite colour is {v}./{S} likes {v} best of all colours.", "what's {p} favourite colour/which colour (do|does) {s} like best",
         "{AP} favourite colour is {v}."),
    fact("language", "up", of(words.LANGUAGES), "{S} is learning {v}./{S} has been learning {v} for a year./{S} takes lessons in {v}.",
         "what language (am|is) {s} learning/which language (do|does) {s} study", "{A} (are|is) learning {v}."),
    fact("speaks", "up", two(words.LANGUAGES), "{S} speaks {v}./{S} is fluent in {v}.", "which languages (do|does) {s} speak/what languages (am|is) {s} fluent in", "{A} (speak|speaks) {v}."),
    fact("studies", "up", of(words.SUBJECTS), "{S} studies {v}./{S} is studying {v} at university./{S} is doing a degree in {v}.",
         "what (do|does) {s} study/what subject (am|is) {s} studying/what's {p} degree in/what was it again that {s} studies", "{A} (study|studies) {v}."),
    fact("school", "up", lambda c: f"{c.one(words.SURNAMES)} {c.one(('College', 'Academy', 'Primary', 'Institute'))}", "{S} goes to {v}./{P} school is {v}./{S} is at {v}.",
         "which school (do|does) {s} go to/what's {p} school called/what's the name of {p} school", "{AP} school is {v}."),
    fact("instrument", "up", of(words.INSTRUMENTS), "{S} plays the {v}./{S} is learning the {v}.", "what instrument (do|does) {s} play/which instrument (am|is) {s} learning", "{A} (play|plays) the {v}."),
    fact("club", "up", of(words.CLUBS), "{S} supports {v}./{S} is a fan of {v}./{P} team is {v}.", "which team (do|does) {s} support/what's {p} football club", "{A} (support|supports) {v}."),
    fact("book", "up", of(words.BOOKS), "{S} is reading {v}./{P} current book is {v}./{P} book club reads {v}.", "what book (am|is) {s} reading/which book (am|is) {s} on", "{A} (are|is) reading {v}."),
    fact("film", "up", of(words.FILMS), "{P} favourite film is {v}./{S} likes {v} best of all films.", "what's {p} favourite film/which movie (do|does) {s} like best", "{AP} favourite film is {v}."),
    fact("band", "up", of(words.BANDS), "{P} favourite band is {v}./{S} listens to {v} all day.", "what's {p} favourite band/what music (do|does) {s} listen to", "{AP} favourite band is {v}."),
    fact("fear", "up", of(words.FEARS), "{S} is afraid of {v}./{S} is scared of {v}./{S} has a fear of {v}.", "what (am|is) {s} afraid of/what (am|is) {s} scared of/what scares {s}", "{A} (are|is) afraid of {v}."),
    fact("gift", "p", of(words.GIFTS), "{S} wants {v} for the next birthday./{S} would like {v} as a present./The user gave {S0} {v} last year.",
         "what (do|does) {s} want as a present/which present would {s} like", "{A} would like {v}."),
    fact("married", "up", of(words.NAMES), "{S} is married to {v}./{P} spouse is called {v}.", "who (am|is) {s} married to/what's the name of {p} spouse", "{A} (are|is) married to {v}.", family="partner"),
    fact("kids", "up", listed(words.NAMES, 2, 4), "{P} children are {v}./{P} kids are called {v}./{S} has children: {v}.",
         "what are {p} kids called/names of {p} children/who are {p} children/what are the names of {p} kids", "{AP} children are {v}."),
    fact("pet", "up", of(words.PETS), "{P} {k} is called {v}./{S} has a {k} named {v}./{v} is {P0} {k}.",
         "what's {p} {k} called/what's the name of {p} {k}/how did {s} name the {k}", "{AP} {k} is called {v}.", "/".join(words.ANIMALS), "pet"),
    fact("petage", "up", number(1, 15), "{P} {k} is {v} years old./{P} {k} turned {v}.", "how old is {p} {k}/what age is {p} {k}", "{AP} {k} is {v}.", "/".join(words.ANIMALS)),
    fact("petfood", "up", of("tuna;carrots;chicken and rice;sunflower seeds;dandelions;hay;salmon biscuits".split(";")), "{P} {k} eats {v}./{P} {k} gets {v} for dinner.",
         "what does {p} {k} eat/what do I feed {p} {k}", "{AP} {k} eats {v}.", "/".join(words.ANIMALS)),
    fact("vet", "up", words.person, "{P} {k} goes to {v}, the vet./The vet of {P0} {k} is {v}.", "who's the vet of {p} {k}/which vet does {p} {k} go to", "{AP} {k}'s vet is {v}.", "/".join(words.ANIMALS)),
    fact("price", "up", words.money, "{S} paid {v} for the {k}./{P} {k} cost {v}./{S} bought a {k} for {v}.",
         "how much did {s} pay for the {k}/what did {p} {k} cost/how much was {p} {k}/price of {p} {k}", "{AP} {k} cost {v}.", THINGS),
    fact("thingcolour", "up", of(words.COLOURS), "{P} {k} is {v}./{S} has a {v} {k}.", "what colour is {p} {k}/which colour (have|has) {s} got the {k} in", "{AP} {k} is {v}.", THINGS),
    fact("brand", "up", of(words.FIRMS), "{P} {k} is a {v}./{S} bought a {k} by {v}./{P} {k} was made by {v}.", "what make is {p} {k}/which brand is {p} {k}/who made {p} {k}", "{AP} {k} is by {v}.", THINGS),
    fact("shop", "up", of(words.FIRMS), "{S} bought the {k} at {v}./{P} {k} came from {v}.", "where did {s} buy the {k}/which shop did {p} {k} come from/where's {p} {k} from", "{AP} {k} came from {v}.", THINGS, "brand"),
    fact("warranty", "u", words.date, "The warranty of {P0} {k} ends on {v}./{P} {k} is under warranty until {v}.", "until when is {p} {k} under warranty/when does the warranty of {p} {k} end", "{AP} {k}'s warranty ends on {v}.", THINGS),
    fact("serial", "u", words.code, "The serial number of {P0} {k} is {v}./{P} {k} has serial number {v}.", "what's the serial number of {p} {k}/{p} {k}'s serial number", "{AP} {k}'s serial number is {v}.", THINGS),
    fact("bought", "up", words.date, "{S} bought the {k} on {v}./{S} got the {k} on {v}.", "when did {s} buy the {k}/what date did {s} get the {k}", "{A} bought the {k} on {v}.", THINGS),
    fact("lent", "up", of(words.NAMES), "{S} lent the {k} to {v}./{v} has borrowed {P0} {k}.", "who did {s} lend the {k} to/who's got {p} {k}/who borrowed {p} {k}", "{v} has {ap} {k}.", THINGS),
    fact("borrowed", "u", of(words.NAMES), "{S} borrowed a {k} from {v}./The {k} that {S0} has belongs to {v}.", "whose {k} have I got/who did {s} borrow the {k} from/who does the {k} belong to", "{A} borrowed {v}'s {k}.", THINGS),
    fact("repair", "up", of(words.FIRMS), "{P} {k} is being repaired at {v}./{S} took the {k} to {v} for repair.", "where is {p} {k} being repaired/who repairs {p} {k}", "{AP} {k} is at {v} for repair.", THINGS),
    fact("car", "up", of(words.CARS), "{S} drives a {v}./{P} car is a {v}./{S} bought a {v}.", "what car (do|does) {s} drive/what kind of car (have|has) {s} got", "{A} (drive|drives) a {v}."),
    fact("plate", "up", words.code, "{P} car has the number plate {v}./{P} registration is {v}.", "what's {p} number plate/what's the registration of {p} car/{p} licence plate", "{AP} registration is {v}."),
    fact("parks", "u", of("level 2;bay 14;Row F;the car park behind the station;Elm Drive;spot 77".split(";")), "{S} parks in {v}./{P} parking space is {v}.", "where (do|does) {s} park/which parking space is mine", "{A} (park|parks) in {v}."),
    fact("where", "up", of(words.PLACES), "{P} {k} is in the {v}./{S} keeps the {k} in the {v}./{S} put the {k} in the {v}.",
         "where is {p} {k}/where did {s} put the {k}/where (do|does) {s} keep the {k}/where can I find {p} {k}", "{AP} {k} is in the {v}.", KEPT),
    fact("expires", "up", words.date, "{P} {k} expires on {v}./{P} {k} is valid until {v}.", "when does {p} {k} expire/until when is {p} {k} valid",
         "{AP} {k} expires on {v}.", "passport/driving licence/library card/bus pass/credit card/visa/ID card/first-aid certificate/season ticket"),
    fact("cardnumber", "up", words.code, "{P} {k} number is {v}./The number of {P0} {k} is {v}.", "what's {p} {k} number/what's the number of {p} {k}/{p} {k} no",
         "{AP} {k} number is {v}.", "library card/membership/allotment plot/locker/customer/policy/student/room/loyalty card/tax/order/apartment"),
    fact("provider", "up", of(words.FIRMS), "{P} {k} is with {v}./{S} uses {v} for {k}./{P} {k} provider is {v}.", "who is {p} {k} with/which company (do|does) {s} use for {k}/who's {p} {k} provider",
         "{AP} {k} is with {v}.", SERVICES),
    fact("bill", "up", words.money, "{S} pays {v} a month for {k}./{P} {k} costs {v} a month./{P} {k} bill is {v} a month.", "how much (do|does) {s} pay for {k}/what's {p} {k} bill/what does {p} {k} cost a month",
         "{A} (pay|pays) {v} a month for {k}.", SERVICES),
    fact("contract", "u", words.date, "{P} {k} contract runs until {v}./{P} {k} contract ends on {v}.", "when does {p} {k} contract end/until when does {p} {k} contract run", "{AP} {k} contract ends on {v}.", SERVICES),
    fact("contact", "up", words.person, "{P} contact for {k} is {v}./{v} looks after {P0} {k}.", "who's {p} contact for {k}/who looks after {p} {k}", "{AP} contact for {k} is {v}.", SERVICES, "provider"),
    fact("doctor", "up", words.person, "{P} {k} is {v}./{S} goes to {v}, the {k}./{v} is {P0} {k}.", "who's {p} {k}/what's {p} {k} called/what's the name of {p} {k}",
         "{AP} {k} is {v}.", "doctor/dentist/physiotherapist/therapist/accountant/lawyer/hairdresser/tutor/landlord/cleaner/midwife/piano teacher/plumber/supervisor/estate agent/team leader/class teacher"),
    fact("event", "up", words.date, "{P} {k} is on {v}./{S} has the {k} on {v}./{S} booked the {k} for {v}.", "when is {p} {k}/what date is {p} {k}/when (have|has) {s} got the {k}/what day is the {k} for {s}",
         "{AP} {k} is on {v}.", EVENTS),
    fact("eventtime", "up", words.clock, "{P} {k} starts at {v}./{P} {k} is at {v}.", "what time is {p} {k}/at what time does {p} {k} start", "{AP} {k} is at {v}.", EVENTS),
    fact("eventplace", "up", of(words.STREETS), "{P} {k} takes place in {v}./{P} {k} is at the hall in {v}.", "where is {p} {k}/in which street does {p} {k} take place", "{AP} {k} is in {v}.", EVENTS),
    fact("classday", "up", of([f"{d}s" for d in words.WEEKDAYS]), "{P} {k} is on {v}./{S} has {k} on {v}./{S} goes to the {k} on {v}.", "what day is {p} {k}/on which day (have|has) {s} got {k}/which weekday is {p} {k}",
         "{AP} {k} is on {v}.", CLASSES),
    fact("classteacher", "up", words.person, "{P} {k} is taught by {v}./{v} runs {P0} {k}.", "who teaches {p} {k}/who runs {p} {k}", "{v} runs {ap} {k}.", CLASSES, "doctor"),
    fact("classfee", "up", words.money, "{P} {k} costs {v} a term./{S} pays {v} a term for the {k}.", "what does {p} {k} cost/how much is {p} {k}", "{AP} {k} costs {v} a term.", CLASSES),
    fact("shift", "up", lambda c: f"{words.clock(c)} to {words.clock(c)}", "{S} works from {v} on {k}./{P} shift on {k} is {v}.", "what's {p} shift on {k}/when (do|does) {s} work on {k}", "{A} (work|works) {v} on {k}.", "/".join(f"{d}s" for d in words.WEEKDAYS)),
    fact("trip", "up", of(words.COUNTRIES), "{S} is going to {v} in {k}./{S} booked a trip to {v} for {k}./{S} travels to {v} in {k}.", "where (am|is) {s} going in {k}/where is {p} trip in {k}/which country (do|does) {s} travel to in {k}",
         "{A} (are|is) going to {v} in {k}.", "/".join(words.MONTHS), "trip"),
    fact("holiday", "up", of(words.COUNTRIES), "{S} spent the holiday of {k} in {v}./{S} went to {v} in {k}.", "where was {p} holiday in {k}/where did {s} go in {k}/which country did {s} visit in {k}", "{A} went to {v} in {k}.",
         "2019/2020/2021/2022/2023/2024/2025", "trip"),
    fact("travelmate", "up", of(words.NAMES), "{S} travelled to {k} with {v}./{v} came along to {k} with {S0}.", "who did {s} travel to {k} with/who came along to {k}", "{A} travelled to {k} with {v}.", "/".join(words.COUNTRIES)),
    fact("hotel", "up", lambda c: f"Hotel {c.one(words.SURNAMES)}", "{S} stays at the {v} in {k}./{P} hotel in {k} is the {v}.", "which hotel (am|is) {s} staying at in {k}/what's {p} hotel in {k} called", "{AP} hotel in {k} is the {v}.", "/".join(words.CITIES)),
    fact("restaurant", "up", of(words.SHOPS), "{P} favourite restaurant in {k} is {v}./{S} likes to eat at {v} in {k}.", "what's {p} favourite restaurant in {k}/where (do|does) {s} like to eat in {k}", "{AP} favourite restaurant in {k} is {v}.", "/".join(words.CITIES)),
    fact("commute", "up", of("bus 12;the 7:40 train;tram 4;bike;bus 88;the metro;car".split(";")), "{S} takes {v} to {k}./{S} gets to {k} by {v}.", "how (do|does) {s} get to {k}/what (do|does) {s} take to {k}", "{A} (take|takes) {v} to {k}.", "work/school/the gym/the hospital/training/the office"),
    fact("rent", "up", words.money, "{P} rent is {v} a month./{S} pays {v} rent.", "how much is {p} rent/what rent (do|does) {s} pay", "{AP} rent is {v}."),
    fact("rooms", "up", number(2, 9), "{P} house has {v} {k}./There are {v} {k} in {P0} house.", "how many {k} has {p} house/number of {k} in {p} house", "{AP} house has {v} {k}.", "bedrooms/bathrooms/windows/radiators/floors/smoke alarms"),
    fact("owns", "up", number(2, 40), "{S} has {v} {k}./{S} owns {v} {k}.", "how many {k} (do|does) {s} have/how many {k} (have|has) {s} got", "{A} (have|has) {v} {k}.", "hens/hives/goats/cousins/tattoos/fish/houseplants/bikes/guitars/godchildren/apple trees/records"),
    fact("wifi", "u", lambda c: f"{c.one(words.PETS)}{c.random.randint(10, 99)}net", "{P} wifi at {k} is called {v}./The network at {k} is {v}.", "what's the wifi called at {k}/what's {p} network at {k}", "{AP} wifi at {k} is called {v}.", "home/the office/the cabin/the shop/the flat"),
    fact("filter", "u", words.code, "{P} {k} takes {v} batteries./The batteries for {P0} {k} are {v}.", "which batteries does {p} {k} take/what batteries for {p} {k}", "{AP} {k} takes {v} batteries.", "torch/remote/smoke alarm/doorbell/scale/hearing aid/radio"),
    fact("strings", "up", of(words.FIRMS), "{P} {k} has strings by {v}./{S} uses {v} strings on the {k}.", "what strings are on {p} {k}/which strings (do|does) {s} use on the {k}", "{AP} {k} has strings by {v}.", "guitar/violin/bass/cello/ukulele/banjo/viola"),
    fact("paint", "u", of(words.COLOURS), "{P} {k} is painted {v}./{S} painted the {k} {v}.", "what colour is {p} {k}/which colour did {s} paint the {k}", "{AP} {k} is painted {v}.", "kitchen/bedroom/front door/fence/hall/bathroom/living room/garden shed"),
    fact("plant", "u", of("tomatoes;dahlias;courgettes;lavender;runner beans;strawberries;tulips;kale;garlic".split(";")), "{S} planted {v} in the {k}./{P} {k} is full of {v}.", "what did {s} plant in the {k}/what grows in {p} {k}", "{A} planted {v} in the {k}.", "front garden/greenhouse/raised bed/window box/allotment/back yard/balcony pot"),
    fact("result", "up", lambda c: f"{c.random.randint(48, 99)} %", "{S} got {v} in the {k} exam./{P} mark in {k} was {v}.", "what did {s} get in {k}/what was {p} mark in the {k} exam", "{A} got {v} in {k}.", "/".join(words.SUBJECTS)),
    fact("time", "up", lambda c: f"{c.random.randint(1, 5)}:{c.random.randint(10, 59)} hours", "{S} ran the {k} in {v}./{P} time in the {k} was {v}.", "what was {p} time in the {k}/how fast did {s} run the {k}", "{AP} time in the {k} was {v}.", "Berlin marathon/Lisbon half marathon/village run/New York marathon/trail race/charity run"),
    fact("met", "up", of(words.CITIES), "{S} met {k} in {v}./{S} got to know {k} in {v}.", "where did {s} meet {k}/which city did {s} meet {k} in", "{A} met {k} in {v}.", "/".join(words.NAMES[:40])),
    fact("owes", "up", words.money, "{k} owes {S0} {v}./{S} lent {k} {v}.", "how much does {k} owe {s}/how much did {s} lend {k}", "{k} owes {a} {v}.", "/".join(words.NAMES[30:70])),
    fact("promised", "u", of("paint the fence;water the plants;bake the cake;fix the tap;bring the tent;return the book;drive to the airport".split(";")), "{S} promised {k} to {v}.", "what did {s} promise {k}/what have I promised {k}", "{A} promised {k} to {v}.", "/".join(words.NAMES[50:90])),
    fact("opens", "u", words.clock, "{P} {k} opens at {v}./The {k} opens at {v}.", "when does the {k} open/what time does {p} {k} open", "The {k} opens at {v}.", "library/pharmacy/gym/post office/bakery/market/swimming pool/surgery/tip"),
    fact("closes", "u", words.clock, "{P} {k} closes at {v}./The {k} shuts at {v}.", "when does the {k} close/what time does {p} {k} shut", "The {k} closes at {v}.", "library/pharmacy/gym/post office/bakery/market/swimming pool/surgery/tip"),
    fact("bins", "u", of(words.WEEKDAYS), "The {k} bin is emptied on {v}./The {k} goes out on {v}.", "when is the {k} bin emptied/which day does the {k} go out", "The {k} goes out on {v}.", "paper/food waste/glass/garden/plastic/general"),
    fact("helper", "u", of(words.NAMES), "{v} {k}./{v} always {k}.", "who {k}", "{v} {k}.", "waters the plants/feeds the cat/picks the kids up/cuts the hedge/does the tax return/walks the dog/has a spare key/cleans the stairs/takes the minutes/books the hall"),
    fact("deadline", "up", words.date, "{P} {k} is due on {v}./{S} has to hand in the {k} by {v}.", "when is {p} {k} due/by when must {s} hand in the {k}", "{AP} {k} is due on {v}.", "tax return/thesis/grant report/essay/car tax/application/invoice/rent/library book/insurance form"),
    fact("topic", "up", lambda c: f"{c.one(words.HOBBIES)} in {c.one(words.COUNTRIES)}", "{P} {k} is about {v}./{S} writes a {k} about {v}.", "what's {p} {k} about/what topic has {p} {k}", "{AP} {k} is about {v}.", "thesis/dissertation/essay/talk/podcast/blog/novel"),
    fact("sendto", "u", of(words.NAMES), "{S} sends the {k} to {v}./The {k} goes to {v}.", "who do I send the {k} to/who gets the {k}", "{A} (send|sends) the {k} to {v}.", "monthly report/invoice/rota/timesheet/minutes/photos/stock list/meter reading/newsletter"),
)  # fmt: skip
