"""What a message says about a procedure that was told or taught just before, or that it names: corrections of its steps, and how it turned out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import structlog

from engine.learning.practising.outcomes import Outcome, outcome
from engine.learning.practising.revisions import revised
from engine.learning.practising.steps import Steps
from engine.memory.procedures import steps_of, trigger_of
from engine.memory.words import content

if TYPE_CHECKING:
    from engine.memory.procedures import Procedures
    from engine.memory.records import Memory, Message

log = structlog.get_logger(__name__)
#: Messages (the user's and the answers) in which a remark finds its procedure. "After that…" must follow at once, or after "didn't work".
BACK, AT_ONCE = 6, 4
LONGEST = 400  # characters of a correction
_NAMED = re.compile(
    r"^\W*(?:(?:ok|so|and|btw|oh|actually|sorry|update|about|for|re|with|on)\b[\s,:]*)*(?:the |my |our |that )?(?P<name>[\w'’ -]{3,50}?)"
    r"(?:['’]s)?(?: (?:one|procedure|steps|instructions|thing|recipe|routine))?\s*(?::|,| -)\s*(?P<rest>\S.+)$",
    re.IGNORECASE | re.DOTALL,
)


class Practice:
    """Corrects and counts; each change is journaled."""

    def __init__(self, procedures: Procedures) -> None:
        self._procedures = procedures

    def correction(self, message: Message) -> tuple[Memory, Steps] | None:
        """The procedure that the user's message corrects, and its new steps; nothing is changed."""
        if len(message.text) > LONGEST:
            return None
        for memory, text, near in self._meant(message):
            steps = revised(text, steps_of(memory), near=near)
            if steps is not None:
                return memory, steps
        return None

    def correct(self, message: Message, memory: Memory, steps: Steps) -> Memory:
        """A new version of the procedure, with the message as one of its sources."""
        log.info("procedure corrected", memory=memory.id, message=message.id, steps=len(steps))
        return self._procedures.revise(memory, steps, message=message, actor="assistant")

    def remarks(self, message: Message) -> Outcome:
        """What a short message says of how the procedure told before it turned out; "" when it speaks of something else."""
        said = outcome(message.text)
        return said if said and any(told.answered for told in self._procedures.recent(message, BACK)) else ""

    def note_outcome(self, message: Message) -> tuple[Memory, Outcome] | None:
        """Counts "that worked" for the procedure told last; once for each telling."""
        said = self.remarks(message)
        if not said:
            return None
        told = next(found for found in self._procedures.recent(message, BACK) if found.answered)
        since = [one for text in self._procedures.said_since(message, told.depth) if (one := outcome(text))]
        memory = told.memory
        if not since or since[-1] != said:
            memory = self._procedures.note_outcome(memory, said == "worked", actor="assistant")
            log.info("procedure turned out", memory=memory.id, message=message.id, outcome=said)
        return memory, said

    def _meant(self, message: Message) -> list[tuple[Memory, str, bool]]:
        """Procedures that the message may correct, the likeliest first, with the words that are left when it names one."""
        found: list[tuple[Memory, str, bool]] = []
        named = _NAMED.match(message.text)
        for memory in self._procedures.all():
            trigger = content(trigger_of(memory))
            if named and (name := content(named["name"])) and name <= trigger:
                found.append((memory, named["rest"], True))
            elif trigger and len(trigger & content(message.text)) >= 0.6 * len(trigger):
                found.append((memory, message.text, False))
        recent = [(told.memory, message.text, told.depth >= message.depth - AT_ONCE) for told in self._procedures.recent(message, BACK)]
        return [one for one in found if one[2]] + recent + [one for one in found if not one[2]]
