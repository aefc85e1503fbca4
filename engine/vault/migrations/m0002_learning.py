"""Format 2: what learning needs beyond single facts: the review inbox, outcomes of procedures, links, the profile, what was derived by which tier."""

from __future__ import annotations

SQL = r"""
ALTER TABLE memory ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;    -- of an instruction: whether it shapes answers
ALTER TABLE memory ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;   -- of a procedure: how often it did not work (successes: how often it did)

-- Questions for the user: is the proposed memory right, or the one that it goes against?
CREATE TABLE review (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    memory INTEGER NOT NULL UNIQUE REFERENCES memory (row) ON DELETE CASCADE,
    against INTEGER REFERENCES memory (row) ON DELETE CASCADE,       -- NULL: nothing is known against it
    reason TEXT NOT NULL, at TEXT NOT NULL                           -- reason: a short word of the program
) STRICT;
CREATE INDEX review_against ON review (against);

-- Memories that belong together, found at idle; undirected (one < other).
CREATE TABLE memory_link (
    row INTEGER PRIMARY KEY AUTOINCREMENT, one INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE,
    kind TEXT NOT NULL, weight REAL NOT NULL, UNIQUE (one, other, kind)
) STRICT;
CREATE INDEX memory_link_other ON memory_link (other);

-- What the user is like, on one page: memories in their places.
CREATE TABLE profile (
    row INTEGER PRIMARY KEY AUTOINCREMENT, section TEXT NOT NULL, place INTEGER NOT NULL,
    memory INTEGER NOT NULL UNIQUE REFERENCES memory (row) ON DELETE CASCADE
) STRICT;

-- Which tier has read a message, so that it isn't read twice.
CREATE TABLE derived (
    message INTEGER NOT NULL REFERENCES message (row) ON DELETE CASCADE, extractor TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (message, extractor)
) STRICT;

-- Two of one name whom the user told apart: never offered for merging again.
CREATE TABLE entity_distinct (
    row INTEGER PRIMARY KEY AUTOINCREMENT, one INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE, UNIQUE (one, other)
) STRICT;
"""
