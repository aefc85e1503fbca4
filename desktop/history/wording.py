"""The history in plain words, for the window and the command line: who, what, which fields."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.wording import told

if TYPE_CHECKING:
    from engine.vault.history import Field, RowChange, Step

WHO = {"user": "You", "assistant": "Assistant", "import": "Import", "consolidation": "Tidying up", "maintenance": "Maintenance"}
#: Tables whose rows are shown one by one; of the others (sources, links, earlier versions) the number is enough.
KINDS = {
    "memory": "memory", "message": "message", "conversation": "conversation", "entity": "person or thing", "entity_alias": "other name",
    "review": "question to you", "setting": "setting", "draft": "draft", "rejected": "note that was not kept",
}  # fmt: skip
_ALONG = {
    "memory_version": ("earlier version", "earlier versions"), "memory_source": ("source", "sources"), "edge": ("relation", "relations"),
    "memory_entity": ("link to a person or thing", "links to people and things"), "memory_link": ("link", "links"),
    "profile": ("place in the profile", "places in the profile"), "derived": ("note of what was read", "notes of what was read"),
    "entity_distinct": ("pair told apart", "pairs told apart"),
}  # fmt: skip
#: What tells a row from the others of its kind.
_NAMES = {"memory": "text", "message": "text", "conversation": "title", "entity": "name", "entity_alias": "alias", "setting": "key", "draft": "text",
          "rejected": "text"}  # fmt: skip
_FIELDS = {
    "text": "Text", "shown": "Shown as", "title": "Title", "name": "Name", "alias": "Other name", "category": "Category", "status": "Status",
    "importance": "Importance", "confidence": "Confidence", "pinned": "Pinned", "valid_from": "Holds from", "valid_to": "Holds until",
    "subject": "About", "predicate": "Says", "object": "What", "relation": "Relation to you", "kind": "Kind", "trigger_words": "When",
    "steps": "Steps", "scope": "Scope", "recurrence": "Repeats", "enabled": "In force", "successes": "Worked", "failures": "Failed",
    "speaker": "Said by", "value": "Value", "on_path": "On the chosen path", "source": "From", "reason": "Reason", "titled_by": "Title given by",
}  # fmt: skip
_TELLING = frozenset({"text", "title", "name", "alias", "category", "steps", "trigger_words", "relation", "value"})
_YES = frozenset({"pinned", "enabled", "on_path"})
ERASED = "The content of this step was erased. That it happened, and when, still stands in the sealed chain."


def who(step: Step) -> str:
    """Who did it."""
    return WHO[step.who]


def state(step: Step) -> str:
    """ "undone", "content erased" or nothing."""
    return "undone" if step.undone else "" if step.kept else "content erased"


def bare(label: str) -> str:
    """A label without what a step that took it back put before it."""
    for prefix in ("Undo: ", "Redo: ", "Revert: "):
        label = label.removeprefix(prefix)
    return label


def counted(number: int, one: str, many: str) -> str:
    """ "1 row", "3 rows"."""
    return f"{number:,} {one if number == 1 else many}"


def heading(change: RowChange) -> str:
    """ "Memory changed"."""
    return f"{KINDS.get(change.table, change.table.replace('_', ' ')).capitalize()} {change.did}"


def name(change: RowChange) -> str:
    """The words by which a row is known: those that it has now, or had last. Empty when they did not change."""
    wanted = _NAMES.get(change.table, "")
    return next((str(field.after if field.after is not None else field.before) for field in change.fields if field.name == wanted), "")


def shown(change: RowChange) -> list[Field]:
    """The fields that say something to a person; of a row that came or went only its words and what is out of the ordinary."""
    fields = [field for field in change.fields if field.name in _FIELDS]
    if change.did == "changed":
        return fields
    return [field for field in fields if field.name in _TELLING]


def field_name(field: Field) -> str:
    """A column's name for people."""
    return _FIELDS.get(field.name, field.name)


def value(name: str, found: Any, table: str = "") -> str:
    """A value for people; with `table`, a memory's words as it is told to the user."""
    if found is None or found == "":
        return "nothing"
    if name in _YES:
        return "yes" if found else "no"
    if name == "steps" and isinstance(found, str):
        return "; ".join(str(step) for step in json.loads(found))
    if table == "memory" and name == "text":
        return told(str(found))
    return f"{found:g}" if isinstance(found, float) else str(found)


def main_rows(found: list[RowChange]) -> list[RowChange]:
    """The rows to show one by one."""
    return [change for change in found if change.table in KINDS and (change.did != "changed" or shown(change))]


def along(found: list[RowChange]) -> str:
    """ "and with it 2 sources, 1 relation", or nothing."""
    counts = Counter(change.table for change in found if change.table not in KINDS)
    parts = [counted(number, *_ALONG.get(table, (table.replace("_", " "), table.replace("_", " ")))) for table, number in counts.items()]
    return f"{'and with it ' if main_rows(found) else ''}{', '.join(parts)}" if parts else ""


def title(step: Step) -> str:
    """What was done, in a line."""
    return step.label


def about(step: Step) -> str:
    """ "You · 14:05 · 3 rows · undone"."""
    from engine import clock

    at = clock.from_utc(step.at).astimezone(clock.now().tzinfo)
    return " · ".join(filter(None, (who(step), f"{at:%H:%M}", counted(step.rows, "row", "rows"), state(step))))
