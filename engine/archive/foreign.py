"""Another assistant's export into the vault, in quarantine: recall finds it as quoted words, nothing in it is an order, and what is learnt from it
waits for the user's word."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import structlog

from engine import clock
from engine.archive import accepting
from engine.archive.accepting import Acceptance
from engine.archive.importers.records import Export, Note, Said, Talk
from engine.errors import Cancelled
from engine.ids import new_id
from engine.learning.gating import redaction, secrets
from engine.memory import windows
from engine.memory.facts import NewMemory
from engine.memory.questions import only_asks
from engine.memory.records import Memory, Message
from engine.memory.titles import title_of
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.learning.learner import Learner
    from engine.memory.facts import Memories
    from engine.vault.change import Change, Changes
    from engine.vault.vault import Vault

log = structlog.get_logger(__name__)
Progress = Callable[[str, int, int], None]
NOTE = "note"


class Planned(msgspec.Struct, frozen=True):
    """What an import would do. Messages and notes that are here already are left alone, `changed_messages` of them though they say otherwise."""

    program: str
    conversations: int
    messages: int
    own_messages: int
    notes: int
    known_messages: int
    known_notes: int
    changed_messages: int
    left_out: dict[str, int]


class Brought(msgspec.Struct, frozen=True):
    """What an import did: rows added, memories that wait and that were accepted, and the step that takes it back."""

    conversations: int
    messages: int
    proposed: int
    accepted: int
    changes: Changes | None


def plan(export: Export, vault: Vault | None) -> Planned:
    """Looks what is here already; where there is no vault yet nothing is. Nothing is written."""
    told = [(talk, said, known.get(said.id)) for talk in export.talks for known in [_known(vault, export, talk.id)] for said in talk.said]
    new = [(talk, said) for talk, said, here in told if here is None]
    changed = sum(here is not None and here not in (said.text, redaction.masked(said.text)) for _, said, here in told)
    noted = {_note_id(note) for note in export.notes}
    new_notes = len(noted - _known(vault, export, NOTE).keys())
    return Planned(
        export.program, len({talk.id for talk, _ in new}), len(new), sum(said.role == "user" for _, said in new), new_notes,
        len(told) - len(new), len(noted) - new_notes, changed, dict(export.left_out),
    )  # fmt: skip


def _known(vault: Vault | None, export: Export, talk: str) -> dict[str, str]:
    """The messages of a talk that are here, by the other program's ids."""
    sql = "SELECT m.external_id, m.text FROM message m JOIN conversation c ON c.row = m.conversation WHERE c.external_id = ?"
    return {row[0]: row[1] for row in vault.query(sql, (_external(export, talk),))} if vault is not None else {}


class Foreign:
    """One export, to be brought into a vault."""

    def __init__(self, vault: Vault, memories: Memories, learner: Learner, export: Export) -> None:
        self._vault, self._memories, self._learner = vault, memories, learner
        self._export = export
        self._now = clock.now()
        self._talks = [*export.talks, *([_notebook(export, self._now)] if export.notes else [])]
        self._notes = {_note_id(note): note for note in export.notes}
        self._masked = bool(Settings(vault).get("mask_secrets"))

    def bring(
        self, acceptance: Acceptance = Acceptance(), *, learn: bool = True, progress: Progress = lambda step, done, total: None,
        cancel: threading.Event | None = None,
    ) -> Brought:  # fmt: skip
        """Stores, learns and accepts in one undoable step. Run again, it accepts what still waits from the same export. Raises Cancelled."""
        windows.watch(self._vault.journal)
        with self._vault.change("import", f"Imported from {self._export.program}") as change:
            total = sum(len(talk.said) for talk in self._talks)
            new: list[tuple[int, bool]] = []
            places: list[int] = []
            before = change.touched.count("conversation")
            for talk in self._talks:
                _stop(cancel)
                progress("Storing", len(new), total)
                places.append(self._store(change, talk, new))
            conversations = change.touched.count("conversation") - before
            learnt = self._learn(change, new, learn=learn, progress=progress, cancel=cancel)
            accepted = accepting.accept(self._memories, change, acceptance, places)
        progress("Storing", total, total)
        waiting = len({memory.row for memory in learnt} - {one.row for one in accepted})
        log.info("imported", messages=len(new), proposed=waiting, accepted=len(accepted))
        return Brought(conversations, len(new), waiting, len(accepted), change.result if change.result and change.result.journal_id else None)

    def _store(self, change: Change, talk: Talk, new: list[tuple[int, bool]]) -> int:
        """A conversation with its messages; those that are here already stay as they are. Returns its row."""
        found = change.execute("SELECT row, leaf FROM conversation WHERE external_id = ?", (_external(self._export, talk.id),)).fetchone()
        at = clock.to_utc(talk.at or next((said.at for said in talk.said if said.at), self._now))
        if found is None:
            title = title_of(talk.title, 200)
            place = _insert(
                change, "conversation", id=new_id(), external_id=_external(self._export, talk.id), title=title, titled_by="user" if title else "auto",
                created_at=at, updated_at=at,
            )  # fmt: skip
        else:
            place = int(found["row"])
        path = change.execute("SELECT row FROM message WHERE conversation = ? AND on_path = 1", (place,)).fetchall()
        with windows.rewriting(change, [row[0] for row in path]) as touched:
            self._add(change, talk, place, found["leaf"] if found else None, at, new, touched)
        if found is None and not talk.title:
            from engine.memory import titles

            titles.refresh(change, place)
        return place

    def _add(
        self, change: Change, talk: Talk, place: int, leaf: int | None, at: str, new: list[tuple[int, bool]], touched: set[int]
    ) -> None:  # fmt: skip
        rows = dict(change.execute("SELECT external_id, row FROM message WHERE conversation = ?", (place,)).fetchall())
        here = leaf is not None
        for said in talk.said:
            if said.id in rows:
                continue
            parent = leaf if talk.id == NOTE else rows.get(said.parent) if said.parent is not None else None
            above = change.execute("SELECT depth, mentioned_at FROM message WHERE row = ?", (parent,)).fetchone()
            goes_on = said.chosen and (parent == leaf if here or parent is not None else leaf is None)
            moment = said.at or (clock.from_utc(above["mentioned_at"]) if above else clock.from_utc(at))
            row = _insert(
                change, "message", id=new_id(), conversation=place, parent=parent, external_id=said.id, role=said.role, speaker=said.speaker,
                text=redaction.masked(said.text) if self._masked else said.text,
                mentioned_at=clock.to_utc(moment), utc_offset=clock.offset_minutes(moment), recorded_at=clock.to_utc(change.at),
                source="import", asks=int(said.role == "user" and only_asks(said.text)), depth=above["depth"] + 1 if above else 0,
                on_path=int(goes_on),
            )  # fmt: skip
            rows[said.id] = row
            if goes_on:
                leaf, here = row, True
                touched.add(row)
            new.append((row, goes_on))
        change.execute(
            "UPDATE conversation SET leaf = ?1, updated_at = max(updated_at, coalesce((SELECT mentioned_at FROM message WHERE row = ?1), '')) "
            "WHERE row = ?2",
            (leaf, place),
        )

    def _learn(
        self, change: Change, new: list[tuple[int, bool]], *, learn: bool, progress: Progress, cancel: threading.Event | None
    ) -> list[Memory]:  # fmt: skip
        rows = msgspec.json.encode([row for row, on_path in new if on_path]).decode()
        found = change.execute("SELECT * FROM message WHERE row IN (SELECT value FROM json_each(?)) ORDER BY mentioned_at, row", (rows,)).fetchall()
        kept: list[Memory] = []
        for n, row in enumerate(found):
            _stop(cancel)
            progress("Learning", n, len(found))
            message = Message.from_row(row)
            if message.speaker == _noted_by(self._export):
                kept += self._note(change, message)
            elif learn and message.role == "user":
                kept += [memory for memory in self._learner.learn_message(message, status="proposed") if memory.status == "proposed"]
        return kept

    def _note(self, change: Change, message: Message) -> list[Memory]:
        """A proposal that says the note as it stands; not a secret, nor what is known, or was turned down, already."""
        if secrets.holds(message.text):
            return []
        if change.execute("SELECT 1 FROM memory WHERE text = ? LIMIT 1", (message.text,)).fetchone() is not None:
            return []
        note = self._notes.get(message.external_id or "") or Note(message.text)
        new = NewMemory(
            message.text, kind=note.kind, category=note.category, status="proposed", source="import",
            mentioned_at=message.at, confidence=0.6, extractor=f"import/{self._export.program}",
            sources=((message.id, 0, len(message.text)),),
        )  # fmt: skip
        return [self._memories.add(new, operation="import")]


def _external(export: Export, talk: str) -> str:
    return f"{export.program}:{talk}"


def _note_id(note: Note) -> str:
    return hashlib.sha256(note.text.encode()).hexdigest()[:24]


def _notebook(export: Export, now: datetime) -> Talk:
    """Notes are searchable like talk: as words of whoever noted them."""
    talk = Talk(NOTE, f"Memories from {export.program}", now)
    for note in export.notes:
        id = _note_id(note)
        talk.said.append(Said(id, "other", note.text, note.at or now, talk.said[-1].id if talk.said else None, speaker=_noted_by(export)))
    return talk


def _noted_by(export: Export) -> str:
    return f"{export.program} (notes)"


def _insert(change: Change, table: str, **values: object) -> int:
    """Noted in the journal without its content, as in `applying`."""
    names = ", ".join(values)
    row = int(change.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())).lastrowid)
    change.made(table, row)
    return row


def _stop(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled("The import was stopped.", "Nothing was imported.")
