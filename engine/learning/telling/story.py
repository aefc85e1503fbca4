"""What a message has said so far, and the shape of a clause told in the third person."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import PETS, PLURAL
from engine.learning.telling.people import NAME, Person, called, pronoun_called, related

#: Places of people who were named in messages before the last one: in front of everything in this message.
EARLIER = -1_000_000


#: They ring, write and decide, and are then "they".
SERVICES = frozenset(
    "nursery school surgery hospital clinic council bank landlord landlady garage vet dentist gym college "
    " university consulate embassy agency insurer hr".split()
)


#: Whom one calls by a title: "a Mr Tierney", "Dr Patel".
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][\w-]*(?:'[A-Z]\w+)?")

_PARTNER = re.compile(
    rf"\bwith (?:his|her|their) (?:partner|wife|husband|girlfriend|boyfriend|fianc[eé]e?|missus|other half)(?:,? (?P<name>{NAME}))?\b"
)

#: What two do together, and no services do.
_OF_TWO = re.compile(
    r"(?:(?:both|just|also|now|recently|finally) )*(?:have|are (?:both )?(?:having|expecting|getting (?:married|divorced|a)|"
    r"moving|adopting|planning|saving|vegan|vegetarian|both|retired|engaged|married)|got (?:married|engaged|a|an|two|three)|"
    r"met|married|moved|live|bought|adopted|own|run|grow|keep)\b",
    re.IGNORECASE,
)


class Statement(msgspec.Struct, frozen=True):
    """A clause told in the third person. `rest` is all after the subject; `subject` begins with a capital."""

    subject: str
    rest: str
    start: int
    stop: int
    about_user: bool = False
    past: bool = False
    negative: bool = False
    hedged: bool = False
    elided: bool = False
    thing: bool = False  # the subject is neither the user nor a person
    person: Person | None = None

    @property
    def text(self) -> str:
        """The sentence, with its full stop."""
        return f"{self.subject} {self.rest}".rstrip(" ,;:-") + "."


_IS = re.compile(rf"(?P<name>{NAME})(?:['’]s| is| was| isn['’]?t| wasn['’]?t)(?: (?:not|no longer|really|actually|also|just|now|like))*\s*$")


def _said_to_be(person: Person, before: str) -> Person:
    """ "Beth isn't my sister, she's Tom's cousin": "she" is Beth."""
    match = _IS.search(before) if person.relation and not person.name else None
    return Person(match["name"], match["name"], start=person.start, stop=person.stop, met=True) if match else person


class Story:
    """What the message has said so far: who "she" is, what "it" is, whose verb comes without a subject."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.last: Statement | None = None
        self.thing = ""
        self.named = ""  # a thing with a name of its own ("the Hymer")
        self.lost = False  # a clause of this sentence, or a "she", could not be told
        self.refused = False  # the clause before in this sentence is a request or a question: what goes on without a subject goes on with that
        self.about_user = False  # somebody or something of the user's was named
        self.pending: Person | None = None  # named at the end of a clause without a verb, which the next one may have
        self.familiar: frozenset[str] = frozenset()  # words that the user's memories hold

    def pet(self) -> str:
        """The animal that "it" would mean, which people call "she" ("The user's kitten"); "" when it is none."""
        return self.thing if self.thing.lower().split(" ")[-1] in PETS else ""

    def meet(self, text: str, base: int, stop: int) -> list[Person]:
        """Notes everybody whom a clause names; it lies between `base` and `stop`."""
        pronoun, name = pronoun_called(text)
        if pronoun and self.pet():
            self.people.append(Person(name, name, kind="pet", start=base + text.find(name), stop=base + text.find(name) + len(name)))
            return self.people[-1:]
        unnamed = self.who(pronoun, max(base, 1)) if pronoun else None
        if unnamed is not None and not unnamed.name:
            self.people = [p for p in self.people if p is not unnamed]
            place = {"start": base, "stop": stop, "met": False} if unnamed.start < 0 else {}
            self.people.append(msgspec.structs.replace(unnamed, told=f"{unnamed.told} {name}", name=name, **place))
            return self.people[-1:]
        found = [p if p.stop <= stop else msgspec.structs.replace(p, start=min(p.start, stop), stop=stop) for p in related(text, base)]
        found = [_said_to_be(p, text[: max(0, p.start - base)]) for p in found]
        for name in called(text):
            if not any(p.name == name for p in found):
                found.append(Person(name, name, start=base + text.find(name), stop=base + text.find(name) + len(name)))
        for match in _TITLED.finditer(text):
            if not any(match.group() in p.told for p in [*found, *self.people]):
                found.append(Person(match.group(), match.group(), start=min(base + match.start(), stop), stop=min(base + match.end(), stop)))
        self.people = [
            p for p in self.people if not p.met or not any(p.name == f.name or p.name in f.name.split() for f in found if f.relation)
        ] + found
        return found

    def name(self, person: Person, name: str) -> Person:
        """Somebody spoken of before has this name."""
        named = msgspec.structs.replace(person, told=f"{person.told} {name}", name=name)
        self.people = [named if p is person or (p.told == person.told and not p.name) else p for p in self.people]
        return named

    def beneficiary(self, text: str, base: int) -> None:
        """ "Write a card for Fatima?": whom the sentences after a request may speak of."""
        for match in re.finditer(
            rf"\b(?:for|with|about|lend|ring|call|text|message|trust|pay|invite|ask|tell|forgive|date|meet|see|marry|phone|email"
            rf"|visit) (?P<name>{NAME})",
            text,
        ):
            if not any(p.name == match["name"] for p in self.people):
                self.people.append(Person(match["name"], match["name"], start=base + match.start("name"), stop=base + match.end("name")))

    def couple(self, does: str) -> Person | None:
        """Both of whom the last clause told: "Daniel is in Bristol with his partner Priya. They have a dog"."""
        if not _OF_TWO.match(does):
            return None
        last = self.last
        with_whom = _PARTNER.search(last.rest) if last is not None and not last.about_user and not last.thing else None
        if last is None or with_whom is None or last.subject.lower().split()[-1] in PLURAL:
            return None
        who = last.person.name if last.person is not None and last.person.name else last.subject
        return Person(f"{who} and {with_whom['name'] or 'their partner'}", kind="people", start=last.start, stop=last.stop)

    def who(self, pronoun: str, before: int = 1 << 60) -> Person | None:
        """Whom "he", "she" or "they" means: the last person that fits and was named before that place."""
        wanted = {"he": "m", "she": "f"}.get(pronoun, "")
        for person in sorted((p for p in self.people if p.start < before), key=lambda p: p.start, reverse=True):
            if pronoun == "they" and not person.plural and person.gender:
                continue  # "my daughter … they're closing the school": some others
            if pronoun == "they" and (person.plural or person.start > EARLIER // 2):
                return person
            if person.plural:
                continue
            if person.gender in ("", wanted) and not (person.kind == "pet" and not person.name and not person.relation):
                return person
        return None
