"""Whom a made-up memory is about, and what each is called: in a memory, in a question, in an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.training.data import lexicon as words
from models.training.data.lexicon import Choice

_EITHER = re.compile(r"\(([^()|]*)\|([^()|]*)\)")


@dataclass(frozen=True)
class Subject:
    """`told` stands in memories ("The user's sister Anna"), `asked` are its names in questions ("my sister", "Anna"), `said` in answers."""

    told: str
    asked: tuple[str, ...]
    said: str
    user: bool = False
    tie: str = ""  # what tells who it is

    def fill(self, text: str, c: Choice, *, raw: bool = False) -> str:
        """A template with this subject in it; `raw`: as the user says it. {v} and {k} stay."""
        text = _EITHER.sub(lambda either: either[1] if self.user else either[2], text)
        asked = "I" if self.user else c.random.choice(self.asked)
        said = ("I" if self.user else self.said.replace("Your ", "My ")) if raw else self.said
        owns = {"I": "My", "You": "Your"}.get(said, _of(said))
        names = {
            "S": self.told, "P": _of(self.told), "S0": _within(self.told), "P0": _of(_within(self.told)), "s": asked, "p": "my" if self.user else _of(asked),
            "A": said, "AP": owns, "a": "me" if raw and self.user else _within(said), "ap": _within(owns),
        }  # fmt: skip
        for key, value in names.items():
            text = text.replace(f"{{{key}}}", value)
        return text.replace("I are ", "I am ") if raw else text


USER = Subject("The user", ("I",), "You", user=True)


def _of(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _within(name: str) -> str:
    """The same after the first word of a sentence."""
    return name[0].lower() + name[1:] if name.startswith(("The ", "Your ", "You", "My ")) else name


def somebody(c: Choice) -> Subject:
    """A relative, a friend, a named person; at times known only by another memory that tells who it is."""
    name, relation = c.one(words.NAMES), c.one(words.RELATIONS)
    called = c.random.choice(words.CALLED.get(relation, [relation]))
    kind = c.random.random()
    if kind < 0.3:
        return Subject(f"The user's {relation}", (f"my {called}",), f"Your {relation}")
    if kind < 0.65:
        return Subject(f"The user's {relation} {name}", (f"my {called}", name, f"my {called} {name}", name), f"Your {relation} {name}")
    if kind < 0.85:
        return Subject(name, (name,), name)
    tie = f"{name} is the user's {relation}."
    return Subject(name, (f"my {called}", f"my {called}", name), name, tie=tie)
