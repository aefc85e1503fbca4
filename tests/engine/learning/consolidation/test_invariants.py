"""Whatever is stored: nothing vanishes, evidence only grows, a second run changes nothing, and taking it back restores exactly."""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import clock
from engine.errors import AlcoveError
from engine.vault import ballast, consistency
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.learning.consolidation.conftest import LONG_AGO, NOW, Store

SUBJECTS = ("user", "Anna", "Beth")
WORDS = ("Berlin", "berlin", "Lyon", "jazz", "5 cats", "6 cats", "not jazz", "the jazz", "tea in a cup", "tea")
VERBS = (("lives in", "lives_in"), ("lived in", "lives_in"), ("likes", "likes"), ("resides in", "lives_in"), ("saw", None))
FACT = st.fixed_dictionaries(
    {
        "subject": st.sampled_from(SUBJECTS), "verb": st.sampled_from(VERBS), "object": st.sampled_from(WORDS),
        "kind": st.sampled_from(("semantic", "semantic", "episodic")), "importance": st.sampled_from((0.3, 0.8)), "uses": st.integers(0, 2),
        "status": st.sampled_from(("active", "active", "active", "proposed", "superseded")),
        "relation": st.sampled_from(("sister", "colleague", "")),
        "valid_from": st.sampled_from((None, "2024", "2025-02-03")), "conversation": st.integers(0, 2), "said": st.booleans(),
    }
)  # fmt: skip


def fill(store: Store, facts: list[dict[str, Any]]) -> None:
    with clock.frozen(LONG_AGO):
        places = [store.place() for _ in range(3)]
        for n, fact in enumerate(facts):
            verb, predicate = fact["verb"]
            text = f"{'The user' if fact['subject'] == 'user' else fact['subject']} {verb} {fact['object']}."
            source = store.say(places[fact["conversation"]], f"{text} So I say, number {n} of my tales.") if fact["said"] else None
            people = [(fact["subject"], fact["relation"])] if fact["subject"] != "user" else []
            memory = store.note(
                text, said_in=source, people=people, subject=fact["subject"], predicate=predicate, object=fact["object"], kind=fact["kind"],
                status=fact["status"], importance=fact["importance"], valid_from=fact["valid_from"],
            )  # fmt: skip
            for _ in range(fact["uses"]):
                store.session.memories.used([memory.row])


def sources(store: Store) -> dict[int, set[tuple[int, int, int]]]:
    found: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    for row in store.vault.query("SELECT s.* FROM memory_source s JOIN memory m ON m.row = s.memory WHERE m.kind <> 'summary'"):
        found[row["memory"]].add((row["message"], row["start"], row["stop"]))
    return found


def summarised(store: Store) -> set[int]:
    """Conversations that have a summary."""
    rows = store.vault.query(
        "SELECT DISTINCT x.conversation FROM memory m JOIN memory_source s ON s.memory = m.row JOIN message x ON x.row = s.message "
        "WHERE m.kind = 'summary' AND m.status = 'active'"
    )
    return {row[0] for row in rows}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACT, min_size=1, max_size=14))
def test_nothing_is_lost_and_all_can_be_taken_back(facts: list[dict[str, Any]]) -> None:
    ballast.SIZE = 1 << 16
    folder = Path(tempfile.mkdtemp())
    vault, _ = Vault.create(folder / "data", key_file=folder / "x.key", argon=FLOOR)
    try:
        with clock.frozen(NOW):
            store = Store(vault)
            fill(store, facts)
            store.session.settle()
            before, spans = store.dump(), sources(store)
            texts = {row["row"]: row["text"] for row in vault.query("SELECT row, text FROM memory")}
            uses = vault.one("SELECT sum(uses) FROM memory")

            report = store.tidy()

            assert {row["row"]: row["text"] for row in vault.query("SELECT row, text FROM memory WHERE kind <> 'summary'")} == texts
            after = sources(store)
            assert all(spans[row] <= after[row] for row in spans)
            for row in vault.query("SELECT row, superseded_by FROM memory WHERE status = 'archived' AND superseded_by IS NOT NULL"):
                assert spans[row["row"]] <= after[row["superseded_by"]]
            live = "status = 'active' OR (status = 'archived' AND superseded_by IS NULL) OR status IN ('proposed', 'superseded')"
            assert vault.one(f"SELECT sum(uses) FROM memory WHERE {live}")[0] == uses[0]  # type: ignore[index]
            assert consistency.check(vault) == []

            settled, told = store.dump(), summarised(store)
            assert store.tidy().steps == ()
            assert store.dump() == settled

            store.undo(report)
            assert store.dump() == before
            # Links, the profile and other summaries follow what changed, and taking a step back is a change; what was taken back stays so.
            again = store.tidy().done
            assert (again["duplicates"], again["decay"]) == (0, 0)
            assert not summarised(store) & told
            assert {row: values for row, *values in store.dump()["memory"]}.items() >= {row: values for row, *values in before["memory"]}.items()
    finally:
        vault.close()
        shutil.rmtree(folder)


def test_the_same_store_is_always_tidied_in_the_same_way(tmp_path: Path) -> None:
    chance = random.Random(5)
    facts = [
        {
            "subject": chance.choice(SUBJECTS), "verb": chance.choice(VERBS), "object": chance.choice(WORDS), "kind": "semantic", "status": "active",
            "relation": "", "importance": 0.5, "uses": 0, "valid_from": None, "conversation": n % 3, "said": True,
        }
        for n in range(60)
    ]  # fmt: skip
    found = []
    for n in range(2):
        vault, _ = Vault.create(tmp_path / str(n), key_file=tmp_path / f"{n}.key")
        with vault, clock.frozen(NOW):
            store = Store(vault)
            fill(store, facts)
            store.tidy()
            columns = (
                "SELECT row, text, status, superseded_by, uses FROM memory ORDER BY row",
                "SELECT one, other, weight FROM memory_link ORDER BY row",
            )
            found.append([[tuple(row) for row in vault.query(sql)] for sql in (*columns, "SELECT section, memory FROM profile ORDER BY row")])
    assert found[0] == found[1]


@pytest.mark.parametrize("steps", range(6))
def test_stopped_after_any_step_the_next_run_completes_it(store: Store, steps: int) -> None:
    chance = random.Random(9)
    facts = [
        {
            "subject": chance.choice(SUBJECTS), "verb": chance.choice(VERBS), "object": chance.choice(WORDS), "kind": "semantic", "status": "active",
            "relation": "", "importance": 0.3, "uses": 0, "valid_from": None, "conversation": n % 2, "said": True,
        }
        for n in range(30)
    ]  # fmt: skip
    fill(store, facts)
    cancel = threading.Event()
    left = iter(range(steps))

    def stop_when_done(name: str, done: int) -> None:
        if next(left, None) is None:
            cancel.set()

    assert not store.tidy(progress=stop_when_done, cancel=cancel).finished
    assert store.tidy().finished
    assert store.tidy().steps == ()
    kept = store.texts("status = 'active' AND kind <> 'summary'")
    assert len(kept) == len(set(kept))


def test_a_step_that_fails_leaves_nothing_half_done(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.note("The user likes jazz.")
    store.note("The user likes jazz.")
    store.session.settle()
    before = store.dump()

    def fail(*_: object) -> None:
        raise AlcoveError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("engine.learning.consolidation.duplicates.advance", fail)
        with pytest.raises(AlcoveError):
            store.session.consolidate()
    assert store.dump() == before
    assert store.tidy().done["duplicates"] == 1


def test_a_limit_of_time_is_kept_between_steps_and_the_rest_follows(store: Store) -> None:
    for n in range(5):
        store.note(f"The user likes jazz number {n}.")
    report = store.tidy(seconds=0.0)
    assert not report.finished
    assert store.tidy().finished


def test_a_preview_writes_nothing_and_tells_what_follows(store: Store) -> None:
    store.note("The user likes jazz.", category="preferences")
    store.note("The user likes jazz.", category="preferences")
    store.session.settle()
    before, seq = store.dump(), store.vault.one("SELECT seq FROM counter")
    preview = store.session.consolidate(preview=True)
    assert preview.planned["duplicates"] == ("The user likes jazz. = The user likes jazz.",)
    assert (store.dump(), tuple(store.vault.one("SELECT seq FROM counter"))) == (before, tuple(seq))  # type: ignore[arg-type]
    assert store.tidy().done["duplicates"] == 1


def test_thousands_of_memories_are_tidied_in_bounded_steps(store: Store) -> None:
    """Each plan looks at a bounded number, each step writes one: the largest doesn't grow with the store."""
    with store.vault.change("learn", "Learned", actor="assistant"):
        for n in range(3000):
            store.note(
                f"Colleague {n % 1500} keeps item {n % 1500} in drawer {n % 7 if n < 1500 else n % 1500 % 7}.", mentioned_at=NOW - timedelta(days=1)
            )
    report = store.tidy()
    touched = [row[0] for row in store.vault.query("SELECT json_array_length(touched) FROM journal WHERE actor = 'maintenance'")]
    assert max(touched) <= 1000
    assert len(set(store.texts())) == len(store.texts()) == 1500
    assert report.done["duplicates"] == 1500
    assert store.tidy().steps == ()
