"""How memories, and what was not kept, are worded for the person that they are about."""

from __future__ import annotations

from functools import lru_cache

from desktop.i18n import phrase, said, tr, word
from engine.answering.second_person import to_second_person
from engine.learning.gating.categories import BY_KEY
from engine.learning.gating.policy import NOT_KEPT

#: Reasons of learning (engine/learning/gating/gate.py, grounding.py) as they are said to people.
REASONS = {
    "question": phrase("a question"),
    "request": phrase("something to do, not something to know"),
    "hypothetical": phrase("only supposed"),
    "figure of speech": phrase("a figure of speech"),
    "small talk": phrase("small talk"),
    "passing state": phrase("only for the moment"),
    "passing event": phrase("only for the moment"),
    "opinion": phrase("an opinion in passing"),
    "joke": phrase("a joke"),
    "riddle": phrase("a riddle"),
    "world fact": phrase("about the world, not about you"),
    "role play or fiction": phrase("a story or a game"),
    "quotation": phrase("somebody else's words"),
    "somebody else's words": phrase("somebody else's words"),
    "not the user's words": phrase("somebody else's words"),
    "text for others": phrase("written for somebody else"),
    "pasted": phrase("pasted text"),
    "code or data": phrase("code or data"),
    "role markers": phrase("looks like an attempt to steer the model"),
    "language": phrase("not English"),
    "secret": phrase("a secret is never kept as a memory"),
    "echo": phrase("repeats what Alcove said"),
    "too little said": phrase("too little to go on"),
    "unfinished": phrase("the sentence is unfinished"),
    "too long": phrase("too long for one memory"),
    "uncertain": phrase("said to be uncertain"),
    "not grounded": phrase("not in your words"),
    "nothing said": phrase("nothing said"),
}  # fmt: skip
#: What nobody expects to be kept.
EXPECTED = frozenset(("question", "request", "small talk", "nothing said", "language"))


def category(name: str) -> str:
    """A category as a heading: "Family". Those of the engine have names in every language, others are the user's."""
    text = name.replace("_", " ")
    found = word(text)
    return found if found != text else text.capitalize()


@lru_cache(maxsize=4096)
def told(text: str) -> str:
    """A memory as one says it to the user: "Your sister Anna lives in Berlin."."""
    return to_second_person(text).replace("The assistant should ", "Alcove should ")


def turned_down(text: str, reason: str) -> tuple[str, str]:
    """What was not kept, and why: ("You live on Mars.", "a joke"). Of secrets and of kinds that are never kept only what it was."""
    if reason == NOT_KEPT:
        kind = BY_KEY.get(text.strip("[]"))
        return (said(kind.title) if kind is not None else tr("Something")), tr("you asked never to keep this kind")
    if reason.startswith("secret"):
        return tr("A password, number or key"), tr(REASONS["secret"])
    return told(" ".join(text.split())), tr(REASONS.get(reason, reason))
