"""Which texts hold a word: short lists straight from the full-text tables, which are always in step and need no memory of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from engine.memory.words import quote
from engine.recall.candidates import MEMORY_OK, MESSAGE_OK, Moment, ask

if TYPE_CHECKING:
    from engine.vault.vault import Vault

TABLES = {"message": "turn_fts", "memory": "memory_fts"}


class Text(msgspec.Struct, frozen=True):
    """A text that may be recalled: who said it (folded words; nobody for a memory) and how long it is (characters)."""

    speaker: str
    length: int


def latest(vault: Vault, kind: str, words: Iterable[str], cap: int) -> dict[str, list[int]]:
    """The rows of the newest `cap` texts that hold each word (folded; an underscore joins the words of a phrase); none: left out."""
    table = TABLES[kind]
    sql = f"""SELECT j.key AS word, (SELECT group_concat(row) FROM (SELECT rowid AS row FROM {table} WHERE {table} MATCH j.value
        ORDER BY rowid DESC LIMIT :cap)) AS rows FROM json_each(:words) j"""
    asked = {word: quote(word.replace("_", " ")) for word in words}
    found = ask(vault, sql, words=json.dumps(asked), cap=cap)
    return {row["word"]: [int(number) for number in row["rows"].split(",")] for row in found if row["rows"]}


def shown(vault: Vault, kind: str, rows: Iterable[int], moment: Moment) -> dict[int, Text]:
    """Those of `rows` that may be recalled."""
    condition, speaker, text = (MESSAGE_OK, "m.speaker", "m.visible") if kind == "message" else (MEMORY_OK, "''", "m.text")
    sql = f"""SELECT m.row, {speaker} AS speaker, length({text}) AS length FROM {kind} m
        WHERE m.row IN (SELECT value FROM json_each(:rows)) AND {condition}"""
    found = ask(vault, sql, rows=json.dumps(sorted(rows)), until=moment.until, archived=moment.archived)
    return {int(row["row"]): Text(row["speaker"], int(row["length"])) for row in found}
