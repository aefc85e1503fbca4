"""The kinds of things that memories are about, as a person names them: what "never keep this kind" means."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from engine.learning.records import Candidate


class Category(msgspec.Struct, frozen=True):
    """`categories`: those of the rules that belong to it; `kinds`: of entities that make a memory one of it; `words`: that do, in its text."""

    key: str
    title: str
    about: str
    categories: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    words: str = ""


ALL: tuple[Category, ...] = (
    Category("health", "Health", "illness, allergies, medication, diets, how you feel", ("health",),
             predicates=("diet", "allergic_to", "takes"), words=(
        r"allerg\w*|asthma\w*|diabet\w*|cancer|tumou?r|depress\w*|anxiety|therap(?:y|ist)|medic(?:ine|ation|ations|al)|tablets?|pills?|dose|"
        r"insulin|surgery|operation|hospital|clinic|doctor|gp|dentist|pregnan\w*|miscarriage|migraines?|blood pressure|diagnos\w*|symptoms?|"
        r"vaccin\w*|\d+ ?(?:mg|mcg)|adhd|autis\w*|hiv|epilep\w*|arthritis|disab\w*|ill|sick|illness|disease"
    )),
    Category("beliefs", "Religion, politics and beliefs", "faith, votes, convictions", ("beliefs",), words=(
        r"christian|catholic|protestant|muslim|islam|jewish|judaism|hindu\w*|buddhis\w*|sikh\w*|atheis\w*|agnostic|religio\w*|church|mosque|"
        r"synagogue|temple|pray\w*|god|faith|ramadan|lent|vot(?:e|es|ed|ing)|labour|conservative|republican|democrat|political|politics|union member"
    )),
    Category("money", "Money", "income, debts, prices, banks", ("money",), predicates=("costs",), words=(
        r"salary|wages?|income|earns?|debts?|loans?|mortgage|overdraft|savings|pension|invest\w*|bank|rent is|tax(?:es)?|bonus|"
        r"(?:[£$€] ?\d[\d.,]*k?)|\d[\d.,]*k? ?(?:pounds|dollars|euros|gbp|usd|eur|quid)"
    )),
    Category("location", "Where I live and where I am", "home, places, travels", ("place", "home", "housing", "travel"), kinds=("place",),
             predicates=("lives_in", "born", "comes_from")),
    Category("people", "Family and other people", "who they are, and all that is told about them", ("people", "family", "gifts"), kinds=("person",)),
    Category("work", "Work and study", "jobs, employers, school", ("work", "study"), predicates=("works_at", "job", "studies")),
    Category("identity", "Who I am", "name, age, origin, languages", ("identity",), predicates=("name", "age", "born", "birthday")),
    Category("contact", "Contact details", "addresses, telephone numbers", ("contact",)),
    Category("plans", "Plans and dates", "appointments, birthdays, lists", ("plans", "dates", "lists")),
    Category("preferences", "Tastes", "likes, dislikes, opinions", ("preferences",)),
    Category("routines", "Habits", "what happens every day or every week", ("routines", "past", "skills")),
    Category("possessions", "Things I own", "", ("possessions",)),
    Category("pets", "Pets", "", ("pets",), kinds=("pet",)),
)  # fmt: skip
BY_KEY = {category.key: category for category in ALL}
#: What the rules call what is about nothing in particular, or about the assistant.
UNGROUPED = frozenset(("other", "instruction", "procedure", "conversation"))
#: How people name a kind when they ask that nothing of it be kept.
_NAMED: dict[str, str] = {
    "health": r"health|medical|wellbeing|diets?|body|medications?|illnesses|conditions?|allergies",
    "beliefs": r"religions?|religious|politics|political|beliefs?|faith|church|voting|votes?",
    "money": r"money|financ\w*|salary|wages?|pay|income|debts?|spending|bank\w*|mortgage|pension|savings",
    "location": r"where i (?:live|am|go)|locations?|whereabouts|places?|home|address|travels?|trips|holidays?",
    "people": r"family|relatives|relations|friends|other people|anyone else|people",
    "work": r"work|jobs?|employers?|career|stud(?:y|ies)",
    "identity": r"who i am|identity|personal details",
    "contact": r"contact details|phone numbers?|telephone numbers?|email(?: address(?:es)?)?",
    "plans": r"plans?|appointments?|calendar|schedule|diary",
    "preferences": r"tastes?|likes|dislikes|preferences|opinions?",
    "routines": r"habits?|routines?",
    "possessions": r"possessions|belongings|things i own",
    "pets": r"pets?|animals",
}
#: "my … stuff, please".
_AROUND = re.compile(
    r"^(?:(?:my|our|the|any|anybody's|anyone's|personal)\s+)+|"
    r"(?:\s+(?:stuff|matters?|things?|details|info(?:rmation)?|issues?|problems?|history|situation|life|views|at all|in general|again|ever|please|"
    r"pls|thanks|ok))+$",
    re.IGNORECASE,
)
_NAMES = {key: re.compile(names, re.IGNORECASE) for key, names in _NAMED.items()}
_WORDS = {category.key: re.compile(rf"(?<![\w£$€])(?:{category.words})(?!\w)", re.IGNORECASE) for category in ALL if category.words}


def of(text: str, category: str = "other", predicate: str | None = None, kinds: Collection[str] = ()) -> frozenset[str]:
    """The keys of what a memory is about. `kinds`: of the entities that it names."""
    return frozenset(
        one.key for one in ALL
        if category in one.categories or (predicate and predicate in one.predicates) or not set(kinds).isdisjoint(one.kinds)
        or (one.key in _WORDS and _WORDS[one.key].search(text))
    )  # fmt: skip


def named(subject: str) -> tuple[str, ...]:
    """The keys of the kinds that somebody names: "my health", "money or religion". One thing of a kind ("my trip to Rome") names none."""
    parts = [_AROUND.sub("", part.strip()) for part in re.split(r",|/|&|\b(?:and|or)\b", subject, flags=re.IGNORECASE)]
    return tuple(key for key, names in _NAMES.items() if any(names.fullmatch(part) for part in parts))


def of_candidate(candidate: Candidate) -> frozenset[str]:
    """The same for one that is not stored yet."""
    return of(candidate.text, candidate.category, candidate.predicate, {entity.kind for entity in candidate.entities})
