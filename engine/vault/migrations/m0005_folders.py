"""Format 5: conversations can lie in folders."""

from __future__ import annotations

SQL = r"""
ALTER TABLE conversation ADD COLUMN folder TEXT NOT NULL DEFAULT '';  -- its name; '' is none
CREATE INDEX conversation_folder ON conversation (folder) WHERE folder <> '';
"""
