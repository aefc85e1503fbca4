"""Parts of a message blanked out, or shown again, with every other character in its place."""

from __future__ import annotations

import re

from engine.learning.grammar.sentences import Sentence
from engine.learning.records import Command

_SET_ASIDE = re.compile(r"(?<!\w)(['\"])(?=\S)[^'\"\n]{2,60}\1(?!\w)|,? (?:and )?not [\w.'-]+(?: [A-Z][\w'-]+)?(?=\W*$)")


def without_command(body: str, command: Command | None) -> str:
    """The masked message without the words of a command; what is to be remembered stays."""
    if command is None:
        return body
    if command.action != "remember":
        return blanked(body, command.start, command.stop)
    if command.start == 0:
        return body[: command.stop]
    lead = body[: command.start]
    cut = max(lead.rfind(end) for end in (". ", "! ", "? ", "; ", "\n")) + 1
    return lead[:cut] + " " * (len(lead) - cut) + body[command.start :]


def blanked(text: str, start: int, stop: int) -> str:
    """The text with a part of it blanked out."""
    return text[:start] + re.sub(r"[^\n]", " ", text[start:stop]) + text[stop:]


def with_asides(sentence: Sentence, source: str, body: str) -> str:
    """The sentence with what was masked in it and an instruction may be about: short quotations, and "X, not Y"."""
    stop = sentence.stop + 1
    while stop < len(body) and body[stop] == " ":
        stop += 1
    said = source[sentence.start : stop]
    text = sentence.text.ljust(len(said))
    for match in _SET_ASIDE.finditer(said) if body.startswith(sentence.text, sentence.start) else ():
        text = text[: match.start()] + match.group() + text[match.end() :]
    return text.rstrip()
