"""Writing on where an answer ended before it was whole: stopped by the user, or as long as one may be."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.answering import guard, prompt
from engine.answering.asked import Answer, Asked, Chat, bounded
from engine.answering.compose import LONGEST_REPLY, LONGEST_SMALL_REPLY, grounded_only
from engine.answering.prompt import Exchange, Part
from models.client import Generation


def proceed(
    asked: Asked, begun: Exchange, chat: Chat, *, small: bool, on_piece: Callable[[str], None] = lambda _: None,
    cancel: threading.Event | None = None,
) -> Answer:  # fmt: skip
    """The whole answer: what was `begun`, and what the model writes after it; the prompt ends in the middle of its turn.

    What is new of it is checked as any answer is; sentences that tell something ungrounded of the user are left out. Raises ModelError."""
    asked = bounded(asked, 2 if small else len(asked.history))
    if small:
        turns = prompt.talk(asked.text, asked.history, asked.origin, asked.persona)
    else:
        today = asked.now.strftime("%A, %-d %B %Y")
        turns = prompt.full(asked.text, asked.items, asked.history, asked.origin, today, asked.persona, asked.wished)
    turns = [*turns, ("assistant", (Part(begun.text, begun.origin),))]
    generation = Generation(max_tokens=LONGEST_SMALL_REPLY if small else LONGEST_REPLY, temperature=0.3, repeat_penalty=1.1)
    reply = chat.chat(prompt.messages(turns), generation, context="answer", on_piece=on_piece, cancel=cancel)
    items = () if small else asked.items
    used, cancelled = tuple(range(len(items))), reply.finish == "cancelled"
    told = (*items, *asked.wished.always, *asked.wished.here, *asked.wished.profile)
    sources = [asked.text, begun.text, *(e.text for e in asked.history), *(item.text for item in told), asked.persona,
               asked.now.strftime("%A %d %B %Y")]  # fmt: skip
    added, how = reply.text.rstrip(), "cancelled" if cancelled else "passed"
    if not cancelled and guard.ungrounded(added, sources):
        kept = grounded_only(added, sources)
        added, how = f"{added[: len(added) - len(added.lstrip())]}{kept}" if kept else "", "sentences dropped"
    return Answer(
        begun.text + added, how, used=used, turns=tuple(turns), reply=reply, cancelled=cancelled, cut=reply.finish == "length"
    )  # fmt: skip
