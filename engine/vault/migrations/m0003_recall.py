"""Format 3: receipts that say how an answer was found, and what a faster and better recall needs: who speaks, what ties memories to entities."""

from __future__ import annotations

SQL = r"""
ALTER TABLE receipt ADD COLUMN trace TEXT NOT NULL DEFAULT '{}';     -- JSON: milliseconds by stage, notes, versions; no user text
ALTER TABLE receipt_segment ADD COLUMN part TEXT NOT NULL DEFAULT 'prompt' CHECK (part IN ('prompt', 'query'));  -- read by the model, or searched for
ALTER TABLE receipt_memory ADD COLUMN fate TEXT NOT NULL DEFAULT ''; -- why it was not in the prompt: a word of the program

-- The vector of a turn now stands for its words alone, without who said them: made anew in the background.
DELETE FROM embedding WHERE owner_kind = 'turn';
CREATE INDEX message_speaker ON message (speaker) WHERE speaker <> '';
CREATE INDEX memory_superseded_by ON memory (superseded_by) WHERE superseded_by IS NOT NULL;

-- What ties a memory to entities changed: the graph in RAM follows. The owner is the memory.
CREATE TRIGGER memory_entity_added AFTER INSERT ON memory_entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', new.memory, 'i' FROM counter;
END;
CREATE TRIGGER memory_entity_changed AFTER UPDATE ON memory_entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', new.memory, 'u' FROM counter;
END;
CREATE TRIGGER memory_entity_removed AFTER DELETE ON memory_entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', old.memory, 'd' FROM counter;
END;
CREATE TRIGGER edge_tied AFTER INSERT ON edge BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', new.memory, 'i' FROM counter;
END;
CREATE TRIGGER edge_moved AFTER UPDATE ON edge BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', new.memory, 'u' FROM counter;
END;
CREATE TRIGGER edge_untied AFTER DELETE ON edge BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'tie', old.memory, 'd' FROM counter;
END;
CREATE TRIGGER entity_added AFTER INSERT ON entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'entity', new.row, 'i' FROM counter;
END;
CREATE TRIGGER entity_changed AFTER UPDATE ON entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'entity', new.row, 'u' FROM counter;
END;
CREATE TRIGGER entity_removed AFTER DELETE ON entity BEGIN
    INSERT INTO change_log (seq, kind, owner, op) SELECT seq, 'entity', old.row, 'd' FROM counter;
END;
"""
