"""The last tier: a statement that no domain knows, but that tells something lasting about the user's life."""

from __future__ import annotations

from engine.learning.rules.rule import Rule

RULES = (
    Rule(
        name="generic",
        category="other",
        who="anything",
        importance=0.4,
        confidence=0.6,
        pattern=r"(?P<o>.+)$",
        examples=(
            ("the wifi in the cabin reaches only the porch", "The wifi in the cabin reaches only the porch."),
            ("I tutor two kids in maths", "The user tutors two kids in maths."),
        ),
        never=("so tired today", "it's raining", "The Danube goes through ten countries", "thanks, that's perfect", "I think so"),
    ),
)
