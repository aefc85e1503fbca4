"""Kùzu answers as the rows say: the same questions are put to it and to plain Python over the rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.memory.entities import Entities
from engine.recall import graph, picture
from engine.recall.candidates import Moment
from engine.recall.kuzu_graph import KuzuGraph, Step

from .conftest import Story


@pytest.fixture
def kuzu(story: Story) -> Iterator[KuzuGraph]:
    opened = KuzuGraph(story.vault)
    yield opened
    opened.close()


def entity(story: Story, name: str) -> int:
    return int(story.vault.one("SELECT row FROM entity WHERE name = ?", (name,))["row"])


@pytest.fixture
def family(story: Story) -> Story:
    story.link("Anna is married to Marco.", ("Anna", "partner", "Marco"))
    story.link("Marco owns Stella.", ("Marco", "owns", "Stella"))
    story.link("Anna has a friend called Ines.", ("Anna", "friend", "Ines"))
    story.link("Ines cooks at Stella.", ("Ines", "works_at", "Stella"))
    story.link("The user knows Anna.", ("user", "knows", "Anna"))
    story.link("The user knows Priya.", ("user", "knows", "Priya"))
    return story


def names(story: Story, ways: list[tuple[Step, ...]]) -> list[list[str]]:
    return [[step.predicate for step in way] for way in ways]


def test_the_shortest_ways_and_every_way(family: Story, kuzu: KuzuGraph) -> None:
    a, b = entity(family, "Anna"), entity(family, "Stella")
    assert names(family, kuzu.paths(a, b)) == [["partner", "owns"], ["friend", "works_at"]]
    family.link("Anna eats at Stella.", ("Anna", "eats_at", "Stella"))
    assert names(family, kuzu.paths(a, b)) == [["eats_at"]]
    assert names(family, kuzu.paths(a, b, every=True)) == [["eats_at"], ["partner", "owns"], ["friend", "works_at"]]
    assert names(family, kuzu.paths(a, b, 1, every=True)) == [["eats_at"]]


def test_no_way_leads_through_the_user_but_one_may_end_there(family: Story, kuzu: KuzuGraph) -> None:
    assert kuzu.paths(entity(family, "Anna"), entity(family, "Priya"), every=True) == []
    assert names(family, kuzu.paths(entity(family, "user"), entity(family, "Marco"))) == [["knows", "partner"]]


def test_where_only_the_user_ties_two_the_way_through_the_user_is_shown(family: Story, kuzu: KuzuGraph) -> None:
    anna, marco, priya = (entity(family, name) for name in ("Anna", "Marco", "Priya"))
    assert names(family, kuzu.paths(marco, priya, through_user=True)) == [["partner", "knows", "knows"]]
    (way,) = picture.ways(family.vault, kuzu, marco, priya)
    assert [node.label for node in way.nodes] == ["Marco", "Anna", "you", "Priya"]
    family.link("The user knows Marco.", ("user", "knows", "Marco"))
    assert [[node.label for node in way.nodes] for way in picture.ways(family.vault, kuzu, anna, marco)] == [["Anna", "Marco"]]
    every = [[node.label for node in way.nodes] for way in picture.ways(family.vault, kuzu, anna, marco, every=True)]
    assert every[-1] == ["Anna", "you", "Marco"]
    assert not any("you" in way for way in every[:-1])


def test_the_user_is_near_those_whom_the_user_knows_and_nobody_is_by_way_of_the_user(family: Story, kuzu: KuzuGraph) -> None:
    anna, ines, user, priya = (entity(family, name) for name in ("Anna", "Ines", "user", "Priya"))
    assert user not in kuzu.neighbours(anna, 2)
    assert kuzu.neighbours(anna, 2, to_user=True) == kuzu.neighbours(anna, 2) | {user: 1}
    assert kuzu.neighbours(ines, 2, to_user=True)[user] == 2
    assert user not in kuzu.neighbours(ines, 1, to_user=True)
    assert priya not in kuzu.neighbours(anna, 6, to_user=True)


def test_what_holds_no_more_and_what_was_said_later(family: Story, kuzu: KuzuGraph) -> None:
    a, b = entity(family, "Anna"), entity(family, "Marco")
    family.new_conversation(days=30)
    old = family.memories.get(family.vault.one("SELECT id FROM memory WHERE text LIKE 'Anna is married%'")["id"])
    new = family.link("Anna and Marco have parted.", ("Anna", "ex_partner", "Marco"))
    family.memories.supersede(old, new)
    assert names(family, kuzu.paths(a, b)) == [["partner"], ["ex_partner"]]
    assert names(family, kuzu.paths(a, b, held=True)) == [["ex_partner"]]
    assert names(family, kuzu.paths(a, b, held=True, moment=Moment("2025-03-05T00:00:00Z"))) == [["partner"]]
    assert [step.held for way in kuzu.paths(a, b) for step in way] == [False, True]
    assert kuzu.neighbours(a, 1, moment=Moment("2025-01-01T00:00:00Z")) == {a: 0}


def test_patterns_of_relations(family: Story, kuzu: KuzuGraph) -> None:
    assert names(family, kuzu.chains(("partner", "owns"))) == [["partner", "owns"]]
    assert kuzu.chains(("owns", "partner")) == []
    assert kuzu.chains(()) == []
    assert kuzu.chains(("partner' OR true //",)) == []


def test_the_surroundings_as_people_see_them(family: Story, kuzu: KuzuGraph) -> None:
    seen = picture.around(family.vault, kuzu, entity(family, "Anna"), hops=1)
    assert {node.label for node in seen.nodes} == {"Anna", "Marco", "Ines", "you"}
    assert [(line.predicate, line.text, line.held) for line in seen.lines] == [
        ("partner", "Anna is married to Marco.", True),
        ("friend", "Anna has a friend called Ines.", True),
        ("knows", "The user knows Anna.", True),
    ]
    assert picture.around(family.vault, kuzu, entity(family, "Anna"), hops=2, most=2).more == 3
    assert picture.around(family.vault, kuzu, entity(family, "user"), hops=1).nodes[0].label == "you"


def test_a_way_as_people_see_it(family: Story, kuzu: KuzuGraph) -> None:
    (way,) = picture.ways(family.vault, kuzu, entity(family, "Stella"), entity(family, "Marco"))
    assert [node.label for node in way.nodes] == ["Stella", "Marco"]
    assert [line.date for line in way.lines] == ["2025-03-01"]


def test_what_was_forgotten_is_shown_nowhere(family: Story, kuzu: KuzuGraph) -> None:
    a = entity(family, "Anna")
    assert len(kuzu.neighbours(a, 1)) == 3
    with family.vault.change("forget", "Forgot a memory") as change:
        change.update("memory", family.vault.one("SELECT row FROM memory WHERE text LIKE 'Anna is married%'")["row"], status="trashed")
    assert len(kuzu.neighbours(a, 1)) == 2
    family.vault.journal.undo()
    assert len(kuzu.neighbours(a, 1)) == 3


def edges(story: Story) -> list[tuple[int, int, int]]:
    return [
        (row["head"], row["tail"], row["memory"])
        for row in story.vault.query("SELECT e.* FROM edge e JOIN memory m ON m.row = e.memory WHERE m.status IN ('active', 'superseded')")
    ]


def every_way(known: list[tuple[int, int, int]], here: int, goal: int, left: int, seen: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The ways as the memories along them, found by trying all."""
    found = set()
    for head, tail, memory in known:
        other = tail if head == here else head if tail == here else None
        if other is not None and other not in seen:
            if other == goal:
                found.add((memory,))
            elif left > 1:
                found |= {(memory, *rest) for rest in every_way(known, other, goal, left - 1, (*seen, other))}
    return found


LINKS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=9)
FATES = st.lists(st.tuples(st.sampled_from(("trashed", "superseded", "archived", "merge")), st.integers(0, 20), st.integers(0, 20)), max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(links=LINKS, fates=FATES)
def test_the_rows_sql_and_kuzu_agree(story: Story, kuzu: KuzuGraph, links: list[tuple[int, int]], fates: list[tuple[str, int, int]]) -> None:
    with story.vault.change("test", "What an earlier example told is forgotten") as change:
        for row in story.vault.query("SELECT row FROM memory WHERE status <> 'trashed'"):
            change.update("memory", row["row"], status="trashed")
    for a, b in links:
        story.link(f"P{a} knows P{b}.", (f"P{a}", "knows", f"P{b}"))
    for fate, one, two in fates:
        memories = [row["row"] for row in story.vault.query("SELECT row FROM memory WHERE status <> 'trashed' ORDER BY row")]
        people = [each.entity.id for each in Entities(story.vault).list()]
        if fate != "merge" and memories:
            with story.vault.change(fate, "Changed a memory") as change:
                change.update("memory", memories[one % len(memories)], status=fate)
        elif fate == "merge" and people and one % len(people) != two % len(people):
            Entities(story.vault).merge(people[one % len(people)], people[two % len(people)])
    known = edges(story)
    rows = sorted({row for head, tail, _ in known for row in (head, tail)})[:4]
    for a in rows:
        assert kuzu.neighbours(a, 2) == graph.neighbours(story.vault, [a], 2)
        for b in rows:
            if a != b:
                ways = every_way(known, a, b, 3, (a,))
                assert {tuple(step.memory for step in way) for way in kuzu.paths(a, b, 3, 500, every=True)} == ways
                least = min(map(len, ways), default=0)
                assert {tuple(step.memory for step in way) for way in kuzu.paths(a, b, 3, 500)} == {way for way in ways if len(way) == least}
