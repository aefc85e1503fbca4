"""Words find what holds them, in any script, with and without typing errors."""

from __future__ import annotations

import msgspec
import pytest

from engine.recall import lexical, shortlist
from engine.recall.candidates import Moment
from engine.recall.parameters import PARAMETERS
from engine.recall.query import parse
from engine.vault.vault import Vault

from .conftest import Story


@pytest.fixture
def told(vault: Vault) -> Story:
    story = Story(vault, None)
    story.say("The bakery opens at seven.", "I painted the fence green.")
    story.say("मेरी बहन दिल्ली में रहती है", "私の妹は東京に住んでいます", "우리 집 고양이는 밤에 운다")
    story.say("แมวของฉันชื่อมะลิ", "猫が好きです", "Party tonight 🎉🎂", "Çağrı plays the oud.", "The invoice number is 48213.")
    return story


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("when do bakeries open?", "The bakery opens at seven."),
        ("who painted fences", "I painted the fence green."),
        ("मेरी बहन कहाँ रहती है?", "मेरी बहन दिल्ली में रहती है"),
        ("妹はどこに住んでいますか", "私の妹は東京に住んでいます"),
        ("고양이는 언제 우나요", "우리 집 고양이는 밤에 운다"),
        ("แมวของฉันชื่ออะไร", "แมวของฉันชื่อมะลิ"),
        ("猫", "猫が好きです"),
        ("what does cagri play", "Çağrı plays the oud."),
        ("which invoice was 48213", "The invoice number is 48213."),
    ],
)
def test_it_is_found_by_its_words(told: Story, question: str, answer: str) -> None:
    assert told.ask(question)[0] == answer


def test_emoji_alone_is_no_error_and_finds_nothing_by_words(told: Story) -> None:
    found = told.recall.search("🎉")
    assert found.hits == ()
    assert found.notes == ("no embedder: searched by words alone",)


def test_a_mistyped_word_still_finds_a_memory(told: Story) -> None:
    told.note("The baby goes to the nursery Little Acorns on Tuesdays.")
    assert told.ask("wich days nursrey")[0] == "The baby goes to the nursery Little Acorns on Tuesdays."


def test_a_word_that_everyone_says_is_not_looked_up(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "PARAMETERS", msgspec.structs.replace(PARAMETERS, common_floor=3, common_share=0.0))
    told.say("The garden is wet.", "The garden is dry.", "The garden is big.", "The garden has a well.", "A frog sits in the well.")
    counts = lexical.document_counts(told.vault, ("garden", "frog"))
    assert lexical.telling(("garden", "frog"), counts, lexical.size(told.vault)) == ("frog",)
    assert lexical.telling(("garden",), counts, lexical.size(told.vault)) == ("garden",), "a lone common word is better than none"


def test_each_arm_is_capped(told: Story) -> None:
    for n in range(PARAMETERS.arm_cap + 20):
        told.say(f"Entry {n} of the beekeeping diary.")
    query = parse("beekeeping diary")
    arms = lexical.search(told.vault, query, Moment(), lexical.document_counts(told.vault, query.terms))
    assert max(len(arm.keys) for arm in arms) == PARAMETERS.arm_cap


def test_a_neighbour_lends_its_words(told: Story) -> None:
    told.new_conversation()
    told.say("About the lighthouse holiday:", "We paid 900 in the end.", "Good night.")
    assert told.ask("how much was the lighthouse holiday")[:2] == ["About the lighthouse holiday:", "We paid 900 in the end."]


def test_asked_at_once_in_a_large_store_it_finds_the_same(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told.recall.search("when does the bakery open")
    monkeypatch.setattr(shortlist, "LEAST", 0)
    found = told.recall.search("when does the bakery open")
    assert [hit.id for hit in found.hits] == [hit.id for hit in before.hits] != []
    assert found.notes == before.notes
