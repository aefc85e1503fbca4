"""Statements find their places in time, whatever the order in which they arrive."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import clock
from engine.learning.learner import Learner
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories
from engine.memory.records import Memory, Message
from engine.recall.candidates import Key, Moment
from engine.recall.hits import hydrate
from engine.vault.vault import Vault
from tests.engine.learning.support import AT

Hear = Callable[..., list[Memory]]
CITIES = ("Ghent", "Lyon", "Oslo", "Porto")
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def fresh() -> Iterator[tuple[Vault, Learner, Callable[[str, datetime], Message]]]:
    """A vault of its own for each example."""
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = Vault.create(Path(folder) / "home", key_file=Path(folder) / "key")
        conversations = Conversations(vault)
        try:
            yield vault, Learner(vault, Memories(vault)), lambda text, at: conversations.say(conversations.create(), text, at=at)
        finally:
            vault.close()


def homes(vault: Vault, until: datetime | None = None) -> set[str]:
    """Where the user lives, as asked at a moment."""
    keys = {Key("memory", row[0]) for row in vault.query("SELECT row FROM memory WHERE predicate = 'lives_in'")}
    rows = hydrate(vault, keys, Moment(clock.to_utc(until) if until else None)).values()
    return {row.text for row in rows if row.status == "active"}


def lives(city: str) -> str:
    return f"The user lives in {city}."


@FEW
@given(order=st.permutations(range(4)), cities=st.lists(st.sampled_from(CITIES), min_size=4, max_size=4))
def test_any_order_of_arrival_ends_in_the_same_history(order: list[int], cities: list[str]) -> None:
    """Also when somebody moves back to where they lived before."""
    times = [AT + timedelta(days=30 * n) for n in range(4)]
    with fresh() as (vault, learner, say):
        for n in order:
            learner.learn_message(say(f"I live in {cities[n]}", times[n]))
        assert homes(vault) == {lives(cities[-1])}
        for n, at in enumerate(times):
            assert homes(vault, at + timedelta(days=1)) == {lives(cities[n])}


@FEW
@given(values=st.permutations(CITIES[:3]))
def test_of_two_said_in_one_moment_the_same_one_holds_in_any_order(values: list[str]) -> None:
    with fresh() as (vault, learner, say):
        for city in values:
            learner.learn_message(say(f"I live in {city}", AT))
        assert homes(vault) == {lives("Oslo")}  # the last by its words


def test_what_held_before_is_closed_on_the_day_when_the_new_one_begins(hear: Hear, memories: Memories) -> None:
    (old,) = hear("I live in Ghent")
    hear("I live in Lyon", AT + timedelta(days=90))
    assert memories.get(old).valid_to == (AT + timedelta(days=90)).date().isoformat()


def test_back_to_the_old_one_is_a_time_of_its_own(hear: Hear, vault: Vault) -> None:
    for n, city in enumerate(("Ghent", "Lyon", "Ghent")):
        hear(f"I live in {city}", AT + timedelta(days=30 * n))
    assert homes(vault) == {lives("Ghent")}
    assert homes(vault, AT + timedelta(days=40)) == {lives("Lyon")}
    assert homes(vault, AT + timedelta(days=10)) == {lives("Ghent")}


def test_saying_it_again_adds_a_source_and_a_little_confidence_up_to_a_cap(hear: Hear, memories: Memories) -> None:
    (first,) = hear("I live in Ghent")
    for n in range(1, 12):
        (again,) = hear("I live in Ghent", AT + timedelta(days=n))
    assert (again.id, len(memories.sources(again))) == (first.id, 12)
    assert first.confidence < again.confidence <= 0.98


def test_an_earlier_saying_that_arrives_late_moves_the_beginning_back(hear: Hear, memories: Memories, vault: Vault) -> None:
    (late,) = hear("I live in Ghent", AT + timedelta(days=60))
    hear("I live in Ghent", AT)
    assert memories.get(late).at == AT
    assert homes(vault, AT + timedelta(days=1)) == {lives("Ghent")}


def test_one_message_learned_twice_changes_nothing_even_after_something_newer(
    learner: Learner, say: Callable[..., Message], vault: Vault, memories: Memories
) -> None:
    message = say("I live in Ghent")
    learner.learn_message(message)
    learner.learn_message(say("I live in Lyon", AT + timedelta(days=30)))
    before = [tuple(row) for row in vault.query("SELECT * FROM memory ORDER BY row")], vault.journal.head()
    learner.learn_message(message)
    assert ([tuple(row) for row in vault.query("SELECT * FROM memory ORDER BY row")], vault.journal.head()) == before


def test_undoing_the_newer_statement_brings_back_the_older_one(hear: Hear, vault: Vault) -> None:
    hear("I live in Ghent")
    hear("I live in Lyon", AT + timedelta(days=30))
    vault.journal.revert(vault.journal.entries()[0].id)
    assert homes(vault) == {lives("Ghent")}


@pytest.mark.parametrize("forgotten", [1, 2])
def test_forgetting_the_newer_statement_brings_back_the_last_that_stands(forgotten: int, hear: Hear, vault: Vault) -> None:
    from engine.memory.forgetting import Forgetting

    told = [hear(f"I live in {city}", AT + timedelta(days=30 * n))[0] for n, city in enumerate(CITIES[:3])]
    forgetting = Forgetting(vault)
    forgetting.forget([told[forgotten].id])
    assert homes(vault) == {lives("Lyon" if forgotten == 2 else "Oslo")}
    assert homes(vault, AT + timedelta(days=45)) == {lives("Ghent") if forgotten == 1 else lives("Lyon")}
    vault.journal.undo()
    assert homes(vault) == {lives("Oslo")}


def test_erasing_the_newer_statement_brings_back_the_older_one(hear: Hear, vault: Vault) -> None:
    from engine.memory.forgetting import Forgetting

    hear("I live in Ghent")
    (new,) = hear("I live in Lyon", AT + timedelta(days=30))
    report = Forgetting(vault).erase([new.id])
    assert report.residue is not None and report.residue.clean
    assert homes(vault) == {lives("Ghent")}


def test_scrap_that_takes_back_the_message_before(hear: Hear, vault: Vault, memories: Memories) -> None:
    hear("I live in Ghent")
    (wrong,) = hear("I live in Lyon", AT + timedelta(days=30))
    hear("sorry, scrap that", AT + timedelta(days=30, minutes=1))
    assert memories.get(wrong).status == "retracted"
    assert homes(vault) == {lives("Ghent")}
    vault.journal.revert(vault.journal.entries()[0].id)
    assert homes(vault) == {lives("Lyon")}


def test_a_relation_put_right_is_put_right_in_everything_that_named_it(hear: Hear, memories: Memories) -> None:
    hear("my cousin Dwight lives in Leeds")
    hear("the weather is nice today")
    hear("sorry, I keep calling Dwight my cousin, he's my uncle", AT + timedelta(days=20))
    texts = {memory.text for memory in memories.list(status="active").memories}
    assert {"Dwight is the user's uncle.", "The user's uncle Dwight lives in Leeds."} <= texts
    assert not any("cousin" in text for text in texts)


def test_a_correction_may_be_of_something_said_some_messages_ago(hear: Hear, memories: Memories) -> None:
    (old,) = hear("The dentist appointment is on 20 June at 10.")
    for n in range(4):
        hear("what's the weather like?", AT + timedelta(minutes=n))
    (new,) = hear("Sorry, it's at 11, not 10.", AT + timedelta(minutes=9))
    assert "11" in new.text
    assert memories.get(old).status == "superseded"


@pytest.mark.parametrize(
    "taken", ["x" * 30_000, "I live in " * 2_000, "((((" * 500 + "my sister " * 500, "\u200b\ud800".encode("utf-8", "ignore").decode() or "x"]
)
def test_long_and_odd_messages_are_learned_without_harm(taken: str, hear: Hear) -> None:
    assert isinstance(hear(taken), list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.one_of(
            st.text(max_size=120),
            st.lists(
                st.sampled_from(
                    "I my sister Anna not sold left the car a Golf moved to Leeds no longer it's 11 10 sorry actually cousin uncle he's "
                    "scrap that , . ? now"
                    " again eat fish vegan 5 mg of ramipril on 3 May broke up with".split()
                ),
                max_size=14,
            ).map(" ".join),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_sequence_of_messages_makes_learning_raise(texts: list[str], hear: Hear) -> None:
    for text in texts:
        if text.strip():
            hear(text)


@pytest.mark.parametrize(
    ("first", "then", "ended"),
    [
        ("I work as a nurse at the Mercy hospital", "Actually I'm a paramedic, not a nurse", "The user works as a nurse at the Mercy hospital."),
        ("my dog Rex is a labrador", "No wait, he's a golden retriever", "The user's dog Rex is a labrador."),
        ("I weigh 60 kg", "I weigh 58 kg", "The user weighs 60 kg."),
        ("I'm 170 cm tall", "I'm 172 cm tall", "The user is 170 cm tall."),
        ("Lukas is my boyfriend", "Lukas is my husband now", "Lukas is the user's boyfriend."),
        ("Beth is my sister-in-law", "sorry, Beth isn't my sister-in-law really, she's Tom's cousin", "Beth is the user's sister-in-law."),
        ("I'm flying to Lisbon on Friday", "The flight was cancelled", "The user is flying to Lisbon on Friday 20 June 2025."),
    ],
)
def test_what_is_put_right_or_called_off_holds_no_more(hear: Hear, memories: Memories, first: str, then: str, ended: str) -> None:
    hear(first)
    hear(then, AT + timedelta(minutes=5))
    assert ended in {m.text for m in memories.list(status="superseded").memories}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("My birthday is 4 May", "My birthday is 9 June"),
        ("My mother's name is Ruth", "My mother's name is Helen"),
        ("I was born in Kiel", "I was born in Trier"),
        ("I'm allergic to nuts", "I'm not allergic to nuts"),
    ],
)
def test_what_does_not_change_by_itself_is_asked_about(hear: Hear, memories: Memories, first: str, then: str) -> None:
    """Unless the words say that they put it right."""
    old = hear(first)[0]
    assert [m.status for m in hear(then, AT + timedelta(days=3))] == ["proposed"]
    assert memories.get(old).status == "active"


def test_a_birthday_that_is_put_right_takes_the_place_of_the_old_one(hear: Hear, memories: Memories) -> None:
    old = hear("My birthday is 4 May")[0]
    hear("Sorry, my birthday is 9 June", AT + timedelta(days=3))
    assert memories.get(old).status == "superseded"


def test_the_home_before_is_a_past_one(hear: Hear) -> None:
    told = {m.text: m.predicate for m in hear("I moved to Trier in 2019 and before that I lived in Kiel for 3 years")}
    assert told == {"The user moved to Trier in 2019.": "lives_in", "The user lived in Kiel for 3 years.": "lived_in"}
