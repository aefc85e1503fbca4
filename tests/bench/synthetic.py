"""A made-up life for measuring growth: conversations whose words, names, lengths and facts are distributed as in real chats.

Words follow Zipf's law (a head of everyday words, a long tail of rarer ones), people and places too; a conversation has 10 to 60 turns on one or
two themes, and three turns in ten hold a fact. Conversation `n` of a seed is always the same, so that a build that was cut goes on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate

import msgspec

SEED = 11
START = datetime(2019, 1, 7, 8, 0, tzinfo=UTC)
TURNS = (10, 60)
FACT_SHARE = 0.3
VOCABULARY = 30_000

_FIRST = (
    "Anna Bela Chidi Dana Emre Femi Greta Hiro Ines Jonas Kaya Lena Marek Nadia Oscar Priya Quentin Rosa Stefan Tuva Umar Vera Wanda Xavier "
    "Yusuf Zora Adam Bruno Clara David Elena Felix Gemma Hugo Iris Jakob Katya Liam Marta Noor Olga Pavel Rania Samir Tess Viktor Amara Boris "
    "Celia Dmitri Esther Farid Gloria Henrik Isla Jamal Keiko Leo Mina Nils Odile Petra Ravi Sofia Tariq Ursula Valentin Yara Zeno"
).split()
_LAST = (
    "Berg Costa Dahl Eriksen Ferrari Garcia Haas Ito Jansen Kowalski Lund Moreau Novak Okafor Petrov Quist Rossi Silva Tanaka Ueda Vogel Weber "
    "Yilmaz Zimmer Adler Bauer Castro Diaz Engel Fischer Gruber Horvat Ivanov Jovanovic Keller Lang Meier Nilsen Olsen Park Rao Sato Toth Varga "
    "Wolf Young"
).split()
_PLACES = (
    "Berlin Lyon Porto Oslo Graz Turin Ghent Riga Cork Bergen Lisbon Vienna Prague Dublin Basel Leeds Malmo Aarhus Bilbao Nantes Leipzig "
    "Bologna Utrecht Tallinn Split Geneva Bristol Antwerp Gdansk Sofia Izmir Tromso Bern Cadiz Delft Essen Faro Genoa Hull Innsbruck Jena "
    "Krakow Lugano Metz Nice Odense Pisa Rouen Seville Trieste Umea Varna York Zurich Arles Bath Como Derby Exeter Fulda"
).split()
_RELATIONS = "sister brother colleague neighbour friend cousin aunt uncle boss teacher dentist flatmate nephew niece".split()
_HEAD = (
    "time day work home week people thing good year night house morning friend family money school car food room book city water phone job plan "
    "party weekend dinner train office meeting project kitchen garden movie music game photo doctor street bus coffee lunch trip holiday summer "
    "winter evening problem idea story question answer letter email window door table chair bed dog cat bike walk run swim cook read write play "
    "paint build clean buy sell call visit meet travel drive move change start finish learn teach help wait watch listen talk think feel love "
    "hope worry dream remember forget lose find keep bring send pay spend save break fix open close happy tired busy late early nice new old "
    "big small long short cheap expensive warm cold quiet loud easy hard simple strange funny serious healthy sick ready free green blue red "
    "white black heavy light fast slow bread cheese soup salad chicken fish rice pasta pizza apple lemon tomato onion garlic butter sugar salt "
    "tea wine beer juice cake chocolate cello piano guitar violin camera telescope kayak tent boat lamp mirror shelf carpet sofa oven fridge "
    "printer laptop keyboard screen ticket passport suitcase jacket shoes scarf ring watch umbrella museum library theatre market bakery "
    "pharmacy hospital airport station bridge river lake mountain forest beach island village farm church castle tower square park playground "
    "stadium gym pool course exam grade lesson homework contract salary invoice tax rent loan budget insurance account password server database "
    "meeting report deadline client customer team manager interview training strategy marathon yoga football tennis chess puzzle novel poem "
    "painting sculpture concert festival exhibition wedding birthday funeral baby puppy kitten rabbit parrot"
).split()
_SYLLABLES = (
    "bran tor vel mar lin dor kes tan rom fal ber gan hol ister mer nor pel quin ras sel tur und ves wick yar zan bri cal den el fen gor hur in "
    "jor ka lo min nel or pra ri sto tre ul va wen"
).split()
_STATEMENTS = (
    "I spent the {part} on the {noun} and the {noun}, which was {adjective}.",
    "The {noun} at the {noun} in {place} was {adjective}, so we took the {noun} instead.",
    "{person} wants to {verb} the {noun} before {month}.",
    "We talked about the {noun} for hours, and {person} thinks the {noun} is too {adjective}.",
    "My {noun} is {adjective} again, I have to {verb} it this week.",
    "There was a {adjective} {noun} near the {noun} yesterday.",
    "I can't decide between the {noun} and the {noun}.",
    "It cost {number} euros, more than the {noun} last year.",
    "Honestly the {noun} {noun} made me {adjective}, but the {noun} helped.",
    "After the {noun} I went to {place} to {verb} with {person}.",
)
_QUESTIONS = (
    "What do you think about the {noun}?", "Do you know a good {noun} in {place}?", "Should I {verb} the {noun} or the {noun}?",
    "How long does it take to {verb} a {noun}?", "When did I tell you about the {noun}?",
)  # fmt: skip
_REPLIES = (
    "That sounds {adjective}. A {noun} like that can {verb} a lot, and {place} is a good place for it.",
    "You could {verb} the {noun} first and then look at the {noun}; that is usually {adjective}.",
    "I see, the {noun} matters to you. Many people {verb} their {noun} in {month}.",
    "Here is an idea: {verb} the {noun}, keep the {noun} {adjective}, and ask {person} about the {noun}.",
)
#: What was told, the fact in it, its predicate, and what its object is.
_TELLINGS = (
    ("My {relation} {person} lives in {place}.", "The user's {relation} {person} lives in {place}.", "lives_in", "place"),
    ("{person} works at the {tail} company now.", "{person} works at the {tail} company.", "works_at", "tail"),
    ("{person} has bought a {tail} {noun}.", "{person} has a {tail} {noun}.", "owns", "tail"),
    ("I promised {person} to bring the {tail} on {day}.", "The user promised {person} to bring the {tail}.", "promised", "tail"),
    ("My {relation} {person} is allergic to {tail}.", "The user's {relation} {person} is allergic to {tail}.", "allergic_to", "tail"),
    ("{person} and {other} got married in {place}.", "{person} and {other} got married in {place}.", "married_to", "other"),
    ("I started to learn {tail} with {person}.", "The user learns {tail} with {person}.", "learns", "tail"),
    ("{person} was born in {place} in {year}.", "{person} was born in {place} in {year}.", "born_in", "place"),
)
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Fact(msgspec.Struct, frozen=True):
    """What a turn tells: a sentence, its two entities and the relation between them."""

    text: str
    subject: str
    predicate: str
    object: str
    object_kind: str


class Turn(msgspec.Struct, frozen=True):
    """One message; `fact` was learnt from its first sentence."""

    role: str
    at: datetime
    text: str
    fact: Fact | None = None


class Conversation(msgspec.Struct, frozen=True):
    """Number `n` of a life."""

    n: int
    turns: tuple[Turn, ...]


class _Zipf:
    """Draws from a ranked list: the r-th item with a probability of about 1 / (r + shift)."""

    def __init__(self, items: Sequence[str], shift: float = 2.7) -> None:
        self.items = items
        self.sums = list(accumulate(1 / (rank + shift) for rank in range(1, len(items) + 1)))

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.items, cum_weights=self.sums)[0]


@cache
def _world() -> dict[str, _Zipf]:
    """Everything that sentences are filled with, the commonest first."""
    chance = random.Random(SEED)
    tail = list(dict.fromkeys("".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))) for _ in range(2 * VOCABULARY)))[:VOCABULARY]
    people = [f"{first} {last}" for first in _FIRST for last in _LAST]
    words = [*_HEAD]
    chance.shuffle(words)
    chance.shuffle(people)
    return {
        "noun": _Zipf([*words, *tail], 8.0), "verb": _Zipf([*words[::-1], *tail[::3]], 8.0), "adjective": _Zipf([*words[::2], *tail[::2]], 8.0),
        "tail": _Zipf(tail, 40.0), "person": _Zipf(people, 6.0), "other": _Zipf(people, 40.0), "place": _Zipf(_PLACES),
    }  # fmt: skip


def conversations(seed: int = SEED, first: int = 0) -> Iterator[Conversation]:
    """An endless life, from conversation `first` on."""
    n = first
    while True:
        yield conversation(n, seed)
        n += 1


@lru_cache(maxsize=64)
def conversation(n: int, seed: int = SEED) -> Conversation:
    """The n-th conversation: user and assistant in turn, half a day after the one before."""
    chance = random.Random(f"{seed}:{n}")
    at = START + timedelta(hours=11 * n, minutes=chance.randrange(240))
    theme = {kind: [_world()[kind].draw(chance) for _ in range(3)] for kind in ("noun", "person", "place")}
    turns = []
    for k in range(chance.randint(*TURNS)):
        at += timedelta(seconds=chance.randint(15, 240))
        role = "assistant" if k % 2 else "user"
        fact, sentences = None, []
        # Only the user tells facts: two in three of the user's turns are three in ten of all, less those that ask.
        if role == "user" and chance.random() < 2 * FACT_SHARE:
            told, fact = _telling(chance, theme)
            sentences.append(told)
        pool = _REPLIES if role == "assistant" else _QUESTIONS if fact is None and chance.random() < 0.5 else _STATEMENTS
        more = min(12, int(chance.lognormvariate(0.2, 0.7))) if fact else 1 + min(12, int(chance.lognormvariate(0.1, 0.7)))
        sentences += [_filled(chance.choice(pool if s == 0 or role == "assistant" else _STATEMENTS), chance, theme) for s in range(more)]
        turns.append(Turn(role, at, " ".join(sentences), fact))
    return Conversation(n, tuple(turns))


def questions(count: int, conversations_made: int, seed: int = SEED) -> list[str]:
    """What is asked of such a life: half about facts that were told, a third in words of some turn, the rest in everyday words alone."""
    chance = random.Random(f"{seed}:questions")
    asked: list[str] = []
    while len(asked) < count:
        turns = conversation(chance.randrange(conversations_made), seed).turns
        facts = [turn.fact for turn in turns if turn.fact is not None]
        roll = chance.random()
        if roll < 0.5 and facts:
            fact = chance.choice(facts)
            relation = fact.predicate.replace("_", " ")
            asked.append(chance.choice((
                f"Where does {fact.subject} live?", f"What do you know about {fact.subject} and {fact.object}?", f"Who {relation} {fact.object}?",
                f"What did {fact.subject.split()[0]} buy?", f"Which of my friends {relation} {fact.object}?",
            )))  # fmt: skip
        elif roll < 0.83:
            words = [word.strip(".,;:?") for word in chance.choice(turns).text.split() if len(word) > 4]
            asked.append(f"What did I say about the {' '.join(chance.sample(words, min(len(words), chance.randint(2, 5))))}?")
        else:
            things = " ".join(chance.sample(_HEAD, chance.randint(2, 4)))
            asked.append(f"How was the {things} with {chance.choice(_FIRST)} in {chance.choice(_MONTHS)}?")
    return asked


def _telling(chance: random.Random, theme: dict[str, list[str]]) -> tuple[str, Fact]:
    said, stated, predicate, of = chance.choice(_TELLINGS)
    filling = _filling(chance, theme)
    kind = {"place": "place", "other": "person", "tail": "thing"}[of]
    return said.format(**filling), Fact(stated.format(**filling), filling["person"], predicate, filling[of], kind)


def _filled(sentence: str, chance: random.Random, theme: dict[str, list[str]]) -> str:
    """Every slot gets a draw of its own."""
    while "{" in sentence:
        start, stop = sentence.index("{"), sentence.index("}")
        sentence = sentence[:start] + _word(sentence[start + 1 : stop], chance, theme) + sentence[stop + 1 :]
    return sentence


def _filling(chance: random.Random, theme: dict[str, list[str]]) -> dict[str, str]:
    return {slot: _word(slot, chance, theme) for slot in ("person", "other", "relation", "place", "noun", "tail", "day", "year")}


def _word(slot: str, chance: random.Random, theme: dict[str, list[str]]) -> str:
    """A third of the names and nouns of a conversation are its theme's."""
    if slot in theme and chance.random() < 0.35:
        return chance.choice(theme[slot])
    if slot in _world():
        return _world()[slot].draw(chance)
    if slot == "number":
        return str(chance.randint(5, 900))
    if slot == "year":
        return str(chance.randint(1950, 2018))
    return chance.choice({"month": _MONTHS, "day": _DAYS, "relation": _RELATIONS, "part": ["morning", "afternoon", "evening", "weekend"]}[slot])
