"""Forgetting, undo, redo, revert and erasing in any order end where a plain model says; what was erased is in no table and no index."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.errors import RevertConflict
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.memory.forgetting import Forgetting
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, everywhere

PICK = st.integers(0, 1_000)
SOME = st.lists(PICK, min_size=1, max_size=3)
#: Words that nothing else has, without a digit: only meaning tells them from others.
CANARIES = [f"{first}{second}quax" for first in ("ba", "de", "fi", "go", "lu", "ma", "ne") for second in ("bru", "cla", "dri", "fle", "gro")]

Facts = dict[str, tuple[str, bool]]  # canary -> status of its memory ("" when there is none), whether its message shows it
Delta = dict[str, tuple[tuple[str, bool], tuple[str, bool]]]


def dump(vault: Vault) -> str:
    """Every value of every table, shadow tables of the indexes included, in small letters."""
    tables = [row["name"] for row in vault.query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")]
    return "\n".join(str(tuple(row)) for table in tables for row in vault.query(f"SELECT * FROM '{table}'")).casefold()


def search_words(vault: Vault) -> set[str]:
    """Every word that any search table has."""
    found: set[str] = set()
    with vault.database.maintenance() as connection:
        for table in ("turn_fts", "window_fts", "memory_fts"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', '{table}', 'row')")
            found |= {row[0] for row in connection.execute("SELECT term FROM temp.held")}
            connection.execute("DROP TABLE temp.held")
    return found


class ForgettingMachine(RuleBasedStateMachine):
    """The model: what is remembered and shown of each canary, and what each step of the journal changed of that."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.vault, _ = Vault.create(home / "home", key_file=home / "key")
        self.conversations, self.memories, self.forgetting = Conversations(self.vault), Memories(self.vault), Forgetting(self.vault)
        self.chat = self.conversations.create().id
        self.facts: Facts = {}
        self.ids: dict[str, tuple[str, str]] = {}  # canary -> memory, message
        self.deltas: dict[str, Delta] = {}
        self.erased: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
            self.folder.cleanup()

    def actual(self) -> Facts:
        found: Facts = {}
        for canary, (memory, message) in self.ids.items():
            row = self.vault.one("SELECT status FROM memory WHERE id = ?", (memory,))
            found[canary] = (row["status"] if row else "", canary in self.conversations.message(message).visible)
        return found

    def step(self, do: Callable[[], Any], expected: Facts) -> None:
        before = dict(self.facts)
        do()
        self.facts = expected
        changed = {canary: (before.get(canary, ("", True)), now) for canary, now in expected.items() if before.get(canary, ("", True)) != now}
        newest = self.vault.journal.entries(1)[0]
        self.deltas[newest.id] = changed

    @rule()
    def remember(self) -> None:
        canary = CANARIES[(len(self.ids) + len(self.erased)) % len(CANARIES)]
        if canary in self.ids or canary in self.erased:
            return
        said = self.conversations.say(self.chat, f"I keep the {canary} in the shed.")
        self.conversations.say(self.chat, f"So the {canary} is there.", role="assistant", source="generated")

        def add() -> None:
            new = NewMemory(f"The user's {canary} is kept in a shed.", object=canary, sources=((said.id, 0, len(said.text)),))
            self.ids[canary] = (self.memories.add(new).id, said.id)

        self.step(add, {**self.facts, canary: ("active", True)})

    def chosen(self, picks: list[int], status: str) -> list[str]:
        there = [canary for canary, (now, _) in self.facts.items() if now == status]
        return sorted({there[pick % len(there)] for pick in picks}) if there else []

    @rule(picks=SOME)
    def forget(self, picks: list[int]) -> None:
        if going := self.chosen(picks, "active"):
            targets = [self.ids[canary][0] for canary in going]
            self.step(lambda: self.forgetting.forget(targets), {**self.facts, **dict.fromkeys(going, ("trashed", False))})

    @rule(picks=SOME)
    def restore(self, picks: list[int]) -> None:
        if hidden := self.chosen(picks[:1], "trashed"):
            entries = self.forgetting.trash()
            touching = next((e for e in entries if hidden[0] in self.deltas.get(e.id, {})), None)
            if touching is not None:
                self.back([touching.id], lambda: self.forgetting.restore(self.ids[hidden[0]][0]))

    def back(self, ids: list[str], do: Callable[[], Any]) -> None:
        """`do` takes steps back: each fact is as it was before them, or nothing happened and it was refused."""
        expected = dict(self.facts)
        for id in ids:
            expected.update({canary: was for canary, (was, _) in self.deltas[id].items() if canary in self.ids})
        try:
            self.step(do, expected)
        except RevertConflict:
            pass

    @rule()
    def undo(self) -> None:
        if (entry := self.vault.journal.undoable()) is not None:
            self.back([entry.id], self.vault.journal.undo)

    @rule()
    def redo(self) -> None:
        if (entry := self.vault.journal.redoable()) is not None:
            self.back([entry.id], self.vault.journal.redo)

    @rule(pick=PICK, with_later=st.booleans())
    def revert(self, pick: int, with_later: bool) -> None:
        steps = [entry.id for entry in self.vault.journal.entries() if entry.kept and entry.reverted_by is None and entry.id in self.deltas]
        if not steps:
            return
        id = steps[pick % len(steps)]
        try:
            later = [entry.id for entry in self.vault.journal.later([id])] if with_later else []
        except RevertConflict:  # a later step on the same rows was erased
            later = []
        self.back([*later, id], lambda: self.vault.journal.revert(id, with_later))

    @rule(picks=SOME)
    def erase(self, picks: list[int]) -> None:
        there = list(self.ids)
        going = sorted({there[pick % len(there)] for pick in picks}) if there else []
        if not going:
            return
        targets = [id for canary in going for id in self.ids[canary] if self.vault.one("SELECT 1 FROM memory WHERE id = ? UNION ALL "
                   "SELECT 1 FROM message WHERE id = ?", (id, id))]  # fmt: skip
        report = self.forgetting.erase(targets)
        assert report.residue is not None
        assert report.residue.clean
        for canary in going:
            del self.facts[canary], self.ids[canary]
        self.erased += going

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        if hasattr(self, "vault"):
            assert self.actual() == self.facts
            for canary, (status, shown) in self.facts.items():
                if status != "active" and not shown:
                    assert everywhere(self.vault, canary) == []

    @invariant()
    def what_was_erased_is_nowhere(self) -> None:
        if hasattr(self, "vault"):
            everything, words = dump(self.vault), search_words(self.vault)
            for canary in self.erased:
                assert canary not in everything
                assert not any(canary[:-1] in word for word in words)
            assert self.vault.journal.verify().ok

    @invariant()
    def search_rows_agree(self) -> None:
        if hasattr(self, "vault"):
            assert_search_rows_agree(self.vault)


TestForgetting = ForgettingMachine.TestCase
TestForgetting.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
