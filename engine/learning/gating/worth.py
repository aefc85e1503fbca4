"""A second reading of what the rules made of a message, by the small model trained to tell whether a note is true to it and worth keeping.

Rules take chat at its word: "family time is so special" has the form of a fact. The model says nothing here: its odds are read off, so that it can
only choose among the rules' notes, never word one (models/training).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import Protocol

import msgspec
import structlog

from engine.learning.grammar.sentences import sentences
from engine.learning.records import Candidate, Learned, Rejected
from models.adapters import LEARNING
from models.errors import ModelError
from models.judging import ANSWERS, message_text, note_text

log = structlog.get_logger(__name__)
#: Log-odds. Below `LEAST` a note that no special rule shaped is not kept, below `WRONG` no note at all; from `WORTH` on one is kept that the rules
#: found too passing or too vague. Measured: make bench-learning.
LEAST, WRONG, WORTH = -3.0, -4.0, 2.0
#: How much of the message is read around a note, of the turn before it, and how many notes.
AROUND, HEARD, MOST = 600, 200, 24
#: What the user asked to keep has more, and is not read; what the rules would not have kept is never surer.
ORDERED, UNSURE = 0.95, 0.5
NOT_WORTH = "not worth keeping"
_OWN = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|i'?ll|my|mine|me|we|our|ours|us)\b", re.IGNORECASE)


class Reader(Protocol):
    """The part of models.client.ChatModel that is needed."""

    def odds(self, stem: str, texts: Sequence[str], words: tuple[str, str], *, job: str, cancel: threading.Event | None = ...) -> Sequence[float]: ...


def sifted(learned: Learned, message: str, reader: Reader | None, before: str = "") -> Learned:
    """Without the notes that the model finds false to the message or not worth keeping, and with those doubted ones that it finds true and worth it.
    `before`: the turn that the message answers. The rules stand alone where there is no model, or it fails."""
    alone = len(sentences(message)) == 1  # news in one sentence ("Kev paid me back") is taken at its word
    read = [] if alone else [one for one in learned.candidates if one.kind != "procedural" and one.confidence < ORDERED]
    asked = "?" in message and not _OWN.search(message)  # "Sherlock lived in Baker Street, any other facts?"
    doubted = [] if asked else list(learned.doubted)
    notes = [*read, *doubted][:MOST]
    if reader is None or not notes:
        return learned
    try:
        odds = {note.text: value for note, value in zip(notes, _odds(notes, message, _line(before), reader), strict=True)}
    except ModelError as error:
        log.warning("notes not read", error=type(error).__name__)
        return learned
    out = {one.text for one in read if odds.get(one.text, 0.0) < (WRONG if one.predicate else LEAST)}
    back = [msgspec.structs.replace(one, confidence=min(one.confidence, UNSURE)) for one in doubted if odds.get(one.text, 0.0) >= WORTH]
    rejected = [one for one in learned.rejected if not any(one.text in message[note.start : note.stop] for note in back)]
    return msgspec.structs.replace(
        learned,
        candidates=(*(one for one in learned.candidates if one.text not in out), *back),
        rejected=(*rejected, *(Rejected(text, NOT_WORTH) for text in out)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _odds(notes: Sequence[Candidate], message: str, before: str, reader: Reader) -> list[float]:
    """A message of common length is read once for all its notes; of a long one, what stands around each."""
    if len(message) <= AROUND:
        return list(reader.odds(message_text(_line(message), before[-HEARD:]), [note_text(note.text) for note in notes], ANSWERS, job=LEARNING))
    odds = list[float]()
    for note in notes:
        start = max(0, min(note.start - AROUND // 2, len(message) - AROUND))
        odds += reader.odds(message_text(_line(message[start : start + AROUND])), [note_text(note.text)], ANSWERS, job=LEARNING)
    return odds
