"""A life with a vault in random operations, as a person would use it: what the crash and disk tests interrupt.

Each operation is a method; `OPERATIONS` names them. Before and after each commit the state is told as a digest of all rows.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from engine.archive import age, importing
from engine.archive.export import export
from engine.errors import AlcoveError
from engine.memory.forgetting import About, Text
from engine.memory.ingest import IngestLine
from engine.memory.records import Message
from engine.recall import saved
from engine.session import Session
from engine.vault import backups, ballast, keys, restoring
from engine.vault.change import Change, Step
from engine.vault.connection import connect
from engine.vault.database import Database
from engine.vault.holdings import INDEXES
from engine.vault.keys import FLOOR, Argon
from engine.vault.migrations import FORMAT
from engine.vault.vault import Vault
from tests.engine.recall.conftest import WordEmbedder

Tell = Callable[..., None]
SECRET = "an archive's words"
AROUND = ("meta", "counter", "sqlite_sequence")  # tables in which a change of keys leaves notes of its own
PEOPLE = ("Anna", "Bela", "Chidi", "Dora")
PLACES = ("Oslo", "Riga", "Lyon", "Turin")


def small() -> None:
    """Parameters with which a small vault does all that a large one does, quickly."""
    ballast.SIZE = 1 << 16
    saved.LEAST = saved._CHANGED = 0
    age.Encrypting.__init__.__defaults__ = (10,)  # type: ignore[misc]


def quick_passphrases(but: str) -> None:
    """Argon2 takes four fifths of a round, and has no part in what is tested. `but`: the passphrase of a vault that was made elsewhere."""
    slow = keys.stretch

    def quick(passphrase: str, salt: bytes, argon: Argon) -> bytes:
        return slow(passphrase, salt, argon) if passphrase == but else keys.hkdf(passphrase.encode(), salt=salt, info=b"quick")

    keys.stretch = quick


def picture(connection: Any, without: tuple[str, ...] = ()) -> str:
    """A digest of all rows of all tables, but for the search tables, which are compared with these, and those named."""
    digest = hashlib.sha256()
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for name in names:
        if not name.startswith(INDEXES) and name not in without:
            rows = sorted(repr(tuple(row)) for row in connection.execute(f"SELECT * FROM {name}").fetchall())
            digest.update(repr((name, rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def picture_of(vault: Vault, without: tuple[str, ...] = ()) -> str:
    """The digest of what is committed."""
    with vault.database.snapshot(), vault.read() as connection:
        return picture(connection, without)


def tell_commits(tell: Tell) -> None:
    """From here on each commit of this process is told before ("will", with the state that it makes) and after ("did")."""
    plain = Database.transaction

    @contextmanager
    def told(self: Database, finish: Callable[[Change], None] = lambda _: None, step: Step | None = None) -> Iterator[Change]:
        if self.in_transaction:
            with plain(self, finish, step) as change:
                yield change
            return

        def last(change: Change) -> None:
            finish(change)
            tell("will", state=picture(change.connection))

        with plain(self, last, step) as change:
            yield change
        tell("did")

    Database.transaction = told  # type: ignore[method-assign]


class Life:
    """One open vault, and somebody who does things with it. `place` is a folder that holds "data" and what is exported."""

    def __init__(self, place: Path, passphrase: str, seed: int, tell: Tell = lambda *_, **__: None) -> None:
        self.place, self.home, self.tell = place, place / "data", tell
        self.chance = random.Random(seed)
        self.number = seed * 1000
        self.open(passphrase)

    def open(self, passphrase: str) -> None:
        """Unlocks, and finishes what was cut off."""
        self.passphrase = passphrase
        vault = Vault.unlock(self.home, passphrase=passphrase)
        self.session = Session.open(vault, with_chat=False, with_embedder=False)
        self.session = Session(vault, embedder=WordEmbedder())  # type: ignore[arg-type]
        if not self.session.conversations.list():
            self.session.conversations.create()

    def close(self) -> None:
        """Locks."""
        self.session.vault.close()

    def text(self) -> str:
        """Something to say that was never said before."""
        self.number += 1
        person, place = self.chance.choice(PEOPLE), self.chance.choice(PLACES)
        return self.chance.choice((
            f"My sister {person} lives in {place}, at number {self.number}.",
            f"My friend {person} moved to {place}.",
            f"I work as a nurse in {place} since {1900 + self.number % 120}.",
            f"Remember that {person}'s locker is number {self.number}.",
            f"Always answer in bullet points when I ask about {place}.",
            f"I am allergic to peanuts and {place.lower()} pollen {self.number}.",
        ))  # fmt: skip

    def pick(self, table: str, condition: str = "1") -> str | None:
        """The id of some row."""
        rows = self.session.vault.query(f"SELECT id FROM {table} WHERE {condition} ORDER BY row")
        return str(self.chance.choice(rows)["id"]) if rows else None

    def chat(self) -> str:
        return self.pick("conversation", "status = 'active'") or self.session.conversations.create().id

    # What can be done

    def say(self) -> None:
        message = self.session.conversations.say(self.chat(), self.text())
        self.session.learner.learn_message(message)

    def reply(self) -> None:
        """A whole turn: without a chat model, memory answers by itself."""
        self.session.assistant.reply(self.chat(), self.chance.choice((self.text(), "Where does my sister live?", "What am I allergic to?")))

    def ingest(self) -> None:
        days = range(1, self.chance.randint(2, 7))
        lines = [IngestLine(f"old {self.number}", str(day), "user", f"2025-03-0{day}T10:00:00Z", self.text()) for day in days]
        self.session.conversations.ingest(lines, on_batch=self.learn)

    def learn(self, batch: list[Message]) -> None:
        for message in batch:
            self.session.learner.learn_message(message)

    def edit(self) -> None:
        if (memory := self.pick("memory", "status = 'active'")) is not None:
            self.session.memories.edit(memory, text=f"{self.chance.choice(PEOPLE)} keeps {self.number} bees.")

    def edit_message(self) -> None:
        if (message := self.pick("message", "role = 'user' AND status = 'active'")) is not None:
            self.session.conversations.edit(message, self.text())

    def forget(self) -> None:
        self.session.forgetting.forget([self.target()])

    def erase(self) -> None:
        self.session.forgetting.erase([self.target()])

    def target(self) -> Any:
        kind = self.chance.choice(("memory", "message", "conversation", "person", "words"))
        if kind == "person":
            return About(self.chance.choice(PEOPLE))
        found = self.pick(kind) if kind != "words" else None
        return found if found is not None else Text(self.chance.choice(PLACES))

    def undo(self) -> None:
        self.session.vault.journal.undo()

    def redo(self) -> None:
        self.session.vault.journal.redo()

    def revert(self) -> None:
        entries = [entry for entry in self.session.vault.journal.entries(30) if entry.kept and entry.reverted_by is None]
        if entries:
            self.session.vault.journal.revert(self.chance.choice(entries).id)

    def merge(self) -> None:
        one, other = self.pick("entity", "kind <> 'user'"), self.pick("entity", "kind <> 'user'")
        if one and other and one != other:
            self.session.entities.merge(one, other)

    def consolidate(self) -> None:
        self.session.consolidate()

    def settings(self) -> None:
        self.session.settings.put("persona", f"Be brief, as on day {self.number}.")
        self.session.conversations.set_draft(self.chat(), f"and by the way {self.number}")

    def snapshot(self) -> None:
        """Vectors, and the encrypted snapshot of their index."""
        self.session.settle()
        self.session.recall.search("Where does Anna live?")
        self.session.recall.maintain()

    def export(self) -> None:
        export(self.session.vault, self.place / f"{self.number}.alcove", passphrase=SECRET, replace=True)

    def import_(self) -> None:
        """What another vault of this person held."""
        path = self.place / "other" / f"{self.chance.randint(1, 2)}.alcove"
        with importing.opened(self.session.vault, path, passphrase=lambda: SECRET) as archive:
            archive.apply(self.chance.choice(("skip", "merge", "replace")))

    def backup(self) -> None:
        self.session.vault.backup()

    def restore(self) -> None:
        found = backups.listed(self.home)
        if not found:
            return
        backup = self.chance.choice(found)
        key = self.session.vault.subkey("database")
        connection = connect(backup.path / "memory.db", key, create=False, settings=("query_only = ON",))
        state, version = picture(connection), connection.execute("PRAGMA user_version").fetchone()[0]
        connection.close()
        if version < FORMAT:
            return  # it would be migrated at once, into a state that nobody knows before
        self.close()
        self.tell("restoring", state=state)
        restoring.restore(restoring.open_backup(self.home, backup.path.name, restoring.Secrets(passphrase=self.passphrase)))
        self.tell("restored", state=state)
        self.open(self.passphrase)

    def change_passphrase(self) -> None:
        new = f"words of {self.number} {self.chance.random()}"
        self.tell("passphrase", new=new)
        self.session.vault.change_passphrase(new, argon=FLOOR)
        self.passphrase = new
        self.tell("changed", new=new)

    def rotate(self) -> None:
        """A new root key, and with it a new passphrase: everything is encrypted anew."""
        new = f"rotated at {self.number} {self.chance.random()}"
        self.tell("rotating", new=new, core=picture_of(self.session.vault, AROUND))
        try:
            self.session.vault.rotate(new, lambda _: None, argon=FLOOR)
            self.passphrase = new
        finally:
            self.open(self.passphrase)
            self.tell("rotated", new=self.passphrase, state=picture_of(self.session.vault))

    def recovery_key(self) -> None:
        self.session.vault.new_recovery_key()

    def reopen(self) -> None:
        self.close()
        self.open(self.passphrase)

    def do(self, name: str) -> None:
        """One operation, told before and after. What is refused with a plain error is a part of life."""
        self.number += 1
        self.tell("begin", operation=name)
        try:
            getattr(self, name)()
        except AlcoveError as error:
            self.tell("refused", why=type(error).__name__, message=error.message, hint=error.hint)
        self.tell("end", operation=name)


OPERATIONS = (
    "say", "say", "say", "reply", "reply", "ingest", "edit", "edit", "edit_message", "forget", "erase", "undo", "undo", "redo", "revert", "merge",
    "consolidate", "settings", "snapshot", "export", "import_", "backup", "restore", "change_passphrase", "rotate", "recovery_key", "reopen",
)  # fmt: skip


def make(place: Path, passphrase: str) -> None:
    """A vault that was lived in for a while, under `place`/data, and two archives of another vault to import."""
    small()
    for name in ("other/data", "data"):
        Vault.create(place / name, passphrase=passphrase, argon=FLOOR)[0].close()
        life = Life((place / name).parent, passphrase, seed=len(name))
        for operation in ("say", "reply", "ingest", "edit", "edit_message", "say", "forget", "snapshot", "backup", "consolidate", "say"):
            life.do(operation)
            if name == "other/data" and operation in ("ingest", "say"):
                export(life.session.vault, place / "other" / f"{1 if operation == 'ingest' else 2}.alcove", passphrase=SECRET, replace=True)
        life.close()


def encoded(kind: str, **more: str) -> bytes:
    """One line of what is told."""
    return msgspec.json.encode({"kind": kind, **more}) + b"\n"
