"""How the numbers of engine/recall/parameters.py were chosen, for anyone to run again on LoCoMo (or conversations in its form).

python -m tests.bench.tuning FILE --cache FOLDER                               the figures as they are
python -m tests.bench.tuning FILE --cache FOLDER --set time_boost=1.5 weights.hop=0
python -m tests.bench.tuning FILE --cache FOLDER --try time_boost=1.2,1.4,1.6   each value; then what all but one conversation choose for the last

The first run fills FOLDER (a vault for each conversation, the vectors of the questions); later ones take seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tests.bench import locomo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.recall.recall import Recall
    from engine.vault.vault import Vault
    from models.client import EmbedModel

BUDGETS = (300, 600, 1200)
_PASSPHRASE = "tuning"


class World(NamedTuple):
    """A conversation, and a recall over it."""

    conversation: locomo.Conversation
    vault: Vault
    recall: Recall


class Remembered:
    """The embedder, asked for each question once and for all."""

    def __init__(self, file: Path) -> None:
        from models import catalogue

        self.entry = catalogue.default("embed")
        self.id, self.dimension = self.entry.id, self.entry.dimension
        self._file = file
        self._known: dict[str, NDArray[np.float32]] = pickle.loads(file.read_bytes()) if file.exists() else {}  # our own file, of our own making
        self._model: EmbedModel | None = None

    def embed_query(self, text: str) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self.embed_queries([text])[0]
        return found

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        for text in texts:
            if text not in self._known:
                self._known[text] = self.model().embed_query(text)
        found: NDArray[np.float32] = np.array([self._known[text] for text in texts], dtype=np.float32)
        return found

    def embed_documents(self, texts: Sequence[str], cancel: object = None) -> NDArray[np.float32]:
        made: NDArray[np.float32] = self.model().embed_documents(texts)
        return made

    def model(self) -> EmbedModel:
        from models.client import EmbedModel

        if self._model is None:
            self._model = EmbedModel(self.entry)
        return self._model

    def close(self) -> None:
        self._file.write_bytes(pickle.dumps(self._known))
        if self._model is not None:
            self._model.close()


@contextmanager
def worlds(file: Path, cache: Path) -> Iterator[list[World]]:
    """Each conversation of the file, ingested once without learning."""
    from engine.recall.recall import Recall

    cache.mkdir(parents=True, exist_ok=True)
    embedder = Remembered(cache / "questions.pickle")
    with ExitStack() as stack:
        stack.callback(embedder.close)
        found = []
        for conversation in locomo.read(file):
            vault = stack.enter_context(_vault(conversation, cache, embedder))
            found.append(World(conversation, vault, Recall(vault, embedder)))
        yield found


def _vault(conversation: locomo.Conversation, cache: Path, embedder: Remembered) -> Vault:
    from engine.memory.episodes import Conversations
    from engine.memory.ingest import IngestLine
    from engine.recall import jobs
    from engine.vault import keys
    from engine.vault.migrations import STEPS
    from engine.vault.vault import Vault

    name = hashlib.sha256(json.dumps([conversation.turns, embedder.id, STEPS]).encode()).hexdigest()[:12]
    home = cache / f"{conversation.id}-{name}"
    done = home / "done"
    if done.exists():
        return Vault.unlock(home, passphrase=_PASSPHRASE)
    vault, _ = Vault.create(home, passphrase=_PASSPHRASE, argon=keys.FLOOR)
    lines = (
        IngestLine(turn.session, turn.id, "user" if turn.first else "other", turn.at, turn.text, turn.speaker, n)
        for n, turn in enumerate(conversation.turns, start=1)
    )
    Conversations(vault).ingest(lines)
    jobs.drain(vault, embedder)
    done.touch()
    return vault


def shares(world: World, *, packed: bool) -> list[tuple[float, ...]]:
    """For each question: recall at 5, 10 and 20, and, when `packed`, the evidence that is still there at each budget."""
    from engine.recall.packing import pack
    from engine.recall.parameters import PARAMETERS

    values = []
    for question in world.conversation.questions:
        found = world.recall.search(question.text, top=PARAMETERS.packed_from)
        ranked = list(dict.fromkeys(id for hit in found.hits for id in hit.source_ids))
        reached = [_share(question, ranked[:cut]) for cut in locomo.CUTS]
        if packed:
            names = {hit.row: hit.source_ids[0] for hit in found.hits}
            for budget in BUDGETS:
                lines = pack(world.vault, question.text, found, budget_tokens=budget).lines
                reached.append(_share(question, [names[line.owner] for line in lines]))
        values.append(tuple(reached))
    return values


def _share(question: locomo.Question, found: Sequence[str]) -> float:
    return len(question.evidence.intersection(found)) / len(question.evidence)


@contextmanager
def changed(values: Mapping[str, float]) -> Iterator[None]:
    """The parameters with other values meanwhile; "weights.ARM" names an arm's weight."""
    from engine.recall.parameters import PARAMETERS

    before = {name: getattr(PARAMETERS, name) for name in PARAMETERS.__struct_fields__}
    weights = dict(PARAMETERS.weights)
    for name, value in values.items():
        if name.startswith("weights."):
            weights[name.removeprefix("weights.")] = value
        else:
            msgspec.structs.force_setattr(PARAMETERS, name, type(before[name])(value))
    msgspec.structs.force_setattr(PARAMETERS, "weights", weights)
    try:
        yield
    finally:
        for name, value in before.items():
            msgspec.structs.force_setattr(PARAMETERS, name, value)


def _present(name: str) -> float:
    from engine.recall.parameters import PARAMETERS

    return float(PARAMETERS.weights[name.removeprefix("weights.")] if name.startswith("weights.") else getattr(PARAMETERS, name))


def row(label: str, places: Sequence[World], found: Sequence[Sequence[tuple[float, ...]]]) -> str:
    """All questions, each category, each conversation: recall at 5/10/20, and what survives packing."""
    flat = [
        (question.category, value)
        for world, values in zip(places, found, strict=True)
        for question, value in zip(world.conversation.questions, values, strict=True)
    ]
    cuts = len(locomo.CUTS)
    cells = [f"{label:34}", _mean([value[:cuts] for _, value in flat])]
    cells += [f"{name} {_mean([value[:cuts] for category, value in flat if category == number])}" for number, name in locomo.CATEGORIES.items()]
    cells += ["| " + " ".join(_mean([value[:cuts] for value in values]) for values in found)]
    if len(flat[0][1]) > cuts:
        cells.append("| packed " + _mean([value[cuts:] for _, value in flat]))
    return "  ".join(cells)


def _mean(values: Sequence[tuple[float, ...]]) -> str:
    return "/".join(f"{statistics.fmean(column):.3f}"[1:] if statistics.fmean(column) < 1 else "1" for column in zip(*values, strict=True)) or "-"


def left_out(name: str, tried: Mapping[float, Sequence[Sequence[tuple[float, ...]]]]) -> list[str]:
    """For each conversation: the value that the others choose (by the sum of their recalls), and what it gives there."""
    told = []
    for n in range(len(next(iter(tried.values())))):
        chosen = max(tried, key=lambda value: sum(sum(one[: len(locomo.CUTS)]) for m, found in enumerate(tried[value]) if m != n for one in found))
        told.append(
            f"  left out {n + 1}: the others choose {name}={chosen:g}, which gives {_mean([one[: len(locomo.CUTS)] for one in tried[chosen][n]])}"
        )
    return told


def main() -> int:
    arguments = argparse.ArgumentParser(
        prog="python -m tests.bench.tuning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE")
    arguments.add_argument("--try", dest="tries", nargs="*", default=[], metavar="NAME=VALUE,VALUE")
    arguments.add_argument("--packed", action="store_true", help="also what survives packing at 300, 600 and 1,200 tokens")
    given = arguments.parse_args()
    fixed = {name: float(value) for name, _, value in (one.partition("=") for one in given.set)}
    with worlds(given.file, given.cache) as places, changed(fixed):
        base = [shares(world, packed=given.packed) for world in places]
        print(row("as it is", places, base), flush=True)
        for name, _, values in (one.partition("=") for one in given.tries):
            tried = {_present(name): base}
            for value in map(float, values.split(",")):
                with changed({name: value}):
                    tried[value] = [shares(world, packed=given.packed) for world in places]
                print(row(f"{name}={value:g}", places, tried[value]), flush=True)
            print(*left_out(name, tried), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
