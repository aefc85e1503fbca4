"""`make bench-answers`: what is answered, and what is declined, when memories hold the answer and when they only seem to.

python -m tests.bench.answers [FILE…] [--adapter FILE]

Files: data/answers.jsonl, and others in the form of `alcove answer --batch` with `expect`, `forbid` and `declines` in each line.
A LoCoMo file (*.json; CC BY-NC, not part of Alcove) brings its questions with their evidence as memories; an answer is matched
by the longest word of the known one.
Side by side: by code without an adapter, by the adapter alone, and by both. `--adapter` tries one that is not released.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from desktop.cli.answer import _asked
from engine.answering import compose, judging
from engine.answering.asked import Asked
from engine.answering.telling import tell, third_person
from models import adapters
from models.adapters import ANSWERING
from models.catalogue import default
from models.client import ChatModel, EmbedModel
from models.errors import ModelError
from tests.bench.__main__ import table

OWN = Path(__file__).parent / "data" / "answers.jsonl"


@dataclass(frozen=True)
class Case:
    """`expect`: of each group one must be told; `forbid`: none of these may be; no `expect` at all: it must be declined."""

    source: str
    row: dict[str, Any]
    expect: tuple[tuple[str, ...], ...]
    forbid: tuple[tuple[str, ...], ...]


@dataclass
class Tally:
    right: int = 0
    answerable: int = 0
    blocked: int = 0
    declined: int = 0
    unanswerable: int = 0
    wrong: int = 0
    ms: list[float] = field(default_factory=list)

    def add(self, case: Case, text: str, declined: bool, ms: float) -> None:
        wrong = any(all(tells(text, part) for part in group) for group in case.forbid)
        self.wrong += wrong
        self.ms.append(ms)
        if case.expect:
            self.answerable += 1
            self.blocked += declined
            self.right += not declined and not wrong and all(any(tells(text, one) for one in group) for group in case.expect)
        else:
            self.unanswerable += 1
            self.declined += declined and not wrong

    def row(self, name: str) -> tuple[str, ...]:
        def share(part: int, whole: int) -> str:
            return f"{part / whole:.3f}" if whole else "-"

        every = self.answerable + self.unanswerable
        told = (
            share(self.right, self.answerable),
            share(self.declined, self.unanswerable),
            share(self.wrong, every),
            share(self.blocked, self.answerable),
        )
        return (name, str(every), *told, f"{median(self.ms):.0f}" if self.ms else "-")


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def tells(text: str, part: str) -> bool:
    """Whether a text holds a word or number: whole numbers, and words from their beginning."""
    wanted = folded(part)
    after = r"(?![.,:]?\d)" if wanted[-1:].isdigit() else ""
    return re.search(rf"(?<![\w.,:]){re.escape(wanted)}{after}", f" {folded(text)} ") is not None


def own(path: Path = OWN) -> Iterator[Case]:
    """One line: memories (~ before what no longer holds) with questions that they answer, and others that they don't."""
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        memories = [
            {
                "text": text.removeprefix("~"),
                "kind": "semantic",
                "time": "2025-01-10T10:00:00",
                "status": "superseded" if text[0] == "~" else "active",
            }
            for text in given["memories"]
        ]
        for question, *told in given["answerable"]:
            forbid = told.pop() if isinstance(told[-1], list) else []
            yield _case(path.stem, given, memories, question, [group.split("|") for group in told], forbid)
        for question, forbid in given["not"]:
            yield _case(path.stem, given, memories, question, [], forbid)


def _case(source: str, given: dict[str, Any], memories: list[dict[str, Any]], question: str, expect: list[list[str]], forbid: list[str]) -> Case:
    row = {"now": given["now"], "memories": memories, "history": [], "question": question}
    return Case(source, row, tuple(map(tuple, expect)), tuple((one,) for one in forbid))


def batch(path: Path) -> Iterator[Case]:
    """A file of single questions; those that ask for no fact are left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["expect"] or row["declines"]:
            forbid = tuple(tuple(one for group in pattern for one in group) for pattern in row["forbid"])
            yield Case(path.stem, row, tuple(map(tuple, row["expect"])), forbid)


def locomo(path: Path) -> Iterator[Case]:
    """Questions about one stretch of talk with its evidence as memories; those of category 5 have no answer there."""
    for conversation in json.loads(path.read_text(encoding="utf-8")):
        talk = conversation["conversation"]
        turns = {turn["dia_id"]: turn for key, told in talk.items() if re.fullmatch(r"session_\d+", key) for turn in told}
        for question in conversation["qa"]:
            found = [turns[name] for evidence in question.get("evidence", ()) for name in re.findall(r"D\d+:\d+", evidence) if name in turns]
            if not found or question["category"] not in (1, 4, 5):
                continue
            memories = [{"text": turn["text"], "kind": "message", "speaker": turn["speaker"], "time": "2024-01-01T00:00:00"} for turn in found]
            row = {"now": "2024-06-01T12:00:00", "memories": memories, "history": [], "question": question["question"]}
            words = re.findall(r"\w{4,}|\d+", str(question.get("answer", "")))
            yield Case(path.stem, row, () if question["category"] == 5 else ((max(words, key=len),),) if words else (), ())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--adapter", type=Path, help="an adapter that is not released")
    parser.add_argument("--limit", type=int, help="questions of each file")
    given = parser.parse_args()
    if given.adapter is not None:
        adapters.state = lambda entry, job, folder=None: adapters.State(given.adapter if job == ANSWERING else None)  # type: ignore[assignment]
    chat, embedder = ChatModel(default("chat")), EmbedModel(default("embed"))
    try:
        for path in (OWN, *given.files):
            cases = list(own() if path == OWN else locomo(path) if path.suffix == ".json" else batch(path))[: given.limit]
            print(f"\n{path.stem}")
            head = ("", "questions", "answerable right", "unanswerable declined", "wrong told", "answerable blocked", "ms p50")
            table([head, *(tally.row(name) for name, tally in measure(cases, chat, embedder).items())])
    except ModelError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return 1
    finally:
        chat.close()
        embedder.close()
    return 0


def measure(cases: list[Case], chat: ChatModel, embedder: EmbedModel) -> dict[str, Tally]:
    """Each question as it is answered without the adapter, by the adapter alone, and by both."""
    trained = chat.trained_for(ANSWERING)
    tallies = {"without adapter": Tally()} | ({"adapter alone": Tally(), "code and adapter": Tally()} if trained else {})
    for number, case in enumerate(cases, 1):
        asked = _asked(number, case.row, small=True, embedder=embedder)
        for name, tally in tallies.items():
            started = time.perf_counter()
            if name == "adapter alone":
                text = alone(asked, chat)
                declined = not text
            else:
                made = compose.answer(msgspec.structs.replace(asked, judges=name == "code and adapter"), chat, small=True, embedder=embedder)
                text, declined = made.text, made.declined
            tally.add(case, text, declined, (time.perf_counter() - started) * 1000)
    return tallies


def alone(asked: Asked, chat: ChatModel) -> str:
    """The likeliest memory by the adapter's word alone, where it finds it likelier than not; else ""."""
    texts = [third_person(item) for item in asked.items]
    odds = judging.odds(asked.text, asked.items, texts, range(len(texts)), asked.ties, chat)
    best = max(odds, key=lambda n: odds[n], default=-1)
    return tell(asked.items[best]) if best >= 0 and odds[best] > 0 else ""


if __name__ == "__main__":
    sys.exit(main())
