"""Erasing: one transaction removes every trace from the tables, then the files are cleaned and the pages scanned for what is left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from engine.errors import VaultError, VaultFull
from engine.memory import masking, spans, succession, telling, titles, windows, words
from engine.memory.sentences import Span
from engine.memory.spans import Read
from engine.memory.targets import Plan
from engine.vault import backups
from engine.vault.holdings import PLAIN

if TYPE_CHECKING:
    from engine.vault.change import Change
    from engine.vault.residue import Report
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
_PENDING = backups.ERASED  # in `meta`: files are still to be cleaned
_SHORT, _SHORT_CODE = 8, 4  # characters: a shorter text is not looked for in the pages, it could be anything
_LONG = 40  # characters: a longer text is found as it stands


class EraseReport(msgspec.Struct, frozen=True):
    """What was removed, and what the scan of the decrypted pages says. `unfinished` names what has to be tried again, and why."""

    memories: int
    messages: int
    passages: int
    conversations: int
    residue: Report | None
    unfinished: str = ""


def erase(vault: Vault, planned: Callable[[Read], Plan]) -> EraseReport:
    """Erases what `planned` works out inside the transaction."""
    with vault.change("erase", "Erased", undoable=False) as change:
        plan = planned(lambda sql, parameters: change.execute(sql, parameters).fetchall())
        needles = _needles(change, plan)
        passages = sum(len(found) for found in plan.spans.values())
        counts = _remove_everything(change) if plan.everything else _remove(change, plan)
        needles = [needle for needle in needles if not _still_said(change, needle)]
        _drop_journal(vault, change, plan, needles)
        _drop_literals(change, plan, needles)
        _shred(vault, change)
    residue, unfinished = None, ""
    try:
        finish(vault)
        residue = _scan(vault, needles)
    except VaultError as error:
        # The rows are gone for good; what waits is the cleaning of files. It is noted in the vault and tried again by `finish`.
        log.warning("erase not finished", error=type(error).__name__)
        unfinished = " ".join(filter(None, (error.message, error.hint)))
    return EraseReport(counts[0], counts[1], passages, counts[2], residue, unfinished)


def finish(vault: Vault) -> None:
    """Empties the write-ahead log, makes a fresh backup and deletes the older ones, if an erasing asks for it. Raises VaultError."""
    if vault.one("SELECT 1 FROM meta WHERE key = ?", (_PENDING,)) is None:
        return
    from engine.vault import snapshots

    snapshots.discard(vault)
    try:
        vault.truncate_wal()
    except VaultFull:
        vault.drop_backups()  # they hold what was erased, and take up room
        vault.truncate_wal()
    with contextlib.suppress(VaultFull):  # no room for a fresh one: the older ones are gone even so
        vault.backup("erasing", only=True)
    with vault.change("erase", "Finished erasing", actor="maintenance", journaled=False) as change:
        change.execute("DELETE FROM meta WHERE key = ?", (_PENDING,))
    vault.truncate_wal()


def _scan(vault: Vault, needles: list[str]) -> Report:
    from engine.vault import residue

    return residue.scan(vault, needles)


def _remove(change: Change, plan: Plan) -> tuple[int, int, int]:
    """Deletes rows and cuts spans; returns how many memories, messages, conversations went."""
    messages = set(plan.messages)
    cuts = {row: found for row, found in plan.spans.items() if row not in messages}
    places = _places(change, {*messages, *cuts})
    inside = _rows(change, "SELECT row FROM message WHERE conversation IN (SELECT value FROM json_each(?))", plan.conversations)
    loosened = _loosened(change, plan, [*messages, *inside])
    _drop_receipts(change, plan, [*messages, *cuts, *inside])
    _drop_history(change, plan)
    change.execute("DELETE FROM rejected WHERE message IN (SELECT value FROM json_each(?))", (_json([*messages, *cuts]),))
    named = spoken(change, plan)
    with windows.rewriting(change, {*windows.around(change.connection, {*messages, *cuts, *named}), *inside}):
        for row in named:
            change.execute("UPDATE message SET speaker = '' WHERE row = ?", (row,))
            change.touched.add("message", row)
        for row, found in cuts.items():
            if not _cut(change, row, found):
                messages.add(row)
        for row in messages:
            _unhook(change, row)
        _delete(change, "message", messages)
        _delete(change, "conversation", plan.conversations)
        change.touched.update(("message", row) for row in inside)
    succession.reopen(change, plan.memories, "user")
    _delete(change, "memory", plan.memories)
    _drop_names(change, plan, loosened)
    _drop_profiles(change, plan.memories)
    for conversation in places - plan.conversations:
        titles.refresh(change, conversation)
        change.touched.add("conversation", conversation)
    drop_user_titles(change, plan)
    drop_folders(change, plan)
    _drop_drafts(change, plan)
    return len(plan.memories), len(messages) + len(inside), len(plan.conversations)


def _remove_everything(change: Change) -> tuple[int, int, int]:
    counts = [int(change.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("memory", "message", "conversation")]
    change.execute("INSERT INTO window_fts (window_fts) VALUES ('delete-all')")
    for table in ("receipt", "memory", "conversation", "entity", "rejected", "embedding", "embed_job"):
        change.execute(f"DELETE FROM {table}")
    change.kinds |= {"memory", "message", "conversation", "entity", "receipt"}
    change.touched.add("conversation", 0)
    return counts[0], counts[1], counts[2]


def _cut(change: Change, row: int, found: Iterable[Span]) -> bool:
    """Cuts spans out of a message; False when nothing telling is left, so that the row can go."""
    message = change.execute("SELECT text, shown, version FROM message WHERE row = ?", (row,)).fetchone()
    text = message["text"]
    cuts = masking.widened(text, found)
    left = masking.cut(text, cuts)
    if masking.empty(left):
        return False
    hidden = [span for span in (masking.shifted(span, cuts) for span in masking.masked(text, message["shown"])) if span is not None]
    shown = masking.mask(left, hidden) if hidden else None
    change.execute("UPDATE message SET text = ?, shown = ?, version = ? WHERE row = ?", (left, shown, message["version"] + 1, row))
    for source in change.execute("SELECT row, start, stop FROM memory_source WHERE message = ?", (row,)).fetchall():
        span = masking.shifted((source["start"], source["stop"]), cuts)
        if span is None:
            change.execute("DELETE FROM memory_source WHERE row = ?", (source["row"],))
        else:
            change.execute("UPDATE memory_source SET start = ?, stop = ? WHERE row = ?", (*span, source["row"]))
    change.kinds.add("message")
    change.touched.add("message", row)
    return True


def _unhook(change: Change, row: int) -> None:
    """Takes a message out of its tree: what hung on it hangs on its parent, one step less deep."""
    node = change.execute("SELECT conversation, parent FROM message WHERE row = ?", (row,)).fetchone()
    below = "SELECT row FROM message WHERE parent = ?1 UNION ALL SELECT m.row FROM message m JOIN below b ON m.parent = b.row"
    change.execute(f"WITH RECURSIVE below (row) AS ({below}) UPDATE message SET depth = depth - 1 WHERE row IN (SELECT row FROM below)", (row,))
    change.execute("UPDATE message SET parent = ? WHERE parent = ?", (node["parent"], row))
    change.execute("UPDATE conversation SET leaf = ? WHERE row = ? AND leaf = ?", (node["parent"], node["conversation"], row))


def _delete(change: Change, table: str, rows: Iterable[int]) -> None:
    """Deletes rows with what hangs on them (foreign keys)."""
    for row in sorted(rows):
        change.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
        change.touched.add(table, row)
        change.kinds.add(table)


def spoken(change: Change, plan: Plan) -> list[int]:
    """Messages whose speaker bears a name that goes: what they said stays, as somebody's."""
    phrases = [claim.phrase for claim in plan.claims if claim.phrase]
    names = [row[0] for row in change.execute("SELECT DISTINCT speaker FROM message WHERE speaker <> ''").fetchall()] if phrases else []
    going = [name for name in names if any(spans.phrases(name, phrase) for phrase in phrases)]
    return _rows(change, "SELECT row FROM message WHERE speaker IN (SELECT value FROM json_each(?)) ORDER BY row", going)


def _drop_receipts(change: Change, plan: Plan, messages: list[int]) -> None:
    """Segments that quote what goes lose their MAC and their place; the lists of used memories lose it."""
    quoting = "owner_kind = ? AND owner IN (SELECT value FROM json_each(?))"
    for owners in (("memory", _json(plan.memories)), ("message", _json(messages))):
        change.execute(f"UPDATE receipt_segment SET mac = zeroblob(32), start = 0, stop = 0 WHERE {quoting}", owners)
    for owners in (("memory", _json(plan.memories)), ("message", _json(row for row in messages if row not in plan.spans))):
        change.execute(f"DELETE FROM receipt_memory WHERE {quoting}", owners)


def _drop_history(change: Change, plan: Plan) -> None:
    """Earlier versions, of memories that stay, that stated what goes."""
    for row in change.execute("SELECT row, memory, fields FROM memory_version").fetchall() if plan.claims else ():
        values = [value for value in msgspec.json.decode(row["fields"]).values() if isinstance(value, str)]
        if any(spans.states(value, claim) for value in values for claim in plan.claims):
            change.execute("DELETE FROM memory_version WHERE row = ?", (row["row"],))
            change.touched.add("memory", row["memory"])


def _loosened(change: Change, plan: Plan, messages: list[int]) -> set[int]:
    """Entities that may be spoken of by nothing that stays: tied to memories that go, or named in them, as they are or were, or in messages."""
    going = _json(plan.memories)
    found = set(_rows(change, f"SELECT entity FROM memory_entity WHERE memory {_IN}", plan.memories))
    for side in ("head", "tail"):
        found |= set(_rows(change, f"SELECT {side} FROM edge WHERE memory {_IN}", plan.memories))
    texts = [row[0] for row in change.execute(f"SELECT text FROM memory WHERE row {_IN}", (going,)).fetchall()]
    texts += [row[0] for row in change.execute(f"SELECT fields FROM memory_version WHERE memory {_IN}", (going,)).fetchall()]
    texts += [row[0] for row in change.execute(f"SELECT text FROM message WHERE row {_IN}", (_json([*messages, *plan.spans]),)).fetchall()]
    said = "\n".join(texts)
    loose = change.execute(f"SELECT row, name FROM entity e WHERE {_ORPHAN}").fetchall()
    return found | {row["row"] for row in loose if spans.phrases(said, row["name"])}


_IN = "IN (SELECT value FROM json_each(?))"
_ORPHAN = """kind <> 'user' AND NOT EXISTS (SELECT 1 FROM memory_entity x WHERE x.entity = e.row)
    AND NOT EXISTS (SELECT 1 FROM edge g WHERE e.row IN (g.head, g.tail))"""


def _drop_names(change: Change, plan: Plan, loosened: set[int]) -> None:
    """Entities that were named, or that no memory speaks of any more; other names that hold an erased phrase."""
    phrases = [claim.phrase for claim in plan.claims if claim.phrase]
    for row in change.execute("SELECT row, entity, alias FROM entity_alias").fetchall() if phrases else ():
        if any(spans.phrases(row["alias"], phrase) for phrase in phrases):
            change.execute("DELETE FROM entity_alias WHERE row = ?", (row["row"],))
            change.touched.add("entity", row["entity"])
    for row in change.execute("SELECT row, name, kind, relation FROM entity WHERE kind <> 'user'").fetchall() if phrases else ():
        if any(spans.phrases(row["name"], phrase) for phrase in phrases) and row["row"] not in plan.entities:
            name = row["relation"] or row["kind"]
            change.execute("UPDATE entity SET name = ?, folded = ? WHERE row = ?", (name, words.fold(name), row["row"]))
            change.touched.add("entity", row["row"])
    orphans = set(_rows(change, f"SELECT row FROM entity e WHERE {_ORPHAN} AND row {_IN}", loosened))
    _delete(change, "entity", orphans | plan.entities)


def _drop_profiles(change: Change, memories: set[int]) -> None:
    """A conversation's frozen profile is made again when it named a memory that is gone."""
    for row in change.execute("SELECT row, profile FROM conversation WHERE profile IS NOT NULL").fetchall():
        if any(pair[0] in memories for pair in msgspec.json.decode(row["profile"])):
            change.execute("UPDATE conversation SET profile = NULL WHERE row = ?", (row["row"],))


def drop_user_titles(change: Change, plan: Plan, *, journaled: bool = False) -> None:
    """Titles that the user gave and that state what goes become automatic ones."""
    for row in change.execute("SELECT row, title FROM conversation WHERE titled_by = 'user'").fetchall() if plan.claims else ():
        if not any(spans.in_text(row["title"], claim) for claim in plan.claims):
            continue
        title = titles.derive(change, row["row"])
        if journaled:
            change.update("conversation", row["row"], title=title, titled_by="auto")
        else:
            change.execute("UPDATE conversation SET title = ?, titled_by = 'auto' WHERE row = ?", (title, row["row"]))
            change.touched.add("conversation", row["row"])


def drop_folders(change: Change, plan: Plan, *, journaled: bool = False) -> None:
    """Folders whose names state what goes lose their names: their conversations lie in none."""
    named = change.execute("SELECT row, folder FROM conversation WHERE folder <> ''").fetchall() if plan.claims else ()
    for row in named:
        if not any(spans.in_text(row["folder"], claim) for claim in plan.claims):
            continue
        if journaled:
            change.update("conversation", row["row"], folder="")
        else:
            change.execute("UPDATE conversation SET folder = '' WHERE row = ?", (row["row"],))
            change.touched.add("conversation", row["row"])


def _drop_drafts(change: Change, plan: Plan) -> None:
    for row in change.execute("SELECT row, text FROM draft").fetchall() if plan.claims else ():
        if any(spans.in_text(row["text"], claim) for claim in plan.claims):
            _delete(change, "draft", [row["row"]])


def _drop_journal(vault: Vault, change: Change, plan: Plan, needles: list[str]) -> None:
    """Contents of steps that touched a row that went or changed, or that hold an erased text (of a row changed since)."""
    vault.journal.drop_content(change, None if plan.everything else list(change.touched))
    going = set()
    for needle in needles:
        for row in change.execute(_HOLDING, (needle, needle.lower())).fetchall():
            if row["row"] not in going and any(_holds(value, needle) for value in _values(row["content"])):
                going.add(row["row"])
    learnt = "SELECT row, content FROM journal WHERE content IS NOT NULL AND instr(touched, '\"memory_source\"')"
    for row in change.execute(learnt).fetchall():
        if row["row"] not in going and _learnt_from(change, plan, row["content"]):
            going.add(row["row"])
    # A title, a draft or a persona that was there for a time stands nowhere else, in words of its own.
    tables = " OR ".join(f"instr(touched, '\"{table}\"')" for table in _WORDED)
    for row in change.execute(f"SELECT row, content FROM journal WHERE content IS NOT NULL AND ({tables})").fetchall() if plan.claims else ():
        images = [image for image in msgspec.msgpack.decode(row["content"])["images"] if image["table"] in _WORDED]
        texts = {str((image[side] or {}).get(name, "")) for image in images for name in _WORDED[image["table"]] for side in ("before", "after")}
        if any(spans.in_text(text, claim) for text in texts for claim in plan.claims):
            going.add(row["row"])
    change.execute("UPDATE journal SET content = NULL, salt = NULL WHERE row IN (SELECT value FROM json_each(?))", (_json(going),))


def _learnt_from(change: Change, plan: Plan, content: bytes) -> bool:
    """Whether a step noted a memory whose source goes: the memory may be gone already, taken back by the user."""
    for image in msgspec.msgpack.decode(content)["images"]:
        source = (image["before"] or image["after"]) if image["table"] == "memory_source" else None
        if source is None or ("message", source["message"]) not in change.touched:
            continue
        cut = plan.spans.get(source["message"])
        if cut is None or spans.overlaps((source["start"], source["stop"]), cut):
            return True
    return False


_WORDED = {"conversation": ("title", "folder"), "draft": ("text",), "setting": ("value",)}
_HOLDING = "SELECT row, content FROM journal WHERE content IS NOT NULL AND (instr(content, CAST(?1 AS BLOB)) OR instr(content, CAST(?2 AS BLOB)))"


def _values(content: bytes) -> Iterator[str]:
    """The texts among a step's images; not its times and ids, which hold any digits."""
    for image in msgspec.msgpack.decode(content)["images"]:
        for side in ("before", "after"):
            for name, value in (image[side] or {}).items():
                if isinstance(value, str) and name not in PLAIN.get(image["table"], ()):
                    yield value


def _holds(text: str, needle: str) -> bool:
    """Whether a text has the needle, as a whole word or number where it is as short as one."""
    return needle in text if len(needle) > _LONG else bool(spans.phrases(text, needle))


def _drop_literals(change: Change, plan: Plan, needles: list[str]) -> None:
    """Template text of receipts that holds what goes: the name of a speaker, an earlier persona."""
    for text in {*needles, *(claim.phrase for claim in plan.claims if claim.phrase)}:
        found = change.execute("SELECT rowid, literal FROM receipt_segment WHERE instr(lower(literal), lower(?))", (text,)).fetchall()
        going = [row["rowid"] for row in found if len(text) > _LONG or spans.phrases(row["literal"], text)]
        change.execute("UPDATE receipt_segment SET literal = '', mac = zeroblob(32) WHERE rowid IN (SELECT value FROM json_each(?))", (_json(going),))


def _shred(vault: Vault, change: Change) -> None:
    """Indexes hold vectors of what went: their snapshot becomes unreadable, other processes drop theirs."""
    from engine.vault import snapshots

    snapshots.shred(change)
    vault.new_generation(change)
    change.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_PENDING, b"1"))


def _needles(change: Change, plan: Plan) -> list[str]:
    """The texts that must be nowhere afterwards: whole texts of rows, cut spans, phrases, and the numbers and codes in them."""
    found: list[str] = [claim.phrase for claim in plan.claims if claim.phrase]
    sources: list[tuple[str, str, set[int]]] = [
        ("SELECT text FROM memory", "row", plan.memories), ("SELECT text FROM message", "row", plan.messages),
        ("SELECT name FROM entity", "row", plan.entities), ("SELECT title FROM conversation", "row", plan.conversations),
        ("SELECT folder FROM conversation", "row", plan.conversations),
        ("SELECT text FROM message", "conversation", plan.conversations),
    ]  # fmt: skip
    for select, column, rows in sources:
        every = plan.everything and column == "row"
        where, parameters = ("", ()) if every else (f" WHERE {column} IN (SELECT value FROM json_each(?))", (_json(rows),))
        found += [row[0] for row in change.execute(select + where, parameters).fetchall()]
    for row, cuts in plan.spans.items():
        text = change.execute("SELECT text FROM message WHERE row = ?", (row,)).fetchone()[0]
        found += [text[start:stop] for start, stop in masking.merge(text, cuts)]
    found += [word for text in found for stem, word in words.surfaces(text[:2000]).items() if any(map(str.isdigit, stem)) and not telling.weak(stem)]
    return sorted({text.strip() for text in found if _provable(text.strip())})


def _provable(text: str) -> bool:
    """Whether finding a text proves something: it is no short word, no year and nothing else that everybody says."""
    shortest = _SHORT_CODE if any(map(str.isdigit, text)) else _SHORT
    return len(text) >= shortest and (len(text) > _LONG or telling.any_strong(words.content(text)))


def _still_said(change: Change, needle: str) -> bool:
    """Whether a row that stays says the same: then it is no residue."""
    tables = (("message", "text"), ("message", "speaker"), ("memory", "text"), ("conversation", "title"), ("conversation", "folder"),
              ("entity", "name"), ("setting", "value"))  # fmt: skip
    return any(change.execute(f"SELECT 1 FROM {table} WHERE instr({column}, ?) LIMIT 1", (needle,)).fetchone() for table, column in tables)


def _places(change: Change, messages: set[int]) -> set[int]:
    return set(_rows(change, "SELECT DISTINCT conversation FROM message WHERE row IN (SELECT value FROM json_each(?))", messages))


def _rows(change: Change, sql: str, rows: Any) -> list[int]:
    return [int(found[0]) for found in change.execute(sql, (_json(rows),)).fetchall()]


def _json(rows: Iterable[int] | Iterable[str]) -> str:
    return msgspec.json.encode(sorted(rows)).decode()
