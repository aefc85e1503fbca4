"""Random steps, undone, redone and reverted: the store, its search rows and its history hold together after each."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.errors import RevertConflict
from engine.vault import ballast, consistency
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import add_conversation, add_entity, add_memory, add_message, link, remember

TABLES = ("memory", "entity", "entity_alias", "memory_entity", "edge", "memory_source", "conversation", "message")
WORDS = st.lists(st.sampled_from(["rain", "Anna", "berlin", "running", "ran", "été", "猫が好き", "お茶", "x"]), min_size=1, max_size=4).map(" ".join)
PICK = st.integers(0, 1000)


class Steps(RuleBasedStateMachine):
    """The model: what the tables held after each of the steps that are in force."""

    def __init__(self) -> None:
        super().__init__()
        ballast.SIZE = 1 << 16
        self.folder = Path(tempfile.mkdtemp())
        self.vault, _ = Vault.create(self.folder / "data", key_file=self.folder / "x.key", argon=FLOOR)
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []

    def teardown(self) -> None:
        while self.vault.journal.undo():
            assert self.state() == self.past.pop()
        assert self.past == []
        assert self.vault.journal.verify().ok
        self.vault.close()
        shutil.rmtree(self.folder)

    def state(self) -> dict[str, Any]:
        return {table: [tuple(row) for row in self.vault.query(f"SELECT * FROM {table} ORDER BY row")] for table in TABLES}

    def row(self, table: str, pick: int) -> int | None:
        rows = self.vault.query(f"SELECT row FROM {table} ORDER BY row")
        return rows[pick % len(rows)][0] if rows else None

    def step(self) -> Any:
        self.before, self.last = self.state(), self.vault.journal.entries(1)[0].row
        return self.vault.change("test", "A step")

    def done(self) -> None:
        """Every step counts, also one whose changes cancel out; not one that changed nothing."""
        if self.vault.journal.entries(1)[0].row > self.last:
            self.past.append(self.before)
            self.future.clear()

    @initialize()
    def something(self) -> None:
        remember(self.vault, "The user likes rain.", actor="assistant")

    @rule(text=WORDS, name=WORDS)
    def learn(self, text: str, name: str) -> None:
        with self.step() as change:
            memory, entity = add_memory(change, text), add_entity(change, name)
            link(change, memory, entity)
            change.insert("edge", memory=memory, head=entity, predicate="knows", tail=entity)
        self.done()

    @rule(text=WORDS, pick=PICK)
    def learn_about_somebody_known(self, text: str, pick: int) -> None:
        entity = self.row("entity", pick)
        if entity is not None:
            with self.step() as change:
                link(change, add_memory(change, text), entity)
            self.done()

    @rule(text=WORDS, other=WORDS)
    def talk(self, text: str, other: str) -> None:
        with self.step() as change:
            conversation = add_conversation(change, text)
            first = add_message(change, conversation, text)
            add_message(change, conversation, other, parent=first)
        self.done()

    @rule(text=WORDS, pick=PICK)
    def say_more(self, text: str, pick: int) -> None:
        conversation = self.row("conversation", pick)
        if conversation is not None:
            with self.step() as change:
                add_message(change, conversation, text)
            self.done()

    @rule(pick=PICK, other=PICK)
    def note_the_source(self, pick: int, other: int) -> None:
        memory, message = self.row("memory", pick), self.row("message", other)
        if memory is not None and message is not None:
            with self.step() as change:
                change.insert("memory_source", memory=memory, message=message, start=0, stop=1)
            self.done()

    @rule(pick=PICK, text=WORDS)
    def edit(self, pick: int, text: str) -> None:
        row = self.row("memory", pick)
        if row is not None:
            with self.step() as change:
                change.update("memory", row, text=text, version=self.vault.one("SELECT version FROM memory WHERE row = ?", (row,))[0] + 1)  # type: ignore[index]
            self.done()

    @rule(pick=PICK, text=WORDS)
    def mask(self, pick: int, text: str) -> None:
        row = self.row("message", pick)
        if row is not None:
            with self.step() as change:
                change.update("message", row, shown=text)
            self.done()

    @rule(pick=PICK, other=PICK)
    def supersede(self, pick: int, other: int) -> None:
        old, new = self.row("memory", pick), self.row("memory", other)
        if old is not None and old != new:
            with self.step() as change:
                change.update("memory", old, status="superseded", superseded_by=new)
            self.done()

    @rule(table=st.sampled_from(["memory", "entity", "conversation", "message"]), pick=PICK)
    def delete(self, table: str, pick: int) -> None:
        row = self.row(table, pick)
        if row is not None:
            with self.step() as change:
                change.delete(table, row)
            self.done()

    @rule(text=WORDS)
    def two_at_once(self, text: str) -> None:
        with self.step() as change:
            row = add_memory(change, text)
            change.update("memory", row, text=text + " again")
            change.delete("memory", row)
            add_memory(change, text)
        self.done()

    @rule()
    def undo(self) -> None:
        now = self.state()
        if self.vault.journal.undo() is None:
            assert self.past == []
            return
        assert self.state() == self.past.pop()
        self.future.append(now)

    @rule()
    def redo(self) -> None:
        now = self.state()
        if self.vault.journal.redo() is None:
            assert self.future == []
            return
        assert self.state() == self.future.pop()
        self.past.append(now)

    @rule(pick=PICK, with_later=st.booleans())
    def revert(self, pick: int, with_later: bool) -> None:
        """Reverted and had back at once: as if nothing had been."""
        steps = [entry for entry in self.vault.journal.entries(10_000) if entry.reverted_by is None and entry.kept]
        before = self.state()
        try:
            changes = self.vault.journal.revert(steps[pick % len(steps)].id, with_later)
        except RevertConflict:
            assert self.state() == before
            return
        self.future.clear()
        assert self.vault.journal.undo() is not None
        assert self.state() == before
        assert self.vault.journal.entry(changes.journal_id).reverted_by is not None
        self.future_after_revert()

    def future_after_revert(self) -> None:
        """What was undone is the revert: redo would do it again, so the model begins a new future by a step of its own."""
        with self.step() as change:
            add_memory(change, "after a revert")
        self.done()

    @invariant()
    def search_rows_agree(self) -> None:
        if hasattr(self, "vault"):
            with self.vault.database.maintenance() as connection:
                assert consistency.search_problems(connection) == []
            assert [problem for problem in consistency.check(self.vault) if problem.part != "windows"] == []


Steps.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
TestSteps = Steps.TestCase
