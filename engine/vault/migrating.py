"""Bringing a vault to this release's format, one transaction a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.errors import VaultTooNew
from engine.vault.connection import is_whole
from engine.vault.migrations import STEPS


def migrate(connection: Any, before: Callable[[int], None] = lambda _: None, steps: Sequence[str] = STEPS) -> None:
    """Brings the schema to this release's format, one transaction a step; `before(format)` runs first (a backup)."""
    version = _version(connection)
    if version > len(steps):
        raise VaultTooNew(f"This vault has format {version}; this Alcove knows {len(steps)}.", "Update Alcove. The vault was not touched.")
    if 0 < version < len(steps):
        before(version)
    for number in range(version, len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == number:  # else another process was faster
                for statement in _statements(steps[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one: `executescript` would commit the transaction that protects them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().split("--")[0].rstrip().endswith(";") and is_whole(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
