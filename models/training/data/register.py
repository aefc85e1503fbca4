"""How people type: lower case, no marks, words before and after, slips of the finger, English as a second language."""

from __future__ import annotations

import re

from models.training.data.lexicon import Choice

BEFORE = "hey, ;ok ;so ;remind me: ;quick question: ;sorry, ;hi! ;and ;wait, ;um ;thx. ;please tell me ;do you remember ;can you tell me ;I forgot, ;for the form: ;right, ;btw ".split(
    ";"
)
AFTER = " again?; pls; please?; again??; ? I need it for a form; , do you know?; , I forgot; ? thanks; these days?; now?; , quick;, any idea?; , tell me".split(
    ";"
)
_ABROAD = ((r"\bwhat's\b", "what is"), (r"\b(?:do|does) (I|my)\b", r"\1"), (r"\bthe\b ?", ""), (r"\bhave I got\b", "I have"))


def typed(question: str, c: Choice) -> str:
    """A question as somebody may type it."""
    kind = c.random.random()
    text = question
    if kind < 0.35:
        text = text[0].upper() + text[1:] + "?"
    elif kind < 0.5:
        text += "?"
    elif kind < 0.62:
        text = c.one(BEFORE) + text + ("?" if c.chance(0.6) else "")
    elif kind < 0.72:
        text += c.one(AFTER)
    elif kind < 0.82:
        text = text.lower()
    elif kind < 0.9:
        pattern, instead = c.random.choice(_ABROAD)
        text = re.sub(pattern, instead, text, count=1) + "?"
    else:
        text = _slip(text.lower().replace("'", "")) + ("?" if c.chance(0.5) else "")
    return " ".join(text.split())


def _slip(text: str) -> str:
    """One letter doubled, lost, or exchanged with the next, inside a longer word; values and names are left alone by the caller's luck."""
    return re.sub(r"\b(what|which|where|when|called|name|does|number|address|birthday|work|live|much|many|time)\b", _slipped, text, count=1)


def _slipped(match: re.Match[str]) -> str:
    word = match[0]
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
