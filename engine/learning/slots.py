"""Which predicates hold one value at a time: a new home replaces the old one, a new friend doesn't replace a friend."""

from __future__ import annotations

#: Predicates of which a subject has one at a time.
SINGLE = frozenset("lives_in works_at job name age birthday anniversary diet partner marital_status born comes_from kept_at".split())
#: Relations of which most people have one: a new landlord replaces the old one.
ONLY = frozenset(
    "landlord landlady boss manager supervisor therapist gp doctor dentist physio vet hairdresser flatmate housemate "
    "roommate lodger tenant mother father mum dad mom".split()
)
PARTNERS = frozenset("wife husband partner spouse girlfriend boyfriend fiancé fiancée fiance fiancee hubby".split())
#: Pairs of predicates of which one denies the other.
OPPOSITES = {
    "likes": "dislikes",
    "dislikes": "likes",
    "allergic_to": "not_allergic_to",
    "not_allergic_to": "allergic_to",
    "owns": "does_not_own",
    "does_not_own": "owns",
}


def relation_predicate(relation: str) -> str:
    """The predicate that ties the user to a person of this relation: "partner" for a wife, "relation:sister" for a sister."""
    head = relation.lower().replace(" in law", "-in-law")
    return "partner" if head.split()[-1] in PARTNERS and not head.startswith("ex") else f"relation:{head}"


def single(predicate: str | None) -> bool:
    """Whether a subject has one value of this at a time."""
    return predicate is not None and (predicate in SINGLE or predicate.startswith("contact:") or predicate.removeprefix("relation:") in ONLY)
