"""How memories are worded for the person that they are about."""

from __future__ import annotations

from functools import lru_cache

from engine.answering.second_person import to_second_person


@lru_cache(maxsize=4096)
def told(text: str) -> str:
    """A memory as one says it to the user: "Your sister Anna lives in Berlin."."""
    return to_second_person(text).replace("The assistant should ", "Alcove should ")
