from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine import clock
from engine.archive import importing
from engine.archive.rows import schema_columns
from engine.archive.schema import BY_NAME
from engine.recall import jobs
from engine.recall.recall import Recall
from engine.session import Session
from engine.vault import holdings
from engine.vault.vault import Vault
from tests.engine.archive.conftest import SECRET, Record, archived, assert_whole, content, records, talk, write
from tests.engine.recall.conftest import WordEmbedder

#: Worked out anew on import, or made of what is exported elsewhere.
DERIVED = {("entity", "folded"), ("entity_alias", "folded"), ("journal", "content"), ("message", "visible")}


def bring(vault: Vault, path: Path, **more: object) -> importing.ImportReport:
    with importing.opened(vault, path, passphrase=lambda: SECRET) as archive:
        return archive.apply(**more)  # type: ignore[arg-type]


def test_what_comes_back_is_what_went_out(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    assert content(vault, tmp_path) == content(lived_in, tmp_path)
    assert_whole(vault)


def test_every_kind_of_record_is_in_that_round_trip(lived_in: Vault, tmp_path: Path) -> None:
    there = {record["type"] for record in content(lived_in, tmp_path)}
    assert BY_NAME.keys() - there <= {"entity_distinct", "review", "memory_link", "profile", "journal"}


def test_questions_links_and_the_profile_come_along(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    with lived_in.change("test", "Test") as change:
        one, other = (row[0] for row in change.execute("SELECT row FROM memory ORDER BY row LIMIT 2").fetchall())
        people = [row[0] for row in change.execute("SELECT row FROM entity ORDER BY row LIMIT 2").fetchall()]
        change.insert("review", id="01a203c2-fb99-7754-a414-9de4c5fe3c2b", memory=one, against=other, reason="contradicts", at="2026-11-22T08:00:00Z")
        change.insert("memory_link", one=one, other=other, kind="related", weight=0.5)
        change.execute("DELETE FROM profile")
        change.insert("profile", section="work", place=1, memory=other)
        change.insert("entity_distinct", one=people[0], other=people[1])
        change.execute("UPDATE conversation SET profile = ?", (f"[[{one},1],[{other},1]]",))
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    assert content(vault, tmp_path) == content(lived_in, tmp_path)
    assert {"review", "memory_link", "profile", "entity_distinct"} <= {record["type"] for record in content(vault, tmp_path)}


def test_everything_that_the_holdings_call_exported_is_in_the_archive() -> None:
    wanted = {(column.table, column.column) for column in holdings.HELD if column.exported}
    assert wanted - schema_columns() - DERIVED == set()


def test_the_same_archive_twice_changes_nothing(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    path = archived(lived_in, tmp_path / "a.alcove")
    bring(vault, path)
    before = content(vault, tmp_path)
    report = bring(vault, path)
    assert report.changes is None and report.dry_run.nothing_new and not report.dry_run.found.conflicting
    assert content(vault, tmp_path) == before


def test_undo_takes_it_all_back_and_redo_brings_it_again(lived_in: Vault, make_vault: Callable[[str], Vault], tmp_path: Path) -> None:
    other = Session(make_vault("other"))
    talk(other, "My brother Carl lives in Bonn.", "My sister Anna plays the violin.")
    before = content(other.vault, tmp_path)
    path = archived(lived_in, tmp_path / "a.alcove")
    bring(other.vault, path)
    after = content(other.vault, tmp_path)
    assert len(after) > len(before)
    other.vault.journal.undo()
    assert content(other.vault, tmp_path) == before
    assert_whole(other.vault)
    other.vault.journal.redo()
    assert in_any_order(content(other.vault, tmp_path)) == in_any_order(after)
    assert_whole(other.vault)


def in_any_order(found: list[Record]) -> list[str]:
    """What goes with its message or its conversation comes back under new numbers, and so in another place of the file."""
    return sorted(json.dumps(record, sort_keys=True) for record in found)


def test_another_embedder_on_the_other_side_is_no_matter(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    class Other(WordEmbedder):
        id = "another"
        dimension = 64

    jobs.drain(lived_in, WordEmbedder())
    path = archived(lived_in, tmp_path / "a.alcove")
    assert (records(path)[0]["embedder"], jobs.waiting(lived_in)) == ("words", 0)
    bring(vault, path)
    assert vault.one("SELECT 1 FROM embedding") is None
    jobs.drain(vault, Other())
    kinds = "SELECT owner_kind, count(*) FROM embedding GROUP BY owner_kind ORDER BY owner_kind"
    assert [tuple(row) for row in vault.query(kinds)] == [tuple(row) for row in lived_in.query(kinds)]
    assert {row[0] for row in vault.query("SELECT DISTINCT embedder FROM embedding")} == {"another"}
    assert any("Rome" in hit.text for hit in Recall(vault, Other()).search("Where does Anna live?").hits[:3])


class TestSettingsAndDrafts:
    def test_undo_gives_back_the_settings_that_the_import_changed(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        here = Session(vault).settings
        here.put("persona", "Be kind.")
        Session(lived_in).settings.put("trash_days", 3)
        report = bring(vault, archived(lived_in, tmp_path / "a.alcove"), mode="replace")
        assert sorted(report.applied.settings) == ["persona", "trash_days"]
        assert (here.get("persona"), here.get("trash_days")) == ("Be brief.", 3)
        vault.journal.undo()
        assert (here.get("persona"), here.get("trash_days")) == ("Be kind.", 7)
        assert vault.one("SELECT 1 FROM setting WHERE key = 'trash_days'") is None
        vault.journal.redo()
        assert (here.get("persona"), here.get("trash_days")) == ("Be brief.", 3)

    def test_a_setting_that_the_user_changed_since_stays(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        bring(vault, archived(lived_in, tmp_path / "a.alcove"))
        Session(vault).settings.put("persona", "Be loud.")
        vault.journal.undo()
        assert Session(vault).settings.get("persona") == "Be loud."
        assert vault.one("SELECT 1 FROM message") is None

    def test_a_draft_in_a_conversation_that_was_here_goes_with_the_undo_unless_it_was_changed(
        self, lived_in: Vault, vault: Vault, tmp_path: Path
    ) -> None:
        path = archived(lived_in, tmp_path / "a.alcove")
        bring(vault, path)
        place = vault.one("SELECT c.id FROM draft d JOIN conversation c ON c.row = d.conversation")["id"]  # type: ignore[index]
        talks = Session(vault).conversations
        talks.set_draft(place, "")
        bring(vault, path)
        assert talks.draft(place) == "and by the way"
        vault.journal.undo()
        assert talks.draft(place) == ""
        vault.journal.redo()
        with clock.frozen(clock.now() + timedelta(seconds=5)):
            talks.set_draft(place, "and something else")
        vault.journal.undo()
        assert talks.draft(place) == "and something else"

    def test_a_setting_that_cannot_be_is_an_invalid_record(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        lines = [
            {**line, "value": "loads"} if line["type"] == "setting" else line
            for line in records(archived(lived_in, tmp_path / "a.alcove")) if line["type"] != "end"
        ]  # fmt: skip
        lines[1]["key"] = "trash_days"
        with importing.opened(vault, write(tmp_path / "b.alcove", lines)) as archive:
            assert [invalid.reason for invalid in archive.dry_run().read.invalid] == ["the setting can't have this value"]


def test_an_archive_can_be_looked_at_where_there_is_no_vault(lived_in: Vault, tmp_path: Path) -> None:
    path = archived(lived_in, tmp_path / "a.alcove")
    with importing.opened(None, path, passphrase=lambda: SECRET) as archive:
        planned = archive.dry_run()
        with pytest.raises(RuntimeError):
            archive.apply()
    assert planned.found.new["memory"] == sum(record["type"] == "memory" for record in records(path))
    assert not planned.found.same and not planned.found.conflicting
    assert [order.text for order in planned.instructions] == ["The assistant should always answer in bullet points."]


def test_nothing_is_written_by_a_dry_run(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    before = vault.one("SELECT seq FROM counter")[0]  # type: ignore[index]
    with importing.opened(vault, archived(lived_in, tmp_path / "a.alcove"), passphrase=lambda: SECRET) as archive:
        planned = archive.dry_run()
    assert planned.found.new["memory"] > 5 and not planned.found.same and planned.read.invalid_count == 0
    assert vault.one("SELECT seq FROM counter")[0] == before  # type: ignore[index]
    assert vault.one("SELECT 1 FROM memory") is None
    assert [path for path in vault.home.iterdir() if path.name.startswith(".vault-")] == []


def test_search_finds_what_was_imported_without_any_vectors(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    live = Session(vault)
    assert any("Rome" in hit.text for hit in live.recall.search("Where does Anna live?").hits)
    assert vault.one("SELECT count(*) FROM embed_job")[0] > 10  # type: ignore[index]


def test_what_was_forgotten_stays_forgotten(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    assert Session(vault).memories.list("Bert").memories == ()
    assert Session(vault).conversations.search("Bert") == []


def test_what_was_forgotten_lately_is_not_erased_when_the_trash_is_emptied(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    before = content(vault, tmp_path)
    assert Session(vault).forgetting.expire_trash(7) is None
    assert content(vault, tmp_path) == before
    vault.journal.undo()
    assert vault.one("SELECT 1 FROM message") is None


def test_history_and_sources_survive(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    bring(vault, archived(lived_in, tmp_path / "a.alcove"))
    memories = Session(vault).memories
    (boss,) = memories.list("Baker").memories
    assert memories.history(boss)[0].fields["text"] == "Tom is the user's boss."
    assert "Tom" in memories.sources(boss)[0][0].text
    (old,) = memories.list("Lyon", status="superseded").memories
    assert memories.get(old).superseded_by == memories.list("Rome").memories[0].row


class TestInto:
    """A vault that has rows of its own."""

    def test_the_user_is_one_and_so_is_a_person_of_the_same_name(self, lived_in: Vault, make_vault: Callable[[str], Vault], tmp_path: Path) -> None:
        other = Session(make_vault("other"))
        talk(other, "My sister Anna plays the violin.")
        bring(other.vault, archived(lived_in, tmp_path / "a.alcove"))
        assert len(other.vault.query("SELECT 1 FROM entity WHERE kind = 'user'")) == 1
        assert len(other.vault.query("SELECT 1 FROM entity WHERE name = 'Anna'")) == 1
        assert {"violin", "Rome"} <= {word for memory in other.entities.memories("Anna") for word in ("violin", "Rome") if word in memory.text}
        assert_whole(other.vault)

    def test_a_conversation_that_went_on_elsewhere_goes_on_here(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        bring(vault, archived(lived_in, tmp_path / "a.alcove"))
        live = Session(lived_in)
        place = live.conversations.list("Family")[0]
        live.conversations.say(place, "My dentist is called Vera.")
        bring(vault, archived(lived_in, tmp_path / "b.alcove"))
        assert Session(vault).conversations.path(place.id)[-1].text == "My dentist is called Vera."
        assert content(vault, tmp_path) == content(lived_in, tmp_path)
        assert_whole(vault)

    @pytest.mark.parametrize(
        ("mode", "text"), [("skip", "Rex is the user's cat."), ("merge", "Rex is the user's parrot."), ("replace", "Rex is the user's parrot.")]
    )
    def test_what_differs_is_settled_as_the_user_says(self, lived_in: Vault, vault: Vault, tmp_path: Path, mode: str, text: str) -> None:
        from datetime import timedelta

        from engine import clock

        bring(vault, archived(lived_in, tmp_path / "a.alcove"))
        (rex,) = Session(vault).memories.list("Rex").memories
        Session(vault).memories.edit(rex.id, text="Rex is the user's cat.")
        with clock.frozen(clock.now() + timedelta(hours=1)):
            Session(lived_in).memories.edit(rex.id, text="Rex is the user's parrot.")
        report = bring(vault, archived(lived_in, tmp_path / "b.alcove"), mode=mode)
        assert [(conflict.id, "text" in conflict.reason) for conflict in report.dry_run.found.conflicts] == [(rex.id, True)]
        assert Session(vault).memories.get(rex.id).text == text
        assert_whole(vault)
        if mode != "skip":
            assert "Rex is the user's cat." in str(Session(vault).memories.history(rex.id))
            vault.journal.undo()
            assert Session(vault).memories.get(rex.id).text == "Rex is the user's cat."
            assert_whole(vault)

    def test_merging_keeps_what_was_changed_here_last(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        from datetime import timedelta

        from engine import clock

        path = archived(lived_in, tmp_path / "a.alcove")
        bring(vault, path)
        (rex,) = Session(vault).memories.list("Rex").memories
        with clock.frozen(clock.now() + timedelta(hours=1)):
            Session(vault).memories.edit(rex.id, text="Rex is the user's cat.")
        bring(vault, path, mode="merge")
        assert Session(vault).memories.get(rex.id).text == "Rex is the user's cat."

    def test_what_was_forgotten_here_does_not_come_back_by_itself(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        path = archived(lived_in, tmp_path / "a.alcove")
        bring(vault, path)
        (rex,) = Session(vault).memories.list("Rex").memories
        Session(vault).forgetting.forget([rex.id])
        report = bring(vault, path)
        assert "it was forgotten here" in {conflict.reason for conflict in report.dry_run.found.conflicts}
        assert Session(vault).memories.list("Rex").memories == ()


class TestErased:
    @pytest.fixture
    def cut(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> tuple[Vault, Path]:
        """A vault where Tom was erased out of a message that says more, and an archive from before."""
        path = archived(lived_in, tmp_path / "before.alcove")
        bring(vault, path)
        live = Session(vault)
        live.forgetting.erase([memory.id for memory in live.memories.list("Tom").memories])
        assert "Tom" not in str(vault.query("SELECT text FROM message")) + str(vault.query("SELECT text FROM memory"))
        assert any("Rex" in row["text"] for row in vault.query("SELECT text FROM message"))
        return vault, path

    def test_an_archive_holds_nothing_of_it_and_brings_nothing_back(
        self, cut: tuple[Vault, Path], make_vault: Callable[[str], Vault], tmp_path: Path
    ) -> None:
        vault, _ = cut
        path = archived(vault, tmp_path / "after.alcove")
        assert "Tom" not in json.dumps(records(path))
        other = make_vault("third")
        bring(other, path)
        assert content(other, tmp_path) == content(vault, tmp_path)
        assert_whole(other)

    @pytest.mark.parametrize("mode", ["skip", "merge"])
    def test_an_older_archive_does_not_bring_it_back(self, cut: tuple[Vault, Path], mode: str) -> None:
        vault, path = cut
        report = bring(vault, path, mode=mode)
        reasons = {conflict.type: conflict.reason for conflict in report.dry_run.found.conflicts}
        assert reasons["memory"] == "what it was learnt from was erased here" and "text" in reasons["message"]
        assert report.applied.kept["memory"] >= 1
        assert "Tom" not in str([tuple(row) for row in vault.query("SELECT text FROM message UNION ALL SELECT text FROM memory")])
        assert_whole(vault)

    def test_unless_the_archive_is_to_win(self, cut: tuple[Vault, Path]) -> None:
        vault, path = cut
        bring(vault, path, mode="replace")
        assert Session(vault).memories.list("Tom").memories
        assert_whole(vault)


class TestTrust:
    def test_what_anybody_could_have_written_waits_for_approval(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        from engine.archive.export import export

        export(lived_in, tmp_path / "a.alcove", passphrase=None)
        with importing.opened(vault, tmp_path / "a.alcove") as archive:
            assert archive.dry_run().instructions == ()
            archive.apply()
        live = Session(vault)
        assert live.instructions.in_force() == []
        assert vault.query("SELECT 1 FROM memory WHERE status = 'active' OR source <> 'import'") == []
        assert {row[0] for row in vault.query("SELECT DISTINCT source FROM message")} == {"import", "generated"}
        assert live.settings.get("persona") == ""

    def test_an_encrypted_archive_is_the_users_own_and_its_instructions_are_told_first(self, lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
        with importing.opened(vault, archived(lived_in, tmp_path / "a.alcove"), passphrase=lambda: SECRET) as archive:
            assert [order.text for order in archive.dry_run().instructions] == ["The assistant should always answer in bullet points."]
            archive.apply()
        assert len(Session(vault).instructions.in_force()) == 1


def test_progress_is_told_and_stopping_leaves_nothing(lived_in: Vault, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from engine.archive import applying
    from engine.errors import Cancelled

    monkeypatch.setattr(applying, "_EVERY", 10)
    stop, seen = threading.Event(), []

    def watch(step: str, done: int, total: int) -> None:
        seen.append((step, done))
        if step == "Importing" and done >= 30:
            stop.set()

    with importing.opened(vault, archived(lived_in, tmp_path / "a.alcove"), passphrase=lambda: SECRET) as archive, pytest.raises(Cancelled):
        archive.apply(progress=watch, cancel=stop)
    assert ("Importing", 30) in seen
    assert vault.one("SELECT 1 FROM memory UNION SELECT 1 FROM message") is None
    assert vault.journal.entries() == []


def test_ids_in_the_archive_are_those_of_the_vault(lived_in: Vault, tmp_path: Path) -> None:
    found = records(archived(lived_in, tmp_path / "a.alcove"))
    assert {r["id"] for r in found if r["type"] == "memory"} == {row[0] for row in lived_in.query("SELECT id FROM memory")}
    assert not any("row" in record for record in found)
