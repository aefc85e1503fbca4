"""Whom a question names, and where its chains lead: two and three relations, names that two bear, every way to put it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recall import graph, naming, paths
from engine.recall.candidates import Moment
from engine.recall.query import parse

from .conftest import Story

RELATIONS = {"Ellen": "brother's wife", "Tom": "brother", "Judith": "husband's mother", "Daniel": "husband", "Priya": "boss", "Hannah": "best friend"}


@pytest.fixture
def life(story: Story) -> Story:
    def link(text: str, *edges: tuple[str, str, str]) -> None:
        story.link(text, *edges, relations=RELATIONS)

    link("Tom is the user's brother.", ("user", "brother", "Tom"))
    link("Tom's wife is called Ellen.", ("Tom", "wife", "Ellen"))
    link("Ellen works at the Botanic Garden.", ("Ellen", "works_at", "Botanic Garden"))
    link("Ellen's mother Ruth collects maps.", ("Ellen", "mother", "Ruth"))
    link("Ruth's neighbour is Otto.", ("Ruth", "neighbour", "Otto"))
    link("Otto plays the trombone.", ("Otto", "plays", "Trombone"))
    link("Daniel is the user's husband.", ("user", "husband", "Daniel"))
    link("Daniel's mother is called Judith.", ("Daniel", "mother", "Judith"))
    link("Judith's brother Simon owns canoes.", ("Judith", "brother", "Simon"))
    link("Priya is the user's boss.", ("user", "boss", "Priya"))
    link("Priya's husband Anand plays cricket for Dulwich.", ("Priya", "husband", "Anand"), ("Anand", "plays", "Dulwich"))
    link("Hannah is the user's best friend.", ("user", "best friend", "Hannah"))
    link("Hannah runs a bookshop called Margins.", ("Hannah", "runs", "Margins"))
    link("Margins is in Frome.", ("Margins", "in", "Frome"))
    for n in range(10):
        story.note(f"The user watched film number {n}, where somebody's wife works for her mother.")
    return story


QUESTIONS = [
    ("Where does Tom's wife work?", "Ellen works at the Botanic Garden."),
    ("What does my brother's wife do for a living?", "Ellen works at the Botanic Garden."),
    ("What does the mother of Tom's wife collect?", "Ellen's mother Ruth collects maps."),
    ("What does my sister-in-law's mother collect?", "Ellen's mother Ruth collects maps."),
    ("What instrument does Ellen's mother's neighbour play?", "Otto plays the trombone."),
    ("What does my mother-in-law's brother own?", "Judith's brother Simon owns canoes."),
    ("What sport does my boss's husband play?", "Priya's husband Anand plays cricket for Dulwich."),
    ("Where is my best friend's bookshop?", "Margins is in Frome."),
    ("where is hannahs bookshop", "Hannah runs a bookshop called Margins."),
    ("Is there anything that my brothers wife is good at?", "Ellen works at the Botanic Garden."),
]


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_a_chain_is_among_the_first_five_hits(life: Story, question: str, answer: str) -> None:
    assert answer in life.ask(question)[:5]


def test_without_the_graph_most_chains_are_lost(life: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    hits = sum(answer in life.ask(question)[:3] for question, answer in QUESTIONS)
    monkeypatch.setattr(graph, "search", lambda *_: [])
    assert sum(answer in life.ask(question)[:3] for question, answer in QUESTIONS) < hits


def ends(story: Story, question: str) -> set[str]:
    query = parse(question)
    names = naming.named(story.vault, query)
    path = paths.follow(story.vault, naming.words(query), names, Moment())
    return {story.vault.one("SELECT name FROM entity WHERE row = ?", (row,))["name"] for row in path.ends}


def test_my_wife_and_toms_wife_are_two(life: Story) -> None:
    life.link("Vera is the user's wife.", ("user", "wife", "Vera"), relations={"Vera": "wife"})
    assert ends(life, "where does my wife work") == {"Vera"}
    assert ends(life, "where does Tom's wife work") == {"Ellen"}


def test_of_two_who_bear_a_name_the_relation_tells_which(story: Story) -> None:
    with story.vault.change("test", "Test") as change:
        for relation in ("sister", "colleague"):
            change.insert("entity", id=f"anna-{relation}", name="Anna", folded="anna", kind="person", relation=relation, recorded_at="2025-03-01")
    query = parse("what does my sister Anna do")
    rows = [name.row for name in naming.named(story.vault, query)]
    assert {story.vault.one("SELECT relation FROM entity WHERE row = ?", (row,))["relation"] for row in rows} == {"sister"}


def test_a_relation_is_read_from_its_head(story: Story) -> None:
    story.link("Ellen's mother Ruth collects maps.", ("Ellen", "mother", "Ruth"))
    assert ends(story, "Ellen's mother") == {"Ruth"}
    assert ends(story, "Ruth's mother") == {"Ruth"}, "nothing is known of her"


def test_partners_are_each_others(story: Story) -> None:
    story.link("Tom's wife is called Ellen.", ("Tom", "wife", "Ellen"))
    assert ends(story, "Ellen's husband") == {"Tom"}


def test_the_boat_of_my_uncle_is_my_uncles_boat() -> None:
    assert naming.words(parse("where is the boat of my uncle")) == naming.words(parse("where is my uncle's boat"))
    assert naming.words(parse("the wife of the son of Linda")) == naming.words(parse("Linda's son's wife"))


@given(st.text(max_size=200))
def test_any_question_has_words(text: str) -> None:
    assert len(naming.words(parse(text))) <= 64
