from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.vault import bytescan, pages, residue
from engine.vault.vault import Vault
from tests.engine.vault.conftest import add_conversation, add_memory, add_message, remember, say

SECRET = "Professor Quillfeather keeps seventeen ocelots in Zanzibar."


def erase(vault: Vault, *rows: tuple[str, int]) -> None:
    with vault.change("erase", "Erased", undoable=False) as change:
        vault.journal.drop_content(change, rows)
        for table, row in rows:
            change.delete(table, row)


def where(report: residue.Report) -> set[str]:
    return {hit.what for hit in report.hits}


def test_our_own_reading_of_pages_gives_what_sqlcipher_reads(vault: Vault) -> None:
    say(vault, SECRET)
    vault.truncate_wal()
    found = list(pages.read(vault.layout.database, vault.subkey("database")))
    assert pages.is_decrypted(found[0])
    assert len(found) == vault.one("PRAGMA page_count")[0]  # type: ignore[index]
    assert sum(SECRET.encode() in page.data for page in found) == 1
    assert not any(SECRET.encode() in page.data for page in pages.read(vault.layout.database, bytes(32)))


def test_the_log_is_read_too(vault: Vault) -> None:
    vault.truncate_wal()
    say(vault, SECRET)
    log = vault.layout.database.with_name("memory.db-wal")
    assert any(SECRET.encode() in page.data for page in pages.read_log(log, vault.subkey("database")))
    assert SECRET.encode() not in log.read_bytes()


def test_a_living_text_is_reported_with_its_rows(vault: Vault) -> None:
    row = say(vault, SECRET)
    report = residue.scan(vault, ["nothing of the kind", SECRET])
    assert {(hit.what, hit.where, hit.needle) for hit in report.hits} == {("message.text", f"row {row}", 1)}
    assert "Quillfeather" not in repr(report)


def test_nothing_is_found_after_a_proper_erasing(vault: Vault) -> None:
    message = say(vault, SECRET)
    memory, _ = remember(vault, f"The user said: {SECRET}")
    say(vault, "Something else, about the weather in Lyon.")
    erase(vault, ("memory", memory), ("message", message))
    vault.truncate_wal()
    vault.backup(only=True)
    report = residue.scan(vault, [SECRET, f"The user said: {SECRET}"])
    assert report.hits == ()
    assert report.words >= 5
    assert {"vault/memory.db", "vault/memory.db-wal", "vault/vault.seal"} <= {checked.what for checked in report.checked}
    assert sum(checked.what.startswith("backups/") and checked.how == "decrypted pages" for checked in report.checked) == 1


def test_a_log_that_was_not_emptied_is_reported(vault: Vault) -> None:
    message = say(vault, SECRET)
    erase(vault, ("message", message))
    assert "vault/memory.db-wal" in where(residue.scan(vault, [SECRET]))


def test_an_old_backup_is_reported(vault: Vault) -> None:
    message = say(vault, SECRET)
    vault.backup()
    erase(vault, ("message", message))
    vault.truncate_wal()
    assert any(what.startswith("backups/") for what in where(residue.scan(vault, [SECRET])))


def test_a_journal_content_that_was_not_dropped_is_reported(vault: Vault) -> None:
    memory, _ = remember(vault, SECRET)
    with vault.change("erase", "Erased", undoable=False) as change:
        change.delete("memory", memory)
    vault.truncate_wal()
    assert where(residue.scan(vault, [SECRET])) == {"journal.content"}


def test_without_secure_deletion_the_scan_finds_the_freed_page(vault: Vault) -> None:
    message = say(vault, SECRET)
    with vault.database.maintenance() as connection:
        connection.execute("PRAGMA secure_delete = OFF")
    erase(vault, ("message", message))
    vault.truncate_wal()
    assert "vault/memory.db" in where(residue.scan(vault, [SECRET]))


def test_words_left_in_the_index_of_windows_are_reported(vault: Vault) -> None:
    """What a forgotten 'delete' of a window would leave."""
    message = say(vault, SECRET)
    with vault.change("chat", "Indexed", journaled=False) as change:
        change.execute("INSERT INTO window_fts (rowid, text) VALUES (?, ?)", (message, f"User: {SECRET}"))
    erase(vault, ("message", message))
    vault.truncate_wal()
    report = residue.scan(vault, [SECRET])
    assert "window_fts" in where(report)


def test_words_that_live_on_elsewhere_are_no_residue(vault: Vault) -> None:
    message = say(vault, SECRET)
    other = say(vault, "Ocelots and professors like Zanzibar; seventeen quillfeathers keep in.")
    with vault.change("chat", "Indexed", journaled=False) as change:
        change.execute(
            "INSERT INTO window_fts (rowid, text) VALUES (?, ?)", (other, "Ocelots and professors like Zanzibar; seventeen quillfeathers keep in.")
        )
    erase(vault, ("message", message))
    vault.truncate_wal()
    report = residue.scan(vault, [SECRET])
    assert (report.hits, report.words) == ((), 0)


@pytest.mark.parametrize("length", [3900, 3960, 3990, 4010, 4030, 8020, 12_100])
def test_a_text_that_runs_from_page_to_page_is_found(vault: Vault, length: int) -> None:
    for shift in range(0, 60, 7):
        message = say(vault, "." * (length + shift) + SECRET)
        vault.truncate_wal()
        needles = [(0, form) for form in bytescan.forms(SECRET)]
        assert bytescan.search_database(vault.layout.database, vault.subkey("database"), needles)[1], (length, shift)
        erase(vault, ("message", message))
        vault.truncate_wal()
        assert not bytescan.search_database(vault.layout.database, vault.subkey("database"), needles)[1]


@pytest.mark.parametrize(
    "written",
    [
        SECRET.encode(),
        SECRET.upper().encode(),
        SECRET.encode("utf-16-le"),
        base64.b64encode(b"x" + SECRET.encode()),
        base64.b64encode(b"xy" + SECRET.encode()),
        base64.b64encode(SECRET.encode() + b"tail"),
    ],
)
def test_a_plain_file_with_the_text_in_any_guise_is_reported(vault: Vault, written: bytes) -> None:
    (vault.home / "logs").mkdir()
    (vault.home / "logs" / "alcove.log").write_bytes(b"." * 1000 + written + b"." * 1000)
    assert where(residue.scan(vault, [SECRET])) == {"logs/alcove.log"}


def test_texts_in_other_scripts_are_found_and_gone(vault: Vault) -> None:
    text = "姉のアンナはベルリンに住んでいます。"
    message = say(vault, text)
    assert where(residue.scan(vault, [text])) == {"message.text"}
    erase(vault, ("message", message))
    vault.truncate_wal()
    assert residue.scan(vault, [text]).clean


def test_texts_too_short_to_be_told_from_chance_are_named(vault: Vault) -> None:
    assert residue.scan(vault, ["ab", SECRET]).skipped == (0,)


def test_a_search_index_that_does_not_fit_its_rows_is_reported(vault: Vault) -> None:
    with vault.change("chat", "Said something", journaled=False) as change:
        row = add_message(change, add_conversation(change), SECRET)
        change.execute("DROP TRIGGER message_removed")
        change.execute("DELETE FROM message WHERE row = ?", (row,))
    vault.truncate_wal()
    assert "turn_fts does not agree with the stored rows." in where(residue.scan(vault, ["weather"]))


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=5, max_size=60).filter(lambda text: len(text.strip().encode()) >= 5))
def test_every_form_is_found_whatever_the_case(text: str) -> None:
    stripped = text.strip()
    for shape in (stripped, stripped.upper(), stripped.casefold()):
        assert any(form in shape.encode().lower() for form in bytescan.forms(text))


def test_a_large_vault_is_scanned_whole(vault: Vault) -> None:
    with vault.change("import", "Imported", journaled=False) as change:
        for number in range(2000):
            add_memory(change, f"Fact number {number} about nothing in particular, in many words that fill pages.")
        add_memory(change, SECRET)
    vault.truncate_wal()
    report = residue.scan(vault, [SECRET])
    assert where(report) == {"memory.text"}
    [database] = [checked for checked in report.checked if checked.what == "vault/memory.db"]
    assert database.units == vault.layout.database.stat().st_size // 4096


def test_files_that_come_go_and_are_renamed_meanwhile_do_not_stop_the_scan(vault: Vault) -> None:
    passing, plain = vault.home / "aaa", vault.home / "leak"
    passing.write_bytes(b"nothing")

    def meanwhile(name: str) -> None:
        if name == "aaa":
            passing.unlink()
        elif not plain.exists():
            plain.write_text(SECRET)

    report = residue.scan(vault, [SECRET], progress=meanwhile)
    assert where(report) == {"leak"}


def test_the_schemas_own_names_are_no_traces(vault: Vault) -> None:
    message = say(vault, "How do I bleed a heat exchanger?")
    erase(vault, ("message", message))
    vault.truncate_wal()
    assert residue.scan(vault, ["How do I bleed a heat exchanger?"]).hits == ()
