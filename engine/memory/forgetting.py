"""The two verbs. *Forget* hides at once and can be undone; *erase* removes beyond recovery. Both act on the source too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.errors import NotFound
from engine.memory import blast, erasing, masking, requests, spans, succession, titles, windows
from engine.memory.erasing import EraseReport
from engine.memory.periods import Period, period
from engine.memory.records import MASK, Memory, outcome
from engine.memory.requests import Meant
from engine.memory.spans import Read
from engine.memory.targets import About, Everything, Plan, Target, Text, plan

if TYPE_CHECKING:
    from engine.memory.blast import BlastRadius
    from engine.vault.change import Change, Changes
    from engine.vault.journal import Entry
    from engine.vault.vault import Vault

__all__ = ["About", "EraseReport", "Everything", "Forgetting", "Period", "Target", "Text", "period"]


class Forgetting:
    """Forgets and erases. Targets are ids (of memories, messages, conversations, entities), `About`, `Text`, `Period` or `Everything`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        #: Finds the place of memories that hold again because what had superseded them went (set by the session).
        self.resettle: Callable[[Change, Sequence[int]], None] = lambda change, rows: None
        windows.watch(vault.journal)

    def targets_for(self, request: str) -> tuple[Target, ...]:
        """What a person means by "forget …": `request` is what comes after it. Empty when nothing of the kind is stored."""
        return requests.targets_for(self._vault.query, request)

    def meant(self, request: str, *, said_in: int) -> Meant:
        """The same for a request in a chat, made in the message of that row: of several people of one name it names them, to be asked about."""
        return requests.meant(self._vault.query, request, said_in=said_in, ask=True)

    def blast_radius(self, targets: Sequence[Target]) -> BlastRadius:
        """What would go, before it goes."""
        return blast.blast_radius(self._vault, plan(self._vault.query, targets))

    def forget(self, targets: Sequence[Target], *, actor: str = "user") -> Changes:
        """Hides memories, messages and every other sentence that states them, in one undoable step.

        Raises NotFound for an unknown id. What is hidden already stays so; when nothing is left to hide, nothing is journaled.
        """
        with self._vault.change("forget", "Forgot", actor=actor) as change:
            found = plan(_reading(change), targets)
            count, again = _hide(change, found)
            self.resettle(change, again)
            if change.step is not None and change.step.operation == "forget":
                change.step.label = _label(found, count)
        return outcome(change)

    def restore(self, id: str) -> Changes:
        """Undoes the step that forgot this memory, message or conversation (with all else that it forgot). Raises NotFound, RevertConflict."""
        row = None
        for table in ("memory", "message", "conversation"):
            found = self._vault.one(f"SELECT row FROM {table} WHERE id = ?", (id,))
            if found is not None:
                row = table, found["row"]
        step = row and self._vault.one(
            "SELECT id FROM journal j WHERE operation = 'forget' AND reverted_by IS NULL AND content IS NOT NULL AND EXISTS (SELECT 1 "
            "FROM json_each(j.touched) t WHERE t.value ->> 0 = ? AND t.value ->> 1 = ?) ORDER BY j.row DESC LIMIT 1", row,
        )  # fmt: skip
        if not step:
            raise NotFound("That is not in the trash.", "What was erased can't be brought back.")
        return self._vault.journal.revert(step["id"])

    def trash(self) -> list[Entry]:
        """The steps that forgot what can still come back, the newest first."""
        return self._vault.journal.entries(1_000, None, "j.operation = 'forget' AND j.reverted_by IS NULL AND j.content IS NOT NULL")

    def erase(self, targets: Sequence[Target]) -> EraseReport:
        """Removes rows and cuts spans for good, then shows by a scan of the decrypted pages that nothing is left."""
        return erasing.erase(self._vault, lambda read: plan(read, targets))

    def expire_trash(self, days: int = 7) -> EraseReport | None:
        """Erases what was forgotten `days` ago or before; 0: all that is forgotten. None when there is nothing of that age."""
        before = clock.to_utc(clock.now() - timedelta(days=days))
        expired = _expired(self._vault.query, before)
        return None if expired.empty else erasing.erase(self._vault, lambda read: _expired(read, before))

    def finish(self) -> None:
        """Completes what an erasing that was cut off (a crash, another process reading) had left to do. Call it after unlocking."""
        erasing.finish(self._vault)


def _hide(change: Change, found: Plan) -> tuple[int, list[int]]:
    """Trashes and masks, journaled; returns the number of memories, and the rows of those that hold again."""
    if found.everything:
        found.memories = {row[0] for row in change.execute("SELECT row FROM memory").fetchall()}
        found.conversations = {row[0] for row in change.execute("SELECT row FROM conversation").fetchall()}
    at = clock.to_utc(change.at)
    inside = _rows(change, "SELECT row FROM message WHERE on_path = 1 AND conversation IN (SELECT value FROM json_each(?))", found.conversations)
    touched, spoken = {*found.messages, *found.spans}, erasing.spoken(change, found)
    with windows.rewriting(change, {*windows.around(change.connection, {*touched, *spoken}), *inside}):
        for row in spoken:
            change.update("message", row, speaker="")
        for row in sorted(touched):
            _mask(change, row, found)
        for row in sorted(found.conversations):
            if change.execute("SELECT 1 FROM conversation WHERE row = ? AND status <> 'trashed'", (row,)).fetchone():
                change.update("conversation", row, status="trashed", trashed_at=at)
    living = "SELECT row FROM memory WHERE status <> 'trashed' AND row IN (SELECT value FROM json_each(?)) ORDER BY row"
    trashed = _rows(change, living, found.memories)
    for row in trashed:
        change.update("memory", row, status="trashed", trashed_at=at)
    again = succession.reopen(change, trashed, "user")
    for row in _rows(change, "SELECT row FROM rejected WHERE message IN (SELECT value FROM json_each(?)) ORDER BY row", touched):
        change.delete("rejected", row)
    for row in _rows(change, "SELECT DISTINCT conversation FROM message WHERE row IN (SELECT value FROM json_each(?))", touched):
        titles.refresh(change, row, journaled=True)
    erasing.drop_user_titles(change, found, journaled=True)
    erasing.drop_folders(change, found, journaled=True)
    return len(trashed), again


def _mask(change: Change, row: int, found: Plan) -> None:
    message = change.execute("SELECT text, shown, status, version FROM message WHERE row = ?", (row,)).fetchone()
    if row in found.messages:
        if message["status"] != "trashed":
            change.update("message", row, status="trashed", shown=MASK, version=message["version"] + 1)
        return
    shown = masking.mask(message["text"], [*masking.masked(message["text"], message["shown"]), *found.spans[row]])
    if shown != (message["text"] if message["shown"] is None else message["shown"]):
        # A new version: receipts that quote the old one no longer fit it.
        change.update("message", row, shown=shown, version=message["version"] + 1)


def _expired(read: Read, before: str) -> Plan:
    """Trashed rows of that age, and the spans that were hidden by then; nothing that was said since."""
    made = Plan()
    for row in read("SELECT * FROM memory WHERE status = 'trashed' AND trashed_at <= ?", (before,)):
        made.memories.add(row["row"])
        # What was told anew after it was forgotten counts; else earlier versions and drafts that say it go too.
        if row["kind"] != "summary" and not read("SELECT 1 FROM memory WHERE status <> 'trashed' AND text = ? COLLATE NOCASE", (row["text"],)):
            made.claims.append(spans.of_memory(Memory.from_row(row)))
    made.conversations = {row["row"] for row in read("SELECT row FROM conversation WHERE status = 'trashed' AND trashed_at <= ?", (before,))}
    younger = _shown_before(read, before)
    for row in read("SELECT row, conversation, text, shown, status FROM message WHERE shown IS NOT NULL OR status = 'trashed'", ()):
        if row["conversation"] in made.conversations:
            continue
        if row["status"] == "trashed" and row["row"] not in younger:
            made.messages.add(row["row"])
        elif found := masking.masked(row["text"], younger.get(row["row"], row["shown"])):
            made.spans[row["row"]] = found
    return made


def _shown_before(read: Read, before: str) -> dict[int, str | None]:
    """Messages that a forgetting, or an import that brought what was forgotten elsewhere, touched after `before`, with what was shown of
    each until then; None: all, or it can't be told any more."""
    shown: dict[int, str | None] = {}
    younger = "SELECT touched, content FROM journal WHERE operation IN ('forget', 'import') AND reverted_by IS NULL AND at > ? ORDER BY row"
    for step in read(younger, (before,)):
        for image in msgspec.msgpack.decode(step["content"])["images"] if step["content"] is not None else ():
            if image["table"] == "message":
                shown.setdefault(image["row"], (image["before"] or {}).get("shown"))
        for table, row in msgspec.json.decode(step["touched"]):
            if table == "message":
                shown.setdefault(row, None)
    return shown


def _label(found: Plan, memories: int) -> str:
    if found.everything:
        return "Forgot everything"
    parts = (
        (memories, "memory", "memories"), (len(found.conversations), "conversation", "conversations"), (len(found.messages), "message", "messages"),
        (0 if memories or found.messages else len(found.spans), "passage", "passages"),
    )  # fmt: skip
    named = [f"a {one}" if count == 1 else f"{count} {many}" for count, one, many in parts if count]
    return "Forgot " + (" and ".join(named) or "nothing")


def _reading(change: Change) -> Read:
    return lambda sql, parameters: change.execute(sql, parameters).fetchall()


def _rows(change: Change, sql: str, rows: Any) -> list[int]:
    return [int(found[0]) for found in change.execute(sql, (msgspec.json.encode(sorted(rows)).decode(),)).fetchall()]
