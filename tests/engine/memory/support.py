"""What the memory tests compare with: windows worked out anew in plain Python, and dumps of what is stored."""

from __future__ import annotations

from typing import Any

from engine.vault import consistency
from engine.vault.vault import Vault

TABLES = (
    "conversation", "message", "memory", "memory_version", "memory_source", "entity", "entity_alias", "memory_entity", "edge", "rejected", "draft",
)  # fmt: skip
NAMES = {"user": "User", "assistant": "Assistant", "other": "Other"}


def expected_windows(vault: Vault) -> dict[int, str]:
    """Message row -> window text, from the rules alone."""
    found: dict[int, str] = {}
    for conversation in vault.query("SELECT row FROM conversation WHERE status <> 'trashed'"):
        path = vault.query("SELECT * FROM message WHERE conversation = ? AND on_path = 1 ORDER BY depth", (conversation["row"],))
        for n, centre in enumerate(path):
            if said(centre):
                around = [turn for turn in path[max(0, n - 2) : n + 2] if said(turn)]
                found[centre["row"]] = "\n".join(f"{turn['speaker'] or NAMES[turn['role']]}: {said(turn)}" for turn in around)
    return found


def said(message: Any) -> str:
    return str(message["visible"]).replace("[forgotten]", " ").strip() if message["status"] == "active" else ""


def indexed(vault: Vault, table: str, texts: dict[int, str]) -> tuple[set[Any], set[Any]]:
    """(what the search table holds, what it should hold), as (word, row, place)."""
    with vault.database.maintenance() as connection:
        connection.execute(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', '{table}', 'instance')")
        connection.execute("CREATE VIRTUAL TABLE temp.fresh USING fts5 (text, content='', tokenize='porter unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE temp.wanted USING fts5vocab ('temp', 'fresh', 'instance')")
        try:
            connection.executemany("INSERT INTO temp.fresh (rowid, text) VALUES (?, ?)", list(texts.items()))
            held, wanted = ({(r["term"], r["doc"], r["offset"]) for r in connection.execute(f"SELECT * FROM temp.{t}")} for t in ("held", "wanted"))
        finally:
            for name in ("held", "wanted", "fresh"):
                connection.execute(f"DROP TABLE temp.{name}")
    return held, wanted


def assert_search_rows_agree(vault: Vault) -> None:
    """Windows, turns, memories, jobs and the store say the same."""
    windows = expected_windows(vault)
    for table, texts in (
        ("window_fts", windows),
        ("turn_fts", {row["row"]: row["visible"] for row in vault.query("SELECT row, visible FROM message")}),
        ("memory_fts", {row["row"]: row["text"] for row in vault.query("SELECT row, text FROM memory")}),
    ):
        held, wanted = indexed(vault, table, texts)
        assert held == wanted
    waiting = {(row["owner_kind"], row["owner"]) for row in vault.query("SELECT * FROM embed_job")}
    waiting |= {(row["owner_kind"], row["owner"]) for row in vault.query("SELECT owner_kind, owner FROM embedding")}
    assert {owner for kind, owner in waiting if kind == "window"} == set(windows)
    assert {owner for kind, owner in waiting if kind == "turn"} == {row[0] for row in vault.query("SELECT row FROM message")}
    assert {owner for kind, owner in waiting if kind == "memory"} == {row[0] for row in vault.query("SELECT row FROM memory")}
    assert consistency.check(vault) == []


def assert_trees_are_sound(vault: Vault) -> None:
    """Depths follow parents; the chosen path is one unbroken line from a root to the leaf."""
    for conversation in vault.query("SELECT * FROM conversation"):
        rows = {row["row"]: row for row in vault.query("SELECT * FROM message WHERE conversation = ?", (conversation["row"],))}
        for row in rows.values():
            assert row["depth"] == (0 if row["parent"] is None else rows[row["parent"]]["depth"] + 1)
        line, at = [], conversation["leaf"]
        while at is not None:
            line.append(at)
            at = rows[at]["parent"]
        assert {row for row in rows if rows[row]["on_path"]} == set(line)


def dump(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that hold memory, and the words of the windows."""
    held, _ = indexed(vault, "window_fts", {})
    tables = {table: [tuple(row) for row in vault.query(f"SELECT * FROM {table} ORDER BY 1")] for table in TABLES}
    return {**tables, "windows": sorted(held)}


def everywhere(vault: Vault, word: str) -> list[str]:
    """Every place among the living that a word is found in: search tables, views, titles."""
    found = []
    queries = {
        "turns": "SELECT 1 FROM turn_fts JOIN message m ON m.row = turn_fts.rowid WHERE turn_fts MATCH ?1 AND m.status = 'active'",
        "windows": "SELECT 1 FROM window_fts WHERE window_fts MATCH ?1",
        "memories": "SELECT 1 FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ?1 AND m.status <> 'trashed'",
        "titles": "SELECT 1 FROM conversation WHERE instr(lower(title), lower(?1)) AND status <> 'trashed'",
        "messages": "SELECT 1 FROM message WHERE instr(lower(visible), lower(?1)) AND status = 'active'",
        "rejected": "SELECT 1 FROM rejected WHERE instr(lower(text), lower(?1))",
    }
    for place, sql in queries.items():
        if vault.query(sql, (word,)):
            found.append(place)
    return found
