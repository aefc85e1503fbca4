"""A memory as an answer may stand on it, and how it stands."""

from __future__ import annotations

import msgspec


class Candidate(msgspec.Struct, frozen=True):
    """A memory as recall found it. `similarity` is the cosine of question and text; 0 when there is no embedder."""

    text: str
    similarity: float = 0.0
    status: str = "active"
    when: str = ""
    head: float = 0.0  # the nearest of its words to what is asked for ("herb" to "coriander"): a cosine
    raw: bool = False  # said in passing, not a memory that stands alone: its answer may be told in any form
    near: tuple[tuple[str, float], ...] = ()  # place of the question -> the cosine of the nearest of its words
    slot: bool = False  # recall knows it for a fact of the kind asked for
    of: frozenset[str] = frozenset()  # whom its "she" or "them" means: folded names


class Weighed(msgspec.Struct, frozen=True):
    """A candidate's standing: `score` in about 0..1.5; `fits` when nothing in it contradicts the question;
    `near` when it is worth showing though it may not be the answer."""

    index: int
    score: float
    fits: bool
    covered: float
    holds: bool
    near: bool = False
    about: bool = False  # it speaks of whom the question names
