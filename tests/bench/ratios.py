"""What costs what, as ratios measured side by side in one run. Absolute times belong to the machine; ratios travel."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.memory.ingest import IngestLine
    from engine.session import Session

MESSAGES, QUESTIONS, ROUNDS = 400, 40, 3
NAMES = "Anna Bela Chidi Dana Emre Femi Greta Hiro Ines Jonas Kaya Lena".split()
PLACES = "Berlin Lyon Porto Oslo Graz Turin Ghent Riga Cork Bergen".split()
THINGS = "cello bicycle kayak greenhouse telescope lathe piano sailing boat camera loom".split()


class Ratio(NamedTuple):
    """A measured pair: `what` costs `first` against `second`, in milliseconds."""

    what: str
    first: float
    against: str
    second: float

    def row(self) -> tuple[str, ...]:
        share = self.first / self.second if self.second else float("inf")
        return self.what, f"{self.first:.2f} ms", self.against, f"{self.second:.2f} ms", f"{share:.2f} x"


def ratios() -> Iterator[Ratio]:
    """Each pair is measured in turns, so that a busy moment hits both."""
    from engine.recall.recall import Recall

    with session() as live, session() as plain:
        embedded = timed(lambda: (live.conversations.ingest(lines()), live.settle())) / MESSAGES
        stored = timed(lambda: plain.conversations.ingest(lines())) / MESSAGES
        yield Ratio("ingest a message, with its vectors", embedded, "words alone", stored)

        words = Recall(live.vault, None)
        asked = questions()
        for question in asked:
            live.recall.search(question)
        vectors, lexical = alternate(
            lambda: [live.recall.search(question) for question in asked], lambda: [words.search(question) for question in asked]
        )
        yield Ratio("recall with vectors (known question)", vectors / QUESTIONS, "words alone", lexical / QUESTIONS)
        fresh = timed(lambda: [live.recall.search(f"{question} {n}") for n, question in enumerate(asked)]) / QUESTIONS
        yield Ratio("recall of a new question", fresh, "known question", vectors / QUESTIONS)

        place = plain.conversations.create()
        said, learnt = alternate(
            lambda: [plain.conversations.say(place, f"My colleague {name} plays the cello.") for name in NAMES],
            lambda: [
                plain.learner.learn_message(plain.conversations.say(place, f"My colleague {name} likes {thing}."))
                for name, thing in zip(NAMES, THINGS, strict=False)
            ],
        )
        yield Ratio("store a message and learn from it", learnt / len(THINGS), "store it", said / len(NAMES))

    yield encryption()
    yield answer()


def encryption() -> Ratio:
    """The same rows and a search, in SQLCipher and in the same library without a key."""
    import sqlcipher3

    rows = [(line.text,) for line in lines(4 * MESSAGES)]

    def work(key: str) -> Callable[[], object]:
        def run() -> object:
            with tempfile.TemporaryDirectory() as folder:
                connection = sqlcipher3.connect(f"{folder}/bench.db", isolation_level=None)
                if key:
                    connection.execute(f"PRAGMA key = \"x'{key}'\"")
                    connection.execute("PRAGMA cipher_log_level = NONE")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("CREATE VIRTUAL TABLE said USING fts5 (text, tokenize='porter')")
                for start in range(0, len(rows), 20):
                    connection.execute("BEGIN")
                    connection.executemany("INSERT INTO said VALUES (?)", rows[start : start + 20])
                    connection.execute("COMMIT")
                found = [connection.execute("SELECT count(*) FROM said WHERE said MATCH ?", (thing,)).fetchone() for thing in THINGS]
                connection.close()
                return found

        return run

    locked, bare = alternate(work("5f" * 32), work(""))
    return Ratio(f"store and search {len(rows)} texts, encrypted", locked, "unencrypted", bare)


def answer() -> Ratio:
    """The same question again: llama.cpp keeps what it read."""
    from models import catalogue
    from models.client import ChatModel, Generation, Message

    model = ChatModel(catalogue.default("chat"))
    try:
        model.load()
        facts = "\n".join(line.text for line in lines(20))
        first, second = (
            timed(lambda end=end: model.chat([Message("system", "Answer briefly."), Message("user", f"{facts}\n{end}")], Generation(max_tokens=1)))
            for end in ("Who plays?", "Who sails?")
        )
    finally:
        model.close()
    return Ratio("first token with 20 facts to read", first, "the same facts again", second)


@contextmanager
def session() -> Iterator[Session]:
    """An empty vault with the default models, gone afterwards."""
    from desktop import logs
    from engine.session import Session
    from engine.vault import keys
    from engine.vault.vault import Vault

    with tempfile.TemporaryDirectory(prefix="alcove-bench-") as folder:
        logs.configure(Path(folder) / "home")
        vault, _ = Vault.create(Path(folder) / "home", passphrase="bench", argon=keys.FLOOR)
        live = Session.open(vault)
        try:
            if live.embedder is not None:
                live.embedder.load()
            yield live
        finally:
            live.close()


def lines(count: int = MESSAGES) -> list[IngestLine]:
    """A made-up chat, the same at every run."""
    from engine.memory.ingest import IngestLine

    chance = random.Random(7)
    texts = (
        f"{chance.choice(NAMES)} from {chance.choice(PLACES)} told me about the {chance.choice(THINGS)} number {n}, and we talked until late."
        for n in range(count)
    )
    return [
        IngestLine(f"c{n // 40}", str(n), "user", f"2026-01-{n // 40 % 28 + 1:02}T10:{n % 40:02}:00", text, "user", n + 1)
        for n, text in enumerate(texts)
    ]


def questions() -> list[str]:
    chance = random.Random(8)
    return [f"What did {chance.choice(NAMES)} from {chance.choice(PLACES)} say about the {chance.choice(THINGS)}?" for _ in range(QUESTIONS)]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def alternate(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Medians of both, measured in turns."""
    pairs = [(timed(first), timed(second)) for _ in range(ROUNDS)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)
