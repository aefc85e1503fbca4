"""Whatever is said, edited, switched, forgotten, undone and erased: windows, search rows, jobs, trees and the store agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.errors import RevertConflict
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import About, Forgetting, Target, Text
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, assert_trees_are_sound

WORDS = ("anna", "Berlin", "boat", "cello", "Minka", "7731", "[forgotten]", "猫が好き", "and I like", "lives in", "?", ".", "\n")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=0, max_size=7).map(" ".join)
PICK = st.integers(0, 1_000)


class MemoryMachine(RuleBasedStateMachine):
    """Random use of the whole package."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.vault, _ = Vault.create(home / "home", key_file=home / "key")
        self.conversations, self.memories, self.forgetting = Conversations(self.vault), Memories(self.vault), Forgetting(self.vault)
        self.conversations.create()
        self.conversations.create()

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
            self.folder.cleanup()

    def pick(self, table: str, n: int, condition: str = "1") -> Any:
        rows = self.vault.query(f"SELECT id FROM {table} WHERE {condition} ORDER BY row")
        return rows[n % len(rows)]["id"] if rows else None

    @rule(text=TEXTS, n=PICK, role=st.sampled_from(("user", "user", "assistant")))
    def say(self, text: str, n: int, role: str) -> None:
        chat = self.pick("conversation", n)
        if chat is None:
            chat = self.conversations.create().id
        self.conversations.say(chat, text, role=role)

    @rule(text=TEXTS, n=PICK)
    def branch(self, text: str, n: int) -> None:
        if (message := self.pick("message", n)) is not None:
            self.conversations.edit(message, text)

    @rule(n=PICK)
    def switch(self, n: int) -> None:
        if (message := self.pick("message", n)) is not None:
            self.conversations.choose(message)

    @rule(n=PICK, text=TEXTS.filter(str.strip), start=st.integers(0, 20), length=st.integers(1, 30))
    def learn(self, n: int, text: str, start: int, length: int) -> None:
        message = self.pick("message", n)
        sources = ((message, start, start + length),) if message else ()
        people = (NewEntity("Anna", "person", "subject"),) if "anna" in text else ()
        self.memories.add(NewMemory(text, subject="anna" if people else None, object="Berlin", entities=people, sources=sources))

    @rule(n=PICK, text=TEXTS.filter(str.strip))
    def revise(self, n: int, text: str) -> None:
        if (memory := self.pick("memory", n)) is not None:
            self.memories.edit(memory, text=text)

    @rule(n=PICK, kind=st.sampled_from(("memory", "message", "conversation", "word", "person")))
    def forget(self, n: int, kind: str) -> None:
        if (target := self.target(n, kind)) is not None:
            self.forgetting.forget([target])

    @rule(n=PICK, kind=st.sampled_from(("memory", "message", "conversation", "word", "person")))
    def erase(self, n: int, kind: str) -> None:
        if (target := self.target(n, kind)) is not None:
            report = self.forgetting.erase([target])
            assert report.unfinished == ""
            assert report.residue is not None
            assert report.residue.clean

    def target(self, n: int, kind: str) -> Target | None:
        if kind == "word":
            return Text(("Berlin", "cello", "7731")[n % 3])
        return About("Anna") if kind == "person" else self.pick(kind, n)

    @rule()
    def undo(self) -> None:
        self.step_back(self.vault.journal.undo)

    @rule()
    def redo(self) -> None:
        self.step_back(self.vault.journal.redo)

    @precondition(lambda self: self.vault.journal.entries())
    @rule(n=PICK)
    def revert(self, n: int) -> None:
        entries = [entry for entry in self.vault.journal.entries() if entry.kept and entry.reverted_by is None]
        if entries:
            self.step_back(lambda: self.vault.journal.revert(entries[n % len(entries)].id))

    def step_back(self, back: Any) -> None:
        try:
            back()
        except RevertConflict:
            pass

    @rule()
    def expire(self) -> None:
        self.forgetting.expire_trash(0)

    @invariant()
    def all_agree(self) -> None:
        if hasattr(self, "vault"):
            assert_search_rows_agree(self.vault)
            assert_trees_are_sound(self.vault)


TestMemory = MemoryMachine.TestCase
# Not shrunk: a failure names all its steps, and finding fewer takes longer than reading them.
TestMemory.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
