"""A long random life with the whole engine, judged by a model that fits on a page.

Each text that is told holds a token of its own ("p17x"). The model knows which tokens can be seen; whatever is done, every way of looking (recall
by words, lists, search in chats, both of two open sessions) must agree with it, and what was erased must be in no row.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from engine.archive import age, importing
from engine.archive.export import export
from engine.errors import BadInput, NotFound, RevertConflict
from engine.memory import windows
from engine.memory.facts import NewEntity, NewMemory
from engine.memory.forgetting import About, Text
from engine.session import Session
from engine.vault import consistency, holdings
from engine.vault.vault import Vault
from tests.engine.archive.conftest import content
from tests.engine.recall.conftest import WordEmbedder
from tests.soak import SEED, either

PEOPLE = ("Anna", "Bela", "Chidi")
PLACES = ("Oslo", "Riga")
SECRET = "seven grey herons"
PICK = st.integers(0, 1_000)
TOKEN = re.compile(r"\b[pq]\d+x\b")
Delta = dict[str, tuple[bool | None, bool | None]]  # token -> (whether it could be seen before, and after); None: it was not there


class EngineMachine(RuleBasedStateMachine):
    """Somebody's life, in two sessions on one vault. `steps`: of all lives of this process."""

    steps = 0

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.iterations, age.Encrypting.__init__.__defaults__ = age.Encrypting.__init__.__defaults__, (10,)  # type: ignore[misc]
        self.number, self.at = 0, datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
        self.seen: dict[str, bool] = {}
        self.told: dict[str, datetime] = {}  # of messages alone: a memory's past is its versions
        self.erased: set[str] = set()
        self.waiting: set[str] = set()
        self.deltas: dict[str, Delta] = {}
        self._foreign()
        Vault.create(self.place / "data", key_file=self.place / "key")[0].close()
        self._open()
        self.chats = [self.live.conversations.create().id]

    def teardown(self) -> None:
        if hasattr(self, "live"):
            self._close()
            age.Encrypting.__init__.__defaults__ = self.iterations  # type: ignore[misc]
            self.folder.cleanup()

    # Helpers

    def _session(self) -> Session:
        return Session(Vault.unlock(self.place / "data", key_file=self.place / "key"), embedder=WordEmbedder())  # type: ignore[arg-type]

    def _open(self) -> None:
        self.live, self.other = self._session(), self._session()
        assert self.live.vault.warnings == self.other.vault.warnings

    def _close(self) -> None:
        self.live.vault.close()
        self.other.vault.close()

    def _foreign(self) -> None:
        """An archive of somebody's other computer."""
        vault, _ = Vault.create(self.place / "away", key_file=self.place / "away.key")
        far = Session(vault)
        chat = far.conversations.create()
        for n in range(2):
            far.conversations.say(chat, f"Dora keeps parcel q{n}x in Rome.")
            far.memories.add(NewMemory(f"Dora keeps parcel q{n + 2}x in Rome.", entities=(NewEntity("Dora", "person", "subject"),)))
        export(vault, self.place / "away.alcove", passphrase=SECRET)
        vault.close()

    def text(self, n: int) -> tuple[str, str]:
        self.number += 1
        token = f"p{self.number}x"
        return token, f"{PEOPLE[n % 3]} keeps parcel {token} in {PLACES[n % 2]}."

    def pick(self, table: str, n: int, condition: str = "1") -> Any:
        rows = self.live.vault.query(f"SELECT * FROM {table} WHERE {condition} ORDER BY row")
        return rows[n % len(rows)] if rows else None

    def chat(self, n: int) -> str:
        row = self.pick("conversation", n, "status = 'active' AND external_id IS NULL")
        return str(row["id"]) if row is not None else self.live.conversations.create().id

    def saw(self, delta: Delta) -> None:
        """Notes what an operation changed, under the step of the journal that can take it back."""
        for token, (_, after) in delta.items():
            self._now(token, after)
        entry = self.live.vault.journal.entries(1)
        if entry and entry[0].id not in self.deltas:
            self.deltas[entry[0].id] = delta

    def _now(self, token: str, seen: bool | None) -> None:
        if seen is None:
            self.seen.pop(token, None)
        else:
            self.seen[token] = seen

    def changed(self, tokens: dict[str, bool | None]) -> Delta:
        return {token: (self.seen.get(token), after) for token, after in tokens.items() if self.seen.get(token) is not after}

    # What is told

    @rule(n=PICK)
    def say(self, n: int) -> None:
        token, text = self.text(n)
        self.at += timedelta(minutes=1)
        self.live.conversations.say(self.chat(n), text, at=self.at)
        self.seen[token], self.told[token] = True, self.at

    @rule(n=PICK)
    def say_in_the_other_session(self, n: int) -> None:
        token, text = self.text(n)
        self.at += timedelta(minutes=1)
        self.other.conversations.say(self.chat(n), text, at=self.at)
        self.seen[token], self.told[token] = True, self.at

    @rule(n=PICK)
    def remember(self, n: int) -> None:
        token, text = self.text(n)
        self.live.memories.add(NewMemory(text, entities=(NewEntity(PEOPLE[n % 3], "person", "subject"),)))
        self.saw(self.changed({token: True}))

    @rule(n=PICK)
    def turn(self, n: int) -> None:
        """A whole turn: the message, what is learnt from it, an answer from memory, a receipt."""
        self.number += 1
        token = f"p{self.number}x"
        before = {entry.id for entry in self.live.vault.journal.entries(5)}
        self.at += timedelta(minutes=1)
        self.live.assistant.reply(self.chat(n), f"My friend {PEOPLE[n % 3]} has locker {token} in {PLACES[n % 2]}.", at=self.at)
        self.seen[token] = True
        for entry in self.live.vault.journal.entries(5):
            if entry.id not in before:
                self.deltas[entry.id] = {}  # the message stays, whatever becomes of what was learnt

    @rule(n=PICK)
    def ask(self, n: int) -> None:
        """The answer may quote memories: it must not keep them alive."""
        self.live.assistant.reply(self.chat(n), f"Where does {PEOPLE[n % 3]} keep the parcel?")

    @rule(n=PICK)
    def edit_memory(self, n: int) -> None:
        condition = "status = 'active' AND kind <> 'summary' AND source = 'typed' AND row NOT IN (SELECT memory FROM memory_source)"
        row = self.pick("memory", n, condition)
        if row is not None:
            token, text = self.text(n)
            self.live.memories.edit(row["id"], text=text)
            old = TOKEN.findall(row["text"])
            self.saw(self.changed({token: True, **{one: False for one in old if not self._elsewhere(one, row["row"])}}))

    def _elsewhere(self, token: str, memory: int) -> bool:
        mine = "SELECT 1 FROM message WHERE instr(visible, ?1) AND on_path = 1 AND role <> 'assistant'"
        sql = f"{mine} UNION SELECT 1 FROM memory WHERE instr(text, ?1) AND row <> ?2"
        return self.live.vault.one(sql, (token, memory)) is not None

    # What is taken away

    @rule(n=PICK, kind=st.sampled_from(("memory", "message", "conversation", "person", "words")), erase=st.booleans())
    def take_away(self, n: int, kind: str, erase: bool) -> None:
        tokens: set[str]
        learnt = False
        if kind == "person":
            row = self.pick("entity", n, "kind = 'person'")
            if row is None or self._away():
                return  # who is spoken of in the trash as well is hidden twice: more than the model knows
            target: Any = About(row["id"])
            tokens = set()
        elif kind == "words":
            there = sorted(token for token, seen in self.seen.items() if seen)
            if not there:
                return
            token = there[n % len(there)]
            target, tokens = Text(token), {token}
        else:
            living = "role = 'user' AND conversation NOT IN (SELECT row FROM conversation WHERE status = 'trashed')"
            row = self.pick(kind, n, living if kind == "message" else "kind <> 'summary'" if kind == "memory" else "1")
            if row is None:
                return
            target = row["id"]
            said = row["text"] if kind != "conversation" else ""
            tokens = {one for one in TOKEN.findall(said) if one in self.seen}
            learnt = kind == "memory" and self.live.vault.one("SELECT 1 FROM memory_source WHERE memory = ?", (row["row"],)) is not None
        whole = self._visible()
        if erase:
            report = self.live.forgetting.erase([target])
            assert report.unfinished == "" and report.residue is not None and report.residue.clean, report
        else:
            self.live.forgetting.forget([target])
        left = self._visible()
        assert not (tokens | (whole - left)) & self._visible(answers=True), "what went can't be seen any more, not even in answers"
        # A memory takes the sentences along that it was learnt from. A sentence whose token is gone already takes those that say the same and more:
        # with "Anna keeps parcels in Oslo" goes "Anna keeps parcel p4x in Oslo", as of any fact that is told again with a detail.
        if tokens and not learnt:
            assert whole - left <= tokens, "nothing else went with it"
        gone = whole - left
        if erase:
            for token in gone:
                self.seen.pop(token, None)
                self.erased.add(token)
            self.erased |= tokens
            for token in tokens:
                self.seen.pop(token, None)
        else:
            self.saw(self.changed(dict.fromkeys(gone, False)))

    def _visible(self, answers: bool = False) -> set[str]:
        """The tokens that can be seen. What an answer quotes from memory stays there when its memory is undone, but not when it is forgotten."""
        sql = """SELECT m.visible FROM message m JOIN conversation c ON c.row = m.conversation WHERE m.status = 'active' AND c.status <> 'trashed'
            AND m.on_path = 1 AND (?1 OR m.role <> 'assistant') UNION ALL SELECT text FROM memory WHERE status <> 'trashed'"""
        return {token for row in self.live.vault.query(sql, (answers,)) for token in TOKEN.findall(row[0])}

    def _away(self) -> set[str]:
        """The tokens of conversations in the trash."""
        sql = "SELECT m.visible FROM message m JOIN conversation c ON c.row = m.conversation WHERE c.status = 'trashed' AND m.on_path = 1"
        return {token for row in self.live.vault.query(sql) for token in TOKEN.findall(row[0])}

    @rule(n=PICK, other=PICK)
    def merge(self, n: int, other: int) -> None:
        one, two = self.pick("entity", n, "kind = 'person'"), self.pick("entity", other, "kind = 'person'")
        if one is not None and one["row"] != two["row"]:
            try:
                self.live.entities.merge(one["id"], two["id"])
            except NotFound:
                return  # all that was known of one is forgotten
            self.saw({})

    @rule(n=PICK)
    def split(self, n: int) -> None:
        row = self.pick("entity", n, "kind = 'person' AND row IN (SELECT entity FROM memory_entity GROUP BY entity HAVING count(*) > 1)")
        if row is None:
            return
        try:
            memories = self.live.entities.memories(row["id"])
            if len(memories) < 2:
                return
            self.live.entities.split(row["id"], [memories[n % len(memories)].id], name="Ewa")
        except (BadInput, NotFound):
            return  # all that was known of it is forgotten
        self.saw({})

    # Back and forth

    @rule(back=st.sampled_from(("undo", "undo", "redo", "revert")), n=PICK)
    def step_back(self, back: str, n: int) -> None:
        journal = self.live.vault.journal
        if back == "revert":
            steps = [entry for entry in journal.entries(20) if entry.kept and entry.reverted_by is None and entry.id in self.deltas]
            step = steps[n % len(steps)] if steps else None
        else:
            step = journal.undoable() if back == "undo" else journal.redoable()
        if step is None:
            return
        assert step.id in self.deltas, f"{step.operation} is not known to the model"
        try:
            changes = journal.revert(step.id) if back == "revert" else getattr(journal, back)()
        except RevertConflict:
            return
        assert changes is not None
        back_again = {token: (after, before) for token, (before, after) in self.deltas[step.id].items()}
        self.deltas[changes.journal_id] = back_again
        for token, (_, after) in back_again.items():
            self._now(token, after)
        # A conversation goes and comes back with all that is in it by then, said before the step or after it.
        shown = self._visible()
        self.waiting |= {token for token in self._away() - shown if self.seen.get(token)}
        for token in self.waiting:
            if token in shown or token in self.seen:
                self._now(token, token in shown)
        self.waiting -= shown

    # Around it

    @rule()
    def lock_and_unlock(self) -> None:
        self._close()
        self._open()

    @rule()
    def settle(self) -> None:
        self.live.settle()

    @rule()
    def tidy_up(self) -> None:
        before = {entry.id for entry in self.live.vault.journal.entries(30)}
        self.live.consolidate()
        for entry in self.live.vault.journal.entries(30):
            if entry.id not in before:
                self.deltas[entry.id] = {}

    @rule()
    def take_along(self) -> None:
        """Export and import into a new vault gives the same; into this one, nothing new."""
        path = self.place / "all.alcove"
        export(self.live.vault, path, passphrase=SECRET, replace=True)
        name = f"new {len(list(self.place.iterdir()))}"
        vault, _ = Vault.create(self.place / name, key_file=self.place / f"{name}.key")
        with vault:
            with importing.opened(vault, path, passphrase=lambda: SECRET) as archive:
                archive.apply()
            pairs = zip(content(vault, self.place), content(self.live.vault, self.place), strict=True)
            assert [(one, other) for one, other in pairs if one != other] == []
        with importing.opened(self.live.vault, path, passphrase=lambda: SECRET) as archive:
            assert archive.dry_run().nothing_new

    @rule()
    def bring_from_elsewhere(self) -> None:
        here = {row[0] for row in self.live.vault.query("SELECT id FROM memory UNION SELECT id FROM message")}
        with importing.opened(self.live.vault, self.place / "away.alcove", passphrase=lambda: SECRET) as archive:
            report = archive.apply("skip")
        there = self.live.vault.query("SELECT id, text FROM memory UNION SELECT id, text FROM message")
        brought = {token for row in there if row["id"] not in here for token in TOKEN.findall(row["text"])}
        if report.changes is not None:
            self.erased -= brought
            self.waiting |= brought - self._visible()  # in a conversation that is forgotten here
            self.saw(self.changed(dict.fromkeys(brought & self._visible(), True)))

    # The judge

    @invariant()
    def everything_agrees(self) -> None:
        if hasattr(self, "chats"):
            EngineMachine.steps += 1
            assert consistency.check(self.live.vault, window_text=windows.text) == []

    @invariant()
    def what_can_be_seen_is_what_the_model_says(self) -> None:
        if not hasattr(self, "chats"):
            return
        wanted = {token for token, seen in self.seen.items() if seen}
        assert self._visible() - {"p0x"} == wanted
        some = sorted(self.seen, key=lambda token: hash((token, self.number)))[:6]
        for session in (self.live, self.other):
            for token in some:
                found = session.recall.search(token, top=50)
                assert found.notes == ()
                hits = [hit for hit in found.hits if token in hit.text and hit.source != "generated"]
                assert bool(hits) is self.seen[token], (token, self.seen[token])
        for token in some[:3]:
            if token in self.told and self.seen[token]:
                assert self._found_at(token, self.told[token] + timedelta(seconds=20))
                assert not self._found_at(token, self.told[token] - timedelta(seconds=20))

    def _found_at(self, token: str, moment: datetime) -> bool:
        return any(token in hit.text for hit in self.live.recall.search(token, top=50, as_of=moment).hits)

    @invariant()
    def what_was_erased_is_in_no_row(self) -> None:
        if not hasattr(self, "chats") or not self.erased:
            return
        for held in holdings.HELD:
            if held.readable:
                for row in self.live.vault.query(f"SELECT {held.column} FROM {held.table} WHERE {held.column} IS NOT NULL"):
                    value = row[0] if isinstance(row[0], str) else bytes(row[0]).decode("utf-8", "replace")
                    assert not self.erased & set(TOKEN.findall(value)), held


# Not shrunk: a failure names all its steps, and finding fewer takes longer than reading them.
SETTINGS = settings(
    max_examples=either(8, 50), stateful_step_count=either(25, 40), deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    database=None, print_blob=True,
)  # fmt: skip


@pytest.mark.timeout(either(300, 0))
@pytest.mark.parametrize("part", range(either(1, 6)))
def test_a_long_random_life_is_as_a_simple_model_says(part: int, record_property: Callable[[str, object], None]) -> None:
    before = EngineMachine.steps
    run_state_machine_as_test(seed(SEED + 1_000 * part)(EngineMachine), settings=SETTINGS)
    record_property("steps of random use", EngineMachine.steps - before)
