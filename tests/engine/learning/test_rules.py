"""Every rule's examples are its tests: what must come of a message, and what must not."""

from __future__ import annotations

import pytest

from engine.learning.rules import RULES, first_fit, instructions, notes, procedures, routines
from engine.learning.rules.instructions import instruction
from engine.learning.rules.rule import listed
from engine.learning.telling.story import Statement
from tests.engine.learning.support import texts

POSITIVE = [(rule.name, message, expected) for rule in RULES for message, expected in rule.examples]
HOW_TOS = (*procedures.EXAMPLES, *routines.EXAMPLES)
NEGATIVE = [(rule.name, message) for rule in RULES for message in rule.never]


@pytest.mark.parametrize(("name", "message", "expected"), POSITIVE, ids=[f"{name}: {message}" for name, message, _ in POSITIVE])
def test_a_rule_makes_its_memory(name: str, message: str, expected: str) -> None:
    assert expected in texts(message)


@pytest.mark.parametrize(("name", "message"), NEGATIVE, ids=[f"{name}: {message}" for name, message in NEGATIVE])
def test_a_rule_makes_nothing_of_what_only_looks_like_it(name: str, message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_every_rule_has_an_example_of_its_own(name: str) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert rule.examples
    assert sum(other.name == name for other in RULES) == 1


@pytest.mark.parametrize(("message", "expected"), instructions.EXAMPLES, ids=[message for message, _ in instructions.EXAMPLES])
def test_standing_instructions_are_told_from_orders(message: str, expected: str) -> None:
    assert instruction(message) == expected


@pytest.mark.parametrize(("message", "expected"), HOW_TOS, ids=[message for message, _ in HOW_TOS])
def test_procedures_are_told_from_talk(message: str, expected: str) -> None:
    assert [made.text for made in procedures.procedures(message)] == ([expected] if expected else [])


@pytest.mark.parametrize(("message", "expected"), notes.EXAMPLES, ids=[message for message, _ in notes.EXAMPLES])
def test_notes_without_a_verb_are_read(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_numbered_steps_become_a_procedure_with_its_trigger() -> None:
    made = procedures.procedures("How to descale the kettle:\n1. fill it with vinegar\n2. boil it\n3. rinse it twice\n")
    assert [(one.trigger, one.steps) for one in made] == [("descale the kettle", ("fill it with vinegar", "boil it", "rinse it twice"))]


def test_a_fact_after_the_steps_is_no_step() -> None:
    made = procedures.procedures("to open the shed you have to lift the door and push, the lock was changed in May")
    assert [one.text for one in made] == ["To open the shed: lift the door and push."]


def test_lists_of_short_things_are_taken_apart_and_long_ones_left_whole() -> None:
    assert listed("peanuts, shellfish and cats") == ["peanuts", "shellfish", "cats"]
    assert listed("a dog called Rex and two cats") == ["a dog called Rex", "two cats"]
    assert listed("walking by the sea in winter and old maps") == ["walking by the sea in winter and old maps"]


def test_whatever_has_no_domain_falls_to_the_generic_rule() -> None:
    shaped = first_fit(Statement("The porch light", "flickers whenever it rains", 0, 10, thing=True))
    assert [one.rule.name for one in shaped] == ["generic"]
