"""The journal as people read it: who, what was done at once, before and after."""

from __future__ import annotations

import pytest

from engine.errors import NotFound, RevertConflict
from engine.vault import history
from engine.vault.vault import Vault
from tests.engine.vault.conftest import add_memory, remember


def tidy(vault: Vault, operation: str, label: str, text: str) -> str:
    with vault.change(operation, label, actor="maintenance") as change:
        add_memory(change, text)
    assert change.result is not None
    return change.result.journal_id


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """Two steps of the user's, a run of tidying up of three, an import, something learnt."""
    remember(vault, "The user likes rain.")
    tidy(vault, "deduplicate", "Merged duplicates", "a")
    tidy(vault, "link", "Linked related memories", "b")
    tidy(vault, "link", "Linked related memories", "c")
    remember(vault, "The user likes snow.")
    with vault.change("import", "Imported an archive") as change:
        add_memory(change, "From elsewhere.")
    remember(vault, "The user has a dog.", actor="assistant")
    return vault


def test_a_run_of_tidying_up_is_one_step(filled: Vault) -> None:
    found = history.steps(filled.journal)
    assert [(step.who, len(step.entries)) for step in found] == [("assistant", 1), ("import", 1), ("user", 1), ("consolidation", 3), ("user", 1)]
    assert found[3].label == "Tidied up: Merged duplicates, Linked related memories"
    assert found[3].rows == 3
    assert history.step(filled.journal, found[3].entries[1].id) == found[3]


def test_pages_follow_each_other_without_gap(filled: Vault) -> None:
    whole, paged, before = history.steps(filled.journal), [], None
    while page := history.steps(filled.journal, 2, before):
        paged += page
        before = page[-1].entries[-1].row
    assert paged == whole


@pytest.mark.parametrize(("who", "steps"), [("user", 2), ("assistant", 1), ("import", 1), ("consolidation", 1), ("maintenance", 0)])
def test_they_are_found_by_who_did_them(filled: Vault, who: str, steps: int) -> None:
    assert len(history.steps(filled.journal, by=who)) == steps


def test_they_are_found_by_operation_and_time(filled: Vault) -> None:
    assert [step.label for step in history.steps(filled.journal, operation="deduplicate")] == ["Merged duplicates"]
    at = filled.journal.entries(1)[0].at
    assert history.steps(filled.journal, until=at[:4]) == []
    assert len(history.steps(filled.journal, since=at[:4], until="~")) == 5


def test_a_run_goes_back_as_one_step_and_one_undo_has_it_again(filled: Vault) -> None:
    run = next(step for step in history.steps(filled.journal) if step.who == "consolidation")
    changes = filled.journal.revert_together(run.revertible)
    assert filled.one("SELECT count(*) FROM memory")[0] == 4  # type: ignore[index]
    again = history.step(filled.journal, run.id)
    assert again.undone
    assert again.revertible == ()
    filled.journal.revert(changes.journal_id)
    assert filled.one("SELECT count(*) FROM memory")[0] == 7  # type: ignore[index]
    assert filled.journal.verify().ok


def test_what_would_have_to_go_along_is_told_beforehand(vault: Vault) -> None:
    row, first = remember(vault, "The user likes rain.")
    with vault.change("edit", "Edited a memory") as change:
        change.update("memory", row, text="The user likes snow.")
    assert change.result is not None
    assert [entry.id for entry in vault.journal.later([first])] == [change.result.journal_id]
    assert vault.journal.later([first, change.result.journal_id]) == []
    vault.journal.revert_together([first, change.result.journal_id])
    assert vault.query("SELECT * FROM memory") == []


def test_before_and_after_are_told_field_by_field(vault: Vault) -> None:
    row, first = remember(vault, "The user likes rain.")
    with vault.change("edit", "Edited a memory") as change:
        change.update("memory", row, text="The user likes snow.")
        change.update("memory", row, text="The user likes hail.", pinned=1)
    [added] = history.changes(vault.journal, vault.journal.entry(first))
    assert (added.did, {field.name: field.after for field in added.fields}["text"]) == ("added", "The user likes rain.")
    [changed] = history.changes(vault.journal, vault.journal.entries(1)[0])
    assert changed.did == "changed"
    assert {field.name: (field.before, field.after) for field in changed.fields} == {
        "text": ("The user likes rain.", "The user likes hail."), "pinned": (0, 1),
    }  # fmt: skip


def test_rows_made_and_gone_within_a_step_are_not_told(vault: Vault) -> None:
    with vault.change("test", "Test") as change:
        change.delete("memory", add_memory(change, "gone"))
        add_memory(change, "stays")
    [only] = history.changes(vault.journal, vault.journal.entries(1)[0])
    assert {field.name: field.after for field in only.fields}["text"] == "stays"


def test_rows_noted_without_content_are_told_as_they_are_now(vault: Vault) -> None:
    with vault.change("import", "Imported an archive") as change:
        change.recording = False
        row = add_memory(change, "From elsewhere.")
        change.images.append({"table": "memory", "row": row, "before": None, "after": None})
    [noted] = history.changes(vault.journal, vault.journal.entries(1)[0])
    assert (noted.did, noted.noted_only) == ("added", True)
    assert {field.name: field.after for field in noted.fields}["text"] == "From elsewhere."


def test_an_erased_step_is_listed_without_content_and_stands_in_the_way(vault: Vault) -> None:
    row, first = remember(vault, "The user likes rain.")
    with vault.change("edit", "Edited a memory") as change:
        change.update("memory", row, pinned=1)
    with vault.change("erase", "Erased", undoable=False) as erasing:
        erasing.execute("UPDATE journal SET content = NULL, salt = NULL WHERE operation = 'edit'")
        erasing.touched.add("memory", row)
    step = history.steps(vault.journal, operation="edit")[0]
    assert (step.kept, step.revertible, step.rows) == (False, (), 1)
    with pytest.raises(NotFound):
        history.changes(vault.journal, step.entries[0])
    with pytest.raises(RevertConflict, match="erased"):
        vault.journal.revert(first, with_later=True)
    assert vault.journal.verify().ok
