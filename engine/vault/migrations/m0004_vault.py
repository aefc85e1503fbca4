"""Format 4: settings, drafts and what was read get row numbers, so that an import can be taken back with them; lists of memories by their time."""

from __future__ import annotations

SQL = r"""
CREATE TABLE setting_4 (row INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;  -- JSON values
INSERT INTO setting_4 (key, value) SELECT key, value FROM setting ORDER BY key;
DROP TABLE setting;
ALTER TABLE setting_4 RENAME TO setting;

CREATE TABLE draft_4 (
    row INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL UNIQUE REFERENCES conversation (row) ON DELETE CASCADE,
    text TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
INSERT INTO draft_4 (conversation, text, updated_at) SELECT conversation, text, updated_at FROM draft ORDER BY conversation;
DROP TABLE draft;
ALTER TABLE draft_4 RENAME TO draft;

CREATE TABLE derived_4 (
    row INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER NOT NULL REFERENCES message (row) ON DELETE CASCADE,
    extractor TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (message, extractor)
) STRICT;
INSERT INTO derived_4 (message, extractor, at) SELECT message, extractor, at FROM derived ORDER BY message, extractor;
DROP TABLE derived;
ALTER TABLE derived_4 RENAME TO derived;

-- The seal counts these tables' rows from here on: a commit like any other, where there was one.
DELETE FROM sqlite_sequence WHERE seq = 0;
UPDATE counter SET seq = seq + 1 WHERE seq > 0;

CREATE INDEX memory_mentioned ON memory (mentioned_at, status);
CREATE INDEX memory_when ON memory (coalesce(valid_from, mentioned_at), valid_to, mentioned_at, status, kind);
"""
