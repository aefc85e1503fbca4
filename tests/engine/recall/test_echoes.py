"""A question asked again and again, answered wrongly each time, must not bury the one line that tells."""

from __future__ import annotations

import pytest

from engine.recall.echoes import about_the_talk
from engine.vault.vault import Vault
from models.client import EmbedModel

from .conftest import Story, WordEmbedder


def asked_ten_times(story: Story, question: str, *answers: str) -> None:
    for day in range(10):
        story.new_conversation()
        story.say(question)
        story.say(answers[day % len(answers)], role="assistant")
        story.say("ok thanks")


@pytest.mark.parametrize("embedded", [True, False])
def test_a_fact_told_once_stays_first_after_ten_wrong_answers(vault: Vault, embedder: EmbedModel, embedded: bool) -> None:
    story = Story(vault, embedder if embedded else None)
    story.say("Nice weather today.", "My sister Anna lives in Berlin with her two cats.", "I should water the plants.")
    asked_ten_times(
        story, "Where does my sister live?",
        "Your sister lives in Paris.", "I believe your sister lives in Madrid.", "I don't know where your sister lives.",
    )  # fmt: skip
    assert story.ask("Where does my sister live?")[0] == "My sister Anna lives in Berlin with her two cats."
    packed = story.recall.context("Where does my sister live?", budget_tokens=150)
    assert any("Berlin" in line.text for line in packed.lines)
    assert not any("Paris" in line.text or "Madrid" in line.text or "thanks" in line.text for line in packed.lines)


@pytest.mark.parametrize("embedded", [True, False])
def test_what_was_learnt_from_it_stays_first_too(vault: Vault, embedder: EmbedModel, embedded: bool) -> None:
    story = Story(vault, embedder if embedded else None)
    told = story.say("My sister Anna lives in Berlin with her two cats.")
    story.note("The user's sister Anna lives in Berlin.", source=told)
    story.note("The user has a brother in Hamburg.", source=story.say("My brother moved to Hamburg."))
    for day in range(10):
        story.new_conversation()
        story.say(f"Where does my sister live{'?' if day % 2 else ' now?'}")
        story.say("Your sister Anna lives in Paris.", role="assistant")
        story.say("are you sure my sister lives in Paris?")
    assert story.ask("Where does my sister live?")[0] == "The user's sister Anna lives in Berlin."
    packed = story.recall.context("Where does my sister live?", budget_tokens=150)
    assert any("Berlin" in line.text for line in packed.lines)
    assert not any("Paris" in line.text for line in packed.lines)


def test_echoes_are_still_there_for_the_one_who_searches(story: Story) -> None:
    story.say("Where does my sister live?")
    story.say("Your sister lives in Paris.", role="assistant")
    assert set(story.ask("sister")) == {"Where does my sister live?", "Your sister lives in Paris."}


def test_a_question_about_the_talk_finds_what_was_said(story: Story) -> None:
    story.say("The weather in Paris is fine.", "Which museum should I visit in Paris?")
    story.say("I suggest the Musée d'Orsay in Paris.", role="assistant")
    story.embed()
    packed = story.recall.context("What museum did you suggest in Paris?", budget_tokens=200)
    assert "I suggest the Musée d'Orsay in Paris." in [line.text for line in packed.lines]
    elsewhere = story.recall.context("Which museum in Paris?", budget_tokens=200)
    assert "I suggest the Musée d'Orsay in Paris." not in [line.text for line in elsewhere.lines]


@pytest.mark.parametrize(
    "question",
    ["What did I ask you yesterday?", "what did you say about the car", "What was your answer?", "as you told me, right?",
     "Which book did you recommend?", "What were we talking about? I mean what did we discuss", "summarise our last conversation",
     "what was my last question"],
)  # fmt: skip
def test_questions_about_the_talk(question: str) -> None:
    assert about_the_talk(question)


@pytest.mark.parametrize(
    "question",
    ["Where does my sister live?", "What did Anna say about the car?", "do you know my name?", "what did I tell you about Anna", "What do I like?"],
)
def test_questions_about_life(question: str) -> None:
    assert not about_the_talk(question)


def test_the_words_of_the_assistant_prove_nothing_relevant(story: Story, words: WordEmbedder) -> None:
    story.say("Your bicycle is purple.", role="assistant")
    assert story.recall.context("which colour is my purple bicycle", budget_tokens=200).lines == ()
