"""From what is found first, through its names and rare words, to what else speaks of them."""

from __future__ import annotations

import pytest

from engine.recall import second_hop
from engine.recall.candidates import Key, Moment
from engine.recall.hits import hydrate
from engine.recall.lexical import size
from engine.recall.query import parse

from .conftest import Story


@pytest.fixture
def told(story: Story) -> Story:
    story.say("For my birthday Iris gave me a book called Saltmarsh.", *(f"The bus was late on day {n}." for n in range(20)))
    story.new_conversation()
    story.say("Saltmarsh turned out to be about eels.", *(f"I had soup for lunch on day {n}." for n in range(20)))
    return story


def hop(story: Story, question: str, *first: str, moment: Moment = Moment()) -> list[str]:
    rows = [story.vault.one("SELECT row FROM message WHERE text = ?", (text,))[0] for text in first]
    scores = {Key("message", row): 1.0 / (place + 1) for place, row in enumerate(rows)}
    arms = second_hop.search(story.vault, parse(question), moment, hydrate(story.vault, scores, Moment()), scores, size(story.vault))
    return [story.vault.one("SELECT visible FROM message WHERE row = ?", (key.row,))[0] for arm in arms for key in arm.keys]


BOOK = "For my birthday Iris gave me a book called Saltmarsh."


def test_a_title_found_first_leads_to_what_else_is_said_of_it(told: Story) -> None:
    assert "Saltmarsh turned out to be about eels." in hop(told, "what did Iris give me", BOOK)[:2]


def test_a_word_that_is_everywhere_leads_nowhere(told: Story) -> None:
    assert not any("soup" in text for text in hop(told, "what did Iris give me", BOOK))


def test_nothing_found_leads_nowhere(told: Story) -> None:
    assert hop(told, "what did Iris give me") == []


def test_what_was_forgotten_is_not_reached(told: Story) -> None:
    with told.vault.change("test", "Test") as change:
        row = change.execute("SELECT row FROM message WHERE text LIKE '%eels%'").fetchone()[0]
        change.update("message", row, status="trashed")
    assert not any("eels" in text for text in hop(told, "what did Iris give me", BOOK))


def test_what_was_said_later_is_not_reached(told: Story) -> None:
    assert not any("eels" in text for text in hop(told, "what did Iris give me", BOOK, moment=Moment("2025-03-01T23:00:00Z")))


@pytest.mark.parametrize("question", ["", '"', "the", "\x00 NEAR(", "ß" * 5_000])
def test_any_question_will_do(told: Story, question: str) -> None:
    assert hop(told, question, BOOK)


def test_recall_takes_the_second_step(told: Story) -> None:
    told.embed()
    hits = {hit.text: hit for hit in told.recall.search("What was the present from Iris about?", top=100).hits}
    assert "hop" in hits["Saltmarsh turned out to be about eels."].arms
