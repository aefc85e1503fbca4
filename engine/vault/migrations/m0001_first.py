"""Format 1: everything that the first release stores. Where user text lives is declared in engine/vault/holdings.py."""

from __future__ import annotations

SQL = r"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) STRICT;
CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, generation INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES (1, 0, 0);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;  -- JSON values

-- What changed in which commit: projections (vectors, graph) and other processes catch up from here.
CREATE TABLE change_log (
    n INTEGER PRIMARY KEY AUTOINCREMENT, seq INTEGER NOT NULL, kind TEXT NOT NULL, owner INTEGER NOT NULL, op TEXT NOT NULL
) STRICT;
CREATE INDEX change_log_seq ON change_log (seq);

CREATE TABLE conversation (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, external_id TEXT UNIQUE,
    title TEXT NOT NULL DEFAULT '', titled_by TEXT NOT NULL DEFAULT 'auto' CHECK (titled_by IN ('auto', 'user')),
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, pinned INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived', 'trashed')), trashed_at TEXT,
    leaf INTEGER,                         -- message at the end of the chosen path
    profile TEXT                          -- JSON [[memory row, version], ...]: the profile frozen for this conversation
) STRICT;

CREATE TABLE message (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (row) ON DELETE CASCADE,
    parent INTEGER REFERENCES message (row) ON DELETE SET NULL,
    external_id TEXT,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'other')), speaker TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,                   -- verbatim; changed by erasing alone
    shown TEXT,                           -- with forgotten spans masked; NULL when nothing is
    visible TEXT GENERATED ALWAYS AS (coalesce(shown, text)) VIRTUAL,
    mentioned_at TEXT NOT NULL, utc_offset INTEGER NOT NULL DEFAULT 0, recorded_at TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'ingested', 'import', 'attachment', 'generated')),
    asks INTEGER NOT NULL DEFAULT 0,      -- 1: only asks; such turns and the assistant's rank below statements ("echoes")
    depth INTEGER NOT NULL, on_path INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL DEFAULT 'complete' CHECK (state IN ('complete', 'partial', 'cancelled', 'failed')),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'trashed')),
    model TEXT, version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (conversation, external_id)
) STRICT;
CREATE INDEX message_path ON message (conversation, depth) WHERE on_path = 1;
CREATE INDEX message_parent ON message (parent);
CREATE INDEX message_mentioned ON message (mentioned_at);

CREATE TABLE memory (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('semantic', 'episodic', 'procedural', 'summary')),
    text TEXT NOT NULL, category TEXT NOT NULL DEFAULT 'other',
    subject TEXT, predicate TEXT, object TEXT,
    trigger_words TEXT, steps TEXT,       -- procedures: when, and a JSON list of steps
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('proposed', 'active', 'superseded', 'retracted', 'archived', 'trashed')),
    superseded_by INTEGER REFERENCES memory (row) ON DELETE SET NULL, trashed_at TEXT,
    importance REAL NOT NULL DEFAULT 0.5, confidence REAL NOT NULL DEFAULT 1.0, pinned INTEGER NOT NULL DEFAULT 0,
    scope TEXT NOT NULL DEFAULT 'everywhere',
    source TEXT NOT NULL CHECK (source IN ('typed', 'confirmed', 'inferred', 'document', 'import')),
    recorded_at TEXT NOT NULL, mentioned_at TEXT NOT NULL, utc_offset INTEGER NOT NULL DEFAULT 0,
    valid_from TEXT, valid_to TEXT,       -- ISO dates or moments, as precise as `precision` says
    precision TEXT NOT NULL DEFAULT 'unknown', time_words TEXT, recurrence TEXT,
    extractor TEXT NOT NULL DEFAULT 'user', version INTEGER NOT NULL DEFAULT 1,
    uses INTEGER NOT NULL DEFAULT 0, successes INTEGER NOT NULL DEFAULT 0, last_used_at TEXT
) STRICT;
CREATE INDEX memory_status ON memory (status, kind);
CREATE INDEX memory_slot ON memory (subject, predicate);

CREATE TABLE memory_version (
    row INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE, version INTEGER NOT NULL,
    fields TEXT NOT NULL,                 -- JSON of the changed-from values
    at TEXT NOT NULL, actor TEXT NOT NULL, UNIQUE (memory, version)
) STRICT;
CREATE TABLE memory_source (
    row INTEGER PRIMARY KEY AUTOINCREMENT, memory INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE,
    message INTEGER NOT NULL REFERENCES message (row) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL      -- characters of message.text
) STRICT;
CREATE INDEX memory_source_memory ON memory_source (memory);
CREATE INDEX memory_source_message ON memory_source (message);

CREATE TABLE entity (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('user', 'person', 'place', 'organisation', 'pet', 'thing')),
    relation TEXT,                        -- of a person to the user: 'sister', 'boss', ...
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX entity_folded ON entity (folded);
CREATE TABLE entity_alias (
    row INTEGER PRIMARY KEY AUTOINCREMENT, entity INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE,
    alias TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (entity, folded)
) STRICT;
CREATE INDEX entity_alias_folded ON entity_alias (folded);
CREATE TABLE memory_entity (
    row INTEGER PRIMARY KEY AUTOINCREMENT, memory INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('subject', 'object', 'mention')), UNIQUE (memory, entity, role)
) STRICT;
CREATE INDEX memory_entity_entity ON memory_entity (entity);
CREATE TABLE edge (
    row INTEGER PRIMARY KEY AUTOINCREMENT, memory INTEGER NOT NULL REFERENCES memory (row) ON DELETE CASCADE,
    head INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE, predicate TEXT NOT NULL,
    tail INTEGER NOT NULL REFERENCES entity (row) ON DELETE CASCADE, UNIQUE (memory, head, predicate, tail)
) STRICT;
CREATE INDEX edge_head ON edge (head);
CREATE INDEX edge_tail ON edge (tail);

-- Candidates that the gate turned down, with the reason; shown in the inspector, erased with their message.
CREATE TABLE rejected (
    row INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER NOT NULL REFERENCES message (row) ON DELETE CASCADE,
    text TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE draft (
    conversation INTEGER PRIMARY KEY REFERENCES conversation (row) ON DELETE CASCADE, text TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('user', 'assistant', 'import', 'maintenance')),
    operation TEXT NOT NULL, label TEXT NOT NULL,      -- label: no user text in it
    touched TEXT NOT NULL,                -- JSON [[table, row], ...]
    content BLOB, salt BLOB,              -- msgpack of before and after images; both dropped by erasing
    digest BLOB NOT NULL, mac BLOB NOT NULL,
    reverts INTEGER REFERENCES journal (row), reverted_by INTEGER REFERENCES journal (row)
) STRICT;

CREATE TABLE receipt (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    message INTEGER REFERENCES message (row) ON DELETE CASCADE,   -- the answer
    question INTEGER REFERENCES message (row) ON DELETE SET NULL,
    at TEXT NOT NULL, model TEXT NOT NULL, guard TEXT NOT NULL,    -- 'passed', 'retried', 'memories shown', 'no model', ...
    budget_tokens INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    recall_ms REAL NOT NULL, prompt_ms REAL NOT NULL, answer_ms REAL NOT NULL, waiting INTEGER NOT NULL, salt BLOB
) STRICT;
CREATE INDEX receipt_message ON receipt (message);
CREATE TABLE receipt_segment (
    receipt INTEGER NOT NULL REFERENCES receipt (row) ON DELETE CASCADE, n INTEGER NOT NULL,
    literal TEXT,                         -- template text; NULL when the segment is a span of a row
    owner_kind TEXT CHECK (owner_kind IN ('message', 'memory')), owner INTEGER, version INTEGER, start INTEGER, stop INTEGER,
    mac BLOB NOT NULL, PRIMARY KEY (receipt, n)
) STRICT;
CREATE TABLE receipt_memory (
    receipt INTEGER NOT NULL REFERENCES receipt (row) ON DELETE CASCADE, rank INTEGER NOT NULL,
    owner_kind TEXT NOT NULL CHECK (owner_kind IN ('message', 'memory')), owner INTEGER NOT NULL,
    score REAL NOT NULL, arms TEXT NOT NULL, in_prompt INTEGER NOT NULL, PRIMARY KEY (receipt, rank)
) STRICT;

CREATE TABLE embedding (
    row INTEGER PRIMARY KEY AUTOINCREMENT,             -- also the label in the HNSW index; never reused
    embedder TEXT NOT NULL, owner_kind TEXT NOT NULL CHECK (owner_kind IN ('turn', 'window', 'memory')), owner INTEGER NOT NULL,
    vector BLOB NOT NULL,                 -- float16, little-endian, unit length
    UNIQUE (embedder, owner_kind, owner)
) STRICT;
CREATE INDEX embedding_owner ON embedding (owner_kind, owner);
CREATE TABLE embed_job (owner_kind TEXT NOT NULL, owner INTEGER NOT NULL, PRIMARY KEY (owner_kind, owner)) STRICT;

-- Full text. Turns and memories: external content, kept in step by the triggers below. Windows: contentless, kept by engine/memory/windows.py.
CREATE VIRTUAL TABLE turn_fts USING fts5 (visible, content='message', content_rowid='row', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE turn_trigram USING fts5 (visible, content='message', content_rowid='row', tokenize="trigram");
CREATE VIRTUAL TABLE window_fts USING fts5 (text, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE memory_fts USING fts5 (text, content='memory', content_rowid='row', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE memory_trigram USING fts5 (text, content='memory', content_rowid='row', tokenize="trigram");
INSERT INTO turn_fts (turn_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO turn_trigram (turn_trigram, rank) VALUES ('secure-delete', 1);
INSERT INTO window_fts (window_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO memory_fts (memory_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO memory_trigram (memory_trigram, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
    INSERT INTO turn_fts (rowid, visible) VALUES (new.row, coalesce(new.shown, new.text));
    INSERT OR IGNORE INTO embed_job VALUES ('turn', new.row);
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'message', new.row, 'i' FROM counter;
END;
CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN
    INSERT INTO turn_fts (turn_fts, rowid, visible) VALUES ('delete', old.row, coalesce(old.shown, old.text));
    DELETE FROM embedding WHERE owner_kind IN ('turn', 'window') AND owner = old.row;
    DELETE FROM embed_job WHERE owner_kind IN ('turn', 'window') AND owner = old.row;
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'message', old.row, 'd' FROM counter;
END;
CREATE TRIGGER message_changed AFTER UPDATE OF text, shown ON message WHEN coalesce(old.shown, old.text) IS NOT coalesce(new.shown, new.text) BEGIN
    INSERT INTO turn_fts (turn_fts, rowid, visible) VALUES ('delete', old.row, coalesce(old.shown, old.text));
    INSERT INTO turn_fts (rowid, visible) VALUES (new.row, coalesce(new.shown, new.text));
    DELETE FROM embedding WHERE owner_kind = 'turn' AND owner = old.row;
    INSERT OR IGNORE INTO embed_job VALUES ('turn', new.row);
END;
CREATE TRIGGER message_logged AFTER UPDATE ON message BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'message', new.row, 'u' FROM counter;
END;
-- Scripts written without spaces (Kana, Han, Hangul, Thai, Lao, Khmer, Burmese) need trigrams to be found at all.
CREATE TRIGGER message_added_unspaced AFTER INSERT ON message WHEN coalesce(new.shown, new.text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*' BEGIN
    INSERT INTO turn_trigram (rowid, visible) VALUES (new.row, coalesce(new.shown, new.text));
END;
CREATE TRIGGER message_removed_unspaced AFTER DELETE ON message WHEN coalesce(old.shown, old.text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*' BEGIN
    INSERT INTO turn_trigram (turn_trigram, rowid, visible) VALUES ('delete', old.row, coalesce(old.shown, old.text));
END;
-- One trigger, not two: SQLite may run them in any order, and the old words must go first.
CREATE TRIGGER message_changed_unspaced AFTER UPDATE OF text, shown ON message
    WHEN coalesce(old.shown, old.text) IS NOT coalesce(new.shown, new.text) BEGIN
    INSERT INTO turn_trigram (turn_trigram, rowid, visible) SELECT 'delete', old.row, coalesce(old.shown, old.text)
        WHERE coalesce(old.shown, old.text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*';
    INSERT INTO turn_trigram (rowid, visible) SELECT new.row, coalesce(new.shown, new.text)
        WHERE coalesce(new.shown, new.text) GLOB '*[฀-໿က-႟ក-៿぀-ヿ㐀-鿿가-힯]*';
END;

CREATE TRIGGER memory_added AFTER INSERT ON memory BEGIN
    INSERT INTO memory_fts (rowid, text) VALUES (new.row, new.text);
    INSERT INTO memory_trigram (rowid, text) VALUES (new.row, new.text);
    INSERT OR IGNORE INTO embed_job VALUES ('memory', new.row);
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'memory', new.row, 'i' FROM counter;
END;
CREATE TRIGGER memory_removed AFTER DELETE ON memory BEGIN
    INSERT INTO memory_fts (memory_fts, rowid, text) VALUES ('delete', old.row, old.text);
    INSERT INTO memory_trigram (memory_trigram, rowid, text) VALUES ('delete', old.row, old.text);
    DELETE FROM embedding WHERE owner_kind = 'memory' AND owner = old.row;
    DELETE FROM embed_job WHERE owner_kind = 'memory' AND owner = old.row;
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'memory', old.row, 'd' FROM counter;
END;
CREATE TRIGGER memory_changed AFTER UPDATE OF text ON memory WHEN old.text IS NOT new.text BEGIN
    INSERT INTO memory_fts (memory_fts, rowid, text) VALUES ('delete', old.row, old.text);
    INSERT INTO memory_trigram (memory_trigram, rowid, text) VALUES ('delete', old.row, old.text);
    INSERT INTO memory_fts (rowid, text) VALUES (new.row, new.text);
    INSERT INTO memory_trigram (rowid, text) VALUES (new.row, new.text);
    DELETE FROM embedding WHERE owner_kind = 'memory' AND owner = old.row;
    INSERT OR IGNORE INTO embed_job VALUES ('memory', new.row);
END;
CREATE TRIGGER memory_logged AFTER UPDATE ON memory BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'memory', new.row, 'u' FROM counter;
END;
CREATE TRIGGER conversation_added AFTER INSERT ON conversation BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'conversation', new.row, 'i' FROM counter;
END;
CREATE TRIGGER conversation_logged AFTER UPDATE ON conversation BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'conversation', new.row, 'u' FROM counter;
END;
CREATE TRIGGER conversation_removed AFTER DELETE ON conversation BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'conversation', old.row, 'd' FROM counter;
END;
CREATE TRIGGER edge_added AFTER INSERT ON edge BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'edge', new.row, 'i' FROM counter;
END;
CREATE TRIGGER edge_removed AFTER DELETE ON edge BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'edge', old.row, 'd' FROM counter;
END;
CREATE TRIGGER embedding_added AFTER INSERT ON embedding BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'embedding', new.row, 'i' FROM counter;
END;
CREATE TRIGGER embedding_removed AFTER DELETE ON embedding BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'embedding', old.row, 'd' FROM counter;
END;
"""
