"""From a model's bytes to text: whole characters, up to a stop string, without the model's reasoning."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class Pieces:
    """Takes the bytes of tokens and gives text that may be shown."""

    def __init__(self, stop: Sequence[str] = (), reasoning_tags: tuple[str, str] | None = None, *, reasoning: bool = False) -> None:
        """`reasoning`: the prompt has opened the reasoning already."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(text for text in stop if text)
        self._open, self._close = reasoning_tags or ("", "")
        # Reasoning comes at the very start or not at all.
        self._state = "answer" if not self._open else "reasoning" if reasoning else "start"
        self._held = ""
        self.stopped = False

    def feed(self, data: bytes) -> str:
        """The text that has become certain. Half a character, and what may be the start of a tag or stop string, is held back."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(data)
        if self._state == "start":
            self._look_for_reasoning()
        if self._state == "reasoning":
            self._look_for_answer()
        if self._state == "pause":
            self._held = self._held.lstrip()
            self._state = "answer" if self._held else "pause"
        return self._release() if self._state == "answer" else ""

    def finish(self) -> str:
        """What is left at the end. A character that is still incomplete is dropped."""
        rest, self._held = self._held, ""
        return "" if self.stopped or self._state == "reasoning" else rest

    def _look_for_reasoning(self) -> None:
        text = self._held.lstrip()
        if text.startswith(self._open):
            self._state, self._held = "reasoning", text[len(self._open) :]
        elif not self._open.startswith(text):
            self._state = "answer"

    def _look_for_answer(self) -> None:
        _, found, after = self._held.partition(self._close)
        if found:
            self._state, self._held = "pause", after

    def _release(self) -> str:
        found = [position for position in (self._held.find(text) for text in self._stop) if position >= 0]
        if found:
            text, self._held, self.stopped = self._held[: min(found)], "", True
            return text
        keep = max((_overlap(self._held, text) for text in self._stop), default=0)
        text, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return text


def _overlap(text: str, stop: str) -> int:
    """How many characters at the end of `text` could begin `stop`."""
    return next((size for size in range(min(len(text), len(stop) - 1), 0, -1) if stop.startswith(text[-size:])), 0)
