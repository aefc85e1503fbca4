"""Numbered steps from one vault format to the next. A released step is never edited; add a new one."""

from __future__ import annotations

from engine.vault.migrations import m0001_first, m0002_learning, m0003_recall, m0004_vault, m0005_folders

#: SQL scripts in order; the vault's format (`PRAGMA user_version`) is how many have run.
STEPS: tuple[str, ...] = (m0001_first.SQL, m0002_learning.SQL, m0003_recall.SQL, m0004_vault.SQL, m0005_folders.SQL)
FORMAT = len(STEPS)
