"""The shape of a jotting: a pattern over a whole fragment, and how it is told."""

from __future__ import annotations

import re

import msgspec

from engine.learning.grammar.lexicon import NUMBER_WORDS
from engine.learning.telling.people import NAME

COUNT = rf"(?:\d{{1,2}}|{'|'.join(word for word, number in NUMBER_WORDS.items() if 0 < number < 21)})"
NAMES = rf"{NAME}(?:, {NAME})*(?:,? (?:and|&|n) {NAME})?"


class Jot(msgspec.Struct, frozen=True):
    """`pattern` must cover the fragment; `told` is all after the subject, filled with its groups. `subject` "": the user, or, when `follows`,
    whoever was told of last. `past`: it happened. `example`: a fragment, and what must be told of it."""

    pattern: str
    told: str
    subject: str = ""
    follows: bool = False
    past: bool = False
    example: tuple[str, str] = ("", "")


class Told(msgspec.Struct, frozen=True):
    """What a fragment tells: see `Jot`."""

    rest: str
    subject: str = ""
    follows: bool = False
    past: bool = False


def filled(jot: Jot, match: re.Match[str]) -> Told:
    """The jotting told; "{a:o}" puts "a" or "an" before group o."""
    groups = {name: (value or "").strip(" ,:;-") for name, value in match.groupdict().items()}
    groups |= {f"a_{name}": f"{article(value)} {value}" for name, value in groups.items() if value}
    rest = re.sub(r"\s+([,.])", r"\1", re.sub(r"\s{2,}", " ", jot.told.format(**groups))).strip(" ,")
    return Told(rest, re.sub(r"\s{2,}", " ", jot.subject.format(**groups)).strip(), jot.follows, jot.past)


def article(noun: str) -> str:
    """ "a" or "an"."""
    return "an" if re.match(r"[aeio]|u(?!ni|se|k)|hour|mri|x-?ray|nhs|hgv|lgv|msc|mba|nvq|8|11\b|18\b", noun, re.IGNORECASE) else "a"
