"""Echoes: what the assistant said, and turns of the user that only ask. They repeat a question's words without answering it."""

from __future__ import annotations

import re

# "what did I ask you yesterday", "what did you say about …", "you told me …", "our last conversation": about the talk itself.
_ASK = r"(ask|asked|asking|discuss|discussed|talk(ed)? about|chat(ted)? about|request(ed)?)"
_TELL = r"(say|said|answer(ed)?|repl(y|ied)|suggest(ed)?|recommend(ed)?|tell me|told me|write|wrote|explain(ed)?|proposed?)"
_WHICH = r"(last |previous |earlier |first )?"
_ABOUT_TALK = re.compile(
    rf"\b(did|do|have|had|when|what|which|how|why|that|if|whether|as)\b[^.?!]{{0,30}}\b(i|we)\b[^.?!]{{0,20}}\b{_ASK}\b"
    rf"|\b(did|have|had|what|when|how|why|that|as|like)\b[^.?!]{{0,20}}\byou\b[^.?!]{{0,20}}\b{_TELL}\b"
    rf"|\byour {_WHICH}(answer|reply|suggestion|recommendation|advice|response)s?\b"
    rf"|\bmy {_WHICH}(question|request)s?\b"
    rf"|\bour {_WHICH}(chat|conversation|discussion|talk)s?\b",
    re.IGNORECASE,
)
_SMALL_TALK = frozenset(
    "hello hi hey hiya yo good morning evening afternoon night bye goodbye thanks thank you so much very cheers ok okay great nice cool fine lol"
    " haha yes no yeah yep nope sure sorry welcome there again alcove please well done one perfect".split()
)


def is_echo(role: str, asks: bool) -> bool:
    """Whether a turn only repeats: the assistant's words, or a question of anybody's."""
    return role == "assistant" or asks


def about_the_talk(question: str) -> bool:
    """Whether the question is about what was asked or answered, so that echoes are what it looks for."""
    return _ABOUT_TALK.search(question) is not None


def small_talk(text: str) -> bool:
    """Whether a text only greets, thanks or agrees: there is nothing to recall for it, nor in it."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and _SMALL_TALK.issuperset(words)
