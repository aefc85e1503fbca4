"""Orders for a text: what it is to say is no fact, but whoever it is for is somebody."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import RELATION_PATTERN

#: Orders whose rest is text for somebody else.
_DRAFTING = re.compile(
    r"\b(?:write|draft|compose|reply|email|text|message|tell|say|translate|rewrite|rephrase|summari[sz]e|shorten|"
    r"shorter|proofread|correct|paraphrase|polish|repeat|print|send|convert|create|generate|make)\b",
    re.IGNORECASE,
)
_INVENTED = re.compile(r"\b(?:made[- ]up|fictional|imaginary|character|protagonist|villain|hero|heroine|detective)\b", re.IGNORECASE)
#: "email my manager Priyanka": whoever the letter is for is somebody, whatever it says.
_TO_MINE = re.compile(
    rf"\b(?:email|e-mail|text|message|letter|note|card|write|reply|speech|poem|toast)\b(?: (?:a|an|the|back|something|nice|short|quick|birthday|"
    rf"thank you|text|email|message|letter|note|card))* "
    rf"(?:to )?(?:my|our) (?:[a-z-]+ )?{RELATION_PATTERN} [A-Z]"
)


def is_drafting(text: str) -> bool:
    """Whether a request asks for a text."""
    return _DRAFTING.search(text) is not None


def is_invention(text: str) -> bool:
    """Whether what is asked for is made up."""
    return _INVENTED.search(text) is not None


def names_reader(text: str) -> bool:
    """Whether it says who will read the text, and what they are to the user: "email my manager Priyanka"."""
    return _TO_MINE.search(text) is not None
