"""Many rows go out of the search tables at once, and nothing of them is left there."""

from __future__ import annotations

import pytest

from engine.memory import windows
from engine.memory.episodes import Conversations
from engine.memory.forgetting import Forgetting
from engine.vault import bulk, pages, residue
from engine.vault.vault import Vault
from tests.engine.memory.support import assert_search_rows_agree

CANARY = "zanzibarquokka"
TALK = [f"Turn {n} about {CANARY}{n} and the 猫が好き of number {n}." for n in range(40)]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen rows are many."""
    monkeypatch.setattr(bulk, "FEW", 12)


def fill(vault: Vault) -> str:
    """Two conversations, one that goes; its id."""
    windows.watch(vault.journal)
    conversations = Conversations(vault)
    conversations.say(conversations.create(), "I like figs and tandems.")
    with vault.change("import", "Imported"):
        chat = conversations.create()
    for text in TALK:
        conversations.say(chat, text)
    return chat.id


def assert_nothing_left(vault: Vault) -> None:
    with vault.database.maintenance() as connection:
        for table in bulk.TABLES:
            connection.execute(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', '{table}', 'row')")
            assert connection.execute("SELECT term FROM temp.held WHERE term LIKE ?", (f"%{CANARY[:5]}%",)).fetchall() == []
            connection.execute("DROP TABLE temp.held")
            assert connection.execute(f"SELECT v FROM {table}_config WHERE k = 'secure-delete'").fetchone()[0] == 1
    vault.truncate_wal()
    for page in pages.read(vault.layout.database, vault.subkey("database")):
        assert CANARY[3:].encode() not in page.data.lower(), page.number


def test_erasing_a_long_conversation_leaves_no_word_of_it_in_any_page(vault: Vault) -> None:
    chat = fill(vault)
    report = Forgetting(vault).erase([chat])
    assert report.residue is not None
    assert report.residue.clean
    assert_nothing_left(vault)
    assert_search_rows_agree(vault)
    assert residue.scan(vault, TALK).clean


def test_search_rows_agree_after_a_long_conversation_went_and_came_back(vault: Vault) -> None:
    chat = fill(vault)
    forgetting = Forgetting(vault)
    forgetting.forget([chat])
    assert_search_rows_agree(vault)
    vault.journal.undo()
    assert_search_rows_agree(vault)
    assert len(Conversations(vault).search(CANARY + "7")) == 1


def stumble(vault: Vault) -> None:
    with vault.change("test", "Test", journaled=False) as change, bulk.removing(change, 40):
        change.execute("DELETE FROM message")
        raise RuntimeError("stop")


def test_a_failure_in_the_middle_leaves_the_rows_and_the_careful_way(vault: Vault) -> None:
    chat = fill(vault)
    with pytest.raises(RuntimeError, match="stop"):
        stumble(vault)
    assert_search_rows_agree(vault)
    Forgetting(vault).erase([chat])
    assert_nothing_left(vault)
