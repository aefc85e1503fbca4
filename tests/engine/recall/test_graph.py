"""Along relations, from whom a question names to what is known: in SQL, and the same in Kùzu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.recall import graph
from engine.recall.candidates import Moment
from engine.recall.kuzu_graph import KuzuGraph
from engine.recall.query import parse

from .conftest import START, Story


@pytest.fixture
def family(story: Story) -> Story:
    story.link("The user has a sister called Anna.", ("user", "sister", "Anna"), relations={"Anna": "sister"})
    story.link("Anna is married to Marco.", ("Anna", "partner", "Marco"))
    story.link("Marco owns the restaurant Stella.", ("Marco", "owns", "Stella"))
    story.link("Stella is near the harbour.", ("Stella", "near", "Harbour"))
    story.link("The user has a boss called Priya.", ("user", "boss", "Priya"), relations={"Priya": "boss"})
    story.link("Priya collects stamps.", ("Priya", "collects", "Stamps"))
    return story


def entity(story: Story, name: str) -> int:
    return int(story.vault.one("SELECT row FROM entity WHERE name = ?", (name,))["row"])


def found(story: Story, question: str) -> list[str]:
    arms = graph.search(story.vault, parse(question), Moment())
    rows = [key.row for arm in arms for key in arm.keys]
    return [story.vault.one("SELECT text FROM memory WHERE row = ?", (row,))["text"] for row in rows]


@pytest.mark.parametrize(
    "question",
    ["Where is my sister's husband's restaurant?", "my sisters husband's restaurant", "Anna's husband's restaurant", "Where is Marco's restaurant?"],
)
def test_a_chain_of_relations_is_followed_to_its_end(family: Story, question: str) -> None:
    assert found(family, question)[0] == "Marco owns the restaurant Stella."


def test_another_word_for_the_relation_will_do(family: Story) -> None:
    assert found(family, "who is my sister's spouse")[0] == "Anna is married to Marco."


def test_nothing_is_reached_through_the_user(family: Story) -> None:
    assert not any("Priya" in text for text in found(family, "what about Anna?"))


def test_a_name_that_nobody_bears_gives_nothing(family: Story) -> None:
    assert found(family, "Where is Zebediah?") == []


def test_an_alias_names_its_entity(family: Story) -> None:
    with family.vault.change("test", "Test") as change:
        change.insert("entity_alias", entity=entity(family, "Marco"), alias="Il Capo", folded="il capo")
    assert "Marco owns the restaurant Stella." in found(family, "what does Il Capo own")


def test_relations_of_forgotten_memories_lead_nowhere(family: Story) -> None:
    with family.vault.change("test", "Test") as change:
        row = change.execute("SELECT row FROM memory WHERE text = 'Anna is married to Marco.'").fetchone()[0]
        change.update("memory", row, status="trashed")
    assert found(family, "Where is my sister's husband's restaurant?") == ["The user has a sister called Anna."]


def test_a_relation_mentioned_later_was_not_known_before(family: Story) -> None:
    family.new_conversation(days=10)
    family.link("Marco trains a dog called Bruno.", ("Marco", "owns", "Bruno"))
    arms = graph.search(family.vault, parse("Marco's dog"), Moment("2025-03-02T00:00:00Z"))
    texts = {family.vault.one("SELECT text FROM memory WHERE row = ?", (key.row,))["text"] for arm in arms for key in arm.keys}
    assert "Marco owns the restaurant Stella." in texts
    assert "Marco trains a dog called Bruno." not in texts
    assert START.year == 2025


def test_a_hub_lends_each_of_its_memories_little(family: Story) -> None:
    for n in range(30):
        family.link(f"Stella served dish number {n}.", ("Stella", "served", f"Dish {n}"))
    family.link("Stella and Rosa are sisters.", ("Stella", "sister", "Rosa"))
    assert found(family, "Tell me about Rosa")[0] == "Stella and Rosa are sisters."


def test_the_graph_brings_what_no_word_brings(family: Story) -> None:
    hits = family.ask("Where is my sister's husband's restaurant?")
    assert hits[0] == "Marco owns the restaurant Stella."


@pytest.fixture
def kuzu(family: Story) -> Iterator[KuzuGraph]:
    opened = KuzuGraph(family.vault)
    yield opened
    opened.close()


def test_kuzu_gives_the_same_neighbours_as_sql(family: Story, kuzu: KuzuGraph) -> None:
    for row in [r["row"] for r in family.vault.query("SELECT row FROM entity")]:
        for hops in (1, 2, 3):
            assert kuzu.neighbours(row, hops) == graph.neighbours(family.vault, [row], hops), (row, hops)


def test_kuzu_finds_the_way_between_two_people(family: Story, kuzu: KuzuGraph) -> None:
    ways = kuzu.paths(entity(family, "Anna"), entity(family, "Stella"))
    assert [[step.predicate for step in way] for way in ways] == [["partner", "owns"]]
    assert kuzu.paths(entity(family, "Anna"), entity(family, "Priya")) == [], "never through the user"


def test_kuzu_keeps_in_step(family: Story, kuzu: KuzuGraph) -> None:
    assert kuzu.paths(entity(family, "Priya"), entity(family, "Stella")) == []
    link = family.link("Priya eats at Stella.", ("Priya", "eats_at", "Stella"))
    assert len(kuzu.paths(entity(family, "Priya"), entity(family, "Stella"))) == 1
    with family.vault.change("test", "Test") as change:
        change.update("memory", link.row, status="trashed")
    assert kuzu.paths(entity(family, "Priya"), entity(family, "Stella")) == []


def test_kuzu_lists_the_relations_among_entities(family: Story, kuzu: KuzuGraph) -> None:
    people = [entity(family, name) for name in ("Anna", "Marco", "Stella")]
    assert [step.predicate for step in kuzu.edges(people)] == ["partner", "owns"]
    assert kuzu.edges([]) == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=14))
def test_kuzu_and_sql_agree_on_any_graph(family: Story, kuzu: KuzuGraph, pairs: list[tuple[int, int]]) -> None:
    for a, b in pairs:
        family.link(f"P{a} knows P{b}.", (f"P{a}", "knows", f"P{b}"))
    for row in [r["row"] for r in family.vault.query("SELECT row FROM entity")]:
        assert kuzu.neighbours(row, 2) == graph.neighbours(family.vault, [row], 2)
