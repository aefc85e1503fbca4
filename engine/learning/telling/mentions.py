"""Entities and edges of a candidate, read off its own sentence."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.given_names import WORDS_TOO
from engine.learning.grammar.kinds import TIMES, kind_of
from engine.learning.grammar.lexicon import BARE_RELATIONS, PETS, PLURAL, RELATION_PATTERN, RELATIONS
from engine.learning.records import EntityKind, EntityMention
from engine.learning.telling import kinship
from engine.learning.telling.bonds import bonds
from engine.learning.telling.people import NAME, Person, names
from engine.learning.telling.story import Statement
from engine.memory.relations import is_kin

_CURRENT = re.compile(r"^(?:new|current) ")
USER = EntityMention("user", "user", "subject")
_ATTRIBUTE = re.compile(
    r"^(?P<owner>.+?)'s? (?P<what>birthday|anniversary|name|age|e-?mail(?: address)?|phone(?: number)?|mobile(?: "
    r"number)?|number|address|postcode|job|profession|occupation|blood type)$",
    re.IGNORECASE,
)
_OWN_NAME = re.compile(
    rf"^The user(?:'s (?:full |real |first )?name is(?: now)?| is called| goes by| is known as| prefers to be called| likes to be called) "
    rf"(?P<name>{NAME})"
)
#: Names with a possessive or a small word inside, which break apart elsewhere: "St Mary's School", "Bank of Ireland", "van der Berg".
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w-]*(?:['’][^\W_]+)?['’]?"
_WHOLE = re.compile(
    rf"(?<![\w'-])(?:(?:University|Bank|College|Ministry|Museum|Institute|House|School|Church) of (?:the )?{NAME}|"
    rf"(?:St\.? )?(?:{_CAPITAL} (?:(?:of|and|&|for) (?:the )?)?){{1,5}}(?:School|Hospital|College|University|Academy|Church|Cathedral|"
    r"Ireland|England|Scotland|Wales|America|London|Bakery|Café|Cafe|Arms|Hospice|Infirmary|Surgery|Nursery|Club))(?![\w'-])"
)
#: "a restaurant called The Silver Heron": a thing with a name of its own, of a kind that is told.
_CALLED = re.compile(
    rf"\b(?:an?|the|their|his|her|its|another|new|old) (?:[a-z-]+ ){{0,2}}?(?P<noun>[a-z-]+),? (?:called|named) [\"“']?"
    rf"(?P<name>(?:(?:The|the|A|Chez|La|Le|El|Il|Das|De) )?{_CAPITAL}(?: (?:(?:of|and|&|the|in the|de|du) )?{_CAPITAL}){{0,4}})"
)
_PLACES = frozenset(
    "restaurant cafe café bakery shop store pub bar inn hotel hostel salon gym nursery school village town city street park farm house cottage flat "
    "bistro brewery winery vineyard gallery museum theatre cinema studio clinic surgery church chapel temple island beach lake club bookshop "
    "bookstore deli canteen food-truck butcher's garage workshop stall market kiosk library".split()
)
_ORGANISATIONS = frozenset(
    "company firm business startup start-up charity band team group choir orchestra agency bank association foundation party union "
    "network lab".split()
)
_AROUND = 200  # characters
#: Said of both alike, so neither is known by it.
_MUTUAL = frozenset("spouse partner fiance ex sibling cousin twin".split())
_PLACELESS = frozenset("the when if to a an i my his her their this that it".split())


def predicate_key(said: Statement, predicate: str) -> str:
    """The predicate column: contacts are told apart by what they are."""
    owner = _ATTRIBUTE.match(said.subject)
    return f"contact:{owner['what'].lower()}" if predicate == "contact" and owner else predicate


def subject_key(said: Statement, people: list[Person]) -> str:
    """What stands in the subject column: "user", a person's name, or the noun."""
    if said.about_user and said.subject == "The user":
        return "user"
    if said.person is not None and said.person.name and said.subject.endswith(said.person.name):
        return re.split(r",? (?:from|at) ", said.person.name)[0]
    theirs = next((kin.name for kin in kinship.owned(said.subject) if kin.name and said.subject.endswith(kin.name)), "")
    if theirs:
        return theirs
    owner = _ATTRIBUTE.match(said.subject)
    if owner:
        whose = owner["owner"].removeprefix("The ").removeprefix("the ")
        known = next((p.name for p in people if p.name and whose.endswith(p.name)), "")
        return known or whose
    return said.subject.removeprefix("The ").removeprefix("the ")


def entities(
    text: str, said: Statement, people: list[Person], obj: str, object_kind: EntityKind | None, source: str = ""
) -> tuple[EntityMention, ...]:
    """Whom and what a sentence names: the subject first, then the object, then others. Relations are only those that this message tells.

    `source` is the whole message, of which what is around counts: "There's an Anna at work, she …".
    """
    found = _Found(text, source[max(0, said.start - _AROUND) : said.stop + _AROUND] or text)
    if said.about_user:
        found.add(USER)
    elif "the user" in text.lower():
        found.add(EntityMention("user", "user", "mention"))
    if own := _OWN_NAME.match(text):
        found.add(EntityMention(own["name"], "user", "object"))
    found.kin(said.subject)
    for called in _CALLED.finditer(text):
        found.called(called["noun"].lower(), called["name"], called["name"] in obj)
    person = said.person
    if not said.about_user and person is not None and (person.name or person.relation) and not found.has(person.name or person.relation):
        for one in _each(person):
            found.person(one, "subject")
    elif (owner := _ATTRIBUTE.match(said.subject)) and not said.about_user:
        found.owner(owner["owner"], people)
    for other in people:
        told = other.name and re.search(rf"(?<![\w'-]){re.escape(other.name)}(?![\w-])", text)
        nameless = not other.name and other.relation and re.search(rf"[Tt]he user's {re.escape(other.relation)}(?![\w'-]| {NAME})", text)
        if other.met and other.name and _place_here(other.name, text):
            continue
        if told or nameless:
            found.person(other, "mention")
    found.bound()
    inside = [whole.group() for whole in _WHOLE.finditer(obj)] or names(obj)
    if object_kind and inside and re.search(re.escape(inside[0]), text) and inside[0].split()[0].lower() not in TIMES:
        found.add(EntityMention(inside[0], found.settled(inside[0], object_kind), "object"))
    for name in [*(whole.group() for whole in _WHOLE.finditer(text)), *names(text)]:
        found.name(name)
    return tuple(found.all.values())


def edges(mentioned: tuple[EntityMention, ...], predicate: str, text: str = "") -> tuple[tuple[str, str, str], ...]:
    """Subject -> object by the predicate, where both are entities; user -> person, owner -> owned and whoever else the sentence (`text`) ties
    together, by what they are to each other."""
    found: list[tuple[str, str, str]] = []
    head = next((m for m in mentioned if m.role == "subject"), None)
    tail = next((m for m in mentioned if m.role == "object"), None)
    bond = predicate.startswith("relation") or predicate == "partner"
    if head and tail and predicate and tail.kind != "user" and not (bond and tail.relation):
        found.append((head.name, predicate, tail.name))
    found += [(m.of, m.relation, m.name) for m in mentioned if m.of and m.relation]
    found += bonds(text)
    found += [("user", relation, name) for name, relation in kinship.together(text).items() if any(m.name == name for m in mentioned)]
    found += [
        ("user", _CURRENT.sub("", m.relation), m.name)
        for m in mentioned
        if bond and m.relation and not m.of and m.kind == "person" and m.name != m.relation
    ]
    return tuple(dict.fromkeys(found))


def _each(person: Person) -> list[Person]:
    """ "Anna and Marco", of whom a sentence speaks together, are two."""
    names = re.split(r", and | and |, | & ", person.name)
    if len(names) < 2 or not all(name[:1].isupper() for name in names):
        return [person]
    return [msgspec.structs.replace(person, name=name, told=name) for name in names]


def _place_here(name: str, text: str) -> bool:
    """Whether somebody known has the name of the place that the sentence means ("visit Jordan")."""
    at = text.find(name)
    return at >= 0 and name.split()[0].lower() in WORDS_TOO and kind_of(name, text, at) == "place"


class _Found:
    """Mentions gathered from one sentence, each name once."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._another = kinship.another(text) | kinship.another(source)
        self._mine = dict([kinship.mine(text)]) | kinship.together(text)
        self.all: dict[str, EntityMention] = {}

    def has(self, name: str) -> bool:
        low = name.strip(" .,'").lower()
        return any(low in known or known in low for known in self.all if known != "user")

    def add(self, mention: EntityMention) -> None:
        name = mention.name.strip(" .,'")
        if name and name.lower() not in self.all:
            self.all[name.lower()] = mention if name == mention.name else EntityMention(name, mention.kind, mention.role, mention.relation)

    def person(self, person: Person, role: str) -> None:
        """Somebody of the story, without the "from work" that was taken for a part of the name."""
        name = re.split(r",? (?:from|at) ", person.name)[0]
        relation = "" if person.met else kinship.one_of(person.relation)
        if not name and person.plural:
            return  # "the user's children": those who have names are told of by these
        if self.has(name or relation) or (not name and any(mine.endswith(relation) for mine in self._mine.values())):
            return
        pet = person.kind == "pet"
        fresh = not pet and self._is_another(name) and not relation
        if not pet and not is_kin(relation):  # whence somebody comes says nothing of an uncle that "uncle" doesn't
            relation = self._circle(name, fresh) or relation or self._mine.get(name, "")
        if name or relation:
            self.add(EntityMention(name or relation, "pet" if pet else "person", role, relation, "", fresh))  # type: ignore[arg-type]

    def _is_another(self, name: str) -> bool:
        """ "There's another Anna at work, Anna Whitfield": said to be another than the known one."""
        return name in self._another or name.split(" ")[0] in self._another

    def _circle(self, name: str, fresh: bool) -> str:
        names = dict.fromkeys((name, name.split(" ")[0]) if fresh else (name,))
        return next((found for one in names for text in (self._text, self._source) if (found := kinship.circle(text, one, new=fresh))), "")

    def kin(self, subject: str) -> None:
        """Relations among others, as the sentence tells them: "Anna's husband Tom"."""
        for one in kinship.owned(self._text):
            kin_owner = one.owner_relation or ("" if one.owner.lower() not in BARE_RELATIONS else one.owner.lower())
            self.add(EntityMention(one.owner, "person", "mention", kin_owner))
            if one.name and re.search(rf"user's (?i:{RELATION_PATTERN}),? {re.escape(one.name)}(?![\w-])", self._text):
                continue  # "the user's aunt Rose is Petra's boss": known as the aunt
            if not one.name and one.relation.split()[-1] in PLURAL:
                continue  # "Jonas's children" are nobody in particular
            name, kind = one.name or kinship.one_of(one.relation), kinship.one_of(one.relation)
            leads = subject.lower().endswith(name.lower()) and not subject.lower().startswith("the user and")
            role = "subject" if leads else "object" if one.name and self._text.startswith(one.name) is False else "mention"
            if name.lower() not in self.all:
                self.all[name.lower()] = EntityMention(name, "pet" if one.pet else "person", role, kind, one.owner)  # type: ignore[arg-type]

    def bound(self) -> None:
        """Whom the sentence ties to each other: "Anna and Marco have a daughter, Lia"."""
        for head, word, tail in bonds(self._text):
            for name in (head, tail):
                if not self.has(name):
                    theirs = (word, head) if name == tail and is_kin(word) and word not in _MUTUAL else ("", "")
                    self.add(EntityMention(name, "person", "mention", *theirs))

    def owner(self, whose: str, people: list[Person]) -> None:
        """ "The user's mum's birthday": the mum is whom it is about."""
        bare = re.sub(r"^the user's ", "", whose, flags=re.IGNORECASE)
        known = next((p for p in people if p.name and bare.endswith(p.name)), None)
        if known is not None:
            return self.person(known, "subject")
        if bare != whose and bare.lower().replace(" in law", "-in-law").split()[-1] in RELATIONS:
            self.add(EntityMention(bare.lower(), "person", "subject", bare.lower()))
        return None

    def settled(self, name: str, kind: EntityKind) -> EntityKind:
        """A rule's guess, unless the name itself says otherwise (a school, a hospital, a title)."""
        guessed = kind_of(name, name, 0)
        return guessed if guessed in ("organisation", "place") or (guessed == "person" and kind == "thing") else kind

    def called(self, noun: str, name: str, is_object: bool) -> None:
        """A thing, a place or a firm by its name and what it is; people and pets are told of by their ties."""
        if noun in RELATIONS or noun in PETS or noun in ("man", "woman", "boy", "girl", "guy", "person", "lady", "teacher", "baby") or self.has(name):
            return
        kind: EntityKind = "place" if noun in _PLACES else "organisation" if noun in _ORGANISATIONS else "thing"
        self.add(EntityMention(name, kind, "object" if is_object else "mention"))

    def name(self, name: str) -> None:
        """A name that nothing else has explained."""
        name = re.split(r",? (?:from|at) ", name.strip(" .,"))[0].removesuffix("'s")
        place = self._text.find(name)
        if not name or place < 0 or name.split()[0].lower() in _PLACELESS or self.has(name):
            return
        kind = kind_of(name, self._text, place)
        if kind is None:
            return
        fresh = kind == "person" and self._is_another(name)
        relation = self._circle(name, fresh) or self._mine.get(name, "") if kind in ("person", "thing") else ""
        self.add(EntityMention(name, "person" if relation else kind, "mention", relation, "", fresh))
