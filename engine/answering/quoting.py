"""Whose words a recalled text is: what was imported, attached or pasted is told as somebody else's, never as the user's own."""

from __future__ import annotations

from engine.learning.noise import markup
from engine.learning.noise.drafts import is_pasted
from engine.learning.noise.letters import is_letter
from engine.recall.hits import Hit

#: Source classes of messages and memories (engine/vault/migrations/m0001_first.py) that are not the user's word.
FOREIGN = frozenset(("import", "attachment", "document"))
_READ = 2_000  # characters that are looked at
_PASTED = frozenset(("pasted", "role markers", "code or data"))


def quoted(hit: Hit) -> bool:
    """Whether a hit is third-party text: it came from outside, or was typed in but reads like something pasted."""
    if hit.source in FOREIGN:
        return True
    text = hit.text[:_READ]
    return hit.kind == "message" and not hit.echo and (is_pasted(text) or is_letter(text) or markup.reason(text) in _PASTED)
