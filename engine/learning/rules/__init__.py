"""Rules by domain. To add one: a few lines in its file, with examples; they are run as tests. The first that fits a statement shapes it."""

from __future__ import annotations

from engine.learning.rules import dates, family, generic, health, identity, places, possessions, preferences, work
from engine.learning.rules.rule import Rule, Shaped, shape
from engine.learning.telling.story import Statement

#: Specific before general: health before possessions ("has a nut allergy"), dates before plans.
RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *health.RULES,
    *family.RULES,
    *dates.RULES[:-1],
    *work.RULES,
    *places.RULES,
    *preferences.RULES,
    *possessions.RULES,
    dates.RULES[-1],
    *generic.RULES,
)


def first_fit(said: Statement) -> list[Shaped]:
    """The memories that the first fitting rule makes of a statement."""
    for rule in RULES:
        shaped = shape(rule, said)
        if shaped:
            return shaped
    return []
