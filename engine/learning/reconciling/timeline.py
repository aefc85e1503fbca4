"""Puts statements into their places in time: what they repeat, enrich, close, or were closed by already. Works inside one change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engine import clock
from engine.ids import new_id
from engine.learning.reconciling import statement as telling
from engine.learning.reconciling.endings import names
from engine.learning.reconciling.reconcile import STANDING, Decision, Known, reconcile, stale_mentions
from engine.learning.reconciling.rhythms import PLACES_OF_DAYS
from engine.learning.reconciling.slots import filled, relation_predicate
from engine.learning.reconciling.statement import Told, content, kin
from engine.learning.records import Candidate
from engine.learning.telling.whose import about, subject_of, subjects
from engine.memory import evidence, succession
from engine.memory.facts import NewEntity, NewMemory, new_version
from engine.memory.records import Memory, Message
from engine.memory.words import fold, like, quote

if TYPE_CHECKING:
    from engine.learning.reconciling.corrections import Relabelled
    from engine.memory.facts import Memories
    from engine.vault.change import Change

_NOT_THEIRS = re.compile(r"(?P<who>[A-Z][\w' -]*?) is not the user's (?P<what>[a-z][a-z -]*)\.")
_NEIGHBOURS, _RECENT = 60, 150
_COMPARED = "'active', 'proposed', 'superseded', 'archived'"
#: Predicates of slots: any statement may fill them in words of its own.
_SLOTTED = "'lives_in', 'works_at', 'job', 'diet', 'partner', 'takes', 'has_pet', 'appointment', 'studies', 'avoids', 'routine', 'marital_status'"
_SURER, _SUREST = 0.03, 0.98  # what one more source adds to a confidence, and its cap


class Timeline:
    """`message`: what is being learned from; None when a memory is approved. `names`: several of one person, who is compared by the first."""

    def __init__(self, change: Change, memories: Memories, message: Message | None, names: Sequence[str] = ()) -> None:
        self._change, self._memories, self._message, self._names = change, memories, message, tuple(dict.fromkeys(names))
        self._people = _people(change)

    def store(self, candidate: Candidate, source: str, status: str, *, ask: bool) -> Memory:
        """The memory that a candidate became, or that says it already."""
        assert self._message is not None
        message = self._message
        told = telling.of_candidate(candidate, message.mentioned_at, message.row, message.text, self._people)
        tied = candidate.predicate == "relation" and told.subject == "user"  # "Dr Solberg is my new boss" tells of the user's boss
        known = self._known(told, None if tied else subject_of(self._change, candidate, message))
        decision = reconcile(told, known)
        if candidate.corrects:
            wrong = [one.row for one in known if one.status == "active" and fold(one.told.text) == fold(candidate.corrects)]
            decision = Decision("new", closes=(*decision.closes, *wrong)) if wrong else decision
        if decision.verdict != "new" and decision.target is not None:
            return self._again(decision, candidate, source, status)
        waits = bool(decision.unsure) and ask and not decision.closes and status == "active"
        made = self._memories.add(_new(candidate, message, source, "proposed" if waits else status), actor="assistant", operation="learn")
        if waits:
            self._ask(made.row, decision.unsure[0])
        elif status == "active":
            self._untie(candidate)
            unsure = () if ask else decision.unsure
            self._place(made, told, Decision("new", closes=(*decision.closes, *unsure), closed_by=decision.closed_by))
        return made

    def _untie(self, candidate: Candidate) -> None:
        """ "Beth is not my sister-in-law": nobody is known as that any more, so that what is told of Beth next finds her."""
        denied = _NOT_THEIRS.fullmatch(candidate.text)
        if denied is None:
            return
        for row in self._change.execute(
            "SELECT row, relation FROM entity WHERE folded = ? AND relation IS NOT NULL", (fold(denied["who"]),)
        ).fetchall():
            if kin(row["relation"]) == kin(denied["what"]):
                self._change.update("entity", row["row"], relation=None)

    def settle(self, memory: Memory) -> None:
        """Closes what a memory contradicts that has become active by the user's word, whether sure or not; what is newer stays."""
        told = self._told(memory)
        who = next(iter(subjects(self._change, [memory.row]).get(memory.row, ())), None)
        others = [one for one in self._known(told, who) if one.row != memory.row]
        decision = reconcile(told, others)
        closes = {*decision.closes, *decision.unsure}
        asked = self._change.execute("SELECT against FROM review WHERE memory = ?", (memory.row,)).fetchone()
        if asked is not None and asked["against"] is not None:
            closes.add(asked["against"])
        closed_by = None if asked is not None else decision.closed_by
        self._place(memory, told, Decision("new", closes=tuple(sorted(closes)), closed_by=closed_by))

    def close_if_over(self, row: int) -> None:
        """Closes a memory that something later has taken the place of."""
        memory = self._memory(row)
        told = self._told(memory)
        who = next(iter(subjects(self._change, [row]).get(row, ())), None)
        decision = reconcile(told, [one for one in self._known(told, who) if one.row != row])
        if decision.verdict == "new" and decision.closed_by is not None:
            self._place(memory, told, Decision("new", closed_by=decision.closed_by))

    def fold_in(self, row: int, who: int) -> None:
        """Sets a memory about `who` (an entity's row) aside behind another that says the same, or closes it when something later took its place."""
        memory = self._memory(row)
        if memory.status != "active":
            return
        told = self._told(memory)
        decision = reconcile(told, [one for one in self._known(told, who) if one.row != row])
        if decision.verdict == "new":
            if decision.closed_by is not None:
                self._place(memory, told, Decision("new", closed_by=decision.closed_by))
            return
        other = self._memory(decision.target or row)
        if other.status == "active" and other.row != row:
            kept, gone = (memory, other) if decision.verdict == "richer" else (other, memory)
            evidence.copied(self._change, kept.row, gone.row)
            new_version(self._change, gone.row, {"status": "archived", "superseded_by": kept.row}, "user")

    def relabel(self, label: Relabelled) -> list[Memory]:
        """Mends every memory that calls somebody by a wrong relation: it never was so, hence a new version and no successor."""
        assert self._message is not None
        rows = self._change.execute(
            "SELECT * FROM memory WHERE status IN ('active', 'proposed') AND text LIKE '%user''s%' ORDER BY row DESC LIMIT 2000"
        ).fetchall()
        memories = [Memory.from_row(row) for row in rows]
        known = [m.object for m in memories if kin((m.predicate or "").removeprefix("relation:")) == kin(label.old) and m.object]
        name = label.name if label.name and any(fold(label.name) == fold(one or "") for one in known) else (known[0] if known else label.name)
        if not name:
            return []
        mended = []
        said = re.escape(label.old).replace(r"\-in\-law", "[ -]in[ -]law")
        wrong = re.compile(rf"\b(user's (?:[\w-]+ ){{0,2}}?){said}\b", re.IGNORECASE)
        for memory in memories:
            is_relation = (memory.predicate or "").startswith("relation:") and fold(memory.object or "") == fold(name)
            if not (stale_mentions(memory.text, label.old, name) or (is_relation and wrong.search(memory.text))):
                continue
            fields = {"text": wrong.sub(lambda m: f"{m[1]}{label.new}", memory.text)}
            if is_relation:
                fields |= {"predicate": relation_predicate(label.new), "object": memory.object or "", "subject": memory.subject or ""}
            self._memories.cite(memory, self._message.id, label.start, label.stop)
            mended.append(self._memories.edit(memory, actor="assistant", **fields))
        for row in self._change.execute("SELECT row, relation FROM entity WHERE folded = ? AND relation IS NOT NULL", (fold(name),)).fetchall():
            if kin(row["relation"]) == kin(label.old):
                self._change.update("entity", row["row"], relation=label.new)
        return mended

    def retract_said_in(self, message: Message) -> list[Memory]:
        """Takes back what was learned from a message alone, and lets hold again what that had closed."""
        rows = self._change.execute(
            "SELECT DISTINCT m.row FROM memory m JOIN memory_source s ON s.memory = m.row WHERE s.message = ? AND m.status IN ('active', 'proposed') "
            "AND NOT EXISTS (SELECT 1 FROM memory_source o WHERE o.memory = m.row AND o.message <> ?)", (message.row, message.row),
        ).fetchall()  # fmt: skip
        for row in rows:
            new_version(self._change, row[0], {"status": "retracted"}, "assistant")
        succession.reopen(self._change, [row[0] for row in rows], "assistant")
        return [self._memory(row[0]) for row in rows]

    # Helpers

    def _memory(self, row: int) -> Memory:
        return Memory.from_row(self._change.execute("SELECT * FROM memory WHERE row = ?", (row,)).fetchone())

    def _again(self, decision: Decision, candidate: Candidate, source: str, status: str) -> Memory:
        """The same was said once more, or more of it."""
        assert self._message is not None and decision.target is not None
        change, message = self._change, self._message
        known = Memory.from_row(change.execute("SELECT * FROM memory WHERE row = ?", (decision.target,)).fetchone())
        heard = change.execute("SELECT 1 FROM memory_source WHERE memory = ? AND message = ?", (known.row, message.row)).fetchone() is not None
        self._memories.cite(known, message.id, candidate.start, candidate.stop)
        news: dict[str, object] = {}
        if not heard and known.source == "inferred":
            news["confidence"] = round(min(max(known.confidence, _SUREST), known.confidence + _SURER), 3)
        if message.mentioned_at < known.mentioned_at:
            news |= {"mentioned_at": message.mentioned_at, "utc_offset": message.utc_offset}
        if known.status == "archived" and status == "active":
            news["status"] = "active"
        if news:
            change.update("memory", known.row, **news)
        if known.status == "proposed" and status == "active" and not heard:
            change.update("memory", known.row, status="active", source=source)  # the user has now said it
            self.settle(self._memories.get(known))
            self._answered(known.row)
        if decision.verdict == "richer" and source == "inferred" and known.source != "typed":
            return self._memories.edit(known, actor="assistant", text=candidate.text, object=candidate.object)
        return self._memories.get(known)

    def _place(self, made: Memory, told: Told, decision: Decision) -> None:
        until = _start(made)
        closed_by = decision.closed_by
        for row in dict.fromkeys(decision.closes):
            old = self._memory(row)
            split = self._split(old, told)
            if split is not None and closed_by == row:
                closed_by = split
            if old.status == "superseded" and self._earlier(old, told):
                continue
            succession.close(self._change, row, made.row, until, "assistant")
        if closed_by is not None:
            later = self._memory(closed_by)
            succession.close(self._change, made.row, later.row, _start(later), "assistant")

    def _split(self, old: Memory, told: Told) -> int | None:
        """What was said again after `told` is a memory of its own from then on: "2.5 mg", "5 mg", "back on 2.5 mg"."""
        change = self._change
        later = change.execute(
            "SELECT s.row, x.mentioned_at, x.utc_offset FROM memory_source s JOIN message x ON x.row = s.message WHERE s.memory = ? "
            "AND x.mentioned_at > ? ORDER BY x.mentioned_at, s.row", (old.row, told.at),
        ).fetchall()  # fmt: skip
        if not later or old.mentioned_at > told.at:
            return None
        columns = change.execute("SELECT * FROM memory WHERE row = ?", (old.row,)).fetchone()
        values = {name: columns[name] for name in columns.keys() if name != "row"}  # noqa: SIM118 - a Row, not a dict
        values |= {"id": new_id(), "mentioned_at": later[0]["mentioned_at"], "utc_offset": later[0]["utc_offset"], "version": 1}
        copy = change.insert("memory", **values)
        for source in later:
            change.update("memory_source", source["row"], memory=copy)
        for table in ("memory_entity", "edge"):
            for link in change.execute(f"SELECT * FROM {table} WHERE memory = ?", (old.row,)).fetchall():
                change.insert(table, **{name: link[name] for name in link.keys() if name not in ("row", "memory")}, memory=copy)  # noqa: SIM118 - a Row
        for pointing in change.execute("SELECT row, mentioned_at FROM memory WHERE superseded_by = ? AND row <> ?", (old.row, copy)).fetchall():
            if pointing["mentioned_at"] > told.at:
                change.update("memory", pointing["row"], superseded_by=copy)
        return copy

    def _earlier(self, old: Memory, told: Told) -> bool:
        """Whether what closed `old` came before; of one moment the one that says what is so now, not only what is over, goes first."""
        found = self._change.execute("SELECT * FROM memory WHERE row = ?", (old.superseded_by,)).fetchone()
        if found is None or found["mentioned_at"] != told.at:
            return found is not None and found["mentioned_at"] < told.at
        by = self._told(Memory.from_row(found))
        if old.valid_from is not None and bool(by.valid_from) != bool(told.valid_from):
            return bool(by.valid_from)  # "they moved me, the start is 21 July": the one that says to when
        mine, theirs, wanted = ({slot.name for slot in filled(one)} for one in (told, by, self._told(old)))
        return by.order < told.order if bool(mine & wanted) == bool(theirs & wanted) else bool(theirs & wanted)

    def _ask(self, memory: int, against: int) -> None:
        self._change.insert("review", id=new_id(), memory=memory, against=against, reason="contradicts", at=clock.to_utc(self._change.at))

    def _answered(self, memory: int) -> None:
        for (row,) in self._change.execute("SELECT row FROM review WHERE memory = ?", (memory,)).fetchall():
            self._change.delete("review", row)

    def _told(self, memory: Memory) -> Told:
        said = self._said([memory.row]).get(memory.row, [])
        return self._renamed(telling.of_memory(memory, [(row, text) for row, text, _ in said], self._people))

    def _renamed(self, told: Told) -> Told:
        """Told of somebody by the first of the names."""
        for name in self._names[1:]:
            same = re.compile(rf"\b(?:the user's [\w -]+? )?{re.escape(name)}(?!\w)", re.IGNORECASE)
            subject = fold(self._names[0]) if same.fullmatch(told.subject) else told.subject
            obj = self._names[0] if same.fullmatch(told.object) else told.object
            told = msgspec.structs.replace(told, text=same.sub(self._names[0], told.text), subject=subject, object=obj)
        return told

    def _known(self, told: Told, who: int | None = None) -> list[Known]:
        """Memories that could be the same or go against it: of the same subject, alike in words, or with words that the message names.

        `who`: the entity that it is about: of two Annas only the one that is meant, also where she is called "my sister".
        """
        change = self._change
        rows: list[Any] = []
        of_subject = "(subject = ?1 COLLATE NOCASE OR subject LIKE 'user''s%')"
        for condition, most in (
            ("predicate IS ?2", _NEIGHBOURS),
            (f"predicate IN ({_SLOTTED})", _NEIGHBOURS),
            ("predicate IS NULL OR predicate IN ('is', 'owns')", _RECENT),
        ):
            sql = f"SELECT * FROM memory WHERE status IN ({_COMPARED}) AND {of_subject} AND ({condition}) ORDER BY row DESC LIMIT ?3"
            rows += change.execute(sql, (told.subject, told.predicate or None, most)).fetchall()
        asked = sorted(content(told.text), key=len, reverse=True)[:8] + sorted(names(told.said[:1000]), key=len, reverse=True)[:24]
        match = " OR ".join(dict.fromkeys(quote(word) for word in asked if any(c.isalnum() for c in word)))
        if match:
            rows += change.execute(
                f"SELECT m.* FROM memory_fts f JOIN memory m ON m.row = f.rowid WHERE memory_fts MATCH ? AND m.status IN ({_COMPARED}) "
                "ORDER BY f.rank LIMIT ?", (match, _NEIGHBOURS),
            ).fetchall()  # fmt: skip
        rows += about(change, who, told.predicate, _NEIGHBOURS) if who else []
        if told.subject == "flight":  # "the flight was cancelled": of a journey that is told of without the word
            sql = f"SELECT * FROM memory WHERE status IN ({_COMPARED}) AND predicate = 'travels_to' ORDER BY row DESC LIMIT ?"
            rows += change.execute(sql, (_RECENT,)).fetchall()
        if told.subject in PLACES_OF_DAYS:  # "they can only do Mondays": other days were told of whoever goes there
            rows += change.execute(
                f"SELECT DISTINCT m.* FROM memory m JOIN memory_source s ON s.memory = m.row JOIN message x ON x.row = s.message "
                f"WHERE m.status IN ({_COMPARED}) AND x.visible LIKE ? ESCAPE '\\' ORDER BY m.row DESC LIMIT ?", (like(told.subject), _NEIGHBOURS),
            ).fetchall()  # fmt: skip
        # A duplicate that was set aside stands behind the one that was kept.
        found = {row["row"]: Memory.from_row(row) for row in rows if row["status"] != "archived" or row["superseded_by"] is None}
        said, theirs = self._said(list(found)), subjects(change, found)
        known = []
        for memory in found.values():
            sources = said.get(memory.row, [])
            whole = self._renamed(telling.of_memory(memory, [(row, text) for row, text, _ in sources], self._people))
            if who is not None and memory.row in theirs:
                if who in theirs[memory.row]:
                    whole = msgspec.structs.replace(whole, subject=told.subject, relation="")
                elif whole.subject == told.subject != "user":
                    continue  # another of that name
            known.append(Known(memory.row, memory.status, whole))
            if memory.status in STANDING:  # said again later: it holds from then on too
                later = {at for _, _, at in sources if at > memory.mentioned_at}
                known += [Known(memory.row, memory.status, telling.said_again(whole, at)) for at in sorted(later)]
        return known

    def _said(self, memories: list[int]) -> dict[int, list[tuple[int, str, str]]]:
        """Of each memory the messages that it stands on: row, words, time."""
        import msgspec

        found: dict[int, list[tuple[int, str, str]]] = {}
        for row in self._change.execute(
            "SELECT DISTINCT s.memory, x.row, x.visible, x.mentioned_at FROM memory_source s JOIN message x ON x.row = s.message "
            "WHERE s.memory IN (SELECT value FROM json_each(?)) ORDER BY x.mentioned_at, x.row", (msgspec.json.encode(memories).decode(),),
        ).fetchall():  # fmt: skip
            found.setdefault(row["memory"], []).append((row["row"], row["visible"][:2000], row["mentioned_at"]))
        return found


def _people(change: Change) -> dict[str, str]:
    """Relation -> name, of relations that just one person has: "my mother" and "Margaret" are one."""
    found: dict[str, set[str]] = {}
    sql = (
        "SELECT predicate, object, text FROM memory WHERE status = 'active' AND subject = 'user' AND object IS NOT NULL "
        "AND (predicate LIKE 'relation:%' OR predicate = 'partner')"
    )
    for row in change.execute(sql).fetchall():
        relation = kin(row["predicate"].removeprefix("relation:"))
        words = [kin(word) for word in re.findall(r"[\w-]+", fold(row["text"]))] if relation == "partner" else [relation]
        for word in words:
            found.setdefault(word, set()).add(fold(row["object"]))
    return {relation: next(iter(named)) for relation, named in found.items() if len(named) == 1}


def _start(memory: Memory) -> str:
    """From when a memory holds: the day that it names, or the day on which it was said."""
    return memory.valid_from or memory.at.date().isoformat()


def _new(candidate: Candidate, message: Message, source: str, status: str) -> NewMemory:
    entities = tuple(NewEntity(e.name, e.kind, e.role, e.relation or None, e.of, e.fresh) for e in candidate.entities)
    return NewMemory(
        text=candidate.text, kind=candidate.kind, category=candidate.category, subject=candidate.subject, predicate=candidate.predicate,
        object=candidate.object, trigger_words=candidate.trigger_words, steps=candidate.steps, status=status, importance=candidate.importance,
        confidence=candidate.confidence, source=source, mentioned_at=message.at, valid_from=candidate.valid_from, valid_to=candidate.valid_to,
        precision=candidate.precision, time_words=candidate.time_words, recurrence=candidate.recurrence, extractor=candidate.extractor,
        entities=entities, edges=candidate.edges, sources=((message.id, candidate.start, candidate.stop),),
    )  # fmt: skip
