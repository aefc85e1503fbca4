"""LoCoMo (Maharana et al., 2024; CC BY-NC 4.0, so the file is given by whoever runs this): conversations, questions, and figures of recall.

A question's *recall at k* is the share of the turns that hold its evidence among the first k turns found. Category 5 asks what was never said and is
left out; questions whose evidence is not in the file too.
"""

from __future__ import annotations

import json
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

CUTS = (5, 10, 20)
CATEGORIES = {1: "multi-hop", 2: "time", 3: "open", 4: "single fact"}


class Turn(NamedTuple):
    """One line of a conversation. `text` names what a shared photo shows."""

    id: str
    session: str
    speaker: str
    first: bool  # whether it is the first speaker's
    at: str
    text: str


class Question(NamedTuple):
    text: str
    category: int
    evidence: frozenset[str]


class Conversation(NamedTuple):
    id: str
    turns: tuple[Turn, ...]
    questions: tuple[Question, ...]


class Figures(NamedTuple):
    """`recall`: for "all" and each category the mean at each cut; `count`: how many questions that is the mean of."""

    recall: dict[str, tuple[float, ...]]
    count: dict[str, int]


def read(path: Path) -> list[Conversation]:
    """The conversations of a LoCoMo file."""
    return [_conversation(found) for found in json.loads(path.read_text("utf-8"))]


def figures(questions: Sequence[Question], ranked: Sequence[Sequence[str]], cuts: Sequence[int] = CUTS) -> Figures:
    """`ranked`: for each question the ids of turns, best first."""
    values: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for question, found in zip(questions, ranked, strict=True):
        best = list(dict.fromkeys(found))
        shares = tuple(len(question.evidence & set(best[:cut])) / len(question.evidence) for cut in cuts)
        for group in ("all", CATEGORIES.get(question.category, str(question.category))):
            values[group].append(shares)
    return Figures(
        {group: tuple(statistics.fmean(shares[n] for shares in found) for n in range(len(cuts))) for group, found in values.items()},
        {group: len(found) for group, found in values.items()},
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie (nearest rank)."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def _conversation(found: Mapping[str, object]) -> Conversation:
    said = found["conversation"]
    assert isinstance(said, dict)
    name, turns, number = str(found["sample_id"]), [], 1
    while f"session_{number}_date_time" in said or f"session_{number}" in said:
        if said.get(f"session_{number}"):
            began = datetime.strptime(said[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y")
            for n, line in enumerate(said[f"session_{number}"]):
                photo = f" [shares a photo: {line['blip_caption']}]" if line.get("blip_caption") else ""
                at = (began + timedelta(seconds=30 * n)).isoformat()
                turns.append(
                    Turn(line["dia_id"], f"{name}-{number}", line["speaker"], line["speaker"] == said["speaker_a"], at, line["text"] + photo)
                )
        number += 1
    known = {turn.id for turn in turns}
    asked = found["qa"]
    assert isinstance(asked, list)
    questions = []
    for one in asked:
        evidence = frozenset(id for named in one.get("evidence", ()) for id in re.findall(r"D\d+:\d+", named)) & known
        if one["category"] != 5 and evidence:
            questions.append(Question(one["question"], one["category"], evidence))
    return Conversation(name, tuple(turns), tuple(questions))
