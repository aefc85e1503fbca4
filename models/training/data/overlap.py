"""No sentence that anything is measured on may be trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from models.training.form import Example, Noted

#: Shorter ones are said by everybody ("where do I live").
WORDS = 6
Kind = TypeVar("Kind", Example, Noted)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|[\"\n|]+")


def without(examples: Iterable[Kind], files: Sequence[Path]) -> Iterator[Kind]:
    """The examples of which no sentence stands in one of the files, case and marks apart."""
    never = {sentence for file in files for sentence in _sentences(file.read_text(encoding="utf-8", errors="replace"))}
    for one in examples:
        if not any(never & _sentences(text) for text in one.texts):
            yield one


def _sentences(text: str) -> set[str]:
    parts = (" ".join(re.findall(r"\w+", part.lower())) for part in _SENTENCE.split(text))
    return {part for part in parts if len(part.split()) >= WORDS}
