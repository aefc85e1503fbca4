"""The graph in RAM: as the rows are, whoever changed them; and the walk over it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import AlcoveError
from engine.memory.entities import Entities
from engine.memory.facts import NewEntity
from engine.recall import graph, network, pagerank
from engine.recall.candidates import Moment
from engine.recall.network import Network
from engine.recall.query import parse
from engine.vault.vault import Vault

from .conftest import Story


def entity(vault: Vault, name: str) -> int:
    return int(vault.one("SELECT row FROM entity WHERE name = ? ORDER BY row", (name,))["row"])


def reached(story: Story, known: Network, name: str, moment: Moment = Moment()) -> dict[str, float]:
    arrays = known.arrays(wait=True)
    assert arrays is not None
    rows = pagerank.walk(arrays, {entity(story.vault, name): 1.0}, {}, known.users, frozenset(), moment)
    return {story.vault.one("SELECT text FROM memory WHERE row = ?", (row,))["text"]: value for row, value in rows.items()}


@pytest.fixture
def known(story: Story) -> Network:
    story.link("Anna is married to Marco.", ("Anna", "partner", "Marco"))
    story.link("Marco owns the restaurant Stella.", ("Marco", "owns", "Stella"))
    story.link("The user has a boss called Priya.", ("user", "boss", "Priya"))
    story.link("The user knows Anna.", ("user", "knows", "Anna"))
    return Network(story.vault)


def test_what_is_nearer_gets_more_of_the_walk(story: Story, known: Network) -> None:
    shares = reached(story, known, "Anna")
    assert shares["Anna is married to Marco."] > shares["Marco owns the restaurant Stella."] > 0
    assert 0 < sum(shares.values()) <= 1


def test_nothing_is_reached_through_the_user(story: Story, known: Network) -> None:
    assert "The user has a boss called Priya." not in reached(story, known, "Anna")


def test_a_hub_passes_little_on(story: Story, known: Network) -> None:
    before = reached(story, known, "Marco")["Anna is married to Marco."]
    for n in range(40):
        story.link(f"Marco cooked dish {n}.", ("Marco", "cooked", f"Dish {n}"))
    assert reached(story, known, "Marco")["Anna is married to Marco."] < before / 5


def test_a_relation_that_the_question_speaks_of_leads_on_further(story: Story, known: Network) -> None:
    story.link("Rosa is Anna's dentist.", ("Anna", "dentist", "Rosa"))
    story.link("Rosa owns a boat.", ("Rosa", "owns", "Boat"))
    arrays = known.arrays(wait=True)
    assert arrays is not None
    marco, rosa = (story.vault.one("SELECT row FROM memory WHERE text LIKE ?", (like,))["row"] for like in ("Marco owns%", "Rosa owns%"))
    walks = {
        asked: pagerank.walk(arrays, {entity(story.vault, "Anna"): 1.0}, {}, known.users, frozenset({asked}), Moment())
        for asked in ("partner", "dentist")
    }
    assert walks["partner"][marco] > walks["partner"][rosa]
    assert walks["dentist"][rosa] > walks["dentist"][marco]


def test_the_best_memories_so_far_lead_on_too(story: Story, known: Network) -> None:
    arrays = known.arrays(wait=True)
    assert arrays is not None
    row = story.vault.one("SELECT row FROM memory WHERE text LIKE 'Anna is married%'")["row"]
    assert story.vault.one("SELECT row FROM memory WHERE text LIKE 'Marco owns%'")["row"] in pagerank.walk(
        arrays, {}, {row: 1.0}, known.users, frozenset(), Moment()
    )


def test_what_is_said_later_is_not_known_before(story: Story, known: Network) -> None:
    story.new_conversation(days=10)
    story.link("Marco trains a dog called Bruno.", ("Marco", "owns", "Bruno"))
    assert "Marco trains a dog called Bruno." not in reached(story, known, "Marco", Moment("2025-03-02T00:00:00Z"))
    assert "Marco trains a dog called Bruno." in reached(story, known, "Marco")


def test_another_process_is_followed(story: Story, known: Network, tmp_path: object) -> None:
    reached(story, known, "Anna")
    with Vault.unlock(story.vault.home, key_file=story.vault.home.parent / "vault.key") as other:
        Story(other, None).link("Anna sings in a choir.", ("Anna", "sings", "Choir"))
    assert "Anna sings in a choir." in reached(story, known, "Anna")


def test_while_it_loads_sql_answers(story: Story, known: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "arrays", lambda **_: None)
    arms = graph.search(story.vault, parse("Tell me about Anna"), Moment(), known)
    assert arms
    assert arms == graph.search(story.vault, parse("Tell me about Anna"), Moment())


def test_many_memories_are_loaded_in_the_background(story: Story, known: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_AT_ONCE", 0)
    assert known.arrays() is None
    assert known.arrays(wait=True) is not None
    assert known.arrays() is not None
    assert known.nbytes > 0


def test_an_empty_vault_has_an_empty_graph(story: Story) -> None:
    arrays = Network(story.vault).arrays()
    assert arrays is not None
    assert pagerank.walk(arrays, {1: 1.0}, {}, frozenset(), frozenset(), Moment()) == {}


NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eve")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda step: step[1] != step[2]),
        st.tuples(st.just("mention"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.sampled_from(("forget", "supersede", "archive", "restore", "edit", "erase")), st.integers(0, 9), st.just("")),
        st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda step: step[1] != step[2]),
        st.tuples(st.sampled_from(("undo", "rename")), st.sampled_from(NAMES), st.just("")),
    ),
    min_size=1,
    max_size=12,
)


def carry_out(story: Story, verb: str, one: object, two: object) -> None:
    rows = [row["row"] for row in story.vault.query("SELECT row FROM memory ORDER BY row")]
    if verb == "link":
        story.link(f"{one} knows {two}.", (str(one), "knows", str(two)))
    elif verb == "mention":
        story.note(f"The user saw {one}.", entities=(NewEntity(str(one), "person"),))
    elif verb in ("merge", "rename"):
        found = [story.vault.one("SELECT id FROM entity WHERE name = ?", (name,)) for name in (one, two)]
        if verb == "rename" and found[0]:
            Entities(story.vault).rename(found[0]["id"], f"{one}x")
        elif verb == "merge" and all(found) and not story.vault.one("SELECT 1 FROM entity WHERE name = ?", ("user",)):
            Entities(story.vault).merge(found[0]["id"], found[1]["id"])
    elif verb == "undo":
        story.vault.journal.undo()
    elif rows:
        row = rows[int(str(one)) % len(rows)]
        states = {"forget": "trashed", "supersede": "superseded", "archive": "archived", "restore": "active"}
        with story.vault.change(verb, "Changed a memory") as change:
            if verb == "erase":
                change.delete("memory", row)
            elif verb == "edit":
                change.update("memory", row, text="Something else.")
            else:
                change.update("memory", row, status=states[verb])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_it_is_as_if_loaded_anew(story: Story, steps: list[tuple[str, object, object]]) -> None:
    with story.vault.change("test", "What an earlier example told is gone") as change:
        for row in story.vault.query("SELECT row FROM memory"):
            change.delete("memory", row["row"])
    used = Network(story.vault)
    for verb, one, two in steps:
        used.arrays(wait=True)
        with suppress(AlcoveError):  # who is gone can't be merged; what was changed since can't be undone
            carry_out(story, verb, one, two)
        fresh = Network(story.vault)
        for row in [row["row"] for row in story.vault.query("SELECT row FROM entity")]:
            walks = [
                pagerank.walk(arrays, {row: 1.0}, {}, each.users, frozenset(), Moment())
                for each in (used, fresh)
                if (arrays := each.arrays(wait=True)) is not None
            ]
            assert walks[0] == pytest.approx(walks[1]), (verb, one, two)


@pytest.fixture
def recalled(story: Story) -> Story:
    story.link("Anna is married to Marco.", ("Anna", "partner", "Marco"))
    story.link("Marco owns the restaurant Stella.", ("Marco", "owns", "Stella"))
    return story


def test_recall_sees_a_forgotten_or_edited_relation_at_once(recalled: Story) -> None:
    question, answer = "Anna's husband's restaurant", "Marco owns the restaurant Stella."
    assert recalled.ask(question)[0] == answer
    with recalled.vault.change("forget", "Forgot a memory") as change:
        row = change.execute("SELECT row FROM memory WHERE text = ?", (answer,)).fetchone()[0]
        change.update("memory", row, status="trashed")
    assert answer not in recalled.ask(question)
    recalled.vault.journal.undo()
    assert recalled.ask(question)[0] == answer
