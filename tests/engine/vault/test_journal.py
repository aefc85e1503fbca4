from __future__ import annotations

import pytest

from engine.errors import BadInput, NotFound, RevertConflict
from engine.vault.vault import Vault
from tests.engine.vault.conftest import AT, PASSPHRASE, add_conversation, add_entity, add_memory, add_message, link, remember, say


def texts(vault: Vault) -> list[str]:
    return [row["text"] for row in vault.query("SELECT text FROM memory ORDER BY row")]


def edit(vault: Vault, row: int, text: str, actor: str = "user") -> str:
    with vault.change("edit", "Edited a memory", actor=actor) as change:
        change.update("memory", row, text=text)
    assert change.result is not None
    return change.result.journal_id


def test_undo_walks_back_the_users_own_steps_and_redo_walks_forth(vault: Vault) -> None:
    row, _ = remember(vault, "one")
    edit(vault, row, "two")
    remember(vault, "by the assistant", actor="assistant")
    edit(vault, row, "three")
    seen = []
    while vault.journal.undo():
        seen.append(texts(vault))
    assert seen == [["two", "by the assistant"], ["one", "by the assistant"], ["by the assistant"]]
    seen = []
    while vault.journal.redo():
        seen.append(texts(vault))
    assert seen == [["one", "by the assistant"], ["two", "by the assistant"], ["three", "by the assistant"]]
    assert vault.journal.undo() is not None
    assert texts(vault) == ["two", "by the assistant"]
    assert vault.journal.verify().ok


def test_after_a_new_step_there_is_nothing_to_redo(vault: Vault) -> None:
    remember(vault, "one")
    vault.journal.undo()
    assert vault.journal.redoable() is not None
    remember(vault, "two")
    assert vault.journal.redo() is None
    assert texts(vault) == ["two"]


def test_the_label_of_what_can_be_undone_is_the_users_step(vault: Vault) -> None:
    assert vault.journal.undoable() is None
    assert vault.journal.undo() is None
    remember(vault, "one")
    assert vault.journal.undoable().label == "Remembered something"  # type: ignore[union-attr]
    changes = vault.journal.undo()
    assert changes is not None
    assert (changes.label, changes.kinds) == ("Undo: Remembered something", {"memory"})


def test_any_step_can_be_reverted_and_the_reverting_too(vault: Vault) -> None:
    _, first = remember(vault, "one", actor="assistant")
    remember(vault, "two")
    reverted = vault.journal.revert(first)
    assert texts(vault) == ["two"]
    assert vault.journal.entry(first).reverted_by == reverted.journal_id
    with pytest.raises(BadInput, match="reverted already"):
        vault.journal.revert(first)
    vault.journal.revert(reverted.journal_id)
    assert texts(vault) == ["one", "two"]
    assert vault.journal.entry(first).reverted_by is None
    assert vault.journal.verify().ok


def test_undo_takes_back_a_revert(vault: Vault) -> None:
    _, first = remember(vault, "one", actor="assistant")
    vault.journal.revert(first)
    vault.journal.undo()
    assert texts(vault) == ["one"]


def test_a_step_with_later_changes_to_its_rows_is_refused_with_their_list(vault: Vault) -> None:
    row, first = remember(vault, "one")
    second = edit(vault, row, "two", actor="assistant")
    remember(vault, "unrelated")
    third = edit(vault, row, "three")
    with pytest.raises(RevertConflict) as told:
        vault.journal.revert(second)
    assert told.value.later == [third]
    assert texts(vault) == ["three", "unrelated"]
    changes = vault.journal.revert(first, with_later=True)
    assert texts(vault) == ["unrelated"]
    assert {vault.journal.entry(id).reverted_by for id in (first, second, third)} == {changes.journal_id}
    vault.journal.undo()
    assert texts(vault) == ["three", "unrelated"]
    assert {vault.journal.entry(id).reverted_by for id in (first, second, third)} == {None}


def test_later_steps_that_were_taken_back_are_no_obstacle(vault: Vault) -> None:
    row, first = remember(vault, "one", actor="assistant")
    edit(vault, row, "two")
    vault.journal.undo()
    vault.journal.redo()
    vault.journal.undo()
    vault.journal.revert(first)
    assert texts(vault) == []


def test_only_the_columns_that_a_step_changed_go_back(vault: Vault) -> None:
    row, _ = remember(vault, "one")
    edit(vault, row, "two")
    with vault.change("answer", "Answered", journaled=False) as change:
        change.execute("UPDATE memory SET uses = uses + 1, last_used_at = ? WHERE row = ?", (AT, row))
    vault.journal.undo()
    found = vault.one("SELECT text, uses FROM memory")
    assert tuple(found) == ("one", 1)  # type: ignore[arg-type]


def test_deleting_a_row_journals_what_goes_with_it(vault: Vault) -> None:
    with vault.change("learn", "Learnt something") as change:
        memory, entity = add_memory(change, "Anna is the user's sister."), add_entity(change, "Anna")
        newer = add_memory(change, "Anna is the user's cousin.")
        link(change, memory, entity)
        change.insert("edge", memory=memory, head=entity, predicate="sister", tail=entity)
        change.update("memory", newer, superseded_by=memory)
    tables = ("memory", "entity", "memory_entity", "edge")
    before = {table: [tuple(row) for row in vault.query(f"SELECT * FROM {table}")] for table in tables}
    with vault.change("forget", "Forgot a memory") as change:
        change.delete("memory", memory)
    assert vault.query("SELECT * FROM edge") == []
    assert vault.one("SELECT superseded_by FROM memory WHERE row = ?", (newer,))[0] is None  # type: ignore[index]
    vault.journal.undo()
    assert {table: [tuple(row) for row in vault.query(f"SELECT * FROM {table}")] for table in tables} == before


def test_a_person_whom_later_memories_name_stays_when_the_first_is_reverted(vault: Vault) -> None:
    with vault.change("learn", "Learnt something", actor="assistant") as change:
        first, anna = add_memory(change, "Anna is the user's sister."), add_entity(change, "Anna")
        link(change, first, anna)
    assert change.result is not None
    with vault.change("learn", "Learnt something", actor="assistant") as later:
        link(later, add_memory(later, "Anna lives in Berlin."), anna)
    vault.journal.revert(change.result.journal_id)
    assert texts(vault) == ["Anna lives in Berlin."]
    assert [row["name"] for row in vault.query("SELECT e.name FROM memory_entity m JOIN entity e ON e.row = m.entity")] == ["Anna"]


def test_what_hangs_on_a_row_is_not_lost_by_reverting_its_making(vault: Vault) -> None:
    with vault.change("new", "New conversation") as change:
        conversation = add_conversation(change)
    with vault.change("chat", "Said something", journaled=False) as chat:
        add_message(chat, conversation, "a long story")
    assert change.result is not None
    with pytest.raises(RevertConflict, match="1 newer message"):
        vault.journal.revert(change.result.journal_id)
    vault.journal.revert(change.result.journal_id, with_later=True)
    assert vault.query("SELECT * FROM message") == []
    vault.journal.undo()
    assert [row["text"] for row in vault.query("SELECT text FROM message")] == ["a long story"]


def test_a_name_that_something_else_took_is_told(vault: Vault) -> None:
    with vault.change("new", "New conversation") as change:
        row = change.insert("conversation", id="a", external_id="chat-1", created_at=AT, updated_at=AT)
    with vault.change("delete", "Deleted a conversation") as change:
        change.delete("conversation", row)
    with vault.change("chat", "Ingested", journaled=False) as change:
        change.insert("conversation", id="b", external_id="chat-1", created_at=AT, updated_at=AT)
    with pytest.raises(RevertConflict, match="something else has taken its place"):
        vault.journal.undo()
    assert [found["id"] for found in vault.query("SELECT id FROM conversation")] == ["b"]


def test_hooks_run_around_and_after_a_revert(vault: Vault) -> None:
    from contextlib import contextmanager

    seen: list[object] = []

    @contextmanager
    def around(change, images):  # type: ignore[no-untyped-def]
        seen.append(("before", texts(vault), len(images)))
        yield
        seen.append(("then", texts(vault)))

    vault.journal.around_revert.append(around)
    vault.journal.after_revert.append(lambda change, images: seen.append(("after", [image["before"]["text"] for image in images])))
    remember(vault, "one")
    vault.journal.undo()
    assert seen == [("before", ["one"], 1), ("then", []), ("after", ["one"])]


def test_erasing_content_keeps_the_chain(vault: Vault) -> None:
    row, first = remember(vault, "secret")
    remember(vault, "harmless")
    edit(vault, row, "secret, edited")
    with vault.change("erase", "Erased", undoable=False) as change:
        assert vault.journal.drop_content(change, [("memory", row)]) == 2
        change.delete("memory", row)
    assert vault.journal.verify().ok
    assert [entry.kept for entry in vault.journal.entries()] == [False, False, True, False]
    with pytest.raises(NotFound, match="erased"):
        vault.journal.images(first)
    with pytest.raises(NotFound, match="was erased"):
        vault.journal.revert(first)
    assert vault.one("SELECT 1 FROM journal WHERE instr(coalesce(content, x''), CAST('secret' AS BLOB))") is None
    assert vault.journal.undo() is not None  # of what is left, the last: the harmless one
    assert texts(vault) == []


def test_an_erasing_step_is_listed_but_holds_nothing_and_can_not_be_undone(vault: Vault) -> None:
    row, _ = remember(vault, "secret", actor="assistant")
    with vault.change("erase", "Erased", undoable=False) as change:
        change.delete("memory", row)
    assert change.result is not None
    assert change.result.label == ""
    [erased, _] = vault.journal.entries()
    assert (erased.operation, erased.touched, erased.kept) == ("erase", (("memory", row),), False)
    assert vault.journal.undo() is None
    assert vault.journal.verify().ok


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET label = 'Nothing' WHERE row = 2",
        "UPDATE journal SET actor = 'assistant' WHERE row = 2",
        "UPDATE journal SET at = '2020-01-01T00:00:00Z' WHERE row = 2",
        "UPDATE journal SET content = x'00' WHERE row = 2",
        "UPDATE journal SET touched = '[]' WHERE row = 2",
        "UPDATE journal SET salt = x'00' WHERE row = 2",
        "UPDATE journal SET digest = x'00' WHERE row = 2",
        "UPDATE journal SET reverts = 1 WHERE row = 2",
        "DELETE FROM journal WHERE row = 2",
    ],
)
def test_tampering_with_a_step_is_noticed(vault: Vault, tampering: str) -> None:
    for text in ("one", "two", "three"):
        remember(vault, text)
    assert vault.journal.verify().ok
    with vault.change("tamper", "Tampered", journaled=False) as change:
        change.execute(tampering)
    assert not vault.journal.verify().ok


def test_cutting_off_the_last_steps_is_noticed_at_the_next_unlock(vault: Vault) -> None:
    remember(vault, "one")
    remember(vault, "two")
    vault.sealer.write()
    with vault.database.maintenance() as connection:
        connection.execute("DELETE FROM journal WHERE row = 2")
    assert vault.journal.verify().ok
    assert "doesn't continue what was sealed" in vault.sealer.check().warning


def test_another_vaults_key_does_not_verify(vault: Vault) -> None:
    remember(vault, "one")
    vault.journal._key = bytes(32)
    assert not vault.journal.verify().ok


def test_the_history_is_paged(vault: Vault) -> None:
    for number in range(7):
        remember(vault, f"fact {number}")
    first = vault.journal.entries(limit=3)
    second = vault.journal.entries(limit=3, before=first[-1].row)
    assert [entry.row for entry in [*first, *second]] == [7, 6, 5, 4, 3, 2]


def test_ordinary_chat_leaves_no_copy_in_the_journal(vault: Vault) -> None:
    say(vault, "a confession")
    assert vault.journal.entries() == []


def test_steps_survive_closing(vault: Vault) -> None:
    remember(vault, "one")
    vault.close()
    with Vault.unlock(vault.home, passphrase=PASSPHRASE) as again:
        assert again.journal.verify().ok
        again.journal.undo()
        assert texts(again) == []
