"""How memories, and what was not kept, are worded for the person that they are about."""

from __future__ import annotations

from functools import lru_cache

from engine.answering.second_person import to_second_person
from engine.learning.gating.categories import BY_KEY
from engine.learning.gating.policy import NOT_KEPT

#: Reasons of learning (engine/learning/gating/gate.py, grounding.py) as they are said to people.
REASONS = {
    "question": "a question",
    "request": "something to do, not something to know",
    "hypothetical": "only supposed",
    "figure of speech": "a figure of speech",
    "small talk": "small talk",
    "passing state": "only for the moment",
    "passing event": "only for the moment",
    "opinion": "an opinion in passing",
    "joke": "a joke",
    "riddle": "a riddle",
    "world fact": "about the world, not about you",
    "role play or fiction": "a story or a game",
    "quotation": "somebody else's words",
    "somebody else's words": "somebody else's words",
    "not the user's words": "somebody else's words",
    "text for others": "written for somebody else",
    "pasted": "pasted text",
    "code or data": "code or data",
    "role markers": "looks like an attempt to steer the model",
    "language": "not English",
    "secret": "a secret is never kept as a memory",
    "echo": "repeats what Alcove said",
    "too little said": "too little to go on",
    "unfinished": "the sentence is unfinished",
    "too long": "too long for one memory",
    "uncertain": "said to be uncertain",
    "not grounded": "not in your words",
    "nothing said": "nothing said",
}  # fmt: skip
#: What nobody expects to be kept.
EXPECTED = frozenset(("question", "request", "small talk", "nothing said", "language"))


@lru_cache(maxsize=4096)
def told(text: str) -> str:
    """A memory as one says it to the user: "Your sister Anna lives in Berlin."."""
    return to_second_person(text).replace("The assistant should ", "Alcove should ")


def turned_down(text: str, reason: str) -> tuple[str, str]:
    """What was not kept, and why: ("You live on Mars.", "a joke"). Of secrets and of kinds that are never kept only what it was."""
    if reason == NOT_KEPT:
        kind = BY_KEY.get(text.strip("[]"))
        return (kind.title if kind is not None else "Something"), "you asked never to keep this kind"
    if reason.startswith("secret"):
        return "A password, number or key", REASONS["secret"]
    return told(" ".join(text.split())), REASONS.get(reason, reason)
