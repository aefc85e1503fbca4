"""Pronouns of the first person, replaced: "my" -> "the user's", "you" -> "the assistant"."""

from __future__ import annotations

from engine.learning.grammar.conjugation import embedded
from engine.learning.grammar.lexicon import CAPITALISED_ANYWAY, CLOCK_WORDS
from engine.learning.grammar.words import Word, join, words


def rephrase(text: str) -> str:
    """Any text with its first person told as "the user" and "you" as "the assistant"; no verb but the first after "I" is changed."""
    return join(told(words(text), "the user's"))


_OBJECT = {"me": "the user", "us": "the user", "myself": "themselves", "ourselves": "themselves", "you": "the assistant", "your": "the assistant's"}


def told(tokens: list[Word], mine: str) -> list[str]:
    """Pronouns of the first person replaced; `mine` is what stands for "my"."""
    out: list[str] = []
    for place, word in enumerate(tokens):
        low = word.low
        following = tokens[place + 1].low if place + 1 < len(tokens) else ""
        if low in ("my", "our"):
            out.append(mine)
        elif low in ("mine", "ours"):
            out.append("theirs" if mine == "their" else "the user's")
        elif low == "i" and place and tokens[place - 1].low == "when" and following == "was":  # "when they were twelve": who?
            out.append("the user")
        elif low in ("i", "we"):
            out.append("they" if mine == "their" else "the user")
        elif low in _OBJECT:
            out.append("them" if mine == "their" and low in ("me", "us") else _OBJECT[low])
        elif place and tokens[place - 1].low in ("i", "we"):
            out.append(embedded(low, following, mine == "their" and out[-1] == "they"))
        elif low in CLOCK_WORDS and low in CAPITALISED_ANYWAY and word.text.islower() and low not in ("may", "march"):
            out.append(low.capitalize())
        elif place and word.start == tokens[place - 1].start and word.start < word.stop == tokens[place - 1].stop:
            out.append(low)
        else:
            out.append(word.text if word.text.lower() == low or (word.text[:1].isupper() and word.low == word.text.lower()) else low)
    return out
