"""Whatever is said, edited, switched, forgotten, erased, undone, merged: the very next recall sees it, in every arm.

A recall that has been in use all along must answer exactly as one that was made this moment and has nothing in RAM.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.errors import AlcoveError, RevertConflict
from engine.memory.entities import Entities
from engine.memory.facts import NewEntity
from engine.memory.forgetting import About, Forgetting, Text
from engine.recall import jobs
from engine.recall.recall import Recall
from engine.vault.vault import Vault

from .conftest import START, Story, WordEmbedder

PEOPLE = ("Anna", "Bela", "Chidi")
PLACES = ("Oslo", "Riga")
PICK = st.integers(0, 1_000)
QUESTIONS = ("parcel", "where does Anna live", "what about Bela's parcel in Oslo", "my sister in Riga", "who lives where Chidi lives")
_SEEN = """SELECT m.visible AS text FROM message m JOIN conversation c ON c.row = m.conversation
    WHERE m.status = 'active' AND m.on_path = 1 AND m.state IN ('complete', 'cancelled') AND c.status <> 'trashed' AND m.visible <> ''
    UNION ALL SELECT text FROM memory WHERE status IN ('active', 'superseded')"""


class RecallMachine(RuleBasedStateMachine):
    """A life with parcels: each text has a number of its own, by which it can be asked for."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.vault, _ = Vault.create(home / "home", key_file=home / "key")
        self.story, self.forgetting, self.entities = Story(self.vault, WordEmbedder()), Forgetting(self.vault), Entities(self.vault)
        self.number = 0

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
            self.folder.cleanup()

    def text(self, n: int) -> str:
        self.number += 1
        return f"{PEOPLE[n % 3]} has parcel p{self.number}x in {PLACES[n % 2]}"

    def pick(self, table: str, n: int) -> Any:
        rows = self.vault.query(f"SELECT id FROM {table} ORDER BY row")
        return rows[n % len(rows)]["id"] if rows else None

    @rule(n=PICK, role=st.sampled_from(("user", "user", "assistant")), days=st.integers(0, 3))
    def say(self, n: int, role: str, days: int) -> None:
        self.story.at += timedelta(days=days)
        self.story.say(self.text(n), role=role)

    @rule(n=PICK)
    def start_another_conversation(self, n: int) -> None:
        self.story.new_conversation()

    @rule(n=PICK)
    def edit_message(self, n: int) -> None:
        if (message := self.pick("message", n)) is not None:
            self.story.conversations.edit(message, self.text(n), at=self.story.at)

    @rule(n=PICK)
    def switch(self, n: int) -> None:
        if (message := self.pick("message", n)) is not None:
            self.story.conversations.choose(message)

    @rule(n=PICK)
    def learn(self, n: int) -> None:
        person, place = PEOPLE[n % 3], PLACES[n % 2]
        relation = "sister" if n % 5 == 0 else None
        self.story.note(
            self.text(n), entities=(NewEntity(person, "person", "subject", relation), NewEntity(place, "place", "object")),
            edges=((person, "lives_in", place),), source=None,
        )  # fmt: skip

    @rule(n=PICK)
    def edit_memory(self, n: int) -> None:
        if (memory := self.pick("memory", n)) is not None:
            self.story.memories.edit(memory, text=self.text(n))

    @rule(n=PICK, other=PICK)
    def supersede(self, n: int, other: int) -> None:
        old, new = self.pick("memory", n), self.pick("memory", other)
        if old != new:
            try:
                self.story.memories.supersede(old, new)
            except AlcoveError:
                pass  # what replaces it was itself replaced by it

    @rule(n=PICK, kind=st.sampled_from(("memory", "message", "conversation", "person", "words")), erase=st.booleans())
    def take_away(self, n: int, kind: str, erase: bool) -> None:
        target = About(PEOPLE[n % 3]) if kind == "person" else Text(f"p{1 + n % max(1, self.number)}x") if kind == "words" else self.pick(kind, n)
        if target is not None:
            (self.forgetting.erase if erase else self.forgetting.forget)([target])
        if not self.vault.one("SELECT 1 FROM conversation WHERE row = ? AND status = 'active'", (self.story.conversation.row,)):
            self.story.new_conversation()

    @rule(n=PICK, other=PICK)
    def merge(self, n: int, other: int) -> None:
        one, two = self.pick("entity", n), self.pick("entity", other)
        if one != two:
            self.entities.merge(one, two)

    @rule(back=st.sampled_from(("undo", "redo", "revert")), n=PICK)
    def step_back(self, back: str, n: int) -> None:
        journal = self.vault.journal
        try:
            if back == "revert":
                entries = [entry for entry in journal.entries() if entry.kept and entry.reverted_by is None]
                if entries:
                    journal.revert(entries[n % len(entries)].id)
            else:
                getattr(journal, back)()
        except RevertConflict:
            pass
        if not self.vault.one("SELECT 1 FROM conversation WHERE row = ? AND status = 'active'", (self.story.conversation.row,)):
            self.story.new_conversation()

    @rule()
    def embed(self) -> None:
        self.story.embed()

    @rule()
    def maintain(self) -> None:
        self.story.recall.maintain()

    @invariant()
    def what_can_be_seen_is_found_and_nothing_else(self) -> None:
        if not hasattr(self, "story"):
            return
        seen = {row["text"] for row in self.vault.query(_SEEN)}
        for text in sorted(seen, key=len)[:3] + sorted(seen)[-3:]:
            number = next((word for word in text.split() if word.startswith("p") and word.endswith("x")), None)
            if number is not None:
                assert text in {hit.text for hit in self.story.recall.search(number, top=100).hits}, "words find it at once"
        for question in QUESTIONS:
            found = self.story.recall.search(question, top=100)
            assert found.notes == ()
            assert {hit.text for hit in found.hits} <= seen
            assert found.waiting == self.vault.one("SELECT count(*) FROM embed_job")[0]

    @invariant()
    def a_recall_in_use_answers_as_a_fresh_one(self) -> None:
        if not hasattr(self, "story"):
            return
        fresh = Recall(self.vault, self.story.embedder)
        for question in QUESTIONS[1:4]:
            for as_of in (None, START + timedelta(days=2)):
                used, new = self.story.recall.search(question, as_of=as_of), fresh.search(question, as_of=as_of)
                assert [(hit.text, hit.status, hit.arms) for hit in used.hits] == [(hit.text, hit.status, hit.arms) for hit in new.hits]
                if as_of is not None:
                    later = "SELECT text FROM memory WHERE mentioned_at > ? UNION ALL SELECT visible FROM message WHERE mentioned_at > ?"
                    moment = as_of.strftime("%Y-%m-%dT%H:%M:%SZ")
                    assert not {hit.text for hit in used.hits} & {row[0] for row in self.vault.query(later, (moment, moment))}

    @rule()
    def a_new_text_has_its_vector_as_soon_as_its_job_is_done(self) -> None:
        message = self.story.say(self.text(self.number))
        before = self.story.recall.search(message.text)
        assert before.waiting > 0
        jobs.drain(self.vault, self.story.embedder)
        after = self.story.recall.search(message.text)
        assert after.waiting == 0
        hit = next(hit for hit in after.hits if hit.text == message.text)
        assert {"turn_vector", "window_vector"} <= set(hit.arms)


TestRecall = RecallMachine.TestCase
# Not shrunk: a failure names all its steps, and finding fewer takes longer than reading them.
TestRecall.settings = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
