"""Memories in words: of the user for comparing, to the user for telling."""

from __future__ import annotations

import re
from datetime import datetime

from engine.answering.promises import promise
from engine.answering.prompt import Item
from engine.answering.second_person import to_second_person

_FIRST_PERSON = (
    (re.compile(r"\b(?:I am|I'm|i'm|Im|im)\b"), "the user is"),
    (re.compile(r"\b(?:I have|I've|i've|Ive|ive)\b"), "the user has"),
    (re.compile(r"\b(?:[Ww]e are|[Ww]e're)\b"), "the user is"),
    (re.compile(r"\b(?:my|our|My|Our)\b"), "the user's"),
    (re.compile(r"\b(?:I|i|we|We)\b"), "the user"),
    (re.compile(r"\b(?:me|us)\b"), "the user"),
)


def third_person(item: Item) -> str:
    """What the user said, told of the user, so that it compares with memories."""
    if item.kind != "message" or item.quoted or item.speaker not in ("", "user"):
        return item.text
    text = item.text
    for pattern, replacement in _FIRST_PERSON:
        text = pattern.sub(replacement, text)
    return text


def tell(item: Item) -> str:
    """A memory as it is told to the user."""
    if item.kind == "message":
        when = f" on {datetime.fromisoformat(item.when).strftime('%-d %B %Y')}" if item.when else ""
        if item.document:
            return f"{item.document} says: “{' '.join(item.text.split())}”"
        if item.quoted:
            return f"In a text that you kept{when} it says: “{item.text.strip()}”"
        return f"You said{when}: “{item.text.strip()}”" if item.speaker in ("", "user") else f"{item.speaker} said{when}: “{item.text.strip()}”"
    text = promise(item.text) if item.kind == "procedural" and item.text.startswith("The assistant ") else to_second_person(item.text)
    return f"{text} (no longer, I think)" if item.status == "superseded" else text


def beginning(told: str) -> str:
    """A sentence after a colon."""
    return told[0].lower() + told[1:] if told.startswith(("Your ", "You ")) else told
