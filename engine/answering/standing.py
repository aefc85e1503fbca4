"""Which standing instructions shape the answer to a message: those for always, those whose condition it meets, within a budget of tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
import structlog

from engine.answering.prompt import Item, Origin
from engine.memory.aspects import condition, matter, topic
from engine.memory.records import Memory
from engine.memory.words import content

if TYPE_CHECKING:
    from engine.recall.embedder import Embedder

log = structlog.get_logger(__name__)
#: Tokens of those that hold always. They stand at the beginning of the prompt, which the model keeps between turns, so they may cost as much as
#: two seconds of reading once (150 tokens a second on a small machine): some fifteen instructions.
BUDGET = 300
#: Tokens of those for this message alone: they are read anew each time, beside the memories.
BUDGET_HERE = 100
#: A condition is met when the message shares half of its words, or comes as near in meaning (cosine; what is unrelated stays below 0.26). The
#: condition stands in the prompt too: an instruction too many does no harm there.
NEAR = 0.30


class Standing(msgspec.Struct, frozen=True):
    """`always`: oldest first, so that a new one leaves the beginning of the prompt as it was; `here`: for this message; `left_out`: over budget."""

    always: tuple[Memory, ...] = ()
    here: tuple[Memory, ...] = ()
    left_out: tuple[Memory, ...] = ()

    @property
    def oldest_first(self) -> list[str]:
        """The texts in the order in which they were said."""
        return [memory.text for memory in sorted((*self.always, *self.here), key=_when)]


def standing(
    instructions: Sequence[Memory], message: str, count_tokens: Callable[[Sequence[str]], Sequence[int]], embedder: Embedder | None = None
) -> Standing:
    """Chooses among the instructions in force, which come by weight: the first ones stay when there are more than fit."""
    conditions = {memory.row: condition(memory.text) for memory in instructions}
    always = [memory for memory in instructions if not conditions[memory.row]]
    here = [memory for memory in instructions if conditions[memory.row] and applies(conditions[memory.row], message, embedder)]
    kept, left_out = _within(always, BUDGET, count_tokens)
    kept_here, left_out_here = _within(here, BUDGET_HERE, count_tokens)
    left_out += left_out_here
    if left_out:
        log.warning("instructions over budget", left_out=[memory.id for memory in left_out])
    return Standing(tuple(sorted(kept, key=_when)), tuple(sorted(kept_here, key=_when)), tuple(left_out))


def applies(when: str, message: str, embedder: Embedder | None = None) -> bool:
    """Whether a message meets a condition ("the user asks about recipes")."""
    wanted, said = topic(when), content(message)
    if not wanted or 2 * len(wanted & said) >= len(wanted):
        return True
    if embedder is None or not said:
        return False
    return float(embedder.embed_documents([matter(when)])[0] @ embedder.embed_query(message)) >= NEAR


def as_items(memories: Sequence[Memory]) -> tuple[Item, ...]:
    """For the prompt: each part keeps the row that it comes from."""
    return tuple(
        Item(text=memory.text, kind="procedural", origin=Origin("memory", memory.row, memory.version, 0, len(memory.text))) for memory in memories
    )


def _within(memories: Sequence[Memory], budget: int, count_tokens: Callable[[Sequence[str]], Sequence[int]]) -> tuple[list[Memory], list[Memory]]:
    kept: list[Memory] = []
    left_out: list[Memory] = []
    spent = 0
    for memory, cost in zip(memories, count_tokens([f"- {memory.text}" for memory in memories]) if memories else (), strict=True):
        if spent + cost > budget:
            left_out.append(memory)
        else:
            kept.append(memory)
            spent += cost
    return kept, left_out


def _when(memory: Memory) -> tuple[str, int]:
    return (memory.mentioned_at, memory.row)
