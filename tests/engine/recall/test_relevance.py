"""Nothing relevant, nothing in the context. With the bundled embedder, and without any."""

from __future__ import annotations

import pytest

from engine.vault.vault import Vault
from models.client import EmbedModel

from .conftest import Story

LIFE = (
    "My sister Anna lives in Berlin.", "I am allergic to peanuts.", "The car is at the garage until Friday.",
    "I work as a nurse in the children's ward.", "We painted the kitchen yellow.", "My bike was stolen near the station.",
    "I play badminton on Thursdays.", "Mum's birthday is on the third of May.",
)  # fmt: skip


@pytest.mark.parametrize("embedded", [True, False])
@pytest.mark.parametrize("question", ["Where does my sister live?", "What am I allergic to?", "what colour is the kitchen", "when is mum's birthday"])
def test_a_question_about_this_life_gets_a_context(vault: Vault, embedder: EmbedModel, question: str, embedded: bool) -> None:
    story = Story(vault, embedder if embedded else None)
    story.say(*LIFE)
    story.ask(question)
    assert story.recall.context(question, budget_tokens=150).lines


@pytest.mark.parametrize("embedded", [True, False])
@pytest.mark.parametrize("question", ["What is the capital of Mongolia?", "How many moons has Jupiter?", "Explain quantum tunnelling", "hi!", ""])
def test_a_question_about_something_else_gets_none(vault: Vault, embedder: EmbedModel, question: str, embedded: bool) -> None:
    story = Story(vault, embedder if embedded else None)
    story.say(*LIFE)
    story.ask(question)
    assert story.recall.context(question, budget_tokens=150).lines == ()


def test_a_question_is_not_made_relevant_by_itself(real_story: Story) -> None:
    real_story.say(*LIFE)
    asked = real_story.say("I am writing about Mongolia, its capital matters to me.")
    real_story.embed()
    packed = real_story.recall.context(asked.text, budget_tokens=150, history_rows={asked.row})
    assert packed.lines == ()
