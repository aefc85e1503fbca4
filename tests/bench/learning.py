"""`make bench-learning`: what is learnt from messages by the rules alone, and with the small model's second look.

python -m tests.bench.learning [FILE…] [--adapter FILE]

Files: data/learning.jsonl (written apart from the rules and from what the adapter was trained on), and others in its form: JSON lines {message, time,
before, gold: [{must: [[alternatives]], unless}]}. A memory tells a fact when it holds an alternative of every group; each tells one fact.
Wrong kept: messages with nothing to learn of which something was kept. `--adapter` tries one that is not released.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from engine import clock
from engine.learning.extract import learn
from engine.learning.gating import worth
from engine.learning.records import Candidate
from models import adapters
from models.adapters import LEARNING
from models.catalogue import default
from models.client import ChatModel
from models.errors import ModelError
from tests.bench.__main__ import table
from tests.bench.answers import folded

OWN = Path(__file__).parent / "data" / "learning.jsonl"


@dataclass
class Tally:
    facts: int = 0
    found: int = 0
    kept: int = 0
    right: int = 0
    empty: int = 0
    wrong: int = 0
    ms: list[float] = field(default_factory=list)

    def add(self, gold: list[dict[str, Any]], kept: tuple[Candidate, ...], ms: float) -> None:
        self.ms.append(ms)
        if not gold:
            self.empty += 1
            self.wrong += bool(kept)
            return
        texts = [folded(f"{one.text} {one.valid_from or ''}") for one in kept]
        telling = [[n for n, text in enumerate(texts) if tells(text, fact)] for fact in gold]
        self.facts += len(gold)
        self.found += matched(telling)
        self.kept += len(kept)
        self.right += len({n for one in telling for n in one})

    def row(self, name: str) -> tuple[str, ...]:
        recall, precision = self.found / max(1, self.facts), self.right / max(1, self.kept)
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        shares = (recall, precision, f1, self.wrong / max(1, self.empty))
        return (name, str(self.facts), str(self.empty), *(f"{share:.3f}" for share in shares), f"{median(self.ms):.0f}" if self.ms else "-")


def tells(text: str, fact: dict[str, Any]) -> bool:
    """Whether a folded text holds one alternative of every group, and none of `unless`."""
    return all(any(folded(one) in text for one in group) for group in fact["must"]) and not any(folded(one) in text for one in fact.get("unless", ()))


def matched(telling: list[list[int]]) -> int:
    """How many facts find a memory of their own: the most that can be paired off."""
    owner: dict[int, int] = {}

    def seek(fact: int, tried: set[int]) -> bool:
        for memory in telling[fact]:
            if memory not in tried:
                tried.add(memory)
                if memory not in owner or seek(owner[memory], tried):
                    owner[memory] = fact
                    return True
        return False

    return sum(seek(fact, set()) for fact in range(len(telling)))


def cases(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def measure(path: Path, chat: ChatModel) -> dict[str, Tally]:
    """Each message as the rules learn from it, and with the second look where there is an adapter for that."""
    trained = chat.trained_for(LEARNING)
    tallies = {"rules": Tally()} | ({"rules and adapter": Tally()} if trained else {})
    for case in cases(path):
        for name, tally in tallies.items():
            started = time.perf_counter()
            learned = learn(case["message"], at=clock.parse(case["time"]))
            learned = worth.sifted(learned, case["message"], chat if name != "rules" else None, case.get("before", ""))
            tally.add(case["gold"], learned.candidates, (time.perf_counter() - started) * 1000)
    return tallies


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.learning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--adapter", type=Path, help="an adapter that is not released")
    given = parser.parse_args()
    if given.adapter is not None:
        adapters.state = lambda entry, job, folder=None: adapters.State(given.adapter if job == LEARNING else None)  # type: ignore[assignment]
    chat = ChatModel(default("chat"))
    try:
        for path in (OWN, *given.files):
            print(f"\n{path.stem}")
            head = ("", "facts", "empty messages", "recall", "precision", "F1", "wrong kept", "ms p50")
            table([head, *(tally.row(name) for name, tally in measure(path, chat).items())])
    except ModelError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return 1
    finally:
        chat.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
