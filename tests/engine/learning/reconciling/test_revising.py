"""The same matter with another value holds from now on, whatever words it was told in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.memory.facts import Memories
from engine.memory.records import Memory
from tests.engine.learning.reconciling.test_timeline import FEW, fresh
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]
LATER = AT + timedelta(days=40)
CHANGES = (
    ("I run evening classes at the Old Laundry, Tuesdays at 7", "the Tuesday class is on Wednesdays now", "Laundry"),
    ("swim training is Monday and Wednesday at 6:30", "swim training's changed, it's Tuesdays and Fridays now", "Monday"),
    ("the nurse says my dad is on 5 mg of the donepezil", "the consultant upped the donepezil to 10", "5 mg"),
    ("my shop is in Githurai", "shop is now in Kahawa West", "Githurai"),
    ("rent is 620 a month", "new rent: 710 a month", "620"),
    ("my supervisor is Professor Haugen", "my supervisor will be Dr Solberg now", "Haugen"),
    ("I have a Hymer camper", "The Hymer failed its test. We sold it to a young man", "has a Hymer"),
    ("I drive a Kangoo", "the Kangoo failed its test so that's away, got a wee Fiat now", "drives a Kangoo"),
    ("we live in a rented flat in Lochee", "we've got the keys to a house in Broughty Ferry", "Lochee"),
    ("I rent a bike", "somebody pinched the bike", "rents a bike"),
    ("my therapist is Dr Lowe", "switched therapists, seeing Dr Amin now", "Lowe"),
    ("I use Notion for notes", "moved all my notes to Obsidian", "Notion"),
    ("I work nights", "I'm on days now", "nights"),
    ("I'm learning Spanish", "dropped Spanish, doing Italian now", "is learning Spanish"),
    ("I volunteer at the shelter on Sundays", "I'm at the food bank now instead of the shelter", "at the shelter on"),
    ("I always fly with Lufthansa", "I fly KLM now", "Lufthansa"),
    ("I drive to work", "I cycle to work these days", "drives"),
    ("I owe Sam 50 quid", "paid Sam back", "owes"),
    ("Sam owes me 50 quid", "Sam finally paid me back", "owes"),
    ("Tunde owes me 40 quid", "I asked Tunde about it, he's settled up", "owes"),
    ("I'm booked in at the dentist for 3 July at 10.40", "The dentist has just rung. They've had to move me to 8 July at half past two", "3 July"),
    ("Sam owes me 50 quid", "Sam has paid me the 50 quid", "owes"),
    ("my mum is in hospital", "mum's home from hospital", "is in hospital"),
    ("I weigh 82 kg", "down to 78 kg", "82"),
    ("my girlfriend is called Tess", "Tess and I broke up", "is the user's girlfriend"),
)

#: What is told of at all only because memory knows it.
KNOWN = (("choir practice is at St Mark's", "choir's moved to the town hall", "St Mark"),)


@pytest.mark.parametrize(("first", "then", "over"), [*CHANGES, *KNOWN], ids=[then for _, then, _ in (*CHANGES, *KNOWN)])
def test_what_was_so_before_holds_no_more(hear: Hear, memories: Memories, first: str, then: str, over: str) -> None:
    hear(first)
    hear(then, LATER)
    assert any(over in memory.text for memory in memories.list(status="superseded").memories)
    assert not any(over in memory.text for memory in memories.list(status="active").memories)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("I play chess on Mondays", "I also play bridge on Fridays now"),
        ("gym is Mondays at 6", "gym is closed on Fridays now"),
        ("I take 20 mg of ramipril", "my mum's ramipril went up to 40 mg"),
        ("Anna swims on Mondays", "Ben swims on Fridays now"),
        ("my son Leo has piano on Tuesdays", "my daughter Ida has piano on Thursdays now"),
        ("I fly to Oslo every June", "I fly with KLM now"),
        ("the piano is in the hall", "the piano teacher is in Leeds now"),
        ("I use Notion for notes", "I use Figma for drawings too now"),
        ("rent is 620 a month", "gas is 80 a month now"),
    ],
)
def test_what_stands_beside_it_stays(hear: Hear, memories: Memories, first: str, then: str) -> None:
    kept = {memory.text for memory in hear(first)}
    hear(then, LATER)
    assert kept <= {memory.text for memory in memories.list(status="active").memories}


@FEW
@given(change=st.sampled_from(CHANGES), swapped=st.booleans())
def test_any_order_of_arrival_ends_in_the_same_active_facts(change: tuple[str, str, str], swapped: bool) -> None:
    said = [(change[0], AT), (change[1], LATER)]
    with fresh() as (vault, learner, say):
        for text, at in reversed(said) if swapped else said:
            learner.learn_message(say(text, at))
        active = {row["text"] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}
    assert not any(change[2] in text for text in active)


def test_a_correction_may_be_of_another_conversation(memories: Memories) -> None:
    with fresh() as (vault, learner, say):
        learner.learn_message(say("my brother Stuart has his visa for Australia", AT))
        learner.learn_message(say("it's our Gary that's got the visa, not Stuart", LATER))
        active = {row["text"] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}
    assert any(text.startswith(("The user's brother Gary has", "Gary has")) for text in active)
    assert not any("Stuart has" in text for text in active)


def test_whose_days_they_are_is_known_from_before(memories: Memories) -> None:
    with fresh() as (vault, learner, say):
        learner.learn_message(say("my daddy goes to the day centre in Ennis Mondays and Thursdays", AT))
        learner.learn_message(say("they changed his days on me at the centre, it's Tuesdays and Fridays from next week", LATER))
        active = {row["text"] for row in vault.query("SELECT text FROM memory WHERE status = 'active'")}
    assert active == {"The user's daddy's days at the centre are now Tuesdays and Fridays."}


def test_a_known_occasion_is_called_by_its_whole_name(memories: Memories) -> None:
    with fresh() as (_, learner, say):
        learner.learn_message(say("training for the Leeds marathon on 3 July", AT))
        [made] = [m for m in learner.learn_message(say("I ran Leeds yesterday in 4:02:55", AT + timedelta(days=17))) if "4:02:55" in m.text]
    assert "Leeds marathon" in made.text
