"""Requests about memory itself, told apart from talk that only uses the same words."""

from __future__ import annotations

import re

from engine.learning.commands import forget_requests
from engine.learning.commands.remember_requests import remember, remember_before, secrecy
from engine.learning.commands.show_requests import show
from engine.learning.records import Command

_POLITE = (
    r"^\s*(?:(?:ok|okay|hey|hi|hello|please|pls|plz|now|so|also|and|btw|alcove|listen|right|well|oh|actually|then|just|"
    r"thanks|quick one|important|fyi)[\s,:!.-]+)*"
    r"(?:(?:can|could|would|will) (?:you|u)\s+(?:please\s+|pls\s+|just\s+|maybe\s+)?|(?:i(?:'d| would) like (?:you|u) to|i want "
    r"(?:you|u) to|i need (?:you|u) to|(?:you|u) (?:should|can|must))\s+)?(?:please\s+|pls\s+|also\s+|just\s+)?"
)


def find(text: str) -> Command | None:
    """The command in a (cleaned) message, if there is one. A message may go on after it; `start`/`stop` is what the command covers."""
    command = forget_requests.undo(text) or secrecy(text)
    if command:
        return command
    for start, piece in _pieces(text):
        alone = not (text[:start] + text[start + len(piece) :]).strip()
        command = show(piece, start, _POLITE) or forget_requests.forget(piece, start, alone=alone, polite=_POLITE) or remember(piece, start, _POLITE)
        if command:
            return command
    return remember_before(text)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Where a command may begin: the message, and each sentence of it."""
    out = []
    for match in re.finditer(r"[^.!?\n]+(?:[.](?=\S)[^.!?\n]*)*[.!?]*", text):
        if match.group().strip():
            out.append((match.start(), match.group()))
    return out[:40]
