"""What forgetting or erasing would take along, counted and shown before it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.memory import masking, spans
from engine.memory.titles import boundary, title_of

if TYPE_CHECKING:
    from engine.memory.targets import Plan
    from engine.vault.vault import Vault

PREVIEWS = 20
_LENGTH = 160


class Preview(msgspec.Struct, frozen=True):
    """One thing that goes: kind "memory", "message", "passage" (of a message that stays), "conversation" or "name"."""

    kind: str
    id: str
    text: str


class BlastRadius(msgspec.Struct, frozen=True):
    """How many of each go; `previews` shows up to 20 of each kind. `receipts`: answers whose prompt can't be shown any more.

    What goes along unasked: `summaries` (some of the memories), `relations` between people and things, `vectors`, `titles` that are made anew,
    `drafts`, `versions` of memories, `turned_down` (what was not kept), `steps` of the history whose content erasing drops, and `backups`
    (their names, and those of damaged vaults that a restore set aside) that erasing replaces by a new one.
    """

    memories: int
    messages: int
    passages: int
    conversations: int
    names: int
    receipts: int
    previews: tuple[Preview, ...]
    summaries: int = 0
    relations: int = 0
    vectors: int = 0
    titles: int = 0
    drafts: int = 0
    versions: int = 0
    turned_down: int = 0
    steps: int = 0
    backups: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would go."""
        return not (self.memories or self.messages or self.passages or self.conversations or self.names)


#: Where each held table is counted; a test asks for every table of `holdings.HELD`.
COUNTED = {
    "conversation": "conversations", "message": "messages", "memory": "memories", "memory_version": "versions", "entity": "names",
    "entity_alias": "names", "edge": "relations", "rejected": "turned_down", "draft": "drafts", "journal": "steps", "receipt_segment": "receipts",
    "embedding": "vectors",
}  # fmt: skip


def blast_radius(vault: Vault, plan: Plan) -> BlastRadius:
    """Counts and previews of a plan."""
    from engine.vault import backups

    memories = _rows(vault, "memory", "text", plan.memories, plan.everything)
    messages = _rows(vault, "message", "text", plan.messages, plan.everything)
    conversations = _rows(vault, "conversation", "title", plan.conversations, plan.everything)
    names = _rows(vault, "entity", "name", plan.entities, plan.everything)
    passages = [
        Preview("passage", row["id"], _short(row["text"][start:stop]))
        for number, found in sorted(plan.spans.items())
        for row in vault.query("SELECT id, text FROM message WHERE row = ?", (number,))
        for start, stop in masking.merge(row["text"], found)
    ]
    inside = {row[0] for row in vault.query(f"SELECT row FROM message WHERE conversation {_IN}", (_json(plan.conversations),))}
    kinds = (("memory", memories), ("message", messages), ("conversation", conversations), ("name", names))
    previews = [Preview(kind, row[0], _short(row[1])) for kind, rows in kinds for row in rows[:PREVIEWS]]
    copies = (*(backup.path for backup in backups.listed(vault.home)), *backups.replaced(vault.home))
    return BlastRadius(
        len(memories), len(messages) + len(inside), len(passages), len(conversations), len(names), _receipts(vault, plan),
        (*previews, *passages[:PREVIEWS]), **_along(vault, plan, inside), backups=tuple(path.name for path in copies),
    )  # fmt: skip


_IN = "IN (SELECT value FROM json_each(?))"


def _along(vault: Vault, plan: Plan, inside: set[int]) -> dict[str, int]:
    """What goes along with the rows of a plan, by the fields of BlastRadius."""
    if plan.everything:
        titled = vault.query("SELECT count(*) FROM conversation WHERE title <> ''")[0][0]
        tables = {"relations": "edge", "vectors": "embedding", "drafts": "draft", "versions": "memory_version", "turned_down": "rejected"}
        counts = {name: vault.query(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}
        kept = vault.query("SELECT count(*) FROM journal WHERE content IS NOT NULL")[0][0]
        summaries = vault.query("SELECT count(*) FROM memory WHERE kind = 'summary'")[0][0]
        return {**counts, "titles": titled, "steps": kept, "summaries": summaries}
    memories, entities, conversations = _json(plan.memories), _json(plan.entities), _json(plan.conversations)
    changed = {*plan.messages, *inside, *plan.spans}
    kinds = (("memory", plan.memories), ("message", changed), ("conversation", plan.conversations))
    touched = [[table, row] for table, rows in kinds for row in rows]
    counted = {
        "summaries": (f"SELECT count(*) FROM memory WHERE kind = 'summary' AND row {_IN}", (memories,)),
        "relations": (f"SELECT count(*) FROM edge WHERE memory {_IN} OR head {_IN} OR tail {_IN}", (memories, entities, entities)),
        "vectors": (
            f"SELECT count(*) FROM embedding WHERE owner_kind = 'memory' AND owner {_IN} OR owner_kind <> 'memory' AND owner {_IN}",
            (memories, _json(changed)),
        ),
        "turned_down": (f"SELECT count(*) FROM rejected WHERE message {_IN}", (_json(changed),)),
        "steps": (
            "SELECT count(*) FROM journal j WHERE content IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(j.touched) t JOIN json_each(?) w "
            "ON t.value ->> 0 = w.value ->> 0 AND t.value ->> 1 = w.value ->> 1)", (msgspec.json.encode(touched).decode(),),
        ),
    }  # fmt: skip
    found = {name: int(vault.query(sql, parameters)[0][0]) for name, (sql, parameters) in counted.items()}
    drafts = vault.query(f"SELECT text, conversation {_IN} AS inside FROM draft", (conversations,))
    versions = vault.query(f"SELECT fields, memory {_IN} AS inside FROM memory_version", (memories,))
    return {
        **found,
        "titles": _titles(vault, plan),
        "drafts": sum(bool(row["inside"] or any(spans.in_text(row["text"], claim) for claim in plan.claims)) for row in drafts),
        "versions": sum(bool(row["inside"]) or _stated(row["fields"], plan) for row in versions),
    }


def _stated(fields: str, plan: Plan) -> bool:
    values = [value for value in msgspec.json.decode(fields).values() if isinstance(value, str)]
    return any(spans.states(value, claim) for value in values for claim in plan.claims)


def _titles(vault: Vault, plan: Plan) -> int:
    """Titles of conversations that stay which quote what goes: they are made anew."""
    going = 0
    for row in vault.query(
        f"SELECT DISTINCT c.row, c.title, c.titled_by FROM conversation c JOIN message m ON m.conversation = c.row WHERE m.row {_IN}",
        (_json({*plan.messages, *plan.spans}),),
    ):
        first = vault.query(
            "SELECT row, visible FROM message WHERE conversation = ? AND on_path = 1 AND role <> 'assistant' AND status = 'active' "
            "ORDER BY depth LIMIT 8", (row["row"],),
        )  # fmt: skip
        source = next((message["row"] for message in first if title_of(message["visible"])), None)
        quoted = row["titled_by"] == "auto" and row["title"] and (source in plan.messages or source in plan.spans)
        going += bool(quoted or any(spans.in_text(row["title"], claim) for claim in plan.claims))
    return going


def _receipts(vault: Vault, plan: Plan) -> int:
    if plan.everything:
        return int(vault.query("SELECT count(*) FROM receipt")[0][0])
    found = vault.query(
        f"SELECT count(DISTINCT s.receipt) FROM receipt_segment s WHERE s.owner_kind = 'memory' AND s.owner {_IN} "
        f"OR s.owner_kind = 'message' AND (s.owner {_IN} OR s.owner IN (SELECT row FROM message WHERE conversation {_IN}))",
        (_json(plan.memories), _json([*plan.messages, *plan.spans]), _json(plan.conversations)),
    )
    return int(found[0][0])


def _rows(vault: Vault, table: str, column: str, rows: set[int], everything: bool) -> list[Any]:
    condition = "1" if everything else f"row {_IN}"
    return list(vault.query(f"SELECT id, {column} FROM {table} WHERE {condition} ORDER BY row", () if everything else (_json(rows),)))


def _short(text: str) -> str:
    text = " ".join(text[: _LENGTH * 2].split())
    return text if len(text) <= _LENGTH else text[: boundary(text, _LENGTH - 1)] + "…"


def _json(rows: Any) -> str:
    return msgspec.json.encode(sorted(rows)).decode()
