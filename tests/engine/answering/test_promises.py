"""What is said when an instruction was noted."""

from __future__ import annotations

import pytest

from engine.answering.promises import promise


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("The assistant should always give the user prices in Swiss francs.", "I'll always give you prices in Swiss francs."),
        ("The assistant should stop using emojis in its replies.", "I'll stop using emojis in my replies."),
        ("The assistant should not call him the user's husband.", "I won't call him your husband."),
        ("The assistant may use emojis again.", "I may use emojis again."),
        (
            "If the assistant is drafting anything to a company, it should always ask them to email the user instead.",
            "If I'm drafting anything to a company, I'll always ask them to email you instead.",
        ),
        ("When the user asks about recipes, it should use grams.", "When you ask about recipes, I'll use grams."),
        ("Always answer in French", "Always answer in French"),
    ],
)
def test_instructions_are_promised(instruction: str, said: str) -> None:
    assert promise(instruction) == said
