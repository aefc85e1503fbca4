"""Every number that ranking depends on, in one place, each with its reason."""

from __future__ import annotations

import msgspec

#: Of the words, windows carry most: an answer seldom repeats the words of its question, the turns beside it do. Of the meaning, turns and windows
#: count alike. Facts stand alone and are short, so they count most; chains that the question spells out are certain.
WEIGHTS = {
    "turn": 0.3, "window": 1.0, "memory": 1.3, "turn_vector": 1.0, "window_vector": 1.0, "memory_vector": 1.3,
    "graph": 1.0, "path": 3.0, "slot": 0.5, "expansion": 0.5, "expansion_memory": 0.4, "hop": 0.3,
    "exact": 0.5, "exact_memory": 0.5, "trigram": 1.0, "trigram_memory": 0.6,
}  # fmt: skip


class Parameters(msgspec.Struct, frozen=True):
    """Round numbers, set by hand and checked with tests/bench/tuning.py: what the other conversations choose must serve the one left out.
    The optimum is flat: a linear ranker learnt over twenty features was no better than these."""

    #: Candidates an arm may bring: bounds the work. Who comes later counts as the last one that came.
    arm_cap: int = 100
    #: Candidates whose rows are read, by what the arms say of them, and of each arm at least.
    read: int = 240
    read_of_each: int = 12
    weights: dict[str, float] = msgspec.field(default_factory=lambda: dict(WEIGHTS))
    #: The one whom the question names said it.
    speaker_boost: float = 1.3
    #: Somebody else said it, where the question names a speaker.
    other_speaker: float = 0.85
    #: The memory tells of whom the question names. Not for messages: one that names somebody is mostly said *to* them
    #: (it cost 0.7 points of recall@10).
    name_boost: float = 1.3
    #: The moment lies in the time that the question names: a boost, never a filter, as what was said later may tell of that time.
    #: Less than twofold: the arms alone differ more than that between a turn that answers and any other of the day.
    time_boost: float = 1.4
    #: A date is asked for, and the text has a word of time.
    when_boost: float = 1.2
    #: A turn weighs by how much it says: a tenth for each e-fold of characters around a usual turn, up to a long one; one that ends with a
    #: question less.
    length_boost: float = 0.1
    usual_turn: int = 80
    longest_turn: int = 600
    asking_factor: float = 0.9
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
    #: In full to those of turns that match by their own words, at least this share of the best such match.
    itself: float = 0.5
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
    #: What repeats a better hit word by word loses so much, else by the words that they share: the parts of a list come before its echoes.
    repeating: float = 0.5
    #: An answer of the assistant, or a turn that only asks, weighs less than a statement wherever both match.
    echo_factor: float = 0.5
    #: Seconds after which recall answers with what it has: starting the embedder takes one, a search milliseconds.
    patience: float = 3.0
    #: Seconds that the vectors may take to be loaded before the words answer alone: for 100,000 turns half a second.
    loading_patience: float = 2.0
    #: Above this number of vectors of a kind a graph index pays for its RAM (1.8 kB a vector, 0.45 kB flat) and the minutes to build it:
    #: a flat search takes 1.5 ms for 100,000, 10 to 15 ms for a million.
    flat_below: int = 1_500_000
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
