"""Memories that belong together are linked, each with a few others."""

from __future__ import annotations

from engine.learning.consolidation.links import TOP, related
from tests.engine.learning.consolidation.conftest import Store


def linked(store: Store, text: str) -> list[str]:
    row = store.vault.query("SELECT row FROM memory WHERE text = ?", (text,))[0]["row"]
    texts = {found["row"]: found["text"] for found in store.vault.query("SELECT row, text FROM memory")}
    return [texts[other] for other, _ in related(store.vault, row)]


def test_memories_of_one_person_are_linked_even_without_vectors(wordless: Store) -> None:
    wordless.note("Anna lives in Berlin.", people=[("Anna", "sister")])
    wordless.note("The cello is played by Anna.", people=[("Anna", "sister")])
    wordless.note("Chidi likes rain.", people=[("Chidi", "friend")])
    wordless.tidy()
    assert linked(wordless, "Anna lives in Berlin.") == ["The cello is played by Anna."]
    assert linked(wordless, "Chidi likes rain.") == []


def test_near_in_meaning_is_linked_without_a_common_name(store: Store) -> None:
    store.note("The user plays the cello in an orchestra.")
    store.note("The user plays the cello on Thursdays.")
    store.note("Rain fell all night.")
    store.tidy()
    assert linked(store, "The user plays the cello in an orchestra.") == ["The user plays the cello on Thursdays."]
    assert linked(store, "Rain fell all night.") == []


def test_the_user_ties_nothing_together(wordless: Store) -> None:
    wordless.note("The user likes rain.", people=[("user", "")])
    wordless.note("The user owns a boat.", people=[("user", "")])
    wordless.tidy()
    assert wordless.vault.query("SELECT * FROM memory_link") == []


def test_each_brings_a_few_links_and_what_is_forgotten_is_not_shown(store: Store) -> None:
    notes = [
        store.note(f"Anna told the user about {thing}.", people=[("Anna", "sister")])
        for thing in "rain wind snow fog hail frost dew ice mist".split()
    ]
    store.tidy()
    assert store.vault.one("SELECT max(n) FROM (SELECT count(*) AS n FROM memory_link GROUP BY one)")[0] <= 2 * TOP  # type: ignore[index]
    before = related(store.vault, notes[0].row)
    assert len(before) == TOP
    store.session.forgetting.forget([notes[1].id])
    assert notes[1].row not in [row for row, _ in related(store.vault, notes[0].row, 100)]


def test_an_edited_memory_loses_links_that_no_longer_fit(store: Store) -> None:
    cat = store.note("The user's cat Minka sleeps on the sofa.", people=[("Minka", "")])
    store.note("Minka scratched the sofa.", people=[("Minka", "")])
    for n in range(30):
        store.note(f"Kayak trip {n} went down the river Neisse.")
    store.tidy()
    assert linked(store, "Minka scratched the sofa.") == ["The user's cat Minka sleeps on the sofa."]
    store.session.memories.edit(cat, text="Kayak trip with tents went down the river Neisse.")
    store.tidy()
    assert "Minka scratched the sofa." not in linked(store, "Kayak trip with tents went down the river Neisse.")


def test_tidying_up_reads_the_rows_it_names_not_all(store: Store) -> None:
    """In a large vault each memory would otherwise cost as much as all memories and all links."""
    for thing in "rain wind snow fog".split():
        store.note(f"Anna told the user about {thing}.", people=[("Anna", "sister")])
    asked: list[str] = []
    with store.vault.read() as reader, store.vault.database.maintenance() as writer:
        for connection in (reader, writer):
            connection.set_trace_callback(asked.append)
    store.tidy()
    related(store.vault, 1)
    with store.vault.read() as reader, store.vault.database.maintenance() as writer:
        for connection in (reader, writer):
            connection.set_trace_callback(None)
    named = [sql for sql in set(asked) if sql.startswith("SELECT") and ("FROM memory_link" in sql or " row IN (" in sql)]
    assert len({sql.split("WHERE")[0] for sql in named}) >= 4
    for sql in named:
        plan = [str(step["detail"]) for step in store.vault.query(f"EXPLAIN QUERY PLAN {sql}")]
        everything = ("SCAN memory_link", "SCAN l", "memory_status (status=?)", "embedding_owner (owner_kind=?)")
        assert not [step for step in plan for whole in everything if whole in step], (sql, plan)
