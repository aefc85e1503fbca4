"""Is a message English? Facts are learned from English alone; the rest is kept as it was said. Without a model, by the small words of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.learning.grammar.small_words import ENGLISH, FOREIGN

#: Said once in a conversation (engine/learning/gating/rejections.py finds the place).
NOTICE = "I keep this as part of the conversation, but I learn facts only from English so far."
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = re.compile(r"(?<![.!?¿¡\n])(?<=\s)[A-ZÀ-ÞŚŻŁČŠŽ][^\W\d_]*")
#: "Maria da Silva e Costa", "Bad Homburg vor der Höhe".
_PARTICLES = re.compile(
    r"[A-ZÀ-ÞŚŻŁČŠŽ][^\W\d_]*(?:\s+(?:(?:de|la|le|les|el|los|las|del|da|do|dos|das|e|y|et|und|von|vor|van|der|den|dem|di|du|des|og|och|a|al)\s+){1,3}"
    r"[A-ZÀ-ÞŚŻŁČŠŽ][^\W\d_]*)+"
)
_QUOTED = re.compile(r"[\"“«„][^\"“”»]{1,200}[\"”»“]|`[^`]{1,200}`")
_MOST = 400  # words that are looked at


def is_foreign(text: str) -> bool:
    """Whether the message as a whole is in another language. English with foreign names, places and quotations is English."""
    letters = [c for c in text if c.isalpha()]
    if sum(c >= "Ͱ" for c in letters) > 0.5 * len(letters) and len(letters) > 1:
        return True  # another script
    plain = _NAME.sub(" ", _PARTICLES.sub(" ", _QUOTED.sub(" ", text)))  # what begins with a capital inside a sentence is a name, or a German noun
    words = [word.lower().replace("’", "'") for word in _WORD.findall(plain)[:_MOST]]
    return any(_speaks(words, small) for small in FOREIGN.values())


def _speaks(words: Sequence[str], small: frozenset[str]) -> bool:
    """Whether the words are of this language rather than English; a word of both tells nothing against it."""
    own, english = sum(word in small and word not in ENGLISH for word in words), sum(word in ENGLISH and word not in small for word in words)
    return own >= 2 and own > 2 * english and own >= 0.2 * len(words)
