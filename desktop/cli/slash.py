"""The slash commands of a chat, typed or piped in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.cli import output

if TYPE_CHECKING:
    from desktop.cli.talk import Talk
    from engine.session import Session

HELP = """/new      start a new conversation
/memories what I remember (add a word to search)
/why      what the last answer was made of
/undo     take back the last change to memory, what was just learned too
/review   what waits for your word (/review keep 1, reject 1, both 1)
/rejected what was not kept, and why
/quit     end (also Ctrl+D); Ctrl+C stops an answer"""
QUIT = ("/quit", "/exit")
_KNOWN = ("/help", "/new", "/memories", "/why", "/undo", "/review", "/rejected", *QUIT)
_WORD = re.compile("/[a-z]+")


def command(line: str) -> str:
    """The command that a line names, known or not; empty for a message, like “/home/x is my folder” or “/etc holds settings”."""
    first = line.split(maxsplit=1)[0]
    return first if first in _KNOWN or _WORD.fullmatch(line) else ""


def carry_out(line: str, live: Session, talk: Talk | None) -> Talk | None:
    """Carries out a command that doesn't end the chat; returns the conversation to go on with, None for a new one."""
    from desktop.cli.memories import print_memories
    from engine.answering.requests import Requests
    from engine.errors import AlcoveError

    named, *rest = line.split(maxsplit=1)
    try:
        if named == "/help":
            output.say(HELP)
        elif named == "/memories":
            print_memories(live.memories.list("".join(rest), limit=20))
        elif named == "/why":
            from desktop.cli import why
            from engine.recall import rendering

            why.show(rendering.render(live.vault, rendering.find(live.vault, "".join(rest))), live.vault)
        elif named == "/undo":
            output.say(Requests(live).undo().text)
        elif named == "/review":
            review("".join(rest), live)
        elif named == "/rejected":
            _rejected(live)
        elif named == "/new":
            output.aside("A new conversation.")
            return None
        else:
            output.aside(f"Unknown command {named}. /help lists the commands.")
    except AlcoveError as error:
        output.tell(f"{error.message} {error.hint}".rstrip())
    return talk


def review(asked: str, live: Session) -> None:
    """Lists what waits, by numbers; or answers: "keep 1", "reject 1", "both 1"."""
    waiting = live.review.list()
    if not asked:
        for number, question in enumerate(waiting, 1):
            if question.against is None:
                output.say(f"{number}  Remember this?  {question.memory.text}")
            else:
                output.say(f"{number}  Which is right?\n   new: {question.memory.text}\n   old: {question.against.text}")
        output.aside("Answer with /review keep 1, /review reject 1 or /review both 1." if waiting else "Nothing waits for your word.")
        return
    match = re.fullmatch(r"(keep|reject|both)\s+(\d+)", asked.strip())
    number = int(match[2]) if match else 0
    if match is None or not 1 <= number <= len(waiting):
        output.aside("Say for example: /review keep 1. The numbers are those of /review.")
        return
    memory = waiting[number - 1].memory
    answers = {"keep": (live.review.keep, "Kept"), "reject": (live.review.reject, "Set aside"), "both": (live.review.both, "Kept beside the other")}
    answer, said = answers[match[1]]
    output.say(f"{said}: {answer(memory).text}")


def _rejected(live: Session) -> None:
    from desktop.wording import turned_down
    from engine.learning.gating.rejections import rejections

    found = rejections(live.vault, limit=10)
    for one in found:
        text, why = turned_down(one.text, one.reason)
        output.say(f"not kept: {text}  ({why})")
    if not found:
        output.aside("Nothing was turned down so far.")
