"""What friends say to one another to be kind, and what is true in general, is nothing that anybody is told of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.learning.extract import learn
from engine.learning.noise.musing import is_evaluation, is_offer, verb_of_doing

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)


def told(message: str) -> list[str]:
    return [candidate.text for candidate in learn(message, at=AT).candidates]


@pytest.mark.parametrize(
    "message",
    [
        "Baking together is so special.",
        "Tasting the first tomatoes and watching them grow fills me with joy.",
        "Kindness is key. A little patience can make a big difference.",
        "Moving house is never easy, change is possible though!",
        "I'm gonna keep going and reach my dreams no matter what!",
        "I won't give up. I'm staying positive.",
        "I can only imagine how hard that must be.",
        "I'm determined to make it work.",
        "If you ever need a hand with the move, let me know, I'd love to help.",
        "Agreed, Ravi! Great idea.",
        "And yup, I do!",
        "It was challenging, kinda like yoga.",
    ],
)
def test_remarks_and_resolves_are_not_kept(message: str) -> None:
    assert told(message) == []


@pytest.mark.parametrize(
    ("message", "memory"),
    [
        ("Heading to Leeds tomorrow to see my sister.", "The user is heading to Leeds on 5 March 2026 to see their sister."),
        ("I won't give up sugar, but I gave up smoking in 2019.", "The user gave up smoking in 2019."),
        ("Dance is my passion.", "Dance is the user's passion."),
        ("I slowly formed connections by listening.", "The user slowly formed connections by listening."),
        ("Last week I retook the aptitude test.", "The user retook the aptitude test in the week of 23 February 2026."),
        ("Lately I've been learning to weld.", "The user has been learning to weld lately."),
        ("I'm opening a shop 'cause I'm passionate about fabrics.", "The user is passionate about fabrics."),
        ("Since we last spoke I have moved to Cork.", "The user has moved to Cork since they last spoke."),
        ("Taking the kids to Wales on Friday.", "The user is taking the kids to Wales on Friday 6 March 2026."),
    ],
)
def test_what_is_told_beside_them_is(message: str, memory: str) -> None:
    assert memory in told(message)


@pytest.mark.parametrize(
    "message",
    [
        "It reminds me of the film camera I had as a kid.",
        "These figurines I bought yesterday remind me of my gran.",
        "The pitch needs all the work I'm putting in.",
        "My team won the regionals. It was an awesome feeling.",
    ],
)
def test_a_clause_that_only_tells_which_is_no_sentence(message: str) -> None:
    assert not [text for text in told(message) if text.startswith(("The user had", "The user bought", "The user is putting", "The user's team was"))]


def test_the_verb_of_what_one_does_is_found_behind_all_of_it() -> None:
    assert verb_of_doing("finding those moments and clinging to them is key") == len("finding those moments and clinging to them ")
    for text in ("heading to Leeds where my sister is", "taking the kids to Wales", "thinking my knee is worse", "the boat is red"):
        assert verb_of_doing(text) == 0


def test_how_something_went_is_not_what_a_thing_is_like() -> None:
    assert is_evaluation("was an awesome feeling") and not is_evaluation("is a blue Trek")
    assert is_offer("if you need a lift, let me know") and not is_offer("if the report is late, let me know")
