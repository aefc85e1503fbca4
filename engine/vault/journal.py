"""The journal: every change to memory, with what is needed to take it back. Its MAC chain outlives the erasing of contents."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import msgspec

from engine import clock
from engine.errors import NotFound
from engine.ids import new_id
from engine.vault import reverting
from engine.vault.change import Change, Changes, Image
from engine.vault.database import Database

COLUMNS = """j.row, j.id, j.at, j.actor, j.operation, j.label, j.touched, j.content IS NOT NULL AS kept, j.digest, j.mac, j.reverts, j.reverted_by,
    (SELECT id FROM journal WHERE row = j.reverts) AS reverts_id, (SELECT id FROM journal WHERE row = j.reverted_by) AS reverted_by_id"""


class Entry(msgspec.Struct, frozen=True):
    """One step as the history shows it. `kept` is False once its content is erased: it can't be reverted any more."""

    row: int
    id: str
    at: str
    actor: str
    operation: str
    label: str
    touched: tuple[tuple[str, int], ...]
    kept: bool
    reverts: str | None
    reverted_by: str | None


class Check(msgspec.Struct, frozen=True):
    """What `verify` found: how many steps, and the ids of those whose seal or content doesn't fit."""

    steps: int
    wrong: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was altered."""
        return not self.wrong


class Journal:
    """Records, lists and takes back steps.

    Rows that code derives from journaled ones (windows) are kept right by hooks. A function in `around_revert` gets the transaction and the
    images that will be applied backwards, and returns a context manager that is open while that happens; one in `after_revert` gets the
    transaction and the images of what was done.
    """

    def __init__(self, database: Database, key: bytes, change: Callable[..., AbstractContextManager[Change]]) -> None:
        self.database = database
        self.change = change  # Vault.change
        self.around_revert: list[Callable[[Change, list[Image]], AbstractContextManager[Any]]] = []
        self.after_revert: list[Callable[[Change, list[Image]], None]] = []
        self._key = key

    def revert(self, id: str, with_later: bool = False) -> Changes:
        """Takes a step back, by a new step. Raises RevertConflict, listing the later steps on the same rows, unless those go too."""
        return reverting.revert(self, [id], with_later=with_later, operation="revert")

    def revert_together(self, ids: Sequence[str], with_later: bool = False) -> Changes:
        """The same for several steps at once, as one new step."""
        return reverting.revert(self, ids, with_later=with_later, operation="revert")

    def later(self, ids: Sequence[str]) -> list[Entry]:
        """The later steps, newest first, that would have to go along with these. Raises NotFound, BadInput as `revert`."""
        return [self.entry(id) for id in reverting.later(self, ids)]

    def undo(self) -> Changes | None:
        """Takes back the user's last step that is in force; None when there is none. Raises RevertConflict."""
        step = self.undoable()
        return reverting.revert(self, [step.id], with_later=False, operation="undo") if step is not None else None

    def redo(self) -> Changes | None:
        """Takes back the last undo; None when there is none, or when the user has done something else since."""
        step = self.redoable()
        return reverting.revert(self, [step.id], with_later=False, operation="redo") if step is not None else None

    def undoable(self) -> Entry | None:
        """What `undo` would take back: its label goes into the menu."""
        return self._last("j.operation NOT IN ('undo', 'redo') AND j.content IS NOT NULL")

    def redoable(self) -> Entry | None:
        """The undo that `redo` would take back."""
        undone, done = self._last("j.operation = 'undo' AND j.content IS NOT NULL"), self._last("j.operation NOT IN ('undo', 'redo')")
        return undone if undone is not None and (done is None or done.row < undone.row) else None

    def _last(self, condition: str) -> Entry | None:
        row = self.database.one(
            f"SELECT {COLUMNS} FROM journal j WHERE j.actor = 'user' AND j.reverted_by IS NULL AND {condition} ORDER BY j.row DESC LIMIT 1"
        )
        return _entry(row) if row else None

    def next_row(self, change: Change) -> int:
        """The number that the open transaction's step will have."""
        return int(change.connection.execute("SELECT coalesce(max(row), 0) + 1 FROM journal").fetchone()[0])

    def record(self, change: Change) -> None:
        """Adds the step of a transaction that is about to commit. One that changed nothing is not recorded."""
        step = change.step
        if step is None or not (change.touched or step.reverts):
            change.result = Changes(change.seq, frozenset(change.kinds))
            return
        content = msgspec.msgpack.encode({"images": change.images, "reverts": list(step.reverts)}) if step.undoable else b""
        salt = secrets.token_bytes(32)
        last = change.connection.execute("SELECT mac FROM journal ORDER BY row DESC LIMIT 1").fetchone()
        values: dict[str, Any] = {
            "row": self.next_row(change),
            "id": new_id(),
            "at": clock.to_utc(change.at),
            "actor": step.actor,
            "operation": step.operation,
            "label": step.label,
            "touched": change.touched.as_json(),
            "digest": hmac.digest(salt, content, "sha256"),
            "reverts": step.reverts[-1] if step.reverts else None,
        }
        values["mac"] = self._mac(values, last["mac"] if last else b"")
        values["content"], values["salt"] = (content, salt) if step.undoable else (None, None)
        names = ", ".join(values)
        change.connection.execute(f"INSERT INTO journal ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))
        change.result = Changes(change.seq, frozenset(change.kinds), step.label if step.undoable else "", values["id"])

    def entries(self, limit: int = 100, before: int | None = None, condition: str = "1", parameters: Sequence[Any] = ()) -> list[Entry]:
        """The newest steps first; `before` is the row of the last one of the page before; `condition`: SQL over the journal as `j`."""
        sql = f"SELECT {COLUMNS} FROM journal j WHERE j.row < ? AND {condition} ORDER BY j.row DESC LIMIT ?"
        rows = self.database.query(sql, (before or 1 << 62, *parameters, limit))
        return [_entry(row) for row in rows]

    def entry(self, id: str) -> Entry:
        """One step, by its id. Raises NotFound."""
        row = self.database.one(f"SELECT {COLUMNS} FROM journal j WHERE j.id = ?", (id,))
        if row is None:
            raise NotFound("There is no such step in the history.", "List them with: alcove journal list")
        return _entry(row)

    def images(self, id: str) -> list[Image]:
        """What a step changed, row by row. Raises NotFound when its content was erased."""
        return self.content(self.entry(id).row)[0]

    def content(self, row: int) -> tuple[list[Image], list[int]]:
        """A step's images, and the rows of the steps that it took back."""
        found = self.database.one("SELECT content FROM journal WHERE row = ?", (row,))
        if found is None or found["content"] is None:
            raise NotFound("The content of this step was erased.", "It can't be shown or taken back any more.")
        content = msgspec.msgpack.decode(found["content"])
        return list(_single(content["images"])), content["reverts"]

    def drop_content(self, change: Change, rows: Iterable[tuple[str, int]] | None = None) -> int:
        """Erases the contents of all steps that touched one of `rows` ((table, row), or all steps): how many. The chain still verifies."""
        if rows is None:
            return int(change.execute("UPDATE journal SET content = NULL, salt = NULL WHERE content IS NOT NULL").rowcount)
        wanted = json.dumps([list(row) for row in rows])
        return int(
            change.execute(
                """UPDATE journal SET content = NULL, salt = NULL WHERE content IS NOT NULL AND EXISTS (
                 SELECT 1 FROM json_each(journal.touched) t JOIN json_each(?) w
                 ON t.value ->> 0 = w.value ->> 0 AND t.value ->> 1 = w.value ->> 1)""",
                (wanted,),
            ).rowcount
        )

    def verify(self) -> Check:
        """Recomputes the chain, and the digest of every content that is still there."""
        previous, expected, wrong = b"", 1, []
        for row in self._all():
            values = {name: row[name] for name in ("row", "id", "at", "actor", "operation", "label", "touched", "digest", "reverts")}
            fits = row["row"] == expected and hmac.compare_digest(row["mac"], self._mac(values, previous))
            if fits and row["content"] is not None:
                fits = hmac.compare_digest(row["digest"], hmac.digest(row["salt"] or b"", row["content"], "sha256"))
            if not fits:
                wrong.append(row["id"])
            previous, expected = row["mac"], row["row"] + 1
        return Check(expected - 1, tuple(wrong))

    def head(self) -> tuple[int, str]:
        """How many steps there are, and the last one's MAC: what the seal covers, so that a cut-off end is noticed."""
        row = self.database.one("SELECT row, mac FROM journal ORDER BY row DESC LIMIT 1")
        return (row["row"], row["mac"].hex()) if row else (0, "")

    def _all(self) -> Iterator[Any]:
        last = 0
        while page := self.database.query("SELECT * FROM journal WHERE row > ? ORDER BY row LIMIT 500", (last,)):
            yield from page
            last = page[-1]["row"]

    def _mac(self, values: dict[str, Any], previous: bytes) -> bytes:
        names = ("row", "id", "at", "actor", "operation", "label", "touched", "digest", "reverts")
        return hmac.new(self._key, msgspec.msgpack.encode([*(values[name] for name in names), previous]), hashlib.sha256).digest()


def _single(images: list[Any]) -> Iterator[Image]:
    """Runs of new rows as an image for each (engine/vault/change.py: `Made`)."""
    for image in images:
        first, last = image["row"], image.pop("to", image["row"])
        if first == last:
            yield image
            continue
        for row in range(first, last + 1) if first < last else range(first, last - 1, -1):
            yield {"table": image["table"], "row": row, "before": None, "after": None}


def _entry(row: Any) -> Entry:
    return Entry(
        row["row"],
        row["id"],
        row["at"],
        row["actor"],
        row["operation"],
        row["label"],
        tuple((table, number) for table, number in json.loads(row["touched"])),
        bool(row["kept"]),
        row["reverts_id"],
        row["reverted_by_id"],
    )
