"""Requests about memory itself: remember this, forget that, what do you know about…? Done by code, never by the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.answering import promises, topics
from engine.answering.question import words
from engine.answering.second_person import to_second_person
from engine.errors import AlcoveError, RevertConflict
from engine.learning.commands.forget_requests import LAST_THING
from engine.learning.gating import categories, policy, redaction
from engine.learning.records import Command
from engine.memory.records import Memory, Message
from engine.memory.requests import Meant
from engine.memory.targets import Passage

if TYPE_CHECKING:
    from engine.memory.review import Question
    from engine.session import Session

_SHOWN = 15
#: Steps that "undo" in a chat takes back, and how far back it looks.
_UNDOABLE = frozenset("forget learn remember edit approve review pin archive revert outcome instruction".split())
_LOOKED_BACK = 200
_FORGETTABLE = ("active", "proposed", "superseded", "archived")


#: "… anything about my health, please"; the request before it must be for good, not for this one message.
_ABOUT = re.compile(
    r"\s*(?:at all |ever |again )?(?:about|regarding|concerning|(?:that is |that's )?(?:to do|related) (?:with|to))\s+(?P<what>[^.!?\n]+)",
    re.IGNORECASE,
)
_FROM_NOW_ON = re.compile(r"\banything\b", re.IGNORECASE)


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
            return self._forget(command, message)
        if command.action == "undo":
            return self.undo()
        if command.action == "show":
            return self._show(command.text)
        return self._never(message.text[command.stop :], message.text[command.start : command.stop]) or Handled(
            "All right, I keep none of that as a memory. The message itself stays in this conversation until you delete it."
        )

    def _never(self, rest: str, request: str) -> Handled | None:
        """ "Never remember anything about my health": a setting from now on. None where the request is about this message alone."""
        about = _ABOUT.match(rest)
        if about is None or not _FROM_NOW_ON.search(request):
            return None
        kinds = categories.named(about["what"])
        if not kinds:
            titles = ", ".join(one.title.lower() for one in categories.ALL)
            return Handled(
                f"I can't keep out just that: what I can leave out is whole kinds of things ({titles}). "
                "Name one of them, or tell me to forget something once it is there."
            )
        settings = self._session.settings
        settings.put("never_keep", sorted({*settings.get("never_keep"), *kinds}))
        titles = ", ".join(categories.BY_KEY[kind].title.lower() for kind in kinds)
        so_far = len({memory.id for kind in kinds for memory in policy.present(self._session.memories, self._session.vault, kind)})
        kept = f" {_many(so_far, 'memory', 'memories')} of that kind from before {'is' if so_far == 1 else 'are'} still there." if so_far else ""
        return Handled(
            f"From now on I keep no memories of this kind: {titles}.{kept} Messages stay in their conversations. "
            "You can change that in the settings, under “Never kept as memories”."
        )

    def not_kept(self, message: Message) -> str:
        """What of a message was not kept as a memory by the user's settings or because it is a secret; "" when nothing."""
        rows = self._session.vault.query("SELECT text, reason FROM rejected WHERE message = ? ORDER BY row", (message.row,))
        kinds = [one for row in rows if row["reason"] == policy.NOT_KEPT and (one := categories.BY_KEY.get(row["text"].strip("[]")))]
        told = [f"Not kept: {', '.join(dict.fromkeys(one.title.lower() for one in kinds))}."] if kinds else []
        if redaction.MASK not in message.text and any(row["reason"].startswith("secret") for row in rows):
            told.append("Not kept: a secret (a password, a code, a number of a card or an account). I never make memories of those.")
        return f"{' '.join(told)} The message itself stays in this conversation until you delete it." if told else ""

    def acknowledge(self, learned: Sequence[Memory]) -> str:
        """Says what was noted, what was taken back, and what has to be asked."""
        back = [memory for memory in learned if memory.status == "retracted"]
        asked = [question for memory in learned if memory.status == "proposed" and (question := self._session.review.get(memory)).against is not None]
        noted = [memory for memory in learned if memory not in back and all(memory.id != question.memory.id for question in asked)]
        return "\n\n".join(filter(None, [_listed("Taken back", back), self._noted(noted), *(_which(question) for question in asked)]))

    def _noted(self, learned: Sequence[Memory]) -> str:
        after = " They wait for your approval on the memory page." if any(memory.status == "proposed" for memory in learned) else ""
        if self._session.small and self._session.chat is not None and promises.beyond(learned):
            after = f" {promises.CANT_YET}{after}"
        if only := promises.noted(learned):
            return f"{only}{after}"
        told = _listed("Noted", learned)
        return f"{told}{after}" if told else ""

    def _beyond(self, noted: Sequence[Memory]) -> str:
        """Honest about what the small model in use can't follow."""
        return f" {promises.CANT_YET}" if self._session.small and self._session.chat is not None and promises.beyond(noted) else ""

    def _remember(self, message: Message) -> Handled:
        learned = tuple(self._session.learner.learn_message(message, **policy.keeping(self._session.settings), actor="user"))
        if learned:
            return Handled(self.acknowledge(learned).replace("Noted:", "I'll remember:", 1), learned)
        rejected = self._session.vault.one("SELECT text, reason FROM rejected WHERE message = ? ORDER BY row DESC", (message.row,))
        if rejected is not None and rejected["reason"].startswith("secret"):
            masked = redaction.MASK in message.text
            stays = "it is masked in this conversation too" if masked else "the message itself stays in this conversation until you delete it"
            return Handled(f"That looks like a password, a card number or another secret. I never keep those as memories; {stays}.")
        if rejected is not None and rejected["reason"] == policy.NOT_KEPT:
            kind = categories.BY_KEY[rejected["text"].strip("[]")].title.lower()
            return Handled(f"You asked me never to keep such things ({kind}), so I don't. The message itself stays in this conversation.")
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

    def _forget(self, command: Command, message: Message) -> Handled:
        session, what = self._session, command.text
        if what == "everything":
            return Handled(
                "That is a big step, so I don't take it from a sentence. Use `alcove memories erase --everything`, "
                "or choose what should go on the memory page."
            )
        meant = self._meant(what, message)
        if meant.several:
            which = "; ".join(meant.several)
            return Handled(f"I know more than one: {which}. Which do you mean? For example: forget everything about {_example(meant.several[0])}.")
        radius = session.forgetting.blast_radius(meant.targets) if meant.targets else None
        if radius is None or radius.empty:
            asked = f" about “{what}”" if what and what != LAST_THING else ""
            return Handled(
                f"I found nothing to forget{asked}. You can search for it on the memory page; a whole message is deleted in its conversation."
            )
        targets = (*meant.targets, Passage(message.id, command.start, command.stop))  # the request names it too
        days = session.settings.get("trash_days")
        if days:
            session.forgetting.forget(targets)
        else:
            session.forgetting.erase(targets)
        parts = [
            _many(radius.memories, "memory", "memories"),
            _many(radius.messages, "message", "messages"),
            _many(radius.passages, "passage", "passages"),
        ]
        undo = (
            f"Say “undo” to have it back, or look at it on the memory page under “Forgotten”; after {days} days it is erased."
            if days
            else "It is erased and can't be brought back."
        )
        which = f" (yours of {meant_at})" if (meant_at := self._when(meant) if what == LAST_THING else "") else ""
        return Handled(f"Forgotten: {' and '.join(part for part in parts if part)}{which}. {undo}")

    def _when(self, meant: Meant) -> str:
        """The time of the message that "forget that" meant. Its words would stay behind in the answer."""
        said = self._session.conversations.message(str(meant.targets[0])) if meant.targets else None
        return said.at.strftime("%H:%M on %-d %B") if said is not None else ""

    def _meant(self, what: str, message: Message) -> Meant:
        """What the words of a request mean; nothing when only the request itself says them."""
        if what == LAST_THING:
            before = [m for m in self._session.conversations.path(self._conversation(message)) if m.role == "user" and m.depth < message.depth]
            return Meant(tuple(m.id for m in before[-1:]))
        about = re.search(rf"\b(?:about|on|with|thing|stuff|matter)\s+(?:of\s+)?{re.escape(what)}", message.text, re.IGNORECASE)
        forms = (f"everything about {what}", what) if about else (what, f"everything about {what}")
        for form in forms if what else ():
            meant = self._session.forgetting.meant(form, said_in=message.row)
            if meant.targets or meant.several:
                return meant
        return Meant()

    def undo(self) -> Handled:
        """Takes back the last change to memory, the user's or what was learned; "undo" once more goes on to the one before."""
        journal = self._session.vault.journal
        step = next((one for one in journal.entries(_LOOKED_BACK) if one.operation in _UNDOABLE and one.kept and one.reverted_by is None), None)
        if step is None:
            return Handled("There is nothing to undo. What was erased can't be brought back.")
        try:
            journal.revert(step.id)
        except RevertConflict as conflict:
            return Handled(f"I couldn't undo that: {conflict.message} You can choose steps to take back in the history.")
        return Handled(f"Undone: {step.label[:1].lower()}{step.label[1:]}.")

    def _conversation(self, message: Message) -> str:
        row = self._session.vault.one("SELECT id FROM conversation WHERE row = ?", (message.conversation,))
        return str(row["id"]) if row is not None else ""

    def _matching(self, what: str) -> list[Memory]:
        """Memories that hold every distinctive word of the request; all about a person, or of a side of life, when it names one."""
        if of_topic := topics.memories(self._session.memories, self._session.vault, what):
            return of_topic
        try:
            person = self._session.entities.get(what).entity.id  # "my mother" is Margaret
        except AlcoveError:
            person = what.strip()
        named = self._session.memories.list(person=person, status=_FORGETTABLE, limit=1000).memories
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
        # What waits for approval is in no prompt, not even as history; a summary says what the facts say.
        memories = [memory for memory in memories if memory.status == "active" and memory.kind != "summary"]
        if not memories:
            return Handled(
                f"I know nothing about {_yours(about)} yet." if about else "I know nothing about you yet. Tell me something, and I'll remember it."
            )
        lines = "\n".join(f"- {promises.spoken(memory)}" for memory in memories[:_SHOWN])
        more = "\n\nThere is more on the memory page." if len(memories) > _SHOWN else ""
        return Handled(f"{f'About {_yours(about)} I know' if about else 'This is what I know about you'}:\n{lines}{more}")


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


def _listed(lead: str, memories: Sequence[Memory]) -> str:
    told = _without_echoes([promises.spoken(memory) for memory in memories])
    if len(told) < 2:
        return f"{lead}: {_inside(told[0])}" if told else ""
    return f"{lead}:\n" + "\n".join(f"- {line}" for line in told)


def _which(question: Question) -> str:
    assert question.against is not None
    old, new = to_second_person(question.against.text), to_second_person(question.memory.text)
    return f"Which is right? Until now I had: “{old}” Now it is: “{new}” I keep the first until you choose, in the review inbox."


def _example(one: str) -> str:
    """ "Priya, your neighbour" -> "my neighbour Priya"."""
    name, _, relation = one.partition(", your ")
    return f"my {relation} {name}" if relation else name


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""


def _yours(what: str) -> str:
    return re.sub(r"^(?:my|our)\b", "your", what, flags=re.IGNORECASE)


def _inside(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("You ", "Your ")) else sentence
