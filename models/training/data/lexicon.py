"""Words that made-up lives are made of, of many cultures. Of every list a quarter is held out, for the figures after training."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

#: Makes a value: what is told, and asked for.
Value = Callable[["Choice"], str]


class Choice:
    """Chance that keeps to one side of the split: three quarters of every list to train on, or the quarter that is held out."""

    def __init__(self, seed: int, held_out: bool = False) -> None:
        self.random = random.Random(seed)
        self.held_out = held_out

    def side(self, options: Sequence[str]) -> list[str]:
        """The options of this side: every fourth is held out, of three the last; shorter lists are not split."""
        if len(options) < 3:
            return list(options)
        last = 2 if len(options) == 3 else 3
        return [option for n, option in enumerate(options) if (n % 4 == last) == self.held_out]

    def one(self, options: Sequence[str]) -> str:
        return self.random.choice(self.side(options))

    def some(self, options: Sequence[str], count: int) -> list[str]:
        side = self.side(options)
        return self.random.sample(side, min(count, len(side)))

    def chance(self, share: float) -> bool:
        return self.random.random() < share


NAMES = """Amara Bogdan Chidi Daria Emeka Farida Goran Hana Ivo Jamila Kwame Leila Mateus Nadia Omar Priya Quentin Rosa Samir Tova Umar Vesna Wanjiru Xenia
Yusuf Zofia Aino Bilge Camila Dmitri Elif Femi Greta Hamza Ingeborg Joaquín Kerstin Lucía Mehmet Nils Oksana Pavel Rania Sanjay Thabo Ulla Viktor Wei Ximena
Yara Ziad Anouk Björn Chiara Dewi Esteban Fatou Gunnar Hiroshi Iman Jelena Kofi Ludmila Malik Noor Oisín Paola Ravi Saoirse Tariq Uma Valentina Wendell
Xiao Yannick Zainab Alice Ben Carol Dave Emma Frank Gina Harry Isla Jack Kate Liam Mia Noah Olive Paul Ruth Sam Tess Vera Will Joyce Ned Pam Rob Sue
Tomasz Agnieszka Raj Meera Hugo Chloé Aoife Declan Lars Freja Ji-woo Min-jun Haruto Yuki Thanh Linh Aroha Tane Kaia Matteo Giulia Nikos Eleni""".split()
SURNAMES = """Okafor Nowak Petersen Haddad Lindqvist Moreau Tanaka Fernández Kowalczyk Singh Abebe Yilmaz Novák Rossi Nguyen Silva Murphy Hughes Bakker Weber
Ivanova Castro Mensah Kaur Larsen Dubois Popescu Horvat Sato Mbeki Walsh Fraser Demir Costa Berg Ali Chen Park Reyes Schultz Turner Webb Doyle Finch""".split()
CITIES = """Lagos Kraków Bergen Porto Osaka Leeds Izmir Accra Lyon Ghent Turin Sofia Quito Dakar Hanoi Perth Galway Malmö Split Basel Zaragoza Tampere Cardiff
Nairobi Pune Denver Austin Halifax Bristol Gdańsk Brno Bologna Rotterdam Leipzig Utrecht Lima Tunis Cork Dundee Norwich Graz Seville Aarhus Riga Vilnius
Toulouse Bilbao Coimbra Haifa Amman Busan Cebu Adelaide Hobart Tucson Boise Salem Winnipeg Durban Kigali Plymouth Exeter York Hull Derby Bath""".split()
STREETS = """Mill Lane;Harbour Road;Oak Street;Via Garibaldi;Rue des Lilas;Lindenstraße;Station Road;Calle Mayor;Church Row;Queen's Avenue;Birch Close;
Market Square;Kungsgatan;Elm Drive;Rua do Sol;Bridge Street;Castle Terrace;Prinsengracht;Canal Walk;Temple Gardens;Hilltop Crescent;Nelson Way""".replace(
    "\n", ""
).split(";")
JOBS = """nurse;welder;primary school teacher;software tester;baker;bus driver;physiotherapist;accountant;electrician;translator;carpenter;pharmacist;chef;
paramedic;librarian;tax adviser;florist;lorry driver;dental hygienist;surveyor;barista;data analyst;plumber;social worker;hairdresser;pilot;vet;optician;
train conductor;gardener;journalist;butcher;midwife;security guard;architect;seamstress;call centre agent;forklift operator;geologist;judge""".replace(
    "\n", ""
).split(";")
FIRMS = """Northwind Foods;Halden Logistics;Brightwell Dental;Corvid Labs;Sunrise Bakery;Marlow & Finch;Kestrel Insurance;Tidewater Energy;Apex Motors;
Bluebird Telecom;Fjordline;Greenfield College;St Bride's Hospital;Orbit Media;Pinegrove Nursery;Delta Rail;Vantage Bank;Quayside Hotel;Lumen Optics;
Ironbridge Steel;Copperfield Press;Medway Council;Polar Freight;Redwood Vets;Skylark Software;Tamarind Kitchen;Umbra Design;Willow Care""".replace(
    "\n", ""
).split(";")
SHOPS = """Harper's;Casa Lola;The Green Fork;Mama Nkechi's;Bistro Nine;Zum Anker;Pho Corner;The Old Mill;La Piazzetta;Sakura House;Tandoori Flame;Café Rosa;
The Copper Pot;Olive & Thyme;Noodle Barn;Blue Door;Chez Marcel;The Salty Dog;Kebab Palace;Sunny Side""".replace("\n", "").split(";")
FOODS = """mushroom risotto;jollof rice;pierogi;lamb tagine;pad thai;shepherd's pie;okonomiyaki;fish tacos;lentil soup;ratatouille;chicken biryani;gnocchi;
feijoada;moussaka;ramen;borscht;dolma;paella;beef stew;dumplings;falafel;lasagne;goulash;kimchi pancakes;apple strudel;banana bread;baklava;carrot cake""".replace(
    "\n", ""
).split(";")
ALLERGENS = (
    "peanuts;shellfish;penicillin;cat hair;birch pollen;latex;eggs;sesame;bee stings;kiwi;aspirin;dust mites;walnuts;soy;milk;strawberries".split(";")
)
DRUGS = """amoxicillin ibuprofen metoprolol sertraline omeprazole levothyroxine atorvastatin salbutamol lisinopril gabapentin cetirizine prednisolone
warfarin naproxen ferrous-sulphate folic-acid""".split()
HOBBIES = """pottery;bouldering;birdwatching;knitting;chess;salsa dancing;rowing;woodcarving;stargazing;calligraphy;archery;beekeeping;fencing;photography;
choir singing;running;yoga;table tennis;gardening;surfing;model trains;sewing;badminton;judo;baking;geocaching;swimming;embroidery""".replace(
    "\n", ""
).split(";")
COLOURS = "teal;dark green;mustard yellow;burgundy;navy blue;coral;lilac;black;orange;silver;turquoise;beige;cherry red;white;olive;pink".split(";")
CARS = """Toyota Yaris;Dacia Duster;Fiat Panda;Mazda 3;Volvo V60;Peugeot 208;Honda Jazz;Seat Ibiza;Ford Transit;Nissan Leaf;Hyundai i20;Opel Corsa;
Renault Clio;Suzuki Swift;Mini Cooper;Subaru Forester;Citroën C3;Tesla Model 3""".replace("\n", "").split(";")
ANIMALS = "dog;cat;rabbit;parrot;hamster;tortoise;pony;goldfish;guinea pig;budgie;ferret;gecko".split(";")
PETS = "Biscuit Pixel Mocha Nacho Luna Ziggy Pepper Olaf Tofu Bean Shadow Miso Ginger Waffles Pip Rocket Sushi Cleo Bandit Maple Fig Dobby Kiki Boots".split()
THINGS = """bike;laptop;phone;washing machine;sofa;camera;tent;guitar;coffee machine;fridge;watch;printer;vacuum cleaner;winter coat;headphones;desk;
suitcase;piano;lawnmower;mattress;car;rucksack;drill;dishwasher;sewing machine;boiler;television;hiking boots;glasses;scooter;keyboard;telescope;
violin;kayak;pushchair;tablet;freezer;electric razor;wedding dress;lamp""".replace("\n", "").split(";")
PLACES = """top drawer of the desk;blue biscuit tin;garage;shoebox under the bed;loft;kitchen cupboard;glove compartment;hall wardrobe;bedside table;cellar;
shed;filing cabinet;coat pocket by the door;safe at work;bathroom cabinet;bookshelf behind the atlas;toolbox;sock drawer;piano stool;laundry basket""".replace(
    "\n", ""
).split(";")
KEPT = """passport;spare key;birth certificate;warranty papers;sewing kit;Christmas lights;first-aid kit;camping gear;old photos;tax documents;charger;
bike pump;vaccination card;jewellery box;sleeping bags;screwdrivers;will;savings book;rental contract;baby clothes;fuse box key;picnic blanket""".replace(
    "\n", ""
).split(";")
SUBJECTS = """marine biology;law;graphic design;mechanical engineering;history;economics;fine art;medicine;linguistics;computer science;theology;
nursing;music;veterinary science;film studies;chemistry""".replace("\n", "").split(";")
LANGUAGES = (
    "Portuguese Polish Japanese Arabic Welsh Swahili Turkish Finnish Korean Greek Hindi Czech Norwegian Hebrew Catalan Thai Irish Dutch".split()
)
INSTRUMENTS = "cello;trumpet;drums;accordion;flute;ukulele;saxophone;harp;oboe;banjo;double bass;clarinet".split(";")
CLUBS = "Arsenal;Ajax;Benfica;Celtic;Fenerbahçe;Boca Juniors;Werder Bremen;Napoli;Leeds United;Real Sociedad;Everton;Legia Warsaw".split(";")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
BOOKS = """Middlemarch;The Leopard;Dune;Things Fall Apart;The Hobbit;Beloved;Persuasion;The Trial;Life of Pi;Half of a Yellow Sun;Norwegian Wood;Emma;
Rebecca;The Master and Margarita;Kim;Wolf Hall""".replace("\n", "").split(";")
FILMS = "Spirited Away;Casablanca;Parasite;Amélie;Paddington 2;Alien;Roma;The Lives of Others;Fargo;Coco;Jaws;Moonlight".split(";")
BANDS = "Radiohead;Buena Vista Social Club;Abba;Tinariwen;Fleetwood Mac;Sigur Rós;Kraftwerk;Gorillaz;The Clash;Khruangbin;Blur;Rosalía".split(";")
FEARS = "spiders;heights;lifts;deep water;needles;thunderstorms;flying;clowns;snakes;the dark;moths;crowds".split(";")
DRINKS = (
    "oat flat white;green tea;black coffee;ginger ale;chai latte;peppermint tea;espresso;mango lassi;rooibos;iced matcha;stout;tonic water".split(";")
)
GIFTS = "a cookbook;concert tickets;a cast-iron pan;wool socks;a bird feeder;a chess set;a spa voucher;an atlas;a raincoat;gardening gloves;a kite;a globe".split(
    ";"
)
COUNTRIES = "Portugal;Kenya;Vietnam;Iceland;Peru;Greece;Morocco;Japan;Croatia;Ireland;Georgia;Norway;Mexico;Malta;Slovenia;Cuba".split(";")
RELATIONS = """sister;brother;mother;father;wife;husband;daughter;son;aunt;uncle;grandmother;grandfather;boss;neighbour;colleague;flatmate;best friend;
cousin;landlord;girlfriend;boyfriend;nephew;niece;mother-in-law;stepdaughter;trainer;tutor;godson""".replace("\n", "").split(";")
#: What people say for them in a question.
CALLED = {"mother": ["mum", "mom", "mother"], "father": ["dad", "father"], "grandmother": ["grandma", "gran", "nan"], "grandfather": ["grandad", "grandpa"],
          "wife": ["wife", "missus"], "boss": ["boss", "manager"], "colleague": ["colleague", "workmate"], "best friend": ["best friend", "bestie"],
          "daughter": ["daughter", "girl"], "brother": ["brother", "bro"], "sister": ["sister", "sis"]}  # fmt: skip
SERVICES = """car insurance;broadband;electricity;gym;bank;dentist;home insurance;vet;water;mobile contract;nursery;garage;pharmacy;GP surgery;letting agent;
gas;optician;accountant;pension;removal firm""".replace("\n", "").split(";")


def number(low: int, high: int) -> Value:
    return lambda c: str(c.random.randint(low, high))


def of(options: Sequence[str]) -> Value:
    return lambda c: c.one(options)


def date(c: Choice) -> str:
    text = f"{c.random.randint(1, 28)} {c.random.choice(MONTHS)}"
    return text + (f" {c.random.randint(2021, 2027)}" if c.chance(0.4) else "")


def birthday(c: Choice) -> str:
    return f"{c.random.randint(1, 28)} {c.random.choice(MONTHS)}" + (f" {c.random.randint(1938, 2020)}" if c.chance(0.3) else "")


def clock(c: Choice) -> str:
    hour, minute = c.random.randint(6, 21), c.random.choice((0, 0, 15, 20, 30, 40, 45, 50))
    return f"{hour}:{minute:02d}" if c.chance(0.7) else f"{hour % 12 or 12} {'am' if hour < 12 else 'pm'}"


def money(c: Choice) -> str:
    amount = c.random.choice((c.random.randint(4, 99), c.random.randint(100, 950), c.random.randint(1, 30) * 100))
    return c.random.choice((f"£{amount}", f"{amount} euros", f"${amount}", f"{amount} pounds", f"€{amount}", f"{amount} zloty"))


def phone(c: Choice) -> str:
    return c.random.choice(
        (f"0{c.random.randint(20, 99)} 555 0{c.random.randint(100, 199)}", f"0{c.random.randint(1000, 9999)} 555{c.random.randint(100, 999)}")
    )


def code(c: Choice) -> str:
    letters = "".join(c.random.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(c.random.randint(2, 3)))
    return c.random.choice((f"{letters}{c.random.randint(10, 99)} {c.random.randint(100, 999)}", f"{letters}-{c.random.randint(1000, 9999)}",
                            str(c.random.randint(1000, 99999))))  # fmt: skip


def address(c: Choice) -> str:
    return f"{c.random.randint(1, 140)} {c.one(STREETS)}"


def person(c: Choice) -> str:
    name = c.one(NAMES)
    return c.random.choice((name, f"{name} {c.one(SURNAMES)}", f"Dr {c.one(SURNAMES)}", f"Mrs {c.one(SURNAMES)}", f"Mr {c.one(SURNAMES)}"))


def two(options: Sequence[str]) -> Value:
    return lambda c: " and ".join(c.some(options, 2))


def listed(options: Sequence[str], low: int = 2, high: int = 4) -> Value:
    def make(c: Choice) -> str:
        found = c.some(options, c.random.randint(low, high))
        return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else found[0]

    return make
