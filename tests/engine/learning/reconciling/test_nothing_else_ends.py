"""What is over or different ends only what it speaks of; all else holds, and nothing ends before its start."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.learning.reconciling.endings import names
from engine.learning.reconciling.reading import Reading
from engine.learning.reconciling.replacing import replaces
from engine.learning.reconciling.statement import content
from engine.memory.words import fold
from tests.engine.learning.reconciling.test_reconcile import later, told
from tests.engine.learning.reconciling.test_timeline import fresh
from tests.engine.learning.support import AT

#: What holds, of many matters, each in words that no other one has.
HOLDS = (
    "I'm coeliac", "I'm a bridesmaid", "I work at Galp as a welder", "My best friend Marisol is Chilean", "I have a sister in Leeds",
    "My dad plays the trumpet", "I take 75 mcg levothyroxine every morning", "Anna is my girlfriend", "I have a green Vespa", "I own a standing desk",
    "My mother in law Solveig is coming to stay from 18 to 27 December", "Marisol is getting married on 12 June", "I have choir on Tuesdays",
    "My neighbour Rosário is 81", "Eirik is running a half marathon on 18 April",
    "I live in Porto", "I play in a samba band on Wednesdays", "Solveig lives in Bodø", "The school is closed on 20 January", "My cleaner is Maria",
)  # fmt: skip
#: What is said later of something that none of those speaks of.
ELSEWHERE = (
    "I drive a skoda, it's blue and the left mirror is taped on", "I quit coffee two weeks ago", "I gave up sugar around 8 November",
    "Marisol moved the shop to Vila do Conde", "My sister is away this week", "Dad is done with chemo", "I left early today",
    "I left my umbrella on the train",
    "I left work early", "The left speaker of the telly is broken", "I quit smoking", "My brother quit his band", "I lost 5 kilos",
    "Solveig changed her phone number", "Eirik changed his bank", "The printer broke down for good", "We cancelled the newspaper",

    "I gave my desk a clean", "The band is done for today", "I moved the sofa to the other wall", "I moved lunch to Friday",
    "Solveig passed her driving test", "Thandi's school trip was moved to 9 January", "My cleaner left the keys",
    "The plumber moved his visit to 4 January", "I stopped taking losartan",
)  # fmt: skip
#: (What held, what ends it.)
ENDS = (
    ("I work at Telenor as an engineer", "I left my job"),
    ("I'm an accountant", "I quit"),
    ("I work at Telenor", "I left Telenor"),
    ("I smoke a pack a day", "I quit smoking"),
    ("I take losartan 50 mg every morning", "I stopped taking losartan"),
    ("I drink coffee every morning", "I gave up coffee two weeks ago"),
    ("We're going on a trip to Rome on 5 January", "We cancelled the trip"),
    ("The party is on 18 December", "The party moved to 19 December"),
    ("Marisol's wedding is on 12 June", "Marisol's wedding was moved to 19 June"),
    ("I have a green Vespa", "The Vespa is gone, sold it"),
    ("Anna is my girlfriend", "Anna and I broke up"),
    ("I live in Porto", "I moved house to Braga"),
    ("My grandad plays bowls", "My grandad passed away last year"),
    ("My cleaner is Maria", "My cleaner left last week"),
    ("I go to Holmes gym", "I quit Holmes gym"),
)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_all_that_holds_goes_on_holding_whatever_else_is_said() -> None:
    with fresh() as (vault, learner, say):
        for n, text in enumerate(HOLDS):
            learner.learn_message(say(text, AT + timedelta(hours=n)))
        before = {row[0] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}
        assert len(before) > len(HOLDS)
        for n, text in enumerate(ELSEWHERE):
            learner.learn_message(say(text, AT + timedelta(days=2, hours=n)))
        assert before == before & {row[0] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}


@pytest.mark.parametrize(("held", "end"), ENDS, ids=[end for _, end in ENDS])
def test_what_is_named_ends(held: str, end: str) -> None:
    with fresh() as (vault, learner, say):
        made = learner.learn_message(say(held, AT))
        learner.learn_message(say(end, AT + timedelta(days=1)))
        assert made
        assert "superseded" in {vault.query("SELECT status FROM memory WHERE row = ?", (one.row,))[0][0] for one in made}


@FEW
@given(said=st.lists(st.sampled_from([*HOLDS, *ELSEWHERE, *(text for pair in ENDS for text in pair)]), min_size=3, max_size=8), data=st.data())
def test_nothing_ends_before_its_start(said: list[str], data: st.DataObject) -> None:
    days = data.draw(st.lists(st.integers(0, 60), min_size=len(said), max_size=len(said)))
    with fresh() as (vault, learner, say):
        for text, day in zip(said, days, strict=True):
            learner.learn_message(say(text, AT + timedelta(days=day)))
        spans = vault.query("SELECT valid_from, valid_to FROM memory WHERE valid_from IS NOT NULL AND valid_to IS NOT NULL")
        assert all(row["valid_to"] >= row["valid_from"][: len(row["valid_to"])] for row in spans)


_DEEDS = ("sold", "left", "quit", "lost", "cancelled", "gave up", "stopped", "moved", "postponed", "got rid of", "broke up with", "no longer has")
_KEPT = ("has", "plays", "uses", "attends", "is", "goes to", "rents", "owns")
_THINGS = st.sampled_from("violin greenhouse kayak lathe telescope drone caravan saxophone orchard beehive skittles archery zither quilt".split())


@given(deed=st.sampled_from(_DEEDS), kept=st.sampled_from(_KEPT), things=st.lists(_THINGS, min_size=2, max_size=2, unique=True), dated=st.booleans())
def test_a_statement_never_ends_what_shares_no_word_with_it(deed: str, kept: str, things: list[str], dated: bool) -> None:
    when = {"kind": "episodic", "valid_from": "2025-06-01"} if dated else {}
    older = told(f"The user {kept} the {things[0]}.", said=f"{kept} the {things[0]}", **when)
    newer = later(f"The user {deed} the {things[1]} two weeks ago.", kind="episodic", said=f"I {deed} the {things[1]} two weeks ago")
    assert not content(older.text) & content(newer.text)
    assert replaces(Reading(newer), Reading(older)) == "no"


@given(st.text(max_size=80))
def test_when_and_how_name_nothing(text: str) -> None:
    assert not names(text) & {"is", "two", "weeks", "november", "from", "2026"}
    assert names(fold(text)) == names(text)
