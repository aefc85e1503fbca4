"""Every number that ranking depends on, in one place, each with its reason."""

from __future__ import annotations

import msgspec

#: Windows carry the context of a turn, single turns its precision; facts stand alone and are short, so they count most.
WEIGHTS = {
    "turn": 0.7, "window": 1.0, "memory": 1.3, "turn_vector": 0.8, "window_vector": 0.8, "memory_vector": 1.3,
    "graph": 1.0, "exact": 0.5, "exact_memory": 0.5, "trigram": 1.0, "trigram_memory": 0.6,
}  # fmt: skip


class Parameters(msgspec.Struct, frozen=True):
    """Round numbers, set by hand. The optimum is flat: weights searched with one conversation left out at a time gained nothing on it."""

    #: Candidates an arm may bring: bounds the work; with RRF a hundredth place is worth a sixth of a first one.
    arm_cap: int = 100
    #: RRF's constant. 60 is for lists of hundreds; with lists of 100 and answers among the first ten, 20 lets the first places count.
    rrf_k: int = 20
    weights: dict[str, float] = msgspec.field(default_factory=lambda: dict(WEIGHTS))
    #: The one whom the question names said it.
    speaker_boost: float = 1.3
    #: The memory tells of whom the question names. Not for messages: one that names somebody is mostly said *to* them
    #: (it cost 0.7 points of recall@10).
    name_boost: float = 1.3
    #: The moment lies in the time that the question names: a boost, never a filter, as what was said later may tell of that time.
    time_boost: float = 1.3
    #: A derived memory that the user pinned, or held important (0..1), wins a tie and no more.
    pinned_boost: float = 1.1
    importance_boost: float = 0.1
    #: What was true once, or was set aside, answers only when nothing that holds now does.
    superseded_factor: float = 0.5
    #: How many of the best turns lend their score to a fact of theirs, which then stands just before them.
    credited: int = 4
    #: At most so many facts, when they say together what their turn says: they then stand in its place.
    credited_facts: int = 2
    next_fact: float = 0.97
    #: How many of the best turns make room where their facts stand before them.
    sifted: int = 12
    source_lead: float = 1.02
    #: A turn that its facts repeat (this share of its words) makes room for what else there is.
    told_factor: float = 0.4
    told_share: float = 0.8
    #: A fact that took the place of one that was found: what that one would score if it still held, or nearly.
    heir_factor: float = 0.9
    #: What was told in the same breath as the successor.
    beside_factor: float = 0.8
    #: A turn all of whose facts hold no more.
    outdated_factor: float = 0.7
    #: An answer of the assistant, or a turn that only asks, weighs less than a statement wherever both match.
    echo_factor: float = 0.5
    #: Above this number of vectors a graph index beats exact search (0.6 ms at 10k, 3-12 ms at 100k).
    exact_below: int = 50_000
    #: A term found in more than this share of the turns (beyond `common_floor` of them) says nothing and costs much.
    common_share: float = 0.1
    common_floor: int = 2_000
    #: Hits that packing chooses from, and the share of the best score below which a hit is not worth a reader's time.
    packed_from: int = 40
    packed_share: float = 0.25
    #: Tokens that a line costs beside its text (bullet, quotation marks, speaker, line break), and a date.
    line_overhead: int = 6
    date_overhead: int = 8
    #: Two lines that share this much of their words say the same.
    duplicate_share: float = 0.8
    #: A message longer than this is quoted in part: about 80 tokens, half of what the bundled model reads in a second.
    excerpt_characters: int = 320
    #: Terms of a question that are looked up; a pasted page would otherwise be an OR of thousands.
    terms: int = 32
    #: Characters of a question that are read at all.
    question_characters: int = 4_000


PARAMETERS = Parameters()
