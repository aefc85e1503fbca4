"""Windows: the turn with the 2 before and the 1 after, as lines of "speaker: text"."""

from __future__ import annotations

from engine.memory import windows
from engine.memory.episodes import Conversations
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, expected_windows


def test_a_window_is_the_turn_with_two_before_and_one_after(vault: Vault, conversations: Conversations) -> None:
    chat = conversations.create()
    said = [conversations.say(chat, text, speaker="Ada" if n else "") for n, text in enumerate(("one", "two", "three", "four", "five"))]
    with vault.read() as connection:
        assert windows.text(connection, said[2].row) == "User: one\nAda: two\nAda: three\nAda: four"
        assert windows.text(connection, said[0].row) == "User: one\nAda: two"
        assert windows.around(connection, [said[2].row]) == {message.row for message in said[1:5]}


def test_a_new_turn_rewrites_the_window_before_it_and_asks_for_its_vector_anew(vault: Vault, conversations: Conversations) -> None:
    chat = conversations.create()
    said = [conversations.say(chat, text) for text in ("one", "two")]
    with vault.change("embed", "Embedded", journaled=False) as change:
        change.execute("DELETE FROM embed_job")
        for message in said:
            change.execute("INSERT INTO embedding (embedder, owner_kind, owner, vector) VALUES ('e', 'window', ?, x'00')", (message.row,))
    new = conversations.say(chat, "three")
    assert [row[0] for row in vault.query("SELECT owner FROM embedding")] == [said[0].row]
    waiting = [row[0] for row in vault.query("SELECT owner FROM embed_job WHERE owner_kind = 'window' ORDER BY owner")]
    assert waiting == [said[1].row, new.row]


def test_damaged_windows_are_made_anew(vault: Vault, conversations: Conversations) -> None:
    chat = conversations.create()
    for text in ("one", "", "two", "three"):
        conversations.say(chat, text)
    with vault.change("damage", "Damaged", journaled=False) as change:
        change.execute("INSERT INTO window_fts (window_fts) VALUES ('delete-all')")
        change.execute("INSERT INTO window_fts (rowid, text) VALUES (99, 'nonsense')")
    with vault.change("repair", "Repaired", actor="maintenance", journaled=False) as change:
        assert windows.rebuild(change) == len(expected_windows(vault)) == 3
    assert_search_rows_agree(vault)


def test_a_window_that_is_missing_does_not_keep_a_new_turn_from_being_stored(vault: Vault, conversations: Conversations) -> None:
    chat = conversations.create()
    conversations.say(chat, "one")
    with vault.change("damage", "Damaged", journaled=False) as change:
        change.execute("INSERT INTO window_fts (window_fts) VALUES ('delete-all')")
    conversations.say(chat, "two")
    assert_search_rows_agree(vault)
