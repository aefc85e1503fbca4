"""Standing instructions that code can obey for a model too small to obey them: the form of an answer, never what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from engine.answering import measures, spelling
from engine.memory.aspects import Side, condition, sides

#: Sentences of the small model's own words that "short" leaves.
SHORT = 2
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bProf\.)(?<!\bno\.)(?<!\be\.g\.)\s+(?=[^\s])")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\u2190-\u21ff\u2300-\u23ff\u20e3\u3030\u303d]+|"
    "(?<!\\S)[:;]-?[)(DPp](?!\\w)"
)
#: Sides that code settles, and in which values (() = any).
_OBEYED: dict[str, tuple[str, ...]] = {
    "bullets": (), "emoji": ("",), "exclamation": ("",), "markdown": ("",), "length": ("1", "2", "3", "short"), "name": (), "units": (),
    "temperature": (), "clock": ("12", "24"), "dates": (), "spelling": (), "case": (), "opening": (), "closing": (),
}  # fmt: skip
#: Those that only say what to leave out.
_LEFT_OUT = frozenset({"emoji", "exclamation", "markdown"})
#: Permission is no order: "you can use bullet points again" only ends the ban.
_ALLOWS = re.compile(r"^(?:the assistant|you) (?:may|can)\b", re.IGNORECASE)
_EVERY_TIME = re.compile(r"\b(?:always|every|each)\b", re.IGNORECASE)


class Style(msgspec.Struct, frozen=True):
    """The form that answers shall have. `sides` by name; `vocative`: the name is to stand in every answer."""

    sides: dict[str, Side]
    vocative: bool = False


def obeys(text: str) -> bool:
    """Whether code can follow all of the instruction."""
    found = sides(text)
    return bool(found) and all(_can(side) for side in found) and not condition(text)


def style(instructions: Sequence[str]) -> Style | None:
    """What code can obey of the instructions, oldest first: the later one counts. None when there is nothing."""
    found: dict[str, Side] = {}
    vocative = False
    for text in instructions:
        allows = _ALLOWS.search(text) is not None
        for side in sides(text):
            if _can(side) and not allows:
                found[side.name] = side
                vocative = bool(_EVERY_TIME.search(text)) if side.name == "name" else vocative
            elif side.name in found and side.wanted is not found[side.name].wanted and side.value == found[side.name].value:
                del found[side.name]  # "stop ending with …", "emojis are fine again"
            elif side.name == "length":
                found.pop("length", None)
    return Style(found, vocative) if found else None


def _can(side: Side) -> bool:
    if side.name not in _OBEYED or (_OBEYED[side.name] and side.value not in _OBEYED[side.name]):
        return False
    if side.name == "dates" and measures.date_form(side.value) is None:
        return False
    if side.name == "bullets":
        return True
    return side.wanted is (side.name not in _LEFT_OUT)


def formatted(text: str, wanted: Style, *, answers: bool, own_words: bool) -> str:
    """The text in that form. `answers`: it tells something (a greeting is not made a list); `own_words`: the model's, so they may be cut."""
    settled = wanted.sides
    if own_words and "length" in settled:
        text = _cut(text, settled["length"].value)
    if "emoji" in settled:
        text = re.sub(r"[ \t]{2,}", " ", re.sub(r"\s+([.,!?])", r"\1", _EMOJI.sub("", text))).strip()
    if "exclamation" in settled:
        text = re.sub(r"!+\?", "?", re.sub(r"!+(?!\?)", ".", text))
    if "markdown" in settled:
        text = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", re.sub(r"^#+\s+", "", text, flags=re.MULTILINE))
    text = _measured(text, settled)
    if answers and "bullets" in settled:
        text = _listed(text) if settled["bullets"].wanted else _unlisted(text)
    if "case" in settled:
        text = text.lower() if settled["case"].value == "lower" else text.upper()
    if "name" in settled:
        text = _addressed(text, settled["name"].value, always=wanted.vocative)
    if "opening" in settled and not text.lower().startswith(settled["opening"].value.lower()):
        text = _joined(settled["opening"].value, text)
    if "closing" in settled and settled["closing"].value.lower() not in text.lower()[-len(settled["closing"].value) - 3 :]:
        text = f"{text.rstrip()}\n{settled['closing'].value}" if "\n" in text else f"{text.rstrip()} {_sentence(settled['closing'].value)}"
    return text


def _measured(text: str, settled: dict[str, Side]) -> str:
    if "units" in settled:
        text = measures.metric(text) if settled["units"].value == "metric" else measures.imperial(text)
    if "temperature" in settled:
        text = measures.temperature(text, settled["temperature"].value)
    if "clock" in settled:
        text = measures.clock_24(text) if settled["clock"].value == "24" else measures.clock_12(text)
    if "dates" in settled:
        text = measures.dates(text, measures.date_form(settled["dates"].value) or "%Y-%m-%d")
    if "spelling" in settled:
        text = spelling.british(text) if settled["spelling"].value == "british" else spelling.american(text)
    return text


def _cut(text: str, length: str) -> str:
    """Whole sentences from the beginning; a list is left as it is."""
    if any(_ITEM.match(line) for line in text.splitlines()):
        return text
    return " ".join(_SENTENCE.split(text.strip())[: SHORT if length == "short" else int(length)])


def _listed(text: str) -> str:
    """Each sentence a point; what is a list already stays one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(_ITEM.match(line) for line in lines):
        return "\n".join(lines)
    points = [sentence.strip() for line in lines for sentence in _SENTENCE.split(line) if sentence.strip()]
    return "\n".join(f"- {point}" for point in points)


def _unlisted(text: str) -> str:
    """The points as sentences one after the other."""
    if not any(_ITEM.match(line) for line in text.splitlines()):
        return text
    return " ".join(
        _sentence(_ITEM.sub("", line).strip()) if not line.rstrip().endswith(":") else line.strip() for line in text.splitlines() if line.strip()
    )


def _addressed(text: str, name: str, *, always: bool) -> str:
    """The name where people say it: after a greeting or a thank-you; before the first sentence, if it is wanted each time."""
    if name.lower() in text.lower():
        return text
    greeting = re.match(r"(?:hello|hi|you're welcome|goodbye|all right|all is well here, thank you)(?=[.!,])", text, re.IGNORECASE)
    if greeting:
        return f"{greeting[0]}, {name}{text[greeting.end() :]}"
    if not always:
        return text
    return _joined(name, text) if not _ITEM.match(text) else f"{name}:\n{text}"


def _joined(opening: str, text: str) -> str:
    if opening[-1:] in ".!?:…":
        return f"{opening} {text}"
    if _ITEM.match(text):
        return f"{opening}:\n{text}"
    return f"{opening}, {text[:1].lower() + text[1:] if text.startswith(('Your ', 'You ', 'The ', 'It ', 'A ')) else text}"


def _sentence(text: str) -> str:
    return text if text[-1:] in ".!?…:\"'”" else f"{text}."
