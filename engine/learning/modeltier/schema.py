"""The form of the model's answer: a JSON schema that bounds it while it is written, and a reader that bears whatever comes."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from engine.learning.rules import RULES

MOST_FACTS, LONGEST_QUOTE, LONGEST_FACT = 8, 160, 160
KINDS = ("semantic", "episodic")
#: An instruction steers every later answer: only the rules, which know the user's own order, make one.
CATEGORIES = tuple(sorted({rule.category for rule in RULES}))


class Item(msgspec.Struct, frozen=True):
    """One fact as the model gives it: unchecked."""

    message: int
    quote: str
    fact: str
    kind: str
    category: str


def schema(messages: int) -> dict[str, Any]:
    """For a batch of so many messages. The quotation comes before the fact: what is copied first is what is told."""
    item = {
        "type": "object",
        "properties": {
            "message": {"type": "integer", "enum": list(range(1, messages + 1))},
            "quote": {"type": "string", "minLength": 2, "maxLength": LONGEST_QUOTE},
            "fact": {"type": "string", "minLength": 4, "maxLength": LONGEST_FACT},
            "kind": {"type": "string", "enum": list(KINDS)},
            "category": {"type": "string", "enum": list(CATEGORIES)},
        },
        "required": ["message", "quote", "fact", "kind", "category"],
        "additionalProperties": False,
    }
    facts = {"type": "array", "maxItems": MOST_FACTS, "items": item}
    return {"type": "object", "properties": {"facts": facts}, "required": ["facts"], "additionalProperties": False}


def parse(text: str, messages: int) -> list[Item]:
    """The facts in an answer that are well formed. An answer that was cut off gives those that were finished; nonsense gives none. Never raises."""
    found: list[Item] = []
    for value in _objects(text):
        try:
            item = msgspec.convert(value, Item)
        except msgspec.ValidationError:
            continue
        if 1 <= item.message <= messages and item.kind in KINDS and len(item.quote) <= LONGEST_QUOTE * 2 and len(item.fact) <= LONGEST_FACT * 2:
            found.append(item if item.category in CATEGORIES else msgspec.structs.replace(item, category="other"))
        if len(found) == MOST_FACTS:
            break
    return found


def _objects(text: str) -> list[Any]:
    """The values of the list of facts, or every object that can be read where the whole can't."""
    try:
        whole = json.loads(text)
        return whole["facts"] if isinstance(whole, dict) and isinstance(whole.get("facts"), list) else []
    except (ValueError, RecursionError):
        pass
    decoder, place = json.JSONDecoder(), text.find("{", text.find("[") + 1)
    found: list[Any] = []
    while place >= 0 and len(found) < MOST_FACTS * 4:
        try:
            value, end = decoder.raw_decode(text, place)
            found.append(value)
        except (ValueError, RecursionError):
            end = place + 1
        place = text.find("{", end)
    return found
