"""Requests about memory itself: remember this, forget that, what do you know about…? Done by code, never by the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering.question import words
from engine.answering.second_person import to_second_person
from engine.learning.records import Command
from engine.memory.records import Memory, Message

if TYPE_CHECKING:
    from engine.memory.targets import Target
    from engine.session import Session

_SHOWN = 15
_FORGETTABLE = ("active", "proposed", "superseded", "archived")


class Handled(msgspec.Struct, frozen=True):
    """What to say, and what was learnt."""

    text: str
    learned: tuple[Memory, ...] = ()


class Requests:
    """Carries out a user's requests about memory; each change is journaled, so that it can be undone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def handle(self, command: Command, message: Message) -> Handled:
        """Does it and says what was done."""
        if command.action == "remember":
            return self._remember(message)
        if command.action == "forget":
            return self._forget(command.text, message)
        if command.action == "show":
            return self._show(command.text)
        return Handled("All right, I keep none of that as a memory. The message itself stays in this conversation until you delete it.")

    def acknowledge(self, learned: Sequence[Memory]) -> str:
        """Says what was noted."""
        told = _without_echoes([to_second_person(memory.text) for memory in learned])
        waits = any(memory.status == "proposed" for memory in learned)
        after = " They wait for your approval on the memory page." if waits else ""
        if len(told) == 1:
            return f"Noted: {_inside(told[0])}{after}"
        return "Noted:\n" + "\n".join(f"- {line}" for line in told) + after

    def _remember(self, message: Message) -> Handled:
        learned = tuple(self._session.learner.learn_message(message, status=str(self._session.settings.get("review"))))
        if learned:
            return Handled(self.acknowledge(learned).replace("Noted:", "I'll remember:", 1), learned)
        rejected = self._session.vault.one("SELECT reason FROM rejected WHERE message = ? ORDER BY row DESC", (message.row,))
        if rejected is not None and rejected["reason"].startswith("secret"):
            return Handled(
                "That looks like a password, a card number or another secret. I never keep those as memories; the message itself stays in "
                "this conversation until you delete it."
            )
        known = self._known(message.text)
        return Handled(
            f"I have that already: {_inside(to_second_person(known.text))}"
            if known
            else "I couldn't make a memory of that. Say it as one plain sentence, or add it on the memory page."
        )

    def _known(self, text: str) -> Memory | None:
        found = self._session.recall.search(text, top=1, kinds=("semantic", "episodic", "procedural"))
        if not found.hits or found.hits[0].status != "active":
            return None
        said, told = set(words(text)), set(words(found.hits[0].text)) - {"the", "user", "user's"}
        return self._session.memories.get(found.hits[0].id) if len(told & said) >= 0.6 * len(told) else None

    def _forget(self, what: str, message: Message) -> Handled:
        session = self._session
        if what == "everything":
            return Handled(
                "That is a big step, so I don't take it from a sentence. Use `alcove memories erase --everything`, "
                "or choose what should go on the memory page."
            )
        if what == "the last thing I said":
            before = [m for m in session.conversations.path(self._conversation(message)) if m.role == "user" and m.depth < message.depth]
            targets: Sequence[Target] = [m.id for m in before[-1:]]
        else:
            forms = (f"everything about {what}", what) if f"about {what}".lower() in message.text.lower() else (what, f"everything about {what}")
            targets = next((found for form in forms if what and (found := session.forgetting.targets_for(form))), ())
        radius = session.forgetting.blast_radius(targets) if targets else None
        if radius is None or radius.empty:
            asked = f" about “{what}”" if what and what != "the last thing I said" else ""
            return Handled(
                f"I found nothing to forget{asked}. You can search for it on the memory page; a whole message is deleted in its conversation."
            )
        if session.settings.get("trash_days"):
            session.forgetting.forget(targets)
        else:
            session.forgetting.erase(targets)
        parts = [
            _many(radius.memories, "memory", "memories"),
            _many(radius.messages, "message", "messages"),
            _many(radius.passages, "passage", "passages"),
        ]
        days = session.settings.get("trash_days")
        undo = f"You can undo that for {days} days." if days else ""
        return Handled(f"Forgotten: {' and '.join(part for part in parts if part)}. {undo}".rstrip())

    def _conversation(self, message: Message) -> str:
        row = self._session.vault.one("SELECT id FROM conversation WHERE row = ?", (message.conversation,))
        return str(row["id"]) if row is not None else ""

    def _matching(self, what: str) -> list[Memory]:
        """Memories that hold every distinctive word of the request; all about a person when it names one."""
        named = self._session.memories.list(person=what.strip(), status=_FORGETTABLE, limit=1000).memories
        if named:
            return list(named)
        asked = [w for w in words(what) if w not in _EMPTY]
        found = self._session.recall.search(what, top=30, kinds=("semantic", "episodic", "procedural"))
        return [self._session.memories.get(hit.id) for hit in found.hits if asked and self._holds(hit.text, asked)]

    @staticmethod
    def _holds(text: str, asked: Sequence[str]) -> bool:
        from engine.answering.question import stem

        told = {stem(word) for word in words(text)}
        return all(stem(word) in told for word in asked)

    def _show(self, about: str) -> Handled:
        memories = (
            self._matching(about) if about else list(self._session.memories.list(status="active", order="importance", limit=_SHOWN + 1).memories)
        )
        memories = [memory for memory in memories if memory.status == "active"]  # what waits for approval is in no prompt, not even as history
        if not memories:
            return Handled(
                f"I know nothing about {about} yet." if about else "I know nothing about you yet. Tell me something, and I'll remember it."
            )
        lines = "\n".join(f"- {to_second_person(memory.text)}" for memory in memories[:_SHOWN])
        more = "\n\nThere is more on the memory page." if len(memories) > _SHOWN else ""
        return Handled(f"{f'About {about} I know' if about else 'This is what I know about you'}:\n{lines}{more}")


_EMPTY = frozenset(
    """
    the a an my our that this about of to i is am are was were you know everything all anything what told said me it and in at on with
    please user
    """.split()
)


def _without_echoes(told: Sequence[str]) -> list[str]:
    """Leaves out "Anna is your sister." where "Your sister Anna lives in Berlin." says so too."""
    kept = []
    for line in told:
        known = re.fullmatch(r"(\S+) is your ([\w\- ]+)\.", line)
        if known is None or not any(f"your {known[2]} {known[1]}".lower() in other.lower() for other in told if other != line):
            kept.append(line)
    return kept


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""


def _inside(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("You ", "Your ")) else sentence
